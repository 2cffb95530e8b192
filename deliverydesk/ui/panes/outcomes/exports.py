"""What this pane gives to the export, as it is seen now. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.outcomes.words import DEFAULT_SORT, BoardRow, board_rows, sorted_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.outcomes.comparison import Comparison


def effort(desk: Desk, make: Callable[[Portfolio, date, str], ChartSpec], today: date) -> Exportable:
    """The chart of where effort or money goes."""
    source = f"DeliveryDesk, {desk.portfolio.settings.name}, as of {today.isoformat()}"
    return Exportable("effort", "Where effort goes", lambda: make(desk.portfolio, today, source))


def caption(outcome: Outcome) -> str:
    """What stands behind an outcome's name: its unit and what kind it is."""
    return ", ".join(words for words in (outcome.unit, outcome.kind.value) if words)


def exportables(
    desk: Desk, current: int | None, rows: Sequence[BoardRow], today: date, comparison: Comparison
) -> list[Exportable]:
    """The chart of the current outcome, then the scoreboard with these rows, all of them by trouble where none are
    shown.
    """

    def board() -> TableData:
        shown = rows or sorted_rows(board_rows(desk.portfolio, today), DEFAULT_SORT)
        return scoreboard(desk.portfolio, shown)

    found = []
    if current is not None and current in desk.portfolio.outcomes:
        name = desk.portfolio.outcomes[current].name

        def chart() -> ChartSpec:
            source = f"DeliveryDesk, {desk.portfolio.settings.name}, as of {today.isoformat()}"
            return comparison.chart(desk.portfolio, current, today, source)

        found.append(Exportable("outcome", f"Outcome: {name}", chart))
    found.append(Exportable("scoreboard", "Scoreboard of outcomes", board))
    return found


_COLUMNS = (
    Column("Product", "text", 9),
    Column("Outcome", "text", 30),
    Column("Unit", "text", 10),
    Column("Direction", "text", 10),
    Column("Baseline", "number", 10),
    Column("Target", "number", 10),
    Column("Hold above", "number", 11),
    Column("Hold below", "number", 11),
    Column("Due", "date", 12),
    Column("Now", "number", 10),
    Column("Since baseline", "number", 13),
    Column("Better or worse", "text", 14),
    Column("Last measured", "date", 14),
    Column("Days since", "whole", 11),
    Column("Readings", "whole", 9),
    Column("Outcome progress", "percent", 16),
    Column("Delivery progress", "percent", 16),
    Column("Trouble", "text", 34),
)


def scoreboard(portfolio: Portfolio, rows: Iterable[BoardRow]) -> TableData:
    """Every outcome with its figures, in the order of `rows`; outcome and delivery progress in columns of their own."""
    return TableData("Scoreboard of outcomes", _COLUMNS, tuple(_cells(portfolio, row) for row in rows))


def _cells(portfolio: Portfolio, row: BoardRow) -> tuple[Cell, ...]:
    outcome, progress = row.standing.outcome, row.progress
    delivery = delivery_towards(portfolio, row.id).share
    return (
        row.code,
        outcome.name,
        outcome.unit,
        outcome.direction.value,
        outcome.baseline,
        outcome.target,
        outcome.hold_low,
        outcome.hold_high,
        outcome.due,
        progress.latest,
        progress.change,
        row.change_word,
        progress.latest_date,
        progress.days_since,
        progress.readings,
        None if progress.clamped is None else progress.clamped * 100,
        None if delivery is None else delivery * 100,
        row.trouble.reason,
    )
