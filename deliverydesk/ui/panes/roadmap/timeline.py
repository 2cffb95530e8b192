"""The timeline: one scroll area with a painter that paints what shows and nothing else."""

from __future__ import annotations

from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from deliverydesk.charts.roadmap_frame import Measures, RoadmapFrame, divide, lane_tops, with_ghosts
from deliverydesk.charts.roadmap_scale import CALENDAR, COARSEST, FINEST, Header, quarter, zoom_name
from deliverydesk.rendering.roadmap_bars import Drawn, Shown, paint_selection
from deliverydesk.rendering.roadmap_head import (
    header_of,
    marks_of,
    paint_header,
    paint_lane_feet,
    paint_lane_heads,
    paint_mark_lines,
    paint_strip,
    paint_today,
)
from deliverydesk.rendering.roadmap_inks import Inks
from deliverydesk.rendering.roadmap_paper import Paper
from deliverydesk.rendering.roadmap_strip import Sight, is_crowded, snapped
from deliverydesk.ui.panes.roadmap import preview
from deliverydesk.ui.theme import Theme, current_theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.roadmap import Bar, RoadmapPicture
    from deliverydesk.ui.panes.roadmap.gestures import Preview

ROWS = {"compact": (24.0, 18.0), "standard": (28.0, 21.0), "roomy": (36.0, 27.0)}
ZOOM_STEP = 1.25
_ROOM = 200
"""Days that can be scrolled to before the first bar and after the last."""
_WEEKS = 22


