"""Forecasts, and how they came true, as JSON knows it: what `forecast --json` prints and `report --json` may add.

Days are ISO days, chances shares from 0 to 1. Where there is no figure there is a reason code, and words beside it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.divergence import due_of
from deliverydesk.analysis.forecast import words
from deliverydesk.analysis.forecast.burnup import BurnUp, done_by
from deliverydesk.analysis.forecast.inputs import inputs_of
from deliverydesk.analysis.forecast.keeping import deciding_teams
from deliverydesk.analysis.forecast.kept import corrections, judged
from deliverydesk.analysis.forecast.ledger import record_of

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.forecast.ledger import QuantileScore
    from deliverydesk.analysis.forecast.portfolio import Chance, ItemForecast, PortfolioForecast
    from deliverydesk.analysis.forecast.reasons import Reason
    from deliverydesk.analysis.forecast.throughput import Periods, When
    from deliverydesk.domain.portfolio import Portfolio

Plain = dict[str, Any]


def plain_forecast(portfolio: Portfolio, forecast: PortfolioForecast, burnup: BurnUp, by: date) -> Plain:
    """Everything that is forecast: items in the manager's order, milestones, the cut line at `by`, throughput."""
    teams = deciding_teams(inputs_of(portfolio, forecast.today))
    cut = forecast.cut_line(by)
    return {
        "today": forecast.today.isoformat(),
        "by": by.isoformat(),
        "items": [
            _item(portfolio, forecast, deliverable, rank, by, teams.get(deliverable))
            for rank, deliverable in enumerate(forecast.order, start=1)
        ],
        "milestones": [_milestone(portfolio, each, met) for each, met in forecast.milestones().items()],
        "cut_line": {
            "chance": cut.chance,
            "last": cut.last,
            "inside": list(cut.inside),
            "short": list(cut.short),
            "words": words.cut_words(cut),
        },
        "throughput": plain_throughput(burnup, by),
        "inputs": forecast.inputs(),
        "teams": [
            {**asdict(each), "spread": {**asdict(each.spread), "words": words.spread_words(each.spread)}}
            for each in forecast.teams
        ],
        "assumptions": [
            {
                "assumption": each.assumption.value,
                "count": each.count,
                "figure": each.figure,
                "words": words.assumption_words(each),
            }
            for each in forecast.assumptions
        ],
    }


def plain_throughput(burnup: BurnUp, by: date) -> Plain:
    """When all open work is done, also if it grows, and how much of it by a day."""
    told, until = burnup.when, done_by(burnup, by)
    stable = burnup.stability
    return {
        "open": burnup.open,
        "history": list(told.basis.history),
        "period_days": told.basis.period_days,
        "start": told.basis.start.isoformat(),
        "widening": told.basis.widening,
        "regime": told.basis.regime,
        "seed": told.basis.method.seed,
        "paths": told.basis.method.paths,
        **_periods(told, told.periods),
        "reason": _code(told.reason),
        "words": words.when_words(told),
        "basis": words.basis_words(told.basis),
        "growth": list(told.growth),
        "grown": None if told.grown is None else _periods(told, told.grown),
        "done_by": {
            **{name: getattr(until, name) for name in ("p50", "p85", "p95")},
            "reason": _code(until.reason),
            "words": words.how_many_words(until),
        },
        "stability": stable and {**asdict(stable), "drifts": stable.drifts, "words": words.stability_words(stable)},
    }


def plain_record(portfolio: Portfolio, today: date) -> Plain:
    """How kept forecasts came true, what each team's record proposes, and the forecasts that count."""
    entries = judged(portfolio)
    record = record_of([entry for _, entry in entries], today)
    chances = asdict(record.chances)
    return {
        "percentiles": {name: _score(getattr(record, name)) for name in ("p50", "p85", "p95")},
        "chances": {**chances, "reason": _code(record.chances.reason), "words": words.brier_words(record.chances)},
        "pending": record.pending,
        "corrections": [
            {
                **asdict(each),
                "reason": _code(each.reason),
                "words": words.correction_words(each, portfolio.teams[each.team].name if each.team else ""),
            }
            for each in corrections(portfolio, today)
        ],
        "ledger": [
            {"forecast": kept.id, "ended": _day(entry.ended), "cancelled": entry.cancelled} for kept, entry in entries
        ],
    }


def _item(
    portfolio: Portfolio, forecast: PortfolioForecast, deliverable: int, rank: int, by: date, team: int | None
) -> Plain:
    item, told = portfolio.deliverables[deliverable], forecast.item(deliverable)
    due = due_of(item)
    return {
        "deliverable": deliverable,
        "title": item.title,
        "rank": rank,
        "deciding_team": team,
        **_days(told),
        "due": _day(due),
        "chance_by_due": None if due is None else forecast.chance(deliverable, due),
        "chance_by": forecast.chance(deliverable, by),
        **_reasoned(told, words.days_words(told, _title(portfolio, told.because))),
    }


def _milestone(portfolio: Portfolio, milestone: int, met: Chance) -> Plain:
    return {
        "milestone": milestone,
        "name": portfolio.milestones[milestone].name,
        "date": met.by.isoformat(),
        "open": met.open,
        "chance": met.chance,
        **_days(met.forecast),
        "reason": _code(met.reason),
        "because": met.because,
        "words": words.chance_words(met, _title(portfolio, met.because)),
    }


def _title(portfolio: Portfolio, deliverable: int | None) -> str:
    return "" if deliverable is None else portfolio.deliverables[deliverable].title


def _days(told: ItemForecast) -> Plain:
    return {"p50": _day(told.p50), "p85": _day(told.p85), "p95": _day(told.p95)}


def _reasoned(told: ItemForecast, sentence: str) -> Plain:
    return {"reason": _code(told.reason), "because": told.because, "words": sentence}


def _periods(told: When, periods: Periods) -> Plain:
    named = {name: getattr(periods, name) for name in ("p50", "p85", "p95")}
    return {**{name: _day(told.day(each)) for name, each in named.items()}, "periods": named}


def _score(score: QuantileScore) -> Plain:
    return {
        **asdict(score),
        "reason": _code(score.reason),
        "words": words.record_words(score),
        "verdict": words.verdict_words(score),
    }


def _code(reason: Reason | None) -> str | None:
    return None if reason is None else reason.value


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
