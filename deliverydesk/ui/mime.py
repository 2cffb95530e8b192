"""What is carried when things are dragged from one pane to another: their ids, and whose they are."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.ui.desk import Desk

DELIVERABLES = "application/x-deliverydesk-deliverables"
"""JSON: {"desk": whose they are, "ids": [...]} in the order they were in."""


def deliverables_data(desk: Desk, ids: Sequence[int]) -> QMimeData:
    """Deliverables to be dragged; other programs get their titles."""
    data = QMimeData()
    carried = {"desk": _token(desk), "ids": list(ids)}
    data.setData(DELIVERABLES, json.dumps(carried).encode())
    table = desk.portfolio.deliverables
    data.setText("\n".join(table[entity_id].title for entity_id in ids if entity_id in table))
    return data


def dragged_deliverables(desk: Desk, data: QMimeData) -> tuple[int, ...]:
    """The deliverables that are dragged; none where it is something else, or from another window's portfolio."""
    if not data.hasFormat(DELIVERABLES):
        return ()
    try:
        carried = json.loads(bytes(data.data(DELIVERABLES).data()))
    except ValueError:
        return ()
    if not isinstance(carried, dict) or carried.get("desk") != _token(desk):
        return ()
    table, ids = desk.portfolio.deliverables, carried.get("ids")
    return tuple(i for i in ids if isinstance(i, int) and i in table) if isinstance(ids, list) else ()


def _token(desk: Desk) -> str:
    """Ids mean nothing in another portfolio, so a drag is known by its process and document."""
    return f"{os.getpid()}:{id(desk.document)}"
