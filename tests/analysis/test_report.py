"""The report: whole, JSON-safe, and saying what the screens say."""

import json
import math
from datetime import date
from typing import Any

import pytest

from deliverydesk.analysis.report import report
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Dependency,
    Measurement,
    Milestone,
    Outcome,
    Product,
    Rating,
    Settings,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import ScoringModel, Stage
from deliverydesk.importers.sample import sample_portfolio
from tests.analysis.cases import items, months, portfolio
from tests.support.portfolios import synthetic_portfolio

TODAY = date(2026, 8, 19)


def company() -> Portfolio:
    first, second = items(
        {
            "title": "Search",
            "product": 20,
            "reach": 450.0,
            "impact": 3.0,
            "confidence": 1.0,
            "effort_likely": months(2),
            "remaining": months(1),
            "stage": Stage.DELIVERY,
            "planned_start": date(2026, 8, 3),
            "planned_end": date(2026, 9, 12),
        },
        {
            "title": "Filters",
            "product": 20,
            "planned_start": date(2026, 9, 3),
            "planned_end": date(2026, 9, 30),
            "tags": ("search", "quick win"),
        },
    )
    return portfolio(
        first,
        second,
        Product(20, "Shop"),
        Team(21, "Web", 5.0, 0.8),
        Outcome(22, "Found at once", product=20, baseline=20.0, target=40.0),
        Outcome(23, "Not measured"),
        Measurement(24, 22, date(2026, 7, 9), 34.0),
        Contribution(25, 1, 22, expected_change=5.0),
        Demand(26, 1, 21, likely=months(2)),
        Dependency(27, 1, 2),
        Milestone(28, "Fair", date(2026, 8, 29)),
        Criterion(29, "Benefit", 3.0),
        Criterion(30, "Fit", 1.0),
        Rating(31, 1, 29, 8.0),
        name="Company",
    )


@pytest.fixture(name="told")
def _told() -> dict[str, Any]:
    return report(company(), TODAY)


def test_one_list_for_every_entity_named_in_the_plural(told: dict[str, Any]) -> None:
    lists = {name for name, entity_type in ENTITY_TYPES.items() if entity_type is not Settings}
    assert lists == {name for name, value in told.items() if isinstance(value, list)} - {"warnings"}
    assert told["settings"]["name"] == "Company"
    assert told["today"] == "2026-08-19"
    assert told["measurements"] == [
        {
            "id": 24,
            "outcome": 22,
            "date": "2026-07-09",
            "value": 34.0,
            "note": "",
            "source": "",
            "base": None,
            "outcome_name": "Found at once",
        }
    ]


def test_a_deliverable_has_rank_scores_with_inputs_and_what_it_moves(told: dict[str, Any]) -> None:
    search, filters = told["deliverables"]
    assert (search["rank"], search["score"], search["score_rank"], search["gap"]) == (1, 675.0, 1, 0)
    assert set(search["scores"]) == {model.value for model in ScoringModel}
    rice = search["scores"]["rice"]
    assert (rice["value"], rice["rank"], rice["reason"]) == (675.0, 1, None)
    assert [(each["field"], each["value"]) for each in rice["inputs"]] == [
        ("reach", 450.0),
        ("impact", 3.0),
        ("confidence", 1.0),
        ("effort", 2.0),
    ]
    assert search["scores"]["weighted"]["reason"] == "“Fit” is missing."
    assert search["scores"]["cd3"]["reason"] == "Cost of delay and duration are missing."
    assert search["delivery_progress"] == {"share": 0.5, "basis": "Likely effort less what remains."}
    assert search["outcomes"] == [
        {"outcome": 22, "name": "Found at once", "expected_change": 5.0, "lag_days": None, "confidence": None}
    ]
    assert filters["score"] is None
    assert filters["score_reason"] == "Reach, impact, confidence and effort are missing."
    assert filters["tags"] == ["search", "quick win"]
    assert [each["reason"] for each in filters["violations"]] == [
        "“Filters” starts on 3 Sep, before “Search” ends on 12 Sep."
    ]
    assert search["violations"] == []


