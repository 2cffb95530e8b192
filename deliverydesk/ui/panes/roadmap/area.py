"""The timeline with hands: pointing, dragging, keys, drops. It tells what was asked for and changes nothing itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QToolTip

from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.panes.roadmap.choosing import IDLE
from deliverydesk.ui.panes.roadmap.gestures import (
    Band,
    Connect,
    DropIn,
    Gesture,
    MoveBars,
    MoveMark,
    Pan,
    Preview,
    ResizeBar,
)
from deliverydesk.ui.panes.roadmap.hits import BARS, Hit
from deliverydesk.ui.panes.roadmap.pointing import Pointing
from deliverydesk.ui.panes.roadmap.walking import next_stop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
    )
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.ui.panes.roadmap.pointing import Facts
    from deliverydesk.ui.theme import Theme

_NEAR_EDGE = 28
_BOTH = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class RoadmapArea(Pointing):
    """Shows a picture and tells of gestures."""

    moved = Signal(object, int, object)
    """ids, days, lane or None."""
    resized = Signal(object, int, int)
    """id, start and end (the day after the last)."""
    mark_moved = Signal(object, int)
    """id, day."""
    dropped_in = Signal(object, int, object)
    """ids, start, lane or None."""
    linked = Signal(object, object)
    """The ids of what is waited for and of what waits."""
    chosen = Signal(object)
    """A `Hit` on a milestone or dependency that is to be selected; None for neither."""
    fold_wanted = Signal(int)
    """The place of a lane that is to be folded or unfolded."""
    opened = Signal(object)
    """A `Hit` that was double-clicked, or whose key is Enter."""

    def __init__(self, picture: RoadmapPicture, theme: Theme, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(picture, theme, facts, parent)
        self._gesture: Gesture | None = None
        self.foretell: Callable[[Gesture | None], tuple[str, bool]] | None = None
        """Told of each step of a drag and of its end, shows elsewhere what it would do; words, and are they bad?"""
        self._foretold = ("", False)
        self._pressed: tuple[QPointF, Hit, Qt.KeyboardModifier] | None = None
        self._space = False
        self._push = QTimer(self)
        self._push.setInterval(30)
        self._push.timeout.connect(self._push_edge)
        self.viewport().setAcceptDrops(True)
        self.setObjectName("roadmap.area")
        text.name(self, tr("Roadmap"), IDLE)

    def looked_ahead(self) -> Preview | None:
        if self._gesture is None:
            return None
        load, over = self._foretold
        return self._gesture.preview()._replace(load=load, over=over)

    def lane_change(self, ids: Sequence[int], lane: int | None) -> str:
        """What putting items into a lane changes, in words."""
        return self.facts.lane_change(ids, lane)

    # pressing and dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self.last = at
        pan = event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        )
        if pan:
            self.begin(Pan(self, at))
        elif event.button() == Qt.MouseButton.LeftButton:
            found = self.hit(at)
            self._pressed = (at, found, event.modifiers())
            self._press(found, event.modifiers())
        else:
            super().mousePressEvent(event)

    def _press(self, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        self.focused_lane = found.id if found.kind in ("lane", "fold") else None
        self.chosen.emit(found if found.kind in ("mark", "link") else None)
        if found.kind not in BARS or found.id is None:
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
        self.last = at
        if self._gesture is None and self._pressed is not None:
            far = (at - self._pressed[0]).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._begin_from_press(*self._pressed)
        if self._gesture is not None:
            self._move_gesture(event.modifiers())
            return
        if self._pressed is None:
            self.hover(at)

    def _begin_from_press(self, at: QPointF, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        self._pressed = None
        bar = self.picture.bars.get(found.id) if found.id is not None else None
        if bar is not None and found.kind == "handle":
            self.begin(Connect(self, bar, at))
        elif bar is not None and found.kind in ("start", "end"):
            self.begin(ResizeBar(self, bar, end=found.kind == "end", at=at))
        elif bar is not None and found.kind == "bar":
            ids = self.shown.selected if bar.id in self.shown.selected else {bar.id}
            self.begin(MoveBars(self, bar, sorted(ids & self.picture.bars.keys()), at))
        elif found.kind == "mark":
            mark = next((one for one in self.picture.marks if one.id == found.id), None)
            if mark is not None:
                self.begin(MoveMark(self, mark, at))
        elif found.kind in ("empty", "link", "fold"):
            if modifiers & _BOTH:
                kept = self.shown.selected if modifiers & Qt.KeyboardModifier.ControlModifier else ()
                self.begin(Band(self, at, sorted(kept)))
            else:
                self.begin(Pan(self, at))
        elif found.kind in ("header", "strip"):
            self.begin(Pan(self, at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        gesture = self._gesture
        if gesture is not None:
            self._end()
            gesture.finish()
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self._click(pressed[1], pressed[2])
        self.hover(event.position())

    def _click(self, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & _BOTH:
            return
        if found.kind in BARS and len(self.shown.selected) > 1 and found.id is not None:
            self.picked.emit((found.id,), found.id)
        elif found.kind == "lane" and found.id is not None:
            self.fold_wanted.emit(found.id)
        elif found.kind in ("empty", "fold"):
            self.picked.emit((), None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.last = event.position()
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.hit(event.position()))

    def begin(self, gesture: Gesture) -> None:
        """Take up a drag."""
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

    def drag_to(self, at: QPointF) -> None:
        """The drag that was taken up goes on to a place."""
        self.last = at
        self._move_gesture(Qt.KeyboardModifier.NoModifier)

    def _move_gesture(self, modifiers: Qt.KeyboardModifier) -> None:
        assert self._gesture is not None
        self._gesture.move(self.last, bool(modifiers & Qt.KeyboardModifier.AltModifier))
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
        x, y = self.last.x(), self.last.y()
        across = (x > frame.right - _NEAR_EDGE) - (x < frame.left + _NEAR_EDGE / 2)
        down = (y > frame.bottom - _NEAR_EDGE) - (frame.top - 8 < y < frame.top + _NEAR_EDGE / 2)
        return QPoint(across * 10, down * 8)

    def _push_edge(self) -> None:
        by = self._push_by()
        if self._gesture is None or by == QPoint():
            self._push.stop()
            return
        self.pan(-by.x(), -by.y())
        self._gesture.move(self.last, bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier))
        self._foretell()

    def cancel_gesture(self) -> bool:
        """Give up the drag that is under way. False where there is none."""
        self._pressed = None
        if self._gesture is None:
            return False
        self._end()
        return True

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
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._stop() is not None:
            self.opened.emit(self._stop())
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

    def _stop(self) -> Hit | None:
        """What the keyboard is at: the name of a lane, a milestone, a dependency or a bar."""
        if self.focused_lane is not None:
            return Hit("lane", self.focused_lane)
        if self.selected_mark is not None:
            return Hit("mark", self.selected_mark)
        if self.shown.link is not None:
            return Hit("link", self.shown.link)
        return Hit("bar", self.shown.focused) if self.shown.focused is not None else None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the bars in reading order, and leaves the roadmap after the last stop."""
        stop = next_stop(self.picture, self._stop(), forward=forward) if self.hasFocus() else None
        if stop is None or stop.id is None:
            return super().focusNextPrevChild(forward)
        self.focused_lane = None
        if stop.kind == "bar":
            self.picked.emit((stop.id,), stop.id)
            self.reveal(stop.id)
        elif stop.kind == "mark":
            self.chosen.emit(stop)
            self.reveal_day(next(mark.day for mark in self.picture.marks if mark.id == stop.id))
        else:
            self.picked.emit((), None)
            self.chosen.emit(None)
            self.focused_lane = stop.id
            self.reveal_lane(stop.id)
        self.viewport().update()
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False

    # drops from outside

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        ids = self.facts.carried(event.mimeData())
        if not ids:
            event.ignore()
            return
        self._gesture = DropIn(self, ids, *self.facts.measure(ids))
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
        self.last = event.position()
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
            self.last = event.position()
            self._move_gesture(event.modifiers())
            self._end()
            gesture.finish()
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
