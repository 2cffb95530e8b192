"""What a schedule would move, a row each with a tick: only what is ticked is to move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem

from deliverydesk.support.language import tr, trc
from deliverydesk.ui import text
from deliverydesk.ui.widgets.plain_table import ROLE_ROLE, PlainDelegate, PlainTable, draw_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_WIDTHS: Final = (0, 212, 212, 132)
_Tick = QStyle.SubElement.SE_ItemViewItemCheckIndicator


class Move(NamedTuple):
    """A row: what moves, or where nothing is proposed why not."""

    deliverable: int
    title: str
    now: str = ""
    then: str = ""
    change: str = ""
    aside: str = ""
    """Why it is not scheduled: all that its row says."""


class MovesModel(QAbstractTableModel):
    """The moves, and which of them are ticked."""

    chosen = Signal(object, bool)
    """The person ticks or unticks deliverables."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Move, ...] = ()
        self.ticked: frozenset[int] = frozenset()
        self._heads = (tr("Deliverable"), trc("dates", "Planned"), trc("dates", "Proposed"), trc("dates", "Ends"))

    def show(self, rows: Sequence[Move], ticked: Collection[int]) -> None:
        """Show these; the view stays where it is as long as they are the same deliverables."""
        same = [each.deliverable for each in rows] == [each.deliverable for each in self.rows]
        if not same:
            self.beginResetModel()
        self.rows, self.ticked = tuple(rows), frozenset(ticked)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 3))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 4

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and not index.column() and not self.rows[index.row()].aside:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and not column and not row.aside:
            return Qt.CheckState.Checked if row.deliverable in self.ticked else Qt.CheckState.Unchecked
        if role == ROLE_ROLE:
            left = row.aside or row.deliverable not in self.ticked
            return "text2" if left or column == 1 else "text"
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(row.aside or row.title) if not column else None
        if role == Qt.ItemDataRole.AccessibleTextRole and not column:
            return row.aside or f"{row.title}: {row.now} → {row.then} ({row.change})"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if row.aside:
            return row.aside if not column else ""
        return (row.title, row.now, row.then, row.change)[column]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.chosen.emit((self.rows[index.row()].deliverable,), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._heads[section]


class _Delegate(PlainDelegate):
    """The tick before the title."""

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        if index.column() or index.data(Qt.ItemDataRole.CheckStateRole) is None:
            super().paint_value(painter, option, index, theme)
            return
        asked = QStyleOptionViewItem(option)
        self.initStyleOption(asked, index)
        # The painter is mirrored already where the window is.
        asked.direction = Qt.LayoutDirection.LeftToRight
        style = asked.widget.style()
        box = style.subElementRect(_Tick, asked, asked.widget)
        words = QRectF(option.rect)
        words.setLeft(box.right() + 1)
        draw_words(painter, words, str(index.data() or ""), theme.colour(index.data(ROLE_ROLE)))
        asked.rect = box
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        asked.state |= QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, asked, painter, asked.widget)


class MovesTable(PlainTable):
    """The list of the moves. Space ticks what is selected, or unticks it where all of it is ticked."""

    pointed = Signal(object)
    """The selected deliverables."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("What would move"), parent)
        self.setObjectName("schedule.list")
        text.name(
            self, tr("What would move"), tr("Space ticks or unticks what is selected. Only what is ticked moves.")
        )
        self.moves = MovesModel()
        self.setModel(self.moves)
        self.setItemDelegate(_Delegate(self))
        header = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
            )
            if width:
                self.setColumnWidth(column, width)
        self.setTabKeyNavigation(False)
        self.selectionModel().selectionChanged.connect(lambda *_: self.pointed.emit(self.selected()))
        self.moves.modelReset.connect(self._span)

    def selected(self) -> tuple[int, ...]:
        """The deliverables of the selected rows, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.moves.rows[row].deliverable for row in rows)

    def show_moves(self, rows: Sequence[Move], ticked: Collection[int]) -> None:
        """Show these, what was selected still being so."""
        kept = set(self.selected())
        self.moves.show(rows, ticked)
        if kept and not self.selected():
            self._select(row for row, each in enumerate(self.moves.rows) if each.deliverable in kept)

    def _select(self, rows: Iterable[int]) -> None:
        selection, kind = self.selectionModel(), self.selectionModel().SelectionFlag
        for row in rows:
            selection.setCurrentIndex(self.moves.index(row, 0), kind.Select | kind.Rows)

    def _span(self) -> None:
        """What is not scheduled says so across all columns."""
        self.clearSpans()
        for row, each in enumerate(self.moves.rows):
            if each.aside:
                self.setSpan(row, 0, 1, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        movable = {each.deliverable for each in self.moves.rows if not each.aside}
        chosen = tuple(each for each in self.selected() if each in movable)
        if chosen:
            self.moves.chosen.emit(chosen, not self.moves.ticked.issuperset(chosen))
        event.accept()
