"""Ready depth: for how many weeks vetted work would keep each team busy, and what is nearest to becoming ready.

Source: the glossary of flow metrics; depth = Σ remaining effort of vetted items ÷ weekly capacity, per team.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.analysis.load import capacity
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import Stage
from deliverydesk.domain.workdays import weeks_from

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Team
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.readiness import Readiness

WEEKS_AHEAD = 12
"""The capacity of a team is the mean of so many weeks, this one included, so that a holiday hides no drought."""
_ON_THE_WAY = (Stage.IDEA, Stage.SHAPING, Stage.READY)


class Band(Enum):
    """Where a team's ready depth lies against the band of the settings."""

    NO_CAPACITY = auto()
    """Nobody is there in the weeks ahead, so no depth can be said."""
    BELOW = auto()
    """The team runs dry before more can be vetted."""
    WITHIN = auto()
    ABOVE = auto()
    """So much is vetted that it grows old before it is begun."""


@dataclass(frozen=True, slots=True)
class Depth:
    """The vetted work of one team."""

    team: int
    effort: float
    """Person-weeks of vetted work."""
    capacity: float
    """Person-weeks a week, the mean of the weeks ahead."""
    low: float
    high: float
    """The band, in weeks."""
    deliverables: tuple[int, ...]
    """The vetted work that needs the team, in the manager's order."""
    unestimated: tuple[int, ...]
    """Vetted work that needs the team without saying how much; it is in no depth."""
    nearest: tuple[Readiness, ...]
    """What is not vetted yet and needs the team: fewest gates missing first, then by rank."""

    @property
    def weeks(self) -> float | None:
        """For how many weeks the vetted work lasts; None without capacity."""
        return self.effort / self.capacity if self.capacity > 0 else None

    @property
    def band(self) -> Band:
        """Where that lies against the band."""
        if self.weeks is None:
            return Band.NO_CAPACITY
        if self.weeks < self.low:
            return Band.BELOW
        return Band.ABOVE if self.weeks > self.high else Band.WITHIN


def ready_depths(portfolio: Portfolio, today: date) -> dict[int, Depth]:
    """The ready depth of every team, by its id."""
    deliverables: dict[int, list[int]] = {team.id: [] for team in portfolio.teams}
    unestimated: dict[int, list[int]] = {team.id: [] for team in portfolio.teams}
    nearest: dict[int, list[Readiness]] = {team.id: [] for team in portfolio.teams}
    effort = dict.fromkeys(deliverables, 0.0)
    for entity_id in portfolio.live:
        item = portfolio.deliverables[entity_id]
        if item.stage not in _ON_THE_WAY:
            continue
        ready = readiness_of(portfolio, item, today)
        asked = to_come_by_team(portfolio, item)
        for team in dict.fromkeys(each.team for each in portfolio.demands.by("deliverable", item.id)):
            if not ready.vetted:
                nearest[team].append(ready)
            elif team in asked:
                deliverables[team].append(entity_id)
                effort[team] += asked[team]
            else:
                unestimated[team].append(entity_id)
    settings = portfolio.settings
    return {
        team.id: Depth(
            team.id,
            effort[team.id],
            _mean_capacity(portfolio, team, today),
            settings.ready_low,
            settings.ready_high,
            tuple(deliverables[team.id]),
            tuple(unestimated[team.id]),
            # Sorting is stable: among equals the manager's order stays.
            tuple(sorted(nearest[team.id], key=_missing)),
        )
        for team in portfolio.teams
    }


def _missing(ready: Readiness) -> int:
    return len(ready.unmet)


def _mean_capacity(portfolio: Portfolio, team: Team, today: date) -> float:
    weeks = weeks_from(today, WEEKS_AHEAD)
    return sum(capacity(portfolio, team, week) for week in weeks) / len(weeks)
