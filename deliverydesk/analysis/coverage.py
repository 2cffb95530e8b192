"""How much of the work to come is for something that is measured: effort and money by whether it can be told.

Sunk money and money to come are kept apart and never added: only what is to come can still be decided about.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from deliverydesk.analysis.divergence import TOO_EARLY, least_likely
from deliverydesk.analysis.effort import effort_to_come, money_to_come
from deliverydesk.analysis.evidence.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class Cover(Enum):
    """Whether it can be told if work moves what it is for. The same cut as that of the divergence picture."""

    MEASURED = auto()
    """An outcome that it is to move has a chance to be reached."""
    TOO_EARLY = auto()
    """Too few readings yet, or the declared lag is not over."""
    UNMEASURED = auto()
    """Nothing that it is for is measured; `Lack` says why."""


class Lack(Enum):
    """Why the outcome of work is not measured, of the least likely outcome where there are several."""

    NO_OUTCOME = auto()
    NO_READINGS = auto()
    NO_GOAL = auto()
    """There are readings, but it is not said what is to be reached by when."""
    NO_VARIATION = auto()
    """There are readings, but they do not scatter at all."""
    STALE = auto()
    """There are readings, but from long ago only."""


_LACKS = {
    Reason.NO_READINGS: Lack.NO_READINGS,
    Reason.NO_VARIATION: Lack.NO_VARIATION,
    Reason.STALE: Lack.STALE,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """What some deliverables take, with how many of them are not known."""

    deliverables: tuple[int, ...] = ()
    """In the manager's order."""
    effort: float = 0.0
    """Person-weeks still to come."""
    unestimated: int = 0
    money: float = 0.0
    """Money still to be spent: cost − spent where that is more than 0."""
    uncosted: int = 0
    """Deliverables without a cost, of which nobody can say what is still to be spent."""
    spent: float = 0.0
    """Sunk: never to be added to what is to come."""


@dataclass(frozen=True, slots=True)
class Part:
    """Work of one kind of cover."""

    cover: Cover
    amount: Amount


@dataclass(frozen=True, slots=True)
class ProductCoverage:
    """The coverage of one product's work; None for that of no product."""

    product: int | None
    parts: tuple[Part, ...]
    """One for each `Cover`, in its order."""

    def amount(self, cover: Cover) -> Amount:
        """What the work of a cover takes."""
        return next(part.amount for part in self.parts if part.cover is cover)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of all open work, and of each product's."""

    today: date
    whole: ProductCoverage
    products: tuple[ProductCoverage, ...]
    """In the order the products were added, what has no product last; those without open work are left out."""
    lacks: tuple[tuple[Lack, Amount], ...]
    """What is not measured, by why; reasons that do not occur are left out."""

    def share(self, cover: Cover) -> float | None:
        """The share of the known effort to come that is of a cover; None where there is none."""
        return _share(self.whole, cover)


def coverage_of(
    portfolio: Portfolio, evidence: Mapping[int, Evidence], today: date, ids: Iterable[int] | None = None
) -> Coverage:
    """The coverage of the open work, or of these deliverables of it. `evidence` by outcome, as of `today`."""
    items = [item for item in items_of(portfolio, ids) if item.is_open]
    covers = {item.id: cover_of(portfolio, item.id, evidence) for item in items}
    by_product: dict[int | None, list[Deliverable]] = defaultdict(list)
    for item in items:
        by_product[item.product if item.product in portfolio.products else None].append(item)
    order = [*sorted(portfolio.products.ids), None]
    by_lack: dict[Lack, list[Deliverable]] = defaultdict(list)
    for item in items:
        lack = covers[item.id][1]
        if lack is not None:
            by_lack[lack].append(item)
    return Coverage(
        today,
        _covered(portfolio, None, items, covers),
        tuple(_covered(portfolio, each, by_product[each], covers) for each in order if each in by_product),
        tuple((lack, amount_of(portfolio, by_lack[lack])) for lack in Lack if lack in by_lack),
    )


def cover_of(portfolio: Portfolio, deliverable: int, evidence: Mapping[int, Evidence]) -> tuple[Cover, Lack | None]:
    """Whether it can be told if a deliverable moves what it is for, and why not."""
    least = least_likely(portfolio, deliverable, evidence)
    if least is None:
        return Cover.UNMEASURED, Lack.NO_OUTCOME
    if least.reach.p is not None:
        return Cover.MEASURED, None
    if not len(least.readings):
        return Cover.UNMEASURED, Lack.NO_READINGS
    reason = least.reach.reason
    if reason in TOO_EARLY:
        return Cover.TOO_EARLY, None
    return Cover.UNMEASURED, _LACKS.get(reason, Lack.NO_GOAL) if reason is not None else Lack.NO_GOAL


def amount_of(portfolio: Portfolio, items: Iterable[Deliverable]) -> Amount:
    """What these deliverables take, and how many of them are not known."""
    listed = list(items)
    efforts = [effort_to_come(portfolio, item) for item in listed]
    moneys = [money_to_come(item) for item in listed]
    return Amount(
        tuple(item.id for item in listed),
        sum(each for each in efforts if each is not None),
        sum(each is None for each in efforts),
        sum(each for each in moneys if each is not None),
        sum(each is None for each in moneys),
        sum(item.spent or 0.0 for item in listed),
    )


def items_of(portfolio: Portfolio, ids: Iterable[int] | None = None) -> list[Deliverable]:
    """All deliverables, or these, in the manager's order, without what is archived."""
    items = portfolio.deliverables
    if ids is None:
        return [items[each] for each in portfolio.live]
    wanted = (items.get(each) for each in frozenset(ids))
    return sorted((each for each in wanted if each and not each.archived), key=lambda each: each.order_key)


def _covered(
    portfolio: Portfolio,
    product: int | None,
    items: Iterable[Deliverable],
    covers: Mapping[int, tuple[Cover, Lack | None]],
) -> ProductCoverage:
    parts: dict[Cover, list[Deliverable]] = {cover: [] for cover in Cover}
    for item in items:
        parts[covers[item.id][0]].append(item)
    return ProductCoverage(product, tuple(Part(cover, amount_of(portfolio, held)) for cover, held in parts.items()))


def _share(covered: ProductCoverage, cover: Cover) -> float | None:
    whole = sum(part.amount.effort for part in covered.parts)
    return covered.amount(cover).effort / whole if whole else None
