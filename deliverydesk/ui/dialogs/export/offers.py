"""What can be handed out: what the panes show, then every chart of the catalogue. Made when it is looked at. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.charts import catalogue, exhibits
from deliverydesk.charts.horizons import HorizonBoard
from deliverydesk.charts.roadmap import RoadmapPicture
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui.exportable import Exportable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.document.document import Document
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.rendering.files import Item


def offers(document: Document, seen: Sequence[Exportable]) -> list[tuple[str, list[Exportable]]]:
    """Groups with their titles: what is seen now, then all charts."""
    names = catalogue.names(document.portfolio)
    charts = [Exportable(name, title, _builder(document, name), apart=True) for name, title in names]
    charts.sort(key=lambda each: each.name.startswith("outcome:"))
    groups = [(tr("As you see it now"), list(seen)), (tr("Charts"), charts)]
    return [(title, members) for title, members in groups if members]


def _builder(document: Document, name: str) -> Callable[[], ChartSpec]:
    def build() -> ChartSpec:
        portfolio = document.portfolio_with_moves()
        return catalogue.build(portfolio, name, today=today(), source=source_line(portfolio))

    return build


def source_line(portfolio: Portfolio) -> str:
    """What stands at the foot of a picture or slide."""
    return exhibits.source_line(portfolio, today())


def with_words(item: Item, title: str, source: str) -> Item:
    """The same with another title and source line."""
    if isinstance(item, RoadmapPicture):
        changed = replace(item, source=source)
        # The title is worked out when it is first asked for; setting it beforehand is how it is told otherwise.
        vars(changed)["title"] = title
        return changed
    if isinstance(item, ChartSpec | HorizonBoard):
        return replace(item, title=title, source=source)
    # A large table is looked through each time that it is made.
    return item if item.title == title else replace(item, title=title)
