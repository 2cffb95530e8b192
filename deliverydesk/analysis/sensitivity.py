"""What would change the order: how far an input may move before the rank by score does, and which estimate decides.

One input moves at a time, all else stays. Ranks are those of the score board: ties share a rank, so an item rises as
soon as it draws level with the next one above, and falls only when it comes to lie below the next one beneath.

How far an input may well be off is the item's own range where it has one. Else it is assumed: a factor of 2 either
way for reach, impact and cost of delay and of 1.5 for a duration, 1.7 for effort (the 85th percentile of actual over
estimated in the 10,266 tasks of the SiP data set), and one step of the scale for grades and relative sizes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.effort import effort_of
from deliverydesk.analysis.models import MODELS, Input, Model
from deliverydesk.analysis.models.base import present
from deliverydesk.analysis.ranks import comparable, comparable_one
from deliverydesk.domain.values import WEEKS_PER_MONTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

NEAR_THE_TOP = 100
"""Ranked items, in the manager's order, whose doubts are looked at: nobody asks about the others."""
_FAR = 1e6
"""By what factor an input without an upper bound may move: further than that is no estimate of the same thing."""
_HALVINGS = 80
_GOLDEN = 1.6
"""Between neighbours of the modified Fibonacci scale."""
_FACTORS = {
    "reach": 2.0,
    "impact": 2.0,
    "confidence": _GOLDEN,
    "effort": 1.7,
    "business_value": _GOLDEN,
    "time_criticality": _GOLDEN,
    "risk_opportunity": _GOLDEN,
    "job_size": _GOLDEN,
    "cost_of_delay": 2.0,
    "duration_weeks": 1.5,
}
_ICE_STEP = 2.0
_RATING_STEP = 0.1
"""Of the length of a criterion's scale."""


class Doubt(NamedTuple):
    """Where one input of one deliverable may well lie, as it enters the formula, and what that means for the rank."""

    input: Input
    low: float
    high: float
    best_rank: int
    worst_rank: int

    @property
    def swing(self) -> int:
        """How many ranks the doubt is worth."""
        return self.worst_rank - self.best_rank


class Leeway(NamedTuple):
    """How far one input of one deliverable may move. Values are as they enter the formula (effort in months)."""

    doubt: Doubt
    rise: float | None
    """The nearest value at which the rank by score is better; None where no allowed value does that."""
    fall: float | None
    """The nearest value at which the rank by score is worse; None where no allowed value does that."""

    @property
    def input(self) -> Input:
        """The input that moves."""
        return self.doubt.input


def leeways(portfolio: Portfolio, board: ScoreBoard, deliverable_id: int) -> tuple[Leeway, ...]:
    """One for each input of the board's model; none for a deliverable without a rank. Raises KeyError."""
    if board.rank(deliverable_id) is None:
        return ()
    rivals = _Rivals(board)
    return tuple(moving.leeway(rivals) for moving in _inputs(portfolio, board, deliverable_id))


def worth_improving(
    portfolio: Portfolio, board: ScoreBoard, ids: Iterable[int], at_most: int = 5
) -> list[tuple[int, Doubt]]:
    """The doubts of `ids` that are worth most ranks, most first: where a better estimate would change the order.

    One a deliverable, its greatest; deliverables whose rank no doubt changes are left out. 0.1 ms a deliverable.
    """
    rivals = _Rivals(board)
    found = [
        (each, max((moving.doubt(rivals) for moving in _inputs(portfolio, board, each)), key=lambda doubt: doubt.swing))
        for each in ids
        if board.rank(each) is not None
    ]
    deciding = [(each, doubt) for each, doubt in found if doubt.swing]
    return sorted(deciding, key=lambda pair: -pair[1].swing)[:at_most]


