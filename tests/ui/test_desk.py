"""The desk that the panes share: one selection, which never holds what is gone."""

from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.desk import Desk


def test_what_an_undo_takes_away_is_selected_no_more(qtbot: QtBot) -> None:
    desk = Desk(MemoryDocument(Portfolio()))
    desk.do(lambda portfolio: backlog.add_deliverable(portfolio, {"title": "Search"}))
    (item,) = desk.portfolio.deliverables.ids
    desk.select(Deliverable, (item,))
    with qtbot.waitSignal(desk.selection_changed):
        desk.undo()
    assert desk.selection.ids == ()
    assert desk.selection.current is None


def test_what_is_not_there_cannot_be_selected(qtbot: QtBot) -> None:
    desk = Desk(MemoryDocument(Portfolio()))
    desk.do(lambda portfolio: backlog.add_deliverable(portfolio, {"title": "Search"}))
    (item,) = desk.portfolio.deliverables.ids
    desk.select(Deliverable, (item, item + 100), item + 100)
    assert desk.selection.ids == (item,)
    assert desk.selection.current == item
