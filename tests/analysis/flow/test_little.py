"""Little's law on published cases and on 30 months of a real board."""

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from deliverydesk.analysis.flow.little import Fit, little

DAY = date(2026, 3, 2)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_two_and_a_half_years_of_a_real_board(shared_dir: Path) -> None:
    """7digital, January 2010 to June 2012, in working days without regard to holidays."""
    expected = json.loads((shared_dir / "oracles/littles_law.json").read_text())["real_data_7digital_2010-01_2012-06"]
    with (shared_dir / "oracles/flow/7digital2012.csv").open() as file:
        rows = list(csv.DictReader(file))

    def days(column: str) -> list[date]:
        return [datetime.strptime(row[column], "%d/%m/%Y").date() for row in rows]

    found = little(days("Dev.Started"), days("Done"), date(2010, 1, 4), date(2012, 6, 29), [])
    assert found.in_progress == pytest.approx(expected["avg_WIP"], abs=5e-4)
    assert found.rate == pytest.approx(expected["throughput_per_workday"], abs=5e-5)
    assert found.time == pytest.approx(expected["avg_cycle_workdays"], abs=5e-5)
    assert found.product == pytest.approx(expected["lambda_W"], abs=5e-4)
    assert found.ratio == pytest.approx(expected["ratio"], abs=5e-5)
    assert found.fit is Fit.CONSISTENT


def test_the_published_cases(shared_dir: Path) -> None:
    """A wine cellar of 160 bottles, 8 bought and drunk a month: each lies 20 months (Little and Graves, 2008)."""
    cellar = json.loads((shared_dir / "oracles/littles_law.json").read_text())["cases"][0]
    # Four bottles come on days 0, 4, 8, …, and each leaves 20 days later: a rate of 1 a day over a long window.
    starts = [after(4 * n) for n in range(1000) for _ in range(4)]
    found = little(starts, [start + timedelta(days=19) for start in starts], after(20), after(3979))
    assert found.time == cellar["W_months"]
    assert found.rate == pytest.approx(1.0)
    assert found.in_progress == pytest.approx(found.rate * found.time)
    assert cellar["L"] == cellar["lambda_per_month"] * cellar["W_months"]


def test_from_empty_to_empty_it_holds_exactly() -> None:
    starts, ends = [after(1), after(2), after(9)], [after(5), after(2), after(12)]
    found = little(starts, ends, after(0), after(13))
    assert found.ratio == pytest.approx(1.0, abs=1e-12)
    assert (found.at_first, found.at_last) == (0, 0)


def test_work_that_piles_up_is_named() -> None:
    starts = [after(n) for n in range(20)]
    ends = [after(n + 2) if n < 5 else None for n in range(20)]
    assert little(starts, ends, after(0), after(30)).fit is Fit.MORE_UNDER_WAY


def test_work_from_before_the_window_is_named() -> None:
    assert little([after(-200)], [after(3)], after(0), after(13)).fit is Fit.LESS_UNDER_WAY


def test_stopped_work_was_under_way_and_is_not_done() -> None:
    found = little([after(0)], [after(4)], after(0), after(9), finished=[False])
    assert (found.in_progress, found.rate, found.fit) == (0.5, 0.0, Fit.NOTHING_DONE)


def test_nothing_has_a_reason() -> None:
    assert little([], [], after(0), after(9)).fit is Fit.NOTHING_UNDER_WAY
    assert little([], [], after(1), after(0)).days == 0
