"""The agenda and what came of decisions, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.chances import chances_short
from deliverydesk.analysis.evidence.words import verdict_words
from deliverydesk.analysis.reviewing.agenda import Why
from deliverydesk.analysis.reviewing.following import Aftermath, Cause, Happened, Revisit, aftermath, asks_again
from deliverydesk.analysis.reviewing.health import Condition
from deliverydesk.analysis.words import percent
from deliverydesk.domain.choices import choice_label, choice_words
from deliverydesk.domain.wording import day_words, figure
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliverydesk.analysis.reviewing.agenda import Attention
    from deliverydesk.analysis.reviewing.cadence import Cadence
    from deliverydesk.analysis.reviewing.health import ProductHealth
    from deliverydesk.domain.entities import AgendaItem, Decision
    from deliverydesk.domain.portfolio import Portfolio

HAPPENED = {
    Happened.NOTHING_EXPECTED: tr("nothing expected"),
    Happened.TOO_EARLY: tr("too early to tell"),
    Happened.NOT_MEASURED: tr("not measured"),
    Happened.REACHED: trc("expectation", "reached"),
    Happened.MISSED: trc("expectation", "missed"),
}
CANNOT_TELL = tr("cannot tell")
CONDITIONS = {
    Condition.WELL: tr("Does well"),
    Condition.ATTENTION: tr("Asks for attention"),
    Condition.WORSE: tr("Gets worse"),
    Condition.UNKNOWN: tr("Nobody can say"),
}
ROLES = {Happened.REACHED: "ok", Happened.MISSED: "bad", Happened.NOT_MEASURED: "warn"}
"""The theme's role of what happened; text2 for all others."""
_MOST_NAMED = 3


def why_words(portfolio: Portfolio, each: Attention) -> str:
    """Why a deliverable is on the agenda, each reason a phrase: "proposed to table; no progress for 41 days".

    Of what the review has decided on, what it decided.
    """
    if each.decided is not None:
        return tr("decided: {choice}", choice=choice_words(each.decided))
    proposed = (portfolio.agenda_items[one].proposal for one in each.proposals)
    told = [tr("proposed: {proposal}", proposal=choice_words(proposal)) for proposal in proposed]
    if Why.REVISIT in each.why:
        told += [revisit_words(portfolio, one) for one in each.revisits]
    if each.stall is not None:
        days = figure(each.stall.days)
        told.append(trn("no progress for {n} day", "no progress for {n} days", each.stall.days, n=days))
    return "; ".join(dict.fromkeys(told)) or tr("in flight")


def revisit_words(portfolio: Portfolio, each: Revisit) -> str:
    """Why a decision asks to be looked at again."""
    if each.cause is Cause.DAY:
        return tr("to be revisited since {day}", day=day_words(each.since))
    if each.cause is Cause.NUMBER:
        decision = portfolio.decisions[each.decision]
        outcome = portfolio.outcomes.get(decision.trigger_outcome) if decision.trigger_outcome is not None else None
        name = outcome.name if outcome is not None else tr("the outcome it watches")
        return tr("{outcome} reads {value}", outcome=name, value=figure(each.reading or 0.0))
    if each.cause is Cause.ASSUMPTION:
        text = portfolio.assumptions[each.assumption].text if each.assumption is not None else ""
        return tr("assumption to be checked: {text}", text=text)
    return tr("its effect was expected by {day}", day=day_words(each.since))


def came_words(portfolio: Portfolio, each: Revisit, today: date) -> str:
    """Why a decision asks to be looked at again; of an effect that was expected, what was expected and what came."""
    if each.cause is not Cause.EXPECTATION:
        return revisit_words(portfolio, each)
    decision = portfolio.decisions[each.decision]
    found = aftermath(portfolio, decision, today)
    if found.happened is Happened.NOTHING_EXPECTED:
        return revisit_words(portfolio, each)
    came = aftermath_words(portfolio, decision, found)
    return tr("expected {what}; {came}", what=expected_words(portfolio, decision), came=came)


def cadence_words(each: Cadence) -> str:
    """When a review is due: "overdue by 12 days", "due on 1 Sep 2026", "never reviewed", "under way"."""
    if each.open is not None:
        return tr("under way")
    if each.due is None:
        return tr("never reviewed")
    if each.overdue_days:
        days = figure(each.overdue_days)
        return trn("overdue by {n} day", "overdue by {n} days", each.overdue_days, n=days)
    if each.is_due:
        return tr("due today")
    return tr("due on {day}", day=day_words(each.due))


