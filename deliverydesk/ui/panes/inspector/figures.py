"""Which figure of `analysis.definitions` a field of the inspector shows. No Qt."""

from __future__ import annotations

_SAME = (
    "effort", "remaining", "demand", "horizon", "target", "focus",
    "reach", "impact", "confidence", "ice_impact", "ice_confidence", "ice_ease",
    "business_value", "time_criticality", "risk_opportunity", "job_size", "cost_of_delay", "duration_weeks",
)  # fmt: skip
"""Fields that are called as their figure is."""
_FIGURES = {
    **{field: field for field in _SAME},
    "criterion": "weighted",
    "baseline": "baseline_value",
    "baseline_date": "baseline_value",
    "hold_low": "bounds",
    "hold_high": "bounds",
    "members": "capacity",
    "absence": "capacity",
    "cost": "money",
    "spent": "money",
    "expected_change": "contribution",
    "lag_days": "contribution",
    "mover": "contribution",
    "dependency": "too_early",
    "review_cadence_days": "freshness",
}


def figure_of(section: str, row: str) -> str:
    """The figure of a row, by the keys of its section and its own; empty for none. A key may end in a number."""
    field = row.split(" ")[0]
    if field == "confidence" and section.startswith("outcome "):
        return "contribution"
    return _FIGURES.get(field, "")
