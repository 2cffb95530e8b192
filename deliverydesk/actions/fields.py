"""The fields of an action: what each takes as plain JSON, in words, and how that is read.

A reference to another entity is its id or its name.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from deliverydesk.domain.coding import coerce, field_types, shown
from deliverydesk.domain.effort import Effort, parse_effort
from deliverydesk.domain.entities import ENTITY_TYPES, REFERENCES, Deliverable, Entity, Settings, caption, singular
from deliverydesk.domain.errors import NotFound
from deliverydesk.domain.wording import article, counted, field_words, noun, quoted, subject
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio

_HIDDEN = {"id", "order_key"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an action: what it is called, what it takes and whether it must be given."""

    name: str
    kind: type
    """str, int, float, bool, date, tuple, an enum, or an entity type for a reference."""
    required: bool = False
    optional: bool = True
    many: bool = False
    """A list of such values; a single one is taken as a list of one."""
    words: str = ""

    def read(self, portfolio: Portfolio, value: Any) -> Any:
        """The JSON value as the action wants it. Raises DeskError with a sentence."""
        if self.many:
            values = value if isinstance(value, list) else [value]
            return tuple(self._read_one(portfolio, each) for each in values)
        return self._read_one(portfolio, value)

    def _read_one(self, portfolio: Portfolio, value: Any) -> Any:
        if self.kind in REFERABLE:
            if value is None and self.optional:
                return None
            return resolve(portfolio, self.kind, value)
        return coerce(self.name, value, self.kind, self.optional)

    def describe(self) -> str:
        """The kind in words, for help: "id or name of a team", "one of up, down, hold"."""
        if self.kind in REFERABLE:
            words = tr("id or name of {a_thing}", a_thing=article(singular(self.kind)))
        elif issubclass(self.kind, Enum):
            words = tr("one of {choices}", choices=", ".join(str(member.value) for member in self.kind))
        else:
            words = _KINDS.get(self.kind, "")
        return tr("list of: {words}", words=words) if self.many else words


_KINDS: dict[type, str] = {
    str: trc("kind of value", "text"),
    float: trc("kind of value", "number"),
    int: trc("kind of value", "whole number"),
    bool: trc("kind of value", "true or false"),
    date: trc("kind of value", "date as 2026-03-31"),
    tuple: trc("kind of value", "list of texts"),
}


REFERABLE: frozenset[type] = frozenset(ENTITY_TYPES.values()) - {Settings}


def resolve(portfolio: Portfolio, entity_type: type[Entity], reference: Any) -> int:
    """The id of the entity that is meant by an id or by a name, title or external key. Raises NotFound."""
    table = portfolio.table(entity_type)
    what = singular(entity_type)
    if isinstance(reference, int) and not isinstance(reference, bool):
        if reference in table:
            return reference
        raise NotFound(tr("There is no {what} {id} in this portfolio.", what=noun(what), id=reference))
    if not isinstance(reference, str):
        raise NotFound(
            tr("{what} is named by its id or its name, not by {given}.", what=subject(what), given=shown(reference))
        )
    wanted = reference.strip().casefold()
    found = [
        entity.id
        for entity in table
        if caption(entity).strip().casefold() == wanted
        or (isinstance(entity, Deliverable) and entity.external_key.casefold() == wanted != "")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(
            tr("{items} are called {name}; use the id.", items=counted(len(found), what), name=quoted(reference))
        )
    raise NotFound(tr("There is no {what} called {name}.", what=noun(what), name=quoted(reference)))


def entity_fields(entity_type: type[Entity], *, required: bool) -> tuple[Field, ...]:
    """The fields of an entity as fields of an action; `required` for adding, where some must be given."""
    references = {reference.field: reference.target for reference in REFERENCES.get(entity_type, ())}
    defaults = {field.name: field.default for field in fields(entity_type)}
    return tuple(
        Field(
            name,
            references.get(name, kind),
            required=required and defaults[name] is MISSING,
            optional=optional,
            words=field_words(name),
        )
        for name, (kind, optional) in field_types(entity_type).items()
        if name not in _HIDDEN
    )


EFFORT_WORDS = tr("effort as 5, 3–8, 3/5/8 (person-weeks) or with a unit: 2 pm, 10 days")


class EffortField(Field):
    """An estimate: one number or a text as people write it."""

    def read(self, portfolio: Portfolio, value: Any) -> Any:  # noqa: ARG002
        """Numbers are person-weeks, texts as people write them; null takes the estimate back."""
        if value is None:
            return Effort(None, None, None)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return Effort(None, coerce(self.name, value, float, optional=False), None)
        return parse_effort(coerce(self.name, value, str, optional=False))
