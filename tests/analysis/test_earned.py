"""Earned value and earned schedule to the digits they were published with; what is undefined has a reason."""

import json
import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.earned import (
    Basis,
    Undefined,
    earned_schedule,
    earned_value,
    health_of,
    latest_plans,
)
from deliverydesk.domain.entities import Baseline, BaselineItem
from deliverydesk.domain.values import Stage
from tests.analysis.cases import items, portfolio


@pytest.fixture
def oracle(shared_dir: Path) -> dict[str, list[dict[str, object]]]:
    """The collected cases with their sources."""
    found: dict[str, list[dict[str, object]]] = json.loads((shared_dir / "oracles/evm.json").read_text())
    return found


def test_ten_work_packages() -> None:
    """Ten packages of 100 k: BAC 1 M, PV 500 k, EV 420 k, AC 510 k (solutioninn.com, question 16614981)."""
    found = earned_value(1_000_000, 500_000, 420_000, 510_000)
    assert found.cost_variance.value == -90_000
    assert found.schedule_variance.value == -80_000
    assert round(found.cpi.value or 0, 4) == 0.8235
    assert round(found.spi.value or 0, 4) == 0.84
    assert round(found.eac_at_cpi.value or 0, 4) == 1_214_285.7143
    assert found.eac_at_plan.value == 1_090_000
    assert round(found.eac_at_cpi_spi.value or 0, 4) == 1_348_435.3741
    assert round(found.to_complete.value or 0, 4) == 704_285.7143
    assert round(found.variance_at_completion.value or 0, 4) == -214_285.7143
    assert round(found.tcpi.value or 0, 4) == 1.1837


def test_the_collected_case_of_earned_value(oracle: dict[str, list[dict[str, float]]]) -> None:
    (case,) = oracle["cases"]
    found = earned_value(case["BAC"], case["PV"], case["EV"], case["AC"])
    names = {
        "CV": found.cost_variance, "SV": found.schedule_variance, "CPI": found.cpi, "SPI": found.spi,
        "EAC_cpi": found.eac_at_cpi, "EAC_remaining_at_plan": found.eac_at_plan,
        "EAC_cpi_spi": found.eac_at_cpi_spi, "ETC": found.to_complete,
        "VAC": found.variance_at_completion, "TCPI_bac": found.tcpi,
    }  # fmt: skip
    expected: dict[str, float] = case["expected"]  # type: ignore[assignment]
    assert names.keys() == expected.keys()
    for name, value in expected.items():
        assert round(names[name].value or 0, 4) == value, name


def test_lipkes_schedule() -> None:
    """PV 0, 20, 40, 60; EV 50 after 3 periods: ES 2.5, SV(t) −.5, SPI(t) .8333 (Lipke 2003)."""
    found = earned_schedule([0, 20, 40, 60], 50, 3)
    assert (found.schedule.value, found.variance.value) == (2.5, -0.5)
    assert round(found.spi_t.value or 0, 10) == 0.8333333333
    assert found.duration_at_completion.value == pytest.approx(3.6)


def test_twice_as_long_is_half_as_fast_where_the_classic_index_says_one() -> None:
    found = earned_schedule([0, 50, 100], 100, 4)
    assert (found.schedule.value, found.spi_t.value, found.duration_at_completion.value) == (2, 0.5, 4)
    assert earned_value(100, 100, 100, 100).spi.value == 1


def test_what_is_undefined_has_a_reason() -> None:
    assert earned_value(100, 0, 10, 10).spi == (None, Undefined.NOTHING_PLANNED)
    assert earned_value(100, 10, 10, 0).cpi == (None, Undefined.NOTHING_SPENT)
    assert earned_value(100, 10, 0, 10).eac_at_cpi == (None, Undefined.NOTHING_EARNED)
    assert earned_value(100, 0, 10, 10).eac_at_cpi_spi == (None, Undefined.NOTHING_PLANNED)
    assert earned_value(100, 50, 50, 100).tcpi == (None, Undefined.BUDGET_SPENT)
    assert earned_value(100, math.nan, 50, 100).cpi == (None, Undefined.NOT_A_NUMBER)
    assert earned_schedule([0, 50], 20, 0).spi_t == (None, Undefined.NO_TIME)
    assert earned_schedule([0, 50], 0, 1).duration_at_completion == (None, Undefined.NOTHING_EARNED)
    assert earned_schedule([0], 0, 1).schedule == (None, Undefined.NOTHING_PLANNED)
    with pytest.raises(ValueError, match="does not fall"):
        earned_schedule([0, 50, 40], 20, 1)


@given(
    st.lists(st.floats(0, 1e9), min_size=1, max_size=30),
    st.floats(-1e9, 1e9),
    st.floats(0, 1e4),
)
def test_the_schedule_lies_within_the_plan(steps: list[float], earned: float, at: float) -> None:
    planned = sorted(steps)
    found = earned_schedule(planned, earned, at)
    if found.schedule.value is None:
        assert found.schedule.why is not None
    else:
        assert 0 <= found.schedule.value <= len(planned) - 1


def test_a_deliverable_against_its_saved_plan() -> None:
    """10 days planned, 4 gone by, half of 8 person-weeks done: 5 days earned in 4, SPI(t) 1.25."""
    begun = {"stage": Stage.DELIVERY, "effort_likely": 8.0, "remaining": 4.0, "planned_end": date(2026, 3, 31)}
    rows = items({**begun, "planned_start": date(2026, 3, 20)}, begun, {"stage": Stage.CANCELLED})
    saved = [
        Baseline(50, "Plan", date(2026, 2, 1)),
        BaselineItem(51, 50, 1, date(2026, 3, 1), date(2026, 3, 10), 8.0),
    ]
    whole = portfolio(*rows, *saved)
    plans = latest_plans(whole)
    found = [health_of(whole, item, date(2026, 3, 4), plans.get(item.id)) for item in whole.deliverables]
    assert (found[0].basis, found[0].baseline, found[0].planned_share, found[0].earned_share) == (
        Basis.BASELINE, 50, 0.4, 0.5,
    )  # fmt: skip
    assert found[0].spi_t == pytest.approx(1.25)
    assert [each.why for each in found] == [None, Undefined.NO_PLAN, Undefined.STOPPED]


def test_work_that_was_done_late_stays_late() -> None:
    row = {
        "stage": Stage.RELEASED, "effort_likely": 8.0, "planned_start": date(2026, 3, 1),
        "planned_end": date(2026, 3, 10), "actual_end": date(2026, 3, 20),
    }  # fmt: skip
    whole = portfolio(*items(row))
    found = health_of(whole, whole.deliverables[1], date(2026, 8, 1))
    assert found.spi_t == pytest.approx(0.5)
