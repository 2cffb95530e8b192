"""The briefing as a table of sentences, for a slide or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.briefing import Briefing, briefing_of
from deliverydesk.analysis.briefing_words import sentences
from deliverydesk.analysis.finding import Grounds
from deliverydesk.charts.format import day, number
from deliverydesk.charts.table import Column, TableData
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.domain.portfolio import Portfolio


def briefing_exhibit(
    portfolio: Portfolio, today: date, product: int | None = None, grounds: Grounds | None = None
) -> tuple[TableData, str]:
    """The briefing of the portfolio or of one product as a table, and what it comes to.

    Where there are many, `grounds` keeps what they all stand on.
    """
    ground = (grounds or Grounds()).of(portfolio, today)
    found = briefing_of(portfolio, ground.evidence, divergence=ground.divergence, product=product)
    table = briefing_table(portfolio, ground.evidence, found)
    takeaway = "" if table.rows else tr("Nothing deserves attention on {day}.", day=day(today))
    return table, takeaway


def briefing_table(portfolio: Portfolio, page: Page, briefing: Briefing) -> TableData:
    """A row for each sentence, with how many deliverables and outcomes it stands on."""
    product = portfolio.products.get(briefing.product)
    told = sentences(portfolio, page, briefing.points)
    rows = tuple(
        (words, _count(len(point.deliverables)), _count(len(point.outcomes)))
        for words, point in zip(told, briefing.points, strict=True)
    )
    return TableData(
        tr("Briefing") if product is None else tr("Briefing on {product}", product=product.name),
        (
            Column(tr("What deserves attention"), "text", 90),
            Column(tr("Deliverables"), "text", 10),
            Column(tr("Outcomes"), "text", 9),
        ),
        rows,
        lines=2,
    )


def _count(count: int) -> str:
    return number(count, 0) if count else ""
