"""Where a drop or a step leads, without Qt: what is said is what then happens."""

import random

import pytest

from deliverydesk.actions import backlog
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.places import place_for, step_anchor
from deliverydesk.ui.panes.backlog.rows import Rows, Sort
from deliverydesk.ui.panes.backlog.sight import Sight

FIRST = 100


def rows_of(portfolio: Portfolio, shown: Filter | None = None, sort: Sort | None = None) -> Rows:
    rows = Rows(Sight(portfolio))
    rows.filter, rows.sort = shown or Filter(), sort
    rows.gather()
    return rows


def test_one_item_goes_from_a_rank_to_a_rank(portfolio: Portfolio) -> None:
    place = place_for(rows_of(portfolio), [FIRST + 9], 2)
    assert (place.figure, place.words, place.anchor, place.refused) == ("10 → 3", "", FIRST + 2, False)


def test_several_items_are_told_their_ranks(portfolio: Portfolio) -> None:
    place = place_for(rows_of(portfolio), [FIRST + 2, FIRST + 9, FIRST + 10], 6)
    assert place.figure == "→ 6–8"


@pytest.mark.parametrize("row", [4, 5])
def test_a_drop_beside_itself_stays(portfolio: Portfolio, row: int) -> None:
    place = place_for(rows_of(portfolio), [FIRST + 4], row)
    assert place.stays
    assert place.words == "Stays where it is"


def test_a_filtered_drop_says_the_rank_and_the_neighbour(portfolio: Portfolio) -> None:
    rows = rows_of(portfolio, Filter().with_values("stage", ["ready"]))
    place = place_for(rows, [FIRST + 9], 1)
    assert place.words == "Filtered: goes to rank 6, just above “Booking inside search”"
    last = place_for(rows, [FIRST + 1], 3)
    assert last.words == "Filtered: goes to rank 10, just below “Cover-end reminder”"


def test_a_sorted_drop_is_refused_with_the_reason(portfolio: Portfolio) -> None:
    place = place_for(rows_of(portfolio, sort=Sort("target")), [FIRST], 5)
    assert place.refused
    assert place.words == "Sorted by target date; switch to your order to drag"


def test_a_drop_into_a_file_that_is_read_only_is_refused(portfolio: Portfolio) -> None:
    place = place_for(rows_of(portfolio), [FIRST], 5, "Somebody else has it open.")
    assert place.refused
    assert place.words == "Somebody else has it open."


@pytest.mark.parametrize("shown", [Filter(), Filter().with_values("product", [1]), Filter("e")])
def test_the_rank_that_is_said_is_the_rank_that_it_gets(portfolio: Portfolio, shown: Filter) -> None:
    chance = random.Random(1)
    for _ in range(200):
        rows = rows_of(portfolio, shown)
        ids = chance.sample(list(rows.ids), chance.randrange(1, 4))
        place = place_for(rows, ids, chance.randrange(len(rows.ids) + 1))
        change_set = backlog.move_above(portfolio, ids, place.anchor)
        assert bool(change_set) is not place.stays
        after = portfolio.after(change_set)
        ranks = sorted(after.rank(i) for i in ids)
        assert ranks == list(range(place.rank, place.rank + len(ids)))
        portfolio = after


def test_a_step_goes_over_one_row(portfolio: Portfolio) -> None:
    rows = rows_of(portfolio)
    assert step_anchor(rows, [FIRST + 4], up=True) == (True, FIRST + 3)
    assert step_anchor(rows, [FIRST + 4], up=False) == (True, FIRST + 6)
    assert step_anchor(rows, [FIRST + 10], up=False) == (True, None)
    assert step_anchor(rows, [FIRST], up=True)[0] is False
    assert step_anchor(rows, [FIRST + 11], up=False)[0] is False


def test_a_step_in_a_filtered_view_goes_over_the_row_that_is_seen(portfolio: Portfolio) -> None:
    rows = rows_of(portfolio, Filter().with_values("stage", ["ready"]))
    leads, anchor = step_anchor(rows, [FIRST + 1], up=False)
    assert leads
    after = portfolio.after(backlog.move_above(portfolio, [FIRST + 1], anchor))
    assert after.rank(FIRST + 1) == after.rank(FIRST + 5) + 1
    leads, anchor = step_anchor(rows, [FIRST + 9], up=True)
    assert anchor == FIRST + 5
