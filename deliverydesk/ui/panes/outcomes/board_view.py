"""The list of outcomes: one row for each, with its trend, goal, progress and how fresh its last reading is."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QItemSelectionModel, QLineF, QModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from deliverydesk.analysis.trouble import TroubleKind, fresh_days
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror
from deliverydesk.ui.panes.outcomes.board_model import (
    CHANCE,
    CHANGE,
    DUE,
    GOAL,
    LAST,
    NAME,
    NOW,
    PRODUCT,
    PROGRESS,
    ROW_ROLE,
    SORTS,
    TARGET,
    TREND,
    TROUBLE,
    VERDICT,
    BoardModel,
)
from deliverydesk.ui.panes.outcomes.words import CHANGE_WORDS, DEFAULT_SORT, BoardRow
from deliverydesk.ui.theme import Theme
from deliverydesk.ui.verdict_shapes import VERDICT_SHAPES
from deliverydesk.ui.widgets.plain_table import PAD, Index, PlainDelegate, PlainTable, draw_words


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
        elif column == CHANGE:
            self._change(painter, rect, theme, row)
        elif column == TROUBLE:
            self._trouble(painter, rect, theme, row)
        elif column == TREND:
            paint_spark(painter, rect.adjusted(6, 5, -8, -6), theme, row)
        elif column == GOAL:
            draw_words(painter, rect, row.goal, theme.colour("text2"), px=fonts.DETAIL)
        elif column == NOW:
            draw_words(painter, rect, row.now or "—", theme.colour("text"), right=True, tabular=True, weight=500)
        elif column == PROGRESS:
            self._progress(painter, rect, theme, row)
        elif column == LAST:
            paint_freshness(painter, rect, theme, row)
        elif column == VERDICT:
            paint_verdict(painter, rect, theme, row)
        elif column == CHANCE:
            self._chance(painter, rect, theme, row)
        else:
            right = column in (TARGET, DUE)
            words = str(index.data() or "")
            draw_words(painter, rect, words, theme.colour("text2"), px=fonts.DETAIL, right=right, tabular=right)

    @staticmethod
    def _change(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
        """Sign and unit, then better or worse in a plain word: whether it moves is for the verdict to say."""
        words = row.change_word
        if not row.change:
            draw_words(painter, rect, "—", theme.colour("text3"))
            return
        wide = _change_room()
        room = rect.adjusted(0, 0, -wide if words else 0, 0)
        draw_words(painter, room, row.change, theme.colour("text"), tabular=True, right=True, px=fonts.DETAIL)
        if words:
            side = QRectF(rect.right() - wide, rect.top(), wide, rect.height())
            draw_words(painter, side, words, theme.colour("text2"), px=fonts.DETAIL, pad=6)

    @staticmethod
    def _trouble(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
        state = trouble_state(row)
        if not row.trouble.reason:
            draw_words(painter, rect, "—", theme.colour("text3"), px=fonts.DETAIL)
            return
        if state:
            glyphs.state(painter, QRectF(rect.left() + PAD, rect.center().y() - 6, 11, 11), theme, state)
        draw_words(painter, rect.adjusted(16, 0, 0, 0), row.trouble.reason, theme.colour("text2"), px=fonts.DETAIL)

    @staticmethod
    def _chance(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
        """A small bar and its figure; nothing before it was found out."""
        if row.evidence is None:
            return
        known = row.chance is not None
        if row.chance is not None:
            bar = QRectF(rect.left() + PAD, rect.top(), rect.width() - PAD - 40, rect.height() - 1)
            glyphs.meter(painter, bar, theme, row.chance)
        figure = QRectF(rect.right() - 40, rect.top(), 40, rect.height())
        role = "text" if known else "text3"
        draw_words(painter, figure, row.chance_words, theme.colour(role), right=True, tabular=True, pad=6)

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


@cache
def verdict_room() -> int:
    """How wide a column of verdicts is, in the language of the program."""
    measure = QFontMetricsF(fonts.font(fonts.DETAIL, 500))
    return max(104, *(round(measure.horizontalAdvance(words)) + 33 for words, _ in glyphs.VERDICTS.values()))


@cache
def _change_room() -> int:
    """How wide the words for better and worse are, in the language of the program."""
    measure = QFontMetricsF(fonts.font(fonts.DETAIL))
    return max(64, *(round(measure.horizontalAdvance(words)) + 14 for words in CHANGE_WORDS.values()))


def paint_verdict(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
    """Its shape and word; nothing before it was found out."""
    if row.verdict is None:
        return
    shape = VERDICT_SHAPES[row.verdict]
    glyphs.verdict(painter, QRectF(rect.left() + PAD, rect.center().y() - 5.5, 10, 10), theme, shape)
    role = glyphs.VERDICTS[shape][1]
    draw_words(painter, rect.adjusted(16, 0, 0, 0), row.verdict_words, theme.colour(role), px=fonts.DETAIL, weight=500)


def trouble_state(row: BoardRow) -> str:
    """The sign that goes with what is wrong; empty where a mark would say too much."""
    kind = row.trouble.kind
    if kind is TroubleKind.NONE:
        return ""
    return "bad" if kind in (TroubleKind.ALARM, TroubleKind.OUTSIDE) else "watch"


def paint_freshness(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
    """A disc for how old the last reading is, and its days."""
    days, stale_after = row.progress.days_since, row.standing.stale_after
    disc = QRectF(rect.left() + PAD, rect.center().y() - 5, 9, 9)
    glyphs.freshness(painter, disc, theme, days, fresh_days(stale_after), stale_after)
    stale = glyphs.freshness_role(days, fresh_days(stale_after), stale_after) == "bad"
    draw_words(
        painter, rect.adjusted(16, 0, 4, 0), row.last, theme.colour("bad" if stale else "text2"), px=fonts.DETAIL
    )


@mirror.shape
def paint_spark(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
    """The last year as a line with a dot at its end; the target or the bounds dotted in the colour of targets."""
    readings = row.readings
    if not readings:
        return
    days, values = zip(*readings, strict=True)
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
    painter.drawPolyline(QPolygonF([at(day, value) for day, value in readings]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawEllipse(at(days[-1], values[-1]), 2.2, 2.2)


class Board(PlainTable):
    """The list of outcomes beside the chart. `chosen` tells the outcome that a person moved to."""

    chosen = Signal(object)
    ORDER: tuple[int, ...] = (NAME, TREND, GOAL, NOW, VERDICT, CHANCE, PROGRESS, LAST)
    """Its columns from left to right, those that are never shown left out."""
    sort_wanted = Signal(str, bool)
    """A header was clicked: the key to sort by, and whether downwards."""

    def __init__(self, parent: QWidget | None = None, name: str = tr("Scoreboard of outcomes")) -> None:
        super().__init__(name, parent)
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
        for place, column in enumerate(self.ORDER):
            if header.visualIndex(column) != place:
                header.moveSection(header.visualIndex(column), place)
        for column in (PRODUCT, CHANGE, TARGET, DUE, TROUBLE):
            self.setColumnHidden(column, True)

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
        key = SORTS.get(column, "")
        if key and key == self.rows.sort_key and self.rows.descending:
            key = DEFAULT_SORT  # a third click gives the usual order back
        self.sort_wanted.emit(key, bool(key) and key == self.rows.sort_key and not self.rows.descending)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort and say so in the header."""
        self.rows.sort_by(key, descending)
        section = next(
            (column for column, known in SORTS.items() if known == key and not self.isColumnHidden(column)), -1
        )
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(section >= 0)
        self.horizontalHeader().setSortIndicator(section, order)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width(self.viewport().width())
        super().resizeEvent(event)

    def _share_width(self, wide: int) -> None:
        """Show the columns that there is room for."""
        self.setColumnHidden(PROGRESS, wide < 840)
        self.setColumnHidden(GOAL, wide < 690)
        self.setColumnHidden(NOW, wide < 540)
        self.setColumnHidden(TREND, wide < 500)
        self.setColumnHidden(CHANCE, wide < 420)
        self.setColumnHidden(LAST, wide < 350)
        self.setColumnWidth(TREND, 74 if wide >= 560 else 62)
        self.setColumnWidth(GOAL, 98)
        self.setColumnWidth(NOW, 54)
        self.setColumnWidth(VERDICT, verdict_room())
        self.setColumnWidth(CHANCE, 74)
        self.setColumnWidth(PROGRESS, 110)
        self.setColumnWidth(LAST, 76)
