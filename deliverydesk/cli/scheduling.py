"""`deliverydesk plan FILE --schedule`: when each deliverable is done within what the teams can give."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.planning.schedule_words import aside, change, conflict_lines, counted, verdict
from deliverydesk.cli.main import DONE, PROBLEMS
from deliverydesk.cli.within import opened
from deliverydesk.domain.wording import day_words, named
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from deliverydesk.analysis.planning.schedule_plain import Scheduled
    from deliverydesk.document.document import Document
    from deliverydesk.domain.portfolio import Portfolio

_TITLE = 44


def schedule(path: Path, options: argparse.Namespace) -> int:
    """Search, tell, and plan the dates where that is asked for."""
    from deliverydesk.analysis.planning.schedule_plain import plain, scheduled

    with opened(path, options.within, changes=options.apply) as document:
        portfolio = document.portfolio
        found = scheduled(portfolio, today(), options.seconds)
        told = plain(portfolio, found)
        told["applied"] = bool(options.apply) and _apply(document, found)
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
        yield from conflict_lines(portfolio, told["conflict"])
        return
    count = len(told["items"])
    yield trn(
        "Schedule of {n} deliverable from {start} on.",
        "Schedule of {n} deliverables from {start} on.",
        count,
        n=count,
        start=_day(told["inputs"]["first_week"]),
    )
    yield verdict(plan)
    yield ""
    for each in told["items"]:
        title = named(portfolio.deliverables[each["deliverable"]])
        title = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
        yield f"{title:{_TITLE}}  {change(each)}"
    if told["aside"]:
        yield ""
        yield from (aside(portfolio, each) for each in told["aside"])
    if otherwise := counted(told):
        yield ""
        yield otherwise
    if told["applied"]:
        yield ""
        yield tr("The dates are planned. One undo takes that back.")


def _day(words: str) -> str:
    return day_words(date.fromisoformat(words))
