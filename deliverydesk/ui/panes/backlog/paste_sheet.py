"""The sheet that lists the cells of a paste that cannot be taken, each with its reason, and asks what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.ui.panes.backlog.pasting import Plan

MOST_LISTED = 500
_MOST_HIGH = 9
_ROW = 26


class PasteSheet(Sheet):
    """Nothing is changed until the button says so."""

    def __init__(self, host: QWidget, plan: Plan, carry_out: Callable[[], object]) -> None:
        count = len(plan.problems)
        super().__init__(
            host, trn("{n} cell cannot be pasted", "{n} cells cannot be pasted", count, n=figure(count)), width=720
        )
        self.setObjectName("backlog.paste_sheet")
        self._carry_out = carry_out
        self.summary = text.label(_summary(plan), fonts.CELL, wrap=True)
        self.body.addWidget(self.summary)
        self.problems = _list(plan)
        self.body.addWidget(self.problems, 1)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, size="sheet"))
        self.rest = PrimaryButton(tr("Paste the rest"), self._confirmed, size="sheet")
        self.rest.allow("" if plan else tr("Nothing is left to paste."))
        self.footer.addWidget(self.rest)

    def first_focus(self) -> QWidget | None:
        return self.rest if self.rest.isEnabled() else super().first_focus()

    def _confirmed(self) -> None:
        self.accept()
        self._carry_out()


def _summary(plan: Plan) -> str:
    if not plan:
        return tr("Nothing has been changed, and nothing of what was copied can be pasted here.")
    cells = trn("{n} cell", "{n} cells", plan.taken, n=figure(plan.taken))
    if plan.added:
        items = trn("{n} item", "{n} items", len(plan.added), n=figure(len(plan.added)))
        said = tr("Nothing has been changed yet. The rest is {cells} and adds {items}.", cells=cells, items=items)
    else:
        said = tr("Nothing has been changed yet. The rest is {cells}.", cells=cells)
    return f"{said} {plan.left_out}".strip()


def _list(plan: Plan) -> QTreeWidget:
    made = QTreeWidget()
    text.name(made, tr("Cells that cannot be pasted"))
    made.setFont(fonts.font(fonts.DETAIL))
    made.setHeaderLabels([tr("Row"), tr("Column"), trc("of a cell", "Value"), tr("Reason")])
    made.setHeaderHidden(True)
    made.viewport().setAutoFillBackground(False)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setFrameShape(QTreeWidget.Shape.NoFrame)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    for problem in plan.problems[:MOST_LISTED]:
        words = (
            tr("Row {row}", row=figure(problem.row)),
            problem.column,
            problem.value or tr("(empty)"),
            problem.reason,
        )
        row = QTreeWidgetItem([text.one_line(each, 300) for each in words])
        row.setToolTip(3, text.tooltip(problem.reason))
        row.setSizeHint(0, QSize(0, _ROW))
        made.addTopLevelItem(row)
    if len(plan.problems) > MOST_LISTED:
        made.addTopLevelItem(
            QTreeWidgetItem(["", "", "", tr("and {count} more", count=figure(len(plan.problems) - MOST_LISTED))])
        )
    header = made.header()
    header.setStretchLastSection(True)
    for section, width in enumerate((66, 96, 130)):
        header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(section, width)
    made.setFixedHeight(_ROW * (min(made.topLevelItemCount(), _MOST_HIGH)) + 8)
    return made
