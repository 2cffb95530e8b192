"""The context menus of the roadmap, and what a double click or Enter opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from deliverydesk.ui.panes.roadmap.hits import BARS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction

    from deliverydesk.ui.panes.roadmap.commands import Group
    from deliverydesk.ui.panes.roadmap.hits import Hit
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane


def fill(menu: QMenu, group: Iterable[QAction | None]) -> None:
    """Put actions into a menu; None is a separator."""
    for action in group:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)


def open_hit(pane: RoadmapPane, found: Hit) -> None:
    """A double click, or Enter: dates of a bar, fields of a milestone, the reason of a dependency, a lane unfolded."""
    if found.kind in BARS and found.id is not None:
        pane.steps.plan_items([found.id])
    elif found.kind == "mark":
        pane.choosing.choose(found)
        pane.steps.edit_milestone()
    elif found.kind == "link":
        pane.choosing.choose(found)
        pane.steps.edit_link()
    elif found.kind in ("lane", "fold") and found.id is not None:
        pane.toggle_lane(found.id)
    elif found.kind == "strip":
        pane.steps.add_milestone(day_at(pane, pane.area.last))


def day_at(pane: RoadmapPane, at: QPointF) -> date:
    """The day at a place of the timeline."""
    frame = pane.area.frame()
    return date.fromordinal(int(frame.scale.day(min(max(at.x(), frame.left), frame.right))))


def popup(pane: RoadmapPane, found: Hit, place: QPoint) -> None:
    """Show the context menu of what was hit at a global place."""
    menu = menu_for(pane, found, place)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def menu_for(pane: RoadmapPane, found: Hit, place: QPoint) -> QMenu:
    """The context menu of what was hit at a global place."""
    commands = pane.commands
    pane.day_of_menu = day_at(pane, QPointF(pane.area.viewport().mapFromGlobal(place)))
    if found.kind in ("mark", "link"):
        pane.choosing.choose(found)
    pane.area.focused_lane = found.id if found.kind in ("lane", "fold") else None
    commands.renew()
    groups: dict[str, Group] = {
        "mark": commands.for_mark(),
        "link": commands.for_link(),
        "lane": commands.for_lane(),
        "fold": commands.for_lane(),
        **dict.fromkeys(BARS, commands.for_bars()),
    }
    menu = QMenu(pane)
    menu.setToolTipsVisible(True)
    fill(menu, groups.get(found.kind, commands.for_ground()))
    return menu
