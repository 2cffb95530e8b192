"""Fields as rows: what a row says, and what typing into it asks for. Made by functions without Qt, shown by
`widgets.field_row`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Generic, Literal, TypeVar

from deliverydesk.actions import backlog, measuring, records
from deliverydesk.charts.format import day, number, percent, with_unit
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Deliverable, Entity, Outcome, field_names
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.dates import date_hint, typed_date
from deliverydesk.ui.typed import (
    Action,
    chosen,
    distinct,
    read_number,
    read_share,
    read_tags,
    read_whole,
    within,
    written,
    written_share,
)

Editor = Literal["", "line", "choice", "known", "date", "tags", "long"]
"""Not at all; one line; one of a list; one line with known words offered; a date; tags; several lines."""

SEVERAL = tr("several values")
E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Two rows are equal where they look the same."""

    key: str
    """Unique among the rows shown together, such as "stage" or "demand 12"."""
    caption: str
    value: str = ""
    editor: Editor = ""
    typed: str = ""
    """What the editor begins with, such that typing nothing changes nothing."""
    hint: str = ""
    """What the empty editor says can be written."""
    note: str = ""
    """A few words at the right."""
    role: str = "text"
    tip: str = ""
    problem: str = ""
    """What is wrong with it, in a sentence below it."""
    style: Literal["", "title", "adder", "link", "markdown", "gate"] = ""
    """The item's title; "Add …"; something else of the portfolio that a press leads to; notes in Markdown; a gate of
    readiness."""
    glyph: str = ""
    """The state (ok, watch, bad) that a gate shows before its name."""
    called: str = ""
    """What a screen reader calls it where the caption does not say enough."""
    removing: str = ""
    """The words for taking it away; empty where it cannot be."""
    removing_icon: str = "close"
    act: Callable[[str], Action] | None = field(default=None, compare=False)
    """The action that typed words ask for. This and the action may raise DeskError."""
    choices: Callable[[], Sequence[str]] | None = field(default=None, compare=False)
    remove: Action | None = field(default=None, compare=False)
    leads: tuple[type[Entity], int] | None = field(default=None, compare=False)

    def spoken(self) -> str:
        """The row as one sentence."""
        name = self.called or self.caption
        if self.style in ("adder", "title"):
            said = name or self.value
        else:
            said = tr("{name}: {value}", name=name, value=self.value or trc("cell", "empty"))
        return ", ".join(part for part in (said, self.note, self.problem) if part)


