"""The table as a grid of cells: the active cell with its ring, ranges by keyboard and mouse, the handle that fills.

One rule for the mouse: rank and title stand for the item, and dragging them carries it. Any other cell is a value,
and dragging from there selects cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.dropping import RankingTable
from deliverydesk.ui.panes.backlog.ranges import CARRIERS, Spread, edge, holds_something

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.model import BacklogModel
    from deliverydesk.ui.theme import Theme

_Flag = QItemSelectionModel.SelectionFlag
_HANDLE = 7
_REACH = 5
"""How many pixels beside the handle still take hold of it."""
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class CellGrid(RankingTable):
    """Cells to go through and to select. The rows of the selected cells are the selected deliverables."""

    spread_changed = Signal()
    """Other cells are selected, or rows as a whole."""
    fill_wanted = Signal(object, object)
    """The handle was pulled: the cells to copy from, and all cells that shall hold the copies, these included."""

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
        self._marking = self._pulling = False
        self._run: int | None = None
        """The column where a run of Tabs began; Enter leads back below it."""

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
        active, reached = self._model.id_at(row), self._model.id_at(other_row)
        if active is None or reached is None:
            return
        self._make_current(row, section)
        alone = (row, section) == (other_row, other_section)
        self._reach = None if alone else (reached, other_section)
        self._select_rows(min(row, other_row), max(row, other_row))
        self.scrollTo(self._model.index(other_row, other_section))
        self._spread_told()

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

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
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

    # ---- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._by_keyboard:
            self._by_keyboard = True
            self.viewport().update()
        if self.state() == QAbstractItemView.State.EditingState or not self._go(event):
            super().keyPressEvent(event)

    def _go(self, event: QKeyEvent) -> bool:
        """Move or extend by a key; False where the key means something else."""
        current, key = self.currentIndex(), Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._model.rows.ids or held & ~(_SHIFT | _CTRL):
            return False
        if key == Qt.Key.Key_Space and held:
            return self._hold_by_space(held)
        if key == Qt.Key.Key_Escape and not held and self._reach is not None:
            self.select_cells(current.row(), current.column(), current.row(), current.column())
            return True
        if not current.isValid():
            row, section = 0, self._column
            known = key in _ARROWS or key in (Qt.Key.Key_Home, Qt.Key.Key_End)
            if known:
                self._move_to(row, section, extend=False)
            return known
        extend = bool(held & _SHIFT)
        row, section = current.row(), current.column()
        if extend and self._reach is not None:
            row, section = self._model.rows.row_of(self._reach[0]) or 0, self._reach[1]
        goal = self._goal(key, row, section, far=bool(held & _CTRL))
        if goal is None:
            return False
        self._run = None
        self._move_to(*goal, extend=extend)
        return True

    def _move_to(self, row: int, section: int, *, extend: bool) -> None:
        current = self.currentIndex()
        if extend and current.isValid():
            self.select_cells(current.row(), current.column(), row, section)
        else:
            self.select_cells(row, section, row, section)

    def _goal(self, key: Qt.Key, row: int, section: int, *, far: bool) -> tuple[int, int] | None:
        sections, last = self._sections(), len(self._model.rows.ids) - 1
        place = sections.index(section) if section in sections else 0
        if key in _ARROWS:
            down, right = _ARROWS[key]
            right *= -1 if self.isRightToLeft() else 1
            return self._arrow(row, place, down, right, far=far)
        if key == Qt.Key.Key_Home:
            return (0 if far else row), sections[0]
        if key == Qt.Key.Key_End:
            return (last if far else row), sections[-1]
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not far:
            page = max(self.viewport().height() // self.row_height() - 1, 1)
            return min(max(row + (page if key == Qt.Key.Key_PageDown else -page), 0), last), section
        return None

    def _arrow(self, row: int, place: int, down: int, right: int, *, far: bool) -> tuple[int, int]:
        sections, last = self._sections(), len(self._model.rows.ids) - 1
        if right:
            end = len(sections) - 1 if right > 0 else 0
            if far and place != end:
                place = edge(lambda at: self._filled(row, sections[at]), place, end, right)
            else:
                place = min(max(place + right, 0), len(sections) - 1)
        else:
            end = last if down > 0 else 0
            if far and row != end:
                section = sections[place]
                always = COLUMNS[section].key in ("title", "rank", "stage", "kind")
                row = end if always else edge(lambda at: self._filled(at, section), row, end, down)
            else:
                row = min(max(row + down, 0), last)
        return row, sections[place]

    def _filled(self, row: int, section: int) -> bool:
        entity_id = self._model.id_at(row)
        return entity_id is not None and holds_something(self._model.rows.sight, entity_id, COLUMNS[section].key)

    def _hold_by_space(self, held: Qt.KeyboardModifier) -> bool:
        """Shift and Space take the rows, Ctrl and Space the columns of the range."""
        spread, sections = self.spread(), self._sections()
        if held == _SHIFT:
            self.hold_rows()
            return True
        if held != _CTRL or spread is None:
            return False
        last = len(self._model.rows.ids) - 1
        left, right = sections[spread.left], sections[spread.right]
        self.select_cells(0, left, last, right)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next cell that can be edited; past the last one of a row it leaves the table, so that nobody
        is caught in it. After an edit it goes on in the next row.
        """
        current = self.currentIndex()
        following = self._cell_after(current, 1 if forward else -1) if current.isValid() else QModelIndex()
        if not following.isValid() or (following.row() != current.row() and self._run is None):
            self._run = None
            return super().focusNextPrevChild(forward)
        self._run = current.column() if self._run is None else self._run
        self._move_to(following.row(), following.column(), extend=False)
        return True

    def _cell_after(self, index: QModelIndex, step: int) -> QModelIndex:
        sections = self._sections()
        editable = [section for section in sections if COLUMNS[section].editor]
        if not index.isValid() or not editable or index.column() not in sections:
            return QModelIndex()
        at = sections.index(index.column())
        ahead = sections[at + 1 :] if step > 0 else sections[:at][::-1]
        following = next((section for section in ahead if section in editable), None)
        if following is not None:
            return self._model.index(index.row(), following)
        return self._model.index(index.row() + step, editable[0 if step > 0 else -1])

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard, self._run = False, None
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or self._press_on_cells(event, index):
            if event.button() != Qt.MouseButton.LeftButton:
                super().mousePressEvent(event)
            return
        super().mousePressEvent(event)
        if not index.isValid() or event.modifiers() & (_CTRL | _SHIFT) or COLUMNS[index.column()].key == "rank":
            self.hold_rows()
        elif len(self.selectionModel().selectedRows()) == 1:
            self._whole, self._reach = False, None
            self._spread_told()

    def _press_on_cells(self, event: QMouseEvent, index: QModelIndex) -> bool:
        """Begin to pull the handle or to select cells; False where the press is one on the item."""
        held = event.modifiers()
        if not held and self._handle().adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(event.position().toPoint()):
            self._pulling, self._pulled = True, self.spread()
            return True
        if not index.isValid() or self._model.id_at(index.row()) is None or held & ~_SHIFT:
            return False
        current = self.currentIndex()
        if held & _SHIFT:
            if self._whole or not current.isValid() or COLUMNS[index.column()].key == "rank":
                return False
            self._move_to(index.row(), index.column(), extend=True)
        elif COLUMNS[index.column()].key in CARRIERS:
            return False
        else:
            self._move_to(index.row(), index.column(), extend=False)
        self._marking = True
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pulling:
            self._pull(place)
        elif self._marking:
            row, section = self._cell_near(place)
            reached = self._reach or (self._model.id_at(self.currentIndex().row()), self.currentIndex().column())
            if (self._model.id_at(row), section) != reached:
                self._move_to(row, section, extend=True)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pulling:
            source, whole = self.spread(), self._pulled
            self._pulling, self._pulled = False, None
            self.viewport().update()
            if source is not None and whole is not None and whole != source:
                self.fill_wanted.emit(source, whole)
            return
        if self._marking:
            self._marking = False
            index = self.indexAt(event.position().toPoint())
            if self._reach is None and index == self.currentIndex():
                self.clicked.emit(index)
            return
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and index.isValid() and index == self.currentIndex() and COLUMNS[index.column()].key == "title":
            # A press on one of several selected items waits whether it becomes a drag; it was none.
            self._whole, self._reach = False, None
            self._spread_told()

    def _cell_near(self, place: QPoint) -> tuple[int, int]:
        """The cell under a place, or the nearest one."""
        row = min(max(self.first_row_at(place.y()), 0), len(self._model.rows.ids) - 1)
        sections, header = self._sections(), self.horizontalHeader()
        lefts = [header.sectionViewportPosition(section) for section in sections]
        for section, left in zip(sections, lefts, strict=True):
            if left <= place.x() < left + header.sectionSize(section):
                return row, section
        return row, sections[lefts.index(min(lefts) if place.x() < min(lefts) else max(lefts))]

    def _pull(self, place: QPoint) -> None:
        """The range grows down, up, to the right or to the left, whichever way the pointer is farther off."""
        source = self.spread()
        if source is None:
            return
        row, section = self._cell_near(place)
        column = self._places()[section]
        down = max(row - source.bottom, 0) or min(row - source.top, 0)
        right = max(column - source.right, 0) or min(column - source.left, 0)
        area = self.area_of(source)
        off_down = max(place.y() - area.bottom(), area.top() - place.y())
        off_right = max(place.x() - area.right(), area.left() - place.x())
        if off_down >= off_right:
            grown = source._replace(bottom=source.bottom + max(down, 0), top=source.top + min(down, 0))
        else:
            grown = source._replace(right=source.right + max(right, 0), left=source.left + min(right, 0))
        if grown != self._pulled:
            self._pulled = grown
            self.viewport().update()
        self.scrollTo(self._model.index(row, section))

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
        if spread is not None and not spread.single:
            painter.fillRect(self.area_of(spread), theme.veil("accent", 0.12))
        if ring is not None:
            painter.fillRect(ring, theme.colour("surface"))

    def paint_spread(self, painter: QPainter, theme: Theme) -> None:
        """The frame of the selected cells, the ring of the active one, the handle, and how far it is pulled."""
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
        if self._pulling and self._pulled is not None:
            painter.setPen(theme.pen("accent", 2.0, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self.area_of(self._pulled)).adjusted(1, 1, -1, -1))

    def over_handle(self, place: QPoint) -> bool:
        """Whether the pointer is on the handle."""
        return self._handle().adjusted(-2, -2, 2, 2).contains(place)
