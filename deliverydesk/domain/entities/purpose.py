"""What work is for: products, the outcomes wanted of them, what was read, and what came between."""

from datetime import date

from deliverydesk.domain.entities.entity import Entity, entity
from deliverydesk.domain.values import Direction, LifeStage, OutcomeKind, Proposal


@entity
class Product(Entity):
    """A lasting thing that serves a customer's need."""

    id: int
    name: str
    code: str = ""
    """Two letters drawn beside the product's colour, so that colour is never the only sign."""
    customer: str = ""
    need: str = ""
    life_stage: LifeStage = LifeStage.BUILD
    owner: str = ""
    upkeep_share: float = 0.0
    review_cadence_days: int | None = None
    notes: str = ""


@entity
class Outcome(Entity):
    """A measurable change wanted for a customer or the business."""

    id: int
    name: str
    product: int | None = None
    metric: str = ""
    unit: str = ""
    direction: Direction = Direction.UP
    kind: OutcomeKind = OutcomeKind.LEADING
    baseline: float | None = None
    baseline_date: date | None = None
    target: float | None = None
    """For up and down: the value to reach. For hold: unused; `hold_low` and `hold_high` bound the value."""
    hold_low: float | None = None
    hold_high: float | None = None
    due: date | None = None
    owner: str = ""
    notes: str = ""
    smallest_change: float | None = None
    """The smallest change that matters to the manager, in the unit: below it an outcome is called flat."""
    lag_days: int | None = None
    """How long after a launch nothing is to be expected; declared before, so that it cannot be stretched later."""
    window_days: int | None = None
    """How many days back each reading covers; longer than the step between readings, they overlap and are thinned."""
    frozen: date | None = None
    """The day on which baseline, target and due date were settled; from then on a change of them is a step."""
    frozen_by: str = ""


@entity
class Measurement(Entity):
    """One dated value of an outcome."""

    id: int
    outcome: int
    date: date
    value: float
    note: str = ""
    source: str = ""
    base: float | None = None
    """What the value is a share of, where it is a rate: 600 visits of which 12 % signed up."""


@entity
class FormerTarget(Entity):
    """What an outcome was to reach before that was changed: a step in its chart, never a silent correction."""

    id: int
    outcome: int
    until: date
    """The day of the change; from it on the next former target holds, or the outcome's own."""
    baseline: float | None = None
    target: float | None = None
    hold_low: float | None = None
    hold_high: float | None = None
    due: date | None = None
    reason: str = ""
    author: str = ""
    """Who changed it."""


@entity
class Phase(Entity):
    """A phase of an outcome's behaviour chart: its limits stand on readings of its own, for a reason that is kept."""

    id: int
    outcome: int
    start: date
    locked: date | None = None
    """The limits are reckoned from the readings between `start` and this day, both included, and then stay."""
    reason: str = ""
    author: str = ""


@entity
class Event(Entity):
    """Something from outside, "black ice": a market shift, a law, an outage. Without an end it is one day."""

    id: int
    name: str
    start: date
    end: date | None = None
    notes: str = ""


@entity
class EventMark(Entity):
    """An outcome or a deliverable that an event touches, and that is to be looked at afresh."""

    id: int
    event: int
    outcome: int | None = None
    deliverable: int | None = None
    seen: date | None = None
    """The day on which somebody took that fresh look."""


@entity
class AgendaItem(Entity):
    """Something for the next review: what is proposed, with the evidence as it was when it was raised."""

    id: int
    raised: date
    proposal: Proposal
    deliverable: int | None = None
    outcome: int | None = None
    event: int | None = None
    """What explains it, where that is what is proposed."""
    reason: str = ""
    until: date | None = None
    """Until when to wait."""
    evidence: str = "{}"
    """A JSON object of the figures on that day; never reckoned anew."""
    closed: date | None = None
