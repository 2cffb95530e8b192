"""The minutes of a review as text: made by rules from what was written down, and never from anything else."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.analysis.reviewing.following import aftermath
from deliverydesk.analysis.reviewing.words import aftermath_words, decision_line, expected_words
from deliverydesk.analysis.words import percent
from deliverydesk.domain.wording import day_words, figure
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.entities import Decision, FollowUp, Review, ReviewEntry
    from deliverydesk.domain.portfolio import Portfolio


_TOLD = 0.005
"""A load that changes by less is not told."""


def minutes(portfolio: Portfolio, review: int, today: date) -> str:
    """The minutes as Markdown: head, what was said of each thing, decisions, follow-ups, when it is looked at again.

    Raises KeyError.
    """
    held = portfolio.reviews[review]
    parts = [f"# {_plain(held.name)}", _head(portfolio, review)]
    if held.notes:
        parts.append(_plain(held.notes))
    entries = portfolio.review_entries.by("review", review)
    if entries:
        parts.append("## " + tr("What was said"))
        parts += [_entry(portfolio, entry) for entry in entries]
    decisions = decisions_of(portfolio, review)
    parts.append("## " + tr("Decisions"))
    parts.append(_listed(_decision(portfolio, each, today) for each in decisions) or tr("Nothing was decided."))
    if decisions:
        parts.append(totals_words(portfolio, decisions))
        parts += _loads(portfolio, held)
    parts.append("## " + tr("Follow-ups"))
    parts.append(_listed(follow_up_line(each) for each in follow_ups_of(portfolio, review)) or tr("None."))
    if held.next_date is not None:
        parts.append(tr("The next review is on {day}.", day=day_words(held.next_date)))
    return "\n\n".join(parts) + "\n"


def decisions_of(portfolio: Portfolio, review: int) -> list[Decision]:
    """What a review decided, in the order in which it was."""
    return sorted(portfolio.decisions.by("review", review), key=lambda each: (each.date, each.id))


def follow_ups_of(portfolio: Portfolio, review: int) -> list[FollowUp]:
    """What was taken on in a review or by its decisions."""
    of_decisions = {each.id for each in portfolio.decisions.by("review", review)}
    return [each for each in portfolio.follow_ups if each.review == review or each.decision in of_decisions]


def totals_words(portfolio: Portfolio, decisions: Iterable[Decision]) -> str:
    """What decisions come to."""
    taken = list(decisions)
    freed, recovered = sum(each.freed or 0.0 for each in taken), sum(each.recovered or 0.0 for each in taken)
    return totals_line(portfolio, len(taken), freed, recovered)


def totals_line(portfolio: Portfolio, decisions: int, freed: float, recovered: float) -> str:
    """Like "Decisions: 3. Person-weeks freed: 12.5. Money recovered: 40,000 €."."""
    return tr(
        "Decisions: {n}. Person-weeks freed: {freed}. Money recovered: {money} {currency}.",
        n=figure(decisions),
        freed=figure(round(freed, 1)),
        money=figure(round(recovered)),
        currency=portfolio.settings.currency,
    )


def follow_up_line(each: FollowUp) -> str:
    """Like "Ask the legal team (Ada, by 3 Sep 2026), done"."""
    told = each.text
    who = ", ".join(filter(None, (each.owner, tr("by {day}", day=day_words(each.due)) if each.due else "")))
    told = tr("{what} ({who})", what=told, who=who) if who else told
    return tr("{what}, done", what=told) if each.done is not None else told


def _head(portfolio: Portfolio, review: int) -> str:
    held = portfolio.reviews[review]
    about = portfolio.products[held.product].name if held.product is not None else tr("The whole portfolio")
    lines = [tr("{about}, {day}", about=about, day=day_words(held.date))]
    if held.attendees:
        lines.append(tr("Present: {people}", people=_plain(held.attendees)))
    if held.closed is None:
        lines.append(tr("The review is still open."))
    return "  \n".join(lines)


def _entry(portfolio: Portfolio, entry: ReviewEntry) -> str:
    if entry.deliverable is not None and entry.deliverable in portfolio.deliverables:
        name = portfolio.deliverables[entry.deliverable].title
    elif entry.product is not None and entry.product in portfolio.products:
        name = portfolio.products[entry.product].name
    else:
        name = tr("something that is gone")
    lenses = (
        (tr("Outcome"), entry.outcome),
        (tr("Customers"), entry.customers),
        (tr("Market"), entry.market),
    )
    said = _listed(tr("{lens}: {words}", lens=lens, words=words) for lens, words in lenses if words)
    return f"### {_plain(name)}\n\n{said}"


def _decision(portfolio: Portfolio, decision: Decision, today: date) -> str:
    told = [decision_line(portfolio, decision)]
    expected = expected_words(portfolio, decision)
    if expected:
        told.append(tr("Expected: {what}", what=expected))
        told.append(aftermath_words(portfolio, decision, aftermath(portfolio, decision, today)))
    if decision.revisit is not None:
        told.append(tr("To be revisited on {day}", day=day_words(decision.revisit)))
    return ". ".join(part.rstrip(".") for part in told) + "."


def _loads(portfolio: Portfolio, held: Review) -> list[str]:
    """How the decisions left the teams that they touch, as it was kept when the review was closed."""
    kept = json.loads(held.snapshot)
    changes = [
        tr(
            "{team} {before} → {after}",
            team=portfolio.teams[each["team"]].name,
            before=percent(round(each["before"], 2)),
            after=percent(round(each["after"], 2)),
        )
        for each in kept.get("loads", ())
        if each["team"] in portfolio.teams and abs(each["after"] - each["before"]) >= _TOLD
    ]
    if not changes:
        return []
    first, last = (day_words(date.fromisoformat(each)) for each in kept["weeks"])
    return [tr("Load, weeks from {first} to {last}: {changes}.", first=first, last=last, changes="; ".join(changes))]


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_plain(line)}" for line in lines)


def _plain(words: str) -> str:
    """On one line: a list of Markdown would end at a break."""
    return " ".join(words.split())
