"""`deliverydesk plan FILE --select`: the set of deliverables for a period, and why it is this one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deliverydesk.cli.main import DONE, PROBLEMS
from deliverydesk.cli.within import opened
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from deliverydesk.analysis.planning.selection_reasons import Reasoned
    from deliverydesk.charts.selection_words import Teller
    from deliverydesk.document.document import Document

_TITLE = 44


def select(path: Path, options: argparse.Namespace) -> int:
    """Choose, tell, and plan the dates where that is asked for."""
    from deliverydesk.analysis.planning.selection_of import selection_of
    from deliverydesk.analysis.planning.selection_plain import plain
    from deliverydesk.analysis.planning.selection_reasons import reasoned
    from deliverydesk.charts.selection_words import Teller

    with opened(path, options.within, changes=options.apply) as document:
        portfolio = document.portfolio
        asked = selection_of(portfolio, today(), weeks=options.weeks, periods=options.periods, budget=options.budget)
        found = reasoned(asked, options.seconds)
        applied = options.apply and found.choice.periods is not None and _apply(document, found)
    if options.json:
        print(json.dumps(plain(portfolio, found) | {"applied": applied}, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join(_lines(Teller(portfolio, asked), found, applied)))
    return DONE if found.choice.periods is not None else PROBLEMS


def _apply(document: Document, found: Reasoned) -> bool:
    from deliverydesk.actions.planning import take_on
    from deliverydesk.analysis.planning.selection_dates import dates_of

    dates = dates_of(document.portfolio, found.selection, found.choice.periods or (), today())
    return bool(dates) and document.apply(take_on(document.portfolio, dates)) is not None


def _lines(teller: Teller, found: Reasoned, applied: bool) -> Iterator[str]:
    yield teller.span()
    yield teller.basis()
    yield from teller.unreachable()
    yield ""
    if found.choice.periods is None:
        yield teller.conflict(found.conflict)
        return
    yield teller.verdict(found.choice)
    yield ""
    yield from _table(teller, found)
    yield ""
    yield from _reasons(teller, found)
    if applied:
        yield ""
        yield tr("The dates of what was chosen are planned. One undo takes that back.")


def _table(teller: Teller, found: Reasoned) -> Iterator[str]:
    yield _row(["", tr("Deliverable"), tr("Value"), tr("Turns at"), tr("Stays in")])
    periods, sure = found.choice.periods or (), found.robustness
    # What is chosen by period, then what is out; each by its value.
    for each in sorted(found.flips, key=lambda each: (not each.chosen, periods[each.item], -each.value)):
        title = teller.portfolio.deliverables[teller.selection.items[each.item]].title
        period = str(periods[each.item] + 1) if each.chosen else "–"
        turns = "" if each.flips_at is None else teller.amount(each.flips_at)
        share = "" if sure is None else tr("{percent} %", percent=round(sure.share[each.item] * 100))
        yield _row([period, title, teller.amount(each.value), turns, share])


def _row(cells: list[str]) -> str:
    period, title, *figures = cells
    title = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
    return f"{period:>3}  {title:{_TITLE}}  {'  '.join(f'{each:>14}' for each in figures)}".rstrip()


def _reasons(teller: Teller, found: Reasoned) -> Iterator[str]:
    if found.next_best is not None:
        yield teller.next_best(found.next_best)
    yield from map(teller.why_out, found.out)
    for worth in found.worth:
        if worth.gain is not None and worth.gain.found > 0:
            yield teller.more_people(worth)
    for said, prices in ((teller.pin_price, found.pins), (teller.guardrail_price, found.guardrails)):
        yield from (said(each) for each in prices if each.price is not None and each.price.found)
    if found.robustness is not None and found.robustness.regret:
        yield teller.regret(found.robustness)
    if first := teller.find_out_first(found):
        yield first
