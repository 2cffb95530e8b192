"""Which cells of the table are selected, and how that looks: the active cell with its ring, the range, its handle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from deliverydesk.ui import mirror
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.grouped_table import GroupedTable
from deliverydesk.ui.panes.backlog.ranges import Spread

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.model import BacklogModel
    from deliverydesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_HANDLE = 7


class CellRange(GroupedTable):
    """Cells that are selected. Their rows are the selected deliverables."""

    spread_changed = Signal()
    """Other cells are selected, or rows as a whole."""

    def __init__(self, desk: Desk, model: BacklogModel, parent: QWidget | None = None) -> None:
        super().__init__(desk, model, parent)
        self._whole = True
        """Rows are selected as such, and no cells."""
        self._reach: tuple[int, int] | None = None
        """The corner across from the active cell: a deliverable and a column. None where that cell is alone."""
        self._column = PLACE["title"]
        self._by_keyboard = False
        self._placing = False
        self._pulled: Spread | None = None
        """How far the handle is pulled; None while nobody holds it."""

    # ---- what is selected

    def spread(self) -> Spread | None:
        """The selected cells; None where rows are selected as such, or nothing is."""
        current = self.currentIndex()
        if self._whole or not current.isValid():
            return None
        places = self._places()
        if current.column() not in places:
            return None
        row, place = current.row(), places[current.column()]
        if self._reach is None:
            return Spread.between(row, place, row, place)
        other = self._model.rows.row_of(self._reach[0])
        if other is None or self._reach[1] not in places:
            return Spread.between(row, place, row, place)
        return Spread.between(row, place, other, places[self._reach[1]])

    def ids_of(self, spread: Spread) -> list[int]:
        """The deliverables in the rows of a range, from the top."""
        rows = (self._model.id_at(row) for row in range(spread.top, spread.bottom + 1))
        return [entity_id for entity_id in rows if entity_id is not None]

    def keys_of(self, spread: Spread) -> list[str]:
        """The columns of a range, from the left."""
        return [COLUMNS[section].key for section in self._sections()[spread.left : spread.right + 1]]

    def shown_keys(self) -> list[str]:
        """All columns shown, from the left."""
        return [COLUMNS[section].key for section in self._sections()]

    def select_cells(self, row: int, section: int, other_row: int, other_section: int) -> None:
        """Select the rectangle between the active cell and the one across from it."""
        if row == other_row and self._model.rows.heading_at(row) is not None:
            self._rest_on_heading(row, section)
            return
        other_row = self._beyond_headings(other_row, 1 if other_row >= row else -1)
        active, reached = self._model.id_at(row), self._model.id_at(other_row)
        if active is None or reached is None:
            return
        self._make_current(row, section)
        alone = (row, section) == (other_row, other_section)
        self._reach = None if alone else (reached, other_section)
        self._select_rows(min(row, other_row), max(row, other_row))
        self.scrollTo(self._model.index(other_row, other_section))
        self._spread_told()

    def _rest_on_heading(self, row: int, section: int) -> None:
        self._make_current(row, section)
        self._reach = None
        self.selectionModel().clearSelection()
        self.scrollTo(self._model.index(row, section))
        self._spread_told()

    def _beyond_headings(self, row: int, step: int) -> int:
        """The row, or from the heading of a group the next one of an item in this direction."""
        while self._model.rows.heading_at(row) is not None:
            row += step
        return row

    def hold_rows(self) -> None:
        """Take the rows of the selected cells as such."""
        if not self._whole:
            self._whole, self._reach = True, None
            self._spread_told()

    def selectAll(self) -> None:
        """All rows, as such."""
        self.hold_rows()
        super().selectAll()

    def _make_current(self, row: int, section: int) -> None:
        self._placing = True
        self._whole = False
        self.selectionModel().setCurrentIndex(self._model.index(row, section), _Flag.NoUpdate)
        self._placing = False

    def _select_rows(self, top: int, bottom: int) -> None:
        model = self._model
        chosen = QItemSelection(model.index(top, 0), model.index(bottom, len(COLUMNS) - 1))
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)

    def _spread_told(self) -> None:
        self.viewport().update()
        self.spread_changed.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._column = current.column()
        if not self._placing:
            self._whole, self._reach = self._from_elsewhere(), None
            self._spread_told()

    def _from_elsewhere(self) -> bool:
        """True while another pane's selection is being shown, which is one of rows."""
        return False

    def _sections(self) -> list[int]:
        header = self.horizontalHeader()
        sections = (header.logicalIndex(visual) for visual in range(header.count()))
        return [section for section in sections if not header.isSectionHidden(section)]

    def _places(self) -> dict[int, int]:
        return {section: place for place, section in enumerate(self._sections())}

    # ---- looks

    def area_of(self, spread: Spread) -> QRect:
        """Where a range is in the viewport, without the line under its last row."""
        sections, header = self._sections(), self.horizontalHeader()
        ends = [sections[spread.left], sections[min(spread.right, len(sections) - 1)]]
        lefts = [header.sectionViewportPosition(section) for section in ends]
        left = min(lefts)
        right = max(at + header.sectionSize(section) for at, section in zip(lefts, ends, strict=True))
        top = self.row_top(spread.top)
        return QRect(left, top, right - left, spread.height * self.row_height() - 1)

    def _handle(self) -> QRect:
        """The small square at the lower end of the range, at the side where reading ends."""
        spread = self.spread()
        if spread is None or self._desk.document.read_only or not self._shows_ring():
            return QRect()
        area = self.area_of(spread)
        x = area.left() if self.isRightToLeft() else area.right() + 1
        return QRect(x - _HANDLE + 1, area.bottom() - _HANDLE + 2, _HANDLE, _HANDLE)

    def _shows_ring(self) -> bool:
        editing = self.state() == QAbstractItemView.State.EditingState
        return self.hasFocus() and not editing and self.currentIndex().isValid()

    def ring(self) -> QRect | None:
        """The active cell, where its ring is to be seen: always in cells, and by keyboard where rows are selected."""
        if not self._shows_ring() or (self._whole and not self._by_keyboard):
            return None
        return self.visualRect(self.currentIndex()).adjusted(0, 0, 0, -1)

    def paint_spread_ground(self, painter: QPainter, theme: Theme) -> None:
        """The ground of the selected cells, and of the active one in them, below their words."""
        spread, ring = self.spread(), self.ring()
        with mirror.straight(painter):
            if spread is not None and not spread.single:
                painter.fillRect(self.area_of(spread), theme.colour("sel"))
            if ring is not None:
                painter.fillRect(ring, theme.colour("surface"))

    def paint_spread(self, painter: QPainter, theme: Theme) -> None:
        """The frame of the selected cells, the ring of the active one, the handle, and how far it is pulled."""
        with mirror.straight(painter):
            self._paint_frames(painter, theme)

    def _paint_frames(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        spread, ring = self.spread(), self.ring()
        if spread is not None and not spread.single:
            painter.setPen(theme.pen("accent", 1.0))
            painter.drawRect(self.area_of(spread).adjusted(0, 0, -1, -1))
        if ring is not None:
            painter.setPen(theme.pen("accent", 2.0))
            painter.drawRect(QRectF(ring).adjusted(1, 1, -1, -1))
        handle = self._handle()
        if not handle.isEmpty():
            painter.fillRect(handle, theme.colour("surface"))
            painter.fillRect(handle.adjusted(1, 1, 0, 0), theme.colour("accent"))
        if self._pulled is not None:
            painter.setPen(theme.pen("accent", 2.0, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self.area_of(self._pulled)).adjusted(1, 1, -1, -1))

    def over_handle(self, place: QPoint) -> bool:
        """Whether the pointer is on the handle."""
        return self._handle().adjusted(-2, -2, 2, 2).contains(place)
