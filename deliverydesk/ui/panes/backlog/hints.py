"""Hints of what can be typed, with days as the portfolio writes them. No Qt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.domain.formats import formats
from deliverydesk.support import clock
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.ui.panes.backlog.columns import Editor


def day_like(month: int, day: int) -> str:
    """A day of this year, as an example of how days are written: "7 Sep"."""
    return formats().day(date(clock.today().year, month, day), year=False)


def hint(editor: Editor) -> str:
    """What can be typed into an empty cell, where that is not plain."""
    if editor == "effort":
        return tr("3–8, 3/5/8 or 2 pm")
    if editor == "date":
        return tr("{day}, +3w", day=day_like(11, 6))
    return tr("tags, with commas") if editor == "tags" else ""
