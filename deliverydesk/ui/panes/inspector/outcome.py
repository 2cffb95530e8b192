"""What the inspector says of one outcome: where it stands, what defines it, and what is to move it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import counted, day, number, percent, with_unit
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.values import Direction, OutcomeKind
from deliverydesk.ui.panes.inspector.links import movers_section
from deliverydesk.ui.panes.inspector.outcome_words import judged, outcome_note, outcome_spark, standing
from deliverydesk.ui.panes.inspector.parts import Figure, Figures, Mark, Part, Section, notes_section
from deliverydesk.ui.rows import Common, needed

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

DIRECTION_WORDS = {Direction.UP: "Up", Direction.DOWN: "Down", Direction.HOLD: "Hold within bounds"}
KIND_WORDS = {
    OutcomeKind.LEADING: "Leading",
    OutcomeKind.LAGGING: "Lagging",
    OutcomeKind.HEALTH: "Health",
}


def outcome_sections(portfolio: Portfolio, outcome_id: int, today: date) -> tuple[Section, ...]:
    """Everything about an outcome but its history, from the top of the drawer."""
    outcome = portfolio.outcomes[outcome_id]
    common = Common(portfolio, Outcome, (outcome_id,), today)
    return (
        _head(portfolio, outcome, common, today),
        _readings(portfolio, outcome, today),
        _definition(portfolio, outcome, common),
        movers_section(portfolio, outcome),
        notes_section(common),
    )


def _head(portfolio: Portfolio, outcome: Outcome, common: Common[Outcome], today: date) -> Section:
    product = portfolio.products.get(outcome.product)
    number_of = product_numbers(portfolio).get(product.id) if product is not None else None
    parts: list[Part] = [
        Mark(
            product.name if product is not None else "No product",
            product_code(portfolio, outcome.product),
            None if number_of is None else number_of - 1,
        ),
        common.row("name", "Name", lambda typed: needed(typed, "The name"), style="title"),
    ]
    if outcome.metric or outcome.owner:
        parts.append(Mark(" · ".join(part for part in (outcome.metric, outcome.owner) if part)))
    parts.append(Figures(_progress(portfolio, outcome, today), _delivery(portfolio, outcome)))
    return Section("head", "", tuple(parts), folds=False)


def _progress(portfolio: Portfolio, outcome: Outcome, today: date) -> Figure:
    progress = progress_of(portfolio, outcome.id, today)
    due = f"due {day(outcome.due, today)}" if outcome.due is not None else "no due date"
    if progress.latest is None:
        return Figure("Outcome", "—", "not measured yet", progress.reason or "")
    if outcome.direction is Direction.HOLD:
        if progress.inside is None:
            return Figure("Outcome", with_unit(progress.latest, outcome.unit), "no bounds set", progress.reason or "")
        words = "Within" if progress.inside else "Outside"
        note = f"now {with_unit(progress.latest, outcome.unit)}"
        basis = "Whether the last reading is within the bounds to hold."
        return Figure("Outcome", words, note, basis, "text" if progress.inside else "bad")
    if progress.clamped is None:
        return Figure("Outcome", with_unit(progress.latest, outcome.unit), "latest reading", progress.reason or "")
    word, _ = judged(progress)
    note = f"{word.lower()}, {due}" if word else due
    basis = f"(now − baseline) ÷ (target − baseline) = {percent(progress.raw)}, shown from 0 to 100 %."
    wrong = progress.raw is not None and progress.raw < 0
    return Figure("Outcome", percent(progress.clamped), note, basis, "bad" if wrong else "text")


def _delivery(portfolio: Portfolio, outcome: Outcome) -> Figure:
    towards = delivery_towards(portfolio, outcome.id)
    if not towards.items:
        return Figure("Delivery", "—", "nothing is to move it", towards.basis)
    note = f"{towards.ended} of {len(towards.items)} done"
    if towards.to_come:
        note += f", {number(towards.to_come, 0 if towards.to_come >= 10 else 1)} pw left"
    return Figure("Delivery", percent(towards.share), note, towards.basis)


def _readings(portfolio: Portfolio, outcome: Outcome, today: date) -> Section:
    spark = outcome_spark(portfolio, outcome, today)
    parts: list[Part] = [standing(portfolio, outcome, today)]
    parts += [spark] if spark is not None else []
    return Section(
        "readings", _readings_title(portfolio, outcome), tuple(parts), outcome_note(portfolio, outcome, today)
    )


def _readings_title(portfolio: Portfolio, outcome: Outcome) -> str:
    count = len(portfolio.measurements.by("outcome", outcome.id))
    return counted(count, "reading") if count else "Readings"


def _definition(portfolio: Portfolio, outcome: Outcome, common: Common[Outcome]) -> Section:
    holds = outcome.direction is Direction.HOLD
    unit = outcome.unit
    bounds = [common.number("hold_low", "Lower bound", unit), common.number("hold_high", "Upper bound", unit)]
    path = [
        common.number("baseline", "Baseline", unit),
        common.day("baseline_date", "Baseline of"),
        common.number("target", "Target", unit),
    ]
    return Section(
        "definition",
        "What it is",
        (
            common.text("metric", "Metric", hint="what is counted"),
            common.text("unit", "Unit", hint="%, days, per 1,000 claims"),
            common.choice("direction", "Wanted", DIRECTION_WORDS),
            *(bounds if holds else path),
            common.day("due", "Due"),
            common.choice("kind", "Kind", KIND_WORDS),
            common.reference("product", "Product", portfolio.products, "No product"),
            common.known("owner", "Owner"),
        ),
    )
