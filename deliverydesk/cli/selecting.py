"""`deliverydesk plan FILE --select`: the set of deliverables for a period, and why it is this one."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliverydesk.cli.main import DONE, PROBLEMS
from deliverydesk.document.document import Document
from deliverydesk.domain.formats import Formats, use
from deliverydesk.domain.wording import day_words, figure, named
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from deliverydesk.analysis.planning.selection_of import Selection
    from deliverydesk.analysis.planning.selection_plain import Reasoned
    from deliverydesk.domain.portfolio import Portfolio

_TITLE = 44


def select(path: Path, options: argparse.Namespace) -> int:
    """Choose, tell, and plan the dates where that is asked for."""
    document = Document.open(path, read_only=not options.apply)
    try:
        portfolio = document.portfolio
        use(Formats.of(portfolio.settings))
        from deliverydesk.analysis.planning.selection_of import selection_of
        from deliverydesk.analysis.planning.selection_plain import plain, reasoned

        with _quiet_solver():
            asked = selection_of(
                portfolio, today(), weeks=options.weeks, periods=options.periods, budget=options.budget
            )
            found = reasoned(portfolio, asked, options.seconds)
        told = plain(portfolio, found)
        told["applied"] = options.apply and found.choice.periods is not None and _apply(document, found)
    finally:
        document.close()
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join(_lines(_Told(portfolio, found, told))))
    return DONE if found.choice.periods is not None else PROBLEMS


def _apply(document: Document, found: Reasoned) -> bool:
    from deliverydesk.actions.planning import take_on

    selection, periods = found.selection, found.choice.periods or ()
    spans = {
        selection.items[item]: (max(selection.start_of(period), today()), selection.end_of(period))
        for item, period in enumerate(periods)
        if period >= 0
    }
    return bool(spans) and document.apply(take_on(document.portfolio, spans)) is not None


@contextmanager
def _quiet_solver() -> Iterator[None]:
    """What the solver prints to the process's own output is no part of the answer."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


@dataclass(frozen=True)
class _Told:
    portfolio: Portfolio
    found: Reasoned
    plain: dict[str, Any]

    @property
    def selection(self) -> Selection:
        return self.found.selection

    def title(self, deliverable: int) -> str:
        return named(self.portfolio.deliverables[deliverable])

    def titles(self, deliverables: list[int]) -> str:
        return ", ".join(self.title(each) for each in deliverables)

    def worth(self, value: float) -> str:
        """A value with its unit, in whole figures: it is no more exact than that."""
        money = self.plain["inputs"]["measure"] == "cost_of_delay"
        return f"{self.portfolio.settings.currency} {figure(round(value))}" if money else figure(round(value, 1))


def _lines(told: _Told) -> Iterator[str]:
    selection = told.selection
    yield tr(
        "Selection for {start} to {end}.",
        start=day_words(selection.first),
        end=day_words(selection.end_of(selection.problem.periods - 1)),
    )
    if selection.measure.value == "cost_of_delay":
        yield tr(
            "Values are cost of delay from a period’s end until week {n}, times the chance that the outcome moves.",
            n=selection.horizon,
        )
    else:
        model = selection.model.value.upper()
        yield tr("Values are those of the score {model}, times the chance that the outcome moves.", model=model)
    yield ""
    if told.found.choice.periods is None:
        yield from _conflict(told)
        return
    yield _verdict(told)
    yield ""
    yield from _table(told)
    yield ""
    yield from _reasons(told)
    if told.plain["applied"]:
        yield ""
        yield tr("The dates of what was chosen are planned. One undo takes that back.")


def _verdict(told: _Told) -> str:
    plan = told.plain["plan"]
    if plan["proved"]:
        return tr("Expected value {value}. Proved: no other set is worth more.", value=told.worth(plan["value"]))
    return tr(
        "Expected value {value}. No set is worth more than {bound}, so at most {gap} % is missing.",
        value=told.worth(plan["value"]),
        bound=told.worth(plan["bound"]),
        gap=figure(round(plan["gap"] * 100, 2)),
    )


