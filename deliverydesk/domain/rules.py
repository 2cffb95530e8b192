"""The rules of a portfolio. Each broken rule is one sentence that says what is wrong and, where it helps, what to do.

Only what a change set touches is looked at, so that an edit costs the same in a portfolio of 50 and of 50,000.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.domain.entities import (
    REFERENCES,
    SETTINGS_ID,
    Absence,
    Baseline,
    BaselineItem,
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    FormerTarget,
    Outcome,
    Override,
    Pack,
    Product,
    Rating,
    SavedView,
    Settings,
    StageLimit,
    Team,
    caption,
    field_names,
    singular,
)
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import counted, figure, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

NAME_LIMIT = 500
NOTES_LIMIT = 100_000
FIRST_YEAR, LAST_YEAR = 1950, 2199
KEY_LIMIT = 2**62

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Bounds(NamedTuple):
    """What a number may be, and the words for it."""

    low: float
    high: float
    words: str
    low_excluded: bool = False

    def hold(self, value: float) -> bool:
        """True where the value is inside."""
        return (value > self.low if self.low_excluded else value >= self.low) and value <= self.high


_POSITIVE = Bounds(0, math.inf, "more than 0", low_excluded=True)
_NOT_NEGATIVE = Bounds(0, math.inf, "0 or more")
_SHARE = Bounds(0, 1, "a share from 0 to 1 (0.8 for 80 %)")
_UP_TO_TEN = Bounds(0, 10, "from 0 to 10")
_CONFIDENCE = Bounds(0, 1, "more than 0 and at most 1 (0.8 for 80 %)", low_excluded=True)
_AT_LEAST_ONE = Bounds(1, math.inf, "1 or more")
_DAYS = Bounds(1, 36_500, "from 1 to 36,500 days")

BOUNDS: dict[type[Entity], dict[str, Bounds]] = {
    Deliverable: {
        "effort_low": _POSITIVE,
        "effort_likely": _POSITIVE,
        "effort_high": _POSITIVE,
        "remaining": _NOT_NEGATIVE,
        "cost": _NOT_NEGATIVE,
        "spent": _NOT_NEGATIVE,
        "reach": _NOT_NEGATIVE,
        "confidence": _CONFIDENCE,
        "ice_impact": _UP_TO_TEN,
        "ice_confidence": _UP_TO_TEN,
        "ice_ease": _UP_TO_TEN,
        "business_value": _NOT_NEGATIVE,
        "time_criticality": _NOT_NEGATIVE,
        "risk_opportunity": _NOT_NEGATIVE,
        "job_size": _POSITIVE,
        "duration_weeks": _POSITIVE,
    },
    Demand: {"low": _POSITIVE, "likely": _POSITIVE, "high": _POSITIVE},
    Contribution: {"confidence": _CONFIDENCE, "lag_days": Bounds(0, 36_500, "from 0 to 36,500 days")},
    Product: {"upkeep_share": _SHARE, "review_cadence_days": _DAYS},
    Team: {"members": _NOT_NEGATIVE, "focus": _SHARE},
    Absence: {"members": _NOT_NEGATIVE},
    Criterion: {"weight": _NOT_NEGATIVE},
    Settings: {
        "fiscal_year_start": Bounds(1, 12, "a month from 1 to 12"),
        "week_start": Bounds(1, 7, "a day from 1 (Monday) to 7 (Sunday)"),
        "review_cadence_days": _DAYS,
        "rank_gap": _AT_LEAST_ONE,
    },
    Override: {"rank_before": _AT_LEAST_ONE, "rank_after": _AT_LEAST_ONE, "score_rank": _AT_LEAST_ONE},
    StageLimit: {"limit": _AT_LEAST_ONE},
    BaselineItem: {"effort_likely": _POSITIVE},
}
"""What the numbers of each entity may be."""

_LABELS = {
    "effort_low": "The low effort",
    "effort_likely": "The likely effort",
    "effort_high": "The high effort",
    "remaining": "The remaining effort",
    "lag_days": "The lag in days",
    "ice_impact": "The ICE impact",
    "ice_confidence": "The ICE confidence",
    "ice_ease": "The ICE ease",
    "hold_low": "The lower bound",
    "hold_high": "The upper bound",
    "week_start": "The first day of the week",
    "rank_gap": "The gap that deserves a reason",
}


def field_label(field: str) -> str:
    """A field's name at the start of a sentence: "The planned start"."""
    return _LABELS.get(field, "The " + field.replace("_", " "))


