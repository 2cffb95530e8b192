"""A table of entities as a Qt model: cells say and take what `tables` tells of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support import clock
from deliverydesk.ui import text
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.settings.tables import TableOf
from deliverydesk.ui.rows import Common, Row

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole


class EntityTable(QAbstractTableModel):
    """The entities of a desk's portfolio, in the order they were added; a team's absences where an owner is set."""

    def __init__(self, desk: Desk, table: TableOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.table = table
        self.owner: int | None = None
        self._ids: list[int] = table.ids(desk.portfolio, None)
        desk.changed.connect(self._renew)

    def set_owner(self, owner: int | None) -> None:
        """Show what belongs to this team."""
        if owner != self.owner:
            self.beginResetModel()
            self.owner = owner
            self._ids = self.table.ids(self.desk.portfolio, owner)
            self.endResetModel()

    def _renew(self, _changed: object) -> None:
        ids = self.table.ids(self.desk.portfolio, self.owner)
        if ids[: len(self._ids)] == self._ids and len(ids) > len(self._ids):
            self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        elif ids != self._ids:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def id_at(self, row: int) -> int:
        """The entity in a row."""
        return self._ids[row]

    def place(self, entity_id: int) -> int | None:
        """The row of an entity."""
        return self._ids.index(entity_id) if entity_id in self._ids else None

    def cell(self, index: Index) -> Row:
        """What a cell says and how it is edited."""
        portfolio: Portfolio = self.desk.portfolio
        common = Common(portfolio, self.table.entity_type, (self._ids[index.row()],), clock.today())
        return self.table.columns[index.column()].make(common)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.table.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.table.columns[section].title
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = self.table.columns[column].right
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        locked = self.desk.document.read_only is not None
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and not locked else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole)
        if role not in (*shown, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.EditRole:
            return cell.typed
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(cell.value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.spoken()
        return text.one_line(cell.value)
