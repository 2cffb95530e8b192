"""The ledger of kept forecasts: scores against their formulas, published error rates, and what must not flatter."""

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.forecast.kept import corrections, entries_of, kept_record
from deliverydesk.analysis.forecast.ledger import (
    Bin,
    Entry,
    chance_score,
    correction,
    kupiec,
    lower_tail,
    pinball,
    record_of,
    wilson,
)
from deliverydesk.analysis.forecast.reasons import Reason
from deliverydesk.domain.entities import Deliverable, Forecast, Milestone, MilestoneItem, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

MADE, TODAY = date(2026, 1, 5), date(2026, 11, 30)


def after(days: int) -> date:
    return MADE + timedelta(days=days)


def entry(actual: int | None, **fields: Any) -> Entry:
    """Forecast to take 100 days, 140 at P85, 170 at P95."""
    known = {"p50": after(100), "p85": after(140), "p95": after(170), **fields}
    return Entry(MADE, **known, ended=None if actual is None else after(actual))


@pytest.mark.parametrize(("n", "hits", "power"), [(10, 6, 0.35), (30, 21, 0.57), (50, 37, 0.78), (100, 78, 0.97)])
def test_how_few_hits_show_over_confidence_and_how_often_they_find_it(n: int, hits: int, power: float) -> None:
    """At most so many hits happen to a true P85 in about 5 % of all cases, to one that is a P70 with this power."""
    assert lower_tail(hits, n, 0.85) <= 0.05 < lower_tail(hits + 1, n, 0.85)
    assert lower_tail(hits, n, 0.7) == pytest.approx(power, abs=0.01)


def test_kupiec_s_test() -> None:
    """LR = −2 ln[p^x q^(n−x) / (x/n)^x (1 − x/n)^(n−x)] against χ²(1): 3.84 is .05."""
    assert kupiec(85, 100, 0.85) == 1.0
    assert kupiec(77, 100, 0.85) == pytest.approx(0.0351, abs=1e-3)  # LR 4.44, by hand
    assert kupiec(20, 20, 0.85) == pytest.approx(0.0108, abs=1e-3)  # −40 ln .85 = 6.50
    assert kupiec(0, 20, 0.85) < 1e-9


def test_pinball_and_wilson() -> None:
    assert (pinball(10, 0.85), pinball(-10, 0.85), pinball(0, 0.5)) == pytest.approx((8.5, 1.5, 0))
    assert wilson(17, 20) == pytest.approx((0.677, 0.939), abs=2e-3)
    assert wilson(20, 20)[1] == 1.0


def test_a_record_counts_what_was_kept() -> None:
    entries = [entry(90)] * 10 + [entry(120)] * 7 + [entry(150)] * 2 + [entry(200)]
    told = record_of(entries, TODAY)
    assert [(each.hits, each.coverage) for each in (told.p50, told.p85, told.p95)] == [
        (10, 0.5),
        (17, 0.85),
        (19, 0.95),
    ]
    assert told.p85.kupiec == pytest.approx(1.0)
    late = 0.15 * (10 * 50 + 7 * 20) + 0.85 * (2 * 10 + 60)
    assert told.p85.pinball == pytest.approx(late / 20)
    assert told.p85.reason is None


def test_under_twenty_nothing_is_said() -> None:
    told = record_of([entry(90)] * 19, TODAY).p85
    assert (told.n, told.coverage, told.kupiec, told.reason) == (19, None, None, Reason.TOO_FEW_RESOLVED)
    assert record_of([], TODAY).chances.reason is Reason.TOO_FEW_RESOLVED
    assert correction([entry(90)] * 19, TODAY).reason is Reason.TOO_FEW_RESOLVED


def test_open_work_whose_day_has_passed_has_missed_it() -> None:
    told = record_of([entry(90)] * 15 + [entry(None)] * 5, TODAY).p85
    assert (told.n, told.hits, told.coverage) == (20, 15, 0.75)


def test_early_work_does_not_count_before_its_day_so_nothing_is_flattered() -> None:
    told = record_of([entry(10)] * 25, after(120))
    assert (told.p50.n, told.p85.n) == (25, 0)
    assert record_of([entry(10)] * 25, after(50)).pending == 25


def test_cancelled_work_stays_in_the_record() -> None:
    told = record_of([entry(90)] * 20 + [entry(None, cancelled=True)] * 5, TODAY).p85
    assert (told.coverage, told.cancelled, told.with_cancelled) == (1.0, 5, 0.8)


def test_chances_are_scored_and_binned_for_the_chart() -> None:
    day = after(30)
    entries = [entry(20, by=day, chance=0.9)] * 18 + [entry(40, by=day, chance=0.9)] * 2
    entries += [entry(20, by=day, chance=0.25)] * 3 + [entry(40, by=day, chance=0.25)] * 7
    told = chance_score(entries, TODAY)
    assert told.brier == pytest.approx((18 * 0.01 + 2 * 0.81 + 3 * 0.5625 + 7 * 0.0625) / 30)
    assert told.base_rate == pytest.approx(0.7)
    assert told.bins == (
        Bin(0.2, 0.3, 10, pytest.approx(0.25), pytest.approx(0.3)),
        Bin(0.9, 1.0, 20, pytest.approx(0.9), pytest.approx(0.9)),
    )
    assert chance_score([entry(20, by=day, chance=0.5)] * 20, TODAY).brier == 0.25
    assert chance_score([entry(20, by=day, chance=1.5)] * 20, TODAY).n == 0