def check(after: Portfolio, change_set: ChangeSet) -> None:
    """Look at everything the change set touches in the portfolio it leads to.

    Raises RuleBroken with one sentence for the first rule that is broken.
    """
    for change in change_set.changes:
        if change.after is None:
            _check_nothing_refers_to(after, change.entity)
        else:
            _check_entity(after, change.after)
    if _UNSTORABLE.search(change_set.label):
        check_text("What the history is to call this", change_set.label, len(change_set.label))
    if SETTINGS_ID not in after.table(Settings) or len(after.table(Settings)) != 1:
        raise RuleBroken("The portfolio's settings can be changed, but not removed or doubled.")
    _check_no_cycle(after, change_set)


def _check_entity(after: Portfolio, entity: Entity) -> None:
    _check_values(entity)
    _check_references(after, entity)
    special = _SPECIAL.get(type(entity))
    if special is not None:
        special(after, entity)


def broken_by(portfolio: Portfolio, entity: Entity) -> str:
    """The first rule that an entity would break in a portfolio, in a sentence; empty where it breaks none."""
    try:
        _check_entity(portfolio, entity)
    except RuleBroken as broken:
        return str(broken)
    return ""


def check_all(portfolio: Portfolio) -> Iterator[str]:
    """Every broken rule of a whole portfolio as a sentence; for `check` on a file and for samples."""
    for entity in portfolio.entities():
        try:
            _check_entity(portfolio, entity)
        except RuleBroken as broken:
            yield str(broken)
    circle = _circle(portfolio)
    if circle:
        yield f"There is a circle of dependencies: {_chained(portfolio, circle)}."
    keys = sorted((item.order_key, item.id) for item in portfolio.deliverables)
    for (key, first), (other_key, second) in pairwise(keys):
        if key == other_key:
            titles = (named(portfolio.deliverables[each]) for each in (first, second))
            yield f"{' and '.join(titles)} have the same place in the order."


def _of(entity: Entity) -> str:
    words = caption(entity)
    if len(words) > 60:
        words = words[:59] + "…"
    return f" of “{words}”" if words else f" of {singular(type(entity))} {entity.id}"


def _check_values(entity: Entity) -> None:
    bounds = BOUNDS.get(type(entity), {})
    for name in field_names(type(entity)):
        value = getattr(entity, name)
        if isinstance(value, str):
            _check_text(entity, name, value)
        elif isinstance(value, float):
            if not math.isfinite(value):
                raise RuleBroken(f"{field_label(name)}{_of(entity)} is not a number: {value}.")
        elif isinstance(value, int) and abs(value) > KEY_LIMIT:
            raise RuleBroken(f"{field_label(name)}{_of(entity)} is too large: {value}.")
        elif isinstance(value, date):
            if not FIRST_YEAR <= value.year <= LAST_YEAR:
                raise RuleBroken(
                    f"{field_label(name)}{_of(entity)} is {value.isoformat()}; "
                    f"dates go from {FIRST_YEAR} to {LAST_YEAR}."
                )
        elif isinstance(value, tuple):
            for part in value:
                _check_text(entity, name, part)
        if value is not None and name in bounds and not bounds[name].hold(value):
            raise RuleBroken(f"{field_label(name)}{_of(entity)} is {figure(value)}; it must be {bounds[name].words}.")


def check_text(what: str, text: str, limit: int = NAME_LIMIT) -> None:
    """Raises RuleBroken where no file can keep the text; `what` begins the sentence: "The checkpoint's name"."""
    if len(text) > limit:
        raise RuleBroken(f"{what} has {len(text):,} characters; at most {limit:,} are kept.")
    if _UNSTORABLE.search(text):
        raise RuleBroken(f"{what} has a character that is no valid text (NUL or half of a pair). Type it anew.")


def _check_text(entity: Entity, name: str, text: str) -> None:
    limit = NOTES_LIMIT if name in ("notes", "need", "note", "state") else NAME_LIMIT
    check_text(f"{field_label(name)}{_of(entity)}", text, limit)
    if name in ("name", "title") and not text.strip():
        raise RuleBroken(f"A {singular(type(entity))} needs a {name}.")


