"""What was decided before on what is looked at now: what was expected of it, against what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from deliverydesk.analysis.reviewing.following import Cause, Happened, aftermath, asks_again
from deliverydesk.analysis.reviewing.words import ROLES, aftermath_words, expected_words, revisit_words
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.entities import Product
from deliverydesk.domain.wording import day_words
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class Earlier(QWidget):
    """The last decision on something; hidden where there is none."""

    wanted = Signal(int)
    """A decision is to be read whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("review.earlier")
        self._decision: int | None = None
        self.said = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.read = QuietButton(tr("Read it"), self._ask, self, size="header")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 4, 0)
        row.setSpacing(6)
        row.addWidget(self.said, 1)
        row.addWidget(self.read, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_earlier(
        self, portfolio: Portfolio, subject: Deliverable | Product, review: int | None, today: date
    ) -> None:
        """Show the last decision on it that is not of this review."""
        name = "product" if isinstance(subject, Product) else "deliverable"
        taken = [each for each in portfolio.decisions.by(name, subject.id) if review is None or each.review != review]
        last = max(taken, key=lambda each: (each.date, each.id), default=None)
        self._decision = None if last is None else last.id
        self.setVisible(last is not None)
        if last is None:
            return
        found = aftermath(portfolio, last, today)
        parts = [tr("{choice} on {day}", choice=choice_label(last.choice), day=day_words(last.date))]
        if found.happened is not Happened.NOTHING_EXPECTED:
            what, came = expected_words(portfolio, last), aftermath_words(portfolio, last, found)
            parts.append(tr("Expected: {what}; {came}", what=what, came=came))
        elif last.expected:
            parts.append(tr("Expected: {what}", what=last.expected))
        if last.resolved is not None:
            parts.append(last.result)
        else:
            again = [each for each in asks_again(portfolio, last, today) if each.cause is not Cause.EXPECTATION]
            parts += [tr("Look again: {why}", why=revisit_words(portfolio, each)) for each in again]
        text.set_text(self.said, tr("Decided before: {what}", what=". ".join(part.rstrip(".") for part in parts) + "."))
        text.set_role(self.said, ROLES.get(found.happened, "text2"))

    def _ask(self) -> None:
        if self._decision is not None:
            self.wanted.emit(self._decision)
