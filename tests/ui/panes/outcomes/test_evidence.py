"""The evidence of outcomes as the pane shows it, and what can be done about it, with real events."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from deliverydesk.actions import events, measuring
from deliverydesk.actions.measuring import Reading
from deliverydesk.analysis.definitions import DEFINITIONS
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.outcomes.board_model import CHANCE, VERDICT
from deliverydesk.ui.panes.outcomes.event_sheets import EventSheet, EventsSheet
from deliverydesk.ui.panes.outcomes.outcome_sheet import OutcomeSheet
from deliverydesk.ui.panes.outcomes.phase_sheet import PhaseSheet
from deliverydesk.ui.panes.outcomes.plot_adapter import OutcomePlot
from deliverydesk.ui.panes.outcomes.readings_model import BASE, VALUE
from tests.support.evident import CALLS, REWORK, SOLVED, evident_portfolio
from tests.ui.panes.outcomes.conftest import Pane


@pytest.fixture
def silent(open_pane: Callable[..., Pane]) -> Pane:
    """Nothing is found out yet, nor will be before somebody asks."""
    pane = open_pane(evident_portfolio(), width=1100)
    pane.desk.select(Outcome, (SOLVED,), SOLVED)
    return pane


@pytest.fixture
def found(silent: Pane, qtbot: QtBot) -> Pane:
    """All is found out."""
    silent.desk.load_scores()
    with qtbot.waitSignal(silent.desk.findings.renewed):
        silent.desk.findings.ask()
    return silent


def plot_of(pane: Pane) -> OutcomePlot:
    plot = pane.pane.detail.chart.plot
    assert plot is not None
    return plot


def cell(pane: Pane, outcome: int, column: int) -> str:
    rows = pane.pane.board.rows
    return str(rows.index(rows.place(outcome) or 0, column).data())


def figure(pane: Pane, key: str) -> tuple[str, str]:
    shown = next(each for each in pane.pane.detail.figures.figures if each.key == key)
    return shown.value, shown.note


def menu_at(pane: Pane, qtbot: QtBot, day: date) -> QMenu:
    """The menu of the chart at a day, where there is no reading."""
    plot = plot_of(pane)
    frame = plot.frame
    assert frame is not None
    at = QPoint(round(frame.x(day.toordinal() + 0.5)), round(frame.box[1] + 14))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, plot.mapToGlobal(at))
    QApplication.sendEvent(plot.viewport(), event)
    menu = next(menu for menu in plot.findChildren(QMenu) if menu.isVisible())
    qtbot.addWidget(menu)
    return menu


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


# -- what is shown -------------------------------------------------------------------------------------------


def test_before_anything_is_found_out_the_places_are_empty_and_stay_where_they_are(silent: Pane) -> None:
    assert cell(silent, SOLVED, VERDICT) == cell(silent, SOLVED, CHANCE) == ""
    assert figure(silent, "verdict") == ("", "")
    assert silent.pane.headed.head.tested.text() == ""
    before = [each.key for each in silent.pane.detail.figures.figures[:5]]
    assert before == ["verdict", "chance_reach", "moved_after", "smallest_change", "money_towards"]


def test_the_head_says_verdict_chance_and_what_moved(found: Pane) -> None:
    assert figure(found, "verdict") == ("Flat", "13 readings, 16 days ago")
    assert figure(found, "chance_reach") == ("< 1 in 100", "twice in a row")
    value, note = figure(found, "moved_after")
    assert value == "−0.2"
    assert note.endswith("%")
    assert figure(found, "smallest_change") == ("2", "%, set by S. Okafor")
    assert figure(found, "money_towards")[0] == "312 k, 0"
    line = found.pane.detail.evidence
    assert "need 72 % by 31 Dec 2026" in line.words
    assert "locked on 12 readings." in line.toolTip()
    found.desk.select(Outcome, (CALLS,), CALLS)
    assert figure(found, "verdict")[0] == "Too few readings"
    assert "A verdict needs 3 more readings." in found.pane.detail.evidence.words


def test_every_figure_of_the_head_is_explained(found: Pane) -> None:
    strip = found.pane.detail.figures
    keys = {each.key for each in strip.figures}
    assert keys <= set(DEFINITIONS)
    place = strip.figure_at(QPoint(20, 30))
    assert place is not None
    assert place[0] == "verdict"
    for column, key in ((VERDICT, "verdict"), (CHANCE, "chance_reach")):
        assert found.pane.board.rows.headerData(column, Qt.Orientation.Horizontal, 256 + 900) == key
    line = found.pane.detail.evidence
    assert line.figure_at(line.rect().center()) == ("evidence_line", line.rect())


def test_the_scoreboard_says_verdict_and_chance_and_how_many_were_tested(found: Pane) -> None:
    assert cell(found, SOLVED, VERDICT) == "Flat"
    assert cell(found, SOLVED, CHANCE) == "<1"
    assert cell(found, CALLS, VERDICT) == "Too few readings"
    assert cell(found, CALLS, CHANCE) == "—"
    page = found.desk.findings.evidence
    assert page is not None
    assert page.discovery.tested >= 2
    tested = found.pane.headed.head.tested.text()
    assert tested == f"{page.discovery.tested} tested together, false alarms held to 1 in 10"


def test_an_alarm_goes_before_all_other_trouble(found: Pane) -> None:
    rows = found.pane.board.rows.rows()
    assert {rows[0].id, rows[1].id} == {SOLVED, REWORK}
    assert rows[0].trouble.reason == "under 1 in 100 to arrive, twice in a row"


def test_what_was_found_last_stays_while_it_is_renewed(found: Pane, qtbot: QtBot) -> None:
    label = found.pane.headed.head.tested
    with qtbot.waitSignal(found.desk.findings.renewing, check_params_cb=bool):
        found.desk.do(lambda p: measuring.record(p, SOLVED, [Reading(date(2026, 8, 18), 61.4)]))
    assert cell(found, SOLVED, VERDICT) == "Flat"
    assert label.text().endswith(", renewing")
    qtbot.waitUntil(lambda: found.desk.findings.current)
    assert "renewing" not in label.text()
    assert figure(found, "verdict") == ("Flat", "14 readings, 1 day ago")


def test_layers_are_left_out_by_the_menu_and_remembered(found: Pane, open_pane: Callable[..., Pane]) -> None:
    def drawn() -> bool:
        frame = plot_of(found).frame
        assert frame is not None
        return bool(frame.spec.by_purpose("forecast"))

    assert drawn()
    found.pane.commands["layer_fan"].trigger()
    assert not drawn()
    kept = found.pane.save_state()
    assert kept["layers"] == ["events", "limits"]
    other = open_pane(evident_portfolio())
    other.pane.restore_state(kept)
    assert other.pane.shown.layers == {"events", "limits"}
    assert not other.pane.commands["layer_fan"].isChecked()


# -- what can be done ----------------------------------------------------------------------------------------


def test_a_phase_is_begun_where_the_chart_was_pointed_at(found: Pane, qtbot: QtBot) -> None:
    choose(menu_at(found, qtbot, date(2026, 3, 20)), "Begin a phase here…")
    sheet = found.pane.evidence.sheet
    assert isinstance(sheet, PhaseSheet)
    assert sheet.day.text() in ("19 Mar 2026", "20 Mar 2026", "21 Mar 2026")
    qtbot.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert "Say why" in sheet.problem.text()
    qtbot.keyClicks(sheet.reason, "new script for agents")
    qtbot.keyClick(sheet.reason, Qt.Key.Key_Return)
    (phase,) = found.portfolio.phases.by("outcome", SOLVED)
    assert phase.reason == "new script for agents"
    found.desk.undo()
    assert not found.portfolio.phases.by("outcome", SOLVED)


def test_limits_are_locked_at_a_day_and_follow_again(found: Pane, qtbot: QtBot) -> None:
    choose(menu_at(found, qtbot, date(2026, 1, 20)), "Lock the limits here")
    (phase,) = found.portfolio.phases.by("outcome", SOLVED)
    assert phase.locked is not None
    assert abs((phase.locked - date(2026, 1, 20)).days) <= 1
    found.pane.commands["follow_limits"].trigger()
    (phase,) = found.portfolio.phases.by("outcome", SOLVED)
    assert phase.locked is None
    found.pane.commands["remove_phase"].trigger()
    assert not found.portfolio.phases.by("outcome", SOLVED)
    found.pane.commands["remove_phase"].trigger()
    assert found.refusals == ["This outcome has no phase yet that could be removed."]


def test_an_event_is_noted_for_the_outcome_changed_looked_at_and_deleted(found: Pane, qtbot: QtBot) -> None:
    choose(menu_at(found, qtbot, date(2026, 6, 15)), "Note an event here…")
    sheet = found.pane.evidence.sheet
    assert isinstance(sheet, EventSheet)
    qtbot.keyClicks(sheet.name, "Strike")
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    event = next(each for each in found.portfolio.events if each.name == "Strike")
    (mark,) = found.portfolio.event_marks.by("event", event.id)
    assert mark.outcome == SOLVED
    found.pane.commands["events"].trigger()
    listed = found.pane.evidence.sheet
    assert isinstance(listed, EventsSheet)
    listed.list.setCurrentRow(listed.list.count() - 1)
    assert listed.list.currentItem().text().startswith("Strike, ")
    qtbot.mouseClick(listed.seen_button, Qt.MouseButton.LeftButton)
    assert found.portfolio.event_marks[mark.id].seen == date(2026, 8, 19)
    assert not listed.seen_button.isEnabled()
    qtbot.mouseClick(listed.edit_button, Qt.MouseButton.LeftButton)
    edited = found.pane.evidence.sheet
    assert isinstance(edited, EventSheet)
    edited.name.setText("Strike of the couriers")
    edited.end.setText("30 Jun 2026")
    qtbot.mouseClick(edited.confirm, Qt.MouseButton.LeftButton)
    known = found.portfolio.events[event.id]
    assert (known.name, known.end) == ("Strike of the couriers", date(2026, 6, 30))
    found.pane.evidence.delete_event(event.id)
    assert event.id not in found.portfolio.events
    found.desk.undo()
    assert event.id in found.portfolio.events


def test_an_event_without_marks_is_asked_about_and_touches_what_is_answered(found: Pane, qtbot: QtBot) -> None:
    found.pane.do(lambda p: events.note_event(p, "Rumour", date(2026, 5, 1)))
    found.pane.commands["events"].trigger()
    listed = found.pane.evidence.sheet
    assert isinstance(listed, EventsSheet)
    listed.list.setCurrentRow(listed.list.count() - 1)
    assert listed.list.currentItem().text() == "Rumour, 1 May 2026: what does it touch?"
    assert not listed.seen_button.isVisible()
    qtbot.mouseClick(listed.touch_button, Qt.MouseButton.LeftButton)
    event = next(each for each in found.portfolio.events if each.name == "Rumour")
    assert [mark.outcome for mark in found.portfolio.event_marks.by("event", event.id)] == [SOLVED]
    assert not any("what does it touch?" in listed.list.item(row).text() for row in range(listed.list.count()))


def test_an_event_with_its_days_the_wrong_way_round_is_refused_in_the_sheet(found: Pane, qtbot: QtBot) -> None:
    found.pane.evidence.note_event(date(2026, 6, 15))
    sheet = found.pane.evidence.sheet
    assert isinstance(sheet, EventSheet)
    sheet.name.setText("Strike")
    sheet.end.setText("1 Jun 2026")
    qtbot.keyClick(sheet.end, Qt.Key.Key_Return)
    assert sheet.problem.text()
    assert "Strike" not in [each.name for each in found.portfolio.events]


def test_a_triangle_opens_its_event(found: Pane, qtbot: QtBot) -> None:
    plot = plot_of(found)
    frame = plot.frame
    assert frame is not None
    pennant = next(each for each in frame.pennants if each.flag.label.startswith("New law"))
    at = QPoint(round(frame.x(pennant.flag.at)), round(frame.box[1] + 4))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    sheet = found.pane.evidence.sheet
    assert isinstance(sheet, EventSheet)
    assert sheet.name.text() == "New law"


def test_the_sheet_takes_what_the_evidence_needs_and_freezes(found: Pane, qtbot: QtBot) -> None:
    found.desk.select(Outcome, (REWORK,), REWORK)
    found.pane.commands["edit"].trigger()
    sheet = found.pane.gestures.sheet
    assert isinstance(sheet, OutcomeSheet)
    assert sheet.frozen.text() == "Not frozen yet"
    for field, words in ((sheet.smallest_change, "0.5"), (sheet.lag_days, "6 weeks"), (sheet.window_days, "30")):
        qtbot.keyClicks(field, words)
    qtbot.mouseClick(sheet.freeze_button, Qt.MouseButton.LeftButton)
    known = found.portfolio.outcomes[REWORK]
    assert (known.smallest_change, known.lag_days, known.window_days) == (0.5, 42, 30)
    assert known.frozen == date(2026, 8, 19)
    assert known.frozen_by


def test_a_time_that_is_none_is_refused_with_its_field(found: Pane, qtbot: QtBot) -> None:
    found.pane.commands["edit"].trigger()
    sheet = found.pane.gestures.sheet
    assert isinstance(sheet, OutcomeSheet)
    qtbot.keyClicks(sheet.lag_days, "soon")
    qtbot.keyClick(sheet.lag_days, Qt.Key.Key_Return)
    assert sheet.problem.text() == "Expected lag: “soon” is no time. Write it as 30 days or 6 weeks."


def test_freezing_has_a_command_and_is_undone(found: Pane) -> None:
    found.desk.select(Outcome, (REWORK,), REWORK)
    found.pane.commands["freeze"].trigger()
    assert found.portfolio.outcomes[REWORK].frozen == date(2026, 8, 19)
    found.desk.undo()
    assert found.portfolio.outcomes[REWORK].frozen is None


# -- bases of rates ------------------------------------------------------------------------------------------


def test_the_base_of_a_rate_is_typed_beside_its_value(found: Pane, qtbot: QtBot) -> None:
    found.pane.detail.show_panel("readings")
    view = found.pane.readings
    view.resize(460, 300)
    assert not view.isColumnHidden(BASE)
    view.setCurrentIndex(view.rows.index(0, BASE))
    qtbot.keyClicks(view, "6")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "00")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: found.portfolio.measurements_of(SOLVED)[0].base == 600)
    view.setCurrentIndex(view.rows.index(0, BASE))
    assert view.rows.setData(view.rows.index(0, BASE), "")
    assert found.portfolio.measurements_of(SOLVED)[0].base is None


def test_bases_are_pasted_and_copied(open_pane: Callable[..., Pane]) -> None:
    pane = open_pane(Portfolio.of([Outcome(2, "Signed up", unit="%")]))
    pane.desk.select(Outcome, (2,), 2)
    pane.pane.gestures.paste("Date\tValue\tBase\n2026-06-01\t12\t600\n2026-07-01\t13\t640\n")
    assert [each.base for each in pane.portfolio.measurements_of(2)] == [600, 640]
    pane.pane.detail.show_panel("readings")
    view = pane.pane.readings
    assert not view.isColumnHidden(BASE)
    view.setCurrentIndex(view.rows.index(0, VALUE))
    view.copy()
    assert QGuiApplication.clipboard().text().split("\t") == ["1 Jun 2026", "12", "", "", "600"]


def test_a_base_that_is_no_number_is_said(open_pane: Callable[..., Pane]) -> None:
    pane = open_pane(Portfolio.of([Outcome(2, "Signed up", unit="%")]))
    pane.desk.select(Outcome, (2,), 2)
    pane.pane.gestures.paste("Date\tValue\tBase\n2026-06-01\t12\tmany\n")
    assert "the base is no number" in [each.reason for each in pane.pane.gestures.sheet.paste.problems]  # type: ignore[attr-defined]


def test_a_read_only_file_allows_none_of_it(found: Pane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(found.desk.document), "read_only", property(lambda _self: "It is read-only."))
    before = found.portfolio
    evidence = found.pane.evidence
    for gesture in (
        evidence.freeze,
        evidence.begin_phase,
        evidence.lock_limits,
        evidence.follow_limits,
        evidence.remove_phase,
        evidence.note_event,
        evidence.show_events,
    ):
        gesture()
        assert found.refusals[-1] == "It is read-only."
    assert found.portfolio is before
