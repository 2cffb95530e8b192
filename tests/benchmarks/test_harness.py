"""The harness itself: ratios, medians, verdicts, and a run from the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import tell
from tests.benchmarks.harness import Benchmark, Measured, Registry, Result, medians, run, table

ROOT = Path(__file__).resolve().parents[2]


def test_a_ratio_at_the_goal_is_good_enough() -> None:
    at_goal = run(Benchmark("at", 2.5, "ms", lambda: Measured(250.0, 100.0)))
    above = run(Benchmark("above", 2.5, "ms", lambda: Measured(251.0, 100.0)))
    assert (at_goal.ratio, at_goal.met) == (2.5, True)
    assert not above.met


def test_both_sides_take_turns_and_warm_ups_do_not_count() -> None:
    turns: list[str] = []
    ours = iter([900.0, 1.0, 3.0, 2.0])
    theirs = iter([900.0, 40.0, 10.0, 20.0])

    def figure() -> float:
        turns.append("ours")
        return next(ours)

    def baseline() -> float:
        turns.append("theirs")
        return next(theirs)

    assert medians(figure, baseline, repeats=3, warm_ups=1) == Measured(2.0, 20.0)
    assert turns == ["ours", "theirs"] * 4


def test_two_benchmarks_of_one_name_are_refused() -> None:
    registry = Registry()
    registry.benchmark("sort", goal=1)(lambda: Measured(1, 1))
    with pytest.raises(ValueError, match="sort"):
        registry.benchmark("sort", goal=2)(lambda: Measured(1, 1))


def test_a_pattern_finds_names_in_any_case() -> None:
    registry = Registry()
    registry.benchmark("Sort by title", goal=1)(lambda: Measured(1, 1))
    registry.benchmark("filter", goal=1)(lambda: Measured(1, 1))
    assert [found.name for found in registry.matching("TITLE")] == ["Sort by title"]
    assert len(registry.matching("")) == 2


def test_the_table_tells_a_missed_goal_from_a_met_one() -> None:
    rows = [(Result("fast", 1, 2, 0.5, 1), "ms"), (Result("slow", 1234, 2, 617, 1), "ms")]
    fast, slow = table(rows).splitlines()[-2:]
    assert fast.endswith("met")
    assert "1,234 ms" in slow
    assert slow.endswith("MISSED")


def test_the_report_holds_the_promised_fields_and_a_missed_goal_is_an_error(tmp_path: Path) -> None:
    report = tmp_path / "speed.json"
    fast, slow = Result("fast", 1, 2, 0.5, 1), Result("slow", 3, 2, 1.5, 1)
    assert tell([(fast, "ms"), (slow, "ms")], [], report) == 1
    assert json.loads(report.read_text(encoding="utf-8")) == [
        {"name": "fast", "figure": 1, "baseline": 2, "ratio": 0.5, "goal": 1},
        {"name": "slow", "figure": 3, "baseline": 2, "ratio": 1.5, "goal": 1},
    ]
    assert tell([(fast, "ms")], [], None) == 0
    assert tell([(fast, "ms")], ["crashed"], None) == 1


def test_a_pattern_that_finds_nothing_is_wrong_use() -> None:
    bench = [sys.executable, "-m", "tests.benchmarks", "--only", "no benchmark has this name"]
    done = subprocess.run(bench, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no benchmark has this name" in done.stderr
