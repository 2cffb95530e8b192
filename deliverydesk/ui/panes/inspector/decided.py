"""What was decided on one thing, with what came of it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.reviewing.following import Happened, aftermath
from deliverydesk.analysis.reviewing.words import ROLES, aftermath_words, expected_words
from deliverydesk.charts.format import day
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.inspector.parts import Section
from deliverydesk.ui.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.domain.entities import Decision
    from deliverydesk.domain.portfolio import Portfolio


def decided_section(portfolio: Portfolio, decisions: Iterable[Decision], today: date) -> tuple[Section, ...]:
    """The decisions on it, the newest first; nothing where there are none."""
    taken = sorted(decisions, key=lambda each: (each.date, each.id), reverse=True)
    if not taken:
        return ()
    rows = tuple(_row(portfolio, each, today) for each in taken)
    return (Section("decisions", tr("Decisions"), rows, figure(len(taken))),)


def _row(portfolio: Portfolio, decision: Decision, today: date) -> Row:
    found, choice = aftermath(portfolio, decision, today), choice_label(decision.choice)
    words = tr("{choice}. {reason}", choice=choice, reason=decision.reason) if decision.reason else choice
    told = [words]
    if found.happened is not Happened.NOTHING_EXPECTED:
        told.append(tr("Expected: {what}", what=expected_words(portfolio, decision)))
        told.append(aftermath_words(portfolio, decision, found))
    tip = ". ".join(part.rstrip(".") for part in told)
    on = day(decision.date, today)
    role = ROLES.get(found.happened, "text")
    return Row(f"decision {decision.id}", on, words, role=role, tip=tip, called=tr("{day}: {words}", day=on, words=tip))
