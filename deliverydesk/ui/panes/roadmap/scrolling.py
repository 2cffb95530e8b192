"""Where the timeline is: its zoom, its place in time and among the lanes, and the ways to another."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal

from deliverydesk.charts.roadmap_frame import Measures, RoadmapFrame, divide, lane_tops, with_ghosts
from deliverydesk.charts.roadmap_scale import COARSEST, FINEST, quarter, zoom_name
from deliverydesk.ui.panes.roadmap.painted import PaintedArea

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.ui.theme import Theme

ROWS = {"compact": (24.0, 18.0), "standard": (28.0, 21.0), "roomy": (36.0, 27.0)}
ZOOM_STEP = 1.25
_ROOM = 200
"""Days that can be scrolled to before the first bar and after the last."""
_WEEKS = 22


class Scrolling(PaintedArea):
    """Divides a picture over its viewport, and scrolls and zooms it. It paints nothing."""

    zoomed = Signal(str)
    """The zoom, a key of `ZOOM_WORDS`."""
    viewed = Signal()
    """Other days show, or the same ones wider or narrower."""

    def __init__(self, picture: RoadmapPicture, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.picture = picture
        self._density = Measures()
        self._per_day = 0.0
        self._origin = float(picture.today)
        self._low = self._origin
        self._frame: RoadmapFrame | None = None
        self._tops: tuple[RoadmapPicture | None, Measures, tuple[float, ...]] = (None, self._density, ())
        """Where the lanes begin, and of what picture and sizes that is."""
        self._rest = 0.0
        """What a pan by parts of a pixel has not moved yet."""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_across)
        self.verticalScrollBar().valueChanged.connect(self._scrolled_down)

    # how it is divided

    def set_density(self, name: str) -> None:
        """Rows as high as compact, standard or roomy has them."""
        row, bar = ROWS[name]
        self._density = Measures(row=row, bar=bar)
        self._relayout()

    @property
    def _measures(self) -> Measures:
        return with_ghosts(self._density, self.picture)

    @property
    def per_day(self) -> float:
        """Logical pixels to a day."""
        return self._per_day

    def view(self) -> dict[str, float]:
        """Zoom and place, to be remembered."""
        return {"per_day": self._per_day, "origin": self._origin, "down": self.verticalScrollBar().value()}

    def restore_view(self, view: dict[str, float]) -> None:
        """A remembered zoom and place."""
        self._show(_allowed(float(view["per_day"])), float(view["origin"]))
        if "down" in view:
            self.verticalScrollBar().setValue(int(view["down"]))

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
                tops=self._lane_tops(),
            )
        return self._frame

    def _lane_tops(self) -> tuple[float, ...]:
        """Where the lanes begin; the same in every frame of a pan."""
        measures = self._measures
        picture, sizes, tops = self._tops
        if picture is not self.picture or sizes != measures:
            tops = lane_tops(self.picture.lanes, measures)
            self._tops = self.picture, measures, tops
        return tops

    def visible_days(self) -> tuple[int, int]:
        """The days that show."""
        frame = self.frame()
        return int(frame.scale.day(frame.left)), int(frame.scale.day(frame.right)) + 1

    # moving about

    def plot_width(self) -> float:
        """How wide the part with the bars is."""
        return max(self.viewport().width() - self._measures.label, 50.0)

    def _show(self, per_day: float, origin: float) -> None:
        """Show the days from `origin` on at a zoom."""
        before = zoom_name(self._per_day) if self._per_day else ""
        self._per_day, self._origin = per_day, origin
        self._relayout()
        if zoom_name(per_day) != before:
            self.zoomed.emit(zoom_name(per_day))

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Zoom in (over 1) or out about a place, the middle of the plot without one."""
        frame = self.frame()
        x = (frame.left + frame.right) / 2 if at is None else min(max(at, frame.left), frame.right)
        day = frame.scale.day(x)
        per_day = _allowed(self._per_day * factor)
        self._show(per_day, day - (x - frame.left) / per_day)

    def zoom_in(self) -> None:
        self.zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        self.zoom(1 / ZOOM_STEP)

    def fit(self) -> None:
        """All bars and milestones in the width."""
        span = self.picture.span
        if span is not None:
            room = max(span[1] - span[0], 7) * 0.02 + 1
            self._show(_allowed(self.plot_width() / (span[1] - span[0] + 2 * room)), span[0] - room)

    def show_days(self, low: float, high: float) -> None:
        """The days [low, high) in the width, with a little room beside them."""
        room = max(high - low, 7) * 0.02
        per_day = _allowed(self.plot_width() / (max(high - low, 7) + 2 * room))
        self._show(per_day, (low + high) / 2 - self.plot_width() / per_day / 2)

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
        tall = self._lane_tops()[-1]
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._per_day and self.viewport().width() > self._measures.label + 60:
            per_day = min(max(self.plot_width() / (_WEEKS * 7), 2.6), 5.0)
            self._show(per_day, self.picture.today - self.plot_width() / per_day / 6)
        else:
            self._relayout()


def _allowed(per_day: float) -> float:
    return min(max(per_day, COARSEST), FINEST)
