"""The one way to the best set, for the menu and for panes. It loads nothing of the sheet before that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.desk import Desk

WORDS = tr("Best set…")
SHORTCUT = "Ctrl+Shift+L"


def open_best_set(desk: Desk, host: QWidget) -> None:
    """Choose, over a window, which vetted work to take on."""
    from deliverydesk.ui.dialogs.choosing.sheet import BestSetSheet

    BestSetSheet(desk, host).open()
