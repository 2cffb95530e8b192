"""The bar at the top of the window: the menu, the portfolio, the layouts, undo and redo, and the export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QToolBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from deliverydesk.charts.roadmap_scale import Calendar
from deliverydesk.domain.formats import formats
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.dates import WEEKDAYS
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import Button, QuietButton, ToolButton
from deliverydesk.ui.widgets.mark import Mark
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

HEIGHT = 44


class TopBar(QToolBar):
    """Fixed at the top. Sends what a person chose; the window does it."""

    layout_chosen = Signal(object)
    """plan, measure or present."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Top bar"), parent)
        self.setObjectName("bar.top")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setFixedHeight(HEIGHT)
        self._band: QWidget | None = None
        whole = QWidget(self)
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        inner = QWidget(whole)
        inner.setFixedHeight(HEIGHT)
        self._column.addWidget(inner)
        row = QHBoxLayout(inner)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(6)
        self._menu = ToolButton("menu", tr("Menu"))
        row.addWidget(self._menu)
        row.addWidget(Mark(inner))
        self._name = text.label("", fonts.TITLE, 600, parent=inner)
        self._file = text.label("", fonts.TITLE, 400, "text2", parent=inner)
        row.addSpacing(2)
        row.addWidget(self._name)
        row.addWidget(self._file)
        self._file.setMinimumWidth(1)  # the first to give way in a narrow window
        row.addSpacing(16)
        self._layouts = Segmented(
            [
                ("plan", trc("layout", "Plan")),
                ("measure", trc("layout", "Measure")),
                ("review", trc("layout", "Review")),
                ("present", trc("layout", "Present")),
            ],
            tr("Layout"),
            inner,
        )
        self._layouts.chosen.connect(self.layout_chosen)
        row.addWidget(self._layouts)
        row.addStretch(1)
        self._middle = QHBoxLayout()
        row.addLayout(self._middle, 100)
        row.addStretch(1)
        self._date = QuietButton(day_of_today(), parent=inner)
        row.addWidget(self._date)
        row.addSpacing(6)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(2)
        row.addLayout(self._tools)
        self.addWidget(whole)
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        text.name(self, tr("Top bar"))

    def put_below(self, band: QWidget) -> None:
        """A band as wide as the window right below; `show_below` shows it."""
        band.hide()
        self._column.addWidget(band)
        self._band = band

    def show_below(self, shown: bool) -> None:
        """Show or hide the band below."""
        if self._band is not None:
            self._band.setVisible(shown)
            self.setFixedHeight(HEIGHT + (self._band.height() if shown else 0))

    def set_menu(self, menu: QMenu) -> None:
        """What the menu button opens."""
        self._menu.setMenu(menu)

    def set_command_field(self, action: QAction) -> None:
        """The field in the middle, which opens what the action opens."""
        self._middle.addWidget(CommandField(action, self))

    def set_today(self, action: QAction) -> None:
        """What the date opens."""
        self._date.clicked.connect(action.trigger)
        self._today = action
        text.set_tooltip(self._date, f"{action.text()} ({_keys(action)})")
        self.renew_day()

    def renew_day(self) -> None:
        """Write the day anew: it may be another one, or be written otherwise."""
        self._date.set_words(day_of_today())
        text.name(self._date, self._today.text(), self._date.text())

    def add_action(self, action: QAction, icon: str) -> None:
        """An icon for an action; it follows the action's words and whether it can be done."""
        self._tools.addWidget(_ActionButton(action, icon, self))

    def add_button(self, button: Button) -> None:
        """A button with words."""
        self._tools.addSpacing(6)
        self._tools.addWidget(button)
        self._tools.addSpacing(6)

    def set_portfolio(self, name: str, file: str) -> None:
        """The portfolio's name, and the file's beside it where it says more."""
        text.set_text(self._name, text.one_line(name, 40))
        text.set_text(self._file, text.one_line(file, 40))

    def set_layout(self, layout: str) -> None:
        """Show which layout the window has."""
        self._layouts.set_value(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, theme.colour("line"))


def day_of_today() -> str:
    """Like "Wed 19 Aug · week 34", as the portfolio writes days and counts weeks."""
    day, style = today(), formats()
    week = Calendar(week_start=style.week_start).week(day)
    return tr(
        "{weekday} {day} · week {week}", weekday=WEEKDAYS[day.weekday()], day=style.day(day, year=False), week=week
    )


class CommandField(QAbstractButton):
    """Looks like a field and opens the palette; it shrinks to its icon where the bar is narrow."""

    _WIDE, _NARROW = 320, 36

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = _keys(action).replace("+", " ")
        self.setObjectName("bar.command")
        self.setText(tr("Find an item or run a command"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(self._NARROW)
        self.setMaximumWidth(self._WIDE)
        self.setFixedHeight(28)
        self.clicked.connect(action.trigger)
        text.name(self, self.text(), tr("Opens the command palette."))
        text.set_tooltip(self, f"{self.text()} ({self._keys})")

    def sizeHint(self) -> QSize:
        return QSize(self._WIDE, 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(theme.pen("accent" if focused else "line2", 2.0 if focused else theme.edge_width))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        icons.draw(painter, QRectF(9, (self.height() - 15) / 2, 15, 15), theme, "find", "text2")
        right = float(self.width() - 8)
        if self.width() > 200:
            right = self._paint_keys(painter, right)
        if self.width() > 90:
            font = fonts.font(fonts.CELL)
            painter.setFont(font)
            painter.setPen(theme.colour("text3"))
            room = QRectF(32, 0, right - 40, self.height())
            words = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_keys(self, painter: QPainter, right: float) -> float:
        theme, font = current_theme(), fonts.font(fonts.AXIS, 500)
        width = QFontMetricsF(font).horizontalAdvance(self._keys) + 10
        box = QRectF(right - width, (self.height() - 16) / 2, width, 16).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.pen("line2", 1.0))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("text2"))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._keys)
        return box.left()


class _ActionButton(ToolButton):
    """Follows an action as long as both live."""

    def __init__(self, action: QAction, icon: str, parent: QWidget) -> None:
        super().__init__(icon, _words(action), action.trigger, parent, checkable=action.isCheckable())
        self._action = action
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        action = self._action
        if not isValid(action):
            # A dock's own action says that it has changed while it is being taken down.
            return
        self.setEnabled(action.isEnabled())
        if action.isCheckable():
            self.setChecked(action.isChecked())
        words, shortcut = _words(action), _keys(action)
        text.set_tooltip(self, f"{words} ({shortcut})" if shortcut else words)
        text.name(self, words)


def _keys(action: QAction) -> str:
    """An action's shortcut, as the system writes it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _words(action: QAction) -> str:
    return action.text().replace("&", "")
