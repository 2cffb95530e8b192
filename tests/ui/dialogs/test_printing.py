"""Printing: pages as vectors, as many as rows need, with and without a printer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QThreadPool
from PySide6.QtGui import QAction, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions.packing import save_pack
from deliverydesk.charts.exhibits import exhibit
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.rendering.pages import exhibit_pages
from deliverydesk.support.tokens import load_tokens
from deliverydesk.ui.dialogs import printing
from deliverydesk.ui.dialogs.paper import save_pages
from deliverydesk.ui.dialogs.printing import PrintPreview

TODAY = date(2026, 8, 19)


@pytest.fixture
def portfolio(monkeypatch: pytest.MonkeyPatch) -> Portfolio:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    made = sample_portfolio(TODAY)
    return made.after(save_pack(made, "Monthly", ["roadmap", "effort", "scoreboard"]))


@pytest.fixture
def preview(qtbot: QtBot, portfolio: Portfolio) -> Iterator[PrintPreview]:
    host = QWidget()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made = PrintPreview(host, portfolio, printer)
    with qtbot.waitExposed(made):
        made.show()
    settle(made, qtbot)
    yield made
    # Here and now: collected as rubbish in the thread of the next test's pages, widgets would take the process along.
    QThreadPool.globalInstance().waitForDone()
    host.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle(preview: PrintPreview, qtbot: QtBot) -> None:
    """Wait until the pages are there."""
    qtbot.waitUntil(lambda: not preview.is_making)


def pages_in(path: Path) -> int:
    return path.read_bytes().count(b"/Type /Page\n")


def choose(preview: PrintPreview, words: str, qtbot: QtBot) -> None:
    preview.what.setCurrentIndex(preview.what.findText(words, Qt.MatchFlag.MatchStartsWith))
    settle(preview, qtbot)


def test_packs_come_first_and_everything_can_be_printed(preview: PrintPreview) -> None:
    listed = [preview.what.itemText(at) for at in range(preview.what.count())]
    assert listed[:3] == ["Pack: Monthly", "Roadmap", "Backlog, all open items"]
    assert sum(each.startswith("Outcome over time") for each in listed) == 12


def test_a_long_backlog_takes_several_pages_and_each_choice_is_shown(preview: PrintPreview, qtbot: QtBot) -> None:
    choose(preview, "Effort", qtbot)
    assert preview.preview.pageCount() == 1
    choose(preview, "Backlog, all open items", qtbot)
    assert preview.preview.pageCount() >= 2


def test_portrait_and_paper_change_the_pages(preview: PrintPreview, qtbot: QtBot) -> None:
    choose(preview, "Backlog, all open items", qtbot)
    across = preview.preview.pageCount()
    preview.preview.setPortraitOrientation()
    settle(preview, qtbot)
    assert preview.preview.pageCount() < across
    preview.paper.setCurrentIndex(1)
    assert preview.printer().pageLayout().pageSize().id() == QPageSize.PageSizeId.A3


def test_the_pages_are_saved_as_a_pdf_of_vectors(
    preview: PrintPreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "monthly"), ""))
    choose(preview, "Pack", qtbot)
    count = preview.preview.pageCount()
    with qtbot.waitSignal(preview.accepted):
        preview.save_action.trigger()
    content = (tmp_path / "monthly.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert pages_in(tmp_path / "monthly.pdf") == count >= 3
    assert b"/Subtype /Image" not in content


def test_what_is_printed_is_on_the_pages(portfolio: Portfolio, tmp_path: Path) -> None:
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, _no_margins())
    made = [exhibit(portfolio, name, today=TODAY) for name in ("backlog:40", "roadmap")]
    save_pages(made, tmp_path / "out.pdf", layout, "Out")
    size = (1122, 793)
    expected = sum(len(exhibit_pages(one, size, load_tokens("light"))) for one in made)
    assert pages_in(tmp_path / "out.pdf") == expected


def _no_margins():  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QMarginsF

    return QMarginsF(0, 0, 0, 0)


def test_everything_that_takes_the_focus_has_a_name(preview: PrintPreview) -> None:
    for child in preview.findChildren(QWidget):
        if child.isVisible() and child.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert child.accessibleName(), child


def test_a_place_that_refuses_is_a_sentence(
    preview: PrintPreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from deliverydesk.ui import text

    said: list[str] = []
    monkeypatch.setattr(text, "message", lambda _parent, _title, words, *_: said.append(words))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nowhere" / "x.pdf"), ""))
    preview.save_action.trigger()
    qtbot.waitUntil(lambda: bool(said))
    assert len(said) == 1
    assert "cannot be written" in said[0]


def printing_action(preview: PrintPreview) -> QAction:
    return preview.findChild(QToolBar).actions()[-1]  # type: ignore[union-attr]


def test_print_asks_for_the_printer_and_prints_every_page(
    preview: PrintPreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[bool] = []

    class Agreeing:
        def __init__(self, printer: QPrinter, _parent: QWidget) -> None:
            printer.setOutputFileName(str(tmp_path / "printed.pdf"))

        def exec(self) -> QDialog.DialogCode:
            asked.append(True)
            return QDialog.DialogCode.Accepted

    monkeypatch.setattr(printing, "QPrintDialog", Agreeing)
    choose(preview, "Backlog, all open items", qtbot)
    count = preview.preview.pageCount()
    with qtbot.waitSignal(preview.accepted):
        printing_action(preview).trigger()
    assert asked == [True], "Qt's own dialog does not come as well"
    assert pages_in(tmp_path / "printed.pdf") == count >= 2


def test_the_preview_is_there_before_its_pages_and_shows_what_was_chosen_last(
    preview: PrintPreview, qtbot: QtBot
) -> None:
    preview.what.setCurrentIndex(preview.what.findText("Backlog, all open items"))
    assert preview.is_making
    assert preview.preview.pageCount() == 1
    choose(preview, "Effort", qtbot)
    assert preview.preview.pageCount() == 1, "the many pages of the backlog were passed over"
    assert len(preview.painted) == 1


def test_of_many_pages_those_are_painted_that_are_looked_at(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, preview: PrintPreview
) -> None:
    monkeypatch.setattr(printing, "_AROUND", 1)
    choose(preview, "Backlog, all open items", qtbot)
    count = preview.preview.pageCount()
    assert count >= 3
    assert preview.painted == {0, 1}
    preview.preview.setCurrentPage(count)
    settle(preview, qtbot)
    assert preview.painted == {count - 2, count - 1}
    assert preview.preview.currentPage() == count
