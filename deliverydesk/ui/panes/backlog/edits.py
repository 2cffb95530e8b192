"""What typing into a cell does: the text that an editor begins with, and the action that its words ask for. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.effort import format_effort, parse_effort
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Kind, Stage
from deliverydesk.domain.wording import day_words, figure, quoted
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.backlog.sight import Sight

T = TypeVar("T")
Action = Callable[["Portfolio"], ChangeSet]

_CHOICES: dict[str, tuple[Stage | Kind, ...]] = {"stage": tuple(Stage), "kind": tuple(Kind)}

LINKED = {"team": "teams", "outcome": "outcomes"}
"""Columns that say what a deliverable is linked to, and what `cells.set_cells` calls that."""

NOTHING = {"product": tr("No product"), "team": tr("No team"), "outcome": tr("No outcome")}
"""What is chosen to empty a reference."""

_ENGLISH_NOTHING = {"product": "No product", "team": "No team", "outcome": "No outcome"}
"""The same as it is typed in any language, as every word of a choice may be."""

_BEGINS_SEVERAL = {
    "product": tr("“{typed}” begins {count} products. Write more of it, or choose from the list."),
    "team": tr("“{typed}” begins {count} teams. Write more of it, or choose from the list."),
    "outcome": tr("“{typed}” begins {count} outcomes. Write more of it, or choose from the list."),
    "stage": tr("“{typed}” begins {count} stages. Write more of it, or choose from the list."),
    "kind": tr("“{typed}” begins {count} kinds. Write more of it, or choose from the list."),
}
_NONE_YET = {
    "product": tr("There is no product yet. Products, teams and settings (Ctrl+,) has a list to add it to."),
    "team": tr("There is no team yet. Products, teams and settings (Ctrl+,) has a list to add it to."),
    "outcome": tr("There is no outcome yet. Products, teams and settings (Ctrl+,) has a list to add it to."),
}
_UNKNOWN = {
    "product": tr("There is no product called {name}. There is: {listed}."),
    "team": tr("There is no team called {name}. There is: {listed}."),
    "outcome": tr("There is no outcome called {name}. There is: {listed}."),
    "stage": tr("There is no stage called {name}. There is: {listed}."),
    "kind": tr("There is no kind called {name}. There is: {listed}."),
}


def editing_text(sight: Sight, item: Deliverable, column: str) -> str:
    """What the editor of a cell begins with, such that typing nothing changes nothing."""
    if column == "effort":
        return format_effort(item.effort_low, item.effort_likely, item.effort_high)
    return COLUMNS[PLACE[column]].text(sight, item)


def choices(portfolio: Portfolio, column: str) -> list[str]:
    """What can be chosen in a cell, or what an owner or tag may be completed to."""
    if column in _CHOICES:
        return [choice_label(value) for value in _CHOICES[column]]
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
        from deliverydesk.actions import backlog, cells

        typed = words.strip()
        if column == "rank":
            return backlog.move_deliverables(portfolio, ids, _rank(typed, len(portfolio.live)))
        values = Reader(portfolio).values(column, typed)
        if column in LINKED:
            linked = values[LINKED[column]]
            if len(linked) > 1:
                return cells.set_cells(portfolio, dict.fromkeys(ids, values), label=_linked_label(column, len(ids)))
            setter = backlog.set_team if column == "team" else backlog.set_outcome
            return setter(portfolio, ids, linked[0] if linked else None)
        return backlog.edit_deliverables(portfolio, ids, values)

    return action


def _linked_label(column: str, count: int) -> str:
    n = figure(count)
    if column == "team":
        return trn("set the teams of {n} deliverable", "set the teams of {n} deliverables", count, n=n)
    return trn("set the outcomes of {n} deliverable", "set the outcomes of {n} deliverables", count, n=n)


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
            from deliverydesk.ui.dates import typed_date

            return {"target_date": typed_date(typed, self._today)}
        if column == "product":
            return {"product": self._one(column, typed)}
        if column in LINKED:
            return {LINKED[column]: self._several(column, typed)}
        if column == "tags":
            from deliverydesk.ui.typed import read_tags

            return {"tags": read_tags(typed)}
        if column in _CHOICES:
            return {column: _chosen(typed, column)}
        return {column: typed}

    def _names(self, column: str) -> dict[str, int]:
        if column not in self._known:
            self._known[column] = _referable(self._portfolio, column)
        return self._known[column]

    def _one(self, column: str, typed: str) -> int | None:
        if not typed or typed in (NOTHING[column], _ENGLISH_NOTHING[column]):
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
        raise DeskError(tr("“{typed}” is no rank. Ranks go from 1 to {last}.", typed=typed[:20], last=figure(count)))
    return rank


def _referable(portfolio: Portfolio, column: str) -> dict[str, int]:
    """What a reference may be to: ids by name."""
    if column == "product":
        return {product.name: product.id for product in portfolio.products}
    if column == "team":
        return {team.name: team.id for team in portfolio.teams}
    return {outcome.name: outcome.id for outcome in portfolio.outcomes}


def _chosen(typed: str, column: str) -> Stage | Kind:
    """A stage or kind by its label, or by its name in files, which is the English one."""
    values = _CHOICES[column]
    english = {str(value): value for value in values}
    if typed.casefold() in english:
        return english[typed.casefold()]
    return _named(typed, {choice_label(value): value for value in values}, column)


def _named(typed: str, known: dict[str, T], what: str) -> T:
    wanted = typed.casefold()
    for name, value in known.items():
        if name.casefold() == wanted:
            return value
    begun = [value for name, value in known.items() if wanted and name.casefold().startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise DeskError(_BEGINS_SEVERAL[what].format(typed=typed[:40], count=len(begun)))
    if not known:
        raise DeskError(_NONE_YET[what])
    listed = ", ".join(list(known)[:8])
    raise DeskError(_UNKNOWN[what].format(name=quoted(typed), listed=listed))


def typed_values(values: dict[str, Any]) -> dict[str, Any]:
    """Field values with stages and kinds as what they are, instead of their names."""
    kinds = {"stage": Stage, "kind": Kind}
    return {name: kinds[name](value) if name in kinds else value for name, value in values.items()}


def plan_from(ids: Iterable[int], start: date) -> Action:
    """The action that puts deliverables on the roadmap, each from the same day on."""
    wanted = tuple(ids)

    def action(portfolio: Portfolio) -> ChangeSet:
        from deliverydesk.actions import roadmap

        planned = [roadmap.schedule(portfolio, entity_id, start) for entity_id in wanted]
        if len(planned) == 1:
            return planned[0]
        changes = tuple(change for change_set in planned for change in change_set.changes)
        count = len(wanted)
        label = trn(
            "plan {n} deliverable from {day}",
            "plan {n} deliverables from {day}",
            count,
            n=figure(count),
            day=day_words(start),
        )
        return ChangeSet(label, changes)

    return action
