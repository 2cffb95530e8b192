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
    from collections.abc import Iterable, Mapping
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
    rivals = _rivals(flying, asked)
    beaten = (_most_beaten(item, asked, scarcity, rivals) for item in ready)
    found = [each for each in beaten if each is not None]
    without = tuple(item.id for item in (*ready, *flying) if not item.cost_of_delay)
    return Compared(tuple(sorted(found, key=lambda each: -each.ratio)), without)


_Asked = dict[int, dict[int, float]]
"""Person-weeks still to come, by deliverable and team."""
_Rivals = dict[int, list[tuple[float, int, int]]]
"""By team the work in flight that needs it, the least worth first: value, place in the manager's order, id."""


def _rivals(flying: Iterable[Deliverable], asked: _Asked) -> _Rivals:
    found: _Rivals = {}
    for place, item in enumerate(flying):
        for team, left in asked[item.id].items():
            if item.cost_of_delay and left > 0:  # what asks nothing more of the team is no rival for it
                found.setdefault(team, []).append((item.cost_of_delay / left, place, item.id))
    for each in found.values():
        each.sort()
    return found


def _most_beaten(
    ready: Deliverable, asked: _Asked, scarcity: Mapping[int, float], rivals: _Rivals
) -> Overtaking | None:
    """Against the work in flight that it beats by most; None where it beats none.

    Of a team's work in flight the one that is worth least is beaten by most, so that pairs need not be gone through.
    """
    best: tuple[float, int, Overtaking] | None = None
    scarcer: set[int] = set()
    for team in sorted(asked[ready.id], key=lambda each: (-scarcity[each], each)):
        wanted = asked[ready.id][team]
        if ready.cost_of_delay and wanted > 0:
            value = ready.cost_of_delay / wanted
            # What needs a scarcer team of the ready work's as well is compared by that one.
            rival = next((each for each in rivals.get(team, ()) if scarcer.isdisjoint(asked[each[2]])), None)
            if rival is not None and value > rival[0]:
                found = Overtaking(ready.id, rival[2], team, value, rival[0])
                if best is None or (found.ratio, -rival[1]) > (best[0], -best[1]):
                    best = (found.ratio, rival[1], found)
        scarcer.add(team)
    return None if best is None else best[2]


def _scarcity(portfolio: Portfolio, today: date) -> dict[int, float]:
    """How loaded each team is in the weeks ahead: load over capacity; what has no capacity is the scarcest."""
    loads = team_load(portfolio, weeks_from(today, WEEKS_AHEAD))
    told = {}
    for team, load in loads.items():
        given = sum(week.capacity for week in load.weeks)
        told[team] = sum(week.load for week in load.weeks) / given if given else float("inf")
    return told
