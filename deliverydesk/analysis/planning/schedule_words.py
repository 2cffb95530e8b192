"""What a schedule says, in sentences: how good it is, what it moves, what it leaves out and what stands in its way.

From the plain values of `schedule_plain`, so that the command line and the window say the same.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.planning.schedule_of import CHANGE, MOST
from deliverydesk.domain.spreading import planned_span
from deliverydesk.domain.wording import day_words, figure, named
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliverydesk.domain.portfolio import Portfolio


def verdict(plan: dict[str, Any]) -> str:
    """What the plan costs, and how far that is from what every schedule is proved to cost."""
    cost = figure(plan["cost"])
    if plan["proved"]:
        return tr("Weeks of waiting and moving, weighted by rank: {cost}. Proved: no schedule has fewer.", cost=cost)
    if not plan["bound"]:
        return tr(
            "Weeks of waiting and moving, weighted by rank: {cost}. Nothing is proved of how few there can be.",
            cost=cost,
        )
    return tr(
        "Weeks of waiting and moving, weighted by rank: {cost}. Gap to a proved bound: {gap} % "
        "(no schedule has fewer than {bound}).",
        cost=cost,
        bound=figure(plan["bound"]),
        gap=figure(round(plan["gap"] * 100, 2)),
    )


def costs() -> str:
    """What the figure is made of."""
    return tr(
        "Until a deliverable has ended, each week counts {most} for the first in your order, down to 1 for the last; "
        "each week by which planned work is moved counts {change}, and each week until everything has ended 1.",
        most=figure(MOST),
        change=figure(CHANGE),
    )


def counted(told: dict[str, Any]) -> str:
    """Where the load of the teams says another thing; empty where it does not."""
    count = len(told["counts_otherwise"])
    if not count:
        return ""
    return trn(
        "Of {n} deliverable what remains to be done is scheduled, where the load of the teams counts its whole "
        "estimate over its planned dates.",
        "Of {n} deliverables what remains to be done is scheduled, where the load of the teams counts their whole "
        "estimates over their planned dates.",
        count,
        n=figure(count),
    )


def change(each: dict[str, Any]) -> str:
    """The dates of one deliverable, and what they were."""
    dates = {"start": _day(each["start"]), "end": _day(each["end"])}
    if not each["moved"]:
        return tr("{start} to {end}, as planned", **dates)
    if each["planned_start"] is None:
        return tr("{start} to {end}, new", **dates)
    return tr(
        "{start} to {end}, was {before} to {until}",
        before=_day(each["planned_start"]),
        until=_day(each["planned_end"]),
        **dates,
    )


def now_words(each: dict[str, Any]) -> str:
    """The present dates of one deliverable."""
    if each["planned_start"] is None:
        return tr("not planned")
    return _span(each["planned_start"], each["planned_end"])


def then_words(each: dict[str, Any]) -> str:
    """The dates that are proposed for it."""
    return _span(each["start"], each["end"])


def later_words(each: dict[str, Any]) -> str:
    """By how much it ends later than is planned now."""
    weeks = each["weeks_later"]
    if weeks is None:
        return trc("schedule", "new")
    if not weeks:
        return tr("in the same week")
    count = figure(abs(weeks))
    if weeks > 0:
        return trn("{n} week later", "{n} weeks later", weeks, n=count)
    return trn("{n} week earlier", "{n} weeks earlier", -weeks, n=count)


def part_lines(portfolio: Portfolio, breaches: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What moves that are accepted without others would break."""
    for each in breaches:
        items = [named(portfolio.deliverables[one]) for one in each["deliverables"]]
        if each["code"] == "order":
            yield tr(
                "{item} would start before {before}, which it waits for, has ended.", item=items[1], before=items[0]
            )
        else:
            yield tr(
                "{team} would have too much to do in the week from {week}: {items}.",
                team=named(portfolio.teams[each["team"]]),
                week=_day(each["week"]),
                items=", ".join(items),
            )


def aside(portfolio: Portfolio, each: dict[str, Any]) -> str:
    """Why a deliverable is left out."""
    item = named(portfolio.deliverables[each["deliverable"]])
    match each["why"]:
        case "not_vetted":
            return tr("{item} is not scheduled: it is not vetted and has no dates.", item=item)
        case "no_effort":
            return tr("{item} is not scheduled: neither an effort nor dates say how long it takes.", item=item)
        case "waits" if planned_span(portfolio.deliverables[each["deliverable"]]):
            return tr(
                "{item} keeps its dates and its room: it waits for what is neither done nor scheduled.", item=item
            )
        case "waits":
            return tr("{item} is not scheduled: it waits for what is neither done nor scheduled.", item=item)
        case _:
            return tr("{item} is not scheduled: it is pinned to dates that are over.", item=item)


def conflict_lines(portfolio: Portfolio, conflict: dict[str, Any] | None) -> Iterator[str]:
    """Why there is no schedule."""
    if conflict is None:
        yield tr("No schedule was found that leaves every pin its room. Give it more seconds, or unpin something.")
        return
    yield tr("There is no schedule.")
    items = [named(portfolio.deliverables[each]) for each in conflict["deliverables"]]
    listed, last = ", ".join(items), items[-1]
    team = named(portfolio.teams[conflict["team"]]) if "team" in conflict else ""
    match conflict["code"]:
        case "cycle":
            yield tr("{items} wait for each other in a circle. Take one dependency back.", items=listed)
        case "never":
            yield tr("{team} never has what {item} needs of it. Give it more weeks or people.", team=team, item=last)
        case "order":
            yield tr(
                "{item} is pinned to a start before what it waits for can have ended ({others}). Move the pin.",
                item=last,
                others=", ".join(items[:-1]),
            )
        case "capacity":
            yield tr(
                "In the week from {week} more of {team} is pinned than it has: {items}. Unpin or stretch one.",
                team=team,
                week=_day(conflict["week"]),
                items=listed,
            )
        case _:
            yield tr(
                "Before {item} starts, where it is pinned, {team} has not enough for {others}. Move the pin.",
                item=items[0],
                team=team,
                others=", ".join(items[1:]),
            )


def _span(start: str, end: str) -> str:
    return tr("{start} to {end}", start=_day(start), end=_day(end))


def _day(words: str) -> str:
    return day_words(date.fromisoformat(words))
