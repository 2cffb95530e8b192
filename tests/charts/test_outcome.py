import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from deliverydesk.charts.columns import dated_columns
from deliverydesk.charts.outcome import outcome_chart
from deliverydesk.charts.spec import as_data
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from tests.support.charted import CALLS, CONTACT, CRASHES, DAYS, RENEWAL, SOURCE, TODAY, charted_portfolio

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "charts"


@pytest.mark.parametrize("outcome", [CONTACT, CRASHES, CALLS])
def test_the_chart_is_as_it_was(outcome: int) -> None:
    """Golden files; after a wanted change, delete the file and run again to write it anew."""
    found = json.dumps(
        as_data(outcome_chart(charted_portfolio(), outcome, today=TODAY, source=SOURCE)), indent=1, ensure_ascii=False
    )
    path = GOLDEN / f"outcome-{outcome}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found + "\n", encoding="utf-8")
        pytest.fail(f"{path.name} was missing and is written now; look at it and commit it.")
    assert found + "\n" == path.read_text(encoding="utf-8")


def test_the_figures_of_the_alternative_text_are_those_of_the_readings() -> None:
    spec = outcome_chart(charted_portfolio(), CONTACT, today=TODAY)
    assert spec.alt == (
        "Line chart of Solved at first contact, in %: 13 readings from 3 Aug 2025 to 3 Aug 2026, from 60.6 to 61.1. "
        "Baseline 61, target 72 by 31 Dec 2026; the last reading is 1\u2009% of the way from baseline to target; "
        "1 deliverable released to move it."
    )


def test_the_path_runs_straight_from_baseline_to_target() -> None:
    spec = outcome_chart(charted_portfolio(), CONTACT, today=TODAY)
    (path,) = spec.by_purpose("path")
    assert path.xs == (date(2026, 1, 5).toordinal(), date(2026, 12, 31).toordinal())
    assert path.ys == (61.0, 72.0)
    asked = {row[0]: row[2] for row in spec.table.rows}
    assert asked[date(2025, 12, 3)] is None
    # 58 of 360 days of the way, 11 points long
    assert asked[date(2026, 3, 3)] == pytest.approx(61 + 57 / 360 * 11)


def test_released_and_planned_deliverables_have_flags_and_those_without_a_date_none() -> None:
    flags = {flag.key: flag for flag in outcome_chart(charted_portfolio(), CONTACT, today=TODAY).flags}
    assert flags[200].label == "Ask-a-nurse chat, 4 May"
    assert not flags[200].planned
    assert flags[201].planned
    assert flags[200].role == "product:1"
    assert 202 not in flags
    assert flags[None].label == "today"


def test_an_outcome_to_hold_is_a_band_between_its_limits() -> None:
    spec = outcome_chart(charted_portfolio(), CRASHES, today=TODAY)
    (band,) = spec.bands
    assert (band.lows[0], band.highs[0]) == (99.5, 99.9)
    assert not spec.by_purpose("path")
    assert "inside its limits" in spec.takeaway or "outside its limits" in spec.takeaway


def test_a_falling_outcome_moves_towards_its_target() -> None:
    spec = outcome_chart(charted_portfolio(), DAYS, today=TODAY)
    # (9.4 - 6.73) / (9.4 - 5)
    assert "61\u2009% of the way" in spec.takeaway


def test_an_outcome_without_anything_says_what_to_do() -> None:
    assert outcome_chart(charted_portfolio(), RENEWAL, today=TODAY).empty
    assert not outcome_chart(charted_portfolio(), CALLS, today=TODAY).empty


def test_every_value_lies_inside_the_axes() -> None:
    portfolio = charted_portfolio()
    for outcome in portfolio.outcomes.ids:
        spec = outcome_chart(portfolio, outcome, today=TODAY)
        for series in spec.series:
            assert all(spec.x.low <= x <= spec.x.high for x in series.xs)
            assert all(y is None or spec.y.low <= y <= spec.y.high for y in series.ys)


@pytest.mark.parametrize("value", [0.0, -5.0, 1e12, 1e-9])
def test_a_single_reading_of_any_size_makes_a_chart(value: float) -> None:
    portfolio = Portfolio.of([Outcome(1, "Odd"), Measurement(2, 1, date(2026, 1, 1), value)])
    spec = outcome_chart(portfolio, 1, today=TODAY)
    assert spec.y.low <= value <= spec.y.high
    assert len(spec.y.ticks()) >= 2


def test_columns_put_every_point_on_its_date() -> None:
    spec = outcome_chart(charted_portfolio(), CONTACT, today=TODAY)
    days, columns = dated_columns(spec)
    named = {column.name: column for column in columns}
    measured = {day: value for day, value in zip(days, named["Measured"].values, strict=True) if value is not None}
    (series,) = spec.by_purpose("data")
    assert {day.toordinal(): value for day, value in measured.items()} == dict(zip(series.xs, series.ys, strict=True))
    target = [value for value in named["Target"].values if value is not None]
    assert set(target) == {72.0}
    launch = named["Ask-a-nurse chat, 4 May"]
    assert [day for day, value in zip(days, launch.values, strict=True) if value is not None] == [date(2026, 5, 4)]
    assert list(days) == sorted(set(days))


def test_a_target_equal_to_its_baseline_has_no_progress() -> None:
    portfolio = charted_portfolio()
    flat = replace(portfolio.outcomes[CONTACT], target=61.0)
    spec = outcome_chart(Portfolio.of([flat, *portfolio.measurements]), CONTACT, today=TODAY)
    assert "of the way" not in spec.takeaway + spec.alt


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (75.0, "at or beyond its target"),
        (50.0, "further from its target than the baseline"),
        (66.5, "50\u2009% of the way"),
    ],
)
def test_the_standing_is_worded(value: float, words: str) -> None:
    outcome = charted_portfolio().outcomes[CONTACT]
    spec = outcome_chart(
        Portfolio.of([outcome, Measurement(9, CONTACT, date(2026, 8, 1), value)]), CONTACT, today=TODAY
    )
    assert words in spec.takeaway
    assert f"the last reading is {words}" in spec.alt


def test_a_reading_of_a_later_day_is_drawn_and_not_yet_counted() -> None:
    outcome = charted_portfolio().outcomes[CONTACT]
    readings = [Measurement(9, CONTACT, date(2026, 8, 1), 66.5), Measurement(10, CONTACT, date(2026, 9, 1), 90.0)]
    spec = outcome_chart(Portfolio.of([outcome, *readings]), CONTACT, today=TODAY)
    assert spec.takeaway.startswith("66.5\u2009% on 1 Aug")
    assert spec.by_purpose("data")[0].ys == (66.5, 90.0)
