"""The toast: one line that says what was done, with Undo at its right. One at a time, for 8 seconds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, motion, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.shadow import REACH, draw_shadow

SECONDS = 8.0
HEIGHT = 38
ABOVE_FOOT = 16
_LIMIT = 160


class Toast(QWidget):
    """Says what was done, at the foot of ``host`` (a pane, or the window's middle). Resting the pointer on it
    or giving its button the focus holds it; Escape sends it away. It never takes the focus by itself.
    """

    closed = Signal()

    def __init__(self, host: QWidget, *, seconds: float = SECONDS) -> None:
        super().__init__(host)
        self._host = host
        self._words = ""
        self._action: Callable[[], object] | None = None
        self._before: QWidget | None = None
        self._rise = 0.0
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(round(seconds * 1000))
        self._clock.timeout.connect(self.close_toast)
        self.link = ToastLink(self)
        self.link.clicked.connect(self._act)
        self.link.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(REACH.left() + 8, REACH.top(), REACH.right() + 8, REACH.bottom())
        row.addStretch(1)
        row.addWidget(self.link)
        text.name(self, tr("Message"))
        host.installEventFilter(self)
        self.hide()

    def say(self, words: str, action: Callable[[], object] | None = None, link: str = tr("Undo")) -> None:
        """Shows ``words`` in place of what was shown; ``action`` is what ``link`` does, without it there is
        no link.
        """
        self._words = text.one_line(words, _LIMIT)
        self._action = action
        self.link.set_words(link if action is not None else "")
        text.name(self, self._words)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._announce()
        self._hold_or_run()
        motion.glide(self, motion.DRAWER, self._slide)

    def words(self) -> str:
        """What the toast says now, "" when it is not shown."""
        return self._words if self.isVisible() else ""

    def take_focus(self) -> bool:
        """Gives the link the focus, for a key that leads here; false where there is nothing to press."""
        if not self.isVisible() or self._action is None:
            return False
        self._before = QApplication.focusWidget()
        self.link.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def close_toast(self) -> None:
        """Sends the toast away; the focus goes back to where it was."""
        if self.isHidden():
            return
        self._clock.stop()
        had_focus = self.link.hasFocus()
        before, self._before = self._before, None
        self.hide()
        if had_focus and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _act(self) -> None:
        action = self._action
        self._action = None
        self.close_toast()
        if action is not None:
            action()

    def _announce(self) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._words))

    def _hold_or_run(self) -> None:
        if self.underMouse() or self.link.hasFocus():
            self._clock.stop()
        elif self.isVisible():
            self._clock.start()

    def _slide(self, share: float) -> None:
        self._rise = 1.0 - share
        self._place()

    def _place(self) -> None:
        fits = self._host.width() - 2 * ABOVE_FOOT
        words = QFontMetricsF(fonts.font()).horizontalAdvance(self._words)
        link = self.link.sizeHint().width() + 14 if self._action is not None else 0
        width = int(min(fits, 40 + words + 14 + link + 8))
        self.resize(width + REACH.left() + REACH.right(), HEIGHT + REACH.top() + REACH.bottom())
        left = (self._host.width() - self.width()) // 2
        top = self._host.height() - ABOVE_FOOT - HEIGHT - REACH.top() + round(8 * self._rise)
        self.move(QPoint(left, top))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._hold_or_run()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self.link.hasFocus():
            self._clock.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_toast()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        box = self.rect().marginsRemoved(REACH)
        painter = mirror.painter(self)
        draw_shadow(painter, box, theme, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("toast"))
        painter.drawRoundedRect(QRectF(box), 8, 8)
        icons.draw(painter, QRectF(box.left() + 13, box.top() + 11, 16, 16), theme, "check", "toastText")
        painter.setPen(theme.colour("toastText"))
        painter.setFont(fonts.font())
        room = QRectF(box.left() + 40, box.top(), self._words_end() - box.left() - 40, HEIGHT)
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)
        if self._action is not None:
            painter.setPen(theme.veil("toastText", 0.35))
            x = mirror.rect(self, self.link.geometry()).left() - 6.5
            painter.drawLine(QPoint(round(x), box.top() + 10), QPoint(round(x), box.bottom() - 9))

    def _words_end(self) -> float:
        right = self.rect().marginsRemoved(REACH).right() + 1
        return mirror.rect(self, self.link.geometry()).left() - 13 if self._action is not None else right - 12


class ToastLink(QAbstractButton):
    """The word to press, in the colour that links have on a toast and on what has the same inverse ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(28)
        self.setProperty("ring", "own")

    def set_words(self, words: str) -> None:
        self.setText(words)
        text.name(self, words)
        self.setVisible(bool(words))
        width = QFontMetricsF(fonts.font(fonts.CELL, 600)).horizontalAdvance(words)
        self.setFixedWidth(round(width) + 16 if words else 0)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            # The window's own accent does not stand out on the inverse ground, so this ring is the link's
            # colour.
            painter.setPen(theme.pen("toastLink", 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        font = fonts.font(fonts.CELL, 600)
        painter.setPen(theme.colour("toastLink"))
        painter.setFont(font)
        painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), self.text())
