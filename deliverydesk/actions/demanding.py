"""Actions on what a deliverable needs of its teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.effort import Effort, format_effort
from deliverydesk.domain.entities import Deliverable, Demand, Team
from deliverydesk.domain.wording import named

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def add_team(portfolio: Portfolio, deliverable: int, team: int) -> ChangeSet:
    """Let a team work on a deliverable too. How much is not yet known; the other teams keep what they have."""
    draft = Draft(portfolio)
    item, added = draft.get(Deliverable, deliverable), draft.get(Team, team)
    draft.add(Demand, {"deliverable": item.id, "team": added.id})
    return draft.change_set(f"let {named(added)} work on {named(item)}")


def set_demand(portfolio: Portfolio, demand: int, effort: Effort) -> ChangeSet:
    """Set the person-weeks that a deliverable needs of a team."""
    draft = Draft(portfolio)
    entity = draft.get(Demand, demand)
    item, team = portfolio.deliverables[entity.deliverable], portfolio.teams[entity.team]
    draft.edit(entity, effort._asdict())
    words = format_effort(*effort)
    what = f"{words} person-weeks" if words else "an effort not yet known"
    return draft.change_set(f"need {what} of {named(team)} for {named(item)}")


def remove_demand(portfolio: Portfolio, demand: int) -> ChangeSet:
    """Take a team off a deliverable; the others keep what they have."""
    draft = Draft(portfolio)
    entity = draft.get(Demand, demand)
    item, team = portfolio.deliverables[entity.deliverable], portfolio.teams[entity.team]
    draft.remove(entity)
    return draft.change_set(f"take {named(team)} off {named(item)}")
