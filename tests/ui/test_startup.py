"""What a start loads before its first paint, and that everything which waits for that paint arrives after it."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

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
    window.close()


def test_a_file_that_proves_unreadable_after_the_paint_is_closed_with_a_sentence(
    qtbot: QtBot, qapp: QApplication, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(sqlite3.connect(file)) as stranger, stranger:
        stranger.execute("UPDATE measurements SET date = 'never'")
    said: list[str] = []

    def choose(_parent: object, _title: str, words: str, _ways: list[str]) -> str:
        said.append(words)
        return ""

    monkeypatch.setattr("deliverydesk.ui.window.files._choose", choose)
    monkeypatch.setattr(text, "message", lambda *words, **_more: pytest.fail(f"{words}"))
    files = Files(apply_theme(qapp, "light"))
    files.open_path(None, file)
    qtbot.waitUntil(lambda: bool(said))
    assert "damaged" in said[0]
    assert "measurements" in said[0]
    assert not _windows()
    assert not file.with_name(f".{file.name}.lock").exists()
