"""The sheets of what is proposed: a reason, and what explains it or until when to wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from deliverydesk.domain.values import Proposal
from deliverydesk.domain.wording import day_words
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dates import date_hint, typed_date
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.fields import DateField
from deliverydesk.ui.widgets.sheet import Sheet

TITLES = {
    Proposal.EXPLAIN: tr("Explain by an event"),
    Proposal.WAIT: tr("Wait until a day"),
    Proposal.REFINE: tr("Propose to refine"),
    Proposal.TABLE: tr("Propose to table"),
}
_ADVICE = {
    Proposal.EXPLAIN: tr(
        "Something from outside accounts for it. The event is drawn in the charts, and what it touches is marked for a "
        "fresh look."
    ),
    Proposal.WAIT: tr("It is too early. Until that day it is not brought up again."),
    Proposal.REFINE: tr("Another iteration, with what was learnt."),
    Proposal.TABLE: tr("The review decides; until then the work goes on as planned."),
}
_REASONS = {
    Proposal.EXPLAIN: tr("In what way? (may be empty)"),
    Proposal.WAIT: tr("What is expected by then? (may be empty)"),
    Proposal.REFINE: tr("What is to be different? (may be empty)"),
    Proposal.TABLE: tr("Why? (may be empty)"),
}


class ProposeSheet(Sheet):
    """`act` gets reason, day, known event and name of a new one, and answers what is wrong, or nothing."""

    def __init__(
        self,
        host: QWidget,
        proposal: Proposal,
        about: str,
        today: date,
        events: Sequence[tuple[int, str]],
        act: Callable[[str, date | None, int | None, str], str],
    ) -> None:
        super().__init__(host, TITLES[proposal], width=480)
        self._proposal, self._today, self._act = proposal, today, act
        self.body.addWidget(text.label(about, fonts.CELL, 600, wrap=True))
        self.body.addWidget(text.label(_ADVICE[proposal], fonts.DETAIL, 400, "text2", wrap=True))
        self.event_ = QComboBox(self)
        self.name = QLineEdit(self)
        self.day = DateField(_day_words(proposal), self, bare=False)
        self.reason = QLineEdit(self)
        if proposal is Proposal.EXPLAIN:
            self._add_event(events)
        if proposal in (Proposal.EXPLAIN, Proposal.WAIT):
            self._add(_day_words(proposal), self.day)
            first = today if proposal is Proposal.EXPLAIN else today + timedelta(weeks=6)
            self.day.setText(day_words(first))
        self._add(_REASONS[proposal], self.reason)
        for field in (self.name, self.reason):
            field.setFont(fonts.font(fonts.CELL))
            field.setMaxLength(500)
            field.returnPressed.connect(self.go)
        self.day.returnPressed.connect(self.go)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", parent=self, wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.confirm = PrimaryButton(tr("Put on the agenda"), self.go, self, size="sheet")
        self.footer.addWidget(self.confirm)
        for asked in (self.event_, self.name, self.day):
            asked.setVisible(asked.parent() is not self)  # what was not put into the body is not asked for

    def _add_event(self, events: Sequence[tuple[int, str]]) -> None:
        self.event_.addItem(tr("A new event"), None)
        for event, words in events:
            self.event_.addItem(text.one_line(words, 80), event)
        self._add(tr("Event"), self.event_)
        self._add(tr("What happened?"), self.name)
        self.event_.currentIndexChanged.connect(self._known_chosen)

    def _add(self, words: str, field: QWidget) -> None:
        text.name(field, words)
        label = text.label(words, fonts.DETAIL, 500, "text2")
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field)

    def _known_chosen(self) -> None:
        new = self.event_.currentData() is None
        self.name.setEnabled(new)
        self.day.setEnabled(new)

    def go(self) -> None:
        """Put it on the agenda, or say why not and stay open."""
        day: date | None = None
        known = self.event_.currentData() if self._proposal is Proposal.EXPLAIN else None
        problem = ""
        if self._proposal in (Proposal.EXPLAIN, Proposal.WAIT) and known is None:
            try:
                day = typed_date(self.day.text(), self._today)
                problem = "" if day is not None else tr("A day is needed, such as {day}.", day=date_hint())
            except DeskError as error:
                problem = str(error)
        problem = problem or self._act(self.reason.text(), day, known, self.name.text())
        if not problem:
            self.accept()
            return
        text.set_text(self.problem, problem)
        self.problem.show()
        self.place()


def _day_words(proposal: Proposal) -> str:
    return tr("Since when?") if proposal is Proposal.EXPLAIN else tr("Until when?")
