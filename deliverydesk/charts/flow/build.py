"""Every chart of flow by its name, from a portfolio and what its journal remembers of stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.flow.history import history_of
from deliverydesk.analysis.flow.scope import Scope
from deliverydesk.charts.calibration import calibration_chart
from deliverydesk.charts.flow.ageing import ageing_chart
from deliverydesk.charts.flow.cumulative import cumulative_chart
from deliverydesk.charts.flow.cycle import cycle_chart
from deliverydesk.charts.flow.done import kinds_chart, monthly_chart, weekly_chart
from deliverydesk.charts.forecast_fan import fan_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from deliverydesk.analysis.flow.history import History
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio

BUILDERS: dict[str, Callable[[Portfolio, History, str], ChartSpec]] = {
    "cycle-time": cycle_chart,
    "throughput": weekly_chart,
    "throughput-month": monthly_chart,
    "ageing": ageing_chart,
    "cumulative-flow": cumulative_chart,
    "flow-kinds": kinds_chart,
}
"""What makes a chart of a history, with the words of its source, by the name in the catalogue."""


FORECASTS: dict[str, Callable[[Portfolio, History, Scope, str], ChartSpec]] = {
    "forecast": fan_chart,
    "calibration": lambda portfolio, history, scope, source: calibration_chart(
        portfolio, today=history.today, of=scope.ids(portfolio), source=source
    ),
}
"""The same of charts that look ahead, or at how looking ahead went: they ask of whom."""


def chart_of(portfolio: Portfolio, name: str, history: History, scope: Scope, source: str = "") -> ChartSpec:
    """The chart called `name` of what is in scope, from the history of all."""
    ids = scope.ids(portfolio)
    narrowed = history if ids is None else history.of(ids)
    if name in FORECASTS:
        return FORECASTS[name](portfolio, narrowed, scope, source)
    return BUILDERS[name](portfolio, narrowed, source)


def flow_chart(
    portfolio: Portfolio, name: str, *, today: date, source: str = "", moves: Iterable[StageMove] = ()
) -> ChartSpec:
    """The chart called `name` of all deliverables. `moves` is what the journal remembers; see `Document.moves`."""
    return chart_of(portfolio, name, history_of(portfolio, today, moves), Scope(), source)
