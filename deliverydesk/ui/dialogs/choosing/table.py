"""The table of candidates: a mark for in or out, figures, how sure it is, and why. Space turns an item's place over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QStyleOptionViewItem, QWidget

from deliverydesk.analysis.planning.selection.robust import CORE, OUTSIDE
from deliverydesk.charts.format import percent
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, icons, text
from deliverydesk.ui.dialogs.choosing.rows import Row, Rows, share_words
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.widgets.plain_table import PAD, PlainDelegate, PlainTable, draw_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from deliverydesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_MARK, _BOX = 34, 14
ROW_ROLE = Qt.ItemDataRole.UserRole + 40
LATE_ROLE = Qt.ItemDataRole.UserRole + 41
"""Whether an item is rather not done by the end of its period."""
_EVEN = 0.5
_WIDTHS = {"period": 56, "value": 88, "effort": 74, "sure": 96, "time": 62, "turns": 88}
_TITLE = 250
_WORDS = {
    "title": tr("Deliverable"),
    "period": tr("Period"),
    "value": tr("Value"),
    "sure": tr("Stays in"),
    "time": tr("In time"),
    "turns": tr("Turns at"),
    "why": trc("column of the best set", "Why"),
}
_TIPS = {
    "value": tr("The expected value in its period."),
    "effort": tr("Person-weeks still to do. The scarcest teams are shown."),
    "sure": tr("In how many draws it is in the best set, with values off by up to a factor of 2."),
    "time": tr("The chance that it is done by the end of its period, as work is ranked now."),
    "turns": tr("What it would have to be worth to come in, or to be left out."),
}
_FIGURES = {"sure": "inclusion", "turns": "flip_value", "time": "chance_in_period"}


class CandidatesModel(QAbstractTableModel):
    """A row for each candidate."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows | None = None
        self._columns: list[str] = ["title"]
        self._teams: Sequence[str] = ()
        self.chance: Callable[[int, date], float | None] | None = None
        """Of a deliverable to be done by the end of a day; None while nobody knows."""

    def show(self, rows: Rows, teams: Sequence[str], *, periods: int) -> bool:
        """Show these; `teams` names the columns of effort. True where the columns are others than before."""
        columns = ["title", *(["period"] if periods > 1 else []), "value", *(["effort"] * len(teams))]
        columns += ["sure", "time", "turns", "why"]
        others = (columns, list(teams)) != (self._columns, list(self._teams))
        if others or self.rows is None or rows.order != self.rows.order:
            self.beginResetModel()
            self.rows, self._columns, self._teams = rows, columns, list(teams)
            self.endResetModel()
        elif rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
        return others

    def key(self, column: int) -> str:
        """What a column shows."""
        return self._columns[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self.rows is None else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.rows is None:
            return None
        row, key = self.rows[index.row()], self._columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role == LATE_ROLE:
            chance = self._chance(row)
            return chance is not None and chance < _EVEN
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, key, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if key in ("title", "why") else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole and key == "title":
            return f"{row.title}: {_standing(row)}"
        if role == Qt.ItemDataRole.ToolTipRole and key in ("title", "why"):
            return text.tooltip(self._words(row, key, index.column()))
        return None

    def _chance(self, row: Row) -> float | None:
        return self.chance(row.deliverable, row.until) if self.chance is not None else None

    def _words(self, row: Row, key: str, column: int) -> str:
        match key:
            case "title":
                return text.one_line(row.title)
            case "effort":
                return row.efforts[column - self._columns.index("effort")]
            case "sure":
                return share_words(row.share)
            case "time":
                chance = self._chance(row)
                return "" if chance is None else percent(chance)
        return str(getattr(row, key))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        key = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if key == "effort":
                return self._teams[section - self._columns.index("effort")]
            return _WORDS[key]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if key in ("title", "why") else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(_TIPS.get(key, ""))
        return _FIGURES.get(key) if role == FIGURE_ROLE else None


def _standing(row: Row) -> str:
    if row.hand is not None:
        return tr("kept in by you") if row.hand else tr("left out by you")
    return tr("in the set") if row.chosen else tr("out of the set")


class _Delegate(PlainDelegate):
    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        row: Row = index.data(ROW_ROLE)
        key = index.model().key(index.column())  # type: ignore[attr-defined]
        rect, words = QRectF(option.rect), str(index.data() or "")
        ink = theme.colour("text" if row.chosen else "text2")
        if key == "title":
            self._mark(painter, rect, row, theme)
            room = rect.adjusted(_MARK - 8, 0, 0, 0)
            draw_words(painter, room, words, ink, weight=500 if row.chosen else 400)
        elif key == "sure" and row.share is not None:
            self._bar(painter, rect, row.share, theme)
            draw_words(painter, rect, words, ink, right=True, tabular=True)
        elif key == "why":
            draw_words(painter, rect, words, theme.colour("text2"), px=fonts.DETAIL)
        else:
            late = key == "time" and row.chosen and index.data(LATE_ROLE)
            draw_words(painter, rect, words, theme.colour("warn") if late else ink, right=True, tabular=True)

    def _mark(self, painter: QPainter, rect: QRectF, row: Row, theme: Theme) -> None:
        """A tick for what is in, filled where a person said so; a cross for what a person left out; else a ring."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect.left() + 10, rect.center().y() - _BOX / 2, _BOX, _BOX)
        filled = row.hand is not None or (row.must and row.chosen)
        painter.setPen(Qt.PenStyle.NoPen if filled else theme.pen("ctl", 1.25))
        ground = "accent" if row.hand else "ink"
        painter.setBrush(theme.colour(ground) if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if row.chosen or row.hand is False:
            ink = "text" if not filled else "onAccent" if row.hand else "onInk"
            icons.draw(painter, box.adjusted(-1, -1, 1, 1), theme, "close" if row.hand is False else "check", ink)

    def _bar(self, painter: QPainter, rect: QRectF, share: float, theme: Theme) -> None:
        role = "ok" if share >= CORE else "text3" if share <= OUTSIDE else "warn"
        track = QRectF(rect.left() + 8, rect.center().y() - 2, rect.width() - 66, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(track, 2, 2)
        track.setWidth(max(track.width() * share, 2.0))
        painter.setBrush(theme.colour(role))
        painter.drawRoundedRect(track, 2, 2)


class Candidates(PlainTable):
    """Click on the mark, or Space, turns an item's place over; the menu keeps it in, leaves it out or sets it free."""

    put = Signal(int, object)
    """A deliverable, and True to keep it in, False to leave it out, None to let it be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Candidates, with their place in the best set and why"), parent)
        self.setObjectName("choosing.table")
        text.name(self, self.accessibleName(), tr("Space turns the place of an item over; Delete sets it free again."))
        self.listed = CandidatesModel()
        self.setModel(self.listed)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(PlainTable.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)

    def show_rows(self, rows: Rows, teams: Sequence[str], *, periods: int) -> None:
        """Show these, and stay on the item that was current."""
        at, current = self.currentIndex().column(), self.current
        others = self.listed.show(rows, teams, periods=periods)
        if others:
            self._lay_out()
        if rows and (others or not self.currentIndex().isValid()):
            self.go_to(current.deliverable if current is not None else None, max(at, 0))

    def go_to(self, deliverable: int | None, column: int = 0) -> None:
        """Make an item current; the first where it is no candidate."""
        rows = self.listed.rows
        if rows:
            place = rows.place_of(deliverable) if deliverable is not None else None
            self.setCurrentIndex(self.listed.index(place or 0, column))

    @property
    def current(self) -> Row | None:
        """The row that the reasons at the side are about."""
        at, rows = self.currentIndex().row(), self.listed.rows
        return rows[at] if rows is not None and 0 <= at < len(rows) else None

    def _lay_out(self) -> None:
        header, measured = self.horizontalHeader(), QFontMetricsF(fonts.font(fonts.CAPTION, 500))
        for column in range(self.listed.columnCount()):
            key = self.listed.key(column)
            mode = QHeaderView.ResizeMode.Stretch if key == "why" else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
            if key != "why":
                said = str(self.listed.headerData(column, Qt.Orientation.Horizontal))
                least = round(measured.horizontalAdvance(said)) + 2 * PAD + 2
                header.resizeSection(column, max(_WIDTHS.get(key, _TITLE), least))

    def turn(self, row: Row) -> None:
        """Turn the place of an item over, or set it free again."""
        self.put.emit(row.deliverable, None if row.hand is not None else not row.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current
        if row is not None and event.key() == Qt.Key.Key_Space:
            self.turn(row)
        elif row is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.put.emit(row.deliverable, None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.current
        if row is not None and index.isValid() and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            box = self.visualRect(index)
            x = round(event.position().x())
            inner = box.right() - x if self.isRightToLeft() else x - box.left()
            if inner < _MARK:
                self.turn(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.current
        if row is not None:
            menu = self.menu_for(row)
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            place = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
            menu.exec(self.viewport().mapToGlobal(place))
            menu.deleteLater()

    def menu_for(self, row: Row) -> QMenu:
        """What can be done with an item."""
        menu = QMenu(self)
        choices = ((tr("Keep in"), True), (tr("Leave out"), False), (tr("Let it be chosen"), None))
        for words, hand in choices:
            action = QAction(words, menu)
            action.setEnabled(row.hand is not hand)
            action.triggered.connect(lambda _on=False, hand=hand: self.put.emit(row.deliverable, hand))
            menu.addAction(action)
        return menu