def test_an_outcome_has_its_progress_or_the_reason_for_none(told: dict[str, Any]) -> None:
    found, unmeasured = told["outcomes"]
    assert (found["latest"], found["latest_date"], found["days_since_measured"]) == (34.0, "2026-07-09", 41)
    assert (found["progress"], found["progress_raw"], found["progress_reason"]) == (0.7, 0.7, None)
    assert found["deliverables"] == [1]
    assert (unmeasured["progress"], unmeasured["progress_reason"]) == (None, "Nothing is measured yet.")


def test_products_teams_and_links_have_their_figures(told: dict[str, Any]) -> None:
    (shop,) = told["products"]
    assert (shop["deliverables"], shop["open_deliverables"], shop["outcomes"]) == (2, 2, 1)
    assert shop["open_effort"] == {"likely": pytest.approx(months(2)), "unestimated": 1}
    (web,) = told["teams"]
    assert web["capacity"] == 4.0
    assert len(web["load"]) == 13
    assert sum(week["load"] for week in web["load"]) == pytest.approx(months(2) * 20 / 30)
    assert told["criteria"][0]["weight_share"] == 0.75
    assert told["dependencies"][0]["violated"] is True
    assert told["milestones"][0]["days_left"] == 10
    assert told["ratings"][0]["deliverable_title"] == "Search"
    assert told["ratings"][0]["criterion_name"] == "Benefit"


def test_deliverables_come_in_the_manager_s_order() -> None:
    listed = [Deliverable(1, "Last", 900), Deliverable(2, "First", 100), Deliverable(3, "Middle", 500)]
    told = report(Portfolio.of(listed), TODAY)
    assert [(each["title"], each["rank"]) for each in told["deliverables"]] == [
        ("First", 1),
        ("Middle", 2),
        ("Last", 3),
    ]


@pytest.mark.parametrize("portfolio", [Portfolio(), company(), synthetic_portfolio(200)], ids=["empty", "small", "200"])
def test_the_report_is_strict_json(portfolio: Portfolio) -> None:
    json.dumps(report(portfolio, TODAY), allow_nan=False)


def test_no_number_that_json_does_not_have_gets_through() -> None:
    broken = Portfolio.of([Deliverable(1, "Broken", 0, reach=math.inf, impact=1.0, confidence=1.0, effort_likely=1.0)])
    told = report(broken, TODAY)
    json.dumps(told, allow_nan=False)
    assert told["deliverables"][0]["score_reason"] == "The inputs are too large to be multiplied."


def test_the_estimates_that_decide_the_order_are_told() -> None:
    rows = [{"reach": 450.0, "impact": 3.0, "confidence": 1.0, "effort_likely": months(each)} for each in (2, 3, 40)]
    told = report(portfolio(*items(*rows)), TODAY)["what_would_change_the_order"]["worth_improving"]
    assert [(each["deliverable"], each["best_rank"], each["worst_rank"]) for each in told] == [(1, 1, 2), (2, 1, 2)]
    assert told[0]["low"] < told[0]["high"]


def test_the_sample_is_reported_with_all_that_it_keeps() -> None:
    told = report(sample_portfolio(TODAY), TODAY)
    assert {phase["outcome_name"] for phase in told["phases"]} == {"Solved at first contact", "Days to pay a claim"}
    law = next(event for event in told["events"] if event["name"] == "Clear refusals act")
    marks = {mark["id"]: mark for mark in told["event_marks"]}
    about = [(marks[each]["outcome_name"], marks[each]["deliverable_title"]) for each in law["marks"]]
    assert about == [("Calls about a refusal", None), ("Claim rework rate", None), (None, "Refusals explained")]
    (waiting,) = told["agenda_items"]
    assert (waiting["proposal"], waiting["until"], waiting["event_name"]) == ("wait", "2026-08-12", None)
    assert told["milestone_items"][0]["milestone_name"] == "Card live"
