"""What every scoring model is: its inputs, its formula twice (one item in words, all items in arrays), its source.

To add a model: a member of `domain.values.ScoringModel` with its words in `domain.choices`, a class like the ones
beside this file, and its line in `analysis.models.MODELS`. A test holds the two forms of the formula equal for every
model.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.words import in_sentence, listed
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.columns import Columns, Key
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a score, for one deliverable."""

    name: str
    """As a label: "Reach", "Time criticality"."""
    field: str
    """The field of Deliverable it is kept in, "effort", or "criterion 12"."""
    value: float | None
    """As it enters the formula; None where it is missing."""
    words: str
    """The value with its unit, as a person says it: "2,000 a quarter", "80 % (medium)", "missing"."""
    note: str = ""
    """Where it comes from, or what was done to it."""
    problem: str = ""
    """A sentence where there is a value, but one that the formula cannot take."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The score of one deliverable, or why it has none."""

    value: float | None
    reason: str | None
    flags: tuple[str, ...] = ()


class Worth(NamedTuple):
    """What of a formula is value and not effort, and the one input that moves it."""

    words: str
    field: str = ""
    """The field of a deliverable that a higher value changes; empty where no single one does, so that the whole score
    is the value.
    """
    label: str = ""


class Model(ABC):
    """A scoring model. Higher is better in all of them."""

    title: str
    """As a label: "RICE", "Weighted score"."""
    summary: str
    """As a choice, with what it goes by: "ICE: impact, confidence, ease"."""
    meaning: str
    """What it tells, in a sentence."""
    worth: Worth
    expression: str
    """The formula in words."""
    source: str
    """Who defined it, where."""

    @abstractmethod
    def inputs(self, portfolio: Portfolio, item: Deliverable) -> tuple[Input, ...]:
        """Every input in the order of the formula."""

    @abstractmethod
    def combine(self, portfolio: Portfolio, inputs: Sequence[Input]) -> float:
        """The score from inputs that are all there and have no problem."""

    @abstractmethod
    def calculation(self, portfolio: Portfolio, inputs: Sequence[Input]) -> str:
        """The formula with the numbers in place of the words; "?" where one is missing."""

    @abstractmethod
    def values(self, columns: Columns, portfolio: Portfolio) -> NDArray[np.float64]:
        """The scores of all deliverables by row, a new array; NaN where `judge` gives none."""

    def worth_of(self, values: Sequence[float]) -> float:
        """The value from all inputs but the last, which is about effort."""
        return math.prod(values)

    def flags(self, portfolio: Portfolio, item: Deliverable, inputs: Sequence[Input]) -> tuple[str, ...]:  # noqa: ARG002
        """What is to be known of this item's score; one sentence each."""
        return ()

    def warnings(self, columns: Columns, portfolio: Portfolio) -> tuple[str, ...]:  # noqa: ARG002
        """What is to be known of the scores as a whole; one sentence each."""
        return ()

    def unusable(self, portfolio: Portfolio) -> str | None:  # noqa: ARG002
        """Why nothing at all can be scored by this model in this portfolio."""
        return None

    def judge(self, portfolio: Portfolio, item: Deliverable, inputs: Sequence[Input] | None = None) -> Verdict:
        """The score, or the reason for none; `inputs` saves asking for them again."""
        if reason := self.unusable(portfolio):
            return Verdict(None, reason)
        given = self.inputs(portfolio, item) if inputs is None else inputs
        if missing := [each.name for each in given if each.value is None]:
            names = listed([missing[0], *(in_sentence(name[:1]) + name[1:] for name in missing[1:])])
            return Verdict(None, trn("{names} is missing.", "{names} are missing.", len(missing), names=names))
        for each in given:
            if each.problem:
                return Verdict(None, each.problem)
        value = self.combine(portfolio, given)
        if not math.isfinite(value):
            return Verdict(None, tr("The inputs are too large to be multiplied."))
        # Adding 0 turns -0, which nobody understands, into 0.
        return Verdict(value + 0.0, None, self.flags(portfolio, item, given))


MISSING = tr("missing")
"""The words of an input that has no value."""


def present(input_: Input) -> float:
    """The value of an input that is known to be there."""
    assert input_.value is not None
    return input_.value


ABOVE_0 = math.ulp(0.0)
"""The lower limit of what must be more than 0."""


def scored(
    values: NDArray[np.float64], columns: Columns, limits: Mapping[Key, tuple[float, float]]
) -> NDArray[np.float64]:
    """The values where they are finite and every input is within its limits, NaN elsewhere. Writes into `values`.

    A missing input has made its value NaN already. An input beyond its limits is rare, so the ends of its column are
    looked at first, and only a column that needs it is gone through.
    """
    values += 0.0  # turns -0, which nobody understands, into 0
    for key, (low, high) in limits.items():
        least, greatest = columns.ends(key)
        if least < low or greatest > high:
            column = columns.numbers(key)
            values[(column < low) | (column > high)] = np.nan
    endless = np.isinf(values)
    if endless.any():
        values[endless] = np.nan
    return values
