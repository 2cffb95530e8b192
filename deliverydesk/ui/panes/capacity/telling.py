"""Who and what fills a cell of the grid, and whether the grid holds what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.charts.capacity_grid import who_words
from deliverydesk.charts.load import cell_facts, cell_name, full
from deliverydesk.domain.entities import Deliverable
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui.widgets.who import Offer, WhoPopover, askers_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from deliverydesk.analysis.load_grid import Loads
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.capacity.grid import Cell, GridView


def tell(
    host: QWidget,
    view: GridView,
    desk: Desk,
    loads: Loads,
    cell: Cell,
    suggest: Callable[[tuple[int, date]], object],
) -> None:
    """Open the popover of a team's cell: its figures, who is there and who is not, and its deliverables. Where that is
    too much, it leads to what helps.
    """
    grid = view.grid
    if grid is None:
        return
    row = grid.rows[cell.row]
    place = (row.place, cell.column)
    who = who_words(desk.portfolio, row.team, *grid.picture.days(cell.column), today())
    closing = "\n".join([". ".join(cell_facts(grid.picture, *place)), *who])
    able = float(grid.picture.grid.capacity[place])
    askers = askers_of(desk.portfolio, loads.shares(row.team, *grid.picture.days(cell.column)), able)
    about = (row.team, grid.picture.days(cell.column)[0])
    offer = Offer(tr("Suggest fixes"), lambda: suggest(about)) if grid.picture.can_be_helped(*place) else None
    title, figure = cell_name(grid.picture, *place), full(grid.picture.share(*place))
    popover = WhoPopover(host, title, figure, askers, closing, offer=offer)
    popover.chosen.connect(lambda item: desk.select(Deliverable, (item,), item))
    popover.open_at(view.box(cell), view.viewport())


def leaves(loads: Loads, change_set: ChangeSet) -> bool:
    """Whether a change plans something outside the weeks that a load holds."""
    first, last = loads.grid.starts[0], loads.grid.starts[-1]
    images = [each.after for each in change_set.of(Deliverable)]
    days = [d for each in images if isinstance(each, Deliverable) for d in (each.planned_start, each.planned_end)]
    return any(day is not None and not first <= day <= last for day in days)
