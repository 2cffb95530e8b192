"""How the backlog is laid out for a person: groups, folding, and moving items from one group to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from deliverydesk import actions
from deliverydesk.domain.entities import Deliverable
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.backlog.deeds import Deeds
from deliverydesk.ui.panes.backlog.facets import WITH_ARCHIVED
from deliverydesk.ui.panes.backlog.groups import GROUPINGS, every_group, group_words

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.widgets.picker import Picker


class Arranging(Deeds):
    """The part of the pane that groups."""

    def archive(self) -> None:
        """Archive the selected items, and select the next one; the toast takes it back."""
        rows, ids = self.model.rows, self.table.selected()
        if not ids:
            return
        row = rows.row_of(ids[0]) or 0
        if self.desk.do(lambda portfolio: actions.archiving.archive_deliverables(portfolio, ids), toast=True):
            following = rows.nearest_item(row)
            if rows.row_of(ids[0]) is None and following is not None:
                self.desk.select(Deliverable, (following,), following)

    def unarchive(self) -> None:
        """Take the selected items out of the archive."""
        if ids := self.table.selected():
            self.desk.do(lambda portfolio: actions.archiving.unarchive_deliverables(portfolio, ids), toast=True)

    def show_archived(self) -> None:
        """Show what is archived among the others, or no longer."""
        shown = self.model.rows.filter
        self.filter_by(shown.with_view(WITH_ARCHIVED, on=shown.term(f"view:{WITH_ARCHIVED}") is None))

    def group_by(self, by: str) -> None:
        """Group by a key of GROUPINGS; "" shows a flat list."""
        self.model.show_groups(by)

    def take_folded(self, folded: object) -> None:
        """Fold the groups that were remembered as folded; what is not known is left out."""
        self.model.rows.folded = {
            by: frozenset(key for key in keys if isinstance(key, (str, int, type(None))))
            for by, keys in (folded.items() if isinstance(folded, dict) else ())
            if by in GROUPINGS and isinstance(keys, list)
        }

    def fold_all(self) -> None:
        """Show the headings alone."""
        self.table.fold([group.key for group in self.model.rows.groups], on=True)

    def unfold_all(self) -> None:
        """Show every row of every group."""
        self.table.fold([group.key for group in self.model.rows.groups], on=False)

    def toggle_group(self) -> None:
        """Fold the group that the current row is in, or unfold it."""
        group = self.model.rows.group_at(self.table.currentIndex().row())
        if group is not None:
            self.table.toggle(group)

    def select_group(self) -> None:
        """Select all items of the group that the current row is in."""
        group = self.model.rows.group_at(self.table.currentIndex().row())
        if group is not None:
            self.desk.select(Deliverable, tuple(group.ids), group.ids[0])

    def ask_group(self) -> Picker | None:
        """Ask which group the selected items are to go to; they keep their ranks. What a drag does, by keyboard."""
        from deliverydesk.ui.widgets.picker import Picker

        rows, ids = self.model.rows, self.table.selected()
        if not rows.grouping or not ids:
            return None
        sight, by = rows.sight, rows.grouping
        choices = [(key, group_words(sight, by, key)) for key in every_group(sight, by)]
        picker = Picker(self, tr("Move to {group}", group=GROUPINGS[by].name), choices)
        picker.setObjectName("backlog.pick_group")
        picker.picked.connect(lambda key: self.move_to_group(key))
        cell = self.table.visualRect(self.table.currentIndex())
        source: QWidget = self.table.viewport()
        picker.open_at(cell if source.rect().intersects(cell) else QRect(40, 40, 10, 10), source)
        return picker

    def move_to_group(self, key: Hashable) -> None:
        """Put the selected items into a group of the present grouping; they keep their ranks."""
        by, ids = self.model.rows.grouping, self.table.selected()
        if by and ids:
            self.desk.do(lambda portfolio: actions.grouping.put_under(portfolio, ids, by, key), toast=True)
