"""Small charts of many outcomes: one time axis for all, an own axis of values for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from deliverydesk.analysis.outcomes import goals_of
from deliverydesk.analysis.trouble import Standing
from deliverydesk.charts.axes import month_range
from deliverydesk.charts.format import with_unit
from deliverydesk.charts.goals import GoalLines
from deliverydesk.charts.outcome import value_axis
from deliverydesk.charts.spec import Axis, ChartSpec, Flag, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support.language import tr

PAST, AHEAD = timedelta(days=731), timedelta(days=549)
"""How far from today the common axis reaches at most: older readings would press the recent ones together."""


def shared_axis(standings: Iterable[Standing], today: date) -> Axis:
    """A time axis over the readings, baselines and due dates of all these outcomes, from two years before today to one
    and a half after it at most.
    """
    dates = [today]
    for one in standings:
        ends = (one.readings[0].date, one.readings[-1].date) if one.readings else ()
        dates += [when for when in (*ends, one.outcome.baseline_date, one.outcome.due) if when is not None]
    low, high = month_range(max(min(dates), today - PAST), min(max(dates), today + AHEAD))
    return Axis("time", low, high, this_year=today.year)


def small_chart(portfolio: Portfolio, standing: Standing, x: Axis, today: date) -> ChartSpec:
    """One outcome over the axis ``x`` that it shares with others: readings, targets and the required path, no flags and
    no words.
    """
    present = portfolio.outcomes[standing.outcome.id]
    goals = goals_of(present, portfolio.former_targets.by("outcome", present.id))
    inside = [reading for reading in standing.readings if x.low <= reading.date.toordinal() <= x.high]
    y = value_axis(goals, inside)
    lines = GoalLines(goals, x, y, today)
    measured = Series(
        tr("Measured"),
        "line",
        tuple(float(reading.date.toordinal()) for reading in inside),
        tuple(reading.value for reading in inside),
        marker=2.0,
        keys=tuple(reading.id for reading in inside),
    )
    latest = with_unit(standing.progress.latest, present.unit)
    return ChartSpec(
        name="outcome",
        title=present.name,
        x=x,
        y=y,
        alt=tr(
            "Small chart of {outcome}: {value}, {standing}.",
            outcome=present.name,
            value=latest,
            standing=standing.trouble.reason or tr("no trouble"),
        ),
        table=TableData(
            present.name, (Column(tr("Date"), "date"), Column(tr("Measured"), "number", unit=present.unit)), ()
        ),
        series=(*lines.series(), *((measured,) if inside else ())),
        bands=tuple(lines.bands()),
        flags=(Flag(float(today.toordinal()), tr("today"), "today", "accent", rank=2),),
    )
