"""What the pane shows, made of a portfolio and its journal in any thread. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.flow.history import History, history_of
from deliverydesk.analysis.flow.little import Fit, little_of
from deliverydesk.analysis.flow.throughput import efficiency, in_progress_of, throughput_of
from deliverydesk.analysis.flow.times import times_of
from deliverydesk.analysis.flow.words import FIT, LACKING, finding_words
from deliverydesk.charts.flow.build import BUILDERS
from deliverydesk.charts.format import number, percent
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio

_LATEST = 26
"""So many of the latest whole weeks count for what is done per week."""


class Scope(NamedTuple):
    """Of what the figures are: of all deliverables, or those of one product, one team, or both."""

    product: int | None = None
    team: int | None = None

    def ids(self, portfolio: Portfolio) -> set[int] | None:
        """The deliverables meant; None for all. A product or team that is gone means all."""
        found: set[int] | None = None
        if self.product in portfolio.products:
            found = {item.id for item in portfolio.deliverables.by("product", self.product)}
        if self.team in portfolio.teams:
            of_team = {demand.deliverable for demand in portfolio.demands.by("team", self.team)}
            found = of_team if found is None else found & of_team
        return found


class Figure(NamedTuple):
    """One figure: its key in the definitions, its name, its value, what it rests on, and the whole sentence."""

    key: str
    caption: str
    value: str
    note: str
    basis: str


class Built(NamedTuple):
    """One chart with the figures beside it."""

    spec: ChartSpec
    figures: tuple[Figure, ...]
    doubts: tuple[str, ...]
    """What is wrong with dates, a sentence each."""


def build(
    portfolio: Portfolio, moves: Iterable[StageMove], today: date, name: str, scope: Scope, source: str = ""
) -> Built:
    """The chart of a name (of `charts.flow.build`) and the figures, of what is in scope."""
    history = history_of(portfolio, today, moves)
    ids = scope.ids(portfolio)
    if ids is not None:
        history = history.of(ids)
    spec = BUILDERS[name](portfolio, history, source)
    doubts = tuple(finding_words(portfolio, each) for each in history.findings)
    return Built(spec, tuple(_figures(portfolio, history)), doubts)


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
