"""What-ifs: made from the present portfolio, changed by any action, and promoted in one step."""

from __future__ import annotations

from itertools import count
from math import ceil
from typing import TYPE_CHECKING

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.changes import ChangeSet, collapsed
from deliverydesk.domain.entities import Baseline, BaselineItem, Person, Scenario, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.supposing import Laid, laid_over, written
from deliverydesk.domain.wording import named
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deliverydesk.domain.portfolio import Portfolio

MOST_HIRES = 100


def new_scenario(
    portfolio: Portfolio,
    name: str,
    notes: str = "",
    capacity: float | None = None,
    hires: Mapping[int, float] | None = None,
    capacities: Mapping[int, float] | None = None,
    like: int | None = None,
) -> ChangeSet:
    """Begin a what-if from the present portfolio; `like` another one, with all that it supposes.

    `capacity` multiplies what every team can give (0.9 for 10 % less), `capacities` what single teams can give
    instead, `hires` adds full-time equivalents by team. Raises DeskError for a factor that is not above 0, and for
    fewer hires than none.
    """
    factors = {team.id: 1.0 if capacity is None else capacity for team in portfolio.teams} | dict(capacities or {})
    given = [*factors.values(), *([] if capacity is None else [capacity])]
    if not all(0 < factor <= 10 for factor in given):
        raise DeskError(tr("A factor of capacity is above 0 and at most 10, such as 0.9 for 10 % less."))
    if not all(0 <= hired <= MOST_HIRES for hired in (hires or {}).values()):
        raise DeskError(tr("A team can hire from 0 to {most} people.", most=MOST_HIRES))
    held = None if like is None else Draft(portfolio).get(Scenario, like)
    laid = None if held is None else supposed(portfolio, held.id)
    draft = Draft(portfolio if laid is None else laid.portfolio)
    for team in draft.portfolio.teams:
        _give(draft, team, factors.get(team.id, 1.0 if capacity is None else capacity), (hires or {}).get(team.id, 0.0))
    begun = Draft(portfolio)
    begun.next_id = draft.next_id  # above those it hires: these keep their ids
    changes = draft.change_set("").changes
    if laid is not None:
        changes = collapsed((*laid.changes.changes, *changes))
    kept = written(portfolio, changes, "" if held is None else held.changes)
    scenario = begun.add(
        Scenario,
        {"name": name.strip(), "made": today(), "notes": notes.strip(), "changes": kept},
    )
    return begun.change_set(tr("begin the what-if {scenario}", scenario=named(scenario)))


def _give(draft: Draft, team: Team, factor: float, hired: float) -> None:
    """Let a team give a multiple of what it gives, and more people: by its focus as far as that goes, else by heads."""
    people = draft.portfolio.people.by("team", team.id)
    present = sum(person.share for person in people) if people else team.members
    focus = min(team.focus * factor, 1.0)
    more = hired + (present * (team.focus * factor / focus - 1) if focus else 0.0)
    if not people:
        draft.edit(team, {"focus": focus, "members": team.members + more})
        return
    draft.edit(team, {"focus": focus})
    taken = {person.name for person in people}
    names = (name for n in count(1) if (name := tr("Hire {n}", n=n)) not in taken)
    for number in range(ceil(more - 1e-9)):
        share = min(more - number, 1.0)
        draft.add(Person, {"team": team.id, "name": next(names), "share": share, "joins": today()})


def supposed(portfolio: Portfolio, scenario: int) -> Laid:
    """The portfolio as a scenario supposes it."""
    held = Draft(portfolio).get(Scenario, scenario)
    return laid_over(portfolio, held.changes, tr("promote the what-if {scenario}", scenario=named(held)))


def suppose(portfolio: Portfolio, scenario: int, action: Callable[[Portfolio], ChangeSet]) -> ChangeSet:
    """Carry out any action within a scenario: the present portfolio keeps as it is."""
    draft = Draft(portfolio)
    held = draft.get(Scenario, scenario)
    laid = supposed(portfolio, scenario)
    change_set = action(laid.portfolio)
    changes = collapsed((*laid.changes.changes, *change_set.changes))
    draft.edit(held, {"changes": written(portfolio, changes, held.changes)})
    return draft.change_set(tr("suppose in {scenario}: {what}", scenario=named(held), what=change_set.label))


def promote(portfolio: Portfolio, scenario: int, baseline: bool = True) -> ChangeSet:
    """Make what a scenario supposes the plan, in one step; the plan until now is kept as a baseline.

    Raises DeskError where nothing is supposed that is not so already.
    """
    draft = Draft(portfolio)
    held = draft.get(Scenario, scenario)
    laid = supposed(portfolio, scenario)
    if not laid.changes:
        raise DeskError(tr("“{scenario}” supposes nothing that is not so already.", scenario=held.name))
    draft.next_id = laid.portfolio.next_id
    stays = laid.portfolio.deliverables
    planned = [
        item for item in portfolio.deliverables if item.is_open and item.planned_end is not None and item.id in stays
    ]
    if baseline and planned:
        name = tr("Before {scenario}", scenario=held.name)
        taken = {each.name.casefold() for each in portfolio.baselines}
        if name.casefold() not in taken:
            saved = draft.add(Baseline, {"name": name, "date": today()})
            for item in planned:
                draft.add(
                    BaselineItem,
                    {
                        "baseline": saved.id,
                        "deliverable": item.id,
                        "planned_start": item.planned_start,
                        "planned_end": item.planned_end,
                        "effort_likely": item.effort_likely,
                    },
                )
    draft.remove(held)
    kept = draft.change_set("").changes
    return ChangeSet(laid.changes.label, (*laid.changes.changes, *kept))


def free_name(portfolio: Portfolio, scenario: int) -> str:
    """A name for another one like it that no what-if has yet."""
    held = Draft(portfolio).get(Scenario, scenario)
    taken = {each.name.casefold() for each in portfolio.scenarios}
    numbered = (tr("{name} {n}", name=held.name, n=n) for n in count(2))
    return next(each for each in numbered if each.casefold() not in taken)


def duplicate_scenario(portfolio: Portfolio, scenario: int, name: str = "") -> ChangeSet:
    """Make another what-if that supposes the same; under the next free name where none is given."""
    draft = Draft(portfolio)
    held = draft.get(Scenario, scenario)
    wanted = name.strip() or free_name(portfolio, scenario)
    draft.add(Scenario, {"name": wanted, "made": today(), "notes": held.notes, "changes": held.changes})
    return draft.change_set(tr("duplicate the what-if {scenario}", scenario=named(held)))
