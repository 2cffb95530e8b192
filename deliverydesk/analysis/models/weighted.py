"""The weighted model: criteria of the portfolio's own, each on a scale whose ends are policy.

The ends never come from the data: with ends from the data, one more item can swap two others (Belton and
Stewart, 2002). Where all criteria share one scale the score is on that scale too, so that it is the weighted mean
that people work out by hand; else it is the share of the best, from 0 to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.models.base import MISSING, Input, Model, Worth, present, scored
from deliverydesk.analysis.words import figure, percent
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.columns import Columns
    from deliverydesk.domain.entities import Criterion, Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class Weighted(Model):
    """Σ weight × share of the scale, weights adding up to 1. A missing rating gives no score."""

    title = tr("Weighted score")
    summary = tr("Weighted: own criteria")
    meaning = tr("Your own criteria with your own weights; without a rating for every criterion there is no score.")
    worth = Worth(tr("Weighted score"))
    expression = tr("sum over the criteria of weight × how far from the worst to the best end of the scale")
    source = (
        "Keeney and Raiffa, “Decisions with Multiple Objectives”, 1976; "
        "Belton and Stewart, “Multiple Criteria Decision Analysis”, 2002"
    )

    def unusable(self, portfolio: Portfolio) -> str | None:
        if not len(portfolio.criteria):
            return tr("There are no criteria yet. Add criteria with their weights.")
        if not weights(portfolio):
            return tr("Every criterion has the weight 0. Give at least one a weight.")
        return None

    def inputs(self, portfolio: Portfolio, item: Deliverable) -> tuple[Input, ...]:
        values = {rating.criterion: rating.value for rating in portfolio.ratings.by("deliverable", item.id)}
        return tuple(_input(criterion, weight, values.get(criterion.id)) for criterion, weight in weights(portfolio))

    def combine(self, portfolio: Portfolio, inputs: Sequence[Input]) -> float:
        offset, slopes = _line(portfolio)
        total = offset
        for slope, each in zip(slopes, inputs, strict=True):
            total += slope * present(each)
        return total

    def calculation(self, portfolio: Portfolio, inputs: Sequence[Input]) -> str:
        parts = [
            f"{percent(weight)} × {'?' if each.value is None else figure(share(criterion, each.value))}"
            for (criterion, weight), each in zip(weights(portfolio), inputs, strict=True)
        ]
        low, high = scale(portfolio)
        words = " + ".join(parts)
        return words if (low, high) == (0, 1) else f"{figure(low)} + {figure(high - low)} × ({words})"

    def values(self, columns: Columns, portfolio: Portfolio) -> NDArray[np.float64]:
        offset, slopes = _line(portfolio)
        total = np.full(len(columns), offset if slopes else np.nan)
        part = np.empty(len(columns))
        counting = [criterion for criterion, _ in weights(portfolio)]
        with np.errstate(all="ignore"):
            for criterion, slope in zip(counting, slopes, strict=True):
                total += np.multiply(columns.numbers(criterion.id), slope, out=part)
            return scored(total, columns, {each.id: (each.scale_low, each.scale_high) for each in counting})


def _line(portfolio: Portfolio) -> tuple[float, list[float]]:
    """Offset and one slope per criterion: the score is offset + Σ slope × rating.

    The same as Σ weight × share on the score's scale, with the ends of all scales folded in: a fifth of the work.
    """
    low, high = scale(portfolio)
    offset, slopes = low, []
    for criterion, weight in weights(portfolio):
        slope = weight * (high - low) / (criterion.scale_high - criterion.scale_low)
        slopes.append(-slope if criterion.lower_is_better else slope)
        offset += slope * criterion.scale_high if criterion.lower_is_better else -slope * criterion.scale_low
    return offset, slopes


def weights(portfolio: Portfolio) -> list[tuple[Criterion, float]]:
    """The criteria that count, by id, with weights that add up to 1."""
    counting = sorted((c for c in portfolio.criteria if c.weight > 0), key=lambda c: c.id)
    whole = sum(criterion.weight for criterion in counting)
    return [(criterion, criterion.weight / whole) for criterion in counting]


def scale(portfolio: Portfolio) -> tuple[float, float]:
    """The ends of the score: those that all counting criteria share, else 0 and 1."""
    ends = {(criterion.scale_low, criterion.scale_high) for criterion, _ in weights(portfolio)}
    return ends.pop() if len(ends) == 1 else (0.0, 1.0)


def share(criterion: Criterion, rating: float) -> float:
    """How far a rating is from the worst end of the scale (0) to the best (1)."""
    if criterion.lower_is_better:
        return (criterion.scale_high - rating) / (criterion.scale_high - criterion.scale_low)
    return (rating - criterion.scale_low) / (criterion.scale_high - criterion.scale_low)


def _input(criterion: Criterion, weight: float, value: float | None) -> Input:
    field = f"criterion {criterion.id}"
    low, high = criterion.scale_low, criterion.scale_high
    said = tr("weight {share}", share=percent(weight))
    if value is None:
        return Input(quoted(criterion.name), field, None, MISSING, said)
    problem = ""
    if not low <= value <= high:
        problem = tr(
            "{criterion} goes from {low} to {high}; {value} is outside.",
            criterion=quoted(criterion.name),
            low=figure(low),
            high=figure(high),
            value=figure(value),
        )
    note = tr("{weight}, {share} of the way from worst to best", weight=said, share=percent(share(criterion, value)))
    if criterion.lower_is_better:
        note = tr("{note}, lower is better", note=note)
    return Input(
        quoted(criterion.name),
        field,
        value,
        tr("{value} of {low}–{high}", value=figure(value), low=figure(low), high=figure(high)),
        note,
        problem,
    )
