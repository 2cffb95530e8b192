"""What those parts of the roadmap have in common that paint themselves: inks, spoken words, tooltips, the ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from deliverydesk.rendering.roadmap_inks import Inks
from deliverydesk.ui import mirror, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.viewports import own_viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.theme import Theme


class PaintedArea(QAbstractScrollArea):
    """A scroll area painted anew when it is scrolled, gets or loses the keyboard, or the theme changes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        mirror.keep_straight(self)
        self._inks = _inks_of(theme)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    def dress(self, theme: Theme) -> None:
        """Another theme."""
        self._inks = _inks_of(theme)
        self.viewport().update()

    def say(self, words: str) -> None:
        """Tell a screen reader about what is current now."""
        words = text.shorten(words)
        if words == self.accessibleDescription():
            return
        self.setAccessibleDescription(words)
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def tell(self, event: QHelpEvent, words: str) -> bool:
        """Show lines as the tooltip of a place; without any words there is none."""
        if words:
            shown = "<br>".join(text.escape(line) for line in text.shorten(words).splitlines())
            QToolTip.showText(event.globalPos(), f"<p>{shown}</p>", self.viewport(), QRect(event.pos(), event.pos()))
        else:
            QToolTip.hideText()
        return True

    def paint_ring(self, painter: QPainter) -> None:
        """The ring that shows that the keyboard is here, where it is at nothing in particular."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._inks.pen("accent", 2.0))
        painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.dress(current_theme())


def _inks_of(theme: Theme) -> Inks:
    return Inks(theme.tokens, fills=not theme.contrast, quick=True)
