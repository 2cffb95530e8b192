"""A search in a process of its own: progress, cancelling, and coming to grief."""

import multiprocessing
import os
from collections.abc import Iterator
from itertools import count

import pytest

from deliverydesk.analysis.planning.schedule.checking import violations
from deliverydesk.analysis.planning.schedule.search import improve
from deliverydesk.analysis.planning.worker import Search
from deliverydesk.domain.errors import DeskError
from tests.analysis.planning.schedule.cases import portfolio

PATIENCE = 60.0
"""Seconds after which a process counts as stuck; what is waited for comes far sooner."""


def counting(last: int | None) -> Iterator[int]:
    yield from count() if last is None else range(last)


def failing() -> Iterator[int]:
    yield 7
    raise RuntimeError("no more")


def dying() -> Iterator[int]:
    yield 7
    os._exit(3)


def until_it_ends(search: Search[int]) -> None:
    while search.running:
        assert search.poll(PATIENCE)


def test_what_is_found_comes_back_and_the_last_is_kept():
    with Search(counting, 5) as search:
        until_it_ends(search)
    assert search.best == 4
    assert multiprocessing.active_children() == []


def test_cancelling_keeps_the_best_and_leaves_no_process():
    with Search(counting, None) as search:
        assert search.poll(PATIENCE)
        best = search.cancel()
    assert best is not None
    assert not search.running
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("function", "words"), [(failing, "RuntimeError: no more"), (dying, "code 3")])
def test_a_process_that_comes_to_grief_says_so_and_keeps_the_best(function, words):
    with Search(function) as search, pytest.raises(DeskError, match=words):
        until_it_ends(search)
    assert search.best == 7
    assert multiprocessing.active_children() == []


def test_a_schedule_is_searched_for_in_a_process():
    problem = portfolio(60, 3)
    before = problem.items
    with Search(improve, problem, 600.0) as search:
        assert search.poll(PATIENCE)
        plan = search.cancel()
    assert plan is not None
    assert violations(problem, plan.starts) == ()
    assert plan.bound <= plan.cost
    assert problem.items == before
