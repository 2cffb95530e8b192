"""The harness itself: ratios, medians, verdicts, and a run from the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import STOPPED, measure_all, measure_apart
from tests.benchmarks.harness import Benchmark, Failed, Measured, Registry, Result, Table, medians, run

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


FAST, SLOW, CRASHING = (Benchmark(name, 1.0, "ms", lambda: Measured(1, 2)) for name in ("fast", "slow", "crashing"))
RESULTS = {
    "fast": Result("fast", 1, 2, 0.5, 1),
    "slow": Result("slow", 1234, 2, 617, 1),
    "crashing": Failed("ended by SIGSEGV"),
}
REPORT = [
    {"name": "fast", "figure": 1, "baseline": 2, "ratio": 0.5, "goal": 1},
    {"name": "slow", "figure": 1234, "baseline": 2, "ratio": 617, "goal": 1},
]


def told(one: Benchmark) -> Result | Failed:
    return RESULTS[one.name]


def test_the_table_tells_a_missed_goal_from_a_met_one_and_from_none() -> None:
    table = Table([FAST.name, SLOW.name, CRASHING.name])
    fast, slow, crashing = (table.row(one, told(one), 2.4) for one in (FAST, SLOW, CRASHING))
    assert fast.endswith("met     2 s")
    assert "1,234 ms" in slow
    assert "MISSED" in slow
    assert crashing.endswith("FAILED     2 s  ended by SIGSEGV")
    assert {len(line) for line in (fast, slow, *table.head.splitlines())} == {len(fast)}


def test_a_missed_goal_or_a_crash_is_an_error(tmp_path: Path) -> None:
    report = tmp_path / "speed.json"
    assert measure_all([FAST, SLOW], report, told) == 1
    assert json.loads(report.read_text(encoding="utf-8")) == REPORT
    assert measure_all([FAST], None, told) == 0
    assert measure_all([CRASHING], None, told) == 1


def test_each_row_is_told_and_written_as_it_is_ready(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run that is stopped has lost nothing of what it measured."""
    report = tmp_path / "speed.json"

    def stopped_at_the_third(one: Benchmark) -> Result | Failed:
        if one is SLOW:
            assert capsys.readouterr().out.splitlines()[-1].startswith("fast")
            assert json.loads(report.read_text(encoding="utf-8")) == REPORT[:1]
        if one is CRASHING:
            raise KeyboardInterrupt
        return told(one)

    assert measure_all([FAST, SLOW, CRASHING], report, stopped_at_the_third) == STOPPED
    assert capsys.readouterr().out.splitlines()[-1] == "STOPPED after 2 of 3."
    assert json.loads(report.read_text(encoding="utf-8")) == REPORT


def test_how_a_process_ended_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, why in ((-11, "ended by SIGSEGV"), (3, "exit code 3"), (0, "no figure came of it")):
        done = subprocess.CompletedProcess([], code, stdout="not JSON")
        monkeypatch.setattr(subprocess, "run", lambda *_given, _done=done, **_named: _done)
        assert measure_apart(FAST) == Failed(why)


def test_a_pattern_that_finds_nothing_is_wrong_use() -> None:
    bench = [sys.executable, "-m", "tests.benchmarks", "--only", "no benchmark has this name"]
    done = subprocess.run(bench, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no benchmark has this name" in done.stderr
