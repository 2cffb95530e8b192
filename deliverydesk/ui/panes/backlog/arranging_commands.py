"""The commands that lay the backlog out: groups, folding, the archive."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup

from deliverydesk.support.language import tr, trc
from deliverydesk.ui.panes.backlog.facets import WITH_ARCHIVED
from deliverydesk.ui.panes.backlog.groups import GROUPINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction

    from deliverydesk.ui.panes.backlog.pane import BacklogPane

GROUPS = (
    "group_none group_product group_stage group_team group_theme group_horizon group_owner - "
    "toggle_group fold_all unfold_all - select_group move_to_group"
)
"""The menu of groups."""


def add_arranging(pane: BacklogPane, add: Callable[..., QAction]) -> None:
    """Make the commands by `add`."""
    group = QActionGroup(pane)
    for key in ("", *GROUPINGS):
        words = tr("Group by {group}", group=GROUPINGS[key].name) if key else tr("No groups")
        action = add(f"group_{key or 'none'}", words, partial(pane.group_by, key), everywhere=True)
        action.setCheckable(True)
        group.addAction(action)
    add("toggle_group", tr("Fold or unfold the group"), pane.toggle_group)
    add("fold_all", tr("Fold all groups"), pane.fold_all, "Alt+-", icon="expand", everywhere=True)
    add("unfold_all", tr("Unfold all groups"), pane.unfold_all, "Alt++", icon="collapse", everywhere=True)
    add("select_group", tr("Select the items of the group"), pane.select_group)
    add("archive", trc("command", "Archive"), pane.archive, "Ctrl+Shift+A", icon="archive")
    add("unarchive", tr("Take out of the archive"), pane.unarchive)
    add("show_archived", tr("Show archived items too"), pane.show_archived, everywhere=True).setCheckable(True)
    add("move_to_group", tr("Move to group…"), pane.ask_group, "Ctrl+Shift+G")


def renew_arranging(pane: BacklogPane, made: dict[str, QAction], chosen: Sequence[int], *, writable: bool) -> None:
    """Grey what cannot be done now with the deliverables chosen, and check what holds."""
    rows = pane.model.rows
    made[f"group_{rows.grouping or 'none'}"].setChecked(True)
    for name in ("toggle_group", "fold_all", "unfold_all", "select_group"):
        made[name].setEnabled(bool(rows.groups))
    items = pane.desk.portfolio.deliverables
    # Asked between a change and the rows that follow it, the table still names items that are gone.
    archived = {one.archived for i in chosen if writable and (one := items.get(i)) is not None}
    made["archive"].setEnabled(False in archived)
    made["unarchive"].setEnabled(True in archived)
    made["show_archived"].setChecked(rows.filter.term(f"view:{WITH_ARCHIVED}") is not None)
    made["move_to_group"].setEnabled(bool(rows.groups) and bool(chosen) and writable)
