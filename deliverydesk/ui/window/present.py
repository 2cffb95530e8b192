"""Presenting: the whole screen, large type, and the keys of a clicker through the saved views.

What is shown is a pane of its own, painted larger from where nobody sees it, so that it is live and yet nothing in it
can be edited by accident: it never gets a key or a click. Where no view was saved, the backlog, the roadmap and the
chart of each outcome are gone through.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk

_ROOM = QSize(960, 600)
"""The measure at which a view is laid out, before it is painted larger."""
_LARGEST = 4.0
_FOOT = 34
_TYPED_MS = 1500
_PANES = ("backlog", "roadmap", "outcomes")
_CHROME = ("header", "filters")
_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_N)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace, Qt.Key.Key_P)
_LEAVE = (Qt.Key.Key_Escape, Qt.Key.Key_F5, Qt.Key.Key_F11)
_BLANK = (Qt.Key.Key_B, Qt.Key.Key_Period)


@dataclass(frozen=True, slots=True)
class Stop:
    """One view to present: a pane with the state it is to have, or the chart of an outcome."""

    title: str
    pane: str
    state: str = "{}"
    outcome: int | None = None


def stops_of(portfolio: Portfolio) -> list[Stop]:
    """The saved views of all panes in their order; without any the backlog, the roadmap and each outcome."""
    views = [view for view in portfolio.saved_views if view.pane in _PANES]
    if views:
        views.sort(key=lambda view: (_PANES.index(view.pane), view.position, view.id))
        return [Stop(view.name, view.pane, view.state) for view in views]
    charts = [Stop(outcome.name, "", outcome=outcome.id) for outcome in portfolio.outcomes]
    return [Stop(tr("Backlog"), "backlog"), Stop(tr("Roadmap"), "roadmap"), *charts]


class Presenter(QWidget):
    """Fills the screen. ``make`` builds a pane by its name."""

    left = Signal()
    """It was left; it deletes itself."""

    def __init__(self, desk: Desk, make: Callable[[str], Any], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("present")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(tr("DeliveryDesk, presenting"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk, self._make = desk, make
        self.stops = stops_of(desk.portfolio)
        self.place = 0
        self.blank = False
        self._pane: Any = None
        self._typed = ""
        self._forget_typed = self._timer(_TYPED_MS, self._clear_typed)
        # A pane asks for several repaints at once; one is enough.
        self._again = self._timer(15, self.update)
        desk.changed.connect(self._changed)
        self._show()

    def _timer(self, after: int, run: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after)
        made.timeout.connect(run)
        return made

    # Going through

    @property
    def stop(self) -> Stop:
        """The view that is shown."""
        return self.stops[self.place]

    def go(self, place: int) -> None:
        """Show the view at a place, as far as there is one."""
        place = min(max(place, 0), len(self.stops) - 1)
        self.blank = False
        if place != self.place:
            self.place = place
            self._show()
        self.update()

    def leave(self) -> None:
        """Go back to the desk."""
        self.close()

    def _show(self) -> None:
        stop = self.stop
        self._drop_pane()
        if stop.pane:
            pane = self._make(stop.pane)
            # Laid out as if it were seen, but not on the screen, where it would take keys and clicks.
            pane.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            pane.resize(self._room())
            for name in _CHROME:
                part = getattr(pane, name, None)
                if isinstance(part, QWidget):
                    part.hide()
            pane.show()
            pane.restore_state(json.loads(stop.state))
            pane.installEventFilter(self)
            self._pane = pane
        text.name(
            self, tr("{title}, {place} of {count}", title=stop.title, place=self.place + 1, count=len(self.stops))
        )
        self._again.start()

    def _drop_pane(self) -> None:
        pane, self._pane = self._pane, None
        if pane is not None:
            pane.removeEventFilter(self)
            shut_down = getattr(pane, "shut_down", None)
            if shut_down is not None:
                shut_down()
            pane.close()
            pane.deleteLater()

    def _changed(self, _changed: object) -> None:
        """The portfolio is another one: views may have come or gone, and figures are others."""
        known, self.stops = self.stop, stops_of(self._desk.portfolio)
        same = next((at for at, stop in enumerate(self.stops) if stop == known), None)
        if same is None:
            self.place = min(self.place, len(self.stops) - 1)
            self._show()
        else:
            self.place = same
        self._again.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pane and event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.LayoutRequest):
            self._again.start()
        return False

    # Keys and the mouse

    def event(self, event: QEvent) -> bool:
        # Every key is for the presentation; no shortcut of the desk is carried out from here.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _LEAVE:
            self.leave()
        elif key in _BLANK:
            self.blank = not self.blank
            self.update()
        elif key in _NEXT:
            self.go(self.place + 1)
        elif key in _BACK:
            self.go(self.place - 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key == Qt.Key.Key_Home else len(self.stops) - 1)
        elif event.text().isdecimal() and event.text().isascii():
            self._type(event.text())
        event.accept()

    def _type(self, digit: str) -> None:
        """Go to the number that is being typed; digits that follow soon belong to one number."""
        number = self._typed + digit
        if int(number) > len(self.stops):
            number = digit
        self._typed = number
        self._forget_typed.start()
        if 1 <= int(number) <= len(self.stops):
            self.go(int(number) - 1)

    def _clear_typed(self) -> None:
        self._typed = ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.go(self.place + 1)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the view that is shown."""
        areas = self._pane.findChildren(QAbstractScrollArea) if self._pane is not None else []
        seen = [area for area in areas if area.isVisible() and area.verticalScrollBar().maximum() > 0]
        if seen:
            bar = max(seen, key=lambda area: area.width() * area.height()).verticalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y() // 2)
            self._again.start()
        event.accept()

    # Painting

    def _scale(self) -> float:
        wide, high = self.width() / _ROOM.width(), (self.height() - _FOOT) / _ROOM.height()
        return min(max(min(wide, high), 1.0), _LARGEST)

    def _room(self) -> QSize:
        """The logical pixels on which a view is laid out."""
        scale = self._scale()
        return QSize(round(self.width() / scale), round((self.height() - _FOOT) / scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pane is not None:
            self._pane.resize(self._room())
        self._again.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        if self.blank:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            return
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.drawImage(QPointF(), self.picture())
        foot = QRectF(16, self.height() - _FOOT, self.width() - 32, _FOOT)
        painter.setPen(theme.colour("text2"))
        painter.setFont(fonts.font(fonts.TITLE))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, int(middle | Qt.AlignmentFlag.AlignLeading), self._said())
        number = tr("{place} of {count}", place=self.place + 1, count=len(self.stops))
        painter.drawText(foot, int(middle | Qt.AlignmentFlag.AlignTrailing), number)

    def _said(self) -> str:
        """The title of what is shown; within a what-if that one's name with it."""
        title = text.one_line(self.stop.title, 120)
        name = text.one_line(self._desk.what_if, 60)
        return tr("{title} – what if: {name}", title=title, name=name) if name else title

    def picture(self) -> QImage:
        """The view as it is now, in the pixels of the screen."""
        room, ratio = self._room(), self._scale() * self.devicePixelRatioF()
        image = QImage((room.toSizeF() * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(current_theme().colour("surface"))
        if self._pane is not None:
            self._pane.render(image)
        elif self.stop.outcome in self._desk.portfolio.outcomes:
            self._paint_chart(image, room)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def _paint_chart(self, image: QImage, room: QSize) -> None:
        from deliverydesk.charts.outcome import outcome_chart
        from deliverydesk.rendering.painter import paint_chart
        from deliverydesk.support.clock import today

        outcome = self.stop.outcome
        assert outcome is not None
        painter = QPainter(image)
        found = self._desk.findings.evidence
        evidence = found.evidence.get(outcome) if found is not None else None
        spec = outcome_chart(self._desk.portfolio, outcome, today=today(), evidence=evidence)
        paint_chart(painter, spec, (room.width(), room.height()), current_theme().tokens)
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._desk.changed.disconnect(self._changed)
        self._drop_pane()
        self.left.emit()
        super().closeEvent(event)
