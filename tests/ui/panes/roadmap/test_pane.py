"""The roadmap pane beside the others: one selection, its state, its exports, its model, what it says on hover."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

from PySide6.QtCore import QAbstractItemModel, QPointF
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records, roadmap
from deliverydesk.charts.roadmap import RoadmapPicture
from deliverydesk.charts.table import TableData
from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.panes.roadmap.hits import Hit
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.theme import apply_theme
from tests.charts.roadmap_example import TODAY, item_id
from tests.ui.panes.roadmap.conftest import Make, edge, middle

REFUSALS = item_id("Refusals explained")


def test_what_is_selected_elsewhere_is_shown_and_brought_into_sight(make: Make) -> None:
    pane = make(height=330)
    low = item_id("Open-enrolment readiness")
    pane.desk.select(Deliverable, (low,))
    assert pane.area.shown.selected == {low}
    frame = pane.area.frame()
    box = frame.bar_box(pane.picture.bars[low])
    assert frame.top <= box[1]
    assert box[3] <= frame.bottom


def test_changes_made_elsewhere_are_drawn_at_once(pane: RoadmapPane) -> None:
    pane.desk.do(lambda now: roadmap.shift(now, [REFUSALS], 7))
    assert pane.picture.bars[REFUSALS].start == date(2026, 9, 14).toordinal()
    pane.desk.do(lambda now: records.edit(now, Product, [12], {"name": "Payments"}))
    assert pane.picture.lanes[1].name == "Payments"
    pane.desk.do(lambda now: records.delete(now, Deliverable, [REFUSALS]))
    assert REFUSALS not in pane.picture.bars
    pane.desk.undo()
    assert REFUSALS in pane.picture.bars


def test_what_is_where(pane: RoadmapPane) -> None:
    assert pane.area.hit(QPointF(middle(pane, REFUSALS))) == Hit("bar", REFUSALS)
    assert pane.area.hit(QPointF(edge(pane, REFUSALS, end=True))) == Hit("end", REFUSALS)
    assert pane.area.hit(QPointF(edge(pane, REFUSALS, end=False))) == Hit("start", REFUSALS)
    assert pane.area.hit(QPointF(20, middle(pane, REFUSALS).y())) == Hit("lane", 1)
    assert pane.area.hit(QPointF(300, 10)).kind == "header"


def test_the_tooltip_has_all_that_the_bar_cannot_say(pane: RoadmapPane) -> None:
    words = pane.facts.describe(Hit("bar", item_id("Accessible sign-in")))
    for wanted in ("Accessible sign-in", "28 Sep – 7 Nov", "Platform", "3 person-weeks", "3 days too early"):
        assert wanted in words
    (link,) = pane.picture.broken
    assert "3 days too early" in pane.facts.describe(Hit("link", link.id))
    assert "person-weeks to come" in pane.facts.describe(Hit("lane", 0))


def test_the_view_is_saved_as_json_and_comes_back(make: Make) -> None:
    pane = make()
    pane.commands.by["team"].trigger()
    pane.commands.stopped.trigger()
    pane.commands.actuals.trigger()
    pane.area.zoom(2.0)
    pane.area.pan(-200, 0)
    state = json.loads(json.dumps(pane.save_state()))
    other = make()
    other.restore_state(state)
    assert other.save_state() == state
    assert other.picture.by == "team"
    assert item_id("Fax gateway") in other.picture.bars
    assert not other.area.shown.actuals
    other.restore_state({"by": "colour", "view": {"per_day": "wide"}})
    assert other.picture.by == "product"


def test_what_is_exported_is_what_is_seen(pane: RoadmapPane) -> None:
    seen, whole, table, *_ = (one.make() for one in pane.exportables())
    assert isinstance(seen, RoadmapPicture)
    assert isinstance(whole, RoadmapPicture)
    assert isinstance(table, TableData)
    assert (seen.low, seen.high) == pane.area.visible_days()
    assert whole.bars.keys() == pane.picture.bars.keys()
    assert whole.source == "DeliveryDesk, Larkfield Health 2026 H2, as of 19 Aug 2026"
    assert len(table.rows) == len(whole.bars)


def test_the_strip_lists_what_waits_and_follows_changes(pane: RoadmapPane) -> None:
    assert pane.waiting.words.text() == "3 open items without dates"
    pane.commands.waiting.trigger()
    QAbstractItemModelTester(pane.waiting.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert pane.waiting.model.rowCount() == 3
    pane.desk.do(lambda now: roadmap.schedule(now, item_id("Second-opinion service"), TODAY))
    assert pane.waiting.model.rowCount() == 2
    data = pane.waiting.model.mimeData([pane.waiting.model.index(0)])
    assert pane.facts.carried(data) == (item_id("Claims archive, Q4"),)


def test_the_table_is_a_sound_model(pane: RoadmapPane) -> None:
    pane.commands.table.trigger()
    table = pane.faces.table
    assert table is not None
    model: QAbstractItemModel = table.rows
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    pane.desk.do(lambda now: roadmap.unschedule(now, [REFUSALS]))
    assert model.rowCount() == len(pane.picture.bars)


def test_both_themes_and_every_zoom_paint_without_a_word_of_protest(make: Make, qapp: object) -> None:
    pane = make()
    for theme in ("dark", "contrast", "light"):
        apply_theme(qapp, theme)  # type: ignore[arg-type]
        for zoom in (0.06, 0.3, 0.9, 3.0, 10.0, 48.0):
            pane.area.restore_view({"per_day": zoom, "origin": TODAY.toordinal() - 20})
            image = pane.grab().toImage()
            assert not image.isNull()
    pane.set_density("roomy")
    pane.set_density("compact")
    assert pane.area.frame().measures.row == 24


def test_a_title_of_thousands_of_letters_is_drawn_and_told(make: Make, qtbot: QtBot) -> None:
    title = "<h1>" + "so long " * 60
    item = Deliverable(1, title, 1, stage=Stage.READY, planned_start=TODAY, planned_end=date(2026, 9, 30))
    pane = make(Portfolio.of([item]))
    assert not pane.grab().isNull()
    assert pane.facts.describe(Hit("bar", 1)).startswith("<h1>so long")


def test_the_pane_does_not_import_what_start_up_cannot_afford() -> None:
    heavy = (
        "numpy",
        "sqlalchemy",
        "alembic",
        "pyqtgraph",
        "pptx",
        "xlsxwriter",
        "python_calamine",
        "qtawesome",
    )
    code = f"import sys, deliverydesk.ui.panes.roadmap.pane; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
