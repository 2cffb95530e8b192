"""The cut line of the backlog and its column of chances."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.domain.entities import Deliverable, Demand, Settings, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.outlook import chance_words, cut_row, line_words, outlook_of, period_end
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort
from tests.ui.panes.backlog.conftest import FIRST

TODAY = date(2026, 8, 19)


def queue(count: int = 12, **settings: object) -> Portfolio:
    """Items of four person-weeks, one after the other, by a team of two."""
    items = [Deliverable(FIRST + n, f"Item {n + 1}", n) for n in range(count)]
    demands = [Demand(500 + n, FIRST + n, 11, likely=4.0) for n in range(count)]
    return Portfolio.of([Settings(1, "Queue", **settings), Team(11, "Data", 2.0), *items, *demands])  # type: ignore[arg-type]


def test_the_period_ends_with_a_fiscal_quarter() -> None:
    assert period_end(queue(), TODAY, 0) == date(2026, 9, 30)
    assert period_end(queue(), TODAY, 2) == date(2027, 3, 31)
    assert period_end(queue(fiscal_year_start=2), TODAY, 0) == date(2026, 10, 31)


def test_the_line_is_the_last_item_that_has_the_chance() -> None:
    forecast = forecast_of(queue(), TODAY, paths=1000)
    outlook = outlook_of(forecast, date(2026, 9, 30), 50)
    asked = [each for each in forecast.order if outlook.chances[each] >= 0.5]
    assert outlook.last == asked[-1]
    assert 0 < len(asked) < 12
    assert line_words(outlook, TODAY) == "Cut line: at least 50 in 100 to be done by 30 Sep"
    none = outlook_of(forecast, TODAY, 95)
    assert line_words(none, TODAY) == "Cut line: nothing is done by 19 Aug with at least 95 in 100"


@pytest.mark.parametrize(
    ("chance", "words"),
    [(None, ""), (0.0, "0 %"), (0.004, "< 1 %"), (0.5, "50 %"), (0.996, "> 99 %"), (1.0, "100 %")],
)
def test_the_words_of_a_chance(chance: float | None, words: str) -> None:
    assert chance_words(chance) == words


@pytest.fixture
def portfolio() -> Portfolio:
    return queue()


@pytest.fixture
def pane(open_pane: Callable[..., BacklogPane]) -> BacklogPane:
    return open_pane()


def found(pane: BacklogPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: pane.model.rows.sight.outlook is not None, timeout=20_000)


def test_the_line_is_drawn_under_its_row_and_taken_away(pane: BacklogPane, qtbot: QtBot) -> None:
    plain = pane.table.viewport().grab().toImage()
    assert "findings" not in vars(pane.desk), "nothing is asked for without line and column"
    pane.commands["cut_50"].trigger()
    found(pane, qtbot)
    row = cut_row(pane.model.rows)
    assert row is not None
    outlook = pane.model.rows.sight.outlook
    assert outlook is not None
    assert pane.model.id_at(row) == outlook.last
    image = pane.table.viewport().grab().toImage()
    y = pane.table.row_top(row + 1) - 1
    assert image.pixelColor(20, y) != plain.pixelColor(20, y)
    state = json.loads(json.dumps(pane.save_state()))
    assert state["cut"] == {"asked": 50, "period": 0}
    pane.sort_by(Sort("title"))
    assert cut_row(pane.model.rows) is None, "in another order there is nothing to cut"
    pane.sort_by(None)
    pane.commands["cut_none"].trigger()
    assert pane.model.rows.sight.outlook is None
    pane.restore_state(state)
    assert pane.commands["cut_50"].isChecked()


def test_a_later_period_and_a_filter_move_the_line(pane: BacklogPane, qtbot: QtBot) -> None:
    pane.commands["cut_85"].trigger()
    found(pane, qtbot)
    first = cut_row(pane.model.rows)
    pane.commands["cut_period_1"].trigger()
    qtbot.waitUntil(lambda: pane.model.rows.sight.outlook.by == date(2026, 12, 31), timeout=20_000)
    later = cut_row(pane.model.rows)
    assert first is not None
    assert later is not None
    assert later > first
    pane.filter_by(Filter("Item 1"))
    row = cut_row(pane.model.rows)
    assert row is not None
    last = pane.model.rows.sight.outlook.last
    assert [each <= last for each in pane.model.rows.ids] == [n <= row for n in range(len(pane.model.rows.ids))]


def test_the_column_sorts_by_chance_and_changes_no_rank(pane: BacklogPane, qtbot: QtBot) -> None:
    order = list(pane.desk.portfolio.live)
    pane.show_column("chance", on=True)
    found(pane, qtbot)
    words = pane.model.index(0, PLACE["chance"]).data()
    assert words.endswith("%")
    pane.sort_by(Sort("chance"))
    chances = pane.model.rows.sight.outlook.chances
    assert [chances[each] for each in pane.model.rows.ids] == sorted(chances.values())
    assert list(pane.desk.portfolio.live) == order


def test_chances_follow_a_change(pane: BacklogPane, qtbot: QtBot) -> None:
    pane.show_column("chance", on=True)
    found(pane, qtbot)
    before = pane.model.rows.sight.outlook
    pane.desk.do(lambda now: backlog.move_deliverables(now, [FIRST + 11], 1))
    assert pane.model.rows.sight.outlook is before, "what was found stays until then"
    qtbot.waitUntil(lambda: pane.model.rows.sight.outlook is not before, timeout=20_000)
    after = pane.model.rows.sight.outlook
    assert after.chances[FIRST + 11] > before.chances[FIRST + 11]
