"""Notes in Markdown: rendered to read, and their source to edit. Nothing is ever loaded, no link followed unasked."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QDesktopServices,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QMessageBox

from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.markdown import LONGEST, MarkdownDocument
from deliverydesk.ui.rows import Row
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.field_row import LONG_HEIGHT, FieldRow

HIGHEST = 420
_SAFE = ("http", "https", "mailto")


@lru_cache(maxsize=4)
def _document(source: str, width: int, _theme: str) -> MarkdownDocument:
    made = MarkdownDocument(text.shorten(source, LONGEST))
    made.setTextWidth(width)
    return made


class NotesRow(FieldRow):
    """Shows a `Row` of the style "markdown". A click on a link asks before it is followed; any other click edits."""

    def show_row(self, row: Row, locked: str = "") -> None:
        super().show_row(row, locked)
        self.setMouseTracking(True)

    def _rendered(self) -> MarkdownDocument | None:
        """The notes as they are read; None while they are edited or where there are none."""
        if self.editor is not None or not self.row.value.strip():
            return None
        return _document(self.row.value, max(self.width(), 40), current_theme().name)

    def height_for(self, width: int) -> int:
        if self.editor is not None:
            return LONG_HEIGHT + 60 + self._below(width)
        if not self.row.value.strip():
            return super().height_for(width)
        tall = _document(self.row.value, max(width, 40), current_theme().name).size().height()
        return min(round(tall) + 6, HIGHEST) + self._below(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        document = self._rendered()
        if document is None:
            super().paintEvent(event)
            return
        theme, painter = current_theme(), QPainter(self)
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Text, theme.colour("text"))
        palette.setColor(QPalette.ColorRole.Link, theme.colour("accentText"))
        context.palette = palette
        painter.setClipRect(QRectF(self.rect()))
        context.clip = QRectF(self.rect())
        painter.translate(0, 2)
        document.documentLayout().draw(painter, context)

    def link_at(self, place: QPointF) -> str:
        """The address under a place; empty where there is none."""
        document = self._rendered()
        return document.documentLayout().anchorAt(place - QPointF(0, 2)) if document is not None else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        link = self.link_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        link = self.link_at(event.position()) if self.isDown() else ""
        if link:
            self.setDown(False)
            self._ask(link)
            return
        super().mouseReleaseEvent(event)

    def _ask(self, link: str) -> None:
        url = QUrl(link, QUrl.ParsingMode.StrictMode)
        if url.scheme().lower() not in _SAFE:
            text.message(
                self.window(), tr("This link is not followed"), tr("Only web and mail addresses are: {link}", link=link)
            )
            return
        yes = QMessageBox.StandardButton.Open
        words = tr("This leaves DeliveryDesk and opens: {link}", link=text.shorten(link))
        if text.message(self.window(), tr("Open this link?"), words, yes | QMessageBox.StandardButton.Cancel) == yes:
            QDesktopServices.openUrl(url)
