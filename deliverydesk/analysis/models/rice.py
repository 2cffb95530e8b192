"""RICE: how many people, how much for each, how sure, for how much effort."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.columns import EFFORT, Key
from deliverydesk.analysis.effort import effort_of
from deliverydesk.analysis.models.base import ABOVE_0, MISSING, Input, Model, Worth, present, scored
from deliverydesk.analysis.words import figure, listed, percent
from deliverydesk.domain.values import WEEKS_PER_MONTH, Period
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.columns import Columns
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

LEAST_EFFORT = 0.5
"""Person-months: McBride's smallest estimate. Less is flagged, never clamped."""

_IMPACTS = {
    3.0: trc("impact", "massive"),
    2.0: trc("impact", "high"),
    1.0: trc("impact", "medium"),
    0.5: trc("impact", "low"),
    0.25: trc("impact", "minimal"),
}
_CONFIDENCES = {1.0: trc("confidence", "high"), 0.8: trc("confidence", "medium"), 0.5: trc("confidence", "low")}
_A_PERIOD = {
    Period.WEEK: trc("per", "a week"),
    Period.MONTH: trc("per", "a month"),
    Period.QUARTER: trc("per", "a quarter"),
    Period.YEAR: trc("per", "a year"),
}
"""As in "2,000 a quarter", and as what reach is converted to."""
_LIMITS: dict[Key, tuple[float, float]] = {
    "reach": (0, math.inf),
    "confidence": (ABOVE_0, 1),
    EFFORT: (ABOVE_0, math.inf),
}


class Rice(Model):
    """Reach × impact × confidence ÷ effort in person-months."""

    title = "RICE"
    summary = tr("RICE: reach, impact, confidence, effort")
    meaning = tr("How many people an item reaches, how much, and how surely, for its effort.")
    worth = Worth(tr("Reach × impact × confidence"), "reach", trc("value", "reach"))
    expression = tr("reach × impact × confidence ÷ effort in person-months")
    source = "Sean McBride, “RICE: Simple prioritization for product managers”, Intercom, 2016"

    def inputs(self, portfolio: Portfolio, item: Deliverable) -> tuple[Input, ...]:
        return (
            _reach(portfolio, item),
            _impact(item),
            _confidence(item),
            _effort(portfolio, item),
        )

    def combine(self, portfolio: Portfolio, inputs: Sequence[Input]) -> float:  # noqa: ARG002
        reach, impact, confidence, months = (present(each) for each in inputs)
        return reach * impact * confidence / months

    def calculation(self, portfolio: Portfolio, inputs: Sequence[Input]) -> str:  # noqa: ARG002
        reach, impact, confidence, months = ("?" if each.value is None else figure(each.value) for each in inputs)
        return f"{reach} × {impact} × {confidence} ÷ {months}"

    def values(self, columns: Columns, portfolio: Portfolio) -> NDArray[np.float64]:
        with np.errstate(all="ignore"):
            values = columns.periods / portfolio.settings.reach_period.per_year
            values *= columns.numbers("reach")
            values *= columns.numbers("impact")
            values *= columns.numbers("confidence")
            values /= columns.effort / WEEKS_PER_MONTH
            return scored(values, columns, _LIMITS)

    def flags(self, portfolio: Portfolio, item: Deliverable, inputs: Sequence[Input]) -> tuple[str, ...]:
        reach, impact, _, months = inputs
        flags = []
        if item.reach_period not in (None, portfolio.settings.reach_period):
            flags.append(f"{reach.note[:1].upper()}{reach.note[1:]}.")
        if present(impact) < 0:
            flags.append(tr("The impact is negative: this does harm, and ranks below everything that does not."))
        if present(months) < LEAST_EFFORT:
            flags.append(
                tr(
                    "The effort is under half a person-month; so small an estimate makes the score jump. "
                    "McBride's smallest is a half."
                )
            )
        return tuple(flags)

    def warnings(self, columns: Columns, portfolio: Portfolio) -> tuple[str, ...]:
        own = portfolio.settings.reach_period
        given = columns.periods[columns.open & ~np.isnan(columns.numbers("reach"))]
        counts = {period: int((given == period.per_year).sum()) for period in Period}
        used = [f"{_A_PERIOD[period]} ({figure(count)})" for period, count in counts.items() if count]
        if len(used) < 2:
            return ()
        return (
            tr(
                "Reach periods are mixed: {periods}. All are converted to {a_period}, which holds only where people "
                "are not counted twice.",
                periods=listed(used),
                a_period=_A_PERIOD[own],
            ),
        )


