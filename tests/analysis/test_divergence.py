"""Delivery held against outcome: each in its place, and nothing guessed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.divergence import Chance, Region, Strip, divergence_of, diverging, frozen, region_at
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
    ("on_time", "reach", "region"),
    [
        (0.6, 0.4, Region.ON_TIME_MOVING),
        (0.6, 0.399, Region.GREEN_MOVES_NOTHING),
        (0.599, 0.4, Region.LATE_MOVING),
        (0.599, 0.399, Region.LATE_AND_FLAT),
    ],
)
def test_the_field_is_cut_at_60_and_40(on_time: float, reach: float, region: Region) -> None:
    assert region_at(on_time, reach) is region


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
