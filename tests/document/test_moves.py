"""What the journal remembers of stages: each change that was not taken back, with its day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deliverydesk.actions.backlog import add_deliverable
from deliverydesk.actions.stages import move_to_stage
from deliverydesk.document.document import Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Settings, StageDate
from deliverydesk.domain.passage import StageMove
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

Make = Callable[[Portfolio], Document]


@pytest.fixture(params=["file", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes a document of a portfolio, in a file and in memory."""
    if request.param == "memory":
        return MemoryDocument
    return lambda portfolio: Document.create(tmp_path / "plan.ddesk", portfolio)


def test_stages_are_remembered_with_their_days_and_what_was_taken_back_is_not(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make(Portfolio.of([Settings(SETTINGS_ID), Deliverable(5, "Search", 1)]))

    def move(day: str, stage: Stage) -> None:
        monkeypatch.setenv("DELIVERYDESK_TODAY", day)
        document.apply(move_to_stage(document.portfolio, [5], stage))

    move("2026-03-02", Stage.READY)
    move("2026-03-09", Stage.DELIVERY)
    move("2026-03-10", Stage.RELEASED)
    document.undo()
    move("2026-03-20", Stage.RELEASED)
    document.undo()
    document.redo()
    assert document.moves() == [
        StageMove(5, date(2026, 3, 2), Stage.IDEA, Stage.READY),
        StageMove(5, date(2026, 3, 9), Stage.READY, Stage.DELIVERY),
        StageMove(5, date(2026, 3, 20), Stage.DELIVERY, Stage.RELEASED),
    ]
    document.close()


def test_what_is_added_and_removed_is_remembered_too(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-03-02")
    document = make(Portfolio.of([Settings(SETTINGS_ID)]))
    document.apply(add_deliverable(document.portfolio, {"title": 'With "stage":"x" in it'}))
    (item,) = document.portfolio.deliverables
    assert document.moves() == [StageMove(item.id, date(2026, 3, 2), None, Stage.IDEA)]
    document.undo()
    assert document.moves() == []
    document.close()


def test_what_the_journal_knows_is_written_out_for_charts_but_where_a_day_is_written(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = StageDate(50, 5, Stage.READY, date(2026, 2, 1))
    document = make(Portfolio.of([Settings(SETTINGS_ID), Deliverable(5, "Search", 1), imported]))
    for day, stage in (("2026-03-02", Stage.READY), ("2026-03-09", Stage.DELIVERY)):
        monkeypatch.setenv("DELIVERYDESK_TODAY", day)
        document.apply(move_to_stage(document.portfolio, [5], stage))
    shown = document.portfolio_with_moves()
    assert {(each.stage, each.date) for each in shown.stage_dates} == {
        (Stage.READY, date(2026, 2, 1)),
        (Stage.DELIVERY, date(2026, 3, 9)),
    }
    assert len(document.portfolio.stage_dates) == 1
    document.close()
