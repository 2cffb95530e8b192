"""What the chart of an outcome says in words: what it comes to, and the whole of it for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.charts.format import between, day, days_ago, number, percent
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.charts.outcome import Facts


def _standing(facts: Facts) -> str:
    """Where the latest reading stands, as half a sentence; empty where nothing can be said."""
    now = facts.standing
    if facts.holds:
        return "" if now.inside is None else tr("inside its limits") if now.inside else tr("outside its limits")
    if now.raw is None:
        return ""
    if now.raw >= 1:
        return tr("at or beyond its target")
    if now.raw < 0:
        return tr("further from its target than the baseline")
    return tr("{share} of the way from baseline to target", share=percent(now.raw))


def takeaway(facts: Facts) -> str:
    """What the chart comes to: the latest reading, where it stands, and whether it will arrive."""
    now = facts.standing
    if now.latest is None or now.latest_date is None:
        return tr("Not measured yet.")
    words = tr("{value} on {day}", value=facts.say(now.latest), day=day(now.latest_date, facts.today))
    finding = facts.fan.finding(facts.outcome.unit) if facts.fan is not None else ""
    if finding:
        return tr("{reading}; {finding}.", reading=words, finding=finding)
    return tr(
        "{reading}; last measured {ago}.",
        reading=", ".join(filter(None, [words, _standing(facts)])),
        ago=days_ago(now.latest_date, facts.today),
    )


def alternative(facts: Facts) -> str:
    """The chart for those who cannot see it."""
    goal = _goal_words(facts)
    launched = sum(1 for flag in facts.flags if flag.kind == "launch" and not flag.planned)
    if launched:
        goal += "; " + trn(
            "{n} deliverable released to move it",
            "{n} deliverables released to move it",
            launched,
            n=number(launched, 0),
        )
    parts = [_readings_alt(facts), f"{goal[0].upper()}{goal[1:]}." if goal else ""]
    if facts.limits is not None:
        parts += facts.limits.spoken(facts.outcome.unit)
    if facts.fan is not None:
        parts.append(facts.fan.reach_words(facts.outcome.unit))
    parts += [tr("Event: {event}.", event=flag.label) for flag in facts.flags if flag.kind == "event"]
    return " ".join(filter(None, parts))


def _readings_alt(facts: Facts) -> str:
    outcome, readings = facts.outcome, facts.readings
    name = tr("{outcome}, in {unit}", outcome=outcome.name, unit=outcome.unit) if outcome.unit else outcome.name
    if not readings:
        return tr("Line chart of {outcome}, not measured yet.", outcome=name)
    first, last = readings[0], readings[-1]
    if len(readings) == 1:
        return tr(
            "Line chart of {outcome}: 1 reading on {day}, {value}.",
            outcome=name,
            day=day(last.date),
            value=number(last.value),
        )
    return trn(
        "Line chart of {outcome}: {n} reading from {begin} to {end}, from {first} to {last}.",
        "Line chart of {outcome}: {n} readings from {begin} to {end}, from {first} to {last}.",
        len(readings),
        n=number(len(readings), 0),
        outcome=name,
        begin=day(first.date),
        end=day(last.date),
        first=number(first.value),
        last=number(last.value),
    )


def _goal_words(facts: Facts) -> str:
    outcome = facts.outcome
    if facts.holds:
        low, high = outcome.hold_low, outcome.hold_high
        if low is not None and high is not None:
            goal = tr("to hold within {limits}", limits=between(low, high, outcome.unit))
        elif low is not None:
            goal = tr("to hold above {value}", value=facts.say(low))
        elif high is not None:
            goal = tr("to hold below {value}", value=facts.say(high))
        else:
            return ""
    else:
        parts = []
        if outcome.baseline is not None:
            parts.append(tr("baseline {value}", value=number(outcome.baseline)))
        if outcome.target is not None and outcome.due is not None:
            parts.append(tr("target {value} by {day}", value=number(outcome.target), day=day(outcome.due)))
        elif outcome.target is not None:
            parts.append(tr("target {value}", value=number(outcome.target)))
        goal = ", ".join(parts)
    standing = _standing(facts) if facts.readings else ""
    return tr("{goal}; the last reading is {standing}", goal=goal, standing=standing) if standing else goal
