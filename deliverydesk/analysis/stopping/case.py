"""The case for going on from here: what is still to be spent against what is still to be won. Sunk cost is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.divergence import least_likely
from deliverydesk.analysis.effort import effort_of, effort_to_come, money_to_come, to_come_by_team
from deliverydesk.analysis.reviewing.agenda import price_of_a_week

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

HORIZON_WEEKS = 52
"""So many weeks from today on what is won counts."""
_DAYS = 7


class Band(NamedTuple):
    """A figure with its doubt beside it."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class ForwardCase:
    """What going on with a deliverable costs and may win, from today on."""

    deliverable: int
    effort: float | None
    """Person-weeks still to come; None where nobody has estimated it."""
    teams: Mapping[int, float]
    """Of which each team is asked, in person-weeks."""
    cost: Band | None
    """Money still to be spent; in doubt as its effort is. None where neither cost nor effort is known."""
    cost_estimated: bool
    """The cost is effort times the portfolio's own price of a person-week."""
    value: Band | None
    """See `value_to_come`."""
    chance: float | None
    """P(the outcome least likely to be reached is reached); None where nobody can say."""
    p: float
    """The chance that its value counts with: what readings say, else its confidence, else 1."""
    outcome: int | None
    dependants: tuple[int, ...]
    """Open deliverables that wait for it, in the manager's order."""
    milestones: tuple[int, ...]
    """Promises that it must be done for."""
    reusable: tuple[int, ...]
    """Open deliverables of the same outcomes: what is known or made may be of use there."""

    @property
    def loses(self) -> bool | None:
        """Whether even the highest value is below the lowest cost; None where one of them is not known."""
        return None if self.cost is None or self.value is None else self.value.high < self.cost.low


def forward_case(
    portfolio: Portfolio,
    item: Deliverable,
    evidence: Mapping[int, Evidence],
    forecast: PortfolioForecast,
    today: date,
    p: float | None = None,
) -> ForwardCase:
    """The case for going on with a deliverable. `p` is the chance by which the choice of work counts its value."""
    least = least_likely(portfolio, item.id, evidence)
    chance = None if least is None else least.reach.p
    if p is None:
        p = 1.0 if chance is None else chance
    cost, estimated = _cost(portfolio, item)
    return ForwardCase(
        item.id,
        effort_to_come(portfolio, item),
        to_come_by_team(portfolio, item),
        cost,
        estimated,
        value_to_come(item, p, forecast, today),
        chance,
        p,
        None if least is None else least.outcome,
        _dependants(portfolio, item.id),
        tuple(dict.fromkeys(each.milestone for each in portfolio.milestone_items.by("deliverable", item.id))),
        _siblings(portfolio, item.id),
    )


def _cost(portfolio: Portfolio, item: Deliverable) -> tuple[Band | None, bool]:
    """Money to come, spread as the estimate of the whole effort is spread around its likely one."""
    effort = effort_to_come(portfolio, item)
    money, estimated = money_to_come(item), False
    if money is None:
        price = price_of_a_week(portfolio)
        if effort is None or price is None:
            return None, False
        money, estimated = effort * price, True
    low, likely, high, _teams = effort_of(portfolio, item)
    if not likely:
        return Band(money, money, money), estimated
    return Band(money * (low or likely) / likely, money, money * (high or likely) / likely), estimated


def value_to_come(item: Deliverable, p: float, forecast: PortfolioForecast, today: date) -> Band | None:
    """Value = p × cost of delay a week × weeks from its end to the horizon: by P95, P50 and today.

    None where no cost of delay is given, or nobody can say when it is done.
    """
    if item.cost_of_delay is None or item.id not in forecast.order:
        return None
    ends = forecast.item(item.id)
    if ends.p50 is None:
        return None
    late = ends.p95
    weeks = [max(HORIZON_WEEKS - (end - today).days / _DAYS, 0.0) if end else 0.0 for end in (late, ends.p50, today)]
    return Band(*(p * item.cost_of_delay * each for each in weeks))


def _dependants(portfolio: Portfolio, deliverable: int) -> tuple[int, ...]:
    waiting = {
        each.successor
        for each in portfolio.dependencies.by("predecessor", deliverable)
        if portfolio.deliverables[each.successor].is_open
    }
    return tuple(sorted(waiting, key=portfolio.rank))


def _siblings(portfolio: Portfolio, deliverable: int) -> tuple[int, ...]:
    outcomes = {each.outcome for each in portfolio.contributions.by("deliverable", deliverable)}
    found = {
        each.deliverable
        for outcome in outcomes
        for each in portfolio.contributions.by("outcome", outcome)
        if each.deliverable != deliverable and portfolio.deliverables[each.deliverable].is_open
    }
    return tuple(sorted(found, key=portfolio.rank))
