"""The left of the sheet of stopping: the case from here on, the signs of a zombie, what hangs on it, when again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.dialogs.stopping.again import Again
from deliverydesk.ui.dialogs.stopping.painted import CaseBars, Mark, titled

if TYPE_CHECKING:
    from deliverydesk.analysis.stopping.refilling import Stopping
    from deliverydesk.domain.portfolio import Portfolio

_TOP = Qt.AlignmentFlag.AlignTop
_APART = 10


class CaseSide(QWidget):
    """What speaks for going on and against it, without what is spent."""

    def __init__(self, portfolio: Portfolio, found: Stopping) -> None:
        super().__init__()
        self._portfolio, self._found = portfolio, found
        self.again = Again(portfolio, found.case.outcome, found.today, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 16, 16)
        self._column.setSpacing(4)
        self._add_case()
        self._column.addSpacing(_APART)
        self._add_signs()
        self._column.addSpacing(_APART)
        self._add_hanging()
        self._column.addSpacing(_APART)
        self._column.addLayout(titled(tr("Take it up again when")))
        self._column.addWidget(self.again)
        self._column.addStretch(1)

    def _add_case(self) -> None:
        cost, value = self._found.case.cost, self._found.case.value
        spent = words.amount(cost.likely, self._portfolio, None) if cost is not None else "—"
        won = words.amount(value.likely, self._portfolio, None) if value is not None else "—"
        rows = ((tr("Cost to come"), cost, spent), (tr("Value to come"), value, won))
        spoken = tr("Cost to come {cost}, value to come {value}", cost=spent, value=won)
        said = words.case_words(self._portfolio, self._found)
        self._column.addLayout(titled(tr("The case from here on"), tr("past spend left out"), "forward_case"))
        self._column.addWidget(CaseBars(rows, spoken, self))
        self._column.addWidget(text.label(said, fonts.DETAIL, 400, "text2", wrap=True))

    def _add_signs(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, test in enumerate(self._found.test.signs):
            grid.addWidget(Mark(glyphs.state, words.STATES[test.seen], self), at, 0, _TOP)
            grid.addWidget(text.label(words.SIGNS[test.sign], fonts.DETAIL, 500), at, 1, _TOP)
            grid.addWidget(text.label(words.sign_words(test), fonts.DETAIL, 400, "text2", wrap=True), at, 2, _TOP)
        self._column.addLayout(titled(tr("Signs of a zombie"), words.signs_note(self._found), "zombie"))
        self._column.addLayout(grid)

    def _add_hanging(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for at, (caption, names) in enumerate(words.hanging(self._portfolio, self._found)):
            grid.addWidget(text.label(caption, fonts.DETAIL, 400, "text2"), at, 0, _TOP)
            grid.addWidget(text.label(names, fonts.DETAIL, 400, wrap=True), at, 1)
        self._column.addLayout(titled(tr("What hangs on it")))
        self._column.addLayout(grid)
