"""Adding a deliverable by one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import backlog
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.quick import Known, Quick, understand
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def known_of(portfolio: Portfolio) -> Known:
    """What the marks of a line may refer to in this portfolio."""
    named = {product.name: product.id for product in portfolio.products}
    coded = {product.code: product.id for product in portfolio.products if product.code}
    return Known(
        tuple(dict.fromkeys(item.owner for item in portfolio.deliverables if item.owner)),
        coded | named,
        {outcome.name: outcome.id for outcome in portfolio.outcomes},
        portfolio.settings.fiscal_year_start,
    )


def quick_add(portfolio: Portfolio, line: str, today: date, rank: int | None = None) -> ChangeSet:
    """Add a deliverable by one line, such as “Fix refunds #claims @haas ~3-8 >2027-Q1 !ready /MA”."""
    return add(portfolio, understand(line, today, known_of(portfolio)), rank)


def add(portfolio: Portfolio, quick: Quick, rank: int | None = None) -> ChangeSet:
    """Add what a line was understood as; at the end without a rank. Raises DeskError where there is no title."""
    if not quick.title:
        raise DeskError(tr("Write a title. Words such as #tag, @owner, ~3w and >2027-Q1 are not enough."))
    return backlog.add_deliverable(portfolio, {"title": quick.title, **quick.values}, rank=rank, outcome=quick.outcome)
