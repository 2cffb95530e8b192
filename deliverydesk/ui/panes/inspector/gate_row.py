"""A gate of readiness as a row: its state and its whole name, below these what it is met by or what is lacking; and
the button that does what comes next.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from deliverydesk.ui import fonts, glyphs, icons, mirror
from deliverydesk.ui.panes.inspector.painted import elided
from deliverydesk.ui.panes.inspector.parts import Deed
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.typed import Action
from deliverydesk.ui.widgets import prose
from deliverydesk.ui.widgets.buttons import PrimaryButton
from deliverydesk.ui.widgets.field_row import CROSS, LONG_HEIGHT, FieldRow
from deliverydesk.ui.widgets.fields import LongField

_NAME, _LINE, _LEFT = 22, 16, 20
_EDITOR = 28
_DEED = 42


class GateRow(FieldRow):
    """Shows a `Row` of the style "gate"; its editor opens below the name."""

    def height_for(self, width: int) -> int:
        if self.editor is not None:
            return _NAME + self._editor_height() + self._refused(width)
        said = self._said(width)
        return _NAME + (_LINE * len(said) + 4 if said or self.row.glyph else 0)

    def _editor_height(self) -> int:
        return LONG_HEIGHT if isinstance(self.editor, LongField) else _EDITOR

    def _refused(self, width: int) -> int:
        return 4 + _LINE * len(self._lines_of(self.refusal, width)) if self.refusal else 0

    def _lines_of(self, words: str, width: int) -> list[str]:
        return prose.lines(words, fonts.font(fonts.CAPTION), width - _LEFT, 4) if words else []

    def _said(self, width: int) -> list[str]:
        """What is below the name; nothing where the row only adds a detail to the gate over it."""
        return self._lines_of(self.row.value or self.row.problem, width) if self.row.glyph else []

    def field_rect(self) -> QRect:
        return QRect(_LEFT - 7, _NAME - 1, self.width() - _LEFT + 7, self._editor_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, row = current_theme(), mirror.painter(self), self.row
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.editor is None and self.underMouse() and (self.can_edit or row.leads is not None):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-4, 0, 0, 0), 5, 5)
        if row.glyph:
            glyphs.state(painter, QRectF(0, 5, 12, 12), theme, row.glyph)
        note = fonts.font(fonts.CAPTION)
        painter.setFont(note)
        painter.setPen(theme.colour("text2"))
        taken = 0.0
        if self.can_remove and (self.underMouse() or self.hasFocus()):
            taken = CROSS
            icons.draw(painter, QRectF(self.width() - CROSS + 5, 5, 12, 12), theme, row.removing_icon, "text2")
        elif row.note:
            taken = 8 + min(painter.fontMetrics().horizontalAdvance(row.note), self.width() * 0.4)
            room = QRectF(self.width() - taken + 8, 0, taken - 8, _NAME)
            elided(painter, room, row.note, Qt.AlignmentFlag.AlignRight)
        name = QRectF(_LEFT, 0, self.width() - _LEFT - taken, _NAME)
        if row.glyph:
            painter.setFont(fonts.font(fonts.DETAIL, 500))
            painter.setPen(theme.colour("text"))
            elided(painter, name, row.caption)
        else:
            used = elided(painter, name, row.caption)
            if self.editor is None:
                painter.setPen(theme.colour("text" if row.value else "text3"))
                elided(painter, name.adjusted(used + 6, 0, 0, 0), row.value or row.hint)
        below = QRectF(_LEFT, _NAME - 2, self.width() - _LEFT, self.height())
        if self.editor is None:
            prose.draw(painter, below, self._said(self.width()), note, theme.colour("text2"), _LINE)
            return
        self._paint_frame(painter, theme, editing=True)
        if self.refusal:
            below.moveTop(_NAME + self._editor_height())
            prose.draw(painter, below, self._lines_of(self.refusal, self.width()), note, theme.colour("bad"), _LINE)


class DeedView(QWidget):
    """Shows a `Deed` as a button as wide as the drawer."""

    def __init__(self, keep: Callable[[Action], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._keep = keep
        self._deed: Deed | None = None
        self.button = PrimaryButton("", self._do, self)

    def show_deed(self, deed: Deed, locked: str) -> None:
        """Show this button; greyed with the reason where it cannot be pressed."""
        self._deed = deed
        self.button.set_words(deed.words)
        self.button.allow(locked or deed.hindrance)

    def height_for(self, _width: int) -> int:
        """The button and the room around it."""
        return _DEED

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.button.setGeometry(0, 8, self.width(), 28)

    def _do(self) -> None:
        if self._deed is not None:
            self._keep(self._deed.act)
