"""What was decided before on what is looked at now: what was expected of it, against what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deliverydesk.analysis.reviewing.following import aftermath
from deliverydesk.analysis.reviewing.words import ROLES, before_words, proposal_words
from deliverydesk.domain.entities import Product
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class Earlier(QWidget):
    """What is proposed of something, and the last decision on it; hidden where there is neither."""

    wanted = Signal(int)
    """A decision is to be read whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("review.earlier")
        self._decision: int | None = None
        self.said = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.read = QuietButton(tr("Read it"), self._ask, self, size="header")
        self.proposed = text.label("", fonts.DETAIL, 400, "warn", wrap=True, parent=self)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.said, 1)
        row.addWidget(self.read, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 4, 0)
        column.setSpacing(2)
        column.addWidget(self.proposed)
        column.addLayout(row)
        self.hide()

    def show_earlier(
        self, portfolio: Portfolio, subject: Deliverable | Product, review: int | None, today: date
    ) -> None:
        """Show what is proposed of it, and the last decision on it that is not of this review."""
        product = isinstance(subject, Product)
        taken = portfolio.decisions.by("product" if product else "deliverable", subject.id)
        before = [each for each in taken if review is None or each.review != review]
        last = max(before, key=lambda each: (each.date, each.id), default=None)
        self._decision = None if last is None else last.id
        open_items = () if product else portfolio.agenda_items.by("deliverable", subject.id)
        proposed = [proposal_words(each) for each in open_items if each.closed is None]
        text.set_text(self.proposed, "\n".join(proposed))
        self.proposed.setVisible(bool(proposed))
        if last is not None:
            text.set_text(self.said, before_words(portfolio, last, today))
            text.set_role(self.said, ROLES.get(aftermath(portfolio, last, today).happened, "text2"))
        for part in (self.said, self.read):
            part.setVisible(last is not None)
        self.setVisible(last is not None or bool(proposed))

    def _ask(self) -> None:
        if self._decision is not None:
            self.wanted.emit(self._decision)
