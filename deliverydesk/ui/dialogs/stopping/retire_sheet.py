"""The sheet of retiring a product: what ends and what stays beside whom it sets free and what to begin instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deliverydesk.analysis.stopping.refilling import StoppingProduct, stopping_product
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.dialogs.stopping.painted import titled
from deliverydesk.ui.dialogs.stopping.room_sheet import RoomSheet, look

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk


def open_retiring(desk: Desk, host: QWidget, product: int, reason: str = "", **given: Any) -> None:
    """Find out, in a thread, what retiring a product would mean, and open the sheet.

    `given` is what is kept with the decision besides, as `deciding.decide` takes it.
    """

    def find(portfolio: Portfolio, day: date, page: Page | None, progress: Progress) -> StoppingProduct:
        return stopping_product(portfolio, product, day, page=page, progress=progress)

    def show(found: StoppingProduct) -> None:
        if product in desk.portfolio.products:
            sheet = RetireSheet(desk, host, found, given)
            sheet.reason.setText(reason)
            sheet.open()

    look(desk, host, find, show)


class RetireSheet(RoomSheet[StoppingProduct]):
    """Much ends with a product: all of it is said before one step does it."""

    def __init__(self, desk: Desk, host: QWidget, found: StoppingProduct, given: Mapping[str, Any]) -> None:
        title = tr("Retire “{product}”?", product=text.one_line(found.title, 60))
        super().__init__(desk, host, title, found, _Ending(desk.portfolio, found))
        self.setObjectName("review.retire_sheet")
        self._given = given
        self._say()

    @property
    def decided(self) -> DecisionChoice:
        return DecisionChoice.RETIRE

    def confirm_words(self) -> str:
        return words.confirm_words(self._portfolio, self.found, self.decided, self.option, self.recovered())

    def record(self) -> dict[str, Any]:
        about = {"deliverable": None, "product": self.found.retiring.product}
        return {**self._given, **about, **self._figures()}


class _Ending(QWidget):
    """What retiring does to the product's own work."""

    def __init__(self, portfolio: Portfolio, found: StoppingProduct) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (caption, said) in enumerate(words.ending(portfolio, found)):
            label = text.label(caption, fonts.DETAIL, 400, "text2", wrap=True)
            label.setFixedWidth(96)
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text.label(said, fonts.DETAIL, 400, wrap=True), at, 1, Qt.AlignmentFlag.AlignTop)
        rule = tr("Only work that keeps it running and safe stays, and what must be done.")
        column.addLayout(titled(tr("What becomes of its work")))
        column.addWidget(text.label(rule, fonts.DETAIL, 400, "text2", wrap=True))
        column.addSpacing(6)
        column.addLayout(grid)
        column.addSpacing(10)
        column.addLayout(titled(tr("Upkeep")))
        column.addWidget(text.label(words.upkeep_words(portfolio, found), fonts.DETAIL, 400, "text2", wrap=True))
        column.addStretch(1)
