"""Cells to and from the real LibreOffice Calc, over the real clipboard of an X server."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.importers.pasted import Cell
from deliverydesk.importers.pasted_html import cells_of_html
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.theme import apply_theme, current_theme
from tests.xserver.hand import Hand

pytestmark = pytest.mark.skipif(shutil.which("localc") is None, reason="LibreOffice Calc is not on this machine")

_ROWS = (("Letters, shorter", "4.5", "2026-11-06"), ("Say “so”", "1234.5", "2026-11-25"), ("Nothing beside", "", ""))
_PATIENCE = 90_000
"""Milliseconds: the first start of LibreOffice makes a profile."""


def _flat_sheet() -> str:
    def cell(text: str) -> str:
        if not text:
            return "<table:table-cell/>"
        kind = "date" if text[:2] == "20" else "float" if text[0].isdigit() else "string"
        value = {
            "date": f'office:date-value="{text}" table:style-name="us"',
            "float": f'office:value="{text}"',
            "string": "",
        }
        return f'<table:table-cell office:value-type="{kind}" {value[kind]}><text:p>{text}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in _ROWS)
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
        )
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>'
        '<number:date-style style:name="d"><number:month number:style="long"/><number:text>/</number:text>'
        '<number:day number:style="long"/><number:text>/</number:text><number:year/></number:date-style>'
        '<style:style style:name="us" style:family="table-cell" style:data-style-name="d"/>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="given">{rows}</table:table></office:spreadsheet></office:body></office:document>'
    )


class Calc:
    """A window of LibreOffice Calc."""

    def __init__(self, hand: Hand, folder: Path) -> None:
        self._hand = hand
        sheet = folder / "given-sheet.fods"
        sheet.write_text(_flat_sheet(), encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["localc", profile, "--norestore", "--nologo", "--nofirststartwizard", str(sheet)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._window = ""
        hand.until(self._found, _PATIENCE)

    def _found(self) -> bool:
        ask = ["xdotool", "search", "--onlyvisible", "--name", "given-sheet"]
        found = subprocess.run(ask, capture_output=True, text=True).stdout.split()
        self._window = found[-1] if found else ""
        return bool(found)

    def press(self, *keys: str) -> None:
        """Bring the window to the front and press keys in it."""
        self._hand.do(["windowactivate", "--sync", self._window, "sleep", "0.4"])
        for key in keys:
            self._hand.do(["key", "--clearmodifiers", key, "sleep", "0.15"])

    def answer(self, title: str) -> None:
        """Agree to what a dialog asks."""
        ask = ["xdotool", "search", "--onlyvisible", "--name", title]
        self._hand.until(lambda: bool(subprocess.run(ask, capture_output=True).stdout))
        self._hand.do(["sleep", "0.4", "key", "Return", "sleep", "0.6"])

    def close(self) -> None:
        """End LibreOffice with all its processes."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, 15)
        self._process.wait(20)


@pytest.fixture
def calc(hand: Hand, tmp_path: Path) -> Iterator[Calc]:
    made = Calc(hand, tmp_path)
    yield made
    made.close()


@pytest.fixture
def pane(hand: Hand, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[BacklogPane]:
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-08-19")
    apply_theme(qapp, "light")
    desk = Desk(MemoryDocument(sample_portfolio(date(2026, 8, 19))))
    shown = BacklogPane(desk, current_theme())
    shown.resize(820, 620)
    for hidden in ("stage", "score", "gap", "team"):
        shown.show_column(hidden, on=False)
    hand.open(shown)
    desk.load_scores()
    yield shown
    desk.close()


def _to_the_pane(hand: Hand, pane: BacklogPane) -> None:
    hand.do(["windowactivate", "--sync", str(int(pane.winId())), "sleep", "0.3"])
    hand.until(pane.isActiveWindow)
    pane.table.setFocus()


def _copied() -> list[list[Cell]] | None:
    data = QGuiApplication.clipboard().mimeData()
    return cells_of_html(data.html()) if data is not None and data.hasHtml() else None


def test_cells_of_calc_are_pasted_as_numbers_and_days(hand: Hand, pane: BacklogPane, calc: Calc) -> None:
    desk = pane.desk
    ids = list(desk.portfolio.ranking)[4:7]
    calc.press("ctrl+Home", "shift+Down", "shift+Down", "shift+Right", "shift+Right", "ctrl+c")
    hand.until(lambda: (_copied() or [[Cell()]])[0][0].text == "Letters, shorter")
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Letters, shorter\t4.5\t11/06/26"
    _to_the_pane(hand, pane)
    pane.table.select_cells(4, PLACE["title"], 4, PLACE["title"])
    hand.press("ctrl+v")
    hand.until(lambda: desk.portfolio.deliverables[ids[0]].title == "Letters, shorter")
    items = [desk.portfolio.deliverables[entity_id] for entity_id in ids]
    assert [item.title for item in items] == ["Letters, shorter", "Say “so”", "Nothing beside"]
    assert [item.effort_likely for item in items] == [4.5, 1234.5, None]
    assert [item.target_date for item in items] == [date(2026, 11, 6), date(2026, 11, 25), None]


def test_cells_copied_here_are_numbers_days_and_texts_in_calc(hand: Hand, pane: BacklogPane, calc: Calc) -> None:
    _to_the_pane(hand, pane)
    pane.table.select_cells(2, PLACE["title"], 3, PLACE["target"])
    hand.press("ctrl+c")
    hand.until(lambda: QGuiApplication.clipboard().ownsClipboard() and _copied() is not None)
    written = _copied()
    calc.press("ctrl+Home", "Right", "Right", "Right", "Right", "ctrl+v")
    calc.answer("Import Options")
    calc.press("ctrl+Home", "Right", "Right", "Right", "Right", "shift+Down", "shift+Right", "shift+Right", "ctrl+c")
    hand.until(lambda: not QGuiApplication.clipboard().ownsClipboard() and _copied() is not None)
    assert _copied() == written
    assert written is not None
    assert {type(cell.exact) for row in written for cell in row[2:]} == {date}
    assert any("–" in row[1].text for row in written), "an estimate of three points is a text, and no day in May"
