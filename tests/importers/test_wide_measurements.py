"""Tables with a column for each date, units behind figures, and names that are not quite those of outcomes."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers import ImportPlan, ImportProblem, guess_plan, preview
from deliverydesk.importers.figures import format_number, parse_figure
from tests.importers.tables import imported, table_of, workbook, written_date

ORDERS = Portfolio.of([Outcome(5, "Orders"), Outcome(6, "Renewal rate", unit="%")])


def series(portfolio: Portfolio) -> dict[str, list[tuple[str, float]]]:
    return {
        outcome.name: [(m.date.isoformat(), m.value) for m in portfolio.measurements_of(outcome.id)]
        for outcome in portfolio.outcomes
    }


def test_a_column_for_each_date() -> None:
    found, after = imported(
        "Metric;01.01.2026;01.02.2026;01.03.2026\nORDERS ;1.200;;1.350\nRenewal rate;80,5 %;81 %;-\n", ORDERS
    )
    assert series(after) == {
        "Orders": [("2026-01-01", 1200.0), ("2026-03-01", 1350.0)],
        "Renewal rate": [("2026-01-01", 80.5), ("2026-02-01", 81.0)],
    }
    assert (found.added, found.left_out, len(found.problems)) == (4, 0, 0)
    assert "3 columns of a day each, from “01.01.2026” on, read as dd.mm.yyyy." in found.notices
    assert found.change_set.label == "import 4 measurements from “table.csv”"


def test_dates_of_a_workbook_are_headers_too() -> None:
    days = [dt.date(2026, 1, 31), dt.date(2026, 2, 28)]
    table = table_of(workbook([["KPI", *days], ["Orders", 3, 4.5]]), "figures.xlsx")
    after = ORDERS.after(preview(table, guess_plan(table, ORDERS), ORDERS).change_set)
    assert series(after)["Orders"] == [("2026-01-31", 3.0), ("2026-02-28", 4.5)]


def test_days_that_can_be_read_in_two_ways_are_said_so_once() -> None:
    found, after = imported("Outcome,01/02/2026,05/02/2026\nOrders,1,2\n", ORDERS)
    assert "“01/02/2026” may be dd/mm/yyyy or mm/dd/yyyy, read as dd/mm/yyyy; check this." in found.notices
    assert [day for day, _ in series(after)["Orders"]] == ["2026-02-01", "2026-02-05"]


def test_a_header_that_is_no_date_is_refused() -> None:
    table = table_of("Outcome,2026-01-01,2026-02-01,Extra\nOrders,1,2,3\n")
    plan = ImportPlan.from_json({"columns": {"Extra": "dated"}}, guess_plan(table, ORDERS))
    with pytest.raises(ImportProblem, match=r"The header “Extra” is no date"):
        preview(table, plan, ORDERS)


def test_a_bad_cell_is_named_with_its_column_and_costs_itself_alone() -> None:
    found, after = imported("Outcome,2026-01-01,2026-02-01\nOrders,1,many\nRenewal rate,3,4\nOrders,,\n,3,4\n", ORDERS)
    assert len(after.measurements) == 3
    assert [problem.sentence for problem in found.problems] == [
        "Row 2, 2026-02-01: “many” is no number with a decimal point; this value is left out.",
        "Row 5, Outcome: there is no outcome; this value is left out.",
        "Row 5, Outcome: there is no outcome; this value is left out.",
    ]
    assert found.left_out == 4, "and the row without a value"


def test_importing_again_replaces_what_is_different_and_says_how_many() -> None:
    day = dt.date(2026, 1, 1)
    before = Portfolio.of(
        [Outcome(5, "Orders"), Measurement(7, 5, day, 1.0, note="kept"), Measurement(8, 5, dt.date(2026, 2, 1), 2.0)]
    )
    found, after = imported("Outcome,2026-01-01,2026-02-01,2026-03-01\nOrders,9,2,3\n", before)
    assert (found.added, found.updated, found.unchanged) == (1, 1, 1)
    assert "1 measurement of a day that is measured already, with another value: replaced." in found.notices
    assert after.measurements[7] == Measurement(7, 5, day, 9.0, note="kept")


def test_a_name_that_looks_like_a_known_one_waits_for_a_word() -> None:
    text = "Outcome,2026-01-01,2026-02-01\nRenewal rates,80,81\nLetters read,5,6\n"
    found, after = imported(text, ORDERS)
    assert [(match.name, match.state, match.guess, match.values) for match in found.matches] == [
        ("Renewal rates", "guess", "Renewal rate", 2),
        ("Letters read", "new", "", 2),
    ]
    assert found.left_out == 2
    assert len(found.problems) == 1
    assert found.created == {"outcomes": ("Letters read",)}
    assert series(after)["Renewal rate"] == []
    table = table_of(text)
    for said, wanted in (
        ({"renewal  RATES": "Renewal rate"}, {"Renewal rate": 2}),
        ({"Renewal rates": "Renewal rates"}, {"Renewal rate": 0, "Renewal rates": 2}),
        ({"Renewal rates": None, "Letters read": "Orders"}, {"Renewal rate": 0, "Orders": 2}),
    ):
        plan = ImportPlan.from_json({"outcomes": said}, guess_plan(table, ORDERS))
        assert ImportPlan.from_json(plan.to_json()) == plan
        result = series(ORDERS.after(preview(table, plan, ORDERS).change_set))
        assert {name: len(result[name]) for name in wanted} == wanted


def test_values_in_another_unit_are_not_taken() -> None:
    before = Portfolio.of([Outcome(5, "Wait", unit="days")])
    found, after = imported(
        "Outcome,Date,Value\nWait,2026-01-01,4.5 days\nWait,2026-01-02,3 hours\nWait,2026-01-03,5 day\n", before
    )
    assert series(after) == {"Wait": [("2026-01-01", 4.5), ("2026-01-03", 5.0)]}
    assert [problem.reason for problem in found.problems] == ["is in hours, the outcome in days"]


@pytest.mark.parametrize(
    ("text", "style", "wanted"),
    [
        ("4,5 Tage", "comma", (4.5, "Tage")),
        ("80 %", "point", (80.0, "%")),
        ("12 percent", "point", (12.0, "%")),
        ("€1,200", "point", (1200.0, "")),
        ("65 per claim", "point", (65.0, "per claim")),
        ("3k", "point", None),
        ("2 million", "point", None),
        ("1.5 Mio.", "point", None),
        ("4.5 days", "comma", None),
        ("days", "point", None),
    ],
)
def test_units_are_taken_off_and_powers_of_ten_are_no_units(text: str, style: str, wanted: object) -> None:
    assert parse_figure(text, style) == wanted


_DAYS = st.lists(st.dates(dt.date(2001, 1, 13), dt.date(2026, 8, 1)), min_size=2, max_size=6, unique=True)
_VALUES = st.integers(-10_000_000, 10_000_000).map(lambda n: n / 100)
_NAMES = ("Orders", "Renewal rate", "Brand new")


def taken(rows: list[list[str]], columns: dict[str, object], style: str) -> dict[str, list[tuple[str, float]]]:
    """What a table of cells comes to, read by this plan."""
    table = table_of("".join(";".join(row) + "\n" for row in rows), header_row=1, delimiter=";")
    plan = ImportPlan.from_json({"what": "measurements", "columns": columns})
    plan = replace(plan, columns=tuple(replace(column, number_style=style) for column in plan.columns))
    return series(ORDERS.after(preview(table, plan, ORDERS).change_set))


@given(st.data(), _DAYS, st.sampled_from(["yyyy-mm-dd", "dd.mm.yyyy"]), st.sampled_from(["point", "comma"]))
def test_a_wide_table_says_what_the_tall_one_says(
    data: st.DataObject, days: list[dt.date], form: str, style: str
) -> None:
    def cell(value: float | None) -> str:
        return "" if value is None else format_number(value, style)

    cells = {(name, day): cell(data.draw(st.none() | _VALUES)) for name in _NAMES for day in days}
    heads = {day: written_date(day, form) for day in days}
    date = {"field": "date", "date_format": form}
    tall = [["Outcome", "Date", "Value"], *([name, heads[day], cells[name, day]] for name in _NAMES for day in days)]
    wide = [["Outcome", *heads.values()], *([name, *(cells[name, day] for day in days)] for name in _NAMES)]
    down = [["Date", *_NAMES], *([heads[day], *(cells[name, day] for name in _NAMES)] for day in days)]
    wanted = taken(tall, {"Outcome": "outcome", "Date": date, "Value": "value"}, style)
    dated = {head: {"field": "dated", "date_format": form} for head in heads.values()}
    assert taken(wide, {"Outcome": "outcome", **dated}, style) == wanted
    assert taken(down, {"Date": date, **dict.fromkeys(_NAMES, "value")}, style) == wanted
