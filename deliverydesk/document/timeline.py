"""What can be undone and redone, worked out from the journal's entries alone; so it survives a restart."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Timeline:
    """Two stacks of entry numbers: what is done and can be undone, what is undone and can be done again."""

    def __init__(self, steps: Iterable[tuple[int, str, int | None]] = ()) -> None:
        """`steps` are (number, kind, number it is about) of all entries, oldest first."""
        self._done: list[int] = []
        self._undone: list[int] = []
        self._done_set: set[int] = set()
        for seq, kind, of in steps:
            self.note(seq, kind, of)

    def note(self, seq: int, kind: str, of: int | None) -> None:
        """An entry was committed."""
        if kind == "do":
            self._undone.clear()
            self._push(seq)
        elif kind == "undo" and of is not None:
            self._done.remove(of) if self._done[-1:] != [of] else self._done.pop()
            self._done_set.discard(of)
            self._undone.append(of)
        elif kind == "redo" and of is not None:
            self._undone.remove(of)
            self._push(of)

    def _push(self, seq: int) -> None:
        # The entry that filled a new file is where the portfolio begins: there is nothing before it.
        if seq > 1:
            self._done.append(seq)
        self._done_set.add(seq)

    @property
    def to_undo(self) -> int | None:
        """The entry that undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> int | None:
        """The entry that redo does again."""
        return self._undone[-1] if self._undone else None

    def done_since(self, seq: int) -> int:
        """How many entries after `seq` are done and can be undone."""
        return len(self._done) - bisect_right(self._done, seq)

    def is_done(self, seq: int) -> bool:
        """False for an entry that is taken back now."""
        return seq in self._done_set
