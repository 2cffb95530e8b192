"""The kept forecasts of a portfolio as entries of the ledger, its record, and what it proposes for each team."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deliverydesk.analysis.forecast.ledger import Correction, Entry, Record, correction, record_of
from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from deliverydesk.domain.entities import Deliverable, Forecast
    from deliverydesk.domain.portfolio import Portfolio


def judged(portfolio: Portfolio, of: Collection[int] | None = None) -> list[tuple[Forecast, Entry]]:
    """The first forecast kept of each deliverable and each milestone, by the day it was made, and what became of it.

    Later ones of the same thing say nearly the same once more, and one made on the eve proves nothing. Work that was
    released without a day on which it ended cannot be judged and is left out. `of` are the deliverables meant, without
    milestones then; None for everything.
    """
    seen: set[tuple[int | None, int | None]] = set()
    found = []
    for kept in sorted(portfolio.forecasts, key=lambda each: (each.made, each.id)):
        subject = (kept.deliverable, kept.milestone)
        if subject in seen or subject == (None, None) or not (of is None or kept.deliverable in of):
            continue
        seen.add(subject)
        entry = _entry(portfolio, kept)
        if entry is not None:
            found.append((kept, entry))
    return found


def entries_of(portfolio: Portfolio, of: Collection[int] | None = None) -> list[Entry]:
    """Only what became of them; see `judged`."""
    return [entry for _, entry in judged(portfolio, of)]


def kept_record(portfolio: Portfolio, today: date, of: Collection[int] | None = None) -> Record:
    """The hit record of all kept forecasts, or of those about some deliverables."""
    return record_of(entries_of(portfolio, of), today)


def corrections(portfolio: Portfolio, today: date) -> list[Correction]:
    """What each team's own forecasts propose, in the order of the teams."""
    entries = entries_of(portfolio)
    return [
        correction([each for each in entries if each.team == team.id], today, team.widening, team.id)
        for team in portfolio.teams
    ]


def _entry(portfolio: Portfolio, kept: Forecast) -> Entry | None:
    items = _items(portfolio, kept)
    if any(item.stage is Stage.RELEASED and item.actual_end is None for item in items):
        return None
    cancelled = any(item.stage is Stage.CANCELLED for item in items)
    ends = [item.actual_end for item in items if item.actual_end is not None]
    ended = max(ends) if items and len(ends) == len(items) and not cancelled else None
    widening = _widening(kept)
    return Entry(kept.made, kept.p50, kept.p85, kept.p95, kept.by, kept.chance, ended, cancelled, kept.team, widening)


def _items(portfolio: Portfolio, kept: Forecast) -> Sequence[Deliverable]:
    if kept.deliverable is not None:
        return [portfolio.deliverables[kept.deliverable]]
    named = portfolio.milestone_items.by("milestone", kept.milestone)
    return [portfolio.deliverables[each.deliverable] for each in named]


def _widening(kept: Forecast) -> float:
    """The widening of the forecast's team when it was made, as `PortfolioForecast.inputs` writes it; 1 if unknown."""
    try:
        told = json.loads(kept.inputs)["widening"][str(kept.team)]
    except (ValueError, KeyError, TypeError):
        return 1.0
    return float(told) if isinstance(told, int | float) and told > 0 else 1.0
