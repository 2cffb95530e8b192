"""The endings of files in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence


def either(endings: Sequence[str]) -> str:
    """Like ".png, .svg or .pdf"."""
    *others, last = endings
    return tr("{others} or {last}", others=", ".join(others), last=last)
