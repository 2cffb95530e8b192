"""Adding tags to deliverables beside the ones that each has, and taking some of them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.wording import quoted, several
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def add_tags(portfolio: Portfolio, ids: Iterable[int], tags: Sequence[str]) -> ChangeSet:
    """Give deliverables these tags as well; those that they have stay, none comes twice, and an empty one is none."""
    added = list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    for item in items:
        draft.edit(item, {"tags": tuple(dict.fromkeys((*item.tags, *added)))})
    return draft.change_set(tr("tag {items} {tags}", items=several(items), tags=quoted(", ".join(added))))


def remove_tags(portfolio: Portfolio, ids: Iterable[int], tags: Sequence[str]) -> ChangeSet:
    """Take these tags off deliverables, however they are written; their other tags stay."""
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    unwanted = {tag.strip().casefold() for tag in tags}
    for item in items:
        draft.edit(item, {"tags": tuple(tag for tag in item.tags if tag.casefold() not in unwanted)})
    return draft.change_set(tr("take the tag {tags} off {items}", tags=quoted(", ".join(tags)), items=several(items)))
