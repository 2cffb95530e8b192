"""Drags on the roadmap: each shows what it would do, and does it once, when let go. Escape leaves all as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from deliverydesk.charts.format import day, shortened
from deliverydesk.charts.roadmap import Bar, Mark
from deliverydesk.charts.roadmap_scale import snap_unit, snapped_end, snapped_start
from deliverydesk.charts.roadmap_words import dates_words, days_words, waits_words
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.roadmap.hits import bar_at, bars_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.ui.panes.roadmap.area import RoadmapArea

_STILL = 4.0
"""A drag of fewer pixels sideways changes no dates, so that a bar can be put into another lane with its dates."""


Meant = tuple[Literal["move", "resize", "drop"], tuple[Any, ...]]
"""What letting go would ask for: the name of a step of `Steps` and what it is given."""


class Ghost(NamedTuple):
    """Where a bar would be."""

    lane: int
    row: int
    start: int
    end: int
    number: int


class Preview(NamedTuple):
    """What a drag would do: ghosts of bars, a day marked, a rubber band, and the words for it."""

    ghosts: tuple[Ghost, ...] = ()
    words: str = ""
    day: int | None = None
    band: QRectF | None = None
    lane: int | None = None
    """The lane that things would be put into, if that is another one."""
    at: QPointF | None = None
    line: tuple[QPointF, QPointF] | None = None
    """A dependency being drawn."""
    target: int | None = None
    """The bar that it would end at."""
    refused: bool = False
    load: str = ""
    """What it does to the load of a team, in words."""
    over: bool = False
    """Whether the team is left with more than it can do."""


class Gesture(Protocol):
    """One drag from press to release."""

    cursor: Qt.CursorShape

    def move(self, at: QPointF, free: bool) -> None:
        """The pointer moved; `free` is without snapping."""

    def finish(self) -> None:
        """The button was let go: do it."""

    def preview(self) -> Preview:
        """What would be done now."""


def _items(count: int) -> str:
    return trn("{n} item", "{n} items", count, n=figure(count))


class MoveBars:
    """Bars moved to other dates, or into another lane."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, area: RoadmapArea, bar: Bar, ids: Sequence[int], at: QPointF) -> None:
        self._area, self._bar, self.ids = area, bar, tuple(ids)
        self._from, self._grip = at, area.frame().scale.day(at.x())
        self._at = at
        self._days = 0
        self._lane: int | None = None

    def move(self, at: QPointF, free: bool) -> None:
        frame = self._area.frame()
        self._at = at
        by = frame.scale.day(at.x()) - self._grip
        self._days = 0
        if abs(by * frame.scale.per_day) >= _STILL:
            unit = "day" if free else snap_unit(frame.scale.per_day)
            self._days = snapped_start(self._bar.start + by, unit) - self._bar.start
        lane = frame.lane_at(at.y()) if at.y() >= frame.top else None
        other = lane is not None and lane != self._bar.lane and frame.picture.by != "none"
        self._lane = lane if other else None

    def meant(self) -> Meant | None:
        """What letting go would ask for."""
        return ("move", (self.ids, self._days, self._lane)) if self._days or self._lane is not None else None

    def finish(self) -> None:
        if self._days or self._lane is not None:
            self._area.moved.emit(self.ids, self._days, self._lane)

    def preview(self) -> Preview:
        picture = self._area.frame().picture
        bars = [picture.bars[one] for one in self.ids if one in picture.bars]
        ghosts = tuple(
            Ghost(*self._spot(bar), bar.start + self._days, bar.end + self._days, bar.number) for bar in bars[:200]
        )
        words = dates_words(self._bar.start + self._days, self._bar.end + self._days, picture.today)
        if len(bars) > 1:
            items, days = _items(len(bars)), days_words(abs(self._days))
            later = self._days > 0
            words = (
                tr("{items} {days} later", items=items, days=days)
                if later
                else tr("{items} {days} earlier", items=items, days=days)
            )
        if self._lane is not None:
            what = words if self._days or len(bars) == 1 else _items(len(bars))
            words = f"{what} → {picture.lanes[self._lane].name}"
        return Preview(ghosts, words, self._bar.start + self._days, lane=self._lane, at=self._at)

    def _spot(self, bar: Bar) -> tuple[int, int]:
        if self._lane is None:
            return bar.lane, bar.row
        spot = self._area.frame().row_at(self._at.y())
        return (self._lane, spot[1] if spot is not None else 0)


