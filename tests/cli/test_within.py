"""Commands within a what-if: the plan keeps as it is."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from deliverydesk.actions import scenarios
from deliverydesk.document.document import Document
from tests.cli.conftest import Run


@pytest.fixture(name="plan")
def _plan(sample: Path) -> Path:
    document = Document.open(sample)
    document.apply(scenarios.new_scenario(document.portfolio, "Half of it", capacity=0.5))
    document.close()
    return sample


@pytest.fixture(name="type_in")
def _type_in(monkeypatch: pytest.MonkeyPatch) -> Any:
    def type_in(*requests: dict[str, Any]) -> None:
        class Typed:
            buffer = io.BytesIO("\n".join(map(json.dumps, requests)).encode())

        monkeypatch.setattr("sys.stdin", Typed())

    return type_in


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_edits_within_it_leave_the_plan_as_it_is(run: Run, plan: Path, type_in: Any) -> None:
    type_in({"action": "add_deliverable", "title": "Supposed"}, {"action": "checkpoint", "name": "Now"})
    told = run("edit", plan, "--in", "half OF it")
    assert (told.code, [each["ok"] for each in answers(told.out)]) == (0, [True, True])
    titles = {
        given: {each["title"] for each in json.loads(run("report", plan, "--json", *given).out)["deliverables"]}
        for given in ((), ("--in", "Half of it"))
    }
    assert titles["--in", "Half of it"] - titles[()] == {"Supposed"}
    assert titles[()] < titles["--in", "Half of it"]


def test_what_is_of_the_plan_is_refused_and_the_plan_is_safe_where_the_what_if_goes(
    run: Run, plan: Path, type_in: Any
) -> None:
    type_in(
        {"action": "new_scenario", "name": "Another"},
        {"action": "undo"},
        {"action": "add_deliverable", "title": "Where am I?"},
    )
    told = run("edit", plan, "--in", "Half of it")
    assert told.code == 1
    first, second, third = answers(told.out)
    assert first["error"] == "A what-if begins from the plan itself. Go back to the plan first."
    assert second["ok"]
    assert third["error"] == "The what-if is gone. Nothing more is done, so that the plan keeps as it is."
    assert "Where am I?" not in run("report", plan, "--json").out


def test_figures_are_those_of_the_what_if(run: Run, plan: Path) -> None:
    def last(*given: str) -> str:
        found = json.loads(run("forecast", plan, "--json", "--paths", 400, *given).out)
        return max(each["p85"] for each in found["items"] if each["p85"])

    assert last("--in", "Half of it") > last()


def test_a_choice_is_planned_within_it_alone(run: Run, plan: Path, type_in: Any) -> None:
    rails = [each["id"] for each in json.loads(run("report", plan, "--json").out)["guardrails"]]
    type_in({"action": "delete_guardrail", "ids": rails})
    assert run("edit", plan, "--in", "Half of it").code == 0
    before = json.loads(run("report", plan, "--json").out)["deliverables"]
    told = run("plan", plan, "--select", "--seconds", 1, "--json", "--apply", "--in", "Half of it")
    assert (told.code, json.loads(told.out)["applied"]) == (0, True)
    assert json.loads(run("report", plan, "--json").out)["deliverables"] == before
    within = json.loads(run("report", plan, "--json", "--in", "Half of it").out)["deliverables"]
    assert [each["planned_end"] for each in within] != [each["planned_end"] for each in before]


def test_an_export_says_of_which_what_if_it_is(run: Run, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "roadmap.svg"
    assert run("export", plan, "--what", "roadmap", "--to", out, "--in", "Half of it").code == 0
    assert "what if: Half of it" in out.read_text(encoding="utf-8")


def test_a_name_that_is_none_is_told_those_there_are(run: Run, plan: Path, empty: Path) -> None:
    told = run("report", plan, "--json", "--in", "Twice")
    assert told.code == 2
    assert "There is no what-if called “Twice”. There are: “Half of it”." in told.err
    told = run("forecast", empty, "--in", "Twice")
    assert told.code == 2
    assert "nor any other" in told.err
    told = run("report", plan, "--in", "Half of it", "--on", "2026-08-01")
    assert told.code == 2
    assert "--in goes without --on" in told.err
