"""`deliverydesk plan FILE --schedule`: dates, bound, gap and conflicts; applied only where asked for."""

import contextlib
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Entity, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.storage import backups
from deliverydesk.support import clock
from tests.cli.conftest import Run, read


def made(path: Path, *more: Entity) -> Path:
    rows = [
        Team(9, "Web", 2.0, 0.5),
        Deliverable(1, "Search", 1, stage=Stage.READY),
        Deliverable(2, "Quotes", 2, stage=Stage.READY),
        Deliverable(3, "Refunds", 3),
        Demand(11, 1, 9, None, 2.0, None),
        Demand(12, 2, 9, None, 2.0, None),
        *more,
    ]
    Document.create(path, Portfolio.of(rows)).close()
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A team of one person-week a week, two vetted items of which the first waits for the second, and an idea."""
    return made(tmp_path / "small.ddesk", Dependency(20, 2, 1))


def test_json_has_dates_bound_gap_and_what_is_set_aside(run: Run, small: Path) -> None:
    answer = run("plan", small, "--schedule", "--json", "--seconds", 1)
    assert (answer.code, answer.err) == (0, "")
    told = json.loads(answer.out)
    first, second = told["items"]
    assert (first["deliverable"], first["moved"], first["planned_start"]) == (1, True, None)
    assert first["start"] > second["end"]
    assert (told["plan"]["weeks"], told["plan"]["proved"], told["plan"]["gap"]) == (8, True, 0.0)
    assert told["aside"] == [{"deliverable": 3, "title": "Refunds", "why": "not_vetted"}]
    assert (told["conflict"], told["applied"]) == (None, False)


def test_words_say_dates_and_what_is_proved(run: Run, small: Path) -> None:
    out = run("plan", small, "--schedule", "--seconds", 1).out
    assert "Schedule of 2 deliverables from " in out
    assert "Proved: no schedule has fewer." in out
    assert "“Refunds” is not scheduled: it is not vetted and has no dates." in out


def test_nothing_is_changed_unless_asked_for_and_then_in_one_step(run: Run, small: Path) -> None:
    run("plan", small, "--schedule", "--seconds", 1)
    assert read(small).deliverables[1].planned_start is None
    assert "One undo takes that back." in run("plan", small, "--schedule", "--seconds", 1, "--apply").out
    item = read(small).deliverables[1]
    assert item.planned_start is not None
    document = Document.open(small)
    document.undo()
    document.close()
    assert [each.planned_start for each in read(small).deliverables] == [None] * 3
    assert run("plan", small, "--schedule", "--seconds", 1, "--apply").code == 0


def test_dates_are_planned_between_two_backups_and_never_into_a_damaged_file(run: Run, small: Path) -> None:
    run("plan", small, "--schedule", "--seconds", 1, "--apply")
    reasons = [backup.reason for backup in backups.listed_for(small)]
    assert reasons == ["after edits from the command line", "before edits from the command line"]
    with contextlib.closing(sqlite3.connect(small)) as connection:
        connection.execute("UPDATE deliverables SET planned_start = NULL, planned_end = NULL")
        connection.commit()
    before = small.read_bytes()
    answer = run("plan", small, "--schedule", "--seconds", 1, "--apply")
    assert answer.code == 1
    assert "not as it was saved" in answer.err
    assert small.read_bytes() == before


def test_a_pin_that_cannot_be_is_explained(run: Run, tmp_path: Path) -> None:
    day = clock.today()
    pinned = Deliverable(4, "Launch", 4, pinned=True, planned_start=day, planned_end=date(day.year + 1, 12, 31))
    path = made(tmp_path / "pinned.ddesk", pinned, Dependency(20, 1, 4))
    answer = run("plan", path, "--schedule")
    assert answer.code == 1
    assert "“Launch” is pinned to a start before what it waits for can have ended (“Search”)." in answer.out
    assert json.loads(run("plan", path, "--schedule", "--json").out)["conflict"] == {
        "code": "order",
        "deliverables": [1, 4],
    }


def test_one_of_both_is_asked_for(run: Run, small: Path) -> None:
    for given in ([], ["--select", "--schedule"]):
        answer = run("plan", small, *given)
        assert answer.code == 2
        assert "Say what to plan" in answer.err
