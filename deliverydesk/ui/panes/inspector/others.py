"""What the inspector says of a product, a team or a milestone. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import records
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import counted, day, days_ago, number
from deliverydesk.domain.entities import Absence, Deliverable, Entity, Milestone, Outcome, Product, Team, caption
from deliverydesk.domain.estimates import effort_of
from deliverydesk.domain.values import Direction, LifeStage, MilestoneKind
from deliverydesk.ui.panes.inspector.parts import Figure, Figures, Mark, Part, Section, Words, notes_section
from deliverydesk.ui.rows import Common, Row, needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio

LISTED = 12
LIFE_WORDS = {stage: stage.value.capitalize() for stage in LifeStage}
MILESTONE_WORDS = {kind: kind.value.capitalize() for kind in MilestoneKind}


def _links(entities: Sequence[Entity], what: str, notes: Sequence[str] = ()) -> tuple[Part, ...]:
    """Rows that lead to other things, the first dozen of them."""
    rows: list[Part] = [
        Row(
            f"link {entity.id}",
            "",
            caption(entity),
            note=notes[at] if notes else "",
            style="link",
            called=what,
            leads=(type(entity), entity.id),
        )
        for at, entity in enumerate(entities[:LISTED])
    ]
    if len(entities) > LISTED:
        rows.append(Words(f"and {number(len(entities) - LISTED, 0)} more", "text3"))
    return tuple(rows) or (Words("None yet.", "text3"),)


def _ranked(items: Iterable[Deliverable]) -> list[Deliverable]:
    """Those that still compete for capacity, in the manager's order."""
    return sorted((item for item in items if item.stage.is_open and not item.archived), key=lambda i: i.order_key)


def product_sections(portfolio: Portfolio, product_id: int, today: date) -> tuple[Section, ...]:
    """Everything about a product but its history."""
    common = Common(portfolio, Product, (product_id,), today)
    outcomes = sorted(portfolio.outcomes.by("product", product_id), key=lambda each: each.name.casefold())
    items = _ranked(portfolio.deliverables.by("product", product_id))
    hue = product_numbers(portfolio).get(product_id)
    mark = Mark("Product", product_code(portfolio, product_id), None if hue is None else hue - 1)
    figures = Figures(_doing_well(portfolio, outcomes, today), _work(portfolio, items))
    title = common.row("name", "Name", lambda typed: needed(typed, "The name"), style="title")
    return (
        Section("head", "", (mark, title, figures), folds=False),
        Section(
            "product",
            "What it is",
            (
                common.text("code", "Code", hint="two letters"),
                common.text("customer", "Customer", hint="whom it serves"),
                common.text("need", "Need", "long"),
                common.choice("life_stage", "Life stage", LIFE_WORDS),
                common.known("owner", "Owner"),
                common.share("upkeep_share", "Upkeep"),
                common.whole(
                    "review_cadence_days",
                    "Review every",
                    "days",
                    hint=f"{portfolio.settings.review_cadence_days} as the portfolio",
                ),
            ),
        ),
        Section("product outcomes", "Outcomes", _links(outcomes, "Outcome"), counted(len(outcomes), "outcome")),
        Section("product items", "Open deliverables", _items(portfolio, items), counted(len(items), "item")),
        notes_section(common),
    )


def _items(portfolio: Portfolio, items: Sequence[Deliverable]) -> tuple[Part, ...]:
    return _links(items, "Deliverable", [f"rank {portfolio.rank(item.id)}" for item in items[:LISTED]])


def _doing_well(portfolio: Portfolio, outcomes: Sequence[Outcome], today: date) -> Figure:
    """How many outcomes are on their path or within their bounds, of those of which it can be said."""
    judged = []
    for outcome in outcomes:
        progress = progress_of(portfolio, outcome.id, today)
        if outcome.direction is Direction.HOLD:
            judged.append(progress.inside)
        else:
            judged.append(None if progress.ahead_by is None else progress.ahead_by >= 0)
    known = [each for each in judged if each is not None]
    if not known:
        return Figure("Outcomes", "—", "none can be judged yet", "No outcome has a path or bounds, and a reading.")
    note = "on their path or within"
    basis = f"{sum(known)} of {len(known)} outcomes with a path or bounds and a reading; {len(outcomes)} in all."
    return Figure("Outcomes", f"{sum(known)} of {len(known)}", note, basis)


