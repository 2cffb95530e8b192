"""Several charts, tables and roadmaps into one deck, a slide or more for each, in the order given."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts.horizons import HorizonBoard
from deliverydesk.charts.roadmap import RoadmapPicture
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.charts.table import TableData
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from deliverydesk.charts.exhibits import Exhibit
    from deliverydesk.exporters.deck import Deck, DeckSlide

Item = ChartSpec | TableData | RoadmapPicture | HorizonBoard


class Footing(NamedTuple):
    """What footers say that a template leaves empty."""

    words: str = ""
    date: str | None = None
    """None for today, empty for no date."""


def save_presentation(
    items: Sequence[Item],
    path: str | os.PathLike[str],
    *,
    title: str = "",
    source: str = "",
    progress: Progress = no_progress,
) -> None:
    """Save a new deck. ``source`` stands at the foot of tables; charts and roadmaps bring their own. Raises DeskError
    in one sentence, and lets Cancelled through from ``progress``; the file that was there then stays as it was.
    """
    from deliverydesk.exporters.deck import Deck

    deck = Deck(title or (items[0].title if items else ""))
    for done, item in enumerate(items):
        progress(done, len(items) + 1)
        add_item(deck, item, source=source)
    progress(len(items), len(items) + 1)
    deck.save(path)


def save_pack_deck(
    exhibits: Sequence[Exhibit],
    path: str | os.PathLike[str],
    *,
    title: str = "",
    template: str | os.PathLike[str] | None = None,
    footing: Footing = Footing(),  # noqa: B008 - an immutable value
    progress: Progress = no_progress,
) -> None:
    """Save a deck that can be made anew later: behind the slides of ``template`` and in its look, where one is given.
    Raises what save_presentation raises; neither the template nor the file that was there is touched then.
    """
    from deliverydesk.exporters.deck import Deck
    from deliverydesk.exporters.packed import write_record

    deck = Deck(title, template=template, footer=footing.words, date=footing.date)
    for done, exhibit in enumerate(exhibits):
        progress(done, len(exhibits) + 1)
        add_exhibit(deck, exhibit)
    write_record(deck.presentation, own=template is None, keys=[exhibit.name for exhibit in exhibits])
    progress(len(exhibits), len(exhibits) + 1)
    deck.save(path)


def add_exhibit(deck: Deck, exhibit: Exhibit) -> list[DeckSlide]:
    """The slides of an exhibit, tagged with its name so that they are found again."""
    slides = add_item(deck, exhibit.item, takeaway=exhibit.takeaway, source=exhibit.source, group=True)
    for page, slide in enumerate(slides, start=1):
        slide.tag(exhibit.name, page, len(slides))
    return slides


def add_item(deck: Deck, item: Item, *, takeaway: str = "", source: str = "", group: bool = False) -> list[DeckSlide]:
    """The slides of one thing. Takeaway and source are for tables alone. ``group`` makes one group of all shapes of a
    drawing.
    """
    from deliverydesk.exporters.roadmap_pptx import add_roadmap

    if isinstance(item, ChartSpec):
        return [deck.add_chart(item)]
    if isinstance(item, TableData):
        return deck.add_table(item, takeaway, source)
    if isinstance(item, HorizonBoard):
        return deck.add_table(item.table, takeaway or item.takeaway, item.source or source)
    return add_roadmap(deck, item, group=group)
