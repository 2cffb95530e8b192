"""Editing in the cell: a field for each kind of column, and the words of a refusal below it while it stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QDate,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.panes.backlog import edits
from deliverydesk.ui.panes.backlog.columns import COLUMNS, Column
from deliverydesk.ui.panes.backlog.hints import hint
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets import offers

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.backlog.model import BacklogModel

Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemDelegate.EndEditHint
_WIDEST = {"choice": 190, "words": 150, "tags": 190, "effort": 110, "date": 128, "rank": 64, "text": 160}
"""The least width of each kind of editor; a narrow column's editor stands out to its right."""
_HEIGHT = 28
_KEYS = tr(
    "Enter keeps it, Escape leaves it as it was, Tab goes on to the next cell, "
    "Control and Enter sets it in all selected rows."
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellField(QLineEdit):
    """The field of a cell. Knows its kind, and keeps what was typed when a wish is refused."""

    tabbed = Signal(bool)
    """Tab was pressed (Shift+Tab: false) where no event filter saw it: while a list is open below the field."""

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setObjectName("backlog.editor")
        self.setFont(fonts.font(fonts.CELL, tabular=column.kind in ("number", "whole", "date")))
        text.name(self, column.title, _KEYS)
        if column.right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setPlaceholderText(hint(column.editor))

    def event(self, event: QEvent) -> bool:
        # Ctrl and Enter is for the field while it is open, whatever it means in the window.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        completer = self.completer()
        if completer is not None:
            shown = completer.popup()
            if shown is not None:
                shown.hide()
        self.tabbed.emit(forward)
        return True


class ChoiceField(CellField):
    """Type to complete, or choose from the list (Alt+Down)."""

    def __init__(self, column: Column, listed: list[str], parent: QWidget) -> None:
        super().__init__(column, parent)
        offers.offer_choices(self, listed, column.title)
        offers.add_button(self, "down", tr("Show all"), self.show_all)

    def show_all(self) -> None:
        """Open the list with every choice in it."""
        offers.show_all_choices(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() in (
            Qt.KeyboardModifier.AltModifier,
            Qt.KeyboardModifier.NoModifier,
        ):
            self.show_all()
            return
        super().keyPressEvent(event)


class TagsField(CellField):
    """Tags with commas; the one that is being typed is completed."""

    def __init__(self, column: Column, listed: list[str], parent: QWidget) -> None:
        super().__init__(column, parent)
        self.setCompleter(offers.LastTag(listed, self))


class DateField(CellField):
    """A date as people type it, or one taken from the calendar (Alt+Down)."""

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(column, parent)
        self.calendar: QFrame | None = None
        offers.add_button(self, "calendar", tr("Show the calendar"), self.show_calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.show_calendar()
            return
        super().keyPressEvent(event)

    def show_calendar(self) -> None:
        """Open the calendar at the date that is typed, or at today."""
        self.calendar = offers.open_calendar(self, self._take)
        self.calendar.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self.calendar = None

    def _take(self, day: QDate) -> None:
        self.setText(offers.day_of(day))
        if self.calendar is not None:
            self.calendar.close()
        self.setFocus()


class RefusalNote(QWidget):
    """Why what was typed cannot be, below the field that stays open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._viewport = parent
        self.setObjectName("backlog.refusal")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = text.label("", fonts.DETAIL, 400, "bad", wrap=True, parent=self)
        box = QVBoxLayout(self)
        box.setContentsMargins(9, 6, 9, 6)
        box.addWidget(self._label)
        self.hide()

    @property
    def words(self) -> str:
        """The reason that is shown; empty while there is none."""
        return "" if self.isHidden() else self._label.text()

    def room(self) -> QRect:
        """Where fields and the note may be: the viewport."""
        return self._viewport.rect()

    def say(self, words: str, below: QRect) -> None:
        """Show the reason under a rectangle of the parent, or over it where there is no room."""
        text.set_text(self._label, words)
        text.name(self, words)
        room = self._viewport.rect().adjusted(4, 4, -4, -4)
        width = min(340, room.width())
        height = self._label.heightForWidth(width - 18) + 12
        left = min(max(mirror.beside(self, below, width), room.left()), room.right() + 1 - width)
        under = below.bottom() + 4
        top = under if under + height <= room.bottom() else max(below.top() - 4 - height, room.top())
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("bad", 1.0))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)


class CellDelegate(QStyledItemDelegate):
    """Makes the editors. A wish that cannot be leaves the editor open with the reason below it."""

    kept = Signal(str, int, int)
    """An edit was kept and its field closed: where to go on (down, up, next, back, stay), and the deliverable with
    the row that it was in before.
    """

    def __init__(self, model: BacklogModel, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._model = model
        self.note = RefusalNote(viewport)
        self._editing: tuple[int, str, str] | None = None
        """The deliverable, the column and the text that the open editor began with."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        portfolio = self._model.rows.sight.portfolio
        field = _field_for(column, portfolio, parent)
        field.destroyed.connect(self.note.hide)
        field.textEdited.connect(self.note.hide)
        completer = field.completer()
        if column.editor == "choice" and completer is not None:
            completer.activated.connect(lambda _words: self._keep(field, "stay"))
        # While a completer's list is open, Enter reaches the field past the event filter.
        field.returnPressed.connect(lambda: self._keep(field, "down"))
        field.tabbed.connect(lambda on: self._keep(field, "next" if on else "back"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Called again when the row changes under the editor: what was typed is not to be lost then.
        if isinstance(editor, CellField) and not editor.isModified():
            words = str(index.data(Qt.ItemDataRole.EditRole) or "")
            entity_id = int(index.data(Qt.ItemDataRole.UserRole))
            self._editing = (entity_id, editor.column.key, words)
            editor.setText(words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Reached when the editor closes because the focus goes elsewhere; Enter and Tab go by `_keep`."""
        if isinstance(editor, CellField):
            self._do(editor)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cell: QRect = option.rect
        least = _WIDEST.get(COLUMNS[index.column()].editor, 100)
        room = self.note.room()
        width = min(max(cell.width(), least), room.width())
        left = min(mirror.beside(editor, cell, width), room.right() + 1 - width)
        height = max(_HEIGHT, cell.height() - 1)
        top = cell.top() + (cell.height() - 1 - height) // 2
        editor.setGeometry(max(left, 0), min(max(top, 0), room.bottom() + 1 - height), width, height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, CellField) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            way = _way(event)
            if way:
                self._keep(editor, way)
                return True
        if isinstance(editor, DateField) and event.type() == QEvent.Type.FocusOut and editor.calendar is not None:
            return False
        return super().eventFilter(editor, event)

    def _keep(self, editor: CellField, way: str) -> None:
        """Do what was typed and close the editor; where that is refused, say why and leave it open."""
        if self._editing is None:
            return
        entity_id = self._editing[0]
        row = self._model.rows.row_of(entity_id)
        everywhere = way == "all"
        reason = self._refusal(editor, everywhere=everywhere)
        if reason:
            self.note.say(reason, editor.geometry())
            return
        self._do(editor, everywhere=everywhere)
        self.closeEditor.emit(editor, _Hint.NoHint)
        self.kept.emit("stay" if everywhere else way, entity_id, -1 if row is None else row)

    def _wish(self, editor: CellField, *, everywhere: bool = False) -> edits.Action | None:
        if self._editing is None:
            return None
        entity_id, column, words = self._editing
        table, selected = self._model.rows.sight.portfolio.deliverables, self._model.desk.selection.deliverables()
        if entity_id not in table:
            return None
        if everywhere and len(selected) > 1 and entity_id in selected:
            return edits.edit(column, selected, editor.text())
        return None if editor.text().strip() == words.strip() else edits.edit(column, [entity_id], editor.text())

    def _refusal(self, editor: CellField, *, everywhere: bool) -> str:
        from deliverydesk.ui import typed

        wish = self._wish(editor, everywhere=everywhere)
        return typed.refusal(self._model.desk.portfolio, wish) if wish is not None else ""

    def _do(self, editor: CellField, *, everywhere: bool = False) -> None:
        wish = self._wish(editor, everywhere=everywhere)
        # The edit may move or hide the row and close the editor meanwhile, which would come back here.
        self._editing = None
        if wish is not None:
            self._model.desk.do(wish, toast=everywhere)


def _way(event: QKeyEvent) -> str:
    """Where a key leads on from an open field; empty where it keeps nothing."""
    held = event.modifiers()
    if event.key() in _ENTER:
        if held & Qt.KeyboardModifier.ControlModifier:
            return "all"
        return "up" if held & Qt.KeyboardModifier.ShiftModifier else "down"
    return {Qt.Key.Key_Tab: "next", Qt.Key.Key_Backtab: "back"}.get(Qt.Key(event.key()), "")


def _field_for(column: Column, portfolio: Portfolio, parent: QWidget) -> CellField:
    if column.editor in ("choice", "words"):
        return ChoiceField(column, edits.choices(portfolio, column.key), parent)
    if column.editor == "tags":
        return TagsField(column, edits.choices(portfolio, "tags"), parent)
    return DateField(column, parent) if column.editor == "date" else CellField(column, parent)
