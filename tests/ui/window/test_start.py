"""The start page: three ways, three questions that become one step, recent files, and files dropped on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.window import file_dialogs, state
from deliverydesk.ui.window.start import StartWindow
from tests.ui.window.conftest import Answer, Desks, overlays, settle, windows

TABLE = "Title;Owner\nReceipt photos;J. Lind\nFamily accounts;R. Okon\n"


@pytest.fixture
def start(desks: Desks) -> Iterator[StartWindow]:
    assert desks.files.start(None)
    (shown,) = start_windows()
    yield shown
    for each in start_windows():
        each.close()


def start_windows() -> list[StartWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, StartWindow) and each.isVisible()]


def _press(desks: Desks, start: StartWindow) -> None:
    desks.qtbot.mouseClick(start.primary, Qt.MouseButton.LeftButton)
    settle()


def _answer(desks: Desks, start: StartWindow) -> None:
    desks.qtbot.keyClicks(start.fields["change"], "Members get their question answered")
    desks.qtbot.keyClicks(start.fields["customer"], "Members who call or write")
    desks.qtbot.keyClicks(start.fields["measure"], "First-contact solving from 61 to 72 % by Dec")


def test_the_button_names_the_next_step_of_each_card(desks: Desks, start: StartWindow) -> None:
    named = {}
    for key, card in start.cards.items():
        desks.qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
        assert start.chosen == key
        named[key] = start.primary.text()
    assert named == {"sample": "Open the sample", "import": "Choose a file…", "empty": "Begin the portfolio…"}


def test_the_sample_opens_at_once_as_a_copy_and_closes_the_page(desks: Desks, start: StartWindow) -> None:
    desks.qtbot.keyClick(start.cards["sample"], Qt.Key.Key_Return)
    desks.qtbot.waitUntil(lambda: len(windows()) == 1)
    settle()
    assert not start_windows()
    (window,) = windows()
    desks.wake(window)
    assert len(window.desk.portfolio.deliverables) > 50
    first = window.desk.document.path
    assert first.parent == file_dialogs.samples()
    assert file_dialogs.documents() != first.parent, "nobody's own portfolio is suggested to lie there"
    assert desks.files.open_sample(window)
    settle()
    assert {each.desk.document.path.name for each in windows()} == {first.name, f"{first.stem} 2.ddesk"}


def test_a_file_that_is_there_is_not_suggested_again(
    desks: Desks, start: StartWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []
    monkeypatch.setattr(file_dialogs, "documents", lambda: tmp_path)
    monkeypatch.setattr(file_dialogs, "ask_save", lambda _parent, _title, path: suggested.append(path.name))
    (tmp_path / "Portfolio.ddesk").touch()
    desks.files.begin(start, {})
    desks.files.new(start)
    assert suggested == ["Portfolio 2.ddesk"] * 2


def test_the_answers_become_product_outcome_and_name_in_one_step(
    desks: Desks, start: StartWindow, tmp_path: Path, answer_save: Answer
) -> None:
    _answer(desks, start)
    assert start.chosen == "empty", "answers are for a portfolio of one's own"
    assert "from 61 to 72" in start.understood.text()
    answer_save(str(tmp_path / "Care 2026.ddesk"))
    _press(desks, start)
    (window,) = windows()
    portfolio = window.desk.portfolio
    (product,), (outcome,) = portfolio.products, portfolio.outcomes
    assert portfolio.settings.name == "Care 2026"
    assert (product.name, product.customer) == ("Members", "Members who call or write")
    assert outcome.name == "Members get their question answered"
    assert (outcome.metric, outcome.unit) == ("First-contact solving", "%")
    assert (outcome.baseline, outcome.target, str(outcome.due)) == (61, 72, "2026-12-31")
    assert outcome.product == product.id
    desks.wake(window)
    window.desk.undo()
    assert window.desk.portfolio == Portfolio()
    window.desk.redo()
    assert window.desk.portfolio == portfolio


def test_the_questions_can_be_skipped(desks: Desks, start: StartWindow, tmp_path: Path, answer_save: Answer) -> None:
    assert not start.skip.isVisible()
    _answer(desks, start)
    assert start.skip.isVisible()
    answer_save(str(tmp_path / "Bare.ddesk"))
    desks.qtbot.mouseClick(start.skip, Qt.MouseButton.LeftButton)
    (window,) = windows()
    assert not window.desk.portfolio.outcomes
    assert window.desk.portfolio.settings.name == "Bare"


def test_a_table_is_chosen_then_imported_into_a_new_portfolio(
    desks: Desks, start: StartWindow, tmp_path: Path, answer_save: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "ideas.csv"
    table.write_text(TABLE, encoding="utf-8")
    desks.qtbot.mouseClick(start.cards["import"], Qt.MouseButton.LeftButton)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given, **_named: ("", ""))
    _press(desks, start)
    assert start_windows() == [start]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given, **_named: (str(table), ""))
    answer_save(str(tmp_path / "ideas.ddesk"))
    _press(desks, start)
    (window,) = windows()
    desks.wake(window)
    desks.qtbot.waitUntil(lambda: bool(overlays(window)))


def test_a_table_dropped_on_the_page_begins_a_portfolio_with_it(
    desks: Desks, start: StartWindow, tmp_path: Path, answer_save: Answer
) -> None:
    table = tmp_path / "ideas.csv"
    table.write_text(TABLE, encoding="utf-8")
    answer_save(str(tmp_path / "ideas.ddesk"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    start.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, left, plain))
    (window,) = windows()
    desks.wake(window)
    desks.qtbot.waitUntil(lambda: bool(overlays(window)))


@pytest.fixture
def gone(tmp_path: Path) -> Path:
    """A file that was opened lately and is gone."""
    path = tmp_path / "gone.ddesk"
    state.update(recent=[str(path)])
    return path


def test_recent_files_are_listed_and_missing_ones_can_be_taken_off(
    desks: Desks, gone: Path, start: StartWindow
) -> None:
    (button,) = [each for each in start.findChildren(QPushButton) if "gone.ddesk" in each.text()]
    assert "missing" in button.text()
    desks.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert state.known_files() == []
    assert not [each for each in start.findChildren(QPushButton) if "gone.ddesk" in each.text()]
