"""From the start of the process to the painted window, of the program as it is installed: with its bytecode written."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.harness import Measured, benchmark, medians
from tests.support.portfolios import fresh_file, synthetic_portfolio

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = [sys.executable, str(Path(__file__).with_name("minimal_window.py"))]
PROBE = {"DELIVERYDESK_PROBE": "first-paint"}


def as_installed(folder: Path) -> dict[str, str]:
    """The environment of a program of its own: bytecode is kept, as pip writes it, and no person's window comes back.

    A shell may forbid Python to write bytecode; then a checkout would be compiled at every start, an installed
    program would not.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **PROBE, "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "DELIVERYDESK_HOME": str(folder / "home")}


def started_in(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds until a program's first paint, which it tells in a line of JSON by the monotonic clock.

    That clock counts from the start of the machine, so two processes can compare what they read from it.
    """
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, timeout=120, check=True
    )
    painted: float = json.loads(done.stdout.splitlines()[-1])["first_paint"]
    return (painted - start) * 1000


@benchmark("start-up to the painted window, 10,000 deliverables", goal=2.5)
def startup() -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        portfolio = Path(folder) / "large.ddesk"
        fresh_file(portfolio, synthetic_portfolio(10_000)).close()
        desk = [sys.executable, "-m", "deliverydesk", str(portfolio)]
        shell = as_installed(Path(folder))
        return medians(lambda: started_in(desk, shell), lambda: started_in(MINIMAL, shell), repeats=9)
