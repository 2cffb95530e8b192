"""What to begin when a deliverable of a portfolio is tabled or cancelled: three plans from its vetted backlog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.divergence import IN_FLIGHT
from deliverydesk.analysis.planning.selection.refill import Refill, refill
from deliverydesk.analysis.planning.selection.robust import EFFORT_FACTOR, VALUE_FACTOR, Doubt
from deliverydesk.analysis.planning.selection_of import WEEKS, Selection, selection_of
from deliverydesk.domain.readiness import readiness_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.domain.portfolio import Portfolio


def refill_of(
    portfolio: Portfolio,
    today: date,
    stopped: int,
    *,
    weeks: int = WEEKS,
    seconds: float = 1.0,
    evidence: Mapping[int, Evidence] | None = None,
) -> tuple[Selection, Refill] | None:
    """The plans for a deliverable that stops, with what their indices stand for; None where it is no open work that
    asks for people.

    What is in flight stays, whether it would be chosen or not. People of an item are its person-weeks over the weeks
    of the period.
    """
    found = selection_of(portfolio, today, weeks=weeks, evidence=evidence)
    if stopped not in found.items:
        return None
    items = [portfolio.deliverables[each] for each in found.items]
    present = {at for at, item in enumerate(items) if item.stage in IN_FLIGHT}
    ready = {at for at, item in enumerate(items) if readiness_of(portfolio, item, today).vetted}
    at = found.items.index(stopped)
    people = found.problem.total_effort / weeks
    doubt = Doubt.of(len(items), VALUE_FACTOR, EFFORT_FACTOR, samples=200)
    return found, refill(found.problem, present | {at}, at, ready, np.asarray(people), doubt, seconds)
