"""Migrations, proven with a next version that only these tests know: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.storage import backups, schema
from deliverydesk.storage.errors import Damaged, HeldElsewhere, StorageError
from deliverydesk.storage.migrate import Plan, migrate

NEXT = schema.VERSION + 1
PLAN = Plan(NEXT, (*Plan().folders, Path(__file__).parent / "revisions"))

FIXTURES = Path(__file__).parents[1] / "fixtures" / "storage"

State = dict[str, list[tuple[object, ...]]]


def state(path: Path) -> tuple[int, State]:
    """Everything in a file: its version, and all rows of all tables."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("PRAGMA user_version").fetchone()[0], rows


GROWN = {"deliverables", "outcomes", "measurements", "former_targets", "teams", "absences", "demands", "settings"}
"""Tables that have gained columns, at their ends, since version 1."""


def assert_kept(before: State, after: State, but: frozenset[str] | set[str] = frozenset()) -> None:
    """Every row is there with every value that it had; the journal, which the tests write to, apart."""
    for name in before.keys() - {"seals", "journal", "journal_changes", "alembic_version"} - but:
        rows = [row[: len(before[name][0])] for row in after[name]] if name in GROWN and before[name] else after[name]
        assert rows == before[name], name


def test_every_row_comes_through(plan: Path) -> None:
    _, before = state(plan)
    migrate(plan, PLAN)
    version, after = state(plan)
    assert version == NEXT
    for name in before.keys() - {"seals", "settings", "deliverables", "alembic_version"}:
        assert after[name] == before[name], name
    assert [row[:-1] for row in after["deliverables"]] == before["deliverables"]
    assert after["settings"][0][1] == f"{before['settings'][0][1]} (moved on)"
    with contextlib.closing(sqlite3.connect(plan)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert schema.found_in(connection) == PLAN.statements(NEXT)
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


def test_the_seals_hold_afterwards(plan: Path) -> None:
    from deliverydesk.storage.checking import broken_seals

    migrate(plan, PLAN)
    with contextlib.closing(sqlite3.connect(plan, isolation_level=None)) as connection:
        assert broken_seals(connection) == []
        sealed = {name for (name,) in connection.execute("SELECT name FROM seals")}
        assert "moods" in sealed


def test_a_file_of_version_1_opens_with_all_it_had(tmp_path: Path) -> None:
    """A file that version 1 wrote, with history: every row comes through, and undo still reaches back."""
    path = tmp_path / "old.ddesk"
    shutil.copy(FIXTURES / "version-1.ddesk", path)
    version, before = state(path)
    assert version == 1
    with contextlib.closing(Document.open(path)) as document:
        portfolio = document.portfolio
        assert len(portfolio.deliverables) == 15
        assert not any(item.archived for item in portfolio.deliverables)
        assert portfolio.settings.rank_gap == 8
        assert [entry.kind for entry in document.history()][:2] == ["checkpoint", "undo"]
        assert document.redo() is not None
        assert document.portfolio.settings.name == "Kept since version 1"
        while document.undo():
            pass
        assert len(document.portfolio.deliverables) == 12
    (backup,) = backups.listed_for(path)
    backups.restore(backup, tmp_path / "restored.ddesk")
    assert state(tmp_path / "restored.ddesk")[0] == 1
    with contextlib.closing(Document.open(tmp_path / "restored.ddesk")) as document:
        assert len(document.portfolio.deliverables) == 15
    assert_kept(before, state(path)[1], but={"settings", "deliverables"})


def test_a_file_of_version_2_opens_with_all_it_had(tmp_path: Path) -> None:
    """Outcomes, readings, former targets and teams gain fields: what they had stays, and undo still reaches back."""
    path = tmp_path / "old.ddesk"
    shutil.copy(FIXTURES / "version-2.ddesk", path)
    version, before = state(path)
    assert version == 2
    with contextlib.closing(Document.open(path)) as document:
        (outcome,) = document.portfolio.outcomes
        assert (outcome.target, outcome.lag_days, outcome.frozen_by) == (8, None, "")
        assert [reading.base for reading in document.portfolio.measurements] == [None] * 7
        (former,) = document.portfolio.former_targets
        assert (former.target, former.reason, former.author) == (9, "Law changed", "")
        assert [team.widening for team in document.portfolio.teams] == [1]
        while document.undo():
            pass
        assert not document.portfolio.outcomes
        while document.redo():
            pass
        assert document.portfolio.outcomes[outcome.id] == outcome
    assert_kept(before, state(path)[1])


def test_a_file_of_version_3_opens_with_all_it_had(tmp_path: Path) -> None:
    """Teams, absences, demands, deliverables and settings gain fields; nothing is pinned or must be done."""
    path = tmp_path / "old.ddesk"
    shutil.copy(FIXTURES / "version-3.ddesk", path)
    version, before = state(path)
    assert version == 3
    with contextlib.closing(Document.open(path)) as document:
        portfolio = document.portfolio
        assert {(item.pinned, item.must_do, item.earliest_start) for item in portfolio.deliverables} == {
            (False, False, None)
        }
        assert [(team.members, team.skills) for team in portfolio.teams] == [(3, ())]
        assert [(away.members, away.person) for away in portfolio.absences] == [(1, None)]
        assert [(demand.likely, demand.skill) for demand in portfolio.demands] == [(5, "")]
        assert (portfolio.settings.ready_low, portfolio.settings.stall_days) == (4, 28)
        while document.undo():
            pass
        assert not document.portfolio.deliverables
        while document.redo():
            pass
        assert len(document.portfolio.deliverables) == 2
    assert_kept(before, state(path)[1])


def test_a_verified_backup_comes_first(plan: Path, tmp_path: Path) -> None:
    old = plan.read_bytes()
    portfolio_id = backups.id_of(plan)
    assert portfolio_id is not None
    migrate(plan, PLAN)
    (backup,) = backups.listed(portfolio_id)
    assert f"version {NEXT}" in backup.reason
    backups.restore(backup, tmp_path / "old.ddesk")
    with contextlib.closing(Document.open(tmp_path / "old.ddesk")) as document:
        plan.write_bytes(old)
        with contextlib.closing(Document.open(plan)) as original:
            assert document.portfolio == original.portfolio


def test_a_file_of_this_version_is_left_alone(plan: Path) -> None:
    before = plan.read_bytes()
    migrate(plan)
    assert plan.read_bytes() == before
    assert not backups.listed_for(plan)


@pytest.mark.parametrize("fault", ["raise", "sql", "loss", "silent", "orphan"])
def test_a_wrong_revision_changes_nothing(plan: Path, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan.read_bytes()
    monkeypatch.setenv("DELIVERYDESK_TEST_FAULT", fault)
    with pytest.raises((StorageError, RuntimeError)):
        migrate(plan, PLAN)
    assert plan.read_bytes() == before


def test_a_damaged_file_is_not_migrated(plan: Path) -> None:
    data = bytearray(plan.read_bytes())
    data[data.index(b"Added 3")] ^= 1
    plan.write_bytes(data)
    with pytest.raises(Damaged, match="no backup"):
        migrate(plan, PLAN)
    assert plan.read_bytes() == bytes(data)


def test_a_hostile_file_is_not_migrated(plan: Path) -> None:
    with contextlib.closing(sqlite3.connect(plan)) as connection:
        connection.execute("CREATE TRIGGER t AFTER UPDATE ON settings BEGIN DELETE FROM teams; END")
    before = plan.read_bytes()
    with pytest.raises(Damaged, match="did not put there"):
        migrate(plan, PLAN)
    assert plan.read_bytes() == before


def test_a_file_that_is_held_is_not_migrated(plan: Path) -> None:
    with contextlib.closing(Document.open(plan)), pytest.raises(HeldElsewhere):
        migrate(plan, PLAN)


def test_opening_an_older_file_migrates_it_but_not_read_only(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen from the document: an older file is brought up to date, and one opened read-only is left as it is."""
    asked: list[Path] = []

    def brought_up_to_date(path: Path) -> None:
        asked.append(path)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version={schema.VERSION}")

    monkeypatch.setattr("deliverydesk.storage.migrate.migrate", brought_up_to_date)
    with contextlib.closing(sqlite3.connect(plan)) as connection:
        connection.execute("PRAGMA user_version=0")
    with pytest.raises(StorageError, match="older version"):
        Document.open(plan, read_only=True)
    assert not asked
    with contextlib.closing(Document.open(plan)) as document:
        assert asked == [plan]
        assert document.read_only is None


def test_version_0_with_no_revision_for_it_is_a_sentence(plan: Path) -> None:
    with contextlib.closing(sqlite3.connect(plan)) as connection:
        connection.execute("PRAGMA user_version=0")
    with pytest.raises(Damaged, match="version 0"):
        Document.open(plan)


_KILLED = """
import os, sys, signal, sqlite3
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.storage.test_migrate import PLAN
from deliverydesk.storage import migrate
at = int(sys.argv[2])
steps = 0
def count(statement):
    global steps
    steps += 1
    if steps == at:
        os.kill(os.getpid(), signal.SIGKILL)
connect = migrate.connect
def traced(path, **options):
    connection = connect(path, **options)
    connection.set_trace_callback(count)
    return connection
migrate.connect = traced
migrate.migrate(Path(sys.argv[1]), PLAN)
print(steps)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_at_any_statement_the_file_is_old_or_new(plan: Path, tmp_path: Path, sound_bytes: bytes) -> None:
    """The whole is some 180 statements; 16 places spread over them, the last ones the most."""
    script = tmp_path / "killed.py"
    script.write_text(_KILLED.format(root=str(Path.cwd())))

    def run(path: Path, at: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(script), str(path), str(at)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})

    old = state(plan)
    whole = tmp_path / "whole.ddesk"
    shutil.copy(plan, whole)
    finished = run(whole, -1)
    assert finished.returncode == 0, finished.stderr
    steps = int(finished.stdout)
    new = state(whole)
    assert steps > 50
    places = sorted({steps - back for back in (0, 1, 2, 4, 8, 16, 30)} | {steps * n // 8 for n in range(1, 8)})
    killed = tmp_path / "killed" / "plan.ddesk"
    killed.parent.mkdir()
    for at in places:
        killed.write_bytes(sound_bytes)
        assert run(killed, at).returncode == -9, at
        found = state(killed)
        assert found in (old, new), f"half a migration after statement {at} of {steps}"
        for left in killed.parent.iterdir():
            left.unlink()
