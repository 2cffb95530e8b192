"""Words from files stay words: nothing that Qt shows may take a title for HTML, open a file, or freeze."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.ui import fonts, text
from deliverydesk.ui.messages import message_box
from deliverydesk.ui.text import (
    LABEL_LIMIT,
    TOOLTIP_LIMIT,
    label,
    one_line,
    set_text,
    set_tooltip,
    shorten,
    tooltip,
)
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.chip import Chip
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.header import PaneHeader
from deliverydesk.ui.widgets.popover import Fact, Popover
from deliverydesk.ui.widgets.sheet import Sheet
from deliverydesk.ui.widgets.toast import Toast

NESTED = "<table><tr><td>" * 18


# Qt would hang in a FIFO that nobody writes to, holding Python's lock; so another process frees the reader and tells.
WARDEN = """
import os, sys, time
place, caught = sys.argv[1:]
print("ready", flush=True)
while True:
    try:
        os.close(os.open(place, os.O_WRONLY | os.O_NONBLOCK))
        open(caught, "w").close()
    except OSError:
        time.sleep(0.01)
"""


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Path]:
    """A FIFO; whoever opens it to read is caught at it by a warden beside us, and set free."""
    if sys.platform == "win32":
        pytest.skip("Windows has no FIFO in the file system")
    place = tmp_path / "canary"
    os.mkfifo(place)
    command = [sys.executable, "-c", WARDEN, str(place), str(place.with_suffix(".caught"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as warden:
        assert warden.stdout is not None
        assert warden.stdout.readline() == "ready\n"
        yield place
        warden.kill()


def assert_nobody_reads(canary: Path) -> None:
    with pytest.raises(OSError, match="No such device or address") as raised:
        os.open(canary, os.O_WRONLY | os.O_NONBLOCK)
    assert raised.value.errno == errno.ENXIO
    assert not canary.with_suffix(".caught").exists(), "a title's file was opened"


def test_no_widget_opens_the_file_that_a_title_names(qtbot: QtBot, canary: Path) -> None:
    title = f'<img src="{canary}">'
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(500, 400)
    host.show()
    shown: list[QWidget] = [
        label(title, wrap=True, parent=host),
        PaneHeader(title, title, host),
        EmptyState("file", title, title, title, None, host),
        Button(title, parent=host),
        Chip(title, host),
    ]
    toast = Toast(host)
    toast.say(title, lambda: None)
    sheet = Sheet(host, title)
    sheet.open()
    popover = Popover(host, title, [Fact(title, title, title)], figure=title, closing=title)
    popover.open_at(host.rect(), host)
    box = message_box(host, title, title, details=title)
    box.show()
    for widget in (*shown, toast, sheet, popover, box):
        widget.show()
        set_tooltip(widget, title)
        widget.grab()
        QToolTip.showText(host.mapToGlobal(host.rect().center()), widget.toolTip(), host)
        QToolTip.hideText()
    assert_nobody_reads(canary)
    box.close()


def test_every_label_on_every_widget_is_plain(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    Sheet(host, NESTED)
    Popover(host, NESTED, [Fact(NESTED, NESTED)], closing=NESTED)
    PaneHeader(NESTED, NESTED, host)
    EmptyState("file", NESTED, NESTED, "", None, host)
    labels = host.findChildren(QLabel)
    assert len(labels) >= 8
    assert all(found.textFormat() == Qt.TextFormat.PlainText for found in labels)


def test_a_message_that_quotes_a_cell_is_plain(qtbot: QtBot) -> None:
    box = message_box(None, "Import", f"Row 4: {NESTED} is not a date.", details=NESTED)
    qtbot.addWidget(box)
    said = [shown for shown in box.findChildren(QLabel) if NESTED in shown.text()]
    assert len(said) == 2
    assert all(shown.textFormat() == Qt.TextFormat.PlainText for shown in said)


def test_message_waits_for_the_answer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from deliverydesk.ui.text import message

    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Discard.value)
    assert message(None, "Close", "Sure?") == QMessageBox.StandardButton.Discard


@pytest.mark.parametrize("words", ["a < b & c", '<b>bold</b> "quoted"', "x" * 10_000, NESTED, "plain"])
def test_a_tooltip_says_the_words_and_no_more_than_500_of_them(words: str, qapp: object) -> None:
    read = QTextDocument()
    read.setHtml(tooltip(words))
    assert read.toPlainText() == shorten(words, TOOLTIP_LIMIT)
    assert len(read.toPlainText()) <= TOOLTIP_LIMIT


def test_no_words_no_tooltip() -> None:
    assert tooltip("") == ""


def test_long_words_are_cut_for_display(qtbot: QtBot) -> None:
    shown = label("x" * 10_000_000)
    qtbot.addWidget(shown)
    assert len(shown.text()) == LABEL_LIMIT
    set_text(shown, "short")
    assert shown.text() == "short"


def test_a_cut_keeps_letters_whole() -> None:
    assert shorten("abcdef", 4) == "abc…"
    assert shorten("ab" + "e\u0301" * 5, 4) == "ab…", "an accent does not come off its letter"
    assert shorten("abc", 3) == "abc"


def test_one_line_has_no_breaks() -> None:
    assert one_line("Stop\nthe\tnurse\u2028chat\x00") == "Stop the nurse chat "


def test_a_figure_loses_its_unit_before_a_digit(qapp: QApplication) -> None:
    metrics = QFontMetricsF(fonts.font(fonts.CELL, 400, tabular=True))
    whole = metrics.horizontalAdvance("65 per 1,000")
    assert text.cut("65 per 1,000", whole + 1, metrics, figure=True) == "65 per 1,000"
    for room in range(int(metrics.horizontalAdvance("65")) + 1, int(whole)):
        assert text.cut("65 per 1,000", room, metrics, figure=True) == "65"
    assert text.cut("6 Nov 2027", whole / 2, metrics, figure=True).startswith("#")
