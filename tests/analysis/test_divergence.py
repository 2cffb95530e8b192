"""Delivery held against outcome: each in its place, and nothing guessed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.divergence import (
    Chance,
    Health,
    Place,
    Region,
    Strip,
    divergence_of,
    diverging,
    frozen,
    health_from,
    region_at,
)
from deliverydesk.analysis.earned import Undefined
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.domain.entities import Contribution, Deliverable, Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

TODAY = date(2026, 8, 19)
DUE = date(2026, 12, 31)


def read(outcome: int, first_id: int, values: list[float]) -> list[Measurement]:
    first = TODAY - timedelta(weeks=4 * len(values))
    return [Measurement(first_id + at, outcome, first + timedelta(weeks=4 * at), y) for at, y in enumerate(values)]


def outcome(entity_id: int) -> Outcome:
    return Outcome(entity_id, f"Outcome {entity_id}", baseline=50.0, target=60.0, due=DUE)


def item(entity_id: int, stage: Stage = Stage.DELIVERY) -> Deliverable:
    return Deliverable(entity_id, f"Item {entity_id}", entity_id * 100, stage=stage, remaining=3.0, target_date=DUE)


FLAT, RISING, EARLY, UNREAD = 10, 11, 12, 13
PORTFOLIO = Portfolio.of(
    [
        *map(outcome, (FLAT, RISING, EARLY, UNREAD)),
        *read(FLAT, 100, [50, 52, 49, 51, 50, 51, 49, 50]),
        *read(RISING, 200, [50, 52, 53, 55, 56, 58, 59, 61]),
        *read(EARLY, 300, [50, 51]),
        *map(item, range(1, 8)),
        item(8, Stage.READY),
        Contribution(401, 1, FLAT),
        Contribution(402, 2, RISING),
        Contribution(403, 3, EARLY),
        Contribution(404, 4, UNREAD),
        Contribution(405, 6, RISING),
        Contribution(406, 6, FLAT),
        Contribution(407, 7, FLAT),
        Contribution(408, 8, FLAT),
    ]
)
CHANCES = {1: Chance(0.92, DUE), 2: Chance(0.3, DUE), 3: Chance(0.8, DUE), 6: Chance(0.1, DUE)}
FOUND = diverging(PORTFOLIO, TODAY, CHANCES, evidence_of_all(PORTFOLIO, TODAY).evidence)
PLACES = {place.deliverable: place for place in FOUND.places}


def test_only_what_is_in_flight_has_a_place() -> None:
    assert list(PLACES) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("deliverable", "where"),
    [
        (1, Region.GREEN_MOVES_NOTHING),
        (2, Region.LATE_MOVING),
        (3, Strip.TOO_EARLY),
        (4, Strip.NOT_MEASURED),
        (5, Strip.NOT_MEASURED),
        (6, Region.LATE_AND_FLAT),
        (7, Strip.NO_FORECAST),
    ],
)
def test_each_lies_where_its_two_chances_put_it_or_apart(deliverable: int, where: Region | Strip) -> None:
    place = PLACES[deliverable]
    assert where in (place.region, place.strip)
    assert (place.region is None) != (place.strip is None)


def test_of_several_outcomes_the_least_likely_counts() -> None:
    assert PLACES[6].outcome == FLAT


def test_a_flat_outcome_is_alarming_at_two_readings_in_a_row() -> None:
    assert PLACES[1].alarm
    assert PLACES[1].reach is not None
    assert PLACES[1].reach <= 0.1
    assert not PLACES[2].alarm


@pytest.mark.parametrize(
    ("on_time", "spi_t", "reach", "region"),
    [
        (0.6, None, 0.4, Region.ON_TIME_MOVING),
        (0.6, 0.5, 0.399, Region.GREEN_MOVES_NOTHING),
        (0.599, None, 0.4, Region.LATE_MOVING),
        (0.599, 1.0, 0.399, Region.LATE_AND_FLAT),
        (None, 0.95, 0.399, Region.GREEN_MOVES_NOTHING),
        (None, 0.949, 0.4, Region.LATE_MOVING),
    ],
)
def test_the_field_is_cut_at_60_and_40_and_without_a_chance_at_the_plan(
    on_time: float | None, spi_t: float | None, reach: float, region: Region
) -> None:
    on_plan = Place(1, 10, on_time, DUE, reach, False, 3.0, spi_t=spi_t).on_plan
    assert on_plan is not None
    assert region_at(on_plan=on_plan, reach=reach) is region


@pytest.mark.parametrize(
    ("on_time", "spi_t", "health"),
    [
        (0.9, 1.0, Health.AGREE),
        (0.2, 0.7, Health.AGREE),
        (0.9, 0.7, Health.DIFFER),
        (0.9, None, Health.CHANCE_ONLY),
        (None, 0.7, Health.EFFORT_ONLY),
        (None, None, Health.UNKNOWN),
    ],
)
def test_it_is_said_which_witness_of_delivery_was_used(
    on_time: float | None, spi_t: float | None, health: Health
) -> None:
    assert health_from(on_time, spi_t) is health


def planned(remaining: float | None, days_gone: int = 50) -> Deliverable:
    """Ten person-weeks over a hundred days."""
    start = TODAY - timedelta(days=days_gone - 1)
    end = start + timedelta(days=99)
    return replace(item(1), planned_start=start, planned_end=end, effort_likely=10.0, remaining=remaining)


@pytest.mark.parametrize(
    ("known", "figure"),
    [
        (planned(6.0), (pytest.approx(0.8), None)),
        (planned(None), (None, Undefined.PROGRESS_UNKNOWN)),
        (planned(9.9, days_gone=19), (None, Undefined.TOO_SOON)),
        (item(1), (None, Undefined.NO_PLAN)),
    ],
)
def test_effort_against_plan_is_told_once_it_has_settled_and_else_why_not(
    known: Deliverable, figure: tuple[float | None, Undefined | None]
) -> None:
    given = Portfolio.of([known, *(each for each in PORTFOLIO.entities() if each != PORTFOLIO.deliverables[1])])
    evidence = evidence_of_all(given, TODAY).evidence
    (place,) = diverging(given, TODAY, {}, evidence, [1]).places
    assert (place.spi_t, place.effort_why) == figure
    decided = place.spi_t is not None
    assert place.region is (Region.LATE_AND_FLAT if decided else None)
    assert place.strip is (None if decided else Strip.NO_FORECAST)
    told = frozen(place, evidence[FLAT], TODAY)
    assert told["health"] == ("effort_only" if decided else "unknown")


def test_what_is_frozen_says_what_it_stood_on() -> None:
    evidence = evidence_of_all(PORTFOLIO, TODAY).evidence[FLAT]
    kept = frozen(PLACES[1], evidence, TODAY)
    assert (kept["day"], kept["on_time"], kept["readings"], kept["verdict"]) == ("2026-08-19", 0.92, 8, "cannot_tell")
    assert kept["reach"] == pytest.approx(evidence.reach.p, abs=1e-4)
    low, high = kept["level_80"]
    assert 45 < low < high < 55


def test_what_is_gone_or_in_flight_no_more_is_left_out() -> None:
    items = PORTFOLIO.deliverables
    released = replace(items[2], stage=Stage.RELEASED)
    later = Portfolio.of(
        [
            each if each != items[2] else released
            for each in PORTFOLIO.entities()
            if not (isinstance(each, Deliverable) and each.id == 1) and not isinstance(each, Contribution)
        ]
    )
    assert [place.deliverable for place in FOUND.within(later).places] == [3, 4, 5, 6, 7]


def test_a_portfolio_forecasts_for_itself() -> None:
    """Without a team or an estimate there is no forecast, and nothing is made up."""
    assert {place.strip for place in divergence_of(Portfolio.of([item(1)]), TODAY).places} == {Strip.NOT_MEASURED}
    assert divergence_of(Portfolio(), TODAY).places == ()
