"""The sheet of stopping a deliverable: the case from here on beside what is set free and what to begin instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from deliverydesk.actions import deciding
from deliverydesk.analysis.stopping.refilling import Stopping, stopping_of
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.dialogs.stopping.case_side import CaseSide
from deliverydesk.ui.dialogs.stopping.painted import Mark, Tag
from deliverydesk.ui.dialogs.stopping.room_sheet import RoomSheet, look
from deliverydesk.ui.widgets.buttons import QuietButton
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

_HOW = (("table", trc("stop for now", "Table")), ("cancel", trc("stop for good", "Cancel")))


def open_stopping(
    desk: Desk, host: QWidget, deliverable: int, choice: str = "table", *, review: int | None = None, reason: str = ""
) -> None:
    """Find out, in a thread, what stopping a deliverable would mean, and open the sheet.

    `choice` ("table" or "cancel") and `reason` are what was said already, `review` is where it is decided.
    """
    document = desk.document

    def find(portfolio: Portfolio, day: date, page: Page | None, progress: Progress) -> Stopping:
        return stopping_of(portfolio, deliverable, day, page=page, progressed=document.progressed(), progress=progress)

    def show(found: Stopping) -> None:
        if deliverable in desk.portfolio.deliverables:
            sheet = StoppingSheet(desk, host, found, review=review)
            sheet.choice.set_value(choice)
            sheet.reason.setText(reason)
            sheet.open()

    look(desk, host, find, show)


class StoppingSheet(RoomSheet[Stopping]):
    """Tabled or cancelled, or kept with the reason why."""

    def __init__(self, desk: Desk, host: QWidget, found: Stopping, *, review: int | None = None) -> None:
        case = CaseSide(desk.portfolio, found)
        super().__init__(desk, host, tr("Stop “{title}”?", title=text.one_line(found.title, 80)), found, case)
        self.case = case
        self.setObjectName("stopping")
        self._review = review
        self._build_head()
        self.keep = QuietButton(tr("Keep it, and say why"), self.keep_it, self, size="sheet")
        self.footer.insertWidget(self.footer.indexOf(self.confirm), self.keep)
        self._say()

    def _build_head(self) -> None:
        evidence = self._desk.findings.evidence
        outcome = self.found.case.outcome
        known = evidence.evidence.get(outcome) if evidence is not None and outcome is not None else None
        self.choice = Segmented(_HOW, tr("How to stop it"))
        self.choice.chosen.connect(lambda _key: self._say())
        item = self._portfolio.deliverables[self.found.deliverable]
        first = QHBoxLayout()
        first.setSpacing(8)
        self.head.removeWidget(self.title)
        first.addWidget(self.title)
        if item.product is not None:
            hue = product_numbers(self._portfolio)[item.product] - 1
            first.addWidget(Tag(product_codes(self._portfolio)[item.product], hue, self))
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(6)
        for draw, sign, said in words.head_words(self._portfolio, self.found, known):
            if sign:
                second.addWidget(Mark(glyphs.state if draw == "state" else glyphs.verdict, sign, self))
            second.addWidget(text.label(said, fonts.DETAIL, 400, "text2"))
            second.addSpacing(8)
        second.addStretch(1)
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addLayout(first)
        both.addLayout(second)
        self.head.insertLayout(0, both, 1)
        self.head.insertWidget(1, self.choice)
        self.head.insertSpacing(2, 8)

    @property
    def decided(self) -> DecisionChoice:
        """Table or cancel."""
        return DecisionChoice(self.choice.value())

    def confirm_words(self) -> str:
        return words.confirm_words(self._portfolio, self.found, self.decided, self.option, self.recovered())

    def record(self) -> dict[str, Any]:
        found = self.found
        given: dict[str, Any] = {
            "deliverable": found.deliverable,
            "question": tr("Would we start this today?"),
            "review": self._review,
            "evidence": {
                "chance": found.case.chance,
                "on_time": found.on_time,
                "effort_to_come": found.case.effort,
                "cost_to_come": None if found.case.cost is None else found.case.cost.likely,
                "value_to_come": None if found.case.value is None else found.case.value.likely,
                "signs_of_a_zombie": found.test.seen,
            },
        }
        return given | self._figures() | self.case.again.given()

    def keep_it(self) -> None:
        """Decide to go on, with the reason: as easy as stopping."""

        def action(portfolio: Portfolio) -> ChangeSet:
            given = self.record() | {"freed": None, "recovered": None}
            return deciding.decide(portfolio, DecisionChoice.CONTINUE, self.reason.text(), **given)

        self._carry_out(action)
