import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.importers import ImportPlan, guess_plan, preview
from tests.importers.tables import imported, table_of


def _series(portfolio: Portfolio) -> dict[str, list[tuple[str, float]]]:
    return {
        outcome.name: [(m.date.isoformat(), m.value) for m in portfolio.measurements_of(outcome.id)]
        for outcome in portfolio.outcomes
    }


def test_tall_tables_measure_the_outcomes_they_name() -> None:
    before = Portfolio.of([Outcome(5, "Orders")])
    found, after = imported(
        "Outcome,Date,Value,Note\norders,2026-01-31,1200,first\nReturns,2026-01-31,-3.5,\norders,2026-02-28,1250,\n",
        before,
    )
    assert _series(after) == {
        "Orders": [("2026-01-31", 1200.0), ("2026-02-28", 1250.0)],
        "Returns": [("2026-01-31", -3.5)],
    }
    assert after.measurements_of(5)[0].note == "first"
    assert found.created == {"outcomes": ("Returns",)}
    assert found.added == 3


def test_a_date_and_several_values_measure_an_outcome_each() -> None:
    _, after = imported("Monat;Nutzer;Umsatz\nJan 26;1.200;3,5\nFeb 26;1.350;4,25\n")
    assert _series(after) == {
        "Nutzer": [("2026-01-01", 1200.0), ("2026-02-01", 1350.0)],
        "Umsatz": [("2026-01-01", 3.5), ("2026-02-01", 4.25)],
    }


def test_a_column_of_words_parts_the_series() -> None:
    # twice the same day says so
    _, after = imported(
        "Date,Region,Sessions\n2026-01-01,EU,100\n2026-01-01,US,90\n2026-01-02,EU,120\n2026-01-02,US,95\n"
    )
    assert _series(after) == {
        "EU": [("2026-01-01", 100.0), ("2026-01-02", 120.0)],
        "US": [("2026-01-01", 90.0), ("2026-01-02", 95.0)],
    }
    # and so does a figure that is headed by no more than "value"
    _, after = imported("Datum;Bereich;Wert\n01.01.2026;Hilfe;5\n13.01.2026;Hilfe;6\n14.01.2026;Verkauf;7\n")
    assert list(_series(after)) == ["Hilfe", "Verkauf"]
    # words beside figures that have a name, day by day, are no series
    _, after = imported(
        "Date,Sessions,Weekday\n2026-01-01,5,Thu\n2026-01-02,6,Fri\n2026-01-08,6,Thu\n2026-01-09,6,Fri\n"
    )
    assert list(_series(after)) == ["Sessions"]


def test_an_analytics_export_with_remarks_and_a_sum() -> None:
    lines = ["# ------", "# All Web Site Data", "# Audience Overview", "# 20260113-20260115", "# ------", ""]
    lines += ["Day Index,Users", '1/13/26,"1,234"', '1/14/26,"1,345"', "1/15/26,998", ',"3,577"']
    found, after = imported("\n".join(lines))
    assert _series(after) == {"Users": [("2026-01-13", 1234.0), ("2026-01-14", 1345.0), ("2026-01-15", 998.0)]}
    assert [problem.row for problem in found.problems] == [11]


def test_a_plan_says_which_outcome_a_column_measures() -> None:
    before = Portfolio.of([Outcome(5, "Orders")])
    table = table_of("ds,y\n2026-01-01,5\n2026-02-01,6\n")
    plan = ImportPlan.from_json({"columns": {"y": {"field": "value", "outcome": "Orders"}}}, guess_plan(table, before))
    after = before.after(preview(table, plan, before).change_set)
    assert _series(after) == {"Orders": [("2026-01-01", 5.0), ("2026-02-01", 6.0)]}


def test_a_day_that_is_measured_already_is_updated() -> None:
    day = dt.date(2026, 1, 31)
    before = Portfolio.of([Outcome(5, "Orders"), Measurement(6, 5, day, 1.0, note="by hand")])
    found, after = imported("Outcome,Date,Value\nOrders,2026-01-31,2\nOrders,2026-02-28,3\n", before)
    assert (found.added, found.updated) == (1, 1)
    assert after.measurements[6] == Measurement(6, 5, day, 2.0, note="by hand")


@pytest.mark.parametrize(
    ("row", "reason", "consequence"),
    [
        ("Orders,soon,5", "is no date", "the row is left out"),
        ("Orders,,5", "there is no date", "the row is left out"),
        ("Orders,2026-03-01,many", "is no number", "this value is left out"),
        (",2026-03-01,5", "there is no outcome", "this value is left out"),
        ("Orders,2026-01-01,9", "second value for that day; row 2 has 1", "this value is left out"),
        ("Orders,1949-03-01,5", "is no date", "the row is left out"),
    ],
)
def test_a_bad_row_is_named_and_left_out(row: str, reason: str, consequence: str) -> None:
    rows = "".join(f"Orders,2026-01-{n:02},{n}\n" for n in range(1, 10))
    found, after = imported(f"Outcome,Date,Value\n{rows}{row}\n")
    (problem,) = found.problems
    assert problem.row == 11
    assert reason in problem.reason
    assert problem.consequence == consequence
    assert (found.added, found.left_out, len(after.measurements)) == (9, 1, 9)


def test_empty_values_are_gaps_and_no_problems() -> None:
    found, after = imported("Month,Users,Orders\n2026-01,5,\n2026-02,,7\n2026-03,6,8\n2026-04,,\n")
    assert not found.problems
    assert len(after.measurements) == 4
    assert found.left_out == 1
    assert "1 row with a date and no value: left out." in found.notices


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Orders", "orders", "Returns", ""]),
            st.sampled_from(["2026-01-01", "2026-01-02", "2026-02-30", ""]),
            st.sampled_from(["1", "2.5", "x", ""]),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_importing_twice_changes_nothing_the_second_time(rows: list[tuple[str, str, str]]) -> None:
    text = "Outcome,Date,Value\n" + "".join(",".join(row) + "\n" for row in rows)
    table = table_of(text, header_row=1)
    columns = {"Outcome": "outcome", "Date": {"field": "date", "date_format": "yyyy-mm-dd"}, "Value": "value"}
    plan = ImportPlan.from_json({"what": "measurements", "columns": columns})
    first = preview(table, plan, Portfolio())
    assert first.added + first.updated + first.unchanged + first.left_out == table.row_count
    after = Portfolio().after(first.change_set)
    assert list(check_all(after)) == []
    assert not preview(table, plan, after).change_set


def test_the_base_of_a_rate_comes_along() -> None:
    _, after = imported(
        "Outcome,Date,Value,Base\nSigned up,2026-01-31,12,600\nSigned up,2026-02-28,13,\n",
        Portfolio.of([Outcome(5, "Signed up", unit="%")]),
    )
    assert [(each.value, each.base) for each in after.measurements_of(5)] == [(12, 600), (13, None)]
