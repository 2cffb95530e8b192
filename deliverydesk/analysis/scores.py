"""Scores of all deliverables by one model, their ranks, and the gap to the manager's rank. Never re-sorts anything.

Which items are ranked: those in an open stage that have a score. Released, tabled and cancelled items keep their
score, but compete for nothing and have no rank. The gap compares like with like: it is the manager's rank counted
among the ranked items only, minus the score rank. +7 says that the score would put the item seven places higher.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.columns import Columns
from deliverydesk.analysis.models import MODELS, Input
from deliverydesk.analysis.ranks import Ranked, ranked
from deliverydesk.analysis.words import figure
from deliverydesk.domain.values import ScoringModel
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one deliverable. Either `value` or `reason` is None."""

    value: float | None
    reason: str | None
    """Why there is no score, as a sentence that names what is missing."""
    rank: int | None
    """Among the ranked items, from 1, ties sharing a rank (1, 1, 3); None for an item that is not ranked."""
    flags: tuple[str, ...] = ()
    """What is to be known of this score; one sentence each."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a score came about, input by input."""

    model: ScoringModel
    title: str
    """The model's name as a label."""
    rows: tuple[Input, ...]
    expression: str
    """The formula in words."""
    formula: str
    """The formula with the numbers; "?" for a missing one."""
    result: str
    """The score in words, or "no score"."""
    score: Score
    gap: int | None
    missing: tuple[str, ...]
    """The names of the inputs that are missing."""
    warnings: tuple[str, ...]
    """What holds for the scores as a whole; one sentence each."""
    source: str


class ScoreBoard:
    """The scores of one portfolio. Immutable; arrays are over all deliverables by ascending id.

    `values` is NaN where there is no score, `ranks` and `gaps` are 0 where there is no rank (a gap of 0 also says
    that manager and score agree: look at `ranks`).
    """

    __slots__ = ("_columns", "_gaps", "_portfolio", "_ranked", "_values", "_warnings", "model")

    def __init__(self, portfolio: Portfolio, columns: Columns, model: ScoringModel) -> None:
        """Use `of`."""
        self._portfolio = portfolio
        self._columns = columns
        self.model = model
        self._values: NDArray[np.float64] | None = None
        self._ranked: Ranked | None = None
        self._gaps: NDArray[np.int64] | None = None
        self._warnings: tuple[str, ...] | None = None

    @classmethod
    def of(cls, portfolio: Portfolio, model: ScoringModel | None = None) -> ScoreBoard:
        """The scores by the portfolio's model, or by another one."""
        return cls(portfolio, Columns(portfolio), model or portfolio.settings.scoring_model)

    def by(self, model: ScoringModel) -> ScoreBoard:
        """The scores of the same portfolio by another model; shares the columns."""
        return self if model is self.model else ScoreBoard(self._portfolio, self._columns, model)

    def after(self, change_set: ChangeSet, portfolio: Portfolio) -> ScoreBoard:
        """The scores of `portfolio`, which is this one's after the change set.

        Follows the model in the settings where this board does. A move in the manager's order, or an edit of a
        field that the model does not read, takes scores and ranks over as they are.
        """
        follows = self.model is self._portfolio.settings.scoring_model
        columns = self._columns.after(change_set, portfolio)
        board: ScoreBoard = ScoreBoard(portfolio, columns, portfolio.settings.scoring_model if follows else self.model)
        same_policy = (
            board.model is self.model
            and portfolio.settings == self._portfolio.settings
            and portfolio.criteria is self._portfolio.criteria
        )
        if same_policy and columns.same_but_order(self._columns):
            board._values, board._ranked = self._values, self._ranked
        return board

    @property
    def values(self) -> NDArray[np.float64]:
        """The scores by row; NaN for none."""
        if self._values is None:
            self._values = MODELS[self.model].values(self._columns, self._portfolio)
        return self._values

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids of all deliverables, ascending."""
        return self._columns.ids

    @property
    def ranks(self) -> NDArray[np.int32]:
        """Score ranks by row, from 1; 0 for an item that is not ranked."""
        return self._ranking.ranks

    @property
    def gaps(self) -> NDArray[np.int64]:
        """The manager's rank among the ranked items minus the score rank, by row; 0 for an item without a rank."""
        if self._gaps is None:
            ranks, rows = self.ranks, self._columns.manager_rows
            rows = rows[ranks[rows] > 0]
            self._gaps = np.zeros(len(ranks), dtype=np.int64)
            self._gaps[rows] = np.arange(1, len(rows) + 1) - ranks[rows]
        return self._gaps

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be known of the scores as a whole, such as mixed reach periods; one sentence each."""
        if self._warnings is None:
            model = MODELS[self.model]
            unusable = model.unusable(self._portfolio)
            self._warnings = (unusable,) if unusable else model.warnings(self._columns, self._portfolio)
        return self._warnings

    @property
    def _ranking(self) -> Ranked:
        if self._ranked is None:
            taking_part = self._columns.open & ~np.isnan(self.values)
            self._ranked = ranked(self.values, taking_part, self._columns.ties)
        return self._ranked

    def score(self, deliverable_id: int) -> Score:
        """The score of a deliverable. Raises KeyError."""
        verdict = MODELS[self.model].judge(self._portfolio, self._portfolio.deliverables[deliverable_id])
        return Score(verdict.value, verdict.reason, self.rank(deliverable_id), verdict.flags)

    def value(self, deliverable_id: int) -> float | None:
        """The score alone; quicker than `score`. Raises KeyError."""
        value = float(self.values[self._columns.row(deliverable_id)])
        return None if value != value else value

    def rank(self, deliverable_id: int) -> int | None:
        """The score rank alone; quicker than `score`. Raises KeyError."""
        return int(self.ranks[self._columns.row(deliverable_id)]) or None

    def gap(self, deliverable_id: int) -> int | None:
        """The manager's rank among the ranked items minus the score rank; None for an item without a rank.

        Positive: the score would put it that many places higher. Raises KeyError.
        """
        row = self._columns.row(deliverable_id)
        return int(self.gaps[row]) if self.ranks[row] else None

    def order(self) -> list[int]:
        """All ids: ranked items by score, ties by less effort, then the earlier; the rest in the manager's order."""
        ids, ranks, rows = self._columns.ids, self.ranks, self._columns.manager_rows
        return [*ids[self._ranking.rows].tolist(), *ids[rows[ranks[rows] == 0]].tolist()]

    def ranked_ids(self) -> list[int]:
        """The ids of the ranked items by score."""
        ids: list[int] = self._columns.ids[self._ranking.rows].tolist()
        return ids

    def explain(self, deliverable_id: int) -> Explanation:
        """How the score of a deliverable came about. Raises KeyError."""
        model, item = MODELS[self.model], self._portfolio.deliverables[deliverable_id]
        inputs = model.inputs(self._portfolio, item)
        verdict = model.judge(self._portfolio, item, inputs)
        return Explanation(
            model=self.model,
            title=model.title,
            rows=inputs,
            expression=model.expression,
            formula=model.calculation(self._portfolio, inputs),
            result=tr("no score") if verdict.value is None else figure(verdict.value),
            score=Score(verdict.value, verdict.reason, self.rank(deliverable_id), verdict.flags),
            gap=self.gap(deliverable_id),
            missing=tuple(each.name for each in inputs if each.value is None),
            warnings=self.warnings,
            source=model.source,
        )
