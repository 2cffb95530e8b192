"""What a saved view keeps: the state that its pane wrote, as JSON. No Qt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliverydesk.domain.entities import SavedView

OWN = "view"
"""The key under which a pane remembers which view it shows; views themselves keep nothing of it."""


def state_of(view: SavedView) -> dict[str, Any]:
    """What a view keeps; nothing where that is no JSON object."""
    try:
        state = json.loads(view.state)
    except (ValueError, RecursionError):
        return {}
    return state if isinstance(state, dict) else {}


def written(state: dict[str, Any]) -> str:
    """A pane's state as a view keeps it: the same state is always the same text."""
    kept = {key: value for key, value in state.items() if key != OWN}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def fits(kept: object, shown: object) -> bool:
    """Whether all that a view keeps is found in what a pane shows; the pane may know more."""
    if isinstance(kept, dict) and isinstance(shown, dict):
        return all(fits(value, shown.get(key, _NOTHING)) for key, value in kept.items())
    if isinstance(kept, list) and isinstance(shown, list):
        return all(any(fits(value, other) for other in shown) for value in kept)
    return kept == shown


_NOTHING = object()
