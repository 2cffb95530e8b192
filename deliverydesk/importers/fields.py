"""What a column can become: the fields of each kind of thing that tables hold, with their labels and units."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from deliverydesk.domain.effort import WEEKS_PER_UNIT
from deliverydesk.domain.values import Direction, Horizon, LifeStage, OutcomeKind, Stage
from deliverydesk.support.language import tr, trc

FieldType = Literal[
    "text", "name", "long text", "list", "number", "date", "effort", "share", "stage", "kind", "figure",
    "quantity", "rate", "days", "choice", "flag", "part",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportField:
    """One thing that a column can become."""

    name: str
    label: str
    type: FieldType
    many: bool = False
    """Whether several columns may become it; their values are gathered."""
    units: tuple[str, ...] = ()


#: Effort units offered, with the person-weeks in one of them.
EFFORT_UNITS: dict[str, float] = {
    "person-weeks": WEEKS_PER_UNIT["pw"],
    "person-months": WEEKS_PER_UNIT["pm"],
    "person-days": WEEKS_PER_UNIT["pd"],
    "hours": WEEKS_PER_UNIT["h"],
    "seconds": WEEKS_PER_UNIT["h"] / 3600,
    "milliseconds": WEEKS_PER_UNIT["h"] / 3_600_000,
}
SHARE_UNITS = ("percent", "share")
REACH_UNITS = ("week", "month", "quarter", "year")
DURATION_UNITS = {"week": 1.0, "work day": 1 / 5, "day": 1 / 7, "month": 52 / 12, "hour": 1 / 40}
"""What a duration may be counted in, with the weeks in one of them."""
_EFFORTS = tuple(EFFORT_UNITS)

UNIT_WORDS = {
    "person-weeks": tr("person-weeks"),
    "person-months": tr("person-months"),
    "person-days": tr("person-days"),
    "hours": tr("hours"),
    "seconds": tr("seconds"),
    "milliseconds": tr("milliseconds"),
    "percent": tr("percent"),
    "share": trc("unit", "share"),
    "week": tr("week"),
    "work day": tr("work day"),
    "day": tr("day"),
    "hour": tr("hour"),
    "month": tr("month"),
    "quarter": tr("quarter"),
    "year": tr("year"),
}
"""The units in a sentence."""

_DELIVERABLE = (
    ImportField("title", tr("Title"), "text"),
    ImportField("key", tr("Key in the other tool"), "text"),
    ImportField("product", tr("Product"), "name"),
    ImportField("team", tr("Team"), "name"),
    ImportField("skill", tr("Skill asked for"), "text"),
    ImportField("outcome", tr("Outcome"), "name"),
    ImportField("stage", tr("Stage"), "stage"),
    ImportField("kind", tr("Kind"), "kind"),
    ImportField("owner", tr("Owner"), "name"),
    ImportField("tags", tr("Tags"), "list", many=True),
    ImportField("theme", tr("Theme"), "text"),
    ImportField("need", tr("Need"), "long text"),
    ImportField("notes", tr("Notes"), "long text", many=True),
    ImportField("effort", tr("Effort"), "effort", units=_EFFORTS),
    ImportField("effort_low", tr("Effort, low"), "effort", units=_EFFORTS),
    ImportField("effort_high", tr("Effort, high"), "effort", units=_EFFORTS),
    ImportField("remaining", tr("Remaining effort"), "effort", units=_EFFORTS),
    ImportField("planned_start", tr("Planned start"), "date"),
    ImportField("planned_end", tr("Planned end"), "date"),
    ImportField("actual_start", tr("Actual start"), "date"),
    ImportField("actual_end", tr("Actual end"), "date"),
    ImportField("target_date", tr("Target date"), "date"),
    ImportField("earliest_start", tr("Earliest start"), "date"),
    ImportField("pinned", tr("Pinned to its dates"), "flag"),
    ImportField("must_do", tr("Must be done"), "flag"),
    ImportField("choice_group", tr("Either-or group"), "text"),
    ImportField("horizon", tr("Horizon"), "choice"),
    ImportField("idea_since", tr("Idea since"), "date"),
    ImportField("shaping_since", tr("Shaping since"), "date"),
    ImportField("ready_since", tr("Ready since"), "date"),
    ImportField("improving_since", tr("Improving since"), "date"),
    ImportField("tabled_since", tr("Tabled since"), "date"),
    ImportField("cancelled_since", tr("Cancelled since"), "date"),
    ImportField("cost", tr("Cost"), "number"),
    ImportField("spent", tr("Spent"), "number"),
    ImportField("reach", tr("Reach"), "rate", units=REACH_UNITS),
    ImportField("impact", tr("Impact (RICE)"), "number"),
    ImportField("confidence", tr("Confidence (RICE)"), "share", units=SHARE_UNITS),
    ImportField("ice_impact", tr("Impact (ICE, 1 to 10)"), "number"),
    ImportField("ice_confidence", tr("Confidence (ICE, 1 to 10)"), "number"),
    ImportField("ice_ease", tr("Ease (ICE, 1 to 10)"), "number"),
    ImportField("business_value", tr("User and business value (WSJF)"), "number"),
    ImportField("time_criticality", tr("Time criticality (WSJF)"), "number"),
    ImportField("risk_opportunity", tr("Risk or opportunity (WSJF)"), "number"),
    ImportField("job_size", tr("Job size (WSJF)"), "number"),
    ImportField("cost_of_delay", tr("Cost of delay a week (CD3)"), "number"),
    ImportField("duration_weeks", tr("Duration in weeks (CD3)"), "number", units=tuple(DURATION_UNITS)),
    ImportField("predecessors", tr("Waits for (keys or titles)"), "list", many=True),
    ImportField("successors", tr("Is waited for by (keys or titles)"), "list", many=True),
)
_MEASUREMENT = (
    ImportField("outcome", tr("Outcome"), "name"),
    ImportField("date", tr("Date"), "date"),
    ImportField("value", tr("Value"), "figure", many=True),
    ImportField("dated", tr("Value of the day in the header"), "figure", many=True),
    ImportField("note", tr("Note"), "long text"),
    ImportField("source", tr("Source"), "text"),
    ImportField("base", tr("Base of a rate"), "number"),
)

_OUTCOME = (
    ImportField("name", tr("Outcome"), "text"),
    ImportField("product", tr("Product"), "name"),
    ImportField("metric", tr("Metric"), "text"),
    ImportField("unit", tr("Unit"), "text"),
    ImportField("direction", tr("Direction"), "choice"),
    ImportField("kind", tr("Kind"), "choice"),
    ImportField("baseline", tr("Baseline value"), "quantity"),
    ImportField("baseline_date", tr("Day of the baseline"), "date"),
    ImportField("target", tr("Target value"), "quantity"),
    ImportField("hold_low", tr("Hold above"), "quantity"),
    ImportField("hold_high", tr("Hold below"), "quantity"),
    ImportField("due", tr("Due"), "date"),
    ImportField("owner", tr("Owner"), "name"),
    ImportField("smallest_change", tr("Smallest change that matters"), "quantity"),
    ImportField("lag_days", tr("Lag in days"), "days"),
    ImportField("window_days", tr("Days that a reading covers"), "days"),
    ImportField("frozen", tr("Frozen on"), "date"),
    ImportField("frozen_by", tr("Frozen by"), "name"),
    ImportField("notes", tr("Notes"), "long text", many=True),
)

_TEAM = (
    ImportField("name", tr("Team"), "text"),
    ImportField("members", tr("Members"), "number"),
    ImportField("focus", tr("Focus"), "part", units=SHARE_UNITS),
    ImportField("skills", tr("Skills"), "list", many=True),
    ImportField("notes", tr("Notes"), "long text", many=True),
)
_PERSON = (
    ImportField("name", tr("Person"), "text"),
    ImportField("team", tr("Team"), "name"),
    ImportField("share", tr("Share"), "part", units=SHARE_UNITS),
    ImportField("skills", tr("Skills"), "list", many=True),
    ImportField("joins", tr("Joins the team"), "date"),
    ImportField("leaves", tr("Leaves the team"), "date"),
    ImportField("notes", tr("Notes"), "long text", many=True),
)
_PRODUCT = (
    ImportField("name", tr("Product"), "text"),
    ImportField("code", tr("Code"), "text"),
    ImportField("customer", tr("Customer"), "text"),
    ImportField("need", tr("Need"), "long text"),
    ImportField("life_stage", tr("Life stage"), "choice"),
    ImportField("owner", tr("Owner"), "name"),
    ImportField("upkeep_share", tr("Upkeep share"), "part", units=SHARE_UNITS),
    ImportField("review_cadence_days", tr("Days from review to review"), "days"),
    ImportField("notes", tr("Notes"), "long text", many=True),
)

CHOICES: dict[str, type[Enum]] = {
    "direction": Direction,
    "kind": OutcomeKind,
    "horizon": Horizon,
    "life_stage": LifeStage,
}
"""The closed sets of the fields that are choices."""

STAGE_DAYS = {
    "idea_since": Stage.IDEA,
    "shaping_since": Stage.SHAPING,
    "ready_since": Stage.READY,
    "improving_since": Stage.IMPROVING,
    "tabled_since": Stage.TABLED,
    "cancelled_since": Stage.CANCELLED,
}
"""The fields for the days on which a deliverable came to its stages. Those of delivery and release are its actual start
and end.
"""
DAYS = (*STAGE_DAYS, "actual_start", "actual_end")
"""The fields for days that have been."""

What = Literal["deliverables", "measurements", "outcomes", "products", "teams", "people"]

FIELDS: dict[What, dict[str, ImportField]] = {
    "deliverables": {field.name: field for field in _DELIVERABLE},
    "measurements": {field.name: field for field in _MEASUREMENT},
    "outcomes": {field.name: field for field in _OUTCOME},
    "products": {field.name: field for field in _PRODUCT},
    "teams": {field.name: field for field in _TEAM},
    "people": {field.name: field for field in _PERSON},
}
"""By what is imported, the fields by name, in the order of a menu."""

SINGULAR: dict[str, str] = {
    "deliverables": "deliverable",
    "measurements": "measurement",
    "outcomes": "outcome",
    "products": "product",
    "teams": "team",
    "people": "person",
}
"""What is imported, as `domain.wording.counted` knows it."""
NAMED_BY: dict[What, str] = {
    "deliverables": "title",
    **dict.fromkeys(("outcomes", "products", "teams", "people"), "name"),
}
"""The field that names what a row becomes; a measurement has none."""
