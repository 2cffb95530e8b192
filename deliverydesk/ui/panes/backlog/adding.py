"""Titles typed one below the other: Enter in the title of a new item begins the next one, Escape ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.editors import CellDelegate

NEW_TITLE = tr("New item")
"""The title of an item until one is typed."""
_Hint = QAbstractItemDelegate.EndEditHint


class Adding(QObject):
    """Follows the editor of a new item's title: `add_below` is called with the item that the next one goes below."""

    def __init__(self, desk: Desk, delegate: CellDelegate, add_below: Callable[[int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._add_below = desk, add_below
        self._fresh: int | None = None
        """The item whose first title is being typed."""
        self._closed: int | None = None
        self._added: str | None = None
        """What undo would take back while the item is as it was added."""
        delegate.closeEditor.connect(self._close)
        delegate.kept.connect(self._kept)

    def begin(self, deliverable_id: int) -> None:
        """An item was just added; its title is about to be typed."""
        self._fresh, self._added = deliverable_id, self._desk.document.undo_label

    def _close(self, _editor: QWidget, hint: _Hint = _Hint.NoHint) -> None:
        self._closed, self._fresh = self._fresh, None
        untouched = self._closed is not None and self._has_no_title(self._closed)
        if untouched and hint == _Hint.RevertModelCache and self._desk.document.undo_label == self._added:
            self._desk.undo()

    def _kept(self, way: str, deliverable_id: int, _row: int) -> None:
        if way == "down" and deliverable_id == self._closed and not self._has_no_title(deliverable_id):
            self._add_below(deliverable_id)

    def _has_no_title(self, deliverable_id: int) -> bool:
        item = self._desk.portfolio.deliverables.get(deliverable_id)
        return item is None or item.title == NEW_TITLE
