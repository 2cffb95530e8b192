"""The rows that are selected: shared with the other panes, and kept by id while rows come, go and are arranged anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QWidget

from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.panes.backlog.columns import COLUMNS
from deliverydesk.ui.panes.backlog.grid import CellGrid
from deliverydesk.ui.panes.backlog.ranges import spans_of

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.panes.backlog.model import BacklogModel

_MANY_RANGES = 500
_Flag = QItemSelectionModel.SelectionFlag


class SharedSelection(CellGrid):
    """What is selected here is what the desk has selected, either way."""

    def __init__(self, desk: Desk, model: BacklogModel, parent: QWidget | None = None) -> None:
        super().__init__(desk, model, parent)
        self._selecting = False
        self._sel: set[int] = set()

    def follow_selection(self) -> None:
        """Begin to tell the desk what is selected, and to show what it has; the rows are there by now."""
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        model = self._model
        model.modelReset.connect(self._restore_selection)
        for rearranged in (model.rowsMoved, model.rowsInserted, model.rowsRemoved):
            rearranged.connect(self._rows_changed)
        self._desk.selection_changed.connect(self._take_selection)
        self._take_selection(self._desk.selection)

    def selected(self) -> tuple[int, ...]:
        """The selected deliverables that are shown, in the order of the rows."""
        ids = self._model.rows.ids
        return tuple(ids[row] for row in self._model.rows.rows_of(self._sel))

    def current_id(self) -> int | None:
        """The deliverable of the current row."""
        return self._model.id_at(self.currentIndex().row())

    def _tell_selection(self) -> None:
        if self._selecting:
            return
        spans = sorted((span.top(), span.bottom()) for span in self.selectionModel().selection().toList())
        chosen = dict.fromkeys(i for top, bottom in spans for i in self._model.rows.items_between(top, bottom))
        self._sel = set(chosen)
        self.viewport().update()
        current = self.current_id()
        self._selecting = True
        self._desk.select(Deliverable if chosen else None, tuple(chosen), current if current in chosen else None)
        self._selecting = False

    def _tell_current(self) -> None:
        """The current row moves within the selection, as with Ctrl and the arrow keys."""
        current = self.current_id()
        if not self._selecting and current in self._sel and len(self._sel) > 1:
            self._selecting = True
            self._desk.select(Deliverable, self._desk.selection.ids, current)
            self._selecting = False

    def _take_selection(self, selection: Selection) -> None:
        if self._selecting:
            return
        self.hold_rows()
        self._sel = set(selection.deliverables())
        self._show_selection(selection.current if selection.entity_type is Deliverable else None)
        current = self._model.rows.row_of(selection.current) if self._sel and selection.current else None
        if current is not None:
            self.scrollTo(self._model.index(current, self._current_column()))
        self.viewport().update()

    def _restore_selection(self) -> None:
        """After the rows were arranged anew: the same deliverables are selected, and the current one in sight."""
        held = self._whole, self._reach
        selection = self._desk.selection
        self._sel = set(selection.deliverables())
        self._show_selection(selection.current if self._sel else None)
        self._whole, self._reach = held
        self._rows_changed()
        current = self.currentIndex()
        if current.isValid():
            self.scrollTo(current)

    def _rows_changed(self) -> None:
        """Cells stay selected where their rows are still the selected ones."""
        spread = self.spread()
        if spread is None or set(self.ids_of(spread)) != self._sel:
            self.hold_rows()

    def _from_elsewhere(self) -> bool:
        return self._selecting

    def _show_selection(self, current: int | None) -> None:
        """Hand Qt the rows of the selected ids; where they are scattered over the whole list, only the current one.

        Qt looks through every range for every row it asks about; painting and actions go by the ids anyway.
        """
        model = self._model
        chosen = QItemSelection()
        spans = spans_of(model.rows.rows_of(self._sel))
        row = model.rows.row_of(current) if current is not None else None
        if len(spans) > _MANY_RANGES:
            spans = [(row, row)] if row is not None else []
        for top, bottom in spans:
            chosen.select(model.index(top, 0), model.index(bottom, len(COLUMNS) - 1))
        self._selecting = True
        selecting = self.selectionModel()
        selecting.select(chosen, _Flag.ClearAndSelect)
        if row is not None:
            selecting.setCurrentIndex(model.index(row, self._current_column()), _Flag.NoUpdate)
        self._selecting = False

    def _current_column(self) -> int:
        return self._column
