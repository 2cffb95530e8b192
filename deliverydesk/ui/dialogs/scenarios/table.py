"""The figures of what-ifs side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from deliverydesk.charts.format import day, number, percent, with_unit
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.analysis.scenarios import Outlook
    from deliverydesk.domain.portfolio import Portfolio

Index = QModelIndex | QPersistentModelIndex


class ComparisonModel(QAbstractTableModel):
    """A row for each figure, a column for the portfolio as it is and for each what-if."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.rows: list[tuple[str, list[str]]] = []

    def show(self, portfolio: Portfolio, outlooks: tuple[Outlook, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.names = [
            tr("As it is") if each.scenario is None else portfolio.scenarios[each.scenario].name for each in outlooks
        ]
        money = portfolio.settings.currency
        now = today()
        figures: tuple[tuple[str, Callable[[Outlook], str]], ...] = (
            (tr("Supposed otherwise"), lambda each: figure(each.changes)),
            (tr("Capacity in the quarter, pw"), lambda each: number(round(each.capacity))),
            (tr("Planned load"), lambda each: percent(each.load / each.capacity if each.capacity else None)),
            (tr("Weeks of a team over capacity"), lambda each: figure(each.overloaded)),
            (tr("Done in the quarter, P85"), lambda each: f"{figure(each.done)}/{figure(each.open)}"),
            (tr("Last end, P85"), lambda each: "—" if each.last is None else day(each.last, now)),
            (tr("Value of the coming year"), lambda each: with_unit(round(each.value), money, 0)),
            (tr("Guardrails outside their bands"), lambda each: figure(each.outside)),
        )
        self.rows = [(caption, [said(each) for each in outlooks]) for caption, said in figures]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 1 + len(self.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        caption, said = self.rows[index.row()]
        return caption if index.column() == 0 else said[index.column() - 1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return "" if section == 0 else text.one_line(self.names[section - 1], 40)
