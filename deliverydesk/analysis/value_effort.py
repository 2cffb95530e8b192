"""Value against effort: what an item is worth by the portfolio's scoring model, and what it takes.

Effort is the likely effort in person-weeks, whatever the model: job size, ease and duration judge the same thing in
other words. Value is the part of the model's formula that is not about effort: RICE reach × impact × confidence, ICE
impact × confidence, WSJF the cost of delay (value + time criticality + risk or opportunity), CD3 the cost of delay; the
weighted model has no such part, so its whole score stands there.
"""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.effort import effort_of
from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.words import in_sentence
from deliverydesk.domain.values import OPEN_STAGES, ScoringModel
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.analysis.models import Input, Worth
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

MOST = 2_000
"""More points than this are a cloud; the first by rank are shown."""


class Point(NamedTuple):
    """One item: effort in person-weeks, value in the model's own unit."""

    id: int
    effort: float
    value: float


class Missing(NamedTuple):
    """One item that cannot be placed, and why in a few words."""

    id: int
    reason: str


class Field(NamedTuple):
    """All points by rank, and what is to be known beside them."""

    model: ScoringModel
    points: tuple[Point, ...]
    missing: tuple[Missing, ...]
    left_out: int
    """How many more there are, further down in the manager's order."""

    @property
    def measure(self) -> Worth:
        """What value is here."""
        return MODELS[self.model].worth

    def medians(self) -> tuple[float, float]:
        """The median effort and value; 1 each where there is no point."""
        if not self.points:
            return 1.0, 1.0
        return median(point.effort for point in self.points), median(point.value for point in self.points)


def field_of(portfolio: Portfolio, ids: Iterable[int] | None = None) -> Field:
    """The open deliverables among `ids` (all by default, by rank), placed by value and effort."""
    model, items = portfolio.settings.scoring_model, portfolio.deliverables
    points: list[Point] = []
    missing: list[Missing] = []
    asked = portfolio.ranking.ids if ids is None else ids
    open_ids = [i for i in asked if (item := items[i]).stage in OPEN_STAGES and not item.archived]
    for entity_id in open_ids[:MOST]:
        placed = _placed(portfolio, items[entity_id], model)
        if isinstance(placed, Point):
            points.append(placed)
        else:
            missing.append(placed)
    return Field(model, tuple(points), tuple(missing), max(len(open_ids) - MOST, 0))


def _placed(portfolio: Portfolio, item: Deliverable, model: ScoringModel) -> Point | Missing:
    effort = effort_of(portfolio, item).likely
    value, reason = value_of(portfolio, item, model)
    lacks = [tr("no effort") if not effort or effort <= 0 else "", reason]
    if effort and effort > 0 and value is not None:
        return Point(item.id, effort, value)
    return Missing(item.id, ", ".join(each for each in lacks if each))


def value_of(portfolio: Portfolio, item: Deliverable, model: ScoringModel) -> tuple[float | None, str]:
    """The value of an item by a model; None with the reason in a few words."""
    if not MODELS[model].worth.field:
        verdict = MODELS[model].judge(portfolio, item)
        return verdict.value, "" if verdict.value is not None else (verdict.reason or tr("no score")).rstrip(".")
    inputs = _worth(portfolio, item, model)
    absent = [in_sentence(each.name) for each in inputs if each.value is None]
    if absent:
        return None, tr("no {input}", input=absent[0])
    wrong = next((each.problem for each in inputs if each.problem), "")
    if wrong:
        return None, wrong.rstrip(".")
    values = [each.value for each in inputs if each.value is not None]
    value = MODELS[model].worth_of(values)
    return (value, "") if math.isfinite(value) else (None, tr("too large"))


def _worth(portfolio: Portfolio, item: Deliverable, model: ScoringModel) -> Sequence[Input]:
    """The inputs of the formula that are not about effort: all but the last."""
    return MODELS[model].inputs(portfolio, item)[:-1]


def lever_for(portfolio: Portfolio, item: Deliverable, value: float) -> tuple[str, float] | None:
    """The field and what it has to be, rounded to a sensible figure, for an item to be worth `value`.

    None where no single input moves the value, or where the others are missing or 0.
    """
    model = portfolio.settings.scoring_model
    field = MODELS[model].worth.field
    now, _ = value_of(portfolio, item, model)
    if not field or now is None:
        return None
    present = float(getattr(item, field))
    if model is ScoringModel.WSJF:
        return field, nearest(present + value - now, _RELATIVE)
    if now == 0 or present == 0:
        return None
    wanted = present * value / now
    if model is ScoringModel.ICE:
        return field, min(max(round(wanted * 2) / 2, 1.0), 10.0)
    return field, sensible(wanted)


_RELATIVE = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0, 40.0, 100.0)
"""The figures of planning cards, which relative sizes are given in."""


def nearest(value: float, figures: Sequence[float]) -> float:
    """The one of `figures` that is nearest."""
    return min(figures, key=lambda figure: abs(figure - value))


def sensible(value: float) -> float:
    """Rounded to two significant digits: nobody knows a reach to the last person."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))


def sensible_effort(weeks: float) -> float:
    """Rounded as people estimate: quarters to 2 person-weeks, halves to 10, whole ones to 50, then fives.

    Never less than a quarter.
    """
    step = next((step for limit, step in ((2, 0.25), (10, 0.5), (50, 1.0)) if weeks < limit), 5.0)
    return max(round(weeks / step) * step, 0.25)
