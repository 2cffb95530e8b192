"""The timeline painted: what shows of a picture and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter

from deliverydesk.charts.roadmap_scale import CALENDAR, Header
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
from deliverydesk.rendering.roadmap_paper import Paper
from deliverydesk.rendering.roadmap_strip import Sight, is_crowded, snapped
from deliverydesk.ui.panes.roadmap import preview
from deliverydesk.ui.panes.roadmap.scrolling import Scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.roadmap import Bar, RoadmapPicture
    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.ui.panes.roadmap.gestures import Preview
    from deliverydesk.ui.theme import Theme


class Timeline(Scrolling):
    """Shows a picture. What can be done with it is in `area`."""

    def __init__(self, picture: RoadmapPicture, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(picture, theme, parent)
        self.shown = Shown()
        self.selected_mark: int | None = None
        self.focused_lane: int | None = None
        """The place of the lane whose name the keyboard is at."""
        self._head: Header | None = None
        self._head_of = (0.0, 0, CALENDAR)
        self._head_days = (0.0, 0.0)
        self._paper = Paper()
        self._again = QTimer(self)
        """Brings the next frame, where a zoom is painted in several."""
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.viewport().update)
        self._links = 0
        self._count_links()

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

    @property
    def is_painted(self) -> bool:
        """False while a zoom has something left to paint in the next frames."""
        return self._paper.is_finished

    def forget_painted(self) -> None:
        """Have the lanes painted anew."""
        self._paper.forget()
        self.viewport().update()

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
            self.paint_ring(painter)

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
