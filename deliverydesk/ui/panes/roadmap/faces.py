"""The three faces of a roadmap pane, one of which shows: the timeline, its table, and now, next and later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
    from deliverydesk.ui.panes.roadmap.twin import RoadmapTable


class Faces:
    """Shows the face whose command is ticked, the timeline without one. Table and board are built when first wanted."""

    def __init__(self, pane: RoadmapPane) -> None:
        self._pane = pane
        self.stack = QStackedLayout()
        self.stack.addWidget(pane.area)
        self.table: RoadmapTable | None = None

    def toggle_table(self) -> None:
        """The table was ticked or unticked."""
        if self._pane.commands.table.isChecked():
            self._pane.commands.horizons.setChecked(False)
        self._show()

    def toggle_horizons(self) -> None:
        """Now, next and later was ticked or unticked."""
        if self._pane.commands.horizons.isChecked():
            self._pane.commands.table.setChecked(False)
        self._show()

    def _show(self) -> None:
        """Show the face that is ticked; it has the keyboard if the one before had it."""
        pane, before = self._pane, self.stack.currentWidget()
        had_focus = before is not None and before.hasFocus()
        horizons, face = pane.commands.horizons.isChecked(), self._wanted()
        if self.stack.indexOf(face) < 0:
            self.stack.addWidget(face)
        self.stack.setCurrentWidget(face)
        pane.setFocusProxy(face)
        if horizons:
            pane.choosing.take(pane.desk.selection)
        elif self.table is not None:
            self.table.take_selection(pane.area.shown.selected)
        pane.header.show_view(horizons=horizons)
        pane.strip.set_apart(apart=horizons)
        pane.show_waiting()
        if had_focus:
            face.setFocus(Qt.FocusReason.OtherFocusReason)
        pane.note_look()

    def _wanted(self) -> QWidget:
        pane = self._pane
        if pane.commands.horizons.isChecked():
            return pane.horizons.shown()
        return self._made_table() if pane.commands.table.isChecked() else pane.area

    def _made_table(self) -> RoadmapTable:
        pane = self._pane
        if self.table is None:
            from deliverydesk.ui.panes.roadmap.twin import RoadmapTable

            self.table = RoadmapTable(pane.picture, pane)
            self.table.picked.connect(pane.choosing.pick)
            self.table.opened.connect(lambda one: pane.steps.plan_items([one]))
            self.table.addAction(pane.commands.table)
        return self.table

    def show_picture(self, picture: RoadmapPicture) -> None:
        """Another roadmap."""
        self._pane.area.show_picture(picture)
        if self.table is not None:
            self.table.show_picture(picture)

    def take_selection(self, ids: frozenset[int], current: int | None) -> None:
        """Show in table and board what is selected elsewhere."""
        if self._pane.horizons.view is not None:
            self._pane.horizons.view.select(ids, current)
        if self.table is not None and self.table.isVisible() and not self.table.hasFocus():
            self.table.take_selection(ids)
