"""What a drag on the roadmap would do to the load, from the very action that letting go would run."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from deliverydesk.support.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from deliverydesk.analysis.load_grid import Span
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.roadmap.gestures import Gesture, Meant
    from deliverydesk.ui.panes.roadmap.steps import Steps

    class Looks(Protocol):
        """Shows the load as it would be, and says what matters of it."""

        def look_ahead(self, changes: ChangeSet | Mapping[int, Span | None] | None) -> tuple[str, bool]:
            """Show the load as it would be after changes or with other dates, or without any as it is."""


_MANY = 100
"""So many bars moved at once are not moved by the action at each step, which would take more than a frame."""


class LookAhead:
    """Follows the gestures of one roadmap. What is meant for as long as the pointer stays is worked out once."""

    def __init__(self, portfolio: Callable[[], Portfolio], steps: Steps, strip: Looks) -> None:
        self._portfolio, self._steps, self._strip = portfolio, steps, strip
        self._meant: Meant | None = None
        self._told = ("", False)

    def __call__(self, gesture: Gesture | None) -> tuple[str, bool]:
        """Show what the gesture would do; the words for it, and whether they tell of an overload. None ends it."""
        asked = getattr(gesture, "meant", None)
        meant = asked() if asked is not None else None
        if meant != self._meant:
            self._meant = meant
            self._told = self._strip.look_ahead(self._changes(meant))
        return self._told

    def _changes(self, meant: Meant | None) -> ChangeSet | dict[int, Span | None] | None:
        if meant is None:
            return None
        kind, values = meant
        if kind == "move" and values[2] is None and len(values[0]) > _MANY:
            return self._moved(values[0], timedelta(days=values[1]))
        try:
            return self._steps.action(meant)(self._portfolio())
        except DeskError:
            # letting go will say why
            return None

    def _moved(self, ids: Sequence[int], by: timedelta) -> dict[int, Span | None] | None:
        """The dates that many items would have. Those with one date alone ask for no capacity, then as now."""
        table = self._portfolio().deliverables
        try:
            return {
                one: (item.planned_start + by, item.planned_end + by)
                for one in ids
                if (item := table[one]).planned_start is not None and item.planned_end is not None
            }
        except OverflowError:
            return None
