"""The timeline with hands: pointing, dragging, keys, drops. It tells what was asked for and changes nothing itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QToolTip

from deliverydesk.rendering.roadmap_head import mark_y, marks_of
from deliverydesk.ui import text
from deliverydesk.ui.panes.roadmap.gestures import (
    Band,
    DropIn,
    Gesture,
    MoveBars,
    MoveMark,
    Pan,
    Preview,
    ResizeBar,
)
from deliverydesk.ui.panes.roadmap.hits import Hit, bars_between, hit
from deliverydesk.ui.panes.roadmap.timeline import ZOOM_STEP, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QHelpEvent,
        QKeyEvent,
        QMouseEvent,
        QWheelEvent,
    )
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.roadmap import Link, RoadmapPicture
    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.ui.theme import Theme

    class Facts(Protocol):
        """What the timeline asks about the portfolio."""

        def describe(self, found: Hit) -> str:
            """The tooltip of what was hit."""

        def carried(self, data: QMimeData) -> Sequence[int]:
            """The ids that a drag from outside carries."""

        def measure(self, ids: Sequence[int]) -> tuple[list[int], list[int]]:
            """Their lengths in days, and the numbers of their colours."""

        def lane_change(self, ids: Sequence[int], lane: int | None) -> str:
            """What putting them into a lane changes, in words; empty where nothing."""


_NEAR_EDGE = 28
_MANY_LINKS = 300
_BOTH = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class RoadmapArea(Timeline):
    """Shows a picture and tells of gestures."""

    moved = Signal(object, int, object)
    """ids, days, lane or None."""
    resized = Signal(object, int, int)
    """id, start and end (the day after the last)."""
    mark_moved = Signal(object, int)
    """id, day."""
    dropped_in = Signal(object, int, object)
    """ids, start, lane or None."""
    picked = Signal(object, object)
    """ids, the current one or None."""
    mark_picked = Signal(object)
    """id or None."""
    opened = Signal(object)
    """A `Hit` that was double-clicked, or whose key is Enter."""
    menu_wanted = Signal(object, object)
    """A `Hit` and a global place."""

    def __init__(self, picture: RoadmapPicture, theme: Theme, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(picture, theme, parent)
        self._facts = facts
        self._gesture: Gesture | None = None
        self.foretell: Callable[[Gesture | None], tuple[str, bool]] | None = None
        """Told of each step of a drag and of its end, shows elsewhere what it would do; words, and are they bad?"""
        self._foretold = ("", False)
        self._pressed: tuple[QPointF, Hit, Qt.KeyboardModifier] | None = None
        self._last = QPointF()
        self._links_of: RoadmapFrame | None = None
        """The frame that `_links_shown` was gathered for."""
        self._links_shown: list[Link] = []
        self._space = False
        self._push = QTimer(self)
        self._push.setInterval(30)
        self._push.timeout.connect(self._push_edge)
        self.viewport().setAcceptDrops(True)
        self.setObjectName("roadmap.area")
        text.name(self, "Roadmap", "No item is current. Tab walks the items.")

    def looked_ahead(self) -> Preview | None:
        if self._gesture is None:
            return None
        load, over = self._foretold
        return self._gesture.preview()._replace(load=load, over=over)

    def lane_change(self, ids: Sequence[int], lane: int | None) -> str:
        """What putting items into a lane changes, in words."""
        return self._facts.lane_change(ids, lane)

    # pointing

    def hit(self, at: QPointF) -> Hit:
        """What lies at a place of the viewport."""
        frame = self.frame()
        marks = marks_of(frame, self._inks)
        heights = {placed.mark.id: mark_y(frame, placed) for placed in marks}
        return hit(frame, marks, self._near_links(), heights, at.x(), at.y())

    def _near_links(self) -> list[Link]:
        frame = self.frame()
        if not self.shown.links:
            return []
        if frame is not self._links_of:
            ids = bars_between(frame, frame.left, frame.top, frame.right, frame.bottom)[:400]
            found = {link.id: link for bar_id in ids for link in self.picture.links.get(bar_id, ())}
            self._links_shown = list(found.values()) if len(found) <= _MANY_LINKS else []
            self._links_of = frame
        return self._links_shown

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._last = at
        pan = event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        )
        if pan:
            self._begin(Pan(self, at))
        elif event.button() == Qt.MouseButton.LeftButton:
            found = self.hit(at)
            self._pressed = (at, found, event.modifiers())
            self._press(found, event.modifiers())
        else:
            super().mousePressEvent(event)

    def _press(self, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        self.mark_picked.emit(found.id if found.kind == "mark" else None)
        if found.kind not in ("bar", "start", "end") or found.id is None:
            return
        selected = self.shown.selected
        if modifiers & _BOTH:
            ids = [one for one in selected if one != found.id]
            ids = ids if found.id in selected else [*ids, found.id]
            self.picked.emit(tuple(ids), found.id if found.id in ids else None)
        elif found.id not in selected:
            self.picked.emit((found.id,), found.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._last = at
        if self._gesture is None and self._pressed is not None:
            far = (at - self._pressed[0]).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._begin_from_press(*self._pressed)
        if self._gesture is not None:
            self._move_gesture(event.modifiers())
            return
        if self._pressed is None:
            self._hover(at)

    def _begin_from_press(self, at: QPointF, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        self._pressed = None
        bar = self.picture.bars.get(found.id) if found.id is not None else None
        if bar is not None and found.kind in ("start", "end"):
            self._begin(ResizeBar(self, bar, end=found.kind == "end", at=at))
        elif bar is not None and found.kind == "bar":
            ids = self.shown.selected if bar.id in self.shown.selected else {bar.id}
            self._begin(MoveBars(self, bar, sorted(ids & self.picture.bars.keys()), at))
        elif found.kind == "mark":
            mark = next((one for one in self.picture.marks if one.id == found.id), None)
            if mark is not None:
                self._begin(MoveMark(self, mark, at))
        elif found.kind in ("empty", "link"):
            if modifiers & _BOTH:
                kept = self.shown.selected if modifiers & Qt.KeyboardModifier.ControlModifier else ()
                self._begin(Band(self, at, sorted(kept)))
            else:
                self._begin(Pan(self, at))
        elif found.kind in ("header", "strip"):
            self._begin(Pan(self, at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        gesture = self._gesture
        if gesture is not None:
            self._end()
            gesture.finish()
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self._click(pressed[1], pressed[2])
        self._hover(event.position())

    def _click(self, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & _BOTH:
            return
        if found.kind in ("bar", "start", "end") and len(self.shown.selected) > 1 and found.id is not None:
            self.picked.emit((found.id,), found.id)
        elif found.kind == "empty":
            self.picked.emit((), None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.hit(event.position()))

    def _begin(self, gesture: Gesture) -> None:
        QToolTip.hideText()
        self._gesture = gesture
        self.viewport().setCursor(gesture.cursor)
        if isinstance(gesture, (MoveBars, ResizeBar)):
            self._show_dragged(gesture)
        self.viewport().update()

    def _show_dragged(self, gesture: MoveBars | ResizeBar) -> None:
        self.shown = replace(self.shown, dragged=frozenset(gesture.ids), hovered=None)

    def _end(self) -> None:
        self._gesture = None
        self._foretell()
        self._push.stop()
        self.shown = replace(self.shown, dragged=frozenset(), hovered=None)
        self.viewport().unsetCursor()
        self.viewport().update()

    def _move_gesture(self, modifiers: Qt.KeyboardModifier) -> None:
        assert self._gesture is not None
        self._gesture.move(self._last, bool(modifiers & Qt.KeyboardModifier.AltModifier))
        self._foretell()
        self.viewport().update()
        near = self._push_by() != QPoint()
        if near and not isinstance(self._gesture, Pan) and not self._push.isActive():
            self._push.start()

    def _foretell(self) -> None:
        self._foretold = self.foretell(self._gesture) if self.foretell is not None else ("", False)

    def _push_by(self) -> QPoint:
        """How far the paper is to move because the pointer holds something near an edge."""
        frame = self.frame()
        x, y = self._last.x(), self._last.y()
        across = (x > frame.right - _NEAR_EDGE) - (x < frame.left + _NEAR_EDGE / 2)
        down = (y > frame.bottom - _NEAR_EDGE) - (frame.top - 8 < y < frame.top + _NEAR_EDGE / 2)
        return QPoint(across * 10, down * 8)

    def _push_edge(self) -> None:
        by = self._push_by()
        if self._gesture is None or by == QPoint():
            self._push.stop()
            return
        self.pan(-by.x(), -by.y())
        self._gesture.move(self._last, bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier))
        self._foretell()

    def cancel_gesture(self) -> bool:
        """Give up the drag that is under way. False where there is none."""
        self._pressed = None
        if self._gesture is None:
            return False
        self._end()
        return True

    def _hover(self, at: QPointF) -> None:
        found = self.hit(at)
        shapes = {
            "start": Qt.CursorShape.SizeHorCursor,
            "end": Qt.CursorShape.SizeHorCursor,
            "mark": Qt.CursorShape.SizeHorCursor,
            "bar": Qt.CursorShape.PointingHandCursor,
        }
        if found.kind in shapes:
            self.viewport().setCursor(shapes[found.kind])
        else:
            self.viewport().unsetCursor()
        over = found.id if found.kind in ("bar", "start", "end") else None
        if over != self.shown.hovered:
            self.shown = replace(self.shown, hovered=over)
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            return self._tell(event)  # type: ignore[arg-type]
        if event.type() == QEvent.Type.Leave and self._gesture is None:
            self._hover(QPointF(-1, -1))
        return super().viewportEvent(event)

    def _tell(self, event: QHelpEvent) -> bool:
        words = self._facts.describe(self.hit(QPointF(event.pos()))) if self._gesture is None else ""
        if words:
            shown = "<br>".join(text.escape(line) for line in text.shorten(words).splitlines())
            QToolTip.showText(event.globalPos(), f"<p>{shown}</p>", self.viewport(), QRect(event.pos(), event.pos()))
        else:
            QToolTip.hideText()
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        focused = self.shown.focused
        if by_key and focused is not None and focused in self.picture.bars:
            box = self.frame().bar_box(self.picture.bars[focused])
            place = QPoint(round(max(box[0], self.frame().left)) + 8, round(box[3]))
            self.menu_wanted.emit(Hit("bar", focused), self.viewport().mapToGlobal(place))
            return
        found = self.hit(QPointF(event.pos()))
        if found.kind in ("bar", "start", "end") and found.id not in self.shown.selected:
            self.picked.emit((found.id,), found.id)
        self.menu_wanted.emit(found, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Down and up; with Shift across; with Ctrl the zoom, at the pointer."""
        turn, fine = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP ** ((turn.y() or turn.x()) / 120), event.position().x())
        elif event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self.pan((fine.x() or fine.y()) if not fine.isNull() else (turn.x() or turn.y()) * 0.8, 0)
        elif not fine.isNull():
            self.pan(fine.x(), fine.y())
        else:
            self.pan(turn.x() * 0.8, turn.y() * 0.7)
        event.accept()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        step = 40 if event.modifiers() == Qt.KeyboardModifier.NoModifier else 200
        pans = {
            Qt.Key.Key_Left: (step, 0),
            Qt.Key.Key_Right: (-step, 0),
            Qt.Key.Key_Up: (0, step),
            Qt.Key.Key_Down: (0, -step),
            Qt.Key.Key_PageUp: (0, self.viewport().height() - 120),
            Qt.Key.Key_PageDown: (0, 120 - self.viewport().height()),
        }
        if key == Qt.Key.Key_Escape:
            if not self.cancel_gesture():
                self.picked.emit((), None)
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.shown.focused is not None:
            self.opened.emit(Hit("bar", self.shown.focused))
        elif key in pans and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pan(*pans[Qt.Key(key)])
        elif self._gesture is not None:
            self._move_gesture(event.modifiers())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().unsetCursor()
        elif self._gesture is not None and event.key() == Qt.Key.Key_Alt:
            self._move_gesture(event.modifiers())
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the bars in reading order, and leaves the roadmap after the last."""
        order = [bar.id for bar in self.picture.ordered()]
        focused = self.shown.focused
        if not order:
            return super().focusNextPrevChild(forward)
        if focused is not None and focused in self.picture.bars:
            at = order.index(focused) + (1 if forward else -1)
        else:
            at = 0 if forward else len(order) - 1
        if not 0 <= at < len(order) or not self.hasFocus():
            return super().focusNextPrevChild(forward)
        self.picked.emit((order[at],), order[at])
        self.reveal(order[at])
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False
        self.viewport().update()

    # drops from outside

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        ids = self._facts.carried(event.mimeData())
        if not ids:
            event.ignore()
            return
        self._gesture = DropIn(self, ids, *self._facts.measure(ids))
        self._drag_over(event)
        # taken wherever it enters: what is ignored here hears of no further moves
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if isinstance(self._gesture, DropIn):
            self._drag_over(event)
        else:
            event.ignore()

    def _drag_over(self, event: QDragMoveEvent) -> None:
        self._last = event.position()
        self._move_gesture(event.modifiers())
        if isinstance(self._gesture, DropIn) and self._gesture.lands():
            # the backlog keeps its rows: a copy, not a move
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if isinstance(self._gesture, DropIn):
            self._end()

    def dropEvent(self, event: QDropEvent) -> None:
        gesture = self._gesture
        if isinstance(gesture, DropIn):
            self._last = event.position()
            self._move_gesture(event.modifiers())
            self._end()
            gesture.finish()
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
