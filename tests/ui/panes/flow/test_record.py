"""The page of how forecasts came true: chart, ledger, and a team's correction that is taken by a button."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deliverydesk.domain.entities import Deliverable, Demand, Entity, Forecast, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from tests.ui.panes.flow.conftest import Open
from tests.ui.panes.flow.test_flow_pane import ready

MADE = date(2026, 1, 5)
WEB, DATA = 901, 902


def held_to(late: int) -> Portfolio:
    """Thirty forecasts of the web team, so many of them missed; one of data."""
    rows: list[Entity] = [Team(WEB, "Web"), Team(DATA, "Data")]
    for n in range(1, 32):
        took, team = (90 if n <= late else 30), (DATA if n == 31 else WEB)
        rows += [
            Deliverable(n, f"Item {n}", n, stage=Stage.RELEASED, actual_end=MADE + timedelta(took)),
            Demand(100 + n, n, team, likely=2),
            Forecast(
                200 + n,
                MADE,
                deliverable=n,
                team=team,
                p50=MADE + timedelta(40),
                p85=MADE + timedelta(60),
                p95=MADE + timedelta(80),
            ),
        ]
    return Portfolio.of(rows)


def test_a_team_that_was_late_is_offered_more_width_and_taking_it_can_be_undone(qtbot: QtBot, open_pane: Open) -> None:
    pane = open_pane(held_to(late=9))
    pane.show_chart("calibration")
    ready(qtbot, pane)
    assert pane.built is not None
    assert pane.built.spec.name == "calibration"
    assert "P85: 22 of 31 came true" in pane.words.text()
    assert pane.record.isVisible()
    assert pane.record.table.model().rowCount() == 31
    (button,) = pane.record.buttons
    assert button.text() == "Take 2"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pane.desk.portfolio.teams[WEB].widening == 2
    ready(qtbot, pane)
    assert pane.record.buttons == []
    pane.desk.undo()
    assert pane.desk.portfolio.teams[WEB].widening == 1
    ready(qtbot, pane)
    assert len(pane.record.buttons) == 1


def test_a_team_with_few_forecasts_says_that_it_cannot_tell(qtbot: QtBot, open_pane: Open) -> None:
    pane = open_pane(held_to(late=9))
    pane.show_chart("calibration")
    pane.choose_team(DATA)
    ready(qtbot, pane)
    assert pane.built is not None
    assert [each.factor for each in pane.built.proposals] == [None]
    assert "it takes 20 forecasts" in pane.built.proposals[0].words
    assert pane.empty.isVisible()
    assert pane.record.table.model().rowCount() == 1
    assert pane.record.buttons == []


@pytest.mark.parametrize("chart", ["cycle-time", "calibration"])
def test_the_ledger_is_there_with_its_chart_alone_and_is_handed_out(qtbot: QtBot, open_pane: Open, chart: str) -> None:
    pane = open_pane(held_to(late=3))
    pane.show_chart(chart)
    ready(qtbot, pane)
    assert pane.record.isVisible() == (chart == "calibration")
    names = [each.name for each in pane.exportables()]
    assert names == ([chart, "ledger"] if chart == "calibration" else [chart])
    if chart == "calibration":
        assert len(pane.exportables()[1].make().rows) == 31
