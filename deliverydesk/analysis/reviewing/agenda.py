"""The agenda of a review: work in flight by the value of attention, and what asks to be looked at again.

Value of attention = money at stake × doubt × staleness. At stake is what is still to be spent; past spending is left
out. Doubt is 1 − P(the outcome is reached), and 1 where nobody can say. Staleness is the time since somebody looked,
in cadences, at most `MOST_STALE`. Money where none is known is taken from the portfolio's own price of a person-week,
and said to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from deliverydesk.analysis.divergence import IN_FLIGHT
from deliverydesk.analysis.effort import effort_of, effort_to_come, money_to_come
from deliverydesk.analysis.reviewing.following import Revisit, revisits
from deliverydesk.analysis.reviewing.stalls import NEVER, Stall, stalls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.values import DecisionChoice

MOST_STALE = 3.0
"""Older than so many cadences makes nothing more urgent."""


class Why(Enum):
    """What puts a deliverable on the agenda beside its value of attention."""

    PROPOSED = auto()
    STALLED = auto()
    REVISIT = auto()


@dataclass(frozen=True, slots=True)
class Attention:
    """One deliverable on the agenda, with every factor of its place there."""

    deliverable: int
    product: int | None
    outcome: int | None
    """The outcome least likely to be reached, of those it is to move."""
    money: float | None
    """Money still to be spent; None where neither that nor effort is known."""
    money_estimated: bool
    """The money is effort to come times the portfolio's own price of a person-week."""
    reach: float | None
    """P(the outcome is reached); None where nobody can say."""
    looked: date | None
    """The last day on which a review or a decision looked at it; else when it began."""
    staleness: float
    """In cadences, at most MOST_STALE."""
    why: tuple[Why, ...]
    proposals: tuple[int, ...]
    """Open agenda items about it."""
    revisits: tuple[Revisit, ...]
    stall: Stall | None
    decided: DecisionChoice | None = None
    """What the review that is under way has decided on it."""

    @property
    def doubt(self) -> float:
        """How little it is to be believed that the outcome is reached."""
        return 1.0 if self.reach is None else 1.0 - self.reach

    @property
    def value(self) -> float | None:
        """The value of attention, in money; None where no money is known."""
        return None if self.money is None else self.money * self.doubt * self.staleness


def agenda_of(
    portfolio: Portfolio,
    reach: Mapping[int, tuple[int | None, float | None]],
    today: date,
    product: int | None = None,
    progressed: Mapping[int, date] | None = NEVER,
    review: int | None = None,
) -> tuple[Attention, ...]:
    """What a review of a product, or of all, is to look at: what somebody proposed or asked for first, then by value.

    What `review`, the one under way, says and decides makes nothing look fresh, and what it decided on stays there.

    `reach` has for deliverables in flight the outcome least likely to be reached and its chance, as
    `analysis.divergence` places them; `progressed` is what the journal remembers, see `stalls`; None where no
    journal is at hand, and then nothing is said to have stalled: it may have moved yesterday.
    """
    price = price_of_a_week(portfolio)
    stalled = {} if progressed is None else {each.deliverable: each for each in stalls(portfolio, today, progressed)}
    again: dict[int, list[Revisit]] = {}
    for each in revisits(portfolio, today):
        if each.deliverable is not None:
            again.setdefault(each.deliverable, []).append(each)
    proposed: dict[int, list[int]] = {}
    for item in portfolio.agenda_items:
        if item.closed is None and item.deliverable is not None:
            proposed.setdefault(item.deliverable, []).append(item.id)
    decided = {
        each.deliverable: each.choice
        for each in sorted(portfolio.decisions, key=lambda each: each.id)
        if review is not None and each.review == review and each.deliverable is not None
    }
    looked = _last_looks(portfolio, review)
    found = []
    for entity_id in portfolio.live:
        deliverable = portfolio.deliverables[entity_id]
        asked = entity_id in proposed or entity_id in again or entity_id in decided
        if (deliverable.stage not in IN_FLIGHT and not asked) or product not in (None, deliverable.product):
            continue
        outcome, chance = reach.get(entity_id, (None, None))
        money, estimated = _at_stake(portfolio, deliverable, price)
        day = looked.get(entity_id, deliverable.actual_start)
        found.append(
            Attention(
                entity_id,
                deliverable.product,
                outcome,
                money,
                estimated,
                chance,
                day,
                _staleness(portfolio, deliverable, day, today),
                tuple(
                    why
                    for why, has in (
                        (Why.PROPOSED, entity_id in proposed),
                        (Why.REVISIT, entity_id in again),
                        (Why.STALLED, entity_id in stalled),
                    )
                    if has
                ),
                tuple(proposed.get(entity_id, ())),
                tuple(again.get(entity_id, ())),
                stalled.get(entity_id),
                decided.get(entity_id),
            )
        )
    # Sorting is stable: among equals the manager's order stays.
    found.sort(key=lambda each: (not (each.proposals or each.revisits), each.value is None, -(each.value or 0.0)))
    return tuple(found)


def in_order(agenda: Iterable[Attention], before: Sequence[int]) -> tuple[Attention, ...]:
    """An agenda in the order that it had before, by its deliverables; what is new stands last."""
    places = {each: at for at, each in enumerate(before)}
    return tuple(sorted(agenda, key=lambda each: places.get(each.deliverable, len(places))))


def price_of_a_week(portfolio: Portfolio) -> float | None:
    """Money a person-week costs: Σ cost ÷ Σ likely effort of all deliverables that have both; None without any."""
    costs = efforts = 0.0
    for item in portfolio.deliverables:
        likely = effort_of(portfolio, item).likely
        if item.cost and likely:
            costs += item.cost
            efforts += likely
    return costs / efforts if efforts else None


def _at_stake(portfolio: Portfolio, item: Deliverable, price: float | None) -> tuple[float | None, bool]:
    money = money_to_come(item)
    if money is not None:
        return money, False
    effort = effort_to_come(portfolio, item)
    return (None, False) if effort is None or price is None else (effort * price, True)


def _staleness(portfolio: Portfolio, item: Deliverable, looked: date | None, today: date) -> float:
    if looked is None:
        return MOST_STALE
    every = portfolio.settings.review_cadence_days
    if item.product is not None:
        every = portfolio.products[item.product].review_cadence_days or every
    return min(max((today - looked).days, 0) / every, MOST_STALE)


def _last_looks(portfolio: Portfolio, but_for: int | None) -> dict[int, date]:
    """For each deliverable the last day on which it was decided on, or something was said of it in a review."""
    days: list[tuple[int, date]] = [
        (each.deliverable, each.date)
        for each in portfolio.decisions
        if each.deliverable is not None and (but_for is None or each.review != but_for)
    ]
    days += [
        (entry.deliverable, portfolio.reviews[entry.review].date)
        for entry in portfolio.review_entries
        if entry.deliverable is not None and entry.review != but_for
    ]
    return _latest(days)


def _latest(days: Iterable[tuple[int, date]]) -> dict[int, date]:
    found: dict[int, date] = {}
    for entity_id, day in days:
        found[entity_id] = max(day, found.get(entity_id, day))
    return found
