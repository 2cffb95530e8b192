"""Many items changed at once: what each line asks for, and the sheet by keyboard."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Contribution, Deliverable, Demand, Outcome, Product, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui import bulk
from deliverydesk.ui.bulk import Way
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.bulk_edit import BulkSheet
from deliverydesk.ui.theme import apply_theme

TODAY = date(2026, 8, 19)
BASE = Portfolio.of(
    [
        Product(1, "Claims"),
        Team(2, "Data"),
        Outcome(3, "Calls"),
        Deliverable(
            11,
            "One",
            100,
            product=1,
            tags=("web", "Mobile"),
            effort_low=2.0,
            effort_likely=3.0,
            effort_high=5.0,
            remaining=1.0,
            target_date=date(2026, 9, 1),
            planned_start=date(2026, 8, 1),
            planned_end=date(2026, 8, 31),
            cost=1000.0,
        ),
        Deliverable(12, "Two", 200, tags=("web",)),
        Deliverable(13, "Three", 300),
        Demand(21, 11, 2, low=2.0, likely=3.0, high=5.0),
        Contribution(22, 12, 3),
    ]
)
IDS = (11, 12)


def done(key: str, way: Way, words: str = "") -> Portfolio:
    (item,) = [each for each in bulk.items(BASE, IDS, TODAY) if each.key == key]
    assert way in item.ways
    return BASE.after(item.act(way, words)(BASE))


def test_what_is_shifted_and_multiplied_starts_from_what_each_item_has() -> None:
    assert done("target", "shift", "2 weeks").deliverables[11].target_date == date(2026, 9, 15)
    assert done("target", "shift", "−3").deliverables[11].target_date == date(2026, 8, 29)
    planned = done("planned", "shift", "1w").deliverables[11]
    assert (planned.planned_start, planned.planned_end) == (date(2026, 8, 8), date(2026, 9, 7))
    after = done("effort", "times", "1,5")
    item, demand = after.deliverables[11], after.demands[21]
    assert (item.effort_low, item.effort_likely, item.effort_high, item.remaining) == (3.0, 4.5, 7.5, 1.5)
    assert (demand.low, demand.likely, demand.high) == (3.0, 4.5, 7.5)
    assert done("cost", "times", "80 %").deliverables[11].cost == 800.0
    assert done("target", "shift", "2 weeks").deliverables[12].target_date is None


def test_tags_are_added_and_removed_beside_the_others() -> None:
    tags = [item.tags for item in done("tags", "add", "new, web").deliverables]
    assert tags == [("web", "Mobile", "new"), ("web", "new"), ()]
    assert [item.tags for item in done("tags", "remove", "mobile").deliverables] == [("web",), ("web",), ()]
    assert [item.tags for item in done("tags", "clear").deliverables] == [(), (), ()]


def test_references_are_set_and_cleared() -> None:
    assert [item.product for item in done("product", "clear").deliverables] == [None, None, None]
    assert [item.product for item in done("product", "set", "cla").deliverables] == [1, 1, None]
    assert not done("team", "clear").demands.ids
    assert [each.deliverable for each in done("outcome", "set", "Calls").contributions] == [12, 11]


@pytest.mark.parametrize(
    ("key", "way", "words", "sentence"),
    [
        ("target", "shift", "soon", "no number of days"),
        ("target", "shift", "0", "no number of days"),
        ("effort", "times", "twice", "is no number"),
        ("effort", "times", "0", "above 0"),
        ("effort", "times", "-1", "above 0"),
        ("stage", "set", "", "Write what to set it to"),
        ("product", "set", "Payments", "no product"),
    ],
)
def test_what_cannot_be_is_said(key: str, way: Way, words: str, sentence: str) -> None:
    with pytest.raises(DeskError, match=sentence):
        done(key, way, words)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    apply_theme(qapp, "light")
    made = Desk(MemoryDocument(BASE))
    yield made
    made.close()


@pytest.fixture
def sheet(qtbot: QtBot, desk: Desk) -> BulkSheet:
    host = QWidget()
    host.resize(900, 800)
    qtbot.addWidget(host)
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    made = BulkSheet(host, desk, IDS)
    made.open()
    return made


def test_several_fields_are_one_step(qtbot: QtBot, desk: Desk, sheet: BulkSheet) -> None:
    said: list[str] = []
    desk.done.connect(said.append)
    assert not sheet.button.isEnabled()
    stage, target = sheet.line("stage"), sheet.line("target")
    qtbot.keyClicks(stage.field, "Ready")
    assert stage.chosen == "set"
    target.way.setFocus()
    while target.chosen != "shift":
        qtbot.keyClick(target.way, Qt.Key.Key_Down)
    qtbot.keyClicks(target.field, "1w")
    qtbot.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    items = desk.portfolio.deliverables
    assert [items[i].stage for i in (11, 12, 13)] == [Stage.READY, Stage.READY, Stage.IDEA]
    assert items[11].target_date == date(2026, 9, 8)
    assert said == ["Change 2 fields of 2 deliverables"]
    desk.undo()
    assert desk.portfolio == BASE


def test_a_bad_value_keeps_the_sheet_open_and_says_where(qtbot: QtBot, desk: Desk, sheet: BulkSheet) -> None:
    effort = sheet.line("effort")
    qtbot.keyClicks(effort.field, "lots")
    qtbot.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    assert sheet.reason.text().startswith("Effort: “lots” is no effort")
    assert effort.field.hasFocus()
    assert effort.field.text() == "lots"
    assert desk.portfolio == BASE
