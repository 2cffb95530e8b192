"""The chart of one outcome: what was measured against baseline, target and the path between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from deliverydesk.analysis.outcomes import Goal, OutcomeProgress, goal_on, goals_of, progress, straight_path
from deliverydesk.charts.axes import month_range, nice_range
from deliverydesk.charts.common import product_numbers, product_role
from deliverydesk.charts.format import between, day, days_ago, number, percent, with_unit
from deliverydesk.charts.goals import GoalLines, goal_words
from deliverydesk.charts.spec import Axis, ChartSpec, Flag, Note, Reference, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, Stage
from deliverydesk.support.language import tr, trc, trn

_FAR = timedelta(days=366)
"""A launch further than this from every reading and date of the outcome does not stretch the axis."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the parts of the chart are made from."""

    outcome: Outcome
    readings: list[Measurement]
    flags: tuple[Flag, ...]
    today: date
    x: Axis
    y: Axis
    standing: OutcomeProgress
    goals: tuple[Goal, ...]

    @property
    def lines(self) -> GoalLines:
        return GoalLines(self.goals, self.x, self.y, self.today)

    @property
    def noted(self) -> list[Measurement]:
        """The readings with a note, in the order of their numbers."""
        return [reading for reading in self.readings if reading.note.strip()]

    @property
    def holds(self) -> bool:
        return self.outcome.direction is Direction.HOLD

    def say(self, value: float | None) -> str:
        return with_unit(value, self.outcome.unit)


def outcome_chart(portfolio: Portfolio, outcome_id: int, *, today: date, source: str = "") -> ChartSpec:
    """The chart of the outcome ``outcome_id``; KeyError where there is none. ``today`` draws the line of
    today and says which year goes without saying; ``source`` is the line at the foot.
    """
    outcome = portfolio.outcomes[outcome_id]
    readings = portfolio.measurements_of(outcome_id)
    flags = tuple(_launches(portfolio, outcome, today))
    x = _time_axis(outcome, readings, flags, today)
    formers = portfolio.former_targets.by("outcome", outcome_id)
    goals = goals_of(outcome, formers)
    standing = progress(outcome, readings, today, formers)
    facts = _Facts(outcome, readings, flags, today, x, value_axis(goals, readings), standing, goals)
    marks = [flag for flag in flags if x.low <= flag.at <= x.high]
    marks.append(Flag(float(today.toordinal()), tr("today"), "today", "accent", rank=2))
    return ChartSpec(
        name="outcome",
        title=outcome.name,
        takeaway=_takeaway(facts),
        source=source,
        alt=_alt(facts),
        x=x,
        y=facts.y,
        series=tuple(_series(facts)),
        bands=tuple(facts.lines.bands()),
        references=tuple(_references(facts)),
        flags=tuple(marks),
        notes=tuple(_notes(facts)),
        footnotes=tuple(_footnotes(facts)),
        table=_table(facts),
        empty="" if readings or _goal(outcome) else tr("No readings yet. Paste two columns, date and value."),
    )


def _goal(outcome: Outcome) -> bool:
    return any(value is not None for value in (outcome.target, outcome.hold_low, outcome.hold_high))


def _launches(portfolio: Portfolio, outcome: Outcome, today: date) -> Iterator[Flag]:
    """A flag for every deliverable that is to move the outcome and has a date; hollow while that is still a
    plan.
    """
    numbers = product_numbers(portfolio)
    seen: set[int] = set()
    for contribution in portfolio.contributions.by("outcome", outcome.id):
        item = portfolio.deliverables.get(contribution.deliverable)
        if item is None or item.id in seen or item.archived or item.stage in (Stage.CANCELLED, Stage.TABLED):
            continue
        seen.add(item.id)
        when = item.actual_end or item.planned_end
        if when is None:
            continue
        planned = item.actual_end is None
        label = f"{item.title}, {day(when, today)}"
        role = product_role(numbers, item.product)
        yield Flag(float(when.toordinal()), label, "launch", role, 4 if planned else 3, item.id, planned)


def _time_axis(outcome: Outcome, readings: list[Measurement], flags: tuple[Flag, ...], today: date) -> Axis:
    dates = [reading.date for reading in readings]
    dates += [when for when in (outcome.baseline_date, outcome.due) if when is not None]
    first, last = min([*dates, today]), max([*dates, today])
    for flag in flags:
        when = date.fromordinal(int(flag.at))
        if first - _FAR <= when <= last + _FAR:
            first, last = min(first, when), max(last, when)
    low, high = month_range(first, last)
    return Axis("time", low, high, this_year=today.year)


def value_axis(goals: Sequence[Goal], readings: Sequence[Measurement]) -> Axis:
    """The axis that holds all readings and all that an outcome was and is to reach."""
    outcome = goals[-1].outcome
    values = [reading.value for reading in readings]
    bounds = [getattr(goal.outcome, name) for goal in goals for name in ("baseline", "target", "hold_low", "hold_high")]
    values += [value for value in bounds if value is not None]
    low, high, step = nice_range(*_with_headroom(values, outcome.unit))
    metric = outcome.metric if outcome.metric != outcome.name else ""
    title = ", ".join(words for words in (metric, outcome.unit) if words)
    return Axis("number", low, high, title, step=step)


