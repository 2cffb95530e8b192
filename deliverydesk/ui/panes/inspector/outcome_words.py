"""What the inspector says of where an outcome stands, and its spark. No Qt: figures come from analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of
from deliverydesk.charts.format import between, days_ago, number, with_unit
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui.panes.inspector.parts import Spark, Words

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio

ARROW = "→"
SPARK_DAYS = 730


def outcome_note(portfolio: Portfolio, outcome: Outcome, today: date) -> str:
    """When it was last read: "read 6 days ago"."""
    latest = progress_of(portfolio, outcome.id, today).latest_date
    return tr("never read") if latest is None else tr("read {when}", when=days_ago(latest, today))


def goal_words(outcome: Outcome) -> str:
    """What is wanted of it: "to 52 per 1,000 claims", or the bounds to hold; empty where nothing is set."""
    if outcome.direction is Direction.HOLD:
        low, high = outcome.hold_low, outcome.hold_high
        if low is not None and high is not None:
            return between(low, high, outcome.unit)
        if low is not None:
            return tr("at least {value}", value=with_unit(low, outcome.unit))
        return tr("at most {value}", value=with_unit(high, outcome.unit)) if high is not None else ""
    return tr("to {value}", value=with_unit(outcome.target, outcome.unit)) if outcome.target is not None else ""


def standing(portfolio: Portfolio, outcome: Outcome, today: date) -> Words:
    """Where it stands in one line, with the sign of its state where there is something to judge by."""
    progress = progress_of(portfolio, outcome.id, today)
    goal = goal_words(outcome)
    if progress.latest is None:
        return Words(
            tr("Nothing is measured yet, {goal}", goal=goal) if goal else tr("Nothing is measured yet"), "text2"
        )
    if outcome.direction is Direction.HOLD:
        return _held(outcome, progress, goal)
    now = with_unit(progress.latest, outcome.unit)
    began = f"{number(outcome.baseline)} {ARROW} " if outcome.baseline is not None else ""
    word, state = judged(progress)
    return Words(f"{began}{now}{', ' + goal if goal and not began else ''}", "text2", state, alone(word))


def alone(words: str) -> str:
    """Words of a sentence as they stand alone, with a capital."""
    return words[:1].upper() + words[1:]


def judged(progress: OutcomeProgress) -> tuple[str, str]:
    """The word for where it stands, as in a sentence, and the sign to go with it; empty where none can be said."""
    if progress.raw is None:
        return "", ""
    if progress.raw < 0:
        return trc("where an outcome stands", "wrong way"), "bad"
    if progress.raw >= 1:
        return trc("where an outcome stands", "reached"), "ok"
    if progress.ahead_by is None:
        return "", ""
    if progress.ahead_by >= 0:
        return trc("where an outcome stands", "ahead"), "ok"
    return trc("where an outcome stands", "behind"), "watch"


def _held(outcome: Outcome, progress: OutcomeProgress, goal: str) -> Words:
    now = with_unit(progress.latest, outcome.unit)
    if progress.inside is None:
        return Words(tr("{value}, no bounds set", value=now), "text2")
    if progress.inside:
        return Words(tr("{value}, to hold {goal}", value=now, goal=goal), "text2", "ok", tr("Within"))
    away = number(abs(progress.outside_by or 0.0))
    return Words(tr("by {gap}: {value}, to hold {goal}", gap=away, value=now, goal=goal), "text2", "bad", tr("Outside"))


def outcome_spark(portfolio: Portfolio, outcome: Outcome, today: date) -> Spark | None:
    """The readings of two years with where they began and are to go; None where there is nothing to draw."""
    readings = tuple(
        (m.date.toordinal(), m.value)
        for m in portfolio.measurements_of(outcome.id)
        if 0 <= (today - m.date).days <= SPARK_DAYS
    )
    if not readings:
        return None
    holds = outcome.direction is Direction.HOLD
    path = None
    if not holds and None not in (outcome.baseline, outcome.baseline_date, outcome.target, outcome.due):
        assert outcome.baseline is not None
        assert outcome.baseline_date is not None
        assert outcome.target is not None
        assert outcome.due is not None
        if outcome.due > outcome.baseline_date:
            path = (
                (outcome.baseline_date.toordinal(), outcome.baseline),
                (outcome.due.toordinal(), outcome.target),
            )
    baseline, target = (None, None) if holds else (outcome.baseline, outcome.target)
    spoken = trn(
        "{outcome}: {n} reading, the last {value}",
        "{outcome}: {n} readings, the last {value}",
        len(readings),
        n=figure(len(readings)),
        outcome=outcome.name,
        value=with_unit(readings[-1][1], outcome.unit),
    )
    goal = goal_words(outcome)
    return Spark(
        spoken=f"{spoken}, {goal}" if goal else spoken,
        readings=readings,
        today=today.toordinal(),
        baseline=baseline,
        baseline_words="" if baseline is None else tr("baseline {value}", value=number(baseline)),
        target=target,
        target_words="" if target is None else tr("target {value}", value=number(target)),
        path=path,
        low=outcome.hold_low if holds else None,
        high=outcome.hold_high if holds else None,
    )
