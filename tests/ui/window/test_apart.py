"""What takes long in a large portfolio is done by a thread of work, and nothing is done that nobody looks at."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction

from deliverydesk.charts.roadmap_build import Builder
from deliverydesk.document.document import Document
from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.panes.backlog import counting
from deliverydesk.ui.panes.backlog.footer import Footer
from deliverydesk.ui.panes.roadmap import pane as roadmap_pane
from deliverydesk.ui.panes.roadmap.area import RoadmapArea
from deliverydesk.ui.widgets import point_plot
from deliverydesk.ui.window.main_window import MainWindow
from deliverydesk.ui.window.today import sheet as today_sheet
from deliverydesk.ui.window.today.sheet import TodaySheet
from tests.support.portfolios import fresh_file, synthetic_portfolio
from tests.ui.window.conftest import Desks, close_overlays, overlays

MANY = 2_500


@pytest.fixture
def large(desks: Desks, tmp_path: Path) -> MainWindow:
    path = tmp_path / "many.ddesk"
    fresh_file(path, synthetic_portfolio(MANY)).close()
    return desks.open(path)


def trigger(desks: Desks, window: MainWindow, name: str) -> None:
    """Three items selected, one action carried out, and all waited for that comes of it."""
    ids = tuple(window.desk.portfolio.ranking)[5:500:200]
    window.desk.select(Deliverable, ids, ids[0])
    action = next(each for each in window.findChildren(QAction) if each.objectName() == name)
    assert action.isEnabled()
    action.trigger()
    desks.idle()


@pytest.mark.parametrize(
    ("name", "place", "work"),
    [
        ("window.today", today_sheet, "today_of"),
        ("backlog.order_by_score", Document, "prepare"),
        ("roadmap.lanes_team", roadmap_pane, "build_roadmap"),
        ("roadmap.stopped", roadmap_pane, "build_roadmap"),
    ],
)
def test_the_work_of_an_action_is_done_in_a_thread(
    desks: Desks, large: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str, place: object, work: str
) -> None:
    threads = spied(monkeypatch, place, work)
    trigger(desks, large, name)
    assert threads
    assert threading.main_thread() not in threads
    close_overlays(large)


def spied(monkeypatch: pytest.MonkeyPatch, place: Any, work: str) -> list[threading.Thread]:
    """The threads that will have called a function."""
    threads: list[threading.Thread] = []
    real: Callable[..., object] = getattr(place, work)

    def spy(*given: Any, **named: Any) -> object:
        threads.append(threading.current_thread())
        return real(*given, **named)

    monkeypatch.setattr(place, work, spy)
    return threads


def test_the_check_in_says_what_it_looks_for_until_it_is_found(desks: Desks, large: MainWindow) -> None:
    large.findChild(QAction, "window.today").trigger()
    (sheet,) = overlays(large)
    assert isinstance(sheet, TodaySheet)
    assert sheet.is_looking
    assert sheet.summary.text().startswith("Looking for target dates")
    desks.qtbot.waitUntil(lambda: not sheet.is_looking)
    assert "target dates have passed" in sheet.summary.text()
    sheet.show_page("check_in")
    assert sheet.lines.isVisible()
    close_overlays(large)


def test_a_check_in_that_was_closed_meanwhile_tells_nothing(desks: Desks, large: MainWindow) -> None:
    large.findChild(QAction, "window.today").trigger()
    close_overlays(large)
    desks.idle()
    assert not overlays(large)


def test_the_footer_is_counted_in_a_thread_after_an_edit(
    desks: Desks, large: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    footer = large.findChild(Footer)
    assert footer is not None
    count = footer.findChild(counting.Counting)
    assert count is not None
    desks.qtbot.waitUntil(lambda: not count.is_under_way)
    before, threads = footer.accessibleName(), spied(monkeypatch, counting, "tally")
    trigger(desks, large, "backlog.archive")
    desks.qtbot.waitUntil(lambda: not count.is_under_way)
    assert threads
    assert threading.main_thread() not in threads
    assert footer.accessibleName() != before


@pytest.mark.parametrize("name", ["roadmap.later", "roadmap.unplace", "roadmap.put_now", "backlog.order_by_score"])
def test_an_edit_makes_no_bar_that_nobody_looks_at(
    desks: Desks, large: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made: list[int] = []
    real = Builder._bar  # noqa: SLF001 - the one place where bars are made

    def spy(self: Builder, lane: int, row: int, span: tuple[int, int, int]) -> object:
        made.append(span[2])
        return real(self, lane, row, span)

    monkeypatch.setattr(Builder, "_bar", spy)
    trigger(desks, large, name)
    area = large.findChild(RoadmapArea)
    assert area is not None
    assert len(made) < len(area.picture.bars) / 4


def test_thousands_of_points_are_painted_in_a_thread(
    desks: Desks, large: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(point_plot, "MANY", 50)
    threads = spied(monkeypatch, point_plot, "_painted")
    trigger(desks, large, "backlog.view_matrix")
    plot = next(each for each in large.findChildren(point_plot.PointPlot) if each.isVisible())
    desks.qtbot.waitUntil(lambda: bool(plot.dots) and plot.laid_out() is not None and not plot.is_painting)
    assert threads
    assert threading.main_thread() not in threads
    trigger(desks, large, "backlog.view_list")
