"""Two outcomes over each other: in their own figures, or as shares of their ways from baseline (0) to target (100)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from deliverydesk.analysis.outcomes import goal_on, goals_of
from deliverydesk.charts.axes import month_range, nice_range
from deliverydesk.charts.format import day, number
from deliverydesk.charts.outcome import value_axis
from deliverydesk.charts.spec import Axis, ChartSpec, Flag, LegendEntry, Reference, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import named
from deliverydesk.support.language import tr, trc


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two."""

    outcome: Outcome
    readings: list[Measurement]
    y: Axis

    def label(self) -> str:
        return f"{self.outcome.name}, {self.outcome.unit}" if self.outcome.unit else self.outcome.name


def compare_chart(
    portfolio: Portfolio, first: int, second: int, *, today: date, source: str = "", indexed: bool = False
) -> ChartSpec:
    """Both outcomes over one axis of time. Of one unit they share the axis of values; of two units the second has its
    own at the right. ``indexed`` draws both as shares of the way from baseline to target. Raises KeyError, and
    DeskError where an outcome has no such way.
    """
    one, other = _side(portfolio, first, today), _side(portfolio, second, today)
    if indexed:
        return _indexed(one, other, today, source)
    shared = one.outcome.unit == other.outcome.unit
    if shared:
        low, high, step = nice_range(min(one.y.low, other.y.low), max(one.y.high, other.y.high))
        y = Axis("number", low, high, one.outcome.unit, step=step)
        right, onto = None, y
    else:
        y, onto = replace(one.y, title=one.label()), other.y
        right = replace(other.y, title=other.label())
    scale = (y.high - y.low) / (onto.high - onto.low)
    lines = (
        _line(one, [reading.value for reading in one.readings], dashed=False),
        _line(other, [y.low + (reading.value - onto.low) * scale for reading in other.readings], dashed=True),
    )
    spec = _chart(one, other, lines, y, today, source)
    if right is None:
        return spec
    try:
        native = _indexed(one, other, today, source)
    except DeskError:
        native = None  # without a way to measure by, native charts share one axis after all
    return replace(
        spec, right=right, native=native or _chart(one, other, _plain(one, other), _joint(one, other), today, source)
    )


def _plain(one: _Side, other: _Side) -> tuple[Series, Series]:
    return (
        _line(one, [reading.value for reading in one.readings], dashed=False),
        _line(other, [reading.value for reading in other.readings], dashed=True),
    )


def _joint(one: _Side, other: _Side) -> Axis:
    low, high, step = nice_range(min(one.y.low, other.y.low), max(one.y.high, other.y.high))
    return Axis("number", low, high, step=step)


def _side(portfolio: Portfolio, outcome_id: int, today: date) -> _Side:
    outcome = portfolio.outcomes[outcome_id]
    goals = goals_of(outcome, portfolio.former_targets.by("outcome", outcome_id))
    readings = portfolio.measurements_of(outcome_id)
    return _Side(goal_on(goals, today), readings, value_axis(goals[-1:], readings))


def _indexed(one: _Side, other: _Side, today: date, source: str) -> ChartSpec:
    shares = [[_share(side.outcome, reading.value) for reading in side.readings] for side in (one, other)]
    values = [*shares[0], *shares[1], 0.0, 100.0]
    low, high, step = nice_range(min(values), max(values))
    y = Axis("number", low, high, tr("Way from baseline (0) to target (100)"), step=step)
    lines = (_line(one, shares[0], dashed=False), _line(other, shares[1], dashed=True))
    return _chart(one, other, lines, y, today, source, indexed=True)


