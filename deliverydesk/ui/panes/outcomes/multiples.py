"""Small multiples: every outcome as a small chart, the most trouble first. Only what is in view is painted."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deliverydesk.rendering.canvas import Canvas, width_of
from deliverydesk.rendering.small import paint_small
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.panes.outcomes.board_model import NAME, ROW_ROLE, BoardModel
from deliverydesk.ui.panes.outcomes.board_view import paint_freshness, paint_verdict, trouble_state
from deliverydesk.ui.panes.outcomes.words import NOTHING
from deliverydesk.ui.theme import Theme, current_theme
from deliverydesk.ui.widgets.plain_table import LIT_ROLE, PAD, Index, draw_words

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.charts.spec import Axis, ChartSpec
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.outcomes.words import BoardRow

NARROWEST, HEIGHT = 240, 170
_MOST_KEPT = 160
"""Pictures of charts kept: some screens full of them."""
_STATES = (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver, QStyle.StateFlag.State_Active)
_PAD = 10.0
_WITH_VERDICT = 230.0
"""Room beside the value from which the verdict stands there with its word, clear of the progress."""
_HEAD = 58.0
"""Height of the words over a small chart."""


class Multiples(QListView):
    """The grid of small charts over the rows of the scoreboard. Arrows walk it in both directions."""

    chosen = Signal(object)
    """The outcome that a person moved to."""
    opened = Signal(object)
    """The outcome whose big chart is wanted: a double click or Enter."""

    def __init__(self, rows: BoardModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes.multiples")
        text.name(self, tr("Small charts of all outcomes"))
        self.rows = rows
        self.charts = Charts()
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMovement(QListView.Movement.Static)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setMouseTracking(True)
        self.setItemDelegate(SmallChartDelegate(self))
        self.setModel(rows)
        self.setModelColumn(NAME)
        self._telling = True
        self.selectionModel().currentChanged.connect(self._moved)
        # The one that is current here may not be what is selected elsewhere.
        self.clicked.connect(lambda index: self.chosen.emit(rows.outcome(index.row())))
        self.doubleClicked.connect(lambda index: self.opened.emit(rows.outcome(index.row())))
        rows.modelReset.connect(self._fit)

    def set_current(self, outcome: int | None) -> None:
        """Select an outcome without telling anybody."""
        telling, self._telling = self._telling, False
        place = self.rows.place(outcome) if outcome is not None else None
        if place is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != place or not self.selectionModel().isSelected(self.currentIndex()):
            index = self.rows.index(place, NAME)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
        self._telling = telling

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._telling and current.isValid():
            self.chosen.emit(self.rows.outcome(current.row()))

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place of the viewport: one of those over a small chart."""
        index = self.indexAt(pos)
        if not index.isValid():
            return None
        row: BoardRow = index.data(ROW_ROLE)
        cell, way = self.visualRect(index), self.layoutDirection()
        places = _head_places(QRectF(cell), row)
        if not row.trouble.reason:
            del places["trouble"]
        boxes = ((key, QStyle.visualRect(way, cell, box.toAlignedRect())) for key, box in places.items())
        return next((place for place in boxes if place[1].contains(pos)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.rows.outcome(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """As many columns as have room, sharing the width."""
        wide = self.viewport().width()
        across = max(1, min(wide // NARROWEST, max(self.rows.rowCount(), 1), 6))
        # Qt wraps a row that fills the width to the last pixel.
        size = QSize(max((wide - 1) // across, 80), HEIGHT)
        if size != self.gridSize():
            self.setGridSize(size)


class Charts:
    """The small charts made so far: made when first painted, and made anew once their outcome has changed."""

    def __init__(self) -> None:
        self._portfolio: Portfolio | None = None
        self._x: Axis | None = None
        self._made: dict[int, tuple[object, ChartSpec]] = {}

    def show(self, portfolio: Portfolio, rows: list[BoardRow], today: date) -> None:
        """Take a portfolio: its outcomes share one axis of time."""
        from deliverydesk.charts.multiples import shared_axis

        self._portfolio, self._today = portfolio, today
        x = shared_axis((row.standing for row in rows), today)
        if x != self._x:
            self._x, self._made = x, {}

    def chart(self, row: BoardRow) -> ChartSpec | None:
        """The chart of a row; None before there is a portfolio, and for an outcome that is gone."""
        from deliverydesk.charts.multiples import small_chart

        if self._portfolio is None or self._x is None or row.id not in self._portfolio.outcomes:
            return None
        former = self._portfolio.former_targets.by("outcome", row.id)
        state = (row.standing, tuple(former), self._portfolio.outcomes[row.id])
        kept = self._made.get(row.id)
        if kept is None or kept[0] != state:
            kept = self._made[row.id] = (state, small_chart(self._portfolio, row.standing, self._x, self._today))
        return kept[1]

    @property
    def axis(self) -> Axis | None:
        """The axis of time that all share."""
        return self._x

    @property
    def made(self) -> int:
        """How many charts have been made: no more than were seen."""
        return len(self._made)


class SmallChartDelegate(QStyledItemDelegate):
    """Paints one outcome: tag and name, value and progress, what is wrong, and the small chart."""

    def __init__(self, view: Multiples) -> None:
        super().__init__(view)
        self._view = view
        self._kept: OrderedDict[int, tuple[object, QPixmap]] = OrderedDict()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Copies the picture of a chart that has been painted before: scrolling paints what comes into sight alone."""
        row, lit, theme = index.data(ROW_ROLE), bool(index.data(LIT_ROLE)), current_theme()
        ratio = self._view.devicePixelRatioF()
        states = tuple(bool(option.state & flag) for flag in _STATES)
        spec = self._view.charts.chart(row)
        state = (row, id(spec), lit, states, option.rect.size(), theme.name, theme.contrast, ratio)
        kept = self._kept.get(row.id)
        if kept is None or kept[0] != state:
            picture = QPixmap(option.rect.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            inner = mirror.painter(picture)
            self._paint(inner, QRectF(0, 0, option.rect.width(), option.rect.height()), states, lit, theme, row, spec)
            inner.end()
            kept = self._kept[row.id] = (state, picture)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(row.id)
        painter.drawPixmap(option.rect.topLeft(), kept[1])

    def _paint(
        self,
        painter: QPainter,
        rect: QRectF,
        states: tuple[bool, ...],
        lit: bool,
        theme: Theme,
        row: BoardRow,
        spec: ChartSpec | None,
    ) -> None:
        self._ground(painter, rect, states, theme, lit)
        self._head(painter, rect, theme, row)
        if spec is not None and spec.by_purpose("data"):
            box = (rect.left() + _PAD, rect.top() + _HEAD, rect.right() - _PAD + 4, rect.bottom() - 6)
            with mirror.upright(painter, QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])):
                paint_small(Canvas(painter, theme.tokens), spec, box)
        else:
            room = QRectF(rect.left(), rect.top() + _HEAD, rect.width(), rect.height() - _HEAD)
            draw_words(painter, room, tr("No readings yet"), theme.colour("text3"), px=fonts.DETAIL, pad=_PAD)

    @staticmethod
    def _ground(painter: QPainter, rect: QRectF, states: tuple[bool, ...], theme: Theme, lit: bool) -> None:
        selected, hovered, active = states
        painter.fillRect(rect, theme.colour("sel" if selected or lit else "hover" if hovered else "surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), theme.colour("line"))
        if selected and active:
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), theme.colour("accent"))

    @staticmethod
    def _head(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
        places = _head_places(rect, row)
        fresh, second, third = places["freshness"], places["outcome_progress"], places["trouble"]
        rect = rect.adjusted(_PAD, 7, -_PAD, 0)
        left = rect.left()
        if row.hue is not None:
            glyphs.tag(painter, QRectF(left, rect.top(), 27, 18), theme, row.code, row.hue)
            left += 34
        name = QRectF(left, rect.top(), rect.right() - fresh.width() - left, 18)
        draw_words(painter, name, row.name, theme.colour("text"), weight=500, pad=0)
        paint_freshness(painter, fresh, theme, row)
        draw_words(painter, second, row.value or NOTHING, theme.colour("text"), weight=600, tabular=True, pad=0)
        value = width_of(row.value or NOTHING, 13, 600) + 10
        if row.verdict is not None and second.width() - value > _WITH_VERDICT:
            paint_verdict(painter, second.adjusted(value - PAD, 0, 0, 0), theme, row)
        _progress(painter, second, theme, row)
        if row.trouble.reason:
            state = trouble_state(row)
            glyphs.state(painter, QRectF(third.left(), third.top() + 3, 10, 10), theme, state)
            draw_words(
                painter, third.adjusted(15, 0, 0, 0), row.trouble.reason, theme.colour("text2"), px=fonts.CAPTION, pad=0
            )


def _head_places(cell: QRectF, row: BoardRow) -> dict[str, QRectF]:
    """Where the figures over a small chart stand, by their keys in `analysis.definitions`."""
    rect = cell.adjusted(_PAD, 7, -_PAD, 0)
    fresh = width_of(row.last, 12) + 34
    return {
        "freshness": QRectF(rect.right() - fresh + 8, rect.top(), fresh, 18),
        "outcome_progress": QRectF(rect.left(), rect.top() + 18, rect.width(), 18),
        "trouble": QRectF(rect.left(), rect.top() + 36, rect.width(), 16),
    }


def _progress(painter: QPainter, rect: QRectF, theme: Theme, row: BoardRow) -> None:
    """The share of the way as bar and figure, or within and outside for an outcome to hold."""
    share = row.progress.clamped
    if share is None:
        return
    figure = QRectF(rect.right() - 60, rect.top(), 60, rect.height())
    draw_words(painter, figure, row.share, theme.colour("text2"), right=True, tabular=True, px=fonts.DETAIL, pad=0)
    wide = width_of(row.share, 12)
    if row.holds:
        state = "ok" if share else "bad"
        glyphs.state(painter, QRectF(rect.right() - wide - 17, rect.center().y() - 6, 11, 11), theme, state)
    elif rect.width() > 150:
        glyphs.meter(painter, QRectF(rect.right() - wide - 54, rect.top(), 46, rect.height()), theme, share)
