"""A sheet: a dialog inside the window, over a scrim of 42 %. Escape closes it; the focus stays in it and goes
back.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import ToolButton
from deliverydesk.ui.widgets.overlay import Overlay
from deliverydesk.ui.widgets.shadow import draw_shadow

SCRIM = 0.42
_RADIUS = 10
_MARGIN = 24


class Sheet(Overlay):
    """A sheet titled ``title``, ``width`` wide (less in a narrow window). Put widgets into ``body`` and
    buttons into ``footer`` (they stand at its right), then ``open()`` it. It is deleted when it closes,
    unless ``once`` is false.
    """

    rejected = Signal()
    """Escape, the cross or ``reject()`` closed the sheet. ``closed`` follows in any case."""
    accepted = Signal()

    def __init__(self, host: QWidget, title: str, *, width: int = 560, height: int = 0, once: bool = True) -> None:
        super().__init__(host, scrim=SCRIM, click_closes=False)
        self._width, self._height = width, height
        self._card = _Card(self)
        if once:
            self.closed.connect(self.deleteLater)
        whole = QVBoxLayout(self._card)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head(title))
        whole.addWidget(_rule(self._card))
        middle = QWidget(self._card)
        self.body = QVBoxLayout(middle)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(8)
        whole.addWidget(middle, 1)
        whole.addWidget(_rule(self._card))
        foot = QWidget(self._card)
        self.footer = QHBoxLayout(foot)
        self.footer.setContentsMargins(20, 14, 20, 14)
        self.footer.setSpacing(8)
        self.footer.addStretch(1)
        whole.addWidget(foot)
        text.name(self._card, title)

    def _head(self, title: str) -> QWidget:
        head = QWidget(self._card)
        self.head = row = QHBoxLayout(head)
        """The title and the cross; more may stand between them."""
        row.setContentsMargins(20, 14, 14, 12)
        self.title = text.label(title, fonts.SHEET_TITLE, 600, parent=head)
        row.addWidget(self.title, 1)
        self.where = text.label("", fonts.DETAIL, 500, "accentText", parent=head)
        self.where.hide()
        row.addWidget(self.where)
        row.addSpacing(8)
        self.cross = ToolButton("close", tr("Close"), self.reject, head)
        row.addWidget(self.cross)
        return head

    def open(self) -> None:
        where = str(self.window().property(text.WHERE) or "")
        text.set_text(self.where, where)
        self.where.setVisible(bool(where))
        self._card.show()
        super().open()
        self.place()

    def accept(self) -> None:
        """Closes the sheet as agreed to."""
        self.dismiss()
        self.accepted.emit()

    def reject(self) -> None:
        """Closes the sheet without agreeing."""
        self.dismiss()
        self.rejected.emit()

    def escape(self) -> None:
        self.reject()

    def first_focus(self) -> QWidget | None:
        """The first widget of the body or footer; the cross only where there is nothing else."""
        first = super().first_focus()
        return (self._next_from(first, forward=True) or first) if first is self.cross else first

    def place(self) -> None:
        """Centres the card in the window, a little above the middle."""
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        width = min(self._width, room.width())
        natural = self._height or max(self._card.heightForWidth(width), self._card.sizeHint().height())
        height = min(natural, room.height())
        left = room.left() + (room.width() - width) // 2
        top = room.top() + int((room.height() - height) * 0.42)
        self._card.setGeometry(QRect(left, top, width, height))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_shadow(QPainter(self), self._card.geometry(), current_theme(), _RADIUS)


class _Card(QWidget):
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("line2", 1.0) if theme.dark else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised" if theme.dark else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


class _Rule(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current_theme().colour("line"))


def _rule(parent: QWidget) -> QFrame:
    made = _Rule(parent)
    made.setFixedHeight(1)
    return made
