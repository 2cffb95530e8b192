"""The one way to the sheet of stopping, for every pane that shows work. It loads nothing of the sheet before that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.entities import Decision
from deliverydesk.support.language import tr
from deliverydesk.ui.allowing import allow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.desk import Desk

WORDS = tr("Table or cancel…")
SHORTCUT = "Ctrl+Shift+X"
_UNFIT = tr("Select one deliverable that is open, to table or cancel it.")


def allow_stop(action: QAction, desk: Desk, chosen: Sequence[int]) -> None:
    """Grey the action where these are not one open deliverable, or no decision can be written now."""
    allow(action, True, _why_not(desk, chosen))


def _why_not(desk: Desk, chosen: Sequence[int]) -> str:
    item = desk.portfolio.deliverables.get(chosen[0]) if len(chosen) == 1 else None
    unfit = "" if item is not None and item.is_open else _UNFIT
    return desk.locked(Decision) or unfit


def stop(desk: Desk, host: QWidget, chosen: Sequence[int]) -> None:
    """Look at tabling or cancelling the chosen item, and at what to begin instead."""
    from deliverydesk.ui.dialogs.stopping.sheet import open_stopping

    if reason := _why_not(desk, chosen):
        desk.refused.emit(reason)
    else:
        open_stopping(desk, host, chosen[0])
