"""Figures against collected cases: published ones with their sources, and ones that two other programs agree on."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deliverydesk.analysis.evidence.behaviour import in_sigmas, xmr
from deliverydesk.analysis.evidence.rules import Rule, completed
from deliverydesk.analysis.evidence.trend import trend
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.values import ScoringModel
from tests.analysis.cases import items, months, portfolio

_RULES = {"WE1": Rule.BEYOND_LIMIT, "exactly": Rule.BEYOND_LIMIT, "Wheeler2": Rule.RUN_OF_EIGHT}
_RULES |= {"WE4:": Rule.RUN_OF_EIGHT, "Wheeler3": Rule.THREE_OF_FOUR}


@pytest.fixture
def collected(shared_dir: Path) -> Path:
    return shared_dir / "oracles"


def _read(collected: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((collected / f"{name}.json").read_text())
    return found


def test_rice_of_every_collected_case(collected: Path) -> None:
    rice = _read(collected, "scoring_rice_wsjf")["rice"]
    cases = [*rice["cases"], *rice["more_cases"]]
    rows = [{name: each[name] for name in ("reach", "impact", "confidence")} for each in cases]
    found = [row | {"effort_likely": months(each["effort"])} for row, each in zip(rows, cases, strict=True)]
    board = ScoreBoard.of(portfolio(*items(*found)))
    assert [board.value(at) for at in range(1, len(cases) + 1)] == pytest.approx([each["score"] for each in cases])


def test_wsjf_of_every_collected_case(collected: Path) -> None:
    cases = _read(collected, "scoring_rice_wsjf")["wsjf"]["cases"]
    names = ("business_value", "time_criticality", "risk_opportunity", "job_size")
    rows = [{name: float(each[name]) for name in names} for each in cases]
    board = ScoreBoard.of(portfolio(*items(*rows), scoring_model=ScoringModel.WSJF))
    found = [board.value(at) for at in range(1, len(cases) + 1)]
    assert found == pytest.approx([each["wsjf_computed"] for each in cases])


@pytest.mark.parametrize("name", ["ice_cream", "reinertsen_3_jobs"])
def test_cd3_of_the_collected_sequences(collected: Path, name: str) -> None:
    case = _read(collected, "sequencing_cd3_wsjf")[name]
    if name == "ice_cream":
        jobs = [(case[each]["gain_per_week"], case[each]["weeks"], case[each]["cd3"]) for each in ("A", "B")]
    else:
        jobs = list(zip(case["cod"], case["duration"], case["wsjf"], strict=True))
    rows = [{"cost_of_delay": float(cost), "duration_weeks": float(weeks)} for cost, weeks, _ in jobs]
    board = ScoreBoard.of(portfolio(*items(*rows), scoring_model=ScoringModel.CD3))
    assert [board.value(at) for at in range(1, len(jobs) + 1)] == pytest.approx([each for _, _, each in jobs])


@pytest.mark.parametrize("name", ["nist_flowrate", "shewhart_wheeler_16"])
def test_limits_of_the_collected_charts(collected: Path, name: str) -> None:
    case = _read(collected, "control_charts")[name]
    values = np.array(case.get("x"), dtype=float)
    told = case.get("computed") or case["published"]
    centre, mean_range = xmr(values)
    assert float(centre) == pytest.approx(told["mean"], abs=0.006)
    assert float(mean_range) == pytest.approx(told["mrbar"], abs=0.0001)
    z = in_sigmas(values, centre, mean_range)
    assert np.flatnonzero(completed(z, Rule.BEYOND_LIMIT)).tolist() == case["signals"]


def test_the_rules_of_the_collected_patterns(collected: Path) -> None:
    """Those of the cases that are about one of the three rules, beginning as `_RULES` has them."""
    cases = _read(collected, "run_rules")["cases"]
    told = [(each, rule) for each in cases for begins, rule in _RULES.items() if each["rule"].startswith(begins)]
    assert len(told) == 5
    for each, rule in told:
        found = np.flatnonzero(completed(np.array(each["z"], dtype=float), rule)).tolist()
        assert found == each["signal_at"], each["rule"]


def test_trends_of_the_collected_series(collected: Path) -> None:
    cases = _read(collected, "trend_tests")["cross_checked_cases"]
    assert len(cases) > 1
    for name, case in cases.items():
        values = np.array(case["y"], dtype=float)
        found = trend(np.arange(len(values), dtype=float), values)
        assert found.s == case["S"], name
        assert found.slope == pytest.approx(case["theil_sen"]), name
