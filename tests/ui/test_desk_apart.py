"""Large change sets: committed in a thread, published in the window's, one at a time, and never half."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records
from deliverydesk.document.document import Document
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.storage.errors import StorageError
from deliverydesk.ui.desk import LARGE, Desk
from deliverydesk.ui.tasks import run_task
from tests.support.portfolios import fresh_file, synthetic_portfolio


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = fresh_file(tmp_path / "many.ddesk", synthetic_portfolio(LARGE + 100))
    yield made
    made.close()


@pytest.fixture
def desk(document: Document, qtbot: QtBot) -> Iterator[Desk]:
    host = QWidget()
    qtbot.addWidget(host)
    desk = Desk(document, host)

    def work_apart(title: str, work: Any, on_done: Any, on_error: Any) -> None:
        run_task(host, title, work, on_done, on_error)

    desk.work_apart = work_apart
    yield desk
    desk.close()


def rename_all(portfolio: Portfolio) -> ChangeSet:
    return records.edit(portfolio, Deliverable, portfolio.deliverables.ids, {"owner": "Everyone"})


def owners(desk: Desk) -> set[str]:
    return {item.owner for item in desk.portfolio.deliverables}


def test_many_changes_are_one_step_that_undo_takes_back(desk: Desk, qtbot: QtBot) -> None:
    before = desk.portfolio
    with qtbot.waitSignal(desk.done) as told:
        assert desk.do(rename_all, toast=True)
        assert desk.portfolio is before, "nothing is shown before it is committed"
    assert told.args == [f"Set the owner of {LARGE + 100} deliverables to “Everyone”"]
    assert owners(desk) == {"Everyone"}
    with qtbot.waitSignal(desk.changed):
        desk.undo()
        assert owners(desk) == {"Everyone"}
    assert desk.portfolio == before
    with qtbot.waitSignal(desk.changed):
        desk.redo()
    assert owners(desk) == {"Everyone"}


def test_nothing_else_is_begun_meanwhile(desk: Desk, document: Document, qtbot: QtBot) -> None:
    """Between a commit in the thread and its news here another change would be made to what is no longer so."""
    held: list[Callable[[], object]] = []

    def work_apart(_title: str, work: Any, on_done: Any, _on_error: Any) -> None:
        result = work(lambda _done, _total: None)
        held.append(lambda: on_done(result))

    desk.work_apart = work_apart
    refused: list[str] = []
    desk.refused.connect(refused.append)
    desk.do(rename_all)
    first = next(iter(desk.portfolio.deliverables.ids))
    assert not desk.do(lambda p: records.edit(p, Deliverable, [first], {"owner": "Else"}))
    assert refused == [
        f"“Set the owner of {LARGE + 100} deliverables to “Everyone”” is still being saved. Do this once it is done."
    ]
    held.pop()()
    assert desk.do(lambda p: records.edit(p, Deliverable, [first], {"owner": "Else"}))
    assert owners(desk) == {"Everyone", "Else"}
    assert document.store.verify() == []


def test_a_refusal_in_the_thread_is_a_sentence_here(desk: Desk, qtbot: QtBot) -> None:
    def broken(portfolio: Portfolio) -> ChangeSet:
        return records.edit(portfolio, Deliverable, portfolio.deliverables.ids, {"title": " "})

    before = desk.portfolio
    with qtbot.waitSignal(desk.refused) as told:
        desk.do(broken)
    assert told.args == ["A deliverable needs a title."]
    assert desk.portfolio is before

    def refusing(_portfolio: Portfolio) -> ChangeSet:
        raise DeskError("Not today.")

    with qtbot.waitSignal(desk.refused) as told:
        desk.do(refusing, size=LARGE + 1)
    assert told.args == ["Not today."]


def test_a_commit_that_fails_leaves_the_way_open(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_named: object) -> int:
        raise StorageError("The disk is full.")

    first = next(iter(document.portfolio.deliverables.ids))
    change_set = records.edit(document.portfolio, Deliverable, [first], {"owner": "Else"})
    with monkeypatch.context() as patched:
        patched.setattr(document.store, "commit", full)
        with pytest.raises(StorageError, match="full"):
            document.apply(change_set)
    assert document.apply(change_set) is not None
