"""One line that says a whole deliverable: "Fix refunds #claims @haas ~3-8 >2027-Q1 !ready /MA ^calls".

A word that begins with a mark is understood where it can be, and else stays in the title: nothing that was typed is
lost. A backslash before a mark keeps it as it is, quotation marks hold several words together: @"R. Haas".
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.effort import parse_effort
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.formats import month_named
from deliverydesk.domain.values import Kind, Stage

MARKS = "#@~>!/^"
_PIECE = re.compile(rf'([{re.escape(MARKS)}])(?:"([^"]+)"|([^\s"]\S*))(?=\s|$)|\S+')
_QUARTER = re.compile(r"(?:(\d{4})-?)?q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(?:(\d{1,2}) )?([^\W\d_]{3,9})(?: (\d{4}))?")
_AHEAD = re.compile(r"\+(\d{1,3})([dwm])")


class Known(NamedTuple):
    """What the marks may refer to: names as they are shown, and ids by name."""

    owners: tuple[str, ...] = ()
    products: Mapping[str, int] = {}
    """By name and by code."""
    outcomes: Mapping[str, int] = {}
    fiscal_year_start: int = 1


@dataclass(frozen=True, slots=True)
class Quick:
    """A line as it was understood."""

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the deliverable but its title, by name."""
    outcome: int | None = None
    tags: tuple[str, ...] = ()


def understand(line: str, today: date, known: Known = Known()) -> Quick:  # noqa: B008 - it is frozen
    """What a line says. Never raises: what is not understood is a part of the title."""
    title: list[str] = []
    found: dict[str, Any] = {}
    tags: list[str] = []
    for match in _PIECE.finditer(line):
        mark, words = match[1], (match[2] or match[3] or "").strip()
        meant = _meant(mark, words, today, known) if mark and words else None
        if meant is None:
            whole = match[0]
            title.append(whole[1:] if len(whole) > 1 and whole[0] == "\\" and whole[1] in MARKS + "\\" else whole)
        elif mark == "#":
            tags.append(words)
        else:
            found |= meant
    unique = tuple(dict.fromkeys(tags))
    outcome = found.pop("outcome", None)
    return Quick(" ".join(title), found | ({"tags": unique} if unique else {}), outcome, unique)


def _meant(mark: str, words: str, today: date, known: Known) -> dict[str, Any] | None:
    """The values that a mark sets; None where it is not understood."""
    if mark == "#":
        return None if words.isdecimal() else {}
    if mark == "@":
        owner = _one(words, {name: name for name in known.owners})
        return {"owner": words if owner is None else owner}
    if mark == "~":
        return _effort(words)
    if mark == ">":
        day = _target(words.lower(), today, known.fiscal_year_start)
        return None if day is None else {"target_date": day}
    if mark == "!":
        return _begun(words.lower())
    table, name = (known.products, "product") if mark == "/" else (known.outcomes, "outcome")
    entity = _one(words, table)
    return None if entity is None else {name: entity}


def _effort(words: str) -> dict[str, Any] | None:
    try:
        low, likely, high = parse_effort(words)
    except DeskError:
        return None
    return {"effort_low": low, "effort_likely": likely, "effort_high": high}


def _begun(words: str) -> dict[str, Any] | None:
    """A stage or a kind by the beginning of its word, in the language of the program, else in English."""
    fields: list[tuple[Stage | Kind, str]] = [*((each, "stage") for each in Stage), *((each, "kind") for each in Kind)]
    for word_of in (choice_words, lambda value: str(value.value)):
        fits = [{field: value} for value, field in fields if word_of(value).lower().startswith(words)]
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def _one(words: str, table: Mapping[str, Any]) -> Any:
    """The one that is called so, whole, else that begins so, else that has a word that begins so; None for no one."""
    wanted = _folded(words)
    folded = [(_folded(name), value) for name, value in table.items()]
    for fits in (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: any(word.startswith(wanted) for word in re.split(r"[\s.]+", name)),
    ):
        found = {value for name, value in folded if fits(name)}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def _folded(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _target(words: str, today: date, fiscal_year_start: int) -> date | None:
    """The last day that is meant: of a fiscal quarter, of a month, so long from today, or the day itself."""
    try:
        if match := _QUARTER.fullmatch(words):
            return _quarter(match[1], int(match[2]), today, fiscal_year_start)
        if match := _DAY.fullmatch(words):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _MONTH.fullmatch(words):
            return _month_end(int(match[1]) * 12 + int(match[2]) - 1) if 1 <= int(match[2]) <= 12 else None
        if match := _AHEAD.fullmatch(words):
            return _ahead(int(match[1]), match[2], today)
    except (ValueError, OverflowError):
        return None
    return None


def target_day(words: str, today: date, fiscal_year_start: int = 1) -> date | None:
    """The day that is meant by when something is due: "2027-Q1", "Dec", "Dec 2027", "18 Dec"; None where none is."""
    plain = " ".join(words.lower().replace(".", " ").split())
    day = _target(plain.replace(" ", "-") if plain[:4].isdecimal() else plain, today, fiscal_year_start)
    if day is not None:
        return day
    match = _NAMED.fullmatch(plain)
    month = month_named(match[2]) if match else None
    if match is None or month is None:
        return None
    for year in (int(match[3]),) if match[3] else range(today.year, today.year + 9):
        try:
            found = date(year, month, int(match[1])) if match[1] else _month_end(year * 12 + month - 1)
        except ValueError:
            continue  # the 29th of February of a common year
        if match[3] or found >= today:
            return found
    return None


def _quarter(year: str | None, quarter: int, today: date, fiscal_year_start: int) -> date:
    if year is not None:
        return quarter_end(int(year), quarter, fiscal_year_start)
    return next(
        end
        for near in (today.year, today.year + 1, today.year + 2)
        if (end := quarter_end(near, quarter, fiscal_year_start)) >= today
    )


def quarter_end(year: int, quarter: int, fiscal_year_start: int = 1) -> date:
    """The last day of a quarter of a fiscal year, which has the name of the calendar year in which it ends."""
    begins = year * 12 + fiscal_year_start - 1 - (12 if fiscal_year_start > 1 else 0)
    return _month_end(begins + 3 * quarter - 1)


def _month_end(months: int) -> date:
    year, month = divmod(months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _ahead(count: int, unit: str, today: date) -> date:
    if unit == "m":
        end = _month_end(today.year * 12 + today.month - 1 + count)
        return end.replace(day=min(today.day, end.day))
    return today + timedelta(days=count * (7 if unit == "w" else 1))
