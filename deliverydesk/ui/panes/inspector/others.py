"""What the inspector says of a product, a team or a milestone. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import records
from deliverydesk.analysis.capacity.strength import usual_capacity
from deliverydesk.analysis.capacity.upkeep import Upkeep
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import day, days_ago, number, percent
from deliverydesk.domain.entities import Absence, Deliverable, Milestone, Outcome, Product, Team
from deliverydesk.domain.estimates import effort_of
from deliverydesk.domain.values import Direction, LifeStage, MilestoneKind
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.inspector.decided import decided_section
from deliverydesk.ui.panes.inspector.kinds import LISTED, counted_words, links
from deliverydesk.ui.panes.inspector.links import needs_section
from deliverydesk.ui.panes.inspector.parts import (
    Figure,
    Figures,
    Mark,
    Part,
    Section,
    items_words,
    labels,
    notes_section,
)
from deliverydesk.ui.panes.inspector.plan import plan_sections
from deliverydesk.ui.rows import Common, Row, needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio


def _ranked(items: Iterable[Deliverable]) -> list[Deliverable]:
    """Those that still compete for capacity, in the manager's order."""
    return sorted((item for item in items if item.stage.is_open and not item.archived), key=lambda i: i.order_key)


def product_sections(portfolio: Portfolio, product_id: int, today: date) -> tuple[Section, ...]:
    """Everything about a product but its history."""
    common = Common(portfolio, Product, (product_id,), today)
    outcomes = sorted(portfolio.outcomes.by("product", product_id), key=lambda each: each.name.casefold())
    items = _ranked(portfolio.deliverables.by("product", product_id))
    hue = product_numbers(portfolio).get(product_id)
    mark = Mark(tr("Product"), product_code(portfolio, product_id), None if hue is None else hue - 1)
    figures = Figures(_doing_well(portfolio, outcomes, today), _work(portfolio, items), ("on_path", "sum_of_effort"))
    title = common.row("name", tr("Name"), lambda typed: needed(typed, tr("The name")), style="title")
    return (
        Section("head", "", (mark, title, figures), folds=False),
        Section(
            "product",
            tr("What it is"),
            (
                common.text("code", tr("Code"), hint=tr("two letters")),
                common.text("customer", tr("Customer"), hint=tr("whom it serves")),
                common.text("need", tr("Need"), "long"),
                common.choice("life_stage", tr("Life stage"), labels(LifeStage)),
                common.known("owner", tr("Owner")),
                common.share("upkeep_share", tr("Upkeep")),
                common.whole(
                    "review_cadence_days",
                    tr("Review every"),
                    tr("days"),
                    hint=tr("{days} as the portfolio", days=portfolio.settings.review_cadence_days),
                ),
            ),
        ),
        Section(
            "product outcomes",
            tr("Outcomes"),
            links(outcomes),
            counted_words(Outcome, len(outcomes)),
        ),
        *plan_sections(portfolio, [each.id for each in portfolio.deliverables.by("product", product_id)], today),
        *decided_section(portfolio, portfolio.decisions.by("product", product_id), today),
        Section("product items", tr("Open deliverables"), _items(portfolio, items), items_words(len(items))),
        notes_section(common),
    )


def _items(portfolio: Portfolio, items: Sequence[Deliverable]) -> tuple[Part, ...]:
    return links(items, [tr("rank {rank}", rank=portfolio.rank(item.id)) for item in items[:LISTED]])


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
        return Figure(
            tr("Outcomes"), "—", tr("none can be judged yet"), tr("No outcome has a path or bounds, and a reading.")
        )
    note = tr("on their path or within")
    basis = tr(
        "{good} of {known} outcomes with a path or bounds and a reading; {all} in all.",
        good=sum(known),
        known=len(known),
        all=len(outcomes),
    )
    return Figure(tr("Outcomes"), tr("{part} of {whole}", part=sum(known), whole=len(known)), note, basis)


def _work(portfolio: Portfolio, items: Sequence[Deliverable]) -> Figure:
    efforts = [effort_of(portfolio, item).likely for item in items]
    known = [effort for effort in efforts if effort is not None]
    note = trn("{n} open item", "{n} open items", len(items), n=figure(len(items)))
    missing = len(efforts) - len(known)
    basis = tr("The likely effort of what still competes for capacity.")
    if missing:
        basis = trn(
            "The likely effort of what still competes for capacity; {n} item without an estimate.",
            "The likely effort of what still competes for capacity; {n} items without an estimate.",
            missing,
            n=figure(missing),
        )
    return Figure(tr("Work"), _weeks(sum(known)) if known else "—", note, basis)


def _weeks(effort: float) -> str:
    return tr("{effort} pw", effort=number(effort))


