"""The sheet of a pack: which slides, in which words, on whose template; make the deck, or bring one up to date."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from deliverydesk.actions.packing import PackSlide, pack_named, save_pack, slides_of
from deliverydesk.analysis.finding import Grounds
from deliverydesk.charts import exhibits
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc
from deliverydesk.support.tokens import Tokens, load_tokens
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.export.folders import last_folder
from deliverydesk.ui.dialogs.export.naming import safe_name
from deliverydesk.ui.dialogs.export.preview import Preview
from deliverydesk.ui.dialogs.pack.making import Manner, Slide, look, make_deck, refresh, tokens_of
from deliverydesk.ui.dialogs.pack.report import ReportSheet
from deliverydesk.ui.dialogs.pack.slides import SlideList
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton, ToolButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from deliverydesk.exporters.refreshing import Report
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.window.main_window import MainWindow

WIDTH, HEIGHT = 1180, 780
_DECKS = "PowerPoint (*.pptx)"
_TEMPLATES = "PowerPoint (*.pptx *.potx *.ppsx)"
_USUAL = ("roadmap", "scoreboard", f"backlog:{exhibits.TOP}", "effort")
_CAPTION = 64


class PackSheet(Sheet):
    """Shows every slide there could be, with a small picture of each. Ticked ones are in the pack."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window, tr("Pack of slides"), width=WIDTH, height=HEIGHT)
        self.setObjectName("pack")
        self._main, self._desk = window, desk
        self._words: dict[str, PackSlide] = {}
        self._looks: dict[str, Slide] = {}
        self._failed: dict[str, str] = {}
        self._waiting: list[str] = []
        self._drawing, self._grounds = Latest(), Grounds()
        self._tokens: Tokens = load_tokens("light")
        self.template, self.output = "", ""
        self._make_widgets()
        self._lay_out()
        self._connect()
        packs = list(desk.portfolio.packs)
        self._take(packs[0].name if packs else "")

    # Building

    def _make_widgets(self) -> None:
        self.packs = QComboBox(self)
        self.packs.setEditable(True)
        self.packs.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.packs.addItems([pack.name for pack in self._desk.portfolio.packs])
        self.packs.setFont(fonts.font())
        text.name(self.packs, tr("Name of the pack"), tr("Choose a saved pack, or type a name to save this one under."))
        self.slides = SlideList(self)
        self.slides.setFixedWidth(330)
        self.up = ToolButton("arrow-up", tr("Move the slide up (Alt+Up)"), self._move_up, self)
        self.down = ToolButton(
            "arrow-down", tr("Move the slide down (Alt+Down)"), lambda: self.slides.move_current(1), self
        )
        self.preview = Preview(self)
        self.heading = self._line(tr("Title of the slide"))
        self.takeaway = self._line(tr("Takeaway line of the slide"))
        self.rows = QSpinBox(self)
        self.rows.setRange(1, 500)
        self.rows.setKeyboardTracking(False)
        self.rows.setFont(fonts.font(tabular=True))
        text.name(self.rows, tr("Rows of the backlog"))
        self.hide_names = self._check(tr("Leave out owners"), tr("Names of owners are left out of the slides."))
        self.dated = self._check(tr("Date"), tr("The date stands in the source line and in the footer."), on=True)
        self.sourced = self._check(
            tr("Source line"), tr("A line at the foot says where the figures are from."), on=True
        )
        self.template_words = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.choose_template = Button(tr("Choose a template…"), self._ask_template, self, icon="open")
        self.no_template = Button(trc("template", "None"), lambda: self._set_template(""), self)
        self.count = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.save_button = Button(tr("Save the pack"), self.save, self, size="sheet")
        self.refresh_button = Button(tr("Refresh a deck…"), self.refresh, self, icon="renew", size="sheet")
        self.cancel_button = Button(tr("Close"), self.reject, self, size="sheet")
        self.make_button = PrimaryButton(tr("Make the deck…"), self.make, self, size="sheet")

    def _move_up(self) -> None:
        self.slides.move_current(-1)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setFont(fonts.font())
        made.setMaxLength(240)
        text.name(made, name)
        return made

    def _check(self, words: str, about: str, *, on: bool = False) -> QCheckBox:
        made = QCheckBox(words, self)
        made.setFont(fonts.font())
        made.setChecked(on)
        text.name(made, words, about)
        text.set_tooltip(made, about)
        return made

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.packs)
        left.addWidget(self.slides, 1)
        order = QHBoxLayout()
        order.addWidget(text.label(tr("Tick what goes in, drag to order."), fonts.CAPTION, 400, "text3"), 1)
        order.addWidget(self.up)
        order.addWidget(self.down)
        left.addLayout(order)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.preview, 1)
        for words, field in ((tr("Title"), self.heading), (tr("Takeaway"), self.takeaway)):
            right.addLayout(self._row(words, field))
        self.rows_label = text.label(trc("after their number", "rows"), fonts.DETAIL, 400, "text2")
        options = self._row(tr("Options"), self.hide_names, self.dated, self.sourced, self.rows, self.rows_label)
        options.addStretch(1)
        right.addLayout(options)
        template = self._row(tr("Template"), self.template_words)
        template.setStretch(1, 1)
        template.addWidget(self.choose_template)
        template.addWidget(self.no_template)
        right.addLayout(template)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addLayout(left)
        halves.addLayout(right, 1)
        self.body.addLayout(halves, 1)
        self.footer.insertWidget(0, self.count)
        for button in (self.save_button, self.refresh_button, self.cancel_button, self.make_button):
            self.footer.addWidget(button)

    def _row(self, words: str, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        label = text.label(words, fonts.DETAIL, 400, "text2")
        label.setFixedWidth(_CAPTION)
        label.setBuddy(widgets[0])
        row.addWidget(label)
        for widget in widgets:
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.packs.activated.connect(lambda _: self._take(self.packs.currentText()))
        self.slides.currentRowChanged.connect(lambda _: self._show())
        self.slides.itemChanged.connect(lambda _: self._tell())
        self.slides.moved.connect(self._tell)
        self.heading.textEdited.connect(lambda _: self._reword())
        self.takeaway.textEdited.connect(lambda _: self._reword())
        self.rows.valueChanged.connect(lambda _: self._recount())
        for box in (self.hide_names, self.dated, self.sourced):
            box.toggled.connect(lambda _: self._renew())
        self.closed.connect(self._forget)

    def _forget(self) -> None:
        self._drawing.forget()
        self._waiting.clear()

    # What is in the pack

    def manner(self) -> Manner:
        """How the slides are to be made."""
        return Manner(self.template, self.hide_names.isChecked(), self.dated.isChecked(), self.sourced.isChecked())

    def chosen(self) -> list[PackSlide]:
        """The slides of the pack, in their order and in the person's words."""
        return [self._words.get(name, PackSlide(name)) for name in self.slides.ticked()]

    def _take(self, name: str) -> None:
        """Show a saved pack, or the usual slides where there is none of this name."""
        portfolio = self._desk.portfolio
        pack = pack_named(portfolio, name)
        self._words = {slide.name: slide for slide in slides_of(pack)} if pack else {}
        ticked = [slide.name for slide in slides_of(pack)] if pack else list(_USUAL)
        listed = dict(exhibits.names(portfolio))
        listed |= {name: exhibits.title_of(portfolio, name) for name in ticked if name not in listed}
        self.slides.blockSignals(True)
        self.slides.fill(listed.items(), ticked)
        self.slides.blockSignals(False)
        self.packs.setEditText(pack.name if pack else trc("pack", "Monthly"))
        self.output = pack.output if pack else ""
        self.hide_names.setChecked(bool(pack and pack.hide_names))
        self._set_template(pack.template if pack else "")
        self.slides.setCurrentRow(0)
        self._tell()

    def _tell(self) -> None:
        count = len(self.slides.ticked())
        text.set_text(self.count, tr("{count} in the pack", count=figure(count)))
        for button in (self.save_button, self.refresh_button, self.make_button):
            button.allow("" if count else tr("Tick at least one slide."))

    # Looking at slides

    def _current(self) -> str:
        return self.slides.name_at(self.slides.currentRow())

    def _renew(self) -> None:
        """Draw all slides anew, those in sight first."""
        self._looks.clear()
        self._failed.clear()
        names, current = self.slides.names(), self._current()
        self._waiting = [current, *(name for name in names if name != current)] if current else names
        self._next()

    def _next(self) -> None:
        """Draw the next slide in a thread."""
        if self._drawing.busy or not self._waiting:
            return
        name = self._waiting.pop(0)
        slide = self._words.get(name, PackSlide(name))

        def drawn(made: Slide) -> None:
            self._looks[name] = made
            self.slides.show_picture(name, made.image)
            self._go_on(name)

        def failed(reason: str) -> None:
            self._failed[name] = reason
            self._go_on(name)

        document, manner, tokens, grounds = self._desk.document, self.manner(), self._tokens, self._grounds
        self._drawing.run(lambda: look(document.portfolio_with_moves(), slide, manner, tokens, grounds), drawn, failed)

    def _go_on(self, name: str) -> None:
        """A slide is drawn, or cannot be: show it where it is looked at, and draw the next."""
        if name == self._current():
            self._show()
        self._next()

    @property
    def busy(self) -> bool:
        """Whether slides are being drawn."""
        return self._drawing.busy or bool(self._waiting)

    def _show(self) -> None:
        """Show the current slide and its words."""
        name = self._current()
        is_backlog = name.startswith("backlog")
        self.rows.setVisible(is_backlog)
        self.rows_label.setVisible(is_backlog)
        if is_backlog:
            self.rows.blockSignals(True)
            self.rows.setValue(int(name.partition(":")[2] or exhibits.TOP))
            self.rows.blockSignals(False)
        own, seen = self._words.get(name, PackSlide(name)), self._looks.get(name)
        if seen is None:
            self.preview.show_words(self._failed.get(name, tr("Drawing the slide…") if name else ""))
            return
        self.preview.show_image(seen.image, own.title or seen.proposed.title)
        for field, words, usual in (
            (self.heading, own.title, seen.proposed.title),
            (self.takeaway, own.takeaway, seen.proposed.takeaway),
        ):
            if not field.hasFocus():
                field.setText(text.one_line(words or usual, 240))

    def _reword(self) -> None:
        """Take the words that were typed; those that the slide proposes are not kept, so that they stay true."""
        name = self._current()
        seen = self._looks.get(name)
        if not name or seen is None:
            return
        title, takeaway = self.heading.text().strip(), self.takeaway.text().strip()
        self._words[name] = PackSlide(
            name,
            "" if title == seen.proposed.title else title,
            "" if takeaway == seen.proposed.takeaway else takeaway,
        )
        if name not in self._waiting:
            self._waiting.insert(0, name)
        self._next()

    def _recount(self) -> None:
        """Another number of rows of the backlog."""
        old, new = self._current(), f"backlog:{self.rows.value()}"
        if not old.startswith("backlog") or old == new or new in self.slides.names():
            return
        self._words[new] = self._words.pop(old, PackSlide(old))._replace(name=new)
        self._looks.pop(old, None)
        self.slides.rename(old, new, exhibits.title_of(self._desk.portfolio, new))
        self._waiting.insert(0, new)
        self._next()

    # The template

    def _ask_template(self) -> None:
        given, _ = QFileDialog.getOpenFileName(self._main, tr("Template"), self._folder(self.template), _TEMPLATES)
        if given:
            self._set_template(given)

    def _set_template(self, path: str) -> None:
        """Look whether a template can be used, in a thread, and draw the slides in its colours."""
        if not path:
            self._use_template("", load_tokens("light"))
            return
        run_task(
            self._main,
            tr("Reading {name}", name=Path(path).name),
            lambda _: tokens_of(path),
            lambda tokens: self._use_template(path, tokens),
            lambda error: self._refuse_template(path, error),
        )

    def _use_template(self, path: str, tokens: Tokens) -> None:
        self.template, self._tokens = path, tokens
        words = (
            tr("{name}: slides are added behind its own", name=Path(path).name)
            if path
            else tr("None: a new deck in plain white")
        )
        text.set_text(self.template_words, words)
        text.set_tooltip(self.template_words, path)
        self.no_template.allow("" if path else tr("There is no template."))
        self._renew()

    def _refuse_template(self, path: str, error: BaseException) -> None:
        self._use_template("", load_tokens("light"))
        text.message(self._main, tr("{name} cannot be a template", name=Path(path).name), str(error))

    def _folder(self, path: str) -> str:
        return str(Path(path).parent if path else last_folder())

    # Saving, making, refreshing

    def save(self) -> bool:
        """Keep the pack under its name. False where it was refused."""
        kept = [slide.kept for slide in self.chosen()]
        name, manner = self.packs.currentText(), self.manner()
        options = {"template": manner.template, "output": self.output, "hide_names": manner.hide_names}
        done = self._desk.do(lambda portfolio: save_pack(portfolio, name, kept, **options))  # type: ignore[arg-type]
        if done and self.packs.findText(name) < 0:
            self.packs.addItem(name)
            self.packs.setEditText(name)
        return done

    def make(self) -> None:
        """Ask where to, and write a new deck in a thread."""
        named = safe_name(f"{self._desk.told.settings.name} {self.packs.currentText()}", ".pptx")
        suggestion = self.output or str(last_folder() / named)
        given, _ = QFileDialog.getSaveFileName(self._main, tr("Make the deck"), suggestion, _DECKS)
        if not given:
            return
        path = Path(given) if given.casefold().endswith(".pptx") else Path(f"{given}.pptx")
        work = partial(make_deck, self._desk.document, self.chosen(), self.manner(), path)
        run_task(self._main, tr("Writing {name}", name=path.name), work, self._made, self._not_made)

    def _made(self, path: Path) -> None:
        self.output = str(path)
        if self._desk.document.read_only is None:
            self.save()
        self.accept()
        folder = QUrl.fromLocalFile(str(path.parent))
        words = tr("Saved {name} in {folder}", name=path.name, folder=path.parent)
        self._main.toast.say(words, lambda: QDesktopServices.openUrl(folder), tr("Open folder"))

    def _not_made(self, error: BaseException) -> None:
        text.message(self._main, tr("The deck was not written"), str(error))

    def refresh(self) -> None:
        """Ask for a deck that was made earlier, and bring it up to date in a thread."""
        given, _ = QFileDialog.getOpenFileName(
            self._main, tr("Refresh a deck"), self.output or self._folder(""), _DECKS
        )
        if not given:
            return
        path = Path(given)
        work = partial(refresh, self._desk.document, self.chosen(), self.manner(), path)
        done = partial(self._refreshed, path)
        run_task(self._main, tr("Refreshing {name}", name=path.name), work, done, self._not_made)

    def _refreshed(self, path: Path, report: Report) -> None:
        self.accept()
        ReportSheet(self._main, path, report).open()

    def first_focus(self) -> QWidget | None:
        return self.slides
