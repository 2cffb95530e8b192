"""The sheet of retiring a product: what ends, what stays and whom it sets free, before it is done in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from deliverydesk.analysis.reviewing.retiring import Retiring, retiring_of
from deliverydesk.charts.format import number
from deliverydesk.domain.wording import counted, figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.domain.portfolio import Portfolio

_MOST = 4


class RetireSheet(Sheet):
    """`retire` gets the reason, and answers what is in the way, or nothing."""

    def __init__(
        self, host: QWidget, portfolio: Portfolio, product: int, reason: str, retire: Callable[[str], str]
    ) -> None:
        name = portfolio.products[product].name
        super().__init__(host, tr("Retire “{product}”?", product=text.one_line(name, 60)), width=620)
        self.setObjectName("review.retire_sheet")
        self._retire = retire
        found = retiring_of(portfolio, product)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, (caption, said) in enumerate(_rows(portfolio, found)):
            grid.addWidget(text.label(caption, fonts.DETAIL, 400, "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text.label(said, fonts.DETAIL, 400, wrap=True), at, 1)
        self.body.addLayout(grid)
        self.reason = QLineEdit(reason, self)
        self.reason.setFont(fonts.font(fonts.CELL))
        self.reason.setMaxLength(2_000)
        self.reason.setPlaceholderText(tr("Why? It is kept with the decision."))
        text.name(self.reason, tr("Reason"))
        self.body.addWidget(self.reason)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True, parent=self)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        freed = number(round(found.freed, 1))
        words = tr("Retire, sets {effort} pw free", effort=freed) if found.freed else tr("Retire")
        self.confirm = PrimaryButton(words, self.go, self, size="sheet")
        self.footer.addWidget(self.confirm)

    def first_focus(self) -> QWidget | None:
        """The reason is what has to be typed."""
        return self.reason

    def go(self) -> None:
        """Retire it, or say what is in the way and stay open."""
        problem = self._retire(self.reason.text())
        if not problem:
            self.accept()
            return
        text.set_text(self.problem, problem)
        self.problem.show()
        self.place()
        self.reason.setFocus()


def _rows(portfolio: Portfolio, found: Retiring) -> list[tuple[str, str]]:
    teams = ", ".join(
        tr("{team} {effort} pw", team=portfolio.teams[team].name, effort=number(round(effort, 1)))
        for team, effort in found.teams.items()
    )
    return [
        (tr("Ends"), _titles(portfolio, found.ends) or tr("nothing")),
        (tr("Stays"), _titles(portfolio, found.stays) or tr("nothing")),
        (tr("Waits for what ends"), _titles(portfolio, found.waiting) or tr("nothing")),
        (tr("Set free"), teams or tr("nobody")),
    ]


def _titles(portfolio: Portfolio, deliverables: Sequence[int]) -> str:
    if not deliverables:
        return ""
    names = ", ".join(text.one_line(portfolio.deliverables[each].title, 60) for each in deliverables[:_MOST])
    rest = len(deliverables) - _MOST
    if rest > 0:
        names = tr("{names} and {n} more", names=names, n=figure(rest))
    return tr("{items}: {names}", items=counted(len(deliverables), "item"), names=names)