def _check_references(after: Portfolio, entity: Entity) -> None:
    for reference in REFERENCES.get(type(entity), ()):
        target = getattr(entity, reference.field)
        if target is not None and target not in after.table(reference.target):
            raise RuleBroken(
                f"{field_label(reference.field)}{_of(entity)} is {singular(reference.target)} {target}, "
                "which does not exist."
            )


def _check_nothing_refers_to(after: Portfolio, removed: Entity) -> None:
    for entity_type, references in REFERENCES.items():
        for reference in references:
            if reference.target is type(removed):
                holders = after.table(entity_type).by(reference.field, removed.id)
                if holders:
                    raise RuleBroken(
                        f"{named(removed)} cannot be removed: "
                        f"{counted(len(holders), singular(entity_type))} still refer{'' if holders[1:] else 's'} to it."
                    )


def _check_unique(after: Portfolio, entity: Any, *names: str) -> None:
    values = tuple(getattr(entity, name) for name in names)
    for other in after.table(type(entity)).by(names[0], values[0]):
        if other.id != entity.id and tuple(getattr(other, name) for name in names) == values:
            what = singular(type(entity))
            raise RuleBroken(f"There is such a {what} already; change that one instead of adding another.")


def _check_unique_name(after: Portfolio, entity: Any) -> None:
    name = entity.name.strip().casefold()
    for other in after.table(type(entity)):
        if other.id != entity.id and other.name.strip().casefold() == name:
            raise RuleBroken(f"There is a {singular(type(entity))} called “{other.name}” already.")


def _check_ascending(entity: Entity, *names: str, words: str) -> None:
    given = [(name, getattr(entity, name)) for name in names if getattr(entity, name) is not None]
    for (low_name, low), (high_name, high) in pairwise(given):
        if low > high:
            raise RuleBroken(
                f"{field_label(low_name)}{_of(entity)} ({_said(low)}) is {words} "
                f"{field_label(high_name).lower()} ({_said(high)})."
            )


def _said(value: float | date) -> str:
    return value.isoformat() if isinstance(value, date) else figure(value)


def _check_deliverable(_after: Portfolio, item: Deliverable) -> None:
    _check_ascending(item, "effort_low", "effort_likely", "effort_high", words="above")
    _check_ascending(item, "planned_start", "planned_end", words="after")
    _check_ascending(item, "actual_start", "actual_end", words="after")


def _check_outcome(_after: Portfolio, outcome: Outcome) -> None:
    if outcome.direction is Direction.HOLD:
        _check_ascending(outcome, "hold_low", "hold_high", words="above")
    elif outcome.baseline is not None and outcome.target is not None:
        up = outcome.direction is Direction.UP
        if (outcome.target < outcome.baseline) if up else (outcome.target > outcome.baseline):
            raise RuleBroken(
                f"“{outcome.name}” is to go {outcome.direction.value} from {figure(outcome.baseline)}, but its target "
                f"is {figure(outcome.target)}. Change the direction or the target."
            )


def _check_demand(after: Portfolio, demand: Demand) -> None:
    _check_unique(after, demand, "deliverable", "team")
    _check_ascending(demand, "low", "likely", "high", words="above")


def _check_rating(after: Portfolio, rating: Rating) -> None:
    _check_unique(after, rating, "deliverable", "criterion")
    criterion = after.criteria[rating.criterion]
    if not criterion.scale_low <= rating.value <= criterion.scale_high:
        raise RuleBroken(
            f"“{criterion.name}” goes from {figure(criterion.scale_low)} to {figure(criterion.scale_high)}; "
            f"{figure(rating.value)} is outside."
        )


def _check_criterion(after: Portfolio, criterion: Criterion) -> None:
    _check_unique_name(after, criterion)
    if criterion.scale_low >= criterion.scale_high:
        raise RuleBroken(f"The scale of “{criterion.name}” must end above where it begins.")
    for rating in after.ratings.by("criterion", criterion.id):
        if not criterion.scale_low <= rating.value <= criterion.scale_high:
            title = after.deliverables[rating.deliverable].title
            raise RuleBroken(f"“{title}” is rated {figure(rating.value)}, outside the new scale of “{criterion.name}”.")


def _check_dependency(after: Portfolio, dependency: Dependency) -> None:
    if dependency.predecessor == dependency.successor:
        raise RuleBroken(f"“{after.deliverables[dependency.successor].title}” cannot depend on itself.")
    _check_unique(after, dependency, "predecessor", "successor")


