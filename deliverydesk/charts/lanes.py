"""Rows for the words of flags, so that no words meet and no flag's line runs through the words of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lane:
    """Where the words of a flag stand: their row from the top (None: they found no room) and their side of
    the line.
    """

    row: int | None
    left_side: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    at: float
    span: tuple[float, float]
    row: int


def lanes(
    places: Sequence[float], widths: Sequence[float], ends: tuple[float, float], most: int, *, glyph: float
) -> list[Lane]:
    """A lane for each flag at ``places`` with words of ``widths``; earlier ones win. Words stay within
    ``ends``; ``most`` is the number of rows and ``glyph`` the width of the flag itself. All in one unit,
    pixels or days.

    A flag's line runs from its row downwards. So words may cross the place of another flag only in a row
    above that flag's own.
    """
    placed: list[_Placed] = []
    found: list[Lane] = []
    for at, wide in zip(places, widths, strict=True):
        lane, span = Lane(None), (at, at)
        for left_side in (False, True):
            span = (at - wide, at + glyph) if left_side else (at - glyph / 3, at + glyph + wide)
            if span[0] < ends[0] or span[1] > ends[1]:
                continue
            row = next((row for row in range(most) if all(_agree(at, span, row, other) for other in placed)), None)
            if row is not None:
                lane = Lane(row, left_side)
                break
        if lane.row is not None:
            placed.append(_Placed(at, span, lane.row))
        found.append(lane)
    return found


def _agree(at: float, span: tuple[float, float], row: int, other: _Placed) -> bool:
    if span[1] < other.span[0] or other.span[1] < span[0]:
        return True
    if row == other.row:
        return False
    if at == other.at:
        return True  # their lines are one
    through_other = other.span[0] <= at <= other.span[1] and row < other.row
    through_this = span[0] <= other.at <= span[1] and other.row < row
    return not through_other and not through_this
