"""The sheet of an export: what, as what, how it looks, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from deliverydesk.charts.table import TableData
from deliverydesk.domain.wording import counted, figure
from deliverydesk.rendering.files import KINDS, endings
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.export.folders import last_folder
from deliverydesk.ui.dialogs.export.looks import Looks
from deliverydesk.ui.dialogs.export.naming import safe_name
from deliverydesk.ui.dialogs.export.offers import source_line, with_words
from deliverydesk.ui.dialogs.export.preview import Preview
from deliverydesk.ui.dialogs.export.writing import Manner, picture_of, write
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet
from deliverydesk.ui.window import state

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from deliverydesk.charts.horizons import HorizonBoard
    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.rendering.files import Item
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.exportable import Exportable
    from deliverydesk.ui.window.main_window import MainWindow

WIDTH, HEIGHT = 1100, 740
_FORMATS = (
    (".pptx", "PowerPoint"),
    (".png", "PNG"),
    (".svg", "SVG"),
    (".pdf", "PDF"),
    (".xlsx", "Excel"),
    (".csv", "CSV"),
)
_ROW = 26
_PLACE = Qt.ItemDataRole.UserRole


class ExportSheet(Sheet):
    """Shows what can be handed out. The row that is current is looked at; ticked ones go into one deck together."""

    def __init__(self, window: MainWindow, desk: Desk, groups: Sequence[tuple[str, list[Exportable]]]) -> None:
        super().__init__(window, tr("Export"), width=WIDTH, height=HEIGHT)
        self.setObjectName("export")
        self._main, self._desk = window, desk
        self._offers = [offer for _, members in groups for offer in members]
        self._made: dict[int, Item] = {}
        self._titles: dict[int, str] = {}
        self._latest = Latest()
        self.list = self._list(groups)
        self.format = Segmented(_FORMATS, tr("As what"))
        self.preview = Preview(self)
        self.heading = self._line(tr("Title"))
        self.source = self._line(tr("Source line"))
        self.source.setText(source_line(desk.told))
        self.looks = Looks(self)
        self.copy_button = Button(tr("Copy picture"), self.copy, icon="copy", size="sheet")
        self.cancel_button = Button(tr("Cancel"), self.reject, size="sheet")
        self.save_button = PrimaryButton(tr("Save…"), self.save, size="sheet")
        self._lay_out()
        self._recall()
        self.list.currentRowChanged.connect(self._look)
        self.list.itemChanged.connect(lambda _: self._gather())
        self.format.chosen.connect(lambda _: self._renew())
        self.looks.changed.connect(self._renew)
        self.heading.textEdited.connect(self._retitle)
        self.source.textEdited.connect(lambda _: self._renew())
        self.closed.connect(self._latest.forget)
        self.list.setCurrentRow(1)

    # Building

    def _list(self, groups: Sequence[tuple[str, list[Exportable]]]) -> QListWidget:
        made = QListWidget(self)
        text.name(made, tr("What to export"), tr("Space ticks a row; several ticked rows make one PowerPoint deck."))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setFont(fonts.font())
        made.setFixedWidth(310)
        made.viewport().setAutoFillBackground(False)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        place = 0
        for title, members in groups:
            head = QListWidgetItem(title, made)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(fonts.font(fonts.CAPTION, 500))
            head.setSizeHint(QSize(0, _ROW))
            for offer in members:
                row = QListWidgetItem(text.one_line(offer.title, 120), made)
                row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
                row.setCheckState(Qt.CheckState.Unchecked)
                row.setData(_PLACE, place)
                row.setToolTip(text.tooltip(offer.title))
                row.setSizeHint(QSize(0, _ROW))
                place += 1
        return made

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setFont(fonts.font())
        made.setMaxLength(300)
        text.name(made, name)
        return made

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        hint = tr("Tick several to put them into one PowerPoint deck.")
        left.addWidget(text.label(hint, fonts.CAPTION, 400, "text3", wrap=True))
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.format, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.preview, 1)
        for words, field in ((tr("Title"), self.heading), (tr("Source"), self.source)):
            row = QHBoxLayout()
            label = text.label(words, fonts.DETAIL, 400, "text2")
            label.setFixedWidth(52)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 1)
            right.addLayout(row)
        right.addWidget(self.looks)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addLayout(left)
        halves.addLayout(right, 1)
        self.body.addLayout(halves, 1)
        self.kind = text.label("", fonts.DETAIL, 400, "text2")
        self.footer.insertWidget(0, self.kind)
        for button in (self.copy_button, self.cancel_button, self.save_button):
            self.footer.addWidget(button)

    # What is chosen

    def offer_at(self, row: int) -> int | None:
        """The place of a row's offer; None for a heading."""
        item = self.list.item(row)
        place = item.data(_PLACE) if row >= 0 else None
        return place if isinstance(place, int) else None

    def ticked(self) -> list[int]:
        """The places of the ticked offers, in their order."""
        rows = (self.list.item(row) for row in range(self.list.count()))
        return [
            cast("int", row.data(_PLACE))
            for row in rows
            if row.data(_PLACE) is not None and row.checkState() == Qt.CheckState.Checked
        ]

    def chosen(self) -> list[int]:
        """The places of what will be written: the ticked ones, else the current one."""
        current = self.offer_at(self.list.currentRow())
        return self.ticked() or ([current] if current is not None else [])

    def manner(self) -> Manner:
        """How it will be written."""
        return self.looks.manner(self.format.value())

    def _item(self, place: int) -> Item:
        """What an offer holds, as it is seen now, with the words that were typed. It is made already."""
        item = self._made[place]
        return with_words(item, self._titles.get(place) or item.title, self.source.text())

    def _look(self, row: int) -> None:
        place = self.offer_at(row)
        if place is not None:
            self.heading.setText("")
            self._gather()

    def _wanted(self) -> list[int]:
        """The places of what is looked at and what will be written."""
        current = self.offer_at(self.list.currentRow())
        return [place for place in dict.fromkeys([current, *self.ticked()]) if place is not None]

    def _gather(self) -> None:
        """Have made what is wanted and not made yet, then show it. What asks no widget is made in a thread."""
        missing = {place: self._offers[place] for place in self._wanted() if place not in self._made}
        try:
            self._made |= {place: offer.make() for place, offer in missing.items() if not offer.apart}
        except DeskError as error:
            self._refuse(str(error))
            return
        later = {place: offer.make for place, offer in missing.items() if offer.apart}
        if not later:
            self._show()
            return

        def made(items: dict[int, Item]) -> None:
            self._made |= items
            self._show()

        self._refuse(tr("Making what will be exported…"))
        self._latest.run(lambda: {place: make() for place, make in later.items()}, made, self._refuse)

    def _show(self) -> None:
        """Show what is looked at; all that is wanted is made by now."""
        place = self.offer_at(self.list.currentRow())
        if place is not None:
            self.heading.setText(text.one_line(self._item(place).title, 300))
        self._allow()

    def _retitle(self, words: str) -> None:
        place = self.offer_at(self.list.currentRow())
        if place is not None:
            self._titles[place] = words.strip()
            self._renew()

    def _allow(self) -> None:
        """Let only those formats be chosen that take what is chosen."""
        chosen = self.chosen()
        allowed = set(KINDS) if chosen else set()
        for place in chosen:
            allowed &= set(endings(self._made[place]))
        if len(chosen) > 1:
            allowed &= {".pptx"}
        for ending, _ in _FORMATS:
            button = self.format.button(ending)
            button.setEnabled(ending in allowed)
            several = tr("Several things go into one file only as PowerPoint.")
            reason = several if len(chosen) > 1 else tr("This cannot be written as {kind}.", kind=KINDS[ending])
            text.set_tooltip(button, KINDS[ending] if ending in allowed else reason)
        if self.format.value() not in allowed and allowed:
            self.format.set_value(next(ending for ending, _ in _FORMATS if ending in allowed))
        self._renew()

    # Looking ahead

    def _renew(self) -> None:
        manner, place = self.manner(), self.offer_at(self.list.currentRow())
        self.looks.show_for(manner.ending)
        chosen = self.chosen()
        kind = KINDS[manner.ending]
        if len(chosen) > 1:
            kind = tr("{kind}, {items} in one deck", kind=kind, items=counted(len(chosen), "item"))
        text.set_text(self.kind, kind)
        if place is None or any(each not in self._made for each in self._wanted()):
            return
        item = self._item(place)
        self.save_button.allow()
        picturable = not isinstance(item, TableData)
        self.copy_button.allow("" if picturable else tr("A table has no picture."))
        if isinstance(item, TableData):
            self.preview.show_table(item)
        elif manner.ending in (".xlsx", ".csv") and hasattr(item, "table"):
            self.preview.show_table(item.table)
        else:
            self._draw(item, manner)

    def _refuse(self, reason: str) -> None:
        self.preview.show_words(reason)
        self.save_button.allow(reason)
        self.copy_button.allow(reason)

    def _draw(self, item: ChartSpec | RoadmapPicture | HorizonBoard, manner: Manner) -> None:
        """Draw the preview in a thread; only the one asked for last is shown."""
        if manner.ending == ".pptx":
            manner = Manner(".png")
        work = partial(picture_of, item, manner, scale=_preview_scale(manner))
        self._latest.run(work, lambda image: self.preview.show_image(image, item.title), self._refuse)

    @property
    def busy(self) -> bool:
        """Whether what is looked at is being made or drawn."""
        return self._latest.busy

    # Writing

    def save(self) -> None:
        """Ask where to and write it in a thread."""
        chosen, manner = self.chosen(), self.manner()
        if not chosen:
            return
        items = [self._item(place) for place in chosen]
        name = self._desk.told.settings.name
        if len(items) == 1:
            name = items[0].title
            if self._desk.what_if:
                name = tr("{portfolio} – what if: {scenario}", portfolio=name, scenario=self._desk.what_if)
        path = self._ask(safe_name(name, manner.ending), manner.ending)
        if path is None:
            return
        self._keep(path)
        source = self.source.text()
        run_task(
            self._main,
            tr("Writing {name}", name=path.name),
            lambda progress: write(items, path, manner, source, progress),
            self._written,
            lambda error: text.message(self._main, tr("Nothing was written"), str(error)),
        )

    def _written(self, path: Path) -> None:
        self.accept()
        folder = QUrl.fromLocalFile(str(path.parent))
        self._main.toast.say(
            tr("Saved {name} in {folder}", name=path.name, folder=path.parent),
            lambda: QDesktopServices.openUrl(folder),
            tr("Open folder"),
        )

    def _ask(self, name: str, ending: str) -> Path | None:
        suggestion = str(last_folder() / name)
        given, _ = QFileDialog.getSaveFileName(self._main, tr("Export"), suggestion, f"{KINDS[ending]} (*{ending})")
        if not given:
            return None
        path = Path(given)
        if path.suffix.lower() == ending:
            return path
        path = path.with_name(path.name + ending)
        yes = QMessageBox.StandardButton.Yes
        words = tr("There is a file {name} already. Replace it?", name=path.name)
        if path.exists() and text.message(self._main, tr("Export"), words, yes | QMessageBox.StandardButton.No) != yes:
            return None
        return path

    def copy(self) -> None:
        """Put the current picture on the clipboard, drawn in a thread."""
        place = self.offer_at(self.list.currentRow())
        if place is None:
            return
        item, manner = self._item(place), self.manner()
        if isinstance(item, TableData):
            return

        def copied(image: QImage) -> None:
            QApplication.clipboard().setImage(image)
            self.accept()
            wide, high = figure(image.width()), figure(image.height())
            self._main.toast.say(tr("Copied a picture of {wide} × {high} pixels", wide=wide, high=high))

        run_task(
            self._main,
            tr("Drawing the picture"),
            lambda _: picture_of(item, manner),
            copied,
            lambda error: text.message(self._main, tr("Nothing was copied"), str(error)),
        )

    # Remembering how it was done last time

    def _recall(self) -> None:
        kept = state.load().get("export")
        if isinstance(kept, dict):
            if kept.get("ending") in dict(_FORMATS):
                self.format.set_value(kept["ending"])
            self.looks.recall(kept)

    def _keep(self, path: Path) -> None:
        state.update(export={"ending": self.format.value(), "folder": str(path.parent), **self.looks.kept()})

    def first_focus(self) -> QWidget | None:
        return self.list


def _preview_scale(manner: Manner) -> float:
    """Enough pixels for the preview and no more, however large the picture will be."""
    return min(1.5, max(0.25, 1600 / max(manner.size)))
