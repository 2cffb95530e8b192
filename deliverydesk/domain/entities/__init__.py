"""The entities of a portfolio: frozen, known by id, never holding one another.

Every id is unique within the portfolio, whatever the entity. References to other entities are ids and end in
nothing special: `Deliverable.product` is the id of a Product. Effort is in person-weeks, money in the
portfolio's currency, shares are between 0 and 1.
"""

from typing import NamedTuple

from deliverydesk.domain.entities.desk import SETTINGS_ID, Pack, SavedView, Settings
from deliverydesk.domain.entities.entity import Entity, caption, field_names, singular
from deliverydesk.domain.entities.people import Absence, AcceptedLoad, Allocation, Holiday, Loan, Person, Team
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
from deliverydesk.domain.entities.reviewing import (
    Approval,
    Assumption,
    Decision,
    FollowUp,
    Gate,
    GatePass,
    Review,
    ReviewEntry,
    Scenario,
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
    Guardrail,
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
    "AcceptedLoad",
    "AgendaItem",
    "Allocation",
    "Approval",
    "Assumption",
    "Baseline",
    "BaselineItem",
    "Contribution",
    "Criterion",
    "Decision",
    "Deliverable",
    "Demand",
    "Dependency",
    "Entity",
    "Event",
    "EventMark",
    "FollowUp",
    "Forecast",
    "FormerTarget",
    "Gate",
    "GatePass",
    "Guardrail",
    "Holiday",
    "Loan",
    "Measurement",
    "Milestone",
    "MilestoneItem",
    "Outcome",
    "Override",
    "Pack",
    "Person",
    "Phase",
    "Product",
    "Rating",
    "Reference",
    "Review",
    "ReviewEntry",
    "SavedView",
    "Scenario",
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
    "people": Person,
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
    "holidays": Holiday,
    "loans": Loan,
    "accepted_loads": AcceptedLoad,
    "allocations": Allocation,
    "guardrails": Guardrail,
    "gates": Gate,
    "gate_passes": GatePass,
    "approvals": Approval,
    "reviews": Review,
    "review_entries": ReviewEntry,
    "decisions": Decision,
    "assumptions": Assumption,
    "follow_ups": FollowUp,
    "scenarios": Scenario,
}
"""Every entity type by the plural name of its table, referred-to tables before those that refer to them."""

TABLE_NAMES: dict[type[Entity], str] = {entity_type: name for name, entity_type in ENTITY_TYPES.items()}

REFERENCES: dict[type[Entity], tuple[Reference, ...]] = {
    Outcome: (Reference("product", Product, owned=False),),
    Measurement: (Reference("outcome", Outcome, owned=True),),
    FormerTarget: (Reference("outcome", Outcome, owned=True),),
    Person: (Reference("team", Team, owned=True),),
    Absence: (Reference("team", Team, owned=True), Reference("person", Person, owned=True)),
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
    Holiday: (Reference("team", Team, owned=True),),
    Loan: (Reference("lender", Team, owned=True), Reference("borrower", Team, owned=True)),
    AcceptedLoad: (Reference("team", Team, owned=True),),
    Allocation: (Reference("deliverable", Deliverable, owned=True), Reference("team", Team, owned=True)),
    GatePass: (Reference("gate", Gate, owned=True), Reference("deliverable", Deliverable, owned=True)),
    Approval: (Reference("deliverable", Deliverable, owned=True),),
    Review: (Reference("product", Product, owned=False),),
    ReviewEntry: (
        Reference("review", Review, owned=True),
        Reference("product", Product, owned=True),
        Reference("deliverable", Deliverable, owned=True),
    ),
    Decision: (
        Reference("deliverable", Deliverable, owned=True),
        Reference("product", Product, owned=True),
        Reference("review", Review, owned=False),
        Reference("outcome", Outcome, owned=False),
        Reference("trigger_outcome", Outcome, owned=False),
    ),
    Assumption: (Reference("decision", Decision, owned=True),),
    FollowUp: (Reference("review", Review, owned=True), Reference("decision", Decision, owned=True)),
}
