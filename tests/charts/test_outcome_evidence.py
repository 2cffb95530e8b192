"""What the evidence adds to the chart of an outcome, layer by layer."""

import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.evidence.page import evidence_of
from deliverydesk.charts.columns import dated_columns
from deliverydesk.charts.lanes import lanes
from deliverydesk.charts.outcome import LAYERS, outcome_chart
from deliverydesk.charts.spec import ChartSpec, as_data
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from tests.support.evident import CALLS, CRASHES, REWORK, SOLVED, SPLIT, TODAY, evident_portfolio

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "charts"


def chart(outcome: int, layers: tuple[str, ...] = LAYERS) -> ChartSpec:
    portfolio = evident_portfolio()
    evidence = evidence_of(portfolio, outcome, TODAY)
    return outcome_chart(portfolio, outcome, today=TODAY, evidence=evidence, layers=layers)


@pytest.mark.parametrize("outcome", [SOLVED, REWORK])
def test_the_chart_with_its_evidence_is_as_it_was(outcome: int) -> None:
    """Golden files; after a wanted change, delete the file and run again to write it anew."""
    found = json.dumps(as_data(chart(outcome)), indent=1, ensure_ascii=False) + "\n"
    path = GOLDEN / f"evidence-{outcome}.json"
    if not path.exists():
        path.write_text(found, encoding="utf-8")
        pytest.fail(f"{path.name} was missing and is written now; look at it and commit it.")
    assert found == path.read_text(encoding="utf-8")


def test_natural_limits_are_a_band_with_its_centre_and_where_it_was_locked() -> None:
    spec = chart(SOLVED)
    (band,) = [band for band in spec.bands if band.edge]
    (centre,) = [line for line in spec.references if line.name == "Centre"]
    values = [reading.value for reading in evident_portfolio().measurements_of(SOLVED)[:12]]
    mean = sum(values) / 12
    moving = sum(abs(after - value) for value, after in pairwise(values)) / 11
    assert centre.value == pytest.approx(mean)
    assert band.highs == pytest.approx((mean + 2.66 * moving,) * 2)
    assert band.label == "natural limits 58.3 to 64.2, baseline locked Aug to Jul"
    assert band.xs == (date(2025, 8, 3).toordinal(), date(2026, 8, 3).toordinal())


def test_a_phase_has_its_own_limits_and_says_why_it_was_begun() -> None:
    spec = chart(REWORK)
    before, after = [band for band in spec.bands if band.edge]
    assert before.xs[1] == after.xs[0] == SPLIT.toordinal()
    assert after.highs[0] < (before.lows[0] + before.highs[0]) / 2
    assert after.label == "trial limits 9.0 to 10.8, from 7 readings"
    (begun,) = [flag for flag in spec.flags if flag.kind == "phase"]
    assert (begun.at, begun.label) == (SPLIT.toordinal(), "new phase: second pair of eyes on each claim")


def test_what_is_no_routine_has_a_shape_and_words() -> None:
    spec = chart(REWORK)
    (signals,) = [series for series in spec.by_purpose("mark") if series.shape == "diamond"]
    words = dict(zip(signals.ys, signals.labels, strict=True))
    assert words[12.6] == "10 on one side"
    assert [words for words in signals.labels if words] == ["10 on one side"], "a run of neighbours is said once"
    assert set(signals.ys) == {12.1, 13.9, 12.6, 12.9, 12.4, 12.8, 13.0, 12.7, 13.1}
    measured = evident_portfolio().measurements
    assert [measured[key].value for key in signals.keys] == list(signals.ys)
    assert not [series for series in chart(SOLVED).by_purpose("mark") if series.shape == "diamond"]


def test_the_fan_goes_from_the_last_reading_to_the_due_date_and_its_ends_are_said() -> None:
    spec = chart(SOLVED)
    reach = evidence_of(evident_portfolio(), SOLVED, TODAY).reach
    fan = [band for band in spec.bands if band.role.startswith("fan")]
    assert [band.role for band in fan] == ["fan95", "fan80", "fan50"]
    assert {(band.xs[0], band.xs[-1]) for band in fan} == {
        (date(2026, 8, 3).toordinal(), date(2026, 12, 31).toordinal())
    }
    assert reach.level_80 is not None
    assert reach.level_95 is not None
    assert (fan[1].lows[-1], fan[1].highs[-1]) == pytest.approx((reach.level_80.low, reach.level_80.high))
    assert (fan[0].lows[-1], fan[0].highs[-1]) == pytest.approx((reach.level_95.low, reach.level_95.high))
    (line,) = spec.by_purpose("forecast")
    assert line.ys[-1] == pytest.approx(reach.level)
    said = {note.text for note in spec.notes if note.x == fan[0].xs[-1]}
    assert said == {f"{reach.level:.1f}", f"{reach.level_95.low:.1f}", f"{reach.level_95.high:.1f}"}


def test_a_fan_that_is_too_wide_stretches_the_axis_by_half_at_most() -> None:
    portfolio = evident_portfolio()
    evidence = evidence_of(portfolio, SOLVED, TODAY)
    without = outcome_chart(portfolio, SOLVED, today=TODAY, evidence=evidence, layers=("limits",))
    whole = outcome_chart(portfolio, SOLVED, today=TODAY, evidence=evidence)
    assert whole.y.high - whole.y.low <= 2.2 * (without.y.high - without.y.low)


