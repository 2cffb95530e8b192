"""The board of now, next and later with hands: cards selected, dragged between columns, walked and moved by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QApplication, QToolTip

from deliverydesk.analysis.horizons import ORDER, When
from deliverydesk.charts.horizons import card_words
from deliverydesk.rendering.horizons import HEAD, BoardFrame, Lit, paint_board
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.panes.roadmap.painted import PaintedArea
from deliverydesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.horizons import Card, HorizonBoard

_HINT = tr("Arrows walk the cards, Ctrl with Left or Right moves them, Enter plans them.")
_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class HorizonView(PaintedArea):
    """Shows a board and tells of gestures; it changes nothing itself."""

    picked = Signal(object, object)
    """ids and the current one."""
    put = Signal(object, object)
    """ids and the column that they are put into."""
    opened = Signal(object)
    """An id: a double click, or Enter."""
    menu_wanted = Signal(object)
    """A global place."""

    def __init__(
        self,
        board: HorizonBoard,
        theme: Theme,
        carried: Callable[[QMimeData], Sequence[int]],
        note: Callable[[Sequence[int], When], str],
        parent: QWidget | None = None,
    ) -> None:
        """`carried` names the items of a drag from outside; `note` says what putting items into a column does."""
        super().__init__(theme, parent)
        self.board = board
        self.lit = Lit()
        self.is_waiting = False
        """Whether the cards are still to come."""
        self._carried, self._note = carried, note
        self._pressed: tuple[QPointF, Card | None] | None = None
        self._at = QPointF()
        self._ids: tuple[int, ...] = ()
        self._words = ""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(27)
        self.viewport().setAcceptDrops(True)
        self.setObjectName("roadmap.horizons_view")
        text.name(self, tr("Now, next and later"), _HINT)

    # what is shown

    def show_board(self, board: HorizonBoard) -> None:
        """Another board; the view stays where it is."""
        self.is_waiting = False
        self.board = board
        self._relayout()
        self.viewport().update()

    def wait(self) -> None:
        """Say that the cards come in a moment, until they are shown."""
        self.is_waiting = True
        self.viewport().update()

    def select(self, ids: frozenset[int], current: int | None) -> None:
        """What is selected in all panes."""
        focused = current if current in self.board.cards else None
        if (ids, focused) == (self.lit.selected, self.lit.focused):
            return
        self.lit = self.lit._replace(selected=ids, focused=focused)
        if focused is not None:
            self._reveal(focused)
            self.say(card_words(self.board, self.board.cards[focused]).replace("\n", ". "))
        self.viewport().update()

    def frame(self) -> BoardFrame:
        """How the viewport is divided now."""
        size = self.viewport().size()
        return BoardFrame(
            self.board, float(size.width()), float(size.height()), float(self.verticalScrollBar().value())
        )

    def box(self, one: int) -> QRectF:
        """Where a card lies."""
        card = self.board.cards[one]
        return self.frame().box(card, self.board.cells[card.lane, card.when].index(card))

    def card_at(self, at: QPointF) -> Card | None:
        """The card at a place."""
        if at.y() < HEAD:
            return None
        return next((card for card, box in self.frame().shown() if box.contains(at)), None)

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The head of a column, which says what belongs there."""
        if pos.y() >= HEAD:
            return None
        frame = self.frame()
        left = frame.column_x(frame.spot_at(pos.x(), pos.y()).when)
        return "now_next_later", QRectF(left, 4, frame.column, HEAD - 4).toAlignedRect()

    def words(self) -> str:
        """What letting go of a drag would do."""
        return self._words

    def _relayout(self) -> None:
        room = self.viewport().height() - HEAD
        bar = self.verticalScrollBar()
        bar.setPageStep(max(int(room), 1))
        bar.setRange(0, max(round(self.frame().whole + 8 - room), 0))

    def _reveal(self, one: int) -> None:
        box, bar = self.box(one), self.verticalScrollBar()
        if box.top() < HEAD + 4:
            bar.setValue(bar.value() - round(HEAD + 30 - box.top()))
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + round(box.bottom() - self.viewport().height() + 8))

    # pointing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        card = self.card_at(event.position())
        self._pressed = (event.position(), card)
        selected = self.lit.selected
        if card is None:
            self.picked.emit((), None)
        elif event.modifiers() & _ADDING:
            ids = [one for one in self._ordered(selected) if one != card.id]
            ids = ids if card.id in selected else [*ids, card.id]
            self.picked.emit(tuple(ids), card.id if card.id in ids else None)
        elif card.id not in selected:
            self.picked.emit((card.id,), card.id)

    def _ordered(self, ids: frozenset[int]) -> list[int]:
        return [one for one in self.board.cards if one in ids]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._ids:
            self._drag_to(at)
        elif self._pressed is not None and self._pressed[1] is not None:
            if (at - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance():
                held = self._pressed[1].id
                selected = self.lit.selected
                self._begin(tuple(self._ordered(selected)) if held in selected else (held,))
                self._drag_to(at)
        elif self._pressed is None:
            card = self.card_at(at)
            hovered = card.id if card is not None else None
            if hovered != self.lit.hovered:
                self.lit = self.lit._replace(hovered=hovered)
                self.viewport().update()

    def _begin(self, ids: tuple[int, ...]) -> None:
        self._ids = ids
        self.lit = self.lit._replace(dragged=frozenset(ids), hovered=None)
        QToolTip.hideText()

    def _drag_to(self, at: QPointF) -> None:
        self._at = at
        when = self.frame().spot_at(at.x(), at.y()).when
        moved = any(one not in self.board.cards or self.board.cards[one].when != when for one in self._ids)
        into = when if moved else None
        if into != self.lit.into or not self._words:
            self._words = self._note(self._ids, when)
        self.lit = self.lit._replace(into=into)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._ids:
            ids, into = self._ids, self.lit.into
            self.cancel_drag()
            if into is not None:
                self.put.emit(ids, into)
            return
        card = pressed[1] if pressed is not None else None
        if card is not None and len(self.lit.selected) > 1 and not event.modifiers() & _ADDING:
            self.picked.emit((card.id,), card.id)

    def cancel_drag(self) -> bool:
        """Give up the drag that is under way. False where there is none."""
        self._pressed = None
        if not self._ids:
            return False
        self._ids, self._words = (), ""
        self.lit = self.lit._replace(dragged=frozenset(), into=None)
        self.viewport().update()
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self.card_at(event.position())
        if card is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            self.opened.emit(card.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        card = self.card_at(QPointF(event.pos()))
        if card is not None and card.id not in self.lit.selected:
            self.picked.emit((card.id,), card.id)
        self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            card = self.card_at(QPointF(event.pos())) if not self._ids else None
            return self.tell(event, card_words(self.board, card) if card is not None else "")
        if event.type() == QEvent.Type.Leave and self.lit.hovered is not None:
            self.lit = self.lit._replace(hovered=None)
            self.viewport().update()
        return super().viewportEvent(event)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        card = self.board.cards.get(self.lit.focused) if self.lit.focused is not None else None
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key == Qt.Key.Key_Escape:
            if not self.cancel_drag():
                self.picked.emit((), None)
        elif key in across and keys == Qt.KeyboardModifier.ControlModifier:
            self._put_by(across[key])
        elif key in across and not keys:
            self._walk_across(card, across[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not keys & ~Qt.KeyboardModifier.ShiftModifier:
            self._walk(card, 1 if key == Qt.Key.Key_Down else -1, extend=bool(keys))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and card is not None:
            self.opened.emit(card.id)
        elif key == Qt.Key.Key_A and keys == Qt.KeyboardModifier.ControlModifier:
            self.picked.emit(tuple(self.board.cards), self.lit.focused)
        else:
            super().keyPressEvent(event)

    def _put_by(self, by: int) -> None:
        """Put all selected cards into the column beside that of the current one."""
        card = self.board.cards.get(self.lit.focused) if self.lit.focused is not None else None
        ids = tuple(self._ordered(self.lit.selected))
        if card is not None and ids:
            at = ORDER.index(card.when) + by
            if 0 <= at < len(ORDER):
                self.put.emit(ids, ORDER[at])

    def _column(self, when: When) -> list[Card]:
        return [card for lane in range(len(self.board.lanes)) for card in self.board.cells[lane, when]]

    def _walk(self, card: Card | None, by: int, *, extend: bool) -> None:
        if card is None:
            first = next(iter(self.board.cards), None)
            if first is not None:
                self.picked.emit((first,), first)
            return
        column = self._column(card.when)
        at = column.index(card) + by
        if 0 <= at < len(column):
            one = column[at].id
            kept = [each for each in self._ordered(self.lit.selected) if each != one] if extend else []
            self.picked.emit((*kept, one), one)

    def _walk_across(self, card: Card | None, by: int) -> None:
        if card is None:
            self._walk(None, by, extend=False)
            return
        height = self.box(card.id).top()
        at = ORDER.index(card.when) + by
        while 0 <= at < len(ORDER):
            column = self._column(ORDER[at])
            if column:
                nearest = min(column, key=lambda one: abs(self.box(one.id).top() - height)).id
                self.picked.emit((nearest,), nearest)
                return
            at += by

    # drops from outside

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        ids = tuple(self._carried(event.mimeData()))
        if not ids:
            event.ignore()
            return
        self._begin(ids)
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._ids:
            self._drag_to(event.position())
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.cancel_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._ids:
            self._drag_to(event.position())
            ids, into = self._ids, self.lit.into
            self.cancel_drag()
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if into is not None:
                self.put.emit(ids, into)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        inks = self._inks
        inks.ratio = painter.device().devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_waiting:
            painter.fillRect(self.viewport().rect(), inks.brush("surface"))
            inks.text(painter, 16.0, HEAD - 8.0, tr("Sorting the items into now, next and later…"), "text2", 13)
            painter.end()
            return
        paint_board(painter, self.frame(), inks, self.lit)
        if self._ids and self._words:
            self._paint_note(painter)
        if self.hasFocus() and self.lit.focused is None:
            self.paint_ring(painter)
        painter.end()

    def _paint_note(self, painter: QPainter) -> None:
        inks, width = self._inks, float(self.viewport().width())
        words = inks.fitted(self._words, width - 30, 12, 500)
        wide = inks.width(words, 12, 500) + 16
        left = min(max(self._at.x() + 12, 4.0), width - wide - 4)
        top = self._at.y() - 36 if self._at.y() > 44 else self._at.y() + 20
        painter.setPen(inks.pen("accent", 1.0))
        painter.setBrush(inks.brush("raised"))
        painter.drawRoundedRect(QRectF(left, top, wide, 24), 6, 6)
        inks.text(painter, left + 8, top + 16.2, words, "text", 12, 500)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relayout()
