"""An exact search beside the genetic one, for small problems and where OR-Tools is installed: proofs, and last periods.

CP-SAT is asked for what costs less than the best plan known, so that "there is none" proves that plan. It works in a
thread, without holding the interpreter. OR-Tools takes half a second to import, which is done in that thread as well.
"""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.util import find_spec
from math import ceil
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliverydesk.analysis.planning.schedule.generating import Packed
    from deliverydesk.analysis.planning.schedule.problem import Plan

_LOG = logging.getLogger(__name__)

MOST = 150
"""Items beyond which CP-SAT finds nothing in seconds that the genetic search does not."""


LEAST = 0.5
"""Seconds that it is not begun for: it takes as long to be imported."""


def helps(packed: Packed, seconds: float) -> bool:
    """Whether OR-Tools is installed, the extra `exact` of the program, and may find something in the time."""
    return packed.count <= MOST and seconds >= LEAST and find_spec("ortools") is not None


class Exact:
    """A search for plans that cost less than a known one, begun at once. To be ended by `stop`."""

    def __init__(self, packed: Packed, known: Plan | None, bound: int, limit: float, seed: int = 1) -> None:
        """`limit` is the moment of `perf_counter` at which it ends by itself."""
        self.bound = bound
        """No plan costs less: proved, and raised while the search goes on."""
        self.best: tuple[int, tuple[int, ...]] | None = None
        """Cost and starts of the best plan that it found itself."""
        self.impossible = False
        """It is proved that there is no plan at all."""
        self._packed, self._known, self._limit, self._seed = packed, known, limit, seed
        self._stopped = Event()
        self._solver: Any = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it may find or prove more."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Returns when it has ended by itself."""
        self._thread.join()

    def stop(self) -> None:
        """End the search; returns when it has ended."""
        self._stopped.set()
        while self.running:
            # A search that has only been begun does not hear it yet.
            if self._solver is not None:
                self._solver.stop_search()
            self._thread.join(0.02)

    def _run(self) -> None:
        try:
            self._solve(import_module("ortools.sat.python.cp_model"))
        except Exception:  # noqa: BLE001 - the other search goes on without it
            _LOG.info("The exact search came to grief", exc_info=True)

    def _solve(self, modelling: Any) -> None:
        exact, known, problem = self, self._known, self._packed.problem
        seconds = self._limit - perf_counter()
        if seconds <= 0 or self._stopped.is_set():
            return
        model = _Model(modelling, self._packed, known, self.bound)

        class Told(modelling.CpSolverSolutionCallback):  # type: ignore[misc]
            def on_solution_callback(self) -> None:
                starts = tuple(self.value(start) for start in model.starts)
                exact.best = problem.cost(starts), starts

        solver = modelling.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._seed
        solver.parameters.max_time_in_seconds = seconds
        solver.best_bound_callback = self._proved
        self._solver = solver
        if self._stopped.is_set():
            return
        status = modelling.INFEASIBLE if model.impossible else solver.solve(model.model, Told())
        if status == modelling.INFEASIBLE:
            if known is None:
                self.impossible = True
            else:
                self.bound = known.cost
        elif status == modelling.OPTIMAL and self.best is not None:
            self.bound = self.best[0]

    def _proved(self, bound: float) -> None:
        """Take a bound of the solver. It is one of plans below the known one, which may be the best itself."""
        least = ceil(bound - 1e-6)
        if self._known is not None:
            least = min(least, self._known.cost)
        self.bound = max(self.bound, least)


class _Model:
    """The problem in the words of CP-SAT: intervals, what is cumulative over them, and what they cost."""

    def __init__(self, modelling: Any, packed: Packed, known: Plan | None, bound: int) -> None:
        problem = packed.problem
        self.model = modelling.CpModel()
        end, windows = packed.horizon, list(zip(packed.heads, packed.latest, strict=True))
        if known is not None:
            end, windows = _narrowed(packed, known.cost - 1)
        self._end = max(end, 0)
        self.impossible = any(first > last for first, last in windows)
        """An item has no place at all, which CP-SAT takes for a mistake."""
        self.starts = [self.model.new_int_var_from_domain(modelling.Domain(first, last), "") for first, last in windows]
        if known is not None:
            for start, at in zip(self.starts, known.starts, strict=True):
                self.model.add_hint(start, at)
        for at, before in enumerate(packed.before):
            for each in before:
                self.model.add(self.starts[at] >= self.starts[each] + packed.durations[each])
        for row in range(len(problem.capacities)):
            self._share(packed, row)
        cost = self._cost(packed)
        self.model.add(cost >= bound)
        if known is not None:
            self.model.add(cost < known.cost)
        self.model.minimize(cost)

    def _share(self, packed: Packed, row: int) -> None:
        """What is not there for a while is taken by intervals that stand still."""
        problem, model = packed.problem, self.model
        units = problem.capacities[row]
        full = max(units)
        intervals, demands = [], []
        for start, item in zip(self.starts, problem.items, strict=True):
            if item.demands[row] and item.duration:
                intervals.append(model.new_fixed_size_interval_var(start, item.duration, ""))
                demands.append(item.demands[row])
        for period, has in enumerate(units[: self._end]):
            long = 1 if period + 1 < len(units) else self._end - period
            if has < full:
                intervals.append(model.new_fixed_size_interval_var(period, long, ""))
                demands.append(full - has)
        model.add_cumulative(intervals, demands, full)

    def _cost(self, packed: Packed) -> Any:
        problem, model = packed.problem, self.model
        parts: list[Any] = []
        if problem.makespan:
            end = model.new_int_var(0, self._end, "")
            for start, item in zip(self.starts, problem.items, strict=True):
                model.add(end >= start + item.duration)
            parts.append(problem.makespan * end)
        for start, item in zip(self.starts, problem.items, strict=True):
            if item.weight:
                parts.append(item.weight * (start + item.duration))
            if item.stay and item.present is not None:
                moved = model.new_int_var(0, packed.horizon, "")
                model.add(moved >= start - item.present)
                model.add(moved >= item.present - start)
                parts.append(item.stay * moved)
        return sum(parts)


def _narrowed(packed: Packed, most: int) -> tuple[int, list[tuple[int, int]]]:
    """The last period and the windows of the starts of plans that cost so much at most."""
    problem = packed.problem
    least = sum(item.weight * (head + item.duration) for item, head in zip(problem.items, packed.heads, strict=True))
    spare = most - least - problem.makespan * packed.critical
    end = packed.horizon
    if problem.makespan:
        end = min(end, (most - least) // problem.makespan)
    windows = []
    for item, head, tail, last in zip(problem.items, packed.heads, packed.tails, packed.latest, strict=True):
        last = min(last, end - tail)
        if item.weight:
            last = min(last, head + spare // item.weight)
        windows.append((head, last))
    return end, windows
