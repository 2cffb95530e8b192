"""What stopping sets free week by week, and up to three plans of what to begin with that: of one deliverable, or of all
that ends with a product.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.analysis.planning.refill_of import refill_of, sets_free
from deliverydesk.analysis.planning.selection.refill import Aim
from deliverydesk.analysis.planning.selection_of import Measure
from deliverydesk.analysis.reviewing.retiring import Retiring, retiring_of
from deliverydesk.analysis.stopping.case import ForwardCase, forward_case
from deliverydesk.analysis.stopping.options import PATHS, Basis, Option, by_aim, option_of
from deliverydesk.analysis.stopping.zombie import ZombieTest, zombie_test
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.spreading import share_in, spread_of
from deliverydesk.domain.workdays import weeks_from, working_days
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence, Page
    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

WEEKS_SHOWN = 10
_STEPS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Whom stopping sets free, and what could begin instead."""

    title: str
    """What stops."""
    today: date
    teams: Mapping[int, float]
    """Person-weeks that it sets free in all, by team."""
    weeks: tuple[date, ...]
    """The Mondays of the weeks that are shown."""
    freed: Mapping[int, tuple[float, ...]]
    """Person-weeks that it sets free, by team, in those weeks."""
    vetted: int
    """How many deliverables are vetted, whether they fit or not."""
    options: tuple[Option, ...]
    """In the order of their aims, then the next best; none where nothing that is vetted fits."""
    basis: Basis | None
    """What options are tried out against; None where nobody is set free."""
    kept_value: float | None
    """What going on is worth, in the measure of the options: money as in the case; None where nobody can say."""

    @property
    def measure(self) -> Measure | None:
        """What values are in; None where nothing could be chosen from."""
        return None if self.basis is None else self.basis.selection.measure

    def recovered(self, option: Option) -> float | None:
        """Value to come of what begins less that of what stops; None where nobody can say what going on is worth."""
        return None if self.kept_value is None else option.value - self.kept_value

    @property
    def freed_effort(self) -> float:
        """Person-weeks that it sets free in all."""
        return sum(self.teams.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopping(Room):
    """All that there is to know before a deliverable is stopped."""

    deliverable: int
    case: ForwardCase
    test: ZombieTest
    on_time: float | None
    """The chance that it is done by its target date, else by its planned end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppingProduct(Room):
    """All that there is to know before a product is retired."""

    retiring: Retiring


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
    known = _Known.of(portfolio, today, page, progress)
    room = _room(known, (deliverable,), None, progress)
    basis, due = room["basis"], item.target_date or item.planned_end
    p = None if basis is None else basis.p(deliverable)
    return Stopping(
        deliverable=deliverable,
        title=item.title,
        case=forward_case(portfolio, item, known.evidence, known.forecast, today, p),
        test=zombie_test(portfolio, item, known.evidence, today, progressed or {}),
        on_time=None if due is None else known.forecast.chance(deliverable, due),
        teams=to_come_by_team(portfolio, item),
        **room,
    )


def stopping_product(
    portfolio: Portfolio, product: int, today: date, *, page: Page | None = None, progress: Progress = no_progress
) -> StoppingProduct:
    """Look at retiring a product. What of it is neither under way nor planned ends too, and sets nobody free.

    As long as `stopping_of`, and so not in the window's thread.
    """
    retiring = retiring_of(portfolio, product)
    known = _Known.of(portfolio, today, page, progress)
    frees = tuple(each for each in retiring.ends if sets_free(portfolio, each, today))
    teams: dict[int, float] = defaultdict(float)
    for each in frees:
        for team, effort in to_come_by_team(portfolio, portfolio.deliverables[each]).items():
            teams[team] += effort
    return StoppingProduct(
        title=portfolio.products[product].name,
        retiring=retiring,
        teams=dict(teams),
        **_room(known, frees, retiring, progress),
    )


class _Known(NamedTuple):
    """What is found out first."""

    portfolio: Portfolio
    today: date
    evidence: Mapping[int, Evidence]
    forecast: PortfolioForecast

    @classmethod
    def of(cls, portfolio: Portfolio, today: date, page: Page | None, progress: Progress) -> _Known:
        evidence = (page or evidence_of_all(portfolio, today)).evidence
        progress(1, _STEPS)
        forecast = forecast_of(portfolio, today, paths=PATHS)
        progress(2, _STEPS)
        return cls(portfolio, today, evidence, forecast)


def _room(known: _Known, stopped: tuple[int, ...], retiring: Retiring | None, progress: Progress) -> dict[str, Any]:
    """The fields of a Room that are found by trying out."""
    portfolio, today, evidence, forecast = known
    weeks = tuple(weeks_from(today, WEEKS_SHOWN))
    ends = stopped if retiring is None else retiring.ends
    found = refill_of(portfolio, today, ends, evidence=evidence)
    progress(3, _STEPS)
    basis, tried = None, list[Option]()
    if found is not None:
        selection, refilled = found
        retired = None if retiring is None else retiring.product
        basis = Basis.of(portfolio, stopped, retired, today, weeks, selection, refilled.ready, forecast)
        ways = dict.fromkeys([*(plan.begins for plan in refilled.plans), *refilled.others])
        for at, begins in enumerate(list(ways)[: len(Aim)]):
            tried.append(option_of(basis, (selection.items[each] for each in begins)))
            progress(min(4 + at, _STEPS), _STEPS)
    freed: dict[int, tuple[float, ...]] = {}
    for each in stopped:
        for team, effort in _freed(portfolio, portfolio.deliverables[each], weeks, today).items():
            freed[team] = tuple(map(add, freed.get(team, (0.0,) * len(weeks)), effort))
    worth = [None if basis is None else basis.worth(each, forecast) for each in stopped]
    vetted = [portfolio.deliverables[each] for each in portfolio.live if retiring is None or each not in set(ends)]
    return {
        "today": today,
        "weeks": weeks,
        "freed": freed,
        "vetted": sum(readiness_of(portfolio, item, today).vetted for item in vetted),
        "options": by_aim(tried),
        "basis": basis,
        "kept_value": None if not worth or None in worth else sum(filter(None, worth)),
    }


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
