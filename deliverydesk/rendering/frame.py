"""How a picture is divided: words above and below, the plot between, and where data lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from deliverydesk.charts.axes import Tick, room_for
from deliverydesk.charts.format import number
from deliverydesk.charts.lanes import lanes
from deliverydesk.charts.spec import Axis, ChartSpec, Flag
from deliverydesk.rendering.canvas import width_of, wrapped
from deliverydesk.rendering.clip import Box
from deliverydesk.support.language import tr

TICK_PX = 11
LANE = 19.0
_GLYPH = 13.0
FOOTNOTE = 15.0
"""Height of a line of the notes under a picture."""
_MOST_FOOTNOTES = 8
_AT_THE_END = 0.985
"""The share of the level axis from which words right of a place need room beyond the plot."""


@dataclass(frozen=True, slots=True)
class Pennant:
    """A flag with the row of its words above the plot (None: they found no room, and it stands at the top of
    the plot) and the side they stand on.
    """

    flag: Flag
    row: int | None
    left_side: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A divided picture; ``box`` is the plot. All in logical pixels from the top left."""

    spec: ChartSpec
    width: float
    height: float
    margin: float
    box: Box
    title: tuple[str, ...]
    takeaway: tuple[str, ...]
    legend_top: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    pennants: tuple[Pennant, ...]
    lane_top: float
    dressed: bool

    def x(self, value: float) -> float:
        """Where ``value`` of the level axis lies."""
        return self.box[0] + self.spec.x.share(value) * (self.box[2] - self.box[0])

    def y(self, value: float) -> float:
        """Where ``value`` of the upright axis lies; categories run from the top down."""
        axis = self.spec.y
        share = axis.share(value)
        tall = self.box[3] - self.box[1]
        return self.box[1] + share * tall if axis.kind == "category" else self.box[3] - share * tall

    @property
    def upright_room(self) -> float:
        """The width left of the plot for labels of the upright axis."""
        return self.box[0] - self.margin - 10


def divide(spec: ChartSpec, width: float, height: float, *, dressed: bool) -> Frame:
    """Divide a picture of ``width`` by ``height`` logical pixels. ``dressed`` adds title, takeaway and source
    line.
    """
    margin = 28.0 if dressed else 12.0
    wide = width - 2 * margin
    title = tuple(wrapped(spec.title, wide, 18, 600, 2)) if dressed else ()
    takeaway = tuple(wrapped(spec.takeaway, wide, 13, 400, 2)) if dressed else ()
    top = margin + 24 * len(title) + (2 + 18 * len(takeaway) if takeaway else 0) + (14 if dressed else 0)
    legend_top = top
    if spec.legend:
        top += 22
    y_ticks = _upright_ticks(spec.y, height - top - 80)
    left = margin + _upright_width(spec, y_ticks, wide) + 10
    right = width - margin - _end_room(spec)
    x_ticks = _level_ticks(spec.x, right - left)
    if spec.y.title and not spec.horizontal:
        top += 20
    pennants = _pennants(spec, left, right, margin, width)
    rows = max((1 + one.row for one in pennants if one.row is not None), default=1 if pennants else 0)
    lane_top = top
    top += LANE * rows + (4 if rows else 6)
    bottom = height - margin - _below(spec, x_ticks, dressed=dressed)
    box = (left, top, max(right, left + 20), max(bottom, top + 20))
    return Frame(
        spec,
        width,
        height,
        margin,
        box,
        title,
        takeaway,
        legend_top,
        x_ticks,
        y_ticks,
        pennants,
        lane_top,
        dressed,
    )


def _upright_ticks(axis: Axis, tall: float) -> tuple[Tick, ...]:
    return axis.ticks(room=max(2, min(7, int(tall / 34))))


def _level_ticks(axis: Axis, wide: float) -> tuple[Tick, ...]:
    if axis.kind == "category":
        ticks = axis.ticks()
        # every so many of them, where they would run into one another
        widest = max((width_of(tick.label, TICK_PX) for tick in ticks), default=0.0) + 4
        return ticks[:: max(ceil(widest * len(ticks) / max(wide, 1.0)), 1)]
    if axis.kind != "time":
        return axis.ticks(room=max(2, min(7, int(wide / 56))))
    return axis.ticks(room=room_for(axis.low, axis.high, wide))


def _upright_width(spec: ChartSpec, ticks: Sequence[Tick], wide: float) -> float:
    widest = max((width_of(tick.label, 12 if spec.horizontal else TICK_PX) for tick in ticks), default=0.0)
    return min(widest, wide * 0.34) if spec.horizontal else widest


def _end_room(spec: ChartSpec) -> float:
    """Room on the right for words that stand beyond the last bar or the last date."""
    room = 14.0
    if spec.right is not None:
        labels = [label for _, label in right_ticks(spec, spec.y.ticks(7))]
        room = max([room, *(width_of(label, TICK_PX) + 20 for label in labels)])
    for series in spec.series:
        if series.kind == "bars" and spec.horizontal:
            room = max([room, *(width_of(words, 12) + 10 for words in series.labels)])
    for note in spec.notes:
        if note.side == "right" and note.x >= spec.x.at(_AT_THE_END):
            room = max(room, width_of(note.text) + 12)
    return room


def _below(spec: ChartSpec, ticks: Sequence[Tick], *, dressed: bool) -> float:
    room = 20.0
    if any(tick.under for tick in ticks):
        room += 14
    if spec.x.title:
        room += 18
    if dressed and spec.source:
        room += 30
    if dressed and spec.footnotes:
        room += FOOTNOTE * len(footnotes_of(spec)) + 12
    return room


def right_ticks(spec: ChartSpec, ticks: Sequence[Tick]) -> list[tuple[float, str]]:
    """Places of the upright axis with what they are in figures of the right one."""
    right, left = spec.right, spec.y
    if right is None:
        return []
    scale = (right.high - right.low) / (left.high - left.low)
    return [(tick.value, number(right.low + (tick.value - left.low) * scale)) for tick in ticks]


def footnotes_of(spec: ChartSpec) -> tuple[str, ...]:
    """The lines under a picture: all footnotes, or as many as there is room for and how many more there are."""
    notes = spec.footnotes
    if len(notes) <= _MOST_FOOTNOTES:
        return notes
    left = len(notes) - _MOST_FOOTNOTES + 1
    return (*notes[: _MOST_FOOTNOTES - 1], tr("… and {n} more in the table of figures", n=number(left, 0)))


def _pennants(spec: ChartSpec, left: float, right: float, margin: float, width: float) -> tuple[Pennant, ...]:
    axis = spec.x
    flags = sorted(
        (flag for flag in spec.flags if flag.kind != "today" and axis.low <= flag.at <= axis.high),
        key=lambda flag: (flag.rank, flag.at),
    )
    places = [left + (flag.at - axis.low) / (axis.high - axis.low) * (right - left) for flag in flags]
    widths = [width_of(flag.label, 11, 500) + 6 for flag in flags]
    found = lanes(places, widths, (margin - 6, width - margin), 3, glyph=_GLYPH)
    return tuple(Pennant(flag, lane.row, lane.left_side) for flag, lane in zip(flags, found, strict=True))
