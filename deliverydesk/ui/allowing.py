"""What cannot be done now is greyed beforehand, and says why: in the tip of a menu, the status text and the palette."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton

from deliverydesk.ui import text

_WHY = "why_not"


def allow(action: QAction, possible: bool, locked: str = "") -> None:
    """Let an action work where it is possible and nothing locks it; `locked` is the sentence that says what does."""
    action.setEnabled(possible and not locked)
    action.setProperty(_WHY, locked)
    action.setStatusTip(locked)
    action.setToolTip(text.tooltip(locked) if locked else "")


def why_locked(action: QAction) -> str:
    """What locks an action, in a sentence; empty where nothing does."""
    return str(action.property(_WHY) or "")


def follow(button: QAbstractButton, action: QAction) -> None:
    """Let a button work where an action does, and say the same where it does not."""
    words = button.accessibleName()

    def renew() -> None:
        button.setEnabled(action.isEnabled())
        text.set_tooltip(button, why_locked(action) or words)

    action.changed.connect(renew)
    renew()
