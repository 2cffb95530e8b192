"""The plot of value against effort: points and cut lines that are dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from deliverydesk.analysis.words import in_sentence
from deliverydesk.charts.format import number
from deliverydesk.charts.value_effort import Cuts, chart_of, quadrant
from deliverydesk.domain.choices import choice_words
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.panes.backlog.matrix.moving import Move, move_to, stepped
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.beside import paint_beside
from deliverydesk.ui.widgets.point_plot import PointPlot

if TYPE_CHECKING:
    from deliverydesk.analysis.value_effort import Field, Point
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.rendering.frame import Frame
    from deliverydesk.ui.desk import Desk

_NEAR_LINE = 4.0


class Plot(PointPlot):
    """Points that are clicked, lassoed and dragged; cut lines that are dragged."""

    cuts_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.cuts = Cuts()
        self.field: Field | None = None
        self._points: dict[int, Point] = {}
        self.move_: Move | None = None
        self.setObjectName("backlog.matrix.plot")
        text.name(
            self,
            tr("Value against effort"),
            tr(
                "Page Up and Page Down walk the items by rank, arrows move the current one: left and right its effort,"
                " up and down its value."
            ),
        )

    # ---- what is shown

    def show_field(self, field: Field, spec: ChartSpec) -> None:
        """Show these points, by their chart."""
        self.field = field
        self._points = {point.id: point for point in field.points}
        self.move_ = None
        text.name(self, tr("Value against effort"), spec.alt)
        self.show_spec(spec)

    def set_cuts(self, cuts: Cuts) -> None:
        """Other cut lines; None in them is the median."""
        self.cuts = cuts
        if self.field is not None:
            self.show_field(self.field, chart_of(self.desk.portfolio, self.field, cuts))
        self.cuts_changed.emit()

    def line_place(self, axis: str) -> float:
        """Where a cut line is: its x for the effort, its y for the value."""
        frame = self.laid_out()
        assert frame is not None
        assert self.field is not None
        effort, value = self.cuts.at(self.field)
        return frame.x(effort) if axis == "x" else frame.y(value)

    def paint_over(self, painter: QPainter, frame: Frame) -> bool:
        """Paint the point that is moved, and what that means."""
        if self.move_ is None:
            return False
        move, theme, start = self.move_, current_theme(), self.place_of(self.move_.id)
        if start is None:
            return True
        end = QPointF(frame.x(move.effort), frame.y(move.value))
        painter.setPen(theme.pen("accent", 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(start, end)
        painter.setPen(theme.pen("accent", 2.0))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(end, 5, 5)
        title = self.desk.portfolio.deliverables[move.id].title
        paint_beside(painter, self, end, [text.one_line(title, 60), move.words or tr("stays where it is")])
        return True

    def hover_words(self, entity_id: int) -> list[str]:
        assert self.field is not None
        assert self.spec is not None
        portfolio, point = self.desk.portfolio, self._points[entity_id]
        item = portfolio.deliverables.get(entity_id)
        if item is None:  # deleted, and the points are still to be placed anew
            return []
        where = quadrant(self.spec.x, self.spec.y, self.cuts.at(self.field), point.effort, point.value)
        product = portfolio.products.get(item.product) if item.product is not None else None
        rank = tr("rank {rank}", rank=portfolio.rank(entity_id))
        whose = [rank, *([product.name] if product else []), choice_words(item.stage)]
        measure = in_sentence(self.field.measure.words)
        return [
            text.one_line(item.title, 80),
            ", ".join(whose),
            tr(
                "effort {effort} pw, {measure} {value}",
                effort=number(point.effort),
                measure=measure,
                value=number(point.value),
            ),
            where,
        ]

    # ---- pointer

    def grip_at(self, place: QPointF) -> str:
        """The cut line at a place: "x" or "y"."""
        frame = self.laid_out()
        if frame is None or not self._points or not QRectF(*frame.box[:2], 1e6, 1e6).contains(place):
            return ""
        for axis, at in (("x", place.x()), ("y", place.y())):
            if abs(self.line_place(axis) - at) <= _NEAR_LINE:
                return axis
        return ""

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """Left of the plot its values, below it its efforts, and within it the quadrants."""
        frame = self.laid_out()
        if frame is None or not self._points:
            return None
        left, top, right, bottom = (round(edge) for edge in frame.box)
        areas = (
            ("value", QRect(0, top, left, bottom - top)),
            ("effort", QRect(left, bottom, right - left, self.height() - bottom)),
            ("cut_lines", QRect(left, top, right - left, bottom - top)),
        )
        return next((area for area in areas if area[1].contains(pos)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.pressed is None:
            line = "" if self.hover is not None else self.grip_at(event.position())
            shapes = {"x": Qt.CursorShape.SplitHCursor, "y": Qt.CursorShape.SplitVCursor}
            self.setCursor(shapes.get(line, Qt.CursorShape.ArrowCursor))

    def dragged(self, frame: Frame, place: QPointF, *, far: bool) -> None:
        """Move a point or a cut line."""
        if self.grip == "point" and self.hover is not None and (far or self.move_ is not None):
            self._aim(frame, self.hover, place)
        elif self.grip in ("x", "y") and far:
            self._drag_line(frame, place)

    def _aim(self, frame: Frame, entity_id: int, place: QPointF) -> None:
        known = entity_id in self.desk.portfolio.deliverables
        if self.desk.document.read_only or self.field is None or not known:
            return
        effort, value = self._figures(frame, place)
        self.move_ = move_to(self.desk.portfolio, self.field, self._points[entity_id], effort, value)

    def _figures(self, frame: Frame, place: QPointF) -> tuple[float, float]:
        """The effort and value under a place of the widget, within the axes."""
        left, top, right, bottom = frame.box
        across = min(max((place.x() - left) / (right - left), 0.0), 1.0)
        up = min(max((bottom - place.y()) / (bottom - top), 0.0), 1.0)
        return frame.spec.x.at(across), frame.spec.y.at(up)

    def _drag_line(self, frame: Frame, place: QPointF) -> None:
        from deliverydesk.analysis.value_effort import sensible, sensible_effort

        effort, value = self._figures(frame, place)
        if self.grip == "x":
            self.set_cuts(self.cuts._replace(effort=sensible_effort(effort)))
        else:
            self.set_cuts(self.cuts._replace(value=sensible(value)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        move = self.move_
        super().mouseReleaseEvent(event)
        if move is not None and move.moves:
            self.desk.do(move.action(), toast=True)

    def let_go(self) -> None:
        """Forget what was gripped, drawn and moved."""
        self.move_ = None
        super().let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self.grip_at(event.position())
        if line and self.point_at(event.position()) is None:
            self.pressed = None
            self.set_cuts(self.cuts._replace(**{"effort" if line == "x" else "value": None}))

    # ---- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = Qt.Key(event.key()), self.desk.selection.current
        arrows = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        self.by_keyboard = True
        if key not in arrows or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif current in self._points and self.field is not None:
            move = stepped(self.desk.portfolio, self.field, self._points[current], *arrows[key])
            if move.moves:
                self.desk.do(move.action(), toast=True)
            elif move.words:
                self.desk.refused.emit(f"{move.words[:1].upper()}{move.words[1:]}.")
