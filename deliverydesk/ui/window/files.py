"""The flows around files: starting, opening, what can go wrong with it, copies, backups, import and export."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.document.document import Document
from deliverydesk.domain.wording import day_words, figure
from deliverydesk.storage.errors import Damaged, HeldElsewhere, NewerFile, NotAPortfolio
from deliverydesk.support.clock import now
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import text
from deliverydesk.ui.window import file_dialogs, keeping, state
from deliverydesk.ui.window.file_dialogs import ENDING, TABLE_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.exportable import Exportable
    from deliverydesk.ui.theme import ThemeManager
    from deliverydesk.ui.window.main_window import MainWindow


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

        self.themes.finish()
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
        except DeskError as error:
            self.themes.finish()
            return self._offer_ways_on(parent, path, error, read_only=read_only)
        return True

    def _offer_ways_on(self, parent: QWidget | None, path: Path, error: DeskError, *, read_only: bool) -> bool:
        if isinstance(error, (HeldElsewhere, NewerFile)) and not read_only:
            return self._offer_read_only(parent, path, error)
        if isinstance(error, (Damaged, NotAPortfolio)):
            return self._offer_rescue(parent, path, error)
        text.message(parent, tr("This file cannot be opened"), str(error))
        return False

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
            text.message(None, tr("This file cannot be opened"), str(error))

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
        way = tr("Open read-only")
        wanted = file_dialogs.choose(parent, tr("This file cannot be opened for editing"), str(error), [way])
        return wanted == way and self.open_path(parent, path, read_only=True)

    def _offer_rescue(self, parent: QWidget | None, path: Path, error: DeskError) -> bool:
        restore, salvage = tr("Restore a backup…"), tr("Save what can be read…")
        wanted = file_dialogs.choose(parent, tr("This file cannot be opened"), str(error), [restore, salvage])
        if wanted == restore:
            from deliverydesk.ui.dialogs.restore import choose_backup

            restored = choose_backup(parent, path)
            return restored is not None and self.open_path(parent, restored)
        return wanted == salvage and self._salvage(parent, path)

    def _salvage(self, parent: QWidget | None, path: Path) -> bool:
        from deliverydesk.storage.salvage import salvage

        target = file_dialogs.ask_save(
            parent, tr("Save what can be read"), path.with_name(tr("{name} (salvaged)", name=path.stem) + ENDING)
        )
        if target is None:
            return False
        try:
            report = salvage(path, target)
        except DeskError as error:
            text.message(parent, tr("Nothing could be saved"), str(error))
            return False
        text.message(parent, tr("What could be read was saved"), report.words)
        return self.open_path(parent, target)

    # New, open and copies, from the menu

    def new(self, parent: QWidget | None) -> bool:
        """Ask for a file name and begin a portfolio there."""
        from deliverydesk.domain.portfolio import Portfolio

        suggested = file_dialogs.free_name(file_dialogs.documents() / (tr("Portfolio") + ENDING))
        target = file_dialogs.ask_save(parent, tr("New portfolio"), suggested)
        if target is None:
            return False
        return self._attempt(parent, lambda: self.show(Document.create(target, Portfolio.begun(target.stem))))

    def begin(self, parent: QWidget | None, answers: Mapping[str, str], table: Path | None = None) -> bool:
        """Ask for a file name and begin a portfolio there with the answers of the start page, as one step that can
        be undone; then bring a table in, where one is given.
        """
        from deliverydesk.actions import starting
        from deliverydesk.support.clock import today

        folder, stem = (table.parent, table.stem) if table is not None else (file_dialogs.documents(), tr("Portfolio"))
        suggested = file_dialogs.free_name(folder / f"{stem}{ENDING}")
        target = file_dialogs.ask_save(parent, tr("New portfolio"), suggested)
        if target is None:
            return False

        def make() -> None:
            from deliverydesk.domain.portfolio import Portfolio

            window = self.show(Document.create(target, Portfolio.begun()))
            window.desk.do(lambda portfolio: starting.begin(portfolio, today(), name=target.stem, **answers))
            if table is not None:
                self.import_table(window, table)

        return self._attempt(parent, make)

    def open_sample(self, parent: QWidget | None) -> bool:
        """Open a fresh copy of the sample portfolio at once: whoever only looks round has no name for it yet."""
        from deliverydesk.importers.sample import sample_portfolio
        from deliverydesk.support.clock import today

        portfolio = sample_portfolio(today())
        target = file_dialogs.free_name(file_dialogs.samples() / f"{portfolio.settings.name}{ENDING}")

        def make() -> None:
            with suppress(OSError):  # where that is refused, creating the file says why
                target.parent.mkdir(parents=True, exist_ok=True)
            self.show(Document.create(target, portfolio))

        return self._attempt(parent, make)

    def open(self, parent: QWidget | None) -> bool:
        """Ask for a file and open it."""
        path = file_dialogs.ask_portfolio(parent)
        return path is not None and self.open_path(parent, path)

    def save_copy(self, window: MainWindow) -> None:
        """Save a copy of the portfolio as it is shown. Everything else is saved already."""
        path = window.desk.document.path
        folder = file_dialogs.documents() if path.parent == file_dialogs.samples() else path.parent
        target = file_dialogs.ask_save(window, tr("Save a copy"), folder / (tr("{name} copy", name=path.stem) + ENDING))
        if target is None:
            return

        def copy() -> None:
            window.desk.document.save_copy(target)
            window.toast.say(tr("A copy was saved as {name}", name=target.name))

        self._attempt(window, copy)

    def checkpoint(self, window: MainWindow) -> None:
        """Ask for a name and keep the present state under it in the history."""
        moment = now()
        name = file_dialogs.ask_name(
            window,
            tr("Save a checkpoint"),
            tr("Everything is saved already. Name this state to find it again in the history:"),
            tr("{day}, {time}", day=day_words(moment.date()), time=moment.strftime("%H:%M")),
            tr("Save checkpoint"),
        )
        if name is None:
            return

        def keep() -> None:
            window.desk.document.checkpoint(name)
            window.status.say_checkpoint(tr("Checkpoint “{name}”", name=name.strip()))
            window.toast.say(tr("Checkpoint “{name}” saved", name=name.strip()))

        if not name.strip():
            self._attempt(window, keep)
        else:
            # What is forecast at a checkpoint is what the desk is held to later.
            keeping.keep(window.desk, lambda: self._attempt(window, keep))

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
                window.toast.say(tr("No backup was made: {reason}", reason=error))

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
                text.message(window, tr("The file has problems"), "\n".join(findings[:12]))
            else:
                window.toast.say(
                    tr("{name} is sound: every row is as it was saved", name=window.desk.document.path.name)
                )

        store = window.desk.document.store
        run_task(window, tr("Checking the file"), store.verify_apart, tell, lambda error: window.toast.say(str(error)))

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

    def export(self, window: MainWindow, *first: Exportable) -> None:
        """Hand out charts, the roadmap or the backlog; `first` what is looked at just now."""
        from deliverydesk.ui.dialogs.export import export

        panes = [dock.build() for name, dock in window.docks.items() if name in ("backlog", "roadmap", "outcomes")]
        panes += [dock.build() for name in ("flow", "capacity", "review") if (dock := window.docks[name]).in_front]
        named = {each.name for each in first}
        others = [each for pane in panes for each in pane.exportables() if each.name not in named]
        export(window, window.desk, [*first, *others])

    def pack(self, window: MainWindow) -> None:
        """Make a deck of several slides, or bring one up to date."""
        from deliverydesk.ui.dialogs.pack import open_pack

        open_pack(window, window.desk)

    def print(self, window: MainWindow) -> None:
        """Look at what would be printed, and print."""
        from deliverydesk.ui.dialogs.printing import open_print

        open_print(window, window.desk)

    def settings(self, window: MainWindow, page: str = "portfolio") -> None:
        """Products, teams, criteria and what holds for the whole portfolio."""
        from deliverydesk.ui.dialogs.settings import open_settings

        open_settings(window, window.desk, page)

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
            number = tr("from a checkout")
        text.message(
            window,
            tr("About DeliveryDesk"),
            tr(
                "DeliveryDesk {version}\n\nThe offline desk of a portfolio manager: did the outcome improve, measured?",
                version=number,
            ),
            details=tr("Everything stays on this computer. The program never opens a network connection."),
        )

    # Files dropped on the window

    def open_dropped(self, window: MainWindow, paths: Sequence[Path]) -> None:
        """Open dropped portfolios, and import the first dropped table."""
        for path in paths:
            if path.suffix.casefold() == ENDING:
                self.open_path(window, path)
        tables = [path for path in paths if path.suffix.casefold() in TABLE_ENDINGS]
        if tables:
            self.import_table(window, tables[0])
            if more := len(tables) - 1:
                window.toast.say(
                    trn(
                        "{n} more table was dropped; import it by itself",
                        "{n} more tables were dropped; import them one at a time",
                        more,
                        n=figure(more),
                    )
                )

    def _attempt(self, parent: QWidget | None, what: Callable[[], object]) -> bool:
        try:
            what()
        except DeskError as error:
            text.message(parent, tr("That could not be done"), str(error))
            return False
        return True
