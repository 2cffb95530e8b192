"""Who stands in which column, how full each is, and what a drop would do."""

from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import stages
from deliverydesk.domain.entities import Deliverable, StageLimit
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Stage
from deliverydesk.ui.panes.backlog.board.lists import Counter, Fill, by_stage, landing
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.rows import Rows, Sort
from deliverydesk.ui.panes.backlog.sight import Sight

STAGES = (Stage.IDEA, Stage.READY, Stage.DELIVERY)


def rows_of(count: int = 9, limit: int | None = 3) -> Rows:
    """Items 1 to `count` by rank; 3, 6, 9 are ideas, 1, 4, 7 are ready, 2, 5, 8 in delivery."""
    items = [
        Deliverable(n, f"Item {n}", n * GAP, stage=STAGES[n % 3], effort_likely=float(n)) for n in range(1, count + 1)
    ]
    limits = [] if limit is None else [StageLimit(900, Stage.DELIVERY, limit)]
    return Rows(Sight(Portfolio.of([*items, *limits])))


def test_columns_are_in_the_managers_order_whatever_the_table_is_sorted_by() -> None:
    rows = rows_of()
    before = by_stage(rows)
    assert before[Stage.DELIVERY] == [2, 5, 8]
    rows.sort = Sort("rank", descending=True)
    rows.gather()
    assert by_stage(rows) == before


def test_filtered_cards_still_count_for_the_limit() -> None:
    rows = rows_of(limit=2)
    rows.filter = Filter(text="item 5")
    rows.gather()
    lists = by_stage(rows)
    fill = Counter().fills(rows.sight, lists)[Stage.DELIVERY]
    assert fill == Fill(Stage.DELIVERY, 1, 3, 2, 5.0)
    assert (fill.over, fill.words) == (1, "1 shown, 3 of 2")
    assert fill.sentence == "Delivery: 1 shown, 3 of 2, 1 over its limit, 5 person-weeks."


def test_what_a_stage_without_limit_says() -> None:
    assert Fill(Stage.IDEA, 3, 13, None, 0.0).words == "3 of 13 shown"
    briefs = [Fill(Stage.IDEA, *counts, 0.0).brief for counts in ((3, 13, None), (13, 13, None), (3, 17, 16))]
    assert briefs == ["3/13", "13", "17/16"]
    assert Fill(Stage.IDEA, 13, 13, None, 0.0).sentence == "Idea: 13, no limit."
    assert Fill(Stage.IDEA, 1, 1, 2, 0.0).sentence == "Idea: 1 of 2, room for 1 more."


def test_efforts_follow_what_changed() -> None:
    rows, counter = rows_of(), Counter()
    lists = by_stage(rows)
    assert counter.fills(rows.sight, lists)[Stage.IDEA].effort == 18.0
    portfolio = rows.sight.portfolio
    item = portfolio.deliverables[3]
    after = portfolio.after(stages.move_to_stage(portfolio, [3], Stage.READY))
    counter.forget([item.id])
    moved = Rows(Sight(after))
    fills = counter.fills(moved.sight, by_stage(moved))
    assert (fills[Stage.IDEA].effort, fills[Stage.READY].effort) == (15.0, 15.0)


def test_a_drop_says_the_rank_and_the_count() -> None:
    rows = rows_of()
    lists = by_stage(rows)
    fill = Counter().fills(rows.sight, lists)[Stage.DELIVERY]
    spot = landing(rows.sight.portfolio, lists[Stage.DELIVERY], fill, [9], 1)
    assert (spot.above, spot.below, spot.over) == (5, None, 1)
    assert (spot.place.figure, spot.place.words) == ("9 → 5", "Delivery: 4 of 3, 1 over its limit")
    end = landing(rows.sight.portfolio, lists[Stage.DELIVERY], fill, [1, 3], 3)
    assert (end.above, end.below, end.place.figure) == (None, 8, "→ 7–8")


def test_where_it_is_already_it_stays() -> None:
    rows = rows_of()
    lists = by_stage(rows)
    fill = Counter().fills(rows.sight, lists)[Stage.DELIVERY]
    assert not landing(rows.sight.portfolio, lists[Stage.DELIVERY], fill, [2], 0).over
    for row in (0, 1):
        # The card itself is no neighbour; above the next one its rank is only what lies between.
        spot = landing(rows.sight.portfolio, lists[Stage.DELIVERY], fill, [8], 2 + row)
        assert spot.place.stays, row
    refused = landing(rows.sight.portfolio, [], fill, [9], 0, "The file is read only")
    assert refused.place.refused


@given(
    ids=st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True),
    stage=st.sampled_from(STAGES),
    row=st.integers(-1, 5),
)
def test_cards_land_together_where_the_line_was(ids: list[int], stage: Stage, row: int) -> None:
    rows = rows_of()
    column = by_stage(rows)[stage]
    portfolio = rows.sight.portfolio
    fill = Counter().fills(rows.sight, by_stage(rows))[stage]
    spot = landing(portfolio, column, fill, ids, row)
    after = portfolio.after(stages.move_to_stage(portfolio, ids, stage, spot.above, spot.below))
    shown = by_stage(Rows(Sight(after)))[stage]
    line = min(max(row, 0), len(column))
    expected = [i for i in column[:line] if i not in ids] + sorted(ids) + [i for i in column[line:] if i not in ids]
    assert shown == expected
    if spot.place.figure:
        assert str(after.rank(min(ids))) in spot.place.figure