def _share(outcome: Outcome, value: float) -> float:
    """The share of the way, in per cent, unclamped. Raises DeskError where there is no way."""
    if outcome.direction is Direction.HOLD or outcome.baseline is None or outcome.target is None:
        raise DeskError(
            tr("{outcome} has no way from a baseline to a target to be compared by.", outcome=named(outcome))
        )
    if outcome.target == outcome.baseline:
        raise DeskError(
            tr("The target of {outcome} is its baseline, so there is no way to be compared by.", outcome=named(outcome))
        )
    return 100.0 * (value - outcome.baseline) / (outcome.target - outcome.baseline)


def _line(side: _Side, values: list[float], *, dashed: bool) -> Series:
    return Series(
        side.outcome.name,
        "line",
        tuple(float(reading.date.toordinal()) for reading in side.readings),
        tuple(values),
        role="accent" if dashed else "text",
        stroke="dashed" if dashed else "solid",
        marker=3.0,
        keys=tuple(reading.id for reading in side.readings),
        label=side.outcome.name,
        label_side="below" if dashed else "above",
        label_role="accentText" if dashed else "text",
        rank=2,
    )


def _chart(
    one: _Side, other: _Side, lines: tuple[Series, Series], y: Axis, today: date, source: str, *, indexed: bool = False
) -> ChartSpec:
    dates = [reading.date for side in (one, other) for reading in side.readings]
    # A month of room after the last, for the names at the ends of the lines.
    low, high = month_range(min([*dates, today]), max([*dates, today]) + timedelta(days=31))
    last_words = " ".join(_last_words(side, today) for side in (one, other))
    drawn = tuple(line for line in lines if line.xs)
    return ChartSpec(
        name="compare",
        title=_pair(one, other),
        takeaway=last_words,
        source=source,
        alt=f"{_alt(one, other, indexed=indexed)} {last_words}",
        x=Axis("time", low, high, this_year=today.year),
        y=y,
        series=drawn,
        references=tuple(_marks()) if indexed else (),
        flags=(Flag(float(today.toordinal()), tr("today"), "today", "accent", rank=2),),
        legend=tuple(
            LegendEntry(tr("{line}, dashed", line=line.name) if line.stroke == "dashed" else line.name, line.role)
            for line in lines
        ),
        table=_table(one, other),
        empty="" if drawn else tr("Neither has a reading yet."),
    )


def _pair(one: _Side, other: _Side) -> str:
    return tr("{one} and {other}", one=one.outcome.name, other=other.outcome.name)


def _alt(one: _Side, other: _Side, *, indexed: bool) -> str:
    names = {"one": one.outcome.name, "other": other.outcome.name}
    if indexed:
        return tr("Line chart of {one} and {other}, indexed from baseline to target.", **names)
    return tr("Line chart of {one} and {other}, over each other.", **names)


def _marks() -> Iterator[Reference]:
    start = trc("of an outcome", "Baseline")
    yield Reference(start, "y", 0.0, "ctl", "baseline", label=trc("beside a line", "baseline"))
    yield Reference(tr("Target"), "y", 100.0, "ok", "target", "solid", 1.5, trc("beside a line", "target"), "ok")


def _last_words(side: _Side, today: date) -> str:
    if not side.readings:
        return tr("{outcome} is not measured yet.", outcome=side.outcome.name)
    last = side.readings[-1]
    value = f"{number(last.value)} {side.outcome.unit}".rstrip()
    return tr("{outcome}: {value} on {day}.", outcome=side.outcome.name, value=value, day=day(last.date, today))


def _table(one: _Side, other: _Side) -> TableData:
    """The readings of the first, then those of the second in a column of their own."""
    columns = (
        Column(tr("Date"), "date", 12),
        Column(one.outcome.name, "number", 18, one.outcome.unit),
        Column(other.outcome.name, "number", 18, other.outcome.unit),
        Column(tr("Note"), "text", 36),
    )
    rows: list[tuple[Cell, ...]] = [(reading.date, reading.value, None, reading.note) for reading in one.readings]
    rows += [(reading.date, None, reading.value, reading.note) for reading in other.readings]
    return TableData(_pair(one, other), columns, tuple(rows))
