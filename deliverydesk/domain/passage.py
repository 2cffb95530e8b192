"""How a deliverable came to its stages: what a journal remembers of it, and what was written down beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.values import Stage


class StageMove(NamedTuple):
    """One change of a deliverable's stage that was not taken back. None before: it was added; after: removed."""

    deliverable: int
    day: date
    before: Stage | None
    after: Stage | None
