"""What a review has come to so far: decisions, and how they leave teams and guardrails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.capacity.change import CapacityChange, Stand, change_between, stand_of
from deliverydesk.analysis.reviewing.minutes_words import decisions_of
from deliverydesk.domain.workdays import weeks_from

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

WEEKS = 10
"""So many weeks ahead, this one included, are looked at."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What the decisions of a review add up to."""

    review: int
    decisions: int
    freed: float
    """Person-weeks."""
    recovered: float
    """Money."""
    weeks: tuple[date, ...]
    """The Mondays of the weeks that loads and guardrails are about."""
    change: CapacityChange
    """From the portfolio as it was when the review began."""


def review_weeks(today: date) -> tuple[date, ...]:
    """The Mondays of the weeks that a review looks at."""
    return tuple(weeks_from(today, WEEKS))


def totals_of(portfolio: Portfolio, review: int, began: Stand, today: date) -> Totals:
    """The totals of a review. `began` is how the portfolio stood when it began, over `review_weeks`."""
    taken, weeks = decisions_of(portfolio, review), review_weeks(today)
    return Totals(
        review,
        len(taken),
        sum(each.freed or 0.0 for each in taken),
        sum(each.recovered or 0.0 for each in taken),
        weeks,
        change_between(began, stand_of(portfolio, weeks)),
    )


def frozen_totals(totals: Totals) -> dict[str, Any]:
    """The totals as plain JSON values, to be kept with the review that is closed."""
    return {
        "decisions": totals.decisions,
        "freed": totals.freed,
        "recovered": totals.recovered,
        "weeks": [totals.weeks[0].isoformat(), totals.weeks[-1].isoformat()],
        "loads": [{"team": each.team, "before": each.before, "after": each.after} for each in totals.change.loads],
        "guardrails": [
            {
                "guardrail": after.guardrail.id,
                "before": before.share,
                "after": after.share,
                "standing": after.standing.value,
            }
            for before, after in totals.change.rails
        ],
    }
