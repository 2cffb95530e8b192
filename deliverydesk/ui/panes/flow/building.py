"""What the pane shows, made of a portfolio and its journal in any thread. No Qt."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.coverage import coverage_of
from deliverydesk.analysis.earned_plan import earned_plan_of
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.flow.history import History, history_of
from deliverydesk.analysis.flow.little import Fit, little_of
from deliverydesk.analysis.flow.scope import Scope
from deliverydesk.analysis.flow.throughput import efficiency, in_progress_of, throughput_of
from deliverydesk.analysis.flow.times import times_of
from deliverydesk.analysis.flow.words import FIT, LACKING, finding_words
from deliverydesk.analysis.forecast.burnup import burn_up
from deliverydesk.analysis.forecast.kept import corrections, judged
from deliverydesk.analysis.forecast.ledger import record_of
from deliverydesk.analysis.forecast.words import correction_words
from deliverydesk.analysis.waste import Waste, waste_with
from deliverydesk.charts import coverage, earned, waste
from deliverydesk.charts.calibration import calibration_chart, ledger_table
from deliverydesk.charts.flow.build import chart_of
from deliverydesk.charts.forecast_fan import fan_of
from deliverydesk.charts.format import number, percent
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.flow.figures_of import (
    Figure,
    of_bill,
    of_coverage,
    of_forecast,
    of_plan,
    of_record,
    of_waiting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.charts.table import TableData
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio

_LATEST = 26
"""So many of the latest whole weeks count for what is done per week."""


class Proposal(NamedTuple):
    """What a team's record says of the spread of its forecasts; `factor` is another than now, or None."""

    team: int
    words: str
    factor: float | None = None


class Built(NamedTuple):
    """One chart with the figures beside it."""

    spec: ChartSpec
    figures: tuple[Figure, ...]
    doubts: tuple[str, ...] = ()
    """What is wrong with dates or left out, a sentence each."""
    ledger: TableData | None = None
    """The forecasts that count, under the chart of how they came true."""
    proposals: tuple[Proposal, ...] = ()
    """What each team's own record says of the spread of its forecasts."""
    rows: Mapping[int, tuple[int, ...]] = MappingProxyType({})
    """The deliverables that a bar of several stands on, by its key in the chart."""


def build(
    portfolio: Portfolio, moves: Iterable[StageMove], today: date, name: str, scope: Scope, source: str = ""
) -> Built:
    """The chart of a name (one of `commands.CHARTS`) and the figures that it is about, of what is in scope."""
    known = tuple(moves)
    history = history_of(portfolio, today, known)
    if name in _PAGES:
        return _PAGES[name](portfolio, history, scope, source)
    ids = scope.ids(portfolio)
    spec = chart_of(portfolio, name, history, scope, source)
    if ids is not None:
        history = history.of(ids)
    return Built(spec, tuple(_figures(portfolio, history)), _doubts(portfolio, history))


def _doubts(portfolio: Portfolio, history: History) -> tuple[str, ...]:
    return tuple(finding_words(portfolio, each) for each in history.findings)


def _forecast(portfolio: Portfolio, history: History, scope: Scope, source: str) -> Built:
    ids = scope.ids(portfolio)
    narrowed = history if ids is None else history.of(ids)
    found = burn_up(portfolio, narrowed, scope)
    return Built(fan_of(found, source), tuple(of_forecast(found)), _doubts(portfolio, narrowed))


def _record(portfolio: Portfolio, history: History, scope: Scope, source: str) -> Built:
    ids, today = scope.ids(portfolio), history.today
    record = record_of([entry for _, entry in judged(portfolio, ids)], today)
    return Built(
        calibration_chart(portfolio, today=today, of=ids, source=source),
        tuple(of_record(record)),
        ledger=ledger_table(portfolio, today=today, of=ids),
        proposals=_proposals(portfolio, today, scope),
    )


def _plan(portfolio: Portfolio, history: History, scope: Scope, source: str) -> Built:
    ids = scope.ids(portfolio)
    found = earned_plan_of(portfolio, history.today, ids)
    spec = earned.chart_of(portfolio, found, ids=ids, source=source)
    doubts = tuple(filter(None, (earned.left_out_words(found),)))
    return Built(spec, tuple(of_plan(portfolio, found)), doubts)


def _coverage(portfolio: Portfolio, history: History, scope: Scope, source: str) -> Built:
    page = evidence_of_all(portfolio, history.today)
    found = coverage_of(portfolio, page.evidence, history.today, scope.ids(portfolio))
    spec = coverage.chart_of(portfolio, found, source=source)
    return Built(spec, tuple(of_coverage(found)), rows=coverage.rows_of(found))


def _bill(portfolio: Portfolio, history: History, scope: Scope, source: str) -> Built:
    found = _waste(portfolio, history, scope)
    spec = waste.chart_of(portfolio, found, source=source)
    return Built(spec, tuple(of_bill(portfolio, found)), rows=waste.rows_of(found))


def _waiting(portfolio: Portfolio, history: History, scope: Scope, source: str) -> Built:
    found = _waste(portfolio, history, scope)
    return Built(waste.delay_chart_of(portfolio, found, source=source), tuple(of_waiting(portfolio, found)))


def _waste(portfolio: Portfolio, history: History, scope: Scope) -> Waste:
    page = evidence_of_all(portfolio, history.today)
    return waste_with(portfolio, page.evidence, history, scope.ids(portfolio))


_PAGES: dict[str, Callable[[Portfolio, History, Scope, str], Built]] = {
    "forecast": _forecast,
    "calibration": _record,
    "earned-schedule": _plan,
    "coverage": _coverage,
    "waste": _bill,
    "delay": _waiting,
}
"""What is about something else than how work flows, and has figures of its own."""


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
