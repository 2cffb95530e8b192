"""Groups without Qt: everyone exactly once, orders kept, edits followed."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import backlog, grouping
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Deliverable, Demand, Entity, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Horizon, Stage
from deliverydesk.ui.panes.backlog.counts import effort_sum
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.groups import GROUPINGS, every_group, group_words
from deliverydesk.ui.panes.backlog.places import place_for, step_anchor
from deliverydesk.ui.panes.backlog.rows import Rows, Sort, sorted_ids
from deliverydesk.ui.panes.backlog.sight import Sight
from deliverydesk.ui.panes.backlog.steps import Step

FIRST = 100
TODAY = date(2026, 8, 19)


def test_there_are_groups_by_all_that_items_can_be_put_under() -> None:
    assert GROUPINGS.keys() == grouping.FIELDS.keys()


def made(seed: int, count: int) -> Portfolio:
    """A portfolio by chance, with some of everything missing."""
    chance = random.Random(seed)
    entities: list[Entity] = [Product(1, "Claims"), Product(2, "Enrolment"), Product(3, "App")]
    entities += [Team(11, "Zeta"), Team(12, "alpha"), Team(13, "Mid")]
    for place in range(count):
        entities.append(
            Deliverable(
                FIRST + place,
                chance.choice(["Search", "Claim", "Photo"]) + f" {place}",
                (place + 1) * GAP,
                product=chance.choice([1, 2, 3, None]),
                stage=chance.choice(list(Stage)),
                theme=chance.choice(["Trust", "speed", ""]),
                horizon=chance.choice([*Horizon, None]),
                owner=chance.choice(["R. Haas", "anna", ""]),
                effort_likely=chance.choice([None, 1.0, 2.5]),
                archived=chance.random() < 0.1,
            )
        )
        for team in chance.sample([11, 12, 13], chance.choice([0, 0, 1, 2])):
            entities.append(Demand(1_000 + 10 * place + team, FIRST + place, team, likely=float(chance.randrange(3))))
    return Portfolio.of(entities)


def rows_of(portfolio: Portfolio, by: str, sort: Sort | None = None, asked: Filter | None = None) -> Rows:
    rows = Rows(Sight(portfolio, today=TODAY))
    rows.grouping, rows.sort, rows.filter = by, sort, asked or Filter()
    rows.gather()
    return rows


def assert_sound(rows: Rows, *, ordered: bool = True) -> None:
    """Everyone who passes exactly once, in the order of the flat view; groups in their order; rows as announced."""
    flat = rows_of(rows.sight.portfolio, "", rows.sort, rows.filter)
    place = {entity_id: n for n, entity_id in enumerate(flat.ids)}
    assert sorted(rows.passing) == sorted(flat.ids)
    seen: list[int] = []
    for group in rows.groups:
        assert group.ids
        assert {GROUPINGS[rows.grouping].key(rows.sight, rows.sight.item(i)) for i in group.ids} == {group.key}
        if ordered:
            assert [place[i] for i in group.ids] == sorted(place[i] for i in group.ids)
        seen += [group.id, *(() if group.folded else group.ids)]
        assert rows.sum_of(group) == effort_sum(rows.sight, group.ids)
    assert list(rows.ids) == seen
    assert [rows.row_of(i) for i in rows.ids] == list(range(len(rows.ids)))
    for row, entity_id in enumerate(rows.ids):
        group_here = rows.group_at(row)
        assert group_here is not None
        assert (rows.heading_at(row) is not None) == (entity_id < 0)
        assert entity_id in (group_here.id, *group_here.ids)
    words = [group_words(rows.sight, rows.grouping, group.key) for group in rows.groups]
    without = [n for n, group in enumerate(rows.groups) if group.key in (None, "")]
    assert without in ([], [len(words) - 1])


@given(
    seed=st.integers(0, 999),
    count=st.integers(0, 40),
    by=st.sampled_from(sorted(GROUPINGS)),
    sort=st.sampled_from([None, Sort("title"), Sort("effort", True), Sort("rank", True)]),
    asked=st.sampled_from([Filter(), Filter("claim"), Filter().with_view("with_archived", on=True)]),
)
def test_everyone_is_in_exactly_one_group_in_the_order_of_the_flat_view(
    seed: int, count: int, by: str, sort: Sort | None, asked: Filter
) -> None:
    assert_sound(rows_of(made(seed, count), by, sort, asked))


def an_edit(chance: random.Random, portfolio: Portfolio) -> ChangeSet:
    ids = chance.sample(list(portfolio.ranking), min(len(portfolio.ranking), chance.choice([1, 1, 1, 3])))
    kind = chance.randrange(7)
    if kind == 0 or not ids:
        return backlog.add_deliverable(portfolio, {"title": "New claim", "product": 2}, rank=3)
    if kind == 1:
        return backlog.move_deliverables(portfolio, ids, chance.randrange(1, 20))
    if kind == 2:
        return backlog.set_team(portfolio, ids, chance.choice([11, 12, 13, None]))
    if kind == 3:
        return backlog.edit_deliverables(portfolio, ids, {"archived": chance.random() < 0.5})
    if kind == 4:
        return backlog.edit_deliverables(portfolio, ids, {"effort_likely": 7.0, "title": "Claim"})
    if kind == 5:
        return backlog.edit_deliverables(
            portfolio, ids, {"stage": chance.choice(list(Stage)), "owner": "anna", "theme": "", "horizon": Horizon.TWO}
        )
    return backlog.edit_deliverables(portfolio, ids, {"product": chance.choice([1, 2, 3, None])})


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("sort", [None, Sort("title")])
def test_edit_by_edit_the_rows_are_those_gathered_anew(by: str, sort: Sort | None) -> None:
    chance = random.Random(7)
    for seed in range(4):
        portfolio = made(seed, 30)
        rows = rows_of(portfolio, by, sort, Filter("claim") if seed % 2 else None)
        for _ in range(30):
            if rows.groups and chance.random() < 0.2:
                rows.fold([chance.choice(rows.groups).key], on=chance.random() < 0.6)
            change_set = an_edit(chance, portfolio)
            before = list(rows.ids)
            portfolio = portfolio.after(change_set)
            sight = Sight(portfolio, today=TODAY)
            step, shown, touched = rows.plan(change_set, sight)
            assert carried_out(step, before, list(shown.ids)) == list(shown.ids)
            rows.take(shown, sight, touched or None)
            # Who is new to a group of a sorted view comes last: nothing jumps away under the hand of who edits.
            assert_sound(rows, ordered=sort is None)


def carried_out(step: Step, before: list[int], after: list[int]) -> list[int]:
    """What a view makes of its rows by a step."""
    if step.kind == "reset":
        return after
    rows = list(before)
    if step.kind == "remove":
        del rows[step.first : step.last + 1]
    elif step.kind == "insert":
        rows[step.first : step.first] = after[step.first : step.last + 1]
    elif step.kind == "move":
        moved = rows[step.first : step.last + 1]
        del rows[step.first : step.last + 1]
        to = step.to if step.to <= step.first else step.to - len(moved)
        rows[to:to] = moved
    return rows


def test_groups_stand_in_their_natural_order() -> None:
    portfolio = made(3, 60)
    named = {
        by: [group_words(rows.sight, by, g.key) for g in rows.groups]
        for by in GROUPINGS
        if (rows := rows_of(portfolio, by))
    }
    assert named["product"] == ["Claims", "Enrolment", "App", "No product"]
    assert named["stage"] == [stage.value.capitalize() for stage in Stage]
    assert named["team"] == ["alpha", "Mid", "Zeta", "No team"]
    assert named["theme"] == ["speed", "Trust", "No theme"]
    assert named["horizon"] == ["Horizon 1", "Horizon 2", "Horizon 3", "No horizon"]
    assert named["owner"] == ["anna", "R. Haas", "No owner"]


@pytest.mark.parametrize("by", GROUPINGS)
def test_one_can_be_put_into_every_group_that_there_is(by: str) -> None:
    portfolio = made(5, 40)
    rows = rows_of(portfolio, by)
    known = every_group(rows.sight, by)
    assert [group.key for group in rows.groups] == [key for key in known if key in {g.key for g in rows.groups}]
    alone = next(i for i in rows.passing if len(portfolio.demands.by("deliverable", i)) < 2)
    for key in known:
        after = portfolio.after(grouping.put_under(portfolio, [alone], by, key))
        assert GROUPINGS[by].key(Sight(after), after.deliverables[alone]) == key


def test_the_sorted_order_goes_on_within_groups() -> None:
    portfolio = made(4, 40)
    rows = rows_of(portfolio, "product", Sort("title", True))
    flat = sorted_ids(rows.sight, portfolio.live, Sort("title", True))
    for group in rows.groups:
        assert list(group.ids) == [i for i in flat if i in group.ids]


# ---- dropping


@pytest.mark.parametrize("by", GROUPINGS)
def test_a_drop_goes_where_it_says(by: str) -> None:
    """Wherever it is dropped: the group is the one above, and the row the one that the line showed."""
    chance = random.Random(11)
    portfolio = made(6, 25)
    for _ in range(150):
        rows = rows_of(portfolio, by)
        if chance.random() < 0.3:
            rows.fold([chance.choice(rows.groups).key], on=True)
        ids = chance.sample(list(rows.passing), chance.choice([1, 1, 3]))
        row = chance.randrange(len(rows.ids) + 1)
        place = place_for(rows, ids, row)
        into = rows.group_at(max(row, 1) - 1)
        assert into is not None
        if place.refused:
            assert by == "team"
            assert "shared by several teams" in place.words
            continue
        if place.stays:
            continue
        change_set = place.action(by, ids)(portfolio)
        after = rows_of(portfolio.after(change_set), by)
        now = next(group for group in after.groups if group.key == into.key)
        assert set(ids) <= set(now.ids)
        moved = sorted(ids, key=portfolio.ranking.ids.index)
        if into.folded:
            assert list(after.sight.portfolio.ranking) == list(portfolio.ranking)
            assert "rank" in place.words
            continue
        at = now.ids.index(moved[0])
        assert list(now.ids[at : at + len(moved)]) == moved
        assert after.sight.portfolio.rank(moved[0]) == place.rank
        at_end = row == len(rows.ids) or rows.ids[row] < 0
        if at_end and row and rows.ids[row - 1] in now.ids[:at]:
            # At the end of a group: just below the last one that is seen there, not at the end of all.
            assert place.rank == after.sight.portfolio.rank(now.ids[at - 1]) + 1
        above = [i for i in rows.ids[: max(row, 1)] if i in into.ids and i not in ids]
        assert [i for i in now.ids[:at] if i in into.ids] == above


def test_in_a_sorted_view_a_drop_changes_the_group_alone() -> None:
    rows = rows_of(made(6, 25), "stage", Sort("title"))
    first, second = rows.groups[:2]
    row = rows.row_of(second.id)
    assert row is not None
    place = place_for(rows, [first.ids[0]], row + 1)
    assert place.keeps_rank
    assert place.into == second
    assert place.words == "Stage: Shaping; its rank stays"
    assert place_for(rows, [second.ids[0]], row + 1).refused


def test_a_step_stays_within_the_group() -> None:
    rows = rows_of(made(6, 25), "product")
    for group in rows.groups:
        assert step_anchor(rows, [group.ids[0]], up=True)[0] is False
        assert step_anchor(rows, [group.ids[-1]], up=False)[0] is False
        if len(group.ids) > 1:
            assert step_anchor(rows, [group.ids[1]], up=True) == (True, group.ids[0])
