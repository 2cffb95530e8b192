"""Coverage, the bill and the briefing as charts and tables, held against figures reckoned by hand."""

import pytest

from deliverydesk.charts.briefing import briefing_exhibit
from deliverydesk.charts.catalogue import build
from deliverydesk.charts.exhibits import exhibit, key_of, names
from deliverydesk.charts.table import TableData
from deliverydesk.domain.entities import Person
from deliverydesk.domain.errors import NotFound
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from tests.analysis.cases import portfolio
from tests.analysis.worked import APP, RED, SHOP, TODAY, B, D, deliverable, finished, outside, worked


@pytest.fixture(name="whole", scope="module")
def _whole() -> Portfolio:
    return worked(*finished(10, 20, 30, 40, 50, 60), *outside())


def test_coverage_draws_what_is_to_come_and_keeps_what_is_spent_apart(whole: Portfolio) -> None:
    spec = build(whole, "coverage", today=TODAY)
    assert spec.y.categories == ("AP App", "SH Shop", "No product")
    assert {series.name: series.xs for series in spec.series} == {
        "Measured": (8.0, 4.0, 0.0),
        "Too early": (0.0, 6.0, 0.0),
        "Not measured": (0.0, 3.0, 0.0),
    }
    assert spec.takeaway == (
        "14\u2009% of 21 person-weeks to come are on work without a measured outcome; for another 29\u2009% it is too "
        "early to tell."
    )
    assert spec.footnotes == (
        "Not measured: 1 has no outcome; the outcome of 1 was never read; the outcome of 1 does not say what is to be "
        "reached by when.",
    )
    assert spec.table.rows[0] == ("AP App", "Measured", 2, 8.0, 0, 60.0, 0, 100.0)
    assert spec.table.rows[-1] == ("All products", "Not measured", 3, 3.0, 1, 15.0, 2, 5.0)


def test_money_to_come_is_not_what_is_spent(whole: Portfolio) -> None:
    spec = build(whole, "coverage-money", today=TODAY)
    assert {series.name: series.xs for series in spec.series} == {
        "Measured": (60.0, 0.0, 0.0),
        "Too early": (0.0, 30.0, 0.0),
        "Not measured": (0.0, 15.0, 0.0),
    }
    assert spec.takeaway.startswith("14\u2009% of €105 still to be spent is for work without a measured outcome")


def test_nothing_too_early_is_not_told_as_nought() -> None:
    spec = build(portfolio(deliverable(1, None, Stage.IDEA, remaining=2.0)), "coverage", today=TODAY)
    assert spec.takeaway == "100\u2009% of 2 person-weeks to come are on work without a measured outcome."


def test_a_split_team_has_its_people_and_not_the_members_that_were_typed() -> None:
    staffed = worked(Person(930, RED, "Ana"), Person(931, RED, "Ben", 0.5))
    rows = [row[0] for row in build(staffed, "waste", today=TODAY).table.rows]
    assert "Red is split, 1.5 people" in rows


def test_the_bill_draws_its_lines_and_tells_all_of_it_in_the_table(whole: Portfolio) -> None:
    spec = build(whole, "waste", today=TODAY)
    assert spec.y.categories == (
        "Its outcome gets worse",
        "Its outcome stays flat",
        "Its outcome is not measured",
        "Under way too long",
    )
    assert spec.series[0].xs == (4.0, 5.0, 2.0, 5.0)
    assert spec.takeaway == (
        "9 person-weeks and €60 still to come are for outcomes that stay flat or get worse; each week that ready work "
        "waits costs €700."
    )
    assert spec.table.rows[1:] == (
        ("Its outcome stays flat", "“Work 1”", 1, 5.0, 60.0, 40.0, None),
        ("Its outcome is not measured", "“Work 6”", 1, 2.0, 15.0, 5.0, None),
        ("Under way too long", "“Work 1”", 1, 5.0, 60.0, 40.0, None),
        ("Red is split, 2 people", "“Work 1” and “Work 2”", 2, None, None, None, None),
        ("Ready, and waiting", "“Work 4” and “Work 7”", 2, 7.0, 30.0, 0.0, 700.0),
    )
    assert spec.footnotes[1:] == (
        "Under way too long: longer than the 60 days that 85 % of finished work kept.",
        "With more in delivery at once than half their people: Red.",
    )


def test_how_much_has_to_be_finished_is_said_where_it_is_too_little() -> None:
    spec = build(worked(*finished(10, 20)), "waste", today=TODAY)
    assert "What is under way too long cannot be told before 6 are finished; 2 are." in spec.footnotes


def test_what_waiting_costs_leads_to_the_work(whole: Portfolio) -> None:
    spec = build(whole, "delay", today=TODAY)
    assert (spec.series[0].xs, spec.series[0].keys) == ((700.0,), (D,))
    assert spec.takeaway == "1 ready deliverable waits, at €700 a week; so far that has cost €2,100."
    assert spec.footnotes == ("1 ready deliverable has no cost of delay.",)
    assert spec.table.rows == (("SH Work 4", 700.0, 3.0, 2100.0), ("SH Work 7", None, None, None))


@pytest.mark.parametrize("name", ["coverage", "coverage-money", "waste", "delay"])
def test_nothing_is_told_as_what_to_do(name: str) -> None:
    spec = build(Portfolio(), name, today=TODAY)
    assert spec.empty.endswith(".")
    assert spec.alt
    assert not spec.takeaway


def test_ready_work_without_a_cost_of_delay_says_what_lacks() -> None:
    spec = build(portfolio(deliverable(1, None, Stage.READY)), "delay", today=TODAY)
    assert spec.empty == "Ready work has no cost of delay yet. Fill it in, and what waiting costs is shown here."


def test_the_briefing_is_a_slide_of_sentences(whole: Portfolio) -> None:
    found = exhibit(whole, "briefing", today=TODAY)
    assert isinstance(found.item, TableData)
    assert found.item.rows[0][0].startswith("2 outcomes of 6 are alarming")  # type: ignore[union-attr]
    assert found.item.rows[0][1:] == ("", "2")
    assert exhibit(whole, "briefing:sh", today=TODAY).title == "Briefing on Shop"
    assert exhibit(whole, "waste-bill", today=TODAY).takeaway.startswith("9 person-weeks and €60")


def test_every_briefing_has_one_name(whole: Portfolio) -> None:
    assert key_of(whole, "briefing:App") == key_of(whole, f"briefing:{APP}") == f"briefing:{APP}"
    assert {f"briefing:{APP}", f"briefing:{SHOP}", "briefing", "waste-bill"} < {name for name, _ in names(whole)}
    with pytest.raises(NotFound, match="not one product called Bakery"):
        key_of(whole, "briefing:Bakery")
    with pytest.raises(NotFound):
        key_of(whole, f"waste-bill:{B}")


def test_a_quiet_day_says_so() -> None:
    from deliverydesk.domain.entities import Product

    table, words = briefing_exhibit(portfolio(Product(1, "Quiet"), deliverable(2, 1, Stage.RELEASED)), TODAY, 1)
    assert table.rows == ()
    assert words == "Nothing deserves attention on 19 Aug 2026."
