"""A field that reads like text until it is edited: caption, value, a few words at the right, and why it was refused.

Painted, not built of labels: an inspector has fifty of these and follows every step of the selection.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.rows import Row
from deliverydesk.ui.theme import Theme, current_theme
from deliverydesk.ui.typed import Action
from deliverydesk.ui.widgets import prose
from deliverydesk.ui.widgets.fields import ChoiceField, DateField, LongField, TagsField, TypedField

HEIGHT = 24
LONG_HEIGHT = 92
PAD = 5
"""How far the frame of a field stands out to the left of its words."""
_LINE = 16.0
_TITLE_LINE = 21.0
CROSS = 22
"""How wide the place of the sign that takes a row away is."""
Field = TypedField | LongField


class FieldRow(QAbstractButton):
    """Shows a `Row`. A click, Enter, F2 or typing edits it in place. ``keep`` does what was typed and answers with the
    sentence of a refusal, or nothing; ``do`` carries an action out; ``lead`` goes where the row leads to.
    """

    resized = Signal()
    """It needs another height."""
    stepped = Signal(int)
    """Arrow up (-1) or down (1)."""

    def __init__(
        self,
        keep: Callable[[Action], str],
        lead: Callable[[Row], None],
        parent: QWidget | None = None,
        *,
        caption_width: int = 92,
    ) -> None:
        super().__init__(parent)
        self._keep, self._lead = keep, lead
        self.caption_width = caption_width
        self.row = Row("", "")
        self.locked = ""
        """Why nothing can be edited; empty where it can."""
        self.refusal = ""
        self.editor: Field | None = None
        self._editing: Row | None = None
        self._busy = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.clicked.connect(self._press)

    # What it shows

    def show_row(self, row: Row, locked: str = "") -> None:
        """Show this row. An editor that is open on the same field stays; on another one it is gone."""
        if self.editor is not None and (self._editing is None or self._editing.key != row.key):
            self._close(keep_focus=False)
        changed = row != self.row or locked != self.locked
        self.row, self.locked = row, locked
        if changed:
            text.name(self, row.spoken(), self._advice())
            text.set_tooltip(self, locked if locked and row.editor else row.tip)
            self.update()

    def _advice(self) -> str:
        if self.locked:
            return self.locked
        can = [tr("Enter edits it.") if self.row.editor else tr("Enter goes to it.") if self.row.leads else ""]
        can.append(tr("Delete: {removing}.", removing=self.row.removing) if self.row.removing else "")
        return " ".join(part for part in can if part)

    @property
    def can_edit(self) -> bool:
        """Whether a click opens an editor."""
        return bool(self.row.editor) and not self.locked

    @property
    def can_remove(self) -> bool:
        """Whether Delete takes it away."""
        return self.row.remove is not None and not self.locked

    def height_for(self, width: int) -> int:
        """How high it is when so wide."""
        if self.editor is not None:
            base = LONG_HEIGHT if isinstance(self.editor, LongField) else 28
        elif self.row.style == "title":
            base = self._lines(self.row.value, fonts.font(fonts.ITEM_TITLE, 600), width, 5, _TITLE_LINE) + 4
        elif self.row.editor == "long" and self.row.value:
            base = self._lines(self.row.value, fonts.font(fonts.DETAIL), width - self._left(), 8, _LINE) + 8
        else:
            base = HEIGHT
        return base + self._below(width)

    def _below(self, width: int) -> int:
        words = self.refusal or self.row.problem
        return self._lines(words, fonts.font(fonts.CAPTION), width - PAD, 6, _LINE) + 4 if words else 0

    @staticmethod
    def _lines(words: str, font: QFont, width: float, most: int, line: float) -> int:
        return round(len(prose.lines(words, font, width, most)) * line)

    def _left(self) -> int:
        return 0 if not self.row.caption or self.row.style == "title" else self.caption_width

    def field_rect(self) -> QRect:
        """Where the editor is: the frame around the value."""
        below = self._below(self.width())
        left = max(self._left() - PAD - 2, 0)
        return QRect(left, 0, self.width() - left, self.height() - below - 1)

    # Editing

    def _press(self) -> None:
        if self.row.leads is not None and not self.row.editor:
            self._lead(self.row)
        else:
            self.edit()

    def edit(self, first: str = "") -> bool:
        """Open the editor; `first` is what was typed to open it. False where it cannot be edited."""
        if self.editor is not None:
            self.editor.setFocus()
            return True
        if not self.can_edit:
            return False
        self._editing = self.row
        self.editor = made = self._make_editor()
        made.setObjectName("field.editor")
        if isinstance(made, LongField):
            made.setPlainText(self.row.typed)
            made.selectAll()
        else:
            made.setText(first or self.row.typed)
            if not first:
                made.selectAll()
            made.textEdited.connect(self._forgive)
        made.kept.connect(self.keep)
        made.left.connect(self.leave)
        self._place()
        made.show()
        made.setFocus()
        self.resized.emit()
        if isinstance(made, ChoiceField) and made.only and not first:
            made.show_all()
        return True

    def _make_editor(self) -> Field:
        row, name = self.row, self.row.called or self.row.caption
        choices = row.choices() if row.choices is not None else ()
        if row.editor == "long":
            return LongField(name, self)
        if row.editor in ("choice", "known"):
            return ChoiceField(name, choices, self, only=row.editor == "choice", hint=row.hint)
        if row.editor == "tags":
            return TagsField(name, choices, self, hint=row.hint)
        kind = DateField if row.editor == "date" else TypedField
        return kind(name, self, hint=row.hint)

    def typed(self) -> str:
        """What stands in the open editor."""
        if isinstance(self.editor, LongField):
            return self.editor.toPlainText()
        return self.editor.text() if self.editor is not None else ""

    def keep(self) -> None:
        """Do what was typed. Where that is refused the editor stays open, with the reason below it."""
        editing = self._editing
        if self.editor is None or editing is None or self._busy:
            return
        words = self.typed()
        if words.strip() == editing.typed.strip() or editing.act is None:
            self._close()
            return
        self._busy = True
        try:
            reason = self._keep(editing.act(words))
        except DeskError as error:
            reason = str(error)
        finally:
            self._busy = False
        if reason:
            self.refuse(reason)
        else:
            self._close()

    def refuse(self, reason: str) -> None:
        """Say why it cannot be, below the field; empty takes it back."""
        if reason == self.refusal:
            return
        self.refusal = reason
        text.name(self, self.row.spoken(), reason or self._advice())
        if self.editor is not None:
            self.editor.setAccessibleDescription(reason)
        self._place()
        self.resized.emit()
        self.update()

    def _forgive(self) -> None:
        self.refuse("")

    def leave(self) -> None:
        """Close the editor; everything is as it was."""
        self._close()

    def _close(self, *, keep_focus: bool = True) -> None:
        editor, self.editor, self._editing = self.editor, None, None
        self.refusal = ""
        if editor is None:
            return
        had_focus = editor.hasFocus()
        editor.blockSignals(True)
        if had_focus and keep_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.hide()
        editor.deleteLater()
        text.name(self, self.row.spoken(), self._advice())
        self.resized.emit()
        self.update()

    def _place(self) -> None:
        if self.editor is not None:
            frame = self.field_rect()
            inset = 2 if isinstance(self.editor, LongField) else PAD + 1
            self.editor.setGeometry(mirror.rect(self, frame.adjusted(inset, 2, -3, -1)))

    def take_away(self) -> None:
        """Carry out the row's removal."""
        if self.can_remove and self.row.remove is not None:
            self._keep(self.row.remove)

    # Events

    def resizeEvent(self, _event: object) -> None:
        self._place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown() and self.can_remove and mirror.x(self, event.position().x()) >= self.width() - CROSS:
            self.setDown(False)
            if self.rect().contains(event.position().toPoint()):
                self.take_away()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press()
        elif key == Qt.Key.Key_F2:
            self.edit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_away()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif not (plain and event.text().isprintable() and event.text() and self.edit(event.text())):
            event.ignore()

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for words, run, shown, enabled in (
            (tr("Edit"), self.edit, self.can_edit, True),
            (tr("Go to it"), lambda: self._lead(self.row), self.row.leads is not None, True),
            (tr("Copy"), lambda: QGuiApplication.clipboard().setText(self.row.value), True, bool(self.row.value)),
            (self.row.removing, self.take_away, self.can_remove, True),
        ):
            if words and shown:
                action = QAction(words, menu)
                action.setEnabled(enabled)
                action.triggered.connect(lambda _on=False, run=run: run())
                menu.addAction(action)
        menu.exec(self.mapToGlobal(place))
        menu.deleteLater()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        row = self.row
        below = self._below(self.width())
        if below:
            self._paint_below(painter, theme, below)
        body = QRectF(0, 0, self.width(), self.height() - below)
        if self.editor is not None:
            self._paint_frame(painter, theme, editing=True)
        elif self.underMouse() and (self.can_edit or row.leads is not None):
            self._paint_frame(painter, theme, editing=False)
        if row.style == "title":
            if self.editor is None:
                _prose(
                    painter, body, row.value, theme.colour("text"), fonts.font(fonts.ITEM_TITLE, 600), 5, _TITLE_LINE
                )
            return
        tall = row.editor == "long" and (bool(row.value) or self.editor is not None)
        line = QRectF(0, 0, body.width(), HEIGHT if tall else body.height())
        left = self._left()
        if row.caption and row.style != "adder":
            _line(painter, line.adjusted(0, 0, left - self.width() - 6, 0), row.caption, theme.colour("text2"))
        if self.editor is None:
            self._paint_value(painter, theme, line, body, left)

    def _paint_value(self, painter: QPainter, theme: Theme, line: QRectF, body: QRectF, left: int) -> None:
        row = self.row
        if row.style == "adder":
            icons.draw(painter, QRectF(0, (line.height() - 12) / 2, 12, 12), theme, "add", "text2")
            _line(painter, line.adjusted(18, 0, 0, 0), row.caption, theme.colour("text2"))
            return
        right = line.width()
        if self.can_remove and (self.underMouse() or self.hasFocus()):
            right -= CROSS
            icons.draw(painter, QRectF(right + 5, (line.height() - 12) / 2, 12, 12), theme, row.removing_icon, "text2")
        if row.editor == "long" and row.value:
            room = QRectF(left, 4, body.width() - left, body.height() - 6)
            _prose(painter, room, row.value, theme.colour(row.role), fonts.font(fonts.DETAIL), 8)
            return
        words = row.value or ("—" if not row.editor else tr("Add") if self.underMouse() and self.can_edit else "—")
        colour = theme.colour(row.role if row.value else "text3")
        used = _line(painter, QRectF(left, 0, right - left, line.height()), words, colour)
        if row.note:
            room = QRectF(left + used + 8, 0, right - left - used - 8, line.height())
            if room.width() > 24:
                _line(painter, room, row.note, theme.colour("text3" if not row.value else "text2"), right=True)

    def _paint_frame(self, painter: QPainter, theme: Theme, *, editing: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if editing:
            role = "bad" if self.refusal else "accent"
            painter.setPen(theme.pen(role, 2.0))
            painter.setBrush(theme.colour("surface"))
            frame = QRectF(self.field_rect()).adjusted(1, 1, -1, 0)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            frame = QRectF(self.field_rect()) if self.row.caption and not self.row.style else QRectF(self.rect())
        painter.drawRoundedRect(frame, 5, 5)

    def _paint_below(self, painter: QPainter, theme: Theme, below: int) -> None:
        room = QRectF(PAD, self.height() - below + 1, self.width() - PAD, below)
        words = self.refusal or self.row.problem
        _prose(painter, room, words, theme.colour("bad"), fonts.font(fonts.CAPTION), 6)


def _line(painter: QPainter, room: QRectF, words: str, colour: QColor, *, right: bool = False) -> float:
    """One line of detail text, elided to its room; how wide it became."""
    font = fonts.font(fonts.DETAIL)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text.one_line(words, 300), Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(font)
    painter.setPen(colour)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return float(metrics.horizontalAdvance(shown))


def _prose(
    painter: QPainter, room: QRectF, words: str, colour: QColor, font: QFont, most: int, line: float = _LINE
) -> None:
    prose.draw(painter, room, prose.lines(words, font, room.width(), most), font, colour, line)
