"""Work: deliverables, what they need and are to move, how they are judged, planned and forecast."""

from datetime import date

from deliverydesk.domain.entities.entity import Entity, entity
from deliverydesk.domain.values import (
    OPEN_STAGES,
    GuardrailBasis,
    GuardrailDimension,
    Horizon,
    Kind,
    MilestoneKind,
    Period,
    ScoringModel,
    Stage,
)


@entity
class Deliverable(Entity):
    """A piece of work competing for capacity."""

    id: int
    title: str
    order_key: int
    """Sparse 64-bit key of the manager's order: one move writes one row. See `domain.ranking`."""
    product: int | None = None
    need: str = ""
    kind: Kind = Kind.FEATURE
    stage: Stage = Stage.IDEA
    theme: str = ""
    horizon: Horizon | None = None
    owner: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    external_key: str = ""
    """The key of the item in the tool it was imported from; importing again updates by it."""
    effort_low: float | None = None
    effort_likely: float | None = None
    effort_high: float | None = None
    remaining: float | None = None
    """Effort still to do in person-weeks: an estimate to complete, not plan minus calendar."""
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    target_date: date | None = None
    cost: float | None = None
    spent: float | None = None
    # RICE
    reach: float | None = None
    reach_period: Period | None = None
    impact: float | None = None
    confidence: float | None = None
    # ICE, each 1 to 10
    ice_impact: float | None = None
    ice_confidence: float | None = None
    ice_ease: float | None = None
    # WSJF, relative sizes
    business_value: float | None = None
    time_criticality: float | None = None
    risk_opportunity: float | None = None
    job_size: float | None = None
    # CD3
    cost_of_delay: float | None = None
    """Money lost per week of delay."""
    duration_weeks: float | None = None
    archived: bool = False
    """Kept with its history, but shown only where archived items are asked for."""
    pinned: bool = False
    """Its planned dates are law: no schedule made by the desk moves them."""
    must_do: bool = False
    """Every plan has it: a law, a contract, a promise."""
    earliest_start: date | None = None
    choice_group: str = ""
    """At most one deliverable of a group is done: either one or the other."""

    @property
    def is_open(self) -> bool:
        """True while the deliverable still competes for capacity: in an open stage, and not archived."""
        return self.stage in OPEN_STAGES and not self.archived


@entity
class Contribution(Entity):
    """Which outcome a deliverable is to move, and by how much."""

    id: int
    deliverable: int
    outcome: int
    expected_change: float | None = None
    lag_days: int | None = None
    confidence: float | None = None


@entity
class Demand(Entity):
    """Effort that a deliverable needs of a team, in person-weeks."""

    id: int
    deliverable: int
    team: int
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    skill: str = ""
    """What the work asks its people to be able to do."""


@entity
class Dependency(Entity):
    """`successor` may not start before `predecessor` has ended."""

    id: int
    predecessor: int
    successor: int
    reason: str = ""


@entity
class StageDate(Entity):
    """The day on which a deliverable came to a stage, where the portfolio's own history does not know it."""

    id: int
    deliverable: int
    stage: Stage
    date: date


@entity
class StageLimit(Entity):
    """How many deliverables may be in one stage at a time."""

    id: int
    stage: Stage
    limit: int


@entity
class Guardrail(Entity):
    """A band within which the share of effort of one horizon, theme, kind or product is to stay."""

    id: int
    dimension: GuardrailDimension
    value: str
    """Of a horizon or a kind its value ("2", "debt"), of a theme its words, of a product its id."""
    low: float | None = None
    target: float | None = None
    high: float | None = None
    basis: GuardrailBasis = GuardrailBasis.PLANNED


@entity
class Criterion(Entity):
    """One criterion of the weighted model. Its scale ends are policy, never taken from the data."""

    id: int
    name: str
    weight: float
    scale_low: float = 1.0
    scale_high: float = 10.0
    lower_is_better: bool = False


@entity
class Rating(Entity):
    """The value of one criterion for one deliverable."""

    id: int
    deliverable: int
    criterion: int
    value: float


@entity
class Override(Entity):
    """A move that went against the score, with its reason: to be judged once it is known who was right."""

    id: int
    deliverable: int
    date: date
    rank_before: int
    rank_after: int
    score_rank: int | None = None
    scoring_model: ScoringModel = ScoringModel.RICE
    reason: str = ""


@entity
class Milestone(Entity):
    """A dated promise, of delivery or of an outcome."""

    id: int
    name: str
    date: date
    kind: MilestoneKind = MilestoneKind.DELIVERY
    product: int | None = None
    outcome: int | None = None
    notes: str = ""


@entity
class MilestoneItem(Entity):
    """A deliverable that must be done for a milestone to be met."""

    id: int
    milestone: int
    deliverable: int


@entity
class Baseline(Entity):
    """A saved plan, to be shown behind the present one."""

    id: int
    name: str
    date: date
    notes: str = ""


@entity
class BaselineItem(Entity):
    """How one deliverable was planned in a baseline."""

    id: int
    baseline: int
    deliverable: int
    planned_start: date | None = None
    planned_end: date | None = None
    effort_likely: float | None = None


@entity
class Forecast(Entity):
    """A forecast as it was made, kept so that the desk can be held to it: of a deliverable's end, or of a milestone."""

    id: int
    made: date
    deliverable: int | None = None
    milestone: int | None = None
    team: int | None = None
    """Whose capacity decided, where one team did."""
    p50: date | None = None
    p85: date | None = None
    p95: date | None = None
    by: date | None = None
    """The day that `chance` is about."""
    chance: float | None = None
    inputs: str = "{}"
    """A JSON object: what it was reckoned from."""
