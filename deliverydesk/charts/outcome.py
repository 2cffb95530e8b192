"""The chart of one outcome: what was measured against baseline, target and the path between them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliverydesk.analysis.events import touching
from deliverydesk.analysis.outcomes import Goal, OutcomeProgress, goal_on, goals_of, progress, straight_path
from deliverydesk.charts.axes import month_range, nice_range
from deliverydesk.charts.common import product_numbers, product_role
from deliverydesk.charts.format import day, decimals_of, with_unit
from deliverydesk.charts.goals import GoalLines, goal_words
from deliverydesk.charts.outcome_words import alternative, takeaway
from deliverydesk.charts.spec import Axis, Band, ChartSpec, Flag, Note, Reference, Series, Side
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, Stage
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.charts.evidence import EvidenceLayers

LAYERS = ("limits", "fan", "events")
"""What may be left out where a chart says too much: natural limits with phases and signals, forecast, events."""
_FAR = timedelta(days=366)
"""A launch further than this from every reading and date of the outcome does not stretch the axis."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the parts of the chart are made from."""

    outcome: Outcome
    readings: list[Measurement]
    flags: tuple[Flag, ...]
    today: date
    x: Axis
    y: Axis
    standing: OutcomeProgress
    goals: tuple[Goal, ...]
    limits: EvidenceLayers | None
    """None where there is no evidence, or its limits are not wanted; so `fan`."""
    fan: EvidenceLayers | None

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


def outcome_chart(
    portfolio: Portfolio,
    outcome_id: int,
    *,
    today: date,
    source: str = "",
    evidence: Evidence | None = None,
    layers: Collection[str] = LAYERS,
) -> ChartSpec:
    """The chart of the outcome ``outcome_id``; KeyError where there is none. ``today`` draws the line of
    today and says which year goes without saying; ``source`` is the line at the foot. ``evidence`` of the outcome adds
    natural limits and the fan; ``layers`` are those of LAYERS that are wanted.
    """
    outcome = portfolio.outcomes[outcome_id]
    readings = portfolio.measurements_of(outcome_id)
    flags = [*_launches(portfolio, outcome, today)]
    x = _time_axis(outcome, readings, flags, today)
    found = _evidence_layers(evidence, readings, today)
    limits, fan = (found if layer in layers else None for layer in ("limits", "fan"))
    if limits is not None:
        flags += limits.phase_flags()
    if "events" in layers:
        flags += _events(portfolio, outcome_id, x, today)
    formers = portfolio.former_targets.by("outcome", outcome_id)
    goals = goals_of(outcome, formers)
    standing = progress(outcome, readings, today, formers)
    y = value_axis(goals, readings, limits, fan)
    facts = Facts(outcome, readings, tuple(flags), today, x, y, standing, goals, limits, fan)
    marks = [flag for flag in flags if x.low <= flag.at <= x.high]
    marks.append(Flag(float(today.toordinal()), tr("today"), "today", "accent", rank=2))
    return ChartSpec(
        name="outcome",
        title=outcome.name,
        takeaway=takeaway(facts),
        source=source,
        alt=alternative(facts),
        x=x,
        y=facts.y,
        series=tuple(_series(facts)),
        bands=tuple(_bands(facts)),
        references=tuple(_references(facts)),
        flags=tuple(marks),
        notes=tuple(_notes(facts)),
        footnotes=tuple(_footnotes(facts)),
        table=_table(facts),
        empty="" if readings or _goal(outcome) else tr("No readings yet. Paste two columns, date and value."),
    )


def _evidence_layers(evidence: Evidence | None, readings: Sequence[Measurement], today: date) -> EvidenceLayers | None:
    if evidence is None:
        return None
    from deliverydesk.charts.evidence import EvidenceLayers

    return EvidenceLayers(evidence, today, _decimals([reading.value for reading in readings]))


def _decimals(values: Sequence[float]) -> int:
    """As many as the readings are written with; where a program computed them, as many as tell them apart."""
    written = max((decimals_of(value, 12) for value in values), default=1)
    spread = max(values, default=0.0) - min(values, default=0.0)
    if written <= 2 or spread <= 0:
        return min(written, 3)
    return min(written, max(2 - math.floor(math.log10(spread)), 0))


