"""How a product is: what the readings of its outcomes say, whether its work moves, its upkeep, its reviews."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from deliverydesk.analysis.divergence import IN_FLIGHT
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.reviewing.cadence import Cadence, cadences
from deliverydesk.analysis.reviewing.stalls import NEVER, stalls
from deliverydesk.domain.values import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.domain.portfolio import Portfolio

_GOOD = frozenset({Verdict.IMPROVING, Verdict.HOLDING})
_BAD = frozenset({Verdict.WORSENING, Verdict.OUTSIDE})


class Condition(Enum):
    """How a product is, in a word."""

    WELL = "well"
    """Some outcome improves or holds, none gets worse, and nothing asks for attention."""
    ATTENTION = "attention"
    """Work is stalled or late, an outcome is flat, or a review is due."""
    WORSE = "worse"
    """An outcome gets worse, or is outside its bounds."""
    UNKNOWN = "unknown"
    """No reading says anything, and nothing asks for attention."""


@dataclass(frozen=True, slots=True)
class ProductHealth:
    """How a product is on a day, with what that rests on."""

    product: int
    condition: Condition
    verdicts: Mapping[Verdict, int]
    """How many outcomes read so."""
    open: int
    """Open deliverables."""
    in_flight: int
    late: tuple[int, ...]
    """Work in flight whose planned end has passed, in the manager's order."""
    stalled: tuple[int, ...]
    """Work in delivery without progress for as long as the portfolio allows; the longest first."""
    upkeep_floor: float
    """The least share of its work that is to be upkeep, 0 to 1."""
    upkeep_planned: float | None
    """The share of its open likely effort that is upkeep, 0 to 1; None where nobody has estimated any."""
    cadence: Cadence | None
    """When it is to be reviewed; None once it is retired."""


def health_of_product(
    portfolio: Portfolio, product: int, page: Page | None, today: date, progressed: Mapping[int, date] = NEVER
) -> ProductHealth:
    """How a product is. `page` is the evidence of the outcomes, `progressed` what the journal remembers.

    What upkeep is planned below the floor is kept free beside it, so that alone is no reason for attention.
    """
    evidence = {} if page is None else page.evidence
    outcomes = [each.id for each in portfolio.outcomes.by("product", product)]
    told = [evidence[each].judgement.verdict for each in outcomes if each in evidence]
    items = [each for each in portfolio.deliverables.by("product", product) if each.is_open and not each.archived]
    own = {each.id for each in items}
    flying = sorted((each.id for each in items if each.stage in IN_FLIGHT), key=portfolio.rank)
    planned = {each: portfolio.deliverables[each].planned_end for each in flying}
    late = tuple(each for each, end in planned.items() if end is not None and end < today)
    still = tuple(each.deliverable for each in stalls(portfolio, today, progressed) if each.deliverable in own)
    effort = dict.fromkeys(Kind, 0.0)
    for item in items:
        for demand in portfolio.demands.by("deliverable", item.id):
            effort[item.kind] += demand.likely or 0.0
    whole = sum(effort.values())
    cadence = next((each for each in cadences(portfolio, today) if each.product == product), None)
    asks = bool(late or still or Verdict.FLAT in told or (cadence is not None and cadence.is_due))
    return ProductHealth(
        product,
        _condition(told, asks=asks),
        Counter(told),
        len(items),
        len(flying),
        late,
        still,
        portfolio.products[product].upkeep_share,
        effort[Kind.UPKEEP] / whole if whole else None,
        cadence,
    )


def _condition(verdicts: list[Verdict], *, asks: bool) -> Condition:
    if _BAD & set(verdicts):
        return Condition.WORSE
    if asks:
        return Condition.ATTENTION
    return Condition.WELL if _GOOD & set(verdicts) else Condition.UNKNOWN
