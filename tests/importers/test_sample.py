"""The sample is what most people see first: it has to hold together, look lived in and stay fresh."""

from datetime import date, timedelta

import pytest

from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.domain.values import Direction, Kind, OutcomeKind, Stage
from deliverydesk.importers import sample
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.support.errors import DeskError

TODAY = date(2026, 8, 19)


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return sample_portfolio(TODAY)


def test_it_breaks_no_rule(portfolio: Portfolio) -> None:
    assert list(check_all(portfolio)) == []


def test_it_is_a_whole_company(portfolio: Portfolio) -> None:
    assert len(portfolio.live) == 60
    assert len(portfolio.deliverables) == 90, "thirty more are done and in the archive"
    assert len(portfolio.products) == 4
    assert len({product.code for product in portfolio.products}) == 4
    assert len(portfolio.teams) == 6
    assert len(portfolio.outcomes) == 12
    assert {item.stage for item in portfolio.deliverables} == set(Stage)
    assert {item.kind for item in portfolio.deliverables} == set(Kind)
    assert {outcome.direction for outcome in portfolio.outcomes} == set(Direction)
    assert {outcome.kind for outcome in portfolio.outcomes} == set(OutcomeKind)
    assert all(item.need and item.owner and item.product for item in portfolio.deliverables)
    assert len({item.title for item in portfolio.deliverables}) == 90


@pytest.mark.parametrize("days", [0, 1, 6, 7, 400, -400])
def test_it_is_fresh_on_the_day_it_is_made(days: int) -> None:
    today = TODAY + timedelta(days=days)
    portfolio = sample_portfolio(today)
    newest = max(measurement.date for measurement in portfolio.measurements)
    assert timedelta() <= today - newest <= timedelta(days=7)
    assert all(measurement.date <= today for measurement in portfolio.measurements)
    for item in portfolio.deliverables:
        assert (item.actual_start or today) <= today
        assert (item.actual_end or today) <= today
    starts = {item.planned_start.weekday() for item in portfolio.deliverables if item.planned_start}
    assert starts == {0}, "work starts on Mondays, whatever day the sample is made"


def test_outcomes_have_a_year_of_readings_but_for_the_ones_that_teach_something(portfolio: Portfolio) -> None:
    counts = {outcome.name: len(portfolio.measurements_of(outcome.id)) for outcome in portfolio.outcomes}
    assert counts.pop("Nurse calls avoided") == 2
    assert all(count >= 10 for count in counts.values())
    assert max(counts.values()) == 52
    last = {o.name: portfolio.measurements_of(o.id)[-1].date for o in portfolio.outcomes}
    assert TODAY - last["Correct directory listings"] == timedelta(days=41)


def test_work_on_schedule_whose_outcome_stays_flat(portfolio: Portfolio) -> None:
    chat = _titled(portfolio, "Ask-a-nurse chat")
    assert chat.stage is Stage.DELIVERY
    assert chat.planned_start is not None
    assert chat.planned_end is not None
    elapsed = (TODAY - chat.planned_start) / (chat.planned_end - chat.planned_start)
    assert chat.remaining is not None
    assert chat.effort_likely is not None
    assert 1 - chat.remaining / chat.effort_likely >= elapsed
    outcome = next(o for o in portfolio.outcomes if o.name == "Solved at first contact")
    values = [measurement.value for measurement in portfolio.measurements_of(outcome.id)]
    assert abs(sum(values[-4:]) / 4 - sum(values[:4]) / 4) < 1
    assert outcome.target is not None
    assert max(values) < outcome.target - 8


STORY = {
    "Solved at first contact": (Verdict.FLAT, 3),
    "Claim rework rate": (Verdict.WORSENING, 1),
    "Quotes that become policies": (Verdict.FLAT, 9),
    "Cost per new member": (Verdict.FLAT, 22),
    "Correct directory listings": (Verdict.CANNOT_TELL, 46),
    "Calls about a refusal": (Verdict.CANNOT_TELL, 43),
    "Days to pay a claim": (Verdict.IMPROVING, 55),
    "Renewal rate": (Verdict.IMPROVING, 63),
    "Bookings after a search": (Verdict.IMPROVING, 79),
    "Members active in a month": (Verdict.IMPROVING, 65),
    "Crash-free sessions": (Verdict.HOLDING, 96),
    "Nurse calls avoided": (Verdict.TOO_FEW, None),
}
"""What the readings say of each outcome, and its chance to reach what it is to reach, in 100."""


