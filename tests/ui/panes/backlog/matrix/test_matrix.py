"""Value against effort by real events: points clicked, lassoed, dragged and moved by keys; cut lines."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Settings
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import ScoringModel
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.matrix.moving import move_to, stepped
from deliverydesk.ui.panes.backlog.matrix.plot import Plot
from deliverydesk.ui.panes.backlog.matrix.view import Matrix
from deliverydesk.ui.panes.backlog.pane import BacklogPane

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
PLACES = {1: (1.0, 9000.0), 2: (40.0, 8000.0), 3: (1.5, 100.0), 4: (30.0, 90.0), 5: (6.0, 900.0)}
OpenPane = Callable[..., BacklogPane]


@pytest.fixture
def portfolio() -> Portfolio:
    items = [
        Deliverable(n, f"Item {n}", n * GAP, effort_likely=effort, reach=value, impact=1.0, confidence=1.0)
        for n, (effort, value) in PLACES.items()
    ]
    return Portfolio.of([Settings(SETTINGS_ID), *items, Deliverable(6, "Unknown", 6 * GAP)])


@pytest.fixture
def desk(portfolio: Portfolio) -> Iterator[Desk]:
    made = Desk(MemoryDocument(portfolio))
    yield made
    made.close()


@pytest.fixture
def pane(open_pane: OpenPane) -> BacklogPane:
    shown = open_pane(900, 600)
    shown.commands["view_matrix"].trigger()
    return shown


@pytest.fixture
def matrix(pane: BacklogPane) -> Matrix:
    assert pane.switch.matrix is not None
    return pane.switch.matrix


def at(plot: Plot, entity_id: int) -> QPoint:
    place = plot.place_of(entity_id)
    assert place is not None
    return place.toPoint()


def drag(plot: Plot, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(plot, LEFT, pos=start)
    QTest.mouseMove(plot, start + QPoint(6, 6))
    for share in (0.5, 1.0):
        way = QPointF(start) + (QPointF(end) - QPointF(start)) * share
        QTest.mouseMove(plot, way.toPoint())
    QTest.mouseRelease(plot, LEFT, pos=end)


def test_a_click_selects_and_a_lasso_selects_many(matrix: Matrix, desk: Desk) -> None:
    plot = matrix.plot
    QTest.mouseClick(plot, LEFT, pos=at(plot, 2))
    assert desk.selection == (Deliverable, (2,), 2)
    QTest.mouseClick(plot, LEFT, Qt.KeyboardModifier.ControlModifier, at(plot, 4))
    assert desk.selection.ids == (2, 4)
    drag(plot, at(plot, 1) - QPoint(20, 20), at(plot, 3) + QPoint(20, 20))
    assert set(desk.selection.ids) == {1, 3}


def test_a_drag_edits_the_inputs_in_one_step(matrix: Matrix, desk: Desk, portfolio: Portfolio) -> None:
    plot = matrix.plot
    drag(plot, at(plot, 4), at(plot, 5) + QPoint(0, 60))
    item = desk.portfolio.deliverables[4]
    assert item.effort_likely == pytest.approx(6.0, abs=1.0)
    assert item.reach is not None
    assert 90 < item.reach < 900
    assert item.reach == float(f"{item.reach:.2g}"), "two significant digits"
    desk.undo()
    assert desk.portfolio == portfolio


def test_while_dragging_before_and_after_are_said_and_escape_leaves_it(matrix: Matrix, desk: Desk) -> None:
    plot, before = matrix.plot, desk.portfolio
    start, end = at(plot, 4), at(plot, 5)
    QTest.mousePress(plot, LEFT, pos=start)
    QTest.mouseMove(plot, end)
    assert plot.move_ is not None
    assert plot.move_.words.startswith("effort 30 → ")
    assert ", reach 90 → " in plot.move_.words
    assert not plot.grab().isNull()
    QTest.keyClick(plot, KEY.Key_Escape)
    QTest.mouseRelease(plot, LEFT, pos=end)
    assert desk.portfolio is before


def test_keys_walk_and_move(matrix: Matrix, desk: Desk) -> None:
    plot = matrix.plot
    plot.setFocus()
    QTest.keyClick(plot, KEY.Key_Home)
    QTest.keyClick(plot, KEY.Key_PageDown)
    assert desk.selection.ids == (2,)
    QTest.keyClick(plot, KEY.Key_Left)
    assert desk.portfolio.deliverables[2].effort_likely == 38.0
    QTest.keyClick(plot, KEY.Key_Up)
    assert desk.portfolio.deliverables[2].reach == 8300.0
    QTest.keyClick(plot, KEY.Key_Down)
    QTest.keyClick(plot, KEY.Key_Right)
    assert desk.portfolio.deliverables[2].effort_likely == 40.0


def test_what_cannot_be_placed_is_listed_with_the_reason(qtbot: QtBot, matrix: Matrix, desk: Desk) -> None:
    listed = matrix.unplaced
    assert [listed.item(row).text() for row in range(listed.count())] == ["Unknown: no effort, no reach"]
    qtbot.mouseClick(listed.viewport(), LEFT, pos=listed.visualItemRect(listed.item(0)).center())
    assert desk.selection.ids == (6,)


def test_the_filter_applies_and_the_chart_is_what_is_seen(matrix: Matrix, pane: BacklogPane) -> None:
    pane.filter_by(Filter(text="item 2"))
    assert matrix.plot.field is not None
    assert [point.id for point in matrix.plot.field.points] == [2]
    assert matrix.unplaced.isHidden() or not matrix.unplaced.count()
    first = pane.exportables()[0]
    assert first.make().series[0].keys == (2,)


def test_a_cut_line_is_dragged_kept_and_set_back(matrix: Matrix, pane: BacklogPane, open_pane: OpenPane) -> None:
    plot = matrix.plot
    x = round(plot.line_place("x"))
    drag(plot, QPoint(x, 120), QPoint(x + 60, 120))
    cut = plot.cuts.effort
    assert cut is not None
    assert cut > 6.0
    other = open_pane(900, 600)
    other.restore_state(pane.save_state())
    assert other.switch.matrix is not None
    assert other.switch.matrix.plot.cuts.effort == cut
    QTest.mouseDClick(plot, LEFT, pos=QPoint(round(plot.line_place("x")), 120))
    assert plot.cuts.effort is None


def test_hovering_says_all(matrix: Matrix) -> None:
    words = matrix.plot.hover_words(1)
    assert words == [
        "Item 1",
        "rank 1, idea",
        "effort 1 pw, reach × impact × confidence 9,000",
        "Quick wins",
    ]


def test_the_weighted_score_is_not_moved_by_a_drag(matrix: Matrix, desk: Desk) -> None:
    field = matrix.plot.field
    assert field is not None
    settings = Settings(SETTINGS_ID, scoring_model=ScoringModel.WEIGHTED)
    weighted = Portfolio.of([settings, *desk.portfolio.deliverables])
    move = move_to(weighted, field._replace(model=ScoringModel.WEIGHTED), field.points[0], 1.0, 10.0)
    assert not move.moves
    assert "ratings" in move.words


def test_a_step_always_leads_somewhere(matrix: Matrix, desk: Desk) -> None:
    field = matrix.plot.field
    assert field is not None
    for point in field.points:
        for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            move = stepped(desk.portfolio, field, point, across, up)
            assert move.moves
            assert (move.effort - point.effort) * across >= 0
            assert (move.value - point.value) * up >= 0