class Timeline(QAbstractScrollArea):
    """Shows a picture: zoom, scrolling, painting. What can be done with it is in `area`."""

    zoomed = Signal(str)
    """The new zoom, a key of `ZOOM_WORDS`."""
    viewed = Signal()
    """Other days show, or the same ones wider or narrower."""

    def __init__(self, picture: RoadmapPicture, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = picture
        self.shown = Shown()
        self.selected_mark: int | None = None
        self.focused_lane: int | None = None
        """The place of the lane whose name the keyboard is at."""
        self._inks = Inks(theme.tokens, fills=not theme.contrast, quick=True)
        self._density = Measures()
        self._per_day = 0.0
        self._origin = float(picture.today)
        self._low = self._origin
        self._frame: RoadmapFrame | None = None
        self._head: Header | None = None
        self._head_of = (0.0, 0, CALENDAR)
        self._head_days = (0.0, 0.0)
        self._paper = Paper()
        self._again = QTimer(self)
        """Brings the next frame, where a zoom is painted in several."""
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.viewport().update)
        self._rest = 0.0
        """What a pan by parts of a pixel has not moved yet."""
        self._lane_tops: tuple[float, ...] = (0.0,)
        self._links = 0
        self._count_links()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_across)
        self.verticalScrollBar().valueChanged.connect(self._scrolled_down)

    # what is shown

    def show_picture(self, picture: RoadmapPicture) -> None:
        """Another picture; the view stays where it is."""
        if self.focused_lane is not None and self.focused_lane >= len(picture.lanes):
            self.focused_lane = None
        self.picture = picture
        self._count_links()
        self._relayout()

    def _count_links(self) -> None:
        self._links = sum(map(len, self.picture.links.values())) // 2

    def show_state(self, shown: Shown) -> None:
        """Another selection, or other things switched on."""
        self.shown = shown
        self.viewport().update()

    def set_density(self, name: str) -> None:
        """Rows as high as compact, standard or roomy has them."""
        row, bar = ROWS[name]
        self._density = Measures(row=row, bar=bar)
        self._relayout()

    @property
    def _measures(self) -> Measures:
        return with_ghosts(self._density, self.picture)

    def dress(self, theme: Theme) -> None:
        """Another theme."""
        self._inks = Inks(theme.tokens, fills=not theme.contrast, quick=True)
        self.viewport().update()

    @property
    def per_day(self) -> float:
        """Logical pixels to a day."""
        return self._per_day

    def view(self) -> dict[str, float]:
        """Zoom and place, to be remembered."""
        return {"per_day": self._per_day, "origin": self._origin, "down": self.verticalScrollBar().value()}

    def restore_view(self, view: dict[str, float]) -> None:
        """A remembered zoom and place."""
        self._per_day = min(max(float(view["per_day"]), COARSEST), FINEST)
        self._origin = float(view["origin"])
        self._relayout()
        self.verticalScrollBar().setValue(int(view.get("down", 0)))
        self.zoomed.emit(zoom_name(self._per_day))

    def frame(self) -> RoadmapFrame:
        """How the viewport is divided now."""
        if self._frame is None:
            size = self.viewport().size()
            self._frame = divide(
                self.picture,
                self._measures,
                (0.0, 0.0, float(size.width()), float(size.height())),
                origin=self._origin,
                per_day=self._per_day or 3.0,
                scroll=float(self.verticalScrollBar().value()),
            )
        return self._frame

    def _heading(self, frame: RoadmapFrame) -> Header:
        """The headings for the days that show and some beside them, kept until a pan leaves those."""
        low, high = frame.scale.day(frame.left), frame.scale.day(frame.right)
        kept = (frame.scale.per_day, frame.picture.today, frame.picture.calendar)
        if self._head is None or kept != self._head_of or low < self._head_days[0] or high > self._head_days[1]:
            spare = (frame.right - frame.left) / 4
            wider = frame._replace(left=frame.left - spare, right=frame.right + spare)
            self._head, self._head_of = header_of(wider), kept
            self._head_days = frame.scale.day(wider.left), frame.scale.day(wider.right)
        return self._head

    def visible_days(self) -> tuple[int, int]:
        """The days that show."""
        frame = self.frame()
        return int(frame.scale.day(frame.left)), int(frame.scale.day(frame.right)) + 1

    @property
    def is_painted(self) -> bool:
        """False while a zoom has something left to paint in the next frames."""
        return self._paper.is_finished

    def forget_painted(self) -> None:
        """Have the lanes painted anew."""
        self._paper.forget()
        self.viewport().update()

    # moving about

    def plot_width(self) -> float:
        """How wide the part with the bars is."""
        return max(self.viewport().width() - self._measures.label, 50.0)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Zoom in (over 1) or out about a place, the middle of the plot without one."""
        frame = self.frame()
        x = (frame.left + frame.right) / 2 if at is None else min(max(at, frame.left), frame.right)
        day = frame.scale.day(x)
        before = zoom_name(self._per_day)
        self._per_day = min(max(self._per_day * factor, COARSEST), FINEST)
        self._origin = day - (x - frame.left) / self._per_day
        self._relayout()
        if zoom_name(self._per_day) != before:
            self.zoomed.emit(zoom_name(self._per_day))

    def zoom_in(self) -> None:
        self.zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        self.zoom(1 / ZOOM_STEP)

    def fit(self) -> None:
        """All bars and milestones in the width."""
        span = self.picture.span
        if span is not None:
            room = max(span[1] - span[0], 7) * 0.02 + 1
            self._per_day = min(max(self.plot_width() / (span[1] - span[0] + 2 * room), COARSEST), FINEST)
            self._origin = span[0] - room
            self._relayout()
            self.zoomed.emit(zoom_name(self._per_day))

    def show_days(self, low: float, high: float) -> None:
        """The days [low, high) in the width, with a little room beside them."""
        room = max(high - low, 7) * 0.02
        before = zoom_name(self._per_day)
        self._per_day = min(max(self.plot_width() / (max(high - low, 7) + 2 * room), COARSEST), FINEST)
        self._origin = (low + high) / 2 - self.plot_width() / self._per_day / 2
        self._relayout()
        if zoom_name(self._per_day) != before:
            self.zoomed.emit(zoom_name(self._per_day))

    def show_bars(self, ids: Iterable[int]) -> None:
        """These bars in the width and, as far as they fit, in the height."""
        bars = [bar for one in ids if (bar := self.picture.bars.get(one)) is not None]
        if bars:
            self.show_days(min(bar.start for bar in bars), max(bar.end for bar in bars))
            for bar in (max(bars, key=lambda bar: (bar.lane, bar.row)), min(bars, key=lambda bar: (bar.lane, bar.row))):
                self.reveal(bar.id)

    def show_quarter(self, ahead: int) -> None:
        """The quarter of today, or the one so many quarters ahead; fiscal ones where the head shows those."""
        self.show_days(*quarter(self.picture.today, ahead, self.picture.calendar.fiscal_start))

    def go_to_today(self) -> None:
        """Today at a sixth of the width."""
        self._origin = self.picture.today - self.plot_width() / self._per_day / 6
        self._relayout()

    def pan(self, right: float, down: float) -> None:
        """Push the paper by so many pixels."""
        across = floor(right + self._rest + 0.5)
        self._rest += right - across
        self._origin -= across / self._per_day
        self._relayout()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - round(down))

    def reveal(self, bar_id: int) -> None:
        """Scroll as little as needed so that a bar can be seen."""
        bar = self.picture.bars.get(bar_id)
        if bar is None:
            return
        frame = self.frame()
        x0, y0, x1, y1 = frame.bar_box(bar)
        if x1 < frame.left + 20 or x0 > frame.right - 20:
            self._begin_at(bar.start)
        self._reveal_height(y0, y1)

    def reveal_day(self, day: int) -> None:
        """Scroll across so that a day can be seen."""
        frame = self.frame()
        if not frame.left + 20 <= frame.scale.x(day) <= frame.right - 20:
            self._begin_at(day)

    def reveal_lane(self, at: int) -> None:
        """Scroll up or down so that a lane's name can be seen."""
        y = self.frame().lane_y(at)
        self._reveal_height(y, y + self._measures.row + 2 * self._measures.lane_pad)

    def bar_anchor(self, bar_id: int) -> QRect:
        """Where something about a bar is shown: the part of it that shows, the middle of the plot where none does."""
        frame, bar = self.frame(), self.picture.bars.get(bar_id)
        if bar is not None:
            x0, y0, x1, y1 = frame.bar_box(bar)
            x0, x1 = max(x0, frame.left), min(x1, frame.right)
            if x0 < x1 and frame.top <= y0 and y1 <= frame.bottom:
                return QRect(round(x0), round(y0), round(x1 - x0), round(y1 - y0))
        return QRect(round((frame.left + frame.right) / 2), round(frame.top) + 40, 1, 1)

    def day_anchor(self, day: int) -> QRect:
        """Where something about a milestone is shown: its place in the strip."""
        frame = self.frame()
        x = min(max(frame.scale.x(day), frame.left), frame.right)
        strip = frame.measures.strip
        return QRect(round(x) - 6, round(frame.top - strip), 12, round(strip))

    def _begin_at(self, day: float) -> None:
        self._origin = day - self.plot_width() * 0.15 / self._per_day
        self._relayout()

    def _reveal_height(self, top: float, bottom: float) -> None:
        frame, down = self.frame(), self.verticalScrollBar()
        if top < frame.top:
            down.setValue(down.value() - round(frame.top - top + 6))
        elif bottom > frame.bottom:
            down.setValue(down.value() + round(bottom - frame.bottom + 6))

    def _settle_origin(self) -> None:
        """Keep the origin on whole pixels from day 0, so that the lanes painted so far can be used again."""
        if self._per_day:
            self._origin = round(self._origin * self._per_day) / self._per_day

    def _relayout(self) -> None:
        self._frame = None
        self._settle_origin()
        size = self.viewport().size()
        self._lane_tops = lane_tops(self.picture.lanes, self._measures)
        tall = self._lane_tops[-1]
        room = size.height() - self._measures.header - self._measures.strip
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(max(int(room), 1))
        down.setSingleStep(int(self._measures.row))
        down.setRange(0, max(int(tall - room + 8), 0))
        span = self.picture.span or (self.picture.today, self.picture.today)
        low = min(span[0] - _ROOM, self._origin)
        high = max(span[1] + _ROOM, self._origin + self.plot_width() / max(self._per_day, COARSEST))
        self._low = low
        across.blockSignals(True)
        across.setPageStep(int(self.plot_width()))
        across.setSingleStep(max(int(7 * self._per_day), 8))
        across.setRange(0, int((high - low) * self._per_day - self.plot_width()) + 1)
        across.setValue(round((self._origin - low) * self._per_day))
        across.blockSignals(False)
        self._frame = None
        self.viewport().update()
        self.viewed.emit()

    def _scrolled_across(self, value: int) -> None:
        self._origin = self._low + value / self._per_day
        self._settle_origin()
        self._frame = None
        self.viewport().update()
        self.viewed.emit()

    def _scrolled_down(self) -> None:
        self._frame = None
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scrolling is repainting: the header does not move with the lanes."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._per_day and self.viewport().width() > self._measures.label + 60:
            self._per_day = min(max(self.plot_width() / (_WEEKS * 7), 2.6), 5.0)
            self._origin = self.picture.today - self.plot_width() / self._per_day / 6
            self.zoomed.emit(zoom_name(self._per_day))
        self._relayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.dress(current_theme())

    # painting

    def looked_ahead(self) -> Preview | None:
        """What a drag under way would do."""
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.paint(painter, in_steps=True)
        painter.end()
        if not self._paper.is_finished:
            self._again.start()

    def sight(self) -> Sight:
        """What the lanes are painted of, wherever the window is."""
        frame = self.frame()
        wide, tall = frame.right - frame.left, frame.bottom - frame.top
        days = max(self.picture.high - self.picture.low, 1) * frame.scale.per_day
        share = min(wide / days, 1.0) * min(tall / max(frame.height, 1.0), 1.0)
        shown = replace(self.shown, hovered=None, dragged=frozenset())
        crowded = is_crowded(self._links, share)
        reach = float(wide // 2), float(tall // 2)
        return Sight(self.picture, self._measures, frame.scale.per_day, frame.lane_tops, shown, crowded, reach)

    def paint(self, painter: QPainter, *, in_steps: bool = False) -> None:
        """One frame: the lanes from their paper, and anew what does not move with them. `in_steps` may leave something
        for the next frames.
        """
        frame, inks = self.frame(), self._inks
        inks.ratio = painter.device().devicePixelRatioF()
        looked = self.looked_ahead()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.viewport().width()
        painter.fillRect(QRectF(0, 0, width, frame.top), inks.brush("surface"))
        painter.fillRect(QRectF(0, frame.top, frame.left, frame.bottom - frame.top), inks.brush("surface"))
        painter.setClipRect(QRectF(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top))
        self._paper.paint(painter, frame, inks, self.sight(), in_steps=in_steps)
        if looked is not None:
            preview.paint_held(painter, frame, inks, looked, self.shown.dragged)
        self._paint_hovered(painter, frame)
        for bar in self.handles() if looked is None else ():
            preview.paint_handle(painter, frame, inks, bar)
        if looked is not None:
            preview.paint_ghosts(painter, frame, inks, looked)
        painter.setClipRect(QRectF(0, frame.top, frame.left, frame.bottom - frame.top))
        paint_lane_feet(painter, frame, inks)
        paint_lane_heads(painter, frame, inks)
        self._paint_focused_lane(painter, frame)
        self._paint_head(painter, frame, self._heading(frame))
        if looked is not None:
            preview.paint_words(painter, frame, inks, looked)
        if self.hasFocus() and self.shown.focused is None and self.focused_lane is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(inks.pen("accent", 2.0))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def _paint_focused_lane(self, painter: QPainter, frame: RoadmapFrame) -> None:
        at = self.focused_lane
        if at is None or not self.hasFocus() or at not in frame.visible_lanes():
            return
        top, bottom = frame.lane_y(at), frame.lane_y(at + 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._inks.pen("accent", 2.0))
        painter.drawRoundedRect(QRectF(2, top + 2, frame.left - 5, bottom - top - 5), 3, 3)

    def _paint_head(self, painter: QPainter, frame: RoadmapFrame, head: Header) -> None:
        """The time axis and the milestones."""
        inks = self._inks
        marks = marks_of(frame, inks)
        painter.setClipRect(QRectF(0, 0, frame.right, frame.top))
        paint_mark_lines(painter, frame, inks, marks)
        paint_today(painter, frame, inks, over_bars=False)
        painter.setClipping(False)
        paint_header(painter, frame, inks, head)
        paint_strip(painter, frame, inks, marks, selected=self.selected_mark)

    def _paint_hovered(self, painter: QPainter, frame: RoadmapFrame) -> None:
        bar = self.picture.bars.get(self.shown.hovered) if self.shown.hovered is not None else None
        if bar is None or bar.id in self.shown.selected:
            return
        x0, top, x1, _ = frame.bar_box(bar)
        ratio = self._inks.ratio
        place = (bar, snapped(x0, ratio), top, snapped(x1, ratio), None)
        paint_selection(painter, frame, self._inks, Shown(hovered=bar.id), Drawn([place]))

    def handles(self) -> list[Bar]:
        """The bars that have a handle to draw a dependency from."""
        return []
