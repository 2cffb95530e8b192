"""What a column can become: the fields of a deliverable and of a measurement, with their labels and units."""

from dataclasses import dataclass
from typing import Literal

from deliverydesk.domain.effort import WEEKS_PER_UNIT

FieldType = Literal["text", "name", "long text", "list", "number", "date", "effort", "share", "stage", "kind", "figure"]


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
_EFFORTS = tuple(EFFORT_UNITS)

_DELIVERABLE = (
    ImportField("title", "Title", "text"),
    ImportField("key", "Key in the other tool", "text"),
    ImportField("product", "Product", "name"),
    ImportField("team", "Team", "name"),
    ImportField("outcome", "Outcome", "name"),
    ImportField("stage", "Stage", "stage"),
    ImportField("kind", "Kind", "kind"),
    ImportField("owner", "Owner", "name"),
    ImportField("tags", "Tags", "list", many=True),
    ImportField("theme", "Theme", "text"),
    ImportField("need", "Need", "long text"),
    ImportField("notes", "Notes", "long text", many=True),
    ImportField("effort", "Effort", "effort", units=_EFFORTS),
    ImportField("effort_low", "Effort, low", "effort", units=_EFFORTS),
    ImportField("effort_high", "Effort, high", "effort", units=_EFFORTS),
    ImportField("remaining", "Remaining effort", "effort", units=_EFFORTS),
    ImportField("planned_start", "Planned start", "date"),
    ImportField("planned_end", "Planned end", "date"),
    ImportField("actual_start", "Actual start", "date"),
    ImportField("actual_end", "Actual end", "date"),
    ImportField("target_date", "Target date", "date"),
    ImportField("cost", "Cost", "number"),
    ImportField("spent", "Spent", "number"),
    ImportField("reach", "Reach", "number", units=REACH_UNITS),
    ImportField("impact", "Impact (RICE)", "number"),
    ImportField("confidence", "Confidence (RICE)", "share", units=SHARE_UNITS),
    ImportField("ice_impact", "Impact (ICE, 1 to 10)", "number"),
    ImportField("ice_confidence", "Confidence (ICE, 1 to 10)", "number"),
    ImportField("ice_ease", "Ease (ICE, 1 to 10)", "number"),
    ImportField("business_value", "User and business value (WSJF)", "number"),
    ImportField("time_criticality", "Time criticality (WSJF)", "number"),
    ImportField("risk_opportunity", "Risk or opportunity (WSJF)", "number"),
    ImportField("job_size", "Job size (WSJF)", "number"),
    ImportField("cost_of_delay", "Cost of delay a week (CD3)", "number"),
    ImportField("duration_weeks", "Duration in weeks (CD3)", "number"),
    ImportField("predecessors", "Waits for (keys or titles)", "list", many=True),
    ImportField("successors", "Is waited for by (keys or titles)", "list", many=True),
)
_MEASUREMENT = (
    ImportField("outcome", "Outcome", "name"),
    ImportField("date", "Date", "date"),
    ImportField("value", "Value", "figure", many=True),
    ImportField("dated", "Value of the day in the header", "figure", many=True),
    ImportField("note", "Note", "long text"),
    ImportField("source", "Source", "text"),
)

What = Literal["deliverables", "measurements"]

FIELDS: dict[What, dict[str, ImportField]] = {
    "deliverables": {field.name: field for field in _DELIVERABLE},
    "measurements": {field.name: field for field in _MEASUREMENT},
}
"""By what is imported, the fields by name, in the order of a menu."""
