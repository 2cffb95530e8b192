"""The plot of value against effort. The chart is painted once and kept; what moves is painted over it."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from deliverydesk.analysis.words import in_sentence
from deliverydesk.charts.format import number
from deliverydesk.charts.value_effort import Cuts, chart_of, quadrant
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import Deliverable
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.panes.backlog.matrix.moving import Move, move_to, stepped
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from deliverydesk.analysis.value_effort import Field, Point
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.rendering.frame import Frame
    from deliverydesk.ui.desk import Desk

_REACH = 9.0
_NEAR_LINE = 4.0


class Plot(QWidget):
    """Points that are clicked, lassoed and dragged; cut lines that are dragged."""

    cuts_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        mirror.keep_straight(self)
        self._desk = desk
        self.cuts = Cuts()
        self.field: Field | None = None
        self.spec: ChartSpec | None = None
        self._frame: Frame | None = None
        self._picture: QPixmap | None = None
        self._points: dict[int, Point] = {}
        self._hover: int | None = None
        self._pressed: QPointF | None = None
        self._grip = ""
        """What was pressed: "point", "x" or "y" for a cut line, "ground"."""
        self.move_: Move | None = None
        self._band: QRectF | None = None
        self._by_keyboard = False
        self.setObjectName("backlog.matrix.plot")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(240, 200))
        text.name(
            self,
            tr("Value against effort"),
            tr(
                "Page Up and Page Down walk the items by rank, arrows move the current one: left and right its effort,"
                " up and down its value."
            ),
        )

    # ---- what is shown

    def show_field(self, field: Field) -> None:
        """Show these points."""
        self.field = field
        self._points = {point.id: point for point in field.points}
        self.spec = chart_of(self._desk.portfolio, field, self.cuts)
        self._picture = self.move_ = None
        if self._hover not in self._points:
            self._hover = None
        text.name(self, tr("Value against effort"), self.spec.alt)
        self.update()

    def set_cuts(self, cuts: Cuts) -> None:
        """Other cut lines; None in them is the median."""
        self.cuts = cuts
        if self.field is not None:
            self.show_field(self.field)
        self.cuts_changed.emit()

    def place_of(self, deliverable_id: int) -> QPointF | None:
        """Where a point is on the widget; None where it is not shown."""
        point, frame = self._points.get(deliverable_id), self._laid_out()
        return None if point is None or frame is None else QPointF(frame.x(point.effort), frame.y(point.value))

    def line_place(self, axis: str) -> float:
        """Where a cut line is: its x for the effort, its y for the value."""
        frame = self._laid_out()
        assert frame is not None
        assert self.field is not None
        effort, value = self.cuts.at(self.field)
        return frame.x(effort) if axis == "x" else frame.y(value)

    def _laid_out(self) -> Frame | None:
        if self._picture is None and self.spec is not None and self.width() > 40:
            self._paint_picture(self.spec)
        return self._frame

    def _paint_picture(self, spec: ChartSpec) -> None:
        from deliverydesk.rendering.painter import paint_chart

        ratio = self.devicePixelRatioF()
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.setDevicePixelRatio(ratio)
        painter = QPainter(made)
        self._frame = paint_chart(painter, spec, (self.width(), self.height()), current_theme().tokens, dressed=False)
        painter.end()
        self._picture = made

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._picture = None
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        frame, theme, painter = self._laid_out(), current_theme(), QPainter(self)
        if self._picture is None or frame is None:
            return
        painter.drawPixmap(0, 0, self._picture)
        if not self._points:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selection = self._desk.selection
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for entity_id in selection.deliverables():
            place = self.place_of(entity_id)
            if place is not None:
                painter.setPen(theme.pen("accent", 2.5 if entity_id == selection.current else 1.75))
                painter.drawEllipse(place, 7, 7)
        if self.hasFocus() and self._by_keyboard:
            painter.setPen(theme.pen("accent", 2.0))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._band is not None:
            painter.setPen(theme.pen("accent", 1.0, Qt.PenStyle.DashLine))
            painter.setBrush(theme.veil("accent", 0.07))
            painter.drawRect(self._band)
        if self.move_ is not None:
            self._paint_move(painter, frame, self.move_)
        elif self._hover is not None and self._pressed is None:
            place = self.place_of(self._hover)
            if place is not None:
                self._paint_note(painter, place, self.hover_words(self._hover))

    def _paint_move(self, painter: QPainter, frame: Frame, move: Move) -> None:
        theme, start = current_theme(), self.place_of(move.id)
        if start is None:
            return
        end = QPointF(frame.x(move.effort), frame.y(move.value))
        painter.setPen(theme.pen("accent", 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(start, end)
        painter.setPen(theme.pen("accent", 2.0))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(end, 5, 5)
        title = self._desk.portfolio.deliverables[move.id].title
        self._paint_note(painter, end, [text.one_line(title, 60), move.words or tr("stays where it is")])

    def _paint_note(self, painter: QPainter, place: QPointF, lines: list[str]) -> None:
        theme, strong, plain = current_theme(), fonts.font(fonts.DETAIL, 600), fonts.font(fonts.DETAIL)
        metrics = QFontMetricsF(strong)
        wide = min(max(metrics.horizontalAdvance(line) for line in lines) + 20, self.width() - 8.0)
        tall = 10 + 18.0 * len(lines)
        left = min(max(place.x() + 14, 4), self.width() - wide - 4)
        top = place.y() + 14 if place.y() + 14 + tall < self.height() else place.y() - 14 - tall
        box = QRectF(left, max(top, 2), wide, tall)
        painter.setPen(theme.pen("line2", 1.0))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box, 6, 6)
        for number_, line in enumerate(lines):
            painter.setFont(plain if number_ else strong)
            painter.setPen(theme.colour("text2" if number_ else "text"))
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, wide - 16)
            painter.drawText(QPointF(box.left() + 10, box.top() + 18 + 18 * number_), shown)

    def hover_words(self, entity_id: int) -> list[str]:
        """All about a point, a line each."""
        assert self.field is not None
        assert self.spec is not None
        portfolio, point = self._desk.portfolio, self._points[entity_id]
        item = portfolio.deliverables[entity_id]
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

    def point_at(self, place: QPointF) -> int | None:
        """The nearest point within reach."""
        frame = self._laid_out()
        if frame is None:
            return None
        best, found = _REACH, None
        for point in self._points.values():
            far = hypot(frame.x(point.effort) - place.x(), frame.y(point.value) - place.y())
            if far < best:
                best, found = far, point.id
        return found

    def _line_at(self, place: QPointF) -> str:
        frame = self._laid_out()
        if frame is None or not self._points or not QRectF(*frame.box[:2], 1e6, 1e6).contains(place):
            return ""
        for axis, at in (("x", place.x()), ("y", place.y())):
            if abs(self.line_place(axis) - at) <= _NEAR_LINE:
                return axis
        return ""

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """Left of the plot its values, below it its efforts, and within it the quadrants."""
        frame = self._laid_out()
        if frame is None or not self._points:
            return None
        left, top, right, bottom = (round(edge) for edge in frame.box)
        areas = (
            ("value", QRect(0, top, left, bottom - top)),
            ("effort", QRect(left, bottom, right - left, self.height() - bottom)),
            ("cut_lines", QRect(left, top, right - left, bottom - top)),
        )
        return next((area for area in areas if area[1].contains(pos)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._by_keyboard = False
        place, toggle = event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._pressed = place
        found = self.point_at(place)
        chosen = self._desk.selection.deliverables()
        if found is not None:
            self._grip = "point"
            self._hover = found
            if toggle:
                left = tuple(each for each in chosen if each != found)
                self._select(left if found in chosen else (*chosen, found), found)
            else:
                self._select((found,), found)
            return
        self._grip = self._line_at(place) or "ground"
        if self._grip == "ground" and not toggle:
            self._select((), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place, frame = event.position(), self._laid_out()
        if frame is None or self.spec is None or self.field is None:
            return
        if self._pressed is None:
            self._hover = self.point_at(place)
            line = "" if self._hover is not None else self._line_at(place)
            shapes = {"x": Qt.CursorShape.SplitHCursor, "y": Qt.CursorShape.SplitVCursor}
            self.setCursor(shapes.get(line, Qt.CursorShape.ArrowCursor))
            self.update()
            return
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._grip == "point" and self._hover is not None and (far or self.move_ is not None):
            self._aim(frame, self._hover, place)
        elif self._grip in ("x", "y") and far:
            self._drag_line(frame, place)
        elif self._grip == "ground" and (far or self._band is not None):
            self._band = QRectF(self._pressed, place).normalized()
        self.update()

    def _aim(self, frame: Frame, entity_id: int, place: QPointF) -> None:
        if self._desk.document.read_only or self.field is None:
            return
        effort, value = self._figures(frame, place)
        self.move_ = move_to(self._desk.portfolio, self.field, self._points[entity_id], effort, value)

    def _figures(self, frame: Frame, place: QPointF) -> tuple[float, float]:
        """The effort and value under a place of the widget, within the axes."""
        left, top, right, bottom = frame.box
        across = min(max((place.x() - left) / (right - left), 0.0), 1.0)
        up = min(max((bottom - place.y()) / (bottom - top), 0.0), 1.0)
        return frame.spec.x.at(across), frame.spec.y.at(up)

    def _drag_line(self, frame: Frame, place: QPointF) -> None:
        from deliverydesk.analysis.value_effort import sensible, sensible_effort

        effort, value = self._figures(frame, place)
        if self._grip == "x":
            self.set_cuts(self.cuts._replace(effort=sensible_effort(effort)))
        else:
            self.set_cuts(self.cuts._replace(value=sensible(value)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        move, band = self.move_, self._band
        self._pressed = self.move_ = self._band = None
        if move is not None and move.moves:
            self._desk.do(move.action(), toast=True)
        elif band is not None:
            inside = [i for i in self._points if (place := self.place_of(i)) is not None and band.contains(place)]
            more = self._desk.selection.deliverables() if event.modifiers() else ()
            self._select(tuple(dict.fromkeys((*more, *inside))), inside[0] if inside else None)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position())
        if line and self.point_at(event.position()) is None:
            self._pressed = None
            self.set_cuts(self.cuts._replace(**{"effort" if line == "x" else "value": None}))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    def _select(self, ids: tuple[int, ...], current: int | None) -> None:
        self._desk.select(Deliverable if ids else None, ids, current)
        self.update()

    # ---- keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        key, current = Qt.Key(event.key()), self._desk.selection.current
        arrows = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        if key == Qt.Key.Key_Escape and self._pressed is not None:
            self._pressed = self.move_ = self._band = None
            self.update()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(key)
        elif key in arrows and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if current in self._points and self.field is not None:
                move = stepped(self._desk.portfolio, self.field, self._points[current], *arrows[key])
                if move.moves:
                    self._desk.do(move.action(), toast=True)
                elif move.words:
                    self._desk.refused.emit(f"{move.words[:1].upper()}{move.words[1:]}.")
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> None:
        ids = list(self._points)
        if not ids:
            return
        current = self._desk.selection.current
        place = ids.index(current) if current in self._points else -1
        goals = {Qt.Key.Key_PageUp: place - 1, Qt.Key.Key_PageDown: place + 1, Qt.Key.Key_Home: 0}
        goal = min(max(goals.get(key, len(ids) - 1), 0), len(ids) - 1)
        self._hover = ids[goal]
        self._select((ids[goal],), ids[goal])
