"""Delivery held against outcome: work in flight by its chance of being on time and of moving what it is for.

The two are never rolled into one figure. What is not measured, or too early to tell, is held apart and never guessed.

Delivery has two witnesses. The forecast knows teams, capacity and what else they do, so its chance decides; effort
against plan, SPI(t), decides on which side of the cut work lies only where there is no chance, and stands beside it
everywhere else. `Health` says which was used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.analysis.earned import Figure, Undefined, health_of, latest_plans
from deliverydesk.analysis.effort import effort_to_come
from deliverydesk.analysis.evidence.reasons import Reason
from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.evidence.verdict import Interval
    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.domain.entities import BaselineItem, Deliverable
    from deliverydesk.domain.portfolio import Portfolio

ON_TIME_CUT = 0.60
MOVING_CUT = 0.40
"""Where the field is cut: policy, and the same every month, so that pictures of two months compare."""
ON_PLAN_CUT = 0.95
"""From this SPI(t) on effort keeps to its plan."""
SETTLED = 0.20
"""Before this share of the planned time has gone by SPI(t) jumps with every estimate, and is not used."""

IN_FLIGHT = frozenset({Stage.DELIVERY, Stage.IMPROVING})
TOO_EARLY = frozenset({Reason.TOO_FEW, Reason.BEFORE_LAG, Reason.DUE_BEFORE_READINGS})
"""Why there is no chance yet, though there will be one."""


class Region(Enum):
    """The four quarters of the field."""

    ON_TIME_MOVING = auto()
    GREEN_MOVES_NOTHING = auto()
    LATE_MOVING = auto()
    LATE_AND_FLAT = auto()


class Strip(Enum):
    """Where what cannot be placed in the field is held apart, and why."""

    TOO_EARLY = auto()
    """Too few readings yet, or the declared lag is not over."""
    NOT_MEASURED = auto()
    """No outcome, none with readings, or one that says not what is to be reached by when."""
    NO_FORECAST = auto()
    """What it is for is measured, but neither a chance nor effort against plan says how delivery stands."""


class Health(Enum):
    """What is known of delivery, and with it what the place across stands on."""

    AGREE = auto()
    """The chance of being on time; effort against plan says the same."""
    DIFFER = auto()
    """The chance of being on time, though effort against plan says otherwise."""
    CHANCE_ONLY = auto()
    """The chance of being on time; effort against plan is not known, see `Place.effort_why`."""
    EFFORT_ONLY = auto()
    """Effort against plan, as no chance can be said: only the side of the cut is known."""
    UNKNOWN = auto()
    """Neither."""


class Chance(NamedTuple):
    """How likely a deliverable is to be done by the day it is promised for."""

    on_time: float
    due: date


@dataclass(frozen=True, slots=True)
class Place:
    """A deliverable in flight, where it stands, and what that rests on."""

    deliverable: int
    outcome: int | None
    """Of the outcomes that it is to move the one that is least likely to be reached; None where it has none."""
    on_time: float | None
    due: date | None
    """The target date, else the planned end."""
    reach: float | None
    """P(the outcome is reached by its own due date)."""
    alarm: bool
    """P(reach) was 10 % or less at two readings in a row."""
    remaining: float | None
    """Person-weeks still to come."""
    region: Region | None = None
    strip: Strip | None = None
    health: Health = Health.UNKNOWN
    spi_t: float | None = None
    """SPI(t): effort earned against the plan, 1 where it keeps to it."""
    effort_why: Undefined | None = None
    """Why there is no SPI(t)."""

    @property
    def on_plan(self) -> bool | None:
        """Whether delivery is on the good side of the cut; None where nothing says so."""
        if self.on_time is not None:
            return self.on_time >= ON_TIME_CUT
        return None if self.spi_t is None else self.spi_t >= ON_PLAN_CUT


@dataclass(frozen=True, slots=True)
class Divergence:
    """All work in flight, in the manager's order."""

    today: date
    places: tuple[Place, ...]

    def within(self, portfolio: Portfolio) -> Divergence:
        """Without what is gone from a later portfolio, or in flight no more."""
        items, outcomes = portfolio.deliverables, portfolio.outcomes

        def stays(place: Place) -> bool:
            item = items.get(place.deliverable)
            return item is not None and item.stage in IN_FLIGHT and (place.outcome is None or place.outcome in outcomes)

        return Divergence(self.today, tuple(filter(stays, self.places)))

    def of_region(self, region: Region) -> tuple[Place, ...]:
        """What lies in a quarter of the field."""
        return tuple(place for place in self.places if place.region is region)

    def of_strip(self, strip: Strip) -> tuple[Place, ...]:
        """What is held apart for a reason."""
        return tuple(place for place in self.places if place.strip is strip)


def due_of(item: Deliverable) -> date | None:
    """The day a deliverable is promised for: its target date, else its planned end."""
    return item.target_date or item.planned_end


def chances_of(portfolio: Portfolio, forecast: PortfolioForecast) -> dict[int, Chance]:
    """The chance of all work in flight that is promised for a day and can be forecast, by deliverable."""
    found: dict[int, Chance] = {}
    for each in forecast.order:
        item = portfolio.deliverables[each]
        due = due_of(item)
        if item.stage in IN_FLIGHT and due is not None:
            on_time = forecast.chance(each, due)
            if on_time is not None:
                found[each] = Chance(on_time, due)
    return found


