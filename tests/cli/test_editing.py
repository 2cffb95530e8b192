"""`deliverydesk edit` and `check` as a person meets them: over pipes, with exit codes and sentences."""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deliverydesk.cli.main import main
from deliverydesk.document.document import Document
from deliverydesk.storage import backups
from deliverydesk.support.clock import today
from tests.support.portfolios import synthetic_portfolio


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.ddesk"
    Document.create(path, synthetic_portfolio(20)).close()
    return path


def desk(*arguments: object, given: str | bytes = "") -> subprocess.CompletedProcess[str]:
    data = given.decode("utf-8", "surrogateescape") if isinstance(given, bytes) else given
    return subprocess.run(
        [sys.executable, "-m", "deliverydesk", *map(str, arguments)],
        input=data,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


def edit(path: Path, *lines: dict[str, Any] | str) -> tuple[int, list[dict[str, Any]]]:
    given = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    run = desk("edit", path, given=given)
    assert "Traceback" not in run.stderr
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines()]


def test_each_line_is_answered_after_its_commit(plan: Path) -> None:
    code, answers = edit(
        plan,
        {"action": "add_deliverable", "title": "Search in the archive", "effort": "3–8"},
        {"action": "undo"},
        {"action": "redo"},
        {"action": "checkpoint", "name": "before the board"},
        {"action": "edit_settings"},
    )
    assert code == 0
    assert [answer["seq"] for answer in answers[:4]] == [2, 3, 4, 5]
    (added,) = answers[0]["added"]["deliverables"]
    assert answers[1]["label"] == "add “Search in the archive”"
    with contextlib.closing(Document.open(plan)) as document:
        assert document.portfolio.deliverables[added].effort_low == 3
        assert document.store.verify() == []


def test_forecasts_are_kept_once_a_day(plan: Path) -> None:
    code, answers = edit(plan, {"action": "keep_forecasts"}, {"action": "keep_forecasts"})
    assert code == 0
    assert answers[1]["changed"] is False
    with contextlib.closing(Document.open(plan)) as document:
        assert {each.id for each in document.portfolio.forecasts} == set(answers[0]["added"]["forecasts"])
        assert {each.made for each in document.portfolio.forecasts} == {today()}


_WRONG = {
    "no json": "nonsense",
    "no object": "[1, 2]",
    "no action": '{"title": "x"}',
    "unknown action": '{"action": "fly"}',
    "unknown field": '{"action": "add_deliverable", "title": "x", "colour": "red"}',
    "missing field": '{"action": "add_deliverable"}',
    "field twice": '{"action": "add_deliverable", "title": "x", "title": "y"}',
    "infinite": '{"action": "add_deliverable", "title": "x", "cost": Infinity}',
    "huge": '{"action": "add_deliverable", "title": "x", "cost": 1e999}',
    "rule": '{"action": "add_deliverable", "title": "x", "cost": -1}',
    "surrogate": '{"action": "add_deliverable", "title": "\\ud800"}',
    "deep": "[" * 100_000,
    "fields of undo": '{"action": "undo", "times": 3}',
    "empty checkpoint": '{"action": "checkpoint", "name": " "}',
}


def test_a_wrong_line_is_a_sentence_and_the_next_one_is_read(plan: Path) -> None:
    code, answers = edit(plan, *_WRONG.values(), {"action": "add_deliverable", "title": "still fine"})
    assert code == 1
    assert len(answers) == len(_WRONG) + 1
    for name, answer in zip(_WRONG, answers, strict=False):
        assert answer["ok"] is False, name
        assert answer["error"].endswith("."), name
    assert answers[-1] == {"ok": True, "seq": 2, "added": answers[-1]["added"]}


def test_bytes_that_are_no_text_are_a_sentence(plan: Path) -> None:
    run = desk("edit", plan, given=b'{"action": "\xff"}\n')
    assert run.returncode == 1
    assert json.loads(run.stdout)["error"] == "The line is not UTF-8."


