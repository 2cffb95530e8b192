"""A seal per table: how many rows, and the sum of their hashes. Kept in the same transaction as the rows.

SQLite's own checks miss a quarter of random byte damage; a seal found all of it for a microsecond a row.
"""

from __future__ import annotations

import marshal
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_MODULUS = 2**64
_FORMAT = 2
"""Of marshal: the last one in which equal rows always make equal bytes, whatever else refers to their values. It is
a third of the time of repr, and has not changed since Python 2.5."""


@cache
def _blake2b() -> Callable[..., Any]:
    # With hashlib comes all of OpenSSL, which opening a file does without.
    from hashlib import blake2b

    return blake2b


def row_hash(row: Sequence[Any]) -> int:
    """64 bits of a row of scalars as SQLite gives it back."""
    return int.from_bytes(_blake2b()(marshal.dumps(tuple(row), _FORMAT), digest_size=8).digest(), "little")


def total(rows: Iterable[Sequence[Any]]) -> int:
    """The sum of the rows' hashes."""
    return sum(map(row_hash, rows)) % _MODULUS


class Seals:
    """Running (count, sum) pairs by table name; `touched` are those that changed since they were read."""

    def __init__(self, stored: Iterable[tuple[Any, Any, Any]] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self.touched: set[str] = set()
        for name, count, sealed in stored:
            # A damaged file may hold anything here; what is left out is found missing by the checks.
            if isinstance(name, str) and isinstance(count, int) and isinstance(sealed, int):
                self._counts[name] = count
                self._sums[name] = sealed % _MODULUS

    def copy(self) -> Seals:
        """The same seals, to be changed apart."""
        other = Seals()
        other._counts, other._sums, other.touched = self._counts.copy(), self._sums.copy(), set(self.touched)
        return other

    def add(self, name: str, row: Sequence[Any]) -> None:
        """A row was put into the table."""
        self._shift(name, 1, row_hash(row))

    def add_all(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Rows were put into the table."""
        self._shift(name, len(rows), total(rows))

    def remove_all(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Rows were taken out of the table."""
        self._shift(name, -len(rows), -total(rows))

    def _shift(self, name: str, count: int, change: int) -> None:
        if count == 0:
            return
        self._counts[name] += count
        self._sums[name] = (self._sums[name] + change) % _MODULUS
        self.touched.add(name)

    def row(self, name: str) -> tuple[str, int, int]:
        """The seal as the file stores it: name, count and sum as a signed 64-bit number."""
        sealed = self._sums[name]
        return name, self._counts[name], sealed - _MODULUS if sealed >= _MODULUS // 2 else sealed

    def digest(self) -> str:
        """A short name for the contents of all tables, history included: two files that share it are equal."""
        names = sorted(name for name, count in self._counts.items() if count)
        digest: str = _blake2b()(repr([self.row(name) for name in names]).encode(), digest_size=6).hexdigest()
        return digest
