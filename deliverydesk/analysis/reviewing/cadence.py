"""When each product, and the portfolio as a whole, is to be reviewed next: the last closed review plus the cadence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from deliverydesk.domain.values import LifeStage

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Review
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Cadence:
    """The rhythm of one product's reviews, or, at None, of the portfolio's."""

    product: int | None
    every_days: int
    last: date | None
    """The day on which the last review was closed; None: never."""
    due: date | None
    """None where nothing was ever reviewed: then it is due at once."""
    open: int | None
    """The review that is under way."""
    today: date

    @property
    def overdue_days(self) -> int:
        """For how many days it has been due; 0 where it is not, or has never been reviewed."""
        return max((self.today - self.due).days, 0) if self.due is not None else 0

    @property
    def is_due(self) -> bool:
        """Due by today, or never reviewed, and not under way."""
        return self.open is None and (self.due is None or self.due <= self.today)


def cadences(portfolio: Portfolio, today: date) -> tuple[Cadence, ...]:
    """The portfolio's own first, then all products that are not retired, as they stand in the file."""
    lasting = [each for each in portfolio.products if each.life_stage is not LifeStage.RETIRE]
    every = portfolio.settings.review_cadence_days
    return (
        _cadence(portfolio, None, every, today),
        *(_cadence(portfolio, each.id, each.review_cadence_days or every, today) for each in lasting),
    )


def _cadence(portfolio: Portfolio, product: int | None, every: int, today: date) -> Cadence:
    held = [review for review in portfolio.reviews if review.product == product]
    closed = [review for review in held if review.closed is not None]
    last = max(closed, key=_closing, default=None)
    under_way = next((review.id for review in held if review.closed is None and review.date <= today), None)
    if last is None or last.closed is None:
        planned = min((review.date for review in held if review.closed is None and review.date > today), default=None)
        return Cadence(product, every, None, planned, under_way, today)
    due = last.next_date or last.closed + timedelta(days=every)
    return Cadence(product, every, last.closed, due, under_way, today)


def _closing(review: Review) -> tuple[date, int]:
    assert review.closed is not None
    return review.closed, review.id
