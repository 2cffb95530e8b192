"""Lone points for charts that other programs draw: a series for each colour, and the names that find room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.charts.spec import ChartSpec, Series

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZE = (900.0, 380.0)
"""The plot of a slide in pixels of a painted chart."""
_LETTER, _LINE, _BESIDE = 6.2, 15.0, 8.0
"""How wide a letter and how high a line of a name are, and how far it stands to the right of its point."""

_Box = tuple[float, float, float, float]


def by_role(spec: ChartSpec, *, thinned: bool = True) -> list[Series]:
    """The series without bars; points in several colours become one series a colour, named as in the legend.

    Office programs colour a series reliably, and single points not. `thinned` leaves out names without room.
    """
    names = {entry.role: entry.label for entry in spec.legend}
    found: list[Series] = []
    for series in spec.series:
        if series.kind == "bars":
            continue
        if series.kind != "points" or not series.roles:
            found.append(series)
            continue
        labels = _with_room(spec, series) if thinned else series.labels
        for role in dict.fromkeys(series.roles):
            own = [index for index, each in enumerate(series.roles) if each == role]
            found.append(
                replace(
                    series,
                    name=names.get(role, series.name),
                    role=role,
                    roles=(),
                    xs=tuple(series.xs[index] for index in own),
                    ys=tuple(series.ys[index] for index in own),
                    labels=tuple(labels[index] for index in own) if labels else (),
                    keys=tuple(series.keys[index] for index in own) if series.keys else (),
                    sizes=tuple(series.sizes[index] for index in own) if series.sizes else (),
                )
            )
    return found


def _with_room(spec: ChartSpec, series: Series) -> list[str]:
    """The names right of their points; those that would lie over a point or a name before them are left out."""
    points = [box for _, box in _boxes(spec, series, named=False)]
    kept = [""] * len(series.xs)
    taken: list[_Box] = []
    for index, box in _boxes(spec, series, named=True):
        if box[2] <= _SIZE[0] + 40 and not any(_meet(box, other) for other in (*taken, *points)):
            taken.append(box)
            kept[index] = series.labels[index]
    return kept


def _boxes(spec: ChartSpec, series: Series, *, named: bool) -> Iterator[tuple[int, _Box]]:
    half = _LINE / 2 if named else series.marker
    for index, (x, y) in enumerate(zip(series.xs, series.ys, strict=True)):
        words = series.labels[index] if series.labels else ""
        if y is None or (named and not words):
            continue
        across, down = spec.x.share(x) * _SIZE[0], (1 - spec.y.share(y)) * _SIZE[1]
        if named:
            yield index, (across + _BESIDE, down - half, across + _BESIDE + _LETTER * len(words), down + half)
        else:
            yield index, (across - half, down - half, across + half, down + half)


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