def divergence_of(portfolio: Portfolio, today: date) -> Divergence:
    """All that is in flight, from a forecast and evidence made for it: some 100 ms of work and more."""
    from deliverydesk.analysis.evidence.page import evidence_of_all
    from deliverydesk.analysis.forecast.portfolio import forecast_of

    chances = chances_of(portfolio, forecast_of(portfolio, today))
    return diverging(portfolio, today, chances, evidence_of_all(portfolio, today).evidence)


def diverging(
    portfolio: Portfolio,
    today: date,
    chances: Mapping[int, Chance],
    evidence: Mapping[int, Evidence],
    ids: Iterable[int] | None = None,
) -> Divergence:
    """Place the work in flight, or these of it.

    `chances` by deliverable, of those that can be forecast; `evidence` by outcome.
    """
    wanted = portfolio.live if ids is None else ids
    items, plans = [portfolio.deliverables[each] for each in wanted], latest_plans(portfolio)
    return Divergence(
        today,
        tuple(
            _place(portfolio, each, chances.get(each.id), effort_against_plan(portfolio, each, today, plans), evidence)
            for each in items
            if each.stage in IN_FLIGHT
        ),
    )


def effort_against_plan(
    portfolio: Portfolio, item: Deliverable, today: date, plans: Mapping[int, BaselineItem]
) -> Figure:
    """SPI(t) of one deliverable once it has settled. `plans` are the saved ones, by deliverable."""
    health = health_of(portfolio, item, today, plans.get(item.id))
    if health.schedule is None:
        return Figure(None, health.why)
    if health.planned_share is not None and health.planned_share < SETTLED:
        return Figure(None, Undefined.TOO_SOON)
    return health.schedule.spi_t


def _place(
    portfolio: Portfolio,
    item: Deliverable,
    chance: Chance | None,
    effort: Figure,
    evidence: Mapping[int, Evidence],
) -> Place:
    least = least_likely(portfolio, item.id, evidence)
    reach = None if least is None else least.reach.p
    on_time = None if chance is None else chance.on_time
    placed = Place(
        item.id,
        None if least is None else least.outcome,
        on_time,
        chance.due if chance is not None else due_of(item),
        reach,
        least is not None and least.reach.alarm,
        effort_to_come(portfolio, item),
        health=health_from(on_time, effort.value),
        spi_t=effort.value,
        effort_why=effort.why,
    )
    if least is None or reach is None:
        early = least is not None and least.reach.reason in TOO_EARLY
        return replace(placed, strip=Strip.TOO_EARLY if early else Strip.NOT_MEASURED)
    on_plan = placed.on_plan
    if on_plan is None:
        return replace(placed, strip=Strip.NO_FORECAST)
    return replace(placed, region=region_at(on_plan=on_plan, reach=reach))


def health_from(on_time: float | None, spi_t: float | None) -> Health:
    """What is known of delivery from its two witnesses."""
    if on_time is None:
        return Health.UNKNOWN if spi_t is None else Health.EFFORT_ONLY
    if spi_t is None:
        return Health.CHANCE_ONLY
    return Health.AGREE if (on_time >= ON_TIME_CUT) == (spi_t >= ON_PLAN_CUT) else Health.DIFFER


def least_likely(portfolio: Portfolio, deliverable: int, evidence: Mapping[int, Evidence]) -> Evidence | None:
    """Of the outcomes that a deliverable is to move the one that is least likely to be reached; None where it has none.

    What has a chance goes before what is too early, and that before what is not measured.
    """
    moved = portfolio.contributions.by("deliverable", deliverable)
    told = [evidence[each.outcome] for each in moved if each.outcome in evidence]
    return min(told, key=_order, default=None)


def region_at(*, on_plan: bool, reach: float) -> Region:
    """The quarter of a place in the field."""
    if reach >= MOVING_CUT:
        return Region.ON_TIME_MOVING if on_plan else Region.LATE_MOVING
    return Region.GREEN_MOVES_NOTHING if on_plan else Region.LATE_AND_FLAT


def _order(evidence: Evidence) -> tuple[int, float]:
    """The least likely to be reached first, then what is too early, then what is not measured."""
    if evidence.reach.p is not None:
        return 0, evidence.reach.p
    return (1, 0.0) if evidence.reach.reason in TOO_EARLY else (2, 0.0)


def frozen(place: Place, evidence: Evidence | None, today: date) -> dict[str, Any]:
    """What speaks for and against a deliverable on a day, as JSON values, to be kept with a proposal."""
    told: dict[str, Any] = {
        "day": today.isoformat(),
        "on_time": _rounded(place.on_time),
        "due": place.due.isoformat() if place.due else None,
        "spi_t": _rounded(place.spi_t),
        "health": place.health.name.lower(),
        "remaining": place.remaining,
        "reach": _rounded(place.reach),
        "alarm": place.alarm,
        "region": place.region.name.lower() if place.region else None,
        "strip": place.strip.name.lower() if place.strip else None,
    }
    if evidence is not None:
        judgement, reach = evidence.judgement, evidence.reach
        told |= {
            "outcome": evidence.outcome,
            "verdict": judgement.verdict.name.lower(),
            "p_good": _rounded(judgement.p_good),
            "change": judgement.change,
            "change_80": _ends(judgement.change_80),
            "readings": reach.n,
            "baseline": reach.baseline,
            "level_80": _ends(reach.level_80),
            "reason": reach.reason.name.lower() if reach.reason else None,
        }
    return told


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]


def _rounded(p: float | None) -> float | None:
    return None if p is None else round(p, 4)
