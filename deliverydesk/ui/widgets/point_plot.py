"""A chart of deliverables as points: clicked, taken with a lasso, walked with the keyboard.

The chart is painted once and kept; what moves is painted over it.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui import mirror
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.beside import paint_beside

if TYPE_CHECKING:
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.rendering.frame import Frame
    from deliverydesk.support.tokens import Tokens
    from deliverydesk.ui.desk import Desk

_REACH = 9.0
_RING = 3.0
"""How far the ring of what is selected lies outside its point."""
_FREEHAND = 0.3
"""From this share of its own rectangle on, what was drawn is a lasso; a drag across is the rectangle."""

MANY = 500
"""More points than this are placed and painted in a thread; what was painted before is seen until then."""


class Dot(NamedTuple):
    """Where a deliverable lies, in figures of the axes, and how large it is painted, in px."""

    x: float
    y: float
    radius: float


class PointPlot(QWidget):
    """Shows the points of a chart that have keys. Who derives from it says what stands beside a point."""

    opened = Signal(int)
    """A point was double-clicked, or Enter pressed on it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        mirror.keep_straight(self)
        self.desk = desk
        self.spec: ChartSpec | None = None
        self.dots: dict[int, Dot] = {}
        self.hover: int | None = None
        self.pressed: QPointF | None = None
        self.grip = ""
        """What was pressed: "point", "ground", or what `grip_at` says."""
        self._frame: Frame | None = None
        self._picture: QImage | None = None
        self._stale = True
        self._painting = Latest()
        self._lasso: list[QPointF] = []
        self.by_keyboard = False
        """Whether the focus is to be seen."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(240, 200))

    # ---- for who derives from it

    @abstractmethod
    def hover_words(self, entity_id: int) -> list[str]:
        """All about a point, a line each."""

    def grip_at(self, place: QPointF) -> str:
        """What lies at a place without a point; "ground" begins a lasso."""
        del place
        return "ground"

    def dragged(self, frame: Frame, place: QPointF, *, far: bool) -> None:
        """What was gripped, but for the ground, is at another place; `far` once it is no click any more."""

    def paint_over(self, painter: QPainter, frame: Frame) -> bool:
        """Paint what moves. True where the words beside a point are not to be painted."""
        del painter, frame
        return False

    # ---- what is shown

    def show_spec(self, spec: ChartSpec) -> None:
        """Show this chart."""
        self.spec = spec
        self.dots = {
            key: Dot(x, y, radius)
            for series in spec.series
            if series.kind == "points" and series.keys
            for key, x, y, radius in zip(
                series.keys, series.xs, series.ys, series.sizes or (series.marker,) * len(series.xs), strict=True
            )
            if y is not None
        }
        self._stale = True
        if self.hover not in self.dots:
            self.hover = None
        self.update()

    def place_of(self, deliverable_id: int) -> QPointF | None:
        """Where a point is on the widget; None where it is not shown."""
        dot, frame = self.dots.get(deliverable_id), self.laid_out()
        return None if dot is None or frame is None else QPointF(frame.x(dot.x), frame.y(dot.y))

    def laid_out(self) -> Frame | None:
        """How the widget is divided; None before there is anything to show."""
        if self._stale and self.spec is not None and self.width() > 40:
            self._stale = False
            paint = partial(
                _painted, self.spec, (self.width(), self.height()), self.devicePixelRatioF(), current_theme().tokens
            )
            if len(self.dots) > MANY:
                self._painting.run(paint, self._take_later, lambda _sentence: None)
            else:
                self._painting.forget()
                self._picture, self._frame = paint()
        return self._frame

    @property
    def is_painting(self) -> bool:
        """Whether the points are still to be painted as they are; those that are seen are as they were before."""
        return self._stale or self._painting.busy

    def _take_later(self, painted: tuple[QImage, Frame]) -> None:
        if isValid(self):
            self._picture, self._frame = painted
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stale = True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._stale = True
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        frame, theme, painter = self.laid_out(), current_theme(), QPainter(self)
        if self._picture is None or frame is None:
            return
        painter.drawImage(0, 0, self._picture)
        if not self.dots:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selection = self.desk.selection
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for entity_id in selection.deliverables():
            place = self.place_of(entity_id)
            if place is not None:
                radius = self.dots[entity_id].radius + _RING
                painter.setPen(theme.pen("accent", 2.5 if entity_id == selection.current else 1.75))
                painter.drawEllipse(place, radius, radius)
        if self.hasFocus() and self.by_keyboard:
            painter.setPen(theme.pen("accent", 2.0))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._lasso:
            painter.setPen(theme.pen("accent", 1.0, Qt.PenStyle.DashLine))
            painter.setBrush(theme.veil("accent", 0.07))
            painter.drawPolygon(self._lassoed())
        if not self.paint_over(painter, frame) and self.hover is not None and self.pressed is None:
            place = self.place_of(self.hover)
            if place is not None:
                paint_beside(painter, self, place, self.hover_words(self.hover))

    # ---- pointer

    def point_at(self, place: QPointF) -> int | None:
        """The nearest point within reach; of points over one another the smallest."""
        frame = self.laid_out()
        if frame is None:
            return None
        found: list[tuple[float, float, int]] = []
        for entity_id, dot in self.dots.items():
            far = hypot(frame.x(dot.x) - place.x(), frame.y(dot.y) - place.y())
            if far < max(_REACH, dot.radius):
                found.append((dot.radius if dot.radius > _REACH else 0.0, far, entity_id))
        return min(found)[2] if found else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.by_keyboard = False
        place, toggle = event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.pressed = place
        found = self.point_at(place)
        chosen = self.desk.selection.deliverables()
        if found is not None:
            self.grip = "point"
            self.hover = found
            if toggle:
                left = tuple(each for each in chosen if each != found)
                self.choose(left if found in chosen else (*chosen, found), found)
            else:
                self.choose((found,), found)
            return
        self.grip = self.grip_at(place) or "ground"
        if self.grip == "ground" and not toggle:
            self.choose((), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place, frame = event.position(), self.laid_out()
        if frame is None:
            return
        if self.pressed is None:
            self.hover = self.point_at(place)
        else:
            far = (place - self.pressed).manhattanLength() >= QApplication.startDragDistance()
            if self.grip != "ground":
                self.dragged(frame, place, far=far)
            elif far or self._lasso:
                self._lasso.append(place)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._lasso:
            shape = self._lassoed()
            inside = tuple(
                each
                for each in self.dots
                if (place := self.place_of(each)) is not None and shape.containsPoint(place, Qt.FillRule.WindingFill)
            )
            more = self.desk.selection.deliverables() if event.modifiers() else ()
            self.choose(tuple(dict.fromkeys((*more, *inside))), inside[0] if inside else None)
        self.let_go()

    def _lassoed(self) -> QPolygonF:
        """What the pointer has drawn: a lasso, or the rectangle that was dragged across."""
        places = [self.pressed or self._lasso[0], *self._lasso]
        around = zip(places, [*places[1:], places[0]], strict=True)
        area = abs(sum(one.x() * two.y() - two.x() * one.y() for one, two in around)) / 2
        drawn = QPolygonF(places)
        box = drawn.boundingRect()
        return drawn if area >= _FREEHAND * box.width() * box.height() else QPolygonF(box)

    def let_go(self) -> None:
        """Forget what was gripped and drawn."""
        self.pressed, self._lasso = None, []
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.point_at(event.position())
        if found is not None:
            self.opened.emit(found)

    def leaveEvent(self, event: QEvent) -> None:
        self.hover = None
        self.update()

    def choose(self, ids: tuple[int, ...], current: int | None) -> None:
        """Select deliverables."""
        self.desk.select(Deliverable if ids else None, ids, current)
        self.update()

    # ---- keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        key, current = Qt.Key(event.key()), self.desk.selection.current
        if key == Qt.Key.Key_Escape and self.pressed is not None:
            self.let_go()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current in self.dots:
            self.opened.emit(current)
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> None:
        ids = list(self.dots)
        if not ids:
            return
        current = self.desk.selection.current
        place = ids.index(current) if current in self.dots else -1
        goals = {Qt.Key.Key_PageUp: place - 1, Qt.Key.Key_PageDown: place + 1, Qt.Key.Key_Home: 0}
        goal = min(max(goals.get(key, len(ids) - 1), 0), len(ids) - 1)
        self.hover = ids[goal]
        self.choose((ids[goal],), ids[goal])


def _painted(spec: ChartSpec, size: tuple[int, int], ratio: float, tokens: Tokens) -> tuple[QImage, Frame]:
    """The picture of a chart, and how it is divided. May be called in a thread."""
    from deliverydesk.rendering.painter import paint_chart

    made = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    frame = paint_chart(painter, spec, size, tokens, dressed=False)
    painter.end()
    return made, frame
