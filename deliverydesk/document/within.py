"""Working within a what-if: what is seen is the supposed portfolio, what is written are the scenario's differences.

The plan keeps as it is. Whatever is committed, the scenario is laid over the plan anew, and listeners hear what that
changed in the supposed portfolio; where the scenario itself is gone, the document is back in the plan.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.document.telling import Inside, Kept, Prepared
from deliverydesk.domain import rules
from deliverydesk.domain.changes import Change, ChangeSet, collapsed
from deliverydesk.domain.differing import differences
from deliverydesk.domain.entities import (
    Assumption,
    Decision,
    Entity,
    FollowUp,
    Forecast,
    Measurement,
    Review,
    ReviewEntry,
    Scenario,
)
from deliverydesk.domain.errors import NotFound, RuleBroken
from deliverydesk.domain.supposing import Laid, happened, laid_over, written
from deliverydesk.domain.wording import named, quoted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.portfolio import Portfolio

_DECISIONS = tr("Decisions are made in the plan itself. Go back to the plan first.")
_REVIEWS = tr("Reviews are held of the plan itself. Go back to the plan first.")
_REFUSED: dict[type[Entity], str] = {
    Scenario: tr("A what-if begins from the plan itself. Go back to the plan first."),
    Review: _REVIEWS,
    ReviewEntry: _REVIEWS,
    FollowUp: _REVIEWS,
    Decision: _DECISIONS,
    Assumption: _DECISIONS,
    Forecast: tr("Forecasts are kept of the plan itself. Go back to the plan first."),
    Measurement: tr("What was measured is no what-if. Go back to the plan to enter it."),
}


def locked(entity_types: Iterable[type[Entity]]) -> str:
    """Why entities of these types cannot be written within a what-if; empty where they can."""
    return next((_REFUSED[each] for each in entity_types if each in _REFUSED), "")


def look(actual: Portfolio, before: Portfolio, scenario: int | None) -> Prepared:
    """Look into a scenario, or back at the plan, from what is looked at before. Raises DeskError."""
    if scenario is None:
        inside, after, label = None, actual, tr("go back to the plan")
    else:
        held = actual.scenarios.get(scenario)
        if held is None:
            raise NotFound(tr("This what-if is not there any more."))
        inside = Inside(scenario, laid(actual, scenario))
        after, label = inside.laid.portfolio, tr("look into the what-if {scenario}", scenario=named(held))
    heard = _heard(label, before, after)
    return Prepared(heard, before, after, "look", kept=Kept(ChangeSet(label, ()), actual, inside))


def suppose(actual: Portfolio, inside: Inside, change_set: ChangeSet) -> Prepared:
    """Carry a change set out that was made against the supposed portfolio. Raises RuleBroken."""
    refused = happened(change_set)
    if refused is not None:
        raise RuleBroken(_REFUSED[refused])
    before, held = inside.laid.portfolio, actual.scenarios[inside.scenario]
    after = before.after(change_set)
    rules.check(after, change_set)
    changes = collapsed((*inside.laid.changes.changes, *change_set.changes))
    edit = Change(held, replace(held, changes=written(actual, changes, held.changes)))
    writes = ChangeSet(tr("suppose in {scenario}: {what}", scenario=named(held), what=change_set.label), (edit,))
    plan = actual.after(writes)
    rules.check(plan, writes)
    # What was added keeps its id from here on, whatever is added to the plan.
    plan.next_id = after.next_id
    heard = ChangeSet(change_set.label, (*change_set.changes, edit))
    heard.look_through()
    after = after.after(writes)
    now = Laid(after, ChangeSet("", changes), inside.laid.overruled, inside.laid.lost)
    return Prepared(heard, before, after, kept=Kept(writes, plan, Inside(inside.scenario, now)))


def follow(before: Portfolio, inside: Inside, plan: Prepared) -> Prepared:
    """A change of the plan, as it is seen from within a what-if. Raises DeskError where that cannot be read then."""
    now, after = None, plan.after
    if inside.scenario in plan.after.scenarios:
        now = Inside(inside.scenario, laid(plan.after, inside.scenario))
        after = now.laid.portfolio
    heard = _heard(plan.change_set.label, before, after)
    return plan._replace(change_set=heard, before=before, after=after, kept=Kept(plan.change_set, plan.after, now))


def keep_to_what_ifs(change_set: ChangeSet) -> None:
    """Raises RuleBroken where undo or redo would change the plan."""
    if any(entity_type is not Scenario for entity_type in change_set.by_type):
        what = quoted(change_set.label[:1].upper() + change_set.label[1:], len(change_set.label))
        raise RuleBroken(tr("{what} was done in the plan, which nothing here changes. Go back to it first.", what=what))


def titled(portfolio: Portfolio, actual: Portfolio, inside: Inside) -> Portfolio:
    """A supposed portfolio under a name that says so, to be handed out and never to be kept."""
    settings, scenario = portfolio.settings, actual.scenarios[inside.scenario]
    told = tr("{portfolio} – what if: {scenario}", portfolio=settings.name, scenario=scenario.name)
    return portfolio.after(ChangeSet("", (Change(settings, replace(settings, name=told)),)))


def laid(actual: Portfolio, scenario: int) -> Laid:
    """A scenario laid over the plan. Raises DeskError where it cannot be read."""
    return laid_over(actual, actual.scenarios[scenario].changes, "")


def _heard(label: str, before: Portfolio, after: Portfolio) -> ChangeSet:
    change_set = ChangeSet(label, differences(before, after))
    change_set.look_through()
    return change_set
