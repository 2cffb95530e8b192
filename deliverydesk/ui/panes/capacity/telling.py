"""Who and what fills a cell of the grid, whether all that is planned is in it, and what a figure elsewhere does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.charts.capacity_grid import who_words
from deliverydesk.charts.load import cell_facts, cell_name, full, loads_of, turn_words, worst_turn
from deliverydesk.domain.entities import Deliverable
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.widgets.who import Offer, WhoPopover, askers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from deliverydesk.analysis.load_grid import Loads
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.capacity.grid import Cell, GridView
    from deliverydesk.ui.panes.capacity.pane import CapacityPane


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


def loaded(portfolio: Portfolio, day: date, opened: Iterable[int]) -> Loads:
    """The load of a whole plan, and what these teams work on: all that takes long before it can be shown."""
    loads = loads_of(portfolio, day)
    for team in opened:
        loads.items(team)
    return loads


def leaves(loads: Loads, change_set: ChangeSet) -> bool:
    """Whether a change plans something outside the weeks that a load holds."""
    first, last = loads.grid.starts[0], loads.grid.starts[-1]
    images = [each.after for each in change_set.of(Deliverable)]
    days = [d for each in images if isinstance(each, Deliverable) for d in (each.planned_start, each.planned_end)]
    return any(day is not None and not first <= day <= last for day in days)


def look_ahead(pane: CapacityPane, cell: Cell | None, column: int) -> None:
    """Show the load as it would be with a figure in another period; without a cell as it is."""
    action = pane.shifting(cell, column) if cell is not None else None
    if pane.loads is None or action is None:
        pane.ahead.hide()
        pane.show_loads()
        return
    portfolio = pane.desk.portfolio
    try:
        change_set = action(portfolio)
    except DeskError as error:
        text.set_text(pane.ahead, str(error))
        pane.ahead.show()
        return
    after = portfolio.after(change_set)
    loads = pane.loads.changed(after, change_set)
    grid = pane.grid_of(after, loads)
    turn = worst_turn(pane.loads.grid, loads.grid)
    over = turn is not None and turn.after > 1
    text.set_role(pane.ahead, "bad" if over else "text")
    text.set_text(pane.ahead, turn_words(grid.picture, turn) if turn is not None else change_set.label)
    pane.ahead.show()
    pane.view.grid = grid
    pane.view.viewport().update()
