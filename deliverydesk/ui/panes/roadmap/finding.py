"""Finding an item on the roadmap: a field under the header, how many match, and the way from one to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deliverydesk.charts.roadmap import unscheduled
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import ToolButton
from deliverydesk.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from deliverydesk.charts.roadmap import Lane
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane


class FindBar(QWidget):
    """Enter goes to the next match, Shift+Enter to the one before, Escape closes."""

    def __init__(self, pane: RoadmapPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._wanted: list[str] = []
        self.matches: list[int] = []
        """Ids: bars in reading order, then unscheduled items in the manager's order."""
        self.at: int | None = None
        self._opened: Lane | None = None
        """The lane that was expanded to show a match."""
        self.field = _Field(self)
        self.field.setObjectName("roadmap.find_field")
        self.field.searched.connect(self._search)
        self.field.left.connect(self.close_bar)
        self.count = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 1)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(ToolButton("up", tr("Match before (Shift+Enter)"), lambda: self.step(-1), self, side=24))
        row.addWidget(ToolButton("down", tr("Next match (Enter)"), lambda: self.step(1), self, side=24))
        row.addWidget(ToolButton("close", tr("Close the search (Escape)"), self.close_bar, self, side=24))
        self.setFixedHeight(34)
        self.setObjectName("roadmap.finding")
        text.name(self, tr("Find on the roadmap"))
        self.hide()

    def open_bar(self) -> None:
        """Show the field, with what was searched for last."""
        if self._pane.commands.table.isChecked():
            self._pane.commands.table.trigger()
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search(self.field.text())

    def close_bar(self) -> None:
        """Hide the field; the matches are lit no longer, the current one stays selected."""
        self.hide()
        self.matches, self.at, self._opened = [], None, None
        self._light()
        self._pane.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def renew(self) -> None:
        """Another roadmap: look again, and stay where it was."""
        if self.isVisible():
            current = self.matches[self.at] if self.at is not None else None
            self.matches = self._found()
            self.at = self.matches.index(current) if current in self.matches else None
            self._light()

    def _search(self, words: str) -> None:
        self._wanted = words.casefold().split()
        self.matches, self.at = self._found(), None
        self._light()
        if self.matches:
            self.step(1)

    def _found(self) -> list[int]:
        if not self._wanted:
            return []
        items = self._pane.desk.portfolio.deliverables
        shown = [(bar.id, bar.title) for bar in self._pane.picture.ordered()]
        waiting = [(one, items[one].title) for one in unscheduled(self._pane.desk.portfolio)]
        return [one for one, title in (*shown, *waiting) if all(word in title.casefold() for word in self._wanted)]

    def step(self, by: int) -> None:
        """Go to the next match, or the one before; after the last comes the first."""
        if not self.matches:
            return
        self.at = (self.at + by) % len(self.matches) if self.at is not None else 0 if by > 0 else len(self.matches) - 1
        one = self.matches[self.at]
        pane = self._pane
        if one in pane.picture.bars:
            self._open_lane(pane.picture.lanes[pane.picture.bars[one].lane])
            pane.desk.select(Deliverable, (one,), one)
            pane.area.reveal(one)
        else:
            pane.desk.select(Deliverable, (one,), one)
            pane.waiting.show_item(one)
            pane.commands.waiting.setChecked(True)
        self._light()

    def _open_lane(self, lane: Lane) -> None:
        """Expand the lane of a match, and collapse again the one that was expanded for another match."""
        before = self._opened
        if lane.folded or (before is not None and before.key != lane.key):
            folded = self._pane.picture.folded - {lane.key}
            self._opened = lane if lane.folded else None
            self._pane.fold(folded if before is None or before.key == lane.key else folded | {before.key})

    def _light(self) -> None:
        area = self._pane.area
        area.show_state(replace(area.shown, found=frozenset(self.matches)))
        if not self._wanted or not self.isVisible():
            words = ""
        elif not self.matches:
            words = tr("No match")
        else:
            words = tr("{at} of {count}", at=figure((self.at or 0) + 1), count=figure(len(self.matches)))
        text.set_text(self.count, words)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class _Field(SearchField):
    def __init__(self, bar: FindBar) -> None:
        super().__init__(tr("Find an item on the roadmap"), bar, framed=False)
        self._bar = bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._bar.step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._bar.close_bar()
        else:
            super().keyPressEvent(event)
