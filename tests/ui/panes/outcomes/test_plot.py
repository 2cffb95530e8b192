"""The chart under the hand: hover, wheel, drag, double click and keys, with real events."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.panes.outcomes.plot_adapter import OutcomePlot
from tests.ui.panes.outcomes.conftest import Pane


@pytest.fixture
def plot(pane: Pane) -> OutcomePlot:
    found = pane.pane.detail.chart.plot
    assert found is not None
    return found


def place(plot: OutcomePlot, day: date, value: float | None = None) -> QPoint:
    frame = plot.frame
    assert frame is not None
    y = frame.box[1] + 12 if value is None else frame.y(value)
    return QPointF(frame.x(day.toordinal()), y).toPoint()


def wheel(
    plot: OutcomePlot, at: QPoint, turns: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(plot.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def test_hover_shows_value_date_note_and_the_nearest_marker(qtbot: QtBot, pane: Pane, plot: OutcomePlot) -> None:
    qtbot.mouseMove(plot.viewport(), place(plot, date(2026, 1, 30), 66))
    assert plot.hover is not None
    assert plot.hover.title == "62\u2009%"
    assert "29 Jan 2026" in plot.hover.words
    assert "Storm season" in plot.hover.words
    assert "required path" in plot.hover.words
    qtbot.mouseMove(plot.viewport(), place(plot, date(2026, 10, 16), 66))
    assert "Ask-a-nurse chat" in plot.hover.words
    qtbot.mouseMove(plot.viewport(), QPoint(2, plot.height() - 2))
    assert plot.hover is None


def test_wheel_zooms_time_and_with_shift_the_values(qtbot: QtBot, plot: OutcomePlot) -> None:
    at = place(plot, date(2026, 3, 1), 66)
    (x0, x1), y = plot.view_range()
    wheel(plot, at, 2)
    (z0, z1), zy = plot.view_range()
    assert z1 - z0 < (x1 - x0) * 0.8
    assert zy == pytest.approx(y)
    assert z0 < date(2026, 3, 1).toordinal() < z1
    wheel(plot, at, 2, Qt.KeyboardModifier.ShiftModifier)
    assert plot.view_range()[1][1] - plot.view_range()[1][0] < y[1] - y[0]


def test_drag_pans_and_double_click_shows_all_again(qtbot: QtBot, plot: OutcomePlot) -> None:
    at, view = place(plot, date(2026, 3, 1), 66), plot.viewport()
    before = plot.view_range()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    for dx in (10, 40, 80):
        qtbot.mouseMove(view, at + QPoint(dx, 0))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at + QPoint(80, 0))
    assert plot.view_range()[0][0] < before[0][0] - 5
    assert plot.is_zoomed()
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert plot.view_range()[0] == pytest.approx(before[0])
    assert not plot.is_zoomed()


def test_every_gesture_has_a_key(qtbot: QtBot, plot: OutcomePlot) -> None:
    whole = plot.view_range()[0]
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Plus)
    zoomed = plot.view_range()[0]
    assert zoomed[1] - zoomed[0] < whole[1] - whole[0]
    qtbot.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert plot.view_range()[0][0] > zoomed[0]
    qtbot.keyClick(plot, Qt.Key.Key_0)
    assert plot.view_range()[0] == pytest.approx(whole)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.hover is not None
    assert "13 Aug 2026" in plot.hover.words
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert "16 Jul 2026" in plot.hover.words
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.hover is None


def test_a_click_on_a_marker_selects_the_deliverable_everywhere(qtbot: QtBot, pane: Pane, plot: OutcomePlot) -> None:
    at = place(plot, date(2026, 10, 16), 57)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pane.desk.selection.entity_type is Deliverable
    (chosen,) = pane.desk.selection.ids
    assert pane.portfolio.deliverables[chosen].title == "Ask-a-nurse chat"


def test_a_click_on_a_reading_goes_to_its_row(qtbot: QtBot, pane: Pane, plot: OutcomePlot) -> None:
    at = place(plot, date(2026, 1, 29), 62.0)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    readings = pane.pane.readings
    qtbot.waitUntil(lambda: pane.pane.detail.panel == "readings")
    assert readings.currentIndex().siblingAtColumn(0).data() == "29 Jan 2026"


def test_screen_and_picture_agree_where_data_lies(pane: Pane, plot: OutcomePlot) -> None:
    """Pyqtgraph's own transform and the frame that axes are painted with are the same to a pixel."""
    wheel(plot, place(plot, date(2026, 3, 1), 66), 3)
    frame = plot.frame
    assert frame is not None
    for day, value in ((date(2026, 1, 1), 62.0), (date(2026, 6, 1), 70.0)):
        drawn = plot.box.mapViewToScene(QPointF(day.toordinal(), value))
        assert drawn.x() == pytest.approx(frame.x(day.toordinal()), abs=1.0)
        assert drawn.y() == pytest.approx(frame.y(value), abs=1.0)


def test_the_chart_says_what_it_shows_to_those_who_cannot_see_it(plot: OutcomePlot) -> None:
    assert "Solved at first contact" in plot.accessibleName()
    assert "14 readings" in plot.accessibleDescription()


def test_pyqtgraphs_own_menu_is_off(plot: OutcomePlot) -> None:
    assert not plot.box.menuEnabled()


@pytest.mark.parametrize("width", [420, 700, 1400])
def test_the_chart_fits_any_width(open_pane: Callable[..., Pane], width: int) -> None:
    opened = open_pane(width=width)
    frame = opened.pane.detail.chart.plot.frame  # type: ignore[union-attr]
    assert frame is not None
    assert frame.box[2] <= opened.pane.detail.chart.width()
    assert frame.box[2] - frame.box[0] > 200
