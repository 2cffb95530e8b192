"""Layouts of one's own: saved, taken, updated, renamed and deleted, by menu and palette, also after a restart."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog, QMenu

from deliverydesk.ui.window import layouts, state
from deliverydesk.ui.window.main_window import MainWindow
from deliverydesk.ui.window.palette.palette import Palette
from tests.ui.window.conftest import Desks, overlays, settle


def _shown(window: MainWindow) -> set[str]:
    return {name for name, dock in window.docks.items() if dock.isVisible()}


def _press(window: MainWindow, name: str, words: str) -> None:
    menu = window.layouts.menu
    menu.aboutToShow.emit()
    inner = next(each for action in menu.actions() if isinstance(each := action.menu(), QMenu) and each.title() == name)
    next(action for action in inner.actions() if action.text() == words).trigger()
    settle()


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that dialogs are given, one after the other; a dialog without one is left."""
    names: list[str] = []

    def execute(dialog: QInputDialog) -> QInputDialog.DialogCode:
        if not names:
            return QInputDialog.DialogCode.Rejected
        dialog.setTextValue(names.pop(0))
        return QInputDialog.DialogCode.Accepted

    monkeypatch.setattr(QInputDialog, "exec", execute)
    return names


def _save(window: MainWindow, answer: list[str], name: str) -> None:
    answer.append(name)
    window.layouts.save.trigger()
    settle()


def test_an_arrangement_is_saved_and_taken_again_after_a_restart(
    desks: Desks, sample_file: Path, answer: list[str]
) -> None:
    first = desks.open(sample_file)
    first.docks["roadmap"].hide()
    first.docks["history"].show()
    settle()
    wanted = _shown(first)
    _save(first, answer, "  Only the\nlist  ")
    desks.close(first)
    desks.again()
    second = desks.open(sample_file)
    second.choose_layout("plan")
    settle()
    assert _shown(second) != wanted
    _press(second, "Only the list", "Take this layout")
    assert _shown(second) == wanted


def test_update_rename_and_delete(window: MainWindow, answer: list[str]) -> None:
    _save(window, answer, "Mine")
    window.choose_layout("measure")
    settle()
    wanted = _shown(window)
    _press(window, "Mine", "Update it to the present one")
    window.choose_layout("plan")
    settle()
    _save(window, answer, "Other")
    answer.append("Other")
    _press(window, "Mine", "Rename…")
    assert list(layouts.kept()) == ["Mine", "Other"], "a name that is taken is refused"
    answer.append("Numbers")
    _press(window, "Mine", "Rename…")
    assert list(layouts.kept()) == ["Numbers", "Other"]
    _press(window, "Numbers", "Take this layout")
    assert _shown(window) == wanted
    _press(window, "Numbers", "Delete")
    assert list(layouts.kept()) == ["Other"]
    assert _shown(window) == wanted


def test_a_dialog_that_is_left_saves_nothing(window: MainWindow, answer: list[str]) -> None:
    window.layouts.save.trigger()
    assert layouts.kept() == {}


def test_the_palette_takes_it(desks: Desks, window: MainWindow, answer: list[str]) -> None:
    window.choose_layout("measure")
    _save(window, answer, "Numbers only")
    wanted = _shown(window)
    window.choose_layout("plan")
    window.palette_action.trigger()
    (palette,) = overlays(window)
    assert isinstance(palette, Palette)
    desks.qtbot.keyClicks(palette.query, "numbers only")
    desks.qtbot.waitUntil(lambda: palette.idle)
    palette.choose()
    settle()
    assert _shown(window) == wanted


@pytest.mark.parametrize("nonsense", ["!!", "AAAA", ""])
def test_what_cannot_be_read_is_told_and_moves_nothing(window: MainWindow, nonsense: str) -> None:
    state.update(layouts={"Odd": nonsense, "Number": 3, "": "AAAA"})
    assert list(layouts.kept()) == ["Odd"]
    before = _shown(window)
    window.layouts.choose("Odd")
    assert _shown(window) == before
    assert "cannot be read" in window.toast.words()


def test_the_focus_goes_into_the_first_pane_of_a_layout(desks: Desks, window: MainWindow) -> None:
    window.docks["backlog"].pane.table.setFocus()
    window.choose_layout("measure")
    desks.qtbot.waitUntil(lambda: window.docks["divergence"].isAncestorOf(window.focusWidget()))
