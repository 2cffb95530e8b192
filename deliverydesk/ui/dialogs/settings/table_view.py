"""The view of a table of entities: hairlines, editing in the cell, and the words of a refusal handed on."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.dialogs.settings.table_model import EntityTable, Index
from deliverydesk.ui.rows import Row
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.fields import ChoiceField, DateField, TagsField, TypedField

ROW = 30
HEADER = 28
PAD = 8
_LEAST = 72
_Hint = QAbstractItemDelegate.EndEditHint
_HINTS = {
    Qt.Key.Key_Return: _Hint.SubmitModelCache,
    Qt.Key.Key_Enter: _Hint.SubmitModelCache,
    Qt.Key.Key_Tab: _Hint.EditNextItem,
    Qt.Key.Key_Backtab: _Hint.EditPreviousItem,
}


class CellDelegate(QStyledItemDelegate):
    """Paints cells and makes their editors. An editor whose words are refused stays open."""

    refused = Signal(str)
    """Why what was typed cannot be; empty where it can."""

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        rect: QRect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, theme.colour("sel" if selected else "hover" if hovered else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        aligned = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = bool(aligned & Qt.AlignmentFlag.AlignRight)
        font = fonts.font(fonts.CELL, 400, right)
        room = QRectF(rect).adjusted(PAD, 0, -PAD, -1)
        words = str(index.data() or "")
        painter.setFont(font)
        painter.setPen(theme.colour("text" if words else "text3"))
        shown = QFontMetricsF(font).elidedText(words or "—", Qt.TextElideMode.ElideRight, room.width())
        mirror.words(painter, room, int(aligned), shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.pen("accent", 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 3, 3)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, EntityTable)
        cell = model.cell(index)
        made = _field(cell, parent)
        made.setObjectName("settings.editor")
        made.setProperty("cell", (model.id_at(index.row()), cell.key))
        made.textEdited.connect(lambda _words: self.refused.emit(""))
        made.left.connect(lambda: self._leave(made))
        if isinstance(made, ChoiceField) and made.only:
            completer = made.completer()
            completer.activated.connect(lambda _words: self._keep(made, _Hint.SubmitModelCache))
        made.kept.connect(lambda: self._keep(made, _Hint.NoHint))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Called again when another cell of the table changes: what was typed is not to be lost then.
        if isinstance(editor, TypedField) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        """Reached where the view closes an editor itself, since another cell became the current one."""
        if isinstance(editor, TypedField) and isinstance(model, EntityTable) and not editor.property("done"):
            self.refused.emit(self._attempt(model, editor))
            editor.setProperty("done", True)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cell: QRect = option.rect
        parent = editor.parentWidget()
        room = parent.rect() if parent is not None else cell
        width = max(cell.width(), _LEAST)
        left = max(min(mirror.beside(editor, cell, width), room.right() + 1 - width), 0)
        editor.setGeometry(left, cell.top(), width, cell.height() - 1)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, TypedField):
            hint = _HINTS.get(Qt.Key(event.key()))
            if hint is not None:
                self._keep(editor, hint)
                return True
        return False

    def _leave(self, editor: TypedField) -> None:
        # Closing takes the focus away, which would keep what was typed after all.
        editor.setProperty("done", True)
        self.refused.emit("")
        self.closeEditor.emit(editor, _Hint.RevertModelCache)

    def _keep(self, editor: TypedField, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Do what was typed and close the editor; where that is refused, say why and leave it open."""
        view = self.parent()
        model = view.model() if isinstance(view, QTableView) else None
        if not isinstance(model, EntityTable) or editor.property("done"):
            return
        reason = self._attempt(model, editor)
        self.refused.emit(reason)
        if not reason:
            editor.setProperty("done", True)
            self.closeEditor.emit(editor, hint)

    @staticmethod
    def _attempt(model: EntityTable, editor: TypedField) -> str:
        entity_id, key = editor.property("cell")
        place = model.place(entity_id)
        if place is None:
            return ""
        cells = (model.cell(model.index(place, column)) for column in range(model.columnCount()))
        cell = next(each for each in cells if each.key == key)
        words = editor.text()
        if words.strip() == cell.typed.strip() or cell.act is None:
            return ""
        try:
            action = cell.act(words)
        except DeskError as error:
            return str(error)
        reason = refusal(model.desk.portfolio, action)
        if not reason:
            editor.setProperty("done", True)
            if not model.desk.do(action):
                editor.setProperty("done", False)
                return tr("It could not be saved.")
        return reason


def _field(cell: Row, parent: QWidget) -> TypedField:
    choices = cell.choices() if cell.choices is not None else ()
    if cell.editor in ("choice", "known"):
        return ChoiceField(cell.caption, choices, parent, only=cell.editor == "choice", hint=cell.hint, bare=False)
    if cell.editor == "tags":
        return TagsField(cell.caption, choices, parent, hint=cell.hint, bare=False)
    kind = DateField if cell.editor == "date" else TypedField
    return kind(cell.caption, parent, hint=cell.hint, bare=False)


class Header(QHeaderView):
    """Column names in 11 px over one hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEADER)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @mirror.cell
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        theme = current_theme()
        words = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        aligned = self.model().headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        painter.setFont(fonts.font(fonts.CAPTION, 500))
        painter.setPen(theme.colour("text2"))
        mirror.words(painter, QRectF(rect).adjusted(PAD, 0, -PAD, -1), int(aligned), words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ground = "raised" if current_theme().dark else "surface"
        painter.fillRect(self.viewport().rect(), current_theme().colour(ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, current_theme().colour("line"))
        painter.end()
        super().paintEvent(event)


class EntityView(QTableView):
    """Rows of entities. Enter or typing edits a cell, Delete tells ``delete_wanted``."""

    delete_wanted = Signal()

    def __init__(self, model: EntityTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"settings.{model.table.key}")
        text.name(self, model.table.title, tr("Enter edits a cell, Delete deletes the row."))
        self.delegate = CellDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setHorizontalHeader(Header(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setTabKeyNavigation(False)

    def table_model(self) -> EntityTable:
        """The model, typed."""
        model = self.model()
        assert isinstance(model, EntityTable)
        return model

    def chosen(self) -> list[int]:
        """The ids of the selected rows."""
        return [self.table_model().id_at(index.row()) for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self.table_model().table.columns
        metrics = QFontMetricsF(fonts.font(fonts.CAPTION, 500))
        # The head of a narrow column is longer in some languages.
        needed = [ceil(metrics.horizontalAdvance(column.title)) + 2 * PAD for column in columns]
        widths = [
            max(column.width, least) if column.width else 0 for column, least in zip(columns, needed, strict=True)
        ]
        sharing = widths.count(0)
        share = max(60, (self.viewport().width() - sum(widths)) // sharing) if sharing else 0
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width or share)
