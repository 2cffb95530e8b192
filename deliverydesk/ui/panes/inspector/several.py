"""What the inspector says of several deliverables or outcomes: how many, together how much, and what can be set for
all of them. No Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import backlog, tagging
from deliverydesk.charts.format import number
from deliverydesk.domain.entities import Deliverable, Entity, Outcome
from deliverydesk.domain.estimates import effort_of
from deliverydesk.domain.values import Horizon, Kind, OutcomeKind
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.panes.inspector.deliverable import STAGE_LABELS
from deliverydesk.ui.panes.inspector.kinds import and_more, counted_words, links
from deliverydesk.ui.panes.inspector.outcome import DIRECTION_LABELS
from deliverydesk.ui.panes.inspector.parts import Part, Section, Words, labels
from deliverydesk.ui.rows import SEVERAL, Common, Row
from deliverydesk.ui.typed import chosen, distinct, read_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.typed import Action

LISTED = 8
EDIT_MANY = "edit many"
"""The row that leads to the sheet where many things are changed at once."""


def several_deliverables(portfolio: Portfolio, ids: tuple[int, ...], today: date) -> tuple[Section, ...]:
    """The fields that can be set for all, each with the value that they have in common."""
    common = Common(portfolio, Deliverable, ids, today)
    return (
        _head(
            [item.title for item in common.entities],
            Deliverable,
            _effort(portfolio, common.entities),
        ),
        Section(
            "several",
            tr("Set for all of them"),
            (
                common.choice("stage", tr("Stage"), STAGE_LABELS),
                common.reference("product", tr("Product"), portfolio.products, tr("No product")),
                _team(portfolio, ids),
                _outcome(portfolio, ids),
                common.choice("kind", tr("Kind"), labels(Kind)),
                common.choice("horizon", tr("Horizon"), labels(Horizon), tr("No horizon")),
                common.known("owner", tr("Owner")),
                common.known("theme", tr("Theme")),
                common.tags("tags", tr("Tags")),
                common.day("target_date", trc("date", "Target")),
                common.share("confidence", tr("Confidence")),
                _more_tags(ids),
                Row(EDIT_MANY, "", tr("Add, shift and multiply…"), style="link", leads=(Deliverable, ids[0])),
            ),
        ),
    )


def several_outcomes(portfolio: Portfolio, ids: tuple[int, ...], today: date) -> tuple[Section, ...]:
    """The fields of outcomes that can be set for all."""
    common = Common(portfolio, Outcome, ids, today)
    return (
        _head([outcome.name for outcome in common.entities], Outcome, ""),
        Section(
            "several outcomes",
            tr("Set for all of them"),
            (
                common.reference("product", tr("Product"), portfolio.products, tr("No product")),
                common.choice("direction", tr("Wanted"), DIRECTION_LABELS),
                common.choice("kind", tr("Kind"), labels(OutcomeKind)),
                common.text("unit", tr("Unit")),
                common.day("baseline_date", tr("Baseline of")),
                common.day("due", tr("Due")),
                common.known("owner", tr("Owner")),
            ),
        ),
    )


def _head(names: Sequence[str], kind: type[Entity], together: str) -> Section:
    parts: list[Part] = [Row("count", "", counted_words(kind, len(names)), style="title")]
    parts += [Words(together)] if together else []
    parts += [Words(name, "text2") for name in names[:LISTED]]
    if len(names) > LISTED:
        parts.append(and_more(len(names) - LISTED))
    return Section("several head", "", tuple(parts), folds=False)


def _effort(portfolio: Portfolio, items: Iterable[Deliverable]) -> str:
    efforts = [effort_of(portfolio, item).likely for item in items]
    known = [effort for effort in efforts if effort is not None]
    missing = len(efforts) - len(known)
    if not known:
        return tr("No effort is estimated")
    total = number(sum(known))
    if missing:
        return tr("{effort} person-weeks together, {count} without an estimate", effort=total, count=missing)
    return tr("{effort} person-weeks together", effort=total)


def _shared(ids: Sequence[int], of: Callable[[int], frozenset[int]], name: Callable[[int], str]) -> str:
    sets = {of(entity_id) for entity_id in ids}
    return ", ".join(name(each) for each in sorted(next(iter(sets)))) if len(sets) == 1 else SEVERAL


def _team(portfolio: Portfolio, ids: tuple[int, ...]) -> Row:
    def teams_of(item: int) -> frozenset[int]:
        return frozenset(each.team for each in portfolio.demands.by("deliverable", item))

    value = _shared(ids, teams_of, lambda team: portfolio.teams[team].name)
    known = distinct(portfolio.teams, lambda team: team.name)
    return _reference("team", tr("Team"), tr("team"), value, known, tr("No team"), lambda team: _giving(ids, team))


def _giving(ids: tuple[int, ...], team: int | None) -> Action:
    return lambda portfolio: backlog.set_team(portfolio, ids, team)


def _outcome(portfolio: Portfolio, ids: tuple[int, ...]) -> Row:
    def outcomes_of(item: int) -> frozenset[int]:
        return frozenset(each.outcome for each in portfolio.contributions.by("deliverable", item))

    value = _shared(ids, outcomes_of, lambda outcome: portfolio.outcomes[outcome].name)
    known = distinct(portfolio.outcomes, lambda outcome: outcome.name)
    return _reference(
        "outcome", tr("Outcome"), tr("outcome"), value, known, tr("No outcome"), lambda outcome: _moving(ids, outcome)
    )


def _moving(ids: tuple[int, ...], outcome: int | None) -> Action:
    return lambda portfolio: backlog.set_outcome(portfolio, ids, outcome)


def _reference(
    key: str,
    caption: str,
    what: str,
    value: str,
    known: dict[str, int],
    nothing: str,
    make: Callable[[int | None], Action],
) -> Row:
    def act(words: str) -> Action:
        return make(None if words.strip() in ("", nothing) else chosen(words, known, what))

    typed = "" if value == SEVERAL else value
    role = "text3" if value == SEVERAL else "text"
    return Row(key, caption, value, "choice", typed, role=role, act=act, choices=lambda: [*known, nothing])


def _more_tags(ids: tuple[int, ...]) -> Row:
    def act(words: str) -> Action:
        added = read_tags(words)
        return lambda portfolio: tagging.add_tags(portfolio, ids, added)

    return Row("add tags", tr("Add tags to theirs"), "", "tags", hint=tr("words, with commas"), style="adder", act=act)


def several_of(portfolio: Portfolio, kind: type[Entity], ids: tuple[int, ...]) -> tuple[Section, ...]:
    """Several products, teams or milestones: what they are, each of which leads to itself."""
    entities = [portfolio.table(kind)[entity_id] for entity_id in ids]
    head = Row("count", "", counted_words(kind, len(entities)), style="title")
    return (Section("several head", "", (head, *links(entities)), folds=False),)
