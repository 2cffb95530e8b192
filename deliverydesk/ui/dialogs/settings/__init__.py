"""The settings sheet: what holds for the whole portfolio, its products, teams and criteria, and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.dialogs.settings.sheet import SettingsSheet


def open_settings(window: QWidget, desk: Desk, page: str = "portfolio") -> SettingsSheet:
    """Open the sheet over a window at a page, one of `sheet.PAGES`; "criteria" is that of the scoring."""
    from deliverydesk.ui.dialogs.settings.sheet import SettingsSheet

    sheet = SettingsSheet(desk, window)
    sheet.open()
    sheet.show_page(page)
    return sheet
