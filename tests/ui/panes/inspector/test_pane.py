"""The inspector by mouse and keyboard: it follows, is edited in place, and says why an edit cannot be."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from deliverydesk.actions import records
from deliverydesk.domain.entities import Deliverable, Outcome, Settings
from deliverydesk.domain.values import Period, ScoringModel, Stage
from deliverydesk.ui.panes.inspector.pane import InspectorPane
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.field_row import FieldRow

REFUSALS, CHAT, SEARCH, LETTERS = 100, 101, 102, 103
CALLS, CRASHES = 21, 22


def values(pane):
    return {row.row.key: row.row.value for row in pane.rows()}


def item(desk, entity_id=REFUSALS):
    return desk.portfolio.deliverables[entity_id]


def test_it_follows_the_selection(pane, desk):
    assert pane.header.title.text() == "Deliverable"
    assert values(pane)["title"] == "Refusals explained"
    desk.select(Outcome, (CALLS,))
    assert pane.header.title.text() == "Outcome"
    assert values(pane)["name"] == "Calls about a refusal"
    desk.select(Deliverable, (REFUSALS, CHAT, SEARCH))
    assert values(pane)["count"] == "3 deliverables"
    desk.select(None, ())
    assert pane.empty.isVisible()
    assert pane.empty.missing.text() == "Nothing selected"


@pytest.mark.parametrize(
    ("section", "key", "typed", "field", "value"),
    [
        ("head", "title", "Refusals, plainly", "title", "Refusals, plainly"),
        ("score", "impact", "high", "impact", 2.0),
        ("score", "impact", "0.5", "impact", 0.5),
        ("score", "confidence", "95 %", "confidence", 0.95),
        ("score", "confidence", "0.5", "confidence", 0.5),
        ("score", "effort", "3/5/8", "effort_high", 8.0),
        ("teams", "remaining", "2,5", "remaining", 2.5),
        ("dates", "target_date", "6 Dec", "target_date", date(2026, 12, 6)),
        ("about", "stage", "In delivery", "stage", Stage.DELIVERY),
        ("about", "product", "Enrolment", "product", 2),
        ("about", "tags", "app, quick win, app", "tags", ("app", "quick win")),
        ("about", "cost", "40000", "cost", 40_000.0),
    ],
)
def test_what_is_typed_into_a_field_is_set(desk, edit, section, key, typed, field, value):
    edit(section, key, typed)
    assert getattr(item(desk), field) == value


def test_reach_takes_its_period_with_it(desk, edit, pane):
    edit("score", "reach", "500 / month")
    assert (item(desk).reach, item(desk).reach_period) == (500, Period.MONTH)
    assert values(pane)["reach"] == "500 a month"
    edit("score", "reach", "800")
    assert (item(desk).reach, item(desk).reach_period) == (800, Period.MONTH)


def test_a_row_that_gets_the_focus_is_scrolled_into_sight(pane, qtbot):
    pane.resize(282, 400)
    row = pane.row("notes", "notes")
    row.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(row.hasFocus)
    top = row.mapTo(pane.area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < pane.area.viewport().height()


def test_the_pane_gives_the_focus_back_to_the_field_that_had_it(pane, qtbot):
    row = pane.row("dates", "target_date")
    row.setFocus()
    qtbot.waitUntil(row.hasFocus)
    pane.views["dates"].heading.setFocus()
    pane.setFocus()
    qtbot.waitUntil(row.hasFocus)


def test_the_score_is_renewed_with_its_inputs(pane, edit):
    before = pane.views["score"].section.title
    edit("score", "impact", "1")
    after = pane.views["score"].section.title
    assert before.startswith("Why ")
    assert after.startswith("Why ")
    assert before != after


def test_a_refused_edit_says_why_and_keeps_what_was_typed(pane, desk, edit, refusals):
    edit("score", "confidence", "3")
    row = pane.row("score", "confidence")
    assert row.editor is not None
    assert row.editor.text() == "3"
    assert "3 %" in row.refusal
    assert row.height() > 40, "the sentence has room below the field"
    assert item(desk).confidence == 0.8
    assert not refusals, "it is said at the field and nowhere else"


def test_a_rule_of_the_portfolio_is_said_at_the_field(pane, desk, edit, qtbot):
    edit("dates", "planned_end", "2026-01-01")
    row = pane.row("dates", "planned_end")
    assert row.refusal.endswith(".")
    assert item(desk).planned_end == date(2026, 10, 23)
    qtbot.keyClicks(row.editor, "x")
    assert row.refusal == "", "typing on takes the sentence back"
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor is None
    assert values(pane)["planned_end"] == "23 Oct"


def test_enter_closes_the_field_and_leaves_the_focus_on_its_row(pane, edit, qtbot):
    edit("about", "theme", "Calm")
    row = pane.row("about", "theme")
    assert row.editor is None
    qtbot.waitUntil(row.hasFocus)
    assert row.row.value == "Calm"


def test_going_elsewhere_keeps_what_was_typed_for_what_it_was_typed_into(pane, desk, qtbot):
    row = pane.row("about", "theme")
    row.edit()
    qtbot.keyClicks(row.editor, "Calm")
    desk.select(Deliverable, (CHAT,))
    assert item(desk).theme == "Calm"
    assert item(desk, CHAT).theme == ""
    assert row.editor is None


def test_fields_are_walked_and_opened_by_keyboard(pane, qtbot):
    first = pane.row("dates", "planned_start")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    second = pane.row("dates", "planned_end")
    qtbot.waitUntil(second.hasFocus)
    qtbot.keyClick(second, Qt.Key.Key_F2)
    assert second.editor is not None
    assert second.editor.text() == "23 Oct 2026"


def test_writing_on_a_row_begins_to_edit_it(pane, qtbot, desk):
    row = pane.row("about", "owner")
    row.setFocus()
    qtbot.keyClicks(row, "K")
    qtbot.keyClicks(row.editor, ". Dahl")
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    assert item(desk).owner == "K. Dahl"


def test_tab_walks_from_top_to_bottom(pane, qtbot):
    rows = pane.rows()
    heights = []
    for row in rows[:14]:
        assert row.nextInFocusChain() is not None
    place: QWidget = rows[0]
    for _ in range(200):
        place = place.nextInFocusChain()
        if isinstance(place, FieldRow) and place.isVisible():
            heights.append(place.mapTo(pane.drawer, QPoint(0, 0)).y())
        if place is rows[-1]:
            break
    assert heights == sorted(heights)
    assert len(heights) == len(rows) - 1


def test_teams_are_added_edited_and_taken_off(pane, desk, edit, qtbot):
    edit("teams", "add team", "Growth")
    (new,) = [d for d in desk.portfolio.demands if d.team == 12]
    edit("teams", f"demand {new.id}", "3-8")
    demand = desk.portfolio.demands[new.id]
    assert (demand.low, demand.high) == (3, 8)
    row = pane.row("teams", f"demand {new.id}")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert new.id not in desk.portfolio.demands
    assert pane.row("teams", f"demand {new.id}") is None
    assert desk.document.undo_label == "take “Growth” off “Refusals explained”"


def test_dependencies_say_what_is_broken_and_lead_to_the_other(pane, desk, qtbot):
    row = pane.row("order", "dependency 61")
    assert row.row.value == "Ask-a-nurse chat"
    assert "before “Refusals explained” ends" in row.row.problem
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(120, 10))
    assert desk.selection.ids == (CHAT,)
    assert pane.row("order", "dependency 61").row.caption == "Waits for"


def test_a_circle_of_dependencies_is_refused_at_the_field(pane, desk, edit):
    edit("order", "add wait", "Booking")
    assert any(d.predecessor == SEARCH and d.successor == REFUSALS for d in desk.portfolio.dependencies)
    desk.select(Deliverable, (SEARCH,))
    edit("order", "add wait", "Ask-a-nurse chat")
    assert "circle" in pane.row("order", "add wait").refusal


def test_contributions_are_added_edited_and_taken_away(pane, desk, edit, qtbot):
    edit("outcome 0", "lag_days", "45")
    assert desk.portfolio.contributions[41].lag_days == 45
    edit("outcome 0", "add outcome", "Crash-free sessions")
    assert pane.views["outcome 1"].isVisible()
    row = pane.row("outcome 0", "outcome 41")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert 41 not in desk.portfolio.contributions
    assert not pane.views["outcome 1"].isVisible()


@pytest.mark.parametrize(
    ("model", "keys"),
    [
        (ScoringModel.ICE, ["ice_impact", "ice_confidence", "ice_ease"]),
        (ScoringModel.WSJF, ["business_value", "time_criticality", "risk_opportunity", "job_size"]),
        (ScoringModel.CD3, ["cost_of_delay", "duration_weeks"]),
        (ScoringModel.WEIGHTED, ["criterion 31", "criterion 32"]),
    ],
)
def test_each_model_has_its_own_inputs(pane, desk, edit, model, keys):
    desk.do(lambda portfolio: records.edit(portfolio, Settings, [1], {"scoring_model": model}))
    assert [row.row.key for row in pane.views["score"].views if isinstance(row, FieldRow)] == keys
    for key in keys:
        edit("score", key, "2")
    assert pane.views["score"].section.title.startswith("Why ")


def test_an_outcome_is_edited_in_place(pane, desk, edit):
    desk.select(Outcome, (CALLS,))
    edit("definition", "target", "50")
    edit("definition", "direction", "Hold within bounds")
    edit("definition", "hold_low", "40")
    outcome = desk.portfolio.outcomes[CALLS]
    assert (outcome.target, outcome.hold_low) == (50, 40)
    edit("movers", "add mover", "Letters")
    assert any(c.deliverable == LETTERS for c in desk.portfolio.contributions.by("outcome", CALLS))


def test_several_are_set_together_and_differences_are_said(pane, desk, edit):
    desk.select(Deliverable, (REFUSALS, CHAT))
    assert values(pane)["stage"] == "several values"
    edit("several", "stage", "Shaping")
    edit("several", "add tags", "season")
    assert {item(desk, each).stage for each in (REFUSALS, CHAT)} == {Stage.SHAPING}
    assert item(desk).tags == ("app", "season")
    assert item(desk, CHAT).tags == ("season",)
    desk.undo()
    assert item(desk).tags == ("app",), "one step to undo"


def test_the_history_of_the_item_follows_when_the_selection_rests(pane, edit, qtbot):
    edit("about", "owner", "R. Haas")
    qtbot.waitUntil(lambda: len(pane.views["history"].views) == 1)
    assert pane.views["history"].views[0].row.value == "Owner to “R. Haas”"


def test_sections_fold_and_stay_folded(pane, desk, qtbot):
    heading = pane.views["dates"].heading
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert pane.row("dates", "planned_start") is None
    state = pane.save_state()
    assert state == {"folded": ["dates"]}
    other = InspectorPane(desk, current_theme())
    qtbot.addWidget(other)
    other.restore_state(state)
    with qtbot.waitExposed(other):
        other.show()
    assert other.row("dates", "planned_start") is None
    qtbot.keyClick(heading, Qt.Key.Key_Return)
    assert pane.row("dates", "planned_start") is not None


def test_a_file_that_cannot_be_written_cannot_be_edited(pane, desk, qtbot, monkeypatch):
    monkeypatch.setattr(type(desk.document), "read_only", "This file is open elsewhere.", raising=False)
    pane.renew()
    row = pane.row("about", "owner")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.editor is None
    assert "open elsewhere" in row.toolTip()


def test_a_hostile_title_is_plain_text(pane, desk, edit):
    title = "<img src=x><b>" * 30
    edit("head", "title", title[:400])
    row = pane.row("head", "title")
    assert "<img" not in row.toolTip()
    assert row.height() < 120, "five lines at most"


def test_everything_that_takes_the_focus_has_a_name(pane, desk):
    for entity_type, ids in ((Deliverable, (REFUSALS,)), (Outcome, (CRASHES,)), (Deliverable, (REFUSALS, CHAT))):
        desk.select(entity_type, ids)
        nameless = [
            each.objectName() or type(each).__name__
            for each in pane.findChildren(QWidget)
            if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.accessibleName()
        ]
        assert nameless == []
