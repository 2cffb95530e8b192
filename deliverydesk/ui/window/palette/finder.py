"""The door to the palette and to quick add: one for each window. It keeps the names that are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from deliverydesk.document.document import Changed
    from deliverydesk.ui.window.main_window import MainWindow
    from deliverydesk.ui.window.palette.finding import Names
    from deliverydesk.ui.window.palette.palette import Palette
    from deliverydesk.ui.window.palette.quick_add import QuickAdd


class Finder(QObject):
    """Opens the palette; loads nothing of it before that."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._names: Names | None = None

    def open(self, words: str = "") -> Palette:
        """Open the palette over the window."""
        from deliverydesk.ui.window.palette.finding import Names
        from deliverydesk.ui.window.palette.palette import Palette

        if self._names is None:
            self._names = Names()
            self._window.desk.changed.connect(self._follow)
        palette = Palette(self._window, self._names, self.add)
        palette.open_with(words)
        return palette

    def add(self, words: str = "") -> QuickAdd:
        """Open quick add with a line begun."""
        from deliverydesk.ui.window.palette.quick_add import QuickAdd

        card = QuickAdd(self._window)
        card.open_with(words)
        return card

    def _follow(self, changed: Changed) -> None:
        if self._names is not None:
            self._names.follow(changed.change_set)
