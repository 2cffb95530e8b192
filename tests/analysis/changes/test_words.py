"""What changed, in sentences: each kind of change, what is told together, and what is not told at all."""

from dataclasses import replace
from datetime import date

import pytest

from deliverydesk.actions import records
from deliverydesk.analysis.changes.between import Changes, Topic, changes_between
from deliverydesk.analysis.changes.words import sentence, summary, takeaway
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import (
    Absence,
    Approval,
    Contribution,
    Decision,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    FollowUp,
    Loan,
    Measurement,
    Milestone,
    Outcome,
    Product,
    Rating,
    SavedView,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, Stage

DAY = date(2026, 8, 19)
SEARCH, REFUNDS, LETTERS = (
    Deliverable(11, "Search", 1_000, product=1, effort_likely=4.0, planned_end=date(2026, 9, 10)),
    Deliverable(12, "Refunds", 2_000, effort_likely=6.0),
    Deliverable(13, "Letters", 3_000),
)
BEFORE = Portfolio.of(
    [
        Product(1, "Shop"),
        Team(2, "Web"),
        Team(3, "Data"),
        Outcome(4, "Renewal rate", unit="%", target=80.0),
        SEARCH,
        REFUNDS,
        LETTERS,
        Demand(21, 11, 2, likely=4.0),
        Milestone(22, "Launch", date(2026, 10, 1)),
    ]
)


def changed(*changes: Change) -> Changes:
    return changes_between(BEFORE, BEFORE.after(ChangeSet("", changes)))


def added(*entities: Entity) -> Changes:
    return changed(*(Change(None, entity) for entity in entities))


def told(changes: Changes) -> list[tuple[Topic, str]]:
    return [(point.topic, sentence(changes, point)) for point in changes.points]


@pytest.mark.parametrize(
    ("values", "topic", "words"),
    [
        ({"title": "Find"}, Topic.ALTERED, "“Search” is called “Find” now."),
        ({"product": None}, Topic.ALTERED, "The product of “Search” was “Shop” and is nothing now."),
        ({"notes": "Much to say"}, Topic.ALTERED, "Rewritten: the notes of “Search”."),
        ({"stage": Stage.READY}, Topic.STAGE, "“Search” went from idea to ready."),
        (
            {"effort_likely": 6.5},
            Topic.EFFORT,
            "The likely effort of “Search” was 4 person-weeks and is 6.5 now.",
        ),
        (
            {"effort_likely": None},
            Topic.EFFORT,
            "The likely effort of “Search” was 4 person-weeks and is not estimated now.",
        ),
        (
            {"planned_end": date(2026, 9, 9)},
            Topic.DATES,
            "The planned end of “Search” is 1 day earlier: 9 Sep 2026, not 10 Sep 2026.",
        ),
        ({"target_date": DAY}, Topic.DATES, "The target date of “Search” was nothing and is 19 Aug 2026 now."),
        ({"archived": True}, Topic.GONE, "“Search”, which was at rank 1, was archived."),
    ],
)
def test_what_changes_of_a_deliverable_has_its_topic(values: dict[str, object], topic: Topic, words: str) -> None:
    changes = changed(Change(SEARCH, replace(SEARCH, **values)))  # type: ignore[arg-type]
    assert told(changes) == [(topic, words)]
    assert changes.points[0].items == (11,)


@pytest.mark.parametrize(
    ("entity", "topic", "words"),
    [
        (Contribution(31, 12, 4), Topic.ALTERED, "“Refunds” is now to move “Renewal rate”."),
        (Dependency(31, 11, 12), Topic.ALTERED, "“Refunds” now waits for “Search”."),
        (Demand(31, 12, 3, likely=2.0), Topic.TEAMS, "“Refunds” now needs “Data”: 2 person-weeks."),
        (
            Absence(31, 2, DAY, DAY, 1.0),
            Topic.TEAMS,
            "“Web” is without 1 full-time equivalent from 19 Aug 2026 to 19 Aug 2026.",
        ),
        (
            Loan(31, 2, 3, DAY, DAY, 0.5),
            Topic.TEAMS,
            "“Web” lends “Data” 0.5 full-time equivalents from 19 Aug 2026 to 19 Aug 2026.",
        ),
        (
            Decision(31, DAY, DecisionChoice.CANCEL, deliverable=12, reason="Nobody\nasked"),
            Topic.DECIDED,
            "“Refunds”: decided “cancel”. Nobody asked",
        ),
        (
            Decision(31, DAY, DecisionChoice.MORE, product=1),
            Topic.DECIDED,
            "“Shop”: decided “more”.",
        ),
        (Approval(31, 13, DAY, "Ada"), Topic.DECIDED, "“Letters” was approved as ready by Ada."),
        (FollowUp(31, "Ask the board"), Topic.DECIDED, "Added: 1 follow-up."),
        (Product(31, "Desk"), Topic.OTHER, "Product “Desk” was added."),
    ],
)
def test_what_comes_is_told_by_what_it_is(entity: Entity, topic: Topic, words: str) -> None:
    assert told(added(entity)) == [(topic, words)]


def test_what_goes_with_its_deliverable_is_not_told_beside_it() -> None:
    after = BEFORE.after(records.delete(BEFORE, Deliverable, [11]))
    changes = changes_between(BEFORE, after)
    assert told(changes) == [(Topic.GONE, "“Search”, which was at rank 1, was deleted.")]
    back = changes_between(after, BEFORE)
    assert told(back) == [(Topic.ADDED, "“Search” was added at rank 1: 4 person-weeks.")]
    assert summary(back, Topic.ADDED) == "1 deliverable; 4 person-weeks more"


def test_readings_of_an_outcome_are_told_together() -> None:
    changes = added(*(Measurement(40 + n, 4, date(2026, 8, 10 + n), 70.0 + n) for n in range(3)))
    assert told(changes) == [
        (
            Topic.MEASURED,
            "“Renewal rate” has 3 readings that are new or corrected, the latest 72 on 12 Aug 2026.",
        )
    ]
    assert changes.points[0].outcomes == (4,)
    assert summary(changes, Topic.MEASURED) == "3 measurements"


def test_dates_are_summed_later_and_earlier_apart_the_widest_first() -> None:
    launch = BEFORE.milestones[22]
    changes = changed(
        Change(SEARCH, replace(SEARCH, planned_end=date(2026, 9, 3))),
        Change(launch, replace(launch, date=date(2026, 10, 31))),
    )
    assert [point.days for point in changes.points] == [30, -7]
    assert summary(changes, Topic.DATES) == "2 changes; 1 later by 30 days; 1 earlier by 7 days"
    assert takeaway(changes) == "Dates: 2 changes; 1 later by 30 days; 1 earlier by 7 days."


def test_an_estimate_of_a_demand_has_its_name_and_counts_for_its_topic() -> None:
    demand = BEFORE.demands[21]
    changes = changed(Change(demand, replace(demand, likely=7.0)))
    (words,) = [words for _, words in told(changes)]
    assert words == "The likely effort of the demand of “Search” on “Web” was 4 person-weeks and is 7 now."
    assert summary(changes, Topic.TEAMS) == "1 change; 3 person-weeks more"


def test_ways_of_looking_and_frozen_figures_are_left_out() -> None:
    decision = Decision(31, DAY, DecisionChoice.CONTINUE, evidence="{}")
    before = BEFORE.after(ChangeSet("", (Change(None, decision),)))
    edit = Change(decision, replace(decision, evidence='{"p": 0.5}'))
    after = before.after(ChangeSet("", (edit, Change(None, SavedView(32, "Mine", "backlog")))))
    changes = changes_between(before, after)
    assert changes.points == ()
    assert takeaway(changes) == "Nothing changed."


def test_what_has_no_name_is_counted() -> None:
    changes = added(Rating(41, 11, 5, 3.0), Rating(42, 12, 5, 4.0))
    assert told(changes) == [(Topic.OTHER, "Added: 2 ratings.")]
    assert changes.points[0].items == (11, 12)
