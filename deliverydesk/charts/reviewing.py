"""The agenda, the log of decisions, minutes and follow-ups as tables and charts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.analysis.reviewing.agenda import Attention, agenda_of
from deliverydesk.analysis.reviewing.following import Happened, aftermath, asks_again
from deliverydesk.analysis.reviewing.minutes_words import decisions_of, follow_ups_of, totals_words
from deliverydesk.analysis.reviewing.paper import searched
from deliverydesk.analysis.reviewing.words import (
    ROLES,
    aftermath_words,
    expected_words,
    reach_words,
    subject_words,
    why_words,
)
from deliverydesk.charts.format import number
from deliverydesk.charts.spec import Axis, ChartSpec, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.support.clock import today as now
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from deliverydesk.domain.entities import Decision
    from deliverydesk.domain.portfolio import Portfolio

_MOST = 12
"""So many bars are still told apart on a slide; the table has all."""
_NONE: Mapping[int, str] = {}
AGAIN, OPEN, MISSED, REACHED = "again", "open", "missed", "reached"
"""Marks of decisions: they ask to be looked at again, nobody has said what came of them, what was expected came."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of a log: its cells, and the theme's roles of those that are coloured, by column."""

    id: int
    cells: tuple[str | date | None, ...]
    roles: Mapping[int, str] = field(default_factory=lambda: _NONE)
    words: str = ""
    """What it is found by beside its cells."""
    marks: frozenset[str] = frozenset()
    """What it can be filtered by: the choice, "again", "open", "missed", "reached"."""


def decision_rows(portfolio: Portfolio, taken: Sequence[Decision] | None = None) -> list[LogRow]:
    """Date, what, choice, reason, expected, happened, revisit and result of all decisions, the newest first."""
    rows = []
    chosen = portfolio.decisions if taken is None else taken
    for each in sorted(chosen, key=lambda each: (each.date, each.id), reverse=True):
        found = aftermath(portfolio, each, now())
        nothing = found.happened is Happened.NOTHING_EXPECTED
        cells = (
            each.date,
            subject_words(portfolio, each),
            choice_label(each.choice),
            each.reason,
            expected_words(portfolio, each),
            "" if nothing else aftermath_words(portfolio, each, found),
            each.revisit,
            each.result,
        )
        marks = {
            each.choice.value: True,
            AGAIN: bool(asks_again(portfolio, each, now())),
            OPEN: each.resolved is None,
            MISSED: found.happened is Happened.MISSED,
            REACHED: found.happened is Happened.REACHED,
        }
        roles = {5: ROLES.get(found.happened, "text2"), 6: "warn" if marks[AGAIN] else "text"}
        known = frozenset(name for name, has in marks.items() if has)
        rows.append(LogRow(each.id, cells, roles, searched(portfolio, each), known))
    return rows


def follow_up_rows(portfolio: Portfolio) -> list[LogRow]:
    """Due, what, owner, of which review or decision, and done, of all follow-ups; what is open first."""
    rows = []
    for each in sorted(portfolio.follow_ups, key=lambda each: (each.done is not None, each.due or date.max, each.id)):
        of = ""
        if each.review is not None:
            of = portfolio.reviews[each.review].name
        elif each.decision is not None:
            of = subject_words(portfolio, portfolio.decisions[each.decision])
        late = each.done is None and each.due is not None and each.due < now()
        roles = {0: "bad"} if late else dict.fromkeys(range(5), "text2") if each.done else {}
        rows.append(LogRow(each.id, (each.due, each.text, each.owner, of, each.done), roles))
    return rows


def decisions_table(portfolio: Portfolio, taken: Sequence[Decision] | None = None, title: str = "") -> TableData:
    """The log of decisions."""
    columns = (
        Column(tr("Date"), "date", 12),
        Column(tr("What"), "text", 28),
        Column(tr("Choice"), "text", 10),
        Column(tr("Reason"), "text", 34),
        Column(tr("Expected"), "text", 26),
        Column(tr("Happened"), "text", 24),
        Column(tr("Revisit"), "date", 12),
        Column(tr("Result"), "text", 24),
    )
    rows = tuple(tuple[Cell, ...](row.cells) for row in decision_rows(portfolio, taken))
    return TableData(title or tr("Decisions"), columns, rows, lines=3)


def follow_ups_table(portfolio: Portfolio, taken: Collection[int] | None = None) -> TableData:
    """What was taken on, or some of it."""
    columns = (
        Column(tr("Due"), "date", 12),
        Column(tr("What"), "text", 44),
        Column(tr("Owner"), "text", 16),
        Column(tr("Of"), "text", 28),
        Column(tr("Done"), "date", 12),
    )
    shown = [row for row in follow_up_rows(portfolio) if taken is None or row.id in taken]
    rows = tuple(tuple[Cell, ...](row.cells) for row in shown)
    return TableData(tr("Follow-ups"), columns, rows, lines=2)


