"""The forecast in the inspector: found in a thread, with what it rests on, and renewed after a change."""

from pytestqt.qtbot import QtBot

from deliverydesk.actions import milestoning, records
from deliverydesk.domain.entities import Deliverable, Milestone
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.inspector.pane import InspectorPane
from deliverydesk.ui.panes.inspector.parts import Words
from tests.ui.panes.inspector.conftest import CHAT, REFUSALS, TODAY


def found(desk: Desk, pane: InspectorPane, qtbot: QtBot) -> str:
    """All words of the section, once it is of now."""
    if desk.scores is None:
        desk.load_scores()

    def shown() -> bool:
        view = pane.views.get("forecast")
        return desk.findings.current and view is not None and view.isVisible() and not view.section.note

    qtbot.waitUntil(shown, timeout=20_000)
    return "\n".join(part.words for part in pane.views["forecast"].section.parts if isinstance(part, Words))


def test_three_days_the_target_and_what_they_rest_on(desk: Desk, pane: InspectorPane, qtbot: QtBot) -> None:
    desk.select(Deliverable, (REFUSALS,))
    words = found(desk, pane, qtbot)
    for each in ("in half of all cases", "in 85 %", "Target date: ", "person-weeks a week", "Teams take work in your"):
        assert each in words
    assert "Made on 19 Aug 2026 from 10,000 simulated runs, seed 1." in words


def test_why_nobody_can_say(desk: Desk, pane: InspectorPane, qtbot: QtBot) -> None:
    desk.select(Deliverable, (CHAT,))
    assert "Cannot be scheduled: " in found(desk, pane, qtbot)


def test_it_is_being_renewed_after_a_change(desk: Desk, pane: InspectorPane, qtbot: QtBot) -> None:
    desk.select(Deliverable, (REFUSALS,))
    before = found(desk, pane, qtbot)
    desk.do(lambda now: records.edit(now, Deliverable, [REFUSALS], {"remaining": 60.0}))
    section = pane.views["forecast"].section
    assert section.note == "being renewed"
    assert section.parts, "what was found last stays"
    assert found(desk, pane, qtbot) != before


def test_a_milestone_tells_its_chance(desk: Desk, pane: InspectorPane, qtbot: QtBot) -> None:
    desk.do(lambda now: records.add(now, Milestone, {"name": "Open enrolment", "date": TODAY.replace(year=2027)}))
    (milestone,) = desk.portfolio.milestones
    desk.select(Milestone, (milestone.id,))
    assert "Nothing is named yet that must be done for it." in found(desk, pane, qtbot)
    desk.do(lambda now: milestoning.need(now, milestone.id, [REFUSALS]))
    words = found(desk, pane, qtbot)
    assert "Met with a chance of over 99 in 100" in words
    assert "It needs 1 open item." in words
