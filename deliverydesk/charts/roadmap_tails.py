"""Where the tails lie that a forecast gives to the bars of a roadmap, see `roadmap_ahead`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deliverydesk.charts.roadmap import Bar
    from deliverydesk.charts.roadmap_ahead import Tail
    from deliverydesk.charts.roadmap_frame import RoadmapFrame

UNKNOWN_ROOM = 14.0
"""What the sign of a missing forecast takes beside its bar."""


class TailPlace(NamedTuple):
    """A tail on the drawing, from left to right: its line begins at the bar's end, its veil where half is done."""

    line: float
    veil: float
    cap: float
    late: float | None
    """From here on it is too late for the target date; None where it is not."""
    due: float | None
    """Where the target date lies on the tail."""
    cut: float | None = None
    """Where the next bar of the row begins, before the tail ends; it is drawn no farther, with an arrow."""


def tail_place(frame: RoadmapFrame, bar: Bar, tail: Tail) -> TailPlace | None:
    """Where a tail lies; None of one that nobody can tell the length of."""
    if tail.half is None or tail.most is None:
        return None
    scale = frame.scale
    line, cap = scale.x(bar.end), scale.x(tail.most)
    veil = max(scale.x(tail.half), line)
    following = frame.picture.neighbour(bar)
    cut = scale.x(following.start) if following is not None and following.start < tail.most else None
    if tail.due is None:
        return TailPlace(line, veil, cap, None, None, cut)
    due = scale.x(tail.due)
    return TailPlace(line, veil, cap, max(due, line), due if due >= line else None, cut)


def tail_room(frame: RoadmapFrame, bar: Bar) -> float:
    """How far the room right of a bar is taken by its tail, or by the sign of a missing one."""
    ahead = frame.picture.ahead
    tail = ahead.tail(bar) if ahead is not None else None
    if tail is None:
        return 0.0
    place = tail_place(frame, bar, tail)
    if place is None:
        return UNKNOWN_ROOM
    return (place.cap if place.cut is None else place.cut) - place.line
