"""What is shown before any file is open: three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deliverydesk.ui import fonts, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton

if TYPE_CHECKING:
    from deliverydesk.ui.window.files import Files


class StartWindow(QWidget):
    """The sample, an empty portfolio, or a file that is there already."""

    def __init__(self, files: Files) -> None:
        super().__init__()
        self._files = files
        self.setObjectName("window")
        self.setWindowTitle("DeliveryDesk")
        self.setAcceptDrops(True)
        self.resize(760, 440)
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 48, 56, 48)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(text.label("What should improve, and is it?", fonts.PAGE_TITLE, 600, parent=self))
        column.addWidget(
            text.label(
                "A portfolio is one file. Everything in it stays on this computer, and every change is saved as you "
                "make it and can be undone.",
                fonts.TITLE,
                400,
                "text2",
                wrap=True,
                parent=self,
            )
        )
        column.addSpacing(20)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PrimaryButton("Look at the sample…", lambda: files.open_sample(self), self, size="sheet"))
        row.addWidget(Button("Begin an empty portfolio…", lambda: files.new(self), self, size="sheet"))
        row.addWidget(Button("Open a file…", lambda: files.open(self), self, size="sheet"))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        column.addWidget(
            text.label(
                "A spreadsheet is brought in from the menu once a portfolio is open, or by dropping it on the window.",
                fonts.DETAIL,
                400,
                "text3",
                wrap=True,
                parent=self,
            ),
            alignment=Qt.AlignmentFlag.AlignBottom,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(path.suffix == ".ddesk" for path in self._files.dropped(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        for path in self._files.dropped(event.mimeData()):
            if path.suffix == ".ddesk":
                self._files.open_path(self, path)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current_theme().colour("surface"))
