"""A table of things that are only read: columns with headings, figures and sides; who derives from it has rows."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from deliverydesk.ui.figures import FIGURE_ROLE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from deliverydesk.ui.widgets.plain_table import Index


class PlainModel(QAbstractTableModel):
    """`figures` names for each column the figure it shows, None for none; columns in `right` stand at the right."""

    def __init__(
        self, headings: Sequence[str], figures: Sequence[str | None], right: Collection[int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._headings, self._figures, self._right = headings, figures, right

    @abstractmethod
    def rows(self) -> Sequence[object]:
        """What the table shows, in its order."""

    def heading(self, column: int) -> str:
        """The words above a column."""
        return self._headings[column]

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Where words stand in a column."""
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows())

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == FIGURE_ROLE:
            return self._figures[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(section)
        return self.heading(section) if role == Qt.ItemDataRole.DisplayRole else None
