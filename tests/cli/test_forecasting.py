"""`deliverydesk forecast`: days that never stand alone, with what they rest on; or why there are none."""

import json
from datetime import date
from pathlib import Path

import pytest

from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.cli.main import main
from deliverydesk.document.document import Document
from deliverydesk.domain.entities import Deliverable, Milestone, MilestoneItem, Team
from deliverydesk.domain.portfolio import Portfolio
from tests.cli.conftest import TODAY, Run, read

BY = date(2026, 12, 18)


def test_json_has_days_chances_milestones_cut_line_and_throughput_with_their_inputs(run: Run, sample: Path) -> None:
    answer = run("forecast", sample, "--json", "--by", BY, "--paths", 2000, "--seed", 7)
    assert (answer.code, answer.err) == (0, "")
    told = json.loads(answer.out)
    made = forecast_of(read(sample), TODAY, seed=7, paths=2000)
    first, item = told["items"][0], made.item(made.order[0])
    assert item.p50 is not None
    assert (first["deliverable"], first["rank"], first["p50"]) == (made.order[0], 1, item.p50.isoformat())
    assert [each["chance_by"] for each in told["items"]] == [made.chance(each, BY) for each in made.order]
    assert first["chance_by_due"] == made.chance(made.order[0], date.fromisoformat(first["due"]))
    assert told["cut_line"]["inside"] == list(made.cut_line(BY).inside)
    assert [each["chance"] for each in told["milestones"]] == [met.chance for met in made.milestones().values()]
    assert {each["reason"] for each in told["milestones"] if each["chance"] is None} <= {"no_items"}
    throughput = told["throughput"]
    assert (throughput["open"], len(throughput["history"])) == (len(told["items"]), 20)
    assert throughput["p50"] < throughput["p85"] < throughput["p95"] < throughput["grown"]["p95"]
    assert throughput["done_by"]["p50"] >= throughput["done_by"]["p85"] >= throughput["done_by"]["p95"]
    assert (told["inputs"]["seed"], told["inputs"]["paths"], throughput["seed"]) == (7, 2000, 7)
    assert {each["assumption"] for each in told["assumptions"]} >= {"rank_order", "regime", "no_growth"}


def test_equal_arguments_give_equal_words_and_another_seed_others(run: Run, sample: Path) -> None:
    once = run("forecast", sample, "--json", "--paths", 500).out
    assert run("forecast", sample, "--json", "--paths", 500).out == once
    assert run("forecast", sample, "--json", "--paths", 500, "--seed", 2).out != once


def test_what_cannot_be_forecast_says_why_by_code_and_by_word(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.ddesk"
    rows = [
        Team(9, "Web"),
        Deliverable(1, "Search", 1),
        Deliverable(2, "Quotes", 2, effort_likely=3),
        Milestone(3, "Launch", BY),
        MilestoneItem(4, 3, 1),
    ]
    Document.create(path, Portfolio.of(rows)).close()
    told = json.loads(run("forecast", path, "--json").out)
    assert [each["reason"] for each in told["items"]] == ["no_estimate", None]
    assert told["items"][0]["p50"] is None
    assert (told["milestones"][0]["reason"], told["milestones"][0]["because"]) == ("no_estimate", 1)
    assert (told["throughput"]["reason"], told["throughput"]["p95"]) == ("too_few", None)
    plain = run("forecast", path)
    assert plain.code == 0
    assert "nobody has said how much effort it takes" in plain.out
    assert "Cannot tell yet: at least 6 periods are needed." in plain.out


def test_the_table_has_three_days_for_every_item(run: Run, sample: Path) -> None:
    answer = run("forecast", sample)
    assert answer.code == 0
    row = next(line for line in answer.out.splitlines() if "Provider data nightly check" in line)
    assert row.count("2026") == 4
    assert "over 99 %" in answer.out
    assert "This takes for granted:" in answer.out


def test_nothing_at_all_is_no_error(run: Run, empty: Path) -> None:
    for more in ((), ("--json",)):
        answer = run("forecast", empty, *more)
        assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize(
    ("argument", "value", "words"),
    [
        ("--seed", "-1", "not a whole number from 0"),
        ("--seed", "9" * 30, "not a whole number from 0"),
        ("--paths", "99", "from 100 to"),
        ("--paths", "1e4", "from 100 to"),
        ("--by", "soon", "not a day such as"),
        ("--by", "20261218", "not a day such as"),
        ("--by", "2026-08-18", "is over"),
    ],
)
def test_wrong_use_is_said(
    sample: Path, capsys: pytest.CaptureFixture[str], argument: str, value: str, words: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["forecast", str(sample), f"{argument}={value}"])
    assert ended.value.code == 2
    assert words in capsys.readouterr().err
