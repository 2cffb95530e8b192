"""The entities of a portfolio: frozen, known by id, never holding one another.

Every id is unique within the portfolio, whatever the entity. References to other entities are ids and end in
nothing special: `Deliverable.product` is the id of a Product. Effort is in person-weeks, money in the
portfolio's currency, shares are between 0 and 1.
"""

from typing import NamedTuple

from deliverydesk.domain.entities.desk import SETTINGS_ID, Pack, SavedView, Settings
from deliverydesk.domain.entities.entity import Entity, caption, field_names, singular
from deliverydesk.domain.entities.people import Absence, Team
from deliverydesk.domain.entities.purpose import (
    AgendaItem,
    Event,
    EventMark,
    FormerTarget,
    Measurement,
    Outcome,
    Phase,
    Product,
)
from deliverydesk.domain.entities.work import (
    Baseline,
    BaselineItem,
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Dependency,
    Forecast,
    Milestone,
    MilestoneItem,
    Override,
    Rating,
    StageDate,
    StageLimit,
)

__all__ = [
    "ENTITY_TYPES",
    "REFERENCES",
    "SETTINGS_ID",
    "TABLE_NAMES",
    "Absence",
    "AgendaItem",
    "Baseline",
    "BaselineItem",
    "Contribution",
    "Criterion",
    "Deliverable",
    "Demand",
    "Dependency",
    "Entity",
    "Event",
    "EventMark",
    "Forecast",
    "FormerTarget",
    "Measurement",
    "Milestone",
    "MilestoneItem",
    "Outcome",
    "Override",
    "Pack",
    "Phase",
    "Product",
    "Rating",
    "Reference",
    "SavedView",
    "Settings",
    "StageDate",
    "StageLimit",
    "Team",
    "caption",
    "field_names",
    "singular",
]


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
    "phases": Phase,
    "events": Event,
    "event_marks": EventMark,
    "agenda_items": AgendaItem,
    "stage_dates": StageDate,
    "milestone_items": MilestoneItem,
    "forecasts": Forecast,
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
    Phase: (Reference("outcome", Outcome, owned=True),),
    EventMark: (
        Reference("event", Event, owned=True),
        Reference("outcome", Outcome, owned=True),
        Reference("deliverable", Deliverable, owned=True),
    ),
    AgendaItem: (
        Reference("deliverable", Deliverable, owned=True),
        Reference("outcome", Outcome, owned=True),
        Reference("event", Event, owned=False),
    ),
    StageDate: (Reference("deliverable", Deliverable, owned=True),),
    MilestoneItem: (
        Reference("milestone", Milestone, owned=True),
        Reference("deliverable", Deliverable, owned=True),
    ),
    Forecast: (
        Reference("deliverable", Deliverable, owned=True),
        Reference("milestone", Milestone, owned=True),
        Reference("team", Team, owned=False),
    ),
}
