"""Rows without Qt: what is shown, in which order, and how one edit changes it."""

import random
from collections.abc import Callable

import pytest

from deliverydesk.actions import backlog, records
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.panes.backlog.columns import COLUMNS
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.rows import Rows, Sort, sorted_ids
from deliverydesk.ui.panes.backlog.sight import Sight
from deliverydesk.ui.panes.backlog.steps import Step, step_between

FIRST = 100


def follow(rows: Rows, portfolio: Portfolio, change_set: ChangeSet) -> tuple[Step, Portfolio]:
    after = portfolio.after(change_set)
    sight = Sight(after)
    step, ids, touched = rows.plan(change_set, sight)
    rows.take(ids, sight, touched or None)
    return step, after


def test_the_rows_are_the_managers_order(portfolio: Portfolio) -> None:
    rows = Rows(Sight(portfolio))
    assert list(rows.ids) == list(range(FIRST, FIRST + 12))
    assert rows.whole
    assert [rows.row_of(i) for i in (FIRST, FIRST + 11, 999)] == [0, 11, None]


def test_one_moved_item_is_one_move_of_one_row(portfolio: Portfolio) -> None:
    rows = Rows(Sight(portfolio))
    step, _ = follow(rows, portfolio, backlog.move_deliverables(portfolio, [FIRST + 9], 3))
    assert step == Step("move", 9, 9, 2)
    assert rows.ids[2] == FIRST + 9


def test_several_items_that_move_together_are_one_move(portfolio: Portfolio) -> None:
    rows = Rows(Sight(portfolio))
    step, _ = follow(rows, portfolio, backlog.move_deliverables(portfolio, [FIRST + 1, FIRST + 2], 8))
    assert step.kind == "move"
    assert list(rows.ids[7:9]) == [FIRST + 1, FIRST + 2]


def test_a_sort_changes_no_rank_and_puts_what_has_no_value_last_both_ways(portfolio: Portfolio) -> None:
    sight = Sight(portfolio)
    for descending in (False, True):
        ids = sorted_ids(sight, portfolio.ranking.ids, Sort("target", descending))
        dates = [portfolio.deliverables[i].target_date for i in ids]
        known = [day for day in dates if day is not None]
        assert known == sorted(known, reverse=descending)
        assert dates[len(known) :] == [None] * (len(dates) - len(known))
    assert list(portfolio.ranking.ids) == list(range(FIRST, FIRST + 12))


def test_equal_values_stay_in_the_managers_order(portfolio: Portfolio) -> None:
    for descending in (False, True):
        ids = sorted_ids(Sight(portfolio), portfolio.ranking.ids, Sort("stage", descending))
        by_stage: dict[Stage, list[int]] = {}
        for i in ids:
            by_stage.setdefault(portfolio.deliverables[i].stage, []).append(i)
        assert all(group == sorted(group) for group in by_stage.values())


@pytest.mark.parametrize("column", [column.key for column in COLUMNS])
def test_every_column_sorts_without_losing_anyone(portfolio: Portfolio, column: str) -> None:
    from deliverydesk.analysis.scores import ScoreBoard

    sight = Sight(portfolio, ScoreBoard.of(portfolio))
    for descending in (False, True):
        ids = sorted_ids(sight, portfolio.ranking.ids, Sort(column, descending))
        assert sorted(ids) == list(range(FIRST, FIRST + 12))


def test_an_edit_never_moves_a_row_of_a_sorted_view(portfolio: Portfolio) -> None:
    rows = Rows(Sight(portfolio))
    rows.sort = Sort("title")
    rows.gather()
    before, last = list(rows.ids), rows.ids[-1]
    step, _ = follow(rows, portfolio, backlog.edit_deliverables(portfolio, [last], {"title": "Aaa"}))
    assert step.kind == "none"
    assert list(rows.ids) == before
    assert rows.stale
    rows.gather()
    assert rows.ids[0] == last
    assert not rows.stale


def test_a_move_leaves_a_view_sorted_by_title_as_sorted_as_it_was(portfolio: Portfolio) -> None:
    rows = Rows(Sight(portfolio))
    rows.sort = Sort("title")
    rows.gather()
    _, portfolio = follow(rows, portfolio, backlog.move_deliverables(portfolio, [FIRST + 9], 1))
    assert not rows.stale
    rows.sort = Sort("rank", True)
    rows.gather()
    follow(rows, portfolio, backlog.move_deliverables(portfolio, [FIRST + 9], 5))
    assert rows.stale


