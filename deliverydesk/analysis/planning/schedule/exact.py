"""An exact search beside the genetic one, for small problems and where OR-Tools is installed: proofs, and last periods.

CP-SAT is asked for what costs less than the best plan known, so that "there is none" proves that plan. It works in a
thread, without holding the interpreter. OR-Tools takes half a second to import, which is done in that thread as well.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from math import ceil
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.planning.schedule.generating import Packed

MOST = 150
"""Items beyond which CP-SAT finds nothing in seconds that the genetic search does not."""


def available() -> bool:
    """Whether OR-Tools is installed, the extra `exact` of the program."""
    return find_spec("ortools") is not None


class Exact:
    """A search for plans that cost less than a known one, begun at once. To be ended by `stop`."""

    def __init__(self, packed: Packed, known: Sequence[int], bound: int, seconds: float, seed: int = 1) -> None:
        self.bound = bound
        """No plan costs less: proved, and raised while the search goes on."""
        self.found: tuple[int, ...] = tuple(known)
        """The starts of the best plan known."""
        self._packed, self._seed = packed, seed
        self._until = perf_counter() + seconds
        self._stopped = Event()
        self._solver: Any = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it may find more or prove more."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """End the search; returns when it has ended."""
        self._stopped.set()
        while self._thread.is_alive():
            # A search that has only been begun does not hear it yet.
            if self._solver is not None:
                self._solver.stop_search()
            self._thread.join(0.02)

    def _run(self) -> None:
        modelling = import_module("ortools.sat.python.cp_model")
        seconds = self._until - perf_counter()
        if self._stopped.is_set() or seconds <= 0:
            return
        cost = self._packed.problem.cost(self.found)
        model = _Model(modelling, self._packed, self.found, cost - 1, self.bound)
        solver = modelling.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._seed
        solver.parameters.max_time_in_seconds = seconds
        solver.best_bound_callback = self._proved
        self._solver = solver
        exact = self

        class Found(modelling.CpSolverSolutionCallback):  # type: ignore[misc, name-defined]
            def on_solution_callback(self) -> None:
                exact.found = tuple(self.value(start) for start in model.starts)

        if self._stopped.is_set():
            return
        status = solver.solve(model.model, Found())
        if status == modelling.INFEASIBLE:
            self.bound = cost
        elif status == modelling.OPTIMAL:
            self.bound = self._packed.problem.cost(self.found)

    def _proved(self, bound: float) -> None:
        # What is asked for is below the best plan known: a bound above that speaks of no plan at all.
        cost = self._packed.problem.cost(self.found)
        self.bound = max(self.bound, min(ceil(bound - 1e-6), cost))


class _Model:
    """The problem in the words of CP-SAT: intervals, what is cumulative over them, and what they cost."""

    def __init__(self, modelling: Any, packed: Packed, known: Sequence[int], most: int, bound: int) -> None:
        problem = packed.problem
        self.model = modelling.CpModel()
        least = sum(
            item.weight * (head + item.duration) for item, head in zip(problem.items, packed.heads, strict=True)
        )
        spare = most - least - problem.makespan * packed.critical
        end = packed.horizon
        if problem.makespan:
            end = min(end, (most - least) // problem.makespan)
        self._end = max(end, 0)
        self.starts = []
        for at, item in enumerate(problem.items):
            last = min(packed.latest[at], end - packed.tails[at])
            if item.weight:
                last = min(last, packed.heads[at] + spare // item.weight)
            # A window that is empty is said by a domain that is.
            window = modelling.Domain(packed.heads[at], last)
            self.starts.append(self.model.new_int_var_from_domain(window, ""))
        for start, at in zip(self.starts, known, strict=True):
            self.model.add_hint(start, at)
        for at, before in enumerate(packed.before):
            for each in before:
                self.model.add(self.starts[at] >= self.starts[each] + packed.durations[each])
        for row in range(len(problem.capacities)):
            self._share(packed, row)
        cost = self._cost(packed)
        self.model.add_linear_constraint(cost, bound, most)
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
