"""The beginning of a portfolio: three answers become its first product and its first outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import SETTINGS_ID, Outcome, Product, Settings
from deliverydesk.domain.quick import target_day
from deliverydesk.domain.values import Direction
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

_NUMBER = r"([−-]?\d+(?:[.,]\d+)?)"


def _measure(of: str, to: str, by: str, end: str) -> re.Pattern[str]:
    """What is counted, from a figure to a figure, by a day, in the words of a language."""
    unit = rf"(?:\s*(?!(?:{by}|{to})\b)([^\d\s]\S*(?:\s+(?!(?:{by}|{to})\b)\S+){{0,4}}))?"
    return re.compile(
        rf"\s*(.*?)[\s,:]*\b{of}\s+{_NUMBER}{unit}\s+{to}\s+{_NUMBER}{unit}(?:\s+{by}\s+(?:(?:{end})\s+)?(.+?))?[\s.]*",
        re.IGNORECASE,
    )


_MEASURES = (
    (_measure("from", "to", "by", "the end of"), re.compile(r"\d,\d{3}$")),
    (_measure("von", "auf", "bis", "zum Ende|zum|Ende"), re.compile(r"\d\.\d{3}$")),
)
"""In each language, with what a figure in thousands looks like: who reads it otherwise would be wrong by a thousand."""
_SHORT = re.compile(
    r"\s+(?:who|that|which|with|in|on|at|from|of|mit|im|am|an|aus|von|bei|für|welche)\s+|[,;:(]",
)
_NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Measure:
    """How one will know: what is counted, from where to where, by when."""

    metric: str
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    due: date | None = None

    @property
    def direction(self) -> Direction:
        """Down where the target is below the baseline, else up."""
        falls = self.baseline is not None and self.target is not None and self.target < self.baseline
        return Direction.DOWN if falls else Direction.UP


def read_measure(words: str, today: date) -> Measure:
    """Words such as “First-contact solving from 61 to 72 % by Dec” with their figures, in any of the program's
    languages; others are the metric alone.
    """
    found = ((pattern.fullmatch(words), thousands) for pattern, thousands in _MEASURES)
    match, thousands = next(((match, thousands) for match, thousands in found if match), (None, None))
    if match is None or thousands is None or not match[1] or any(thousands.search(match[n]) for n in (2, 4)):
        return Measure(" ".join(words.split()))
    due = target_day(match[6], today) if match[6] else None
    if match[6] and due is None:
        return Measure(" ".join(words.split()))
    baseline, target = (float(match[n].replace(",", ".").replace("−", "-")) for n in (2, 4))
    return Measure(match[1].strip(), (match[5] or match[3] or "").strip(" ."), baseline, target, due)


def product_name(customer: str) -> str:
    """A short name from the customer's description: "Members" of "Members who call or write"."""
    short = _SHORT.split(" ".join(customer.split()), maxsplit=1)[0].strip()
    return short if len(short) <= _NAME_LIMIT else short[: _NAME_LIMIT - 1].rstrip() + "…"


def begin(
    portfolio: Portfolio, today: date, *, change: str = "", customer: str = "", measure: str = "", name: str = ""
) -> ChangeSet:
    """Make the product, the outcome and the portfolio's name from the answers; an empty one leaves its part out.

    `change` is what should change, `customer` for whom, `measure` how one will know.
    """
    change, customer, name = (" ".join(words.split()) for words in (change, customer, name))
    draft = Draft(portfolio)
    if name:
        draft.edit(draft.get(Settings, SETTINGS_ID), {"name": name})
    product = None
    if customer:
        product = draft.add(Product, {"name": product_name(customer), "customer": customer, "need": change}).id
    if change or measure.strip():
        read = read_measure(measure, today)
        values: dict[str, Any] = {
            "name": change or read.metric,
            "product": product,
            "metric": read.metric,
            "unit": read.unit,
            "direction": read.direction,
            "baseline": read.baseline,
            "baseline_date": today if read.baseline is not None else None,
            "target": read.target,
            "due": read.due,
        }
        draft.add(Outcome, values)
    return draft.change_set(tr("begin with what should change, for whom, and how we will know"))
