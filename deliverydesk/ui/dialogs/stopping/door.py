"""The one way to the sheet of stopping, for every pane that shows work. It loads nothing of the sheet before that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.desk import Desk

WORDS = tr("Table or cancel…")
SHORTCUT = "Ctrl+Shift+X"


def may_stop(desk: Desk, chosen: Sequence[int]) -> bool:
    """Whether these are one open deliverable of a portfolio that can be written to."""
    item = desk.portfolio.deliverables.get(chosen[0]) if len(chosen) == 1 else None
    return item is not None and item.is_open and not desk.document.read_only


def stop(desk: Desk, host: QWidget, chosen: Sequence[int]) -> None:
    """Look at tabling or cancelling the chosen item, and at what to begin instead."""
    from deliverydesk.ui.dialogs.stopping.sheet import open_stopping

    if may_stop(desk, chosen):
        open_stopping(desk, host, chosen[0])
    else:
        desk.refused.emit(desk.document.read_only or tr("Select one deliverable that is open, to table or cancel it."))
