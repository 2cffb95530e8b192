"""What the inspector says of one deliverable. No Qt: figures come from analysis, words from the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import backlog
from deliverydesk.analysis.delivery import delivery_progress, schedule_of
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import day, percent
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.effort import format_effort, parse_effort
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.estimates import effort_of, has_own_estimate
from deliverydesk.domain.values import Direction, Horizon, Kind, Stage
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui.panes.inspector.decided import decided_section
from deliverydesk.ui.panes.inspector.links import contribution_sections, order_section, teams_section
from deliverydesk.ui.panes.inspector.parts import Figure, Figures, Mark, Section, labels, notes_section
from deliverydesk.ui.panes.inspector.plan import plan_sections
from deliverydesk.ui.panes.inspector.readiness import readiness_section
from deliverydesk.ui.panes.inspector.scoring import score_section
from deliverydesk.ui.rows import Common, Row, needed, weeks_words

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.typed import Action

STAGE_LABELS = {stage: choice_label(stage) for stage in Stage} | {Stage.DELIVERY: tr("In delivery")}


def deliverable_sections(
    portfolio: Portfolio, scores: ScoreBoard | None, deliverable: int, today: date
) -> tuple[Section, ...]:
    """Everything about a deliverable but its history, from the top of the drawer."""
    item = portfolio.deliverables[deliverable]
    common = Common(portfolio, Deliverable, (deliverable,), today)
    return (
        _head(portfolio, item, common, today),
        *readiness_section(portfolio, item, today),
        *contribution_sections(portfolio, item, today),
        *decided_section(portfolio, portfolio.decisions.by("deliverable", item.id), today),
        score_section(portfolio, scores, item, common),
        _dates(item, common, today),
        *plan_sections(portfolio, (deliverable,), today),
        teams_section(portfolio, item, effort_row(portfolio, item), remaining_row(portfolio, item, common)),
        order_section(portfolio, item),
        _about(portfolio, common),
        notes_section(common),
    )


def _head(portfolio: Portfolio, item: Deliverable, common: Common[Deliverable], today: date) -> Section:
    product = portfolio.products.get(item.product)
    number = product_numbers(portfolio).get(product.id) if product is not None else None
    words = " · ".join(part for part in (STAGE_LABELS[item.stage], item.owner) if part)
    title = common.row("title", tr("Title"), lambda typed: needed(typed, tr("The title")), style="title")
    return Section(
        "head",
        "",
        (
            Mark(
                product.name if product is not None else tr("No product"),
                product_code(portfolio, item.product),
                None if number is None else number - 1,
            ),
            title,
            Mark(words, stage=item.stage.value),
            Figures(
                _delivery(portfolio, item, today),
                _outcome(portfolio, item, today),
                ("delivery_progress", "outcome_progress"),
            ),
        ),
        folds=False,
    )


def _delivery(portfolio: Portfolio, item: Deliverable, today: date) -> Figure:
    progress = delivery_progress(portfolio, item)
    if item.actual_end is not None:
        note = tr("ended {day}", day=day(item.actual_end, today))
    elif item.planned_end is not None:
        note = tr("planned to {day}", day=day(item.planned_end, today))
    else:
        note = tr("no end planned")
    late = schedule_of(item, today).end_late
    role = "text"
    if late is not None and late > 0 and item.actual_end is None and item.is_open:
        note, role = trn("{n} day over its plan", "{n} days over its plan", late, n=figure(late)), "bad"
    return Figure(tr("Delivery"), percent(progress.share), note, progress.basis, role)


def _outcome(portfolio: Portfolio, item: Deliverable, today: date) -> Figure:
    contributions = portfolio.contributions.by("deliverable", item.id)
    if not contributions:
        return Figure(tr("Outcome"), "—", tr("none to move yet"), tr("It is not said which outcome this is to move."))
    outcome = portfolio.outcomes[contributions[0].outcome]
    progress = progress_of(portfolio, outcome.id, today)
    caption = tr("Outcome") if len(contributions) == 1 else tr("Outcome, 1 of {count}", count=len(contributions))
    basis = progress.reason or tr(
        "Progress of “{outcome}” from its baseline to its target, from readings alone.", outcome=outcome.name
    )
    if outcome.direction is Direction.HOLD and progress.inside is not None:
        inside = progress.inside
        return Figure(
            caption, tr("Within") if inside else tr("Outside"), tr("its bounds"), basis, "text" if inside else "bad"
        )
    if progress.latest is None:
        return Figure(caption, "—", tr("not measured yet"), basis)
    if progress.clamped is None:
        return Figure(caption, "—", tr("no target yet") if outcome.target is None else tr("no baseline yet"), basis)
    wrong = progress.raw is not None and progress.raw < 0
    ahead = progress.ahead_by
    note = (
        tr("the wrong way")
        if wrong
        else ""
        if ahead is None
        else tr("ahead of its path")
        if ahead >= 0
        else tr("behind its path")
    )
    return Figure(caption, percent(progress.clamped), (note or tr("of the way")), basis, "bad" if wrong else "text")


def effort_row(portfolio: Portfolio, item: Deliverable) -> Row:
    """The deliverable's own estimate; where there is none, the sum of its teams' demands is shown."""
    known = effort_of(portfolio, item)
    effort, span = weeks_words(known.low, known.likely, known.high)
    own = has_own_estimate(item)
    note = span if own or not effort else tr("sum of the teams")
    typed = format_effort(item.effort_low, item.effort_likely, item.effort_high)
    return Row(
        "effort",
        tr("Estimate"),
        tr("{effort} pw", effort=effort) if effort else "",
        "line",
        typed,
        hint=tr("5, 3–8, 3/5/8 or 2 pm"),
        note=note,
        role="text" if own else "text2",
        called=tr("Estimate in person-weeks"),
        act=lambda words: _estimating(item.id, words),
    )


def _estimating(deliverable: int, words: str) -> Action:
    low, likely, high = parse_effort(words) if words.strip() else (None, None, None)
    values = {"effort_low": low, "effort_likely": likely, "effort_high": high}

    def action(portfolio: Portfolio) -> ChangeSet:
        return backlog.edit_deliverables(portfolio, [deliverable], values)

    return action


def remaining_row(portfolio: Portfolio, item: Deliverable, common: Common[Deliverable]) -> Row:
    """The effort that remains, beside the share that is done."""
    share = delivery_progress(portfolio, item).share
    note = tr("{share} done", share=percent(share)) if share is not None and item.remaining is not None else ""
    return common.number(
        "remaining", tr("Remaining"), tr("pw"), note=note, called=tr("Remaining effort in person-weeks")
    )


def _dates(item: Deliverable, common: Common[Deliverable], today: date) -> Section:
    late = schedule_of(item, today)
    open_ = item.is_open
    return Section(
        "dates",
        tr("Dates"),
        (
            common.day("planned_start", tr("Planned start")),
            common.day("planned_end", tr("Planned end")),
            common.day(
                "actual_start",
                trc("row", "Actual start"),
                note=_late(late.start_late, open_ or item.actual_start is not None),
            ),
            common.day(
                "actual_end", trc("row", "Actual end"), note=_late(late.end_late, open_ or item.actual_end is not None)
            ),
            common.day("target_date", trc("date", "Target"), note=_against(late.target_late)),
        ),
    )


def _late(days: int | None, matters: bool) -> str:
    if days is None or not matters:
        return ""
    if days > 0:
        return trn("{n} day late", "{n} days late", days, n=figure(days))
    return trn("{n} day early", "{n} days early", -days, n=figure(-days)) if days else tr("on plan")


def _against(days: int | None) -> str:
    if days is None:
        return ""
    if days > 0:
        return trn("ends {n} day after", "ends {n} days after", days, n=figure(days))
    return trn("ends {n} day before", "ends {n} days before", -days, n=figure(-days)) if days else tr("ends that day")


def _about(portfolio: Portfolio, common: Common[Deliverable]) -> Section:
    return Section(
        "about",
        tr("About it"),
        (
            common.reference("product", tr("Product"), portfolio.products, tr("No product")),
            common.choice("stage", tr("Stage"), STAGE_LABELS),
            common.choice("kind", tr("Kind"), labels(Kind)),
            common.choice("horizon", tr("Horizon"), labels(Horizon), tr("No horizon")),
            common.known("owner", tr("Owner")),
            common.known("theme", tr("Theme")),
            common.tags("tags", tr("Tags")),
            common.number("cost", tr("Cost"), portfolio.settings.currency),
            common.number("spent", tr("Spent"), portfolio.settings.currency),
            common.text("external_key", tr("Key elsewhere")),
            common.text("need", tr("Need"), "long"),
        ),
    )
