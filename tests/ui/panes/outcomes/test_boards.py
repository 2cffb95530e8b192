"""Small multiples and scoreboard, by mouse and keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from deliverydesk.actions import measuring, records
from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.outcomes.board_model import CHANGE, DUE, NAME, PRODUCT, TROUBLE
from tests.ui.panes.outcomes.conftest import TODAY, Pane

SOLVED = "Solved at first contact"


def names(pane: Pane) -> list[str]:
    return [row.name for row in pane.pane.boards.rows.rows()]


def test_small_charts_share_one_axis_and_are_made_as_they_are_seen(open_pane: Callable[..., Pane]) -> None:
    pane = open_pane(width=520, height=420)
    pane.pane.show_mode("multiples")
    grid = pane.pane.boards.multiples
    grid.grab()
    assert 2 <= grid.charts.made < 12, "what is out of sight is not made"
    specs = [grid.charts.chart(row) for row in pane.pane.boards.rows.rows()]
    assert {spec.x for spec in specs if spec is not None} == {grid.charts.axis}
    assert len({(spec.y.low, spec.y.high) for spec in specs if spec is not None}) > 6
    first = specs[0]
    assert first is not None
    assert [len(first.by_purpose(purpose)) for purpose in ("target", "path", "data")] == [1, 1, 1]


def test_the_grid_is_walked_by_keys_and_selects_everywhere(qtbot: QtBot, pane: Pane) -> None:
    pane.pane.commands["mode_multiples"].trigger()
    grid = pane.pane.boards.multiples
    grid.setFocus()
    pane.pane.choose(pane.pane.boards.rows.outcome(0))
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert pane.desk.selection.outcomes() == (pane.pane.boards.rows.outcome(1),)
    across = grid.viewport().width() // grid.gridSize().width()
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert pane.pane.current == pane.pane.boards.rows.outcome(1 + across)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert pane.pane.mode == "chart"
    assert pane.pane.detail.chart.plot is not None


def test_a_click_selects_and_a_double_click_opens_the_big_chart(qtbot: QtBot, pane: Pane) -> None:
    pane.pane.show_mode("multiples")
    grid = pane.pane.boards.multiples
    grid.grab()
    place = grid.visualRect(grid.rows.index(2, NAME)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pane.desk.selection.current == grid.rows.outcome(2)
    assert pane.pane.mode == "multiples"
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (pane.pane.mode, pane.pane.current) == ("chart", grid.rows.outcome(2))


def test_an_outcome_selected_elsewhere_is_current_on_every_page(pane: Pane) -> None:
    pane.pane.show_mode("multiples")
    outcome = pane.show("Renewal rate")
    boards = pane.pane.boards
    assert boards.rows.outcome(boards.multiples.currentIndex().row()) == outcome.id
    pane.pane.show_mode("scoreboard")
    assert boards.rows.outcome(boards.table.currentIndex().row()) == outcome.id


def test_the_scoreboard_sorts_by_any_column_and_filters(qtbot: QtBot, open_pane: Callable[..., Pane]) -> None:
    pane = open_pane(width=1300)
    pane.pane.show_mode("scoreboard")
    table = pane.pane.boards.table
    header = table.horizontalHeader()
    for column in table.shown_columns():
        if column == 1:
            continue  # the trend has no order
        at = QPoint(header.sectionViewportPosition(column) + 12, 12)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert header.sortIndicatorSection() == column
    pane.pane.commands["filter"].trigger()
    qtbot.keyClicks(pane.pane.boards.filter.field, "claim")
    assert names(pane) == ["Claim rework rate", "Days to pay a claim"] or len(names(pane)) >= 2
    assert pane.pane.boards.filter.count.text() == f"{len(names(pane))} of 12"
    qtbot.keyClicks(pane.pane.boards.filter.field, " of which there is none")
    assert "all 12" in pane.pane.boards.nothing.accessibleDescription() or names(pane) == []
    assert pane.pane.boards.nothing.isVisible()
    qtbot.mouseClick(pane.pane.boards.nothing.button, Qt.MouseButton.LeftButton)
    assert len(names(pane)) == 12


def test_columns_are_chosen_give_way_where_it_is_narrow_and_are_kept(open_pane: Callable[..., Pane]) -> None:
    pane = open_pane(width=1560)
    pane.pane.show_mode("scoreboard")
    table = pane.pane.boards.table
    assert len(table.shown_columns()) == 12
    menu = table.column_menu(table)
    next(action for action in menu.actions() if action.text() == "Due").trigger()
    assert DUE not in table.shown_columns()
    kept = pane.pane.save_state()
    pane.window.resize(420, 700)
    assert {CHANGE, TROUBLE, PRODUCT}.isdisjoint(table.shown_columns())
    other = open_pane(width=1560)
    other.pane.restore_state(kept)
    assert other.pane.mode == "scoreboard"
    assert DUE not in other.pane.boards.table.shown_columns()
    assert pane.pane.save_state() == kept | {"split": pane.pane.save_state()["split"]}


def test_a_reading_moves_an_outcome_in_the_order(pane: Pane) -> None:
    pane.pane.show_mode("scoreboard")
    first = pane.pane.boards.rows.outcome(0)
    target = pane.portfolio.outcomes[first].target
    assert target is not None
    pane.desk.do(lambda p: measuring.record(p, first, [measuring.Reading(TODAY, target)]))
    assert pane.pane.boards.rows.outcome(0) != first
    assert pane.pane.boards.rows.rows()[-1].trouble.reason == ""
    pane.desk.undo()
    assert pane.pane.boards.rows.outcome(0) == first


def test_the_scoreboard_is_handed_out_as_it_is_seen(pane: Pane) -> None:
    pane.pane.show_mode("scoreboard")
    pane.pane.boards.filter.field.setText("claim")
    pane.pane.sort_by("name", True)
    table = pane.pane.exportables()[-1].make()
    assert [row[1] for row in table.rows] == names(pane)


def test_without_outcomes_every_page_says_how_to_begin(open_pane: Callable[..., Pane], qtbot: QtBot) -> None:
    pane = open_pane(Portfolio())
    pane.pane.begin()
    for mode in ("multiples", "scoreboard", "chart"):
        pane.pane.show_mode(mode)
        assert pane.pane.nothing.isVisible()
    pane.desk.do(lambda p: records.add(p, Outcome, {"name": "X"}))
    pane.pane.show_mode("multiples")
    assert pane.pane.boards.isVisible()


def test_where_effort_goes_by_what_the_switches_say(qtbot: QtBot, pane: Pane) -> None:
    pane.pane.commands["mode_effort"].trigger()
    page = pane.pane.effort
    assert page.view.isVisible()
    assert page.view.spec is not None
    assert page.view.spec.name == "effort"
    qtbot.mouseClick(page.measure.button("money"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.by.button("kind"), Qt.MouseButton.LeftButton)
    assert page.view.spec.name == "money-kind"
    assert page.words.text() == page.view.spec.takeaway
    assert pane.pane.exportables()[0].make().name == "money-kind"
    before = page.view.spec.takeaway
    item = next(iter(pane.portfolio.deliverables))
    pane.desk.do(lambda p: records.edit(p, Deliverable, [item.id], {"spent": 1_000_000.0}))
    assert page.view.spec.takeaway != before
