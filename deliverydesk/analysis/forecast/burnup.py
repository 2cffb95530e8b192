"""The open backlog of a portfolio, or of a part of it, against what was done in each recent week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliverydesk.analysis.flow.throughput import first_day
from deliverydesk.analysis.forecast.inputs import is_open
from deliverydesk.analysis.forecast.throughput import (
    HowMany,
    Method,
    Stability,
    When,
    counts_before,
    course,
    how_many,
    stability,
    when,
)

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.flow.history import History
    from deliverydesk.analysis.flow.scope import Scope
    from deliverydesk.domain.portfolio import Portfolio

GROWTH: Final = (1.0, 1.5)
"""By how much the backlog may grow until it is done: assumed, as nobody writes down what was added when."""
FARTHEST: Final = 156
"""Weeks ahead for which a course is told."""


@dataclass(frozen=True, slots=True)
class BurnUp:
    """When all open work is done, and how much of it by each week."""

    today: date
    open: int
    """Deliverables still to be done."""
    done: tuple[date, ...]
    """Days on which work was done, in order."""
    when: When
    course: tuple[tuple[int, int, int], ...]
    """How many are done at least, with 50, 85 and 95 %, within 1, 2 ... weeks from today; empty without a forecast."""
    stability: Stability | None
    """Whether the past is a good guide; None where it is too short to ask."""


def burn_up(
    portfolio: Portfolio,
    history: History,
    scope: Scope,
    *,
    growth: tuple[float, float] = GROWTH,
    seed: int = 1,
    paths: int = 10_000,
) -> BurnUp:
    """The forecast for what is in scope, from its history; where one team is meant, as wide as its record asks."""
    ids = scope.ids(portfolio)
    wanted = portfolio.live if ids is None else [each for each in portfolio.live if each in ids]
    items = sum(is_open(portfolio.deliverables[each]) for each in wanted)
    weekly, done = _weekly(history)
    team = portfolio.teams.get(scope.team)
    widening = 1.0 if team is None else team.widening
    told = when(weekly, items, history.today, widening=widening, growth=growth, method=Method(seed=seed, paths=paths))
    last = max((each for each in (told.periods.p95, told.grown and told.grown.p95) if each), default=0)
    ahead = course(told.basis, min(last, FARTHEST)) if items else ()
    return BurnUp(history.today, items, done, told, _agreeing(ahead, told), stability(weekly, seed))


def done_by(burnup: BurnUp, by: date) -> HowMany:
    """How many are done from today to the end of a day, in whole weeks."""
    basis = burnup.when.basis
    return how_many(basis.history, by, basis.start, widening=basis.widening, method=basis.method)


def _agreeing(ahead: tuple[tuple[int, int, int], ...], told: When) -> tuple[tuple[int, int, int], ...]:
    """The course with all done exactly in the weeks that are told: two draws of the same runs may be a week apart."""
    items, periods = int(told.items), (told.periods.p50, told.periods.p85, told.periods.p95)

    def agreed(week: int, counts: tuple[int, int, int]) -> tuple[int, int, int]:
        p50, p85, p95 = (
            max(count, items) if last is not None and week >= last else min(count, items - 1)
            for count, last in zip(counts, periods, strict=True)
        )
        return p50, p85, p95

    return tuple(agreed(week, counts) for week, counts in enumerate(ahead, start=1))


def _weekly(history: History) -> tuple[tuple[int, ...], tuple[date, ...]]:
    done = tuple(sorted(each.done for each in history.passages if each.done is not None))
    first = first_day(history)
    return (counts_before(done, history.today, first=first) if first is not None else ()), done
