"""All that is found out of a portfolio on a day, and how much of it still holds of a later portfolio."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from deliverydesk.domain.entities import (
    Absence,
    AgendaItem,
    Baseline,
    BaselineItem,
    Contribution,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Event,
    EventMark,
    FormerTarget,
    Holiday,
    Loan,
    Measurement,
    Milestone,
    MilestoneItem,
    Outcome,
    Person,
    Phase,
    Product,
    Settings,
    StageDate,
    Team,
)
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from deliverydesk.analysis.briefing import Briefing
    from deliverydesk.analysis.divergence import Divergence
    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

OF_EVIDENCE: Final = (Outcome, Measurement, FormerTarget, Contribution, Phase)
"""What evidence reads beside deliverables."""
OF_FORECAST: Final = (Demand, Dependency, Team, Person, Absence, Holiday, Loan, Product)
"""What forecasts read beside deliverables."""
OF_DIVERGENCE: Final = (Deliverable, *OF_EVIDENCE, *OF_FORECAST, Settings, Baseline, BaselineItem)
"""What divergence reads, evidence and forecast included."""
READ: Final = (*OF_DIVERGENCE, AgendaItem, Event, EventMark, StageDate, Milestone, MilestoneItem)
"""All that anything is found out from, milestones among them: forecasts are asked about them later."""
NEVER_ASKED: Final = frozenset(
    (
        *("title", "need", "theme", "horizon", "owner", "tags", "notes", "external_key", "target_date"),
        *("reach", "reach_period", "impact", "confidence", "ice_impact", "ice_confidence", "ice_ease"),
        *("business_value", "time_criticality", "risk_opportunity", "job_size", "cost_of_delay", "duration_weeks"),
        *("pinned", "must_do", "earliest_start", "choice_group"),
    )
)
"""Fields of a deliverable that neither evidence nor forecasts look at; a new field counts until it is put here."""


class Ground(NamedTuple):
    """What all else that is found out of one portfolio on one day stands on."""

    portfolio: Portfolio
    today: date
    evidence: Page
    forecast: PortfolioForecast
    divergence: Divergence


class Found(NamedTuple):
    """All that is found out of one portfolio on one day."""

    portfolio: Portfolio
    today: date
    evidence: Page
    forecast: PortfolioForecast
    divergence: Divergence
    briefings: Mapping[int | None, Briefing] = MappingProxyType({})
    """Of the portfolio, at None, and of each product."""


class Grounds:
    """Keeps the ground that was found last, for many exhibits of one moment, made one after the other."""

    def __init__(self) -> None:
        self._last: Ground | None = None

    def of(self, portfolio: Portfolio, today: date) -> Ground:
        """The ground of a portfolio; that of the one before as far as nothing was changed."""
        self._last = ground_of(portfolio, today, before=self._last)
        return self._last


def find(portfolio: Portfolio, today: date, progress: Progress = no_progress, before: Found | None = None) -> Found:
    """Find all out; of 50,000 deliverables that takes ten seconds, most of them for the forecast.

    What stands in `before` and was reckoned from the same is taken from there. Raises Cancelled from `progress`.
    """
    from deliverydesk.analysis.briefing import briefings_of

    ground = ground_of(portfolio, today, progress, before)
    briefings = briefings_of(portfolio, ground.evidence, divergence=ground.divergence, progress=progress)
    return Found(*ground, briefings)


def ground_of(
    portfolio: Portfolio, today: date, progress: Progress = no_progress, before: Ground | Found | None = None
) -> Ground:
    """Evidence, forecast and divergence, as `find` has them."""
    from deliverydesk.analysis.divergence import chances_of, diverging
    from deliverydesk.analysis.evidence.page import evidence_of_all
    from deliverydesk.analysis.forecast.portfolio import forecast_of

    known = before if before is not None and before.today == today else None
    asked_alike = known is not None and _asked_alike(known.portfolio, portfolio)
    if known is not None and asked_alike and _shared(known.portfolio, portfolio, OF_EVIDENCE):
        page = known.evidence
    else:
        page = evidence_of_all(portfolio, today, progress=progress)
    if known is not None and asked_alike and _shared(known.portfolio, portfolio, OF_FORECAST):
        forecast = known.forecast.of(portfolio)
    else:
        forecast = forecast_of(portfolio, today, progress=progress)
    if known is not None and _shared(known.portfolio, portfolio, OF_DIVERGENCE):
        return Ground(portfolio, today, page, forecast, known.divergence)
    progress(0, 1)
    chances = chances_of(portfolio, forecast)
    progress(0, 1)
    return Ground(portfolio, today, page, forecast, diverging(portfolio, today, chances, page.evidence))


def _shared(before: Portfolio, after: Portfolio, kinds: Iterable[type[Entity]]) -> bool:
    """Whether nothing of these kinds was changed from one portfolio to the other. May say no where nothing was."""
    return all(before.table(kind) is after.table(kind) for kind in kinds)


_ASKED = attrgetter(*(each.name for each in fields(Deliverable) if each.name not in NEVER_ASKED))


def _asked_alike(before: Portfolio, after: Portfolio) -> bool:
    """Whether the deliverables are the same in all that evidence and forecasts look at."""
    old, new = before.deliverables, after.deliverables
    if old is new:
        return True
    pairs = ((item, old.get(item.id)) for item in new)
    return len(old) == len(new) and all(
        was is item or (was is not None and _ASKED(was) == _ASKED(item)) for item, was in pairs
    )
