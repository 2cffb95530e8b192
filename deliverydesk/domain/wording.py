"""The words for fields and values in labels, history and messages."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import Entity, caption, singular
from deliverydesk.domain.field_words import FIELD_WORDS
from deliverydesk.domain.formats import formats
from deliverydesk.domain.nouns import COUNTED, NOUNS
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from collections.abc import Sequence


def field_words(field: str) -> str:
    """A field's name in a sentence: "planned start"."""
    return FIELD_WORDS[field]


def quoted(text: str, limit: int = 60) -> str:
    """A title in quotation marks, shortened for a sentence."""
    text = " ".join(text.split())
    return tr("“{text}”", text=text if len(text) <= limit else text[: limit - 1] + "…")


def named(entity: Entity) -> str:
    """An entity in a sentence: its caption in quotes, else what it is."""
    words = caption(entity)
    return quoted(words) if words else article(singular(type(entity)))


def several(entities: Sequence[Entity]) -> str:
    """One entity by its caption, several by their number: "3 deliverables"."""
    if len(entities) == 1:
        return named(entities[0])
    what = singular(type(entities[0])) if entities else "item"
    return counted(len(entities), what)


def counted(count: int, what: str) -> str:
    """A number of things, by their English word in the singular: "1 product", "3 dependencies"."""
    return COUNTED[what](count, figure(count))


def article(what: str) -> str:
    """An entity that is not known by a name, by `entities.singular`: "an outcome", "a team"."""
    return NOUNS[what].some


def subject(what: str) -> str:
    """The same at the start of a sentence: "An outcome"."""
    return NOUNS[what].subject


def noun(what: str) -> str:
    """An entity without its article, by `entities.singular`: "outcome", as in "outcome 12"."""
    return NOUNS[what].bare


def figure(value: float) -> str:
    """A number in a sentence: up to ten digits, thousands apart, never an exponent for what has fewer."""
    return formats().styled(f"{value:,}" if isinstance(value, int) else f"{value:,.10g}")


def day_words(day: date) -> str:
    """A day in a sentence: "3 Sep 2026"."""
    return formats().day(day)


def value_words(value: object) -> str:
    """A field's value in a sentence; "nothing" where it is empty."""
    if value is None or value in ("", ()):
        return tr("nothing")
    if isinstance(value, Enum):
        return choice_words(value)
    if isinstance(value, bool):
        return trc("flag", "yes") if value else trc("flag", "no")
    if isinstance(value, (int, float)):
        return figure(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return quoted(str(value)) if isinstance(value, str) else str(value)
