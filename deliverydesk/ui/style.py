"""The little that palette and stylesheet cannot say: ticks, radio rings, the line of a splitter, no dotted focus.

The focus ring is its own widget, laid over the window round the control that has the focus, because Qt's
styles clip a control to itself and cannot tell keyboard from mouse.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from deliverydesk.ui.theme import RING_TARGET, Theme, current_theme

_Primitive = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_TICKS = (_Primitive.PE_IndicatorCheckBox, _Primitive.PE_IndicatorItemViewItemCheck)
_ALIGNMENT = int(Qt.AlignmentFlag.AlignHorizontal_Mask | Qt.AlignmentFlag.AlignVertical_Mask)
_FORCED = int(Qt.TextFlag.TextForceLeftToRight | Qt.TextFlag.TextForceRightToLeft)


class DeskStyle(QProxyStyle):
    """Fusion with the desk's own ticks, radio rings and splitters, and a focus ring for buttons.

    It is put under the application's style when that has painted once: for each thing that Qt draws or made itself,
    PySide has to find out what it is, and to make all types of widgets and of their looks ready takes 15 ms.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._ring = FocusRing(self)

    def watch_all(self) -> None:
        """Give the ring to the buttons that were polished before."""
        for button in QApplication.allWidgets():
            if isinstance(button, QAbstractButton) and button.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                button.installEventFilter(self._ring)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == _Primitive.PE_FrameFocusRect:
            return
        if element in _TICKS:
            _draw_tick(painter, QRectF(option.rect), option.state, current_theme())
        elif element == _Primitive.PE_IndicatorRadioButton:
            _draw_radio(painter, QRectF(option.rect), option.state, current_theme())
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.ControlElement.CE_Splitter:
            _draw_handle(painter, QRectF(option.rect), current_theme())
        else:
            super().drawControl(element, option, painter, widget)

    def drawItemText(
        self,
        painter: QPainter,
        rectangle: QRect,
        flags: int,
        palette: QPalette | Qt.GlobalColor | QColor,
        enabled: bool,
        words: str,
        textRole: QPalette.ColorRole = QPalette.ColorRole.NoRole,  # noqa: N803
    ) -> None:
        """The words of labels and buttons: which side they keep to goes by the window, their direction by themselves.
        "60 items" in a window that is read from the right would be torn apart otherwise.
        """
        direction = painter.layoutDirection()
        if direction == Qt.LayoutDirection.RightToLeft:
            sides = self.visualAlignment(direction, Qt.AlignmentFlag(flags & _ALIGNMENT))
            flags = int(sides) | flags & ~(_ALIGNMENT | _FORCED)
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        super().drawItemText(painter, rectangle, flags, palette, enabled, words, textRole)
        painter.setLayoutDirection(direction)

    def polish(self, target: Any) -> Any:
        """Watches buttons for the focus that the keyboard gives them."""
        if isinstance(target, QAbstractButton):
            target.installEventFilter(self._ring)
        return super().polish(target)


class FocusRing(QObject):
    """Shows the ring round the watched control that the keyboard has brought the focus to."""

    _BY_KEYBOARD = (
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    )

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._band: _Band | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            if isinstance(event, QFocusEvent) and event.reason() in self._BY_KEYBOARD:
                self.show_round(watched)
        elif kind == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            # Arrow keys walk a group of buttons with another reason than Tab does.
            if watched.hasFocus():
                self.show_round(watched)
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.MouseButtonPress):
            self.hide()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize) and self._band is not None and isValid(self._band):
            self._band.follow()
        return False

    def show_round(self, control: QWidget) -> None:
        """Lays the ring round ``control``, or round the widget that it names as its ring's target."""
        target = control.property(RING_TARGET)
        self.hide()
        self._band = _Band(target if isinstance(target, QWidget) else control, control)

    def hide(self) -> None:
        """Takes the ring away."""
        band, self._band = self._band, None
        # A window that closes takes its ring with it.
        if band is not None and isValid(band):
            band.take_away()


class _Band(QWidget):
    """The ring: 2 px of accent, 2 px outside its target. It takes no clicks and has no name of its own."""

    _REACH = 4

    def __init__(self, target: QWidget, control: QWidget) -> None:
        super().__init__(target.window())
        self._target = target
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("focusRing")
        self._watch(control)
        self.follow()
        self.show()
        self.raise_()

    def _watch(self, control: QWidget) -> None:
        """Looks at the target and all that holds it up to the window: when one of them moves, the ring moves. Not at
        ``control``, which FocusRing watches: a filter that is added while its object's filters are being called makes
        Qt call them from the start again, without end.
        """
        place: QWidget | None = self._target
        while place is not None:
            if place is not control:
                place.installEventFilter(self)
            place = None if place.isWindow() else place.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self.follow()
        return False

    def follow(self) -> None:
        corner = self._target.mapTo(self.window(), self._target.rect().topLeft())
        reach = self._REACH
        self.setGeometry(
            corner.x() - reach,
            corner.y() - reach,
            self._target.width() + 2 * reach,
            self._target.height() + 2 * reach,
        )

    def take_away(self) -> None:
        self.hide()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(current_theme().pen("accent", 2.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)


def _square(rect: QRectF, side: float) -> QRectF:
    made = QRectF(0, 0, side, side)
    made.moveCenter(rect.center())
    return made


def _draw_tick(painter: QPainter, rect: QRectF, state: QStyle.StateFlag, theme: Theme) -> None:
    box = _square(rect, min(rect.width(), rect.height(), 15.0)).adjusted(0.5, 0.5, -0.5, -0.5)
    partly, on, enabled = (
        bool(state & flag) for flag in (_State.State_NoChange, _State.State_On, _State.State_Enabled)
    )
    filled = on or partly
    mark = "ink" if enabled else "text3"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen(mark if filled else "ctl", 1.0))
    painter.setBrush(theme.colour(mark if filled else "surface"))
    painter.drawRoundedRect(box, 3, 3)
    if filled:
        painter.setPen(QPen(QBrush(theme.colour("onInk")), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y, step = box.left(), box.top(), box.width()
        points = [(0.26, 0.5), (0.74, 0.5)] if partly else [(0.24, 0.52), (0.43, 0.71), (0.77, 0.31)]
        painter.drawPolyline(QPolygonF([QPointF(x + across * step, y + down * step) for across, down in points]))
    painter.restore()


def _draw_radio(painter: QPainter, rect: QRectF, state: QStyle.StateFlag, theme: Theme) -> None:
    ring = _square(rect, min(rect.width(), rect.height(), 15.0)).adjusted(0.75, 0.75, -0.75, -0.75)
    on = bool(state & _State.State_On)
    mark = ("accent" if on else "ctl") if state & _State.State_Enabled else "text3"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen(mark, 4.0 if on else 1.5))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(ring.adjusted(1.25, 1.25, -1.25, -1.25) if on else ring)
    painter.restore()


def _draw_handle(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A handle of painted surface with the hairline in its middle."""
    painter.fillRect(rect, theme.colour("surface"))
    upright = rect.height() > rect.width()
    if upright:
        line = QRectF(rect.left() + int(rect.width() / 2), rect.top(), 1, rect.height())
    else:
        line = QRectF(rect.left(), rect.top() + int(rect.height() / 2), rect.width(), 1)
    painter.fillRect(line, theme.colour("line"))