class _Rivals:
    """The scores of all ranked deliverables in one sorted array of integers that are equal where scores tie."""

    def __init__(self, board: ScoreBoard) -> None:
        self.keys = comparable(np.sort(board.values[board.ranks > 0]))

    def rank(self, score: float, own: float) -> int:
        """The rank of a score among the others, the one that had `own` left out."""
        key = comparable_one(score)
        above = len(self.keys) - int(self.keys.searchsorted(key, side="right"))
        return 1 + above - (comparable_one(own) > key)

    def next_above(self, own: float) -> int | None:
        """The lowest score above; None for the best."""
        at = int(self.keys.searchsorted(comparable_one(own), side="right"))
        return int(self.keys[at]) if at < len(self.keys) else None

    def next_below(self, own: float) -> int | None:
        """The score that must be undercut for a worse rank: one's own where another ties; None for the last."""
        key = comparable_one(own)
        low, high = int(self.keys.searchsorted(key)), int(self.keys.searchsorted(key, side="right"))
        if high - low > 1:
            return key
        return int(self.keys[low - 1]) if low else None


class _Moving:
    """One input of a deliverable that moves while the others stay."""

    def __init__(self, portfolio: Portfolio, item: Deliverable, model: Model, inputs: Sequence[Input], at: int) -> None:
        self._portfolio, self._item, self._model, self._inputs, self._at = portfolio, item, model, inputs, at
        self._input = inputs[at]
        self._own = model.combine(portfolio, inputs)
        self._low, self._high = _allowed(portfolio, self._input)

    def score(self, value: float) -> float:
        """The score with the input at this value."""
        moved = [*self._inputs[: self._at], replace(self._input, value=value), *self._inputs[self._at + 1 :]]
        return self._model.combine(self._portfolio, moved)

    def doubt(self, rivals: _Rivals) -> Doubt:
        low, high = _doubt(self._portfolio, self._item, self._input, self._low, self._high)
        ranks = [rivals.rank(self.score(value), self._own) for value in (low, high)]
        return Doubt(self._input, low, high, min(ranks), max(ranks))

    def leeway(self, rivals: _Rivals) -> Leeway:
        above, below = rivals.next_above(self._own), rivals.next_below(self._own)
        rise = None if above is None else self._nearest(lambda score: comparable_one(score) >= above)
        fall = None if below is None else self._nearest(lambda score: comparable_one(score) < below)
        return Leeway(self.doubt(rivals), rise, fall)

    def _nearest(self, wanted: Callable[[float], bool]) -> float | None:
        """The allowed value next to the present one whose score is as wanted. A score is monotone in each input."""
        for end in (self._low, self._high):
            if wanted(self.score(end)):
                outside, inside = present(self._input), end
                for _ in range(_HALVINGS):
                    middle = (outside + inside) / 2
                    if wanted(self.score(middle)):
                        inside = middle
                    else:
                        outside = middle
                return inside
        return None


def _inputs(portfolio: Portfolio, board: ScoreBoard, deliverable_id: int) -> list[_Moving]:
    model, item = MODELS[board.model], portfolio.deliverables[deliverable_id]
    inputs = model.inputs(portfolio, item)
    return [_Moving(portfolio, item, model, inputs, at) for at in range(len(inputs))]


def _allowed(portfolio: Portfolio, input_: Input) -> tuple[float, float]:
    """The least and the greatest value that the formula takes; what may not be 0 ends a millionth of itself above."""
    value, field = present(input_), input_.field
    if field.startswith("criterion "):
        criterion = portfolio.criteria[int(field.removeprefix("criterion "))]
        return criterion.scale_low, criterion.scale_high
    if field.startswith("ice_"):
        return 0.0, 10.0
    least = value / _FAR
    if field == "confidence":
        return least, 1.0
    if field in ("effort", "job_size", "duration_weeks"):
        return least, value * _FAR
    far = max(abs(value), 1.0) * _FAR
    return (-far, 0.0) if value < 0 else (0.0, far)


def _doubt(portfolio: Portfolio, item: Deliverable, input_: Input, low: float, high: float) -> tuple[float, float]:
    value, field = present(input_), input_.field
    if field == "effort":
        effort = effort_of(portfolio, item)
        if effort.low is not None and effort.high is not None:
            return effort.low / WEEKS_PER_MONTH, effort.high / WEEKS_PER_MONTH
    if field in _FACTORS:
        ends: Sequence[float] = sorted((value / _FACTORS[field], value * _FACTORS[field]))
    else:
        step = _ICE_STEP if field.startswith("ice_") else (high - low) * _RATING_STEP
        ends = (value - step, value + step)
    return max(ends[0], low), min(ends[1], high)