@dataclass(frozen=True, slots=True)
class Common(Generic[E]):
    """The rows of fields that one or several entities of one type have in common."""

    portfolio: Portfolio
    entity_type: type[E]
    ids: tuple[int, ...]
    today: date

    @property
    def entities(self) -> list[E]:
        """The entities, as they are."""
        table = self.portfolio.table(self.entity_type)
        return [table[entity_id] for entity_id in self.ids]

    def value(self, name: str) -> tuple[Any, bool]:
        """The value that all have, and False; or None and True where they differ."""
        values = [getattr(entity, name) for entity in self.entities]
        same = all(value == values[0] for value in values)
        return (values[0], False) if same else (None, True)

    def setting(self, values: Mapping[str, Any]) -> Action:
        """The action that sets these fields of all."""
        entity_type, ids = self.entity_type, self.ids

        def action(portfolio: Portfolio) -> ChangeSet:
            if entity_type is Deliverable:
                return backlog.edit_deliverables(portfolio, ids, values)
            if entity_type is Outcome:
                return measuring.retarget_all(portfolio, ids, values, self.today)
            return records.edit(portfolio, entity_type, ids, values)

        return action

    def row(
        self,
        name: str,
        caption: str,
        read: Callable[[str], Any],
        *,
        shown: Callable[[Any], str] = str,
        typed: Callable[[Any], str] | None = None,
        editor: Editor = "line",
        **more: Any,
    ) -> Row:
        """The row of one field: `read` turns typed words into its value, `shown` says it, `typed` writes it."""
        assert name in field_names(self.entity_type)
        value, mixed = self.value(name)
        empty = value is None or value in ("", ())
        more.setdefault("role", "text3" if mixed else "text")
        return Row(
            name,
            caption,
            SEVERAL if mixed else "" if empty else shown(value),
            editor,
            "" if mixed or empty else (typed or shown)(value),
            act=lambda words: self.setting({name: read(words)}),
            **more,
        )

    def text(self, name: str, caption: str, editor: Editor = "line", **more: Any) -> Row:
        """Free text."""
        return self.row(name, caption, str.strip, editor=editor, **more)

    def known(self, name: str, caption: str, **more: Any) -> Row:
        """Free text, with what others have offered."""
        table = self.portfolio.table(self.entity_type)

        def choices() -> list[str]:
            return sorted({getattr(entity, name) for entity in table} - {""}, key=str.casefold)

        return self.text(name, caption, "known", choices=choices, **more)

    def tags(self, name: str, caption: str) -> Row:
        """Words with commas between them."""
        table = self.portfolio.table(self.entity_type)

        def choices() -> list[str]:
            return sorted({tag for entity in table for tag in getattr(entity, name)}, key=str.casefold)

        return self.row(
            name, caption, read_tags, shown=", ".join, editor="tags", choices=choices, hint=tr("words, with commas")
        )

    def number(self, name: str, caption: str, unit: str = "", **more: Any) -> Row:
        """A number."""
        return self.row(name, caption, read_number, shown=lambda v: with_unit(v, unit), typed=written, **more)

    def whole(self, name: str, caption: str, unit: str = "", **more: Any) -> Row:
        """A whole number."""
        return self.row(name, caption, read_whole, shown=lambda v: with_unit(v, unit, 0), typed=written, **more)

    def share(self, name: str, caption: str, **more: Any) -> Row:
        """A share, written as 80 % or 0.8."""
        more.setdefault("hint", tr("80 % or 0.8"))
        return self.row(name, caption, read_share, shown=share_words, typed=written_share, **more)

    def day(self, name: str, caption: str, **more: Any) -> Row:
        """A date."""

        def shown(value: date) -> str:
            return day(value, self.today)

        more.setdefault("hint", tr("{day}, Friday or +3w", day=date_hint()))
        read = reading_day(self.today)
        return self.row(name, caption, read, shown=shown, typed=day, editor="date", **more)

    def choice(self, name: str, caption: str, known: Mapping[Any, str], nothing: str = "", **more: Any) -> Row:
        """One of a few values; `nothing` is what is chosen to empty the field."""
        english = {str(value.value): value for value in known if isinstance(value, Enum)}

        def read(words: str) -> Any:
            if nothing and words.strip() in ("", nothing):
                return None
            return chosen(words, {said: value for value, said in known.items()}, within(caption), english)

        def choices() -> list[str]:
            return [*known.values(), *([nothing] if nothing else [])]

        return self.row(name, caption, read, shown=lambda v: known[v], editor="choice", choices=choices, **more)

    def reference(self, name: str, caption: str, table: Iterable[Entity], nothing: str, **more: Any) -> Row:
        """Another entity, by its name."""
        known = {entity_id: said for said, entity_id in distinct(table, lambda entity: entity.name).items()}  # type: ignore[attr-defined]
        return self.choice(name, caption, known, nothing, **more)


def reading_day(today: date) -> Callable[[str], date | None]:
    """How a date is read on a day."""
    return lambda words: typed_date(words, today)


def share_words(share: float) -> str:
    """A share as per cent, with as many digits as it has."""
    return with_unit(round(share * 100, 6), "%") if share else percent(0)


def needed(words: str, what: str) -> str:
    """Words that must be there. Raises DeskError."""
    if not words.strip():
        raise DeskError(tr("{what} cannot be empty.", what=what))
    return words.strip()


def weeks_words(low: float | None, likely: float | None, high: float | None) -> tuple[str, str]:
    """An estimate in person-weeks as a figure and its range: ("5", "4 to 8")."""
    span = tr("{low} to {high}", low=number(low), high=number(high)) if low is not None and high is not None else ""
    if likely is None:
        return span, ""
    return number(likely), span
