"""Overloads and what helps against them, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.capacity.proposals import Help
from deliverydesk.charts.format import day, number, percent
from deliverydesk.domain.wording import counted, figure
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.capacity.overload import Causes, Overrun
    from deliverydesk.analysis.capacity.proposals import Outlook, Proposal
    from deliverydesk.domain.portfolio import Portfolio


def overrun_words(portfolio: Portfolio, overrun: Overrun, today: date) -> str:
    """Like "Data is over by 0.6 pw, 17 Aug to 11 Sep"."""
    return tr(
        "{team} is over by {n} pw, {first} to {last}",
        team=portfolio.teams[overrun.team].name,
        n=number(overrun.over, 1) if overrun.over >= 0.05 else number(overrun.over, 2),
        first=day(overrun.first, today),
        last=day(overrun.end, today),
    )


def cause_lines(portfolio: Portfolio, overrun: Overrun, causes: Causes) -> list[str]:
    """What asks for it, and who is not there, a line each."""
    items = ", ".join(
        tr("{title} {n} pw", title=portfolio.deliverables[each.deliverable].title, n=number(each.effort, 1))
        for each in causes.shares[:4]
    )
    lines = [
        tr(
            "Asked for {load} of {capacity} person-weeks",
            load=number(overrun.load, 1),
            capacity=number(overrun.capacity, 1),
        ),
        items,
    ]
    away = []
    for absence in causes.absences:
        person = portfolio.people.get(absence.person)
        reason = absence.reason or tr("away")
        away.append(
            tr("{person} ({reason})", person=person.name, reason=reason)
            if person is not None
            else tr("{n} people ({reason})", n=number(absence.members), reason=reason)
        )
    away += [each.name for each in causes.holidays]
    for loan in causes.lent:
        team = portfolio.teams[loan.borrower].name
        away.append(tr("{n} people lent to {team}", n=number(loan.members), team=team))
    if away:
        lines.append(tr("Not there: {who}", who=", ".join(away)))
    lines += [tr("Accepted: {reason}", reason=accepted.reason) for accepted in overrun.accepted]
    return lines


def title_words(portfolio: Portfolio, proposal: Proposal, today: date) -> str:
    """What a proposal does: "Move “Search” 2 weeks later"."""
    run = proposal.overrun
    if proposal.help is Help.ACCEPT:
        return tr("Accept it, with a reason")
    if proposal.help is Help.LEND:
        return tr(
            "Lend {n} of {team} until {day}",
            n=counted_people(proposal.members),
            team=portfolio.teams[proposal.lender or 0].name,
            day=day(run.end, today),
        )
    title = portfolio.deliverables[proposal.deliverable or 0].title
    if proposal.help is Help.SPLIT:
        return tr("Split “{title}” around those weeks", title=title)
    weeks = counted(abs(proposal.days) // 7, "week")
    if proposal.days > 0:
        return tr("Move “{title}” {weeks} later", title=title, weeks=weeks)
    return tr("Move “{title}” {weeks} earlier", title=title, weeks=weeks)


def counted_people(members: float) -> str:
    """Full-time equivalents in words: "1 person", "0.4 people"."""
    return trn("{n} person", "{n} people", 1 if members == 1 else 2, n=figure(members))


def note_words(portfolio: Portfolio, proposal: Proposal, today: date) -> str:
    """What it leaves, and what speaks for or against it."""
    told = []
    if proposal.help is Help.ACCEPT:
        return tr("Nothing changes, and it is no alarm any more.")
    if proposal.left <= 0.005:
        told.append(tr("Clears the overload."))
    else:
        told.append(
            tr(
                "Leaves {left} of the {over} pw that are too much.",
                left=number(proposal.left, 2),
                over=number(proposal.overrun.over, 2),
            )
        )
    if proposal.help is Help.SPLIT:
        told.append(tr("Less in those weeks, more after them."))
    if proposal.help is Help.LEND:
        skill = tr("Skill: {skill}.", skill=proposal.skill) if proposal.skill else tr("No skill is asked for.")
        told.append(skill)
    if proposal.help is Help.SHIFT:
        item = portfolio.deliverables[proposal.deliverable or 0]
        if item.planned_end is not None:
            end = item.planned_end + timedelta(days=proposal.days)
            told.append(tr("Ends {day}.", day=day(end, today)))
        if proposal.misses and item.target_date is not None:
            told.append(tr("That is after its target date {day}.", day=day(item.target_date, today)))
    return " ".join(told)


class OutlookCells(NamedTuple):
    """How the forecast of one deliverable changes, as a row of a table; each pair is before and after."""

    title: str
    p85: tuple[str, str]
    chance: tuple[str, str]
    """Of being done by the planned end."""
    turn: int
    """1 where it is done sooner, -1 where later, 0 where nothing changes."""


def outlook_cells(portfolio: Portfolio, outlook: Outlook, today: date) -> OutlookCells:
    """The row of one deliverable."""
    days = (outlook.p85, outlook.p85_after)
    turn = 0
    if outlook.p85 is not None and outlook.p85_after is not None:
        turn = (outlook.p85 > outlook.p85_after) - (outlook.p85 < outlook.p85_after)
    before, after = (day(each, today) if each is not None else "–" for each in days)
    one, other = ("–" if each is None else percent(each) for each in (outlook.chance, outlook.chance_after))
    return OutlookCells(portfolio.deliverables[outlook.deliverable].title, (before, after), (one, other), turn)


def spoken_outlook(cells: OutlookCells) -> str:
    """Such a row as a sentence: "Search: P85 9 Nov → 2 Nov, by its planned end 40 % → 62 %"."""
    dates, chance = (one if one == other else f"{one} → {other}" for one, other in (cells.p85, cells.chance))
    return tr("{title}: P85 {dates}, by its planned end {chance}", title=cells.title, dates=dates, chance=chance)
