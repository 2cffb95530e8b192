"""Actions on an outcome's behaviour chart: where a phase begins, and on which readings its limits stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Outcome, Phase
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import day_words, named
from deliverydesk.support.account import author
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def split_phase(portfolio: Portfolio, outcome: int, start: date, reason: str, locked: date | None = None) -> ChangeSet:
    """Begin a new phase of an outcome on a day, for a reason that is kept with who gave it.

    With `locked` its limits stand on the readings up to that day. Raises RuleBroken without a reason.
    """
    draft = Draft(portfolio)
    known = draft.get(Outcome, outcome)
    words = " ".join(reason.split())
    draft.add(Phase, {"outcome": outcome, "start": start, "locked": locked, "reason": words, "author": author()})
    return draft.change_set(tr("begin a phase of {outcome} on {day}", outcome=named(known), day=day_words(start)))


def lock_limits(portfolio: Portfolio, outcome: int, locked: date | None, reason: str = "") -> ChangeSet:
    """Let the limits of the latest phase stand on its readings up to a day; with None they follow all readings.

    An outcome without a phase gets its first, from its first reading on; that needs a reason too. Raises DeskError
    where there is no reading, or none up to that day.
    """
    draft = Draft(portfolio)
    known = draft.get(Outcome, outcome)
    readings = portfolio.measurements_of(outcome)
    if not readings:
        raise DeskError(tr("{outcome} has no reading yet on which limits could stand.", outcome=named(known)))
    phase = max(portfolio.phases.by("outcome", outcome), key=lambda each: each.start, default=None)
    since = phase.start if phase is not None else readings[0].date
    if locked is not None and not any(since <= each.date <= locked for each in readings):
        raise DeskError(
            tr(
                "There is no reading of {outcome} from {first} to {last}; choose a later day.",
                outcome=named(known),
                first=day_words(since),
                last=day_words(locked),
            )
        )
    if phase is None:
        words = " ".join(reason.split()) or tr("first limits")
        draft.add(Phase, {"outcome": outcome, "start": since, "locked": locked, "reason": words, "author": author()})
    else:
        draft.edit(phase, {"locked": locked})
    if locked is None:
        return draft.change_set(tr("let the limits of {outcome} follow its readings", outcome=named(known)))
    return draft.change_set(
        tr("let the limits of {outcome} stand from {day} on", outcome=named(known), day=day_words(locked))
    )