def test_a_team_that_is_always_late_gets_wider_forecasts() -> None:
    """A widening of w moves the P85 to 100 · 1.4^w days: 196 days need 2."""
    assert correction([entry(90)] * 40, TODAY).proposed == 1.0
    assert correction([entry(196)] * 40, TODAY).proposed == 2.0
    assert correction([entry(180)] * 40, TODAY).proposed == pytest.approx(1.75)
    assert correction([entry(90)] * 30 + [entry(None)] * 20, TODAY).proposed == 3.0
    assert correction([entry(196, widening=1.2)] * 40, TODAY).proposed == pytest.approx(2.4)


def test_the_corrected_forecasts_come_true_as_often_as_they_say() -> None:
    dice = random.Random(4)
    taken = [round(100 * 1.4 ** dice.gauss(0, 1.9)) for _ in range(200)]
    before = record_of([entry(each) for each in taken], date(2099, 1, 1)).p85
    proposed = correction([entry(each) for each in taken], date(2099, 1, 1)).proposed
    assert proposed is not None
    widened = [entry(each, p85=after(round(100 * 1.4**proposed))) for each in taken]
    assert before.coverage is not None
    assert before.overconfident is not None
    assert before.overconfident < 0.01
    assert record_of(widened, date(2099, 1, 1)).p85.coverage == pytest.approx(0.86, abs=0.015)


def kept(at: int, made: date = MADE, **fields: Any) -> Forecast:
    return Forecast(at, made, **{"p50": made + timedelta(100), "p85": made + timedelta(140), **fields})


def test_the_first_forecast_of_each_thing_counts() -> None:
    done = Deliverable(1, "Done", 1, stage=Stage.RELEASED, actual_end=after(120))
    portfolio = Portfolio.of(
        [
            done,
            Deliverable(2, "Cancelled", 2, stage=Stage.CANCELLED),
            Deliverable(3, "Open", 3),
            Deliverable(4, "Undated", 4, stage=Stage.RELEASED),
            Milestone(10, "All", after(140)),
            Milestone(11, "One", after(140)),
            MilestoneItem(20, 10, 1),
            MilestoneItem(21, 10, 3),
            MilestoneItem(22, 11, 1),
            kept(30, deliverable=1, team=7, inputs=json.dumps({"widening": {"7": 1.5}})),
            kept(31, after(50), deliverable=1),
            *[kept(31 + n, deliverable=n, inputs="?") for n in (2, 3, 4)],
            kept(40, milestone=10),
            kept(41, milestone=11),
            kept(42),
        ]
    )
    entries = entries_of(portfolio)
    assert [(each.ended, each.cancelled, each.widening) for each in entries] == [
        (after(120), False, 1.5),
        (None, True, 1.0),
        (None, False, 1.0),
        (None, False, 1.0),
        (after(120), False, 1.0),
    ]
    assert kept_record(portfolio, TODAY).p85.n == 4


def test_each_team_has_its_own_correction() -> None:
    ended = {"stage": Stage.RELEASED, "actual_end": after(196)}
    items = [Deliverable(n, f"Item {n}", n, **ended) for n in range(1, 31)]
    teams = [Team(100, "Web"), Team(101, "Data", widening=1.2)]
    made = [kept(200 + item.id, deliverable=item.id, team=100) for item in items]
    web, data = corrections(Portfolio.of([*items, *teams, *made]), TODAY)
    assert (web.team, web.now, web.proposed, web.n) == (100, 1.0, 2.0, 30)
    assert (data.now, data.proposed, data.reason) == (1.2, None, Reason.TOO_FEW_RESOLVED)


DAYS = st.none() | st.integers(-400, 800).map(after)


@given(st.lists(st.builds(Entry, st.just(MADE), DAYS, DAYS, DAYS, DAYS, st.none() | st.floats(), DAYS, st.booleans())))
def test_odd_forecasts_are_scored_or_left_out(entries: list[Entry]) -> None:
    told = record_of(entries * 3, TODAY)
    for each in (told.p50, told.p85, told.p95):
        assert (each.coverage is None) == (each.reason is not None)
        assert 0 <= each.hits <= each.n
    proposed = correction(entries * 3, TODAY).proposed
    assert proposed is None or 1 <= proposed <= 3


def test_a_day_counts_once_it_is_over() -> None:
    """On the day itself it may still be kept."""
    open_ = [Entry(MADE, p85=TODAY) for _ in range(20)]
    assert record_of(open_, TODAY).p85.n == 0
    assert record_of(open_, TODAY + timedelta(days=1)).p85.n == 20
