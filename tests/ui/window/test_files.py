"""Opening files, and what can be in the way: held elsewhere, damaged, not ours, gone; windows and recent files."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu

from deliverydesk.actions import backlog
from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.window import state
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import Answer, Desks, windows


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """The sentences of what was in the way with the ways on; the first way is taken."""
    told: list[tuple[str, list[str]]] = []

    def choose(_parent: object, _title: str, words: str, ways: list[str]) -> str:
        told.append((words, ways))
        return ways[0]

    monkeypatch.setattr("deliverydesk.ui.window.file_dialogs.choose", choose)
    return told


_HOLD = """
import sys
from pathlib import Path
from deliverydesk.document.document import Document
document = Document.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
document.close()
"""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program has the file open for editing."""
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "held"
        yield
        other.stdin.close()


def _can_write(window: MainWindow) -> bool:
    first = window.desk.portfolio.ranking[0]
    return window.desk.do(lambda p: backlog.edit_deliverables(p, [first], {"title": "Written"}))


def test_a_file_held_elsewhere_is_offered_read_only(
    desks: Desks, sample_file: Path, offered: list[tuple[str, list[str]]]
) -> None:
    with held(sample_file):
        window = desks.open(sample_file)
        assert "is open for editing" in offered[0][0]
        assert offered[0][1] == ["Open read-only"]
        assert window.desk.document.read_only
        assert "Read-only" in [label.text() for label in window.status.findChildren(QLabel)]
        assert not _can_write(window)
        assert window.toast.words().endswith(".")
        assert not window.undo_action.isEnabled()


def test_a_file_that_this_program_has_in_hand_is_told_once(
    desks: Desks, sample_file: Path, offered: list[tuple[str, list[str]]], said: list[str]
) -> None:
    holder = Document.open(sample_file)
    try:
        assert not desks.files.open_path(None, sample_file)
    finally:
        holder.close()
    assert len(offered) == len(said) == 1


def test_two_files_have_two_windows_and_one_file_one(desks: Desks, sample_file: Path, empty_file: Path) -> None:
    first, second = desks.open(sample_file), desks.open(empty_file)
    assert _can_write(first)
    assert len(second.desk.portfolio.deliverables) == 0
    assert not second.undo_action.isEnabled()
    assert desks.files.open_path(first, sample_file)
    assert len(windows()) == 2
    desks.close(first)
    assert windows() == [second]
    with Path(sample_file).open("rb"):
        Document.open(sample_file).close()


