"""Numbers in the words of an explanation. Not for tables and axes, which have their own formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.formats import formats
from deliverydesk.support.language import SOURCE, language, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def figure(value: float) -> str:
    """Four significant digits at least, whole thousands in full: "675", "1,234,567", "0.1667", "2.25"."""
    if value == 0:
        return "0"
    if abs(value) >= 1e15 or abs(value) < 1e-4:
        return formats().styled(f"{value:.4g}")
    if abs(value) >= 1000:
        return formats().styled(f"{value:,.1f}".removesuffix(".0"))
    return formats().styled(f"{value:.4g}")


def percent(share: float) -> str:
    """A share as a percentage: "80 %"."""
    return f"{figure(share * 100)} %"


def listed(words: Sequence[str]) -> str:
    """Words in a sentence: "reach, impact and effort"."""
    if len(words) < 2:
        return "".join(words)
    return tr("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def in_sentence(label: str) -> str:
    """A label inside a sentence, where English has it in small letters; German nouns stay as they are."""
    return label.lower() if language() == SOURCE else label


def spoken(day: date, beside: date | None = None) -> str:
    """A day in a sentence: "3 Sep 2026"; without the year where `beside` is of the same year and says so too."""
    return formats().day(day, year=beside is None or beside.year != day.year)
