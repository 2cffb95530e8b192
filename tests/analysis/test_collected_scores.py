"""Scores and progress of the collected cases, and what is said where there is none."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from deliverydesk.analysis.outcomes import progress
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.entities import Criterion, Measurement, Outcome, Rating
from deliverydesk.domain.values import Direction, ScoringModel
from tests.analysis.cases import items, months, portfolio

Collected = Callable[[str], dict[str, Any]]

TODAY = date(2026, 8, 19)


def scores(model: ScoringModel, rows: list[dict[str, Any]], **settings: Any) -> list[float | None]:
    board = ScoreBoard.of(portfolio(*items(*rows), scoring_model=model, **settings))
    return [board.value(at) for at in range(1, len(rows) + 1)]


def rice_row(case: dict[str, float | None]) -> dict[str, Any]:
    effort = case["effort"]
    return {name: case[name] for name in ("reach", "impact", "confidence")} | {
        "effort_likely": None if effort is None else months(effort)
    }


def test_rice_of_every_collected_case(collected: Collected) -> None:
    rice = collected("scoring_rice_wsjf")["rice"]
    cases = [*rice["cases"], *rice["more_cases"]]
    found = scores(ScoringModel.RICE, [rice_row(each) for each in cases])
    assert found == pytest.approx([each["score"] for each in cases])


def test_wsjf_of_every_collected_case(collected: Collected) -> None:
    cases = collected("scoring_rice_wsjf")["wsjf"]["cases"]
    names = ("business_value", "time_criticality", "risk_opportunity", "job_size")
    found = scores(ScoringModel.WSJF, [{name: float(each[name]) for name in names} for each in cases])
    assert found == pytest.approx([each["wsjf_computed"] for each in cases])


@pytest.mark.parametrize("name", ["ice_cream", "reinertsen_3_jobs"])
def test_cd3_of_the_collected_sequences(collected: Collected, name: str) -> None:
    case = collected("sequencing_cd3_wsjf")[name]
    if name == "ice_cream":
        jobs = [(case[each]["gain_per_week"], case[each]["weeks"], case[each]["cd3"]) for each in ("A", "B")]
    else:
        jobs = list(zip(case["cod"], case["duration"], case["wsjf"], strict=True))
    found = scores(
        ScoringModel.CD3,
        [{"cost_of_delay": float(cost), "duration_weeks": float(weeks)} for cost, weeks, _ in jobs],
    )
    assert found == pytest.approx([each for _, _, each in jobs])


# The edges


def test_rice_at_its_edges(collected: Collected) -> None:
    cases = [each for each in collected("edge_cases")["rice"] if "in" in each]
    assert len(cases) > 5
    assert scores(ScoringModel.RICE, [rice_row(each["in"]) for each in cases]) == pytest.approx(
        [each["out"] for each in cases]
    )


def test_ties_stand_by_less_effort_under_one_rank(collected: Collected) -> None:
    case = next(each for each in collected("edge_cases")["rice"] if "tie" in each)
    found = [
        {"title": each["id"], "impact": 1.0, "confidence": 1.0, "effort_likely": months(each["effort"])}
        | {"reach": float(each["score"] * each["effort"])}
        for each in reversed(case["tie"])
    ]
    whole = portfolio(*items(*found))
    board = ScoreBoard.of(whole)
    assert [board.rank(at) for at in (1, 2)] == [1, 1]
    assert [whole.deliverables[at].title for at in board.order()] == case["order"]


def test_wsjf_and_cd3_at_their_edges(collected: Collected) -> None:
    edges = collected("edge_cases")
    wsjf = [each for each in edges["wsjf"] if "in" in each]
    rows = [
        {"business_value": float(each["in"]["cod"]), "time_criticality": 0.0, "risk_opportunity": 0.0}
        | {"job_size": float(each["in"]["job_size"])}
        for each in wsjf
    ]
    assert scores(ScoringModel.WSJF, rows) == [each["out"] for each in wsjf]
    cd3 = [each for each in edges["cd3"] if "in" in each]
    rows = [{"cost_of_delay": float(each["in"]["cod_per_week"]), "duration_weeks": each["in"]["weeks"]} for each in cd3]
    assert scores(ScoringModel.CD3, rows) == [each["out"] for each in cd3]


def test_ice_is_the_product_or_the_mean(collected: Collected) -> None:
    *products, mean = collected("edge_cases")["ice"]
    rows = [{f"ice_{name}": float(value) for name, value in each["in"].items()} for each in (*products, mean)]
    assert scores(ScoringModel.ICE, rows[:-1]) == [each["out"] for each in products]
    found = scores(ScoringModel.ICE, rows[-1:], ice_as_mean=True)
    assert found == [pytest.approx(mean["out"], abs=5e-5)]


def test_the_weighted_score_at_its_edges(collected: Collected) -> None:
    cases = [each for each in collected("edge_cases")["weighted_score"] if "scores" in each]
    assert len(cases) > 1
    for case in cases:
        criteria = [Criterion(at, name, weight) for at, (name, weight) in enumerate(case["weights"].items(), 10)]
        ratings = [
            Rating(20 + each.id, 1, each.id, float(case["scores"][each.name]))
            for each in criteria
            if case["scores"][each.name] is not None
        ]
        board = ScoreBoard.of(portfolio(*items({}), *criteria, *ratings), ScoringModel.WEIGHTED)
        assert board.value(1) == pytest.approx(case["out"])


# Progress of outcomes


def progress_of_cases(cases: list[dict[str, Any]]) -> list[tuple[float | None, float | None]]:
    """Progress as it is, and between 0 and 1."""
    found = []
    for case in cases:
        way = Direction(case.get("direction", "down" if case["target"] < case["baseline"] else "up"))
        outcome = Outcome(1, "Weekly active teams", baseline=case["baseline"], target=case["target"], direction=way)
        told = progress(outcome, [Measurement(2, 1, TODAY, case["current"])], TODAY)
        found.append((told.raw, told.clamped))
    return found


def test_key_results_of_the_collected_cases(collected: Collected) -> None:
    cases = collected("okr_kano_moscow")["okr"]["cases"]
    found = progress_of_cases(cases)
    assert [clamped for _, clamped in found] == pytest.approx([each["score"] for each in cases])
    told = [(raw, each["raw"]) for (raw, _), each in zip(found, cases, strict=True) if "raw" in each]
    assert [raw for raw, _ in told] == pytest.approx([expected for _, expected in told], abs=5e-5)


def test_progress_at_its_edges(collected: Collected) -> None:
    cases = collected("edge_cases")["progress"]
    found = [raw for raw, _ in progress_of_cases(cases)]
    assert found == pytest.approx([each["progress"] for each in cases], abs=5e-5)
