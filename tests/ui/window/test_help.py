"""Help over the real window: every step of the guide leads to an action that there is, and Shift+F1 asks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from deliverydesk.ui.help.guide import TOPICS
from deliverydesk.ui.help.sheet import HelpSheet
from deliverydesk.ui.help.whatis import DefinitionCard
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import Desks, overlays, settle


def test_every_step_of_the_guide_leads_to_an_action(desks: Desks, window: MainWindow) -> None:
    desks.qtbot.keyClick(window, Qt.Key.Key_F1)
    (sheet,) = overlays(window)
    assert isinstance(sheet, HelpSheet)
    for topic in TOPICS:
        sheet.go_to(topic.key)
        settle()
        for step in topic.steps:
            if step.action:
                assert window.findChild(QAction, step.action) is not None, step.action
                assert sheet.findChild(Button, f"help.do.{step.action}") is not None, step.action


def test_the_current_cell_of_the_backlog_explains_itself(desks: Desks, window: MainWindow) -> None:
    pane = window.docks["backlog"].pane
    table = pane.table
    table.setFocus()
    table.setCurrentIndex(pane.model.index(3, PLACE["gap"]))
    desks.qtbot.keyClick(table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    (card,) = overlays(window)
    assert isinstance(card, DefinitionCard)
    assert card.definition.key == "gap"
    desks.qtbot.keyClick(card.focusWidget(), Qt.Key.Key_Escape)
    assert overlays(window) == []