@pytest.mark.parametrize("days", [0, 6])
def test_its_readings_tell_every_story(days: int) -> None:
    portfolio = sample_portfolio(TODAY + timedelta(days=days))
    page = evidence_of_all(portfolio, TODAY + timedelta(days=days))
    told = {}
    for outcome in portfolio.outcomes:
        found, newest = page.evidence[outcome.id], portfolio.measurements_of(outcome.id)[-1]
        told[outcome.name] = (found.judgement.verdict, None if found.reach.p is None else round(100 * found.reach.p))
        assert outcome.due is not None
        assert outcome.due > newest.date
        assert outcome.frozen, "on which day it was settled what is to be reached"
        assert outcome.frozen_by
    assert told == STORY
    assert not page.discovery.fallen


def test_it_has_met_the_world_outside(portfolio: Portfolio) -> None:
    """Events with and without a fresh look, phases with locked limits, a rate with its bases, a rolling window."""
    assert {event.name for event in portfolio.events} == {"Storm season", "Clear refusals act"}
    assert sum(mark.seen is None for mark in portfolio.event_marks) == 3
    assert all(phase.locked for phase in portfolio.phases)
    by_name = {outcome.name: outcome for outcome in portfolio.outcomes}
    assert by_name["Members active in a month"].window_days == 28
    rate = portfolio.measurements_of(by_name["Quotes that become policies"].id)
    assert all(reading.base and 1_000 < reading.base < 2_000 for reading in rate)
    assert {item.milestone for item in portfolio.milestone_items} < set(portfolio.milestones.ids)
    (waiting,) = portfolio.agenda_items
    assert waiting.until is not None
    assert waiting.until < TODAY, "what it waited for is over"


def test_some_items_cannot_be_scored(portfolio: Portfolio) -> None:
    without = [item for item in portfolio.deliverables if item.reach is None and item.stage.is_open]
    assert {"Sign-in service renewal", "Claims archive, Q4"} <= {item.title for item in without}
    assert any(item.effort_likely is None for item in portfolio.deliverables)
    assert any(item.impact is None and item.reach is not None for item in portfolio.deliverables)


def test_it_has_a_past_to_look_back_at(portfolio: Portfolio) -> None:
    """A plan that slipped, targets that were changed, moves against the score, and one stage over its limit."""
    (baseline,) = portfolio.baselines
    slips = [
        (item.planned_end - kept.planned_end).days
        for kept in portfolio.baseline_items.by("baseline", baseline.id)
        for item in [portfolio.deliverables[kept.deliverable]]
        if item.planned_end and kept.planned_end
    ]
    assert len(slips) >= 25
    assert sum(slip > 0 for slip in slips) >= 8
    assert sum(slip < 0 for slip in slips) >= 2
    assert all(former.until < TODAY for former in portfolio.former_targets)
    assert len(portfolio.overrides) == 2
    over = [
        limit.stage
        for limit in portfolio.stage_limits
        if len(portfolio.deliverables.by("stage", limit.stage)) > limit.limit
    ]
    assert over == [Stage.DELIVERY]


def test_two_dependencies_are_violated(portfolio: Portfolio) -> None:
    broken = set()
    for dependency in portfolio.dependencies:
        first = portfolio.deliverables[dependency.predecessor]
        second = portfolio.deliverables[dependency.successor]
        if first.planned_end and second.planned_start and second.planned_start <= first.planned_end:
            broken.add(second.title)
    assert broken == {"Accessible sign-in", "Listing fixes"}


def test_a_damaged_sample_says_what_is_wrong(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(sample, "resource_dir", lambda: tmp_path)
    with pytest.raises(DeskError, match=r"larkfield\.json"):
        sample_portfolio(TODAY)


def _titled(portfolio: Portfolio, title: str) -> Deliverable:
    return next(item for item in portfolio.deliverables if item.title == title)
