"""Markdown that is read and not written: a decision whole, or a time that is looked back at."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from deliverydesk.ui import fonts, text
from deliverydesk.ui.markdown import MarkdownDocument

_ABOVE_HEADING = 14
_SIDES = (18, 10, 18, 10)


class PaperView(QTextEdit):
    """Keeps its place while the same words are shown again."""

    def __init__(self, name: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setViewportMargins(*_SIDES)
        text.name(self, words)
        self._read = ""

    def read(self, words: str, largest: int = 1) -> None:
        """Show these; `largest` as `MarkdownDocument` has it."""
        if words == self._read:
            return
        self._read = words
        document = MarkdownDocument(words, fonts.CELL, largest=largest)
        block = document.begin().next()
        while block.isValid():
            if block.blockFormat().headingLevel():
                spaced = block.blockFormat()
                spaced.setTopMargin(_ABOVE_HEADING)
                QTextCursor(block).setBlockFormat(spaced)
            block = block.next()
        document.setParent(self)
        self.setDocument(document)
