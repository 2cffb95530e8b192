"""One action by name, as the command line and the palette know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliverydesk.actions.descriptions import DESCRIPTIONS
from deliverydesk.domain.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deliverydesk.actions.fields import Field
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do, as the command line and the palette know it."""

    name: str
    words: str
    fields: tuple[Field, ...]
    run: Callable[[Portfolio, dict[str, Any]], ChangeSet]

    def prepare(self, portfolio: Portfolio, given: Mapping[str, Any]) -> ChangeSet:
        """The change set for fields given as plain JSON values. Raises DeskError with a sentence."""
        by_name = {field.name: field for field in self.fields}
        for name in given:
            if name not in by_name:
                known = ", ".join(by_name)
                raise DeskError(
                    tr(
                        "“{action}” has no field “{field}”. It has: {known}.",
                        action=self.name,
                        field=str(name)[:60],
                        known=known,
                    )
                )
        for field in self.fields:
            if field.required and field.name not in given:
                raise DeskError(tr("“{action}” needs the field “{field}”.", action=self.name, field=field.name))
        return self.run(portfolio, {name: by_name[name].read(portfolio, value) for name, value in given.items()})


def action(function: Callable[..., ChangeSet], listed: tuple[Field, ...], name: str | None = None) -> Action:
    """An action under the name of its function, or another, with the words that `descriptions` has for it."""
    name = name or function.__name__
    return Action(name, DESCRIPTIONS[name], listed, lambda portfolio, given: function(portfolio, **given))
