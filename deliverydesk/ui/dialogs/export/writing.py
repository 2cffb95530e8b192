"""Making files and pictures of what was chosen: in a thread, beside the file that was there, and then in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.charts.horizons import HorizonBoard
from deliverydesk.charts.roadmap import RoadmapPicture
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.rendering.files import PICTURES, save_as
from deliverydesk.support.tokens import load_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from deliverydesk.rendering.files import Item
    from deliverydesk.support.progress import Progress

PREVIEW_SIZE = (1280, 720)


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is written: ``ending`` says as what; size, scale and theme are for pictures."""

    ending: str = ".pptx"
    size: tuple[int, int] = PREVIEW_SIZE
    scale: float = 2.0
    theme: str = "light"

    @property
    def is_picture(self) -> bool:
        """Whether size and theme matter."""
        return self.ending in PICTURES


def write(items: Sequence[Item], path: Path, manner: Manner, source: str, progress: Progress) -> Path:
    """Write the items, several into one deck, and return the path. Raises DeskError; lets Cancelled through."""
    progress(0, 0)
    if manner.ending == ".pptx":
        from deliverydesk.exporters.presentation import save_presentation

        save_presentation(items, path, title=items[0].title, source=source, progress=progress)
        return path
    save_as(
        items[0],
        path,
        size=manner.size,
        scale=manner.scale if manner.ending == ".png" else 1.0,
        palette=load_tokens(manner.theme),
        source=source,
        progress=progress,
    )
    return path


def picture_of(
    item: ChartSpec | RoadmapPicture | HorizonBoard, manner: Manner, *, scale: float | None = None
) -> QImage:
    """The item as an image, as a PNG of it would be."""
    tokens = load_tokens(manner.theme)
    scale = scale or manner.scale
    if isinstance(item, RoadmapPicture):
        from deliverydesk.rendering.roadmap import roadmap_image

        return roadmap_image(item, manner.size, scale, tokens)
    if isinstance(item, HorizonBoard):
        from deliverydesk.rendering.export import painted_image
        from deliverydesk.rendering.horizons import paint_page

        board = item
        return painted_image(lambda painter: paint_page(painter, board, manner.size, tokens), manner.size, scale)
    from deliverydesk.rendering.export import chart_image

    return chart_image(item, manner.size, scale, tokens)
