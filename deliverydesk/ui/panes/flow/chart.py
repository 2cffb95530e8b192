"""The chart of the flow pane: painted once and kept; what is pointed at and selected is painted over it."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from deliverydesk.rendering.marks import bar_box
from deliverydesk.rendering.painter import paint_chart
from deliverydesk.support.language import tr
from deliverydesk.ui import mirror, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.beside import paint_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.rendering.frame import Frame

_REACH = 9.0
_ROW = 24
"""Height that a lying bar needs."""
_AROUND = 110
_WALK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class Mark(NamedTuple):
    """One deliverable in the chart: the place of its point or the end of its bar, and where it can be clicked."""

    key: int
    place: QPointF
    area: QRectF


class FlowChart(QWidget):
    """Shows a ChartSpec; what is clicked, or walked to with arrow keys, is told."""

    chosen = Signal(int, bool)
    """A deliverable, or the key of a bar of several, and whether it is added to what is selected."""
    cleared = Signal()
    """The ground was clicked."""

    def __init__(self, words_of: Callable[[int], list[str]], parent: QWidget) -> None:
        """`words_of` tells of a deliverable what the card at its point says, a line each."""
        super().__init__(parent)
        mirror.keep_straight(self)
        self.setObjectName("flow.chart")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spec: ChartSpec | None = None
        self._words_of = words_of
        self._frame: Frame | None = None
        self._picture: QPixmap | None = None
        self._marks: list[Mark] = []
        self._hover: int | None = None
        self._selected: tuple[int, ...] = ()
        self._current: int | None = None
        self._by_keyboard = False
        text.name(self, tr("Chart of flow"))

    def show_spec(self, spec: ChartSpec) -> None:
        """Show another chart."""
        self.spec, self._picture, self._hover = spec, None, None
        advice = tr("Arrow keys walk the deliverables and select them.")
        text.name(self, tr("Chart: {title}", title=spec.title), f"{spec.alt} {advice}" if _keys(spec) else spec.alt)
        self.setMinimumHeight(_AROUND + _ROW * len(spec.y.categories) if spec.horizontal else 160)
        self.update()

    def set_selected(self, ids: tuple[int, ...], current: int | None) -> None:
        """Ring the deliverables that are selected."""
        self._selected, self._current = ids, current
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def marks(self) -> list[Mark]:
        """Where the deliverables are, in the order in which arrow keys walk them."""
        self._laid_out()
        return self._marks

    def _laid_out(self) -> Frame | None:
        if self._picture is None and self.spec is not None and self.width() > 40:
            ratio = self.devicePixelRatioF()
            made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            made.setDevicePixelRatio(ratio)
            painter = QPainter(made)
            size = (float(self.width()), float(self.height()))
            self._frame = paint_chart(painter, self.spec, size, current_theme().tokens, dressed=False)
            painter.end()
            self._picture = made
            self._marks = list(_marks_of(self._frame, self.spec))
        return self._frame

    # ---- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._picture = None
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._laid_out()
        if self._picture is None:
            return
        theme, painter = current_theme(), QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lying = self.spec is not None and self.spec.horizontal
        for each in self._marks:
            if each.key in self._selected:
                painter.setPen(theme.pen("accent", 2.5 if each.key == self._current else 1.75))
                if lying:
                    painter.drawRoundedRect(each.area.adjusted(1, 1, -1, -1), 4, 4)
                else:
                    painter.drawEllipse(each.place, 7, 7)
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(theme.pen("accent", 2.0))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        hovered = next((each for each in self._marks if each.key == self._hover), None)
        if hovered is not None:
            paint_beside(painter, self, hovered.place, self._words_of(hovered.key))

    # ---- pointer and keys

    def mark_at(self, place: QPointF) -> int | None:
        """The deliverable whose point is within reach, or whose bar is on this height."""
        inside = [each for each in self.marks() if each.area.contains(place)]

        def far(each: Mark) -> float:
            return hypot(each.place.x() - place.x(), each.place.y() - place.y())

        return min(inside, key=far).key if inside else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.mark_at(event.position())
        if found != self._hover:
            self._hover = found
            self.setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._by_keyboard = False
        found, more = self.mark_at(event.position()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if found is not None:
            self.chosen.emit(found, more)
        elif not more:
            self.cleared.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [each.key for each in self.marks()]
        key = Qt.Key(event.key())
        if not keys or key not in _WALK or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self._by_keyboard = True
        at = keys.index(self._current) if self._current in keys else None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            goal = 0 if key == Qt.Key.Key_Home else len(keys) - 1
        else:
            back = key in (Qt.Key.Key_Left, Qt.Key.Key_Up)
            goal = (
                (len(keys) - 1 if back else 0) if at is None else min(max(at + (-1 if back else 1), 0), len(keys) - 1)
            )
        self._hover = keys[goal]
        self.chosen.emit(keys[goal], False)


def _keys(spec: ChartSpec) -> bool:
    return any(series.keys for series in spec.series)


def _marks_of(frame: Frame, spec: ChartSpec) -> list[Mark]:
    found = []
    stacked = sum(series.kind == "bars" for series in spec.series) > 1
    begun: dict[float, float] = {}
    for series in spec.series:
        for key, x, y in zip(series.keys, series.xs, series.ys, strict=False):
            if y is None or (stacked and not x):
                continue
            start = begun.get(y, 0.0)
            place = QPointF(frame.x(start + x if stacked else x), frame.y(y))
            if series.kind == "bars":
                left, top, right, bottom = bar_box(frame, y, start, start + x)
                area = QRectF(2.0, top - 3, max(right, frame.box[2]) - 2, bottom - top + 6)
                if stacked:
                    area = QRectF(left, top - 3, right - left, bottom - top + 6)
                    begun[y] = start + x
            else:
                area = QRectF(place.x() - _REACH, place.y() - _REACH, 2 * _REACH, 2 * _REACH)
            found.append(Mark(key, place, area))
    return found
