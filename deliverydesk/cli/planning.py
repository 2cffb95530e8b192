"""`deliverydesk plan FILE`: what to take on and when, with the reasons; changes nothing unless asked to."""

from __future__ import annotations

import argparse
from pathlib import Path

from deliverydesk.cli.main import WrongUse, existing, parser_for
from deliverydesk.cli.within import add_within
from deliverydesk.support.language import tr

_WORDS = tr(
    """Say which deliverables are worth most for what the teams can give, or when each of them is done within it.

Candidates are work in flight and vetted work, for a schedule also what has dates. What was spent before does not
count; what is flat or missed counts for less. A schedule keeps dependencies, earliest starts and pins, goes by the
order of the list and moves little. Nothing is called best unless it is proved. Nothing is changed without --apply,
which is one step to undo."""
)
_MOST_SECONDS = 600.0
_MOST_WEEKS, _MOST_PERIODS = 104, 12


def plan(given: list[str]) -> int:
    """The command."""
    parser = parser_for("plan", _WORDS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--select", action="store_true", help=tr("choose the deliverables for a period or several"))
    parser.add_argument("--schedule", action="store_true", help=tr("find dates for the deliverables"))
    parser.add_argument("--seconds", metavar="S", type=_seconds, default=5.0, help=tr("how long to look; usually 5"))
    parser.add_argument("--weeks", metavar="N", type=_weeks, default=13, help=tr("weeks of a period; usually 13"))
    parser.add_argument("--periods", metavar="N", type=_periods, default=1, help=tr("how many periods; usually 1"))
    parser.add_argument("--budget", metavar="MONEY", type=_budget, help=tr("money for all periods together"))
    parser.add_argument("--json", action="store_true", help=tr("as JSON, with inputs, bound, gap and reasons"))
    parser.add_argument("--apply", action="store_true", help=tr("plan the dates; one step to undo"))
    add_within(parser)
    options = parser.parse_args(given)
    path = existing(options.file)
    if options.select == options.schedule:
        raise WrongUse(tr("Say what to plan: --select chooses deliverables for a period, or --schedule finds dates."))
    if options.schedule:
        from deliverydesk.cli.scheduling import schedule

        return schedule(path, options)
    from deliverydesk.cli.selecting import select

    return select(path, options)


def _seconds(words: str) -> float:
    return _number(words, 0.0, _MOST_SECONDS)


def _budget(words: str) -> float:
    return _number(words, 0.0, 1e15)


def _weeks(words: str) -> int:
    return _whole(words, _MOST_WEEKS)


def _periods(words: str) -> int:
    return _whole(words, _MOST_PERIODS)


def _whole(words: str, most: int) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < 9 and 1 <= int(words) <= most):
        raise argparse.ArgumentTypeError(
            tr("“{words}” is not a whole number from {least} to {most}.", words=words[:40], least=1, most=most)
        )
    return int(words)


def _number(words: str, least: float, most: float) -> float:
    try:
        number = float(words)
    except ValueError:
        number = -1.0
    if not least <= number <= most:  # which no NaN is
        ends = {"least": f"{least:g}", "most": f"{most:g}"}
        raise argparse.ArgumentTypeError(
            tr("“{words}” is not a number from {least} to {most}.", words=words[:40], **ends)
        )
    return number
