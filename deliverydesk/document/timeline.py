"""What can be undone and redone, worked out from the journal's entries alone; so it survives a restart.

The journal is read from its newest entry back, and only as far as somebody asks: a portfolio of ten years opens as
fast as a new one. Of all entries about a change the newest one tells whether it is done, and what is done stands in
the order of the journal, since undo and redo only ever move its end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Step = tuple[int, str, int | None]
"""The number of an entry, its kind, and the number of the entry that it is about."""

_FIRST_READ, _LONGEST_READ = 100, 5_000


class Timeline:
    """Two stacks of entry numbers: what is done and can be undone, what is undone and can be done again."""

    def __init__(self, read: Callable[[int, int | None], list[Step]]) -> None:
        """`read(limit, before)` gives the newest entries older than `before` (None: the newest), newest first."""
        self._read = read
        self._limit = _FIRST_READ
        self._reached: int | None = None
        self._at_beginning = False
        self._seen_do = False
        self._is_done: dict[int, bool] = {}
        self._done: deque[int] = deque()
        self._undone: deque[int] = deque()

    def _read_on(self) -> None:
        steps = self._read(self._limit, self._reached)
        self._at_beginning = len(steps) < self._limit
        self._limit = min(self._limit * 2, _LONGEST_READ)
        for seq, kind, of in steps:
            self._reached = seq
            if kind == "do":
                self._seen_do = True
                if self._is_done.setdefault(seq, True) and seq > 1:
                    self._done.appendleft(seq)
            elif of is not None and of not in self._is_done:
                self._is_done[of] = kind == "redo"
                # What was undone before the newest change is gone for good.
                if kind == "undo" and not self._seen_do:
                    self._undone.appendleft(of)

    def note(self, seq: int, kind: str, of: int | None) -> None:
        """An entry was committed."""
        if kind == "do":
            self._seen_do = True
            self._undone.clear()
            self._push(seq)
        elif kind == "undo" and of is not None and self.to_undo == of:
            self._undone.append(self._done.pop())
            self._is_done[of] = False
        elif kind == "redo" and of is not None and self.to_redo == of:
            self._push(self._undone.pop())

    def _push(self, seq: int) -> None:
        self._is_done[seq] = True
        # The entry that filled a new file is where the portfolio begins: there is nothing before it.
        if seq > 1:
            self._done.append(seq)

    @property
    def to_undo(self) -> int | None:
        """The entry that undo takes back."""
        while not self._done and not self._at_beginning:
            self._read_on()
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> int | None:
        """The entry that redo does again."""
        while not self._seen_do and not self._at_beginning:
            self._read_on()
        return self._undone[-1] if self._undone else None

    def done_since(self, seq: int) -> int:
        """How many entries after `seq` are done and can be undone."""
        self._read_back_to(seq)
        return len(self._done) - bisect_right(self._done, seq)

    def _read_back_to(self, seq: int) -> None:
        while not self._at_beginning and (self._reached is None or self._reached > seq):
            self._read_on()

    def is_done(self, seq: int) -> bool:
        """False for an entry that is taken back now."""
        self._read_back_to(seq)
        return self._is_done.get(seq, False)
