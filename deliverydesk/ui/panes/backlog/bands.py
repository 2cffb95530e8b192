"""How rows are measured: how high they are, and which of them stand where. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

PAD = 6.0
STAGE_SIGN = 19
"""What the sign before a stage takes, with the space after it."""


class Density(NamedTuple):
    """How high rows are, and how large their words."""

    height: int
    px: float


DENSITIES = {"compact": Density(24, 12.0), "standard": Density(28, 12.5), "roomy": Density(36, 13.0)}


@dataclass(slots=True)
class Band:
    """The rows to paint: their numbers in the table, where each begins, and what is special about them."""

    ids: Sequence[int]
    first: int
    tops: list[int]
    height: int
    chosen: frozenset[int] | set[int] = frozenset()
    at: Sequence[int] = ()
    """The number of each row, where they do not follow one another from `first` on."""

    def numbers(self) -> Sequence[int]:
        """The number of each row in the table."""
        return self.at or range(self.first, self.first + len(self.ids))

    def without_headings(self) -> Band:
        """The rows of deliverables alone."""
        if all(entity_id >= 0 for entity_id in self.ids):
            return self
        kept = [row for row in zip(self.ids, self.tops, self.numbers(), strict=True) if row[0] >= 0]
        ids, tops, numbers = ([row[n] for row in kept] for n in range(3))
        return Band(ids, self.first, tops, self.height, self.chosen, numbers)