def test_undo_and_redo_reach_over_restarts(plan: Path) -> None:
    edit(plan, {"action": "add_deliverable", "title": "one"}, {"action": "add_deliverable", "title": "two"})
    assert edit(plan, {"action": "undo"}, {"action": "undo"})[1][1]["label"] == "add “one”"
    code, answers = edit(plan, {"action": "undo"})
    assert (code, answers[0]["error"]) == (1, "There is nothing to undo.")
    assert edit(plan, {"action": "redo"}, {"action": "redo"})[0] == 0


def test_a_held_file_is_a_sentence(plan: Path) -> None:
    with contextlib.closing(Document.open(plan)):
        run = desk("edit", plan, given='{"action": "undo"}\n')
    assert run.returncode == 1
    assert run.stdout == ""
    assert "open for editing by" in run.stderr


def test_a_read_only_file_is_a_sentence(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    # As for a person who may not write the file; the tests may run as root, who may write everything.
    monkeypatch.setattr("deliverydesk.storage.opening.os.access", lambda *_: False)
    given = io.TextIOWrapper(io.BytesIO(b'{"action": "add_deliverable", "title": "x"}\n'))
    monkeypatch.setattr("sys.stdin", given)
    assert main(["edit", str(plan)]) == 1
    assert "read-only" in json.loads(capsys.readouterr().out)["error"]
    assert plan.read_bytes() == before


def test_a_damaged_file_is_not_written(plan: Path) -> None:
    with contextlib.closing(sqlite3.connect(plan)) as connection:
        connection.execute("UPDATE deliverables SET title = 'silently' WHERE id = (SELECT min(id) FROM deliverables)")
        connection.commit()
    before = plan.read_bytes()
    code, answers = edit(plan, {"action": "add_deliverable", "title": "x"}, {"action": "checkpoint", "name": "y"})
    assert code == 1
    assert all("not as it was saved" in answer["error"] for answer in answers)
    assert plan.read_bytes() == before
    assert not backups.listed_for(plan)


def test_a_change_by_another_program_meanwhile_is_noticed(plan: Path) -> None:
    command = [sys.executable, "-m", "deliverydesk", "edit", str(plan)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdin is not None
        assert run.stdout is not None

        def ask(line: dict[str, Any]) -> dict[str, Any]:
            assert run.stdin is not None
            assert run.stdout is not None
            run.stdin.write(json.dumps(line) + "\n")
            run.stdin.flush()
            answer: dict[str, Any] = json.loads(run.stdout.readline())
            return answer

        assert ask({"action": "add_deliverable", "title": "one"})["ok"]
        with contextlib.closing(sqlite3.connect(plan)) as connection:
            connection.execute("UPDATE teams SET name = 'Foreign'")
            connection.commit()
        answer = ask({"action": "add_deliverable", "title": "two"})
        assert not answer["ok"]
        assert "Another program changed" in answer["error"]
        run.stdin.close()
        assert run.wait() == 1


def test_edits_are_backed_up_before_and_after(plan: Path) -> None:
    edit(plan, {"action": "add_deliverable", "title": "one"})
    reasons = [backup.reason for backup in backups.listed_for(plan)]
    assert reasons == ["after edits from the command line", "before edits from the command line"]
    edit(plan)
    assert len(backups.listed_for(plan)) == 2


def test_help_names_every_action_and_its_fields() -> None:
    run = desk("edit", "--help")
    assert run.returncode == 0
    for words in ("add_deliverable", "* title", "order_by_score", "checkpoint", "undo, redo"):
        assert words in run.stdout


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(b"Product 1")] ^= 1
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")
        connection.execute("UPDATE teams SET name = 'x'")
        connection.commit()


@pytest.mark.parametrize("spoil", [_flip, _cut, _empty, _newer])
def test_check_finds_damage(plan: Path, spoil: Any) -> None:
    assert desk("check", plan).returncode == 0
    spoil(plan)
    before = plan.read_bytes()
    run = desk("check", plan)
    assert run.returncode == 1
    assert (run.stdout + run.stderr).strip().endswith(".")
    assert "Traceback" not in run.stderr
    assert plan.read_bytes() == before


def test_wrong_use_has_its_own_exit_code(tmp_path: Path) -> None:
    assert desk("edit", tmp_path / "none.ddesk").returncode == 2
    assert desk("edit").returncode == 2
