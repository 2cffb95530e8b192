"""Saved views: ways of looking at a pane that are kept under a name, in an order of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import SavedView
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import named, quoted, several
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def views_of(portfolio: Portfolio, pane: str) -> list[SavedView]:
    """The views of a pane, in their order."""
    return sorted(portfolio.saved_views.by("pane", pane), key=lambda view: (view.position, view.id))


def save_view(portfolio: Portfolio, pane: str, name: str, state: str) -> ChangeSet:
    """Keep a way of looking at a pane under a name, after its other views; a view of that name is replaced.

    `state` is the JSON object that the pane wrote.
    """
    name = name.strip()
    if not name:
        raise DeskError(tr("Give the view a name."))
    draft, views = Draft(portfolio), views_of(portfolio, pane)
    same = next((view for view in views if view.name.casefold() == name.casefold()), None)
    if same is not None:
        draft.edit(same, {"name": name, "state": state})
    else:
        position = max((view.position for view in views), default=-1) + 1
        draft.add(SavedView, {"pane": pane, "name": name, "state": state, "position": position})
    return draft.change_set(tr("save the view {name}", name=quoted(name)))


def update_view(portfolio: Portfolio, view: int, state: str) -> ChangeSet:
    """Let a view be how its pane looks now."""
    draft = Draft(portfolio)
    kept = draft.get(SavedView, view)
    draft.edit(kept, {"state": state})
    return draft.change_set(tr("update the view {view}", view=named(kept)))


def rename_view(portfolio: Portfolio, view: int, name: str) -> ChangeSet:
    """Give a view another name."""
    name = name.strip()
    if not name:
        raise DeskError(tr("Give the view a name."))
    draft = Draft(portfolio)
    kept = draft.get(SavedView, view)
    draft.edit(kept, {"name": name})
    return draft.change_set(tr("rename the view {view} to {name}", view=named(kept), name=quoted(name)))


def delete_view(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """Delete views. How the panes look now stays."""
    draft = Draft(portfolio)
    kept = [draft.get(SavedView, view) for view in dict.fromkeys(ids)]
    for view in kept:
        draft.remove(view)
    return draft.change_set(
        tr("delete the view {view}", view=named(kept[0]))
        if len(kept) == 1
        else tr("delete {items}", items=several(kept))
    )


def move_view(portfolio: Portfolio, view: int, position: int) -> ChangeSet:
    """Put a view at a position, from 1, among the views of its pane."""
    draft = Draft(portfolio)
    moved = draft.get(SavedView, view)
    order = [each for each in views_of(portfolio, moved.pane) if each.id != view]
    order.insert(min(max(position - 1, 0), len(order)), moved)
    for place, each in enumerate(order):
        draft.edit(each, {"position": place})
    return draft.change_set(tr("move the view {view}", view=named(moved)))
