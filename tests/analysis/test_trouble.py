"""What is wrong with an outcome, and which of two has more of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.trouble import Standing, TroubleKind, alarmed, fresh_days, standing
from deliverydesk.domain.entities import FormerTarget, Measurement, Outcome, Product, Settings
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction

TODAY = date(2026, 8, 19)


def stands(value: float | None = None, days: int = 5, cadence: int = 30, **fields: object) -> Standing:
    """An outcome read once, so many days ago."""
    given_fields: dict[str, object] = {"unit": "points", **fields}
    outcome = Outcome(7, "Orders", **given_fields)  # type: ignore[arg-type]
    read = [] if value is None else [Measurement(8, 7, TODAY - timedelta(days=days), value)]
    return standing(Portfolio.of([Settings(1, review_cadence_days=cadence), outcome, *read]), 7, TODAY)


PATH = {
    "baseline": 0.0,
    "baseline_date": TODAY - timedelta(days=100),
    "target": 100.0,
    "due": TODAY + timedelta(days=100),
}
HELD = {"direction": Direction.HOLD, "hold_low": 10.0, "hold_high": 20.0}


@pytest.mark.parametrize(
    ("found", "kind", "size", "reason"),
    [
        (stands(25.0, **HELD), TroubleKind.OUTSIDE, 0.5, "5 points above its bounds"),
        (stands(9.0, **HELD), TroubleKind.OUTSIDE, 0.1, "1 points below its bounds"),
        (stands(15.0, **HELD), TroubleKind.NONE, 0.0, ""),
        (stands(43.2, **PATH), TroubleKind.BEHIND, 0.068, "6.8 points behind its path, due in 14 weeks"),
        (stands(50.0, **PATH), TroubleKind.NONE, 0.0, ""),
        (
            stands(99.0, **{**PATH, "due": TODAY - timedelta(days=7)}),
            TroubleKind.BEHIND,
            0.01,
            "1 points behind its path, overdue since 12 Aug",
        ),
        (
            stands(-3.0, **{**PATH, "due": None}),
            TroubleKind.BEHIND,
            0.03,
            "3 points worse than its baseline, no due date",
        ),
        (stands(80.0, days=31, **PATH), TroubleKind.STALE, 31, "not read for 4 weeks"),
        (stands(80.0, days=30, **PATH), TroubleKind.NONE, 0, ""),
        (stands(80.0, days=60, cadence=90, **PATH), TroubleKind.NONE, 0, ""),
        (stands(None, **PATH), TroubleKind.UNMEASURED, 0, "not measured yet"),
    ],
)
def test_the_first_thing_that_is_wrong_is_said(found: Standing, kind: TroubleKind, size: float, reason: str) -> None:
    assert (found.trouble.kind, found.trouble.reason) == (kind, reason)
    assert found.trouble.size == pytest.approx(size)


def test_a_product_measures_as_often_as_it_says() -> None:
    product = Product(3, "Claims", review_cadence_days=90)
    outcome = Outcome(7, "Orders", product=3)
    found = standing(Portfolio.of([product, outcome]), 7, TODAY)
    assert (found.stale_after, fresh_days(found.stale_after)) == (90, 30)
    assert fresh_days(30) == 10


def test_the_target_of_the_day_is_what_counts() -> None:
    outcome = Outcome(7, "Orders", **PATH)  # type: ignore[arg-type]
    former = FormerTarget(9, 7, until=TODAY + timedelta(days=1), baseline=0.0, target=10.0, due=PATH["due"])  # type: ignore[arg-type]
    read = Measurement(8, 7, TODAY, 6.0)
    assert standing(Portfolio.of([outcome, former, read]), 7, TODAY).trouble.kind is TroubleKind.NONE
    assert standing(Portfolio.of([outcome, read]), 7, TODAY).trouble.kind is TroubleKind.BEHIND


@given(st.lists(st.floats(-50, 250, allow_nan=False), min_size=2, max_size=2))
def test_further_behind_is_more_trouble(values: list[float]) -> None:
    less, more = sorted(values, reverse=True)
    assert stands(more, **PATH).trouble.order <= stands(less, **PATH).trouble.order


@pytest.mark.parametrize(
    ("p", "reason"),
    [
        (0.04, "4 in 100 to arrive, twice in a row"),
        (0.001, "under 1 in 100 to arrive, twice in a row"),
    ],
)
def test_an_alarm_goes_before_all_else_and_the_least_chance_first(p: float, reason: str) -> None:
    found = alarmed(p)
    assert found.reason == reason
    assert found.order < stands(25.0, **HELD).trouble.order
    assert alarmed(p / 2).order < found.order
