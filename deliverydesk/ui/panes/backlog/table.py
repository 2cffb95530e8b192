"""The table of the backlog: Qt's table view with its own painting, dragging and steps of the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QWidget,
)

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.panes.backlog.bands import Band
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE, SCORED
from deliverydesk.ui.panes.backlog.editors import CellDelegate, CellField, ChoiceField
from deliverydesk.ui.panes.backlog.header import HEIGHT, BacklogHeader
from deliverydesk.ui.panes.backlog.outlook import cut_row, line_words
from deliverydesk.ui.panes.backlog.ranges import CARRIERS
from deliverydesk.ui.panes.backlog.selecting import SharedSelection
from deliverydesk.ui.theme import Theme, current_theme

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.model import BacklogModel


class BacklogTable(SharedSelection):
    """Selection, keyboard, editors, tooltips and screen readers are Qt's; painting and dragging are its own."""

    score_clicked = Signal(int, QRect)
    """The row whose score was clicked or entered, and where that cell is in the viewport."""
    resized = Signal()

    def __init__(self, desk: Desk, model: BacklogModel, parent: QWidget | None = None) -> None:
        super().__init__(desk, model, parent)
        self._hover = -1
        self._stays = False
        """The open field belongs to an item just added: Enter stays with it, so that another one goes below it."""
        self._typed, self._typing = "", QElapsedTimer()
        self._set_up()
        self.delegate = CellDelegate(model, self.viewport())
        self.delegate.kept.connect(self._go_on)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.set_density("standard")
        model.modelReset.connect(self._forget_hover)
        model.renewed.connect(self._renew)
        model.rescored.connect(self._rescore)
        self.follow_selection()

    def _set_up(self) -> None:
        self.setObjectName("backlog.table")
        text.name(
            self,
            tr("Backlog"),
            tr(
                "Deliverables in your order. F2 or typing edits a cell, Shift with the arrow keys selects cells, "
                "Alt with Up and Down moves the selected items."
            ),
        )
        self.setHorizontalHeader(BacklogHeader(self))
        self.horizontalHeader().setFixedHeight(HEIGHT)
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setMinimumSectionSize(16)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.clicked.connect(self._click)

    # ---- looks

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, area = current_theme(), mirror.rect(self.viewport(), event.rect())
        painter = mirror.painter(self.viewport())
        painter.fillRect(area, theme.colour("surface"))
        rows = self._model.rows
        height = self.row_height()
        first = max(self.first_row_at(area.top()), 0)
        last = min(self.first_row_at(area.bottom()), len(rows.ids) - 1)
        if last >= first:
            top = self.row_top(first)
            ids = rows.ids[first : last + 1]
            band = Band(ids, first, [top + n * height for n in range(len(ids))], height, self._sel)
            items = band.without_headings()
            self._paint_grounds(painter, theme, area, items)
            self.paint_headings(painter, theme, band)
            self._paint_columns(painter, theme, area, items)
            self.painter_of_rows.dim_archived(painter, rows, theme, self.viewport().width(), items)
            self._paint_over(painter, theme, items)
        self._paint_cut(painter, theme)
        self.paint_drop_line(painter, theme)

    def _paint_grounds(self, painter: QPainter, theme: Theme, area: QRect, band: Band) -> None:
        spread = self.spread()
        # Cells stand out from their rows; rows selected as such from the others.
        chosen = theme.colour("sel" if spread is None or spread.single else "hover")
        line = theme.colour("line")
        left, width, height = area.left(), area.width(), band.height
        active = self.hasFocus() or self.state() == QAbstractItemView.State.EditingState
        for number, entity_id, top in zip(band.numbers(), band.ids, band.tops, strict=True):
            if entity_id in self._sel:
                painter.fillRect(left, top, width, height, chosen)
                if active and left < 2:
                    painter.fillRect(0, top, 2, height - 1, theme.colour("accent"))
            elif number == self._hover:
                painter.fillRect(left, top, width, height, theme.colour("hover"))
            painter.fillRect(left, top + height - 1, width, 1, line)
        self.paint_spread_ground(painter, theme)

    def _paint_columns(self, painter: QPainter, theme: Theme, area: QRect, band: Band) -> None:
        header, paint = self.horizontalHeader(), self.painter_of_rows
        offset = header.offset()
        paint.lend(self._lent())
        for visual in range(header.count()):
            section = header.logicalIndex(visual)
            if header.isSectionHidden(section):
                continue
            left, width = header.sectionPosition(section) - offset, header.sectionSize(section)
            if left + width > area.left() and left <= area.right():
                paint.paint_column(painter, self._model.rows, theme, COLUMNS[section].key, left, width, band)

    def _lent(self) -> float:
        """The width of the columns of ranks right of the score's: the reason for no score runs into them."""
        header = self.horizontalHeader()
        lent, visual = 0, header.visualIndex(PLACE["score"]) + 1
        while visual < header.count():
            section = header.logicalIndex(visual)
            if not header.isSectionHidden(section):
                if COLUMNS[section].key not in ("score_rank", "gap"):
                    break
                lent += header.sectionSize(section)
            visual += 1
        return float(lent)

    def _paint_over(self, painter: QPainter, theme: Theme, band: Band) -> None:
        if self._dragged:
            veil, moving = theme.veil("sel", 0.6), set(self._dragged)
            for entity_id, top in zip(band.ids, band.tops, strict=True):
                if entity_id in moving:
                    painter.fillRect(0, top, self.viewport().width(), band.height - 1, veil)
        self.paint_spread(painter, theme)
        if self._by_keyboard and self.hasFocus() and self.current_group() is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(theme.pen("accent", 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self._heading_cell()).adjusted(1, 1, -1, -1))

    def _paint_cut(self, painter: QPainter, theme: Theme) -> None:
        """The cut line under the last row that has the chance, with its words: in the manager's order alone."""
        row = cut_row(self._model.rows)
        outlook = self._model.rows.sight.outlook
        if row is None or outlook is None:
            return
        y = max(self.row_top(row + 1) - 1, 1)
        if y > self.viewport().height() + self.row_height():
            return
        width, font = self.viewport().width(), fonts.font(fonts.DETAIL, 600)
        words = line_words(outlook, self._model.rows.sight.today)
        measured = QFontMetrics(font)
        words = measured.elidedText(words, Qt.TextElideMode.ElideRight, width - 32)
        wide, high = measured.horizontalAdvance(words) + 12, measured.height() + 2
        painter.fillRect(0, y - 1, width, 2, theme.colour("ink"))
        box = QRect(width - wide - 8, max(y - high // 2, 0), wide, high)
        painter.fillRect(box, theme.colour("ink"))
        painter.setFont(font)
        painter.setPen(theme.colour("surface"))
        painter.drawText(QPointF(box.left() + 6, box.top() + 1 + measured.ascent()), words)

    def _heading_cell(self) -> QRect:
        cell = self.visualRect(self.currentIndex())
        return QRect(0, cell.top(), self.viewport().width(), cell.height() - 1)

    def _renew(self, ids: set[int] | None) -> None:
        self.painter_of_rows.forget(ids)
        self.painter_of_rows.forget_scores()
        self.viewport().update()

    def _rescore(self) -> None:
        self.painter_of_rows.forget_scores()
        self.viewport().update()

    # ---- pointer

    def _forget_hover(self) -> None:
        self._hover = -1

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A cell with a list of choices opens with the list: who uses the mouse wants to see what there is."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and COLUMNS[index.column()].key not in CARRIERS:
            self.edit(index, QAbstractItemView.EditTrigger.DoubleClicked, event)
        else:
            super().mouseDoubleClickEvent(event)
        field = self.viewport().focusWidget()
        if isinstance(field, ChoiceField) and field.column.editor == "choice":
            field.show_all()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        row = self.first_row_at(place.y())
        self._set_hover(row if self._model.id_at(row) is not None else -1)
        over_score = self._hover >= 0 and self.columnAt(place.x()) == PLACE["score"] and not event.buttons()
        hand = self._model.rows.sight.scores is not None and over_score
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if self.over_handle(place) else shape)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._set_hover(-1)
        return super().viewportEvent(event)

    def _set_hover(self, row: int) -> None:
        if row == self._hover:
            return
        for each in (self._hover, row):
            if each >= 0:
                self.viewport().update(0, self.row_top(each), self.viewport().width(), self.row_height())
        self._hover = row

    def _click(self, index: QModelIndex) -> None:
        if index.column() == PLACE["score"]:
            self.score_clicked.emit(index.row(), self.visualRect(index))

    # ---- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() != QAbstractItemView.State.EditingState:
            current, plain = self.currentIndex(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                if self._run is None:
                    self.open_cell()
                else:
                    self._step_from(current.row(), 1, self._run)
                return
            if current.isValid() and COLUMNS[current.column()].key == "rank" and event.text().isalpha() and plain:
                # Nobody types a rank in letters: they look for a title.
                self.keyboardSearch(event.text())
                return
        super().keyPressEvent(event)

    def open_cell(self, *, at_end: bool = False) -> None:
        """Edit the current cell, with the caret at the end or all selected; on a score, show how it came about."""
        current = self.currentIndex()
        if not current.isValid():
            return
        if (group := self.current_group()) is not None:
            self.toggle(group)
            return
        if COLUMNS[current.column()].key in SCORED:
            self.score_clicked.emit(current.row(), self.visualRect(current))
            return
        self.edit(current)
        field = self.viewport().focusWidget()
        if at_end and isinstance(field, CellField):
            field.end(False)

    def _go_on(self, way: str, deliverable_id: int, row: int) -> None:
        """After an edit: down, up, or along the row. An item that moved meanwhile is not left out of sight."""
        now, stays = self._model.rows.row_of(deliverable_id), self._stays
        self._stays = False
        if now is None or way == "stay" or (stays and way == "down"):
            return
        if now != row:
            self._move_to(now, self._column, extend=False)
        elif way in ("next", "back"):
            self._run = self._column if self._run is None else self._run
            following = self._cell_after(self.currentIndex(), 1 if way == "next" else -1)
            if following.isValid():
                self._move_to(following.row(), following.column(), extend=False)
        elif way == "down":
            self._step_from(row, 1, self._column if self._run is None else self._run)
        else:
            self._step_from(row, -1, self._column)

    def _step_from(self, row: int, step: int, section: int) -> None:
        self._run = None
        if 0 <= row + step < len(self._model.rows.ids):
            self._move_to(row + step, section, extend=False)
        else:
            self._move_to(row, section, extend=False)

    def edit_cell(self, deliverable_id: int, column: str) -> None:
        """Open the editor of one cell, scrolled into sight."""
        row = self._model.rows.row_of(deliverable_id)
        if row is None:
            return
        index = self._model.index(row, PLACE[column])
        # Qt's own way asks which keys are held, and takes a selected row out again while it is Ctrl, as after Ctrl+Ins.
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index)
        self.edit(index)
        self._stays = True

    def keyboardSearch(self, search: str) -> None:
        """Letters typed in a row go to the next title that begins with them. Qt's own search asks row by row."""
        pause = QApplication.keyboardInputInterval()
        going_on = self._typing.isValid() and self._typing.elapsed() < pause
        self._typed = self._typed + search if going_on else search
        self._typing.start()
        start = max(self.currentIndex().row(), 0) + (0 if len(self._typed) > 1 else 1)
        row = self._model.rows.row_starting(self._typed, start)
        if row is not None:
            self.setCurrentIndex(self._model.index(row, self._current_column()))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.delegate.note.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
