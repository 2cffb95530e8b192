"""`deliverydesk forecast FILE`: when open work is done and which milestones are met, never as one date alone."""

from __future__ import annotations

import argparse
import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliverydesk.cli.main import DONE, existing, parser_for
from deliverydesk.cli.within import add_within, opened
from deliverydesk.domain.formats import formats
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORDS = tr(
    """Say when open work is done, which milestones are met, how far down your order work is done by a day, and how
much of it by then judging by what was done in each recent week. Changes nothing; equal arguments give equal figures.

No date stands alone: half of all work is done by its P50, 85 of 100 by its P85, about 9 of 10 by its P95. What cannot
be forecast says why. “deliverydesk edit FILE” keeps what is forecast: {"action": "keep_forecasts"}."""
)
_AHEAD = timedelta(weeks=13)
_MOST_PATHS = 100_000
_MOST_SEED = 2**63 - 1
_TITLE = 44


def forecast(given: list[str]) -> int:
    """The command."""
    parser = parser_for("forecast", _WORDS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help=tr("as JSON, with inputs, assumptions and reason codes"))
    parser.add_argument("--seed", metavar="N", type=_seed, default=1, help=tr("another draw of the runs; usually 1"))
    parser.add_argument(
        "--paths", metavar="N", type=_paths, default=10_000, help=tr("how many runs are simulated; usually 10,000")
    )
    parser.add_argument(
        "--by",
        metavar="DATE",
        type=_day,
        help=tr("the day of the cut line, as 2027-03-31; 13 weeks from today where none is given"),
    )
    add_within(parser)
    options = parser.parse_args(given)
    with opened(existing(options.file), options.within) as document:
        portfolio, moves = document.portfolio, document.moves()
    from deliverydesk.analysis.flow.history import history_of
    from deliverydesk.analysis.flow.scope import Scope
    from deliverydesk.analysis.forecast.burnup import burn_up
    from deliverydesk.analysis.forecast.plain import plain_forecast
    from deliverydesk.analysis.forecast.portfolio import forecast_of

    made = forecast_of(portfolio, today(), seed=options.seed, paths=options.paths)
    history = history_of(portfolio, today(), moves)
    burnup = burn_up(portfolio, history, Scope(), seed=options.seed, paths=options.paths)
    found = plain_forecast(portfolio, made, burnup, options.by or today() + _AHEAD)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join(_lines(found)))
    return DONE


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield tr(
        "Forecast of {day}, {paths} runs, seed {seed}.",
        day=_written(found["today"]),
        paths=figure(found["inputs"]["paths"]),
        seed=found["inputs"]["seed"],
    )
    if found["items"]:
        yield ""
        yield from _table(found["items"])
        yield ""
        yield found["cut_line"]["words"]
    if found["milestones"]:
        yield ""
        yield tr("Milestones:")
        for each in found["milestones"]:
            yield f"  {each['name']}: {each['words']}"
    throughput = found["throughput"]
    yield ""
    yield tr("All {n} open, by what was done in each recent week:", n=figure(throughput["open"]))
    told = [throughput["words"]]
    if throughput["reason"] is None:
        told.append(throughput["done_by"]["words"])
        told.append(throughput["basis"])
        if throughput["stability"]:
            told.append(throughput["stability"]["words"])
    yield from (f"  {each}" for each in told)
    yield ""
    yield tr("This takes for granted:")
    for each in found["assumptions"]:
        yield f"  {each['words']}"


def _table(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    from deliverydesk.analysis.forecast.words import chance_figure

    head = ["", tr("Deliverable"), "P50", "P85", "P95", tr("Due"), tr("Chance")]
    yield _row(head)
    for each in items:
        title = each["title"] if len(each["title"]) <= _TITLE else each["title"][: _TITLE - 1] + "…"
        if each["p95"] is None:
            yield f"{each['rank']:>4}  {title:{_TITLE}}  {each['words']}"
            continue
        chance = "" if each["chance_by_due"] is None else chance_figure(each["chance_by_due"])
        days = [_written(each[name]) for name in ("p50", "p85", "p95", "due")]
        yield _row([str(each["rank"]), title, *days, chance])


def _row(cells: list[str]) -> str:
    rank, title, *days, chance = cells
    return f"{rank:>4}  {title:{_TITLE}}  {'  '.join(f'{each:>12}' for each in days)}  {chance:>10}".rstrip()


def _written(day: str | None) -> str:
    return "" if day is None else formats().day(date.fromisoformat(day))


def _seed(words: str) -> int:
    return _whole(words, 0, _MOST_SEED)


def _paths(words: str) -> int:
    return _whole(words, 100, _MOST_PATHS)


def _whole(words: str, least: int, most: int) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < 20 and least <= int(words) <= most):
        raise argparse.ArgumentTypeError(
            tr("“{words}” is not a whole number from {least} to {most}.", words=words[:40], least=least, most=most)
        )
    return int(words)


def _day(words: str) -> date:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        day = None
    if day is None or len(words) != 10:
        raise argparse.ArgumentTypeError(tr("“{words}” is not a day such as 2027-03-31.", words=words[:40]))
    if day < today():
        raise argparse.ArgumentTypeError(tr("{day} is over. Name a day to come.", day=words))
    return day
