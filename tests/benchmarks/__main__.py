"""`python -m tests.benchmarks [--only PATTERN] [--json FILE]`: measure, print each row as it is ready, judge the goals.

Each benchmark runs in a process of its own: none inherits the imports, the garbage or the window of another, and one
that crashes takes no other with it. Ctrl+C ends the run; what was measured until then is printed and in the file.
"""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.harness import Benchmark, Failed, Result, Table, registry, run

STOPPED = 130
"""The exit code after Ctrl+C, as shells have it."""


def discover() -> None:
    for source in sorted(Path(__file__).parent.glob("bench_*.py")):
        importlib.import_module(f"tests.benchmarks.{source.stem}")


def measure_apart(chosen: Benchmark) -> Result | Failed:
    """The result of a benchmark run in its own process, or how that ended; its output then says why."""
    with tempfile.TemporaryDirectory() as home:
        env = {"QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1", **os.environ, "DELIVERYDESK_HOME": home}
        command = [sys.executable, "-m", "tests.benchmarks", "--measure", chosen.name]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True)
    if done.returncode < 0:
        return Failed(f"ended by {signal.Signals(-done.returncode).name}")
    if done.returncode:
        return Failed(f"exit code {done.returncode}")
    try:
        return Result(**json.loads(done.stdout.splitlines()[-1]))
    except (IndexError, ValueError):
        return Failed("no figure came of it")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser("bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", metavar="PATTERN", default="", help="those whose name contains this")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the results to a file as well, row by row")
    parser.add_argument("--measure", metavar="NAME", help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    discover()
    if arguments.measure:
        try:
            print(json.dumps(run(registry[arguments.measure]).as_json()))
        except KeyboardInterrupt:
            return STOPPED
        return 0
    chosen = registry.matching(arguments.only)
    if not chosen:
        print(f"No benchmark's name contains {arguments.only!r}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    return measure_all(chosen, arguments.json)


def measure_all(
    chosen: Sequence[Benchmark], report: Path | None, measure: Callable[[Benchmark], Result | Failed] = measure_apart
) -> int:
    """Measure one after the other, print and write each as it is ready. The exit code: 0 when every goal is met."""
    table = Table([one.name for one in chosen])
    print(table.head, flush=True)
    results: list[Result] = []
    write(results, report)
    good = True
    for number, one in enumerate(chosen):
        print(f"measuring: {one.name}", file=sys.stderr, flush=True)
        begun = time.perf_counter()
        try:
            result = measure(one)
        except KeyboardInterrupt:
            print(f"STOPPED after {number} of {len(chosen)}.", flush=True)
            return STOPPED
        print(table.row(one, result, time.perf_counter() - begun), flush=True)
        if isinstance(result, Result):
            results.append(result)
            write(results, report)
        good &= isinstance(result, Result) and result.met
    return 0 if good else 1


def write(results: Sequence[Result], report: Path | None) -> None:
    if report:
        report.write_text(json.dumps([result.as_json() for result in results], indent=2), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
