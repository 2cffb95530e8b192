"""Whether work keeps to its plan, of a deliverable or all of a product: earned value and earned schedule. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.earned import Undefined
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.inspector.parts import Figure, Figures, Part, Section, Words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from deliverydesk.analysis.earned_plan import EarnedPlan, NoPlan
    from deliverydesk.domain.portfolio import Portfolio


def plan_sections(portfolio: Portfolio, ids: Collection[int], today: date) -> tuple[Section, ...]:
    """The section of these deliverables; none where nothing of them has a plan."""
    from deliverydesk.analysis.earned_plan import EarnedPlan, earned_plan_of

    found = earned_plan_of(portfolio, today, ids)
    parts = _of_plan(portfolio, found) if isinstance(found, EarnedPlan) else _why_not(found)
    return (Section("plan", tr("Against its plan"), tuple(parts), figure="earned_schedule"),) if parts else ()


def _why_not(found: NoPlan) -> list[Part]:
    """Worth a line only where there is a plan that work is not yet held against."""
    from deliverydesk.analysis.divergence_words import why_words

    whys = [why for why, _ in found.left_out if why is not Undefined.NO_PLAN]
    return [Words(tr("Cannot tell yet: {why}.", why=why_words(why)), figure="earned_schedule") for why in whys[:1]]


def _of_plan(portfolio: Portfolio, found: EarnedPlan) -> list[Part]:
    from deliverydesk.analysis.divergence import ON_PLAN_CUT
    from deliverydesk.analysis.divergence_words import spi_figure, why_words
    from deliverydesk.charts.earned import behind_words, left_out_words
    from deliverydesk.charts.format import day, percent, with_unit

    spi_t, unit = found.schedule.spi_t, tr("pw")
    if spi_t.value is None:
        left = Figure(tr("SPI(t)"), "—", why_words(spi_t.why or Undefined.NO_PLAN), "")
    else:
        role = "text" if spi_t.value >= ON_PLAN_CUT else "warn"
        basis = tr("When the plan was to have earned what is earned now, divided by the days gone by.")
        note = "" if found.behind is None else behind_words(found.behind)
        left = Figure(tr("SPI(t)"), spi_figure(spi_t.value), note, basis, role)
    earned, planned = found.earned / found.budget, found.planned_now / found.budget
    basis = tr(
        "Planned value {planned} by now, earned value {earned}, of {budget}.",
        planned=with_unit(round(found.planned_now, 1), unit),
        earned=with_unit(round(found.earned, 1), unit),
        budget=with_unit(round(found.budget, 1), unit),
    )
    note = tr("{share} planned", share=percent(round(planned, 2)))
    right = Figure(tr("Earned"), percent(round(earned, 2)), note, basis)
    parts: list[Part] = [
        Figures(left, right, ("earned_schedule", "earned_value")),
        Words(basis, "text", figure="earned_value"),
    ]
    if found.forecast_end is not None and found.earned < found.budget:
        pace, end = day(found.forecast_end, found.today), day(found.end, found.today)
        words = tr("At this pace done on {day}; planned is {end}.", day=pace, end=end)
        parts.append(Words(words, "text", figure="earned_schedule"))
    money = found.money
    if money is not None and money.cpi.value is not None:
        spent = with_unit(money.actual, portfolio.settings.currency)
        cpi = spi_figure(money.cpi.value)
        parts.append(Words(tr("Spent {spent}: CPI {cpi}.", spent=spent, cpi=cpi), "text", figure="earned_value"))
    if left_out := left_out_words(found):
        parts.append(Words(left_out, "text3"))
    return parts
