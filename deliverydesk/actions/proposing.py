"""Actions that put work on the agenda of the next review, with the evidence frozen as it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.actions import events
from deliverydesk.actions.draft import Draft
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import AgendaItem, Deliverable, Event, Outcome
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Proposal
from deliverydesk.domain.wording import counted, day_words, named, several
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.entities import Entity
    from deliverydesk.domain.portfolio import Portfolio


class Case(NamedTuple):
    """A deliverable, an outcome or one because of the other, with the figures that speak for a proposal."""

    deliverable: int | None = None
    outcome: int | None = None
    evidence: Mapping[str, Any] = {}
    """Figures as JSON values, as they are today; they are kept and never reckoned anew."""


def explain(
    portfolio: Portfolio,
    cases: Sequence[Case],
    *,
    event: int | None = None,
    name: str = "",
    start: date | None = None,
    reason: str = "",
) -> ChangeSet:
    """Propose that something from outside explains it: a known event, or a new one by its name and first day.

    The event marks all that is proposed for a fresh look. Raises DeskError where neither is given.
    """
    draft = Draft(portfolio)
    outcomes = [case.outcome for case in cases if case.outcome is not None]
    deliverables = [case.deliverable for case in cases if case.deliverable is not None]
    if event is not None:
        known = draft.get(Event, event)
        events.mark(draft, event, outcomes, deliverables)
    elif name.strip():
        known = events.add_event(draft, name, start or today(), outcomes=outcomes, deliverables=deliverables)
    else:
        raise DeskError(tr("Say which event explains it: choose one, or give a new one a name."))
    about = _raise(draft, cases, Proposal.EXPLAIN, {"event": known.id, "reason": _line(reason)})
    return draft.change_set(tr("explain {items} by {event}", items=about, event=named(known)))


def wait(portfolio: Portfolio, cases: Sequence[Case], until: date, reason: str = "") -> ChangeSet:
    """Propose to wait until a day. Raises DeskError for a day that is over."""
    if until <= today():
        raise DeskError(tr("{day} is not ahead of us; wait until a day to come.", day=day_words(until)))
    draft = Draft(portfolio)
    about = _raise(draft, cases, Proposal.WAIT, {"until": until, "reason": _line(reason)})
    return draft.change_set(tr("wait with {items} until {day}", items=about, day=day_words(until)))


def refine(portfolio: Portfolio, cases: Sequence[Case], reason: str = "") -> ChangeSet:
    """Propose another iteration, with what was learnt."""
    draft = Draft(portfolio)
    about = _raise(draft, cases, Proposal.REFINE, {"reason": _line(reason)})
    return draft.change_set(tr("propose to refine {items}", items=about))


def table(portfolio: Portfolio, cases: Sequence[Case], reason: str = "") -> ChangeSet:
    """Propose to pause the work; the stage changes only once the review decides so."""
    draft = Draft(portfolio)
    about = _raise(draft, cases, Proposal.TABLE, {"reason": _line(reason)})
    return draft.change_set(tr("propose to table {items}", items=about))


_OWN = {
    Proposal.EXPLAIN: {"event", "name", "start"},
    Proposal.WAIT: {"until"},
    Proposal.REFINE: set[str](),
    Proposal.TABLE: set[str](),
}


def propose(
    portfolio: Portfolio, proposal: Proposal, cases: Sequence[Case], reason: str = "", **given: Any
) -> ChangeSet:
    """Any of the proposals, with the fields that are its own. Raises DeskError for one that belongs to another."""
    for name in given:
        if name not in _OWN[proposal]:
            raise DeskError(
                tr(
                    "“{field}” says nothing for “{proposal}”; leave it out.",
                    field=name,
                    proposal=choice_words(proposal),
                )
            )
    if proposal is Proposal.EXPLAIN:
        return explain(portfolio, cases, reason=reason, **given)
    if proposal is Proposal.WAIT:
        if "until" not in given:
            raise DeskError(tr("Waiting needs a day until when."))
        return wait(portfolio, cases, reason=reason, **given)
    return (refine if proposal is Proposal.REFINE else table)(portfolio, cases, reason)


def _raise(draft: Draft, cases: Sequence[Case], proposal: Proposal, values: Mapping[str, Any]) -> str:
    """Put the cases on the agenda in the place of what is open there about them. The words for what they are about."""
    about: list[Entity] = []
    for case in cases:
        for each in draft.portfolio.agenda_items:
            if each.closed is None and (each.deliverable, each.outcome) == (case.deliverable, case.outcome):
                draft.edit(each, {"closed": today()})
        evidence = json.dumps(dict(case.evidence), ensure_ascii=False, sort_keys=True)
        given = {"deliverable": case.deliverable, "outcome": case.outcome, "evidence": evidence}
        draft.add(AgendaItem, {"raised": today(), "proposal": proposal, **given, **values})
        if case.deliverable is not None:
            about.append(draft.get(Deliverable, case.deliverable))
        elif case.outcome is not None:
            about.append(draft.get(Outcome, case.outcome))
    if not about:
        raise DeskError(tr("Choose the deliverables or outcomes that this is about."))
    return several(about)


def close_agenda_items(portfolio: Portfolio, ids: Iterable[int]) -> ChangeSet:
    """Take items off the agenda; what was proposed, and why, stays in the record."""
    draft = Draft(portfolio)
    items = [draft.get(AgendaItem, each) for each in dict.fromkeys(ids)]
    for item in items:
        draft.edit(item, {"closed": today()})
    return draft.change_set(tr("take {items} off the agenda", items=counted(len(items), "agenda item")))


def _line(text: str) -> str:
    return " ".join(text.split())
