"""What the inspector says of one deliverable. No Qt: figures come from analysis, words from the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import backlog
from deliverydesk.analysis.delivery import delivery_progress, schedule_of
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import counted, day, percent
from deliverydesk.domain.effort import format_effort, parse_effort
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.estimates import effort_of, has_own_estimate
from deliverydesk.domain.values import HORIZON_WORDS, Direction, Kind, Stage
from deliverydesk.ui.panes.inspector.links import contribution_sections, order_section, teams_section
from deliverydesk.ui.panes.inspector.parts import Figure, Figures, Mark, Section, notes_section
from deliverydesk.ui.panes.inspector.scoring import score_section
from deliverydesk.ui.rows import Common, Row, needed, weeks_words

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.scores import ScoreBoard
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.typed import Action

STAGE_WORDS = {stage: stage.value.capitalize() for stage in Stage}
STAGE_WORDS[Stage.DELIVERY] = "In delivery"
KIND_WORDS = {kind: kind.value.capitalize() for kind in Kind}


def deliverable_sections(
    portfolio: Portfolio, scores: ScoreBoard | None, deliverable: int, today: date
) -> tuple[Section, ...]:
    """Everything about a deliverable but its history, from the top of the drawer."""
    item = portfolio.deliverables[deliverable]
    common = Common(portfolio, Deliverable, (deliverable,), today)
    return (
        _head(portfolio, item, common, today),
        *contribution_sections(portfolio, item, today),
        score_section(portfolio, scores, item, common),
        _dates(item, common, today),
        teams_section(portfolio, item, effort_row(portfolio, item), remaining_row(portfolio, item, common)),
        order_section(portfolio, item),
        _about(portfolio, common),
        notes_section(common),
    )


def _head(portfolio: Portfolio, item: Deliverable, common: Common[Deliverable], today: date) -> Section:
    product = portfolio.products.get(item.product)
    number = product_numbers(portfolio).get(product.id) if product is not None else None
    words = " · ".join(part for part in (STAGE_WORDS[item.stage], item.owner) if part)
    title = common.row("title", "Title", lambda typed: needed(typed, "The title"), style="title")
    return Section(
        "head",
        "",
        (
            Mark(
                product.name if product is not None else "No product",
                product_code(portfolio, item.product),
                None if number is None else number - 1,
            ),
            title,
            Mark(words, stage=item.stage.value),
            Figures(_delivery(portfolio, item, today), _outcome(portfolio, item, today)),
        ),
        folds=False,
    )


def _delivery(portfolio: Portfolio, item: Deliverable, today: date) -> Figure:
    progress = delivery_progress(portfolio, item)
    if item.actual_end is not None:
        note = f"ended {day(item.actual_end, today)}"
    elif item.planned_end is not None:
        note = f"planned to {day(item.planned_end, today)}"
    else:
        note = "no end planned"
    late = schedule_of(item, today).end_late
    role = "text"
    if late is not None and late > 0 and item.actual_end is None and item.is_open:
        note, role = f"{counted(late, 'day')} over its plan", "bad"
    return Figure("Delivery", percent(progress.share), note, progress.basis, role)


def _outcome(portfolio: Portfolio, item: Deliverable, today: date) -> Figure:
    contributions = portfolio.contributions.by("deliverable", item.id)
    if not contributions:
        return Figure("Outcome", "—", "none to move yet", "It is not said which outcome this is to move.")
    outcome = portfolio.outcomes[contributions[0].outcome]
    progress = progress_of(portfolio, outcome.id, today)
    caption = "Outcome" if len(contributions) == 1 else f"Outcome, 1 of {len(contributions)}"
    basis = progress.reason or f"Progress of “{outcome.name}” from its baseline to its target, from readings alone."
    if outcome.direction is Direction.HOLD and progress.inside is not None:
        inside = progress.inside
        return Figure(caption, "Within" if inside else "Outside", "its bounds", basis, "text" if inside else "bad")
    if progress.latest is None:
        return Figure(caption, "—", "not measured yet", basis)
    if progress.clamped is None:
        return Figure(caption, "—", "no target yet" if outcome.target is None else "no baseline yet", basis)
    wrong = progress.raw is not None and progress.raw < 0
    ahead = progress.ahead_by
    note = (
        "the wrong way" if wrong else "" if ahead is None else "ahead of its path" if ahead >= 0 else "behind its path"
    )
    return Figure(caption, percent(progress.clamped), (note or "of the way"), basis, "bad" if wrong else "text")


def effort_row(portfolio: Portfolio, item: Deliverable) -> Row:
    """The deliverable's own estimate; where there is none, the sum of its teams' demands is shown."""
    effort = effort_of(portfolio, item)
    figure, span = weeks_words(effort.low, effort.likely, effort.high)
    own = has_own_estimate(item)
    note = span if own or not figure else "sum of the teams"
    typed = format_effort(item.effort_low, item.effort_likely, item.effort_high)
    return Row(
        "effort",
        "Estimate",
        f"{figure} pw" if figure else "",
        "line",
        typed,
        hint="5, 3–8, 3/5/8 or 2 pm",
        note=note,
        role="text" if own else "text2",
        called="Estimate in person-weeks",
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
    note = f"{percent(share)} done" if share is not None and item.remaining is not None else ""
    return common.number("remaining", "Remaining", "pw", note=note, called="Remaining effort in person-weeks")


def _dates(item: Deliverable, common: Common[Deliverable], today: date) -> Section:
    late = schedule_of(item, today)
    open_ = item.is_open
    return Section(
        "dates",
        "Dates",
        (
            common.day("planned_start", "Planned start"),
            common.day("planned_end", "Planned end"),
            common.day(
                "actual_start", "Actual start", note=_late(late.start_late, open_ or item.actual_start is not None)
            ),
            common.day("actual_end", "Actual end", note=_late(late.end_late, open_ or item.actual_end is not None)),
            common.day("target_date", "Target", note=_against(late.target_late)),
        ),
    )


def _late(days: int | None, matters: bool) -> str:
    if days is None or not matters:
        return ""
    return "on plan" if not days else f"{counted(abs(days), 'day')} {'late' if days > 0 else 'early'}"


def _against(days: int | None) -> str:
    if days is None:
        return ""
    return "ends that day" if not days else f"ends {counted(abs(days), 'day')} {'after' if days > 0 else 'before'}"


def _about(portfolio: Portfolio, common: Common[Deliverable]) -> Section:
    return Section(
        "about",
        "About it",
        (
            common.reference("product", "Product", portfolio.products, "No product"),
            common.choice("stage", "Stage", STAGE_WORDS),
            common.choice("kind", "Kind", KIND_WORDS),
            common.choice("horizon", "Horizon", HORIZON_WORDS, "No horizon"),
            common.known("owner", "Owner"),
            common.known("theme", "Theme"),
            common.tags("tags", "Tags"),
            common.number("cost", "Cost", portfolio.settings.currency),
            common.number("spent", "Spent", portfolio.settings.currency),
            common.text("external_key", "Key elsewhere"),
            common.text("need", "Need", "long"),
        ),
    )
