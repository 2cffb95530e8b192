"""Fields to type into: words with what is known offered, one of a list, tags, a date with its calendar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets import offers

_POPUPS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)
LONGEST = 2_000


def _is_plain_key(event: QEvent) -> bool:
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.key() == Qt.Key.Key_Escape or not event.modifiers()


class TypedField(QLineEdit):
    """One line. ``kept`` tells Enter and that the focus went elsewhere, ``left`` tells Escape."""

    kept = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, hint: str = "", bare: bool = True) -> None:
        super().__init__(parent)
        self.setFont(fonts.font(fonts.DETAIL if bare else fonts.CELL))
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(hint)
        if bare:
            self.setProperty("dress", "bare")
        text.name(self, name, tr("Enter keeps it, Escape leaves it as it was."))
        self.returnPressed.connect(self.kept)

    def event(self, event: QEvent) -> bool:
        # Escape, and letters that are shortcuts of the pane, belong to the field while it is open.
        if _is_plain_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A line edit hands Enter on to its parent, which would open it again.
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _POPUPS:
            self.kept.emit()


class ChoiceField(TypedField):
    """Type to complete, or choose from the list (Down). ``only`` says that nothing else will do, so that the list
    is open from the beginning and a choice is kept at once.
    """

    def __init__(
        self, name: str, choices: Sequence[str], parent: QWidget | None = None, *, only: bool = True, **more: object
    ) -> None:
        super().__init__(name, parent, **more)  # type: ignore[arg-type]
        self.only = only
        completer = offers.offer_choices(self, choices, name)
        if only:
            completer.activated.connect(lambda _words: self.kept.emit())
        if choices:
            offers.add_button(self, "down", tr("Show all"), self.show_all)

    def show_all(self) -> None:
        """Open the list with every choice in it."""
        offers.show_all_choices(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.show_all()
            return
        super().keyPressEvent(event)


class TagsField(TypedField):
    """Tags with commas; the one that is being typed is completed."""

    def __init__(self, name: str, choices: Sequence[str], parent: QWidget | None = None, **more: object) -> None:
        super().__init__(name, parent, **more)  # type: ignore[arg-type]
        self.setCompleter(offers.LastTag(choices, self))


class DateField(TypedField):
    """A date as people type it, or one taken from the calendar (Down)."""

    def __init__(self, name: str, parent: QWidget | None = None, **more: object) -> None:
        super().__init__(name, parent, **more)  # type: ignore[arg-type]
        self.calendar: QFrame | None = None
        offers.add_button(self, "calendar", tr("Show the calendar"), self.show_calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.show_calendar()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.calendar is None:
            super().focusOutEvent(event)
        else:
            QLineEdit.focusOutEvent(self, event)

    def show_calendar(self) -> None:
        """Open the calendar at the date that is typed, or at today."""
        self.calendar = offers.open_calendar(self, self._take)
        self.calendar.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self.calendar = None

    def _take(self, day: QDate) -> None:
        self.setText(offers.day_of(day))
        frame, self.calendar = self.calendar, None
        if frame is not None:
            frame.close()
        self.setFocus()
        self.kept.emit()


class LongField(QPlainTextEdit):
    """Several lines. Ctrl+Enter, Tab and going elsewhere keep them, Escape leaves them as they were."""

    kept = Signal()
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fonts.font(fonts.DETAIL))
        self.setTabChangesFocus(True)
        text.name(self, name, tr("Control and Enter keeps it, Escape leaves it as it was."))

    def event(self, event: QEvent) -> bool:
        if _is_plain_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            self.kept.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _POPUPS:
            self.kept.emit()
