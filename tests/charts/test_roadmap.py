"""The roadmap as data: packing, dependencies, and that a change costs a lane and gives what building anew
gives.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import backlog, baselining, placing, records, roadmap
from deliverydesk.charts.roadmap import (
    GROUPINGS,
    Bar,
    Grouping,
    RoadmapPicture,
    build_roadmap,
    first_sight,
    fold,
    packed,
    unscheduled,
)
from deliverydesk.charts.roadmap_after import after
from deliverydesk.charts.roadmap_late import LateBars, LateRows, Span
from deliverydesk.charts.roadmap_pages import pages
from deliverydesk.charts.roadmap_words import alt_text, described, problem_words, roadmap_table
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Entity, Milestone, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Horizon, Stage
from tests.charts.roadmap_example import TODAY, example, item_id

spans = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=60,
).map(lambda pairs: [(start, end, at) for at, (start, end) in enumerate(pairs)])


@given(spans)
def test_packed_spans_never_overlap_and_none_is_lost(found: list[tuple[int, int, int]]) -> None:
    rows = packed(found)
    assert sorted(span for row in rows for span in row) == sorted(found)
    for row in rows:
        assert all(before[1] <= then[0] for before, then in pairwise(row))


@given(spans)
def test_packing_takes_no_more_rows_than_spans_run_at_once(found: list[tuple[int, int, int]]) -> None:
    at_once = max((sum(s <= day < e for s, e, _ in found) for day, _, _ in found), default=0)
    assert len(packed(found)) == at_once


@given(spans, st.randoms())
def test_packing_does_not_depend_on_the_order_given(found: list[tuple[int, int, int]], random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert packed(mixed) == packed(found)


dates = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    count = draw(st.integers(1, 14))
    entities: list[object] = [Product(1, "One"), Product(2, "Two")]
    for at in range(count):
        start = draw(st.none() | dates)
        length = timedelta(days=draw(st.integers(0, 90)))
        end = draw(st.sampled_from([None, start + length if start else None]))
        if start is None:
            end = draw(st.none() | dates)
        entities.append(
            Deliverable(
                10 + at,
                f"Item {at}",
                at * 1000,
                product=draw(st.sampled_from([None, 1, 2])),
                theme=draw(st.sampled_from(["", "Trust", "Speed"])),
                horizon=draw(st.none() | st.sampled_from(list(Horizon))),
                owner=draw(st.sampled_from(["", "I. Brandt", "R. Haas"])),
                archived=draw(st.integers(0, 9)) == 0,
                stage=draw(st.sampled_from(list(Stage))),
                effort_likely=draw(st.none() | st.floats(0.5, 20)),
                planned_start=start,
                planned_end=end,
            )
        )
    waits = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    entities += [Dependency(100 + at, 10 + at, 11 + at) for at in range(count - 1) if waits[at]]
    return Portfolio.of(entities)  # type: ignore[arg-type]


ways = st.sampled_from(list(GROUPINGS))


@given(portfolios(), ways, st.booleans())
def test_every_scheduled_item_has_one_bar(portfolio: Portfolio, by: Grouping, stopped: bool) -> None:
    picture = build_roadmap(portfolio, today=TODAY, by=by, stopped=stopped)
    wanted = {
        item.id
        for item in portfolio.deliverables
        if (item.planned_start or item.planned_end)
        and not item.archived
        and (stopped or item.stage not in (Stage.TABLED, Stage.CANCELLED))
    }
    drawn = [bar.id for bar in picture.ordered()]
    assert sorted(drawn) == sorted(wanted)
    assert set(picture.bars) == wanted
    for bar in picture.ordered():
        assert picture.lanes[bar.lane].rows[bar.row].count(bar) == 1
        assert bar.end > bar.start
        assert picture.low <= bar.start
        assert bar.end <= picture.high


def _changes(data: st.DataObject, portfolio: Portfolio) -> ChangeSet:
    ids = sorted(portfolio.deliverables.ids)
    one = data.draw(st.sampled_from(ids))
    days = data.draw(st.integers(-40, 40).filter(bool))
    kind = data.draw(
        st.sampled_from(
            [
                "shift",
                "schedule",
                "take off",
                "product",
                "theme",
                "horizon",
                "owner",
                "archived",
                "stage",
                "delete",
                "link",
                "unlink",
                "move",
                "mark",
            ]
        )
    )
    if kind == "schedule":
        return roadmap.schedule(portfolio, one, TODAY + timedelta(days=days))
    if kind == "take off":
        return roadmap.unschedule(portfolio, [one])
    if kind == "product":
        return records.edit(portfolio, Deliverable, [one], {"product": data.draw(st.sampled_from([None, 1, 2]))})
    fields: dict[str, list[object]] = {
        "theme": ["", "Trust", "New"],
        "horizon": [None, *Horizon],
        "owner": ["", "R. Haas"],
        "archived": [False, True],
    }
    if kind in fields:
        return records.edit(portfolio, Deliverable, [one], {kind: data.draw(st.sampled_from(fields[kind]))})
    if kind == "stage":
        return records.edit(portfolio, Deliverable, [one], {"stage": data.draw(st.sampled_from(list(Stage)))})
    if kind == "delete" and len(ids) > 1:
        return records.delete(portfolio, Deliverable, [one])
    if kind == "link" and len(ids) > 1:
        other = data.draw(st.sampled_from([i for i in ids if i != one]))
        return roadmap.link(portfolio, one, other)
    if kind == "unlink" and len(portfolio.dependencies):
        return roadmap.unlink(portfolio, data.draw(st.sampled_from(sorted(portfolio.dependencies.ids))))
    if kind == "move":
        return backlog.move_deliverables(portfolio, [one], data.draw(st.integers(1, len(ids))))
    if kind == "mark":
        return records.add(portfolio, Milestone, {"name": "Live", "date": TODAY + timedelta(days=days * 9)})
    return roadmap.shift(portfolio, [one], days)


def _same(one: RoadmapPicture, other: RoadmapPicture) -> None:
    assert [lane.key for lane in one.lanes] == [lane.key for lane in other.lanes] or (
        # a lane of what has no product stays until the roadmap is built anew
        [lane.key for lane in one.lanes if lane.rows] == [lane.key for lane in other.lanes if lane.rows]
    )
    skylines = [{lane.key: (lane.folded, lane.steps) for lane in each.lanes if lane.rows} for each in (one, other)]
    assert skylines[0] == skylines[1]
    place = {bar.id: (one.lanes[bar.lane].key, bar._replace(lane=0)) for bar in one.ordered()}
    assert place == {bar.id: (other.lanes[bar.lane].key, bar._replace(lane=0)) for bar in other.ordered()}
    assert place.keys() == one.bars.keys()
    for key in one.links.keys() | other.links.keys():
        assert sorted(one.links.get(key, ())) == sorted(other.links.get(key, ()))
    assert (one.marks, one.unscheduled, one.low, one.high) == (
        other.marks,
        other.unscheduled,
        other.low,
        other.high,
    )


@given(portfolios(), ways, st.data())
def test_a_changed_roadmap_is_the_one_built_anew(portfolio: Portfolio, by: Grouping, data: st.DataObject) -> None:
    keys = sorted({lane.key for lane in build_roadmap(portfolio, today=TODAY, by=by).lanes}, key=str)
    folded = frozenset(data.draw(st.lists(st.sampled_from(keys), unique=True))) if keys else frozenset()
    picture = build_roadmap(portfolio, today=TODAY, by=by, folded=folded)
    for _ in range(4):
        change_set = _changes(data, portfolio)
        portfolio = portfolio.after(change_set)
        picture = after(picture, portfolio, change_set)
        _same(picture, build_roadmap(portfolio, today=TODAY, by=by, folded=folded))


@given(portfolios(), st.data())
def test_a_saved_plan_behind_a_changed_roadmap_is_the_one_built_anew(portfolio: Portfolio, data: st.DataObject) -> None:
    if not build_roadmap(portfolio, today=TODAY).bars:
        return
    saved = baselining.save_baseline(portfolio, "Then", TODAY)
    portfolio = portfolio.after(saved)
    baseline = saved.changes[0].id
    picture = build_roadmap(portfolio, today=TODAY, baseline=baseline)
    assert picture.behind is not None
    assert {ghost.slip.days for ghost in picture.behind.ghosts.values()} <= {0}
    for _ in range(3):
        change_set = _changes(data, portfolio)
        portfolio = portfolio.after(change_set)
        picture = after(picture, portfolio, change_set)
        assert picture.behind == build_roadmap(portfolio, today=TODAY, baseline=baseline).behind


@given(portfolios(), ways)
def test_folding_and_unfolding_gives_the_roadmap_back(portfolio: Portfolio, by: Grouping) -> None:
    picture = build_roadmap(portfolio, today=TODAY, by=by)
    keys = frozenset(lane.key for lane in picture.lanes)
    folded = fold(picture, keys)
    assert folded == build_roadmap(portfolio, today=TODAY, by=by, folded=keys)
    assert folded.row_count == len(picture.lanes)
    assert fold(folded, frozenset()) == picture


def test_a_change_of_rank_leaves_the_roadmap_untouched() -> None:
    portfolio = example()
    picture = build_roadmap(portfolio, today=TODAY)
    moved = backlog.move_deliverables(portfolio, [item_id("Digital card")], 9)
    assert after(picture, portfolio.after(moved), moved) is picture


def test_a_change_in_one_lane_leaves_the_bars_of_others_as_they_were() -> None:
    portfolio = example()
    picture = build_roadmap(portfolio, today=TODAY)
    other = picture.lanes[1].rows[0][0]
    moved = roadmap.shift(portfolio, [item_id("Digital card")], 70)
    changed = after(picture, portfolio.after(moved), moved)
    assert changed.lanes[1].rows[0][0] is changed.bars[other.id] is other
    assert changed.bars[item_id("Digital card")].start == picture.bars[item_id("Digital card")].start + 70


def test_lanes_by_product_keep_their_order_and_count_the_effort_to_come() -> None:
    picture = build_roadmap(example(), today=TODAY)
    assert [(lane.name, lane.code) for lane in picture.lanes] == [
        ("Member App", "MA"), ("Claims", "CL"), ("Care Finder", "CF"), ("Enrolment", "EN"),
    ]  # fmt: skip
    # 11 + 2 + 4.5 to come, and 6 + 10 + 3 estimated
    assert picture.lanes[0].effort == 36.5


def test_lanes_by_team_hold_each_item_once_and_tell_its_product() -> None:
    picture = build_roadmap(example(), today=TODAY, by="team")
    assert [lane.name for lane in picture.lanes] == ["Member", "Claims", "Care", "Growth", "Data", "Platform"]
    bar = picture.bars[item_id("Rules for small claims")]
    assert picture.lanes[bar.lane].name == "Data"
    assert (bar.code, bar.number) == ("CL", 2)


def test_what_starts_before_its_predecessor_has_ended_is_told_with_its_reason() -> None:
    picture = build_roadmap(example(), today=TODAY)
    (link,) = picture.broken
    assert problem_words(picture, link) == (
        "“Accessible sign-in” starts on 28 Sep, 3 days too early: “Sign-in service renewal”, "
        "which it waits for, ends on 30 Sep."
    )
    assert "1 starts before what it waits for" in picture.title


def test_waiting_for_what_has_no_dates_or_was_cancelled_is_told_too() -> None:
    portfolio = example()
    for title, words in (
        (
            "Claims archive, Q4",
            "“Letters to inbox” waits for “Claims archive, Q4”, which has no planned dates.",
        ),
        ("Fax gateway", "“Letters to inbox” waits for “Fax gateway”, which is cancelled."),
    ):
        linked = portfolio.after(roadmap.link(portfolio, item_id(title), item_id("Letters to inbox")))
        picture = build_roadmap(linked, today=TODAY)
        assert words in [problem_words(picture, link) for link in picture.broken]


def test_starting_on_the_day_after_the_predecessor_ends_is_in_order() -> None:
    portfolio = example()
    repaired = placing.start_after_predecessors(portfolio, [item_id("Accessible sign-in")])
    assert build_roadmap(portfolio.after(repaired), today=TODAY).broken == ()


def test_cancelled_work_is_left_out_until_it_is_asked_for() -> None:
    assert item_id("Fax gateway") not in build_roadmap(example(), today=TODAY).bars
    assert item_id("Fax gateway") in build_roadmap(example(), today=TODAY, stopped=True).bars


def test_a_window_takes_what_reaches_into_it_and_packs_it_anew() -> None:
    low, high = date(2026, 11, 1).toordinal(), date(2026, 12, 31).toordinal()
    picture = build_roadmap(example(), today=TODAY, window=(low, high))
    assert item_id("Digital card") not in picture.bars
    assert item_id("Family accounts") in picture.bars
    assert all(bar.start < high and bar.end > low for bar in picture.ordered())
    assert (picture.low, picture.high) == (low, high)
    assert [mark.name for mark in picture.marks] == ["Open enrolment", "Claims in 5 days"]


def test_one_date_is_enough_and_the_other_is_reckoned_from_the_effort() -> None:
    item = Deliverable(1, "Half planned", 1, effort_likely=2.0, planned_start=date(2026, 9, 7))
    bar = build_roadmap(Portfolio.of([item]), today=TODAY).bars[1]
    assert (bar.end - bar.start, bar.guessed) == (14, True)
    ends = replace(item, planned_start=None, planned_end=date(2026, 9, 20))
    bar = build_roadmap(Portfolio.of([ends]), today=TODAY).bars[1]
    assert bar.start == date(2026, 9, 7).toordinal()


def test_progress_comes_from_the_effort_to_come_and_from_nothing_else() -> None:
    item = Deliverable(1, "A", 1, stage=Stage.DELIVERY, effort_likely=8.0, planned_start=TODAY, planned_end=TODAY)

    def progress(item: Deliverable, *others: Entity) -> float | None:
        return build_roadmap(Portfolio.of([item, *others]), today=TODAY).bars[1].progress

    assert progress(item) is None
    assert progress(replace(item, remaining=2.0)) == 0.75
    assert progress(replace(item, remaining=20.0)) == 0.0
    assert progress(replace(item, stage=Stage.RELEASED)) == 1.0
    assert progress(replace(item, stage=Stage.READY)) is None, "not begun has no progress to show"
    by_teams = replace(item, effort_likely=None, remaining=2.0)
    demands = Team(2, "One"), Team(3, "Two"), Demand(4, 1, 2, likely=3.0), Demand(5, 1, 3, likely=5.0)
    assert progress(by_teams, *demands) == 0.75, "the whole is what its teams need together"


def test_a_changed_demand_changes_the_progress() -> None:
    portfolio = example()
    one = item_id("Digital card")
    portfolio = portfolio.after(records.edit(portfolio, Deliverable, [one], {"effort_likely": None}))
    picture = build_roadmap(portfolio, today=TODAY)
    (demand,) = portfolio.demands.by("deliverable", one)
    made = records.edit(portfolio, Demand, [demand.id], {"likely": 4.0})
    changed = after(picture, portfolio.after(made), made)
    assert changed.bars[one].progress == 0.5
    _same(changed, build_roadmap(portfolio.after(made), today=TODAY))


def test_unscheduled_items_come_in_the_managers_order() -> None:
    portfolio = example()
    assert [portfolio.deliverables[one].title for one in unscheduled(portfolio)] == [
        "Claims archive, Q4", "Direct debit for premiums", "Second-opinion service",
    ]  # fmt: skip
    assert build_roadmap(portfolio, today=TODAY).unscheduled == 3


def test_the_words_hold_all_that_the_picture_shows() -> None:
    portfolio = example()
    picture = build_roadmap(portfolio, today=TODAY)
    table = roadmap_table(picture, portfolio)
    assert len(table.rows) == len(picture.bars)
    words = described(picture, portfolio, picture.bars[item_id("Family accounts")])
    assert "Waits for “Sign-in service renewal”" in words
    assert "10 person-weeks likely" in words
    told = alt_text(picture)
    assert all(lane.name in told for lane in picture.lanes)
    assert "Open enrolment 1 Nov" in told


def test_an_empty_portfolio_gives_an_empty_roadmap() -> None:
    picture = build_roadmap(Portfolio(), today=TODAY)
    assert (picture.lanes, picture.bars, picture.title) == ((), {}, "Nothing is planned")
    assert picture.low <= TODAY.toordinal() < picture.high


@given(portfolios(), st.integers(1, 9))
def test_the_first_sight_is_the_head_of_the_whole(portfolio: Portfolio, rows: int) -> None:
    whole, sight = build_roadmap(portfolio, today=TODAY), first_sight(portfolio, today=TODAY, rows=rows)
    assert list(sight.lanes) == list(whole.lanes[: len(sight.lanes)])
    assert sight.row_count >= min(rows, whole.row_count)
    assert all(
        sight.bars[bar.id] == bar for lane in whole.lanes[: len(sight.lanes)] for row in lane.rows for bar in row
    )
    assert sight.marks == whole.marks


def test_bars_are_made_when_somebody_looks_at_them() -> None:
    made: list[int] = []

    def make(lane: int, row: int, span: Span) -> Bar:
        made.append(span[2])
        return Bar(span[2], lane, row, span[0], span[1], "", 0, "", Stage.IDEA, None, False, None, None, False, False)

    bars = LateBars(make)
    rows = LateRows(0, [[(1, 5, 11), (7, 9, 12)], [(2, 3, 13)]], bars)
    assert (len(bars), len(rows), list(bars), 12 in bars, 14 in bars) == (3, 2, [11, 12, 13], True, False)
    assert made == []
    assert [bar.id for bar in rows[0]] == [11, 12]
    assert bars[12] is rows[0][1]
    assert made == [11, 12]
    assert rows[0:2] == (rows[0], rows[1])
    assert made == [11, 12, 13]
    with pytest.raises(KeyError):
        bars[14]


@given(portfolios(), st.integers(2, 9))
def test_pages_hold_every_bar_once_and_no_more_rows_than_fit(portfolio: Portfolio, rows: int) -> None:
    picture = build_roadmap(portfolio, today=TODAY)
    found = pages(picture, rows)
    assert sorted(bar for page in found for bar in page.bars) == sorted(picture.bars)
    for page in found:
        assert sum(max(lane.height, 2) for lane in page.lanes) <= rows
        for bar in page.ordered():
            assert page.lanes[bar.lane].rows[bar.row].count(bar) == 1
            assert (page.low, page.high) == (picture.low, picture.high)
