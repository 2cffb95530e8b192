"""Message boxes, the third place where Qt would take words for HTML. Apart from ``text`` to keep start-up
short.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from deliverydesk.ui.text import LABEL_LIMIT, one_line, shorten


def message_box(
    parent: QWidget | None,
    title: str,
    text: str,
    buttons: QMessageBox.StandardButton = QMessageBox.StandardButton.Ok,
    *,
    details: str = "",
) -> QMessageBox:
    """A message box of plain text, not yet shown. ``details`` is one more sentence, in smaller type."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(one_line(title, 120))
    box.setText(shorten(text, LABEL_LIMIT))
    box.setInformativeText(shorten(details, LABEL_LIMIT))
    for second in box.findChildren(QLabel):
        # The sentence in smaller type has a label of its own, whose format no call of the box promises.
        second.setTextFormat(Qt.TextFormat.PlainText)
    box.setStandardButtons(buttons)
    return box


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    buttons: QMessageBox.StandardButton | None = None,
    *,
    details: str = "",
) -> QMessageBox.StandardButton:
    """Shows a message box of plain text, waits for the answer and returns it."""
    box = message_box(parent, title, text, buttons or QMessageBox.StandardButton.Ok, details=details)
    answer = QMessageBox.StandardButton(box.exec())
    box.deleteLater()
    return answer
