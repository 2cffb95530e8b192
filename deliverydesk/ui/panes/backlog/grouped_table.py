"""The headings of groups under mouse and keyboard: folding, unfolding, painting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from deliverydesk.ui import mirror
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.dropping import RankingTable
from deliverydesk.ui.panes.backlog.headings import TRIANGLE, paint_heading

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from deliverydesk.ui.panes.backlog.bands import Band
    from deliverydesk.ui.panes.backlog.groups import Group
    from deliverydesk.ui.theme import Theme

_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
_TOGGLES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class GroupedTable(RankingTable):
    """Sees to what happens on headings before the table that rows are edited in hears of it."""

    def current_group(self) -> Group | None:
        """The group whose heading is the current row."""
        return self._model.rows.heading_at(self.currentIndex().row())

    def fold(self, keys: Iterable[Hashable], on: bool) -> None:
        """Fold groups or unfold them. What is selected stays selected, and what is in sight stays where it is."""
        wanted, current = tuple(keys), self.currentIndex()
        group, on_heading = self._model.rows.group_at(current.row()), self.current_group() is not None
        column, before = max(current.column(), 0), self.verticalScrollBar().value()
        self._model.fold(wanted, on)
        self.verticalScrollBar().setValue(before)
        if group is not None and (on_heading or (on and group.key in wanted)):
            # Whose row goes with its group finds itself on the heading.
            row = self._model.rows.heading_row(group.key)
            if row is not None:
                self.selectionModel().setCurrentIndex(self._model.index(row, column), _NO_UPDATE)
                self.scrollTo(self.currentIndex())

    def toggle(self, group: Group) -> None:
        """Fold a group, or unfold it."""
        self.fold([group.key], not group.folded)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            group = self.current_group()
            if group is not None and self._key_on(group, event):
                return True
        return super().event(event)

    def _key_on(self, group: Group, event: QKeyEvent) -> bool:
        """Left and Right fold and unfold, Enter and Space do the one or the other."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _TOGGLES:
            self.toggle(group)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            forward = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
            self.fold([group.key], event.key() != forward)
        else:
            return False
        event.accept()
        return True

    def viewportEvent(self, event: QEvent) -> bool:
        kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if event.type() in kinds and isinstance(event, QMouseEvent):
            group = self.group_under(event.position().toPoint())
            if group is not None and event.button() == Qt.MouseButton.LeftButton:
                self._press_on(group, event)
                return True
        return super().viewportEvent(event)

    def group_under(self, place: QPoint) -> Group | None:
        """The group whose heading is at a place of the viewport."""
        return self._model.rows.heading_at(self.first_row_at(place.y()))

    def _press_on(self, group: Group, event: QMouseEvent) -> None:
        """A press on the triangle folds or unfolds, and so does a double click anywhere; another makes it current."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = mirror.x(self.viewport(), event.position().x())
        if at < TRIANGLE or event.type() == QEvent.Type.MouseButtonDblClick:
            self.toggle(group)
        else:
            self.setCurrentIndex(self._model.index(self.first_row_at(int(event.position().y())), PLACE["title"]))

    def paint_headings(self, painter: QPainter, theme: Theme, band: Band) -> None:
        """Paint the headings among these rows."""
        rows = self._model.rows
        if not rows.groups:
            return
        width, height = self.viewport().width(), band.height
        for entity_id, top, number in zip(band.ids, band.tops, band.numbers(), strict=True):
            group = rows.heading_at(number) if entity_id < 0 else None
            if group is not None:
                place = QRectF(0, top, width, height)
                paint_heading(painter, rows, theme, group, place, self.painter_of_rows.density.px)
