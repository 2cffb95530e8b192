"""How a change leaves teams and guardrails: each load, and every share that is outside its band, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.capacity.guardrails import Rail, Standing, balance
from deliverydesk.analysis.load import TeamLoad, team_load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

OUTSIDE = frozenset({Standing.BELOW, Standing.ABOVE})
_NOTHING = 1e-6


class TeamChange(NamedTuple):
    """The load of one team over some weeks, as a share of its capacity, before and after."""

    team: int
    before: float
    after: float

    @property
    def is_one(self) -> bool:
        """Whether anything changes for the team."""
        return abs(self.after - self.before) > _NOTHING


class RailChange(NamedTuple):
    """One guardrail over some weeks, before and after."""

    before: Rail
    after: Rail


@dataclass(frozen=True, slots=True)
class Stand:
    """Loads and guardrails of a portfolio over some weeks."""

    loads: Mapping[int, float]
    """By team, as a share of its capacity; 0 where it has none."""
    rails: Mapping[int, Rail]
    """By guardrail."""


@dataclass(frozen=True, slots=True)
class CapacityChange:
    """Two stands held against each other."""

    loads: tuple[TeamChange, ...]
    """Every team."""
    rails: tuple[RailChange, ...]
    """Guardrails that are outside their bands, before or after, those farthest out then first."""


def stand_of(portfolio: Portfolio, weeks: tuple[date, ...]) -> Stand:
    """Loads and guardrails over these weeks, given by their Mondays."""
    loads = team_load(portfolio, weeks)
    found = balance(portfolio, weeks[0], weeks[-1] + timedelta(days=6)).rails
    return Stand({team: _share(load) for team, load in loads.items()}, {each.guardrail.id: each for each in found})


def change_between(before: Stand, after: Stand) -> CapacityChange:
    """What changes from one stand to another; what only one of them has is left out."""
    rails = [RailChange(before.rails[each], after.rails[each]) for each in after.rails if each in before.rails]
    return CapacityChange(
        tuple(TeamChange(each, before.loads[each], after.loads[each]) for each in after.loads if each in before.loads),
        tuple(each for each in rails if OUTSIDE & {each.before.standing, each.after.standing}),
    )


def _share(load: TeamLoad) -> float:
    able = sum(week.capacity for week in load.weeks)
    return sum(week.load for week in load.weeks) / able if able else 0.0
