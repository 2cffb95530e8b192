"""What a drag on the roadmap would do to the load, from the very action that letting go would run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from deliverydesk.support.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.roadmap.gestures import Gesture, Meant
    from deliverydesk.ui.panes.roadmap.steps import Steps

    class Looks(Protocol):
        """Shows the load as it would be, and says what matters of it."""

        def look_ahead(self, change_set: ChangeSet | None) -> tuple[str, bool]:
            """Show the load after changes, or without any as it is."""


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
            self._told = self._strip.look_ahead(self._change_set(meant))
        return self._told

    def _change_set(self, meant: Meant | None) -> ChangeSet | None:
        if meant is None:
            return None
        try:
            return self._steps.action(meant)(self._portfolio())
        except DeskError:
            # letting go will say why
            return None
