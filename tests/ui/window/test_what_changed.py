"""What changed and what there is to learn, from a window to where they lead: by the buttons that a person uses."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog
from deliverydesk.charts.table import TableData
from deliverydesk.ui.dialogs.export.sheet import ExportSheet
from deliverydesk.ui.panes.history.changes_sheet import ChangesSheet
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import overlays


def test_looking_back_leads_to_the_record_of_the_forecasts(window: MainWindow, qtbot: QtBot) -> None:
    window.docks["review"].bring()
    review = window.docks["review"].build()
    review.show_page("learn")
    qtbot.mouseClick(review.learn.record, Qt.MouseButton.LeftButton)
    flow = window.docks["flow"].build()
    assert window.docks["flow"].in_front
    assert flow.chart_name == "calibration"


@pytest.mark.usefixtures("nobody_answers")
def test_the_history_leads_to_what_changed_and_that_to_an_export(window: MainWindow, qtbot: QtBot) -> None:
    first = window.desk.portfolio.live[0]
    window.desk.do(lambda portfolio: backlog.edit_deliverables(portfolio, [first], {"title": "Another name"}))
    window.history_action.trigger()
    window.docks["history"].build().show_changes()
    (sheet,) = (each for each in overlays(window) if isinstance(each, ChangesSheet))
    qtbot.waitUntil(lambda: sheet.found is not None)
    told = [line.strip() for line in sheet.words().splitlines() if line.startswith("  ")]
    assert any(line.endswith("is called “Another name” now.") for line in told)
    qtbot.mouseClick(sheet.exporter, Qt.MouseButton.LeftButton)
    (export,) = (each for each in overlays(window) if isinstance(each, ExportSheet))
    row = export.findChildren(QListWidget)[0].currentItem()
    assert row is not None
    assert row.text() == "What changed"
    qtbot.waitUntil(lambda: export.preview.table is not None)
    table = export.preview.table
    assert isinstance(table, TableData)
    assert [cells[1] for cells in table.rows] == told


@pytest.mark.usefixtures("nobody_answers")
def test_what_a_log_shows_is_offered_first_and_once(window: MainWindow, qtbot: QtBot) -> None:
    window.docks["review"].bring()
    review = window.docks["review"].build()
    review.show_page("decisions")
    assert "Choose a decision" not in review.decisions.paper.toPlainText(), "the first one is read at once"
    qtbot.mouseClick(review.decisions.export, Qt.MouseButton.LeftButton)
    (export,) = (each for each in overlays(window) if isinstance(each, ExportSheet))
    listed = export.findChildren(QListWidget)[0]
    words = [listed.item(at).text() for at in range(listed.count())]
    assert words.count("Decisions, as in the pane") == 1
    assert words.index("Decisions, as in the pane") < words.index("Backlog as seen")
