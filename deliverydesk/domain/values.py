"""The closed sets of values that entities take: stages, kinds, directions, models."""

from enum import IntEnum, StrEnum


class Stage(StrEnum):
    """Where a deliverable stands on its way from idea to use."""

    IDEA = "idea"
    SHAPING = "shaping"
    READY = "ready"
    DELIVERY = "delivery"
    RELEASED = "released"
    IMPROVING = "improving"
    TABLED = "tabled"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """True while the deliverable still competes for capacity."""
        return self in OPEN_STAGES


OPEN_STAGES = frozenset({Stage.IDEA, Stage.SHAPING, Stage.READY, Stage.DELIVERY, Stage.IMPROVING})


class Kind(StrEnum):
    """The four kinds of work that compete for capacity (flow items)."""

    FEATURE = "feature"
    UPKEEP = "upkeep"
    RISK = "risk"
    DEBT = "debt"


class LifeStage(StrEnum):
    """Where a product stands in its life. Products do not finish; they retire."""

    EXPLORE = "explore"
    BUILD = "build"
    IMPROVE = "improve"
    MAINTAIN = "maintain"
    RETIRE = "retire"


class Direction(StrEnum):
    """Which way an outcome is wanted to move."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"


class OutcomeKind(StrEnum):
    """What an outcome's metric tells, and when."""

    LEADING = "leading"
    LAGGING = "lagging"
    HEALTH = "health"


class Period(StrEnum):
    """The period over which reach is counted. Kept as data: mixed periods are the commonest RICE error."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def per_year(self) -> int:
        """How many of these periods make a year."""
        return {"week": 52, "month": 12, "quarter": 4, "year": 1}[self.value]


class ScoringModel(StrEnum):
    """The score shown beside the manager's rank."""

    RICE = "rice"
    ICE = "ice"
    WSJF = "wsjf"
    CD3 = "cd3"
    WEIGHTED = "weighted"


class MilestoneKind(StrEnum):
    """A dated promise is one of delivery or one of an outcome."""

    DELIVERY = "delivery"
    OUTCOME = "outcome"


class Proposal(StrEnum):
    """What is proposed for work whose outcome does not move, until the next review."""

    EXPLAIN = "explain"
    """An event from outside accounts for it."""
    WAIT = "wait"
    """It is too early; look again on a day."""
    REFINE = "refine"
    """Another iteration, with what was learnt."""
    TABLE = "table"
    """Pause it, and free its people."""


class GateCheck(StrEnum):
    """What a gate of readiness looks at: a fact of the portfolio, or, by hand, what somebody says."""

    NEED = "need"
    """The need is written down."""
    CUSTOMER = "customer"
    """Its product says for whom."""
    OUTCOME = "outcome"
    """It is to move an outcome that has a baseline, and a target or limits."""
    SIZE = "size"
    """Every team it needs has an estimate."""
    DEPENDENCIES = "dependencies"
    """Somebody has looked at what it depends on: there are dependencies, or a pass says that there are none."""
    OWNER = "owner"
    MANUAL = "manual"


class GuardrailDimension(StrEnum):
    """By what the share of effort is held within a band."""

    HORIZON = "horizon"
    THEME = "theme"
    KIND = "kind"
    PRODUCT = "product"


class GuardrailBasis(StrEnum):
    """What a guardrail's share is a share of; the two differ, so it is said."""

    PLANNED = "planned"
    """Of all effort that is planned."""
    CAPACITY = "capacity"
    """Of all that the teams can give."""


class DecisionChoice(StrEnum):
    """What a review decides on work or on a product."""

    CONTINUE = "continue"
    REFINE = "refine"
    MORE = "more"
    LESS = "less"
    TABLE = "table"
    CANCEL = "cancel"
    RETIRE = "retire"


class Horizon(IntEnum):
    """McKinsey's three horizons: defend the core, build the emerging, create options."""

    ONE = 1
    TWO = 2
    THREE = 3


class DateStyle(StrEnum):
    """How a day is written: 6 Nov 2026, Nov 6, 2026 or 2026-11-06."""

    DAY_MONTH = "day_month"
    MONTH_DAY = "month_day"
    ISO = "iso"


class NumberStyle(StrEnum):
    """How a number is written, by its decimal sign and what stands between thousands."""

    POINT = "point"
    """1,234.5"""
    COMMA = "comma"
    """1.234,5"""
    SPACE = "space"
    """1 234,5"""
    APOSTROPHE = "apostrophe"
    """1’234.5"""


WEEKS_PER_MONTH = 52 / 12
"""Person-weeks in a person-month: estimates are kept in person-weeks, RICE divides by person-months."""
