"""Whatever can be exported, into whatever file its ending asks for. Qt is loaded for pictures only."""

from __future__ import annotations

import os
from pathlib import Path

from deliverydesk.charts.horizons import HorizonBoard
from deliverydesk.charts.roadmap import RoadmapPicture
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.charts.table import TableData
from deliverydesk.exporters.tables import CsvStyle, save_table
from deliverydesk.rendering.endings import either
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress, no_progress
from deliverydesk.support.tokens import Tokens, load_tokens

Item = ChartSpec | TableData | RoadmapPicture | HorizonBoard

PICTURES = (".png", ".svg", ".pdf")
KINDS = {
    ".png": tr("PNG picture"),
    ".svg": tr("SVG drawing"),
    ".pdf": tr("PDF page"),
    ".pptx": tr("PowerPoint slide that can be edited"),
    ".xlsx": tr("Excel workbook"),
    ".csv": tr("CSV table"),
}
"""What each ending makes, for lists and file dialogs."""


def endings(item: Item) -> tuple[str, ...]:
    """The endings that ``item`` can be saved with, the likeliest first."""
    if isinstance(item, TableData):
        return (".xlsx", ".csv", ".pptx")
    if isinstance(item, RoadmapPicture):
        return (".pptx", *PICTURES)
    return (".pptx", *PICTURES, ".xlsx", ".csv")


def save_as(
    item: Item,
    path: str | os.PathLike[str],
    *,
    size: tuple[int, int] | None = None,
    scale: float = 2.0,
    palette: Tokens | None = None,
    style: CsvStyle | None = None,
    source: str = "",
    progress: Progress = no_progress,
) -> None:
    """Save a chart, a table or a roadmap by the ending of ``path``.

    ``size`` (logical pixels), ``scale`` and ``palette`` are for pictures, ``style`` for CSV, ``source`` for
    the foot of a table's slides. Raises DeskError in one sentence; the file that was there then stays as it
    was.
    """
    ending = Path(path).suffix.lower()
    known = endings(item)
    if ending not in known:
        listed = either(known)
        raise DeskError(
            tr("This cannot be saved as {ending}; end the name in {known}.", ending=ending, known=listed)
            if ending
            else tr("This cannot be saved as a file without ending; end the name in {known}.", known=listed)
        )
    if ending in PICTURES:
        _save_picture(item, path, size, scale, palette or load_tokens("light"))
    elif ending == ".pptx":
        _save_deck(item, path, source)
    elif isinstance(item, TableData):
        save_table(item, path, style, progress)
    elif isinstance(item, HorizonBoard):
        save_table(item.table, path, style, progress)
    elif isinstance(item, ChartSpec):
        _save_figures(item, path, ending, style)


def _save_picture(
    item: Item, path: str | os.PathLike[str], size: tuple[int, int] | None, scale: float, palette: Tokens
) -> None:
    if isinstance(item, RoadmapPicture):
        from deliverydesk.rendering.roadmap import save_roadmap

        save_roadmap(item, path, size, scale, palette)
    elif isinstance(item, HorizonBoard):
        from deliverydesk.rendering.export import DEFAULT_SIZE, save_painting
        from deliverydesk.rendering.horizons import paint_page

        board, chosen = item, size or DEFAULT_SIZE
        save_painting(
            lambda painter: paint_page(painter, board, chosen, palette),
            path,
            chosen,
            scale,
            title=board.title,
            description=board.takeaway,
        )
    elif isinstance(item, ChartSpec):
        from deliverydesk.rendering.export import DEFAULT_SIZE, save_picture

        save_picture(item, path, size or DEFAULT_SIZE, scale, palette)


def _save_deck(item: Item, path: str | os.PathLike[str], source: str) -> None:
    if isinstance(item, RoadmapPicture):
        from deliverydesk.exporters.roadmap_pptx import save_roadmap_deck

        save_roadmap_deck(item, path)
        return
    from deliverydesk.exporters.deck import Deck

    deck = Deck(item.title)
    if isinstance(item, ChartSpec):
        deck.add_chart(item)
    elif isinstance(item, HorizonBoard):
        deck.add_table(item.table, item.takeaway, item.source or source)
    else:
        deck.add_table(item, source=source)
    deck.save(path)


def _save_figures(spec: ChartSpec, path: str | os.PathLike[str], ending: str, style: CsvStyle | None) -> None:
    if ending == ".csv":
        save_table(spec.table, path, style)
    else:
        from deliverydesk.exporters.workbook import save_chart_workbook

        save_chart_workbook(spec, path)
