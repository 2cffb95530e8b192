"""How a widget says which figures it shows, so that help can explain them: see `ui.help.finding`.

The model of an item view answers `FIGURE_ROLE` in its cells or in the heads of its columns; a painted widget has a
method `figure_at`; a plain widget is marked. Keys are those of `analysis.definitions`, which is not imported here: a
window needs no definitions until somebody asks.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

FIGURE_ROLE = Qt.ItemDataRole.UserRole + 900
_PROPERTY = "figure"


@runtime_checkable
class ShowsFigures(Protocol):
    """A painted widget that knows its figures."""

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The key of the figure at a place, with its rectangle, both in the widget's coordinates; in those of the
        viewport, where it has one.
        """


@runtime_checkable
class HasCurrentFigure(Protocol):
    """A painted scroll area with a current place of its own, such as a bar."""

    def current_figure(self) -> tuple[str, QRect] | None:
        """The key of the figure at the current place, with its rectangle on the viewport."""


def explain_at(widget: QWidget, pos: QPoint) -> None:
    """Explain the figure at a place of a widget, as Shift+F1 does; nothing where none stands."""
    from deliverydesk.ui.help.finding import place_at
    from deliverydesk.ui.help.whatis import explain

    place = place_at(widget.window(), widget.mapTo(widget.window(), pos))
    if place is not None:
        explain(place)


def mark(widget: QWidget, key: str) -> None:
    """Say which figure a plain widget shows; empty for none."""
    widget.setProperty(_PROPERTY, key)


def marked(widget: QWidget) -> str | None:
    """The figure that a plain widget shows."""
    key = widget.property(_PROPERTY)
    return key if isinstance(key, str) and key else None
