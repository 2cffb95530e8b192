"""The words for fields and values in labels, history and messages."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from deliverydesk.domain.entities import Entity, caption, singular
from deliverydesk.domain.formats import MONTHS as MONTHS
from deliverydesk.domain.formats import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIELD_WORDS = {
    "effort_low": "low effort",
    "effort_likely": "likely effort",
    "effort_high": "high effort",
    "remaining": "remaining effort",
    "ice_impact": "ICE impact",
    "ice_confidence": "ICE confidence",
    "ice_ease": "ICE ease",
    "risk_opportunity": "risk or opportunity value",
    "hold_low": "lower bound",
    "hold_high": "upper bound",
    "week_start": "first day of the week",
    "rank_gap": "gap that deserves a reason",
}


def field_words(field: str) -> str:
    """A field's name in a sentence: "planned start"."""
    return _FIELD_WORDS.get(field, field.replace("_", " "))


def quoted(text: str, limit: int = 60) -> str:
    """A title in quotation marks, shortened for a sentence."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"


def named(entity: Entity) -> str:
    """An entity in a sentence: its caption in quotes, else what it is."""
    words = caption(entity)
    return quoted(words) if words else f"a {singular(type(entity))}"


def several(entities: Sequence[Entity]) -> str:
    """One entity by its caption, several by their number: "3 deliverables"."""
    if len(entities) == 1:
        return named(entities[0])
    what = singular(type(entities[0])) if entities else "item"
    return counted(len(entities), what)


def counted(count: int, what: str) -> str:
    """A number of things: "1 product", "3 dependencies"."""
    if count == 1:
        return f"1 {what}"
    plural = {"criterion": "criteria"}.get(what) or (what[:-1] + "ies" if re.search("[^aeiou]y$", what) else what + "s")
    return f"{figure(count)} {plural}"


def article(word: str) -> str:
    """A word with its article: "an outcome", "a team"."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def figure(value: float) -> str:
    """A number in a sentence: up to ten digits, thousands apart, never an exponent for what has fewer."""
    return formats().styled(f"{value:,}" if isinstance(value, int) else f"{value:,.10g}")


def day_words(day: date) -> str:
    """A day in a sentence: "3 Sep 2026"."""
    return formats().day(day)


def value_words(value: object) -> str:
    """A field's value in a sentence; "nothing" where it is empty."""
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return figure(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return quoted(str(value)) if isinstance(value, str) else str(value)
