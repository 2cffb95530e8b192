"""What refreshing a deck changed, to read and to copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from deliverydesk.exporters.refreshing import Report

_PARTS = (
    ("changes", tr("Figures that are others now")),
    ("added", tr("Slides that are new")),
    ("kept", tr("Left as it is")),
    ("missing", tr("Deleted, and left so")),
)


class ReportSheet(Sheet):
    """Lists what changed in a deck."""

    def __init__(self, host: QWidget, path: Path, report: Report) -> None:
        super().__init__(host, tr("{name} is up to date", name=path.name), width=680, height=560)
        self.setObjectName("pack_report")
        self.words = words_of(report)
        self.list = QPlainTextEdit(self.words, self)
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setFont(fonts.font())
        text.name(self.list, tr("What changed in the deck"))
        self.body.addWidget(self.list, 1)
        folder = QUrl.fromLocalFile(str(path.parent))
        self.footer.addWidget(Button(tr("Open folder"), lambda: QDesktopServices.openUrl(folder), self, size="sheet"))
        self.copy_button = Button(tr("Copy the list"), self.copy, self, icon="copy", size="sheet")
        self.footer.addWidget(self.copy_button)
        self.footer.addWidget(PrimaryButton(tr("Close"), self.accept, self, size="sheet"))

    def copy(self) -> None:
        """Put the list on the clipboard, as text."""
        QApplication.clipboard().setText(self.words)


def words_of(report: Report) -> str:
    """The report as text, in parts with headings."""
    told = [(title, getattr(report, name)) for name, title in _PARTS]
    found = ["\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in told if lines]
    return "\n\n".join(found) or tr("Nothing has changed since the deck was made.")
