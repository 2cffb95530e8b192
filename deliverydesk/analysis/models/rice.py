"""RICE: how many people, how much for each, how sure, for how much effort."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.columns import EFFORT, Key
from deliverydesk.analysis.effort import effort_of
from deliverydesk.analysis.models.base import ABOVE_0, Input, Model, present, scored
from deliverydesk.analysis.words import figure, listed, percent
from deliverydesk.domain.values import WEEKS_PER_MONTH, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.columns import Columns
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

LEAST_EFFORT = 0.5
"""Person-months: McBride's smallest estimate. Less is flagged, never clamped."""

_IMPACTS = {3.0: "massive", 2.0: "high", 1.0: "medium", 0.5: "low", 0.25: "minimal"}
_CONFIDENCES = {1.0: "high", 0.8: "medium", 0.5: "low"}
_LIMITS: dict[Key, tuple[float, float]] = {
    "reach": (0, math.inf),
    "confidence": (ABOVE_0, 1),
    EFFORT: (ABOVE_0, math.inf),
}


class Rice(Model):
    """Reach × impact × confidence ÷ effort in person-months."""

    title = "RICE"
    expression = "reach × impact × confidence ÷ effort in person-months"
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
            flags.append("The impact is negative: this does harm, and ranks below everything that does not.")
        if present(months) < LEAST_EFFORT:
            flags.append(
                "The effort is under half a person-month; so small an estimate makes the score jump. "
                "McBride's smallest is a half."
            )
        return tuple(flags)

    def warnings(self, columns: Columns, portfolio: Portfolio) -> tuple[str, ...]:
        own = portfolio.settings.reach_period
        given = columns.periods[columns.open & ~np.isnan(columns.numbers("reach"))]
        counts = {period: int((given == period.per_year).sum()) for period in Period}
        used = [f"a {period} ({count:,})" for period, count in counts.items() if count]
        if len(used) < 2:
            return ()
        return (
            f"Reach periods are mixed: {listed(used)}. All are converted to a {own}, which holds only where "
            "people are not counted twice.",
        )


def _reach(portfolio: Portfolio, item: Deliverable) -> Input:
    own = portfolio.settings.reach_period
    if item.reach is None:
        return Input("Reach", "reach", None, "missing")
    period = item.reach_period or own
    value = item.reach * (period.per_year / own.per_year)
    note = "in the portfolio's period" if period is own else f"{figure(item.reach)} a {period} converted to a {own}"
    problem = "" if item.reach >= 0 else f"Reach is {figure(item.reach)}; it must be 0 or more."
    return Input("Reach", "reach", value, f"{figure(value)} a {own}", note, problem)


def _impact(item: Deliverable) -> Input:
    if item.impact is None:
        return Input("Impact", "impact", None, "missing")
    grade = _IMPACTS.get(item.impact)
    words = f"{figure(item.impact)} ({grade})" if grade else figure(item.impact)
    note = "" if grade or item.impact <= 0 else "not on McBride's scale of 3, 2, 1, 0.5 and 0.25"
    return Input("Impact", "impact", item.impact, words, note)


def _confidence(item: Deliverable) -> Input:
    value = item.confidence
    if value is None:
        return Input("Confidence", "confidence", None, "missing")
    problem = ""
    if not 0 < value <= 1:
        problem = f"Confidence is {figure(value)}; it must be more than 0 and at most 1."
        if 1 < value <= 100:
            problem += f" Were {figure(value)} %, that is {figure(value / 100)}, meant?"
        return Input("Confidence", "confidence", value, figure(value), "", problem)
    grade = _CONFIDENCES.get(value)
    note = "below 50 %: a moonshot" if value < 0.5 else ""
    return Input("Confidence", "confidence", value, f"{percent(value)} ({grade})" if grade else percent(value), note)


def _effort(portfolio: Portfolio, item: Deliverable) -> Input:
    effort = effort_of(portfolio, item)
    if effort.likely is None:
        if effort.teams:
            note = "not every team's demand has a likely effort"
        elif effort.low is not None or effort.high is not None:
            note = "the estimate has no likely value"
        else:
            note = "neither estimated nor demanded of a team"
        return Input("Effort", "effort", None, "missing", note)
    months = effort.likely / WEEKS_PER_MONTH
    origin = "own estimate"
    if effort.teams:
        origin = f"sum of the demands on {effort.teams} team{'s' if effort.teams > 1 else ''}"
    note = f"{figure(effort.likely)} person-weeks × 12 ÷ 52, {origin}"
    problem = "" if effort.likely > 0 else "Effort is 0; nothing can be divided by it. Estimate it above 0."
    return Input("Effort", "effort", months, f"{figure(months)} person-months", note, problem)
