"""How far each input of a score may move before the rank does, and why the item was last moved against it. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.charts.format import day
from deliverydesk.support import clock
from deliverydesk.support.language import SOURCE, language, tr
from deliverydesk.ui.panes.inspector.parts import Part, Words
from deliverydesk.ui.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.analysis.sensitivity import Leeway
    from deliverydesk.domain.portfolio import Portfolio


def with_leeway(portfolio: Portfolio, scores: ScoreBoard, deliverable_id: int, rows: Iterable[Part]) -> list[Part]:
    """The rows of the inputs with their leeway in the tooltip, then the tightest one and the last reason in words."""
    from deliverydesk.analysis.leeway_words import leeway_words
    from deliverydesk.analysis.sensitivity import leeways

    found = leeways(portfolio, scores, deliverable_id) if scores.rank(deliverable_id) is not None else ()
    ways = {each.input.field: leeway_words(each) for each in found}
    parts: list[Part] = []
    for row in rows:
        way = ways.get(row.key) if isinstance(row, Row) else None
        parts.append(replace(row, tip=f"{row.tip} {way}".strip()) if way and isinstance(row, Row) else row)
    tightest = min(found, key=_least_change, default=None)
    if tightest is not None and _least_change(tightest) < float("inf"):
        name, way = tightest.input.name, ways[tightest.input.field]
        words = tr("Tightest is {input}. {way}", input=name.lower() if language() == SOURCE else name, way=way)
        parts.append(Words(words, "text2"))
    return parts + _last_reason(portfolio, deliverable_id)


def _least_change(leeway: Leeway) -> float:
    """The smallest change of the input, as a share of it, that moves the rank."""
    now = leeway.input.value
    ends = [end for end in (leeway.rise, leeway.fall) if end is not None]
    return min((abs(end / now - 1) for end in ends), default=float("inf")) if now else float("inf")


def _last_reason(portfolio: Portfolio, deliverable_id: int) -> list[Part]:
    kept = portfolio.overrides.by("deliverable", deliverable_id)
    if not kept:
        return []
    last = max(kept, key=lambda each: (each.date, each.id))
    when = day(last.date, clock.today())
    return [Words(tr("Moved against the score on {day}: {reason}", day=when, reason=last.reason), "text2")]
