"""Many pieces of work at once, through the capacity of their teams, over thousands of simulated paths.

A team works in so many places at a time, each with an equal share of its capacity; a piece of work takes one place in
every team that it needs, from one common start, and gives each back when that team's part is done. The order of starts
is that of the expected schedule (`sequence`) and the same in every path; start and end are each path's own. On a path
one regime factor multiplies all effort of a team, so that what is late together is late together in joint chances.

Vectorised over paths: the places of a team are kept sorted by minima and maxima, so the first is always the next free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from deliverydesk.analysis.forecast.clock import Clock
from deliverydesk.analysis.forecast.percentiles import latest_of
from deliverydesk.analysis.forecast.sequence import Work, start_order
from deliverydesk.analysis.forecast.three_point import Draws
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.forecast.three_point import Distribution
    from deliverydesk.support.progress import Progress

CHUNK: Final = 16
"""Pieces of work between two looks at whether to stop: 1 or 2 ms of 10,000 paths."""


@dataclass(frozen=True, slots=True)
class Crew:
    """A team, as the network sees it."""

    rate: float
    """Person-weeks a week at full strength; above 0."""
    places: int = 1
    regime: float = 0.0
    """The standard deviation of the logarithm of the regime factor."""
    strength: tuple[float, ...] = ()
    """The share of the full capacity in each week from the forecast's Monday on; 1 after them."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a piece of work asks of one team."""

    crew: int
    """Index of the team."""
    effort: Distribution
    """Person-weeks."""
    expected: float
    """Person-weeks in the middle."""


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work: its parts, one a team, and the indices of those that must end before. No cycles."""

    parts: tuple[Part, ...]
    after: tuple[int, ...] = ()
    earliest: float = 0.0
    """It does not begin before this moment of calendar time, in working weeks."""


@dataclass(frozen=True, slots=True)
class Ends:
    """When every task ends on every path."""

    times: NDArray[np.float32]
    """(task, path), in the own time of the task's clock. Not to be written to."""
    clocks: tuple[Clock, ...]
    """Each task's: own time in it grows with calendar time, so percentiles can be taken before they are turned."""

    def percentiles(self, chosen: Sequence[int], shares: Sequence[float]) -> NDArray[np.float32]:
        """The times, (chosen task, share), that these shares of the paths do not exceed, in calendar weeks."""
        found = np.empty((len(chosen), len(shares)), dtype=np.float32)
        for row, task in enumerate(chosen):
            found[row] = self.clocks[task].calendar(latest_of(self.times[task], shares))
        return found

    def done(self, task: int, time: float) -> NDArray[np.bool_]:
        """On which paths a task has ended at a moment of calendar time."""
        own = float(self.clocks[task].own(np.array([time], dtype=np.float32))[0])
        done: NDArray[np.bool_] = self.times[task] <= own + _CRUMB
        return done


_CRUMB: Final = 2e-4
"""A thousandth of a working day, which 32 bits may lose."""


def simulate(
    tasks: Sequence[Task],
    crews: Sequence[Crew],
    *,
    start: float = 0.0,
    paths: int = 10_000,
    seed: int = 1,
    progress: Progress = no_progress,
) -> Ends:
    """The ends of all tasks, given by priority, from `start` on, in working weeks. Equal arguments give equal bits.

    `progress` is called with tasks done and all; what it raises is let through, so it is the way to stop. Raises
    ValueError where tasks wait for one another in a circle.
    """
    run = _Run(crews, start, paths, seed)
    scale = [crew.places / crew.rate for crew in crews]
    works = [
        Work(
            {part.crew: part.expected * scale[part.crew] for part in task.parts},
            task.after,
            max(task.earliest - start, 0.0),
        )
        for task in tasks
    ]
    order = start_order(works, [crew.places for crew in crews])
    if len(order) < len(tasks):
        raise ValueError("Some tasks wait, over others, for themselves.")
    times = np.empty((len(tasks), paths), dtype=np.float32)
    clocks = [run.plain] * len(tasks)
    for count, at in enumerate(order):
        if count % CHUNK == 0:
            progress(count, len(tasks))
        clocks[at] = run.place(tasks[at], times, clocks, times[at])
    progress(len(tasks), len(tasks))
    return Ends(times, tuple(clocks))


class _Run:
    """The places of all teams on all paths."""

    def __init__(self, crews: Sequence[Crew], start: float, paths: int, seed: int) -> None:
        self.plain = Clock(())
        self._clocks = [Clock(crew.strength) for crew in crews]
        self._draws = Draws(seed, paths)
        self._paths = paths
        factors = np.random.default_rng(seed)
        now = np.array([start], dtype=np.float32)
        self._places = [
            [np.full(paths, clock.own(now)[0], dtype=np.float32) for _ in range(crew.places)]
            for crew, clock in zip(crews, self._clocks, strict=True)
        ]
        self._weeks = [
            np.exp(crew.regime * factors.standard_normal(paths, dtype=np.float32)) * np.float32(crew.places / crew.rate)
            for crew in crews
        ]
        """Weeks that a person-week takes in one place, path by path."""
        self._carry = np.empty(paths, dtype=np.float32)

    def place(self, task: Task, times: NDArray[np.float32], clocks: Sequence[Clock], out: NDArray[np.float32]) -> Clock:
        """Write when a task ends, and give the clock that this is told in."""
        if len(task.parts) == 1:
            [part] = task.parts
            ready = self._ready(task, times, clocks, self._clocks[part.crew], self._first(part))
            self._work(part, ready, out)
            return self._clocks[part.crew]
        begin = self._ready(task, times, clocks, self.plain, None)
        for part in task.parts:
            free = self._clocks[part.crew].calendar(self._first(part))
            begin = free.copy() if begin is None else np.maximum(begin, free, out=begin)
        assert begin is not None
        ended = np.empty_like(out)
        for at, part in enumerate(task.parts):
            clock = self._clocks[part.crew]
            self._work(part, clock.own(begin), ended)
            if at:
                np.maximum(out, clock.calendar(ended), out=out)
            else:
                np.copyto(out, clock.calendar(ended))
        return self.plain

    def _first(self, part: Part) -> NDArray[np.float32]:
        return self._places[part.crew][0]

    def _ready(
        self,
        task: Task,
        times: NDArray[np.float32],
        clocks: Sequence[Clock],
        clock: Clock,
        free: NDArray[np.float32] | None,
    ) -> NDArray[np.float32] | None:
        """When all that a task waits for is over and a place is free, in a clock; not to be kept."""
        ready = free
        if task.earliest > 0:
            held = np.full(self._paths, clock.own(np.array([task.earliest], dtype=np.float32))[0], dtype=np.float32)
            ready = held if ready is None else np.maximum(ready, held, out=held)
        for before in task.after:
            ended = times[before] if clocks[before] is clock else clock.own(clocks[before].calendar(times[before]))
            ready = ended.copy() if ready is None else np.maximum(ready, ended)
        return ready

    def _work(self, part: Part, begin: NDArray[np.float32] | None, out: NDArray[np.float32]) -> None:
        """Write when a part that begins then ends, in its team's own time, and hold its first place so long."""
        assert begin is not None
        self._draws.take(part.effort, out)
        np.multiply(out, self._weeks[part.crew], out=out)
        np.add(out, begin, out=out)
        places, carried = self._places[part.crew], out
        for at in range(1, len(places)):
            np.minimum(places[at], carried, out=places[at - 1])
            carried = np.maximum(places[at], carried, out=self._carry)
        np.copyto(places[-1], carried)
