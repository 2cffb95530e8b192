"""The report: whole, JSON-safe, and saying what the screens say."""

import json
import math
from datetime import date, timedelta
from typing import Any

import pytest

from deliverydesk.actions import records
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
from deliverydesk.domain.passage import StageMove
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import ScoringModel, Stage
from deliverydesk.importers.sample import sample_portfolio
from tests.analysis.cases import items, months, portfolio
from tests.analysis.worked import FALLING, FLAT, RISING, SILENT, YOUNG, A, G, I, finished, outside, worked
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
    assert lists == {name for name, value in told.items() if isinstance(value, list)} - {
        "warnings",
        "agenda",
        "cadences",
    }
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
    assert told["record"]["percentiles"]["p85"]["reason"] is not None, "too few to judge"
    assert {phase["outcome_name"] for phase in told["phases"]} == {"Solved at first contact", "Days to pay a claim"}
    law = next(event for event in told["events"] if event["name"] == "Clear refusals act")
    marks = {mark["id"]: mark for mark in told["event_marks"]}
    about = [(marks[each]["outcome_name"], marks[each]["deliverable_title"]) for each in law["marks"]]
    assert about == [("Calls about a refusal", None), ("Claim rework rate", None), (None, "Refusals explained")]
    (waiting,) = told["agenda_items"]
    assert (waiting["proposal"], waiting["until"], waiting["event_name"]) == ("wait", "2026-08-12", None)
    assert told["milestone_items"][0]["milestone_name"] == "Card live"


def test_what_has_progressed_has_not_stalled() -> None:
    begun = Deliverable(1, "Chat", 1, stage=Stage.DELIVERY, actual_start=date(2026, 1, 5))
    (still,) = report(portfolio(begun), TODAY)["agenda"]
    assert still["stall"]["since"] == "2026-01-05"
    (moved,) = report(portfolio(begun), TODAY, progressed={1: TODAY})["agenda"]
    assert moved["stall"] is None


@pytest.fixture(name="evident", scope="module")
def _evident() -> dict[str, Any]:
    return report(worked(*finished(10, 20, 30, 40, 50, 60), *outside()), TODAY)


def test_an_outcome_has_its_evidence_with_inputs_and_reasons(evident: dict[str, Any]) -> None:
    told = {each["id"]: each["evidence"] for each in evident["outcomes"]}
    rising = told[RISING]
    assert rising["judgement"]["verdict"] == "improving"
    assert rising["judgement"]["p_good"] == pytest.approx(0.9998, abs=1e-4)
    assert (rising["judgement"]["n"], rising["judgement"]["prior_sigmas"], rising["stands"]) == (10, 2.0, True)
    assert rising["judgement"]["change_80"]["low"] < rising["judgement"]["change"]
    assert rising["reach"]["goal"] == {"low": 80.0, "high": None, "due": "2027-01-06"}
    assert [look["day"] for look in rising["reach"]["history"]][-1] == "2026-08-18"
    assert rising["readings"]["n"] == 10
    assert rising["readings"]["left_out"] == {}
    assert rising["behaviour"]["phases"][0]["centre"] == pytest.approx(55.6)
    assert (told[YOUNG]["judgement"]["reason"], told[YOUNG]["reach"]["reason"]) == ("too_few", "too_few")
    assert (told[SILENT]["judgement"]["reason"], told[SILENT]["stands"]) == ("no_readings", None)


def test_the_bill_and_the_briefing_are_reported_with_what_they_stand_on(evident: dict[str, Any]) -> None:
    first = evident["briefing"]
    assert (first["product"], first["products"][-1]["product_name"]) == (None, "Shop")
    alarm = first["sentences"][0]
    assert (alarm["matter"], alarm["outcomes"]) == ("alarm", [FALLING, FLAT])
    assert alarm["words"].startswith("2 outcomes of 6 are alarming")
    flat = next(line for line in evident["waste"]["lines"] if line["moves"] == "flat")
    assert (flat["amount"]["deliverables"], flat["amount"]["effort"], flat["outcomes"]) == ([A], 5.0, [FLAT])
    assert evident["waste"]["waiting"]["total"] == 700.0
    assert evident["waste"]["ageing"]["level"]["days"] == 60
    measured = evident["coverage"]["whole"]["parts"][0]
    assert (measured["cover"], measured["amount"]["effort"]) == ("measured", 12.0)
    placed = {each["id"]: each["divergence"] for each in evident["deliverables"]}
    assert placed[A]["outcome"] == FLAT
    assert placed[I] is None, "what is released is not in flight"


def test_what_the_journal_remembers_of_stages_is_counted() -> None:
    moved = [StageMove(G, TODAY - timedelta(days=14), Stage.SHAPING, Stage.READY)]
    company = worked(*finished(10))
    assert report(company, TODAY)["waste"]["waiting"]["undated"] == 0
    dear = company.after(records.edit(company, Deliverable, [G], {"cost_of_delay": 100.0}))
    assert report(dear, TODAY)["waste"]["waiting"]["so_far"] == pytest.approx(2100.0)
    assert report(dear, TODAY, moved)["waste"]["waiting"]["so_far"] == pytest.approx(2100.0 + 200.0)
    assert len(report(dear, TODAY, moved)["stage_dates"]) == 1, "what the journal knows is no entity"


def test_what_was_frozen_is_told_as_an_object_and_products_say_how_they_are() -> None:
    told = report(sample_portfolio(TODAY), TODAY)
    for table, field in (
        ("decisions", "evidence"),
        ("agenda_items", "evidence"),
        ("review_entries", "evidence"),
        ("reviews", "snapshot"),
    ):
        assert told[table], table
        assert all(isinstance(each[field], dict) for each in told[table]), table
    assert {each["health"]["condition"] for each in told["products"]} <= {"well", "attention", "worse", "unknown"}
    assert all(each["ready_title"] and each["team_name"] for each in told["overtaking"]["ready"])