def health_rows(portfolio: Portfolio, health: ProductHealth) -> list[tuple[str, str]]:
    """What the health of a product rests on: captions, each with a phrase."""
    verdicts = [
        tr("{n} {verdict}", n=figure(count), verdict=verdict_words(each)) for each, count in health.verdicts.items()
    ]
    work = [
        trn("{n} open item", "{n} open items", health.open, n=figure(health.open)),
        tr("{n} in flight", n=figure(health.in_flight)),
    ]
    if health.late:
        work.append(tr("late: {items}", items=_titles(portfolio, health.late)))
    if health.stalled:
        work.append(tr("stalled: {items}", items=_titles(portfolio, health.stalled)))
    planned = tr("not known") if health.upkeep_planned is None else percent(round(health.upkeep_planned, 2))
    floor = percent(health.upkeep_floor)
    upkeep = tr("{planned} of its open work; at least {floor} is kept free", planned=planned, floor=floor)
    review = tr("retired: none is due") if health.cadence is None else cadence_words(health.cadence)
    return [
        (tr("Outcomes"), ", ".join(verdicts) or tr("none is measured")),
        (tr("Work"), ", ".join(work)),
        (tr("Upkeep"), upkeep),
        (tr("Review"), review),
    ]


def _titles(portfolio: Portfolio, items: Sequence[int]) -> str:
    names = ", ".join(portfolio.deliverables[each].title for each in items[:_MOST_NAMED])
    more = len(items) - _MOST_NAMED
    return names if more <= 0 else tr("{names} and {n} more", names=names, n=figure(more))


def reach_words(each: Attention) -> str:
    """The chance that its outcome is reached, short."""
    return CANNOT_TELL if each.reach is None else chances_short(each.reach)


def subject_words(portfolio: Portfolio, decision: Decision) -> str:
    """What a decision is about."""
    if decision.deliverable is not None and decision.deliverable in portfolio.deliverables:
        return portfolio.deliverables[decision.deliverable].title
    if decision.product is not None and decision.product in portfolio.products:
        return portfolio.products[decision.product].name
    return tr("something that is gone")


def expected_words(portfolio: Portfolio, decision: Decision) -> str:
    """What was expected: "Renewal rate 81 % by 30 Jun 2026"; empty where nothing was."""
    outcome = portfolio.outcomes.get(decision.outcome) if decision.outcome is not None else None
    if decision.expected_value is None or outcome is None:
        return decision.expected
    told = {"outcome": outcome.name, "value": _with_unit(decision.expected_value, outcome.unit)}
    if decision.expected_by is None:
        return tr("{outcome} {value}", **told)
    return tr("{outcome} {value} by {day}", day=day_words(decision.expected_by), **told)


def aftermath_words(portfolio: Portfolio, decision: Decision, found: Aftermath) -> str:
    """Expected against happened: "reached: 84 % on 3 Jul 2026"."""
    words = HAPPENED[found.happened]
    if found.read is None or found.read_on is None or decision.outcome is None:
        return words
    unit = portfolio.outcomes[decision.outcome].unit
    return tr("{how}: {value} on {day}", how=words, value=_with_unit(found.read, unit), day=day_words(found.read_on))


def decision_line(portfolio: Portfolio, decision: Decision) -> str:
    """A decision in a line: "Table: Chat bot. The outcome did not move"."""
    told = {"choice": choice_label(decision.choice), "what": subject_words(portfolio, decision)}
    if not decision.reason:
        return tr("{choice}: {what}", **told)
    return tr("{choice}: {what}. {reason}", reason=decision.reason, **told)


def before_words(portfolio: Portfolio, decision: Decision, today: date) -> str:
    """What was decided before, what was expected of it and what came: "Decided before: Continue on 1 Jun 2026. …"."""
    found = aftermath(portfolio, decision, today)
    parts = [tr("{choice} on {day}", choice=choice_label(decision.choice), day=day_words(decision.date))]
    if found.happened is not Happened.NOTHING_EXPECTED:
        what, came = expected_words(portfolio, decision), aftermath_words(portfolio, decision, found)
        parts.append(tr("Expected: {what}; {came}", what=what, came=came))
    elif decision.expected:
        parts.append(tr("Expected: {what}", what=decision.expected))
    if decision.resolved is not None:
        parts.append(decision.result)
    again = [each for each in asks_again(portfolio, decision, today) if each.cause is not Cause.EXPECTATION]
    parts += [tr("Look again: {why}", why=revisit_words(portfolio, each)) for each in again]
    return tr("Decided before: {what}", what=". ".join(part.rstrip(".") for part in parts) + ".")


def proposal_words(each: AgendaItem) -> str:
    """A proposal with its reason: "Proposed on 3 Aug 2026: table. It moves nothing"."""
    what = choice_words(each.proposal)
    if each.until is not None:
        what = tr("{proposal} until {day}", proposal=what, day=day_words(each.until))
    said = tr("Proposed on {day}: {proposal}.", day=day_words(each.raised), proposal=what)
    return f"{said} {each.reason}" if each.reason else said


def _with_unit(value: float, unit: str) -> str:
    return f"{figure(value)} {unit}" if unit else figure(value)
