"""The alarm of the vetted backlog: ready work that is worth more, for a week of the scarcest team, than work in flight.

What is compared is the cost of delay for a person-week of the team that both need and that is the most loaded; sunk
effort is left out, so work that is nearly done is hard to beat. Items without a cost of delay are not compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.analysis.load import team_load
from deliverydesk.analysis.readiness.depth import WEEKS_AHEAD
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import Stage
from deliverydesk.domain.workdays import weeks_from

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Overtaking:
    """Ready work that outranks work in flight."""

    ready: int
    in_flight: int
    team: int
    """The team that both need and that is the most loaded of those."""
    ready_value: float
    in_flight_value: float
    """Money a week of delay, for each person-week still needed of the team."""

    @property
    def ratio(self) -> float:
        """How many times as much the ready work is worth."""
        return self.ready_value / self.in_flight_value if self.in_flight_value else float("inf")


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found, and what could not be compared."""

    overtakings: tuple[Overtaking, ...]
    """One for each ready item: against the work in flight that it beats by most; the widest gap first."""
    without_value: tuple[int, ...]
    """Vetted work, and work in flight, that has no cost of delay."""


def overtakings(portfolio: Portfolio, today: date) -> Compared:
    """Vetted deliverables that outrank, in value per scarce week, what the same team is working on."""
    items = [portfolio.deliverables[each] for each in portfolio.live]
    flying = [item for item in items if item.stage is Stage.DELIVERY]
    ready = [item for item in items if item.stage is Stage.READY and readiness_of(portfolio, item, today).vetted]
    asked = {item.id: to_come_by_team(portfolio, item) for item in (*flying, *ready)}
    scarcity = _scarcity(portfolio, today)
    found = []
    for item in ready:
        beaten = [each for other in flying if (each := _over(item, other, asked, scarcity)) is not None]
        if beaten:
            found.append(max(beaten, key=lambda each: each.ratio))
    without = tuple(item.id for item in (*ready, *flying) if not item.cost_of_delay)
    return Compared(tuple(sorted(found, key=lambda each: -each.ratio)), without)


def _over(
    ready: Deliverable,
    flying: Deliverable,
    asked: Mapping[int, Mapping[int, float]],
    scarcity: Mapping[int, float],
) -> Overtaking | None:
    if not ready.cost_of_delay or not flying.cost_of_delay:
        return None
    shared = [team for team in asked[ready.id] if team in asked[flying.id]]
    if not shared:
        return None
    team = max(shared, key=lambda each: (scarcity[each], -each))
    wanted, left = asked[ready.id][team], asked[flying.id][team]
    if wanted <= 0 or left <= 0:  # what asks nothing more of the team is no rival for it
        return None
    found = Overtaking(ready.id, flying.id, team, ready.cost_of_delay / wanted, flying.cost_of_delay / left)
    return found if found.ready_value > found.in_flight_value else None


def _scarcity(portfolio: Portfolio, today: date) -> dict[int, float]:
    """How loaded each team is in the weeks ahead: load over capacity; what has no capacity is the scarcest."""
    loads = team_load(portfolio, weeks_from(today, WEEKS_AHEAD))
    told = {}
    for team, load in loads.items():
        given = sum(week.capacity for week in load.weeks)
        told[team] = sum(week.load for week in load.weeks) / given if given else float("inf")
    return told
