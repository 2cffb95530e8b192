"""The table as a grid of cells: going through them and selecting them by keyboard and mouse, and pulling the handle
that fills.

One rule for the mouse: rank and title stand for the item, and dragging them carries it. Any other cell is a value,
and dragging from there selects cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from deliverydesk.ui.panes.backlog.cellrange import CellRange
from deliverydesk.ui.panes.backlog.columns import COLUMNS
from deliverydesk.ui.panes.backlog.ranges import CARRIERS, edge, holds_something

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.model import BacklogModel

_REACH = 5
"""How many pixels beside the handle still take hold of it."""
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class CellGrid(CellRange):
    """Cells to go through and to select, by keyboard and by mouse."""

    fill_wanted = Signal(object, object)
    """The handle was pulled: the cells to copy from, and all cells that shall hold the copies, these included."""

    def __init__(self, desk: Desk, model: BacklogModel, parent: QWidget | None = None) -> None:
        super().__init__(desk, model, parent)
        self._marking = False
        self._run: int | None = None
        """The column where a run of Tabs began; Enter leads back below it."""

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
        if key == Qt.Key.Key_Escape and self._pulled is not None:
            self._pulled = None
            self.viewport().update()
            return True
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
            self._pulled = self.spread()
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
        if self._pulled is not None:
            self._pull(place)
        elif self._marking:
            row, section = self._cell_near(place)
            reached = self._reach or (self._model.id_at(self.currentIndex().row()), self.currentIndex().column())
            if (self._model.id_at(row), section) != reached:
                self._move_to(row, section, extend=True)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pulled is not None:
            source, whole = self.spread(), self._pulled
            self._pulled = None
            self.viewport().update()
            if source is not None and whole != source:
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
