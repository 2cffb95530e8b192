"""The head of a column: its stage, how many are in it of how many, their effort; a click asks for the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QSizePolicy, QWidget

from deliverydesk.actions.stages import set_stage_limit
from deliverydesk.domain.choices import choice_label, choice_words
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text, typed
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.popover import Fact, Popover

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.board.lists import Fill

HEIGHT = 48
NARROW = 40
_PAD, _SIGN = 10.0, 21


class ColumnHead(QAbstractButton):
    """Says how full the column is. Over the limit: an octagon, a full bar and the word, besides the colour."""

    def __init__(self, fill: Fill, parent: QWidget) -> None:
        super().__init__(parent)
        self._fill = fill
        self.setFixedHeight(HEIGHT)
        self.setObjectName(f"backlog.board.head.{fill.stage.value}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        mark(self, "wip_limit")
        self.say(fill)

    def say(self, fill: Fill) -> None:
        """Show these figures."""
        self._fill = fill
        text.name(self, fill.sentence)
        text.set_tooltip(self, tr("{stage} Click to set the limit.", stage=fill.sentence))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, fill, painter = current_theme(), self._fill, mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.veil("line2", 0.35))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 6, 6)
        glyphs.stage(painter, QRectF(_PAD, 12, 14, 14), theme, fill.stage.value)
        figures = fonts.font(fonts.DETAIL, 600 if fill.over else 400, tabular=True)
        right = self.width() - _PAD
        count = self.count_words()
        left = right - QFontMetricsF(figures).horizontalAdvance(count)
        painter.setFont(figures)
        painter.setPen(theme.colour("bad" if fill.over else "text2"))
        painter.drawText(QPointF(left, 24), count)
        if fill.over:
            left -= 17
            glyphs.state(painter, QRectF(left, 13, 12, 12), theme, "bad")
        self._paint_name(painter, left - 8)
        if fill.limit is not None:
            track = QRectF(_PAD, 36, self.width() - 2 * _PAD, 6)
            glyphs.meter(painter, track, theme, fill.total / fill.limit, "over" if fill.over else "ctl")

    def count_words(self) -> str:
        """How many of how many; in figures alone where the stage's name would be cut for the words."""
        fill = self._fill
        figures = QFontMetricsF(fonts.font(fonts.DETAIL, 600 if fill.over else 400, tabular=True))
        name = QFontMetricsF(fonts.font(fonts.TITLE, 600)).horizontalAdvance(choice_label(fill.stage))
        room = self.width() - 2 * _PAD - _SIGN - 8 - (17 if fill.over else 0) - name
        return fill.words if figures.horizontalAdvance(fill.words) <= room else fill.brief

    def _paint_name(self, painter: QPainter, end: float) -> None:
        """The stage, and the effort after it where there is room for both."""
        theme, left = current_theme(), _PAD + _SIGN
        bold = fonts.font(fonts.TITLE, 600)
        metrics = QFontMetricsF(bold)
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        name = metrics.elidedText(choice_label(self._fill.stage), Qt.TextElideMode.ElideRight, max(end - left, 0))
        painter.drawText(QPointF(left, 24), name)
        left += metrics.horizontalAdvance(name) + 8
        caption = fonts.font(fonts.CAPTION)
        painter.setFont(caption)
        over = tr("{count} over", count=figure(self._fill.over)) if self._fill.over else ""
        for words, role in ((over, "bad"), (self._fill.effort_words, "text2")):
            wide = QFontMetricsF(caption).horizontalAdvance(words)
            if words and left + wide <= end:
                painter.setPen(theme.colour(role))
                painter.drawText(QPointF(left, 24), words)
                left += wide + 8


