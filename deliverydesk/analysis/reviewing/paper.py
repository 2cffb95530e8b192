"""All that is kept of a decision, as text to read: made by rules from what was written down."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk.actions.refilling import BEGAN
from deliverydesk.analysis.chances import chances
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.evidence.words import verdict_words
from deliverydesk.analysis.reviewing.following import Happened, aftermath, asks_again
from deliverydesk.analysis.reviewing.words import aftermath_words, expected_words, revisit_words, subject_words
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.wording import day_words, figure
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from deliverydesk.domain.entities import Assumption, Decision
    from deliverydesk.domain.portfolio import Portfolio

_HELD = {True: tr("it held"), False: tr("it did not hold"), None: tr("not judged yet")}


def paper(portfolio: Portfolio, decision: Decision, today: date) -> str:
    """One decision as Markdown: what was decided, why, on what evidence, and what came of it."""
    parts = [f"# {_plain(subject_words(portfolio, decision))}", _head(portfolio, decision)]
    for caption, lines in (
        (tr("Question"), [decision.question]),
        (tr("Options"), decision.options.splitlines()),
        (tr("Reason"), [decision.reason]),
        (tr("Expected against happened"), _expected(portfolio, decision, today)),
        (tr("Look again"), _again(portfolio, decision, today)),
        (tr("Taken for granted"), map(_assumption, portfolio.assumptions.by("decision", decision.id))),
        (tr("Set free"), _freed(portfolio, decision)),
        (tr("Evidence on that day"), evidence_lines(portfolio, decision)),
    ):
        told = [_plain(line) for line in lines if line.strip()]
        if told:
            parts += [f"## {caption}", told[0] if len(told) == 1 else "\n".join(f"- {line}" for line in told)]
    return "\n\n".join(parts) + "\n"


def papers(portfolio: Portfolio, decisions: Iterable[Decision], title: str, today: date) -> str:
    """Many decisions as one document."""
    told = [paper(portfolio, each, today).replace("\n## ", "\n### ").replace("# ", "## ", 1) for each in decisions]
    return "\n".join([f"# {_plain(title)}\n", *told])


def searched(portfolio: Portfolio, decision: Decision) -> str:
    """All words of a decision, to be searched through."""
    product = decision.product
    if product is None and decision.deliverable is not None and decision.deliverable in portfolio.deliverables:
        product = portfolio.deliverables[decision.deliverable].product
    name = portfolio.products[product].name if product is not None and product in portfolio.products else ""
    review = portfolio.reviews.get(decision.review)
    told = [decision.question, decision.options, decision.reason, decision.expected, decision.result, decision.author]
    told += [name, "" if review is None else review.name]
    told += [each.text for each in portfolio.assumptions.by("decision", decision.id)]
    return "\n".join(told)


def evidence_lines(portfolio: Portfolio, decision: Decision) -> list[str]:
    """The figures that were frozen with a decision, each a phrase; those that nobody knew are left out."""
    kept: Mapping[str, Any] = json.loads(decision.evidence)
    return [said for name, say in _EVIDENCE.items() if (said := _said(say, portfolio, kept, name))]


def _said(say: Callable[[Portfolio, Any], str], portfolio: Portfolio, kept: Mapping[str, Any], name: str) -> str:
    value = kept.get(name)
    return "" if value is None else say(portfolio, value)


def _head(portfolio: Portfolio, decision: Decision) -> str:
    told = [f"**{choice_label(decision.choice)}**", day_words(decision.date)]
    if decision.author:
        told.append(_plain(decision.author))
    if (review := portfolio.reviews.get(decision.review)) is not None:
        told.append(tr("in the review “{review}”", review=_plain(review.name)))
    return ", ".join(told)


def _expected(portfolio: Portfolio, decision: Decision, today: date) -> list[str]:
    found, lines = aftermath(portfolio, decision, today), []
    if expected := expected_words(portfolio, decision):
        lines.append(tr("Expected: {what}", what=expected))
    if found.happened is not Happened.NOTHING_EXPECTED:
        if decision.expected:
            lines.append(decision.expected)
        lines.append(tr("Read: {what}", what=aftermath_words(portfolio, decision, found)))
    if decision.resolved is not None:
        lines.append(tr("Said on {day}: {what}", day=day_words(decision.resolved), what=decision.result))
    return lines


def _again(portfolio: Portfolio, decision: Decision, today: date) -> list[str]:
    lines = []
    if decision.revisit is not None:
        lines.append(tr("on {day}", day=day_words(decision.revisit)))
    outcome = portfolio.outcomes.get(decision.trigger_outcome)
    if outcome is not None and decision.trigger_above is not None:
        lines.append(
            tr("once “{outcome}” reads above {value}", outcome=outcome.name, value=figure(decision.trigger_above))
        )
    if outcome is not None and decision.trigger_below is not None:
        lines.append(
            tr("once “{outcome}” reads below {value}", outcome=outcome.name, value=figure(decision.trigger_below))
        )
    due = [revisit_words(portfolio, each) for each in asks_again(portfolio, decision, today)]
    return lines + [tr("It asks for it now: {why}", why="; ".join(due))] * bool(due)


def _assumption(each: Assumption) -> str:
    if each.expires is None or each.held is not None:
        return tr("{assumption}: {held}", assumption=each.text, held=_HELD[each.held])
    return tr(
        "{assumption}: {held}, valid until {day}", assumption=each.text, held=_HELD[None], day=day_words(each.expires)
    )


def _freed(portfolio: Portfolio, decision: Decision) -> list[str]:
    lines = []
    if decision.freed:
        lines.append(tr("{effort} person-weeks", effort=figure(round(decision.freed, 1))))
    if decision.recovered is not None:
        money, currency = figure(round(decision.recovered)), portfolio.settings.currency
        lines.append(tr("{money} {currency} recovered", money=money, currency=currency))
    return lines


def _outcome(portfolio: Portfolio, outcome: int) -> str:
    held = portfolio.outcomes.get(outcome)
    return "" if held is None else tr("of “{outcome}”", outcome=held.name)


def _verdict(_portfolio: Portfolio, name: str) -> str:
    known = Verdict.__members__.get(name.upper())
    return "" if known is None else tr("its readings: {verdict}", verdict=verdict_words(known))


def _money(template: Callable[[str, str], str]) -> Callable[[Portfolio, Any], str]:
    return lambda portfolio, value: template(figure(round(value)), portfolio.settings.currency)


def _began(portfolio: Portfolio, deliverables: list[int]) -> str:
    items = portfolio.deliverables
    return tr("began instead: {items}", items=", ".join(items[each].title for each in deliverables if each in items))


_EVIDENCE: Mapping[str, Callable[[Portfolio, Any], str]] = {
    "on_time": lambda _p, value: tr("done in time: {chance}", chance=chances(value)),
    "outcome": _outcome,
    "verdict": _verdict,
    "readings": lambda _p, value: tr("readings: {n}", n=figure(value)),
    "n": lambda _p, value: tr("readings: {n}", n=figure(value)),
    "reach": lambda _p, value: tr("target reached: {chance}", chance=chances(value)),
    "chance": lambda _p, value: tr("target reached: {chance}", chance=chances(value)),
    "remaining": lambda _p, value: tr("to come: {effort} person-weeks", effort=figure(round(value, 1))),
    "effort_to_come": lambda _p, value: tr("to come: {effort} person-weeks", effort=figure(round(value, 1))),
    "cost_to_come": _money(
        lambda money, currency: tr("cost to come: {money} {currency}", money=money, currency=currency)
    ),
    "value_to_come": _money(
        lambda money, currency: tr("value to come: {money} {currency}", money=money, currency=currency)
    ),
    BEGAN: _began,
    "signs_of_a_zombie": lambda _p, value: tr("signs of a zombie: {n}", n=figure(value)),
}


def _plain(words: str) -> str:
    """On one line: a list or a heading of Markdown would end at a break."""
    return " ".join(words.split())