def test_events_that_touch_the_outcome_are_marked_and_a_long_one_has_its_span() -> None:
    events = {flag.label: flag for flag in chart(SOLVED).flags if flag.kind == "event"}
    assert set(events) == {"Storm season, 10 Feb to 20 Mar", "New law, 1 Apr"}
    storm = events["Storm season, 10 Feb to 20 Mar"]
    assert (storm.at, storm.until) == (date(2026, 2, 10).toordinal(), date(2026, 3, 20).toordinal())
    assert events["New law, 1 Apr"].until is None


@pytest.mark.parametrize("left", LAYERS)
def test_each_layer_can_be_left_out_alone(left: str) -> None:
    spec = chart(REWORK, tuple(layer for layer in LAYERS if layer != left))
    found = {
        "limits": any(band.edge for band in spec.bands) and any(flag.kind == "phase" for flag in spec.flags),
        "fan": bool(spec.by_purpose("forecast")),
        "events": any(flag.kind == "event" for flag in spec.flags),
    }
    assert found == {layer: layer != left for layer in LAYERS}


@given(st.lists(st.floats(-50, 50).map(lambda value: round(value, 1)), min_size=1, max_size=30))
def test_any_readings_make_a_chart(values: list[float]) -> None:
    days = [date(2026, 1, 1) + timedelta(days=7 * n) for n in range(len(values))]
    readings = [Measurement(10 + n, 1, day, value) for n, (day, value) in enumerate(zip(days, values, strict=True))]
    portfolio = Portfolio.of([Outcome(1, "Odd", target=60.0, due=date(2027, 1, 1)), *readings])
    spec = outcome_chart(portfolio, 1, today=TODAY, evidence=evidence_of(portfolio, 1, TODAY))
    assert spec.by_purpose("data")
    for series in spec.by_purpose("mark"):
        assert any(series.labels)
    dated_columns(spec)


def test_a_phase_that_begins_with_a_launch_is_said_below_it() -> None:
    """Both lines are one, so neither runs through the words of the other."""
    assert [lane.row for lane in lanes([100, 100], [50, 80], (0, 1000), 3, glyph=12)] == [0, 1]


def test_too_few_readings_have_neither_limits_nor_a_fan() -> None:
    spec = chart(CALLS)
    assert not spec.bands
    assert not spec.by_purpose("forecast")


def test_everything_stays_within_what_can_be() -> None:
    assert chart(CRASHES).y.high <= 100.0


def test_the_words_say_what_the_layers_show() -> None:
    spec = chart(REWORK)
    assert spec.takeaway.endswith("by 15 Dec, 12 chances in 100 of reaching 7 %.")
    assert "on trial below twelve" in spec.alt
    assert "Event: Rival cut its prices, 2 Mar." in spec.alt


def test_columns_have_the_limits_and_the_fan() -> None:
    """What Excel and PowerPoint draw, which know no bands."""
    days, columns = dated_columns(chart(SOLVED))
    named = {column.name: column for column in columns}
    upper, lower = named["Natural limits, upper end"], named["Natural limits, lower end"]
    at = days.index(date(2026, 3, 3))
    assert (upper.values[at] or 0) > 61 > (lower.values[at] or 99)
    assert named["Projected level, 95 in 100, upper end"].values[days.index(date(2026, 12, 31))] is not None
    assert named["Projected level"].role == "accent"


def test_the_table_has_the_limits_that_hold_for_each_reading() -> None:
    table = chart(REWORK).table
    heads = [column.name for column in table.columns]
    lower, told = heads.index("Lower natural limit"), heads.index("No routine variation")
    rows = {row[0]: row for row in table.rows}
    assert rows[date(2025, 9, 1)][lower] == pytest.approx(10.8, abs=0.1)
    assert rows[date(2026, 7, 22)][lower] == pytest.approx(9.0, abs=0.1)
    assert "above the upper limit" in str(rows[date(2026, 1, 23)][told])


def test_computed_figures_are_said_no_finer_than_they_differ() -> None:
    days = [date(2026, 1, 5) + timedelta(weeks=at) for at in range(20)]
    outcome = Outcome(id=2, name="Rate", unit="", target=80.0, baseline=40.0, due=date(2026, 12, 1))

    def told(values: list[float]) -> str:
        readings = [Measurement(id=10 + at, outcome=2, date=days[at], value=value) for at, value in enumerate(values)]
        portfolio = Portfolio.of([evident_portfolio().settings, outcome, *readings])
        return outcome_chart(portfolio, 2, today=TODAY, evidence=evidence_of(portfolio, 2, TODAY)).takeaway

    wide = told([40.123456789 + at + 3.3333333 * (at % 3) for at in range(20)])
    assert re.search(r"at this slope \d\d\.\d to \d\d\.\d by", wide), wide
    fine = told([0.0123456789 + at * 1e-5 + 3.33333e-5 * (at % 3) for at in range(20)])
    assert re.search(r"at this slope 0\.\d{6} to 0\.\d{6} by", fine), fine


def test_among_hundreds_of_readings_only_the_last_of_a_run_is_marked() -> None:
    outcome = Outcome(id=2, name="Visits")
    readings = [
        Measurement(id=10 + at, outcome=2, date=date(2025, 1, 1) + timedelta(days=at), value=100.0 + at + at % 5)
        for at in range(300)
    ]
    portfolio = Portfolio.of([evident_portfolio().settings, outcome, *readings])
    spec = outcome_chart(portfolio, 2, today=TODAY, evidence=evidence_of(portfolio, 2, TODAY))
    (marks,) = [series for series in spec.series if series.shape == "diamond"]
    assert len(marks.xs) < 10
    assert marks.xs[-1] == readings[-1].date.toordinal()
