"""What the forecast of a portfolio is reckoned from: open work as tasks, teams as crews, and why some is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import log1p, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from deliverydesk.analysis.capacity.strength import last_change, usual_members
from deliverydesk.analysis.forecast.clock import Calendar
from deliverydesk.analysis.forecast.network import Crew, Part, Task
from deliverydesk.analysis.forecast.reasons import Assumption, Reason
from deliverydesk.analysis.forecast.sequence import in_cycles
from deliverydesk.analysis.forecast.three_point import (
    Spread,
    SpreadBasis,
    distribution,
    expected,
    problem_of,
    spread_of,
)
from deliverydesk.analysis.load import weekly_capacity
from deliverydesk.domain.estimates import has_own_estimate
from deliverydesk.domain.values import Stage
from deliverydesk.domain.workdays import monday, working_days
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from deliverydesk.domain.entities import Deliverable, Team
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

PEOPLE_PER_ITEM: Final = 2.0
"""How many people of a team work on one item together; it works on members / this at a time, at least on one."""
MOST_PLACES: Final = 12
"""More people than 24 in a team work on no more items at a time."""
C: Final = 1.5
SPEED_ERROR: Final = 0.2
"""The standard error of a team's speed as a share of it, the median of 10 to 20 weeks of 14 real series: 0.21."""
_WEEKS_KNOWN: Final = 520
_LOOK: Final = 500
"""Deliverables between two looks at whether to stop: 10 ms."""


class Effort(NamedTuple):
    """Person-weeks asked of a team."""

    team: int
    low: float | None
    likely: float | None
    high: float | None


class Blocked(NamedTuple):
    """Why a deliverable cannot be scheduled."""

    reason: Reason
    because: int | None = None
    """The deliverable that it waits for in vain, where that is the reason."""


@dataclass(slots=True)
class Inputs:
    """Tasks by priority, with the ids of their deliverables, and the rest of the open work with what is in its way."""

    crews: list[Crew] = field(default_factory=list)
    teams: list[int] = field(default_factory=list)
    """The team of each crew."""
    spreads: list[Spread] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    """The deliverable of each task."""
    blocked: dict[int, Blocked] = field(default_factory=dict)
    counts: Counter[Assumption] = field(default_factory=Counter)
    """How many deliverables, or their parts, an assumption was made for."""


def inputs_of(portfolio: Portfolio, today: date, progress: Progress = no_progress) -> Inputs:
    """Work in delivery first, then the manager's order. What `progress` raises is let through."""
    inputs = Inputs()
    _add_crews(inputs, portfolio, today)
    items = [portfolio.deliverables[each] for each in portfolio.live if is_open(portfolio.deliverables[each])]
    items.sort(key=lambda item: not has_begun(item))
    efforts: dict[int, list[Effort]] = {}
    for count, item in enumerate(items):
        if count % _LOOK == 0:
            progress(0, len(items))
        efforts[item.id] = _efforts(inputs, portfolio, item)
        problem = _problem(inputs, efforts[item.id])
        if problem is not None:
            inputs.blocked[item.id] = Blocked(problem)
    progress(0, len(items))
    _add_tasks(inputs, portfolio, items, efforts, Calendar(today))
    return inputs


def is_open(item: Deliverable) -> bool:
    """True for work that is still to be done."""
    return item.is_open and item.actual_end is None


def has_begun(item: Deliverable) -> bool:
    """True for work that is in delivery, or was and is improved, or that has a day on which it began."""
    return item.stage in (Stage.DELIVERY, Stage.IMPROVING) or item.actual_start is not None


def regime_of(widening: float) -> float:
    """S of a team's regime factor: √ln(1 + (c·widening·SPEED_ERROR)²).

    A few finished deliverables of unlike size say more of the sizes than of the speed, so the error of the speed is
    not taken from them; the team's widening corrects it from its own record of forecasts.
    """
    return sqrt(log1p((C * max(widening, 0.0) * SPEED_ERROR) ** 2))


