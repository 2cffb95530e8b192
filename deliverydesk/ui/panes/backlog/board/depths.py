"""The gauges over the board: for how many weeks vetted work keeps each team busy. A click lists what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QStyle, QWidget
from shiboken6 import isValid

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.backlog.vetting import alarm_of, gauges_of
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import Button, QuietButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.ui.panes.backlog.sight import Sight
    from deliverydesk.ui.panes.backlog.vetting import Alarm, Gauge

_HEIGHT, _TRACK, _LONGEST = 30, 44, 96
_SIDE, _GAP, _TOP = 12, 12, 4
_MOST_WORDS = 64
_AT_ONCE = 2_000
"""Of more deliverables than this it is found out in a thread how ready they are: of 50,000 that takes a second."""


class DepthRow(QWidget):
    """One gauge a team, and the alarm after them; as many lines as that takes. Hidden where there is nothing to gauge.

    It does not scroll with the columns, so it lays itself out for the width that it is given.
    """

    asked = Signal(object)
    """The `GaugeButton` that was clicked."""
    both = Signal(object)
    """What is ready and what it outranks, where that was clicked."""
    told = Signal()
    """It shows something else, and may be higher or lower."""
    failed = Signal(str)
    """Why nothing could be said."""
    gates_wanted = Signal()
    """The usual gates are to be set up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("backlog.board.depths")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._caption: QLabel = text.label(tr("Ready depth, weeks"), fonts.CAPTION, 400, "text2", parent=self)
        self.alarm = Button("", self._lead, self, icon="warning", size="header")
        self.alarm.setObjectName("backlog.board.alarm")
        mark(self.alarm, "overtaking")
        self._alarm: Alarm | None = None
        self.alarm.hide()
        self.offer = QuietButton(
            tr("Set up gates of readiness"), self.gates_wanted.emit, self, icon="check", size="header"
        )
        self.offer.setObjectName("backlog.board.set_up_gates")
        text.set_tooltip(
            self.offer,
            tr("Say what must be known of an item before it is ready: its need, customer, outcome, size and owner."),
        )
        self.offer.hide()
        self._gauges: list[GaugeButton] = []
        self._finding = Latest()
        self.hide()

    @property
    def gauges(self) -> Sequence[GaugeButton]:
        """The gauges that are shown, from the left."""
        return [each for each in self._gauges if not each.isHidden()]

    def show_of(self, sight: Sight, *, offered: bool) -> None:
        """Say how ready the backlog is, or offer to set up gates. What is still of before is greyed out."""

        def find() -> tuple[list[Gauge], Alarm | None]:
            return gauges_of(sight), alarm_of(sight)

        def show(found: tuple[list[Gauge], Alarm | None]) -> None:
            if isValid(self):
                self.setEnabled(True)
                self.show_gauges(found[0])
                self.show_alarm(found[1])
                self.show_offer(offered=offered)
                self.told.emit()

        if len(sight.portfolio.deliverables) <= _AT_ONCE:
            self._finding.forget()
            show(find())
        else:
            self.setEnabled(False)
            self._finding.run(find, show, self.failed.emit)

    def show_alarm(self, alarm: Alarm | None) -> None:
        """Say that ready work outranks work in flight, or nothing."""
        self._alarm = alarm
        self.alarm.setVisible(alarm is not None)
        if alarm is not None:
            text.name(self.alarm, alarm.sentence)
            text.set_tooltip(self.alarm, tr("{alarm} Click to select both.", alarm=alarm.sentence))
            self.show()

    def _lead(self) -> None:
        if self._alarm is not None:
            self.both.emit(self._alarm.deliverables)

    def show_gauges(self, told: Sequence[Gauge]) -> None:
        """Show these, and no more."""
        while len(self._gauges) < len(told):
            made = GaugeButton(self)
            made.clicked.connect(lambda _checked=False, made=made: self.asked.emit(made))
            self._gauges.append(made)
        for at, button in enumerate(self._gauges):
            button.setVisible(at < len(told))
            if at < len(told):
                button.say(told[at])
        self._caption.setVisible(bool(told))
        self.setVisible(bool(told))

    def show_offer(self, *, offered: bool) -> None:
        """Offer to set up gates, where there are none to gauge by."""
        self.offer.setVisible(offered)
        if offered:
            self.show()

    def lay_out(self, width: int) -> int:
        """Put all in its place for a width; the height that this takes, none where it is hidden."""
        if self.isHidden():
            return 0
        shown: list[QWidget] = [] if self._caption.isHidden() else [self._caption]
        shown += self.gauges
        if self._alarm is not None:
            self._say_alarm(self._alarm, width - 2 * _SIDE)
            shown.append(self.alarm)
        if not self.offer.isHidden():
            shown.append(self.offer)
        left, top = _SIDE, _TOP
        for part in shown:
            hint = part.sizeHint()
            if left > _SIDE and left + hint.width() > width - _SIDE:
                left, top = _SIDE, top + _HEIGHT
            place = QRect(left, top + (_HEIGHT - hint.height()) // 2, hint.width(), hint.height())
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), QRect(0, 0, width, 0), place))
            left += hint.width() + _GAP
        return top + _HEIGHT

    def _say_alarm(self, alarm: Alarm, room: int) -> None:
        """As many of the words as one line has room for."""
        words = text.one_line(alarm.words, _MOST_WORDS)
        self.alarm.setText("")
        beside = self.alarm.sizeHint().width() + _SIDE
        words = self.alarm.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - beside)
        self.alarm.setText(words.replace("&", "&&"))


class GaugeButton(QAbstractButton):
    """A short track with the team's name and its weeks below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._told: Gauge | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        mark(self, "ready_depth")

    @property
    def team(self) -> int:
        """The team it is of."""
        assert self._told is not None
        return self._told.team

    def say(self, told: Gauge) -> None:
        """Show this."""
        self._told = told
        self.setObjectName(f"backlog.board.depth.{told.team}")
        text.name(self, told.sentence)
        text.set_tooltip(self, tr("{depth} Click for the list.", depth=told.sentence))
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        assert self._told is not None
        metrics = QFontMetricsF(fonts.font(fonts.CAPTION))
        name = metrics.elidedText(text.one_line(self._told.name, 40), Qt.TextElideMode.ElideRight, _LONGEST)
        return f"{name} {self._told.weeks}"

    def sizeHint(self) -> QSize:
        if self._told is None:
            return QSize(_TRACK, _HEIGHT)
        wide = QFontMetricsF(fonts.font(fonts.CAPTION, 600)).horizontalAdvance(self._words())
        return QSize(max(round(wide) + 6, _TRACK), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        told = self._told
        if told is None:
            return
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        low = told.role == "over"
        glyphs.meter(painter, QRectF(2, 5, self.width() - 4, 6), theme, told.share, told.role)
        painter.setFont(fonts.font(fonts.CAPTION, 600 if low else 400))
        painter.setPen(theme.colour("bad" if low else "text2"))
        painter.drawText(QRectF(2, 12, self.width(), 16), int(Qt.AlignmentFlag.AlignVCenter), self._words())
