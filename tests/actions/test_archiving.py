"""Archived deliverables keep their place, and have no part in ranks, scores, loads and sums."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import backlog, registry
from deliverydesk.actions.archiving import archive_deliverables, unarchive_deliverables
from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.analysis.delivery import violations
from deliverydesk.analysis.load import team_load
from deliverydesk.analysis.ordering import order_by_score
from deliverydesk.analysis.report import report
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.charts.backlog import backlog_table
from deliverydesk.charts.roadmap import unscheduled
from deliverydesk.domain.entities import Contribution, Deliverable, Demand, Dependency, Outcome, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.workdays import weeks_from

TODAY = date(2026, 8, 19)


def portfolio(count: int = 8, archived: frozenset[int] = frozenset()) -> Portfolio:
    items = [
        Deliverable(
            10 + n,
            f"Item {n}",
            (n + 1) * GAP,
            product=1,
            effort_likely=2.0,
            reach=float(100 * n + 100),
            impact=1.0,
            confidence=1.0,
            planned_start=date(2026, 8, 17) if n < 3 else None,
            planned_end=date(2026, 8, 21) if n < 3 else None,
            archived=n in archived,
        )
        for n in range(count)
    ]
    links = [Dependency(90, 10, 11), Contribution(80, 10, 3), Contribution(81, 11, 3)]
    demands = [Demand(50 + n, 10 + n, 2, likely=2.0) for n in range(count)]
    return Portfolio.of([Product(1, "Claims"), Team(2, "Data"), Outcome(3, "Calls"), *items, *demands, *links])


def test_the_archive_is_one_step_that_undo_takes_back() -> None:
    before = portfolio()
    change_set = archive_deliverables(before, [11, 13])
    assert change_set.label == "archive 2 deliverables"
    after = before.after(change_set)
    assert [item.id for item in after.deliverables if item.archived] == [11, 13]
    assert not any(after.deliverables[i].is_open for i in (11, 13))
    assert list(after.ranking) == list(before.ranking)
    assert after.after(change_set.inverse()) == before
    back = after.after(unarchive_deliverables(after, [11, 12, 13]))
    assert back == before
    assert not archive_deliverables(after, [11])
    assert unarchive_deliverables(after, [11]).label == "take “Item 1” out of the archive"


def test_ranks_are_counted_without_the_archive() -> None:
    after = portfolio(archived=frozenset({1, 3}))
    assert list(after.live) == [10, 12, 14, 15, 16, 17]
    assert [after.rank(i) for i in after.live] == [1, 2, 3, 4, 5, 6]
    assert after.rank(13) == 3
    assert [row[0] for row in backlog_table(after).rows] == [1, 2, 3, 4, 5, 6]


@given(
    archived=st.frozensets(st.integers(0, 11)),
    moved=st.frozensets(st.integers(0, 11), min_size=1, max_size=4),
    rank=st.integers(1, 14),
)
def test_what_is_moved_to_a_rank_has_it(archived: frozenset[int], moved: frozenset[int], rank: int) -> None:
    before = portfolio(12, archived)
    ids = [10 + n for n in sorted(moved)]
    change_set = backlog.move_deliverables(before, ids, rank)
    after = before.after(change_set)
    live = [i for i in ids if i in set(after.live)]
    wanted = min(rank, len(after.live) - len(live) + 1)
    assert [after.rank(i) for i in live] == list(range(wanted, wanted + len(live)))
    if live == ids:
        assert change_set.label.endswith(f" to rank {wanted}")
    stay = [i for i in before.ranking if i not in ids]
    assert [i for i in after.ranking if i not in ids] == stay


@given(archived=st.frozensets(st.integers(0, 7)), rank=st.integers(1, 10))
def test_what_is_added_at_a_rank_has_it(archived: frozenset[int], rank: int) -> None:
    before = portfolio(8, archived)
    after = before.after(backlog.add_deliverable(before, {"title": "New"}, rank=rank))
    assert after.rank(before.next_id) == min(rank, len(before.live) + 1)


def test_snapshots_know_what_is_archived_edit_by_edit() -> None:
    chance, now = random.Random(3), portfolio(12)
    for _ in range(200):
        ids = [10 + n for n in chance.sample(range(12), 2)]
        change_set = chance.choice(
            [
                archive_deliverables(now, ids),
                unarchive_deliverables(now, ids),
                backlog.move_deliverables(now, ids, chance.randrange(1, 12)),
                backlog.edit_deliverables(now, ids, {"title": f"{chance.random()}"}),
            ]
        )
        now = now.after(change_set)
        fresh = Portfolio.of(now.entities())
        assert list(now.live) == list(fresh.live) == [i for i in now.ranking if not now.deliverables[i].archived]
        assert [now.rank(i) for i in now.live] == list(range(1, len(now.live) + 1))
        assert list(now.archived_keys) == list(fresh.archived_keys)


def test_scores_leave_the_archive_out_also_edit_by_edit() -> None:
    before = portfolio()
    board = ScoreBoard.of(before)
    assert board.rank(17) == 1
    change_set = archive_deliverables(before, [17])
    after = before.after(change_set)
    for scores in (board.after(change_set, after), ScoreBoard.of(after)):
        assert scores.rank(17) is None
        assert scores.gap(17) is None
        assert scores.rank(16) == 1
        assert 17 not in scores.ranked_ids()
    ordered = after.after(order_by_score(after, ScoreBoard.of(after)))
    assert ordered.deliverables[17] == after.deliverables[17]
    assert list(ordered.live) == [16, 15, 14, 13, 12, 11, 10]


def test_plans_loads_and_outcomes_leave_the_archive_out() -> None:
    before = portfolio()
    weeks = weeks_from(TODAY, 1)
    assert team_load(before, weeks)[2].weeks[0].load == pytest.approx(6.0)
    assert team_load(before, weeks)[2].undated == pytest.approx(10.0)
    assert len(violations(before)) == 1
    after = before.after(archive_deliverables(before, [10, 17]))
    assert team_load(after, weeks)[2].weeks[0].load == pytest.approx(4.0)
    assert team_load(after, weeks)[2].undated == pytest.approx(8.0)
    assert violations(after) == []
    assert unscheduled(after) == [13, 14, 15, 16]
    assert delivery_towards(after, 3).items == (11,)
    told = report(after, TODAY)
    (product,) = told["products"]
    assert (product["deliverables"], product["open_deliverables"], product["open_effort"]["likely"]) == (6, 6, 12.0)
    assert [item["rank"] for item in told["deliverables"]] == [None, 1, 2, 3, 4, 5, 6, None]


def test_the_command_line_archives_by_title() -> None:
    before, known = portfolio(), registry.actions()
    after = before.after(known["archive_deliverables"].prepare(before, {"ids": ["Item 2", 14]}))
    assert [item.id for item in after.deliverables if item.archived] == [12, 14]
    assert after.after(known["unarchive_deliverables"].prepare(after, {"ids": ["Item 2", "Item 4"]})) == before
