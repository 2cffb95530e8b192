"""The figures above the chart of one outcome, in words. No Qt: they come from analysis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deliverydesk.analysis.contributing import delivery_towards, money_towards
from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of
from deliverydesk.charts.format import day, days_ago, decimals_of, number, percent, with_unit
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui.panes.outcomes.words import goal_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures above the chart."""

    caption: str
    value: str
    note: str
    basis: str
    """Where it comes from, for the tooltip."""
    share: float | None = None
    """For the meter; None draws none."""
    role: str = "text"
    days: int | None = None
    """Age of the last reading, for the disc."""
    disc: bool = False
    key: str = ""
    """What it is in `analysis.definitions`."""
    shape: str = ""
    """The verdict whose shape stands before the value, by its name in `glyphs.VERDICTS`."""


AWAITED = (
    Figure(tr("Verdict"), "", "", "", key="verdict"),
    Figure(tr("Reaches target"), "", "", "", key="chance_reach"),
    Figure(tr("Moved after launch"), "", "", "", key="moved_after"),
    Figure(tr("Smallest that matters"), "", "", "", key="smallest_change"),
)
"""In the places of `evidence_words.evidence_figures` until anything is found out, so that nothing jumps."""


def money_figure(portfolio: Portfolio, outcome_id: int) -> Figure:
    """What was spent on it and what is still to come."""
    money, left = money_towards(portfolio, outcome_id), delivery_towards(portfolio, outcome_id).to_come
    caption = tr("Spent, to come")
    note = tr("{effort} pw left", effort=number(left, 0 if left >= 10 else 1)) if left else ""
    basis = tr("A deliverable that is to move several outcomes is counted whole for each.")
    if money is None:
        return Figure(caption, "—", note or tr("no money entered"), basis, key="money_towards")
    value = tr("{spent}, {to_come}", spent=_short(money.spent), to_come=_short(money.to_come))
    sign = portfolio.settings.currency
    whole = tr(
        "{spent} spent, {to_come} still to come.",
        spent=with_unit(money.spent, sign),
        to_come=with_unit(money.to_come, sign),
    )
    return Figure(caption, value, note or sign, f"{whole} {basis}", key="money_towards")


def _short(amount: float) -> str:
    """An amount of money in few signs: "312 k", "1.2 M"."""
    if amount >= 10_000_000:
        return trc("million", "{n} M", n=number(amount / 1_000_000, 0))
    if amount >= 1_000_000:
        return trc("million", "{n} M", n=number(amount / 1_000_000, 1))
    return trc("thousand", "{n} k", n=number(amount / 1_000, 0)) if amount >= 10_000 else number(amount, 0)


def figures_of(portfolio: Portfolio, outcome_id: int, today: date) -> tuple[Figure, ...]:
    """Outcome progress and delivery progress, side by side and never one; then freshness and the path."""
    outcome = portfolio.outcomes[outcome_id]
    progress = progress_of(portfolio, outcome_id, today)
    figures = [
        replace(_outcome_figure(outcome, progress), key="outcome_progress"),
        replace(_delivery_figure(portfolio, outcome_id), key="delivery_progress"),
        replace(_last_figure(progress, today), key="freshness"),
    ]
    if outcome.direction is not Direction.HOLD:
        values = [measurement.value for measurement in portfolio.measurements.by("outcome", outcome_id)]
        figures.append(replace(_path_figure(outcome, progress, today, digits_of(values)), key="required"))
    return tuple(figures)


def _outcome_figure(outcome: Outcome, progress: OutcomeProgress) -> Figure:
    goal = goal_words(outcome)
    if progress.latest is None:
        return Figure(tr("Outcome"), "—", goal or tr("no target yet"), progress.reason or "")
    # As many digits as it takes to see on which side of a bound the reading is.
    now = tr("now {value}", value=with_unit(progress.latest, outcome.unit, decimals_of(progress.latest, 3)))
    note = f"{now}, {goal_words(outcome, unit=False)}" if goal else now
    if progress.clamped is None:
        return Figure(
            tr("Outcome"), with_unit(progress.latest, outcome.unit), tr("no target yet"), progress.reason or ""
        )
    if outcome.direction is Direction.HOLD:
        inside = bool(progress.inside)
        away = with_unit(abs(progress.outside_by or 0.0), outcome.unit)
        basis = (
            tr("The last reading is inside its bounds.")
            if inside
            else tr("The last reading is outside by {gap}.", gap=away)
        )
        return Figure(
            tr("Outcome"), tr("Within") if inside else tr("Outside"), note, basis, None, "ok" if inside else "bad"
        )
    basis = tr("(now − baseline) ÷ (target − baseline) = {share}, shown from 0 to 100 %.", share=percent(progress.raw))
    worse = progress.raw is not None and progress.raw < 0
    return Figure(tr("Outcome"), percent(progress.clamped), note, basis, progress.clamped, "bad" if worse else "text")


def _delivery_figure(portfolio: Portfolio, outcome_id: int) -> Figure:
    towards = delivery_towards(portfolio, outcome_id)
    if not towards.items:
        return Figure(tr("Delivery"), "—", tr("nothing is to move it"), towards.basis)
    ended, of = towards.ended, len(towards.items)
    note = tr("{ended} of {all} done", ended=ended, all=of)
    if towards.to_come:
        left = number(towards.to_come, 0 if towards.to_come >= 10 else 1)
        note = tr("{ended} of {all} done, {effort} pw to come", ended=ended, all=of, effort=left)
    return Figure(tr("Delivery"), percent(towards.share), note, towards.basis, towards.share)


def _last_figure(progress: OutcomeProgress, today: date) -> Figure:
    if progress.latest_date is None:
        return Figure(
            tr("Last measured"), trc("last measured", "never"), tr("no reading yet"), progress.reason or "", disc=True
        )
    return Figure(
        tr("Last measured"),
        days_ago(progress.latest_date, today),
        trn("{n} reading", "{n} readings", progress.readings, n=figure(progress.readings)),
        tr(
            "Last measured {when}, on {day}.", when=days_ago(progress.latest_date, today), day=day(progress.latest_date)
        ),
        days=progress.days_since,
        disc=True,
    )


def digits_of(values: Iterable[float]) -> int:
    """How many decimals the readings are written with, at most 3: what is compared with them needs no more."""
    return max((decimals_of(value, 3) for value in values), default=1)


def _path_figure(outcome: Outcome, progress: OutcomeProgress, today: date, decimals: int) -> Figure:
    due = tr("due {day}", day=day(outcome.due, today)) if outcome.due else tr("no due date")
    if progress.required is None:
        return Figure(tr("Required today"), "—", due, progress.path_reason or "")
    away = progress.ahead_by
    if away is not None:
        gap = number(abs(away), decimals)
        due = tr("{gap} ahead, {due}", gap=gap, due=due) if away >= 0 else tr("{gap} behind, {due}", gap=gap, due=due)
    basis = tr("The value on the straight path from baseline to target today.")
    return Figure(tr("Required today"), with_unit(progress.required, outcome.unit, decimals), due, basis)
