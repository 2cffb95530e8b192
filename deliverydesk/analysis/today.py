"""What deserves a look today: stale outcomes, overdue targets, broken orders, and ranks far from the score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.delivery import Violation, violations
from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Stale:
    """An outcome whose last reading is older than it should be, or that has none."""

    outcome: int
    progress: OutcomeProgress
    cadence_days: int
    """How often it is to be measured."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """An open deliverable whose target date has passed, and by how many days."""

    deliverable: int
    days: int


class Gap(NamedTuple):
    """A deliverable whose rank is far from where its score would place it. Positive: the score places it higher."""

    deliverable: int
    rank: int
    score_rank: int
    gap: int


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that deserves a look, the most urgent of each first."""

    stale: tuple[Stale, ...]
    overdue: tuple[Overdue, ...]
    broken: tuple[Violation, ...]
    gaps: tuple[Gap, ...]


def today_of(portfolio: Portfolio, scores: ScoreBoard | None, today: date) -> Today:
    """What deserves a look on a day. Without scores there are no gaps. Archived deliverables are left out."""
    return Today(stale(portfolio, today), overdue(portfolio, today), broken(portfolio), gaps(portfolio, scores))


def cadence_days(portfolio: Portfolio, outcome: Outcome) -> int:
    """How often an outcome is to be measured: as its product says, else as the portfolio does."""
    product = portfolio.products.get(outcome.product)
    own = product.review_cadence_days if product is not None else None
    return own if own is not None else portfolio.settings.review_cadence_days


def stale(portfolio: Portfolio, today: date) -> tuple[Stale, ...]:
    """Outcomes not measured within their cadence: never measured ones first, then by age."""
    found = []
    for outcome in portfolio.outcomes:
        progress, cadence = progress_of(portfolio, outcome.id, today), cadence_days(portfolio, outcome)
        if progress.days_since is None or progress.days_since > cadence:
            found.append(Stale(outcome.id, progress, cadence))
    return tuple(sorted(found, key=lambda each: (-(each.progress.days_since or 10**6), each.outcome)))


def overdue(portfolio: Portfolio, today: date) -> tuple[Overdue, ...]:
    """Open deliverables past their target date, the longest first."""
    found = [
        Overdue(item.id, (today - item.target_date).days)
        for item in portfolio.deliverables
        if item.target_date is not None
        and item.target_date < today
        and item.actual_end is None
        and item.stage.is_open
        and not item.archived
    ]
    return tuple(sorted(found, key=lambda each: (-each.days, each.deliverable)))


def broken(portfolio: Portfolio) -> tuple[Violation, ...]:
    """Orders that the dates break, the widest first."""
    items = portfolio.deliverables
    found = [each for each in violations(portfolio) if not items[each.successor].archived]
    return tuple(sorted(found, key=lambda each: (-each.days, each.dependency)))


def gaps(portfolio: Portfolio, scores: ScoreBoard | None) -> tuple[Gap, ...]:
    """Deliverables from the portfolio's `rank_gap` on away from their score rank, the widest first."""
    if scores is None:
        return ()
    wide = (scores.ranks > 0) & (abs(scores.gaps) >= portfolio.settings.rank_gap)
    far = zip(scores.ids[wide].tolist(), scores.ranks[wide].tolist(), scores.gaps[wide].tolist(), strict=True)
    places = {item: place for place, item in enumerate(portfolio.live, start=1)}
    found = [(-abs(gap), places[item], item, rank, gap) for item, rank, gap in far if item in places]
    return tuple(Gap(item, place, rank, gap) for _, place, item, rank, gap in sorted(found))
