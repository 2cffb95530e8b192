"""Which lanes a roadmap has: the key of each deliverable, the lanes in their order, what a folded lane shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.charts.roadmap import REST, Grouping, LaneKey
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.values import OPEN_STAGES, Horizon
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from deliverydesk.charts.roadmap_late import Work
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class Head(NamedTuple):
    """What a lane is called before it has bars: its key, name, letters and the number of its colour."""

    key: LaneKey
    name: str
    code: str = ""
    number: int = 0


class Lanes:
    """The lanes of one portfolio, by product, team, theme, horizon or owner."""

    def __init__(self, portfolio: Portfolio, by: Grouping) -> None:
        self._portfolio = portfolio
        self.by = by
        self.numbers = product_numbers(portfolio)
        self.codes = product_codes(portfolio)
        teams = main_teams(portfolio) if by == "team" else {}
        keys: dict[Grouping, Callable[[Deliverable | Work], LaneKey]] = {
            "product": lambda item: item.product,
            "team": lambda item: teams.get(item.id),
            "theme": lambda item: item.theme.strip() or None,
            "horizon": lambda item: item.horizon and int(item.horizon),
            "owner": lambda item: item.owner.strip() or None,
            "none": lambda _item: None,
        }
        self.key = keys[by]

    def heads(self, used: Collection[LaneKey], *, idle: bool) -> Iterator[Head]:
        """The lanes in their order; with `idle` those too that nothing lies in, so that something can be put there.

        What has no product, team and so on comes last, and only where there is any.
        """
        if self.by == "none":
            yield Head(None, REST["none"])
            return
        yield from (head for head in self._all() if head.key in used or (idle and self._is_offered(head.key)))
        if None in used:
            yield Head(None, REST[self.by])

    def _all(self) -> Iterable[Head]:
        if self.by == "product":
            return (
                Head(each.id, each.name, self.codes[each.id], self.numbers[each.id])
                for each in self._portfolio.products
            )
        if self.by == "team":
            return (Head(each.id, each.name) for each in self._portfolio.teams)
        if self.by == "horizon":
            return (Head(int(each), tr("Horizon {horizon}", horizon=choice_words(each))) for each in Horizon)
        found = {key for item in self._portfolio.deliverables if not item.archived and (key := self.key(item))}
        return (Head(key, str(key)) for key in sorted(found, key=lambda key: (str(key).casefold(), str(key))))

    def _is_offered(self, key: LaneKey) -> bool:
        """Whether a lane is shown without bars: not for retired products, nor for what only finished work has."""
        if self.by == "product":
            return self._portfolio.products[key].life_stage != "retire"  # type: ignore[index]
        if self.by in ("theme", "owner"):
            items = self._portfolio.deliverables
            return any(item.stage in OPEN_STAGES and not item.archived and self.key(item) == key for item in items)
        return True


class Step(NamedTuple):
    """From day `start` to `end` so many items of a lane run at once."""

    start: int
    end: int
    at_once: int


def skyline(spans: Iterable[tuple[int, int]]) -> tuple[Step, ...]:
    """How many bars run at once, as steps; days on which none runs are left out. A span ends before its second day."""
    changes: dict[int, int] = {}
    for start, end in spans:
        changes[start] = changes.get(start, 0) + 1
        changes[end] = changes.get(end, 0) - 1
    found: list[Step] = []
    count, since = 0, 0
    for day, change in sorted(changes.items()):
        if not change:
            continue
        if count:
            found.append(Step(since, day, count))
        count, since = count + change, day
    return tuple(found)


def main_teams(portfolio: Portfolio) -> dict[int, int]:
    """For each deliverable with demands the team that it needs most; the one first given among equals."""
    best: dict[int, tuple[float, int]] = {}
    for demand in portfolio.demands:
        size = demand.likely or 0.0
        found = best.get(demand.deliverable)
        if found is None or size > found[0]:
            best[demand.deliverable] = (size, demand.team)
    return {deliverable: team for deliverable, (_, team) in best.items()}
