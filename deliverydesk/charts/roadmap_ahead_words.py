"""What the forecast of a roadmap says in words: of a bar, of a milestone, of all of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.analysis.evidence.reasons import Reason as EvidenceReason
from deliverydesk.analysis.evidence.words import reach_line
from deliverydesk.analysis.evidence.words import reason_words as evidence_reason_words
from deliverydesk.analysis.forecast.reasons import Reason
from deliverydesk.analysis.forecast.words import chance_words, days_words
from deliverydesk.analysis.words import spoken
from deliverydesk.charts.format import day, number
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.analysis.forecast.portfolio import ItemForecast
    from deliverydesk.charts.roadmap import Bar, RoadmapPicture
    from deliverydesk.charts.roadmap_ahead import Ahead

_SHOWN = frozenset({Reason.DONE, Reason.STOPPED})
"""Reasons that a bar shows by itself."""


def chance_of(chance: float) -> str:
    """A chance for a label, in whole hundredths: "62 in 100"; never none and never all."""
    whole = round(100 * chance)
    if whole < 1:
        return tr("under 1 in 100")
    return tr("over 99 in 100") if whole > 99 else tr("{n} in 100", n=number(whole, 0))


def mark_chance(picture: RoadmapPicture, milestone: int) -> str:
    """How likely a milestone is to be met; empty where that cannot be said."""
    met = picture.ahead.met.get(milestone) if picture.ahead is not None else None
    return "" if met is None or met.chance is None else chance_of(met.chance)


def bar_lines(picture: RoadmapPicture, bar: Bar) -> list[str]:
    """When the work behind a bar is done, in three days and never in one, or why nobody can say; and the chance of
    its target date.
    """
    ahead = picture.ahead
    told = ahead.item(bar.id) if ahead is not None else None
    if ahead is None or told is None or told.reason in _SHOWN:
        return []
    lines = [tr("Forecast: {words}", words=days_words(told, _title(ahead, told.because)))]
    target = ahead.portfolio.deliverables[bar.id].target_date
    if target is not None and (told.p50 is not None):
        lines.append(tr("Target date: {chance}", chance=chance_words(ahead.forecast.joint([bar.id], target))))
    return lines


def mark_lines(ahead: Ahead, milestone: int) -> list[str]:
    """How likely a milestone is to be met and what that rests on, or why nobody can say."""
    met = ahead.met.get(milestone)
    if met is None:
        return []
    lines = [tr("Met with a chance of {chance}", chance=chance_of(met.chance))] if met.chance is not None else []
    if met.work is not None:
        if met.work.chance is None:
            return [chance_words(met.work, _title(ahead, met.work.because))]
        if not met.work.open:
            return [*lines, tr("All that is named for it is done.")]
        needs = trn("It needs {n} open item.", "It needs {n} open items.", met.work.open, n=figure(met.work.open))
        return [*lines, tr("{needs} {days}", needs=needs, days=days_words(met.work.forecast))]
    if met.reach is None:
        return [tr("No outcome is named that it promises.")]
    if met.reach.p is None:
        return [evidence_reason_words(met.reach.reason or EvidenceReason.NO_READINGS)]
    return [*lines, reach_line(met.reach, chance=False)]


def _title(ahead: Ahead, deliverable: int | None) -> str:
    item = ahead.portfolio.deliverables.get(deliverable) if deliverable is not None else None
    return item.title if item is not None else ""


def tail_words(picture: RoadmapPicture, bar: Bar) -> str:
    """The forecast of a bar beside its dates: "half by 3 Nov, 85 of 100 by 24 Nov, 95 of 100 by 12 Dec"; empty where
    there is none.
    """
    told = picture.ahead.item(bar.id) if picture.ahead is not None else None
    return "" if told is None else _days(told, date.fromordinal(picture.today))


def _days(told: ItemForecast, today: date) -> str:
    if told.p50 is None or told.p85 is None or told.p95 is None:
        return ""
    p50, p85, p95 = (day(each, today) for each in (told.p50, told.p85, told.p95))
    return tr("half by {p50}, 85 of 100 by {p85}, 95 of 100 by {p95}", p50=p50, p85=p85, p95=p95)


def basis_sentence(picture: RoadmapPicture) -> str:
    """What a forecast that is shown rests on; empty where none is."""
    if picture.ahead is None:
        return ""
    forecast = picture.ahead.forecast
    return tr(
        "Forecast of {day}: {paths} simulated runs, seed {seed}.",
        day=spoken(forecast.today),
        paths=figure(forecast.paths),
        seed=str(forecast.seed),
    )
