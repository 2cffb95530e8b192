"""Markdown as a document to read. Nothing is ever loaded."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat, QTextOption

from deliverydesk.ui import fonts

LONGEST = 8_000
"""Characters that are rendered in 16 ms at the worst. Tables are left out of the dialect, for one of that length takes
half a second."""
_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,500}\])?")
_FEATURES = QTextDocument.MarkdownFeature(
    QTextDocument.MarkdownFeature.MarkdownDialectCommonMark.value | QTextDocument.MarkdownFeature.MarkdownNoHTML.value
)


class MarkdownDocument(QTextDocument):
    """Markdown without HTML, in letters of `px`. What it refers to is not loaded, from the disk or from elsewhere."""

    def __init__(self, source: str, px: float = fonts.DETAIL, *, largest: int = 1) -> None:
        """`largest`: by how many steps of size the first heading is above the text."""
        super().__init__()
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(fonts.font(px))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        # Said by its words: a picture would be a file to load.
        self.setMarkdown(_IMAGE.sub(r"\1", source), _FEATURES)
        self._calm_headings(largest)

    def _calm_headings(self, largest: int) -> None:
        """There is room for headings that are bold, hardly for ones of double size."""
        block = self.begin()
        while block.isValid():
            if level := block.blockFormat().headingLevel():
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                calm = QTextCharFormat()
                calm.setProperty(QTextFormat.Property.FontSizeAdjustment, max(largest + 1 - level, 0))
                cursor.mergeCharFormat(calm)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        blank.fill(Qt.GlobalColor.transparent)
        return blank
