"""What is found out anew after a change, and what is taken from before."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from enum import Enum
from typing import Any

import pytest

from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.finding import (
    NEVER_ASKED,
    OF_DIVERGENCE,
    OF_EVIDENCE,
    OF_FORECAST,
    READ,
    Found,
    Grounds,
    find,
    ground_of,
)
from deliverydesk.analysis.forecast.inputs import inputs_of
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import Deliverable, Demand, Entity, Milestone, MilestoneItem, Person, StageDate
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Period, Stage
from deliverydesk.support.progress import Cancelled
from tests.support.portfolios import ANCHOR, synthetic_portfolio

WHOLE = synthetic_portfolio(60)
SOON = ANCHOR + timedelta(days=120)


@pytest.fixture(scope="module")
def found() -> Found:
    return find(WHOLE, ANCHOR)


def edited(entity: Entity, **given: Any) -> Portfolio:
    return WHOLE.after(ChangeSet("", (Change(entity, replace(entity, **given)),)))  # type: ignore[type-var]


def reused(before: Found, after: Found) -> tuple[bool, bool]:
    """Whether evidence and forecast were taken from before."""
    return after.evidence is before.evidence, after.forecast.blocked is before.forecast.blocked


def first_in(stage: Stage) -> Deliverable:
    return next(WHOLE.deliverables[each] for each in WHOLE.live if WHOLE.deliverables[each].stage is stage)


def test_nothing_is_read_that_a_change_of_is_not_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[type[Entity]] = set()
    really = Portfolio.table

    def table(self: Portfolio, kind: type[Entity]) -> Any:
        seen.add(kind)
        return really(self, kind)

    monkeypatch.setattr(Portfolio, "table", table)
    inputs_of(WHOLE, ANCHOR)
    assert seen <= {Deliverable, *OF_FORECAST}
    seen.clear()
    evidence_of_all(WHOLE, ANCHOR)
    assert seen <= {Deliverable, *OF_EVIDENCE}
    seen.clear()
    ground_of(WHOLE, ANCHOR)
    assert seen <= set(OF_DIVERGENCE)
    seen.clear()
    find(WHOLE, ANCHOR).forecast.milestones()
    assert {Deliverable, Demand, Milestone} <= seen <= set(READ)


_OTHER = {bool: True, str: "something else", tuple: ("new",)}


@pytest.mark.parametrize("name", sorted(NEVER_ASKED))
def test_a_field_that_is_never_asked_changes_neither_evidence_nor_forecast(found: Found, name: str) -> None:
    def other(value: object) -> object:
        if isinstance(value, Enum) or name in ("horizon", "reach_period"):
            return {"horizon": None, "reach_period": Period.WEEK}[name]
        if "date" in name or "start" in name:
            return ANCHOR + timedelta(days=40)
        return _OTHER.get(type(value), 8.5)

    changes = [Change(each, replace(each, **{name: other(getattr(each, name))})) for each in WHOLE.deliverables]
    after = WHOLE.after(ChangeSet("", tuple(changes)))
    assert any(getattr(each, name) != getattr(WHOLE.deliverables[each.id], name) for each in after.deliverables)
    assert reused(found, find(after, ANCHOR, before=found)) == (True, True)
    anew = find(after, ANCHOR)
    assert anew.evidence == found.evidence
    assert anew.forecast.chances(SOON) == found.forecast.chances(SOON)


def test_never_asked_fields_exist() -> None:
    assert {each.name for each in fields(Deliverable)} >= NEVER_ASKED


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({"remaining": 40.0}, (False, False)),
        ({"planned_start": ANCHOR + timedelta(days=90), "planned_end": ANCHOR + timedelta(days=200)}, (False, False)),
        ({"stage": Stage.CANCELLED}, (False, False)),
        ({"title": "Another"}, (True, True)),
    ],
)
def test_what_is_asked_otherwise_is_forecast_anew(
    found: Found, given: dict[str, Any], taken: tuple[bool, bool]
) -> None:
    after = edited(first_in(Stage.READY), **given)
    again, anew = find(after, ANCHOR, before=found), find(after, ANCHOR)
    assert reused(found, again) == taken
    assert again.forecast.chances(SOON) == anew.forecast.chances(SOON)
    assert again.forecast.items() == anew.forecast.items()
    assert (again.evidence, again.divergence, again.briefings) == (anew.evidence, anew.divergence, anew.briefings)
    assert again.portfolio is after


def test_a_reading_leaves_the_forecast_and_a_demand_leaves_the_evidence(found: Found) -> None:
    reading = next(iter(WHOLE.measurements))
    assert reused(found, find(edited(reading, value=reading.value + 1), ANCHOR, before=found)) == (False, True)
    demand = next(iter(WHOLE.demands))
    assert reused(found, find(edited(demand, likely=9.0), ANCHOR, before=found)) == (True, False)


def test_people_who_leave_are_forecast_anew(found: Found) -> None:
    team = next(iter(WHOLE.teams))
    joined = WHOLE.after(ChangeSet("", (Change(None, Person(WHOLE.next_id, team.id, "Ada", 0.2)),)))
    assert reused(found, find(joined, ANCHOR, before=found)) == (True, False)


def test_a_milestone_is_asked_of_the_portfolio_as_it_is(found: Found) -> None:
    item, at = first_in(Stage.READY), WHOLE.next_id
    named = (Milestone(at, "Fair", ANCHOR + timedelta(days=300)), MilestoneItem(at + 1, at, item.id))
    after = WHOLE.after(ChangeSet("", tuple(Change(None, each) for each in named)))
    again = find(after, ANCHOR, before=found)
    assert reused(found, again) == (True, True)
    assert again.forecast.milestones() == find(after, ANCHOR).forecast.milestones() != {}


def test_another_day_is_found_out_anew(found: Found) -> None:
    assert reused(found, find(WHOLE, ANCHOR + timedelta(days=1), before=found)) == (False, False)


def test_it_can_be_stopped_at_every_look() -> None:
    looks = 0

    def progress(_done: int, _total: int) -> None:
        nonlocal looks
        looks += 1

    find(WHOLE, ANCHOR, progress)
    for at in range(0, looks, max(looks // 12, 1)):
        left = at

        def stop(_done: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            find(WHOLE, ANCHOR, stop)


def test_many_exhibits_stand_on_one_ground(found: Found) -> None:
    """What the journal knows of stages is written out anew for each, which changes nothing that they stand on."""
    grounds = Grounds()
    first = grounds.of(WHOLE, ANCHOR)
    noted = WHOLE.after(ChangeSet("", (Change(None, StageDate(WHOLE.next_id, WHOLE.live[0], Stage.READY, ANCHOR)),)))
    again = grounds.of(noted, ANCHOR)
    assert again.divergence is first.divergence
    assert again.evidence is first.evidence
    assert again.portfolio is noted
    later = edited(first_in(Stage.DELIVERY), target_date=ANCHOR + timedelta(days=3))
    assert grounds.of(later, ANCHOR).divergence == find(later, ANCHOR).divergence != first.divergence
