"""The figures over each page of the pane: those of flow, of the forecast, of its record, of the plan and of the bill.
No Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.coverage import Cover
from deliverydesk.analysis.divergence_words import spi_figure, why_words
from deliverydesk.analysis.earned import Undefined
from deliverydesk.analysis.earned_plan import EarnedPlan
from deliverydesk.analysis.forecast.throughput import Periods
from deliverydesk.analysis.forecast.words import brier_words, reason_words, record_words, verdict_words
from deliverydesk.charts.coverage import COVERS
from deliverydesk.charts.earned import behind_words
from deliverydesk.charts.format import day, number, percent, with_unit
from deliverydesk.charts.waste import LINES
from deliverydesk.domain.formats import formats
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.analysis.coverage import Amount, Coverage
    from deliverydesk.analysis.earned import Figure as Value
    from deliverydesk.analysis.earned_plan import NoPlan
    from deliverydesk.analysis.forecast.burnup import BurnUp
    from deliverydesk.analysis.forecast.ledger import Record
    from deliverydesk.analysis.waste import Waste
    from deliverydesk.domain.portfolio import Portfolio


class Figure(NamedTuple):
    """One figure: its key in the definitions, its name, its value, what it rests on, and the whole sentence."""

    key: str
    caption: str
    value: str
    note: str
    basis: str
    rows: tuple[int, ...] = ()
    """The deliverables that it stands on; a click selects them."""


def of_forecast(found: BurnUp) -> Iterator[Figure]:
    """When all open work is done, and what that rests on."""
    told = found.when
    grown = told.grown or Periods()
    courses = (
        (tr("Half of all cases"), told.periods.p50, grown.p50),
        (tr("In 85 %"), told.periods.p85, grown.p85),
        (tr("About 9 of 10"), told.periods.p95, grown.p95),
    )
    for name, periods, more in courses:
        until = told.day(periods)
        basis = tr("All that is open now is done by this day, if weeks go on as they did.")
        if until is None:
            basis = reason_words(told.reason) if told.reason is not None else tr("It is too far away to tell.")
        value = tr("cannot tell yet") if until is None else day(until, found.today)
        later = told.day(more)
        note = "" if until is None or later is None else tr("grown: {day}", day=day(later, found.today))
        yield Figure("throughput_forecast", name, value, note, basis)
    yield Figure(
        "throughput_forecast",
        tr("Still open"),
        number(found.open, 0),
        "",
        tr("Deliverables that are still to be done."),
    )
    history = told.basis.history
    weeks = trn("{n} week", "{n} weeks", len(history), n=number(len(history), 0))
    mean = number(sum(history) / len(history), 2) if history else "—"
    yield Figure("throughput", tr("Done per week"), mean, weeks, tr("The recent weeks that the forecast draws from."))


def of_record(record: Record) -> Iterator[Figure]:
    """How often days were kept, and how well chances were told."""
    for score in (record.p50, record.p85, record.p95):
        caption = tr("P{share} kept", share=number(100 * score.p, 0))
        basis = f"{record_words(score)} {verdict_words(score)}"
        if score.coverage is None:
            basis = reason_words(score.reason) if score.reason is not None else basis
            yield Figure("calibration", caption, tr("cannot tell yet"), _came_due(score.n), basis)
        else:
            yield Figure("calibration", caption, percent(score.coverage), _came_due(score.n), basis)
    chances = record.chances
    if chances.brier is None:
        basis = reason_words(chances.reason) if chances.reason is not None else ""
        yield Figure("brier_score", tr("Brier score"), tr("cannot tell yet"), _came_due(chances.n), basis)
    else:
        basis = brier_words(chances)
        yield Figure("brier_score", tr("Brier score"), number(chances.brier, 3), _came_due(chances.n), basis)
    basis = tr("Forecasts of which no day has passed.")
    yield Figure("calibration", tr("Not due yet"), number(record.pending, 0), "", basis)


def _came_due(count: int) -> str:
    return trn("{n} came due", "{n} came due", count, n=number(count, 0))


def of_plan(portfolio: Portfolio, found: EarnedPlan | NoPlan) -> Iterator[Figure]:
    """Whether the work keeps to its plan, in time and money."""
    if not isinstance(found, EarnedPlan):
        basis = tr("No work in view has a planned start, a planned end, an estimate and what remains.")
        yield Figure("earned_schedule", tr("SPI(t)"), tr("cannot tell yet"), "", basis)
        return
    rows, unit = found.deliverables, tr("pw")
    spi, note = _value(found.schedule.spi_t)
    behind = note if found.behind is None else behind_words(found.behind)
    basis = tr("When the plan was to have earned what is earned now, divided by the days gone by.")
    yield Figure("earned_schedule", tr("SPI(t)"), spi, behind, basis, rows)
    planned, earned = with_unit(found.planned_now, unit), with_unit(found.earned, unit)
    of_all = tr("of {budget}", budget=with_unit(found.budget, unit))
    yield Figure("earned_value", tr("Planned value"), planned, of_all, tr("Planned to be done by today."), rows)
    yield Figure(
        "earned_value", tr("Earned value"), earned, _deliverables(len(rows)), tr("What is done of the same work."), rows
    )
    end = "—" if found.forecast_end is None else day(found.forecast_end, found.today)
    planned_end = tr("planned {day}", day=day(found.end, found.today))
    basis = tr("The planned days divided by SPI(t), from the planned start on. It is a pace and no chance.")
    yield Figure("earned_schedule", tr("Ends at this pace"), end, planned_end, basis, rows)
    if found.money is not None:
        cpi, why = _value(found.money.cpi)
        spent = tr("spent {money}", money=with_unit(found.money.actual, portfolio.settings.currency))
        basis = tr("Earned value in money divided by what is spent, of what has a cost.")
        yield Figure("earned_value", tr("CPI"), cpi, why or spent, basis)


def _value(figure: Value) -> tuple[str, str]:
    if figure.value is None:
        return "—", why_words(figure.why or Undefined.NO_PLAN)
    return spi_figure(figure.value), ""


def of_coverage(coverage: Coverage) -> Iterator[Figure]:
    """How much of the work to come is for something measured; each leads to its rows."""
    basis = {
        Cover.MEASURED: tr("An outcome that it is to move has a chance to be reached."),
        Cover.TOO_EARLY: tr("Too few readings yet, or the declared lag is not over."),
        Cover.UNMEASURED: tr("Nothing that it is for is measured."),
    }
    for cover in Cover:
        amount = coverage.whole.amount(cover)
        share = coverage.share(cover)
        value = "—" if share is None else percent(round(share, 2))
        yield Figure("coverage", COVERS[cover], value, _taken(amount), basis[cover], amount.deliverables)


def of_bill(portfolio: Portfolio, waste: Waste) -> Iterator[Figure]:
    """What goes into work that moves nothing, is old or split; each leads to its rows."""
    for line in waste.lines:
        yield Figure("waste", LINES[line.moves], *_effort(line.amount), _told(line.amount), line.amount.deliverables)
    amount, level = waste.ageing.amount, waste.ageing.level
    if level.days is None:
        basis = tr("It takes {needs} finished with a known start to tell.", needs=number(level.needs, 0))
        yield Figure("too_long", tr("Under way too long"), tr("cannot tell yet"), "", basis)
    else:
        yield Figure("too_long", tr("Under way too long"), *_effort(amount), _told(amount), amount.deliverables)
    rows = tuple(dict.fromkeys(each for split in waste.splits for each in split.deliverables))
    teams = ", ".join(portfolio.teams[split.team].name for split in waste.splits)
    count = len(waste.splits)
    basis = tr("More in delivery at once than half their people: {teams}.", teams=teams) if teams else ""
    yield Figure("split_team", tr("Split teams"), number(count, 0), _deliverables(len(rows)), basis, rows)


def of_waiting(portfolio: Portfolio, waste: Waste) -> Iterator[Figure]:
    """What ready work costs while it waits."""
    waiting, currency = waste.waiting, portfolio.settings.currency

    def money(value: float | None) -> str:
        return "—" if value is None else with_unit(float(f"{value:.3g}"), currency)

    ready, basis = waiting.amount.deliverables, tr("The cost of delay of all ready work, a week.")
    yield Figure("waiting_cost", tr("A week of waiting"), money(waiting.total), "", basis, waiting.costed)
    basis = tr("For the weeks since it became ready, where that day is known.")
    known = trn("{n} without a day", "{n} without a day", waiting.undated, n=number(waiting.undated, 0))
    yield Figure("waiting_cost", tr("So far"), money(waiting.so_far), known if waiting.undated else "", basis)
    basis = tr("Ready, and nobody has begun it.")
    effort = with_unit(round(waiting.amount.effort, 1), tr("pw"))
    yield Figure("waiting_cost", tr("Ready"), number(len(ready), 0), effort, basis, ready)
    bare = tuple(each for each in ready if each not in set(waiting.costed))
    basis = tr("Nobody has said what a week of delay costs.")
    yield Figure("cost_of_delay", tr("Without a cost of delay"), number(len(bare), 0), "", basis, bare)


def _effort(amount: Amount) -> tuple[str, str]:
    return with_unit(round(amount.effort, 1), tr("pw")), _deliverables(len(amount.deliverables))


def _taken(amount: Amount) -> str:
    count = len(amount.deliverables)
    effort = with_unit(round(amount.effort, 1), tr("pw"))
    return trn("{effort}, {n} deliverable", "{effort}, {n} deliverables", count, effort=effort, n=number(count, 0))


def _told(amount: Amount) -> str:
    unit = tr("pw")
    return tr(
        "{effort} still to come; money to come {money}, spent already {spent}.",
        effort=with_unit(round(amount.effort, 1), unit),
        money=formats().styled(f"{amount.money:,.0f}"),
        spent=formats().styled(f"{amount.spent:,.0f}"),
    )


def _deliverables(count: int) -> str:
    return trn("{n} deliverable", "{n} deliverables", count, n=number(count, 0))
