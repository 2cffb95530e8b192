"""The time scale of the roadmap: places and days, headings, snapping."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.charts.roadmap import build_roadmap
from deliverydesk.charts.roadmap_frame import Measures, divide, route
from deliverydesk.charts.roadmap_scale import (
    COARSEST,
    FINEST,
    Calendar,
    TimeScale,
    header,
    next_workweek,
    quarter,
    snap_unit,
    snapped_end,
    snapped_start,
    stepped,
    zoom_name,
)
from deliverydesk.domain.formats import Formats, using
from tests.charts.roadmap_example import TODAY, example, item_id

days = st.integers(date(2000, 1, 1).toordinal(), date(2060, 1, 1).toordinal())
zooms = st.floats(COARSEST, FINEST)


@given(days, zooms, st.floats(0, 4000))
def test_a_place_is_a_day_and_back(origin: int, per_day: float, x: float) -> None:
    scale = TimeScale(92, origin, per_day)
    assert scale.x(scale.day(x)) == pytest.approx(x, abs=1e-3)


@given(days, zooms, st.integers(100, 2000))
def test_headings_cover_the_days_without_gaps_and_stay_readable(low: int, per_day: float, width: int) -> None:
    head = header(low, low + width / per_day, per_day)
    assert head.name == zoom_name(per_day)
    for headings in (head.upper, head.lower):
        assert all(one.end == two.start for one, two in pairwise(headings))
        if headings:
            assert headings[0].start <= low
            assert headings[-1].end >= low + width / per_day - 1
    worded = [heading for heading in head.lower if heading.words]
    # a label that needs more room than its neighbour leaves would be painted over it
    assert all((two.start - one.start) * per_day >= 16 for one, two in pairwise(worded))
    assert len(head.lower) < 400


def test_weeks_are_iso_weeks_under_their_months() -> None:
    low = date(2026, 7, 27).toordinal()
    head = header(low, low + 28, 6.0, 2026)
    assert [heading.words for heading in head.lower] == ["31", "32", "33", "34", "35"]
    assert [heading.words for heading in head.upper] == ["Jul", "Aug"]
    assert header(low, low + 28, 6.0, 2025).upper[0].words == "Jul 2026"


@given(days, st.floats(-0.5, 0.5))
def test_a_drag_snaps_to_the_nearest_monday_and_ends_on_a_friday(day: int, fraction: float) -> None:
    start, end = snapped_start(day + fraction, "week"), snapped_end(day + fraction, "week")
    assert date.fromordinal(start).weekday() == 0
    assert date.fromordinal(end - 1).weekday() == 4
    assert abs(start - day - fraction) <= 3.5
    assert abs(end - day - fraction) <= 3.5


@pytest.mark.parametrize(("week_start", "first", "last"), [(1, 1, 5), (7, 1, 5), (6, 7, 4), (3, 1, 5)])
@given(day=days, fraction=st.floats(-0.5, 0.5))
def test_work_keeps_clear_of_the_days_of_rest_wherever_weeks_begin(
    week_start: int, first: int, last: int, day: int, fraction: float
) -> None:
    calendar = Calendar(week_start=week_start)
    with using(Formats(week_start=week_start)):
        start, end = snapped_start(day + fraction, "week"), snapped_end(day + fraction, "week")
        begin = next_workweek(day)
    assert date.fromordinal(start).isoweekday() == first
    assert date.fromordinal(end - 1).isoweekday() == last
    assert abs(start - day - fraction) <= 3.5
    assert abs(end - day - fraction) <= 3.5
    week = [date.fromordinal(start + at) for at in range(7)]
    assert [calendar.rests(when) for when in week] == [False] * 5 + [True] * 2
    assert 0 <= begin - day < 7
    assert date.fromordinal(begin).isoweekday() == first


@given(days)
def test_months_begin_on_the_first_and_end_on_the_last(day: int) -> None:
    assert date.fromordinal(snapped_start(day, "month")).day == 1
    assert date.fromordinal(snapped_end(day, "month")).day == 1


def test_the_unit_follows_the_zoom() -> None:
    assert [snap_unit(zoom) for zoom in (20, 3, 0.5)] == ["day", "week", "month"]


@given(days, st.sampled_from(["day", "week"]), st.integers(-20, 20))
def test_a_step_there_and_back_is_no_step(day: int, unit: str, steps: int) -> None:
    there = stepped(day, unit, steps)  # type: ignore[arg-type]
    assert stepped(there, unit, -steps) == day  # type: ignore[arg-type]


def test_a_month_on_from_the_last_of_january_is_the_last_of_february() -> None:
    assert date.fromordinal(stepped(date(2026, 1, 31).toordinal(), "month", 1)) == date(2026, 2, 28)


def _frame(scroll: float = 0.0):  # type: ignore[no-untyped-def]
    picture = build_roadmap(example(), today=TODAY)
    return divide(picture, Measures(), (0, 0, 1000, 700), scroll=scroll)


def test_what_lies_at_a_height_is_what_is_drawn_there() -> None:
    for scroll in (0.0, 133.0):
        frame = _frame(scroll)
        for bar in frame.picture.ordered():
            box = frame.bar_box(bar)
            if frame.top <= (box[1] + box[3]) / 2:
                assert frame.row_at((box[1] + box[3]) / 2) == (bar.lane, bar.row)


def test_all_rows_that_show_are_painted_and_no_others() -> None:
    frame = _frame(150.0)
    shown = set(frame.visible_rows())
    for lane_at, lane in enumerate(frame.picture.lanes):
        for row in range(len(lane.rows)):
            y = frame.row_y(lane_at, row)
            shows = y + frame.measures.row > frame.top and y < frame.bottom
            assert ((lane_at, row) in shown) or not shows


def test_a_dependency_leaves_its_predecessor_and_reaches_its_successor() -> None:
    frame = _frame()
    bars = frame.picture.bars
    for links in frame.picture.links.values():
        for link in links:
            way = route(frame, link)
            assert way is not None
            first, second = frame.bar_box(bars[link.predecessor]), frame.bar_box(bars[link.successor])
            begin, end = way.corners[0], way.corners[-1]
            assert first[0] <= begin[0] <= first[2]
            assert begin[1] in (first[1], first[3])
            assert second[0] - 8 <= end[0] <= second[2]
            assert second[1] <= end[1] <= second[3]
            for one, two in pairwise(way.corners):
                assert one[0] == two[0] or one[1] == two[1], "only right angles"


def test_the_octagon_of_a_broken_dependency_sits_before_its_successor() -> None:
    frame = _frame()
    (link,) = frame.picture.broken
    way = route(frame, link)
    box = frame.bar_box(frame.picture.bars[item_id("Accessible sign-in")])
    assert way is not None
    assert way.join[0] == pytest.approx(box[0] - 7)
    assert box[1] < way.join[1] < box[3]


@pytest.mark.parametrize(
    ("start", "day", "words"),
    [
        # the United States' federal year begins in October and is named by the year it ends in
        (10, date(2026, 10, 1), "FY27 Q1"),
        (10, date(2026, 9, 30), "FY26 Q4"),
        (10, date(2027, 1, 1), "FY27 Q2"),
        # the United Kingdom's and India's, for whole months, in April
        (4, date(2026, 4, 1), "FY27 Q1"),
        (4, date(2027, 3, 31), "FY27 Q4"),
        (1, date(2026, 8, 19), "2026 Q3"),
    ],
)
def test_fiscal_quarters_are_named_by_the_year_they_end_in(start: int, day: date, words: str) -> None:
    assert Calendar(start).quarter_words(day) == words


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 12), st.integers(-8, 8))
def test_quarters_follow_one_another_without_gaps(day: date, start: int, ahead: int) -> None:
    low, high = quarter(day.toordinal(), ahead, start)
    assert quarter(day.toordinal(), ahead + 1, start)[0] == high
    assert 89 <= high - low <= 92
    if not ahead:
        assert low <= day.toordinal() < high
        assert Calendar(start).quarter_start(day).toordinal() == low


@pytest.mark.parametrize(
    ("start", "day", "week"),
    [
        # ISO 8601: the week with the year's first Thursday is week 1
        (1, date(2027, 1, 1), 53),
        (1, date(2027, 1, 4), 1),
        # from Sunday or Saturday: the week with 1 January is week 1
        (7, date(2026, 12, 27), 1),
        (7, date(2027, 1, 2), 1),
        (7, date(2027, 1, 3), 2),
        (6, date(2026, 12, 26), 1),
    ],
)
def test_weeks_are_numbered_by_the_day_they_begin_on(start: int, day: date, week: int) -> None:
    assert Calendar(week_start=start).week(day) == week


@given(days, zooms, st.integers(100, 2000), st.integers(1, 12), st.integers(1, 7))
def test_headings_cover_the_days_whatever_the_calendar(
    low: int, per_day: float, width: int, month: int, weekday: int
) -> None:
    head = header(low, low + width / per_day, per_day, None, Calendar(month, weekday))
    for headings in (head.upper, head.lower):
        assert all(one.end == two.start for one, two in pairwise(headings))
        if headings:
            assert headings[0].start <= low
            assert headings[-1].end >= low + width / per_day - 1
    if head.name == "Weeks":
        assert {date.fromordinal(each.start).isoweekday() for each in head.lower} == {weekday}


def test_narrow_fiscal_quarters_tell_their_months() -> None:
    low = date(2026, 10, 1).toordinal()
    assert header(low, low + 90, 1.5, 2026, Calendar(10)).upper[0].words == "FY27 Q1, Oct – Dec"
    assert [each.words for each in header(low, low + 90, 4.0, 2026, Calendar(10)).upper] == [
        "FY27 Q1, Oct",
        "Nov",
        "Dec",
    ]
    assert header(low, low + 700, 0.5, 2026, Calendar(10)).upper[0].words == "FY27"
    assert header(low, low + 700, 0.5, 2026, Calendar(10)).lower[0].words == "Q1"
