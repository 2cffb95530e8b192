"""What a start loads before its first paint, and that everything which waits for that paint arrives after it."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.actions import roadmap
from deliverydesk.charts.roadmap import build_roadmap
from deliverydesk.domain.table import LateTable
from deliverydesk.support.clock import today
from deliverydesk.ui import text
from deliverydesk.ui.theme import apply_theme
from deliverydesk.ui.window.files import Files
from deliverydesk.ui.window.main_window import MainWindow
from tests.support.portfolios import fresh_file, synthetic_portfolio

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "portfolio.ddesk"
    fresh_file(path, synthetic_portfolio(80)).close()
    return path


def test_no_heavy_library_is_loaded_before_the_first_paint(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deliverydesk", str(file)],
        cwd=ROOT,
        env={**os.environ, "DELIVERYDESK_PROBE": "first-paint"},
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["first_paint"] > 0
    assert told["modules"] == []
    assert told["types"] == []


def test_what_is_shown_in_haste_shows_the_focus_later() -> None:
    code = """
import deliverydesk.ui.plain_imports
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QWidget
from deliverydesk.ui.theme import apply_theme

app = QApplication([])
themes = apply_theme(app, "light", in_haste=True)
window = QWidget()
row = QHBoxLayout(window)
field, early = QLineEdit(), QCheckBox("Early")
row.addWidget(field)
row.addWidget(early)
window.show()
window.activateWindow()
assert QTest.qWaitForWindowActive(window)
themes.finish()
late = QCheckBox("Late")
row.addWidget(late)
late.show()
field.setFocus()

def ringed(before, button):
    QTest.keyClick(before, Qt.Key.Key_Tab)
    bands = [band for band in window.findChildren(QWidget, "focusRing") if band.isVisible()]
    return button.hasFocus() and [band.geometry() for band in bands] == [button.geometry().adjusted(-4, -4, 4, 4)]

print(ringed(field, early), ringed(early, late))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_no_source_is_read_to_look_for_features_of_pyside() -> None:
    code = (
        "import deliverydesk.ui.plain_imports, deliverydesk.ui.window.main_window, json, linecache; "
        "print(json.dumps(sorted(linecache.cache)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    assert [name for name in json.loads(done.stdout) if "deliverydesk" in name] == []


_WHAT_PYSIDE_SAYS = """
from PySide6.QtCore import QPoint
try:
    QPoint("nowhere")
except TypeError as error:
    print(json.dumps([str(error), QPoint.manhattanLength.__doc__]))
"""


def test_what_pyside_knows_of_signatures_is_compiled_when_it_is_asked_for() -> None:
    told = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
        for code in (
            "import deliverydesk.ui.plain_imports as plain, json, sys\n"
            "print(len(plain.WAITING), 'argparse' in sys.modules)"
            f"{_WHAT_PYSIDE_SAYS}print(len(plain.WAITING))",
            f"import json{_WHAT_PYSIDE_SAYS}",
        )
    ]
    before, later, left = told[0].splitlines()
    assert before == "7 False"
    assert later == told[1].strip(), "it says what it says without us"
    assert "QPoint" in later
    assert 0 < int(left) < 7


def _windows() -> list[MainWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]


def test_what_waits_for_the_first_paint_arrives(qtbot: QtBot, qapp: QApplication, file: Path) -> None:
    files = Files(apply_theme(qapp, "light"))
    assert files.open_path(None, file)
    (window,) = _windows()
    assert (window.desk.scores, window.docks["outcomes"].pane) == (None, None)
    qtbot.waitUntil(lambda: window.docks["outcomes"].pane is not None)

    scores, portfolio = window.desk.scores, window.desk.portfolio
    assert scores is not None
    assert any(scores.score(item.id).value is not None for item in portfolio.deliverables)
    assert len(portfolio.demands) == len(list(portfolio.demands)) > 0
    backlog, roadmap = window.docks["backlog"].pane, window.docks["roadmap"].pane
    assert backlog.model.rowCount() == 80
    assert roadmap.picture.bars
    assert not window.windowIcon().pixmap(32, 32).isNull(), "its icon is drawn"
    window.close()