def _work(portfolio: Portfolio, items: Sequence[Deliverable]) -> Figure:
    efforts = [effort_of(portfolio, item).likely for item in items]
    known = [effort for effort in efforts if effort is not None]
    note = f"{counted(len(items), 'open item')}"
    missing = len(efforts) - len(known)
    basis = "The likely effort of what still competes for capacity" + (
        f"; {counted(missing, 'item')} without an estimate." if missing else "."
    )
    return Figure("Work", f"{number(sum(known))} pw" if known else "—", note, basis)


def team_sections(portfolio: Portfolio, team_id: int, today: date) -> tuple[Section, ...]:
    """Everything about a team but its history."""
    team = portfolio.teams[team_id]
    common = Common(portfolio, Team, (team_id,), today)
    demands = {each.deliverable: each for each in portfolio.demands.by("team", team_id)}
    items = _ranked(portfolio.deliverables[item] for item in demands)
    asked = sum(demands[item.id].likely or 0.0 for item in items)
    weekly = team.members * team.focus
    weeks = f"{counted(round(asked / weekly), 'week')} of its capacity" if weekly > 0 else "no capacity"
    figures = Figures(
        Figure("Capacity", f"{number(weekly)} pw", "a week", "Members × focus, without leave."),
        Figure("Asked of it", f"{number(asked)} pw", weeks, "The likely effort that open items need of this team."),
    )
    notes = [f"{number(likely)} pw" if (likely := demands[item.id].likely) is not None else "" for item in items]
    absences = sorted(portfolio.absences.by("team", team_id), key=lambda each: each.start)
    title = common.row("name", "Name", lambda typed: needed(typed, "The name"), style="title")
    return (
        Section("head", "", (Mark("Team"), title, figures), folds=False),
        Section(
            "team",
            "Capacity",
            (
                common.number("members", "Members", "FTE"),
                common.share("focus", "Focus"),
                *(_absence(each, today) for each in absences if each.end >= today),
            ),
        ),
        Section("team items", "What is asked of it", _links(items, "Deliverable", notes), counted(len(items), "item")),
        notes_section(common),
    )


def _absence(absence: Absence, today: date) -> Row:
    return Row(
        f"absence {absence.id}",
        "Away",
        f"{day(absence.start, today)} to {day(absence.end, today)}",
        note=f"{number(absence.members)} FTE",
        tip=absence.reason,
        removing="Take this absence off",
        remove=lambda now: records.delete(now, Absence, [absence.id]),
    )


def milestone_sections(portfolio: Portfolio, milestone_id: int, today: date) -> tuple[Section, ...]:
    """Everything about a milestone but its history."""
    milestone = portfolio.milestones[milestone_id]
    common = Common(portfolio, Milestone, (milestone_id,), today)
    title = common.row("name", "Name", lambda typed: needed(typed, "The name"), style="title")
    return (
        Section("head", "", (Mark("Milestone"), title), folds=False),
        Section(
            "milestone",
            "What is promised",
            (
                common.day("date", "Date", note=days_ago(milestone.date, today)),
                common.choice("kind", "Kind", MILESTONE_WORDS),
                common.reference("product", "Product", portfolio.products, "No product"),
                common.reference("outcome", "Outcome", portfolio.outcomes, "No outcome"),
            ),
        ),
        notes_section(common),
    )


def several_of(portfolio: Portfolio, entity_type: type[Entity], ids: tuple[int, ...]) -> tuple[Section, ...]:
    """Several products, teams or milestones: what they are, each of which leads to itself."""
    entities = [portfolio.table(entity_type)[entity_id] for entity_id in ids]
    head = Row("count", "", counted(len(entities), entity_type.__name__.lower()), style="title")
    return (Section("several head", "", (head, *_links(entities, entity_type.__name__)), folds=False),)