def test_what_no_longer_passes_the_filter_goes_and_what_does_comes_to_its_place(portfolio: Portfolio) -> None:
    rows = Rows(Sight(portfolio))
    rows.filter = Filter().with_values("stage", [Stage.READY.value])
    rows.gather()
    assert list(rows.ids) == [FIRST + 1, FIRST + 5, FIRST + 9]
    step, after = follow(rows, portfolio, backlog.edit_deliverables(portfolio, [FIRST + 5], {"stage": Stage.DELIVERY}))
    assert step == Step("remove", 1, 1)
    step, _ = follow(rows, after, backlog.edit_deliverables(after, [FIRST + 3], {"stage": Stage.READY}))
    assert step == Step("insert", 1, 1)
    assert list(rows.ids) == [FIRST + 1, FIRST + 3, FIRST + 9]


def test_a_renamed_product_is_found_by_its_new_name(portfolio: Portfolio) -> None:
    rows = Rows(Sight(portfolio))
    rows.filter = Filter("refunds")
    rows.gather()
    assert not rows.ids
    step, _ = follow(rows, portfolio, records.edit(portfolio, Product, [1], {"name": "Refunds"}))
    assert step.kind == "reset"
    assert {rows.sight.item(i).product for i in rows.ids} == {1}


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        ([1, 2, 3], [1, 2, 3], Step("none")),
        ([1, 2, 3], [1, 9, 2, 3], Step("insert", 1, 1)),
        ([], [1, 2], Step("insert", 0, 1)),
        ([1, 2, 3], [3], Step("remove", 0, 1)),
        ([1, 2, 3, 4], [2, 3, 4, 1], Step("move", 0, 0, 4)),
        ([1, 2, 3, 4], [1, 4, 2, 3], Step("move", 3, 3, 1)),
        ([1, 2, 3, 4, 5], [1, 4, 5, 2, 3], Step("move", 3, 4, 1)),
        ([1, 2, 3, 4], [4, 3, 2, 1], Step("reset")),
        ([1, 2, 3], [1, 4, 5], Step("reset")),
    ],
)
def test_the_step_between_two_lists(before: list[int], after: list[int], step: Step) -> None:
    assert step_between(before, after) == step


def test_the_step_leads_where_it_says() -> None:
    chance = random.Random(4)
    for _ in range(400):
        before = list(range(chance.randrange(1, 9)))
        after = [i for i in before if chance.random() > 0.2] + chance.sample(range(20, 30), chance.randrange(3))
        if chance.random() < 0.5:
            chance.shuffle(after)
        step = step_between(before, after)
        assert carried_out(before, after, step) == after


def carried_out(before: list[int], after: list[int], step: Step) -> list[int]:
    """What Qt would show after the step."""
    if step.kind == "insert":
        return before[: step.first] + after[step.first : step.last + 1] + before[step.first :]
    if step.kind == "remove":
        return before[: step.first] + before[step.last + 1 :]
    if step.kind == "move":
        part, rest = before[step.first : step.last + 1], before[: step.first] + before[step.last + 1 :]
        to = step.to if step.to <= step.first else step.to - len(part)
        return rest[:to] + part + rest[to:]
    return before if step.kind == "none" else after


VIEWS: dict[str, Callable[[Rows], None]] = {
    "all": lambda _rows: None,
    "filtered": lambda rows: setattr(rows, "filter", Filter().with_values("product", [1])),
    "searched": lambda rows: setattr(rows, "filter", Filter("e")),
}


@pytest.mark.parametrize("view", VIEWS)
def test_following_edits_shows_what_gathering_anew_would(portfolio: Portfolio, view: str) -> None:
    chance = random.Random(7)
    rows = Rows(Sight(portfolio))
    VIEWS[view](rows)
    rows.gather()
    for _ in range(150):
        ids = list(portfolio.deliverables.ids)
        some = chance.sample(ids, min(len(ids), chance.randrange(1, 4)))
        change_set = chance.choice(
            [
                lambda p=portfolio, s=some: backlog.move_deliverables(p, s, chance.randrange(1, 20)),
                lambda p=portfolio, s=some: backlog.edit_deliverables(p, s, {"product": chance.choice([1, 2, None])}),
                lambda p=portfolio, s=some: backlog.edit_deliverables(p, s, {"title": chance.choice("abcdef")}),
                lambda p=portfolio: backlog.add_deliverable(p, {"title": "new", "product": 1}, rank=3),
                lambda p=portfolio, s=some: backlog.duplicate_deliverables(p, s),
                lambda p=portfolio, s=some: records.delete(p, Deliverable, s[:1] if len(p.deliverables) > 6 else []),
            ]
        )()
        if change_set:
            _, portfolio = follow(rows, portfolio, change_set)
        fresh = Rows(Sight(portfolio))
        fresh.filter = rows.filter
        fresh.gather()
        assert list(rows.ids) == list(fresh.ids)
        assert [rows.row_of(i) for i in rows.ids] == list(range(len(rows.ids)))


def test_letters_lead_to_the_next_title_that_begins_with_them(portfolio: Portfolio) -> None:
    rows = Rows(Sight(portfolio))
    assert rows.row_starting("c", 1) == 9
    assert rows.row_starting("c", 10) == 0
    assert rows.row_starting("zz", 0) is None
