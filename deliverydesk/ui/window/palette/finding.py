"""Finding among many names in slices, so that typing never waits. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from deliverydesk.domain.entities import TABLE_NAMES, Deliverable, Entity, Milestone, Outcome, Product, Team, caption
from deliverydesk.ui.window.palette.matching import fold, score

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

K = TypeVar("K", bound=Hashable)
Thing = tuple[type[Entity], int]
Key = str | Thing
"""A thing, or the name of something else that can be found."""
FINDABLE: tuple[type[Entity], ...] = (Outcome, Product, Team, Milestone, Deliverable)
SLICE = 2_000
"""Names looked at before the window may draw again: some 5 ms of work."""
MOST = 60
_ENOUGH = 40
"""With so many names that hold the words as they are, scattered letters are not asked for."""


class Names:
    """The folded names of all things of a portfolio, kept up with its changes."""

    def __init__(self) -> None:
        self.folded: dict[Key, str] = {}

    def read(self, portfolio: Portfolio) -> Iterator[None]:
        """Read all names, in slices."""
        for entity_type in FINDABLE:
            # The ids as they are now: what changes meanwhile comes through `follow`.
            ids = iter(tuple(portfolio.table(entity_type).ids))
            table = portfolio.table(entity_type)
            while part := tuple(islice(ids, SLICE)):
                for entity_id in part:
                    self.folded.setdefault((entity_type, entity_id), _name(table[entity_id]))
                yield

    def follow(self, change_set: ChangeSet) -> None:
        """Take what has changed."""
        for change in change_set.changes:
            if change.entity_type in FINDABLE:
                if change.after is None:
                    self.folded.pop((change.entity_type, change.id), None)
                else:
                    self.folded[change.entity_type, change.id] = _name(change.after)


def _name(entity: Entity) -> str:
    key = entity.external_key if isinstance(entity, Deliverable) else ""
    return fold(f"{caption(entity)} {key}" if key else caption(entity))


def key_of(thing: Thing) -> str:
    """A thing as it is remembered: "deliverables/12"."""
    return f"{TABLE_NAMES[thing[0]]}/{thing[1]}"


def search(
    names: Mapping[K, str], wanted: str, favour: Callable[[K], float] = lambda _key: 0.0
) -> Iterator[list[tuple[float, K]]]:
    """The best keys for the words, best first: after each slice the best so far, at most MOST.

    Names that hold all the words are found among 50,000 at once; scattered letters are looked for after them.
    `favour` raises what was chosen lately.
    """
    # Keys alone are gathered: 50,000 fresh pairs would call the garbage collector, which takes 100 ms.
    left = list(names)
    holding = left
    for word in sorted(wanted.split(), key=len, reverse=True):
        holding = [key for key in holding if word in names[key]]
    best: list[tuple[float, K]] = []
    for keys in (holding, left if len(holding) < _ENOUGH else ()):
        known = frozenset(holding) if keys is not holding else frozenset()
        rest = iter(keys)
        while part := tuple(islice(rest, SLICE)):
            scored = [
                (found + favour(key), key)
                for key in part
                if key not in known and (found := score(wanted, names.get(key, "")))
            ]
            best = nlargest(MOST, [*best, *scored], key=lambda pair: pair[0])
            yield best
