"""The entities of a portfolio: frozen, known by id, never holding one another.

Every id is unique within the portfolio, whatever the entity. References to other entities are ids and end in
nothing special: `Deliverable.product` is the id of a Product. Effort is in person-weeks, money in the
portfolio's currency, shares are between 0 and 1.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple

from deliverydesk.domain.values import (
    OPEN_STAGES,
    DateStyle,
    Direction,
    Horizon,
    Kind,
    LifeStage,
    MilestoneKind,
    NumberStyle,
    OutcomeKind,
    Period,
    ScoringModel,
    Stage,
)
from deliverydesk.support.memo import per_type


class Entity:
    """Anything in a portfolio that is known by an id. Every entity is a frozen dataclass with `id` first.

    What a dataclass would write anew for each of them, and compile at every start, is written once here: equal are
    two of one type with equal values.
    """

    __slots__ = ()

    id: int
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        values = _values_of(type(self))
        return values(self) == values(other)

    def __hash__(self) -> int:
        return hash(_values_of(type(self))(self))

    def __repr__(self) -> str:
        names, values = field_names(type(self)), _values_of(type(self))(self)
        told = ", ".join(f"{name}={value!r}" for name, value in zip(names, values, strict=True))
        return f"{type(self).__name__}({told})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Settings(Entity):
    """What holds for the whole portfolio. There is exactly one, with id SETTINGS_ID."""

    id: int
    name: str = "Portfolio"
    scoring_model: ScoringModel = ScoringModel.RICE
    reach_period: Period = Period.QUARTER
    ice_as_mean: bool = False
    """ICE is a product by default; some teams average the three. The variant is explicit, never guessed."""
    currency: str = "€"
    fiscal_year_start: int = 1
    """Month, 1 to 12, in which the fiscal year begins."""
    date_style: DateStyle = DateStyle.DAY_MONTH
    number_style: NumberStyle = NumberStyle.POINT
    week_start: int = 1
    """Day, 1 for Monday to 7 for Sunday, on which a week begins."""
    review_cadence_days: int = 30
    """How often a product is reviewed, and an outcome measured, where it says nothing of its own."""
    rank_gap: int = 8
    """From how many ranks between rank and score rank on a move deserves a reason."""


SETTINGS_ID = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Measurement(Entity):
    """One dated value of an outcome."""

    id: int
    outcome: int
    date: date
    value: float
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
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

    @property
    def is_open(self) -> bool:
        """True while the deliverable still competes for capacity: in an open stage, and not archived."""
        return self.stage in OPEN_STAGES and not self.archived


@dataclass(frozen=True, slots=True, eq=False, repr=False)
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Contribution(Entity):
    """Which outcome a deliverable is to move, and by how much."""

    id: int
    deliverable: int
    outcome: int
    expected_change: float | None = None
    lag_days: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Team(Entity):
    """People with a capacity per week."""

    id: int
    name: str
    members: float = 1.0
    """Full-time equivalents."""
    focus: float = 0.8
    """Share of working time that goes to planned work."""
    notes: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Absence(Entity):
    """Leave or another exception to a team's capacity, from `start` to `end`, both included."""

    id: int
    team: int
    start: date
    end: date
    members: float
    """Full-time equivalents that are away."""
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Demand(Entity):
    """Effort that a deliverable needs of a team, in person-weeks."""

    id: int
    deliverable: int
    team: int
    low: float | None = None
    likely: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dependency(Entity):
    """`successor` may not start before `predecessor` has ended."""

    id: int
    predecessor: int
    successor: int
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Milestone(Entity):
    """A dated promise, of delivery or of an outcome."""

    id: int
    name: str
    date: date
    kind: MilestoneKind = MilestoneKind.DELIVERY
    product: int | None = None
    outcome: int | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Criterion(Entity):
    """One criterion of the weighted model. Its scale ends are policy, never taken from the data."""

    id: int
    name: str
    weight: float
    scale_low: float = 1.0
    scale_high: float = 10.0
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rating(Entity):
    """The value of one criterion for one deliverable."""

    id: int
    deliverable: int
    criterion: int
    value: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StageLimit(Entity):
    """How many deliverables may be in one stage at a time."""

    id: int
    stage: Stage
    limit: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Baseline(Entity):
    """A saved plan, to be shown behind the present one."""

    id: int
    name: str
    date: date
    notes: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BaselineItem(Entity):
    """How one deliverable was planned in a baseline."""

    id: int
    baseline: int
    deliverable: int
    planned_start: date | None = None
    planned_end: date | None = None
    effort_likely: float | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SavedView(Entity):
    """A way of looking at one pane, under a name: which columns, filter, order and groups."""

    id: int
    name: str
    pane: str
    state: str = "{}"
    """A JSON object that the pane wrote and only the pane reads."""
    position: int = 0
    """Views of a pane are listed, and presented, in the order of their positions, then of their ids."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pack(Entity):
    """A deck that is made again and again: which slides, on whose template."""

    id: int
    name: str
    slides: tuple[str, ...] = ()
    """Names of exports, as `deliverydesk export --list` gives them, in the order of the slides."""
    template: str = ""
    """Path of a .pptx whose theme, layouts and slides the deck begins with; empty for none."""
    output: str = ""
    """Path of the .pptx that was written last; empty for none."""
    hide_names: bool = False
    """Owners are left out."""


class Reference(NamedTuple):
    """A field that holds the id of another entity."""

    field: str
    target: type[Entity]
    owned: bool
    """True: the referring entity goes when its target goes. False: the field is emptied."""


ENTITY_TYPES: dict[str, type[Entity]] = {
    "settings": Settings,
    "products": Product,
    "teams": Team,
    "absences": Absence,
    "outcomes": Outcome,
    "measurements": Measurement,
    "former_targets": FormerTarget,
    "criteria": Criterion,
    "deliverables": Deliverable,
    "contributions": Contribution,
    "demands": Demand,
    "ratings": Rating,
    "dependencies": Dependency,
    "milestones": Milestone,
    "overrides": Override,
    "stage_limits": StageLimit,
    "baselines": Baseline,
    "baseline_items": BaselineItem,
    "saved_views": SavedView,
    "packs": Pack,
}
"""Every entity type by the plural name of its table, referred-to tables before those that refer to them."""

TABLE_NAMES: dict[type[Entity], str] = {entity_type: name for name, entity_type in ENTITY_TYPES.items()}

REFERENCES: dict[type[Entity], tuple[Reference, ...]] = {
    Outcome: (Reference("product", Product, owned=False),),
    Measurement: (Reference("outcome", Outcome, owned=True),),
    FormerTarget: (Reference("outcome", Outcome, owned=True),),
    Absence: (Reference("team", Team, owned=True),),
    Deliverable: (Reference("product", Product, owned=False),),
    Contribution: (
        Reference("deliverable", Deliverable, owned=True),
        Reference("outcome", Outcome, owned=True),
    ),
    Demand: (Reference("deliverable", Deliverable, owned=True), Reference("team", Team, owned=True)),
    Rating: (
        Reference("deliverable", Deliverable, owned=True),
        Reference("criterion", Criterion, owned=True),
    ),
    Dependency: (
        Reference("predecessor", Deliverable, owned=True),
        Reference("successor", Deliverable, owned=True),
    ),
    Milestone: (Reference("product", Product, owned=False), Reference("outcome", Outcome, owned=False)),
    Override: (Reference("deliverable", Deliverable, owned=True),),
    BaselineItem: (
        Reference("baseline", Baseline, owned=True),
        Reference("deliverable", Deliverable, owned=True),
    ),
}


_CAPITAL = re.compile("(?<=.)(?=[A-Z])")


@per_type
def field_names(entity_type: type[Entity]) -> tuple[str, ...]:
    """The names of an entity's fields in declaration order, `id` first."""
    return tuple(field.name for field in fields(entity_type))


@per_type
def _values_of(entity_type: type[Entity]) -> Callable[[object], tuple[Any, ...]]:
    """What takes all values of an entity, in the order of its fields."""
    return attrgetter(*field_names(entity_type))


def singular(entity_type: type[Entity]) -> str:
    """The entity's name in a sentence: "deliverable", "saved view"."""
    return _CAPITAL.sub(" ", entity_type.__name__).lower()


def caption(entity: Entity) -> str:
    """The words a person knows the entity by, without quotation marks; may be empty."""
    if isinstance(entity, Deliverable):
        return entity.title
    return str(getattr(entity, "name", ""))