def _with_headroom(values: list[float], unit: str) -> tuple[float, float]:
    """The ends of the values with a little room beyond, so that no line lies on the edge of the plot; never
    below zero or beyond 100 % where no value is.
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * 0.06
    ceiling = 100.0 if unit.startswith("%") and high <= 100.0 else high + room
    return (max(low - room, 0.0) if low >= 0 else low - room), min(high + room, ceiling)


def _series(facts: _Facts) -> Iterator[Series]:
    yield from facts.lines.series()
    noted = facts.noted
    if noted:
        yield Series(
            tr("With a note"),
            "points",
            tuple(float(reading.date.toordinal()) for reading in noted),
            tuple(reading.value for reading in noted),
            role="accent",
            purpose="mark",
            marker=6.0,
            keys=tuple(reading.id for reading in noted),
            labels=tuple(str(place) for place in range(1, len(noted) + 1)),
            rank=3,
        )
    if facts.readings:
        yield Series(
            tr("Measured"),
            "line",
            tuple(float(reading.date.toordinal()) for reading in facts.readings),
            tuple(reading.value for reading in facts.readings),
            marker=3.0,
            keys=tuple(reading.id for reading in facts.readings),
        )


def _references(facts: _Facts) -> Iterator[Reference]:
    baseline = facts.outcome.baseline
    if baseline is not None:
        label = tr("baseline {value}", value=facts.say(baseline))
        yield Reference(trc("of an outcome", "Baseline"), "y", baseline, "ctl", "baseline", label=label)


def _notes(facts: _Facts) -> Iterator[Note]:
    """The last reading is written at its point: it is the figure people look for first."""
    if facts.readings:
        last = facts.readings[-1]
        yield Note(float(last.date.toordinal()), last.value, facts.say(last.value), "text", "right", 1, bold=True)


def _footnotes(facts: _Facts) -> Iterator[str]:
    """The notes of readings by their numbers, then why a target was given up."""
    for place, reading in enumerate(facts.noted, start=1):
        note = " ".join(reading.note.split())
        yield f"{place}. {day(reading.date, facts.today)}, {facts.say(reading.value)}: {note}"
    for goal in facts.goals[:-1]:
        assert goal.until is not None
        until, words = day(goal.until, facts.today), goal_words(goal) or tr("no target")
        if why := " ".join(goal.reason.split()):
            yield tr("Until {day} {goal} was to be reached: {why}", day=until, goal=words, why=why)
        else:
            yield tr("Until {day} {goal} was to be reached.", day=until, goal=words)


def _standing(facts: _Facts) -> str:
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


def _takeaway(facts: _Facts) -> str:
    now = facts.standing
    if now.latest is None or now.latest_date is None:
        return tr("Not measured yet.")
    words = tr("{value} on {day}", value=facts.say(now.latest), day=day(now.latest_date, facts.today))
    return tr(
        "{reading}; last measured {ago}.",
        reading=", ".join(filter(None, [words, _standing(facts)])),
        ago=days_ago(now.latest_date, facts.today),
    )


def _alt(facts: _Facts) -> str:
    goal = _goal_words(facts)
    launched = sum(1 for flag in facts.flags if not flag.planned)
    if launched:
        goal += "; " + trn(
            "{n} deliverable released to move it",
            "{n} deliverables released to move it",
            launched,
            n=number(launched, 0),
        )
    return f"{_readings_alt(facts)} {goal[0].upper()}{goal[1:]}." if goal else _readings_alt(facts)


def _readings_alt(facts: _Facts) -> str:
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


def _goal_words(facts: _Facts) -> str:
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


def _table(facts: _Facts) -> TableData:
    """Every reading, with what the required path asked for on its day, and the target where it has changed."""
    unit = facts.outcome.unit
    changed = len(facts.goals) > 1 and not facts.holds
    columns = (
        Column(tr("Date"), "date", 12),
        Column(tr("Measured"), "number", 12, unit),
        Column(tr("On the required path"), "number", 20, unit),
        Column(tr("Note"), "text", 36),
        *((Column(tr("Target of the day"), "number", 16, unit),) if changed else ()),
    )
    numbers = {reading.id: place for place, reading in enumerate(facts.noted, start=1)}
    rows = tuple(
        (
            reading.date,
            reading.value,
            required_on(facts.goals, reading.date),
            f"{numbers[reading.id]}. {reading.note}" if reading.id in numbers else "",
            *((goal_on(facts.goals, reading.date).target,) if changed else ()),
        )
        for reading in facts.readings
    )
    return TableData(facts.outcome.name, columns, rows)


def required_on(goals: Sequence[Goal], when: date) -> float | None:
    """The value of the straight path on a day, or None before it begins and after it ends."""
    outcome = goal_on(goals, when)
    start, due = outcome.baseline_date, outcome.due
    if start is None or due is None or not start <= when <= due:
        return None
    return straight_path(outcome, when)[0]
