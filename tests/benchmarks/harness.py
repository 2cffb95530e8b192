"""Benchmarks as ratios: a figure and the baseline it is held against, measured in turns in one run.

Absolute times differ between machines and drift on one; a ratio measured side by side tells more and stays. A module
`bench_*.py` in this folder registers its functions:

    @benchmark("sort 100,000 titles to painted", goal=1 / 50)
    def sort() -> Measured:
        return in_turns(ours, theirs)
"""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Measured:
    """A figure of ours and what it is held against, both in the benchmark's unit."""

    figure: float
    baseline: float


@dataclass(frozen=True)
class Benchmark:
    """A question about speed; the goal is the greatest ratio of figure to baseline that is good enough."""

    name: str
    goal: float
    unit: str
    measure: Callable[[], Measured]


@dataclass(frozen=True)
class Result:
    name: str
    figure: float
    baseline: float
    ratio: float
    goal: float

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal

    def as_json(self) -> dict[str, str | float]:
        return asdict(self)


@dataclass(frozen=True)
class Failed:
    """A benchmark that came to no figure, and how it ended."""

    why: str


class Registry:
    """The benchmarks of this folder by name, in the order of their registration."""

    def __init__(self) -> None:
        self._benchmarks: dict[str, Benchmark] = {}

    def benchmark(
        self, name: str, *, goal: float, unit: str = "ms"
    ) -> Callable[[Callable[[], Measured]], Callable[[], Measured]]:
        """Register the decorated function; `goal` is the greatest ratio allowed, `unit` that of both figures."""

        def register(measure: Callable[[], Measured]) -> Callable[[], Measured]:
            if name in self._benchmarks:
                raise ValueError(f"Two benchmarks are called {name!r}.")
            self._benchmarks[name] = Benchmark(name, goal, unit, measure)
            return measure

        return register

    def matching(self, pattern: str) -> list[Benchmark]:
        """Those whose name contains the pattern, in any case; all for an empty pattern."""
        return [found for name, found in self._benchmarks.items() if pattern.lower() in name.lower()]

    def __getitem__(self, name: str) -> Benchmark:
        return self._benchmarks[name]


registry = Registry()
benchmark = registry.benchmark


def run(chosen: Benchmark) -> Result:
    """Measure one benchmark, in this process."""
    measured = chosen.measure()
    ratio = measured.figure / measured.baseline
    return Result(chosen.name, measured.figure, measured.baseline, ratio, chosen.goal)


def wall(action: Callable[[], object]) -> float:
    """Milliseconds on the clock that the action takes."""
    return _timed(action, time.perf_counter)


def cpu(action: Callable[[], object]) -> float:
    """Milliseconds of this thread's processor time that the action takes; blind to waiting for the disk."""
    return _timed(action, time.thread_time)


def in_turns(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    repeats: int = 7,
    warm_ups: int = 1,
    measure: Callable[[Callable[[], object]], float] = cpu,
) -> Measured:
    """Medians of two actions that take turns, so that whatever slows the machine slows both."""
    return medians(lambda: measure(ours), lambda: measure(theirs), repeats=repeats, warm_ups=warm_ups)


def medians(ours: Callable[[], float], theirs: Callable[[], float], *, repeats: int = 7, warm_ups: int = 1) -> Measured:
    """The same for two functions that measure themselves and return their figures."""
    figures: list[float] = []
    baselines: list[float] = []
    for turn in range(warm_ups + repeats):
        figure, baseline = ours(), theirs()
        if turn >= warm_ups:
            figures.append(figure)
            baselines.append(baseline)
    return Measured(statistics.median(figures), statistics.median(baselines))


class Table:
    """The results as lines of text, one at a time: as wide from the first on as the longest name needs."""

    COLUMNS = (("figure", 14), ("baseline", 14), ("ratio", 7), ("goal", 7), ("verdict", 7), ("took", 6))

    def __init__(self, names: Sequence[str]) -> None:
        self._width = max(len(name) for name in (*names, "benchmark"))

    @property
    def head(self) -> str:
        line = self._line("benchmark", [name for name, _ in self.COLUMNS])
        return f"{line}\n{'-' * len(line)}"

    def row(self, one: Benchmark, result: Result | Failed, seconds: float) -> str:
        took = f"{seconds:.0f} s"
        if isinstance(result, Failed):
            return self._line(one.name, ["", "", "", _short(one.goal), "FAILED", took]) + f"  {result.why}"
        verdict = "met" if result.met else "MISSED"
        both = [f"{_short(each)} {one.unit}" for each in (result.figure, result.baseline)]
        return self._line(one.name, [*both, _short(result.ratio), _short(result.goal), verdict, took])

    def _line(self, name: str, cells: Sequence[str]) -> str:
        padded = (cell.rjust(width) for cell, (_, width) in zip(cells, self.COLUMNS, strict=True))
        return "  ".join([name.ljust(self._width), *padded])


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def _timed(action: Callable[[], object], clock: Callable[[], float]) -> float:
    gc.collect()  # a collection of the other side's rubbish must not count here
    start = clock()
    action()
    return (clock() - start) * 1000
