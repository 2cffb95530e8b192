"""The part of the report on reviews: the agenda, when reviews are due, and what came of decisions."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.report_evidence import plain
from deliverydesk.analysis.reviewing.agenda import agenda_of
from deliverydesk.analysis.reviewing.cadence import cadences
from deliverydesk.analysis.reviewing.following import aftermath, revisits
from deliverydesk.analysis.reviewing.health import health_of_product
from deliverydesk.analysis.reviewing.stalls import NEVER
from deliverydesk.analysis.reviewing.words import aftermath_words, cadence_words, revisit_words, why_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.divergence import Divergence
    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.analysis.reviewing.cadence import Cadence
    from deliverydesk.domain.entities import Decision, Review
    from deliverydesk.domain.portfolio import Portfolio

Plain = dict[str, Any]


class Reviewed:
    """What reviews are about on a day, as JSON values."""

    def __init__(
        self, portfolio: Portfolio, divergence: Divergence, today: date, progressed: Mapping[int, date] = NEVER
    ) -> None:
        self._portfolio, self._today, self._progressed = portfolio, today, progressed
        self._reach: Mapping[int, tuple[int | None, float | None]] = {
            each.deliverable: (each.outcome, each.reach) for each in divergence.places
        }
        self._cadences = {each.product: each for each in cadences(portfolio, today)}
        self._revisits: dict[int, list[Plain]] = {}
        for each in revisits(portfolio, today):
            told = {**plain(each), "words": revisit_words(portfolio, each)}
            self._revisits.setdefault(each.decision, []).append(told)

    def whole(self) -> Plain:
        """The "agenda" in its order, and the "cadences", the portfolio's own first."""
        agenda = agenda_of(self._portfolio, self._reach, self._today, progressed=self._progressed)
        items = self._portfolio.deliverables
        return {
            "agenda": [
                {
                    "title": items[each.deliverable].title,
                    "value": each.value,
                    "words": why_words(self._portfolio, each),
                    **plain(each),
                }
                for each in agenda
            ],
            "cadences": [_cadence(each) for each in self._cadences.values()],
        }

    def health(self, product: int, page: Page) -> Plain:
        """How a product is, with what that rests on."""
        found = health_of_product(self._portfolio, product, page, self._today, self._progressed)
        told: Plain = plain(found)
        return told | {"verdicts": {each.name.lower(): count for each, count in found.verdicts.items()}}

    def review(self, review: Review) -> Plain:
        """Its figures when it was closed, and when the next one is due; null for a product that is retired."""
        found = self._cadences.get(review.product)
        return {"snapshot": json.loads(review.snapshot), "cadence": None if found is None else _cadence(found)}

    def decision(self, decision: Decision) -> Plain:
        """What came of it, and why it is to be looked at again."""
        found = aftermath(self._portfolio, decision, self._today)
        told = {**plain(found), "words": aftermath_words(self._portfolio, decision, found)}
        return {
            "evidence": json.loads(decision.evidence),
            "aftermath": told,
            "revisits": self._revisits.get(decision.id, []),
        }


def _cadence(each: Cadence) -> Plain:
    told: Plain = plain(asdict(each))
    return {**told, "is_due": each.is_due, "overdue_days": each.overdue_days, "words": cadence_words(each)}
