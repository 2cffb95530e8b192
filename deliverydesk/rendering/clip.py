"""Geometry cut to a rectangle before it is drawn, because SVG written by Qt forgets every clip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""left, top, right, bottom"""


def segment(start: Place, end: Place, box: Box) -> tuple[Place, Place] | None:
    """The part of a straight line inside ``box``, or None (Liang and Barsky 1984)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    enters, leaves = 0.0, 1.0
    edges = (
        (-dx, start[0] - box[0]),
        (dx, box[2] - start[0]),
        (-dy, start[1] - box[1]),
        (dy, box[3] - start[1]),
    )
    for slope, room in edges:
        if slope == 0:
            if room < 0:
                return None
            continue
        at = room / slope
        if slope < 0:
            enters = max(enters, at)
        else:
            leaves = min(leaves, at)
    if enters > leaves:
        return None
    return (
        (start[0] + enters * dx, start[1] + enters * dy),
        (start[0] + leaves * dx, start[1] + leaves * dy),
    )


def polyline(places: Sequence[Place], box: Box) -> list[list[Place]]:
    """The runs of a line through ``places`` that lie inside ``box``; a single place is a run of one where it
    is inside.
    """
    if len(places) == 1:
        return [list(places)] if inside(places[0], box) else []
    runs: list[list[Place]] = []
    for start, end in pairwise(places):
        part = segment(start, end, box)
        if part is None:
            continue
        if runs and runs[-1][-1] == part[0] == start:
            runs[-1].append(part[1])
        else:
            runs.append([part[0], part[1]])
    return runs


def polygon(places: Sequence[Place], box: Box) -> list[Place]:
    """A polygon cut to ``box``, edge by edge (Sutherland and Hodgman 1974); empty where nothing is inside."""
    result = list(places)
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        result = list(_cut(result, axis, limit, sign))
    return result


def _cut(places: Sequence[Place], axis: int, limit: float, sign: int) -> Iterable[Place]:
    for index, place in enumerate(places):
        before = places[index - 1]
        is_in, was_in = (place[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
        if is_in != was_in:
            share = (limit - before[axis]) / (place[axis] - before[axis])
            yield (
                before[0] + share * (place[0] - before[0]),
                before[1] + share * (place[1] - before[1]),
            )
        if is_in:
            yield place


def inside(place: Place, box: Box, slack: float = 0.01) -> bool:
    """Whether ``place`` lies in ``box`` or within ``slack`` of it."""
    return box[0] - slack <= place[0] <= box[2] + slack and box[1] - slack <= place[1] <= box[3] + slack
