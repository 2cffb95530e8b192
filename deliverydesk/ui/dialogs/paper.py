"""Exhibits on paper: their pages in the size of a printer's, recorded to be looked at, painted to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPageLayout, QPainter, QPicture
from PySide6.QtPrintSupport import QPrinter

from deliverydesk.rendering.pages import exhibit_pages
from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Cancelled, no_progress
from deliverydesk.support.tokens import load_tokens
from deliverydesk.ui import fonts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from deliverydesk.charts.exhibits import Exhibit
    from deliverydesk.rendering.export import Paint
    from deliverydesk.support.progress import Progress

_INCH = 96.0
_LEAST = 480.0
"""A page narrower than this, in logical pixels, is painted smaller instead of narrower."""


class Paper(NamedTuple):
    """The room for a page in logical pixels, and the dots of a printer to each."""

    size: tuple[int, int]
    dots: float

    @classmethod
    def of(cls, printer: QPrinter) -> Paper:
        """The paper that is in a printer now."""
        area = printer.pageLayout().paintRect(QPageLayout.Unit.Inch).size() * _INCH
        shrink = max(_LEAST / min(area.width(), area.height()), 1.0)
        size = (round(area.width() * shrink), round(area.height() * shrink))
        return cls(size, printer.resolution() / _INCH / shrink)


def pages_of(exhibits: Sequence[Exhibit], paper: Paper) -> list[Paint]:
    """What paints each page; an exhibit takes one of its own at least."""
    tokens = load_tokens("light")
    return [page for one in exhibits for page in exhibit_pages(one, paper.size, tokens)]


def recorded(page: Paint) -> QPicture:
    """A page as it is painted, to be played again and again."""
    picture = QPicture()
    painter = QPainter(picture)
    page(painter)
    painter.end()
    return picture


def play(pictures: Mapping[int, QPicture], count: int, waiting: str, printer: QPrinter) -> None:
    """Put recorded pages, by number from 0, among `count` pages; the others bear their number, a first one says
    what they wait for where there is none yet.
    """
    painter = QPainter()
    if not painter.begin(printer):
        return
    paper = Paper.of(printer)
    room = QRectF(0, 0, *paper.size)
    try:
        for number in range(max(count, 1)):
            if number:
                printer.newPage()
            painter.save()
            painter.scale(paper.dots, paper.dots)
            if number in pictures:
                painter.drawPicture(0, 0, pictures[number])
            else:
                painter.setFont(fonts.font(fonts.TITLE))
                painter.setPen(Qt.GlobalColor.gray)
                words = tr("Page {page} of {pages}", page=number + 1, pages=count) if count else waiting
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
            painter.restore()
    finally:
        painter.end()


def paint_pages(pages: Sequence[Paint], printer: QPrinter, progress: Progress = no_progress) -> bool:
    """Paint the pages one after the other; False where the printer refuses. Cancelled, nothing more is printed."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    dots = Paper.of(printer).dots
    try:
        for number, page in enumerate(pages):
            progress(number, len(pages))
            if number:
                printer.newPage()
            painter.save()
            painter.scale(dots, dots)
            page(painter)
            painter.restore()
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    return True


def save_pages(
    exhibits: Sequence[Exhibit], path: Path, layout: QPageLayout, title: str, progress: Progress = no_progress
) -> None:
    """Write the pages as a PDF, beside and renamed. Raises DeskError in one sentence; lets Cancelled through."""
    with replacing(path) as fresh:
        # A place that refuses says why here; Qt would only say that it cannot.
        fresh.touch()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(fresh))
        printer.setPageLayout(layout)
        printer.setDocName(title)
        printer.setCreator("DeliveryDesk")
        if not paint_pages(pages_of(exhibits, Paper.of(printer)), printer, progress):
            raise DeskError(tr("{name} cannot be written: the disk is full or closed to you.", name=path.name))
