"""What came of decisions: which ask to be looked at again, and what was expected against what happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from deliverydesk.domain.values import Direction

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Decision, Measurement, Outcome
    from deliverydesk.domain.portfolio import Portfolio


class Cause(Enum):
    """Why a decision is to be looked at again."""

    DAY = auto()
    """The day to revisit it has come."""
    NUMBER = auto()
    """The outcome that it watches reads beyond its trigger."""
    ASSUMPTION = auto()
    """What it takes for granted has expired, or did not hold."""
    EXPECTATION = auto()
    """The day has come by which something was expected of it."""


@dataclass(frozen=True, slots=True)
class Revisit:
    """A decision that is to be looked at again."""

    decision: int
    deliverable: int | None
    product: int | None
    cause: Cause
    since: date
    reading: float | None = None
    """What the watched outcome reads, where that is the cause."""
    assumption: int | None = None


class Happened(Enum):
    """What was expected, held against what is read."""

    NOTHING_EXPECTED = auto()
    TOO_EARLY = auto()
    """The day by which it was expected is still to come, and it is not reached yet."""
    NOT_MEASURED = auto()
    """The day is over, and there is no reading since the decision."""
    REACHED = auto()
    MISSED = auto()


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What was expected of a decision against what happened."""

    decision: int
    happened: Happened
    expected: float | None
    by: date | None
    read: float | None
    """The last reading up to the day by which it was expected, taken after the decision."""
    read_on: date | None


def revisits(portfolio: Portfolio, today: date) -> tuple[Revisit, ...]:
    """Decisions that nobody has resolved and that ask to be looked at again, the longest waiting first."""
    found: list[Revisit] = []
    for decision in portfolio.decisions:
        found += asks_again(portfolio, decision, today)
    return tuple(sorted(found, key=lambda each: (each.since, each.decision)))


def aftermath(portfolio: Portfolio, decision: Decision, today: date) -> Aftermath:
    """What was expected of a decision against the outcome's readings."""
    expected, by = decision.expected_value, decision.expected_by
    if expected is None or decision.outcome is None:
        return Aftermath(decision.id, Happened.NOTHING_EXPECTED, expected, by, None, None)
    outcome = portfolio.outcomes[decision.outcome]
    end = today if by is None else min(by, today)
    since = [each for each in portfolio.measurements_of(outcome.id) if decision.date < each.date <= end]
    last = since[-1] if since else None
    happened = _happened(outcome, expected, last, over=by is not None and by <= today)
    return Aftermath(
        decision.id, happened, expected, by, None if last is None else last.value, None if last is None else last.date
    )


def _happened(outcome: Outcome, expected: float, last: Measurement | None, *, over: bool) -> Happened:
    if last is None:
        return Happened.NOT_MEASURED if over else Happened.TOO_EARLY
    if _reaches(outcome, last.value, expected):
        return Happened.REACHED
    return Happened.MISSED if over else Happened.TOO_EARLY


def _reaches(outcome: Outcome, value: float, expected: float) -> bool:
    if outcome.direction is Direction.DOWN:
        return value <= expected
    if outcome.direction is Direction.UP:
        return value >= expected
    low, high = outcome.hold_low, outcome.hold_high
    return (low is None or value >= low) and (high is None or value <= high)


def asks_again(portfolio: Portfolio, decision: Decision, today: date) -> list[Revisit]:
    """Why a decision asks to be looked at again; nothing once it is resolved.

    Who has decided on the same thing since has looked at it, so that what came due before asks no more; an assumption
    that did not hold does.
    """
    if decision.resolved is not None:
        return []

    def revisit(cause: Cause, since: date, reading: float | None = None, assumption: int | None = None) -> Revisit:
        return Revisit(decision.id, decision.deliverable, decision.product, cause, since, reading, assumption)

    found = []
    if decision.revisit is not None and decision.revisit <= today:
        found.append(revisit(Cause.DAY, decision.revisit))
    if decision.trigger_outcome is not None:
        readings = [
            each for each in portfolio.measurements_of(decision.trigger_outcome) if decision.date < each.date <= today
        ]
        crossed = next((each for each in readings if _beyond(decision, each.value)), None)
        if crossed is not None:
            found.append(revisit(Cause.NUMBER, crossed.date, readings[-1].value))
    for each in portfolio.assumptions.by("decision", decision.id):
        if each.held is False:
            found.append(revisit(Cause.ASSUMPTION, decision.date, assumption=each.id))
        elif each.held is None and each.expires is not None and each.expires <= today:
            found.append(revisit(Cause.ASSUMPTION, each.expires, assumption=each.id))
    if decision.expected_by is not None and decision.expected_by <= today:
        found.append(revisit(Cause.EXPECTATION, decision.expected_by))
    last = _decided_last(portfolio, decision)
    return [each for each in found if last is None or each.since > last or _failed(portfolio, each)]


def _decided_last(portfolio: Portfolio, decision: Decision) -> date | None:
    """The day of the last decision after this one on the same deliverable or product."""
    if decision.deliverable is not None:
        same = portfolio.decisions.by("deliverable", decision.deliverable)
    else:
        same = portfolio.decisions.by("product", decision.product)
    return max((each.date for each in same if (each.date, each.id) > (decision.date, decision.id)), default=None)


def _failed(portfolio: Portfolio, revisit: Revisit) -> bool:
    return revisit.assumption is not None and portfolio.assumptions[revisit.assumption].held is False


def _beyond(decision: Decision, value: float) -> bool:
    above, below = decision.trigger_above, decision.trigger_below
    return (above is not None and value > above) or (below is not None and value < below)
