"""The sheet that asks from which day on an outcome's limits are others, and why."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from deliverydesk.domain.wording import day_words
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.panes.outcomes.typed import read_day
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet


class AskingSheet(Sheet):
    """Fields one below the other with their words, a place for what is wrong, and two buttons."""

    def __init__(self, host: QWidget, title: str, advice: str, confirm: str) -> None:
        super().__init__(host, title, width=480)
        self.body.addWidget(text.label(advice, fonts.DETAIL, 400, "text2", wrap=True))
        self.problem = text.label("", fonts.DETAIL, 400, "bad", parent=self, wrap=True)
        self.problem.setVisible(False)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.confirm = PrimaryButton(confirm, self.go, self, size="sheet")
        self.footer.addWidget(self.confirm)

    def add_field(self, words: str, value: str = "", hint: str = "") -> QLineEdit:
        """One line to type into."""
        field = QLineEdit(value, self)
        field.setFont(fonts.font(fonts.CELL))
        field.setMaxLength(2_000)
        field.setPlaceholderText(hint)
        field.returnPressed.connect(self.go)
        text.name(field, words)
        label = text.label(words, fonts.DETAIL, 500, "text2", parent=self)
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field)
        return field

    def end_fields(self) -> None:
        """Put the place for what is wrong below the fields."""
        self.body.addWidget(self.problem)

    @abstractmethod
    def keep(self) -> str:
        """Keep what is typed; what is wrong, or nothing. Raises DeskError with a sentence."""

    def go(self) -> None:
        """Keep it and close, or say what is wrong and stay."""
        try:
            problem = self.keep()
        except DeskError as error:
            problem = str(error)
        if not problem:
            self.accept()
            return
        text.set_text(self.problem, problem)
        self.problem.setVisible(True)
        self.place()


class PhaseSheet(AskingSheet):
    """`save` gets the day and the reason, and answers what is wrong, or nothing."""

    def __init__(self, host: QWidget, outcome: str, day: date, today: date, save: Callable[[date, str], str]) -> None:
        advice = tr(
            "From that day on “{outcome}” has natural limits of its own, reckoned from its readings since. Do this "
            "where something is known to have changed, and not to make a signal go away.",
            outcome=text.one_line(outcome, 60),
        )
        super().__init__(host, tr("Begin a phase"), advice, tr("Begin the phase"))
        self._today, self._save = today, save
        self.day = self.add_field(tr("First day"), day_words(day))
        self.reason = self.add_field(tr("Why?"), hint=tr("what has changed, in a few words"))
        self.end_fields()

    def keep(self) -> str:
        start, reason = read_day(self.day.text(), self._today), self.reason.text().strip()
        return self._save(start, reason) if reason else tr("Say why the phase begins; the chart shows it.")

    def first_focus(self) -> QWidget | None:
        return self.reason
