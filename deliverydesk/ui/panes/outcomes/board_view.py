"""The scoreboard: every outcome in one row, with its trend, goal, progress and how fresh its last reading is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QLineF,
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.panes.outcomes.tables import LIT_ROLE, PAD, Index, PlainDelegate, PlainTable, draw_words
from deliverydesk.ui.panes.outcomes.words import SORT_KEYS, BoardRow, sorted_rows
from deliverydesk.ui.theme import Theme

NAME, TREND, GOAL, NOW, PROGRESS, LAST = range(6)
_HEADERS = ("Outcome", "Trend", "Baseline, target", "Now", "Progress", "Last read")
_SORTS = {NAME: "name", PROGRESS: "progress", LAST: "last"}
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


class BoardModel(QAbstractTableModel):
    """Rows of `words.board_rows`, sorted. Ids are outcomes'."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: list[BoardRow] = []
        self._rows: list[BoardRow] = []
        self._places: dict[int, int] = {}
        self._lit: frozenset[int] = frozenset()
        self.sort_key = ""
        self.descending = False

    def set_rows(self, rows: list[BoardRow]) -> None:
        """Show these; where they are the same outcomes in the same order, only their cells change."""
        self._given = rows
        ordered = sorted_rows(rows, self.sort_key, descending=self.descending)
        if [row.id for row in ordered] == [row.id for row in self._rows]:
            changed = [at for at, row in enumerate(ordered) if row != self._rows[at]]
            self._rows = ordered
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], LAST))
            return
        self.beginResetModel()
        self._take(ordered)
        self.endResetModel()

    def _take(self, ordered: list[BoardRow]) -> None:
        self._rows = ordered
        self._places = {row.id: at for at, row in enumerate(ordered)}

    def set_lit(self, ids: frozenset[int]) -> None:
        """Light up the rows of these outcomes."""
        if ids != self._lit:
            self._lit = ids
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, LAST))

    @property
    def lit(self) -> frozenset[int]:
        """The outcomes lit up now."""
        return self._lit

    def place(self, outcome: int) -> int | None:
        """The row of an outcome."""
        return self._places.get(outcome)

    def outcome(self, row: int) -> int:
        """The outcome at a row."""
        return self._rows[row].id

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_by(_SORTS.get(column, ""), order == Qt.SortOrder.DescendingOrder)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort by one of SORT_KEYS; "" is the order the outcomes were added in."""
        self.sort_key, self.descending = key if key in SORT_KEYS else "", descending
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in before]
        self._take(sorted_rows(self._given, self.sort_key, descending=descending))
        after = [self.index(self._places[i], index.column()) for i, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_HEADERS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, "", row.goal, row.now, row.share, row.last)[column]
        if role == ROW_ROLE:
            return row
        if role == LIT_ROLE:
            return row.id in self._lit
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(_tip(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken() if column == NAME else self.data(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == NOW else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _tip(row: BoardRow, column: int) -> str:
    if column == PROGRESS:
        return row.progress.reason or row.spoken()
    if column == LAST:
        return f"Last measured {row.last} ago" if row.progress.days_since is not None else "Never measured"
    return f"{row.name}, {row.unit}" if row.unit else row.name


class BoardDelegate(PlainDelegate):
    """Paints a row of the scoreboard; each column has its own kind."""

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        row: BoardRow = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        column = index.column()
        if column == NAME:
            if row.hue is not None:
                glyphs.tag(
                    painter, QRectF(rect.left() + 10, rect.top(), 27, rect.height() - 1), theme, row.code, row.hue
                )
            draw_words(painter, rect.adjusted(38, 0, 0, 0), row.name, theme.colour("text"))
        elif column == TREND:
            paint_spark(painter, rect.adjusted(6, 5, -8, -6), theme, row)
        elif column == GOAL:
            draw_words(painter, rect, row.goal, theme.colour("text2"), px=fonts.DETAIL)
        elif column == NOW:
            draw_words(painter, rect, row.now or "—", theme.colour("text"), right=True, tabular=True, weight=500)
        elif column == PROGRESS:
            self._progress(painter, rect, theme, row)
        else:
            disc = QRectF(rect.left() + PAD, rect.center().y() - 5, 9, 9)
            glyphs.freshness(painter, disc, theme, row.progress.days_since)
            stale = glyphs.freshness_role(row.progress.days_since) == "bad"
            role = "bad" if stale else "text2"
            draw_words(painter, rect.adjusted(16, 0, 4, 0), row.last, theme.colour(role), px=fonts.DETAIL)

    @staticmethod
    def _progress(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
        share = row.progress.clamped
        if row.holds and share is not None:
            glyphs.state(
                painter, QRectF(rect.left() + PAD, rect.center().y() - 6, 11, 11), theme, "ok" if share else "bad"
            )
            role = "text2" if share else "bad"
            draw_words(painter, rect.adjusted(16, 0, 0, 0), row.share, theme.colour(role), px=fonts.DETAIL)
            return
        if share is None:
            draw_words(painter, rect, "—", theme.colour("text3"))
            return
        wide = rect.width() - PAD - 46
        if wide > 12:
            glyphs.meter(painter, QRectF(rect.left() + PAD, rect.top(), wide, rect.height() - 1), theme, share)
        figure = QRectF(rect.right() - 46, rect.top(), 46, rect.height())
        draw_words(painter, figure, row.share, theme.colour("text"), right=True, tabular=True, pad=6)


def paint_spark(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
    """The last year as a line with a dot at its end; the target or the bounds dotted in the colour of targets."""
    if not row.readings:
        return
    days, values = zip(*row.readings, strict=True)
    goals = [value for value in (row.target, row.low if row.holds else None, row.high) if value is not None]
    low, high = min([*values, *goals]), max([*values, *goals])
    span, tall = max(days[-1] - days[0], 1), (high - low) or 1.0

    def at(day: float, value: float) -> QPointF:
        return QPointF(
            rect.left() + (day - days[0]) / span * rect.width(), rect.bottom() - (value - low) / tall * rect.height()
        )

    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = theme.pen("ok", 1.0, Qt.PenStyle.DotLine)
    painter.setPen(pen)
    for goal in goals:
        y = at(days[0], goal).y()
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
    painter.setPen(theme.pen("text", 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([at(day, value) for day, value in row.readings]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawEllipse(at(days[-1], values[-1]), 2.2, 2.2)


class Board(PlainTable):
    """The scoreboard's view. `chosen` tells the outcome that a person moved to."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Scoreboard of outcomes", parent)
        self.setObjectName("outcomes.board")
        self.rows = BoardModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(BoardDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._sort_clicked)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self._telling = True

    def show_rows(self, rows: list[BoardRow], current: int | None) -> None:
        """Show these rows with `current` selected, telling nobody."""
        self._telling = False
        self.rows.set_rows(rows)
        self.set_current(current)
        self._telling = True

    def set_current(self, outcome: int | None) -> None:
        """Select an outcome's row without telling anybody."""
        telling, self._telling = self._telling, False
        place = self.rows.place(outcome) if outcome is not None else None
        if place is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != place:
            flags = QItemSelectionModel.SelectionFlag
            index = self.rows.index(place, 0)
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
        self._telling = telling

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._telling and current.isValid():
            self.chosen.emit(self.rows.outcome(current.row()))

    def _sort_clicked(self, column: int) -> None:
        key = _SORTS.get(column, "")
        if key and key == self.rows.sort_key and self.rows.descending:
            key = ""  # a third click gives the order back that the outcomes were added in
        self.sort_by(key, bool(key) and key == self.rows.sort_key and not self.rows.descending)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort and say so in the header."""
        self.rows.sort_by(key, descending)
        section = next((column for column, known in _SORTS.items() if known == key), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(section >= 0)
        self.horizontalHeader().setSortIndicator(section, order)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.viewport().width()
        self.setColumnHidden(GOAL, wide < 660)
        self.setColumnHidden(NOW, wide < 540)
        self.setColumnHidden(TREND, wide < 370)
        self.setColumnHidden(LAST, wide < 310)
        self.setColumnWidth(TREND, 84 if wide >= 560 else 62)
        self.setColumnWidth(GOAL, 112)
        self.setColumnWidth(NOW, 62)
        self.setColumnWidth(PROGRESS, 110 if wide >= 560 else 86)
        self.setColumnWidth(LAST, 82)
        super().resizeEvent(event)