def ratios_of(portfolio: Portfolio, team: Team) -> dict[SpreadBasis, list[float]]:
    """Actual over estimated of the finished work that asked for a team: money first, then working days."""
    spent: list[float] = []
    taken: list[float] = []
    for demand in portfolio.demands.by("team", team.id):
        item = portfolio.deliverables[demand.deliverable]
        if item.actual_end is None:
            continue
        if item.spent and item.cost and item.cost > 0:
            spent.append(item.spent / item.cost)
        if item.actual_start and item.planned_start and item.planned_end and item.actual_start <= item.actual_end:
            planned = working_days(item.planned_start, item.planned_end)
            if planned:
                taken.append(max(working_days(item.actual_start, item.actual_end), 1) / planned)
    return {SpreadBasis.SPENT: spent, SpreadBasis.DURATION: taken}


class Rate(NamedTuple):
    """What a team can give to planned work."""

    full: float
    """Person-weeks a week once nothing known changes any more; the most of all weeks where that is nothing."""
    strength: tuple[float, ...]
    """The share of it in each week from this one on; 1 after them. Above 1 while people are there who will leave."""


def rate_of(portfolio: Portfolio, team: Team, today: date) -> Rate:
    """People, leave, holidays, loans and upkeep, as `analysis.load.weekly_capacity` has them."""
    last = last_change(portfolio, [team.id]) or today
    known = 0 if last < today else min((monday(last) - monday(today)).days // 7 + 1, _WEEKS_KNOWN)
    able = weekly_capacity(portfolio, [team.id], today, known + 1)[0].tolist()
    full = able.pop()
    if full <= 0 and max(able, default=0.0) > 0:
        full = max(able)
        able += [0.0] * (_WEEKS_KNOWN - known)
    return Rate(full, tuple(each / full for each in able) if full > 0 else ())


def _add_crews(inputs: Inputs, portfolio: Portfolio, today: date) -> None:
    for team in portfolio.teams:
        rate = rate_of(portfolio, team, today)
        if not 0 < rate.full < float("inf"):
            continue
        places = min(max(round(usual_members(portfolio, team.id, today) / PEOPLE_PER_ITEM), 1), MOST_PLACES)
        inputs.crews.append(Crew(rate.full, places, regime_of(team.widening), rate.strength))
        inputs.teams.append(team.id)
        inputs.spreads.append(spread_of(ratios_of(portfolio, team)))


def _efforts(inputs: Inputs, portfolio: Portfolio, item: Deliverable) -> list[Effort]:
    """What is still asked of each team."""
    asked = [
        Effort(demand.team, demand.low, demand.likely, demand.high)
        for demand in sorted(portfolio.demands.by("deliverable", item.id), key=lambda demand: demand.id)
    ]
    if not asked and len(portfolio.teams) == 1:
        [team] = portfolio.teams
        inputs.counts[Assumption.ONLY_TEAM] += 1
        asked = [Effort(team.id, None, None, None)]
    if len(asked) == 1 and asked[0].likely is None and has_own_estimate(item):
        asked = [Effort(asked[0].team, item.effort_low, item.effort_likely, item.effort_high)]
    asked = _summed(asked)
    if item.remaining is None:
        inputs.counts[Assumption.WHOLE_EFFORT] += has_begun(item)
        return asked
    return _scaled(asked, item.remaining)


def _summed(asked: Iterable[Effort]) -> list[Effort]:
    """One a team: what is asked of a team twice is asked of it in one."""
    found: dict[int, Effort] = {}
    for each in asked:
        other = found.get(each.team)
        if other is not None:
            sums = [None if a is None or b is None else a + b for a, b in zip(each[1:], other[1:], strict=True)]
            each = Effort(each.team, *sums)
        found[each.team] = each
    return list(found.values())


def _scaled(asked: list[Effort], remaining: float) -> list[Effort]:
    """The efforts in the same shares, together as much as remains."""
    if len(asked) == 1 and not asked[0].likely:
        return [Effort(asked[0].team, None, remaining, None)]
    if remaining == 0:
        return [Effort(each.team, 0.0, 0.0, 0.0) for each in asked]
    likely = [each.likely for each in asked if each.likely is not None]
    if len(likely) < len(asked) or not sum(likely) > 0:
        return asked
    share = remaining / sum(likely)
    return [Effort(each.team, *(None if end is None else end * share for end in each[1:])) for each in asked]


def _problem(inputs: Inputs, asked: list[Effort]) -> Reason | None:
    if not asked:
        return Reason.NO_TEAM
    if any(each.team not in inputs.teams for each in asked):
        return Reason.NO_CAPACITY
    problems = (problem_of(each.low, each.likely, each.high) for each in asked)
    return next((problem for problem in problems if problem is not None), None)


def _add_tasks(
    inputs: Inputs,
    portfolio: Portfolio,
    items: list[Deliverable],
    efforts: Mapping[int, list[Effort]],
    calendar: Calendar,
) -> None:
    open_ids = {item.id for item in items}
    places = {item.id: at for at, item in enumerate(items)}
    before = [
        sorted({each.predecessor for each in portfolio.dependencies.by("successor", item.id)} & open_ids)
        for item in items
    ]
    cyclic, _waiting = in_cycles([[places[each] for each in ids] for ids in before])
    for at in cyclic:
        inputs.blocked.setdefault(items[at].id, Blocked(Reason.CYCLE))
    _block_followers(inputs, portfolio, open_ids)
    indices: dict[int, int] = {}
    for item in items:
        if item.id not in inputs.blocked:
            indices[item.id] = len(indices)
    crews = {team: at for at, team in enumerate(inputs.teams)}
    for item, ids in zip(items, before, strict=True):
        if item.id in inputs.blocked:
            continue
        parts = tuple(_part(inputs, portfolio, crews[each.team], each) for each in efforts[item.id])
        inputs.tasks.append(Task(parts, tuple(indices[each] for each in ids), _earliest(inputs, item, parts, calendar)))
        inputs.ids.append(item.id)


def _earliest(inputs: Inputs, item: Deliverable, parts: tuple[Part, ...], calendar: Calendar) -> float:
    """The moment before which it does not begin. What needs no work ends as it begins: that is in the planned day."""
    planned = item.planned_start
    if planned is None or planned <= calendar.today or has_begun(item):
        return 0.0
    inputs.counts[Assumption.PLANNED_START] += 1
    return calendar.at(planned) if any(part.expected for part in parts) else calendar.over(planned)


def _block_followers(inputs: Inputs, portfolio: Portfolio, open_ids: set[int]) -> None:
    """What waits for something that cannot be scheduled cannot be either."""
    spread = list(inputs.blocked)
    while spread:
        stuck = spread.pop()
        for each in portfolio.dependencies.by("predecessor", stuck):
            if each.successor in open_ids and each.successor not in inputs.blocked:
                inputs.blocked[each.successor] = Blocked(Reason.WAITS, stuck)
                spread.append(each.successor)


def _part(inputs: Inputs, portfolio: Portfolio, crew: int, effort: Effort) -> Part:
    assert effort.likely is not None
    spread = inputs.spreads[crew]
    if effort.low is not None and effort.high is not None:
        inputs.counts[Assumption.RANGE_AS_ENDS] += effort.high > 0
    else:
        inputs.counts[Assumption.OWN_SPREAD if spread.n else Assumption.DEFAULT_SPREAD] += 1
    widening = portfolio.teams[effort.team].widening
    drawn = distribution(effort.low, effort.likely, effort.high, spread, widening)
    return Part(crew, drawn, expected(effort.low, effort.likely, effort.high, spread))
