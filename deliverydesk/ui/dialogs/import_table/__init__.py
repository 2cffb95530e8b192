"""Bringing a table in: read in a thread, shown with everything that was understood, taken over in one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from deliverydesk.support.language import tr
from deliverydesk.ui.tasks import run_task

if TYPE_CHECKING:
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.dialogs.import_table.reading import Reading
    from deliverydesk.ui.window.main_window import MainWindow


def import_pasted(window: MainWindow, desk: Desk, words: str) -> None:
    """Show what a table from the clipboard would bring into the portfolio."""
    import_table(window, desk, Path(tr("Pasted table")), words.encode())


def import_table(window: MainWindow, desk: Desk, path: Path | None = None, data: bytes | None = None) -> None:
    """Show what a table would bring into the portfolio. Without a path a file is asked for first; ``data`` is the
    table itself where there is no file.
    """
    if desk.document.read_only is not None:
        desk.refused.emit(desk.document.read_only)
        return
    path = path or choose_table(window)
    if path is None:
        return
    chosen, portfolio = path, desk.portfolio

    def work(progress: Progress) -> Reading:
        from deliverydesk.ui.dialogs.import_table.reading import read

        return read(chosen, None, portfolio, progress, data)

    def show(reading: Reading) -> None:
        from deliverydesk.ui.dialogs.import_table.sheet import ImportSheet

        ImportSheet(window, desk, reading).open()

    run_task(window, tr("Reading {name}", name=chosen.name), work, show, lambda error: desk.refused.emit(str(error)))


def choose_table(window: MainWindow) -> Path | None:
    """Ask for a file with a table."""
    from deliverydesk.importers.reader import ENDINGS

    tables = tr("Tables ({endings})", endings=" ".join("*" + ending for ending in ENDINGS))
    anything = tr("All files")
    name, _ = QFileDialog.getOpenFileName(window, tr("Import a table"), "", f"{tables};;{anything} (*)")
    return Path(name) if name else None


def show_reports(window: MainWindow) -> None:
    """Open the reports of earlier imports, the newest first."""
    from deliverydesk.ui.dialogs.import_table.reports import ReportSheet

    ReportSheet(window).open()
