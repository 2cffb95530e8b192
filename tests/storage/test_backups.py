"""Backups: verified before they count, kept by sequence, found again also for a file that lost its id."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.storage import backups
from deliverydesk.storage.errors import StorageError
from deliverydesk.storage.retention import kept
from deliverydesk.support import paths
from deliverydesk.support.progress import Cancelled


@pytest.fixture
def document(plan: Path) -> Iterator[Document]:
    with contextlib.closing(Document.open(plan)) as document:
        yield document


def test_a_backup_is_the_whole_portfolio_with_its_history(document: Document, tmp_path: Path) -> None:
    backup = backups.take(document.store, "before an import")
    assert backup is not None
    assert (backup.seq, backup.reason, backup.entries) == (1, "before an import", document.history(1)[0].seq)
    assert backups.listed(document.store.portfolio_id) == [backup]
    backups.restore(backup, tmp_path / "restored.ddesk")
    with contextlib.closing(Document.open(tmp_path / "restored.ddesk")) as restored:
        assert restored.portfolio == document.portfolio
        assert restored.undo_label == document.undo_label
        assert restored.history() == document.history()
        assert restored.store.verify() == []


def test_a_restored_file_goes_its_own_way_and_still_finds_the_old_backups(document: Document, tmp_path: Path) -> None:
    backup = backups.take(document.store, "when the file was opened")
    assert backup is not None
    backups.restore(backup, tmp_path / "restored.ddesk")
    with contextlib.closing(Document.open(tmp_path / "restored.ddesk")) as restored:
        assert restored.store.portfolio_id != document.store.portfolio_id
        own = backups.take(restored.store, "when the file was opened")
        assert own is not None
        assert backups.listed(restored.store.portfolio_id) == [own, backup]
    assert backups.listed(document.store.portfolio_id) == [backup]


def test_nothing_new_nothing_taken(document: Document) -> None:
    assert backups.take(document.store, "one") is not None
    assert backups.take(document.store, "two") is None
    document.checkpoint("something")
    assert backups.take(document.store, "three") is not None
    assert [backup.reason for backup in backups.listed(document.store.portfolio_id)] == ["three", "one"]


def test_restoring_never_overwrites(document: Document, tmp_path: Path) -> None:
    backup = backups.take(document.store, "one")
    assert backup is not None
    target = tmp_path / "there.ddesk"
    target.write_text("mine")
    with pytest.raises(StorageError, match="exists already"):
        backups.restore(backup, target)
    assert target.read_text() == "mine"


def test_a_backup_that_rotted_is_not_restored(document: Document, tmp_path: Path) -> None:
    backup = backups.take(document.store, "one")
    assert backup is not None
    data = bytearray(backup.path.read_bytes())
    at = data.index(b"Added 3")
    data[at] ^= 1
    backup.path.write_bytes(data)
    with pytest.raises(StorageError, match="not what was saved"):
        backups.restore(backup, tmp_path / "restored.ddesk")
    assert not (tmp_path / "restored.ddesk").exists()


def test_a_damaged_file_is_no_backup(plan: Path) -> None:
    data = bytearray(plan.read_bytes())
    data[data.index(b"Added 3")] ^= 1
    plan.write_bytes(data)
    with contextlib.closing(Document.open(plan)) as document:
        with pytest.raises(StorageError, match="no backup"):
            backups.take(document.store, "when the file was opened")
        assert backups.listed(document.store.portfolio_id) == []
    assert not list(paths.data_dir().rglob("*.part"))


def test_a_file_that_lost_its_id_is_found_by_its_path(document: Document) -> None:
    backup = backups.take(document.store, "one")
    path = document.path
    document.close()
    path.write_bytes(b"nothing is left")
    assert backups.id_of(path) is None
    assert backups.listed_for(path) == [backup]
    assert backups.listed_for(path.with_name("other.ddesk")) == []


def test_a_damaged_file_often_still_tells_its_id(document: Document) -> None:
    assert backups.id_of(document.path) == document.store.portfolio_id


def test_a_stopped_backup_leaves_nothing(document: Document) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.take(document.store, "one", stop)
    assert backups.listed(document.store.portfolio_id) == []
    assert not list(paths.data_dir().rglob("*.part"))


def test_a_full_or_closed_data_folder_is_a_sentence(document: Document, user_home: Path) -> None:
    (user_home / "data").write_text("in the way")
    with pytest.raises(StorageError, match="could not be written"):
        backups.take(document.store, "one")


def test_backups_are_taken_while_another_thread_writes(document: Document) -> None:
    """Every backup taken meanwhile is a state that was committed, and no edit is refused because of one."""
    taken: list[backups.Backup] = []
    errors: list[BaseException] = []
    done = threading.Event()

    def keep_taking() -> None:
        try:
            while not done.is_set():
                backup = backups.take(document.store, "meanwhile")
                if backup is not None:
                    taken.append(backup)
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    worker = threading.Thread(target=keep_taking)
    worker.start()
    from dataclasses import replace

    try:
        for n in range(60):
            item = next(iter(document.portfolio.deliverables))
            document.apply(ChangeSet("rename", (Change(item, replace(item, title=f"Title {n}")),)))
    finally:
        done.set()
        worker.join()
    assert not errors, errors
    assert taken
    assert [backup.entries for backup in taken] == sorted({backup.entries for backup in taken})
    assert document.store.verify() == []


def test_sequence_and_not_the_clock_orders_backups(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(
        [datetime(2038, 1, 1, tzinfo=UTC), datetime(1970, 1, 2, tzinfo=UTC), datetime(2026, 8, 19, tzinfo=UTC)]
    )
    monkeypatch.setattr(backups, "now", lambda: next(clock))
    for name in "abc":
        document.checkpoint(name)
        backups.take(document.store, name)
    assert [backup.reason for backup in backups.listed(document.store.portfolio_id)] == ["c", "b", "a"]


def test_the_number_of_backups_stays_bounded(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=7 * n) for n in range(100))
    monkeypatch.setattr(backups, "now", lambda: next(moments))
    monkeypatch.setattr(backups, "_verified", lambda *_: (1, f"{next(serial):012x}"))
    serial = iter(range(100))
    for _ in range(40):
        backups.take(document.store, "again")
    found = backups.listed(document.store.portfolio_id)
    assert [backup.seq for backup in found[:12]] == list(range(40, 28, -1))
    assert len(found) < 30


def _history(days: int, start: datetime) -> list[tuple[int, datetime]]:
    """Three backups a day, newest first."""
    taken = [(n, start + timedelta(hours=8 * n)) for n in range(3 * days)]
    return taken[::-1]


def test_kept_are_12_recent_10_days_10_weeks_9_months() -> None:
    taken = _history(400, datetime(2025, 1, 1, 6, tzinfo=UTC))
    moments = dict(taken)
    keep = kept(taken)
    assert keep[:12] == [n for n, _ in taken[:12]]
    assert len({f"{moments[n]:%Y-%m-%d}" for n in keep}) >= 10
    assert len({f"{moments[n]:%G-%V}" for n in keep}) >= 10
    assert len({f"{moments[n]:%Y-%m}" for n in keep}) == 9
    assert len(keep) <= 12 + 10 + 10 + 9


def test_a_clock_that_jumps_prunes_nothing_else() -> None:
    taken = _history(60, datetime(2026, 1, 1, 6, tzinfo=UTC))
    before = kept(taken)
    jumped = [(1000, datetime(2038, 1, 19, tzinfo=UTC)), *[pair for pair in taken if pair[0] in before]]
    after = kept(jumped)
    assert after[0] == 1000
    # One more recent one pushes out at most one of each kind.
    assert len(set(before) - set(after)) <= 4
