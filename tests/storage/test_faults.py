"""What the world does to a save: killed, disk full, disk broken, commit in doubt. No acknowledged edit is lost.

`python -m tests.support.killing inject --points 40` goes through every call of one edit, and `kill --runs 1000
--seconds 300` kills for longer than a test run has time for.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deliverydesk.document.document import Document
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.storage.errors import StorageError

posix = pytest.mark.skipif(sys.platform == "win32", reason="no fork and no signals")


def harness(*arguments: str) -> dict[str, int]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.support.killing", *arguments], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    counts: dict[str, int] = json.loads(run.stdout)
    return counts


@posix
def test_killed_at_any_moment_nothing_acknowledged_is_lost() -> None:
    counts = harness("kill", "--seconds", "9")
    assert counts["lost"] == 0
    assert counts["unsound"] == 0
    assert counts["kills"] >= 8
    assert counts["acknowledged"] >= 8
    assert counts["journals"] >= 1, "some must have died in the middle of a save, or this proves nothing"


@posix
@pytest.mark.parametrize(("fault", "shows"), [("no-journal", "unsound"), ("early-answer", "lost")])
def test_the_harness_finds_a_fault_that_is_there(fault: str, shows: str) -> None:
    # Where a kill hits is chance, and on a busy machine there are few in four seconds.
    assert any(harness("kill", "--seconds", "4", "--plant", fault)[shows] > 0 for _ in range(5))


def _can_trace() -> bool:
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _can_trace(), reason="NOT TESTED HERE: strace is missing or may not trace (apt install strace)")
def test_every_failing_call_of_one_edit_leaves_the_old_or_the_new() -> None:
    counts = harness("inject", "--points", "9")
    assert counts["points"] >= 30
    assert counts["lost"] == counts["unsound"] == counts["between"] == 0
    assert counts["refused"] >= 5
    assert counts["killed"] >= 5


@pytest.fixture
def document(plan: Path) -> Iterator[Document]:
    with contextlib.closing(Document.open(plan)) as document:
        yield document


def rename(document: Document, title: str) -> ChangeSet:
    item = next(iter(document.portfolio.deliverables))
    return ChangeSet(f"rename to {title}", (Change(item, replace(item, title=title)),))


class Faulty:
    """A connection that carries out COMMIT, or not, and then reports an error."""

    def __init__(self, real: sqlite3.Connection, really: bool) -> None:
        self._real = real
        self._really = really

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def commit(self) -> None:
        if self._really:
            self._real.commit()
        raise sqlite3.OperationalError("disk I/O error")


@pytest.mark.parametrize("really", [True, False])
def test_an_error_at_the_commit_is_answered_by_the_file(document: Document, really: bool) -> None:
    from deliverydesk.storage import writing

    store = document.store
    heard: list[object] = []
    document.subscribe(heard.append)
    before = document.portfolio
    document.checkpoint("before")
    heard.clear()
    real = store._connection  # noqa: SLF001
    store._engine = writing.engine_over(Faulty(real, really))  # type: ignore[arg-type]  # noqa: SLF001
    if really:
        assert document.apply(rename(document, "New")) is not None
        assert len(heard) == 1
    else:
        with pytest.raises(StorageError, match="disk reported an error"):
            document.apply(rename(document, "New"))
        assert not heard
        assert document.portfolio == before
    store._engine = None  # noqa: SLF001
    document.apply(rename(document, "Newer"))
    assert document.undo_label == "rename to Newer"
    document.undo()
    assert document.undo_label == ("rename to New" if really else "add “Added 10”")
    assert document.store.verify() == []


def test_a_refused_edit_leaves_the_document_as_it_was(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    from deliverydesk.storage import writing

    heard: list[object] = []
    document.subscribe(heard.append)
    before, history = document.portfolio, document.history()

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_write_journal", full)
        with pytest.raises(StorageError, match="disk is full"):
            document.apply(rename(document, "New"))
    assert document.portfolio is before
    assert document.history() == history
    assert not heard
    document.apply(rename(document, "New"))
    assert document.store.verify() == []


def test_a_cancelled_import_leaves_nothing(document: Document) -> None:
    from deliverydesk.support.progress import Cancelled

    before = document.store.last_seq()
    item = next(iter(document.portfolio.deliverables))
    first = document.portfolio.next_id
    key = max(each.order_key for each in document.portfolio.deliverables)
    many = tuple(Change(None, replace(item, id=first + n, order_key=key + 1 + n)) for n in range(2500))
    prepared = document.prepare(ChangeSet("import", many))

    def stop(done: int, _total: int) -> None:
        if done >= 1000:
            raise Cancelled

    with pytest.raises(Cancelled):
        document.commit(prepared, stop)
    assert document.store.last_seq() == before
    assert document.store.verify() == []
    document.publish(prepared, document.commit(prepared))
    assert document.store.verify() == []


_FULL = """
import resource, sys
from pathlib import Path
from deliverydesk.document.document import Document
from deliverydesk.actions.registry import actions
from deliverydesk.support.errors import DeskError
path = Path(sys.argv[1])
document = Document.open(path)
add = actions()["add_deliverable"]
document.apply(add.prepare(document.portfolio, {"title": "fits"}))
limit = path.stat().st_size + 40_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
said = 0
for n in range(40):
    try:
        document.apply(add.prepare(document.portfolio, {"title": f"long {n}", "notes": "n" * 20_000}))
        said += 1
    except DeskError as error:
        sentence = str(error)
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
document.apply(add.prepare(document.portfolio, {"title": "works again"}))
print(said, document.store.verify(), sentence)
"""


@posix
def test_a_full_disk_costs_no_acknowledged_edit_and_room_heals_it(plan: Path) -> None:
    run = subprocess.run([sys.executable, "-c", _FULL, str(plan)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    said, findings, sentence = run.stdout.strip().split(" ", 2)
    assert findings == "[]"
    assert "disk" in sentence
    with contextlib.closing(Document.open(plan)) as document:
        titles = [item.title for item in document.portfolio.deliverables]
        assert [title for title in titles if title.startswith("long")] == [f"long {n}" for n in range(int(said))]
        assert {"fits", "works again"} <= set(titles)


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="NOT TESTED HERE: only root can mount")
def test_a_disk_that_is_really_full(tmp_path: Path, plan: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"NOT TESTED HERE: mount is refused ({mounted.stderr.decode().strip()})")
    try:
        small = disk / "plan.ddesk"
        shutil.copy(plan, small)
        with contextlib.closing(Document.open(small)) as document:
            document.apply(rename(document, "fits"))
            with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
                while filler.write(bytes(4096)):
                    pass
            with pytest.raises(StorageError, match="disk is full"):
                document.apply(rename(document, "does not fit"))
            assert next(iter(document.portfolio.deliverables)).title == "fits"
            with pytest.raises(StorageError):
                Document.create(disk / "copy.ddesk", document.portfolio)
            assert not (disk / "copy.ddesk").exists()
            (disk / "filler").unlink()
            document.apply(rename(document, "room again"))
            assert document.store.verify() == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)
