"""Actions on what a deliverable gets of a team week by week, where somebody decides that by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Allocation, Deliverable, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.spreading import in_week, spread_of
from deliverydesk.domain.wording import counted, day_words, figure, named
from deliverydesk.domain.workdays import monday
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


class Given(NamedTuple):
    """What a deliverable is given of a team by hand."""

    deliverable: int
    team: int
    week: date
    """Any day of the first week."""
    effort: float | None
    """Person-weeks, evenly over the weeks; None is automatic again."""
    weeks: int = 1


def allocate(
    portfolio: Portfolio, deliverable: int, team: int, week: date, effort: float | None, weeks: int = 1
) -> ChangeSet:
    """Give a deliverable so many person-weeks of a team in one week, or evenly in several; None is automatic again.

    The rest of what it needs is spread over the other weeks of its plan. Any day of the first week will do.
    """
    draft = Draft(portfolio)
    item, whose = _give(draft, Given(deliverable, team, week, effort, weeks))
    words = {"item": named(item), "team": named(whose), "when": _when(monday(week), weeks)}
    if effort is None:
        return draft.change_set(tr("spread {item} of {team} automatically in {when}", **words))
    return draft.change_set(tr("give {item} {n} person-weeks of {team} in {when}", n=figure(effort), **words))


def allocate_all(portfolio: Portfolio, given: Sequence[Given]) -> ChangeSet:
    """Give by hand, or spread automatically again, what many cells say: as one step."""
    if len(given) == 1:
        return allocate(portfolio, *given[0])
    draft = Draft(portfolio)
    for each in given:
        _give(draft, each)
    count = len(given)
    if all(each.effort is None for each in given):
        return draft.change_set(
            trn("spread {n} figure automatically", "spread {n} figures automatically", count, n=figure(count))
        )
    return draft.change_set(trn("give {n} figure by hand", "give {n} figures by hand", count, n=figure(count)))


def _give(draft: Draft, given: Given) -> tuple[Deliverable, Team]:
    item, whose = draft.get(Deliverable, given.deliverable), draft.get(Team, given.team)
    chosen = _weeks(monday(given.week), given.weeks)
    for each in chosen:
        _set(draft, item.id, whose.id, each, None if given.effort is None else given.effort / len(chosen))
    return item, whose


def shift_allocation(
    portfolio: Portfolio,
    deliverable: int,
    team: int,
    source: date,
    to: date,
    weeks: int = 1,
    to_weeks: int | None = None,
) -> ChangeSet:
    """Take what a deliverable gets of a team in one week, or in several, to as many weeks from another day on.

    To another number of weeks it goes evenly.
    """
    draft = Draft(portfolio)
    item, whose = draft.get(Deliverable, deliverable), draft.get(Team, team)
    spread = spread_of(portfolio, item, team)
    given, taken = _weeks(monday(source), weeks), _weeks(monday(to), weeks if to_weeks is None else to_weeks)
    if given == taken:
        return draft.change_set(tr("leave {item} where it is", item=named(item)))
    had = {week: in_week(spread, week) for week in dict.fromkeys((*given, *taken))}
    if not any(had[week] for week in given):
        raise DeskError(
            tr(
                "{item} asks nothing of {team} in {when}, so there is nothing to shift.",
                item=named(item),
                team=named(whose),
                when=_when(given[0], weeks),
            )
        )
    after = dict(had)
    for week in given:
        after[week] -= had[week]
    whole = sum(had[week] for week in given)
    for at, week in enumerate(taken):
        after[week] += had[given[at]] if len(given) == len(taken) else whole / len(taken)
    for week, effort in after.items():
        _set(draft, item.id, team, week, max(effort, 0.0))
    return draft.change_set(
        tr(
            "shift {item} of {team} from {source} to {to}",
            item=named(item),
            team=named(whose),
            source=_when(given[0], weeks),
            to=_when(taken[0], len(taken)),
        )
    )


def clear_allocations(portfolio: Portfolio, deliverable: int, team: int | None = None) -> ChangeSet:
    """Spread a deliverable automatically again: forget what it was given by hand, of one team or of all."""
    draft = Draft(portfolio)
    item = draft.get(Deliverable, deliverable)
    for each in portfolio.allocations.by("deliverable", item.id):
        if team is None or each.team == team:
            draft.remove(each)
    return draft.change_set(tr("spread {item} automatically", item=named(item)))


def _weeks(first: date, count: int) -> list[date]:
    if not 1 <= count <= 520:
        raise DeskError(tr("Weeks are given by a number from 1 to 520."))
    try:
        return [first + timedelta(weeks=n) for n in range(count)]
    except OverflowError:
        raise DeskError(tr("{day} is too far away for a plan.", day=first.isoformat())) from None


def _set(draft: Draft, deliverable: int, team: int, week: date, effort: float | None) -> None:
    """One week of one deliverable by hand, or not any more."""
    known = next(
        (
            each
            for each in draft.portfolio.allocations.by("deliverable", deliverable)
            if each.team == team and each.week == week
        ),
        None,
    )
    if effort is None:
        if known is not None:
            draft.remove(known)
    elif known is not None:
        draft.edit(known, {"effort": effort})
    else:
        draft.add(Allocation, {"deliverable": deliverable, "team": team, "week": week, "effort": effort})


def _when(first: date, weeks: int) -> str:
    """Like "the week of 24 Aug", "5 weeks from 31 Aug"."""
    if weeks == 1:
        return tr("the week of {day}", day=day_words(first))
    return tr("{weeks} from {day}", weeks=counted(weeks, "week"), day=day_words(first))
