"""The part of the report on what readings say: evidence by outcome, divergence, coverage, waste, and the briefings.

Results are told field by field as they are: enum members by their names in small letters, which are the codes of
verdicts, reasons and cautions; days as ISO; intervals with their two ends.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.briefing import briefings_of
from deliverydesk.analysis.briefing_words import sentence
from deliverydesk.analysis.coverage import coverage_of
from deliverydesk.analysis.divergence import chances_of, diverging
from deliverydesk.analysis.earned_plan import earned_plan_of
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.evidence.readings import Readings
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.analysis.waste import waste_of

if TYPE_CHECKING:
    from deliverydesk.analysis.briefing import Briefing
    from deliverydesk.analysis.evidence.page import Evidence, Page
    from deliverydesk.domain.portfolio import Portfolio

Plain = dict[str, Any]


class Found:
    """All that is found out of a portfolio on a day, as JSON values."""

    def __init__(self, portfolio: Portfolio, today: date) -> None:
        self._portfolio = portfolio
        self.page: Page = evidence_of_all(portfolio, today)
        chances = chances_of(portfolio, forecast_of(portfolio, today))
        self.divergence = diverging(portfolio, today, chances, self.page.evidence)
        self._places = {place.deliverable: plain(place) for place in self.divergence.places}

    def outcome(self, outcome: int) -> Plain:
        """The evidence of one outcome, with whether its verdict stands among all of them."""
        found = self.page.discovery
        stands = True if outcome in found.standing else False if outcome in found.fallen else None
        return {**_evidence(self.page.evidence[outcome]), "stands": stands}

    def deliverable(self, deliverable: int) -> Plain | None:
        """Where work in flight lies by its chances of being on time and of its outcome being reached."""
        return self._places.get(deliverable)

    def whole(self) -> Plain:
        """What is of the whole portfolio: "discovery", "coverage", "waste", "earned_plan", "briefing"."""
        portfolio, page = self._portfolio, self.page
        waste = waste_of(portfolio, page.evidence, page.today)
        waiting = waste.waiting
        told: Plain = plain(waste)
        told["waiting"] |= {
            "total": waiting.total,
            "so_far": waiting.so_far,
            "uncosted": waiting.uncosted,
            "undated": waiting.undated,
        }
        first, *products = briefings_of(portfolio, page, divergence=self.divergence).values()
        return {
            "discovery": plain(page.discovery),
            "coverage": plain(coverage_of(portfolio, page.evidence, page.today)),
            "waste": told,
            "earned_plan": _without_course(plain(earned_plan_of(portfolio, page.today))),
            "briefing": {**self._briefing(first), "products": [self._briefing(each) for each in products]},
        }

    def _briefing(self, briefing: Briefing) -> Plain:
        product = self._portfolio.products.get(briefing.product)
        return {
            "product": briefing.product,
            "product_name": None if product is None else product.name,
            "sentences": [
                {"words": sentence(self._portfolio, self.page, point), **plain(point)} for point in briefing.points
            ],
        }


def _without_course(told: Plain) -> Plain:
    """The planned value of each day is told by today's alone; the others follow from the plans."""
    return {name: value for name, value in told.items() if name != "planned"}


def _evidence(evidence: Evidence) -> Plain:
    told: Plain = plain(evidence)
    del told["outcome"], told["today"]
    readings = evidence.readings
    told["readings"] = {
        "n": len(readings),
        "first": plain(readings.first),
        "last": plain(readings.last),
        "step_days": readings.step,
        "window_days": readings.window_days,
        "with_bases": readings.bases is not None,
        "left_out": {why.name.lower(): count for why, count in readings.left_out},
    }
    return told


def plain(value: Any) -> Any:
    """A result as JSON values."""
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: getattr(value, each.name) for each in fields(value)}
        # Readings are in the report already, as measurements.
        return {name: plain(each) for name, each in told.items() if not isinstance(each, Readings)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(each) for name, each in value._asdict().items()}
    if isinstance(value, (frozenset, set)):
        return sorted(plain(each) for each in value)
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    return value.item() if hasattr(value, "item") else value
