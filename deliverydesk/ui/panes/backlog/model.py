"""The rows as Qt sees them: a table model over a list of ids. The table paints past it; editors, keyboard, tooltips,
drag and drop and screen readers come through it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from deliverydesk.support.language import tr, trc
from deliverydesk.ui import text
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.mime import DELIVERABLES, deliverables_data, dragged_deliverables
from deliverydesk.ui.panes.backlog import columns, edits
from deliverydesk.ui.panes.backlog.celltexts import tooltip_of
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE, SCORED
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.headings import heading_data
from deliverydesk.ui.panes.backlog.places import place_for
from deliverydesk.ui.panes.backlog.rows import Arrangement, Rows, Sort
from deliverydesk.ui.panes.backlog.sight import Sight
from deliverydesk.ui.panes.backlog.steps import Step

if TYPE_CHECKING:
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.outlook import Outlook

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SLICE = 1_000
"""So many texts are read at a time: that takes a millisecond or two."""
_Role = Qt.ItemDataRole


class BacklogModel(QAbstractTableModel):
    """One row a deliverable shown, one column a column of COLUMNS. Follows the document by itself."""

    arranged = Signal()
    """Filter, sort or the number of rows changed."""
    folded = Signal()
    """Groups were folded or unfolded; who passes and in which order is as it was."""
    renewed = Signal(object)
    """The ids whose cells are to be painted anew; None for all."""
    rescored = Signal()
    """Scores or ranks changed, so that gaps did."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rows = Rows(Sight(desk.portfolio, desk.scores))
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_on)
        desk.changed.connect(self._follow)
        desk.scores_changed.connect(self._rescore)
        desk.day_changed.connect(self._new_day)

    # ---- what there is

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def id_at(self, row: int) -> int | None:
        """The deliverable of a row; None outside, and for the heading of a group."""
        found = self.rows.ids[row] if 0 <= row < len(self.rows.ids) else -1
        return found if found >= 0 else None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        sight, entity_id = self.rows.sight, self.rows.ids[index.row()]
        if entity_id < 0:
            return heading_data(self.rows, index.row(), column.key, role)
        if role == _Role.UserRole:
            return entity_id
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        item = sight.item(entity_id)
        if role == _Role.DisplayRole:
            return text.one_line(column.text(sight, item))
        if role == _Role.EditRole:
            return edits.editing_text(sight, item, column.key)
        if role == _Role.ToolTipRole:
            return text.tooltip(tooltip_of(sight, item, column))
        if role == _Role.AccessibleTextRole:
            said = text.one_line(column.text(sight, item)) or trc("empty cell", "nothing")
            if item.archived and column.key == "title":
                return tr("{column}: {words}, archived", column=column.title, words=said)
            return f"{column.title}: {said}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self.rows.rank_at(section) if role == _Role.DisplayRole and self.id_at(section) else None
        column = COLUMNS[section]
        if role == _Role.DisplayRole:
            return columns.head_of(column, self.rows.sight.portfolio.settings.scoring_model)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            words = column.title
            sort = self.rows.sort
            if sort is not None and sort.column == column.key:
                words += f". {sort.words}"
            return text.tooltip(words) if role == _Role.ToolTipRole else words
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        if role == FIGURE_ROLE:
            return columns.figure_of(column, self.rows.sight.portfolio.settings.scoring_model)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self.rows.ids[index.row()] < 0:
            # The keyboard goes through headings, but they are neither selected nor edited nor dragged.
            return flags
        flags |= Qt.ItemFlag.ItemIsSelectable
        if not self.desk.document.read_only:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if COLUMNS[index.column()].editor:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole or not index.isValid():
            return False
        entity_id = self.id_at(index.row())
        if entity_id is None:
            return False
        return self.desk.do(edits.edit(COLUMNS[index.column()].key, [entity_id], str(value)))

    # ---- what is shown

    def show_filter(self, wanted: Filter) -> None:
        """Show the deliverables that pass."""
        if wanted != self.rows.filter:
            self._arrange(lambda: setattr(self.rows, "filter", wanted))
            if wanted.words:
                self.read_texts()

    def read_texts(self) -> None:
        """Read the texts that words are looked for in, a slice at a time; until then titles are searched."""
        if not self.rows.haystack.ready:
            self._reading.start()

    def _read_on(self) -> None:
        if self.rows.haystack.read(self.rows.sight, _SLICE):
            self._reading.stop()
            if self.rows.filter.words:
                self._arrange(lambda: None)

    def show_sort(self, wanted: Sort | None) -> None:
        """Sort by a column, or show the manager's order. Sorting by rank from first to last is that order."""
        if wanted == Sort("rank"):
            wanted = None
        self._arrange(lambda: self.rows.sort_by(wanted), gather=False)

    def show_all(self, wanted: Filter, sort: Sort | None, by: str) -> None:
        """Filter, sort and group all at once."""

        def change() -> None:
            self.rows.filter, self.rows.sort, self.rows.grouping = wanted, sort, by

        self._arrange(change)
        if wanted.words:
            self.read_texts()

    def show_groups(self, by: str) -> None:
        """Group by a key of GROUPINGS; "" shows a flat list."""
        if by != self.rows.grouping:
            self._arrange(lambda: setattr(self.rows, "grouping", by))

    def fold(self, keys: Iterable[Hashable], on: bool) -> None:
        """Fold groups, or unfold them."""
        self.beginResetModel()
        self.rows.fold(keys, on)
        self.endResetModel()
        self.folded.emit()

    def sort_again(self) -> None:
        """Sort once more by what the view is sorted by: values have changed since."""
        self._arrange(lambda: None)

    def _arrange(self, change: Callable[[], object], *, gather: bool = True) -> None:
        self.beginResetModel()
        change()
        if gather:
            self.rows.gather()
        self.endResetModel()
        self.arranged.emit()

    # ---- following the document

    def _follow(self, changed: Changed) -> None:
        sight = self._seen(changed.after)
        step, shown, touched = self.rows.plan(changed.change_set, sight)
        # No deliverable and nothing to gather anew: a view was saved, a reading taken. No row says anything else then.
        self._take(step, shown, sight, None if step.kind == "reset" and not touched else touched)
        self._tell_ranks(step)
        if step.kind == "reset" or not touched:
            self.renewed.emit(touched or None)
        else:
            self._tell(touched)
        if self.rows.filter.words:
            self.read_texts()
        if step.kind != "none":
            self.arranged.emit()
        self.rescored.emit()

    def _take(self, step: Step, shown: Arrangement, sight: Sight, touched: set[int] | None) -> None:
        if step.kind == "insert":
            self.beginInsertRows(_NOWHERE, step.first, step.last)
        elif step.kind == "remove":
            self.beginRemoveRows(_NOWHERE, step.first, step.last)
        elif step.kind == "move":
            self.beginMoveRows(_NOWHERE, step.first, step.last, _NOWHERE, step.to)
        elif step.kind == "reset":
            self.beginResetModel()
        self.rows.take(shown, sight, touched)
        if step.kind == "insert":
            self.endInsertRows()
        elif step.kind == "remove":
            self.endRemoveRows()
        elif step.kind == "move":
            self.endMoveRows()
        elif step.kind == "reset":
            self.endResetModel()

    def _tell_ranks(self, step: Step) -> None:
        """Everyone between where rows were and where they are has another rank."""
        if step.kind in ("insert", "remove", "move") and self.rows.ids:
            end = max(step.last, step.to - 1) if step.kind == "move" else len(self.rows.ids) - 1
            first = min(step.first, step.to) if step.kind == "move" else min(step.first, end)
            self.dataChanged.emit(self.index(first, PLACE["rank"]), self.index(end, PLACE["rank"]))

    def _tell(self, touched: set[int]) -> None:
        for entity_id in touched:
            row = self.rows.row_of(entity_id)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
        self.renewed.emit(touched)

    def _rescore(self) -> None:
        sight = self._seen(self.desk.portfolio)
        by_score = self.rows.sort is not None and self.rows.sort.column in SCORED
        had_scores = self.rows.sight.scores is not None
        self.rows.take(self.rows.shown, sight)
        if (by_score or self.rows.filter.asks_scores) and not had_scores:
            # The view was asked for before there were scores to arrange it by.
            self._arrange(lambda: None)
        if self.rows.ids:
            first, last = PLACE["score"], PLACE["gap"]
            self.dataChanged.emit(self.index(0, first), self.index(len(self.rows.ids) - 1, last))
        self.rescored.emit()

    def _seen(self, portfolio: Portfolio) -> Sight:
        return Sight(portfolio, self.desk.scores, outlook=self.rows.sight.outlook)

    def take_outlook(self, outlook: Outlook | None) -> None:
        """Show other chances; a view that was sorted by them before there were any is arranged by them now."""
        first = self.rows.sight.outlook is None and self.rows.sort is not None and self.rows.sort.column == "chance"
        self.rows.take(self.rows.shown, Sight(self.desk.portfolio, self.desk.scores, outlook=outlook))
        if first and outlook is not None:
            self._arrange(lambda: None)
        elif self.rows.ids:
            column = PLACE["chance"]
            self.dataChanged.emit(self.index(0, column), self.index(len(self.rows.ids) - 1, column))
        self.renewed.emit(None)

    def _new_day(self) -> None:
        self.rows.take(self.rows.shown, self._seen(self.desk.portfolio))
        if self.rows.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows.ids) - 1, len(COLUMNS) - 1))
        self.renewed.emit(None)

    # ---- drag and drop

    def mimeTypes(self) -> list[str]:
        return [DELIVERABLES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        return deliverables_data(self.desk, [i for row in rows if (i := self.id_at(row)) is not None])

    def supportedDragActions(self) -> Qt.DropAction:
        # Copy is for panes that place the item elsewhere as well; nothing is ever taken out of the list by a drag.
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        ids = dragged_deliverables(self.desk, data)
        if not ids:
            return False
        return not place_for(self.rows, ids, self._drop_row(row, parent), self.desk.document.read_only).refused

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Rank what was dropped above a row. An action does it; the rows then follow the document."""
        ids = dragged_deliverables(self.desk, data)
        if not ids:
            return False
        place = place_for(self.rows, ids, self._drop_row(row, parent), self.desk.document.read_only)
        if place.refused:
            self.desk.refused.emit(f"{place.words.rstrip('.')}.")
            return False
        if place.stays:
            return True
        return self.desk.do(place.action(self.rows.grouping, ids), toast=bool(self.rows.filter or self.rows.groups))

    def _drop_row(self, row: int, parent: Index) -> int:
        if row >= 0:
            return row
        return parent.row() if parent.isValid() else len(self.rows.ids)
