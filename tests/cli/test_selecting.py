"""`deliverydesk plan FILE --select`: the plan, its bound, its gap and its reasons; applied only where asked for."""

import json
from datetime import date
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.domain.entities import Deliverable, Demand, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from tests.cli.conftest import Run, read


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A team of 10 person-weeks for three vetted items of 5, 5 and 8, the last under way."""
    path = tmp_path / "small.ddesk"
    rows = [
        Team(9, "Web", 2.0, 0.5),
        Deliverable(1, "Search", 1, stage=Stage.READY, cost_of_delay=10.0),
        Deliverable(2, "Quotes", 2, stage=Stage.READY, cost_of_delay=8.0),
        Deliverable(3, "Refunds", 3, stage=Stage.DELIVERY, cost_of_delay=9.0),
        Demand(11, 1, 9, None, 5.0, None),
        Demand(12, 2, 9, None, 5.0, None),
        Demand(13, 3, 9, None, 8.0, None),
    ]
    Document.create(path, Portfolio.of(rows)).close()
    return path


def test_json_has_plan_bound_gap_and_reasons(run: Run, small: Path) -> None:
    answer = run("plan", small, "--select", "--json", "--weeks", 11, "--seconds", 1)
    assert (answer.code, answer.err) == (0, "")
    told = json.loads(answer.out)
    plan = told["plan"]
    assert (plan["proved"], plan["gap"], plan["bound"]) == (True, 0.0, plan["value"])
    assert plan["value"] == pytest.approx((10 + 8) * (52 - 11))
    by_id = {each["deliverable"]: each for each in told["items"]}
    assert [by_id[n]["period"] for n in (1, 2, 3)] == [0, 0, None]
    assert by_id[3]["flips_at"] == pytest.approx(18 * 41)
    assert by_id[3]["leaves"] == [1, 2]
    assert by_id[3]["short_teams"] == [9]
    assert told["next_best"]["difference"] == pytest.approx(8 * 41)
    assert [each["difference"] for each in told["worth_of_people"]] == pytest.approx([41.0, 9 * 41, 9 * 41])
    assert told["inputs"]["measure"] == "cost_of_delay"
    assert told["applied"] is False


def test_words_say_what_is_proved_and_why_something_is_out(run: Run, small: Path) -> None:
    out = run("plan", small, "--select", "--weeks", 11, "--seconds", 1).out
    assert "Expected value €738. Proved: no other set is worth more." in out
    assert "“Refunds” is out: “Search”, “Quotes” would have to leave for it. It comes in at €738." in out


def test_nothing_is_changed_unless_asked_for_and_then_in_one_step(run: Run, small: Path) -> None:
    before = read(small)
    run("plan", small, "--select", "--weeks", 11, "--seconds", 1)
    assert read(small).deliverables[1] == before.deliverables[1]
    told = json.loads(run("plan", small, "--select", "--weeks", 11, "--seconds", 1, "--json", "--apply").out)
    after = read(small)
    assert told["applied"] is True
    assert (after.deliverables[1].planned_start, after.deliverables[1].planned_end) == (
        date(2026, 8, 24),
        date(2026, 10, 30),
    )
    assert after.deliverables[1].stage is Stage.READY
    assert after.deliverables[3] == before.deliverables[3]
    document = Document.open(small)
    document.undo()
    assert document.portfolio.deliverables[1].planned_start is None
    document.close()


def test_musts_that_do_not_fit_together_are_named(run: Run, small: Path) -> None:
    document = Document.open(small)
    for each in (1, 3):
        from deliverydesk.actions.backlog import edit_deliverables

        document.apply(edit_deliverables(document.portfolio, [each], {"must_do": True}))
    document.close()
    answer = run("plan", small, "--select", "--weeks", 11, "--seconds", 1)
    assert answer.code == 1
    assert (
        "“Web” has 10.6 person-weeks in the period from 17 Aug 2026; “Search” must be done; “Refunds” must"
        in answer.out
    )
    assert "“Quotes”" not in answer.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seconds", "many"), "is not a number from 0 to 600"),
        (("--seconds", "nan"), "is not a number"),
        (("--weeks", "0"), "is not a whole number from 1 to 104"),
        (("--periods", "13"), "is not a whole number from 1 to 12"),
        (("--budget", "-1"), "is not a number"),
    ],
)
def test_wrong_figures_are_told_in_a_sentence(
    run: Run, small: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str], said: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("plan", small, "--select", *words)
    assert said in capsys.readouterr().err


def test_what_to_plan_must_be_said(run: Run, small: Path) -> None:
    answer = run("plan", small)
    assert answer.code == 2
    assert "--select" in answer.err


def test_an_empty_portfolio_has_an_empty_plan(run: Run, empty: Path) -> None:
    answer = run("plan", empty, "--select", "--json", "--apply")
    assert answer.code == 0
    assert json.loads(answer.out)["items"] == []
