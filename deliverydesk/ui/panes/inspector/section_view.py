"""One section of the drawer: its heading, which folds it, and its parts from top to bottom.

Laid out by hand: layouts of Qt would ask each of some sixty widgets for hints at every step of the selection. Widgets
are kept and shown again with other content.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.panes.inspector.figures import figure_of
from deliverydesk.ui.panes.inspector.gate_row import DeedView, GateRow
from deliverydesk.ui.panes.inspector.notes import NotesRow
from deliverydesk.ui.panes.inspector.painted import FiguresView, MarkView, WordsView, elided
from deliverydesk.ui.panes.inspector.parts import Deed, Figures, Mark, Part, Section, Spark, Words
from deliverydesk.ui.panes.inspector.spark import SparkView
from deliverydesk.ui.rows import Row
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.typed import Action
from deliverydesk.ui.widgets.field_row import FieldRow

MARGIN = 15
HEADING = 30
_ROWS: dict[str, type[FieldRow]] = {"markdown": NotesRow, "gate": GateRow}
_VIEWS = {Deed: DeedView, Mark: MarkView, Figures: FiguresView, Words: WordsView, Spark: SparkView}
_CAPTION_LIMIT = 0.44
PartView = FieldRow | DeedView | MarkView | FiguresView | WordsView | SparkView


def _view_of(part: Part) -> type[Any]:
    if isinstance(part, Row):
        return _ROWS.get(part.style, FieldRow)
    return _VIEWS[type(part)]


class Heading(QAbstractButton):
    """The title of a section with a note at its right. A click or Enter folds the section, left and right too."""

    folded = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.note = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self.folded)

    def say(self, title: str, note: str, *, folds: bool) -> None:
        """The section's title and note."""
        if (title, note) != (self.text(), self.note):
            self.setText(title)
            self.note = note
            text.name(self, f"{title}, {note}" if note else title, tr("Enter folds it.") if folds else "")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, HEADING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = mirror.key(self, event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.setChecked(key == Qt.Key.Key_Left)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        folded = self.isChecked()
        right = float(self.width())
        if folded or self.underMouse() or self.hasFocus():
            right -= 16
            place = QRectF(right + 4, (self.height() - 12) / 2 + 2, 12, 12)
            icons.draw(painter, place, theme, "expand" if folded else "collapse", "text2")
        painter.setFont(fonts.font(fonts.TITLE, 600))
        painter.setPen(theme.colour("text"))
        note = fonts.font(fonts.CAPTION)
        width = min(QFontMetricsF(note).horizontalAdvance(self.note), right * 0.55)
        used = elided(painter, QRectF(0, 4, right - (width + 8 if self.note else 0), self.height() - 4), self.text())
        if self.note:
            painter.setFont(note)
            painter.setPen(theme.colour("text2"))
            room = QRectF(used + 8, 4, right - used - 8, self.height() - 4)
            elided(painter, room, self.note, Qt.AlignmentFlag.AlignRight)


class SectionView(QWidget):
    """Shows a `Section`. ``keep`` and ``lead`` are what its rows are given."""

    resized = Signal()
    folded = Signal(str, bool)
    stepped = Signal(object, int)

    def __init__(self, keep: Callable[[Action], str], lead: Callable[[Row], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._keep, self._lead = keep, lead
        self.section = Section("", "", ())
        self._pools: dict[type, list[PartView]] = {}
        self.views: list[PartView] = []
        self.heading = Heading(self)
        self.heading.folded.connect(self._fold)
        self.last = False

    def show_section(self, section: Section, locked: str, *, folded: bool) -> bool:
        """Show this section. True where it needed new widgets, so that Tab's order is to be made again."""
        self.section = section
        text.name(self, section.title or tr("Summary"))
        self.heading.setVisible(bool(section.title))
        self.heading.say(section.title, section.note, folds=section.folds)
        mark(self.heading, section.figure)
        self.heading.blockSignals(True)
        self.heading.setChecked(folded)
        self.heading.blockSignals(False)
        used: dict[type, int] = {}
        self.views, made = [], False
        for part in section.parts if not folded else ():
            kind = _view_of(part)
            pool = self._pools.setdefault(kind, [])
            place = used.get(kind, 0)
            used[kind] = place + 1
            if place == len(pool):
                pool.append(self._make(kind))
                made = True
            view = pool[place]
            self._fill(view, part, locked)
            self.views.append(view)
        for kind, pool in self._pools.items():
            for view in pool[used.get(kind, 0) :]:
                self._rest(view)
        return made

    def _make(self, kind: type[Any]) -> PartView:
        if not issubclass(kind, FieldRow):
            made: PartView = kind(self._keep, self) if kind is DeedView else kind(self)
            return made
        row: FieldRow = kind(self._keep, self._lead, self)
        row.resized.connect(self.resized)
        row.stepped.connect(lambda by: self.stepped.emit(row, by))
        return row

    def _fill(self, view: PartView, part: object, locked: str) -> None:
        if isinstance(view, FieldRow):
            assert isinstance(part, Row)
            view.setObjectName(f"inspector.{self.section.key}.{part.key}".replace(" ", "_"))
            mark(view, figure_of(self.section.key, part.key))
            view.show_row(part, locked)
        elif isinstance(view, DeedView):
            assert isinstance(part, Deed)
            view.button.setObjectName(f"inspector.{self.section.key}.{part.key}")
            view.show_deed(part, locked)
        else:
            view.show_part(part)  # type: ignore[arg-type]

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, from top to bottom."""
        stops = (view.button if isinstance(view, DeedView) else view for view in self.views)
        return [each for each in stops if isinstance(each, QAbstractButton)]

    @staticmethod
    def _rest(view: PartView) -> None:
        if isinstance(view, FieldRow):
            view.show_row(Row("", ""))
        view.hide()

    def _fold(self, folded: bool) -> None:
        self.folded.emit(self.section.key, folded)

    def lay_out(self, width: int) -> int:
        """Put everything in its place for a width; the height that this takes."""
        inner = width - 2 * MARGIN
        y = 4 if self.section.title else 10
        if self.section.title:
            self.heading.setGeometry(MARGIN, y, inner, HEADING)
            y += HEADING
        caption = self._caption_width(inner)
        for view in self.views:
            if isinstance(view, FieldRow):
                view.caption_width = caption
            high = view.height_for(inner)
            view.setGeometry(MARGIN, y, inner, high)
            if view.isHidden():
                view.show()
            y += high
        return y + (9 if self.views else 5)

    def _caption_width(self, inner: int) -> int:
        metrics = QFontMetricsF(fonts.font(fonts.DETAIL))
        rows = [
            view.row.caption
            for view in self.views
            if isinstance(view, FieldRow) and view.row.style not in ("adder", "gate")
        ]
        widest = max((metrics.horizontalAdvance(caption) for caption in rows), default=0.0)
        return round(min(max(widest + 14, 76), inner * _CAPTION_LIMIT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.last:
            mirror.painter(self).fillRect(0, self.height() - 1, self.width(), 1, current_theme().colour("line"))