def _check_saved_view(after: Portfolio, view: SavedView) -> None:
    _check_unique(after, view, "pane", "name")
    try:
        kept = json.loads(view.state)
    except ValueError:
        kept = None
    if not isinstance(kept, dict):
        raise RuleBroken(f"What the view “{view.name}” keeps must be a JSON object such as {{}}.")


def _check_baseline_item(after: Portfolio, item: BaselineItem) -> None:
    _check_unique(after, item, "baseline", "deliverable")
    _check_ascending(item, "planned_start", "planned_end", words="after")


def _check_former_target(after: Portfolio, former: FormerTarget) -> None:
    _check_unique(after, former, "outcome", "until")
    _check_ascending(former, "hold_low", "hold_high", words="above")


_SPECIAL: dict[type[Entity], Callable[[Portfolio, Any], None]] = {
    Product: _check_unique_name,
    Team: _check_unique_name,
    Deliverable: _check_deliverable,
    Outcome: _check_outcome,
    Contribution: lambda after, entity: _check_unique(after, entity, "deliverable", "outcome"),
    Demand: _check_demand,
    Rating: _check_rating,
    Criterion: _check_criterion,
    Dependency: _check_dependency,
    Absence: lambda _after, entity: _check_ascending(entity, "start", "end", words="after"),
    FormerTarget: _check_former_target,
    StageLimit: lambda after, entity: _check_unique(after, entity, "stage"),
    Baseline: _check_unique_name,
    BaselineItem: _check_baseline_item,
    SavedView: _check_saved_view,
    Pack: _check_unique_name,
}


def _check_no_cycle(after: Portfolio, change_set: ChangeSet) -> None:
    """No deliverable may come, by any chain of dependencies, before itself. Iterative: chains may be long."""
    kept = [change.after for change in change_set.of(Dependency) if isinstance(change.after, Dependency)]
    # A walk from each of many, as an import brings them, would be quadratic in a long chain; one over all is not.
    if len(kept) > 8 and _circle(after) is None:
        return
    for link in kept:
        chain = dependency_chain(after, link.successor, link.predecessor)
        if chain is not None:
            raise RuleBroken(f"That would make a circle of dependencies: {_chained(after, chain)}.")


def _chained(portfolio: Portfolio, circle: list[int]) -> str:
    """A circle in words, shortened in the middle: “A” → “B” → “A”."""
    titles = [named(portfolio.deliverables[each]) for each in (*circle, circle[0])]
    return " → ".join(titles if len(titles) <= 6 else [*titles[:4], "…", titles[-1]])


def _circle(portfolio: Portfolio) -> list[int] | None:
    """Some deliverables that wait for one another, in the order of waiting; None where none do.

    Takes away again and again what waits for nothing. What is left holds a circle: following predecessors must
    come back to where it has been.
    """
    waits_for = {item.id: 0 for item in portfolio.deliverables}
    for dependency in portfolio.dependencies:
        if dependency.predecessor in waits_for and dependency.successor in waits_for:
            waits_for[dependency.successor] += 1
    free = [each for each, count in waits_for.items() if not count]
    while free:
        gone = free.pop()
        del waits_for[gone]
        for dependency in portfolio.dependencies.by("predecessor", gone):
            if dependency.successor in waits_for:
                waits_for[dependency.successor] -= 1
                if not waits_for[dependency.successor]:
                    free.append(dependency.successor)
    if not waits_for:
        return None
    at, steps = next(iter(waits_for)), dict[int, int]()
    while at not in steps:
        steps[at] = len(steps)
        before = portfolio.dependencies.by("successor", at)
        at = next(each.predecessor for each in before if each.predecessor in waits_for)
    return list(steps)[steps[at] :][::-1]


def dependency_chain(portfolio: Portfolio, first: int, last: int) -> list[int] | None:
    """Deliverable ids from `first` to `last` along dependencies, both included; None where there is no such chain."""
    came_from: dict[int, int | None] = {first: None}
    open_ids = [first]
    while open_ids:
        current = open_ids.pop()
        if current == last:
            chain = [current]
            while (previous := came_from[chain[-1]]) is not None:
                chain.append(previous)
            return chain[::-1]
        for dependency in portfolio.dependencies.by("predecessor", current):
            if dependency.successor not in came_from:
                came_from[dependency.successor] = current
                open_ids.append(dependency.successor)
    return None
