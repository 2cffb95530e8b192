"""Ranking many scores at once: one sort of 64-bit integers, ties and their order included.

A score is rounded to 32 binary digits after the first (nine decimal ones) and packed above the row's place in the
tie order, so that a plain `np.sort` does the whole work. The rounding is wanted too: 400 and 399.99999999999994
come from the same inputs in another order of multiplying, and are a tie.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROW_BITS = 20
"""Low bits that hold a row's place in the tie order; above a million rows two keys are sorted instead."""

_AS_DOUBLE, _AS_INTEGER = struct.Struct("=d"), struct.Struct("=q")
_LOW = np.int64((1 << ROW_BITS) - 1)
_HALF = np.int64(1 << (ROW_BITS - 1))
_MAGNITUDE = np.int64(2**63 - 1)


class Tied(NamedTuple):
    """An order among rows for breaking ties: `position[row]` and its inverse, `row[position]`."""

    position: NDArray[np.int64]
    row: NDArray[np.int64]


class Ranked(NamedTuple):
    """Rows by falling score, and the rank of every row: ties share a rank (1, 1, 3), 0 stands for none."""

    rows: NDArray[np.int64]
    ranks: NDArray[np.int32]


def comparable(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Integers that order as the finite doubles do, equal where those agree to nine digits; low bits are 0."""
    bits = values.view(np.int64)
    keys = np.bitwise_and(bits, _MAGNITUDE)
    keys += _HALF
    keys &= ~_LOW
    negative = bits < 0
    if negative.any():
        np.negative(keys, out=keys, where=negative)
    return keys


def comparable_one(value: float) -> int:
    """The integer that `comparable` gives for one finite double; quicker than an array of one."""
    bits: int = _AS_INTEGER.unpack(_AS_DOUBLE.pack(value))[0]
    key = ((bits & int(_MAGNITUDE)) + int(_HALF)) & ~int(_LOW)
    return -key if bits < 0 else key


def tie_order(effort: NDArray[np.float64]) -> Tied:
    """The order in which ties stand: less effort first, no effort last, then the row (the earlier created)."""
    keys = comparable(np.where(np.isnan(effort), np.inf, effort))
    rows = _sorted(keys, np.arange(len(effort), dtype=np.int64))
    position = np.empty_like(rows)
    position[rows] = np.arange(len(rows), dtype=np.int64)
    return Tied(position, rows)


def ranked(values: NDArray[np.float64], taking_part: NDArray[np.bool_], ties: Tied) -> Ranked:
    """Rank the rows that take part, all of which have finite values, by falling value."""
    keys = comparable(values)
    np.negative(keys, out=keys)
    if len(values) > 1 << ROW_BITS:
        chosen = np.flatnonzero(taking_part)
        rows = chosen[np.lexsort((ties.position[chosen], keys[chosen]))]
        keys = keys[rows]
    else:
        keys |= ties.position
        if not taking_part.all():
            keys = keys.compress(taking_part)
        keys.sort()
        rows = ties.row.take(keys & _LOW)
        keys >>= ROW_BITS
    first = keys[1:] != keys[:-1]
    places = np.arange(1, len(rows) + 1, dtype=np.int32)
    if not first.all():
        places[1:] *= first
        np.maximum.accumulate(places, out=places)
    ranks = np.zeros(len(values), dtype=np.int32)
    ranks[rows] = places
    return Ranked(rows, ranks)


def _sorted(keys: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows by rising key, equal keys by rising row. `keys` is used up."""
    if len(keys) > 1 << ROW_BITS:
        return np.lexsort((rows, keys)).astype(np.int64, copy=False)
    keys |= rows
    keys.sort()
    keys &= _LOW
    return keys
