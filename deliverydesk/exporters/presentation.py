"""Several charts, tables and roadmaps into one new deck, a slide or more for each, in the order given."""

from __future__ import annotations

import os
from collections.abc import Sequence

from deliverydesk.charts.horizons import HorizonBoard
from deliverydesk.charts.roadmap import RoadmapPicture
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.charts.table import TableData
from deliverydesk.support.progress import Progress, no_progress


def save_presentation(
    items: Sequence[ChartSpec | TableData | RoadmapPicture | HorizonBoard],
    path: str | os.PathLike[str],
    *,
    title: str = "",
    source: str = "",
    progress: Progress = no_progress,
) -> None:
    """Save the deck. ``source`` stands at the foot of tables; charts and roadmaps bring their own. Raises DeskError in
    one sentence, and lets Cancelled through from ``progress``; the file that was there then stays as it was.
    """
    from deliverydesk.exporters.deck import Deck
    from deliverydesk.exporters.roadmap_pptx import add_roadmap

    deck = Deck(title or (items[0].title if items else ""))
    for done, item in enumerate(items):
        progress(done, len(items) + 1)
        if isinstance(item, ChartSpec):
            deck.add_chart(item)
        elif isinstance(item, TableData):
            deck.add_table(item, source=source)
        elif isinstance(item, HorizonBoard):
            deck.add_table(item.table, item.takeaway, item.source or source)
        else:
            add_roadmap(deck, item)
    progress(len(items), len(items) + 1)
    deck.save(path)
