"""The sheets of events from outside: one event to be noted or changed, and the list of those that touch an outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QWidget

from deliverydesk.domain.wording import day_words
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.panes.outcomes.phase_sheet import AskingSheet
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from deliverydesk.analysis.events import Touch
    from deliverydesk.domain.entities import Event
    from deliverydesk.ui.panes.outcomes.evidence_gestures import EvidenceGestures

_MOST_ROWS = 10


class EventSheet(AskingSheet):
    """`save` gets name, start, end and notes, and answers what is wrong, or nothing."""

    def __init__(
        self, host: QWidget, event: Event | None, day: date, today: date, save: Callable[[dict[str, Any]], str]
    ) -> None:
        advice = tr(
            "Something from outside that moves figures without any work of yours: a law, a rival, an outage. It is "
            "drawn in the chart, and the outcome is marked for a fresh look."
        )
        title = tr("Note an event") if event is None else tr("Event")
        super().__init__(host, title, advice, tr("Note the event") if event is None else tr("Save"))
        self._today, self._save = today, save
        end = day_words(event.end) if event is not None and event.end is not None else ""
        self.name = self.add_field(tr("What happened?"), event.name if event is not None else "")
        self.start = self.add_field(tr("First day"), day_words(day))
        self.end = self.add_field(tr("Last day"), end, tr("empty where it is one day"))
        self.notes = self.add_field(tr("Notes"), event.notes if event is not None else "")
        self.end_fields()

    def keep(self) -> str:
        name, start = self.name.text().strip(), typed_date(self.start.text(), self._today)
        if not name:
            return tr("Say what happened, in a few words.")
        if start is None:
            return tr("Say on which day it was.")
        end = typed_date(self.end.text(), self._today)
        return self._save({"name": name, "start": start, "end": end, "notes": self.notes.text().strip()})

    def first_focus(self) -> QWidget | None:
        return self.name


class EventsSheet(Sheet):
    """Lists what touches an outcome, then what is not marked for anything yet and asks for it; the buttons work on the
    row that is chosen.
    """

    def __init__(
        self,
        host: QWidget,
        touches: Callable[[], list[Touch]],
        unmarked: Callable[[], list[Touch]],
        gestures: EvidenceGestures,
    ) -> None:
        super().__init__(host, tr("Events that touch this outcome"), width=560)
        self._touches, self._unmarked, self._gestures = touches, unmarked, gestures
        self._asked = 0
        """From this row on nobody has said yet what the events touch."""
        self._shown: list[Touch] = []
        self.list = QListWidget(self)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFont(fonts.font(fonts.CELL))
        text.name(self.list, tr("Events"))
        self.list.itemActivated.connect(lambda _item: self.edit())
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.nothing = text.label(tr("No event touches it yet."), fonts.CELL, 400, "text2", parent=self)
        row = QHBoxLayout()
        self.seen_button = Button(tr("Fresh look taken"), self.mark_seen, self)
        self.touch_button = Button(tr("It touches this outcome"), self.mark_touched, self)
        self.edit_button = Button(tr("Edit…"), self.edit, self)
        self.delete_button = Button(tr("Delete"), self.delete, self)
        for button in (self.seen_button, self.touch_button, self.edit_button, self.delete_button):
            row.addWidget(button)
        row.addStretch(1)
        for part in (self.list, self.nothing):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.footer.addWidget(Button(tr("Note an event…"), self._note, self, size="sheet"))
        self.footer.addWidget(Button(tr("Close"), self.accept, self, size="sheet"))
        self.show_events()

    def show_events(self) -> None:
        """List them as they are now."""
        at = self.list.currentRow()
        self.list.clear()
        touches, unmarked = self._touches(), self._unmarked()
        self._shown, self._asked = [*touches, *unmarked], len(touches)
        self.list.addItems([_words(touch) for touch in touches])
        self.list.addItems([tr("{event}: what does it touch?", event=_words(touch)) for touch in unmarked])
        count = self.list.count()
        self.list.setVisible(bool(count))
        self.nothing.setVisible(not count)
        self.list.setFixedHeight(28 * min(max(count, 1), _MOST_ROWS) + 4)
        self.list.setCurrentRow(min(max(at, 0), count - 1))
        self._allow()

    def _chosen(self) -> Touch | None:
        at = self.list.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _allow(self) -> None:
        touch = self._chosen()
        asked = touch is not None and self.list.currentRow() >= self._asked
        self.touch_button.setVisible(asked)
        self.seen_button.setVisible(not asked)
        self.edit_button.setEnabled(touch is not None)
        self.delete_button.setEnabled(touch is not None)
        self.seen_button.setEnabled(touch is not None and touch.mark is not None and touch.mark.seen is None)

    def mark_seen(self) -> None:
        """The fresh look at the outcome was taken."""
        touch = self._chosen()
        if touch is not None and touch.mark is not None:
            self._gestures.mark_seen(touch.mark.id)
            self.show_events()

    def mark_touched(self) -> None:
        """The event that nobody has marked yet touches this outcome."""
        touch = self._chosen()
        if touch is not None:
            self._gestures.mark_touched(touch.event.id)
            self.show_events()

    def delete(self) -> None:
        """Delete the event that is chosen."""
        touch = self._chosen()
        if touch is not None:
            self._gestures.delete_event(touch.event.id)
            self.show_events()

    def edit(self) -> None:
        """Change the event that is chosen; the list closes for its sheet."""
        touch = self._chosen()
        if touch is not None:
            self.accept()
            self._gestures.edit_event(touch.event.id)

    def _note(self) -> None:
        self.accept()
        self._gestures.note_event()


def _words(touch: Touch) -> str:
    event, mark = touch.event, touch.mark
    told = {"event": event.name, "first": day_words(event.start)}
    words = tr("{event}, {first}", **told)
    if event.end is not None and event.end > event.start:
        words = tr("{event}, {first} to {last}", last=day_words(event.end), **told)
    if mark is None:
        return words
    if mark.seen is None:
        return tr("{event}: a fresh look is to be taken", event=words)
    return tr("{event}: looked at on {day}", event=words, day=day_words(mark.seen))
