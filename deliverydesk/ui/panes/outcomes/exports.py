"""What this pane gives to the export, as it is seen now. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.charts.common import product_code
from deliverydesk.charts.table import Column, TableData
from deliverydesk.ui.exportable import Exportable

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk


def caption(outcome: Outcome) -> str:
    """What stands behind an outcome's name: its unit and what kind it is."""
    return ", ".join(words for words in (outcome.unit, outcome.kind.value) if words)


def exportables(desk: Desk, current: int | None, today: date) -> list[Exportable]:
    """The chart of the current outcome, then the scoreboard."""
    found = []
    if current is not None and current in desk.portfolio.outcomes:
        name = desk.portfolio.outcomes[current].name

        def chart() -> ChartSpec:
            from deliverydesk.charts.outcome import outcome_chart

            source = f"DeliveryDesk, {desk.portfolio.settings.name}, as of {today.isoformat()}"
            return outcome_chart(desk.portfolio, current, today=today, source=source)

        found.append(Exportable("outcome", f"Outcome: {name}", chart))
    found.append(Exportable("scoreboard", "Scoreboard of outcomes", lambda: scoreboard(desk.portfolio, today)))
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
    Column("Last measured", "date", 14),
    Column("Days since", "whole", 11),
    Column("Readings", "whole", 9),
    Column("Outcome progress", "percent", 16),
    Column("Delivery progress", "percent", 16),
)


def scoreboard(portfolio: Portfolio, today: date) -> TableData:
    """Every outcome with its figures; outcome and delivery progress in columns of their own."""
    rows = []
    for outcome in portfolio.outcomes:
        progress = progress_of(portfolio, outcome.id, today)
        delivery = delivery_towards(portfolio, outcome.id).share
        rows.append(
            (
                product_code(portfolio, outcome.product),
                outcome.name,
                outcome.unit,
                outcome.direction.value,
                outcome.baseline,
                outcome.target,
                outcome.hold_low,
                outcome.hold_high,
                outcome.due,
                progress.latest,
                progress.latest_date,
                progress.days_since,
                progress.readings,
                None if progress.clamped is None else progress.clamped * 100,
                None if delivery is None else delivery * 100,
            )
        )
    return TableData("Scoreboard of outcomes", _COLUMNS, tuple(rows))
