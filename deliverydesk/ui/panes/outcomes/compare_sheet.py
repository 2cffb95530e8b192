"""The sheet that asks which outcome is to be drawn over the current one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet


class CompareSheet(Sheet):
    """`choose` gets the second outcome and whether both are to be indexed, and answers what is wrong, or nothing."""

    def __init__(
        self, host: QWidget, name: str, others: Sequence[tuple[int, str]], choose: Callable[[int, bool], str]
    ) -> None:
        super().__init__(host, tr("Compare with"), width=460)
        self._choose = choose
        over = tr("Drawn over “{outcome}”:", outcome=text.one_line(name, 60))
        self.body.addWidget(text.label(over, fonts.DETAIL, 400, "text2"))
        self.outcome = QComboBox(self)
        self.outcome.setMaxVisibleItems(16)
        text.name(self.outcome, tr("The other outcome"))
        for outcome, words in others:
            self.outcome.addItem(text.one_line(words, 80), outcome)
        self.body.addWidget(self.outcome)
        self.indexed = QCheckBox(tr("Both from baseline 0 to target 100"), self)
        self.body.addWidget(self.indexed)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", parent=self, wrap=True)
        self.problem.setVisible(False)
        self.body.addWidget(self.problem)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.confirm = PrimaryButton(tr("Compare"), self._confirmed, self, size="sheet")
        self.footer.addWidget(self.confirm)

    def _confirmed(self) -> None:
        problem = self._choose(self.outcome.currentData(), self.indexed.isChecked())
        if problem:
            text.set_text(self.problem, problem)
            self.problem.setVisible(True)
            self.place()
        else:
            self.accept()
