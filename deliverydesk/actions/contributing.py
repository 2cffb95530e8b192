"""Actions on what deliverables are to move: a deliverable may be to move several outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Contribution, Deliverable, Outcome
from deliverydesk.domain.wording import article, named, several
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def add_contributions(portfolio: Portfolio, outcome: int, deliverables: Iterable[int]) -> ChangeSet:
    """Let deliverables move an outcome as well as what they are to move already. Those that do are left alone."""
    draft = Draft(portfolio)
    target = draft.get(Outcome, outcome)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(deliverables)]
    known = {contribution.deliverable for contribution in portfolio.contributions.by("outcome", outcome)}
    for item in items:
        if item.id not in known:
            draft.add(Contribution, {"deliverable": item.id, "outcome": outcome})
    return draft.change_set(tr("let {items} move {outcome} too", items=several(items), outcome=named(target)))


def remove_contributions(portfolio: Portfolio, contributions: Iterable[int]) -> ChangeSet:
    """Take contributions away; deliverables and outcomes stay."""
    draft = Draft(portfolio)
    entities = [draft.get(Contribution, entity_id) for entity_id in dict.fromkeys(contributions)]
    for entity in entities:
        draft.remove(entity)
    items = [portfolio.deliverables[entity.deliverable] for entity in entities]
    outcomes = {entity.outcome for entity in entities}
    if len(outcomes) > 1:
        return draft.change_set(tr("no longer let {items} move their outcomes", items=several(items)))
    moved = named(portfolio.outcomes[outcomes.pop()]) if outcomes else article("outcome")
    return draft.change_set(tr("no longer let {items} move {outcome}", items=several(items), outcome=moved))
