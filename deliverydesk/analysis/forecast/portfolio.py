"""When each deliverable of a portfolio is done, which milestones are met, and where the cut line lies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from deliverydesk.analysis.forecast.clock import Calendar
from deliverydesk.analysis.forecast.inputs import (
    PEOPLE_PER_ITEM,
    SPEED_ERROR,
    Blocked,
    C,
    Inputs,
    inputs_of,
    is_open,
)
from deliverydesk.analysis.forecast.network import Ends, simulate
from deliverydesk.analysis.forecast.percentiles import latest_of
from deliverydesk.analysis.forecast.reasons import Assumption, Reason
from deliverydesk.domain.values import Stage
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from deliverydesk.analysis.forecast.three_point import Spread
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

SHARES: Final = (0.5, 0.85, 0.95)
HORIZON: Final = 520
"""Weeks ahead beyond which no day is told."""
_MOST_TIMES: Final = 50_000_000
"""Ends kept at a time, 4 bytes each: of more tasks fewer paths are simulated."""


@dataclass(frozen=True, slots=True)
class ItemForecast:
    """When something is done with a probability of 50, 85 and 95 %; or why nobody can say for all of them."""

    p50: date | None = None
    p85: date | None = None
    p95: date | None = None
    reason: Reason | None = None
    because: int | None = None
    """The deliverable that the reason is about, where it is another."""


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance, 0 to 1, that all of some deliverables are done by the end of a day; or why nobody can say."""

    by: date
    chance: float | None = None
    forecast: ItemForecast = ItemForecast()
    """When the last of them is done."""
    open: int = 0
    """How many of them are still to be done."""
    reason: Reason | None = None
    because: int | None = None
    """The deliverable that the reason is about."""


@dataclass(frozen=True, slots=True)
class CutLine:
    """The last deliverable in the manager's order that is done by a day with a probability of at least `chance`."""

    by: date
    chance: float
    last: int | None
    """None where there is no such deliverable."""
    inside: tuple[int, ...]
    """Those that are, in the manager's order."""
    short: tuple[int, ...]
    """Those above the line that are not."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """One thing that the forecast takes for granted."""

    assumption: Assumption
    count: int = 0
    """How many estimates or deliverables it was made for, where it was for single ones."""
    figure: float | None = None
    """The figure in it: people an item, P85 over likely effort, error of the speed, paths."""


@dataclass(frozen=True, slots=True)
class TeamBasis:
    """What the forecast takes a team to be."""

    team: int
    places: int
    """On how many items it works at a time."""
    rate: float
    """Person-weeks a week at full strength."""
    weeks_of_leave: int
    """Weeks in which it is not at full strength."""
    regime: float
    widening: float
    spread: Spread


@dataclass(frozen=True, eq=False)
class PortfolioForecast:
    """A forecast of all open work at once. Every figure is from the same paths, so chances may be compared."""

    today: date
    seed: int
    paths: int
    order: tuple[int, ...]
    """The open deliverables in the manager's order."""
    blocked: Mapping[int, Blocked]
    """Those that cannot be scheduled."""
    teams: tuple[TeamBasis, ...]
    assumptions: tuple[Assumed, ...]
    _portfolio: Portfolio
    _calendar: Calendar
    _rows: Mapping[int, int]
    _ends: Ends
    _items: dict[int, ItemForecast] = field(default_factory=dict)

    def of(self, portfolio: Portfolio) -> PortfolioForecast:
        """The same forecast of a later portfolio that asks the same of the same teams; that is not checked."""
        return replace(self, _portfolio=portfolio, _items={})

    def item(self, deliverable: int) -> ItemForecast:
        """When a deliverable is done; what is done already or stopped has a reason instead. Raises KeyError."""
        if deliverable not in self._items:
            self._items[deliverable] = self._item(self._portfolio.deliverables[deliverable])
        return self._items[deliverable]

    def items(self) -> dict[int, ItemForecast]:
        """Every open deliverable, in the manager's order; of 1,000 some 150 ms the first time."""
        return {each: self.item(each) for each in self.order}

    def chance(self, deliverable: int, by: date) -> float | None:
        """The chance, 0 to 1, that a deliverable is done by the end of a day; None where it cannot be scheduled."""
        return self.joint([deliverable], by).chance

    def chances(self, by: date) -> dict[int, float]:
        """The chance of every deliverable that can be scheduled, by its id."""
        time = self._calendar.over(by)
        return {each: float(np.mean(self._ends.done(row, time))) for each, row in self._rows.items()}

    def joint(self, deliverables: Iterable[int], by: date) -> Chance:
        """The chance that all of them are done by the end of a day: counted on common paths, never multiplied."""
        wanted = list(dict.fromkeys(deliverables))
        if not wanted:
            return Chance(by, reason=Reason.NO_ITEMS)
        open_: list[int] = []
        for each in wanted:
            item = self._portfolio.deliverables[each]
            if _is_done(item):
                continue
            blocked = self.blocked.get(each) or (None if is_open(item) else Blocked(Reason.STOPPED))
            if blocked is not None:
                return Chance(
                    by, forecast=ItemForecast(reason=blocked.reason, because=each), reason=blocked.reason, because=each
                )
            open_.append(each)
        if not open_:
            return Chance(by, 1.0)
        time = self._calendar.over(by)
        done = np.logical_and.reduce([self._ends.done(self._rows[each], time) for each in open_])
        met = float(np.mean(done)) if by >= self.today else 0.0
        return Chance(by, met, self._last_of(open_), len(open_))

    def milestones(self) -> dict[int, Chance]:
        """The chance of every milestone to be met on its day, by its id: all that is named for it done."""
        found = {}
        for milestone in self._portfolio.milestones:
            named = self._portfolio.milestone_items.by("milestone", milestone.id)
            found[milestone.id] = self.joint([each.deliverable for each in named], milestone.date)
        return found

    def cut_line(self, by: date, chance: float = 0.85) -> CutLine:
        """How far down the manager's order work is done by a day with at least a chance, 0 to 1.

        The line lies below the likely one that leaves the fewest on the wrong side of it, unlikely above and likely
        below; of several the lowest. One that is under way far down the order does not draw the line to itself.
        """
        chances = self.chances(by)
        inside = tuple(each for each in self.order if chances.get(each, 0.0) >= chance - 1e-9)
        enough = set(inside)
        wrong, fewest, last = len(inside), len(self.order) + 1, None
        for each in self.order:
            wrong += -1 if each in enough else 1
            if each in enough and wrong <= fewest:
                fewest, last = wrong, each
        above = self.order[: self.order.index(last)] if last is not None else ()
        return CutLine(by, chance, last, inside, tuple(each for each in above if each not in enough))

    def inputs(self) -> dict[str, Any]:
        """What the forecast was reckoned from, as JSON knows it: to be kept with a kept forecast."""
        return {
            "made": self.today.isoformat(),
            "seed": self.seed,
            "paths": self.paths,
            "c": C,
            "speed_error": SPEED_ERROR,
            "people_per_item": PEOPLE_PER_ITEM,
            "scheduled": len(self._rows),
            "left_out": {reason.value: n for reason, n in sorted(self._left_out().items())},
            "assumptions": {each.assumption.value: each.count or each.figure for each in self.assumptions},
            "widening": {str(each.team): each.widening for each in self.teams},
        }

    def _left_out(self) -> dict[Reason, int]:
        return Counter(blocked.reason for blocked in self.blocked.values())

    def _item(self, item: Deliverable) -> ItemForecast:
        if item.id in self._rows:
            return self._told(self._ends.percentiles([self._rows[item.id]], SHARES)[0])
        blocked = self.blocked.get(item.id, Blocked(Reason.DONE if _is_done(item) else Reason.STOPPED))
        return ItemForecast(reason=blocked.reason, because=blocked.because)

    def _told(self, times: NDArray[np.float32] | Sequence[float]) -> ItemForecast:
        p50, p85, p95 = (self._calendar.day(float(time)) if time <= HORIZON else None for time in times)
        return ItemForecast(p50, p85, p95, Reason.BEYOND_HORIZON if p95 is None else None)

    def _last_of(self, deliverables: Sequence[int]) -> ItemForecast:
        """When the last of several is done."""
        if len(deliverables) == 1:
            return self.item(deliverables[0])
        rows = [self._rows[each] for each in deliverables]
        latest = np.maximum.reduce([self._ends.clocks[row].calendar(self._ends.times[row]) for row in rows])
        return self._told(latest_of(latest, SHARES))