def team_sections(portfolio: Portfolio, team_id: int, today: date) -> tuple[Section, ...]:
    """Everything about a team but its history."""
    common = Common(portfolio, Team, (team_id,), today)
    demands = {each.deliverable: each for each in portfolio.demands.by("team", team_id)}
    items = _ranked(portfolio.deliverables[item] for item in demands)
    asked = sum(demands[item.id].likely or 0.0 for item in items)
    [weekly] = usual_capacity(portfolio, [team_id], today)
    weeks = tr("no capacity")
    if weekly > 0:
        full = round(asked / weekly)
        weeks = trn("{n} week of its capacity", "{n} weeks of its capacity", full, n=figure(full))
    figures = Figures(
        Figure(
            tr("Capacity"),
            _weeks(weekly),
            tr("a week"),
            tr("People × focus, less what is kept for upkeep; without leave, holidays and loans."),
        ),
        Figure(
            tr("Asked of it"),
            _weeks(asked),
            weeks,
            tr("The likely effort that open items need of this team."),
        ),
        ("capacity", "demand"),
    )
    notes = [_weeks(likely) if (likely := demands[item.id].likely) is not None else "" for item in items]
    absences = sorted(portfolio.absences.by("team", team_id), key=lambda each: each.start)
    title = common.row("name", tr("Name"), lambda typed: needed(typed, tr("The name")), style="title")
    return (
        Section("head", "", (Mark(tr("Team")), title, figures), folds=False),
        Section(
            "team",
            tr("Capacity"),
            (
                *_strength(common),
                *people_rows(portfolio, team_id, today),
                *(_absence(portfolio, each, today) for each in absences if each.end >= today),
            ),
        ),
        Section(
            "team items",
            tr("What is asked of it"),
            links(items, notes),
            items_words(len(items)),
        ),
        notes_section(common),
    )


def _strength(common: Common[Team]) -> tuple[Row, ...]:
    """Members where no people are known, focus, skills, and what is kept free for upkeep."""
    portfolio, (team,) = common.portfolio, common.ids
    kept = Upkeep(portfolio, team).share(team)
    members = () if portfolio.people.by("team", team) else (common.number("members", tr("Members"), tr("FTE")),)
    reserve = Row(
        "upkeep", tr("For upkeep"), percent(kept), tip=tr("Kept free of its time before anything is planned.")
    )
    return (
        *members,
        common.share("focus", tr("Focus")),
        *((reserve,) if kept else ()),
        common.tags("skills", tr("Skills")),
    )


def people_rows(portfolio: Portfolio, team_id: int, today: date) -> tuple[Row, ...]:
    """The people of a team, and who is lent or borrowed from today on."""
    found = []
    for person in sorted(portfolio.people.by("team", team_id), key=lambda each: each.id):
        if person.leaves is not None and person.leaves < today:
            continue
        told = [] if person.share == 1 else [percent(person.share)]
        if person.joins is not None and person.joins > today:
            told.append(tr("from {day}", day=day(person.joins, today)))
        if person.leaves is not None:
            told.append(tr("to {day}", day=day(person.leaves, today)))
        found.append(Row(f"person {person.id}", person.name, ", ".join(person.skills), note=", ".join(told)))
    for loan in sorted(portfolio.loans, key=lambda each: each.start):
        if team_id in (loan.lender, loan.borrower) and loan.end >= today:
            lends = loan.lender == team_id
            other = portfolio.teams[loan.borrower if lends else loan.lender]
            when = tr("{first} to {last}", first=day(loan.start, today), last=day(loan.end, today))
            caption = tr("Lends to {team}", team=other.name) if lends else tr("Borrows of {team}", team=other.name)
            note = tr("{members} FTE", members=number(loan.members))
            found.append(Row(f"loan {loan.id}", caption, when, note=note, tip=loan.reason))
    return tuple(found)


def _absence(portfolio: Portfolio, absence: Absence, today: date) -> Row:
    person = portfolio.people.get(absence.person)
    when = {"first": day(absence.start, today), "last": day(absence.end, today)}
    return Row(
        f"absence {absence.id}",
        tr("Away"),
        tr("{first} to {last}", **when)
        if person is None
        else tr("{person}, {first} to {last}", person=person.name, **when),
        note=tr("{members} FTE", members=number(absence.members)),
        tip=absence.reason,
        removing=tr("Take this absence off"),
        remove=lambda now: records.delete(now, Absence, [absence.id]),
    )


def milestone_sections(portfolio: Portfolio, milestone_id: int, today: date) -> tuple[Section, ...]:
    """Everything about a milestone but its history."""
    milestone = portfolio.milestones[milestone_id]
    common = Common(portfolio, Milestone, (milestone_id,), today)
    title = common.row("name", tr("Name"), lambda typed: needed(typed, tr("The name")), style="title")
    return (
        Section("head", "", (Mark(tr("Milestone")), title), folds=False),
        Section(
            "milestone",
            tr("What is promised"),
            (
                common.day("date", tr("Date"), note=days_ago(milestone.date, today)),
                common.choice("kind", tr("Kind"), labels(MilestoneKind)),
                common.reference("product", tr("Product"), portfolio.products, tr("No product")),
                common.reference("outcome", tr("Outcome"), portfolio.outcomes, tr("No outcome")),
            ),
        ),
        *needs_section(portfolio, milestone),
        notes_section(common),
    )
