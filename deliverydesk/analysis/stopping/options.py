"""Ways to use the people that a stopped deliverable sets free, each tried out on a copy of the portfolio.

The copy is made by the same action that carries the way out, so that what is shown is what comes: loads, forecasts
and guardrails are reckoned on the portfolio as it would be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.actions.refilling import stop_and_refill
from deliverydesk.analysis.capacity.change import OUTSIDE, RailChange, TeamChange, change_between, stand_of
from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.analysis.planning.refill_of import doubt_of, people_of, spans_of
from deliverydesk.analysis.planning.selection.refill import Aim
from deliverydesk.analysis.planning.selection_of import Measure
from deliverydesk.analysis.stopping.case import value_to_come
from deliverydesk.domain.values import DecisionChoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from deliverydesk.analysis.capacity.change import Stand
    from deliverydesk.analysis.capacity.guardrails import Rail
    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.analysis.planning.selection_of import Selection
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.spreading import Span

PATHS = 4_000
FAIR = 0.5
"""The share of the best value that the plan of least change has to have."""
_LOW, _HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Option:
    """One way to use the people who are set free."""

    aims: tuple[Aim, ...]
    """What it is best at, of all that were found."""
    begins: tuple[int, ...]
    """Vetted deliverables, the most valuable first."""
    spans: Mapping[int, Span]
    """When each is to begin and to end."""
    value: float
    """Of all that is begun, in the measure of the choice. Money is `case.value_to_come`, by the forecast as it would
    be, so that it can be held against the case for going on."""
    low: float
    high: float
    """P10 and P90 of the value over the doubt of the estimates."""
    used: float
    """Person-weeks that what is begun asks for."""
    moved: float
    """How many people begin on something new."""
    loads: tuple[TeamChange, ...]
    """Every team."""
    ends: Mapping[int, tuple[date | None, date | None]]
    """P85 of the end of what is begun: as it is now, and then."""
    rails: tuple[RailChange, ...]
    """Guardrails that are outside their bands, before or after."""

    @property
    def outside(self) -> tuple[Rail, ...]:
        """Guardrails that would be outside their bands."""
        return tuple(each.after for each in self.rails if each.after.standing in OUTSIDE)


@dataclass(frozen=True, eq=False, slots=True)
class Basis:
    """What options are held against: the portfolio as it is, and how the choice of work counts what could begin."""

    portfolio: Portfolio
    stopped: tuple[int, ...]
    """What sets people free, in the manager's order."""
    retired: int | None
    """The product with which that stops; None where one deliverable stops alone."""
    today: date
    weeks: tuple[date, ...]
    selection: Selection
    candidates: tuple[int, ...]
    """Vetted deliverables that could begin, the most valuable first."""
    forecast: PortfolioForecast
    stand: Stand

    @classmethod
    def of(
        cls,
        portfolio: Portfolio,
        stopped: tuple[int, ...],
        retired: int | None,
        today: date,
        weeks: tuple[date, ...],
        selection: Selection,
        ready: Iterable[int],
        forecast: PortfolioForecast,
    ) -> Basis:
        """`ready` are the indices of the vetted items of a selection."""
        expected = selection.problem.expected[:, 0]
        return cls(
            portfolio,
            stopped,
            retired,
            today,
            weeks,
            selection,
            tuple(selection.items[at] for at in sorted(ready, key=lambda at: (-float(expected[at]), at))),
            forecast,
            stand_of(portfolio, weeks),
        )

    def stop(self, begins: Mapping[int, Span]) -> ChangeSet:
        """What is tried out: the stop, and what begins. The reason is for nobody to read."""
        if self.retired is not None:
            choice, alone = DecisionChoice.RETIRE, None
        else:
            choice, alone = DecisionChoice.TABLE, self.stopped[0]
        return stop_and_refill(self.portfolio, choice, "tried", alone, begins, product=self.retired)

    def p(self, deliverable: int) -> float:
        """The chance that a candidate, or what is stopped, counts with."""
        return float(self.selection.problem.chance[self._at(deliverable)])

    def worth(self, deliverable: int, forecast: PortfolioForecast) -> float | None:
        """What one deliverable counts for by a forecast; None where nobody can say when it is done."""
        if self.selection.measure is Measure.SCORE:
            return float(self.selection.problem.expected[self._at(deliverable), 0])
        item = self.portfolio.deliverables[deliverable]
        value = value_to_come(item, self.p(deliverable), forecast, self.today)
        return None if value is None else value.likely

    def spread(self, begins: Sequence[int], worth: Sequence[float]) -> tuple[float, float]:
        """P10 and P90 of the summed worth over the doubt of the estimates."""
        values, _efforts = doubt_of(self.selection).draws()
        drawn = values[:, [self._at(each) for each in begins]] @ np.asarray(worth)
        low, high = np.quantile(drawn, (_LOW, _HIGH))
        return float(low), float(high)

    def _at(self, deliverable: int) -> int:
        return self.selection.items.index(deliverable)


def option_of(basis: Basis, begins: Iterable[int]) -> Option:
    """Try out stopping and beginning these candidates. Some tenths of a second, so not in the window's thread."""
    portfolio, today = basis.portfolio, basis.today
    wanted = set(begins)
    order = tuple(each for each in basis.candidates if each in wanted)
    spans = spans_of(portfolio, order, today)
    then = portfolio.after(basis.stop(spans))
    change, ahead = change_between(basis.stand, stand_of(then, basis.weeks)), forecast_of(then, today, paths=PATHS)
    asked = {each: to_come_by_team(portfolio, portfolio.deliverables[each]) for each in order}
    worth = [basis.worth(each, ahead) or 0.0 for each in order]
    low, high = basis.spread(order, worth)
    return Option(
        (),
        order,
        spans,
        sum(worth),
        low,
        high,
        sum(sum(asked[each].values()) for each in order),
        sum(people_of(portfolio, each, span) for each, span in spans.items()),
        change.loads,
        {each: (basis.forecast.item(each).p85, ahead.item(each).p85) for each in order},
        change.rails,
    )


def by_aim(found: Sequence[Option]) -> tuple[Option, ...]:
    """Say of ways that were tried out what each is best at, and order them: by their aims, then by value.

    The choice of work counts by whole periods, the try-out by the forecast, so that the two may differ.
    """
    if not found:
        return ()
    best = max(found, key=lambda each: each.value)
    best_at = {
        Aim.LEAST_CHANGE: min(
            (each for each in found if each.value >= FAIR * best.value), key=lambda each: (each.moved, -each.value)
        ),
        Aim.BEST_VALUE: best,
        Aim.MOST_ROBUST: max(found, key=lambda each: (each.low, each.value)),
    }
    told = [replace(one, aims=tuple(aim for aim in Aim if best_at[aim] is one)) for one in found]
    order = {aim: at for at, aim in enumerate(Aim)}
    return tuple(sorted(told, key=lambda one: (order[one.aims[0]] if one.aims else len(order), -one.value)))
