"""The flow pane by real events: charts, products and teams are chosen, points select, and changes are followed."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from deliverydesk.actions.stages import move_to_stage
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Settings, StageDate
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.figures import marked
from deliverydesk.ui.panes.flow.commands import CHARTS
from deliverydesk.ui.panes.flow.pane import FlowPane
from tests.ui.panes.flow.conftest import Open


def ready(qtbot: QtBot, pane: FlowPane) -> None:
    """Until what was asked for is shown."""
    qtbot.waitUntil(lambda: not pane.busy, timeout=20_000)


def spec_name(pane: FlowPane) -> str:
    assert pane.built is not None
    return pane.built.spec.name


def values(pane: FlowPane) -> dict[str, str]:
    """What the figures say, by their key."""
    return {marked(box) or "": box.value.text() for box in pane.figures.boxes}


def test_it_opens_on_cycle_times_with_the_figures_over_them(pane: FlowPane) -> None:
    assert spec_name(pane) == "cycle-time"
    assert len(pane.chart.marks()) == 36
    assert values(pane) == {
        "service_level": "74 days",
        "throughput": "0.73",
        "work_in_progress": "21",
        "flow_efficiency": "79\u2009%",
        "littles_law": "no",
    }
    assert pane.words.text().startswith("85\u2009% is done within 74 days")
    assert not pane.doubts.isVisible()


@pytest.mark.parametrize("name", [name for name, _, _ in CHARTS])
def test_each_chart_is_chosen_by_its_command_and_told_to_who_cannot_see_it(
    qtbot: QtBot, pane: FlowPane, name: str
) -> None:
    told: list[str] = []
    pane.wanted.connect(lambda: told.append("wanted"))
    action = next(each for each in pane.actions_ if each.objectName() == f"flow.show_{name.replace('-', '_')}")
    action.trigger()
    ready(qtbot, pane)
    assert spec_name(pane) == name
    assert pane.modes.value() == name
    assert told == ["wanted"]
    assert pane.built is not None
    assert pane.built.spec.alt in pane.chart.accessibleDescription()


def test_a_click_on_a_point_selects_and_one_on_the_ground_clears(qtbot: QtBot, pane: FlowPane) -> None:
    first, second = pane.chart.marks()[0], pane.chart.marks()[20]
    qtbot.mouseClick(pane.chart, Qt.MouseButton.LeftButton, pos=first.place.toPoint())
    assert pane.desk.selection.deliverables() == (first.key,)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(pane.chart, Qt.MouseButton.LeftButton, control, pos=second.place.toPoint())
    assert set(pane.desk.selection.deliverables()) == {first.key, second.key}
    qtbot.mouseClick(pane.chart, Qt.MouseButton.LeftButton, control, pos=first.place.toPoint())
    assert pane.desk.selection.deliverables() == (second.key,)
    qtbot.mouseClick(pane.chart, Qt.MouseButton.LeftButton, pos=QPoint(pane.chart.width() - 4, 4))
    assert pane.desk.selection.deliverables() == ()


def test_the_row_of_a_bar_selects_it_by_its_name_too(qtbot: QtBot, pane: FlowPane) -> None:
    pane.show_chart("ageing")
    ready(qtbot, pane)
    oldest = pane.chart.marks()[0]
    assert pane.desk.portfolio.deliverables[oldest.key].title == "Ask-a-nurse chat"
    qtbot.mouseClick(pane.chart, Qt.MouseButton.LeftButton, pos=QPoint(20, round(oldest.place.y())))
    assert pane.desk.selection == (Deliverable, (oldest.key,), oldest.key)


@pytest.mark.parametrize("name", ["coverage", "waste", "delay", "earned-schedule"])
def test_a_figure_over_the_bill_selects_the_rows_that_it_stands_on(qtbot: QtBot, pane: FlowPane, name: str) -> None:
    pane.show_chart(name)
    ready(qtbot, pane)
    box = next(each for each in pane.figures.boxes if each.rows)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert pane.desk.selection.deliverables() == box.rows
    pane.desk.select(None, ())
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert pane.desk.selection.deliverables() == box.rows


@pytest.mark.parametrize("name", ["coverage", "waste"])
def test_a_part_of_a_bar_of_several_selects_them_and_names_them(qtbot: QtBot, pane: FlowPane, name: str) -> None:
    pane.show_chart(name)
    ready(qtbot, pane)
    assert pane.built is not None
    for mark in pane.chart.marks():
        held = pane.built.rows[mark.key]
        qtbot.mouseClick(pane.chart, Qt.MouseButton.LeftButton, pos=mark.area.center().toPoint())
        assert pane.desk.selection.deliverables() == held
        titles = [pane.desk.portfolio.deliverables[each].title for each in held[:1]]
        assert titles[0] in pane.chart._words_of(mark.key)  # noqa: SLF001 - the card is painted, not a widget


def test_each_page_has_the_figures_that_it_is_about(qtbot: QtBot, pane: FlowPane) -> None:
    found = {}
    for name in ("forecast", "calibration", "earned-schedule", "coverage"):
        pane.show_chart(name)
        ready(qtbot, pane)
        found[name] = {marked(box) for box in pane.figures.boxes if box.isVisible()}
    assert found == {
        "forecast": {"throughput_forecast", "throughput"},
        "calibration": {"calibration", "brier_score"},
        "earned-schedule": {"earned_schedule", "earned_value"},
        "coverage": {"coverage"},
    }


def test_arrow_keys_walk_and_select(qtbot: QtBot, pane: FlowPane) -> None:
    keys = [each.key for each in pane.chart.marks()]
    pane.chart.setFocus()
    for key, expected in (
        (Qt.Key.Key_Right, keys[0]),
        (Qt.Key.Key_Right, keys[1]),
        (Qt.Key.Key_End, keys[-1]),
        (Qt.Key.Key_Right, keys[-1]),
        (Qt.Key.Key_Left, keys[-2]),
        (Qt.Key.Key_Home, keys[0]),
    ):
        qtbot.keyClick(pane.chart, key)
        assert pane.desk.selection.current == expected


def test_a_product_and_a_team_narrow_what_is_shown(qtbot: QtBot, pane: FlowPane) -> None:
    portfolio = pane.desk.portfolio
    product, team = next(iter(portfolio.products)), next(iter(portfolio.teams))
    products, teams = (menu for menu in pane.findChildren(QMenu) if menu.title() in ("Product", "Team"))
    products.aboutToShow.emit()
    next(action for action in products.actions() if product.name in action.text()).trigger()
    ready(qtbot, pane)
    shown = {each.key for each in pane.chart.marks()}
    assert shown
    assert {portfolio.deliverables[key].product for key in shown} == {product.id}
    assert product.name in pane.products.words
    teams.aboutToShow.emit()
    next(action for action in teams.actions() if action.text() == team.name).trigger()
    ready(qtbot, pane)
    of_team = {demand.deliverable for demand in portfolio.demands.by("team", team.id)}
    assert {each.key for each in pane.chart.marks()} == shown & of_team
    products.aboutToShow.emit()
    products.actions()[0].trigger()
    teams.aboutToShow.emit()
    teams.actions()[0].trigger()
    ready(qtbot, pane)
    assert len(pane.chart.marks()) == 36


def test_work_that_is_released_comes_into_the_chart_and_undo_takes_it_out(qtbot: QtBot, pane: FlowPane) -> None:
    going = next(item for item in pane.desk.portfolio.deliverables if item.title == "Receipt photos")
    pane.desk.do(lambda portfolio: move_to_stage(portfolio, [going.id], Stage.RELEASED))
    ready(qtbot, pane)
    assert going.id in {each.key for each in pane.chart.marks()}
    pane.desk.undo()
    ready(qtbot, pane)
    assert going.id not in {each.key for each in pane.chart.marks()}


def test_impossible_dates_are_said_over_the_chart(qtbot: QtBot, pane: FlowPane) -> None:
    item = next(item for item in pane.desk.portfolio.deliverables if item.title == "Premium by month")
    begun = StageDate(pane.desk.portfolio.next_id, item.id, Stage.DELIVERY, date(2026, 8, 3))
    changes = (Change(item, replace(item, actual_start=None)), Change(None, begun))
    pane.desk.document.apply(ChangeSet("import a date after its end", changes))
    ready(qtbot, pane)
    assert pane.doubts.isVisible()
    assert "“Premium by month” is not counted" in pane.doubts.text()


def test_nothing_done_says_what_to_do(qtbot: QtBot, open_pane: Open) -> None:
    pane = open_pane(Portfolio.of([Settings(SETTINGS_ID)]))
    for name, _, _ in CHARTS:
        pane.show_chart(name)
        ready(qtbot, pane)
        assert pane.empty.isVisible()
        assert pane.empty.advice.text().endswith(".")
    assert set(values(pane).values()) <= {"cannot tell yet", "0", "0 pw", "—"}


def test_what_was_shown_comes_back_and_what_is_gone_does_not(qtbot: QtBot, open_pane: Open, pane: FlowPane) -> None:
    product = next(iter(pane.desk.portfolio.products))
    pane.show_chart("ageing")
    pane.choose_product(product.id)
    kept = pane.save_state()
    again = open_pane()
    again.restore_state(kept)
    ready(qtbot, again)
    assert (again.chart_name, again.scope) == ("ageing", pane.scope)
    other = open_pane(Portfolio.of([Settings(SETTINGS_ID)]))
    other.restore_state({**kept, "chart": "pie"})
    ready(qtbot, other)
    assert (other.chart_name, other.scope) == ("cycle-time", (None, None))


def test_a_narrow_pane_has_a_menu_of_charts_and_fewer_figures(qtbot: QtBot, open_pane: Open) -> None:
    pane = open_pane(width=340)
    assert not pane.modes.isVisible()
    assert pane.choice.isVisible()
    assert sum(box.isVisible() for box in pane.figures.boxes) == 2
    pane.window().resize(640, 700)
    qtbot.waitUntil(pane.modes.isVisible)
    flow, beyond = pane.modes.tracks
    assert beyond.geometry().top() > flow.geometry().bottom(), "one over the other"
    pane.window().resize(1100, 700)
    qtbot.waitUntil(lambda: beyond.geometry().top() == flow.geometry().top())


def test_one_chart_is_chosen_over_both_tracks(qtbot: QtBot, pane: FlowPane) -> None:
    flow, beyond = pane.modes.tracks
    qtbot.mouseClick(beyond.button("waste"), Qt.MouseButton.LeftButton)
    assert (pane.chart_name, flow.value(), beyond.value()) == ("waste", "", "waste")
    qtbot.mouseClick(flow.button("ageing"), Qt.MouseButton.LeftButton)
    assert (pane.chart_name, flow.value(), beyond.value()) == ("ageing", "ageing", "")


def test_what_is_handed_out_is_what_is_seen(qtbot: QtBot, pane: FlowPane) -> None:
    pane.show_chart("ageing")
    product = next(iter(pane.desk.portfolio.products))
    pane.choose_product(product.id)
    ready(qtbot, pane)
    (offered,) = pane.exportables()
    assert pane.built is not None
    made = offered.make()
    assert (made.series, made.title) == (pane.built.spec.series, offered.title)
    assert "Larkfield" in made.source
