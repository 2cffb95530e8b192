"""The load as a picture: levels, words, the worst weeks, and what a change turns."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import placing, roadmap
from deliverydesk.actions.placing import Into
from deliverydesk.analysis.load_grid import LoadGrid, Loads
from deliverydesk.charts.load import (
    OVER,
    cell_words,
    headline,
    level_of,
    load_picture,
    turn_words,
    unit_for,
    weeks_for,
    worst_run,
    worst_turn,
)
from deliverydesk.charts.load_chart import capacity_chart
from deliverydesk.domain.entities import Absence, Deliverable, Demand, Settings, Team
from deliverydesk.domain.portfolio import Portfolio
from tests.charts.roadmap_example import TODAY, example, item_id

MONDAY = date(2026, 8, 17)


def grid(*rows: list[float], able: float = 6.0) -> LoadGrid:
    """One row a team, a week from 17 August on a figure; all teams can give the same."""
    load = np.array(rows)
    starts = tuple(MONDAY + timedelta(weeks=n) for n in range(load.shape[1]))
    return LoadGrid(tuple(range(1, len(rows) + 1)), starts, load, np.full(load.shape, able))


def plan(*names: str) -> Portfolio:
    return Portfolio.of([Settings(1), *(Team(at, name, 6.0, 1.0) for at, name in enumerate(names, start=1))])


@pytest.mark.parametrize(
    ("share", "level"),
    [(None, 0), (0.0, 0), (0.4, 0), (0.41, 1), (0.65, 1), (0.8, 2), (0.92, 3), (0.93, 4), (1.0, 4), (1.01, OVER)],
)
def test_how_dark_a_cell_is(share: float | None, level: int) -> None:
    assert level_of(share) == level


def test_the_header_says_who_is_over_by_how_much_and_when() -> None:
    # the figures of the design's picture: 109, 121, 138 and 118 % of 6 person-weeks
    load = grid([6.0] * 5, [6.54, 7.26, 8.28, 7.08, 5.0])
    picture = load_picture(plan("Care", "Data"), load, "week", TODAY)
    assert headline(picture) == "Data over by 5.2 pw, weeks 34–37"
    assert picture.ringed == (1, 2)
    assert picture.over_rows == {1}


def test_one_week_and_the_turn_of_the_year_are_worded() -> None:
    picture = load_picture(plan("Care"), grid([0.0, 7.0, 0.0]), "week", TODAY)
    assert headline(picture) == "Care over by 1.0 pw, week 35"
    late = load_picture(plan("Care"), grid([*[0.0] * 19, 7.0, 7.0]), "week", TODAY)
    assert headline(late) == "Care over by 2.0 pw, week 53 to week 1 of 2027"
    assert headline(load_picture(plan("Care"), grid([6.0, 6.0]), "week", TODAY)) == ""


def test_what_is_past_is_no_news() -> None:
    load = grid([60.0, 0.0, 6.5])
    run = worst_run(load, MONDAY + timedelta(weeks=1))
    assert run is not None
    assert (run.row, run.first, run.last) == (0, 2, 2)


@given(st.lists(st.lists(st.sampled_from([0.0, 5.0, 6.5, 9.0]), min_size=6, max_size=6), min_size=1, max_size=4))
def test_no_run_of_weeks_is_over_by_more_than_the_worst(rows: list[list[float]]) -> None:
    sums = []
    for row in rows:
        run = 0.0
        for load in row:
            run = run + load - 6 if load > 6 else 0.0
            sums.append(run)
    found = worst_run(grid(*rows), MONDAY)
    assert (found.over if found else 0.0) == pytest.approx(max(sums))


def test_a_drag_tells_the_one_week_that_it_leaves_most_over() -> None:
    before = grid([7.44, 5.0, 5.0], [6.0, 6.0, 6.0])
    after = grid([8.28, 6.6, 5.0], [6.0, 0.0, 6.0])
    picture = load_picture(plan("Data", "Care"), after, "week", TODAY)
    turn = worst_turn(before, after)
    assert turn is not None
    assert turn_words(picture, turn) == "Data, week 34: 124 → 138\u2009%"
    relief = worst_turn(after, before)
    assert relief is not None
    assert turn_words(picture, relief) == "Data, week 34: 138 → 124\u2009%"
    assert worst_turn(before, before) is None
    assert worst_turn(grid([1.0, 2.0]), grid([2.0, 1.0])) is None, "nobody is over before or after"


def test_load_without_anybody_there_is_over_and_has_no_figure() -> None:
    now = Portfolio.of([Settings(1), Team(1, "Data", 2.0, 1.0), Absence(5, 1, MONDAY, MONDAY + timedelta(days=4), 2.0)])
    load = LoadGrid((1,), (MONDAY,), np.array([[1.0]]), np.array([[0.0]]))
    picture = load_picture(now, load, "week", TODAY)
    assert picture.level(0, 0) == OVER
    assert cell_words(picture, 0, 0) == [
        "Data, week 34 (17 Aug – 23 Aug)",
        "1 of 0 person-weeks, no capacity, over by 1",
        "2 person-weeks fewer than usual, as people are away",
    ]


def test_months_and_quarters_hold_the_weeks_that_begin_in_them() -> None:
    load = grid([1.0] * 20)
    months = load_picture(plan("Data"), load, "month", TODAY)
    assert [float(value) for value in months.grid.load[0]] == [3, 4, 4, 5, 4]
    assert months.days(0) == (date(2026, 8, 1), date(2026, 8, 31))
    assert cell_words(months, 0, 1)[0] == "Data, Sep (1 Sep – 30 Sep)"
    quarters = load_picture(plan("Data"), load, "quarter", TODAY)
    assert quarters.days(0) == (date(2026, 7, 1), date(2026, 9, 30))
    assert quarters.days(1)[1] == date(2026, 12, 31)
    assert float(quarters.grid.load.sum()) == pytest.approx(20.0)


def test_a_month_tells_of_a_week_that_is_over_though_it_is_not() -> None:
    months = load_picture(plan("Data"), grid([0.0, 0.0, 7.0, 0.0, 1.0, 1.0]), "month", TODAY)
    assert months.level(0, 0) < OVER
    assert [months.weeks_over(0, column) for column in (0, 1)] == [1, 0]
    assert cell_words(months, 0, 0)[2] == "Over in 1 week of it"
    assert months.over_rows == {0}


def test_the_periods_follow_the_zoom() -> None:
    assert [unit_for(per_day) for per_day in (3.0, 1.0, 0.2)] == ["week", "month", "quarter"]


@given(st.integers(100, 3_600_000), st.integers(100, 3_600_000), st.integers(100, 3_600_000))
def test_the_weeks_hold_what_is_planned_and_seen(one: int, other: int, today: int) -> None:
    low, high = sorted((one, other))
    first, weeks = weeks_for((low, high), (low, high), today)
    assert first.toordinal() - 7 <= min(low, today)
    assert first.toordinal() + 7 * weeks >= max(low, today)


CHANGES = st.sampled_from(["move", "place", "team"])


@given(CHANGES, st.integers(-60, 60), st.sampled_from(["Refusals explained", "Digital card", "Claims archive, Q4"]))
def test_a_preview_of_any_action_is_what_doing_it_gives(what: str, days: int, title: str) -> None:
    now, one = example(), item_id(title)
    made = {
        "move": lambda: placing.move(now, [one], days),
        "place": lambda: placing.place(now, [one, item_id("Fax gateway")], TODAY + timedelta(days=days)),
        "team": lambda: placing.move(now, [one], days, Into("team", 24)),
    }[what]()
    loads, after = Loads(now, MONDAY - timedelta(weeks=20), 60), now.after(made)
    done = Loads(after, MONDAY - timedelta(weeks=20), 60).grid.load
    assert np.allclose(loads.preview(made).load, done)
    followed = loads.changed(after, made)
    assert np.allclose(followed.grid.load, done)
    back = followed.changed(now, made.inverse())
    assert np.allclose(back.grid.load, loads.grid.load)


def test_items_and_teams_that_go_take_their_load_along() -> None:
    from deliverydesk.actions import records

    now = example()
    loads = Loads(now, MONDAY, 30)
    for made in (
        records.delete(now, Deliverable, [item_id("Refusals explained")]),
        records.delete(now, Team, [22]),
        records.edit(now, Team, [22], {"members": 1.0}),
        records.delete(now, Demand, [now.demands.by("deliverable", item_id("Digital card"))[0].id]),
        roadmap.unschedule(now, [item_id("Booking inside search")]),
    ):
        after = now.after(made)
        followed, anew = loads.changed(after, made).grid, Loads(after, MONDAY, 30).grid
        assert followed.teams == anew.teams
        assert np.allclose(followed.load, anew.load)
        assert np.allclose(followed.capacity, anew.capacity)


def test_on_paper_every_cell_has_its_figure_and_the_table_has_them_all() -> None:
    spec = capacity_chart(example(), today=TODAY)
    cells = spec.cells
    assert cells is not None
    assert len(cells.labels) == len(cells.xs) == 6 * 26
    assert all(cells.labels)
    assert len(spec.table.rows) == 18
    loads, ables, shares = spec.table.rows[:3]
    assert shares[2] == pytest.approx(float(str(loads[2])) / float(str(ables[2])) * 100, abs=0.1)
    assert cells.labels[0] == f"{float(str(shares[2])):.0f}"
    year = capacity_chart(example(), today=TODAY, window=(TODAY.toordinal(), TODAY.toordinal() + 500))
    assert year.x.categories[0] == "Aug"
    assert year.x.title == "Month"
