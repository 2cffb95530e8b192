"""Print and print preview: anything that can be shown, and packs, on the paper that the person has.

Everything is drawn as vectors by the painters of pictures. Without a printer the preview is there all the same, and
"Save as PDF" writes the same pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QAction, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolBar, QWidget

from deliverydesk.actions.packing import PackSlide, slides_of
from deliverydesk.charts import exhibits
from deliverydesk.rendering.pages import exhibit_pages
from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.support.tokens import load_tokens
from deliverydesk.ui import fonts, icons, text
from deliverydesk.ui.dialogs.export.folders import last_folder
from deliverydesk.ui.dialogs.export.naming import safe_name
from deliverydesk.ui.dialogs.pack.making import Manner, exhibit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.charts.exhibits import Exhibit
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.rendering.export import Paint
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.window.main_window import MainWindow

_INCH = 96.0
_MARGIN_MM = 10.0
_LEAST = 480.0
"""A page narrower than this, in logical pixels, is painted smaller instead of narrower."""
_PAPERS = tuple(getattr(QPageSize.PageSizeId, name) for name in ("A4", "A3", "Letter", "Legal"))
_SIZE = (1240, 820)


def open_print(window: MainWindow, desk: Desk) -> None:
    """Show what would be printed, let the person choose, and print."""
    PrintPreview(window, desk.document.portfolio_with_moves()).open()


def choices(portfolio: Portfolio) -> list[tuple[str, tuple[PackSlide, ...], Manner]]:
    """What can be printed: title, slides and how they are made. Packs come first."""
    packs = [
        (tr("Pack: {name}", name=pack.name), slides_of(pack), Manner(hide_names=pack.hide_names))
        for pack in portfolio.packs
    ]
    single = [(title, (PackSlide(name),), Manner()) for name, title in exhibits.names(portfolio)]
    whole = (tr("Backlog, all open items"), (PackSlide("backlog:500"),), Manner())
    return [*packs, single[0], whole, *single[1:]]


class PrintPreview(QPrintPreviewDialog):
    """Qt's preview with what to print chosen at its left and Save as PDF."""

    def __init__(self, window: QWidget, portfolio: Portfolio, printer: QPrinter | None = None) -> None:
        self._printer = printer or QPrinter(QPrinter.PrinterMode.HighResolution)
        super().__init__(self._printer, window)
        self.setObjectName("print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Print"))
        self.resize(*_SIZE)
        self._portfolio = portfolio
        self._choices = choices(portfolio)
        self._made: list[Exhibit] = []
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
        self._choose()
        self.what.currentIndexChanged.connect(lambda _: self._choose())
        self.paper.currentIndexChanged.connect(lambda _: self._resize_paper())
        self.save_action.triggered.connect(lambda: self.save_pdf())
        self.paintRequested.connect(self._paint)

    def _into_bar(self) -> None:
        bar = self.findChild(QToolBar)
        assert bar is not None
        first = bar.actions()[0]
        bar.insertWidget(first, self.what)
        bar.insertWidget(first, self.paper)
        bar.insertAction(first, self.save_action)
        bar.insertSeparator(first)
        for child in self.findChildren(QWidget):
            if child.focusPolicy() != Qt.FocusPolicy.NoFocus and not child.accessibleName():
                text.name(child, child.toolTip() or tr("Preview"))

    @property
    def preview(self) -> QPrintPreviewWidget:
        """Where pages are shown."""
        found = self.findChild(QPrintPreviewWidget)
        assert found is not None
        return found

    def _choose(self) -> None:
        title, slides, manner = self._choices[max(self.what.currentIndex(), 0)]
        found = []
        for slide in slides:
            try:
                found.append(exhibit_of(self._portfolio, slide, manner))
            except DeskError:
                # An outcome of the pack may be gone by now; the rest is printed all the same.
                continue
        self._made = found
        self._printer.setDocName(text.one_line(title, 80))
        self.preview.updatePreview()

    def _resize_paper(self) -> None:
        self._printer.setPageSize(QPageSize(self.paper.currentData()))
        self.preview.updatePreview()

    def _paint(self, printer: QPrinter) -> None:
        paint_exhibits(self._made, printer)

    def save_pdf(self) -> None:
        """Ask where to, and write the pages as they are shown."""
        suggestion = str(last_folder() / safe_name(self._printer.docName(), ".pdf"))
        given, _ = QFileDialog.getSaveFileName(self, tr("Save as PDF"), suggestion, "PDF (*.pdf)")
        if not given:
            return
        path = Path(given) if given.casefold().endswith(".pdf") else Path(f"{given}.pdf")
        try:
            save_pages(self._made, path, self._printer.pageLayout(), self._printer.docName())
        except DeskError as error:
            text.message(self, tr("Nothing was written"), str(error))
            return
        self.accept()


def save_pages(exhibits: Sequence[Exhibit], path: Path, layout: QPageLayout, title: str) -> None:
    """Write the pages as a PDF, beside and renamed. Raises DeskError in one sentence."""
    with replacing(path) as fresh:
        # A place that refuses says why here; Qt would only say that it cannot.
        fresh.touch()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(fresh))
        printer.setPageLayout(layout)
        printer.setDocName(title)
        printer.setCreator("DeliveryDesk")
        if not paint_exhibits(exhibits, printer):
            raise DeskError(tr("{name} cannot be written: the disk is full or closed to you.", name=path.name))


def paint_exhibits(exhibits: Sequence[Exhibit], printer: QPrinter) -> bool:
    """Paint the exhibits one after the other, each on a page of its own at least; False where the printer refuses."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        area = printer.pageLayout().paintRect(QPageLayout.Unit.Inch).size() * _INCH
        shrink = max(_LEAST / min(area.width(), area.height()), 1.0)
        size = (round(area.width() * shrink), round(area.height() * shrink))
        dots = printer.resolution() / _INCH / shrink
        tokens = load_tokens("light")
        pages: list[Paint] = [page for one in exhibits for page in exhibit_pages(one, size, tokens)]
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            painter.save()
            painter.scale(dots, dots)
            page(painter)
            painter.restore()
    finally:
        painter.end()
    return True
