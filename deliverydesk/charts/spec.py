"""A chart as data. Builders make it from a portfolio; the window, pictures, PowerPoint and Excel draw it.

Nothing here knows how a chart is drawn. Places are figures of the data (a date is its ordinal day, a category
its index from 0) and colours are roles of the theme (``text``, ``accent``, ``ok``, ``product:1``), never
values.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from deliverydesk.charts.axes import Tick, calendar_ticks, log_ticks, number_ticks, step_ticks
from deliverydesk.charts.table import TableData

AxisKind = Literal["number", "time", "category"]
SeriesKind = Literal["line", "step", "points", "bars", "cells"]
Purpose = Literal["data", "baseline", "target", "path", "forecast", "limit", "mark"]
Stroke = Literal["solid", "dashed", "dotted"]
FlagKind = Literal["launch", "event", "phase", "today"]
Shape = Literal["disc", "diamond"]
Side = Literal["above", "below", "left", "right"]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis from ``low`` to ``high``. ``title`` carries the unit. A category axis names its places 0, 1,
    ... in ``categories`` and runs from -0.5; as the upright axis it is drawn from the top down. ``this_year``
    lets a time axis leave out the year; ``step`` fixes the distance of number ticks that the builder has
    chosen.
    """

    kind: AxisKind
    low: float
    high: float
    title: str = ""
    categories: tuple[str, ...] = ()
    this_year: int | None = None
    step: float | None = None
    log: bool = False
    """A logarithmic scale; ``low`` is above 0 then."""
    figures_from: float | None = None
    figures_to: float | None = None
    """Outside these the axis has no figures: there lies what has no place on its scale, or only room."""

    def share(self, value: float) -> float:
        """How far along the axis a value lies: 0 at ``low``, 1 at ``high``."""
        if self.log:
            return math.log(max(value, self.low * 1e-6) / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def at(self, share: float) -> float:
        """The value at a share of the axis."""
        if self.log:
            return self.low * math.exp(share * math.log(self.high / self.low))
        return self.low + share * (self.high - self.low)

    def ticks(self, room: int = 6, low: float | None = None, high: float | None = None) -> tuple[Tick, ...]:
        """Ticks on the whole axis, or on the part [low, high] that a zoomed view shows, at most ``room`` of
        them.
        """
        first = self.low if low is None else low
        last = self.high if high is None else high
        if self.figures_from is not None:
            first = max(first, self.figures_from)
        if self.figures_to is not None:
            last = min(last, self.figures_to)
        if self.kind == "category":
            return tuple(
                Tick(float(place), name) for place, name in enumerate(self.categories) if first <= place <= last
            )
        if self.kind == "time":
            return calendar_ticks(first, last, room, self.this_year)
        if self.log:
            return log_ticks(first, last, room)
        if self.step and low is None and high is None and (last - first) / self.step <= room - 1 + 1e-6:
            return step_ticks(first, last, self.step)
        return number_ticks(first, last, room)


@dataclass(frozen=True, slots=True)
class Series:
    """One run of points. ``ys`` may have gaps (None), where a line breaks. Bars grow from 0 along the number
    axis; series of bars lie on one another in their order. Cells fill the places of two category axes with their
    ``roles``, and their ``labels`` in them. ``roles`` colours points one by one, ``labels``
    are written at them, and ``keys`` are the ids of what they show, so that a selection finds them. ``label``
    names a line at its ``label_side``. ``hollow`` points have the ground inside; ``marker`` is the radius of
    points in px, 0 for none, and ``sizes`` are the radii where they differ; ``tint`` is the share of the colour in
    the fill of a bar or a full point, ``stroke`` that of lines and of the edges of points. ``ends_in_ring`` puts a
    ringed dot at the last point.
    """

    name: str
    kind: SeriesKind
    xs: tuple[float, ...]
    ys: tuple[float | None, ...]
    role: str = "text"
    purpose: Purpose = "data"
    width: float = 1.75
    stroke: Stroke = "solid"
    hollow: bool = True
    marker: float = 0.0
    shape: Shape = "disc"
    sizes: tuple[float, ...] = ()
    tint: float = 1.0
    roles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    keys: tuple[int, ...] = ()
    label: str = ""
    label_side: Side = "above"
    label_role: str = ""
    ends_in_ring: bool = False
    rank: int = 5

    def __post_init__(self) -> None:
        if len(self.xs) != len(self.ys):
            raise ValueError(f"series {self.name} has {len(self.xs)} places and {len(self.ys)} values")
        for name in ("roles", "labels", "keys", "sizes"):
            many = getattr(self, name)
            if many and len(many) != len(self.xs):
                raise ValueError(f"series {self.name} has {len(many)} {name} for {len(self.xs)} points")


@dataclass(frozen=True, slots=True)
class Band:
    """A filled region between ``lows`` and ``highs`` over ``xs``: a band of limits, a range to hold within,
    one fan of a forecast. ``edge`` is the role of its dotted edges, or nothing. ``as_lines`` has native charts, which
    know no bands, draw both its edges.
    """

    name: str
    xs: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    role: str = "sunken"
    edge: str = ""
    label: str = ""
    rank: int = 8
    as_lines: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A line across the plot at ``value`` of ``axis``: a baseline, a cut. ``first`` and ``last`` limit it."""

    name: str
    axis: Literal["x", "y"]
    value: float
    role: str = "line2"
    purpose: Purpose = "limit"
    stroke: Stroke = "dotted"
    width: float = 1.0
    label: str = ""
    label_role: str = "text3"
    rank: int = 7
    first: float | None = None
    last: float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A dated mark over the whole height: a launch (flag on a solid line), an event (hollow triangle on a
    dotted line, with a tint and a second line ``until`` its last day), the beginning of a phase (square on a dashed
    line), or today. ``key`` is the id of what was launched, or of the event; a lower ``rank`` keeps its label longer.
    """

    at: float
    label: str
    kind: FlagKind = "launch"
    role: str = "accent"
    rank: int = 3
    key: int | None = None
    planned: bool = False
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Words at a place of the plot, on the given side of it."""

    x: float
    y: float
    text: str
    role: str = "text2"
    side: Side = "above"
    rank: int = 6
    bold: bool = False


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry of the legend: only products and stages need one, lines are named directly."""

    label: str
    role: str
    tint: float = 1.0


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A whole chart. ``title`` says what is shown, ``takeaway`` what it comes to, ``source`` where it is
    from; ``alt`` says the same to those who cannot see it; ``table`` holds every figure drawn. ``empty`` is
    what to do where there is nothing to draw, and is empty otherwise. ``footnotes`` are listed under a chart that
    travels alone; numbers at points refer to them. ``right`` is a second axis of values at the right edge, whose series
    are given in figures of ``y``; its ticks are those of ``y`` in its own figures. Native charts, which have one axis,
    draw ``native`` instead.
    """

    name: str
    title: str
    x: Axis
    y: Axis
    alt: str
    table: TableData
    takeaway: str = ""
    source: str = ""
    series: tuple[Series, ...] = ()
    bands: tuple[Band, ...] = ()
    references: tuple[Reference, ...] = ()
    flags: tuple[Flag, ...] = ()
    notes: tuple[Note, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    empty: str = ""
    footnotes: tuple[str, ...] = ()
    right: Axis | None = None
    native: ChartSpec | None = None

    @property
    def horizontal(self) -> bool:
        """Whether bars lie: the categories are on the upright axis."""
        return self.y.kind == "category"

    @property
    def cells(self) -> Series | None:
        """The cells of a heat map; None for other charts."""
        return next((series for series in self.series if series.kind == "cells"), None)

    def by_purpose(self, purpose: Purpose) -> tuple[Series, ...]:
        """The series drawn for ``purpose``, in order."""
        return tuple(series for series in self.series if series.purpose == purpose)


def as_data(spec: ChartSpec) -> dict[str, Any]:
    """The chart as plain data for JSON: fields at their defaults are left out, dates are ISO strings."""

    def plain(value: Any) -> Any:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {
                field.name: plain(getattr(value, field.name))
                for field in dataclasses.fields(value)
                if field.default is dataclasses.MISSING or getattr(value, field.name) != field.default
            }
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        return value.isoformat() if isinstance(value, date) else value

    result: dict[str, Any] = plain(spec)
    return result
