"""A bound for all that costs beside the makespan, and an order, from prices for what items share.

Each unit of a resource has a price in each period, and each "after" one for every period by which it is broken. At any
prices the items can be put where they are cheapest one by one, and what that costs, less the worth of all capacity, is
a bound: the Lagrangian dual of the time-indexed formulation (Christofides, Alvarez-Valdés & Tamarit 1987, European
Journal of Operational Research 29:262-273). Prices are raised where too much is asked for and lowered where too little
is (subgradients; step lengths by Polyak). The middles of where items are put, averaged, are an order that makes good
schedules (Möhring, Schulz, Stork & Uetz 2003, Management Science 49:330-350).
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.planning.schedule.bounds import least_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.schedule.generating import Packed

_MOST_CELLS: Final = 4_000_000
"""Items times periods beyond which it would take too much room."""
_PATIENCE: Final = 10
"""Rounds without a better bound after which steps become shorter."""
_SHORTER: Final = 0.7
_LEAST: Final = 0.005
"""Steps shorter than this share of the full one change nothing that is worth waiting for."""
_ORDER: Final = 0.5
"""How far prices of "after" are moved beside those of capacity."""
_MEMORY: Final = 0.8


def affordable(packed: Packed, until: int) -> bool:
    """Whether there is room for the prices of a problem whose plans end in that period or so."""
    return packed.count > 0 and packed.count * _periods(packed, until) <= _MOST_CELLS


def _periods(packed: Packed, until: int) -> int:
    """Periods after which, at no prices, everything only costs more the later it is."""
    presents = (item.present or 0 for item in packed.problem.items)
    known = (len(units) for units in packed.problem.capacities)
    return max([until, *packed.heads, *presents, *known]) + 1


class Prices:
    """The search for the best prices; `round` is one step of it."""

    def __init__(self, packed: Packed, until: int) -> None:
        """`until` is where good plans end: later there are no prices."""
        problem, items = packed.problem, packed.problem.items
        periods = np.arange(_periods(packed, until))
        self._rest = problem.makespan * least_end(packed)
        self._long = np.array(packed.durations)
        weights = np.array([item.weight for item in items], np.float64)
        stays = np.array([item.stay if item.present is not None else 0 for item in items], np.float64)
        presents = np.array([item.present or 0 for item in items])
        heads, pinned = np.array(packed.heads), np.array([item.pinned for item in items])
        self._costs = weights[:, None] * (periods + self._long[:, None])
        self._costs += stays[:, None] * np.abs(periods - presents[:, None])
        self._costs[(periods < heads[:, None]) | (pinned[:, None] & (periods != heads[:, None]))] = np.inf
        self._asked = np.array([item.demands for item in items], np.float64)
        self._has = np.array(
            [[units[min(n, len(units) - 1)] for n in range(len(periods))] for units in problem.capacities], np.float64
        ).reshape(len(problem.capacities), len(periods))
        self._alike = [(int(long), np.flatnonzero(self._long == long)) for long in np.unique(self._long)]
        pairs = [(before, at) for at in range(packed.count) for before in packed.before[at]]
        self._first, self._second = np.array(pairs, np.int64).reshape(-1, 2).T
        self._slope = weights + stays
        """What a period later costs, after all that is known: "after" may take no more from it."""
        self._units = np.zeros_like(self._has)
        self._after = np.zeros(len(pairs))
        self._step = 1.0
        self._stale = 0
        self._least = -np.inf
        self._middles: NDArray[np.float64] | None = None

    @property
    def bound(self) -> int:
        """What no plan costs less than: proved by the best prices so far."""
        if not np.isfinite(self._least):
            return 0
        return max(ceil(self._rest + self._least - 1e-9 * abs(self._least) - 1e-6), 0)

    @property
    def settled(self) -> bool:
        """Whether further rounds are not worth it."""
        return self._step < _LEAST

    @property
    def order(self) -> list[float]:
        """Keys of the items: the averaged middles of where they are cheapest. Known after one round."""
        assert self._middles is not None
        return [float(middle) for middle in self._middles]

    def round(self, known: int) -> None:
        """Put all where it is cheapest, and move the prices; `known` is what the best plan costs."""
        starts, cost = self._cheapest()
        if cost > self._least:
            self._least, self._stale = cost, 0
        else:
            self._stale += 1
            if self._stale >= _PATIENCE:
                self._step, self._stale = self._step * _SHORTER, 0
        middles = starts + self._long / 2
        self._middles = middles if self._middles is None else _MEMORY * self._middles + (1 - _MEMORY) * middles
        self._move(starts, known - self._rest - cost)

    def _cheapest(self) -> tuple[NDArray[np.int64], float]:
        """Where each item is cheapest, and the bound that these prices give."""
        rows, periods = self._units.shape
        summed = np.zeros((rows, periods + int(self._long.max()) + 1))
        np.cumsum(self._units, axis=1, out=summed[:, 1 : periods + 1])
        summed[:, periods + 1 :] = summed[:, periods : periods + 1]
        slope = np.zeros(len(self._long))
        np.add.at(slope, self._first, self._after)
        np.subtract.at(slope, self._second, self._after)
        starts = np.empty(len(self._long), np.int64)
        cost = float(self._after @ self._long[self._first]) - float((self._units * self._has).sum())
        for long, some in self._alike:
            within = summed[:, long : long + periods] - summed[:, :periods]
            costs = self._costs[some] + self._asked[some] @ within + slope[some, None] * np.arange(periods)
            starts[some] = costs.argmin(axis=1)
            cost += float(costs.min(axis=1).sum())
        return starts, cost

    def _move(self, starts: NDArray[np.int64], gap: float) -> None:
        rows, periods = self._units.shape
        taken = np.zeros((periods + int(self._long.max()) + 1, rows))
        np.add.at(taken, starts, self._asked)
        np.subtract.at(taken, starts + self._long, self._asked)
        much = np.cumsum(taken, axis=0)[:periods].T - self._has
        late = (starts[self._first] + self._long[self._first] - starts[self._second]) * _ORDER
        much[(self._units <= 0) & (much < 0)] = 0.0
        late[(self._after <= 0) & (late < 0)] = 0.0
        far = float((much * much).sum() + (late * late).sum())
        if far <= 0:
            self._step = 0.0
            return
        step = self._step * max(gap, 1.0) / far
        self._units = np.maximum(self._units + step * much, 0.0)
        self._after = np.maximum(self._after + step * _ORDER * late, 0.0)
        taken_off = np.zeros(len(self._long))
        np.add.at(taken_off, self._second, self._after)
        self._after *= np.minimum(1.0, self._slope / np.maximum(taken_off, 1e-12))[self._second]
