"""What the inspector says of one outcome: where it stands, what defines it, and what is to move it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import day, number, percent, with_unit
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.values import Direction, OutcomeKind
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui.panes.inspector.links import movers_section
from deliverydesk.ui.panes.inspector.outcome_words import judged, outcome_note, outcome_spark, standing
from deliverydesk.ui.panes.inspector.parts import Figure, Figures, Mark, Part, Section, labels, notes_section
from deliverydesk.ui.rows import Common, needed

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

DIRECTION_LABELS = {**labels(Direction), Direction.HOLD: tr("Hold within bounds")}


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
            product.name if product is not None else tr("No product"),
            product_code(portfolio, outcome.product),
            None if number_of is None else number_of - 1,
        ),
        common.row("name", tr("Name"), lambda typed: needed(typed, tr("The name")), style="title"),
    ]
    if outcome.metric or outcome.owner:
        parts.append(Mark(" · ".join(part for part in (outcome.metric, outcome.owner) if part)))
    parts.append(Figures(_progress(portfolio, outcome, today), _delivery(portfolio, outcome)))
    return Section("head", "", tuple(parts), folds=False)


def _progress(portfolio: Portfolio, outcome: Outcome, today: date) -> Figure:
    progress = progress_of(portfolio, outcome.id, today)
    due = tr("due {day}", day=day(outcome.due, today)) if outcome.due is not None else tr("no due date")
    if progress.latest is None:
        return Figure(tr("Outcome"), "—", tr("not measured yet"), progress.reason or "")
    if outcome.direction is Direction.HOLD:
        if progress.inside is None:
            return Figure(
                tr("Outcome"), with_unit(progress.latest, outcome.unit), tr("no bounds set"), progress.reason or ""
            )
        words = tr("Within") if progress.inside else tr("Outside")
        note = tr("now {value}", value=with_unit(progress.latest, outcome.unit))
        basis = tr("Whether the last reading is within the bounds to hold.")
        return Figure(tr("Outcome"), words, note, basis, "text" if progress.inside else "bad")
    if progress.clamped is None:
        return Figure(
            tr("Outcome"), with_unit(progress.latest, outcome.unit), tr("latest reading"), progress.reason or ""
        )
    word, _ = judged(progress)
    note = f"{word}, {due}" if word else due
    basis = tr("(now − baseline) ÷ (target − baseline) = {share}, shown from 0 to 100 %.", share=percent(progress.raw))
    wrong = progress.raw is not None and progress.raw < 0
    return Figure(tr("Outcome"), percent(progress.clamped), note, basis, "bad" if wrong else "text")


def _delivery(portfolio: Portfolio, outcome: Outcome) -> Figure:
    towards = delivery_towards(portfolio, outcome.id)
    if not towards.items:
        return Figure(tr("Delivery"), "—", tr("nothing is to move it"), towards.basis)
    ended, of = towards.ended, len(towards.items)
    note = tr("{ended} of {all} done", ended=ended, all=of)
    if towards.to_come:
        left = number(towards.to_come, 0 if towards.to_come >= 10 else 1)
        note = tr("{ended} of {all} done, {effort} pw left", ended=ended, all=of, effort=left)
    return Figure(tr("Delivery"), percent(towards.share), note, towards.basis)


def _readings(portfolio: Portfolio, outcome: Outcome, today: date) -> Section:
    spark = outcome_spark(portfolio, outcome, today)
    parts: list[Part] = [standing(portfolio, outcome, today)]
    parts += [spark] if spark is not None else []
    return Section(
        "readings", _readings_title(portfolio, outcome), tuple(parts), outcome_note(portfolio, outcome, today)
    )


def _readings_title(portfolio: Portfolio, outcome: Outcome) -> str:
    count = len(portfolio.measurements.by("outcome", outcome.id))
    return trn("{n} reading", "{n} readings", count, n=figure(count)) if count else tr("Readings")


def _definition(portfolio: Portfolio, outcome: Outcome, common: Common[Outcome]) -> Section:
    holds = outcome.direction is Direction.HOLD
    unit = outcome.unit
    bounds = [common.number("hold_low", tr("Lower bound"), unit), common.number("hold_high", tr("Upper bound"), unit)]
    path = [
        common.number("baseline", trc("of an outcome", "Baseline"), unit),
        common.day("baseline_date", tr("Baseline of")),
        common.number("target", trc("of an outcome", "Target"), unit),
    ]
    return Section(
        "definition",
        tr("What it is"),
        (
            common.text("metric", tr("Metric"), hint=tr("what is counted")),
            common.text("unit", tr("Unit"), hint=tr("%, days, per 1,000 claims")),
            common.choice("direction", tr("Wanted"), DIRECTION_LABELS),
            *(bounds if holds else path),
            common.day("due", tr("Due")),
            common.choice("kind", tr("Kind"), labels(OutcomeKind)),
            common.reference("product", tr("Product"), portfolio.products, tr("No product")),
            common.known("owner", tr("Owner")),
        ),
    )
