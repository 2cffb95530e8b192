"""What the texts, numbers and dates of each entity may be, whatever else the portfolio holds."""

from __future__ import annotations

import math
import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from deliverydesk.domain.entities import (
    Absence,
    Allocation,
    BaselineItem,
    Contribution,
    Criterion,
    Decision,
    Deliverable,
    Demand,
    Entity,
    Forecast,
    Gate,
    Guardrail,
    Loan,
    Measurement,
    Outcome,
    Override,
    Person,
    Product,
    Settings,
    StageLimit,
    Team,
    caption,
    field_names,
    singular,
)
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.wording import field_words, figure, noun, quoted, subject
from deliverydesk.support.language import tr

NAME_LIMIT = 500
NOTES_LIMIT = 100_000
CHANGES_LIMIT = 20_000_000
"""Enough for a what-if that sets two dates of each of 100,000 items."""
FIRST_YEAR, LAST_YEAR = 1950, 2199
KEY_LIMIT = 2**62
_LONG = frozenset(
    {
        "notes",
        "need",
        "note",
        "state",
        "evidence",
        "inputs",
        "snapshot",
        "reason",
        "options",
        "question",
        "outcome",
        "customers",
        "market",
        "expected",
        "result",
        "text",
        "attendees",
    }
)
"""Texts that may be as long as notes."""

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


_POSITIVE = Bounds(0, math.inf, tr("more than 0"), low_excluded=True)
_NOT_NEGATIVE = Bounds(0, math.inf, tr("0 or more"))
_SHARE = Bounds(0, 1, tr("a share from 0 to 1 (0.8 for 80 %)"))
_UP_TO_TEN = Bounds(0, 10, tr("from 0 to 10"))
_CONFIDENCE = Bounds(0, 1, tr("more than 0 and at most 1 (0.8 for 80 %)"), low_excluded=True)
_AT_LEAST_ONE = Bounds(1, math.inf, tr("1 or more"))
_DAYS = Bounds(1, 36_500, tr("from 1 to 36,500 days"))
_LAG = Bounds(0, 36_500, tr("from 0 to 36,500 days"))

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
    Contribution: {"confidence": _CONFIDENCE, "lag_days": _LAG},
    Product: {"upkeep_share": _SHARE, "review_cadence_days": _DAYS},
    Outcome: {"smallest_change": _POSITIVE, "lag_days": _LAG, "window_days": _DAYS},
    Measurement: {"base": _POSITIVE},
    Team: {"members": _NOT_NEGATIVE, "focus": _SHARE, "widening": Bounds(0.1, 10, tr("from 0.1 to 10"))},
    Forecast: {"chance": _SHARE},
    Absence: {"members": _NOT_NEGATIVE},
    Person: {"share": Bounds(0, 1, tr("more than 0 and at most 1 (0.5 for half of the time)"), low_excluded=True)},
    Loan: {"members": _POSITIVE},
    Allocation: {"effort": _NOT_NEGATIVE},
    Guardrail: {"low": _SHARE, "target": _SHARE, "high": _SHARE},
    Gate: {"valid_days": _DAYS},
    Decision: {"freed": _NOT_NEGATIVE},
    Criterion: {"weight": _NOT_NEGATIVE},
    Settings: {
        "fiscal_year_start": Bounds(1, 12, tr("a month from 1 to 12")),
        "week_start": Bounds(1, 7, tr("a day from 1 (Monday) to 7 (Sunday)")),
        "review_cadence_days": _DAYS,
        "rank_gap": _AT_LEAST_ONE,
        "ready_low": _NOT_NEGATIVE,
        "ready_high": _NOT_NEGATIVE,
        "stall_days": _DAYS,
        "max_items": _AT_LEAST_ONE,
    },
    Override: {"rank_before": _AT_LEAST_ONE, "rank_after": _AT_LEAST_ONE, "score_rank": _AT_LEAST_ONE},
    StageLimit: {"limit": _AT_LEAST_ONE},
    BaselineItem: {"effort_likely": _POSITIVE},
}
"""What the numbers of each entity may be."""