class ResizeBar:
    """One end of a bar moved."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, area: RoadmapArea, bar: Bar, *, end: bool, at: QPointF) -> None:
        self._area, self._bar, self._is_end = area, bar, end
        self.ids = (bar.id,)
        self._grip = area.frame().scale.day(at.x())
        self._at = at
        self._start, self._end = bar.start, bar.end

    def move(self, at: QPointF, free: bool) -> None:
        scale = self._area.frame().scale
        self._at = at
        unit = "day" if free else snap_unit(scale.per_day)
        by = scale.day(at.x()) - self._grip
        self._start, self._end = self._bar.start, self._bar.end
        if abs(by * scale.per_day) < 1:
            return
        if self._is_end:
            self._end = max(snapped_end(self._bar.end + by, unit), self._bar.start + 1)
        else:
            self._start = min(snapped_start(self._bar.start + by, unit), self._bar.end - 1)

    def meant(self) -> Meant | None:
        """What letting go would ask for."""
        changed = (self._start, self._end) != (self._bar.start, self._bar.end)
        return ("resize", (self._bar.id, self._start, self._end)) if changed else None

    def finish(self) -> None:
        if (self._start, self._end) != (self._bar.start, self._bar.end):
            self._area.resized.emit(self._bar.id, self._start, self._end)

    def preview(self) -> Preview:
        bar = self._bar
        ghost = Ghost(bar.lane, bar.row, self._start, self._end, bar.number)
        words = dates_words(self._start, self._end, self._area.frame().picture.today)
        return Preview((ghost,), words, self._end if self._is_end else self._start, at=self._at)


class MoveMark:
    """A milestone moved to another day."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, area: RoadmapArea, mark: Mark, at: QPointF) -> None:
        self._area, self._mark, self._day = area, mark, mark.day
        self._grip = area.frame().scale.day(at.x())
        self._at = at

    def move(self, at: QPointF, free: bool) -> None:
        scale = self._area.frame().scale
        self._at = at
        by = scale.day(at.x()) - self._grip
        unit = snap_unit(scale.per_day)
        # a promise is for a day: the last of a week's work
        wanted = self._mark.day + by
        self._day = round(wanted) if free or unit == "day" else snapped_end(wanted + 1, unit) - 1
        if abs(by * scale.per_day) < _STILL:
            self._day = self._mark.day

    def finish(self) -> None:
        if self._day != self._mark.day:
            self._area.mark_moved.emit(self._mark.id, self._day)

    def preview(self) -> Preview:
        now = date.fromordinal(self._area.frame().picture.today)
        words = f"{self._mark.name}, {day(date.fromordinal(self._day), now)}"
        return Preview((), words, self._day, at=self._at)


class Connect:
    """A dependency drawn from a bar's handle to what is to wait for it."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, area: RoadmapArea, bar: Bar, at: QPointF) -> None:
        self._area, self._bar, self._at = area, bar, at
        self._target: Bar | None = None
        self._refusal = ""

    def move(self, at: QPointF, free: bool) -> None:
        self._at = at
        found = bar_at(self._area.frame(), at.x(), at.y()) if at.y() >= self._area.frame().top else None
        if found is not None and found is not self._target:
            self._refusal = self._area.facts.link_refusal(self._bar.id, found.id)
        self._target = found

    def finish(self) -> None:
        if self._target is not None and self._target.id != self._bar.id:
            self._area.linked.emit(self._bar.id, self._target.id)

    def preview(self) -> Preview:
        frame, target = self._area.frame(), self._target
        _, top, right, bottom = frame.bar_box(self._bar)
        line = QPointF(min(right, frame.right), (top + bottom) / 2), self._at
        if target is None:
            words = tr("Drop it on what is to wait for “{item}”", item=shortened(self._bar.title, 40))
            return Preview((), words, at=self._at, line=line)
        words = self._refusal or waits_words(target.title, self._bar.title, 40)
        return Preview((), words, at=self._at, line=line, target=target.id, refused=bool(self._refusal))


class Pan:
    """The paper pushed about."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, area: RoadmapArea, at: QPointF) -> None:
        self._area, self._at = area, at

    def move(self, at: QPointF, free: bool) -> None:
        self._area.pan(at.x() - self._at.x(), at.y() - self._at.y())
        self._at = at

    def finish(self) -> None:
        """Panning changes nothing but the view."""

    def preview(self) -> Preview:
        return Preview()


