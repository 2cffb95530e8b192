"""The chart of one outcome: what was measured against baseline, target and the path between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from deliverydesk.analysis.outcomes import OutcomeProgress, progress, straight_path
from deliverydesk.charts.axes import month_range, nice_range
from deliverydesk.charts.common import product_numbers, product_role
from deliverydesk.charts.format import between, counted, day, days_ago, number, percent, with_unit
from deliverydesk.charts.spec import Axis, Band, ChartSpec, Flag, Note, Reference, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, Stage

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
    facts = _Facts(
        outcome, readings, flags, today, x, _value_axis(outcome, readings), progress(outcome, readings, today)
    )
    marks = [flag for flag in flags if x.low <= flag.at <= x.high]
    marks.append(Flag(float(today.toordinal()), "today", "today", "accent", rank=2))
    return ChartSpec(
        name="outcome",
        title=outcome.name,
        takeaway=_takeaway(facts),
        source=source,
        alt=_alt(facts),
        x=x,
        y=facts.y,
        series=tuple(_series(facts)),
        bands=tuple(_bands(facts)),
        references=tuple(_references(facts)),
        flags=tuple(marks),
        notes=tuple(_notes(facts)),
        table=_table(facts),
        empty="" if readings or _goal(outcome) else "No readings yet. Paste two columns, date and value.",
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
        if item is None or item.archived or item.id in seen or item.stage in (Stage.CANCELLED, Stage.TABLED):
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


def _value_axis(outcome: Outcome, readings: list[Measurement]) -> Axis:
    values = [reading.value for reading in readings]
    goals = (outcome.baseline, outcome.target, outcome.hold_low, outcome.hold_high)
    values += [value for value in goals if value is not None]
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
    outcome, due = facts.outcome, facts.outcome.due
    end = facts.x.high if due is None else float(due.toordinal())
    if facts.holds:
        for name, bound in (("Hold above", outcome.hold_low), ("Hold below", outcome.hold_high)):
            if bound is not None:
                yield _goal_line(
                    name, facts.x.low, facts.x.high, bound, f"{name.lower()} {facts.say(bound)}", ring=False
                )
    elif outcome.target is not None:
        words = f"Target {facts.say(outcome.target)}" + (f" by {day(due, facts.today)}" if due else "")
        yield _goal_line("Target", facts.x.low, end, outcome.target, words, ring=due is not None)
        start = outcome.baseline_date
        if start is not None and due is not None and straight_path(outcome, due)[0] is not None:
            yield Series(
                "Required path",
                "line",
                (float(start.toordinal()), end),
                (straight_path(outcome, start)[0], straight_path(outcome, due)[0]),
                purpose="path",
                width=1.25,
                stroke="dashed",
                label="required path",
                label_role="text2",
                rank=6,
            )
    if facts.readings:
        yield Series(
            "Measured",
            "line",
            tuple(float(reading.date.toordinal()) for reading in facts.readings),
            tuple(reading.value for reading in facts.readings),
            marker=3.0,
            keys=tuple(reading.id for reading in facts.readings),
        )


def _goal_line(name: str, start: float, end: float, value: float, label: str, *, ring: bool) -> Series:
    return Series(
        name,
        "line",
        (start, end),
        (value, value),
        role="ok",
        purpose="target",
        width=1.5,
        label=label,
        ends_in_ring=ring,
        rank=1,
    )


def _bands(facts: _Facts) -> Iterator[Band]:
    outcome = facts.outcome
    if facts.holds and (outcome.hold_low is not None or outcome.hold_high is not None):
        low = facts.y.low if outcome.hold_low is None else outcome.hold_low
        high = facts.y.high if outcome.hold_high is None else outcome.hold_high
        yield Band("Hold within", (facts.x.low, facts.x.high), (low, low), (high, high), role="okBg")


def _references(facts: _Facts) -> Iterator[Reference]:
    baseline = facts.outcome.baseline
    if baseline is not None:
        yield Reference("Baseline", "y", baseline, "ctl", "baseline", label=f"baseline {facts.say(baseline)}")


def _notes(facts: _Facts) -> Iterator[Note]:
    """The last reading is written at its point: it is the figure people look for first."""
    if facts.readings:
        last = facts.readings[-1]
        yield Note(float(last.date.toordinal()), last.value, facts.say(last.value), "text", "right", 1, bold=True)


def _standing(facts: _Facts) -> str:
    """Where the latest reading stands, as half a sentence; empty where nothing can be said."""
    now = facts.standing
    if facts.holds:
        return "" if now.inside is None else "inside its limits" if now.inside else "outside its limits"
    if now.raw is None:
        return ""
    if now.raw >= 1:
        return "at or beyond its target"
    if now.raw < 0:
        return "further from its target than the baseline"
    return f"{percent(now.raw)} of the way from baseline to target"


def _takeaway(facts: _Facts) -> str:
    now = facts.standing
    if now.latest is None or now.latest_date is None:
        return "Not measured yet."
    standing = _standing(facts)
    words = f"{facts.say(now.latest)} on {day(now.latest_date, facts.today)}"
    words += f", {standing}" if standing else ""
    return f"{words}; last measured {days_ago(now.latest_date, facts.today)}."


def _alt(facts: _Facts) -> str:
    outcome, readings = facts.outcome, facts.readings
    name = f"{outcome.name}, in {outcome.unit}" if outcome.unit else outcome.name
    if readings:
        first, last = readings[0], readings[-1]
        span = f"from {day(first.date)} to {day(last.date)}, " if len(readings) > 1 else f"on {day(last.date)}, "
        move = f"from {number(first.value)} to {number(last.value)}" if len(readings) > 1 else number(last.value)
        words = f"Line chart of {name}: {counted(len(readings), 'reading')} {span}{move}."
    else:
        words = f"Line chart of {name}, not measured yet."
    goal = _goal_words(facts)
    launched = sum(1 for flag in facts.flags if not flag.planned)
    if launched:
        goal += f"; {counted(launched, 'deliverable')} released to move it"
    return f"{words} {goal[0].upper()}{goal[1:]}." if goal else words


def _goal_words(facts: _Facts) -> str:
    outcome = facts.outcome
    if facts.holds:
        low, high = outcome.hold_low, outcome.hold_high
        if low is not None and high is not None:
            limits = f"to hold within {between(low, high, outcome.unit)}"
        elif low is not None or high is not None:
            limits = f"to hold {'above' if high is None else 'below'} {facts.say(low if high is None else high)}"
        else:
            return ""
        return f"{limits}; the last reading is {_standing(facts)}" if facts.readings else limits
    parts = []
    if outcome.baseline is not None:
        parts.append(f"baseline {number(outcome.baseline)}")
    if outcome.target is not None:
        parts.append(f"target {number(outcome.target)}" + (f" by {day(outcome.due)}" if outcome.due else ""))
    words = ", ".join(parts)
    standing = _standing(facts) if facts.readings else ""
    return f"{words}; the last reading is {standing}" if standing else words


def _table(facts: _Facts) -> TableData:
    """Every reading, with what the required path asked for on its day."""
    unit = facts.outcome.unit
    columns = (
        Column("Date", "date", 12),
        Column("Measured", "number", 12, unit),
        Column("On the required path", "number", 20, unit),
        Column("Note", "text", 36),
    )
    rows = tuple(
        (reading.date, reading.value, _required(facts, reading.date), reading.note) for reading in facts.readings
    )
    return TableData(facts.outcome.name, columns, rows)


def _required(facts: _Facts, when: date) -> float | None:
    """The value of the straight path on a day, or None before it begins and after it ends."""
    start, due = facts.outcome.baseline_date, facts.outcome.due
    if start is None or due is None or not start <= when <= due:
        return None
    return straight_path(facts.outcome, when)[0]
