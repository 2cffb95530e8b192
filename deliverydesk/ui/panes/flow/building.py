"""What the pane shows, made of a portfolio and its journal in any thread. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.flow.history import History, history_of
from deliverydesk.analysis.flow.little import Fit, little_of
from deliverydesk.analysis.flow.scope import Scope
from deliverydesk.analysis.flow.throughput import efficiency, in_progress_of, throughput_of
from deliverydesk.analysis.flow.times import times_of
from deliverydesk.analysis.flow.words import FIT, LACKING, finding_words
from deliverydesk.analysis.forecast.kept import corrections
from deliverydesk.analysis.forecast.words import correction_words
from deliverydesk.charts.calibration import ledger_table
from deliverydesk.charts.flow.build import chart_of
from deliverydesk.charts.format import number, percent
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.charts.table import TableData
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio

_LATEST = 26
"""So many of the latest whole weeks count for what is done per week."""


class Figure(NamedTuple):
    """One figure: its key in the definitions, its name, its value, what it rests on, and the whole sentence."""

    key: str
    caption: str
    value: str
    note: str
    basis: str


class Proposal(NamedTuple):
    """What a team's record says of the spread of its forecasts; `factor` is another than now, or None."""

    team: int
    words: str
    factor: float | None = None


class Built(NamedTuple):
    """One chart with the figures beside it."""

    spec: ChartSpec
    figures: tuple[Figure, ...]
    doubts: tuple[str, ...]
    """What is wrong with dates, a sentence each."""
    ledger: TableData | None = None
    """The forecasts that count, under the chart of how they came true."""
    proposals: tuple[Proposal, ...] = ()
    """What each team's own record says of the spread of its forecasts."""


def build(
    portfolio: Portfolio, moves: Iterable[StageMove], today: date, name: str, scope: Scope, source: str = ""
) -> Built:
    """The chart of a name (of `charts.flow.build`) and the figures, of what is in scope."""
    history = history_of(portfolio, today, moves)
    ids = scope.ids(portfolio)
    spec = chart_of(portfolio, name, history, scope, source)
    if ids is not None:
        history = history.of(ids)
    doubts = tuple(finding_words(portfolio, each) for each in history.findings)
    built = Built(spec, tuple(_figures(portfolio, history)), doubts)
    if name != "calibration":
        return built
    return built._replace(
        ledger=ledger_table(portfolio, today=today, of=ids), proposals=_proposals(portfolio, today, scope)
    )


def _proposals(portfolio: Portfolio, today: date, scope: Scope) -> tuple[Proposal, ...]:
    """Of the team that is looked at, or of all of which something can be said."""
    found = []
    for each in corrections(portfolio, today):
        if each.team is None or (each.team != scope.team if scope.team is not None else each.proposed is None):
            continue
        words = correction_words(each, portfolio.teams[each.team].name)
        found.append(Proposal(each.team, words, None if each.proposed == each.now else each.proposed))
    return tuple(found)


def _figures(portfolio: Portfolio, history: History) -> Iterable[Figure]:
    yield _expected(history)
    yield _weekly(history, portfolio.settings.week_start)
    yield _under_way(history)
    yield _efficiency(history)
    yield _law(history)


def _expected(history: History) -> Figure:
    level = times_of(history).expected
    caption = tr("{share} within", share=percent(level.p))
    n = number(level.n, 0)
    if level.days is None:
        basis = tr("It takes {needs} finished with a known start to tell.", needs=number(level.needs, 0))
        return Figure("service_level", caption, tr("cannot tell yet"), _finished(level.n), basis)
    days = round(level.days)
    value = trn("{n} day", "{n} days", days, n=number(days, 0))
    basis = tr(
        "The next piece of work is done within these days with a chance of {share}, judging by {n} finished.",
        share=percent(level.p),
        n=n,
    )
    return Figure("service_level", caption, value, _finished(level.n), basis)


def _finished(count: int) -> str:
    return trn("{n} finished", "{n} finished", count, n=number(count, 0))


def _weekly(history: History, week_start: int) -> Figure:
    found = throughput_of(history, "week", week_start)
    counts = found.counts[-_LATEST:]
    caption = tr("Done per week")
    if not counts:
        basis = LACKING[found.reason] if found.reason is not None else ""
        return Figure("throughput", caption, tr("cannot tell yet"), "", basis)
    weeks = trn("{n} week", "{n} weeks", len(counts), n=number(len(counts), 0))
    basis = tr("{done} done in {weeks}; weeks with nothing count.", done=number(sum(counts), 0), weeks=weeks)
    return Figure("throughput", caption, number(sum(counts) / len(counts), 2), weeks, basis)


def _under_way(history: History) -> Figure:
    found = in_progress_of(history)
    now = sum(each.under_way for each in history.passages)
    caption = tr("Under way")
    if found is None:
        return Figure("work_in_progress", caption, "0", "", tr("Nothing was begun yet whose day is known."))
    mean = number(sum(found.counts) / len(found.counts), 1)
    note = tr("{n} on average", n=mean)
    return Figure("work_in_progress", caption, number(now, 0), note, tr("Begun, and neither done nor stopped."))


def _efficiency(history: History) -> Figure:
    found = efficiency(history)
    caption = tr("Flow efficiency")
    if found.share is None:
        basis = LACKING[found.reason] if found.reason is not None else ""
        return Figure("flow_efficiency", caption, tr("cannot tell yet"), "", basis)
    basis = tr(
        "{active} of {total} days in shaping, delivery or improving; the others waiting.",
        active=number(found.active, 0),
        total=number(found.total, 0),
    )
    return Figure("flow_efficiency", caption, percent(found.share), _finished(found.n), basis)


def _law(history: History) -> Figure:
    found = little_of(history)
    caption = tr("Dates fit together")
    if found is None or found.ratio is None:
        fit = Fit.NOTHING_UNDER_WAY if found is None else found.fit
        return Figure("littles_law", caption, tr("cannot tell yet"), "", FIT[fit])
    value = tr("yes") if found.fit is Fit.CONSISTENT else tr("no")
    note = tr("L ÷ λW is {ratio}", ratio=number(found.ratio, 2))
    return Figure("littles_law", caption, value, note, FIT[found.fit])