@pytest.fixture
def large_file(tmp_path: Path) -> Path:
    path = tmp_path / "large.ddesk"
    fresh_file(path, synthetic_portfolio(2_100)).close()
    return path


def _opened(qapp: QApplication, file: Path) -> MainWindow:
    files = Files(apply_theme(qapp, "light"))
    assert files.open_path(None, file)
    (window,) = _windows()
    return window


def test_many_bars_are_shown_from_the_top_at_first_and_then_all(
    qtbot: QtBot, qapp: QApplication, large_file: Path
) -> None:
    window = _opened(qapp, large_file)
    pane = window.docks["roadmap"].pane
    sight = pane.shown
    count = pane.header.count
    frame = pane.area.frame()
    assert window.desk.document.loading
    assert frame.height >= frame.bottom - frame.top
    assert (pane.waiting.words.text(), count.text()) == ("Counting open items without dates…", "…")

    qtbot.waitUntil(lambda: window.desk.scores is not None)
    portfolio = window.desk.portfolio
    whole = build_roadmap(portfolio, today=today())
    assert not window.desk.document.loading
    assert pane.shown.bars == whole.bars
    assert pane.shown.links == whole.links
    assert len(pane.shown.lanes) > len(sight.lanes)
    assert list(pane.shown.lanes[: len(sight.lanes)]) == list(sight.lanes)
    assert count.text() == f"{len(whole.bars):,}"
    assert pane.waiting.words.text().startswith(f"{whole.unscheduled:,} open items")
    window.close()


def test_whoever_reaches_for_a_roadmap_in_part_gets_all_of_it(
    qtbot: QtBot, qapp: QApplication, large_file: Path
) -> None:
    window = _opened(qapp, large_file)
    pane = window.docks["roadmap"].pane
    lanes = len(pane.shown.lanes)
    QTest.mouseClick(pane.area.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert len(pane.shown.lanes) == len(window.desk.portfolio.products) > lanes
    window.close()


def test_a_change_before_all_is_read_waits_for_the_rest(qtbot: QtBot, qapp: QApplication, large_file: Path) -> None:
    window = _opened(qapp, large_file)
    desk, pane = window.desk, window.docks["roadmap"].pane
    late = pane.area.picture.today + 900
    last = desk.portfolio.ranking.ids[-1]
    assert desk.do(lambda portfolio: roadmap.schedule(portfolio, last, date.fromordinal(late)))
    assert not desk.document.loading
    assert pane.shown.bars[last].start == late
    assert len(pane.shown.bars) == len(build_roadmap(desk.portfolio, today=today()).bars)
    qtbot.waitUntil(lambda: desk.scores is not None)
    window.close()


def test_a_window_closed_before_all_is_read_leaves_no_trace(qtbot: QtBot, qapp: QApplication, large_file: Path) -> None:
    window = _opened(qapp, large_file)
    with qtbot.waitSignal(window.destroyed):
        # Closed in the midst of reading: the next stretch finds no window any more.
        qtbot.waitUntil(lambda: not isinstance(window.desk.portfolio.teams, LateTable))
        assert window.desk.document.loading
        window.close()
    assert not _windows()
    assert not large_file.with_name(f".{large_file.name}.lock").exists()


@pytest.mark.parametrize("statement", ["measurements SET date", "deliverables SET planned_end"])
def test_a_file_that_proves_unreadable_is_closed_with_a_sentence(
    qtbot: QtBot, qapp: QApplication, file: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    with contextlib.closing(sqlite3.connect(file)) as stranger, stranger:
        stranger.execute(f"UPDATE {statement} = 'never'")
    said: list[str] = []

    def choose(_parent: object, _title: str, words: str, _ways: list[str]) -> str:
        said.append(words)
        return ""

    monkeypatch.setattr("deliverydesk.ui.window.file_dialogs.choose", choose)
    monkeypatch.setattr(text, "message", lambda *words, **_more: pytest.fail(f"{words}"))
    files = Files(apply_theme(qapp, "light"))
    files.open_path(None, file)
    qtbot.waitUntil(lambda: bool(said))
    assert "damaged" in said[0]
    assert statement.split()[0] in said[0]
    assert not _windows()
    assert not file.with_name(f".{file.name}.lock").exists()
