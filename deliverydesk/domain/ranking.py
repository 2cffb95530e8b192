"""The manager's order: one sparse 64-bit key a deliverable, so that one move writes one row.

Keys start GAP apart and a dropped row takes the middle of the gap it lands in. Where a gap is used up, the fewest
neighbours that give room again are spread, wider gaps first, so that even dropping into one place for ever
writes little more than one row a move.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

GAP = 2**40
_ROOM = 2**20
"""The gap that a spread leaves at least between neighbours."""


class Ranking:
    """Deliverable ids in the manager's order. Immutable; ranks are counted from 1, positions from 0."""

    __slots__ = ("_ids", "_keys")

    def __init__(self, keys_and_ids: Iterable[tuple[int, int]] = ()) -> None:
        """Order (order key, id) pairs. Raises ValueError where two share a key."""
        ordered = sorted(keys_and_ids)
        self._keys = [key for key, _ in ordered]
        self._ids = [entity_id for _, entity_id in ordered]
        if len(set(self._keys)) < len(self._keys):
            raise ValueError("two deliverables share an order key")

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __getitem__(self, position: int) -> int:
        return self._ids[position]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ranking) and self._keys == other._keys and self._ids == other._ids

    __hash__ = None  # type: ignore[assignment]

    @property
    def ids(self) -> Sequence[int]:
        """All ids in order. Not to be changed."""
        return self._ids

    def position(self, order_key: int) -> int:
        """The position, from 0, of the deliverable with this order key. Logarithmic."""
        return bisect_left(self._keys, order_key)

    def with_keys(self, changed: Iterable[tuple[int, int | None, int | None]]) -> Ranking:
        """The ranking after changes of (id, key before, key after); None where there is none.

        Raises ValueError where two would share a key.
        """
        changed = tuple(changed)
        if len(changed) > max(16, len(self._ids) // 50):
            by_id = dict(zip(self._ids, self._keys, strict=True))
            for entity_id, _, after in changed:
                if after is None:
                    by_id.pop(entity_id, None)
                else:
                    by_id[entity_id] = after
            return Ranking((key, entity_id) for entity_id, key in by_id.items())
        ranking = Ranking()
        keys, ids = ranking._keys, ranking._ids = self._keys.copy(), self._ids.copy()
        for _, before, _ in changed:
            if before is not None:
                at = bisect_left(keys, before)
                del keys[at], ids[at]
        for entity_id, _, after in changed:
            if after is not None:
                at = bisect_left(keys, after)
                if at < len(keys) and keys[at] == after:
                    raise ValueError("two deliverables share an order key")
                keys.insert(at, after)
                ids.insert(at, entity_id)
        return ranking

    def placed(self, moved: Sequence[int], target: int, moved_keys: Collection[int] = ()) -> dict[int, int]:
        """New order keys that put `moved` (ids, in their new order) together at position `target`.

        `target` counts the rows that stay, from 0. `moved_keys` are the keys that those of `moved` that are
        ranked already have now. The result holds the moved ids and, rarely, neighbours that had to make room.
        """
        leaving = sorted(bisect_left(self._keys, key) for key in moved_keys)
        keys, ids = self._keys.copy(), self._ids.copy()
        for at in reversed(leaving):
            del keys[at], ids[at]
        return _spread(keys, ids, list(moved), target)


def _spread(keys: Sequence[int], ids: Sequence[int], moved: list[int], target: int) -> dict[int, int]:
    """Keys for `moved` before row `target` of the rows that stay, taking in neighbours until there is room."""
    first, last = target, target  # the rows of [first, last) get new keys too
    row = moved
    while True:
        below = keys[first - 1] if first > 0 else None
        above = keys[last] if last < len(keys) else None
        if below is None and above is None:
            step, start = GAP, GAP
        elif below is None:
            assert above is not None
            step, start = GAP, above - GAP * len(row)
        elif above is None:
            step, start = GAP, below + GAP
        else:
            step = (above - below) // (len(row) + 1)
            start = below + step
        enough = 1 if row is moved else _ROOM
        if step >= enough:
            return {entity_id: start + step * n for n, entity_id in enumerate(row)}
        # Only a gap between two rows can be too small, so both neighbours exist.
        left_gap = keys[first - 1] - keys[first - 2] if first > 1 else GAP
        right_gap = keys[last + 1] - keys[last] if last + 1 < len(keys) else GAP
        if left_gap >= right_gap:
            first -= 1
        else:
            last += 1
        row = [*ids[first:target], *moved, *ids[target:last]]
