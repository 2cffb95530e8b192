"""What cells of the backlog are on the clipboard: text with tabs, an HTML table, and our own form with full values.

A cell is written so that typing it gives the same value again, and so that no spreadsheet takes it for something
else: an estimate of three points has dashes, for 3/5/8 would become a day in May. No Qt.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.domain.effort import format_effort
from deliverydesk.domain.estimates import has_own_estimate
from deliverydesk.importers.figures import format_number
from deliverydesk.importers.pasted import Cell, text_of_rows
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.panes.backlog.sight import Sight

OWN_FORM = "application/x-deliverydesk-cells"
"""JSON: {"version": 1, "rows": [[{"text", "effort" or "tags"}, ...], ...]}."""
_VERSION = 1


class Clip(NamedTuple):
    """One cell: what it says, what is behind that, and what text alone would lose."""

    text: str = ""
    exact: float | date | None = None
    effort: tuple[float | None, float | None, float | None] | None = None
    tags: tuple[str, ...] | None = None
    ours: bool = False
    """Copied here, so that the text is the value itself, spaces and line ends included."""


Block = list[list[Clip]]


def clip(sight: Sight, item: Deliverable, column: str) -> Clip:
    """A cell as it is copied."""
    if column == "effort":
        low, likely, high, *_ = sight.effort(item)
        words = format_effort(low, likely, high).replace("/", "–")
        own = (low, likely, high) if has_own_estimate(item) else None
        return Clip(words, likely if low is None and high is None else None, own, ours=True)
    if column == "tags":
        return Clip(", ".join(item.tags), tags=item.tags, ours=True)
    described = COLUMNS[PLACE[column]]
    if described.cell is None:
        return Clip(described.text(sight, item), ours=True)
    value = described.cell(sight, item)
    if isinstance(value, date):
        return Clip(value.isoformat(), value, ours=True)
    if isinstance(value, (int, float)):
        return Clip(format_number(float(value)), float(value), ours=True)
    return Clip(ours=True)


def block(sight: Sight, ids: Sequence[int], columns: Sequence[str], progress: Progress | None = None) -> Block:
    """The cells of a range."""
    rows = []
    for done, entity_id in enumerate(ids):
        if progress is not None and not done % 1000:
            progress(done, len(ids))
        item = sight.item(entity_id)
        rows.append([clip(sight, item, column) for column in columns])
    return rows


def headed(cells: Block, columns: Sequence[str]) -> Block:
    """A block with the names of its columns over it."""
    return [[Clip(COLUMNS[PLACE[column]].title) for column in columns], *cells]


def plain_text(cells: Block) -> str:
    """Text with tabs."""
    return text_of_rows([[cell.text for cell in row] for row in cells])


def html(cells: Block) -> str:
    """One table, with what LibreOffice and Excel need in order not to guess what is a number, a day or a text."""
    rows = "\n".join("<tr>" + "".join(map(_cell_html, row)) + "</tr>" for row in cells)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
        "<style>br {mso-data-placement:same-cell}</style></head>"
        f"<body><table>\n{rows}\n</table></body></html>"
    )


_FIRST_DAY = date(1899, 12, 30)


def _cell_html(cell: Clip) -> str:
    if isinstance(cell.exact, date):
        serial = (cell.exact - _FIRST_DAY).days
        how = f'sdval="{serial}" sdnum="1033;0;YYYY-MM-DD" style="mso-number-format:\'yyyy\\-mm\\-dd\'"'
        return f"<td {how}>{cell.text}</td>"
    if cell.exact is not None:
        return f'<td sdval="{cell.text}" sdnum="1033;" x:num="{cell.text}">{cell.text}</td>'
    if not cell.text:
        return "<td></td>"
    from html import escape

    words = "<br>".join(escape(line, quote=False) for line in cell.text.split("\n"))
    return f'<td sdnum="1033;0;@" style="mso-number-format:\'\\@\'">{words}</td>'


def own_form(cells: Block) -> bytes:
    """Our own form, with full values."""
    return json.dumps({"version": _VERSION, "rows": [[_plain(cell) for cell in row] for row in cells]}).encode()


def _plain(cell: Clip) -> dict[str, Any]:
    plain: dict[str, Any] = {"text": cell.text}
    if cell.effort is not None:
        plain["effort"] = list(cell.effort)
    if cell.tags is not None:
        plain["tags"] = list(cell.tags)
    return plain


def read_own(data: bytes) -> Block | None:
    """The cells of our own form; None where it is none, or of a newer program that does it otherwise."""
    try:
        held = json.loads(data)
        if held["version"] != _VERSION:
            return None
        return [[_read(cell) for cell in row] for row in held["rows"]] or None
    except (ValueError, KeyError, TypeError):
        return None


def _read(plain: dict[str, Any]) -> Clip:
    effort, tags = plain.get("effort"), plain.get("tags")
    parts = tuple(None if part is None else float(part) for part in effort) if effort is not None else None
    if parts is not None and len(parts) != 3:
        raise ValueError(effort)
    words = tuple(str(tag) for tag in tags) if tags is not None else None
    return Clip(str(plain["text"]), None, parts, words, ours=True)


def foreign(cells: Sequence[Sequence[Cell]]) -> Block:
    """The cells that another program copied."""
    return [[Clip(cell.text, cell.exact) for cell in row] for row in cells]
