"""A dated chart as one table of columns over common dates: how spreadsheets and decks hold the data of a
native chart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from deliverydesk.charts.lanes import Lane, lanes
from deliverydesk.charts.spec import Band, ChartSpec, Flag, Reference, Series, Shape, Side, Stroke
from deliverydesk.support.language import tr

_MOST_FLAGS = 12
_ROWS = 4
_ROW = 0.055
"""The height of a row of flags, as a share of the height of the plot."""


@dataclass(frozen=True, slots=True)
class DatedColumn:
    """One column: a value or None for each date, how its line is drawn, and the words at one of its points.
    ``words_at`` is the index of that date. ``nudge`` moves the words down by a share of the chart's height.
    ``drop`` draws a line from the point to the foot of the plot: a flag.
    """

    name: str
    values: tuple[float | None, ...]
    role: str
    width: float = 1.0
    stroke: Stroke = "solid"
    marker: float = 0.0
    hollow: bool = True
    words: str = ""
    words_at: int = 0
    words_side: Side = "above"
    words_role: str = "text2"
    bold: bool = False
    drop: bool = False
    ends_in_ring: bool = False
    nudge: float = 0.0
    joined: bool = True
    """Whether a line joins the points."""
    point_words: tuple[str, ...] = ()
    """Words at each of the values, where every point has its own."""
    shape: Shape = "disc"


def dated_columns(spec: ChartSpec) -> tuple[tuple[date, ...], tuple[DatedColumn, ...]]:
    """The dates of all points of a chart with a time axis, in order, and a column for each line, reference
    and flag. Straight lines have a value on every date they cross, so that a reader of the table sees what
    was asked when.
    """
    flags = _shown_flags(spec)
    edges = [edge for band in spec.bands if band.as_lines for edge in _edges(band)]
    places = {spec.x.low, spec.x.high, *(flag.at for flag in flags)}
    for series in (*spec.series, *edges):
        places.update(x for x in series.xs if spec.x.low <= x <= spec.x.high)
        if series.label and _is_straight(series):
            places.add(_words_place(series))
    places.update(_words_place_on(spec, line) for line in spec.references if line.axis == "y" and line.label)
    # a chart over dates knows whole days only
    days = sorted({int(place) for place in places})
    columns = [
        *(_of_series(spec, series, days) for series in (*edges, *spec.series)),
        *(_of_reference(spec, line, days) for line in spec.references if line.axis == "y"),
        *_of_flags(spec, flags, days),
    ]
    return tuple(date.fromordinal(place) for place in days), tuple(columns)


def _edges(band: Band) -> Iterator[Series]:
    """Both edges of a band as lines: dotted where it has edges, else in its own colour."""
    for side, ys in (
        (tr("{band}, upper end", band=band.name), band.highs),
        (
            tr("{band}, lower end", band=band.name),
            band.lows,
        ),
    ):
        label = band.label if ys is band.lows else ""
        yield Series(
            side,
            "line",
            band.xs,
            ys,
            role=band.edge or band.role,
            purpose="limit",
            width=1.0 if band.edge else 1.5,
            stroke="dotted" if band.edge else "solid",
            label=label,
            label_side="below",
            label_role="text3",
        )


def _of_series(spec: ChartSpec, series: Series, days: Sequence[int]) -> DatedColumn:
    if _is_straight(series):
        values = tuple(_on_line(series, place) for place in days)
    else:
        known = {int(x): y for x, y in zip(series.xs, series.ys, strict=True)}
        values = tuple(known.get(place) for place in days)
    filled = [index for index, value in enumerate(values) if value is not None]
    words, at, side, bold = series.label, 0, series.label_side, False
    if words and filled:
        at = min(filled, key=lambda index: abs(days[index] - _words_place(series)))
        # right of its point the words lie clear of a line that rises or falls
        side = "right" if series.purpose == "path" else side
    if series.purpose == "data" and filled:
        at, side, bold = filled[-1], "right", True
        words = next((note.text for note in spec.notes if int(note.x) == days[at]), words)
        side = "above" if spec.by_purpose("forecast") else side
    role = series.label_role or series.role
    end = next((note for note in spec.notes if (note.x, note.y) == (series.xs[-1], series.ys[-1])), None)
    if end is not None and filled and series.purpose in ("forecast", "limit"):
        words, at, side, role, bold = end.text, filled[-1], "right", end.role, end.bold
    labels = dict(zip(map(int, series.xs), series.labels, strict=True)) if series.labels else {}
    return DatedColumn(
        series.name,
        values,
        series.role,
        series.width,
        series.stroke,
        series.marker,
        # Not every program draws the edges of points that no line joins.
        series.hollow and series.shape == "disc",
        words,
        at,
        side,
        role,
        bold,
        ends_in_ring=series.ends_in_ring,
        nudge=_nudge(series),
        joined=series.kind != "points",
        point_words=tuple(labels.get(place, "") for place in days) if labels else (),
        shape=series.shape,
    )


def _is_straight(series: Series) -> bool:
    return len(series.xs) == 2 and series.purpose in ("target", "path", "baseline", "limit")


def _nudge(series: Series) -> float:
    """Words of a path go under a line that rises and over one that falls."""
    first, last = series.ys[0], series.ys[-1]
    if series.purpose != "path" or first is None or last is None:
        return 0.0
    return 0.018 if last > first else -0.018


def _words_place(series: Series) -> int:
    """The day at which the words of a straight line stand; the table has a row for it."""
    share = {"path": 0.6, "limit": 0.4}.get(series.purpose, 0.14)
    return int(series.xs[0] + share * (series.xs[-1] - series.xs[0]))


def _words_place_on(spec: ChartSpec, line: Reference) -> int:
    first = spec.x.low if line.first is None else line.first
    last = spec.x.high if line.last is None else line.last
    return int(first + 0.92 * (last - first))


def _on_line(series: Series, place: int) -> float | None:
    (x0, x1), (y0, y1) = series.xs, series.ys
    if y0 is None or y1 is None or not int(x0) <= place <= int(x1) or x0 == x1:
        return None
    value = y0 + (min(max(place, x0), x1) - x0) / (x1 - x0) * (y1 - y0)
    # four digits of the way are finer than any line is drawn, and can be read
    return value if y0 == y1 else round(value, max(0, 3 - math.floor(math.log10(abs(y1 - y0)))))


def _of_reference(spec: ChartSpec, line: Reference, days: Sequence[int]) -> DatedColumn:
    first = spec.x.low if line.first is None else line.first
    last = spec.x.high if line.last is None else line.last
    values = tuple(line.value if first <= place <= last else None for place in days)
    at = days.index(_words_place_on(spec, line)) if line.label else 0
    return DatedColumn(
        line.name,
        values,
        line.role,
        line.width,
        line.stroke,
        words=line.label,
        words_at=at,
        # at the foot of the plot the words would meet those of the other axis
        words_side="above" if line.value < spec.y.low + 0.08 * (spec.y.high - spec.y.low) else "below",
        words_role=line.label_role,
    )


def _of_flags(spec: ChartSpec, flags: Sequence[Flag], days: Sequence[int]) -> Iterator[DatedColumn]:
    """A column of one value for each flag, over the plot; neighbours whose words would meet stand lower."""
    launches = [flag for flag in flags if flag.kind != "today"]
    found = _lanes_of(spec, launches)
    for flag, lane in zip(launches, found, strict=True):
        side: Literal["left", "right"] = "left" if lane.left_side else "right"
        words = "" if lane.row is None else flag.label
        row = _ROWS if lane.row is None else lane.row
        yield _flag_column(flag, _above(spec, found) - _ROW * row * (spec.y.high - spec.y.low), days, words, side)
    for flag in flags:
        if flag.kind == "today":
            yield _flag_column(flag, spec.y.low + 0.04 * (spec.y.high - spec.y.low), days, flag.label, "right")


def _lanes_of(spec: ChartSpec, launches: Sequence[Flag]) -> list[Lane]:
    span = spec.x.high - spec.x.low
    # a character is about 0.65 % of the width of a slide's chart
    widths = [0.0065 * span * (len(flag.label) + 2) for flag in launches]
    ends = (spec.x.low - 0.02 * span, spec.x.high + 0.04 * span)
    return lanes([flag.at for flag in launches], widths, ends, _ROWS, glyph=0.01 * span)


def _above(spec: ChartSpec, found: Sequence[Lane]) -> float:
    """The height of the first row of flags: as far over the plot as there are rows, so that they meet no
    other words.
    """
    used = max((lane.row for lane in found if lane.row is not None), default=-1) + 1
    return spec.y.high + _ROW * used * (spec.y.high - spec.y.low)


def _shown_flags(spec: ChartSpec) -> list[Flag]:
    flags = [flag for flag in spec.flags if spec.x.low <= flag.at <= spec.x.high]
    return sorted(flags, key=lambda flag: (flag.rank, flag.at))[:_MOST_FLAGS]


def top_of(spec: ChartSpec) -> float:
    """The upper end of the value axis of a native chart: the chart's own, and room for the rows of flags over
    it.
    """
    return _above(spec, _lanes_of(spec, [flag for flag in _shown_flags(spec) if flag.kind != "today"]))


def _flag_column(flag: Flag, value: float, days: Sequence[int], words: str, side: Side) -> DatedColumn:
    at = days.index(int(flag.at))
    values = tuple(value if index == at else None for index in range(len(days)))
    today = flag.kind == "today"
    return DatedColumn(
        tr("Today") if today else flag.label,
        values,
        flag.role,
        1.5 if today else 1.25,
        "dashed" if flag.planned else "dotted" if flag.kind == "event" else "solid",
        marker=0.0 if today else 3.5,
        hollow=flag.planned or flag.kind == "event",
        words=words,
        words_at=at,
        words_side=side,
        words_role="accentText" if today else "text",
        drop=True,
    )
