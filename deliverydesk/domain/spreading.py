"""How what a deliverable needs of a team is spread over time: by hand where somebody said so, else evenly."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.domain.values import Stage
from deliverydesk.domain.workdays import monday, working_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deliverydesk.domain.entities import Allocation, Deliverable
    from deliverydesk.domain.portfolio import Portfolio

Span = tuple[date, date]
"""First and last planned day, both included."""


class Piece(NamedTuple):
    """Effort that is spread evenly over the working days of a span."""

    effort: float
    """Person-weeks."""
    span: Span
    by_hand: bool = False


class Spread(NamedTuple):
    """What a demand comes to: its pieces, and what has no week left."""

    pieces: tuple[Piece, ...]
    unplaced: float = 0.0
    """Person-weeks that no week has: all weeks of the plan were given by hand, and together they have less."""


_ROUNDING = 1e-9


def counts(item: Deliverable) -> bool:
    """Whether a deliverable asks for capacity at all: what is stopped or archived does not."""
    return item.stage not in (Stage.TABLED, Stage.CANCELLED) and not item.archived


def planned_span(item: Deliverable) -> Span | None:
    """The planned days of a deliverable that asks for capacity; None for one that is not planned, or is stopped."""
    if not counts(item) or item.planned_start is None or item.planned_end is None:
        return None
    return item.planned_start, item.planned_end


def spread(effort: float | None, span: Span | None, by_hand: Mapping[date, float]) -> Spread:
    """Spread a demand of so many person-weeks; `by_hand` has person-weeks by the Monday of their week.

    What is given by hand stands, inside the span or not. The rest, if any, goes evenly to the working days of the
    span in its other weeks. Together that is the demand, or what was given by hand where that is more. Without a span
    only what was given by hand is placed.
    """
    if not by_hand:
        return Spread(() if effort is None or span is None else (Piece(effort, span),))
    pieces = [Piece(given, (week, week + timedelta(days=4)), by_hand=True) for week, given in by_hand.items() if given]
    rest = (effort or 0.0) - sum(by_hand.values())
    if rest <= _ROUNDING or span is None:
        return Spread(tuple(pieces))
    parts = list(_between(span, sorted(by_hand)))
    days = [working_days(*part) for part in parts]
    whole = sum(days)
    if whole == 0:
        return Spread(tuple(pieces), rest)
    pieces += [Piece(rest * n / whole, part) for part, n in zip(parts, days, strict=True) if n]
    return Spread(tuple(pieces))


def by_hand_of(allocations: Iterable[Allocation], team: int) -> dict[date, float]:
    """What is given by hand of one team, person-weeks by week, of the allocations of one deliverable."""
    return {each.week: each.effort for each in allocations if each.team == team}


def spread_of(portfolio: Portfolio, item: Deliverable, team: int) -> Spread:
    """How what a deliverable needs of a team is spread; nothing for one that is stopped or archived."""
    if not counts(item):
        return Spread(())
    needed = [each.likely for each in portfolio.demands.by("deliverable", item.id) if each.team == team]
    given = by_hand_of(portfolio.allocations.by("deliverable", item.id), team)
    return spread(next(iter(needed), None), planned_span(item), given)


def in_week(found: Spread, week: date) -> float:
    """Person-weeks of it in the week of a Monday."""
    return sum(piece.effort * share_in(piece.span, week) for piece in found.pieces)


def share_in(span: Span, week: date) -> float:
    """The share of a span's working days in the week of a Monday; a span of a weekend falls into its own week."""
    whole = working_days(*span)
    if whole == 0:
        return float(monday(span[0]) == week)
    return working_days(max(span[0], week), min(span[1], week + timedelta(days=6))) / whole


def _between(span: Span, weeks: Iterable[date]) -> Iterable[Span]:
    """The span without these weeks, given by their Mondays in ascending order."""
    begin, last = span
    for week in weeks:
        if week + timedelta(days=6) < begin or week > last:
            continue
        if begin < week:
            yield begin, week - timedelta(days=1)
        begin = week + timedelta(days=7)
    if begin <= last:
        yield begin, last
