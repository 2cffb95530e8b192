"""Minutes as a file: to print, to go on writing, or to paste, by the ending of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument, QTextDocumentWriter

from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui.markdown import MarkdownDocument

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    ".pdf": tr("PDF"),
    ".odt": tr("Document for Word and LibreOffice"),
    ".html": tr("Web page"),
    ".md": tr("Markdown"),
    ".txt": tr("Text"),
}
"""Endings with what they are; the first is offered first."""
_PT = 10.0
_MARGIN_MM = 20.0
_DPI = 300


def with_ending(path: Path, kind: str) -> Path:
    """The path with the ending of a kind as the system's dialog tells it, where it has none that is known."""
    if path.suffix.casefold() in KINDS:
        return path
    ending = next((each for each in KINDS if f"(*{each})" in kind), next(iter(KINDS)))
    return path.with_name(path.name + ending)


def write(words: str, title: str, path: Path) -> None:
    """Write minutes, given as Markdown. Raises DeskError in one sentence."""
    with replacing(path) as fresh:
        ending = path.suffix.casefold()
        if ending in (".md", ".txt"):
            fresh.write_text(words, encoding="utf-8")
            return
        document = MarkdownDocument(words, _PT * 96 / 72, largest=2)
        document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
        if ending == ".html":
            fresh.write_text(document.toHtml(), encoding="utf-8")
        elif ending == ".odt":
            if not QTextDocumentWriter(str(fresh), b"ODF").write(document):
                raise DeskError(_refused(path))
        else:
            _print(document, title, path, fresh)


def _print(document: QTextDocument, title: str, path: Path, fresh: Path) -> None:
    writer = QPdfWriter(str(fresh))
    margin = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    page = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margin, QPageLayout.Unit.Millimeter
    )
    writer.setPageLayout(page)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("DeliveryDesk")
    document.documentLayout().setPaintDevice(writer)
    room = page.paintRectPixels(_DPI).size()
    document.setPageSize(QSizeF(room.width(), room.height()))
    document.print_(writer)
    if not fresh.exists():
        raise DeskError(_refused(path))


def _refused(path: Path) -> str:
    return tr("{name} cannot be written: the disk is full or closed to you.", name=path.name)
