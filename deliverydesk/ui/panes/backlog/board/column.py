"""One column of the board: a list of cards over a list of ids. A table of one column, for Qt lays 50,000 rows of one
out in a few milliseconds where a list view asks for every row.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QStyle, QTableView, QWidget

from deliverydesk.domain.choices import choice_words
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.mime import DELIVERABLES
from deliverydesk.ui.panes.backlog.board.card import GAP, HEIGHT, CardPainter, figure_in, spoken
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QEvent

    from deliverydesk.domain.values import Stage
    from deliverydesk.ui.panes.backlog.board.drags import Drags
    from deliverydesk.ui.panes.backlog.sight import Sight

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
_Flag = QItemSelectionModel.SelectionFlag
_STEP = HEIGHT + GAP
_EDGE = 32
_MANY_RANGES = 100
SIDE = 8
"""The ground left and right of the cards."""


class Owner(Protocol):
    """What a column asks of its board."""

    cards: CardPainter
    drags: Drags

    @property
    def sight(self) -> Sight: ...

    def press(self, column: ColumnView, row: int, modifiers: Qt.KeyboardModifier) -> None: ...
    def release(self, column: ColumnView, row: int) -> None: ...
    def key(self, column: ColumnView, event: QKeyEvent) -> bool: ...
    def open(self, column: ColumnView, row: int) -> None: ...


class ColumnModel(QAbstractTableModel):
    """The cards of one stage, as Qt and screen readers see them."""

    def __init__(self, owner: Owner, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._owner, self.stage = owner, stage
        self.ids: Sequence[int] = ()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entity_id, sight = self.ids[index.row()], self._owner.sight
        if role == _Role.UserRole:
            return entity_id
        if role == _Role.DisplayRole:
            return text.one_line(sight.item(entity_id).title)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            said = text.one_line(spoken(sight, entity_id))
            return text.tooltip(said) if role == _Role.ToolTipRole else said
        return None

    def row_of(self, deliverable_id: int | None) -> int | None:
        """The row of a card, found by its place in the manager's order; None where it is not in this column."""
        items = self._owner.sight.portfolio.deliverables
        item = items.get(deliverable_id) if deliverable_id is not None else None
        if item is None or item.stage is not self.stage:
            return None
        row = bisect_left(self.ids, item.order_key, key=lambda entity_id: items[entity_id].order_key)
        return row if row < len(self.ids) and self.ids[row] == deliverable_id else None

    def rows_of(self, chosen: Collection[int]) -> list[int]:
        """The rows of those cards that are in this column, from the top."""
        if len(chosen) > _MANY_RANGES:
            return [row for row, entity_id in enumerate(self.ids) if entity_id in chosen]
        return sorted(row for each in chosen if (row := self.row_of(each)) is not None)

    def show_ids(self, ids: Sequence[int]) -> bool:
        """Show these cards; False where they are the same as before."""
        if ids == self.ids:
            return False
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()
        return True