def whose(entity: Entity) -> str:
    """The entity that a field is of, in a sentence: by its caption, else by its id."""
    words = caption(entity)
    return quoted(words) if words else f"{noun(singular(type(entity)))} {entity.id}"


def check_values(entity: Entity) -> None:
    """Raises RuleBroken for the first field whose value no entity of this type may have."""
    bounds = BOUNDS.get(type(entity), {})
    for name in field_names(type(entity)):
        value = getattr(entity, name)
        if isinstance(value, str):
            _check_text(entity, name, value)
        elif isinstance(value, float):
            if not math.isfinite(value):
                raise RuleBroken(
                    tr("The {field} of {whose} is not a number: {value}.", **_named(entity, name), value=value)
                )
        elif isinstance(value, int) and abs(value) > KEY_LIMIT:
            raise RuleBroken(tr("The {field} of {whose} is too large: {value}.", **_named(entity, name), value=value))
        elif isinstance(value, date):
            if not FIRST_YEAR <= value.year <= LAST_YEAR:
                raise RuleBroken(
                    tr(
                        "The {field} of {whose} is {day}; dates go from {first} to {last}.",
                        **_named(entity, name),
                        day=value.isoformat(),
                        first=FIRST_YEAR,
                        last=LAST_YEAR,
                    )
                )
        elif isinstance(value, tuple):
            for part in value:
                _check_text(entity, name, part)
        if value is not None and name in bounds and not bounds[name].hold(value):
            raise RuleBroken(
                tr(
                    "The {field} of {whose} is {value}; it must be {bounds}.",
                    **_named(entity, name),
                    value=figure(value),
                    bounds=bounds[name].words,
                )
            )


def _named(entity: Entity, field: str) -> dict[str, str]:
    return {"field": field_words(field), "whose": whose(entity)}


def check_text(what: str, text: str, limit: int = NAME_LIMIT) -> None:
    """Raises RuleBroken where no file can keep the text; `what` begins the sentence: "The checkpoint's name"."""
    if len(text) > limit:
        raise RuleBroken(
            tr(
                "{what} has {n} characters; at most {limit} are kept.",
                what=what,
                n=figure(len(text)),
                limit=figure(limit),
            )
        )
    if _UNSTORABLE.search(text):
        raise RuleBroken(
            tr("{what} has a character that is no valid text (NUL or half of a pair). Type it anew.", what=what)
        )


def check_label(label: str) -> None:
    """Raises RuleBroken where no file can keep what the history is to call a change; it may be of any length."""
    if _UNSTORABLE.search(label):
        check_text(tr("What the history is to call this"), label, len(label))


def _check_text(entity: Entity, name: str, text: str) -> None:
    limit = CHANGES_LIMIT if name == "changes" else NOTES_LIMIT if name in _LONG else NAME_LIMIT
    check_text(tr("The {field} of {whose}", **_named(entity, name)), text, limit)
    if name in ("name", "title") and not text.strip():
        what = subject(singular(type(entity)))
        raise RuleBroken(
            tr("{what} needs a title.", what=what) if name == "title" else tr("{what} needs a name.", what=what)
        )


def check_ascending(entity: Entity, *names: str) -> None:
    """Raises RuleBroken where a field, of those that are given, has more than one that comes after it."""
    given = [(name, getattr(entity, name)) for name in names if getattr(entity, name) is not None]
    for (low_name, low), (high_name, high) in pairwise(given):
        if low > high:
            words = {
                "whose": whose(entity),
                "low": field_words(low_name),
                "high": field_words(high_name),
                "low_value": _said(low),
                "high_value": _said(high),
            }
            above = tr("The {low} of {whose} ({low_value}) is above the {high} ({high_value}).", **words)
            after = tr("The {low} of {whose} ({low_value}) is after the {high} ({high_value}).", **words)
            raise RuleBroken(after if isinstance(low, date) else above)


def _said(value: float | date) -> str:
    return value.isoformat() if isinstance(value, date) else figure(value)
