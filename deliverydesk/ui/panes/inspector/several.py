"""What the inspector says of several deliverables or outcomes: how many, together how much, and what can be set for
all of them. No Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import backlog, tagging
from deliverydesk.charts.format import counted, number
from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.domain.estimates import effort_of
from deliverydesk.domain.values import HORIZON_WORDS
from deliverydesk.ui.panes.inspector.deliverable import KIND_WORDS, STAGE_WORDS
from deliverydesk.ui.panes.inspector.outcome import DIRECTION_WORDS
from deliverydesk.ui.panes.inspector.outcome import KIND_WORDS as OUTCOME_KINDS
from deliverydesk.ui.panes.inspector.parts import Part, Section, Words
from deliverydesk.ui.rows import SEVERAL, Common, Row, read_tags
from deliverydesk.ui.typed import chosen, distinct

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
        _head([item.title for item in common.entities], "deliverable", _effort(portfolio, common.entities)),
        Section(
            "several",
            "Set for all of them",
            (
                common.choice("stage", "Stage", STAGE_WORDS),
                common.reference("product", "Product", portfolio.products, "No product"),
                _team(portfolio, ids),
                _outcome(portfolio, ids),
                common.choice("kind", "Kind", KIND_WORDS),
                common.choice("horizon", "Horizon", HORIZON_WORDS, "No horizon"),
                common.known("owner", "Owner"),
                common.known("theme", "Theme"),
                common.tags("tags", "Tags"),
                common.day("target_date", "Target"),
                common.share("confidence", "Confidence"),
                _more_tags(ids),
                Row(EDIT_MANY, "", "Add, shift and multiply…", style="link", leads=(Deliverable, ids[0])),
            ),
        ),
    )


def several_outcomes(portfolio: Portfolio, ids: tuple[int, ...], today: date) -> tuple[Section, ...]:
    """The fields of outcomes that can be set for all."""
    common = Common(portfolio, Outcome, ids, today)
    return (
        _head([outcome.name for outcome in common.entities], "outcome", ""),
        Section(
            "several outcomes",
            "Set for all of them",
            (
                common.reference("product", "Product", portfolio.products, "No product"),
                common.choice("direction", "Wanted", DIRECTION_WORDS),
                common.choice("kind", "Kind", OUTCOME_KINDS),
                common.text("unit", "Unit"),
                common.day("baseline_date", "Baseline of"),
                common.day("due", "Due"),
                common.known("owner", "Owner"),
            ),
        ),
    )


def _head(names: Sequence[str], what: str, together: str) -> Section:
    parts: list[Part] = [Row("count", "", counted(len(names), what), style="title")]
    parts += [Words(together)] if together else []
    parts += [Words(name, "text2") for name in names[:LISTED]]
    if len(names) > LISTED:
        parts.append(Words(f"and {number(len(names) - LISTED, 0)} more", "text3"))
    return Section("several head", "", tuple(parts), folds=False)


def _effort(portfolio: Portfolio, items: Iterable[Deliverable]) -> str:
    efforts = [effort_of(portfolio, item).likely for item in items]
    known = [effort for effort in efforts if effort is not None]
    missing = len(efforts) - len(known)
    words = f"{number(sum(known))} person-weeks together" if known else "No effort is estimated"
    return words + (f", {missing} without an estimate" if missing and known else "")


def _shared(ids: Sequence[int], of: Callable[[int], frozenset[int]], name: Callable[[int], str]) -> str:
    sets = {of(entity_id) for entity_id in ids}
    return ", ".join(name(each) for each in sorted(next(iter(sets)))) if len(sets) == 1 else SEVERAL


def _team(portfolio: Portfolio, ids: tuple[int, ...]) -> Row:
    def teams_of(item: int) -> frozenset[int]:
        return frozenset(each.team for each in portfolio.demands.by("deliverable", item))

    value = _shared(ids, teams_of, lambda team: portfolio.teams[team].name)
    known = distinct(portfolio.teams, lambda team: team.name)
    return _reference("team", "Team", value, known, "No team", lambda team: _giving(ids, team))


def _giving(ids: tuple[int, ...], team: int | None) -> Action:
    return lambda portfolio: backlog.set_team(portfolio, ids, team)


def _outcome(portfolio: Portfolio, ids: tuple[int, ...]) -> Row:
    def outcomes_of(item: int) -> frozenset[int]:
        return frozenset(each.outcome for each in portfolio.contributions.by("deliverable", item))

    value = _shared(ids, outcomes_of, lambda outcome: portfolio.outcomes[outcome].name)
    known = distinct(portfolio.outcomes, lambda outcome: outcome.name)
    return _reference("outcome", "Outcome", value, known, "No outcome", lambda outcome: _moving(ids, outcome))


def _moving(ids: tuple[int, ...], outcome: int | None) -> Action:
    return lambda portfolio: backlog.set_outcome(portfolio, ids, outcome)


def _reference(
    key: str, caption: str, value: str, known: dict[str, int], nothing: str, make: Callable[[int | None], Action]
) -> Row:
    def act(words: str) -> Action:
        return make(None if words.strip() in ("", nothing) else chosen(words, known, key))

    typed = "" if value == SEVERAL else value
    role = "text3" if value == SEVERAL else "text"
    return Row(key, caption, value, "choice", typed, role=role, act=act, choices=lambda: [*known, nothing])


def _more_tags(ids: tuple[int, ...]) -> Row:
    def act(words: str) -> Action:
        added = read_tags(words)
        return lambda portfolio: tagging.add_tags(portfolio, ids, added)

    return Row("add tags", "Add tags to theirs", "", "tags", hint="words, with commas", style="adder", act=act)
