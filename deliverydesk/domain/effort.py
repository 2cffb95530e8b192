"""Effort as people write it: "5", "3–8", "3/5/8", "2 pm", "10 days". Kept in person-weeks."""

from __future__ import annotations

import re
from typing import NamedTuple

from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import WEEKS_PER_MONTH
from deliverydesk.support.language import tr

WEEKS_PER_UNIT = {
    "w": 1.0,
    "pw": 1.0,
    "d": 0.2,
    "pd": 0.2,
    "h": 0.025,
    "ph": 0.025,
    "m": WEEKS_PER_MONTH,
    "pm": WEEKS_PER_MONTH,
}
"""Person-weeks in each unit: a week has five days of eight hours, a month 52/12 weeks."""

_UNIT_WORDS = {
    "w": ("week", "weeks", "wk", "wks", "woche", "wochen"),
    "d": ("day", "days", "tag", "tage", "tagen"),
    "h": ("hour", "hours", "hr", "hrs", "stunde", "stunden", "std"),
    "m": ("month", "months", "mo", "mos", "monat", "monate"),
}
"""Units as they are written out, in every language of the program: a line may be pasted from anywhere."""

_UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words}
_PERSON = re.compile("person(?:en)?|~")
_NUMBER = r"\d+(?:[.,]\d+)?"
_EFFORT = re.compile(
    rf"\s*({_NUMBER})(?:\s*(?:-|–|/|to|bis|\.\.)\s*({_NUMBER}))?(?:\s*(?:-|–|/|to|bis|\.\.)\s*({_NUMBER}))?\s*([a-z-]*)\s*"
)
_AMBIGUOUS = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?!\d)")
"""1,500 is 1500 to some and 1.5 to others. 0,125 and 2,5 can only be decimals."""


class Effort(NamedTuple):
    """A three-point estimate in person-weeks; None where not given."""

    low: float | None
    likely: float | None
    high: float | None


def parse_effort(text: str) -> Effort:
    """Read an estimate. One number is the likely effort, two are low and high, three low, likely and high.

    Two numbers take their geometric mean as likely, since effort errs by factors. Raises DeskError.
    """
    if _AMBIGUOUS.search(text):
        raise DeskError(
            tr(
                "“{text}” may mean thousands or a decimal. Write it without the comma, such as 1500 or 1.5.",
                text=text[:60],
            )
        )
    match = _EFFORT.fullmatch(_PERSON.sub("", text.lower()))
    factor = _factor(match[4]) if match else None
    if match is None or factor is None:
        raise DeskError(
            tr(
                "“{text}” is no effort. Write 5, 3–8 or 3/5/8, in person-weeks, or with a unit: 2 pm, 10 days.",
                text=text[:60],
            )
        )
    numbers = [float(part.replace(",", ".")) * factor for part in match.groups()[:3] if part]
    if len(numbers) == 1:
        return Effort(None, numbers[0], None)
    if len(numbers) == 2:
        return Effort(numbers[0], round((numbers[0] * numbers[1]) ** 0.5, 2), numbers[1])
    return Effort(*numbers)


def _factor(unit: str) -> float | None:
    unit = unit.strip("-") or "w"
    return WEEKS_PER_UNIT.get(_UNITS.get(unit, unit))


def format_effort(low: float | None, likely: float | None, high: float | None) -> str:
    """The estimate as `parse_effort` reads it; empty where there is none."""
    given = [_plain(value) for value in (low, likely, high) if value is not None]
    if likely is not None and low is None and high is None:
        return given[0]
    return "/".join(given) if len(given) == 3 else "–".join(given)


def _plain(value: float) -> str:
    """Four decimals at most and never an exponent, which `parse_effort` would not read."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