def _table(told: _Told) -> Iterator[str]:
    head = ["", tr("Deliverable"), tr("Value"), tr("Turns at"), tr("Stays in")]
    yield _row(head)
    for each in sorted(told.plain["items"], key=_as_listed):
        period = "–" if each["period"] is None else str(each["period"] + 1)
        turns = "" if each["flips_at"] is None else told.worth(each["flips_at"])
        share = tr("{percent} %", percent=round(each["share_of_draws"] * 100))
        yield _row([period, each["title"], told.worth(each["expected_value"]), turns, share])


def _as_listed(each: dict[str, Any]) -> tuple[bool, int, float]:
    """What is chosen by period, then what is out; each by its value."""
    return each["period"] is None, each["period"] or 0, -each["expected_value"]


def _row(cells: list[str]) -> str:
    period, title, *figures = cells
    title = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
    return f"{period:>3}  {title:{_TITLE}}  {'  '.join(f'{each:>14}' for each in figures)}".rstrip()


def _reasons(told: _Told) -> Iterator[str]:
    other = told.plain["next_best"]
    if other is not None:
        yield tr("The next best set is worth {less} less.", less=told.worth(other["difference"]))
    for each in told.plain["items"]:
        if each["period"] is None:
            yield _why_out(told, each)
    for each in told.plain["worth_of_people"]:
        if each["difference"] and each["difference"] > 0:
            yield tr(
                "{people} more in {team} would add {value}.",
                people=figure(each["people"]),
                team=named(told.portfolio.teams[each["team"]]),
                value=told.worth(each["difference"]),
            )
    for each in told.plain["musts"]:
        if each["difference"]:
            yield tr(
                "That {item} must be done costs {value}.",
                item=told.title(each["deliverable"]),
                value=told.worth(each["difference"]),
            )
    for each in told.plain["guardrails"]:
        if each["difference"]:
            rail = told.portfolio.guardrails[each["guardrail"]]
            yield tr("The guardrail on {what} costs {value}.", what=rail.value, value=told.worth(each["difference"]))
    if told.plain["regret"]:
        yield tr(
            "If the values are off by up to a factor of 2, this set falls short of the best by {value} on average.",
            value=told.worth(told.plain["regret"]),
        )
    if told.plain["improve_first"]:
        first = told.plain["improve_first"][0]
        yield tr("The value to find out first is that of {item}.", item=told.title(first["deliverable"]))


def _why_out(told: _Told, each: dict[str, Any]) -> str:
    item = told.title(each["deliverable"])
    if each["flips_at"] is None:
        return tr("{item} does not fit, whatever it is worth.", item=item)
    if each["leaves"]:
        return tr(
            "{item} is out: {others} would have to leave for it. It comes in at {value}.",
            item=item,
            others=told.titles(each["leaves"]),
            value=told.worth(each["flips_at"]),
        )
    return tr("{item} is out. It comes in at {value}.", item=item, value=told.worth(each["flips_at"]))


def _conflict(told: _Told) -> Iterator[str]:
    conditions = told.plain["conflict"]
    if not conditions:
        yield tr("No set was found that keeps all conditions. Give it more seconds.")
        return
    yield tr("No set keeps all conditions. These cannot hold together:")
    for each in conditions:
        yield f"  {_condition(told, each)}"
    yield tr("Take one of them back, or give it more room.")


def _condition(told: _Told, each: dict[str, Any]) -> str:
    items = [told.title(one) for one in each.get("deliverables", [])]
    portfolio = told.portfolio
    match each["code"]:
        case "capacity":
            team = named(portfolio.teams[each["team"]])
            start = day_words(told.selection.start_of(each["period"]))
            return tr("{team} has only so much capacity in the period from {start}.", team=team, start=start)
        case "budget":
            return tr("There is a budget.")
        case "requires":
            return tr("{item} waits for {other}.", item=items[0], other=items[1])
        case "exclusive":
            return tr("Only one of the group “{group}” can be chosen.", group=each["group"])
        case "must":
            return tr("{item} must be done.", item=items[0])
        case "period":
            return tr("{item} can be done in some periods only.", item=items[0])
        case "low":
            what = portfolio.guardrails[each["guardrail"]].value
            return tr("The guardrail on {what} has a least share.", what=what)
        case "high":
            what = portfolio.guardrails[each["guardrail"]].value
            return tr("The guardrail on {what} has a greatest share.", what=what)
        case "cycle":
            return tr("{items} wait for each other in a circle.", items=", ".join(items))
        case _:
            return tr("{item} is left out.", item=items[0])
