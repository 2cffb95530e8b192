"""The grid of readings: Enter goes down, Tab goes on, Ctrl+V takes two columns of a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts
from deliverydesk.ui.panes.outcomes.readings_model import BASE, DATE, NOTE, SOURCE, VALUE, ReadingsModel
from deliverydesk.ui.widgets.plain_table import Index, PlainDelegate, PlainTable

_Trigger = QAbstractItemView.EditTrigger
_Hint = QAbstractItemDelegate.EndEditHint
_WITH_BASE = 420
"""From this width on there is room for the base of a rate beside the source."""


class CellDelegate(PlainDelegate):
    """Cells of text typed in place."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(fonts.font(tabular=index.column() in (VALUE, BASE)))
        editor.setMaxLength(2_000)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or tr("Cell")))
        return editor


class ReadingsView(PlainTable):
    """The grid. The pane pastes and deletes; this asks it to."""

    pasted = Signal(str)
    delete_wanted = Signal()
    reading_chosen = Signal(object)
    """The id of the reading of the current row, or None on the row at the foot."""

    def __init__(self, model: ReadingsModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Readings"), parent)
        self.setObjectName("outcomes.readings")
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed)
        self.setTabKeyNavigation(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        header.moveSection(header.visualIndex(BASE), VALUE + 1)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.selectionModel().currentChanged.connect(self._moved)
        model.modelReset.connect(self.scrollToBottom)  # the newest reading and the row to type into
        for told in (model.modelReset, model.dataChanged, model.rowsInserted):
            told.connect(lambda *_: self._share_width())

    def selected_readings(self) -> list[int]:
        """The ids of the readings with a selected cell, oldest first."""
        places = sorted({index.row() for index in self.selectedIndexes()})
        return [found for place in places if (found := self.rows.reading(place)) is not None]

    def go_to_entry(self) -> None:
        """Put the cursor into the row at the foot, ready to type a date."""
        index = self.rows.index(self.rows.entry_row, DATE)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def go_to(self, reading: int) -> None:
        """Put the cursor on a reading's value."""
        place = self.rows.row_of(reading)
        if place is not None:
            index = self.rows.index(place, VALUE)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        if before.isValid() and before.row() == self.rows.entry_row != current.row():
            self.rows.flush()
        self.reading_chosen.emit(self.rows.reading(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # the editor lets Enter through to here as well, before it commits
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear_or_delete()
        elif event.key() == Qt.Key.Key_Escape and self.rows.discard():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            if current.row() == self.rows.entry_row and not self.rows.flush():
                self.edit(current)
            elif current.row() == self.rows.entry_row:
                self.go_to_entry()
            else:
                self.edit(current)
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Hand the clipboard's text to the pane."""
        self.pasted.emit(QGuiApplication.clipboard().text())

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a spreadsheet takes them."""
        places = sorted({index.row() for index in self.selectedIndexes()} - {self.rows.entry_row})
        role = Qt.ItemDataRole.EditRole
        lines = ["\t".join(str(self.rows.index(at, c).data(role) or "") for c in range(BASE + 1)) for at in places]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _clear_or_delete(self) -> None:
        current = self.currentIndex()
        if self.selected_readings():
            self.delete_wanted.emit()
        elif current.isValid():
            self.rows.setData(current, "")

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        entry = self.currentIndex().row() == self.rows.entry_row
        column = self.currentIndex().column()
        if hint == _Hint.EditNextItem and entry and column == SOURCE:
            super().closeEditor(editor, _Hint.NoHint)
            if self.rows.flush():
                self.go_to_entry()
                self.edit(self.currentIndex())
            return
        super().closeEditor(editor, hint)
        if hint == _Hint.SubmitModelCache:
            self._entered(entry, column)

    def _entered(self, entry: bool, column: int) -> None:
        """After Enter: down one row; in the row at the foot on to the value, or into the next new row."""
        if not entry:
            below = self.rows.index(self.currentIndex().row() + 1, column)
            if below.isValid():
                self.setCurrentIndex(below)
        elif column == DATE and not self.rows.index(self.rows.entry_row, VALUE).data(Qt.ItemDataRole.EditRole):
            self.setCurrentIndex(self.rows.index(self.rows.entry_row, VALUE))
        elif self.rows.flush():
            self.go_to_entry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scrollToBottom()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        if not inside and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.rows.flush()

    def event(self, event: QEvent) -> bool:
        # Typing a digit or Delete here is not for the window's shortcuts.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if (plain and event.text()) or event.matches(QKeySequence.StandardKey.Paste):
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width()
        super().resizeEvent(event)

    def _share_width(self) -> None:
        """Bases are shown where there are any, and where there is room to type the first."""
        wide = self.viewport().width()
        based = self.rows.has_bases or wide >= _WITH_BASE
        self.setColumnHidden(BASE, not based)
        self.setColumnHidden(SOURCE, wide < (_WITH_BASE if based else 330))
        self.setColumnWidth(BASE, 70)
        self.setColumnWidth(DATE, 100)
        self.setColumnWidth(VALUE, 78)
        self.setColumnWidth(SOURCE, 92)
