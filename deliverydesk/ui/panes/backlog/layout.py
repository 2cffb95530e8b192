"""Which columns are shown, in which order and how wide; the title takes what is left."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontMetricsF

from deliverydesk.charts.format import day
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import Stage
from deliverydesk.ui import fonts
from deliverydesk.ui.panes.backlog.bands import PAD, STAGE_SIGN
from deliverydesk.ui.panes.backlog.columns import COLUMNS, ORDER, PLACE, Column

if TYPE_CHECKING:
    from deliverydesk.ui.panes.backlog.table import BacklogTable

_TITLE_LEAST = 136
_TITLE_LAST = 110
_NARROW = 640
_GIVES_WAY = ("effort", "team", "target")
"""In a narrow pane these columns go, in this order, before the title gets too short to read."""


def first_width(column: Column) -> int:
    """How wide a column is at first: as given, or as its days or stages are where a language writes them longer."""
    words: list[str]
    if column.kind == "date":
        words, beside = [day(date(2028, month, 28)) for month in range(1, 13)], 0
    elif column.key == "stage":
        words, beside = [choice_label(stage) for stage in Stage], STAGE_SIGN
    else:
        return column.width
    metrics = QFontMetricsF(fonts.font(fonts.CELL))
    return max(column.width, ceil(max(map(metrics.horizontalAdvance, words)) + beside + 2 * PAD))


class ColumnLayout(QObject):
    """Keeps a table's columns. A column that a narrow pane hides comes back with the room for it."""

    changed = Signal()
    """Columns were chosen, moved or sized."""

    def __init__(self, table: BacklogTable) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self.chosen: set[str] = set()
        self._hidden_for_room: set[str] = set()
        self._remembered: dict[str, int] = {}
        self._fitting = False
        self._title_width: int | None = None
        """Where a person sized the title: that width. Else it fills the table."""
        self.reset()
        table.resized.connect(self.fit)
        self._header.sectionResized.connect(self._sized)
        self._header.sectionMoved.connect(lambda *_: self.changed.emit())
        self._header.sectionHandleDoubleClicked.connect(self._unsize)

    def reset(self) -> None:
        """The columns as they were at first."""
        self._title_width = None
        self.chosen = {column.key for column in COLUMNS if column.shown}
        self._fitting = True
        for visual, key in enumerate(ORDER):
            self._header.moveSection(self._header.visualIndex(PLACE[key]), visual)
            self._header.setSectionHidden(PLACE[key], False)
            self._header.resizeSection(PLACE[key], first_width(COLUMNS[PLACE[key]]))
        self._remembered.clear()
        self._fitting = False
        self.fit()
        self.changed.emit()

    def show(self, key: str, on: bool) -> None:
        """Show or hide a column. The title stays: without it nobody knows which row is which."""
        if key != "title":
            (self.chosen.add if on else self.chosen.discard)(key)
            self.fit()
            self.changed.emit()

    def shown(self) -> list[str]:
        """The keys of the columns chosen, from left to right, those included that have no room now."""
        order = (COLUMNS[self._header.logicalIndex(visual)].key for visual in range(self._header.count()))
        return [key for key in order if key in self.chosen]

    def fit(self) -> None:
        """Let the title fill the table, and columns give way where it would get too short."""
        if self._fitting:
            return
        self._fitting = True
        width = self._table.viewport().width()
        kept = [column for column in COLUMNS if column.key in self.chosen]
        others = {c.key: self._width(c.key) for c in kept if c.key != "title"}
        self._hidden_for_room = set()
        if width < _NARROW:
            for key in _GIVES_WAY:
                if width - sum(others.values()) < _TITLE_LEAST and key in others:
                    del others[key]
                    self._hidden_for_room.add(key)
        for place, column in enumerate(COLUMNS):
            hidden = column.key not in self.chosen or column.key in self._hidden_for_room
            if self._header.isSectionHidden(place) != hidden:
                self._header.setSectionHidden(place, hidden)
        left = max(width - sum(others.values()), _TITLE_LAST)
        self._header.resizeSection(PLACE["title"], self._title_width or left)
        self._fitting = False

    def _width(self, key: str) -> int:
        place = PLACE[key]
        # A hidden section has no size, but remembers the one that it had.
        if self._header.isSectionHidden(place):
            return self._remembered.get(key, first_width(COLUMNS[place]))
        return self._header.sectionSize(place)

    def _sized(self, section: int, _before: int, after: int) -> None:
        if self._fitting:
            return
        key = COLUMNS[section].key
        if key == "title":
            self._title_width = after
        elif after:
            self._remembered[key] = after
        self.fit()
        self.changed.emit()

    def _unsize(self, section: int) -> None:
        """A double click on a handle gives the column its first width again; the title fills the table again."""
        if COLUMNS[section].key == "title":
            self._title_width = None
            self.fit()
        else:
            self._header.resizeSection(section, first_width(COLUMNS[section]))

    def to_state(self) -> list[dict[str, Any]]:
        """The columns from left to right, as JSON values."""
        state = []
        for visual in range(self._header.count()):
            key = COLUMNS[self._header.logicalIndex(visual)].key
            width = self._title_width if key == "title" else self._width(key)
            state.append({"key": key, "width": width, "shown": key in self.chosen})
        return state

    def take_state(self, state: object) -> None:
        """What `to_state` gave; columns it does not name stay as they are."""
        if not isinstance(state, list):
            return
        self._fitting = True
        known = [each for each in state if isinstance(each, dict) and each.get("key") in PLACE]
        for visual, each in enumerate(known):
            key, width = str(each["key"]), each.get("width")
            self._header.moveSection(self._header.visualIndex(PLACE[key]), visual)
            if key == "title":
                self._title_width = width if isinstance(width, int) and width > 40 else None
            elif isinstance(width, int) and 16 <= width <= 2000:
                self._remembered[key] = width
                self._header.setSectionHidden(PLACE[key], False)
                self._header.resizeSection(PLACE[key], width)
            if key != "title":
                (self.chosen.add if each.get("shown") is True else self.chosen.discard)(key)
        self._fitting = False
        self.fit()
