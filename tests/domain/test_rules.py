"""Every rule with its sentence."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deliverydesk.domain import rules
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import (
    SETTINGS_ID,
    Absence,
    AgendaItem,
    Baseline,
    BaselineItem,
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Event,
    EventMark,
    Forecast,
    FormerTarget,
    Measurement,
    Milestone,
    MilestoneItem,
    Outcome,
    Override,
    Pack,
    Phase,
    Product,
    Rating,
    SavedView,
    Settings,
    StageDate,
    StageLimit,
    Team,
)
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, Proposal, Stage

DAY = date(2026, 8, 19)
LATER = date(2026, 8, 20)
ALREADY = "There is such a {} already; change that one instead of adding another."
BASE: tuple[Entity, ...] = (
    Product(10, "Shop"),
    Team(11, "Web"),
    Outcome(12, "Found", product=10),
    Criterion(13, "Benefit", 1.0),
    Deliverable(1, "Search", 100, product=10),
    Deliverable(2, "Filters", 200),
    Deliverable(3, "Prices", 300),
    Contribution(14, 1, 12),
    Demand(15, 1, 11, likely=2.0),
    Rating(16, 1, 13, 8.0),
    Dependency(17, 1, 2),
    Dependency(18, 2, 3),
    Measurement(19, 12, DAY, 3.0),
    FormerTarget(20, 12, DAY, target=5.0),
    StageLimit(21, Stage.DELIVERY, 4),
    Baseline(22, "Spring", DAY),
    BaselineItem(23, 22, 1, DAY, DAY),
    SavedView(24, "Mine", "backlog", '{"sort": "title"}'),
    Pack(25, "Monthly"),
    Phase(26, 12, DAY, reason="new way of counting"),
    Event(27, "The law changed", DAY),
    EventMark(28, 27, outcome=12),
    StageDate(29, 1, Stage.DELIVERY, DAY),
    Milestone(30, "Launch", DAY),
    MilestoneItem(31, 30, 1),
)


def broken_by(entity: Entity) -> str | None:
    """What the rules say where this entity is added, or put in the place of the one with its id."""
    before = Portfolio.of(BASE)
    change_set = ChangeSet("try", (Change(before.table(type(entity)).get(entity.id), entity),))
    try:
        rules.check(before.after(change_set), change_set)
    except RuleBroken as broken:
        return str(broken)
    return None


def item(**values: Any) -> Deliverable:
    return replace(Deliverable(1, "Search", 100), **values)


@pytest.mark.parametrize(
    ("entity", "sentence"),
    [
        (
            Outcome(12, "Found", smallest_change=0.0),
            "The smallest change that matters of “Found” is 0; it must be more than 0.",
        ),
        (
            Outcome(12, "Found", window_days=0),
            "The days that a reading covers of “Found” is 0; it must be from 1 to 36,500 days.",
        ),
        (Team(11, "Web", widening=0.0), "The widening of forecasts of “Web” is 0; it must be from 0.1 to 10."),
        (Measurement(19, 12, DAY, 0.4, base=0.0), "The base of measurement 19 is 0; it must be more than 0."),
        (
            Measurement(19, 12, DAY, 40.0, base=200.0),
            "A reading of “Found” with a base is a share from 0 to 1; 40 is none. Correct the value, or leave the base "
            "empty.",
        ),
        (Measurement(19, 12, DAY, 0.4, base=200.0), None),
        (Phase(40, 12, DAY, reason="twice"), ALREADY.format("phase")),
        (Phase(40, 12, LATER), "A new phase needs a reason: what changed, so that former limits no longer hold?"),
        (
            Phase(40, 12, LATER, DAY, "moved"),
            "The start of phase 40 (2026-08-20) is after the last day of the locked readings (2026-08-19).",
        ),
        (
            Event(27, "The law changed", LATER, DAY),
            "The start of “The law changed” (2026-08-20) is after the end (2026-08-19).",
        ),
        (EventMark(40, 27, outcome=12), ALREADY.replace("a {}", "an event mark")),
        (EventMark(40, 27), "A mark of an event is on one outcome or on one deliverable."),
        (EventMark(40, 27, 12, 1), "A mark of an event is on one outcome or on one deliverable."),
        (EventMark(40, 27, deliverable=1), None),
        (
            AgendaItem(40, DAY, Proposal.REFINE),
            "A proposal for the review is about a deliverable or about an outcome; choose one.",
        ),
        (AgendaItem(40, DAY, Proposal.WAIT, 1), "Waiting needs a day until when."),
        (
            AgendaItem(40, DAY, Proposal.TABLE, 1, evidence="42"),
            "The evidence of a proposal must be a JSON object such as {}.",
        ),
        (AgendaItem(40, DAY, Proposal.WAIT, 1, until=LATER), None),
        (StageDate(40, 1, Stage.DELIVERY, DAY), ALREADY.format("stage date")),
        (StageDate(40, 1, Stage.DELIVERY, LATER), None),
        (MilestoneItem(40, 30, 1), ALREADY.format("milestone item")),
        (Forecast(40, DAY), "A forecast is about one deliverable or about one milestone."),
        (
            Forecast(40, DAY, 1, p50=LATER, p85=DAY),
            "The P50 of forecast 40 (2026-08-20) is after the P85 (2026-08-19).",
        ),
        (
            Forecast(40, DAY, milestone=30, chance=0.4),
            "A chance belongs to a day, and a day to a chance: give both or none.",
        ),
        (
            Forecast(40, DAY, milestone=30, by=LATER, chance=1.4),
            "The chance of forecast 40 is 1.4; it must be a share from 0 to 1 (0.8 for 80 %).",
        ),
        (Forecast(40, DAY, milestone=30, by=LATER, chance=0.4), None),
        (item(effort_likely=0.0), "The likely effort of “Search” is 0; it must be more than 0."),
        (item(effort_low=-1.0), "The low effort of “Search” is -1; it must be more than 0."),
        (item(remaining=-1.0), "The remaining effort of “Search” is -1; it must be 0 or more."),
        (item(cost=-1.0), "The cost of “Search” is -1; it must be 0 or more."),
        (item(reach=-1.0), "The reach of “Search” is -1; it must be 0 or more."),
        (
            item(confidence=80.0),
            "The confidence of “Search” is 80; it must be more than 0 and at most 1 (0.8 for 80 %).",
        ),
        (item(confidence=0.0), "The confidence of “Search” is 0; it must be more than 0 and at most 1 (0.8 for 80 %)."),
        (item(ice_ease=11.0), "The ICE ease of “Search” is 11; it must be from 0 to 10."),
        (item(job_size=0.0), "The job size of “Search” is 0; it must be more than 0."),
        (item(time_criticality=-2.0), "The time criticality of “Search” is -2; it must be 0 or more."),
        (item(duration_weeks=0.0), "The duration weeks of “Search” is 0; it must be more than 0."),
        (item(impact=math.nan), "The impact of “Search” is not a number: nan."),
        (item(cost=math.inf), "The cost of “Search” is not a number: inf."),
        (
            item(effort_low=5.0, effort_likely=3.0),
            "The low effort of “Search” (5) is above the likely effort (3).",
        ),
        (item(effort_low=5.0, effort_high=3.0), "The low effort of “Search” (5) is above the high effort (3)."),
        (
            item(planned_start=date(2026, 9, 2), planned_end=date(2026, 9, 1)),
            "The planned start of “Search” (2026-09-02) is after the planned end (2026-09-01).",
        ),
        (
            item(actual_start=date(2026, 9, 2), actual_end=date(2026, 9, 1)),
            "The actual start of “Search” (2026-09-02) is after the actual end (2026-09-01).",
        ),
        (
            item(target_date=date(1900, 1, 1)),
            "The target date of “Search” is 1900-01-01; dates go from 1950 to 2199.",
        ),
        (item(product=99), "The product of “Search” is product 99, which does not exist."),
        (item(title="  "), "A deliverable needs a title."),
        (item(title="x" * 501), "The title of “" + "x" * 59 + "…” has 501 characters; at most 500 are kept."),
        (item(notes="x" * 100_001), "The notes of “Search” has 100,001 characters; at most 100,000 are kept."),
        (
            item(owner="a\x00b"),
            "The owner of “Search” has a character that is no valid text (NUL or half of a pair). Type it anew.",
        ),
        (
            item(tags=("\ud800",)),
            "The tags of “Search” has a character that is no valid text (NUL or half of a pair). Type it anew.",
        ),
        (item(order_key=2**62 + 1), f"The order key of “Search” is too large: {2**62 + 1}."),
        (
            Settings(SETTINGS_ID, week_start=0),
            "The first day of the week of “Portfolio” is 0; it must be a day from 1 (Monday) to 7 (Sunday).",
        ),
        (
            Settings(SETTINGS_ID, rank_gap=0),
            "The gap that deserves a reason of “Portfolio” is 0; it must be 1 or more.",
        ),
        (
            FormerTarget(90, 12, DAY),
            "There is such a former target already; change that one instead of adding another.",
        ),
        (
            FormerTarget(90, 12, date(2026, 1, 1), hold_low=5.0, hold_high=3.0),
            "The lower bound of former target 90 (5) is above the upper bound (3).",
        ),
        (Override(90, 1, DAY, 0, 1), "The rank before of override 90 is 0; it must be 1 or more."),
        (StageLimit(90, Stage.READY, 0), "The limit of stage limit 90 is 0; it must be 1 or more."),
        (
            StageLimit(90, Stage.DELIVERY, 9),
            "There is such a stage limit already; change that one instead of adding another.",
        ),
        (Baseline(90, "spring", DAY), "There is a baseline called “Spring” already."),
        (BaselineItem(90, 22, 1), ALREADY.format("baseline item")),
        (
            BaselineItem(90, 22, 2, date(2026, 9, 2), date(2026, 9, 1)),
            "The planned start of baseline item 90 (2026-09-02) is after the planned end (2026-09-01).",
        ),
        (
            SavedView(90, "Mine", "backlog"),
            "There is such a saved view already; change that one instead of adding another.",
        ),
        (SavedView(90, "Other", "backlog", "[1]"), "What the view “Other” keeps must be a JSON object such as {}."),
        (SavedView(90, "Other", "backlog", "{"), "What the view “Other” keeps must be a JSON object such as {}."),
        (Pack(90, "monthly"), "There is a pack called “Monthly” already."),
        (Product(90, "shop "), "There is a product called “Shop” already."),
        (
            Product(90, "New", upkeep_share=1.5),
            "The upkeep share of “New” is 1.5; it must be a share from 0 to 1 (0.8 for 80 %).",
        ),
        (
            Product(90, "New", review_cadence_days=10**30),
            f"The review cadence days of “New” is too large: {10**30}.",
        ),
        (Team(90, "WEB"), "There is a team called “Web” already."),
        (Team(90, "New", members=-1.0), "The members of “New” is -1; it must be 0 or more."),
        (Team(90, "New", focus=1.1), "The focus of “New” is 1.1; it must be a share from 0 to 1 (0.8 for 80 %)."),
        (
            Absence(90, 11, date(2026, 9, 2), date(2026, 9, 1), 1.0),
            "The start of absence 90 (2026-09-02) is after the end (2026-09-01).",
        ),
        (Absence(90, 99, DAY, DAY, 1.0), "The team of absence 90 is team 99, which does not exist."),
        (
            Outcome(12, "Found", baseline=20.0, target=10.0),
            "“Found” is to go up from 20, but its target is 10. Change the direction or the target.",
        ),
        (
            Outcome(12, "Found", baseline=10.0, target=20.0, direction=Direction.DOWN),
            "“Found” is to go down from 10, but its target is 20. Change the direction or the target.",
        ),
        (
            Outcome(12, "Found", hold_low=5.0, hold_high=4.0, direction=Direction.HOLD),
            "The lower bound of “Found” (5) is above the upper bound (4).",
        ),
        (Measurement(90, 12, DAY, math.nan), "The value of measurement 90 is not a number: nan."),
        (Milestone(90, "", DAY), "A milestone needs a name."),
        (Criterion(90, "benefit", 1.0), "There is a criterion called “Benefit” already."),
        (Criterion(90, "New", -1.0), "The weight of “New” is -1; it must be 0 or more."),
        (Criterion(90, "New", 1.0, 5.0, 5.0), "The scale of “New” must end above where it begins."),
        (Criterion(13, "Benefit", 1.0, 1.0, 5.0), "“Search” is rated 8, outside the new scale of “Benefit”."),
        (Rating(90, 2, 13, 11.0), "“Benefit” goes from 1 to 10; 11 is outside."),
        (Rating(90, 1, 13, 5.0), "There is such a rating already; change that one instead of adding another."),
        (Demand(90, 1, 11), "There is such a demand already; change that one instead of adding another."),
        (Demand(90, 2, 11, 3.0, 2.0), "The low of demand 90 (3) is above the likely (2)."),
        (Contribution(90, 1, 12), "There is such a contribution already; change that one instead of adding another."),
        (
            Contribution(90, 2, 12, lag_days=-1),
            "The lag in days of contribution 90 is -1; it must be from 0 to 36,500 days.",
        ),
        (Dependency(90, 1, 2), "There is such a dependency already; change that one instead of adding another."),
        (Dependency(90, 1, 1), "“Search” cannot depend on itself."),
        (
            Dependency(90, 3, 1),
            "That would make a circle of dependencies: “Search” → “Filters” → “Prices” → “Search”.",
        ),
        (Settings(2), "The portfolio's settings can be changed, but not removed or doubled."),
        (
            Settings(SETTINGS_ID, fiscal_year_start=13),
            "The fiscal year start of “Portfolio” is 13; it must be a month from 1 to 12.",
        ),
    ],
)
def test_a_broken_rule_is_one_sentence(entity: Entity, sentence: str | None) -> None:
    assert broken_by(entity) == sentence


@pytest.mark.parametrize(
    "entity",
    [
        item(impact=-1.0, cost_of_delay=-5.0),
        item(effort_low=2.0, effort_likely=2.0, effort_high=2.0),
        item(planned_start=DAY, planned_end=DAY),
        Outcome(12, "Found", baseline=5.0, target=5.0),
        Dependency(90, 1, 3),
        Product(10, "SHOP"),
        Milestone(90, "Fair", DAY, product=10, outcome=12),
    ],
)
def test_what_is_in_order_passes(entity: Entity) -> None:
    assert broken_by(entity) is None


def test_what_others_refer_to_cannot_go_alone() -> None:
    before = Portfolio.of(BASE)
    removals = {
        1: "“Search” cannot be removed: 1 contribution still refers to it.",
        2: "“Filters” cannot be removed: 1 dependency still refers to it.",
        13: "“Benefit” cannot be removed: 1 rating still refers to it.",
    }
    for entity in BASE:
        if entity.id in removals:
            change_set = ChangeSet("remove", (Change(entity, None),))
            with pytest.raises(RuleBroken) as broken:
                rules.check(before.after(change_set), change_set)
            assert str(broken.value) == removals[entity.id]


def test_a_whole_portfolio_is_checked() -> None:
    assert list(rules.check_all(Portfolio.of(BASE))) == []
    damaged = Portfolio.of(
        [
            *BASE,
            Deliverable(4, "Again", 100),
            Demand(90, 77, 11),
            Dependency(91, 3, 1),
            Dependency(92, 3, 78),
            Product(93, " "),
        ]
    )
    assert sorted(rules.check_all(damaged)) == sorted(
        [
            "A product needs a name.",
            "The deliverable of demand 90 is deliverable 77, which does not exist.",
            "The successor of dependency 92 is deliverable 78, which does not exist.",
            "There is a circle of dependencies: “Filters” → “Prices” → “Search” → “Filters”.",
            "“Search” and “Again” have the same place in the order.",
        ]
    )


def test_a_long_chain_of_dependencies_is_no_circle_and_needs_no_recursion() -> None:
    count = 5000
    chain: list[Entity] = [Deliverable(at, f"Item {at}", at) for at in range(1, count + 1)]
    chain += [Dependency(count + at, at, at + 1) for at in range(1, count)]
    before = Portfolio.of(chain)
    assert list(rules.check_all(before)) == []
    closing = ChangeSet("close", (Change(None, Dependency(3 * count, count, 1)),))
    with pytest.raises(RuleBroken, match=r"“Item 1” → “Item 2” → “Item 3” → “Item 4” → … → “Item 1”\.$"):
        rules.check(before.after(closing), closing)
