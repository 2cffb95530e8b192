"""What would change the order: the estimates near the top whose doubt decides most."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from deliverydesk.analysis.leeway_words import assumption_words, doubt_words
from deliverydesk.analysis.sensitivity import NEAR_THE_TOP, worth_improving
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.widgets.buttons import PrimaryButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.ui.desk import Desk

_SHOWN = 12


class DoubtsSheet(Sheet):
    """Lists the doubts that are worth most ranks; Enter goes to the item."""

    def __init__(self, desk: Desk, scores: ScoreBoard, host: QWidget) -> None:
        super().__init__(host, tr("What would change the order?"), width=680, height=460)
        self.setObjectName("backlog.doubts")
        self._desk = desk
        portfolio = desk.portfolio
        ids = list(islice((each for each in portfolio.ranking if scores.rank(each) is not None), NEAR_THE_TOP))
        found = worth_improving(portfolio, scores, ids, _SHOWN)
        self.listed = QListWidget(self)
        self.listed.setFrameShape(QFrame.Shape.NoFrame)
        self.listed.setFont(fonts.font(fonts.CELL))
        self.listed.setWordWrap(True)
        self.listed.setSpacing(4)
        text.name(self.listed, tr("Estimates worth improving"))
        mark(self.listed, "leeway")
        self.listed.itemActivated.connect(self._go)
        for deliverable, doubt in found:
            words = doubt_words(portfolio.deliverables[deliverable].title, doubt)
            item = QListWidgetItem(text.one_line(words, 300), self.listed)
            item.setData(Qt.ItemDataRole.UserRole, deliverable)
        if found:
            self.listed.setCurrentRow(0)
            said = tr(
                "Of the first {count} items with a score. {assumption}",
                count=figure(len(ids)),
                assumption=assumption_words([doubt for _, doubt in found]),
            )
            self.body.addWidget(text.label(said, fonts.DETAIL, 400, "text2", wrap=True, parent=self))
            self.body.addWidget(self.listed, 1)
        else:
            advice = tr("No estimate near the top is so doubtful that another value of it would change a rank.")
            self.body.addWidget(
                EmptyState("list", tr("Nothing would") if ids else tr("No item has a score"), advice), 1
            )
        self.close_button = PrimaryButton(tr("Close"), self.accept, size="sheet")
        self.footer.addWidget(self.close_button)

    def first_focus(self) -> QWidget | None:
        return self.listed if self.listed.count() else self.close_button

    def _go(self, item: QListWidgetItem) -> None:
        deliverable = int(item.data(Qt.ItemDataRole.UserRole))
        self.accept()
        self._desk.select(Deliverable, (deliverable,), deliverable)
