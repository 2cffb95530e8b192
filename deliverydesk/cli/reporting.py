"""`deliverydesk report FILE --json`: one list per entity, each with its computed figures."""

from __future__ import annotations

import json
from pathlib import Path

from deliverydesk.cli.main import DONE, WrongUse, existing, parser_for
from deliverydesk.cli.within import add_within, opened
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr


def report(given: list[str]) -> int:
    """The command."""
    parser = parser_for("report", tr("Print everything in a portfolio with its computed figures. Changes nothing."))
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help=tr("as JSON: one list per entity, named in the plural"))
    parser.add_argument(
        "--on", metavar="DATE", help=tr("as it stood at the end of a day, such as 2026-08-19, or at a checkpoint")
    )
    add_within(parser)
    options = parser.parse_args(given)
    if options.within is not None and options.on is not None:
        raise WrongUse(tr("A what-if is laid over the plan of today: --in goes without --on."))
    with opened(existing(options.file), options.within) as document:
        portfolio, moves, day = document.portfolio, document.moves(), today()
        if options.on is not None:
            rewind = document.rewind()
            portfolio, _, moves = rewind.at(options.on)
            day = rewind.day_of(options.on)
        progressed = {each: last for each, last in document.progressed().items() if last <= day}
    from deliverydesk.analysis import report as figures

    found = figures.report(portfolio, day, moves, progressed)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))
        return DONE
    for name, entities in found.items():
        if isinstance(entities, list):
            print(f"{name}: {len(entities)}")
    return DONE
