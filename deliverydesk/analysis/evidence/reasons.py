"""The closed sets of answers: verdicts, why there is no figure, and what to keep in mind beside one."""

from enum import Enum, auto


class Verdict(Enum):
    """What the readings of an outcome say of it."""

    TOO_FEW = auto()
    IMPROVING = auto()
    WORSENING = auto()
    FLAT = auto()
    """Earned: the change is very probably smaller than the smallest that matters. Not the same as "no trend seen"."""
    HOLDING = auto()
    """Of an outcome to hold: its level is very probably within the bounds."""
    OUTSIDE = auto()
    """Of an outcome to hold: its level is very probably not within the bounds."""
    CANNOT_TELL = auto()


class LeftOut(Enum):
    """Why a reading has no part in a series."""

    NOT_A_NUMBER = auto()
    TOO_LARGE = auto()
    FUTURE = auto()
    SAME_DAY = auto()
    """Another of the same day was entered later."""
    OVERLAP = auto()
    """Its window overlaps that of a later reading, so both tell partly the same."""


class Reason(Enum):
    """Why a figure is missing."""

    NO_READINGS = auto()
    TOO_FEW = auto()
    NO_VARIATION = auto()
    """The readings do not scatter at all: copied, rounded or constant; nothing tells how far one may stray."""
    NO_TARGET = auto()
    NO_DUE = auto()
    NO_BOUNDS = auto()
    DUE_BEFORE_READINGS = auto()
    """No reading before the due date has a part in the test."""
    BEFORE_LAG = auto()
    """There are readings, but too few after the declared lag."""
    STALE = auto()
    """Nobody has read it for longer than all readings together cover; what they did then is no line to be drawn on."""
    BEYOND_CAP = auto()
    """At the present slope and noise it is not settled within the greatest number of readings looked at."""
    SETTLED = auto()
    """Nothing is missing any more."""
    TOO_FEW_BEFORE = auto()
    TOO_FEW_AFTER = auto()


class Caution(Enum):
    """What to keep in mind beside a figure."""

    THINNED = auto()
    """Readings were left out because their windows overlap."""
    AUTOCORRELATED = auto()
    """Successive readings resemble each other; the spread was widened for it."""
    OVERDISPERSED = auto()
    """Rates scatter more than their denominators explain, so the noise was estimated from the readings instead."""
    BASES_INCOMPLETE = auto()
    """Some readings of a rate have no usable denominator, so none was used."""
    SMALL = auto()
    """It moves, but very probably by less than the smallest change that matters."""
    LAG_NOT_DECLARED = auto()
    MOVING_BEFORE = auto()
    """The readings before the launch had a trend already."""
    LAUNCH_AS_PLANNED = auto()
    """The launch has no actual date; the planned one is used."""
    NOT_STANDING = auto()
    """Of so many outcomes looked at together, a verdict as weak as this is expected by chance."""
