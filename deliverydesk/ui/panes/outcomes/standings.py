"""The rows of all outcomes, kept between changes: an edit of one outcome works out that one alone. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.entities import (
    Contribution,
    Event,
    EventMark,
    FormerTarget,
    Measurement,
    Outcome,
    Phase,
    Product,
    Settings,
)
from deliverydesk.ui.panes.outcomes.words import BoardRow, board_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.trouble import Standing
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def concerns(change_set: ChangeSet) -> bool:
    """Whether these changes may change what the pane says of an outcome, whatever outcome that is."""
    return change_set.touches(
        Outcome, Measurement, Contribution, Product, FormerTarget, Settings, Phase, Event, EventMark
    )


class Standings:
    """Where all outcomes stand. Tell it of every change set, and ask for the rows when they are to be shown."""

    def __init__(self) -> None:
        self._known: dict[int, Standing] = {}
        self._day: date | None = None

    def note(self, change_set: ChangeSet) -> None:
        """Forget what these changes may have changed."""
        if change_set.touches(Product, Settings):
            self._known = {}
            return
        for change in change_set.of(Outcome):
            self._known.pop(change.id, None)
        for change in (*change_set.of(Measurement), *change_set.of(FormerTarget)):
            for image in (change.before, change.after):
                if isinstance(image, Measurement | FormerTarget):
                    self._known.pop(image.outcome, None)

    def rows(self, portfolio: Portfolio, today: date, evidence: Mapping[int, Evidence] | None = None) -> list[BoardRow]:
        """A row for every outcome, in the order they were added; `evidence` is what was found out last."""
        if today != self._day:
            self._known, self._day = {}, today
        rows = board_rows(portfolio, today, self._known, evidence)
        self._known = {row.id: row.standing for row in rows}
        return rows
