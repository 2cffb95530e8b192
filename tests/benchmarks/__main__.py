"""`python -m tests.benchmarks [--only PATTERN] [--json FILE]`: measure, print the table, say which goals are met.

Each benchmark runs in a process of its own: none inherits the imports, the garbage or the window of another, and one
that crashes takes no other with it.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.harness import Benchmark, Result, registry, run, table


def discover() -> None:
    for source in sorted(Path(__file__).parent.glob("bench_*.py")):
        importlib.import_module(f"tests.benchmarks.{source.stem}")


def measure_apart(chosen: Benchmark) -> Result | None:
    """The result of a benchmark run in its own process, or None if that failed; its output then says why."""
    with tempfile.TemporaryDirectory() as home:
        env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "DELIVERYDESK_HOME": home}
        command = [sys.executable, "-m", "tests.benchmarks", "--measure", chosen.name]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return None
    return Result(**json.loads(done.stdout.splitlines()[-1]))


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser("bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", metavar="PATTERN", default="", help="those whose name contains this")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the results to a file as well")
    parser.add_argument("--measure", metavar="NAME", help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    discover()
    if arguments.measure:
        print(json.dumps(run(registry[arguments.measure]).as_json()))
        return 0
    chosen = registry.matching(arguments.only)
    if not chosen:
        print(f"No benchmark's name contains {arguments.only!r}.", file=sys.stderr)
        return 2
    rows: list[tuple[Result, str]] = []
    failed: list[str] = []
    for one in chosen:
        print(f"measuring: {one.name}", file=sys.stderr, flush=True)
        result = measure_apart(one)
        if result:
            rows.append((result, one.unit))
        else:
            failed.append(one.name)
    return tell(rows, failed, arguments.json)


def tell(rows: list[tuple[Result, str]], failed: list[str], report: Path | None) -> int:
    """Print the table, write the report, and return the exit code: 0 when every goal is met."""
    print(table(rows))
    for name in failed:
        print(f"FAILED: {name}")
    if report:
        report.write_text(json.dumps([result.as_json() for result, _ in rows], indent=2), encoding="utf-8")
    return 1 if failed or not all(result.met for result, _ in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
