"""The upkeep that products are promised, as the share of its time that each team keeps free for it."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.domain.values import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from deliverydesk.domain.entities import Deliverable, Demand
    from deliverydesk.domain.portfolio import Portfolio


class Asked(NamedTuple):
    """Open work for one product that is asked of one team, in person-weeks."""

    effort: float = 0.0
    upkeep: float = 0.0
    """What of it is upkeep itself."""


class Upkeep:
    """What every team keeps free for upkeep. Immutable.

    A product's upkeep share is the least that goes to its upkeep of the time that a team has for the product. A
    team's time is divided among products as its open work is, and upkeep that is planned as work of its own counts:

        reserve of a team = Σ over products max(upkeep share × effort − effort of kind upkeep, 0) ÷ effort of all

    Effort is the likely effort asked of the team by open deliverables, whether they have dates or not. A team of
    which nothing is asked keeps nothing free.
    """

    def __init__(self, portfolio: Portfolio, team: int | None = None) -> None:
        """Of all teams, or, which is quicker, of one."""
        self._floors = {each.id: each.upkeep_share for each in portfolio.products if each.upkeep_share > 0}
        self._asked: dict[int, dict[int | None, Asked]] = defaultdict(dict)
        if self._floors:
            demands = portfolio.demands if team is None else portfolio.demands.by("team", team)
            self._add(demands, portfolio.deliverables.get, 1)

    def share(self, team: int) -> float:
        """The share of a team's time, from 0 to 1, that is kept free for upkeep."""
        asked = self._asked.get(team)
        if not asked:
            return 0.0
        whole = sum(each.effort for each in asked.values())
        if whole <= _ROUNDING:
            return 0.0
        kept = sum(kept_for(self._floors.get(product, 0.0), each) for product, each in asked.items() if product)
        return min(kept / whole, 1.0)

    def after(
        self,
        before: Iterable[Demand],
        after: Iterable[Demand],
        item_before: Callable[[int], Deliverable | None],
        item_after: Callable[[int], Deliverable | None],
    ) -> Upkeep:
        """The reserve once some demands, or their deliverables, are others. The floors are as they are."""
        if not self._floors:
            return self
        made = copy(self)
        made._asked = defaultdict(dict, {team: dict(asked) for team, asked in self._asked.items()})  # noqa: SLF001
        made._add(before, item_before, -1)  # noqa: SLF001 - of its own kind
        made._add(after, item_after, 1)  # noqa: SLF001
        return made

    def _add(self, demands: Iterable[Demand], item_of: Callable[[int], Deliverable | None], sign: int) -> None:
        for demand in demands:
            item = item_of(demand.deliverable)
            if demand.likely is None or item is None or not item.is_open or item.actual_end is not None:
                continue
            asked = self._asked[demand.team]
            known, effort = asked.get(item.product, Asked()), sign * demand.likely
            upkeep = known.upkeep + (effort if item.kind is Kind.UPKEEP else 0.0)
            asked[item.product] = Asked(max(known.effort + effort, 0.0), max(upkeep, 0.0))


def kept_for(floor: float, asked: Asked) -> float:
    """Person-weeks of a product's upkeep that no planned work covers yet."""
    return max(floor * asked.effort - asked.upkeep, 0.0)


_ROUNDING = 1e-9