def decisions_chart(portfolio: Portfolio, *, today: date, source: str = "") -> ChartSpec:
    """How often each choice was taken, with the log as its table."""
    del today
    taken = list(portfolio.decisions)
    return _counted("decisions", tr("Decisions"), portfolio, taken, decisions_table(portfolio), source)


def minutes_chart(portfolio: Portfolio, *, today: date, source: str = "") -> ChartSpec:
    """What the latest review decided, with its decisions and follow-ups as the table."""
    del today
    latest = max(portfolio.reviews, key=lambda each: (each.date, each.id), default=None)
    if latest is None:
        return _counted("minutes", tr("Minutes"), portfolio, [], decisions_table(portfolio, []), source)
    taken = decisions_of(portfolio, latest.id)
    title = tr("Minutes: {review}", review=latest.name)
    table = decisions_table(portfolio, taken, title)
    told = [
        (each.due, each.text, tr("Follow-up"), each.owner, None, None, None, tr("done") if each.done else "")
        for each in follow_ups_of(portfolio, latest.id)
    ]
    table = TableData(table.title, table.columns, (*table.rows, *told), lines=3)
    return _counted("minutes", title, portfolio, taken, table, source)


def agenda_chart(portfolio: Portfolio, *, today: date, source: str = "") -> ChartSpec:
    """What deserves attention, from a forecast and evidence made for it: some 100 ms of work and more.

    The portfolio comes without its journal, so that no work is said to have stalled.
    """
    from deliverydesk.analysis.divergence import divergence_of

    places = divergence_of(portfolio, today).places
    reach = {each.deliverable: (each.outcome, each.reach) for each in places}
    return agenda_chart_of(portfolio, agenda_of(portfolio, reach, today, progressed=None), source=source)


def agenda_chart_of(portfolio: Portfolio, agenda: Sequence[Attention], *, source: str = "") -> ChartSpec:
    """What deserves attention by its value."""
    agenda = [each for each in agenda if each.deliverable in portfolio.deliverables]
    shown = [each for each in agenda if each.value is not None][:_MOST]
    names = tuple(portfolio.deliverables[each.deliverable].title for each in shown)
    values = tuple(each.value or 0.0 for each in shown)
    currency = portfolio.settings.currency
    takeaway = tr("{title} deserves attention first.", title=names[0]) if names else ""
    table = TableData(
        tr("Agenda"),
        (
            Column(tr("Deliverable"), "text", 32),
            Column(tr("Why"), "text", 34),
            Column(tr("At stake"), "number", 12, currency),
            Column(tr("Chance"), "text", 12),
            Column(tr("Last looked at"), "date", 12),
            Column(tr("Attention"), "number", 12, currency),
        ),
        tuple(
            (
                portfolio.deliverables[each.deliverable].title,
                why_words(portfolio, each),
                each.money,
                reach_words(each),
                each.looked,
                None if each.value is None else round(each.value, 2),
            )
            for each in agenda
        ),
        lines=2,
    )
    high = max(values, default=0.0) * 1.15 or 1.0
    labels = tuple(number(value, 0) for value in values)
    return ChartSpec(
        name="agenda",
        title=tr("What deserves attention"),
        takeaway=takeaway,
        source=source,
        alt=tr("Bar chart of the value of attention. {takeaway}", takeaway=takeaway),
        x=Axis("number", 0.0, high, tr("Value of attention, {currency}", currency=currency)),
        y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=names),
        series=_bars(tr("Value of attention"), values, tuple("text2" for _ in values), labels),
        table=table,
        empty="" if shown else tr("Nothing is in flight of which the money to come is known."),
    )


def _counted(
    name: str, title: str, portfolio: Portfolio, taken: Sequence[Decision], table: TableData, source: str
) -> ChartSpec:
    counts = {choice: sum(each.choice is choice for each in taken) for choice in DecisionChoice}
    used = [choice for choice, count in counts.items() if count]
    values = tuple(float(counts[choice]) for choice in used)
    takeaway = totals_words(portfolio, taken)
    high = max(values, default=0.0) + 1
    return ChartSpec(
        name=name,
        title=title,
        takeaway=takeaway,
        source=source,
        alt=tr("Bar chart of decisions by choice. {takeaway}", takeaway=takeaway),
        x=Axis("number", 0.0, high, tr("Decisions"), step=max(round(high / 5), 1)),
        y=Axis("category", -0.5, max(len(used), 1) - 0.5, categories=tuple(map(choice_label, used))),
        series=_bars(tr("Decisions"), values, tuple("text2" for _ in values), tuple(number(v, 0) for v in values)),
        table=table,
        empty="" if used else tr("Nothing was decided yet."),
    )


def _bars(name: str, values: tuple[float, ...], roles: tuple[str, ...], labels: tuple[str, ...]) -> tuple[Series, ...]:
    if not values:
        return ()
    places = tuple(float(place) for place in range(len(values)))
    return (Series(name, "bars", values, places, role="text2", roles=roles, labels=labels, rank=4),)
