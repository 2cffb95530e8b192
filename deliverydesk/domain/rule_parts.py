"""What the rules of several entities are made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deliverydesk.domain.entities import singular
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.wording import article
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio


def check_unique(after: Portfolio, entity: Any, *names: str) -> None:
    """Raises RuleBroken where another entity of the type has the same values in these fields."""
    values = tuple(getattr(entity, name) for name in names)
    for other in after.table(type(entity)).by(names[0], values[0]):
        if other.id != entity.id and tuple(getattr(other, name) for name in names) == values:
            raise RuleBroken(
                tr(
                    "There is such {a_thing} already; change that one instead of adding another.",
                    a_thing=article(singular(type(entity))),
                )
            )


def check_unique_name(after: Portfolio, entity: Any) -> None:
    """Raises RuleBroken where another entity of the type goes by the same name."""
    name = entity.name.strip().casefold()
    for other in after.table(type(entity)):
        if other.id != entity.id and other.name.strip().casefold() == name:
            raise RuleBroken(
                tr(
                    "There is {a_thing} called “{name}” already.",
                    a_thing=article(singular(type(entity))),
                    name=other.name,
                )
            )


def is_object(text: str) -> bool:
    """Whether a text is a JSON object."""
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