class FoldedHead(QAbstractButton):
    """A folded column: its glyph, its count and its name from the top down. A click opens it."""

    def __init__(self, fill: Fill, parent: QWidget) -> None:
        super().__init__(parent)
        self._fill = fill
        self.setFixedWidth(NARROW)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setObjectName(f"backlog.board.folded.{fill.stage.value}")
        mark(self, "wip_limit")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.say(fill)

    def sizeHint(self) -> QSize:
        return QSize(NARROW, 160)

    def say(self, fill: Fill) -> None:
        """Show these figures."""
        self._fill = fill
        text.name(self, tr("Open the column: {stage}", stage=fill.sentence))
        text.set_tooltip(self, tr("{stage} Click to open the column.", stage=fill.sentence))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.veil("line2", 0.35))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 6, 6)
        glyphs.stage(painter, QRectF(NARROW / 2 - 7, 12, 14, 14), theme, self._fill.stage.value)
        painter.setFont(fonts.font(fonts.CAPTION, 400, tabular=True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(0, 32, NARROW, 16), int(Qt.AlignmentFlag.AlignCenter), figure(self._fill.shown))
        painter.translate(NARROW / 2, 60)
        painter.rotate(90)
        painter.setFont(fonts.font(fonts.DETAIL, 500))
        painter.drawText(QPointF(0, 4), choice_label(self._fill.stage))


class LimitPopover(Popover):
    """Asks how many may be in a stage. Enter keeps the figure; an empty field takes the limit off."""

    def __init__(self, desk: Desk, host: QWidget, fill: Fill) -> None:
        over = tr("{count} over the limit", count=figure(fill.over)) if fill.over else ""
        in_it = Fact(tr("In it now"), figure(fill.total), over, "wip_limit")
        closing = tr("More than that is warned of, and not forbidden. Leave it empty for no limit.")
        title = tr("Limit of “{stage}”", stage=choice_label(fill.stage))
        super().__init__(host, title, [in_it], closing=closing)
        self._desk, self._stage = desk, fill.stage
        self.setObjectName("backlog.board.limit")
        self.field = QLineEdit("" if fill.limit is None else str(fill.limit))
        self.field.setPlaceholderText(tr("No limit"))
        self.field.setFont(fonts.font(fonts.CELL, tabular=True))
        self.field.setReadOnly(bool(desk.document.read_only))
        self.field.selectAll()
        text.name(self.field, tr("Most items in {stage}", stage=choice_words(fill.stage)), closing)
        self.reason = text.label("", fonts.CAPTION, 400, "bad", wrap=True)
        grid = self.field_grid()
        grid.addWidget(self.field, 3, 0, 1, 3)
        grid.addWidget(self.reason, 4, 0, 1, 3)
        self.reason.hide()

    def field_grid(self) -> QGridLayout:
        """The grid of the card, whose rows below the facts are free."""
        grid = self.findChild(QGridLayout)
        assert grid is not None
        return grid

    def first_focus(self) -> QWidget | None:
        return self.field

    def open_at(self, anchor: QRect, source: QWidget) -> None:
        super().open_at(anchor, source)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Enter, and a click beside the card, keep what was typed; what cannot be kept is said, and stays open."""
        if self.isVisible() and not self._kept():
            return
        super().dismiss()

    def escape(self) -> None:
        super().dismiss()

    def _kept(self) -> bool:
        stage, words = self._stage, self.field.text().strip()
        if self._desk.document.read_only:
            return True
        if words and not words.isdecimal():
            return self._say(tr("A limit is a whole number from 1 on."))
        limit = int(words[:18]) if words else None

        reason = typed.refusal(self._desk.portfolio, lambda portfolio: set_stage_limit(portfolio, stage, limit))
        if reason:
            return self._say(reason)
        return self._desk.do(lambda portfolio: set_stage_limit(portfolio, stage, limit))

    def _say(self, reason: str) -> bool:
        text.set_text(self.reason, reason)
        self.reason.show()
        self.place()
        return False


def open_limit(desk: Desk, head: ColumnHead, fill: Fill) -> LimitPopover:
    """Ask for the limit of a stage, below the head of its column."""
    popover = LimitPopover(desk, head, fill)
    popover.open_at(head.rect(), head)
    return popover
