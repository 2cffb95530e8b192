"""What a cell is read from: one snapshot of the portfolio with its scores, and the names that rows refer to. No Qt."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from deliverydesk import actions
from deliverydesk.analysis.effort import EffortRange, effort_of
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.support import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import date

    from deliverydesk.analysis.scores import Score, ScoreBoard
    from deliverydesk.domain.entities import Deliverable, Outcome, Team
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.backlog.outlook import Outlook

T = TypeVar("T")


class Sight:
    """A snapshot to read cells from. Cheap to make: what it gathers, it gathers when it is first asked."""

    def __init__(
        self,
        portfolio: Portfolio,
        scores: ScoreBoard | None = None,
        today: date | None = None,
        outlook: Outlook | None = None,
    ) -> None:
        self.portfolio = portfolio
        self.scores = scores
        self.today = today or clock.today()
        self.outlook = outlook
        """How likely work is to be done by a day; None until that is asked for and found."""
        self._kept: dict[Hashable, Any] = {}

    def kept(self, name: Hashable, make: Callable[[], T]) -> T:
        """Something that takes a while to make, kept while this snapshot is looked at."""
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    @cached_property
    def product_places(self) -> dict[int, int]:
        """Each product's place among the hues, from 0, as on the roadmap and in charts."""
        return {product_id: number - 1 for product_id, number in product_numbers(self.portfolio).items()}

    @cached_property
    def product_names(self) -> dict[int, str]:
        """Each product's name."""
        return {product.id: product.name for product in self.portfolio.products}

    @cached_property
    def product_codes(self) -> dict[int, str]:
        """Each product's two letters; made from its name where it has none."""
        return product_codes(self.portfolio)

    @cached_property
    def ranks(self) -> dict[int, int]:
        """Every deliverable's rank in the manager's order, for work in bulk; `rank` is for a few."""
        return {entity_id: rank for rank, entity_id in enumerate(self.portfolio.live, start=1)}

    def item(self, deliverable_id: int) -> Deliverable:
        """The deliverable."""
        return self.portfolio.deliverables[deliverable_id]

    def rank(self, deliverable_id: int) -> int:
        """The manager's rank, from 1."""
        return self.portfolio.rank(deliverable_id)

    def score_value(self, deliverable_id: int) -> float | None:
        """The score alone; None where there is none, and before scores have been computed."""
        return self.scores.value(deliverable_id) if self.scores is not None else None

    def score_rank(self, deliverable_id: int) -> int | None:
        """The rank by score; None for an item that is not ranked."""
        return self.scores.rank(deliverable_id) if self.scores is not None else None

    def score(self, deliverable_id: int) -> Score | None:
        """The score with its reasons; None before the scores have been computed."""
        return self.scores.score(deliverable_id) if self.scores is not None else None

    def chance(self, deliverable_id: int) -> float | None:
        """The chance, 0 to 1, that it is done by the end of the period; None where nobody can say."""
        return None if self.outlook is None else self.outlook.chances.get(deliverable_id)

    def gap(self, deliverable_id: int) -> int | None:
        """How many places higher the score would put the item, among those that have a score rank; None without."""
        return self.scores.gap(deliverable_id) if self.scores is not None else None

    def teams(self, deliverable_id: int) -> list[Team]:
        """The teams that the deliverable needs."""
        table = self.portfolio.teams
        return [table[demand.team] for demand in self.portfolio.demands.by("deliverable", deliverable_id)]

    def team_names(self, deliverable_id: int) -> list[str]:
        """The names of the teams that the deliverable needs, the one that has most to do first."""
        table = self.portfolio.teams
        demands = self.portfolio.demands.by("deliverable", deliverable_id)
        return [table[d.team].name for d in sorted(demands, key=lambda d: -(d.likely or d.high or 0.0))]

    @cached_property
    def main_teams(self) -> dict[int, int]:
        """For each deliverable that needs any, the team that has most to do; `main_team` is for a few."""
        teams: dict[int, int] = {}
        most: dict[int, float] = {}
        demands = sorted(self.portfolio.demands, key=lambda demand: demand.id)
        for demand in demands:
            effort = demand.likely or demand.high or 0.0
            if effort > most.get(demand.deliverable, -1.0):
                most[demand.deliverable] = effort
                teams[demand.deliverable] = demand.team
        return teams

    def main_team(self, deliverable_id: int) -> int | None:
        """The team that has most to do of a deliverable, which is the one that its cell names first."""
        return actions.grouping.main_team(self.portfolio, deliverable_id)

    def outcomes(self, deliverable_id: int) -> list[Outcome]:
        """The outcomes that the deliverable is to move."""
        table = self.portfolio.outcomes
        return [table[c.outcome] for c in self.portfolio.contributions.by("deliverable", deliverable_id)]

    def effort(self, item: Deliverable) -> EffortRange:
        """The item's own estimate, else the sum of its teams' demands."""
        return effort_of(self.portfolio, item)
