"""Actions against an overload, each with the reason that is kept: work moves, people are lent, or it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import allocating, roadmap
from deliverydesk.actions.draft import Draft
from deliverydesk.domain.changes import Change, ChangeSet, collapsed
from deliverydesk.domain.entities import AcceptedLoad, Decision, Loan, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.domain.wording import day_words, figure, named
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio


def move_away(portfolio: Portfolio, deliverable: int, days: int, question: str = "", reason: str = "") -> ChangeSet:
    """Move the planned dates of a deliverable because a team has too much to do, and keep why as a decision."""
    moved = roadmap.shift(portfolio, [deliverable], days)
    return with_decision(portfolio, moved, deliverable, question, reason or moved.label)


def work_around(
    portfolio: Portfolio,
    deliverable: int,
    team: int,
    weeks: Mapping[date, float],
    question: str = "",
    reason: str = "",
) -> ChangeSet:
    """Split what a deliverable gets of a team: so many person-weeks in these weeks, by their Mondays; and keep why."""
    now = portfolio
    changes: list[Change] = []
    for week, effort in weeks.items():
        step = allocating.allocate(now, deliverable, team, week, effort)
        changes += step.changes
        now = now.after(step)
    item, whose = portfolio.deliverables[deliverable], portfolio.teams[team]
    label = tr("split {item} around the weeks in which {team} has too much", item=named(item), team=named(whose))
    return with_decision(portfolio, ChangeSet(label, collapsed(changes)), deliverable, question, reason or label)


def lend(
    portfolio: Portfolio, lender: int, borrower: int, start: date, end: date, members: float, reason: str = ""
) -> ChangeSet:
    """Let people of one team, in full-time equivalents, work for another from a day to a day, both included."""
    draft = Draft(portfolio)
    first, second = draft.get(Team, lender), draft.get(Team, borrower)
    values = {"lender": lender, "borrower": borrower, "start": start, "end": end, "members": members}
    draft.add(Loan, {**values, "reason": reason})
    return draft.change_set(
        tr(
            "lend {n} people of {lender} to {borrower} from {start} to {end}",
            n=figure(members),
            lender=named(first),
            borrower=named(second),
            start=day_words(start),
            end=day_words(end),
        )
    )


def accept_overload(
    portfolio: Portfolio, team: int, start: date, end: date, reason: str, author: str = ""
) -> ChangeSet:
    """Accept that a team has more to do than it can from a day to a day, both included, for a reason that is kept."""
    if not reason.strip():
        raise DeskError(tr("An overload is accepted for a reason; give one."))
    draft = Draft(portfolio)
    whose = draft.get(Team, team)
    draft.add(AcceptedLoad, {"team": team, "start": start, "end": end, "reason": reason.strip(), "author": author})
    return draft.change_set(
        tr(
            "accept the overload of {team} from {start} to {end}",
            team=named(whose),
            start=day_words(start),
            end=day_words(end),
        )
    )


def with_decision(portfolio: Portfolio, step: ChangeSet, deliverable: int, question: str, reason: str) -> ChangeSet:
    """A step together with the decision that it is, about the deliverable that it is done for."""
    if not step.changes:
        raise DeskError(
            tr("That changes nothing: {item} is not planned.", item=named(portfolio.deliverables[deliverable]))
        )
    draft = Draft(portfolio.after(step))
    draft.add(
        Decision,
        {
            "date": today(),
            "choice": DecisionChoice.CONTINUE,
            "deliverable": deliverable,
            "question": question,
            "reason": reason,
        },
    )
    return ChangeSet(step.label, (*step.changes, *draft.change_set("").changes))
