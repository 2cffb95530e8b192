"""Archiving deliverables: kept with their history, and out of sight until they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.wording import several
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def archive_deliverables(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """Archive deliverables: they keep their place in the order, but have no part in ranks, scores and sums."""
    return _set(portfolio, ids, archived=True)


def unarchive_deliverables(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """Take deliverables out of the archive, back to the place in the manager's order that they had."""
    return _set(portfolio, ids, archived=False)


def _set(portfolio: Portfolio, ids: Iterable[int], *, archived: bool) -> ChangeSet:
    draft = Draft(portfolio)
    items = [draft.get(Deliverable, entity_id) for entity_id in dict.fromkeys(ids)]
    changing = [item for item in items if item.archived is not archived]
    for item in changing:
        draft.edit(item, {"archived": archived})
    whom = several(changing or items)
    return draft.change_set(
        tr("archive {items}", items=whom) if archived else tr("take {items} out of the archive", items=whom)
    )
