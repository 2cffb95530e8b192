"""The timeline under a pointer that holds nothing: what it is over, what it is told there, the wheel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent

from deliverydesk.charts.roadmap_frame import route
from deliverydesk.rendering.roadmap_ghosts import slip_box
from deliverydesk.rendering.roadmap_head import mark_y, marks_of
from deliverydesk.ui.panes.roadmap.hits import BARS, Hit, bars_between, hit
from deliverydesk.ui.panes.roadmap.scrolling import ZOOM_STEP
from deliverydesk.ui.panes.roadmap.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.roadmap import Bar, Link, RoadmapPicture
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

        def link_refusal(self, predecessor: int, successor: int) -> str:
            """Why one cannot wait for the other; empty where it can."""


_MANY_LINKS = 300
_CURSORS = {
    "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "mark": Qt.CursorShape.SizeHorCursor,
    "bar": Qt.CursorShape.PointingHandCursor,
    "link": Qt.CursorShape.PointingHandCursor,
    "lane": Qt.CursorShape.PointingHandCursor,
    "handle": Qt.CursorShape.CrossCursor,
}


class Pointing(Timeline):
    """Knows what lies where, and tells of it."""

    menu_wanted = Signal(object, object)
    """A `Hit` and a global place."""
    picked = Signal(object, object)
    """ids, the current one or None."""

    def __init__(self, picture: RoadmapPicture, theme: Theme, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(picture, theme, parent)
        self.facts = facts
        self.last = QPointF()
        """Where the pointer was last."""
        self._links_of: RoadmapFrame | None = None
        """The frame that `_links_shown` was gathered for."""
        self._links_shown: list[Link] = []

    def hit(self, at: QPointF) -> Hit:
        """What lies at a place of the viewport."""
        frame = self.frame()
        marks = marks_of(frame, self._inks)
        heights = {placed.mark.id: mark_y(frame, placed) for placed in marks}
        return hit(frame, marks, self._near_links(), heights, at.x(), at.y(), self.handles())

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place of the viewport: what a bar, its slip, a broken order or a lane's name tells."""
        at, frame = QPointF(pos), self.frame()
        found = self.hit(at)
        if found.kind in BARS and found.id is not None:
            bar, shown = self.picture.bars[found.id], self.bar_anchor(found.id)
            place = shown.left(), shown.top(), shown.left() + shown.width()
            slip = slip_box(frame, self._inks, bar, place) if self.shown.slips else None
            if slip is not None and slip.contains(at):
                return "slip", slip.toAlignedRect()
            return "delivery_progress", shown
        if found.kind == "link":
            link = next(each for each in self._near_links() if each.id == found.id)
            way = route(frame, link)
            if way is not None and link.problem:
                return "too_early", QRectF(way.join[0] - 8, way.join[1] - 8, 16, 16).toAlignedRect()
        if found.kind == "mark" and self.picture.ahead is not None:
            mark = next(each for each in self.picture.marks if each.id == found.id)
            return "milestone_chance", self.day_anchor(mark.day)
        if found.kind == "lane" and found.id is not None:
            top, bottom = max(frame.lane_y(found.id), frame.top), min(frame.lane_y(found.id + 1), frame.bottom)
            return "effort_to_come", QRectF(0, top, frame.left, bottom - top).toAlignedRect()
        return None

    def current_figure(self) -> tuple[str, QRect] | None:
        """How far the work of the current bar is."""
        focused = self.shown.focused
        if focused is None or focused not in self.picture.bars:
            return None
        return "delivery_progress", self.bar_anchor(focused)

    def handles(self) -> list[Bar]:
        """The bars that have a handle to draw a dependency from: the one under the pointer, the one selected alone."""
        selected = self.shown.selected
        ids = dict.fromkeys([self.shown.hovered, *(selected if len(selected) == 1 else ())])
        bars = self.picture.bars
        return [bar for one in ids if one is not None and (bar := bars.get(one)) and not self._is_folded(bar)]

    def _is_folded(self, bar: Bar) -> bool:
        return self.picture.lanes[bar.lane].folded

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

    def hover(self, at: QPointF) -> None:
        """The pointer is at a place and holds nothing."""
        found = self.hit(at)
        if found.kind in _CURSORS:
            self.viewport().setCursor(_CURSORS[found.kind])
        else:
            self.viewport().unsetCursor()
        over = found.id if found.kind in (*BARS, "handle") else None
        if over != self.shown.hovered:
            self.shown = replace(self.shown, hovered=over)
            self.viewport().update()

    def holds(self) -> bool:
        """Whether a drag is under way."""
        return self.looked_ahead() is not None

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            words = self.facts.describe(self.hit(at)) if not self.holds() else ""
            return self.tell(event, words)
        if event.type() == QEvent.Type.Leave and not self.holds():
            self.hover(QPointF(-1, -1))
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        focused = self.shown.focused
        if by_key and focused is not None and focused in self.picture.bars:
            box = self.frame().bar_box(self.picture.bars[focused])
            place = QPoint(round(max(box[0], self.frame().left)) + 8, round(box[3]))
            self.menu_wanted.emit(Hit("bar", focused), self.viewport().mapToGlobal(place))
            return
        found = self.hit(QPointF(event.pos()))
        if found.kind in BARS and found.id not in self.shown.selected:
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
