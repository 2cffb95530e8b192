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
from deliverydesk.analysis.models import MODELS, Input
from deliverydesk.analysis.models.base import present
from deliverydesk.analysis.ranks import comparable
from deliverydesk.domain.values import WEEKS_PER_MONTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

_FAR = 1e6
"""By what factor an input without an upper bound may move: further than that is no estimate of the same thing."""
_HALVINGS = 100
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


class Leeway(NamedTuple):
    """How one input of one deliverable bears on its rank. Values are as they enter the formula (effort in months)."""

    input: Input
    rise: float | None
    """The nearest value at which the rank by score is better; None where no allowed value does that."""
    fall: float | None
    """The nearest value at which the rank by score is worse; None where no allowed value does that."""
    doubt: tuple[float, float]
    """From where to where the input may well lie."""
    ranks: tuple[int, int]
    """The best and the worst rank by score over that range."""

    @property
    def swing(self) -> int:
        """How many ranks the doubt about this input is worth."""
        return self.ranks[1] - self.ranks[0]


def leeways(portfolio: Portfolio, board: ScoreBoard, deliverable_id: int) -> tuple[Leeway, ...]:
    """One for each input of the board's model; none for a deliverable without a rank. Raises KeyError."""
    if board.rank(deliverable_id) is None:
        return ()
    return _leeways(portfolio, board, deliverable_id, _Rivals(board))


def worth_improving(
    portfolio: Portfolio, board: ScoreBoard, ids: Iterable[int], at_most: int = 5
) -> list[tuple[int, Leeway]]:
    """The inputs of `ids` whose doubt is worth most ranks, most first: where a better estimate would change the order.

    One input a deliverable, its most doubtful one; deliverables whose rank no doubt changes are left out.
    """
    rivals = _Rivals(board)
    found = [
        (each, max(_leeways(portfolio, board, each, rivals), key=lambda leeway: leeway.swing))
        for each in ids
        if board.rank(each) is not None
    ]
    deciding = [(each, leeway) for each, leeway in found if leeway.swing]
    return sorted(deciding, key=lambda pair: -pair[1].swing)[:at_most]


class _Rivals:
    """The scores of all ranked deliverables in one sorted array of integers that are equal where scores tie."""

    def __init__(self, board: ScoreBoard) -> None:
        ranked = board.ranks > 0
        self.values: NDArray[np.float64] = np.sort(board.values[ranked])
        self.keys = comparable(self.values)

    def rank(self, score: float, own: float) -> int:
        """The rank of a score among the others, the one that had `own` left out."""
        key, own_key = (int(comparable(np.array([each]))[0]) for each in (score, own))
        above = len(self.keys) - int(self.keys.searchsorted(key, side="right"))
        return 1 + above - (own_key > key)

    def next_above(self, own: float) -> float | None:
        """The lowest score above; None for the best."""
        at = int(self.keys.searchsorted(int(comparable(np.array([own]))[0]), side="right"))
        return float(self.values[at]) if at < len(self.values) else None

    def next_below(self, own: float) -> float | None:
        """The score that must be undercut for a worse rank: one's own where another ties; None for the last."""
        key = int(comparable(np.array([own]))[0])
        low, high = int(self.keys.searchsorted(key)), int(self.keys.searchsorted(key, side="right"))
        if high - low > 1:
            return float(self.values[low])
        return float(self.values[low - 1]) if low else None


def _leeways(portfolio: Portfolio, board: ScoreBoard, deliverable_id: int, rivals: _Rivals) -> tuple[Leeway, ...]:
    model, item = MODELS[board.model], portfolio.deliverables[deliverable_id]
    inputs = model.inputs(portfolio, item)
    own = model.combine(portfolio, inputs)
    above, below = rivals.next_above(own), rivals.next_below(own)
    found = []
    for at, each in enumerate(inputs):

        def score(value: float, at: int = at, each: Input = each) -> float:
            moved = [*inputs[:at], replace(each, value=value), *inputs[at + 1 :]]
            return model.combine(portfolio, moved)

        low, high = _allowed(portfolio, each)
        doubt = _doubt(portfolio, item, each, low, high)
        rise = None if above is None else _nearest(score, each, low, high, _reaches(above))
        fall = None if below is None else _nearest(score, each, low, high, _undercuts(below))
        ranks = sorted(rivals.rank(score(value), own) for value in doubt)
        found.append(Leeway(each, rise, fall, doubt, (ranks[0], ranks[-1])))
    return tuple(found)


def _reaches(score: float) -> Callable[[float], bool]:
    key = _key(score)
    return lambda value: _key(value) >= key


def _undercuts(score: float) -> Callable[[float], bool]:
    key = _key(score)
    return lambda value: _key(value) < key


def _key(score: float) -> int:
    return int(comparable(np.array([score]))[0])


def _nearest(
    score: Callable[[float], float], input_: Input, low: float, high: float, wanted: Callable[[float], bool]
) -> float | None:
    """The allowed value next to the present one whose score is as wanted. A score is monotone in each input."""
    for end in (low, high):
        if wanted(score(end)):
            outside, inside = present(input_), end
            for _ in range(_HALVINGS):
                middle = (outside + inside) / 2
                if wanted(score(middle)):
                    inside = middle
                else:
                    outside = middle
            return inside
    return None


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
