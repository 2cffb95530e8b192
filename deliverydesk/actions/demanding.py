"""Actions on what a deliverable needs of its teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.effort import Effort, format_effort
from deliverydesk.domain.entities import Deliverable, Demand, Team
from deliverydesk.domain.wording import named
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def add_team(portfolio: Portfolio, deliverable: int, team: int) -> ChangeSet:
    """Let a team work on a deliverable too. How much is not yet known; the other teams keep what they have."""
    draft = Draft(portfolio)
    item, added = draft.get(Deliverable, deliverable), draft.get(Team, team)
    draft.add(Demand, {"deliverable": item.id, "team": added.id})
    return draft.change_set(tr("let {team} work on {item}", team=named(added), item=named(item)))


def set_demand(portfolio: Portfolio, demand: int, effort: Effort) -> ChangeSet:
    """Set the person-weeks that a deliverable needs of a team."""
    draft = Draft(portfolio)
    entity = draft.get(Demand, demand)
    item, team = portfolio.deliverables[entity.deliverable], portfolio.teams[entity.team]
    draft.edit(entity, effort._asdict())
    words = format_effort(*effort)
    if not words:
        unknown = tr("need an effort not yet known of {team} for {item}", team=named(team), item=named(item))
        return draft.change_set(unknown)
    return draft.change_set(
        tr("need {effort} person-weeks of {team} for {item}", effort=words, team=named(team), item=named(item))
    )


def remove_demand(portfolio: Portfolio, demand: int) -> ChangeSet:
    """Take a team off a deliverable; the others keep what they have."""
    draft = Draft(portfolio)
    entity = draft.get(Demand, demand)
    item, team = portfolio.deliverables[entity.deliverable], portfolio.teams[entity.team]
    draft.remove(entity)
    return draft.change_set(tr("take {team} off {item}", team=named(team), item=named(item)))
