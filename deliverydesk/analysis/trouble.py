"""How much an outcome needs a look: one order for the scoreboard, the small multiples and whoever else asks.

Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from deliverydesk.analysis.outcomes import goal_on, goals_of, progress
from deliverydesk.analysis.words import figure, spoken
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import counted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.outcomes import OutcomeProgress
    from deliverydesk.domain.entities import Measurement, Outcome
    from deliverydesk.domain.portfolio import Portfolio

FRESH_DAYS = 10
STALE_DAYS = 30
_WEEKS_FROM = 14
"""From how many days on a time is said in weeks."""


class TroubleKind(IntEnum):
    """What is wrong with an outcome, the worst first."""

    ALARM = 0
    """At two readings in a row the evidence gave it 10 chances in 100 or less: `analysis.evidence.reach`."""
    OUTSIDE = 1
    BEHIND = 2
    STALE = 3
    UNMEASURED = 4
    NONE = 5


@dataclass(frozen=True, slots=True)
class Trouble:
    """The first thing that is wrong with an outcome, and how much."""

    kind: TroubleKind
    size: float
    """Alarm: the chance of not arriving. Outside and behind: as a share of the width of the bounds, or of the way from
    baseline to target. Stale: days since the last reading. Else 0.
    """
    reason: str
    """In words, such as "6.8 % behind its path, due in 3 weeks"; empty where nothing is wrong."""

    @property
    def order(self) -> tuple[int, float]:
        """Sorts the most trouble first."""
        return int(self.kind), -self.size


@dataclass(frozen=True, slots=True)
class Standing:
    """An outcome with where it stands on a day and what is wrong with it."""

    outcome: Outcome
    """With what it was to reach on that day."""
    progress: OutcomeProgress
    trouble: Trouble
    stale_after: int
    """Days after which a reading of it is stale."""
    readings: tuple[Measurement, ...]
    """By date, those of days to come among them."""


def standing(portfolio: Portfolio, outcome_id: int, today: date) -> Standing:
    """Where an outcome stands. Raises KeyError."""
    outcome = portfolio.outcomes[outcome_id]
    formers = portfolio.former_targets.by("outcome", outcome_id)
    readings = portfolio.measurements_of(outcome_id)
    now = progress(outcome, readings, today, formers)
    present = goal_on(goals_of(outcome, formers), today) if formers else outcome
    stale_after = stale_days(portfolio, outcome)
    return Standing(present, now, trouble(present, now, today, stale_after), stale_after, tuple(readings))


def alarmed(p: float) -> Trouble:
    """The trouble of an outcome whose alarm is on, `p` being the chance of arriving; it goes before all else."""
    whole = round(100 * p)
    if whole < 1:
        return Trouble(TroubleKind.ALARM, 1 - p, tr("under 1 in 100 to arrive, twice in a row"))
    return Trouble(TroubleKind.ALARM, 1 - p, tr("{n} in 100 to arrive, twice in a row", n=figure(whole)))


def stale_days(portfolio: Portfolio, outcome: Outcome) -> int:
    """Days after which a reading is stale: STALE_DAYS, or the review cadence of its product or of the portfolio where
    that is longer, since nobody is late who measures as often as was agreed.
    """
    product = portfolio.products.get(outcome.product)
    own = product.review_cadence_days if product is not None else None
    return max(STALE_DAYS, own or portfolio.settings.review_cadence_days)


def fresh_days(stale_after: int) -> int:
    """Days to which a reading is fresh: FRESH_DAYS, or the same third of a longer cadence."""
    return max(FRESH_DAYS, stale_after // 3)


def trouble(outcome: Outcome, now: OutcomeProgress, today: date, stale_after: int = STALE_DAYS) -> Trouble:
    """The first that holds of these, the worst first:

    1. Outside the bounds to hold, by how far, relative to the width of the bounds (one bound alone: to the bound).
    2. Behind the required path, by how far, relative to the whole way from baseline to target. Where there is no path
       for want of a date, further from the target than the baseline counts as behind.
    3. The last reading is older than `stale_after` days.
    4. Nothing is measured.

    Equals are to be sorted by name. `outcome` has what it was to reach on `today`.
    """
    if now.outside_by:
        away = _amount(abs(now.outside_by), outcome.unit)
        above = tr("{amount} above its bounds", amount=away)
        words = above if now.outside_by > 0 else tr("{amount} below its bounds", amount=away)
        return Trouble(TroubleKind.OUTSIDE, abs(now.outside_by) / _width(outcome), words)
    behind = _behind(outcome, now, today)
    if behind is not None:
        return behind
    if now.days_since is not None and now.days_since > stale_after:
        return Trouble(TroubleKind.STALE, now.days_since, tr("not read for {span}", span=_span(now.days_since)))
    if now.days_since is None:
        return Trouble(TroubleKind.UNMEASURED, 0.0, tr("not measured yet"))
    return Trouble(TroubleKind.NONE, 0.0, "")


def _behind(outcome: Outcome, now: OutcomeProgress, today: date) -> Trouble | None:
    if now.ahead_by is not None and now.ahead_by < 0 and (now.raw is None or now.raw < 1):
        away = _amount(-now.ahead_by, outcome.unit)
        words = tr("{amount} behind its path, {due}", amount=away, due=_due(outcome, today))
        return Trouble(TroubleKind.BEHIND, -now.ahead_by / _width(outcome), words)
    if now.ahead_by is None and now.raw is not None and now.raw < 0 and now.change is not None:
        away = _amount(abs(now.change), outcome.unit)
        words = tr("{amount} worse than its baseline, {due}", amount=away, due=_due(outcome, today))
        return Trouble(TroubleKind.BEHIND, -now.raw, words)
    return None


def _width(outcome: Outcome) -> float:
    """What a distance is measured by; never 0."""
    if outcome.direction is not Direction.HOLD:
        low, high = outcome.baseline, outcome.target
    else:
        low, high = outcome.hold_low, outcome.hold_high
    return abs((high or 0.0) - (low or 0.0)) or 1.0


def _amount(value: float, unit: str) -> str:
    words = figure(float(f"{value:.2g}" if value < 10 else f"{value:.3g}"))
    return f"{words} {unit}" if unit else words


def _due(outcome: Outcome, today: date) -> str:
    if outcome.due is None:
        return tr("no due date")
    left = (outcome.due - today).days
    if left == 0:
        return tr("due today")
    if left > 0:
        return tr("due in {span}", span=_span(left))
    return tr("overdue since {day}", day=spoken(outcome.due, today))


def _span(days: int) -> str:
    return counted(days, "day") if days < _WEEKS_FROM else counted(round(days / 7), "week")
