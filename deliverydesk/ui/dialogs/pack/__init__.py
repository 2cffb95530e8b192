"""Packs: decks of several slides that are made again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.window.main_window import MainWindow


def open_pack(window: MainWindow, desk: Desk) -> None:
    """Let the person choose slides, look at them, and make a deck of them or bring an earlier one up to date."""
    from deliverydesk.ui.dialogs.pack.sheet import PackSheet

    PackSheet(window, desk).open()
