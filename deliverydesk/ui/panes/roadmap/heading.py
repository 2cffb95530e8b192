"""A header that gives way: where it is narrow, tools that menus and keys offer too give way, the least needed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize

from deliverydesk.ui.widgets.buttons import GivingRow
from deliverydesk.ui.widgets.header import HEIGHT, PaneHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_LEAST = 360
_GAP = 6


class YieldingHeader(PaneHeader):
    """A header that does not hinder its pane from getting narrower."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._yielding: dict[QWidget, bool] = {}
        """Tools that give way, the first one first, and whether each is wanted at all."""
        self._reckoned: int | None = None
        """Its least width, until a tool comes or asks for another layout."""

    def give_way(self, *tools: QWidget) -> None:
        """Let these tools go where there is no room, in this order."""
        self._yielding = dict.fromkeys(tools, True)

    def want(self, tool: QWidget, wanted: bool) -> None:
        """Show a tool where there is room for it, or not at all."""
        self._yielding[tool] = wanted
        self._fit()

    def minimumSizeHint(self) -> QSize:
        # A dock asks two hundred times at a start.
        if self._reckoned is None:
            self._reckoned = min(self.needed(_LEAST), _LEAST)
        return QSize(self._reckoned, HEIGHT)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.ChildAdded:
            self._reckoned = None
        elif event.type() == QEvent.Type.LayoutRequest:
            # a tool got other words
            self._fit()
            known, self._reckoned = self._reckoned, None
            if known is not None and known != self.minimumSizeHint().width():
                self.updateGeometry()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = [tool for tool, is_wanted in self._yielding.items() if is_wanted]
        shown = [tool for tool in self._yielding if not tool.isHidden()]
        needed = self.needed()
        needed += sum(_width(tool) for tool in wanted if tool not in shown)
        needed -= sum(_width(tool) for tool in shown if tool not in wanted)
        needed += sum(_words(tool) for tool in wanted)
        for tool in list(wanted):
            if needed > self.width():
                needed -= _words(tool)
            if needed <= self.width():
                break
            needed -= _width(tool)
            wanted.remove(tool)
        for tool in self._yielding:
            if tool.isHidden() == (tool in wanted):
                tool.setVisible(tool in wanted)


def _words(tool: QWidget) -> int:
    """What a tool's words take, which go before the tool does."""
    return max(tool.sizeHint().width() - tool.minimumSizeHint().width(), 0) if isinstance(tool, GivingRow) else 0


def _width(tool: QWidget) -> int:
    return max(tool.minimumSizeHint().width(), tool.minimumWidth()) + _GAP
