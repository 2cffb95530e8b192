"""What this pane gives to the export, as it is seen now. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.choices import choice_words
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.outcomes.words import DEFAULT_SORT, BoardRow, board_rows, sorted_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.outcomes.comparison import Comparison
    from deliverydesk.ui.panes.outcomes.pane import OutcomesPane


def effort(desk: Desk, make: Callable[[Portfolio, date, str], ChartSpec], today: date) -> Exportable:
    """The chart of where effort or money goes."""
    return Exportable("effort", tr("Where effort goes"), lambda: make(desk.portfolio, today, _source(desk, today)))


def of_pane(pane: OutcomesPane) -> list[Exportable]:
    """What the page in sight shows."""
    rows = pane.boards.rows.rows() if pane.mode != "chart" else []
    found = exportables(pane.desk, pane.current, rows, clock.today(), pane.comparison, pane.shown.layers)
    return [effort(pane.desk, pane.effort.chart, clock.today()), *found] if pane.mode == "effort" else found


def _source(desk: Desk, today: date) -> str:
    """Where a figure comes from, for the line at its foot."""
    from deliverydesk.charts.exhibits import source_line

    return source_line(desk.told, today)


def _evidence(desk: Desk, outcome: int) -> Evidence:
    """What was found out of an outcome, or is found out now where nobody has asked yet."""
    page = desk.findings.evidence
    if page is not None and desk.findings.current and outcome in page.evidence:
        return page.evidence[outcome]
    from deliverydesk.analysis.evidence.page import evidence_of

    return evidence_of(desk.portfolio, outcome, clock.today())


def caption(outcome: Outcome) -> str:
    """What stands behind an outcome's name: its unit and what kind it is."""
    return ", ".join(words for words in (outcome.unit, choice_words(outcome.kind)) if words)


def exportables(
    desk: Desk,
    current: int | None,
    rows: Sequence[BoardRow],
    today: date,
    comparison: Comparison,
    layers: Collection[str] = (),
) -> list[Exportable]:
    """The chart of the current outcome, then the scoreboard with these rows, all of them by trouble where none are
    shown.
    """

    def board() -> TableData:
        page = desk.findings.evidence
        found = page.evidence if page is not None else None
        shown = rows or sorted_rows(board_rows(desk.portfolio, today, evidence=found), DEFAULT_SORT)
        return scoreboard(desk.portfolio, shown)

    found = []
    if current is not None and current in desk.portfolio.outcomes:
        name = desk.portfolio.outcomes[current].name

        def chart() -> ChartSpec:
            told = _evidence(desk, current)
            return comparison.chart(desk.portfolio, current, today, _source(desk, today), evidence=told, layers=layers)

        found.append(Exportable("outcome", tr("Outcome: {outcome}", outcome=name), chart))
    found.append(Exportable("scoreboard", tr("Scoreboard of outcomes"), board))
    return found


_COLUMNS = (
    Column(tr("Product"), "text", 9),
    Column(tr("Outcome"), "text", 30),
    Column(tr("Unit"), "text", 10),
    Column(tr("Direction"), "text", 10),
    Column(trc("of an outcome", "Baseline"), "number", 10),
    Column(trc("of an outcome", "Target"), "number", 10),
    Column(tr("Hold above"), "number", 11),
    Column(tr("Hold below"), "number", 11),
    Column(tr("Due"), "date", 12),
    Column(trc("latest value", "Now"), "number", 10),
    Column(tr("Since baseline"), "number", 13),
    Column(tr("Better or worse"), "text", 14),
    Column(tr("Last measured"), "date", 14),
    Column(tr("Days since"), "whole", 11),
    Column(tr("Readings"), "whole", 9),
    Column(tr("Outcome progress"), "percent", 16),
    Column(tr("Delivery progress"), "percent", 16),
    Column(tr("Verdict"), "text", 16),
    Column(tr("Chance of arriving"), "percent", 16),
    Column(tr("Trouble"), "text", 34),
)


def scoreboard(portfolio: Portfolio, rows: Iterable[BoardRow]) -> TableData:
    """Every outcome with its figures, in the order of `rows`; outcome and delivery progress in columns of their own."""
    return TableData(tr("Scoreboard of outcomes"), _COLUMNS, tuple(_cells(portfolio, row) for row in rows))


def _cells(portfolio: Portfolio, row: BoardRow) -> tuple[Cell, ...]:
    outcome, progress = row.standing.outcome, row.progress
    delivery = delivery_towards(portfolio, row.id).share
    return (
        row.code,
        outcome.name,
        outcome.unit,
        choice_words(outcome.direction),
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
        row.verdict_words,
        None if row.chance is None else row.chance * 100,
        row.trouble.reason,
    )
