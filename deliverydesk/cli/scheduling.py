"""`deliverydesk plan FILE --schedule`: when each deliverable is done within what the teams can give."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk.cli.main import DONE, PROBLEMS
from deliverydesk.document.document import Document
from deliverydesk.domain.formats import Formats, use
from deliverydesk.domain.wording import day_words, figure, named
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from deliverydesk.analysis.planning.schedule_plain import Scheduled
    from deliverydesk.domain.portfolio import Portfolio

_TITLE = 44


def schedule(path: Path, options: argparse.Namespace) -> int:
    """Search, tell, and plan the dates where that is asked for."""
    document = Document.open(path, read_only=not options.apply)
    try:
        portfolio = document.portfolio
        use(Formats.of(portfolio.settings))
        from deliverydesk.analysis.planning.schedule_plain import plain, scheduled

        found = scheduled(portfolio, today(), options.seconds)
        told = plain(portfolio, found)
        told["applied"] = bool(options.apply) and _apply(document, found)
    finally:
        document.close()
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join(_lines(portfolio, told)))
    return DONE if found.plan is not None else PROBLEMS


def _apply(document: Document, found: Scheduled) -> bool:
    from deliverydesk.actions.planning import apply_schedule

    moves = {} if found.plan is None else found.asked.moves(found.plan.starts)
    return bool(moves) and document.apply(apply_schedule(document.portfolio, moves)) is not None


def _lines(portfolio: Portfolio, told: dict[str, Any]) -> Iterator[str]:
    plan = told["plan"]
    if plan is None:
        yield from _conflict(portfolio, told["conflict"])
        return
    count = len(told["items"])
    yield trn(
        "Schedule of {n} deliverable from {start} on.",
        "Schedule of {n} deliverables from {start} on.",
        count,
        n=count,
        start=_day(told["inputs"]["first_week"]),
    )
    yield _verdict(plan)
    yield ""
    for each in told["items"]:
        title = named(portfolio.deliverables[each["deliverable"]])
        title = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
        yield f"{title:{_TITLE}}  {_change(each)}"
    if told["aside"]:
        yield ""
        yield from (_aside(portfolio, each) for each in told["aside"])
    if told["applied"]:
        yield ""
        yield tr("The dates are planned. One undo takes that back.")


def _verdict(plan: dict[str, Any]) -> str:
    cost = figure(plan["cost"])
    if plan["proved"]:
        return tr("Weeks of waiting and moving, weighted by rank: {cost}. Proved: no schedule has fewer.", cost=cost)
    return tr(
        "Weeks of waiting and moving, weighted by rank: {cost}. No schedule has fewer than {bound}, "
        "so at most {gap} % could be saved.",
        cost=cost,
        bound=figure(plan["bound"]),
        gap=figure(round((plan["cost"] - plan["bound"]) / plan["cost"] * 100, 1)),
    )


def _change(each: dict[str, Any]) -> str:
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


def _aside(portfolio: Portfolio, each: dict[str, Any]) -> str:
    item = named(portfolio.deliverables[each["deliverable"]])
    match each["why"]:
        case "not_vetted":
            return tr("{item} is not scheduled: it is not vetted and has no dates.", item=item)
        case "no_effort":
            return tr("{item} is not scheduled: neither an effort nor dates say how long it takes.", item=item)
        case "waits":
            return tr("{item} is not scheduled: it waits for what is neither done nor scheduled.", item=item)
        case _:
            return tr("{item} is not scheduled: it is pinned to dates that are over.", item=item)


def _conflict(portfolio: Portfolio, conflict: dict[str, Any] | None) -> Iterator[str]:
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


def _day(words: str) -> str:
    return day_words(date.fromisoformat(words))
