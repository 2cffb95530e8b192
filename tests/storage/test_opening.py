"""Opening a file with care: one sentence for each kind of trouble, and not a byte changed until all is well."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.storage import opening, schema
from deliverydesk.storage.errors import Damaged, HeldElsewhere, NewerFile, NotAPortfolio, StorageError
from deliverydesk.storage.store import Store
from deliverydesk.support import paths


def change(path: Path, *statements: str) -> None:
    """What another program might do to the file."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def is_sentence(error: BaseException) -> bool:
    words = str(error)
    return words[:1].isupper() or words.split()[0].endswith((".ddesk", ".txt"))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def _text(path: Path) -> None:
    path.write_bytes(b"title;rank\n" * 200)


def _other_database(path: Path) -> None:
    path.unlink()
    change(path, "CREATE TABLE songs (name TEXT)")


def _no_application(path: Path) -> None:
    change(path, "PRAGMA application_id=7")


@pytest.mark.parametrize("spoil", [_empty, _short, _text, _other_database, _no_application])
def test_what_is_not_ours_is_refused_untouched(plan: Path, spoil: Callable[[Path], None]) -> None:
    spoil(plan)
    before = plan.read_bytes()
    with pytest.raises(NotAPortfolio) as refusal:
        Store.open(plan)
    assert is_sentence(refusal.value)
    assert plan.read_bytes() == before
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="There is no file"):
        Store.open(tmp_path / "none.ddesk")
    with pytest.raises(NotAPortfolio, match="is a folder"):
        Store.open(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ddesk")
    with pytest.raises(NotAPortfolio):
        Store.open(tmp_path / "pipe.ddesk")


_HOSTILE = {
    "trigger": "CREATE TRIGGER t AFTER UPDATE ON deliverables BEGIN DELETE FROM teams; END",
    "view": "CREATE VIEW v AS SELECT * FROM teams",
    "table": "CREATE TABLE extra (x)",
    "index": "CREATE INDEX extra ON deliverables (title)",
    "column": "ALTER TABLE deliverables ADD COLUMN extra TEXT",
    "renamed": "ALTER TABLE teams RENAME TO crews",
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_file_with_another_structure_is_refused_untouched(plan: Path, name: str) -> None:
    change(plan, _HOSTILE[name])
    before = plan.read_bytes()
    for read_only in (False, True):
        with pytest.raises(Damaged):
            Store.open(plan, read_only=read_only)
    assert plan.read_bytes() == before


def test_a_trigger_that_slipped_in_cannot_act(plan: Path) -> None:
    """Even where the comparison of structures were passed, access from a trigger or a view is denied."""
    from deliverydesk.storage.connection import connect

    change(plan, _HOSTILE["trigger"], _HOSTILE["view"])
    with contextlib.closing(connect(plan)) as connection:
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
            connection.execute("UPDATE deliverables SET title = 'x'")
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
            connection.execute("SELECT * FROM v").fetchall()


def test_a_newer_file_is_refused_for_writing_and_readable_without_a_trace(plan: Path, sound_bytes: bytes) -> None:
    change(
        plan,
        "ALTER TABLE deliverables ADD COLUMN mood TEXT",
        "CREATE TABLE moods (id INTEGER)",
        "PRAGMA user_version=9",
    )
    before = plan.read_bytes()
    with pytest.raises(NewerFile, match="9"):
        Document.open(plan)
    with contextlib.closing(Document.open(plan, read_only=True)) as document:
        assert len(document.portfolio.deliverables) == 71
        assert document.read_only
        with pytest.raises(StorageError):
            document.checkpoint("not here")
        document.history()
    assert plan.read_bytes() == before
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


def test_a_newer_file_with_a_view_in_place_of_a_table_is_not_read(plan: Path) -> None:
    change(plan, "ALTER TABLE teams RENAME TO t2", "CREATE VIEW teams AS SELECT * FROM t2", "PRAGMA user_version=9")
    with pytest.raises(StorageError):
        Document.open(plan, read_only=True)


def test_opening_read_only_writes_nothing(plan: Path) -> None:
    before = plan.read_bytes()
    with contextlib.closing(Document.open(plan, read_only=True)) as document:
        assert document.store.verify() == []
        assert not document.notices
    assert plan.read_bytes() == before
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


def test_a_file_left_in_wal_mode_is_put_right(plan: Path) -> None:
    change(plan, "PRAGMA journal_mode=WAL")
    assert opening.is_wal(plan)
    with contextlib.closing(Document.open(plan)) as document:
        document.checkpoint("still here")
        assert document.store.verify() == []
    assert not opening.is_wal(plan)
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


def test_what_is_only_in_a_wal_is_kept(plan: Path, tmp_path: Path) -> None:
    live = sqlite3.connect(plan)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("PRAGMA wal_autocheckpoint=0")
    for value in ("value || 'x'", "substr(value, 1, length(value) - 1)"):
        live.execute(f"UPDATE about SET value = {value} WHERE key = 'created'")
        live.commit()
    left = tmp_path / "left"
    left.mkdir()
    for file in tmp_path.glob("plan.ddesk*"):
        shutil.copy(file, left / file.name)
    live.close()
    with contextlib.closing(Document.open(left / "plan.ddesk")) as document:
        assert document.store.verify() == []
        assert any("copy of the files" in notice for notice in document.notices)


def test_a_journal_beside_the_file_is_copied_before_it_is_rolled_in(plan: Path, tmp_path: Path) -> None:
    hot = tmp_path / "hot" / "plan.ddesk"
    hot.parent.mkdir()
    with contextlib.closing(sqlite3.connect(plan, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE deliverables SET notes = hex(zeroblob(3000))")
        for file in plan.parent.glob("plan.ddesk*"):
            shutil.copy(file, hot.parent / file.name)
        connection.execute("ROLLBACK")
    torn = hot.read_bytes()
    assert torn != plan.read_bytes()

    with contextlib.closing(Document.open(hot, read_only=True)) as document:
        assert document.store.verify() == []
        assert document.notices
    assert hot.read_bytes() == torn, "opening read-only must leave even an unfinished save as it is"

    with contextlib.closing(Document.open(hot)) as document:
        assert document.store.verify() == []
        (notice,) = document.notices
    copies = sorted((paths.data_dir() / "recovery").rglob("plan.ddesk"))
    assert any(copy.read_bytes() == torn for copy in copies)
    assert str(copies[-1].parent) in notice


def test_a_second_window_hears_who_holds_the_file_and_may_read(plan: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from deliverydesk.document.document import Document\n"
        "d = Document.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(plan)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(HeldElsewhere, match="open for editing by"):
            Document.open(plan)
        with contextlib.closing(Document.open(plan, read_only=True)) as document:
            assert len(document.portfolio.deliverables) == 71
        other.kill()
        other.wait()
    with contextlib.closing(Document.open(plan)) as document:
        assert document.read_only is None, "kill -9 frees the writer's place"


def test_the_same_file_opens_once_also_through_a_link(plan: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.ddesk"
    link.symlink_to(plan)
    with contextlib.closing(Document.open(link)) as document:
        assert document.path == plan.resolve()
        with pytest.raises(HeldElsewhere, match="already"):
            Document.open(plan)


@pytest.mark.parametrize("name", ["a b?c#d%e&f.ddesk", "Umsätze “2026”.ddesk", "…\U0001f4c8.ddesk", "-x;'.ddesk"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with contextlib.closing(Document.create(path, Portfolio())) as document:
        document.checkpoint("one")
        assert document.store.verify_apart() == []
    with contextlib.closing(Document.open(path)) as document:
        assert document.history(1)[0].label == "one"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_dangling_link_is_never_written_over(tmp_path: Path) -> None:
    link = tmp_path / "link.ddesk"
    link.symlink_to(tmp_path / "nowhere.ddesk")
    with pytest.raises(StorageError, match="exists already"):
        Document.create(link, Portfolio())


def test_creating_leaves_nothing_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deliverydesk.storage import creating

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(creating, "_fill", fails)
    with pytest.raises(StorageError, match="disk is full"):
        Document.create(tmp_path / "new.ddesk", Portfolio())
    assert list(tmp_path.iterdir()) == []


def test_a_file_made_by_somebody_else_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    from deliverydesk.storage import creating

    path = tmp_path / "new.ddesk"

    def fill(fresh: Path) -> None:
        fresh.write_text("ours")
        path.write_text("theirs")

    with pytest.raises(StorageError, match="exists already"):
        creating.place(path, fill)
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("what", ["moved", "deleted", "replaced", "overwritten"])
def test_a_file_that_changes_under_our_feet_is_noticed(plan: Path, sound_bytes: bytes, what: str) -> None:
    document = Document.open(plan)
    with contextlib.closing(document):
        document.checkpoint("ours")
        if what == "moved":
            plan.rename(plan.with_name("elsewhere.ddesk"))
        elif what == "deleted":
            plan.unlink()
        elif what == "replaced":
            plan.with_name("other").write_bytes(sound_bytes)
            plan.with_name("other").replace(plan)
        else:
            with plan.open("r+b") as file:
                file.write(sound_bytes)
        with pytest.raises(StorageError) as refusal:
            document.checkpoint("lost?")
        assert is_sentence(refusal.value)
    if what in ("replaced", "overwritten"):
        with contextlib.closing(Store.open(plan)) as store:
            assert store.verify() == []


def test_another_programs_change_is_read_and_told(plan: Path) -> None:
    from dataclasses import replace

    from deliverydesk.domain.changes import Change, ChangeSet

    with contextlib.closing(Document.open(plan)) as document:
        heard = []
        document.subscribe(heard.append)
        change(plan, "UPDATE deliverables SET title = 'Foreign' WHERE id = (SELECT min(id) FROM deliverables)")
        item = next(iter(document.portfolio.deliverables))
        with pytest.raises(StorageError, match="Another program changed"):
            document.apply(ChangeSet("rename", (Change(item, replace(item, title="Mine")),)))
        assert next(item.title for item in document.portfolio.deliverables) == "Foreign"
        assert len(heard) == 1
        # The foreign change broke the seal: from here on nothing is written.
        assert document.read_only
        with pytest.raises(StorageError):
            document.checkpoint("no")


def test_a_file_locked_by_another_program_is_a_sentence(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliverydesk.storage.connection.BUSY_MS", 20)
    with contextlib.closing(Document.open(plan)) as document:
        with contextlib.closing(sqlite3.connect(plan, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StorageError, match="used by another program"):
                document.checkpoint("held")
            other.execute("ROLLBACK")
        document.checkpoint("free again")
        assert document.store.verify() == []


_AS_NOBODY = """
import os, shutil, sys
from pathlib import Path
from deliverydesk.document.document import Document
from deliverydesk.support.errors import DeskError

def told(path, read_only):
    document = Document.open(path, read_only=read_only)
    yield document.read_only
    yield document.store.verify()
    try:
        document.checkpoint("no")
    except DeskError as error:
        yield error
    document.close()

path = Path(sys.argv[1])
# Nobody may be kept out of the checkout itself: whatever is read from there is read before.
list(told(Path(shutil.copy(path, sys.argv[2])), True))
os.setuid(65534)
print(*told(path, False), sep="\\n")
"""


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("wal", [False, True])
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_file_that_cannot_be_written_is_read(plan: Path, folder_mode: int, wal: bool, user_home: Path) -> None:
    if wal:
        change(plan, "PRAGMA journal_mode=WAL")
    plan.chmod(0o444)
    for folder in (*plan.parent.parents, user_home):
        if folder.stat().st_mode & 0o005 != 0o005 and folder.is_relative_to("/tmp"):
            folder.chmod(0o755)
    plan.parent.chmod(folder_mode)
    before = plan.read_bytes()
    rehearsed = user_home / "rehearsed.ddesk"
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(plan), str(rehearsed)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path.cwd(),
    )
    assert run.returncode == 0, run.stderr
    reason, findings, refusal = run.stdout.splitlines()
    assert "read-only" in reason
    assert findings == "[]"
    assert refusal == reason
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/home/ada/OneDrive - Example Ltd/plan.ddesk", "OneDrive"),
        ("/home/ada/Dropbox/x/plan.ddesk", "Dropbox"),
        ("/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/plan.ddesk", "iCloud Drive"),
        ("/Users/ada/Library/CloudStorage/GoogleDrive-ada@example.org/My Drive/plan.ddesk", "Google Drive"),
        ("/home/ada/Documents/plan.ddesk", None),
        ("/home/ada/Dropboxes/plan.ddesk", None),
    ],
)
def test_cloud_folders_are_named_once(path: str, words: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "file_system", lambda _: "ext4")
    notices = opening.place_notices(Path(path))
    assert len(notices) == (words is not None)
    assert words is None or words in notices[0]


def test_network_drives_are_known_by_their_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/team\\040files nfs4 rw 0 0\n")
    monkeypatch.setattr("sys.platform", "linux")
    assert opening.file_system(Path("/mnt/team files/plan.ddesk"), mounts) == "nfs4"
    assert opening.file_system(Path("/home/plan.ddesk"), mounts) == "ext4"
    monkeypatch.setattr(opening, "file_system", lambda _: "nfs4")
    assert "network drive" in opening.place_notices(Path("/mnt/team files/plan.ddesk"))[0]


def test_an_id_that_could_name_another_folder_is_refused(plan: Path) -> None:
    change(plan, "UPDATE about SET value = '../../etc' WHERE key = 'portfolio'")
    with pytest.raises(Damaged, match="its own id"):
        Store.open(plan)


def test_the_settings_of_the_connection_hold(plan: Path) -> None:
    with contextlib.closing(Store.open(plan)) as store:
        settings = {
            name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete", "mmap_size")
        }
        # synchronous 3 is EXTRA
        assert settings == {
            "journal_mode": "delete",
            "synchronous": 3,
            "foreign_keys": 1,
            "trusted_schema": 0,
            "secure_delete": 1,
            "mmap_size": 0,
        }
        assert store.connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0
        assert store.connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
