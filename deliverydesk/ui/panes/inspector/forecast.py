"""When a deliverable is done and a milestone met, and what that forecast takes for granted. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.support.language import tr
from deliverydesk.ui.panes.inspector.parts import Part, Section, Words

if TYPE_CHECKING:
    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.domain.entities import Milestone
    from deliverydesk.domain.portfolio import Portfolio


def item_forecast(portfolio: Portfolio, forecast: PortfolioForecast, deliverable: int) -> Section:
    """Three days, the chance of the target date, and what they rest on; or why nobody can say."""
    from deliverydesk.analysis.forecast.words import chance_words, days_words

    told = forecast.item(deliverable)
    because = portfolio.deliverables.get(told.because) if told.because is not None else None
    parts: list[Part] = [
        Words(days_words(told, because.title if because is not None else ""), "text", figure="forecast")
    ]
    target = portfolio.deliverables[deliverable].target_date
    if told.p50 is not None:
        if target is not None:
            chance = forecast.joint([deliverable], target)
            late = told.p85 is None or told.p85 > target
            words = tr("Target date: {chance}", chance=chance_words(chance))
            parts.append(Words(words, "text", glyph="watch" if late else "ok", figure="forecast"))
        parts += _basis(portfolio, forecast, deliverable)
    return _section(forecast, parts)


def milestone_forecast(
    portfolio: Portfolio, forecast: PortfolioForecast, evidence: Page, milestone: Milestone
) -> Section:
    """The chance of a milestone to be met, and what it rests on; or why nobody can say."""
    from deliverydesk.charts.roadmap_ahead import Ahead, met_of
    from deliverydesk.charts.roadmap_ahead_words import mark_lines

    met = met_of(portfolio, forecast, evidence.evidence, milestone)
    lines = mark_lines(Ahead(portfolio, forecast, {milestone.id: met}), milestone.id)
    return _section(forecast, [Words(each, "text", figure="milestone_chance") for each in lines])


def _basis(portfolio: Portfolio, forecast: PortfolioForecast, deliverable: int) -> list[Part]:
    """The teams that it needs as the forecast takes them to be, and what it takes for granted of all work."""
    from deliverydesk.analysis.forecast.words import assumption_words, spread_words
    from deliverydesk.analysis.words import figure

    asked = {each.team for each in portfolio.demands.by("deliverable", deliverable)}
    parts: list[Part] = []
    for basis in forecast.teams:
        team = portfolio.teams.get(basis.team)
        if team is not None and (basis.team in asked or len(forecast.teams) == 1):
            words = tr(
                "{team}: {places} at a time, {rate} person-weeks a week. {spread}",
                team=team.name,
                places=figure(basis.places),
                rate=figure(basis.rate),
                spread=spread_words(basis.spread),
            )
            parts.append(Words(words))
    parts += [Words(assumption_words(each), "text3") for each in forecast.assumptions]
    return parts


def _section(forecast: PortfolioForecast, parts: list[Part]) -> Section:
    from deliverydesk.analysis.words import figure, spoken

    basis = tr(
        "Made on {day} from {paths} simulated runs, seed {seed}.",
        day=spoken(forecast.today),
        paths=figure(forecast.paths),
        seed=str(forecast.seed),
    )
    return Section("forecast", tr("Forecast"), (*parts, Words(basis, "text3")), figure="forecast")