class ColumnView(QTableView):
    """Shows and moves cards. Selection is by id, over all columns, and is the board's business."""

    def __init__(self, owner: Owner, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner, self.stage = owner, stage
        self.cards = ColumnModel(owner, stage, self)
        self.chosen: Collection[int] = frozenset()
        self.over = False
        self._line: int | None = None
        self._hover = -1
        self._pressed: QPoint | None = None
        self._pointer = QPoint()
        self._roll = QTimer(self)
        self._roll.setInterval(16)
        self._roll.timeout.connect(self._scroll_on)
        self._set_up()
        self.setModel(self.cards)

    def _set_up(self) -> None:
        self.setObjectName(f"backlog.board.{self.stage.value}")
        text.name(
            self,
            tr("Cards in {stage}", stage=choice_words(self.stage)),
            tr(
                "Arrows walk the cards. Ctrl with Left or Right takes them to the next stage, "
                "Alt with Up or Down ranks."
            ),
        )
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(_STEP)
        self.verticalScrollBar().setSingleStep(_STEP // 2)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setAutoScroll(False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # ---- where is what

    def row_at(self, y: int) -> int:
        """The card at a height of the viewport; -1 beside and below the cards."""
        row, within = divmod(y + self.verticalOffset(), _STEP)
        return row if 0 <= row < len(self.cards.ids) and within < HEIGHT else -1

    def row_between(self, y: int) -> int:
        """The card that something dropped at this height goes above; the number of cards at the end."""
        row = (y + self.verticalOffset() + _STEP // 2) // _STEP
        return min(max(row, 0), len(self.cards.ids))

    def card_rect(self, row: int) -> QRect:
        """Where a card is painted in the viewport."""
        return QRect(SIDE, row * _STEP - self.verticalOffset(), self.viewport().width() - 2 * SIDE, HEIGHT)

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure of a card at a place of the viewport."""
        row = self.row_at(pos.y())
        model = self._owner.sight.portfolio.settings.scoring_model.value
        if row < 0:
            return None
        way, card = self.layoutDirection(), self.card_rect(row)
        found = figure_in(card, QStyle.visualPos(way, card, pos), model)
        return (found[0], QStyle.visualRect(way, card, found[1])) if found is not None else None

    def current_row(self) -> int:
        """The card that the keyboard is at; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Make a card the keyboard's, and bring it into sight."""
        index = self.cards.index(row, 0)
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self.scrollTo(index)
        self.viewport().update()

    def show_cards(self, ids: Sequence[int]) -> None:
        """Show these cards; the view stays where it is."""
        place = self.verticalScrollBar().value()
        if self.cards.show_ids(ids):
            self.verticalScrollBar().setValue(place)
        self.viewport().update()

    def show_chosen(self, chosen: Collection[int], current: int | None) -> None:
        """Show which cards are selected. Qt is told too, for screen readers, unless they are all over the place."""
        self.chosen = chosen
        selecting, rows = self.selectionModel(), self.cards.rows_of(chosen)
        marked = QItemSelection()
        if len(rows) <= _MANY_RANGES:
            for row in rows:
                marked.select(self.cards.index(row, 0), self.cards.index(row, 0))
        selecting.select(marked, _Flag.ClearAndSelect)
        at = self.cards.row_of(current) if current in chosen else None
        if at is not None:
            selecting.setCurrentIndex(self.cards.index(at, 0), _Flag.NoUpdate)
        self.viewport().update()

    def show_line(self, row: int | None) -> None:
        """Show where a drop would go: above this card."""
        if row != self._line:
            self._line = row
            self.viewport().update()

    # ---- looks

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, owner, painter = current_theme(), self._owner, mirror.painter(self.viewport())
        area = mirror.rect(self.viewport(), event.rect())
        painter.fillRect(area, theme.colour("badBg" if self.over else "canvas"))
        ids, first = self.cards.ids, max((area.top() + self.verticalOffset()) // _STEP, 0)
        last = min((area.bottom() + self.verticalOffset()) // _STEP, len(ids) - 1)
        sight = owner.sight
        for row in range(first, last + 1):
            entity_id = ids[row]
            owner.cards.paint(
                painter,
                QRectF(self.card_rect(row)),
                theme,
                sight,
                entity_id,
                selected=entity_id in self.chosen,
                hovered=row == self._hover,
                faint=entity_id in owner.drags.ids,
            )
        if not ids:
            self._paint_nothing(painter)
        if self.hasFocus() and 0 <= self.current_row() < len(ids):
            painter.setPen(theme.pen("accent", 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.card_rect(self.current_row())).adjusted(3.5, 3.5, -3.5, -3.5), 4, 4)
        if self._line is not None:
            self._paint_line(painter, self._line)

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.setFont(fonts.font(fonts.DETAIL))
        painter.setPen(current_theme().colour("text3"))
        room = self.viewport().rect().adjusted(SIDE, 0, -SIDE, 0)
        painter.drawText(QRect(room.left(), 8, room.width(), 28), int(Qt.AlignmentFlag.AlignCenter), tr("No items"))

    def _paint_line(self, painter: QPainter, row: int) -> None:
        theme = current_theme()
        y = min(max(row * _STEP - self.verticalOffset() - GAP // 2, 4), self.viewport().height() - 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(12, y - 1, self.viewport().width() - 14, 2, theme.colour("accent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("accent", 2.0))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QRectF(5, y - 4, 8, 8))

    # ---- pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        row = self.row_at(place.y())
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._pressed = place if row >= 0 and event.button() == Qt.MouseButton.LeftButton else None
            if event.button() == Qt.MouseButton.LeftButton or row >= 0:
                self._owner.press(self, row, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self._set_hover(self.row_at(place.y()) if not event.buttons() else -1)
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (place - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            row, self._pressed = self.row_at(self._pressed.y()), None
            self._owner.drags.start(self, row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            row, self._pressed = self.row_at(self._pressed.y()), None
            if event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self._owner.release(self, row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        row = self.row_at(event.position().toPoint().y())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and not event.modifiers():
            self._pressed = None
            self._owner.open(self, row)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == event.Type.Leave:
            self._set_hover(-1)
        return super().viewportEvent(event)

    def _set_hover(self, row: int) -> None:
        if row != self._hover:
            self._hover = row
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._owner.key(self, event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_row() < 0 and self.cards.ids:
            self.go_to(0)
        self.viewport().update()

    # ---- drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction() if event.mimeData().hasFormat(DELIVERABLES) else event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._pointer = event.position().toPoint()
        row = self._owner.drags.aim(self, event)
        self.show_line(row)
        if row is None:
            event.ignore()
            return
        if not self._roll.isActive():
            self._roll.start()
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drop()
        self._owner.drags.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self._end_drop()
        if self._owner.drags.drop(self, event):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def _end_drop(self) -> None:
        self._roll.stop()
        self.show_line(None)

    def _scroll_on(self) -> None:
        """Near an edge the cards move on, the faster the nearer, also while the pointer rests."""
        height, y = self.viewport().height(), self._pointer.y()
        depth = y - _EDGE if y < _EDGE else y - (height - _EDGE) if y > height - _EDGE else 0
        bar = self.verticalScrollBar()
        before = bar.value()
        if depth:
            bar.setValue(before + (round(depth / _EDGE * 22) or (1 if depth > 0 else -1)))
        if bar.value() != before and self._line is not None:
            self.show_line(self.row_between(y))
