"""The window around the panes: layouts, docks, what it says about the file, keys, themes and what it remembers."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog
from deliverydesk.document.document import Document
from deliverydesk.support.errors import DeskError
from deliverydesk.ui.panes.outcomes.pane import OutcomesPane
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import Answer, Desks, overlays, settle, windows


def _shown(window: MainWindow) -> set[str]:
    return {name for name, dock in window.docks.items() if dock.isVisible()}


def _rename(window: MainWindow, title: str) -> int:
    """Give the first item another title, as a pane does."""
    first = window.desk.portfolio.ranking[0]
    assert window.desk.do(lambda p: backlog.edit_deliverables(p, [first], {"title": title}), toast=True)
    return first


def _status(window: MainWindow) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in window.status.findChildren(QLabel))


def _menu(window: MainWindow, title: str) -> QMenu:
    (found,) = [
        menu
        for action in window.menuBar().actions()
        if isinstance(menu := action.menu(), QMenu) and menu.title().replace("&", "") == title
    ]
    return found


# Panes


def test_opens_on_the_plan_with_its_panes_filled(window: MainWindow) -> None:
    assert _shown(window) == {"backlog", "roadmap", "outcomes"}
    assert window.docks["backlog"].pane.model.rowCount() == len(window.desk.portfolio.live)
    assert window.docks["roadmap"].pane.picture.bars
    assert "Larkfield" in window.windowTitle()
    assert window.minimumSizeHint().width() <= 1000, "too wide for a small laptop"


def test_layouts_change_what_is_shown(window: MainWindow) -> None:
    window.choose_layout("measure")
    settle()
    assert _shown(window) == {"divergence", "outcomes"}
    window.choose_layout("plan")
    settle()
    assert _shown(window) == {"backlog", "roadmap", "outcomes"}


def test_a_pane_hides_floats_and_comes_back(window: MainWindow) -> None:
    dock = window.docks["roadmap"]
    dock.toggle_floating()
    settle()
    assert dock.isFloating()
    assert dock.isVisible()
    dock.toggle_floating()
    assert not dock.isFloating()
    dock.hide()
    settle()
    assert "roadmap" not in _shown(window)
    action = dock.show_action
    assert action in _menu(window, "View").actions()
    action.trigger()
    settle()
    assert "roadmap" in _shown(window)


def test_panes_where_they_were_after_a_restart(desks: Desks, sample_file: Path) -> None:
    first = desks.open(sample_file)
    first.choose_layout("measure")
    first.docks["backlog"].hide()
    first.docks["inspector"].setFloating(True)
    first.docks["history"].show_action.trigger()
    first.docks["backlog"].pane.set_density("roomy")
    settle()
    shown = _shown(first)
    desks.close(first)
    desks.again()
    second = desks.open(sample_file)
    assert _shown(second) == shown
    assert second.docks["inspector"].isFloating()
    assert second.docks["backlog"].pane.density == "roomy"
    assert second.top_bar.findChildren(Segmented)[0].value() == "measure"


def test_state_that_is_nonsense_is_passed_over(desks: Desks, sample_file: Path, user_home: Path) -> None:
    from deliverydesk.ui.window import state

    state.update(
        window={"geometry": "!!", "docks": "####", "panes": {"backlog": {"density": 7}, "roadmap": []}, "layout": 3},
        theme=["dark"],
        recent="not a list",
    )
    window = desks.open(sample_file)
    assert _shown(window) == {"backlog", "roadmap", "outcomes"}


def _focused(window: MainWindow) -> str:
    """The name of the pane that has the focus."""
    focus = QApplication.focusWidget()
    panes = {name: dock.pane for name, dock in window.docks.items() if dock.pane is not None}
    return next((name for name, pane in panes.items() if focus is not None and pane.isAncestorOf(focus)), "")


def test_f6_walks_the_panes_and_comes_round(desks: Desks, window: MainWindow) -> None:
    walked = []
    for _ in range(4):
        desks.qtbot.keyClick(window, Qt.Key.Key_F6)
        walked.append(_focused(window))
    assert len(set(walked[:3])) == 3
    assert "" not in walked
    assert walked[3] == walked[0]
    desks.qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert _focused(window) == walked[2]


def test_keys_bring_a_pane_to_the_front_before_they_hide_it(desks: Desks, window: MainWindow) -> None:
    """History and inspector share a place: the one at the back is there, and yet nobody sees it."""
    history, inspector = window.docks["history"], window.docks["inspector"]

    def press(key: Qt.Key) -> tuple[bool, bool]:
        desks.qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        settle()
        for dock in (history, inspector):
            assert (
                dock.in_front
                == (dock.isVisible() and not dock.visibleRegion().isEmpty())
                == dock.show_action.isChecked()
            )
        return history.in_front, inspector.in_front

    assert press(Qt.Key.Key_H) == (True, False)
    assert press(Qt.Key.Key_I) == (False, True)
    assert history.isVisible()
    assert press(Qt.Key.Key_H) == (True, False)
    assert inspector.isVisible()
    assert press(Qt.Key.Key_H) == (False, True)
    assert not history.isVisible()
    assert press(Qt.Key.Key_I) == (False, False)


def test_f6_visits_the_front_one_of_panes_that_share_a_place(desks: Desks, window: MainWindow) -> None:
    def walk() -> list[str]:
        walked = []
        for _ in range(4):
            desks.qtbot.keyClick(window, Qt.Key.Key_F6)
            walked.append(_focused(window))
        return sorted(walked)

    window.docks["inspector"].show_action.trigger()
    window.docks["history"].show_action.trigger()
    settle()
    assert walk() == ["backlog", "history", "outcomes", "roadmap"]
    window.docks["inspector"].show_action.trigger()
    settle()
    assert walk() == ["backlog", "inspector", "outcomes", "roadmap"]


def test_a_right_click_on_a_title_offers_the_panes(window: MainWindow) -> None:
    menu = window.createPopupMenu()
    assert [action.text() for action in menu.actions()] == [dock.windowTitle() for dock in window.docks.values()]
    assert {"Backlog", "Divergence", "History"} <= {action.text() for action in menu.actions()}


# What it says


def test_undo_and_redo_say_what_they_would_do(window: MainWindow) -> None:
    assert not window.undo_action.isEnabled()
    before = window.desk.portfolio
    first = _rename(window, "A <b>new</b> name & more")
    edit = _menu(window, "Edit")
    assert window.undo_action in edit.actions()
    assert window.undo_action.isEnabled()
    assert window.undo_action.text().startswith("Undo ")
    assert len(window.undo_action.text()) > len("Undo ")
    words = window.undo_action.text()[len("Undo ") :]
    window.undo_action.trigger()
    assert window.desk.portfolio.deliverables[first] == before.deliverables[first]
    assert window.redo_action.text() == f"Redo {words}"
    assert not window.undo_action.isEnabled()
    window.redo_action.trigger()
    assert window.desk.portfolio.deliverables[first].title == "A <b>new</b> name & more"


def test_saved_is_said_only_after_the_commit(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "All changes saved" in _status(window)
    store = window.desk.document.store
    during: list[str] = []
    commit = store.commit

    def watched(*given: object, **named: object) -> int:
        during.append(_status(window))
        return commit(*given, **named)

    monkeypatch.setattr(store, "commit", watched)
    _rename(window, "Once")
    assert "Saved " not in during[0]
    assert "Saved " in _status(window)


def test_a_disk_that_refuses_is_told_and_nothing_is_called_saved(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, before = window.desk.document.store, window.desk.portfolio

    def refuse(*_given: object, **_named: object) -> int:
        raise DeskError("The disk is full. Nothing was changed.")

    monkeypatch.setattr(store, "commit", refuse)
    first = before.ranking[0]
    assert not window.desk.do(lambda p: backlog.edit_deliverables(p, [first], {"title": "Lost?"}))
    assert window.toast.words() == "The disk is full. Nothing was changed."
    assert "Saved " not in _status(window)
    assert window.desk.portfolio is before


def test_the_toast_takes_back_what_it_tells_of(desks: Desks, window: MainWindow) -> None:
    before = window.desk.portfolio
    first = _rename(window, "Not for long")
    assert window.toast.words()
    assert window.toast.link.text() == "Undo"
    desks.qtbot.mouseClick(window.toast.link, Qt.MouseButton.LeftButton)
    assert window.desk.portfolio.deliverables[first] == before.deliverables[first]
    assert not window.toast.words()


def test_a_toast_of_an_earlier_change_does_not_take_back_a_later_one(window: MainWindow) -> None:
    first = _rename(window, "Told")
    assert window.toast.words()
    assert window.desk.do(lambda p: backlog.edit_deliverables(p, [first], {"owner": "Somebody"}))
    assert not window.toast.words()


def test_another_name_of_the_portfolio_is_in_the_title_at_once(window: MainWindow) -> None:
    from deliverydesk.actions.registry import actions

    window.desk.do(lambda p: actions()["edit_settings"].prepare(p, {"name": "<img src=x> & Söhne"}))
    assert "<img src=x> & Söhne" in window.windowTitle()
    assert "Saved " in _status(window)


def test_midnight_is_seen_in_the_bar_and_in_every_pane(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap, outcomes = window.docks["roadmap"].pane, window.docks["outcomes"].pane
    assert isinstance(roadmap, RoadmapPane)
    assert isinstance(outcomes, OutcomesPane)

    def ages() -> list[str]:
        return [figure.value for figure in outcomes.detail.figures.figures]

    (day,) = [each for each in window.top_bar.findChildren(QPushButton) if "week" in each.text()]
    before = ages()
    assert "Wed 19 Aug" in day.text()
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-09-20")
    window.desk.look_at_clock()
    assert "Sun 20 Sep" in day.text()
    assert roadmap.shown.today == date(2026, 9, 20).toordinal()
    assert ages() != before, "readings are older"


def test_the_number_of_selected_things_is_said(window: MainWindow) -> None:
    from deliverydesk.domain.entities import Deliverable

    ids = tuple(window.desk.portfolio.ranking)[:3]
    window.desk.select(Deliverable, ids)
    assert "3 selected" in _status(window)
    window.desk.select(None, ())
    assert "selected" not in _status(window)


# Themes


@pytest.mark.parametrize("layout", ["plan", "measure"])
def test_the_theme_changes_at_run_time(desks: Desks, window: MainWindow, layout: str) -> None:
    window.choose_layout(layout)
    settle()
    themes = next(action.menu() for action in _menu(window, "View").actions() if action.text() == "&Theme")
    assert isinstance(themes, QMenu)
    by_name = {action.objectName(): action for action in themes.actions()}
    for name, dark in (("dark", True), ("contrast", True), ("light", False)):
        by_name[f"window.theme_{name}"].trigger()
        settle()
        assert current_theme().dark == dark
        ground = window.grab().toImage().pixelColor(window.width() // 2, window.height() - 3)
        assert (ground.lightness() < 128) == dark


def test_the_menu_ticks_a_theme_that_is_chosen_elsewhere(window: MainWindow) -> None:
    themes = next(action.menu() for action in _menu(window, "View").actions() if action.text() == "&Theme")
    assert isinstance(themes, QMenu)
    for name in ("dark", "light"):
        window.themes.choose(name)
        assert [action.objectName() for action in themes.actions() if action.isChecked()] == [f"window.theme_{name}"]


def test_the_theme_is_remembered(desks: Desks, window: MainWindow) -> None:
    from deliverydesk.ui.window import state

    window.themes.choose("dark")
    desks.close(window)
    assert state.load()["theme"] == "dark"


# Files dropped on the window


def _drop(window: MainWindow, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = window.rect().center()
    enter = QDragEnterEvent(middle, action, data, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(middle), action, data, left, none))
    return enter.isAccepted()


def test_a_dropped_portfolio_opens_beside(desks: Desks, window: MainWindow, empty_file: Path) -> None:
    assert _drop(window, empty_file)
    desks.qtbot.waitUntil(lambda: len(windows()) == 2)
    other = next(each for each in windows() if each is not window)
    assert other.desk.document.path == empty_file
    desks.wake(other)


def test_a_dropped_table_is_offered_for_import(desks: Desks, window: MainWindow, tmp_path: Path) -> None:
    table = tmp_path / "Ideas.CSV"
    table.write_text("Title,Owner\nSearch in the archive,R. Haas\n", encoding="utf-8")
    assert _drop(window, table)
    desks.qtbot.waitUntil(lambda: bool(overlays(window)))
    assert len(windows()) == 1


def test_other_things_dropped_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"")
    assert not _drop(window, picture)


# Checkpoints and copies


def test_a_checkpoint_is_in_the_history_and_the_status_bar(
    window: MainWindow, qtbot: QtBot, nobody_answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "exec", lambda _self: QInputDialog.DialogCode.Accepted)
    monkeypatch.setattr(QInputDialog, "textValue", lambda _self: "Before <b>Monday</b>")
    window.files.checkpoint(window)
    qtbot.waitUntil(lambda: window.desk.document.history(1)[0].kind == "checkpoint", timeout=20_000)
    assert window.desk.document.history(1)[0].label == "Before <b>Monday</b>"
    assert "Before <b>Monday</b>" in _status(window)
    monkeypatch.setattr(QInputDialog, "textValue", lambda _self: "   ")
    window.files.checkpoint(window)
    assert len(nobody_answers) == 1
    assert nobody_answers[0].endswith(".")


def test_a_copy_holds_what_is_shown(window: MainWindow, tmp_path: Path, answer_save: Answer, said: list[str]) -> None:
    _rename(window, "In the copy")
    target = tmp_path / "Übersicht 日本.ddesk"
    answer_save(str(target.with_suffix("")))
    window.files.save_copy(window)
    assert "Übersicht 日本.ddesk" in window.toast.words()
    copy = Document.open(target)
    assert list(copy.portfolio.entities()) == list(window.desk.portfolio.entities())
    copy.close()
    assert not said


def test_a_copy_over_the_open_file_is_refused(
    window: MainWindow, sample_file: Path, answer_save: Answer, said: list[str]
) -> None:
    answer_save(str(sample_file))
    window.files.save_copy(window)
    assert len(said) == 1
    _rename(window, "Still writable")
    assert window.desk.document.store.verify() == []


def test_checking_the_file_says_that_it_is_sound(desks: Desks, window: MainWindow) -> None:
    window.files.check(window)
    desks.qtbot.waitUntil(lambda: "sound" in window.toast.words())
