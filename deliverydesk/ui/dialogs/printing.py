"""Print and print preview: anything that can be shown, and packs, on the paper that the person has.

Everything is drawn as vectors by the painters of pictures. Without a printer the preview is there all the same, and
"Save as PDF" writes the same pages. Pages are made, printed and written in a thread; of many, the preview paints
those that are looked at.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMarginsF, Qt, QTimer
from PySide6.QtGui import QAction, QPageLayout, QPageSize, QPicture
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QGraphicsView, QScrollBar, QToolBar, QWidget
from shiboken6 import isValid

from deliverydesk.actions.packing import PackSlide, slides_of
from deliverydesk.analysis.finding import Grounds
from deliverydesk.charts import exhibits
from deliverydesk.domain.passage import with_moves
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, text
from deliverydesk.ui.dialogs.export.folders import last_folder
from deliverydesk.ui.dialogs.export.naming import safe_name
from deliverydesk.ui.dialogs.pack.making import Manner, exhibit_of
from deliverydesk.ui.dialogs.paper import Paper, pages_of, paint_pages, play, recorded, save_pages
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.tasks import run_task

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.charts.exhibits import Exhibit
    from deliverydesk.rendering.export import Paint
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.window.main_window import MainWindow

_MARGIN_MM = 10.0
_AROUND = 4
"""So many pages before and after the one that is looked at are painted: all of them would take seconds."""
_PAPERS = tuple(getattr(QPageSize.PageSizeId, name) for name in ("A4", "A3", "Letter", "Legal"))
_SIZE = (1240, 820)


def open_print(window: MainWindow, desk: Desk) -> None:
    """Show what would be printed, let the person choose, and print."""
    while desk.document.loading:
        desk.load_some()
    portfolio, moves = desk.told, desk.document.moves
    PrintPreview(window, portfolio, told=lambda: with_moves(portfolio, moves())).open()


def choices(portfolio: Portfolio) -> list[tuple[str, tuple[PackSlide, ...], Manner]]:
    """What can be printed: title, slides and how they are made. Packs come first."""
    packs = [
        (tr("Pack: {name}", name=pack.name), slides_of(pack), Manner(hide_names=pack.hide_names))
        for pack in portfolio.packs
    ]
    single = [(title, (PackSlide(name),), Manner()) for name, title in exhibits.names(portfolio)]
    whole = (tr("Backlog, all open items"), (PackSlide("backlog:500"),), Manner())
    return [*packs, single[0], whole, *single[1:]]


class _Choice(NamedTuple):
    """What is to be printed, of which portfolio."""

    told: Callable[[], Portfolio]
    """Gives the portfolio with what the journal knows, which takes a while to read."""
    slides: tuple[PackSlide, ...]
    manner: Manner

    def exhibits(self) -> list[Exhibit]:
        """What the slides show, made now."""
        portfolio, grounds = self.told(), Grounds()
        found = []
        for slide in self.slides:
            try:
                found.append(exhibit_of(portfolio, slide, self.manner, grounds))
            except DeskError:
                # An outcome of the pack may be gone by now; the rest is printed all the same.
                continue
        return found


class _Made(NamedTuple):
    """What paints the pages of a choice on a paper."""

    choice: _Choice
    paper: Paper
    pages: list[Paint]


def _made(choice: _Choice, paper: Paper) -> _Made:
    return _Made(choice, paper, pages_of(choice.exhibits(), paper))


class PrintPreview(QPrintPreviewDialog):
    """Qt's preview with what to print chosen at its left and Save as PDF."""

    def __init__(
        self,
        window: QWidget,
        portfolio: Portfolio,
        printer: QPrinter | None = None,
        told: Callable[[], Portfolio] | None = None,
    ) -> None:
        """`told` gives the portfolio with what the journal knows of stages; it is called in a thread."""
        self._printer = printer or QPrinter(QPrinter.PrinterMode.HighResolution)
        super().__init__(self._printer, window)
        self.setObjectName("print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Print"))
        self.resize(*_SIZE)
        self._told = told or (lambda: portfolio)
        self._choices = choices(portfolio)
        self._chosen: _Choice | None = None
        self._made: _Made | None = None
        self._pictures: dict[int, QPicture] = {}
        self._missing = False
        self._making = Latest()
        self._printer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
        self._printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        self._printer.setCreator("DeliveryDesk")
        self.what = QComboBox(self)
        self.what.setFont(fonts.font())
        self.what.addItems([text.one_line(title, 80) for title, _, _ in self._choices])
        text.name(self.what, tr("What to print"))
        self.paper = QComboBox(self)
        self.paper.setFont(fonts.font())
        for size in _PAPERS:
            self.paper.addItem(QPageSize.name(size), size)
        text.name(self.paper, tr("Paper size"))
        self.save_action = QAction(icons.icon("file"), tr("Save as PDF…"), self)
        self.save_action.setObjectName("print.save_pdf")
        self._into_bar()
        self.what.currentIndexChanged.connect(lambda _: self._choose())
        self.paper.currentIndexChanged.connect(lambda _: self._resize_paper())
        self.save_action.triggered.connect(lambda: self.save_pdf())
        self.paintRequested.connect(self._paint)
        self._looks = QTimer(self, singleShot=True, interval=0)
        self._looks.timeout.connect(self._look)
        # The buttons for other pages move the scroll bar and tell nothing else. On its way Qt passes other pages.
        self.preview.previewChanged.connect(self._looks.start)
        self._bar.valueChanged.connect(lambda _: self._looks.start())
        self._choose()

    def _into_bar(self) -> None:
        bar = self.findChild(QToolBar)
        assert bar is not None
        first = bar.actions()[0]
        bar.insertWidget(first, self.what)
        bar.insertWidget(first, self.paper)
        bar.insertAction(first, self.save_action)
        bar.insertSeparator(first)
        # Qt's own command prints in the window's thread.
        printing = bar.actions()[-1]
        printing.triggered.disconnect()
        printing.triggered.connect(lambda: self.print_all())
        for child in self.findChildren(QWidget):
            if child.focusPolicy() != Qt.FocusPolicy.NoFocus and not child.accessibleName():
                text.name(child, child.toolTip() or tr("Preview"))

    @property
    def preview(self) -> QPrintPreviewWidget:
        """Where pages are shown."""
        found = self.findChild(QPrintPreviewWidget)
        assert found is not None
        return found

    @property
    def _bar(self) -> QScrollBar:
        view = self.preview.findChild(QGraphicsView)
        assert view is not None
        return view.verticalScrollBar()

    @property
    def is_making(self) -> bool:
        """Whether pages that are to be seen are still to come."""
        return self._making.busy or self._looks.isActive()

    @property
    def painted(self) -> set[int]:
        """The pages, from 0, that are painted and not only numbered."""
        return set(self._pictures)

    def _choose(self) -> None:
        title, slides, manner = self._choices[max(self.what.currentIndex(), 0)]
        self._chosen = _Choice(self._told, slides, manner)
        self._printer.setDocName(text.one_line(title, 80))
        self.preview.updatePreview()

    def _resize_paper(self) -> None:
        self._printer.setPageSize(QPageSize(self.paper.currentData()))
        self.preview.updatePreview()

    def _paint(self, printer: QPrinter) -> None:
        """Paint the pages that are there; where they are of something else, or of another size, make them."""
        paper = Paper.of(printer)
        fits = self._made is not None and self._made.choice is self._chosen and self._made.paper == paper
        if not fits:
            self._made, self._pictures, self._missing = None, {}, False
            if self._chosen is not None:
                self._making.run(partial(_made, self._chosen, paper), self._take, self._refuse)
        count = len(self._made.pages) if self._made is not None else 0
        play(self._pictures, count, tr("The pages are being made…"), printer)

    def _take(self, made: _Made) -> None:
        if isValid(self):
            self._made = made
            self._look()

    def _refuse(self, words: str) -> None:
        if isValid(self):
            text.message(self, tr("It cannot be printed"), words)

    def _look(self) -> None:
        """Record the next page around the one that is looked at, and show them once all are there.

        One a turn of the event loop: Qt's pictures and rubbish stay in the window's thread.
        """
        if self._made is None:
            return
        pages, at = self._made.pages, max(self.preview.currentPage() - 1, 0)
        near = [number for number in (at, at - 1, at + 1) if 0 <= number < len(pages)]
        if not self._missing and all(number in self._pictures for number in near):
            return
        wanted = range(max(at - _AROUND, 0), min(at + _AROUND + 1, len(pages)))
        self._pictures = {number: picture for number, picture in self._pictures.items() if number in wanted}
        missing = [number for number in wanted if number not in self._pictures]
        if missing:
            self._pictures[missing[0]] = recorded(pages[missing[0]])
        self._missing = bool(missing[1:])
        if self._missing:
            self._looks.start()
        else:
            self._update()

    def _update(self) -> None:
        """Show the pages anew, where they were."""
        at = self._bar.value()
        self.preview.updatePreview()
        self._bar.setValue(at)

    def print_all(self) -> None:
        """Ask for the printer, and print all pages on it."""
        if self._chosen is None or QPrintDialog(self._printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        choice, printer = self._chosen, self._printer

        def work(progress: Progress) -> None:
            if not paint_pages(pages_of(choice.exhibits(), Paper.of(printer)), printer, progress):
                raise DeskError(tr("The printer takes nothing. Look whether it is on, or choose another."))

        def failed(error: BaseException) -> None:
            text.message(self, tr("Nothing was printed"), str(error))

        run_task(self, tr("Printing"), work, lambda _: self.accept(), failed)

    def save_pdf(self) -> None:
        """Ask where to, and write the pages as they are shown."""
        suggestion = str(last_folder() / safe_name(self._printer.docName(), ".pdf"))
        given, _ = QFileDialog.getSaveFileName(self, tr("Save as PDF"), suggestion, "PDF (*.pdf)")
        if not given:
            return
        path = Path(given) if given.casefold().endswith(".pdf") else Path(f"{given}.pdf")
        layout, title, choice = self._printer.pageLayout(), self._printer.docName(), self._chosen
        assert choice is not None

        def work(progress: Progress) -> None:
            save_pages(choice.exhibits(), path, layout, title, progress)

        def failed(error: BaseException) -> None:
            if not isinstance(error, DeskError):
                raise error
            text.message(self, tr("Nothing was written"), str(error))

        run_task(self, tr("Save as PDF"), work, lambda _: self.accept(), failed)