def test_a_damaged_file_is_told_with_the_ways_on(
    desks: Desks, sample_file: Path, answer_save: Answer, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(sample_file.read_bytes())
    content[100:4000] = b"\xff" * 3900
    sample_file.write_bytes(content)
    ways: list[list[str]] = []
    monkeypatch.setattr("deliverydesk.ui.window.file_dialogs.choose", lambda _p, _t, _w, given: ways.append(given))
    assert not desks.files.open_path(None, sample_file)
    assert ways == [["Restore a backup…", "Save what can be read…"]]
    assert not windows()
    answer_save(str(sample_file.with_name("rest.ddesk")))
    monkeypatch.setattr("deliverydesk.ui.window.file_dialogs.choose", lambda _p, _t, _w, given: given[1])
    desks.files.open_path(None, sample_file)
    assert said
    assert bytes(content) == sample_file.read_bytes()


def test_a_file_that_is_not_ours_is_left_alone(
    desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    stranger = tmp_path / "letter.ddesk"
    stranger.write_text("Dear all,\n" * 200, encoding="utf-8")
    told: list[str] = []
    monkeypatch.setattr("deliverydesk.ui.window.file_dialogs.choose", lambda _p, _t, words, _g: told.append(words))
    assert not desks.files.open_path(None, stranger)
    assert "letter.ddesk" in told[0]
    assert stranger.read_text(encoding="utf-8") == "Dear all,\n" * 200


def test_a_file_that_is_gone_is_a_sentence(desks: Desks, tmp_path: Path, said: list[str]) -> None:
    assert not desks.files.open_path(None, tmp_path / "gone.ddesk")
    assert len(said) == 1
    assert "gone.ddesk" in said[0]


def test_a_file_from_a_folder_without_write_permission_opens_read_only(
    desks: Desks, sample_file: Path, said: list[str], offered: list[tuple[str, list[str]]]
) -> None:
    import os

    if os.geteuid() == 0:
        pytest.skip("the administrator may write everywhere")
    sample_file.chmod(0o444)
    sample_file.parent.chmod(0o555)
    try:
        window = desks.open(sample_file)
        assert window.desk.document.read_only
        desks.close(window)
    finally:
        sample_file.parent.chmod(0o755)


def test_closing_writes_the_state_and_takes_a_backup(desks: Desks, sample_file: Path) -> None:
    from deliverydesk.storage import backups

    window = desks.open(sample_file)
    portfolio_id = window.desk.document.store.portfolio_id
    assert _can_write(window)
    seq = window.desk.document.store.last_seq()
    desks.close(window)
    assert set(state.load()["window"]) == {"geometry", "docks", "panes", "layout"}
    assert max(backup.seq for backup in backups.listed(portfolio_id)) == seq
    again = Document.open(sample_file)
    assert again.undo_label
    again.close()


def test_opened_files_are_in_the_menu_and_the_last_one_opens_by_itself(
    desks: Desks, sample_file: Path, empty_file: Path
) -> None:
    desks.close(desks.open(empty_file))
    first = desks.open(sample_file)
    assert state.recent_files() == [sample_file, empty_file]
    recent = next(menu for menu in first.findChildren(QMenu) if menu.title().replace("&", "") == "Open recent")
    recent.aboutToShow.emit()
    names = [action.text() for action in recent.actions()][:2]
    assert [name.split("  –  ")[0] for name in names] == [sample_file.name, empty_file.name]
    recent.actions()[1].trigger()
    desks.qtbot.waitUntil(lambda: len(windows()) == 2)
    desks.wake(next(each for each in windows() if each is not first))
    for each in windows():
        desks.close(each)
    desks.again()
    assert desks.files.start(None)
    desks.qtbot.waitUntil(lambda: len(windows()) == 1)
    assert windows()[0].desk.document.path == empty_file


def test_a_new_portfolio_is_named_after_its_file(desks: Desks, tmp_path: Path, answer_save: Answer) -> None:
    answer_save(str(tmp_path / "Autumn plan"))
    assert desks.files.new(None)
    (window,) = windows()
    assert window.desk.document.path.name == "Autumn plan.ddesk"
    assert window.desk.portfolio.settings.name == "Autumn plan"
    assert len(window.desk.portfolio.deliverables) == 0


def test_a_name_with_a_dot_in_it_keeps_it(desks: Desks, tmp_path: Path, answer_save: Answer) -> None:
    answer_save(str(tmp_path / "Plan v2.1"))
    assert desks.files.new(None)
    (window,) = windows()
    assert window.desk.document.path.name == "Plan v2.1.ddesk"


def test_a_new_portfolio_over_one_that_is_there_is_told(
    desks: Desks, sample_file: Path, answer_save: Answer, said: list[str]
) -> None:
    before = sample_file.read_bytes()
    answer_save(str(sample_file))
    desks.files.new(None)
    assert said or not windows()
    assert sample_file.read_bytes() == before


def test_a_file_that_is_gone_is_marked_in_the_menu_and_can_be_taken_off(
    desks: Desks, sample_file: Path, empty_file: Path
) -> None:
    desks.close(desks.open(empty_file))
    window = desks.open(sample_file)
    empty_file.unlink()
    recent = next(menu for menu in window.findChildren(QMenu) if menu.title().replace("&", "") == "Open recent")
    recent.aboutToShow.emit()
    gone = recent.actions()[1]
    assert "missing" in gone.text()
    gone.trigger()
    assert state.known_files() == [sample_file]
    recent.aboutToShow.emit()
    recent.actions()[-1].trigger()
    assert state.known_files() == []


def test_an_empty_portfolio_opens_and_says_what_to_do(desks: Desks, empty_file: Path) -> None:
    from deliverydesk.ui.widgets.empty import EmptyState

    window = desks.open(empty_file)
    assert isinstance(window.desk.portfolio, Portfolio)
    shown = [each for each in window.findChildren(EmptyState) if each.isVisible()]
    assert len(shown) >= 2


def test_what_can_be_dropped_is_what_the_importers_read() -> None:
    from deliverydesk.importers.reader import ENDINGS
    from deliverydesk.ui.window.file_dialogs import TABLE_ENDINGS

    assert set(TABLE_ENDINGS) == set(ENDINGS)
