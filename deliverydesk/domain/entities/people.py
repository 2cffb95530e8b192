"""Who does the work."""

from datetime import date

from deliverydesk.domain.entities.entity import Entity, entity


@entity
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
    skills: tuple[str, ...] = ()
    """What the team as a whole can do; what its people can do comes on top."""


@entity
class Person(Entity):
    """Somebody in a team. A team of which people are known has their shares, and no longer its `members`."""

    id: int
    team: int
    name: str
    share: float = 1.0
    """Full-time equivalents given to this team."""
    skills: tuple[str, ...] = ()
    joins: date | None = None
    """First day in the team; None: has always been."""
    leaves: date | None = None
    """Last day in the team; None: stays."""
    notes: str = ""


@entity
class Absence(Entity):
    """Leave or another exception to a team's capacity, from `start` to `end`, both included."""

    id: int
    team: int
    start: date
    end: date
    members: float
    """Full-time equivalents that are away."""
    reason: str = ""
    person: int | None = None
    """Who is away, where it is one person of the team."""


@entity
class Holiday(Entity):
    """A day on which nobody works, or nobody of one team."""

    id: int
    date: date
    name: str
    team: int | None = None


@entity
class Loan(Entity):
    """People of one team who work for another from `start` to `end`, both included."""

    id: int
    lender: int
    borrower: int
    start: date
    end: date
    members: float
    """Full-time equivalents."""
    reason: str = ""


@entity
class AcceptedLoad(Entity):
    """An overload of a team that somebody has accepted, from `start` to `end`, both included, and why."""

    id: int
    team: int
    start: date
    end: date
    reason: str
    author: str = ""


@entity
class Allocation(Entity):
    """What a deliverable gets of a team in one week by hand; the rest of its demand is spread over its other weeks."""

    id: int
    deliverable: int
    team: int
    week: date
    """A Monday."""
    effort: float
    """Person-weeks."""
