"""What is this? Shift+F1 explains the figure that the keyboard is at; where it is at none, the pointer asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from deliverydesk.analysis.definitions import DEFINITIONS, Definition
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.help.finding import Place, place_at, place_of_focus
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import QuietButton
from deliverydesk.ui.widgets.overlay import ASKS, Overlay
from deliverydesk.ui.widgets.popover import Floating

if TYPE_CHECKING:
    from collections.abc import Callable

_AROUND = 3


def ask(window: QWidget) -> Overlay:
    """Explain the figure that has the focus; where none has, let the pointer choose one. Returns what opened."""
    place = place_of_focus(QApplication.focusWidget())
    return explain(place) if place is not None else point(window)


def point(window: QWidget) -> Pointing:
    """Let the pointer choose the figure."""
    pointing = Pointing(window)
    pointing.open()
    return pointing


def explain(place: Place) -> DefinitionCard:
    """The definition of a figure, beside it."""
    card = DefinitionCard(place.widget, DEFINITIONS[place.key])
    card.open_at(place.rect, place.widget)
    return card


def remarks(definition: Definition) -> list[tuple[str, str]]:
    """What there is to say beyond the meaning, each under its heading."""
    both = ((tr("Formula"), definition.formula), (tr("Source"), definition.source))
    return [(label, words) for label, words in both if words]


class DefinitionCard(Floating):
    """A term, what it means, and below that how it is computed and who says so. Enter closes it, as Escape does;
    Shift+F1 once more lets the pointer choose another figure.
    """

    may_be_asked = False

    def __init__(self, host: QWidget, definition: Definition) -> None:
        super().__init__(host)
        self.setObjectName("help.definition")
        self.definition = definition
        column = QVBoxLayout(self._card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(4)
        column.addWidget(text.label(definition.term, fonts.TITLE, 600, parent=self._card))
        column.addWidget(text.label(definition.meaning, fonts.DETAIL, parent=self._card, wrap=True))
        for label, words in remarks(definition):
            column.addSpacing(6)
            column.addWidget(text.label(label, fonts.CAPTION, 500, "text2", parent=self._card))
            column.addWidget(text.label(words, fonts.DETAIL, parent=self._card, wrap=True))
        column.addSpacing(6)
        again = tr("Shift+F1 once more: point at another figure.")
        column.addWidget(text.label(again, fonts.CAPTION, 400, "text3", parent=self._card))
        self._help = self._window.findChild(QAction, "window.help")
        if self._help is not None:
            more = QuietButton(tr("All terms"), self._all_terms, self._card, size="header")
            more.setObjectName("help.all_terms")
            column.addSpacing(4)
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignRight)
        spoken = [definition.meaning, *(f"{label}: {words}" for label, words in remarks(definition))]
        text.name(self._card, definition.term, " ".join(spoken))

    def open_at(self, anchor: QRect, source: QWidget) -> None:
        super().open_at(anchor, source)
        self._card.setFocus(Qt.FocusReason.PopupFocusReason)

    def _all_terms(self) -> None:
        """Open the help at this term."""
        from deliverydesk.ui.help.sheet import HelpSheet

        assert self._help is not None
        self.dismiss()
        self._help.trigger()
        for sheet in self._window.findChildren(HelpSheet):
            sheet.go_to(self.definition.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.dismiss()
        elif event.keyCombination() == ASKS:
            self.dismiss()
            point(self._window)
        else:
            super().keyPressEvent(event)


class Pointing(Overlay):
    """Frames the figure below the pointer and names it; a click explains it, Escape ends the asking."""

    may_be_asked = False

    def __init__(self, window: QWidget, then: Callable[[Place], object] = explain) -> None:
        super().__init__(window, scrim=0.0, click_closes=False)
        self.setObjectName("help.pointing")
        self._then = then
        self.place_shown: Place | None = None
        """The figure below the pointer."""
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text.name(self, tr("What is this?"), tr("Click a figure to see what it means; Escape ends."))
        self.closed.connect(self.deleteLater)

    def first_focus(self) -> QWidget | None:
        return self

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._below(event.position().toPoint())
        if place != self.place_shown:
            self.place_shown = place
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        place = self._below(event.position().toPoint())
        if place is None and event.button() is Qt.MouseButton.LeftButton:
            return
        self.dismiss()
        if place is not None:
            self._then(place)

    def _below(self, pos: QPoint) -> Place | None:
        # The layer itself must not be in the way of what is below it.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        try:
            return place_at(self.window(), pos)
        finally:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.place_shown
        if place is None:
            self._say(painter, tr("Point at a figure, a heading or a bar. Escape ends."), None)
            return
        corner = place.widget.mapTo(self.window(), place.rect.topLeft())
        frame = QRect(corner, place.rect.size()).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND) & self.rect()
        painter.setPen(theme.pen("accent", 2.0))
        painter.drawRoundedRect(frame, 5, 5)
        self._say(painter, DEFINITIONS[place.key].term, frame)

    def _say(self, painter: QPainter, words: str, beside: QRect | None) -> None:
        """Words on a dark tag: below a frame, above it where there is no room, else at the top of the window."""
        theme, font = current_theme(), fonts.font(fonts.DETAIL, 500)
        painter.setFont(font)
        size = painter.fontMetrics().boundingRect(words).size()
        tag = QRect(0, 0, size.width() + 20, size.height() + 10)
        if beside is None:
            tag.moveTopLeft(QPoint((self.width() - tag.width()) // 2, 64))
        else:
            left = min(max(beside.left(), 8), self.width() - tag.width() - 8)
            below = beside.bottom() + 6
            tag.moveTopLeft(
                QPoint(left, below if below + tag.height() < self.height() else beside.top() - tag.height() - 6)
            )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        painter.drawRoundedRect(tag, 5, 5)
        painter.setPen(theme.colour("onInk"))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), words)
