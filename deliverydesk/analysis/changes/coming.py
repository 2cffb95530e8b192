"""What came and what went, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.changes.saying import begun
from deliverydesk.analysis.words import figure as rounded
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import (
    Absence,
    AgendaItem,
    Approval,
    Baseline,
    Contribution,
    Decision,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Loan,
    Outcome,
    Override,
)
from deliverydesk.domain.wording import day_words, figure, named
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.analysis.changes.saying import Saying


def came(said: Saying) -> str:
    """Something is there that was not."""
    entity, after = said.entity, said.changes.after
    if isinstance(entity, Deliverable):
        told = {"item": named(entity), "rank": figure(after.rank(entity.id)), "effort": rounded(said.point.effort)}
        if not said.point.effort:
            return tr("{item} was added at rank {rank}, without an estimate.", **told)
        return tr("{item} was added at rank {rank}: {effort} person-weeks.", **told)
    if isinstance(entity, Demand):
        told = {"item": said.name_of(Deliverable, entity.deliverable), "team": said.team(entity.team)}
        if entity.likely is None:
            return tr("{item} now needs {team}.", **told)
        return tr("{item} now needs {team}: {effort} person-weeks.", effort=rounded(entity.likely), **told)
    if isinstance(entity, Absence):
        return trn(
            "{team} is without {n} full-time equivalent from {start} to {end}.",
            "{team} is without {n} full-time equivalents from {start} to {end}.",
            _plural(entity.members),
            n=rounded(entity.members),
            team=said.team(entity.team),
            start=day_words(entity.start),
            end=day_words(entity.end),
        )
    return _CAME.get(type(entity), _came_named)(said)


def _came_named(said: Saying) -> str:
    return tr("{what} was added.", what=begun(said.about()))


def _came_contribution(said: Saying) -> str:
    assert isinstance(said.entity, Contribution)
    item, outcome = said.name_of(Deliverable, said.entity.deliverable), said.name_of(Outcome, said.entity.outcome)
    return tr("{item} is now to move {outcome}.", item=item, outcome=outcome)


def _came_dependency(said: Saying) -> str:
    assert isinstance(said.entity, Dependency)
    later, first = (said.name_of(Deliverable, each) for each in (said.entity.successor, said.entity.predecessor))
    return tr("{item} now waits for {first}.", item=later, first=first)


def _came_override(said: Saying) -> str:
    entity = said.entity
    assert isinstance(entity, Override)
    told = {
        "item": said.name_of(Deliverable, entity.deliverable),
        "old": figure(entity.rank_before),
        "new": figure(entity.rank_after),
        "day": day_words(entity.date),
    }
    reason = " ".join(entity.reason.split())
    if not reason:
        return tr("On {day} {item} was moved from rank {old} to {new} against its score.", **told)
    return tr("On {day} {item} was moved from rank {old} to {new} against its score: {reason}", reason=reason, **told)


def _came_agenda(said: Saying) -> str:
    entity = said.entity
    assert isinstance(entity, AgendaItem)
    return tr(
        "On {day} {what} was put on the agenda: {proposal}.",
        day=day_words(entity.raised),
        what=said.about(),
        proposal=choice_words(entity.proposal),
    )


def _came_baseline(said: Saying) -> str:
    return tr("The plan was saved as {name}.", name=named(said.entity))


def _came_decision(said: Saying) -> str:
    entity = said.entity
    assert isinstance(entity, Decision)
    told = {"what": said.decided_on(), "choice": choice_words(entity.choice)}
    reason = " ".join(entity.reason.split())
    if not reason:
        return tr("{what}: decided “{choice}”.", **told)
    return tr("{what}: decided “{choice}”. {reason}", reason=reason, **told)


def _came_approval(said: Saying) -> str:
    entity = said.entity
    assert isinstance(entity, Approval)
    item = said.name_of(Deliverable, entity.deliverable)
    return tr("{item} was approved as ready by {approver}.", item=item, approver=entity.approver)


def _came_loan(said: Saying) -> str:
    entity = said.entity
    assert isinstance(entity, Loan)
    return trn(
        "{lender} lends {borrower} {n} full-time equivalent from {start} to {end}.",
        "{lender} lends {borrower} {n} full-time equivalents from {start} to {end}.",
        _plural(entity.members),
        lender=said.team(entity.lender),
        borrower=said.team(entity.borrower),
        n=rounded(entity.members),
        start=day_words(entity.start),
        end=day_words(entity.end),
    )


def _plural(members: float) -> int:
    """A count that has the number of a share of people: of 0.5 there are several."""
    return 1 if members == 1 else 2


_CAME: dict[type[Entity], Callable[[Saying], str]] = {
    Contribution: _came_contribution,
    Dependency: _came_dependency,
    Override: _came_override,
    AgendaItem: _came_agenda,
    Baseline: _came_baseline,
    Decision: _came_decision,
    Approval: _came_approval,
    Loan: _came_loan,
}


def went(said: Saying) -> str:
    """Something is not there any more."""
    entity = said.entity
    if isinstance(entity, Deliverable):
        rank = figure(said.changes.before.rank(entity.id))
        return tr("{item}, which was at rank {rank}, was deleted.", item=named(entity), rank=rank)
    if isinstance(entity, Demand):
        item, team = said.name_of(Deliverable, entity.deliverable), said.team(entity.team)
        return tr("{item} no longer needs {team}.", item=item, team=team)
    if isinstance(entity, Contribution):
        item, outcome = said.name_of(Deliverable, entity.deliverable), said.name_of(Outcome, entity.outcome)
        return tr("{item} is no longer to move {outcome}.", item=item, outcome=outcome)
    if isinstance(entity, Dependency):
        later, first = (said.name_of(Deliverable, each) for each in (entity.successor, entity.predecessor))
        return tr("{item} no longer waits for {first}.", item=later, first=first)
    return tr("{what} was deleted.", what=begun(said.about()))