def _reach(portfolio: Portfolio, item: Deliverable) -> Input:
    own = portfolio.settings.reach_period
    if item.reach is None:
        return Input(tr("Reach"), "reach", None, MISSING)
    period = item.reach_period or own
    value = item.reach * (period.per_year / own.per_year)
    note = tr("in the portfolio's period")
    if period is not own:
        note = tr(
            "{reach} {a_period} converted to {own}",
            reach=figure(item.reach),
            a_period=_A_PERIOD[period],
            own=_A_PERIOD[own],
        )
    problem = "" if item.reach >= 0 else tr("Reach is {reach}; it must be 0 or more.", reach=figure(item.reach))
    words = tr("{reach} {a_period}", reach=figure(value), a_period=_A_PERIOD[own])
    return Input(tr("Reach"), "reach", value, words, note, problem)


def _impact(item: Deliverable) -> Input:
    if item.impact is None:
        return Input(tr("Impact"), "impact", None, MISSING)
    grade = _IMPACTS.get(item.impact)
    words = f"{figure(item.impact)} ({grade})" if grade else figure(item.impact)
    note = "" if grade or item.impact <= 0 else tr("not on McBride's scale of 3, 2, 1, 0.5 and 0.25")
    return Input(tr("Impact"), "impact", item.impact, words, note)


def _confidence(item: Deliverable) -> Input:
    value = item.confidence
    if value is None:
        return Input(tr("Confidence"), "confidence", None, MISSING)
    problem = ""
    if not 0 < value <= 1:
        problem = tr("Confidence is {value}; it must be more than 0 and at most 1.", value=figure(value))
        if 1 < value <= 100:
            problem = tr(
                "Confidence is {value}; it must be more than 0 and at most 1. Were {value} %, that is {share}, meant?",
                value=figure(value),
                share=figure(value / 100),
            )
        return Input(tr("Confidence"), "confidence", value, figure(value), "", problem)
    grade = _CONFIDENCES.get(value)
    note = tr("below 50 %: a moonshot") if value < 0.5 else ""
    return Input(
        tr("Confidence"), "confidence", value, f"{percent(value)} ({grade})" if grade else percent(value), note
    )


def _effort(portfolio: Portfolio, item: Deliverable) -> Input:
    effort = effort_of(portfolio, item)
    if effort.likely is None:
        if effort.teams:
            note = tr("not every team's demand has a likely effort")
        elif effort.low is not None or effort.high is not None:
            note = tr("the estimate has no likely value")
        else:
            note = tr("neither estimated nor demanded of a team")
        return Input(tr("Effort"), "effort", None, MISSING, note)
    months = effort.likely / WEEKS_PER_MONTH
    origin = tr("own estimate")
    if effort.teams:
        origin = trn("sum of the demands on {n} team", "sum of the demands on {n} teams", effort.teams)
    note = tr("{weeks} person-weeks × 12 ÷ 52, {origin}", weeks=figure(effort.likely), origin=origin)
    problem = "" if effort.likely > 0 else tr("Effort is 0; nothing can be divided by it. Estimate it above 0.")
    return Input(tr("Effort"), "effort", months, tr("{n} person-months", n=figure(months)), note, problem)
