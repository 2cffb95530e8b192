"""What a pane can hand to the export: a name, a title and a way to make it as it is seen now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Exportable(NamedTuple):
    """A chart, table or roadmap as seen. `make` returns a ChartSpec, TableData or RoadmapPicture."""

    name: str
    title: str
    make: Callable[[], Any]
    apart: bool = False
    """Whether `make` asks no widget, so that it may be called in a thread."""
