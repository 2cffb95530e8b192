"""Who does the work."""

from dataclasses import dataclass
from datetime import date

from deliverydesk.domain.entities.entity import Entity


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
    widening: float = 1.0
    """What the spread of forecasts for this team is multiplied by, as its own record of forecasts suggests."""


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
