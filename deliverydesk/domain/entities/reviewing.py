"""Readiness, reviews and decisions: what is vetted, what was looked at, what was chosen, and what might be."""

from datetime import date as Day  # noqa: N812 - entities have a field `date`

from deliverydesk.domain.entities.entity import Entity, entity
from deliverydesk.domain.values import DecisionChoice, GateCheck


@entity
class Gate(Entity):
    """One condition of readiness: before it is met, work is not vetted."""

    id: int
    name: str
    check: GateCheck = GateCheck.MANUAL
    position: int = 0
    valid_days: int | None = None
    """How long a pass holds; None: until it is taken back."""
    notes: str = ""


@entity
class GatePass(Entity):
    """That a deliverable meets a gate: on what evidence, said by whom, and until when that holds."""

    id: int
    gate: int
    deliverable: int
    date: Day
    evidence: str = ""
    approver: str = ""
    expires: Day | None = None


@entity
class Approval(Entity):
    """That a deliverable was vetted as a whole: it may be started as soon as there is capacity."""

    id: int
    deliverable: int
    date: Day
    approver: str
    evidence: str = ""
    expires: Day | None = None
    withdrawn: Day | None = None


@entity
class Review(Entity):
    """A dated pause in which a product, or the whole portfolio, is looked at and decided on."""

    id: int
    date: Day
    name: str
    product: int | None = None
    """None: the whole portfolio."""
    attendees: str = ""
    notes: str = ""
    closed: Day | None = None
    next_date: Day | None = None
    snapshot: str = "{}"
    """A JSON object of the figures as they were when the review was closed."""


@entity
class ReviewEntry(Entity):
    """What a review said of a product or of a deliverable through its three lenses."""

    id: int
    review: int
    product: int | None = None
    deliverable: int | None = None
    outcome: str = ""
    """The lens of the outcome: did it improve, measured?"""
    customers: str = ""
    """The lens of customers' demand."""
    market: str = ""
    """The lens of the market: would we start this today?"""
    evidence: str = "{}"
    """A JSON object of the figures as they were shown; never reckoned anew."""


@entity
class Decision(Entity):
    """A choice with its reason, the evidence as it was, what is expected of it and when to look at it again."""

    id: int
    date: Day
    choice: DecisionChoice
    deliverable: int | None = None
    product: int | None = None
    review: int | None = None
    outcome: int | None = None
    """The outcome on which the expectation is."""
    question: str = ""
    options: str = ""
    reason: str = ""
    evidence: str = "{}"
    """A JSON object of the figures on that day; never reckoned anew."""
    expected: str = ""
    expected_value: float | None = None
    """What the outcome is to read, in its unit, by `expected_by`."""
    expected_by: Day | None = None
    revisit: Day | None = None
    trigger_outcome: int | None = None
    """Look again once this outcome reads above `trigger_above` or below `trigger_below`."""
    trigger_above: float | None = None
    trigger_below: float | None = None
    author: str = ""
    freed: float | None = None
    """Person-weeks that it set free."""
    recovered: float | None = None
    """Value to come of what was started instead, less that of what was stopped; money."""
    resolved: Day | None = None
    result: str = ""
    """What happened, against what was expected."""


@entity
class Assumption(Entity):
    """What a decision takes for granted, and until when that may be believed unseen."""

    id: int
    decision: int
    text: str
    expires: Day | None = None
    held: bool | None = None
    """Whether it was so, once it is known."""


@entity
class FollowUp(Entity):
    """What somebody took on in a review or by a decision."""

    id: int
    text: str
    review: int | None = None
    decision: int | None = None
    owner: str = ""
    due: Day | None = None
    done: Day | None = None


@entity
class Scenario(Entity):
    """A what-if: the changes that lead from the present portfolio to another."""

    id: int
    name: str
    made: Day
    notes: str = ""
    changes: str = "{}"
    """A JSON object of changes against the present portfolio, as `actions.scenarios` writes it."""