def forecast_of(
    portfolio: Portfolio, today: date, *, seed: int = 1, paths: int = 10_000, progress: Progress = no_progress
) -> PortfolioForecast:
    """Simulate all open work from `today` on: 50 ms of processor time for 1,000 deliverables, so not in the window's.

    Equal arguments give equal figures. `progress` may raise Cancelled, which is let through.
    """
    inputs = inputs_of(portfolio, today, progress)
    calendar = Calendar(today)
    used = max(min(paths, _MOST_TIMES // max(len(inputs.tasks), 1)), 1)
    ends = simulate(inputs.tasks, inputs.crews, start=calendar.now, paths=used, seed=seed, progress=progress)
    return PortfolioForecast(
        today,
        seed,
        used,
        tuple(each for each in portfolio.live if is_open(portfolio.deliverables[each])),
        inputs.blocked,
        _teams(portfolio, inputs),
        _assumptions(inputs, used, paths),
        portfolio,
        calendar,
        {each: row for row, each in enumerate(inputs.ids)},
        ends,
    )


def _is_done(item: Deliverable) -> bool:
    return item.actual_end is not None or item.stage is Stage.RELEASED


def _teams(portfolio: Portfolio, inputs: Inputs) -> tuple[TeamBasis, ...]:
    return tuple(
        TeamBasis(
            team,
            crew.places,
            crew.rate,
            sum(share < 1 for share in crew.strength),
            crew.regime,
            portfolio.teams[team].widening,
            spread,
        )
        for team, crew, spread in zip(inputs.teams, inputs.crews, inputs.spreads, strict=True)
    )


def _assumptions(inputs: Inputs, used: int, asked: int) -> tuple[Assumed, ...]:
    """Those that were made, the ones for everything first."""
    found = [
        Assumed(Assumption.RANK_ORDER),
        Assumed(Assumption.SLOTS, figure=PEOPLE_PER_ITEM),
        Assumed(Assumption.REGIME, figure=SPEED_ERROR),
        Assumed(Assumption.NO_GROWTH),
    ]
    found += [Assumed(each, count) for each, count in sorted(inputs.counts.items()) if count]
    if used < asked:
        found.append(Assumed(Assumption.FEWER_PATHS, figure=float(used)))
    return tuple(found)
