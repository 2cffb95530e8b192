"""The flows around files: starting, opening, what can go wrong with it, copies, backups, import and export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from deliverydesk.document.document import Document
from deliverydesk.storage.errors import Damaged, HeldElsewhere, NewerFile, NotAPortfolio
from deliverydesk.support.clock import now
from deliverydesk.support.errors import DeskError
from deliverydesk.ui import text
from deliverydesk.ui.window import state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.theme import ThemeManager
    from deliverydesk.ui.window.main_window import MainWindow

ENDING = ".ddesk"
_PORTFOLIOS = f"DeliveryDesk portfolios (*{ENDING})"
TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""What the importers read, said again so that the window need not load them before it is painted."""


class Files:
    """One for the program. Keeps its windows alive, each with its own file."""

    def __init__(self, themes: ThemeManager) -> None:
        self.themes = themes
        self._windows: list[MainWindow] = []
        self._start: QWidget | None = None

    def tell_of_crash(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For sys.excepthook: keep what nobody foresaw in a file, and say so in the window instead of going silent."""
        from deliverydesk.support import crashes

        sys.__excepthook__(kind, error, trace)
        words = crashes.sentence(error)
        for window in self._windows:
            window.toast.say(words)

    # Starting and opening

    def start(self, path: Path | None, *, read_only: bool = False) -> bool:
        """Open the file, or the one used last, or the choice of how to begin. False where nothing was opened."""
        if path is None:
            path = next(iter(state.recent_files()), None)
        if path is None:
            self._offer_beginnings()
            return True
        return self.open_path(None, path, read_only=read_only)

    def _offer_beginnings(self) -> None:
        from deliverydesk.ui.window.start import StartWindow

        self._start = StartWindow(self)
        self._start.show()

    def open_path(self, parent: QWidget | None, path: Path, *, read_only: bool = False) -> bool:
        """Open a file in a window of its own, or say what is in the way and the ways on. False where none is taken."""
        for window in self._windows:
            if window.desk.document.path == path.resolve():
                window.raise_()
                window.activateWindow()
                return True
        try:
            self._show_or_close(Document.open(path, read_only=read_only, in_haste=True))
        except (HeldElsewhere, NewerFile) as error:
            if not read_only:
                return self._offer_read_only(parent, path, error)
            text.message(parent, "This file cannot be opened", str(error))
            return False
        except (Damaged, NotAPortfolio) as error:
            return self._offer_rescue(parent, path, error)
        except DeskError as error:
            text.message(parent, "This file cannot be opened", str(error))
            return False
        return True

    def _show_or_close(self, document: Document) -> None:
        try:
            self.show(document)
        except DeskError:
            document.close()
            raise

    def give_up(self, window: MainWindow, error: DeskError) -> None:
        """A file whose window is shown already turns out to be unreadable: close it and offer the ways on."""
        document = window.desk.document
        document.store.stop_writing(str(error))
        window.close()
        if isinstance(error, Damaged):
            self._offer_rescue(None, document.path, error)
        else:
            text.message(None, "This file cannot be opened", str(error))

    def show(self, document: Document) -> MainWindow:
        """Show a document in a new window."""
        from deliverydesk.ui.window.main_window import MainWindow

        window = MainWindow(document, self.themes, self)
        self._windows.append(window)
        window.show()
        if self._start is not None:
            self._start.close()
            self._start = None
        return window

    def closing(self, window: MainWindow) -> None:
        """A window closes: keep a backup of what it held and forget it."""
        if window in self._windows:
            self._windows.remove(window)
        self._back_up(window, "when the file was closed")

    def _offer_read_only(self, parent: QWidget | None, path: Path, error: DeskError) -> bool:
        wanted = _choose(parent, "This file cannot be opened for editing", str(error), ["Open read-only"])
        return wanted == "Open read-only" and self.open_path(parent, path, read_only=True)

    def _offer_rescue(self, parent: QWidget | None, path: Path, error: DeskError) -> bool:
        restore, salvage = "Restore a backup…", "Save what can be read…"
        wanted = _choose(parent, "This file cannot be opened", str(error), [restore, salvage])
        if wanted == restore:
            from deliverydesk.ui.dialogs.restore import choose_backup

            restored = choose_backup(parent, path)
            return restored is not None and self.open_path(parent, restored)
        return wanted == salvage and self._salvage(parent, path)

    def _salvage(self, parent: QWidget | None, path: Path) -> bool:
        from deliverydesk.storage.salvage import salvage

        target = _ask_save(parent, "Save what can be read", path.with_name(f"{path.stem} (salvaged){ENDING}"))
        if target is None:
            return False
        try:
            report = salvage(path, target)
        except DeskError as error:
            text.message(parent, "Nothing could be saved", str(error))
            return False
        text.message(parent, "What could be read was saved", report.words)
        return self.open_path(parent, target)

    # New, open and copies, from the menu

    def new(self, parent: QWidget | None, portfolio: Portfolio | None = None) -> bool:
        """Ask for a file name and begin a portfolio there."""
        from dataclasses import replace

        from deliverydesk.domain.portfolio import Portfolio

        target = _ask_save(parent, "New portfolio", _documents() / f"Portfolio{ENDING}")
        if target is None:
            return False
        if portfolio is None:
            portfolio = Portfolio.of([replace(Portfolio().settings, name=target.stem)])
        return self._attempt(parent, lambda: self.show(Document.create(target, portfolio)))

    def begin(self, parent: QWidget | None, answers: Mapping[str, str], table: Path | None = None) -> bool:
        """Ask for a file name and begin a portfolio there with the answers of the start page, as one step that can
        be undone; then bring a table in, where one is given.
        """
        from deliverydesk.actions import starting
        from deliverydesk.support.clock import today

        folder, stem = (table.parent, table.stem) if table is not None else (_documents(), "Portfolio")
        target = _ask_save(parent, "New portfolio", folder / f"{stem}{ENDING}")
        if target is None:
            return False

        def make() -> None:
            from deliverydesk.domain.portfolio import Portfolio

            window = self.show(Document.create(target, Portfolio()))
            window.desk.do(lambda portfolio: starting.begin(portfolio, today(), name=target.stem, **answers))
            if table is not None:
                self.import_table(window, table)

        return self._attempt(parent, make)

    def ask_table(self, parent: QWidget | None) -> Path | None:
        """Ask for a table to bring in."""
        from PySide6.QtWidgets import QFileDialog

        endings = " ".join(f"*{ending}" for ending in TABLE_ENDINGS)
        name, _ = QFileDialog.getOpenFileName(parent, "Choose a table", str(_documents()), f"Tables ({endings})")
        return Path(name) if name else None

    def open_sample(self, parent: QWidget | None) -> bool:
        """Open a fresh copy of the sample portfolio."""
        from deliverydesk.importers.sample import sample_portfolio
        from deliverydesk.support.clock import today

        return self.new(parent, sample_portfolio(today()))

    def open(self, parent: QWidget | None) -> bool:
        """Ask for a file and open it."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(parent, "Open a portfolio", str(_documents()), _PORTFOLIOS)
        return bool(name) and self.open_path(parent, Path(name))

    def save_copy(self, window: MainWindow) -> None:
        """Save a copy of the portfolio as it is shown. Everything else is saved already."""
        path = window.desk.document.path
        target = _ask_save(window, "Save a copy", path.with_name(f"{path.stem} copy{ENDING}"))
        if target is None:
            return

        def copy() -> None:
            window.desk.document.save_copy(target)
            window.toast.say(f"A copy was saved as {target.name}")

        self._attempt(window, copy)

    def checkpoint(self, window: MainWindow) -> None:
        """Ask for a name and keep the present state under it in the history."""
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        dialog = QInputDialog(window)
        dialog.setWindowTitle("Save a checkpoint")
        dialog.setLabelText("Everything is saved already. Name this state to find it again in the history:")
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.setTextValue(f"{now():%d %b %Y, %H:%M}".lstrip("0"))
        dialog.setOkButtonText("Save checkpoint")
        if dialog.exec() != QInputDialog.DialogCode.Accepted:
            return
        name = dialog.textValue()

        def keep() -> None:
            window.desk.document.checkpoint(name)
            window.status.say_checkpoint(f"Checkpoint “{name.strip()}”")
            window.toast.say(f"Checkpoint “{name.strip()}” saved")

        self._attempt(window, keep)

    # Backups and checks

    def look_after(self, window: MainWindow) -> None:
        """After the first paint: check every row of the file and take a backup, in a thread of their own."""
        from deliverydesk.ui.window.care import Care

        state.remember_file(window.desk.document.path)
        Care(window, self)

    def _back_up(self, window: MainWindow, reason: str) -> None:
        document = window.desk.document
        if document.read_only is None:
            from deliverydesk.storage import backups

            try:
                backups.take(document.store, reason)
            except DeskError as error:
                window.toast.say(f"No backup was made: {error}")

    def restore(self, window: MainWindow) -> None:
        """Choose one of this portfolio's backups and restore it into a new file."""
        from deliverydesk.ui.dialogs.restore import choose_backup

        document = window.desk.document
        restored = choose_backup(window, document.path, document.store.portfolio_id)
        if restored is not None:
            self.open_path(window, restored)

    def check(self, window: MainWindow) -> None:
        """Check every row of the file now, and say what was found."""
        from deliverydesk.ui.tasks import run_task

        def tell(findings: list[str]) -> None:
            if findings:
                text.message(window, "The file has problems", "\n".join(findings[:12]))
            else:
                window.toast.say(f"{window.desk.document.path.name} is sound: every row is as it was saved")

        store = window.desk.document.store
        run_task(window, "Checking the file", store.verify_apart, tell, lambda error: window.toast.say(str(error)))

    # Import, export and the rest

    def import_pasted(self, window: MainWindow, words: str) -> None:
        """Show what a table from the clipboard would bring."""
        from deliverydesk.ui.dialogs.import_table import import_pasted

        import_pasted(window, window.desk, words)

    def import_table(self, window: MainWindow, path: Path | None = None) -> None:
        """Bring a table into the portfolio through the import dialog."""
        from deliverydesk.ui.dialogs.import_table import import_table

        import_table(window, window.desk, path)

    def earlier_imports(self, window: MainWindow) -> None:
        """What earlier imports took and did not take."""
        from deliverydesk.ui.dialogs.import_table import show_reports

        show_reports(window)

    def export(self, window: MainWindow) -> None:
        """Hand out charts, the roadmap or the backlog."""
        from deliverydesk.ui.dialogs.export import export

        panes = [dock.build() for name, dock in window.docks.items() if name in ("backlog", "roadmap", "outcomes")]
        export(window, window.desk, [exportable for pane in panes for exportable in pane.exportables()])

    def pack(self, window: MainWindow) -> None:
        """Make a deck of several slides, or bring one up to date."""
        from deliverydesk.ui.dialogs.pack import open_pack

        open_pack(window, window.desk)

    def print(self, window: MainWindow) -> None:
        """Look at what would be printed, and print."""
        from deliverydesk.ui.dialogs.printing import open_print

        open_print(window, window.desk)

    def settings(self, window: MainWindow) -> None:
        """Products, teams, criteria and what holds for the whole portfolio."""
        from deliverydesk.ui.dialogs.settings import open_settings

        open_settings(window, window.desk)

    def shortcuts(self, window: MainWindow) -> None:
        """A sheet of all shortcuts."""
        from deliverydesk.ui.dialogs.shortcuts import open_shortcuts

        open_shortcuts(window)

    def about(self, window: MainWindow) -> None:
        """What the program is and which version."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("deliverydesk")
        except PackageNotFoundError:
            number = "from a checkout"
        text.message(
            window,
            "About DeliveryDesk",
            f"DeliveryDesk {number}\n\nThe offline desk of a portfolio manager: did the outcome improve, measured?",
            details="Everything stays on this computer. The program never opens a network connection.",
        )

    # Files dropped on the window

    def takes(self, data: QMimeData) -> bool:
        """True where something that can be opened or imported is being dragged in."""
        return bool(self.dropped(data))

    def dropped(self, data: QMimeData) -> list[Path]:
        """The local files of a drop that can be opened or imported."""
        if not data.hasUrls():
            return []
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        return [path for path in paths if path.suffix.casefold() in (ENDING, *TABLE_ENDINGS)]

    def open_dropped(self, window: MainWindow, paths: Sequence[Path]) -> None:
        """Open dropped portfolios, and import the first dropped table."""
        for path in paths:
            if path.suffix.casefold() == ENDING:
                self.open_path(window, path)
        tables = [path for path in paths if path.suffix.casefold() in TABLE_ENDINGS]
        if tables:
            self.import_table(window, tables[0])
            if len(tables) > 1:
                window.toast.say(f"{len(tables) - 1} more tables were dropped; import them one at a time")

    def _attempt(self, parent: QWidget | None, what: Callable[[], object]) -> bool:
        try:
            what()
        except DeskError as error:
            text.message(parent, "That could not be done", str(error))
            return False
        return True


def _documents() -> Path:
    recent = state.recent_files()
    if recent:
        return recent[0].parent
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _ask_save(parent: QWidget | None, title: str, suggestion: Path) -> Path | None:
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), _PORTFOLIOS)
    if not name:
        return None
    path = Path(name)
    # Not with_suffix: a name such as “Plan v2.1” would lose its end.
    return path if path.suffix.casefold() == ENDING else path.with_name(path.name + ENDING)


def _choose(parent: QWidget | None, title: str, words: str, ways: list[str]) -> str | None:
    """One of the ways on, or None for Cancel."""
    from PySide6.QtWidgets import QMessageBox

    from deliverydesk.ui.messages import message_box

    box = message_box(parent, title, words, QMessageBox.StandardButton.Cancel)
    buttons = {box.addButton(way, QMessageBox.ButtonRole.AcceptRole): way for way in ways}
    box.exec()
    chosen = next((way for button, way in buttons.items() if button is box.clickedButton()), None)
    box.deleteLater()
    return chosen