def _events(portfolio: Portfolio, outcome_id: int, x: Axis, today: date) -> Iterator[Flag]:
    """The events that touch the outcome; one that lasts longer than a day has both its days."""
    for touch in touching(portfolio, outcome_id):
        event = touch.event
        first, last = event.start.toordinal(), (event.end or event.start).toordinal()
        if last < x.low or first > x.high:
            continue
        told = {"event": event.name, "first": day(event.start, today)}
        if last > first:
            assert event.end is not None
            label = tr("{event}, {first} to {last}", last=day(event.end, today), **told)
        else:
            label = tr("{event}, {first}", **told)
        at, until = max(float(first), x.low), min(float(last), x.high)
        yield Flag(at, label, "event", "text", 3, event.id, until=until if last > first else None)


def _bands(facts: Facts) -> Iterator[Band]:
    yield from facts.lines.bands()
    if facts.limits is not None:
        yield from facts.limits.limits_bands()
    if facts.fan is not None:
        yield from facts.fan.fan_bands()


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


def _time_axis(outcome: Outcome, readings: list[Measurement], flags: Sequence[Flag], today: date) -> Axis:
    dates = [reading.date for reading in readings]
    dates += [when for when in (outcome.baseline_date, outcome.due) if when is not None]
    first, last = min([*dates, today]), max([*dates, today])
    for flag in flags:
        when = date.fromordinal(int(flag.at))
        if first - _FAR <= when <= last + _FAR:
            first, last = min(first, when), max(last, when)
    low, high = month_range(first, last)
    return Axis("time", low, high, this_year=today.year)


def value_axis(
    goals: Sequence[Goal],
    readings: Sequence[Measurement],
    limits: EvidenceLayers | None = None,
    fan: EvidenceLayers | None = None,
) -> Axis:
    """The axis that holds all readings and all that an outcome was and is to reach, with natural limits and the fan as
    far as values may go.
    """
    outcome = goals[-1].outcome
    values = [reading.value for reading in readings]
    bounds = [getattr(goal.outcome, name) for goal in goals for name in ("baseline", "target", "hold_low", "hold_high")]
    values += [value for value in bounds if value is not None]
    least = 0.0 if min(values, default=0.0) >= 0 else -math.inf
    most = 100.0 if outcome.unit.startswith("%") and max(values, default=1.0) <= 100 else math.inf
    if limits is not None:
        values += [min(max(value, least), most) for value in limits.limits_values()]
    if fan is not None and values:
        values += [min(max(value, least), most) for value in fan.fan_values(min(values), max(values))]
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


def _series(facts: Facts) -> Iterator[Series]:
    yield from facts.lines.series()
    if facts.fan is not None:
        yield from facts.fan.fan_line()
    if facts.limits is not None:
        yield from facts.limits.signals({reading.date.toordinal(): reading.id for reading in facts.readings})
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


def _references(facts: Facts) -> Iterator[Reference]:
    if facts.limits is not None:
        yield from facts.limits.centres()
    baseline = facts.outcome.baseline
    if baseline is not None:
        # Within the natural limits its line says nothing that they do not, and its words would lie on the readings.
        said = facts.limits is None or not facts.limits.has_within(baseline)
        label = tr("baseline {value}", value=facts.say(baseline)) if said else ""
        yield Reference(trc("of an outcome", "Baseline"), "y", baseline, "ctl", "baseline", label=label)


def _notes(facts: Facts) -> Iterator[Note]:
    """The last reading is written at its point: it is the figure people look for first."""
    if facts.readings:
        last = facts.readings[-1]
        side: Side = "above" if facts.fan is not None and facts.fan.evidence.reach.fan else "right"
        yield Note(float(last.date.toordinal()), last.value, facts.say(last.value), "text", side, 1, bold=True)
    if facts.fan is not None:
        yield from facts.fan.fan_notes(facts.y.low, facts.y.high)


def _footnotes(facts: Facts) -> Iterator[str]:
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


def _table(facts: Facts) -> TableData:
    """Every reading, with what the required path asked for on its day, and the target where it has changed."""
    unit = facts.outcome.unit
    changed = len(facts.goals) > 1 and not facts.holds
    columns = (
        Column(tr("Date"), "date", 12),
        Column(tr("Measured"), "number", 12, unit),
        Column(tr("On the required path"), "number", 20, unit),
        Column(tr("Note"), "text", 36),
        *((Column(tr("Target of the day"), "number", 16, unit),) if changed else ()),
        *(facts.limits.columns(unit) if facts.limits is not None else ()),
    )
    numbers = {reading.id: place for place, reading in enumerate(facts.noted, start=1)}
    rows = tuple(
        (
            reading.date,
            reading.value,
            required_on(facts.goals, reading.date),
            f"{numbers[reading.id]}. {reading.note}" if reading.id in numbers else "",
            *((goal_on(facts.goals, reading.date).target,) if changed else ()),
            *(facts.limits.cells(reading.date) if facts.limits is not None else ()),
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
