"""Handing out charts, the roadmap and the backlog: as pictures, slides and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.exportable import Exportable
    from deliverydesk.ui.window.main_window import MainWindow


def export(window: MainWindow, desk: Desk, exportables: Sequence[Exportable]) -> None:
    """Let the person choose what to hand out, of what the panes show now and of all charts there are, and how."""
    from deliverydesk.ui.dialogs.export.offers import offers
    from deliverydesk.ui.dialogs.export.sheet import ExportSheet

    ExportSheet(window, desk, offers(desk.document, exportables)).open()
