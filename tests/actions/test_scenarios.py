"""What-ifs: laid over the portfolio as it is, whatever was done to it since, and promoted in one step."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import backlog, records, roadmap, scenarios
from deliverydesk.domain import rules
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Deliverable, Demand, Person, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support.clock import today

STEP = 1 << 40
CHAT, FORMS, WEB = 1, 2, 3
BASE = Portfolio.of(
    [
        Deliverable(CHAT, "Chat", STEP, planned_start=today(), planned_end=today()),
        Deliverable(FORMS, "Forms", 2 * STEP),
        Team(WEB, "Web", 5, 0.8),
        Demand(4, CHAT, WEB, likely=3),
    ]
)


def after(portfolio: Portfolio, change_set: ChangeSet) -> Portfolio:
    """The portfolio after a step that breaks no rule."""
    then = portfolio.after(change_set)
    rules.check(then, change_set)
    return then


def begun(portfolio: Portfolio = BASE, **given: float) -> tuple[Portfolio, int]:
    made = after(portfolio, scenarios.new_scenario(portfolio, "What if", **given))  # type: ignore[arg-type]
    return made, next(iter(made.scenarios)).id


def test_less_capacity_is_supposed_and_nothing_has_changed() -> None:
    made, scenario = begun(capacity=0.9)
    assert made.teams[WEB] == BASE.teams[WEB]
    assert scenarios.supposed(made, scenario).portfolio.teams[WEB].focus == 0.8 * 0.9


def test_more_capacity_is_more_focus_and_then_more_people() -> None:
    made, scenario = begun(capacity=1.5)
    team = scenarios.supposed(made, scenario).portfolio.teams[WEB]
    assert (team.focus, team.members) == (1.0, pytest.approx(6))
    peopled = Portfolio.of([*BASE.entities(), Person(50, WEB, "Ada"), Person(51, WEB, "Bo")])
    made = after(peopled, scenarios.new_scenario(peopled, "Hire", hires={WEB: 1.5}))
    (scenario,) = (each.id for each in made.scenarios)
    shares = [person.share for person in scenarios.supposed(made, scenario).portfolio.people]
    assert sorted(shares) == [0.5, 1, 1, 1]


def test_any_action_can_be_supposed_and_is_promoted_with_a_baseline() -> None:
    made, scenario = begun()
    made = after(made, scenarios.suppose(made, scenario, lambda now: backlog.add_deliverable(now, {"title": "New"})))
    made = after(made, scenarios.suppose(made, scenario, lambda now: backlog.move_deliverables(now, [FORMS], 1)))
    assert len(made.deliverables) == 2
    promoted = after(made, scenarios.promote(made, scenario))
    assert [promoted.deliverables[each].title for each in promoted.ranking.ids] == ["Forms", "Chat", "New"]
    assert [each.name for each in promoted.baselines] == ["Before What if"]
    assert not promoted.scenarios
    assert promoted.after(scenarios.promote(made, scenario).inverse()) == made


def test_what_was_done_since_is_in_it_and_the_scenario_overrules() -> None:
    made, scenario = begun()
    made = after(
        made, scenarios.suppose(made, scenario, lambda now: backlog.edit_deliverables(now, [CHAT], {"title": "Talk"}))
    )
    made = after(made, backlog.edit_deliverables(made, [CHAT], {"title": "Chat 2", "owner": "Ada"}))
    laid = scenarios.supposed(made, scenario)
    assert (laid.portfolio.deliverables[CHAT].title, laid.portfolio.deliverables[CHAT].owner) == ("Talk", "Ada")
    assert laid.overruled == ((Deliverable, CHAT, "title"),)


def test_ids_that_were_used_since_are_given_anew_and_what_is_gone_is_counted() -> None:
    made, scenario = begun()
    made = after(
        made, scenarios.suppose(made, scenario, lambda now: backlog.add_deliverable(now, {"title": "A"}, team=WEB))
    )
    made = after(
        made, scenarios.suppose(made, scenario, lambda now: backlog.edit_deliverables(now, [FORMS], {"owner": "Bo"}))
    )
    made = after(made, backlog.add_deliverable(made, {"title": "B"}))
    made = after(made, records.delete(made, Deliverable, [FORMS]))
    laid = scenarios.supposed(made, scenario)
    assert sorted(item.title for item in laid.portfolio.deliverables) == ["A", "B", "Chat"]
    (added,) = (item for item in laid.portfolio.deliverables if item.title == "A")
    assert [demand.team for demand in laid.portfolio.demands.by("deliverable", added.id)] == [WEB]
    assert laid.lost == 1
    after(made, scenarios.promote(made, scenario))


@given(st.lists(st.sampled_from(["title", "rank", "plan", "team"]), max_size=6))
def test_promoted_it_is_what_was_supposed(steps: list[str]) -> None:
    made, scenario = begun(capacity=1.2)
    for n, step in enumerate(steps):

        def action(now: Portfolio, step: str = step, n: int = n) -> ChangeSet:
            if step == "title":
                return backlog.edit_deliverables(now, [FORMS], {"title": f"Forms {n}"})
            if step == "rank":
                return backlog.move_deliverables(now, [CHAT], 1 + n % 2)
            if step == "plan":
                return roadmap.schedule(now, FORMS, today(), today())
            return backlog.add_deliverable(now, {"title": f"New {n}"}, team=WEB)

        made = after(made, scenarios.suppose(made, scenario, action))
    expected = scenarios.supposed(made, scenario).portfolio
    promoted = after(made, scenarios.promote(made, scenario))
    assert {item.title for item in promoted.deliverables} == {item.title for item in expected.deliverables}
    assert promoted.ranking.ids == expected.ranking.ids
    assert list(promoted.teams) == list(expected.teams)


def test_teams_give_more_or_less_each_for_itself() -> None:
    two = Portfolio.of([*BASE.entities(), Team(60, "App", 4, 0.5)])
    made = after(two, scenarios.new_scenario(two, "Both", capacity=0.9, capacities={60: 1.2}, hires={WEB: 2}))
    (scenario,) = (each.id for each in made.scenarios)
    teams = scenarios.supposed(made, scenario).portfolio.teams
    assert (teams[WEB].focus, teams[WEB].members) == (pytest.approx(0.72), 7)
    assert teams[60].focus == pytest.approx(0.6)


@pytest.mark.parametrize("given", [{"capacity": 0.0}, {"capacities": {WEB: -1.0}}, {"hires": {WEB: -1.0}}])
def test_what_no_team_can_give_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(DeskError, match=r"above 0 and at most 10|from 0 to 100 people"):
        scenarios.new_scenario(BASE, "No", **given)
