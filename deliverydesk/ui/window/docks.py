"""A dock for one pane: it hides, floats and comes back, with the pane's own header as its title bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.widgets.buttons import ToolButton

if TYPE_CHECKING:
    from collections.abc import Callable


class PaneDock(QDockWidget):
    """Holds a pane that `make` builds as a child of the dock, at once or when the dock is first seen after `wake`."""

    def __init__(
        self, name: str, title: str, make: Callable[[QWidget | None], Any], parent: QWidget, *, at_once: bool = False
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName(f"dock.{name}")
        self.name = name
        self.pane: Any = None
        self._make = make
        self._awake = False
        self._seen = False
        self._state: dict[str, Any] | None = None
        text.name(self, title)
        if at_once:
            self.build()
        else:
            self.setWidget(_Waiting(self))
            self.setTitleBarWidget(QWidget(self))
        self.show_action = QAction(title, self)
        self.show_action.setCheckable(True)
        self.show_action.triggered.connect(self.toggle_shown)
        self.visibilityChanged.connect(self._on_seen)

    def build(self) -> Any:
        """Build the pane now, if it is not built yet, and return it."""
        if self.pane is None:
            self.pane = self._make(self)
            header = self.pane.header
            header.add_right(
                ToolButton("float", tr("Float this pane, or dock it again"), self.toggle_floating, side=24)
            )
            header.add_right(ToolButton("close", tr("Hide this pane; View brings it back"), self.hide, side=24))
            self.setTitleBarWidget(header)
            waiting: QWidget | None = self.widget()
            self.setWidget(self.pane)
            if waiting is not None:
                waiting.deleteLater()
            if self._state is not None:
                self.pane.restore_state(self._state)
        return self.pane

    def another(self) -> Any:
        """Another pane of the same kind, for whoever shows it elsewhere and takes care of it."""
        return self._make(None)

    def wake(self) -> None:
        """From now on the pane is built as soon as it is seen: called after the window's first paint."""
        self._awake = True
        if self._seen:
            self.build()

    @property
    def in_front(self) -> bool:
        """True where the pane can be seen: shown, and not behind another one that shares its place."""
        return self._seen

    def toggle_shown(self) -> None:
        """Bring the pane to the front, from behind another one or from hiding; hide it where it is in front."""
        if self._seen:
            self.hide()
        else:
            self.bring()

    def bring(self) -> None:
        """Bring the pane to the front."""
        self.show()
        self.raise_()

    def _on_seen(self, seen: bool) -> None:
        self._seen = seen
        self.show_action.setChecked(seen)
        if seen and self._awake:
            self.build()

    def toggle_floating(self) -> None:
        """Float the pane in a window of its own, or put it back."""
        self.setFloating(not self.isFloating())

    def pane_state(self) -> dict[str, Any] | None:
        """The pane's view state, to be kept; what was restored where the pane was never built."""
        state: dict[str, Any] | None = self.pane.save_state() if self.pane is not None else self._state
        return state

    def restore_pane(self, state: dict[str, Any]) -> None:
        """Give the pane the view state that was kept."""
        self._state = state
        if self.pane is not None:
            self.pane.restore_state(state)


class _Waiting(QWidget):
    """Stands in for a pane that is not built yet."""

    def sizeHint(self) -> QSize:
        return QSize(280, 240)

    def minimumSizeHint(self) -> QSize:
        # Without one a narrow window has no room left for the pane, and Qt puts it outside.
        return QSize(160, 120)
