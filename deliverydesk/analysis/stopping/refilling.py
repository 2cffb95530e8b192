"""Stopping one deliverable: what it sets free week by week, and three plans of what to begin with that.

Each plan is tried out on a copy of the portfolio by the same action that carries it out, so that what is shown is
what comes: loads, forecasts and guardrails are reckoned on the portfolio as it would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from deliverydesk.actions.refilling import stop_and_refill
from deliverydesk.analysis.capacity.guardrails import Rail, Standing, balance
from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.forecast.inputs import PEOPLE_PER_ITEM
from deliverydesk.analysis.forecast.portfolio import PortfolioForecast, forecast_of
from deliverydesk.analysis.load import TeamLoad, team_load
from deliverydesk.analysis.planning.refill_of import refill_of
from deliverydesk.analysis.planning.selection.refill import Aim, RefillPlan
from deliverydesk.analysis.planning.selection_of import WEEKS, Measure, Selection
from deliverydesk.analysis.stopping.case import ForwardCase, forward_case
from deliverydesk.analysis.stopping.zombie import ZombieTest, zombie_test
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.spreading import share_in, spread_of
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.domain.workdays import monday, weeks_from, working_days
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

WEEKS_SHOWN = 10
_PATHS = 4_000
_STEPS = 6
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class TeamChange:
    """The load of one team over the weeks shown, as a share of its capacity, before and after."""

    team: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Option:
    """One way to use the people who are set free."""

    aim: Aim
    begins: tuple[int, ...]
    """Vetted deliverables, the most valuable first."""
    spans: Mapping[int, Span]
    """When each is to begin and to end."""
    value: float
    low: float
    high: float
    """P10 and P90 of the value over the doubt of the estimates."""
    used: float
    """Person-weeks that what is begun asks for, of those set free."""
    moved: float
    """How many people begin on something new."""
    loads: tuple[TeamChange, ...]
    """Teams that the stopped item or the plan needs."""
    ends: Mapping[int, tuple[date | None, date | None]]
    """P85 of the end of what is begun: as it is now, and then."""
    outside: tuple[Rail, ...]
    """Guardrails that would be outside their bands."""


@dataclass(frozen=True, slots=True)
class Stopping:
    """All that there is to know before a deliverable is stopped."""

    deliverable: int
    today: date
    case: ForwardCase
    test: ZombieTest
    on_time: float | None
    """The chance that it is done by its target date, else by its planned end."""
    weeks: tuple[date, ...]
    """The Mondays of the weeks that are shown."""
    freed: Mapping[int, tuple[float, ...]]
    """Person-weeks that it sets free, by team, in those weeks."""
    vetted: int
    """How many deliverables are vetted, whether they fit or not."""
    measure: Measure | None
    """What values are in; None where nothing could be chosen from."""
    kept_value: float | None
    """What going on would be worth, in the same measure."""
    options: tuple[Option, ...]
    """In the order of `Aim`; none where nothing that is vetted fits."""

    @property
    def freed_effort(self) -> float:
        """Person-weeks that it sets free in all."""
        return sum(self.case.teams.values())


def stopping_of(
    portfolio: Portfolio,
    deliverable: int,
    today: date,
    *,
    page: Page | None = None,
    progressed: Mapping[int, date] | None = None,
    progress: Progress = no_progress,
) -> Stopping:
    """Look at stopping a deliverable. Some seconds in a large portfolio, so not in the window's thread.

    `page` is the evidence where it is known already. `progress` may raise Cancelled, which is let through.
    """
    item = portfolio.deliverables[deliverable]
    evidence = (page or evidence_of_all(portfolio, today)).evidence
    progress(1, _STEPS)
    forecast = forecast_of(portfolio, today, paths=_PATHS)
    progress(2, _STEPS)
    weeks = tuple(weeks_from(today, WEEKS_SHOWN))
    before = team_load(portfolio, weeks)
    found = refill_of(portfolio, today, deliverable, evidence=evidence)
    progress(3, _STEPS)
    options: list[Option] = []
    if found is not None:
        selection, refilled = found
        for at, plan in enumerate(refilled.plans):
            options.append(_option(portfolio, item, selection, plan, before, forecast, weeks, today))
            progress(min(4 + at, _STEPS), _STEPS)
    due = item.target_date or item.planned_end
    return Stopping(
        deliverable,
        today,
        forward_case(portfolio, item, evidence, forecast, today),
        zombie_test(portfolio, item, evidence, today, progressed or {}),
        None if due is None else forecast.chance(deliverable, due),
        weeks,
        _freed(portfolio, item, weeks, today),
        sum(readiness_of(portfolio, portfolio.deliverables[each], today).vetted for each in portfolio.live),
        None if found is None else found[0].measure,
        None if found is None else _kept_value(*found[:1], deliverable),
        tuple(options),
    )


def _tried(portfolio: Portfolio, deliverable: int, spans: Mapping[int, Span]) -> Portfolio:
    """The portfolio as it would be; the reason is for nobody to read."""
    return portfolio.after(stop_and_refill(portfolio, DecisionChoice.TABLE, "tried", deliverable, spans))


def _freed(
    portfolio: Portfolio, item: Deliverable, weeks: tuple[date, ...], today: date
) -> dict[int, tuple[float, ...]]:
    """What is still to come of each team, over the days ahead on which it is planned, in their shares of the plan.

    Of a team that it is planned for on no day ahead there is nothing to tell week by week.
    """
    told = {}
    for team, effort in to_come_by_team(portfolio, item).items():
        pieces = [each for each in spread_of(portfolio, item, team).pieces if each.span[1] >= today]
        ahead = [(max(each.span[0], today), each.span[1]) for each in pieces]
        parts = [
            each.effort * (working_days(*span) / max(working_days(*each.span), 1))
            for each, span in zip(pieces, ahead, strict=True)
        ]
        if whole := sum(parts):
            told[team] = tuple(
                effort * sum(part * share_in(span, week) for part, span in zip(parts, ahead, strict=True)) / whole
                for week in weeks
            )
    return {team: each for team, each in told.items() if any(each)}


def _option(
    portfolio: Portfolio,
    item: Deliverable,
    selection: Selection,
    plan: RefillPlan,
    before: Mapping[int, TeamLoad],
    forecast: PortfolioForecast,
    weeks: tuple[date, ...],
    today: date,
) -> Option:
    problem = selection.problem
    order = sorted(plan.begins, key=lambda at: -float(problem.expected[at, 0]))
    begins = tuple(selection.items[at] for at in order)
    spans = {each: _span(portfolio.deliverables[each], portfolio, today) for each in begins}
    then = _tried(portfolio, item.id, spans)
    after = team_load(then, weeks)
    wanted = {team for each in (item.id, *begins) for team in to_come_by_team(portfolio, portfolio.deliverables[each])}
    ahead = forecast_of(then, today, paths=_PATHS)
    rails = balance(then, weeks[0], weeks[-1] + timedelta(days=6)).rails
    return Option(
        plan.aim,
        begins,
        spans,
        plan.value,
        plan.low,
        plan.high,
        sum(sum(to_come_by_team(portfolio, portfolio.deliverables[each]).values()) for each in begins),
        plan.moved,
        tuple(
            TeamChange(team.id, _share(before[team.id]), _share(after[team.id]))
            for team in portfolio.teams
            if team.id in wanted
        ),
        {each: (forecast.item(each).p85, ahead.item(each).p85) for each in begins},
        tuple(rail for rail in rails if rail.standing in (Standing.BELOW, Standing.ABOVE)),
    )


def _span(item: Deliverable, portfolio: Portfolio, today: date) -> Span:
    """From the next Monday on: for as long as it is planned, else as it lasts, else as two people take."""
    start = monday(today) + timedelta(weeks=1)
    if item.planned_start is not None and item.planned_end is not None:
        return start, start + (item.planned_end - item.planned_start)
    effort = sum(to_come_by_team(portfolio, item).values())
    weeks = max(ceil(item.duration_weeks or effort / PEOPLE_PER_ITEM), 1)
    return start, start + timedelta(weeks=min(weeks, 4 * WEEKS)) - timedelta(days=3)


def _share(load: TeamLoad) -> float:
    """Load over capacity in all the weeks; 0 where there is no capacity."""
    able = sum(week.capacity for week in load.weeks)
    return sum(week.load for week in load.weeks) / able if able else 0.0


def _kept_value(selection: Selection, deliverable: int) -> float | None:
    at = selection.items.index(deliverable)
    return float(selection.problem.expected[at, 0])
