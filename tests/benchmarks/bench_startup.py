"""From the start of the process to the painted window."""

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


def started_in(command: list[str]) -> float:
    """Milliseconds until a program's first paint, which it tells in a line of JSON by the monotonic clock.

    That clock counts from the start of the machine, so two processes can compare what they read from it.
    """
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **PROBE}, stdout=subprocess.PIPE, text=True, timeout=120, check=True
    )
    painted: float = json.loads(done.stdout.splitlines()[-1])["first_paint"]
    return (painted - start) * 1000


@benchmark("start-up to the painted window, 10,000 deliverables", goal=2.5)
def startup() -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        portfolio = Path(folder) / "large.ddesk"
        fresh_file(portfolio, synthetic_portfolio(10_000)).close()
        desk = [sys.executable, "-m", "deliverydesk", str(portfolio)]
        return medians(lambda: started_in(desk), lambda: started_in(MINIMAL), repeats=9)
