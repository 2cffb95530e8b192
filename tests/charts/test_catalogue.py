import subprocess
import sys

import pytest

from deliverydesk.charts.catalogue import build, default_subject, names
from deliverydesk.charts.effort import effort_chart
from deliverydesk.charts.progress import progress_chart
from deliverydesk.charts.scores import scores_chart
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.errors import NotFound
from deliverydesk.domain.portfolio import Portfolio
from tests.support.charted import CONTACT, DAYS, TODAY, charted_portfolio


def test_every_name_in_the_list_builds_a_chart() -> None:
    portfolio = charted_portfolio()
    listed = list(names(portfolio))
    assert len(listed) == len(portfolio.outcomes) + 4 + 8 + 9 + 9
    for name, title in listed:
        spec = build(portfolio, name, today=TODAY)
        assert title
        assert spec.alt
        assert spec.title
        assert all(len(row) == len(spec.table.columns) for row in spec.table.rows)


_FLOW = (
    "cycle-time",
    "throughput",
    "throughput-month",
    "ageing",
    "cumulative-flow",
    "flow-kinds",
    "forecast",
    "calibration",
)


@pytest.mark.parametrize(
    "name", ["progress", "scores", "effort", "value-effort", "capacity", "guardrails", "divergence", *_FLOW]
)
def test_an_empty_portfolio_says_what_to_do(name: str) -> None:
    assert build(Portfolio(), name, today=TODAY).empty


def test_outcomes_are_found_by_number_and_by_name() -> None:
    portfolio = charted_portfolio()
    assert build(portfolio, f"outcome:{DAYS}", today=TODAY).title == "Days to pay a claim"
    assert build(portfolio, "outcome:solved AT first contact", today=TODAY).title == "Solved at first contact"
    assert default_subject(portfolio) == DAYS
    assert default_subject(Portfolio()) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [("pie", "no chart called pie"), ("outcome", "Say which outcome"), ("outcome:Nothing", "no outcome called Nothing"),
     ("outcome:99999999999999999999", "no outcome called")],
)  # fmt: skip
def test_what_is_not_there_is_said_in_a_sentence(name: str, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        build(charted_portfolio(), name, today=TODAY)


def test_names_that_are_taken_twice_are_not_guessed() -> None:
    portfolio = Portfolio.of([Outcome(1, "Same"), Outcome(2, "Same")])
    with pytest.raises(NotFound, match="2 outcomes are called same"):
        build(portfolio, "outcome:same", today=TODAY)


def test_progress_bars_are_ordered_and_worded() -> None:
    spec = progress_chart(charted_portfolio(), today=TODAY)
    (bars,) = spec.series
    assert bars.keys[0] == DAYS
    assert bars.xs[0] == pytest.approx(100 * 2.67 / 4.4)
    assert bars.labels[bars.keys.index(CONTACT)] == "1\u2009%, 61.1 of 72\u2009%"
    assert bars.labels[-1] == "not measured"


def test_effort_counts_what_is_open_and_takes_what_remains() -> None:
    spec = effort_chart(charted_portfolio(), today=TODAY)
    totals = {row[0]: row[-2] for row in spec.table.rows}
    # Claims: Digital card with 2.5 remaining of 5, and Map of practices with 9
    assert totals["CL Claims"] == 11.5
    assert totals["MA Member App"] == 8.0
    assert sum(sum(series.xs) for series in spec.series) == pytest.approx(
        sum(float(str(value)) for value in totals.values())
    )
    assert spec.x.high >= max(float(str(value)) for value in totals.values())


def test_scores_keep_the_managers_order() -> None:
    spec = scores_chart(charted_portfolio(), today=TODAY)
    (bars,) = spec.series
    assert bars.keys == (201, 202, 203, 204, 205)
    assert bars.labels[2] == "no score"
    assert bars.xs[2] == 0
    assert "1 item without a score" in spec.takeaway


def test_the_list_of_charts_loads_no_heavy_library() -> None:
    heavy = ("numpy", "pptx", "xlsxwriter", "PySide6")
    code = f"import sys, deliverydesk.charts.catalogue; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
