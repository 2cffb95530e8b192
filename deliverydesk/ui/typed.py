"""What a person typed into a field, as a value; and whether what they ask for can be. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Entity
from deliverydesk.domain.formats import formats
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check
from deliverydesk.domain.values import NumberStyle
from deliverydesk.domain.wording import figure, quoted
from deliverydesk.importers.figures import format_number, parse_number
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import SOURCE, language, tr

Action = Callable[[Portfolio], ChangeSet]
_PER_CENT = 5
"""From here on a share without a sign can only be meant in per cent."""
T = TypeVar("T")
E = TypeVar("E", bound=Entity)


def refusal(portfolio: Portfolio, action: Action) -> str:
    """Why an action would be refused, in a sentence; empty where it would go through. Changes nothing."""
    try:
        change_set = action(portfolio)
        check(portfolio.after(change_set), change_set)
    except DeskError as error:
        return str(error)
    return ""


def read_number(words: str) -> float | None:
    """The number meant, with a decimal point or comma; None for nothing. "1,234" is a thousand to some and little
    more than one to others, and is asked back, unless the portfolio writes numbers with a comma: who chose that is
    read by it. Raises DeskError.
    """
    typed = words.strip()
    if typed in ("", "—", "–", "-"):
        return None
    point, comma = (parse_number(typed, style) for style in ("point", "comma"))
    if "%" in typed or (point is None and comma is None):
        raise DeskError(tr("{text} is no number. Write it as 61.2 or 61,2.", text=quoted(typed)))
    if comma is not None and _reads_by_comma(typed):
        return comma
    if point is not None and comma is not None and point != comma and "," in typed:
        raise DeskError(
            tr(
                "{text} may be {one} or {other}. Write {one} or {other}.",
                text=quoted(typed),
                one=format(point, "g"),
                other=format(comma, "g"),
            )
        )
    return point if point is not None else comma


def _reads_by_comma(typed: str) -> bool:
    """Whether the style settles what would have two meanings. A point parts thousands in one style alone."""
    style = formats().number_style
    return style is NumberStyle.COMMA or (style is NumberStyle.SPACE and "," in typed)


def read_tags(words: str) -> tuple[str, ...]:
    """Tags from words with commas between them; order kept, doubles dropped."""
    return tuple(dict.fromkeys(tag.strip() for tag in words.split(",") if tag.strip()))


def read_share(words: str) -> float | None:
    """A share, written as 0.8, 80 % or 80; None for nothing. From 1 to 5 it may be either and is asked back. Raises
    DeskError.
    """
    typed = words.strip()
    if typed.endswith("%"):
        number = read_number(typed[:-1])
        if number is None:
            raise DeskError(tr("Write the per cent before the sign, as in 80 %, or a share such as 0.8."))
        return round(number / 100, 10)
    share = read_number(typed)
    if share is not None and share > 100:
        raise DeskError(
            tr("{text} is more than the whole. Write a share from 0 to 1, or up to 100 %.", text=quoted(typed))
        )
    if share is not None and share >= _PER_CENT:
        return round(share / 100, 10)
    if share is not None and share > 1:
        raise DeskError(
            tr(
                "{text} is more than the whole. Write {share} % or a share such as 0.8.",
                text=quoted(typed),
                share=format(share, "g"),
            )
        )
    return share


def read_whole(words: str) -> int | None:
    """A whole number; None for nothing. Raises DeskError."""
    number = read_number(words)
    if number is None:
        return None
    if number != int(number):
        raise DeskError(tr("{text} is no whole number.", text=quoted(words.strip())))
    return int(number)


def written(value: float | None) -> str:
    """A number as `read_number` reads it, every digit kept; empty for None."""
    if value is None:
        return ""
    short = format_number(float(value))
    return (short if float(short) == value else repr(value)).replace(".", formats().decimal)


def written_share(value: float | None) -> str:
    """A share as `read_share` reads it: "80 %"."""
    return "" if value is None else f"{written(round(value * 100, 8))} %"


def within(caption: str) -> str:
    """A caption inside a sentence: with a small letter in English; other languages may write nouns with large ones."""
    return caption.lower() if language() == SOURCE else caption


def chosen(words: str, known: Mapping[str, T], what: str, also: Mapping[str, T] | None = None) -> T:
    """The one of `known` (by name) that was typed, whole or begun; or, whole, one of `also`, names that go without
    saying. Raises DeskError, naming what there is.
    """
    wanted = words.strip().casefold()
    for name, value in [*known.items(), *(also or {}).items()]:
        if name.casefold() == wanted:
            return value
    begun = [value for name, value in known.items() if wanted and name.casefold().startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    typed = quoted(words.strip(), 40)
    if begun:
        raise DeskError(
            tr("{text} begins {count} of them. Write more of it, or choose one.", text=typed, count=figure(len(begun)))
        )
    if not known:
        raise DeskError(tr("There is no {what} called {text}, for there is none at all yet.", what=what, text=typed))
    listed = ", ".join(list(known)[:6]) + ("…" if len(known) > 6 else "")
    raise DeskError(tr("There is no {what} called {text}. There is: {listed}.", what=what, text=typed, listed=listed))


def distinct(entities: Iterable[E], words: Callable[[E], str]) -> dict[str, int]:
    """Ids by name for choosing from; where two have one name, the second says so with a number."""
    named: dict[str, int] = {}
    known: dict[str, int] = {}
    for entity in entities:
        plain = words(entity)
        count = known[plain] = known.get(plain, 0) + 1
        name = plain if count == 1 else f"{plain} ({count})"
        while name in named:  # somebody has given another one just this name
            count = known[plain] = count + 1
            name = f"{plain} ({count})"
        named[name] = entity.id
    return named
