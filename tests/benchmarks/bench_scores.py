"""Scores of 100,000 deliverables: quicker than numpy can argsort as many numbers, and quicker still after one edit.

What counts is everything from inputs that stand as columns (what an edit leaves behind) to a score for each item, the
order of all ranked items with its ties broken, and a rank for each item with ties sharing one. The baseline is a
bare `np.argsort` of as many random doubles, which scores nothing and ranks nothing. Ours can be quicker since it
sorts packed integers in place (`analysis.ranks`) where argsort moves indices. By how much is the processor's choice, as
numpy has a sort of its own for each: on an AMD EPYC with AVX-512, whose sort takes 3 of our 4.3 ms, the ratios are 0.8
to 0.9; with that sort switched off (NPY_DISABLE_CPU_FEATURES=X86_V4) both sides are thrice as quick and 0.9 to 1.1.
"""

from functools import cache

import numpy as np

from deliverydesk.actions import backlog
from deliverydesk.analysis.columns import Columns
from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.entities import Criterion, Rating
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import ScoringModel
from tests.benchmarks.harness import Measured, benchmark, in_turns
from tests.support.portfolios import synthetic_portfolio

COUNT = 100_000


@cache
def portfolio() -> Portfolio:
    return synthetic_portfolio(COUNT)


@cache
def rated() -> Portfolio:
    """The same with every item rated by eight criteria of different weights, three of which want a low rating."""
    dice = np.random.default_rng(2)
    ids = list(portfolio().deliverables.ids)
    criteria = [Criterion(10**7 + at, f"Criterion {at}", 1.0 + at, lower_is_better=at % 3 == 0) for at in range(8)]
    ratings = [
        Rating(10**8 + at * COUNT + row, item, criterion.id, value)
        for at, criterion in enumerate(criteria)
        for row, (item, value) in enumerate(zip(ids, dice.integers(1, 11, COUNT).astype(float).tolist(), strict=True))
    ]
    return Portfolio.of([*portfolio().deliverables, *criteria, *ratings])


def scored_and_ranked(model: ScoringModel, at: Portfolio) -> Measured:
    columns = Columns(at)
    board = ScoreBoard(at, columns, model)
    assert (board.ranks > 0).sum() > COUNT // 2  # makes the columns, and shows that there is something to rank
    doubles = np.random.default_rng(1).random(COUNT)

    # Ten in a row: one alone, after the harness has swept the memory, would measure the caches.
    def ours() -> None:
        for _ in range(10):
            assert ScoreBoard(at, columns, model).ranks.size

    def theirs() -> None:
        for _ in range(10):
            assert np.argsort(doubles).size

    return in_turns(ours, theirs)


@benchmark("RICE score and full rank of 100,000, against a bare numpy argsort", goal=1.0)
def rice() -> Measured:
    return scored_and_ranked(ScoringModel.RICE, portfolio())


@benchmark("ICE score and full rank of 100,000, against a bare numpy argsort", goal=1.0)
def ice() -> Measured:
    return scored_and_ranked(ScoringModel.ICE, portfolio())


@benchmark("WSJF score and full rank of 100,000, against a bare numpy argsort", goal=1.0)
def wsjf() -> Measured:
    return scored_and_ranked(ScoringModel.WSJF, portfolio())


@benchmark("CD3 score and full rank of 100,000, against a bare numpy argsort", goal=1.0)
def cd3() -> Measured:
    return scored_and_ranked(ScoringModel.CD3, portfolio())


@benchmark("weighted score by 8 criteria and full rank of 100,000, against a bare numpy argsort", goal=1.0)
def weighted() -> Measured:
    return scored_and_ranked(ScoringModel.WEIGHTED, rated())


@benchmark("RICE score and full rank of 100,000, against the same in a Python loop", goal=1 / 20)
def loop() -> Measured:
    at = portfolio()
    columns = Columns(at)
    ScoreBoard(at, columns, ScoringModel.RICE).ranks.sum()
    model = MODELS[ScoringModel.RICE]

    def by_hand() -> None:
        verdicts = [(model.judge(at, item).value, item.id) for item in at.deliverables if item.stage.is_open]
        sorted((-value, each) for value, each in verdicts if value is not None)

    return in_turns(lambda: ScoreBoard(at, columns, ScoringModel.RICE).ranks, by_hand, repeats=3, warm_ups=1)


@benchmark("scores, ranks and gaps of 100,000 after one edit, against all of them made afresh", goal=1 / 10)
def edit() -> Measured:
    before = portfolio()
    board = ScoreBoard.of(before)
    board.gaps.sum()
    item = next(each for each in before.deliverables if board.rank(each.id))
    change_set = backlog.edit_deliverables(before, [item.id], {"impact": 3.0 if item.impact != 3.0 else 1.0})
    after = before.after(change_set)
    assert board.after(change_set, after).value(item.id) != board.value(item.id)
    return in_turns(lambda: board.after(change_set, after).gaps, lambda: ScoreBoard.of(after).gaps)
