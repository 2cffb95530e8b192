"""The forecast before the roadmap: tails from planned ends to P85, what is late, what nobody can say, and the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.actions import records
from deliverydesk.charts.roadmap import RoadmapPicture, build_roadmap
from deliverydesk.charts.roadmap_after import after
from deliverydesk.charts.roadmap_ahead import Ahead, foreseen
from deliverydesk.charts.roadmap_ahead_words import bar_lines, chance_of, mark_chance, mark_lines
from deliverydesk.charts.roadmap_frame import Measures, divide
from deliverydesk.charts.roadmap_pages import pages
from deliverydesk.charts.roadmap_tails import tail_place, tail_room
from deliverydesk.charts.roadmap_words import alt_text, described, roadmap_table
from deliverydesk.domain.entities import Deliverable, Demand, Entity, Measurement, MilestoneItem, Outcome
from deliverydesk.domain.portfolio import Portfolio
from tests.charts.roadmap_example import TODAY, example, item_id

LETTERS, FRAUD, CARD = item_id("Letters to inbox"), item_id("Fraud signals, first model"), item_id("Digital card")
COMPARISON = item_id("Plan comparison")
CARD_LIVE, IN_FIVE_DAYS = 501, 503


def with_fields(portfolio: Portfolio, item: int, **fields: object) -> Portfolio:
    return portfolio.after(records.edit(portfolio, Deliverable, [item], fields))


def with_more(portfolio: Portfolio, *more: Entity) -> Portfolio:
    return Portfolio.of([*portfolio.entities(), *more])


def shown(portfolio: Portfolio) -> tuple[RoadmapPicture, Ahead]:
    ahead = foreseen(portfolio, TODAY)
    return build_roadmap(portfolio, today=TODAY, ahead=ahead), ahead


def test_a_tail_runs_from_the_planned_end_to_the_p85_and_only_beyond_the_plan() -> None:
    picture, ahead = shown(example())
    tails = 0
    for bar in picture.ordered():
        told, tail = ahead.forecast.item(bar.id), ahead.tail(bar)
        if told.p50 is None or told.p85 is None:
            assert tail is None
            continue
        beyond = told.p85.toordinal() + 1 > bar.end
        assert (tail is not None) == beyond
        if tail is not None:
            tails += 1
            assert (tail.half, tail.most) == (told.p50.toordinal() + 1, told.p85.toordinal() + 1)
            assert not tail.late, "no target date is set"
    assert 0 < tails < len(picture.bars) - 1


def test_work_is_late_where_its_p85_is_after_the_target_date() -> None:
    _, ahead = shown(example())
    p85 = ahead.forecast.item(FRAUD).p85
    assert p85 is not None
    for days, late in ((-1, True), (0, False)):
        portfolio = with_fields(example(), FRAUD, target_date=p85 + timedelta(days=days))
        picture, ahead = shown(portfolio)
        tail = ahead.tail(picture.bars[FRAUD])
        assert tail is not None
        assert tail.late == late
        words = bar_lines(picture, picture.bars[FRAUD])
        assert words[1].startswith("Target date: 8"), "85 %, give or take the rounding of a day"


def test_what_cannot_be_scheduled_has_a_reason_and_a_sign() -> None:
    portfolio = example()
    demands = portfolio.demands.by("deliverable", LETTERS)
    portfolio = portfolio.after(records.delete(portfolio, Demand, [each.id for each in demands]))
    picture, ahead = shown(portfolio)
    bar = picture.bars[LETTERS]
    assert ahead.tail(bar) == (None, None, None)
    assert "Forecast: Cannot be scheduled: say which team it needs" in described(picture, portfolio, bar)
    frame = divide(picture, Measures(), (0, 0, 900, 700))
    assert tail_room(frame, bar) == 14.0


def test_finished_work_has_neither_tail_nor_words() -> None:
    picture, ahead = shown(example())
    assert ahead.tail(picture.bars[COMPARISON]) is None
    assert bar_lines(picture, picture.bars[COMPARISON]) == []


def test_three_days_are_told_and_never_one() -> None:
    portfolio = example()
    picture, _ = shown(portfolio)
    words = described(picture, portfolio, picture.bars[FRAUD])
    assert "Forecast: Done by" in words
    assert "in half of all cases" in words
    assert "in 85 %" in words
    table = roadmap_table(picture, portfolio)
    at = [column.name for column in table.columns].index("P50: half done by")
    row = next(row for row in table.rows if row[1] == "Fraud signals, first model")
    days = [each for each in row[at : at + 3] if isinstance(each, date)]
    assert days == sorted(days)
    assert len(days) == 3
    assert "half by" in alt_text(picture)
    assert "Forecast of 19 Aug 2026: 10,000 simulated runs, seed 1." in picture.takeaway


def test_without_a_forecast_all_is_as_before() -> None:
    portfolio = example()
    plain, (picture, _) = build_roadmap(portfolio, today=TODAY), shown(portfolio)
    assert replace(picture, ahead=None, high=plain.high) == plain
    assert "orecast" not in described(plain, portfolio, plain.bars[FRAUD]) + alt_text(plain) + plain.takeaway
    assert len(roadmap_table(plain, portfolio).columns) == 10


def test_the_roadmap_makes_room_for_tails_but_not_for_years() -> None:
    portfolio = with_fields(example(), FRAUD, remaining=400.0)
    plain, (picture, ahead) = build_roadmap(portfolio, today=TODAY), shown(portfolio)
    tail = ahead.tail(picture.bars[FRAUD])
    assert tail is not None
    assert tail.most is not None
    assert tail.most > plain.high + 365
    assert plain.high + 91 <= picture.high <= plain.high + 123


def test_a_tail_is_cut_where_the_next_bar_of_its_row_begins() -> None:
    picture, ahead = shown(example())
    frame = divide(picture, Measures(), (0, 0, 1400, 700))
    cut = 0
    for bar in picture.ordered():
        tail, following = ahead.tail(bar), picture.neighbour(bar)
        if tail is None or tail.most is None:
            continue
        place = tail_place(frame, bar, tail)
        assert place is not None
        assert place.line <= place.veil <= place.cap
        if following is None or following.start >= tail.most:
            assert place.cut is None
            assert tail_room(frame, bar) == place.cap - place.line
        else:
            cut += 1
            assert place.cut == frame.scale.x(following.start)
            assert tail_room(frame, bar) == place.cut - place.line
    assert cut


def test_the_forecast_shown_stays_after_a_change_and_on_pages() -> None:
    portfolio = example()
    picture, ahead = shown(portfolio)
    change_set = records.edit(portfolio, Deliverable, [CARD], {"planned_end": date(2026, 9, 4)})
    changed = after(picture, portfolio.after(change_set), change_set)
    assert changed.ahead is ahead
    assert [page.ahead for page in pages(picture, 4)] == [ahead] * len(pages(picture, 4))


def test_a_milestone_is_met_when_all_that_is_named_is_done_in_time() -> None:
    portfolio = with_more(example(), MilestoneItem(600, CARD_LIVE, CARD), MilestoneItem(601, CARD_LIVE, COMPARISON))
    picture, ahead = shown(portfolio)
    chance = ahead.forecast.chance(CARD, date(2026, 8, 28))
    assert chance is not None
    assert ahead.met[CARD_LIVE].chance == chance
    assert mark_chance(picture, CARD_LIVE) == chance_of(chance)
    lines = mark_lines(ahead, CARD_LIVE)
    assert lines[0] == f"Met with a chance of {chance_of(chance)}"
    assert lines[1].startswith("It needs 1 open item. Done by ")
    assert mark_lines(ahead, 502) == ["Nothing is named yet that must be done for it."]


def test_a_milestone_of_an_outcome_is_asked_of_its_readings_on_its_own_day() -> None:
    portfolio = example()
    assert mark_lines(shown(portfolio)[1], IN_FIVE_DAYS) == ["There is no target to reach."]
    outcome = {"baseline": 12.0, "baseline_date": date(2026, 1, 5), "target": 5.0, "due": date(2027, 6, 30)}
    portfolio = portfolio.after(records.edit(portfolio, Outcome, [500], outcome))
    days = [12.0, 11.2, 11.6, 10.8, 10.9, 10.1, 10.4]
    readings = [Measurement(700 + at, 500, date(2026, 1 + at, 5), each) for at, each in enumerate(days)]
    _, ahead = shown(with_more(portfolio, *readings))
    reach = ahead.met[IN_FIVE_DAYS].reach
    assert reach is not None
    assert reach.goal is not None
    assert reach.goal.due == date(2026, 12, 18), "the milestone's day and not the outcome's due date"
    assert reach.p is not None
    assert ahead.met[IN_FIVE_DAYS].chance == reach.p


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0.0, "under 1 in 100"), (0.004, "under 1 in 100"), (0.62, "62 in 100"), (1.0, "over 99 in 100")],
)
def test_no_chance_is_told_as_none_or_certain(chance: float, words: str) -> None:
    assert chance_of(chance) == words
