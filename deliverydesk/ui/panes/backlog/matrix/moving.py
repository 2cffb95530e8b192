"""What moving a point comes to: snapped figures, before and after in words, and the action. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.actions.appraising import appraise
from deliverydesk.analysis.value_effort import Field, Point, lever_for, sensible_effort, value_of
from deliverydesk.charts.format import number
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


class Move(NamedTuple):
    """Where a point goes, once its inputs are sensible figures."""

    id: int
    effort: float
    value: float
    new_effort: float | None
    """None where the effort stays."""
    field: str
    """The input of the value that changes; empty where none does."""
    new_input: float | None
    words: str
    """As in "effort 6 → 4 pw, reach 2,000 → 3,000"."""

    @property
    def moves(self) -> bool:
        """Whether anything changes."""
        return self.new_effort is not None or bool(self.field)

    def action(self) -> Callable[[Portfolio], ChangeSet]:
        """The edit of the inputs, one step."""
        return lambda portfolio: appraise(portfolio, self.id, self.new_effort, self.field, self.new_input)


def move_to(portfolio: Portfolio, field: Field, point: Point, effort: float, value: float) -> Move:
    """What dropping a point at this effort and value does."""
    item, words = portfolio.deliverables[point.id], []
    snapped = sensible_effort(effort)
    new_effort = None
    if abs(snapped - point.effort) > 1e-9 and abs(effort - point.effort) > 1e-9:
        new_effort = snapped
        words.append(tr("effort {before} → {after} pw", before=number(point.effort), after=number(snapped)))
    name, new_input, new_value = "", None, point.value
    lever = lever_for(portfolio, item, value) if abs(value - point.value) > 1e-9 else None
    if lever is not None and lever[1] != getattr(item, lever[0]):
        name, new_input = lever
        words.append(f"{field.measure.label} {number(getattr(item, name))} → {number(new_input)}")
        new_value = _value_with(portfolio, field, point, name, new_input)
    if lever is None and not field.measure.field and not words:
        words.append(tr("the weighted score is moved by its ratings, in the inspector"))
    return Move(point.id, new_effort or point.effort, new_value, new_effort, name, new_input, ", ".join(words))


def _value_with(portfolio: Portfolio, field: Field, point: Point, name: str, new_input: float) -> float:
    changed: dict[str, Any] = {name: new_input}
    value, _ = value_of(portfolio, replace(portfolio.deliverables[point.id], **changed), field.model)
    return point.value if value is None else value


def stepped(portfolio: Portfolio, field: Field, point: Point, across: int, up: int) -> Move:
    """One step by the keyboard: the next sensible effort to the left or right, the next sensible value up or down."""
    move = move_to(portfolio, field, point, point.effort, point.value)
    for share in (1.04, 1.08, 1.15, 1.3, 1.6, 2.2, 4.0):
        effort = point.effort * share**across
        value = point.value * share**up if point.value else float(up)
        move = move_to(portfolio, field, point, effort, value)
        if (not across or move.new_effort is not None) and (not up or move.field):
            break
    return move
