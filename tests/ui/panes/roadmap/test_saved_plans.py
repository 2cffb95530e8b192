"""Saved plans on the pane: saved, shown behind the plan, compared in words, renamed, deleted, exported."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from deliverydesk.actions import roadmap
from deliverydesk.charts.roadmap_frame import ghost_box
from deliverydesk.domain.entities import Baseline
from deliverydesk.exporters.roadmap_pptx import save_roadmap_deck
from deliverydesk.rendering.roadmap import save_roadmap
from deliverydesk.support.tokens import load_tokens
from deliverydesk.ui.panes.roadmap.hits import Hit
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.panes.roadmap.popovers import NamePopover
from tests.charts.roadmap_example import example, item_id
from tests.ui.panes.roadmap.conftest import Make

REFUSALS, CARD, LETTERS = item_id("Refusals explained"), item_id("Digital card"), item_id("Letters to inbox")


def save(pane: RoadmapPane, qtbot: QtBot, name: str = "Board plan") -> Baseline:
    pane.commands.save_baseline.trigger()
    popover = next(each for each in pane.window().findChildren(NamePopover) if each.isVisible())
    popover.name_field.clear()
    assert not popover.go.isEnabled()
    qtbot.keyClicks(popover.name_field, name)
    qtbot.keyClick(popover.name_field, Qt.Key.Key_Return)
    return next(each for each in pane.desk.portfolio.baselines if each.name == name)


def drifted(pane: RoadmapPane, qtbot: QtBot) -> Baseline:
    """A saved plan, and since then one item 14 days later, one 7 days earlier, one taken off."""
    made = save(pane, qtbot)
    pane.desk.do(lambda now: roadmap.shift(now, [REFUSALS], 14))
    pane.desk.do(lambda now: roadmap.shift(now, [CARD], -7))
    pane.desk.do(lambda now: roadmap.unschedule(now, [LETTERS]))
    return made


def choices(pane: RoadmapPane) -> dict[str, QAction]:
    pane.saved_plans.menu.aboutToShow.emit()
    return {action.objectName(): action for action in pane.saved_plans.menu.actions()}


def test_a_saved_plan_is_shown_at_once_and_nothing_has_moved(pane: RoadmapPane, qtbot: QtBot) -> None:
    made = save(pane, qtbot)
    assert pane.picture.behind is not None
    assert pane.picture.behind.id == made.id
    assert pane.header.drift.text() == "As in “Board plan”"
    assert pane.area.frame().measures.bar == 18, "bars make room for it"


def test_changes_since_are_counted_told_and_drawn(pane: RoadmapPane, qtbot: QtBot) -> None:
    drifted(pane, qtbot)
    assert pane.header.drift.text() == "1 later, 1 earlier than “Board plan”, 1 taken off"
    words = pane.facts.describe(Hit("bar", REFUSALS))
    assert "Ends 14 days later than in “Board plan”: 7 Sep – 23 Oct" in words
    frame = pane.area.frame()
    assert pane.picture.behind is not None
    bar = pane.picture.bars[REFUSALS]
    box = ghost_box(frame, bar, pane.picture.behind.ghosts[REFUSALS])
    x, y = round(box[0]) + 6, round((box[1] + box[3]) / 2)
    assert x < frame.bar_box(bar)[0], "where nothing else is drawn"
    image = pane.area.viewport().grab().toImage()
    assert image.pixelColor(x, y).name().upper() == load_tokens("light").colour("line2").upper()
    pane.commands.slips.trigger()
    assert pane.area.viewport().grab().toImage() != image, "the days that bars slipped"


def test_the_menu_offers_none_and_each(pane: RoadmapPane, qtbot: QtBot) -> None:
    first = drifted(pane, qtbot)
    second = save(pane, qtbot, "After the review")
    found = choices(pane)
    assert [*found] == ["roadmap.baseline_none", f"roadmap.baseline_{second.id}", f"roadmap.baseline_{first.id}"]
    assert found[f"roadmap.baseline_{second.id}"].isChecked()
    found[f"roadmap.baseline_{first.id}"].trigger()
    assert pane.header.drift.text().startswith("1 later")
    choices(pane)["roadmap.baseline_none"].trigger()
    assert pane.picture.behind is None
    assert pane.header.drift.isHidden()
    assert not pane.commands.delete_baseline.isEnabled()


def test_a_baseline_is_renamed_and_deleted_and_comes_back(pane: RoadmapPane, qtbot: QtBot) -> None:
    made = drifted(pane, qtbot)
    pane.commands.rename_baseline.trigger()
    popover = next(each for each in pane.window().findChildren(NamePopover) if each.isVisible())
    assert popover.name_field.text() == "Board plan"
    qtbot.keyClicks(popover.name_field, "Plan of May")
    qtbot.keyClick(popover.name_field, Qt.Key.Key_Return)
    assert "Plan of May" in pane.header.drift.text()
    pane.commands.delete_baseline.trigger()
    assert made.id not in pane.desk.portfolio.baselines
    assert pane.picture.behind is None
    pane.desk.undo()
    assert pane.picture.behind is not None


def test_the_view_keeps_the_baseline_and_the_export_shows_it(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    pane = make()
    made = drifted(pane, qtbot)
    state = json.loads(json.dumps(pane.save_state()))
    assert state["baseline"] == made.id
    other = make(pane.desk.portfolio)
    other.restore_state(state)
    assert other.picture.behind is not None
    make(example()).restore_state(state)
    seen = other.exportables()[1].make()
    assert seen.behind == other.picture.behind
    assert "1 later, 1 earlier than “Board plan”, 1 taken off" in seen.takeaway
    save_roadmap(seen, tmp_path / "out.svg")
    assert "as in “Board plan”" in (tmp_path / "out.svg").read_text(encoding="utf-8")
    save_roadmap_deck(seen, tmp_path / "out.pptx")
    from pptx import Presentation

    slide = Presentation(str(tmp_path / "out.pptx")).slides[0]
    names = [shape.name for shape in slide.shapes]
    assert "Saved plan of Refusals explained" in names
    assert "Legend, as in “Board plan”" in names
