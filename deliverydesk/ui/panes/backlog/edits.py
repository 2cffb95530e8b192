"""What typing into a cell does: the text that an editor begins with, and the action that its words ask for. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from deliverydesk.actions import backlog, cells, roadmap
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.effort import format_effort, parse_effort
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Kind, Stage
from deliverydesk.domain.wording import counted, quoted, value_words
from deliverydesk.support import clock
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.panes.backlog.columns import COLUMNS, KIND_WORDS, PLACE, STAGE_WORDS
from deliverydesk.ui.rows import read_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.backlog.sight import Sight

T = TypeVar("T")
Action = Callable[["Portfolio"], ChangeSet]

LINKED = {"team": "teams", "outcome": "outcomes"}
"""Columns that say what a deliverable is linked to, and what `cells.set_cells` calls that."""

NOTHING = {"product": "No product", "team": "No team", "outcome": "No outcome"}
"""What is chosen to empty a reference."""


def editing_text(sight: Sight, item: Deliverable, column: str) -> str:
    """What the editor of a cell begins with, such that typing nothing changes nothing."""
    if column == "effort":
        return format_effort(item.effort_low, item.effort_likely, item.effort_high)
    return COLUMNS[PLACE[column]].text(sight, item)


def choices(portfolio: Portfolio, column: str) -> list[str]:
    """What can be chosen in a cell, or what an owner or tag may be completed to."""
    if column == "stage":
        return list(STAGE_WORDS.values())
    if column == "kind":
        return list(KIND_WORDS.values())
    if column in NOTHING:
        return [*sorted(_referable(portfolio, column), key=str.casefold), NOTHING[column]]
    if column == "owner":
        return sorted({item.owner for item in portfolio.deliverables} - {""}, key=str.casefold)
    if column == "tags":
        return sorted({tag for item in portfolio.deliverables for tag in item.tags}, key=str.casefold)
    return []


def edit(column: str, ids: Sequence[int], words: str) -> Action:
    """The action that sets a column of deliverables to what was typed. Run, it may raise DeskError with a sentence."""

    def action(portfolio: Portfolio) -> ChangeSet:
        typed = words.strip()
        if column == "rank":
            return backlog.move_deliverables(portfolio, ids, _rank(typed, len(portfolio.live)))
        values = Reader(portfolio).values(column, typed)
        if column in LINKED:
            linked = values[LINKED[column]]
            if len(linked) > 1:
                label = f"set the {column}s of {counted(len(ids), 'deliverable')}"
                return cells.set_cells(portfolio, dict.fromkeys(ids, values), label=label)
            setter = backlog.set_team if column == "team" else backlog.set_outcome
            return setter(portfolio, ids, linked[0] if linked else None)
        return backlog.edit_deliverables(portfolio, ids, values)

    return action


class Reader:
    """Reads what stands in cells into the values of deliverables that `cells.set_cells` takes."""

    def __init__(self, portfolio: Portfolio, today: date | None = None) -> None:
        self._portfolio = portfolio
        self._today = today or clock.today()
        self._known: dict[str, dict[str, int]] = {}

    def values(self, column: str, typed: str) -> dict[str, Any]:
        """The values that a cell of a column stands for. Raises DeskError with a sentence."""
        if column == "effort":
            return effort_values(*(parse_effort(typed) if typed else (None, None, None)))
        if column == "target":
            return {"target_date": typed_date(typed, self._today)}
        if column == "product":
            return {"product": self._one(column, typed)}
        if column in LINKED:
            return {LINKED[column]: self._several(column, typed)}
        if column == "tags":
            return {"tags": read_tags(typed)}
        if column in ("stage", "kind"):
            words = STAGE_WORDS if column == "stage" else KIND_WORDS
            return {column: _named(typed, {name: value for value, name in words.items()}, column)}
        return {column: typed}

    def _names(self, column: str) -> dict[str, int]:
        if column not in self._known:
            self._known[column] = _referable(self._portfolio, column)
        return self._known[column]

    def _one(self, column: str, typed: str) -> int | None:
        if not typed or typed == NOTHING[column]:
            return None
        return _named(typed, self._names(column), column)

    def _several(self, column: str, typed: str) -> tuple[int, ...]:
        """Names with commas between them, as the cell says them; a name may hold a comma itself."""
        known = self._names(column)
        if "," in typed and typed.casefold() not in map(str.casefold, known):
            names = [name.strip() for name in typed.split(",") if name.strip()]
            return tuple(dict.fromkeys(_named(name, known, column) for name in names))
        one = self._one(column, typed)
        return () if one is None else (one,)


def effort_values(low: float | None, likely: float | None, high: float | None) -> dict[str, Any]:
    """An estimate as fields of a deliverable."""
    return {"effort_low": low, "effort_likely": likely, "effort_high": high}


def _rank(typed: str, count: int) -> int:
    try:
        rank = int(typed.lstrip("#"))
    except ValueError:
        rank = 0
    if not 1 <= rank <= count:
        raise DeskError(f"“{typed[:20]}” is no rank. Ranks go from 1 to {count:,}.")
    return rank


def _referable(portfolio: Portfolio, column: str) -> dict[str, int]:
    """What a reference may be to: ids by name."""
    if column == "product":
        return {product.name: product.id for product in portfolio.products}
    if column == "team":
        return {team.name: team.id for team in portfolio.teams}
    return {outcome.name: outcome.id for outcome in portfolio.outcomes}


def _named(typed: str, known: dict[str, T], what: str) -> T:
    wanted = typed.casefold()
    for name, value in known.items():
        if name.casefold() == wanted:
            return value
    begun = [value for name, value in known.items() if wanted and name.casefold().startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise DeskError(f"“{typed[:40]}” begins {len(begun)} {what}s. Write more of it, or choose from the list.")
    if not known:
        raise DeskError(f"There is no {what} yet. Products, teams and settings (Ctrl+,) has a list to add it to.")
    listed = ", ".join(list(known)[:8])
    raise DeskError(f"There is no {what} called {quoted(typed)}. There is: {listed}.")


def typed_values(values: dict[str, Any]) -> dict[str, Any]:
    """Field values with stages and kinds as what they are, instead of their names."""
    kinds = {"stage": Stage, "kind": Kind}
    return {name: kinds[name](value) if name in kinds else value for name, value in values.items()}


def plan_from(ids: Iterable[int], start: date) -> Action:
    """The action that puts deliverables on the roadmap, each from the same day on."""
    wanted = tuple(ids)

    def action(portfolio: Portfolio) -> ChangeSet:
        planned = [roadmap.schedule(portfolio, entity_id, start) for entity_id in wanted]
        if len(planned) == 1:
            return planned[0]
        changes = tuple(change for change_set in planned for change in change_set.changes)
        return ChangeSet(f"plan {counted(len(wanted), 'deliverable')} from {value_words(start)}", changes)

    return action
