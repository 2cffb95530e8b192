"""Which figure stands at a place of the window, of all that widgets say as `ui.figures` has it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QTableView, QTreeView, QWidget

from deliverydesk.analysis.definitions import DEFINITIONS
from deliverydesk.ui.figures import FIGURE_ROLE, HasCurrentFigure, ShowsFigures, marked


class Place(NamedTuple):
    """A figure, and where it stands in the coordinates of a widget."""

    key: str
    widget: QWidget
    rect: QRect


def place_at(window: QWidget, pos: QPoint) -> Place | None:
    """The figure at a place of a window, in the window's coordinates; None where none stands."""
    widget: QWidget | None = window.childAt(pos)
    while widget is not None and widget is not window:
        found = _in(widget, widget.mapFrom(window, pos))
        if found is not None:
            return found
        widget = widget.parentWidget()
    return None


def place_of_focus(focused: QWidget | None) -> Place | None:
    """The figure that the keyboard is at: that of the current cell, or of the widget itself."""
    if focused is None:
        return None
    if isinstance(focused, QAbstractItemView):
        viewport = focused.viewport()
        seen = focused.visualRect(focused.currentIndex()) & viewport.rect()
        return place_at(focused.window(), viewport.mapTo(focused.window(), seen.center())) if seen.isValid() else None
    if isinstance(focused, QAbstractScrollArea):
        at = focused.current_figure() if isinstance(focused, HasCurrentFigure) else None
        return _known(at[0], focused.viewport(), at[1]) if at is not None else None
    place = place_at(focused.window(), focused.mapTo(focused.window(), focused.rect().center()))
    # What happens to stand in the middle of a card is not what the keyboard is at.
    return place if place is not None and not focused.isAncestorOf(place.widget) else None


def _in(widget: QWidget, pos: QPoint) -> Place | None:
    if (key := marked(widget)) is not None:
        return _known(key, widget, widget.rect())
    if isinstance(widget, QAbstractScrollArea):
        # Its figures are on its viewport; what is left are scroll bars and the frame.
        return None
    if isinstance(widget, ShowsFigures):
        at = widget.figure_at(pos)
        return _known(at[0], widget, at[1]) if at is not None else None
    owner = widget.parentWidget()
    # What is below the pointer is an item view's viewport.
    if isinstance(owner, QAbstractScrollArea) and owner.viewport() is widget:
        if isinstance(owner, ShowsFigures):
            at = owner.figure_at(pos)
            return _known(at[0], widget, at[1]) if at is not None else None
        if isinstance(owner, QHeaderView):
            return _in_header(owner, pos)
        if isinstance(owner, QAbstractItemView):
            return _in_view(owner, pos)
    return None


def _in_view(view: QAbstractItemView, pos: QPoint) -> Place | None:
    index = view.indexAt(pos)
    if not index.isValid():
        return None
    key = index.data(FIGURE_ROLE)
    if key is None and isinstance(view, (QTableView, QTreeView)):
        key = index.model().headerData(index.column(), Qt.Orientation.Horizontal, FIGURE_ROLE)
    return _known(key, view.viewport(), view.visualRect(index))


def _in_header(header: QHeaderView, pos: QPoint) -> Place | None:
    across = header.orientation() is Qt.Orientation.Horizontal
    section = header.logicalIndexAt(pos)
    if section < 0 or not across:
        return None
    key = header.model().headerData(section, header.orientation(), FIGURE_ROLE)
    rect = QRect(header.sectionViewportPosition(section), 0, header.sectionSize(section), header.height())
    return _known(key, header.viewport(), rect)


def _known(key: object, widget: QWidget, rect: QRect) -> Place | None:
    if not isinstance(key, str) or key not in DEFINITIONS:
        return None
    # What is scrolled out of sight is not framed over what is beside it.
    return Place(key, widget, rect & widget.visibleRegion().boundingRect())
