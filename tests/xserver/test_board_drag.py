"""Cards dragged with a real mouse: from stage to stage, several at once, and back by Escape."""

import subprocess
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint

from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.board.view import Board
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from tests.xserver.hand import Hand


@pytest.fixture
def board(open_backlog: Callable[[int, int], BacklogPane]) -> Board:
    shown = open_backlog(1300, 700)
    shown.switch.show("board")
    assert shown.switch.board is not None
    return shown.switch.board


def at(board: Board, stage: Stage, row: int, down: int = 44) -> QPoint:
    rect = board.column(stage).card_rect(row)
    return QPoint(rect.left() + 60, rect.top() + down)


def ids(board: Board, stage: Stage) -> list[int]:
    return list(board.column(stage).cards.ids)


def test_a_card_goes_to_a_stage_and_a_rank_in_one_step(hand: Hand, board: Board, desk: Desk) -> None:
    before, ready, delivery = desk.portfolio, ids(board, Stage.READY), ids(board, Stage.DELIVERY)
    source, target = board.column(Stage.READY).viewport(), board.column(Stage.DELIVERY).viewport()
    said: list[str] = []
    desk.done.connect(said.append)
    hand.drag(source, at(board, Stage.READY, 1), target, at(board, Stage.DELIVERY, 2, down=6), linger=0.3)
    hand.until(lambda: ids(board, Stage.DELIVERY) == [*delivery[:2], ready[1], *delivery[2:]])
    assert desk.portfolio.rank(ready[1]) == desk.portfolio.rank(delivery[2]) - 1
    assert len(desk.portfolio.deliverables) == len(before.deliverables)
    assert said == ["Delivery: 18 of 16, 2 over its limit."]
    assert board.drags.note.isHidden()
    desk.undo()
    assert desk.portfolio == before


def test_many_cards_go_together(hand: Hand, board: Board, desk: Desk) -> None:
    chosen = [ids(board, Stage.IDEA)[0], ids(board, Stage.IDEA)[2], ids(board, Stage.SHAPING)[1]]
    desk.select(Deliverable, tuple(chosen), chosen[0])
    source, target = board.column(Stage.IDEA).viewport(), board.column(Stage.IMPROVING).viewport()
    hand.drag(source, at(board, Stage.IDEA, 2), target, at(board, Stage.IMPROVING, 1, down=6))
    hand.until(lambda: set(ids(board, Stage.IMPROVING)[1:4]) == set(chosen))
    assert set(desk.selection.ids) == set(chosen)


def test_a_strip_takes_a_card(hand: Hand, board: Board, desk: Desk) -> None:
    card = ids(board, Stage.SHAPING)[0]
    strip = board.frames[Stage.CANCELLED].strip
    hand.drag(board.column(Stage.SHAPING).viewport(), at(board, Stage.SHAPING, 0), strip, QPoint(18, 200))
    hand.until(lambda: desk.portfolio.deliverables[card].stage is Stage.CANCELLED)


def test_escape_leaves_everything_as_it_was(hand: Hand, board: Board, desk: Desk) -> None:
    before = desk.portfolio
    start = board.column(Stage.READY).viewport().mapToGlobal(at(board, Stage.READY, 1))
    end = board.column(Stage.DELIVERY).viewport().mapToGlobal(at(board, Stage.DELIVERY, 1))
    words = ["mousemove", str(start.x()), str(start.y()), "mousedown", "1"]
    for step in range(1, 7):
        words += ["sleep", "0.03", "mousemove", str(start.x() + (end.x() - start.x()) * step // 6), str(end.y())]
    words += ["sleep", "0.1", "key", "Escape", "sleep", "0.1", "mouseup", "1"]
    with subprocess.Popen(["xdotool", *words]) as gesture:
        hand.until(lambda: gesture.poll() is not None)
    assert desk.portfolio is before
    assert board.drags.note.isHidden()
    assert not board.drags.ids
