"""Similar items, pointed out at intake: titles that say nearly the same.

Titles are compared by their trigrams of characters, weighted by how rare each is among all titles (tf-idf), as the
cosine of the angle between them: "Receipt photos" and "Photo receipts" are near, whatever the order of the words.
Source: Salton and Buckley, Term-weighting approaches in automatic text retrieval, 1988.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST = 0.55
"""From how alike on two titles are pointed out; 1 is the same."""
_WORD = re.compile(r"\w+")
_COMMONPLACE = 0.2
"""A trigram that more than this share of all titles has, of many, says nothing of one."""
_MANY = 500


class Alike(NamedTuple):
    """Another item that says nearly the same."""

    deliverable: int
    likeness: float
    """Up to 1."""


class Titles:
    """All titles, ready to be asked. 10,000 of them take a fraction of a second."""

    def __init__(self, titles: Mapping[int, str]) -> None:
        """`titles` by the ids of deliverables."""
        counts = {entity_id: _trigrams(title) for entity_id, title in titles.items()}
        spread = Counter(trigram for each in counts.values() for trigram in each)
        self._rarity = {trigram: math.log1p(len(counts) / known) for trigram, known in spread.items()}
        self._unseen = math.log1p(max(len(counts), 1))
        most = len(counts) * _COMMONPLACE if len(counts) > _MANY else math.inf
        self._holders: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for entity_id, each in counts.items():
            for trigram, weight in self._weighted(each).items():
                if spread[trigram] <= most:
                    self._holders[trigram].append((entity_id, weight))

    def like(self, title: str, but: int | None = None, least: float = LEAST) -> list[Alike]:
        """The items whose titles are nearly this one, the nearest first; `but` is the item itself."""
        found: defaultdict[int, float] = defaultdict(float)
        for trigram, weight in self._weighted(_trigrams(title)).items():
            for entity_id, other in self._holders.get(trigram, ()):
                found[entity_id] += weight * other
        near = [
            Alike(each, min(likeness, 1.0)) for each, likeness in found.items() if likeness >= least and each != but
        ]
        return sorted(near, key=lambda each: (-each.likeness, each.deliverable))

    def _weighted(self, counts: Counter[str]) -> dict[str, float]:
        """The weights of a title's trigrams, of length 1 together."""
        weights = {each: count * self._rarity.get(each, self._unseen) for each, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {each: weight / length for each, weight in weights.items()}


def _trigrams(title: str) -> Counter[str]:
    return Counter(
        padded[at : at + 3]
        for word in _WORD.findall(title.casefold())
        for padded in [f" {word} "]
        for at in range(max(len(padded) - 2, 1))
    )