class Band:
    """A rubber band that selects all bars it touches, besides those that were selected."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, area: RoadmapArea, at: QPointF, kept: Sequence[int]) -> None:
        self._area, self._from, self._at, self._kept = area, at, at, tuple(kept)

    def move(self, at: QPointF, free: bool) -> None:
        self._at = at

    def _rect(self) -> QRectF:
        return QRectF(self._from, self._at).normalized()

    def finish(self) -> None:
        rect = self._rect()
        found = bars_between(self._area.frame(), rect.left(), rect.top(), rect.right(), rect.bottom())
        ids = tuple(dict.fromkeys([*self._kept, *found]))
        self._area.picked.emit(ids, found[-1] if found else None)

    def preview(self) -> Preview:
        return Preview(band=self._rect())


class DropIn:
    """Items from outside, held over the roadmap."""

    cursor = Qt.CursorShape.DragCopyCursor

    def __init__(self, area: RoadmapArea, ids: Sequence[int], lengths: Sequence[int], numbers: Sequence[int]) -> None:
        self._area, self.ids = area, tuple(ids)
        self._lengths, self._numbers = lengths, numbers
        self._at = QPointF()
        self._start = 0
        self.lane: int | None = None

    def move(self, at: QPointF, free: bool) -> None:
        frame = self._area.frame()
        self._at = at
        unit = "day" if free else snap_unit(frame.scale.per_day)
        self._start = snapped_start(frame.scale.day(max(at.x(), frame.left)), unit)
        self.lane = frame.lane_at(at.y()) if frame.picture.by != "none" else None

    def lands(self) -> bool:
        """Whether letting go here would place anything."""
        frame = self._area.frame()
        return self._at.x() >= frame.left and self._at.y() >= frame.top - frame.measures.strip

    def meant(self) -> Meant | None:
        """What letting go would ask for."""
        return ("drop", (self.ids, self._start, self.lane)) if self.lands() else None

    def finish(self) -> None:
        self._area.dropped_in.emit(self.ids, self._start, self.lane)

    def preview(self) -> Preview:
        frame = self._area.frame()
        if not self.lands():
            return Preview(words=tr("Drop it on a date"), at=self._at)
        spot = frame.row_at(self._at.y())
        last = len(frame.picture.lanes) - 1
        lane, row = spot if spot is not None else (max(last, 0), 0)
        if not frame.picture.lanes:
            return Preview((), self._words(), self._start, at=self._at)
        ghosts = tuple(
            Ghost(lane, row + at, self._start, self._start + length, number)
            for at, (length, number) in enumerate(zip(self._lengths[:12], self._numbers, strict=False))
        )
        return Preview(ghosts, self._words(), self._start, lane=self.lane, at=self._at)

    def _words(self) -> str:
        picture = self._area.frame().picture
        now = date.fromordinal(picture.today)
        if len(self.ids) == 1:
            words = dates_words(self._start, self._start + self._lengths[0], picture.today)
        else:
            words = tr("{items} from {day}", items=_items(len(self.ids)), day=day(date.fromordinal(self._start), now))
        into = self._area.lane_change(self.ids, self.lane)
        return f"{words} → {into}" if into else words
