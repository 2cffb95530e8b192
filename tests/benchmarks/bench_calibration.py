"""How often the P85 from throughput comes true, in percentage points off 85; what others reach in the same run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.calibration import FLOW, OURS, WAYS, calibrate, generated, merged, real
from tests.benchmarks.harness import Measured, benchmark

if TYPE_CHECKING:
    from tests.benchmarks.calibration import Calibration, Series

POINTS_OFF = 4.0


def off(told: Calibration) -> float:
    return abs(told.coverage - 85)


def report(series: Series, told: dict[str, Calibration]) -> None:
    """Every setting of every way, to the error stream: one mean would hide too much."""
    one = next(iter(told.values()))
    print(f"  {len(series)} series, {one.origins} forecasts, {one.unfinished} not done in time", file=sys.stderr)
    for name, each in told.items():
        cells = " ".join(f"{each.by_setting[setting]:3.0f}" for setting in each.by_setting)
        print(
            f"  {name:20} {each.coverage:5.1f} %, stated {each.stated:.1f} %, without whole weeks {each.even:.1f} "
            f"± {each.error:.1f} %  loss {each.loss:.2f} weeks  [{cells}]",
            file=sys.stderr,
        )


def all_ways(series: Series) -> dict[str, Calibration]:
    told = {name: calibrate(series, way) for name, way in WAYS.items()}
    report(series, told)
    return told


@benchmark("P85 on merged pull requests, used to tune nothing: points off 85 %, against 4", goal=1, unit="points")
def unseen() -> Measured:
    return Measured(off(all_ways(merged())["ours (c = 1.5)"]), POINTS_OFF)


@benchmark("P85 on generated series: points off 85 %, against 4", goal=1, unit="points")
def invented() -> Measured:
    """Missed where it was measured: 6.8 too many, 1.7 of them from whole weeks (see `calibration`).

    The rest is the regime factor: 93 % without whole weeks of a team whose speed keeps still, 89 % of one whose speed
    wanders; with c = 0 they are 82 % of all. It is the price of coming true on real series, and c is not tuned to this.
    """
    told = calibrate(generated(), OURS)
    report(generated(), {"ours (c = 1.5)": told})
    return Measured(off(told), POINTS_OFF)


@benchmark("P85 on merged pull requests: points off 85 %, against plain Monte Carlo's", goal=1 / 2, unit="points")
def against_plain() -> Measured:
    settings = [(10, 8), (20, 12)]
    ours, plain = (calibrate(merged(), WAYS[name], settings) for name in ("ours (c = 1.5)", "plain Monte Carlo"))
    return Measured(off(ours), off(plain))


@benchmark("P85 on merged pull requests: pinball loss in weeks, against plain Monte Carlo's", goal=1.05, unit="weeks")
def sharpness() -> Measured:
    """What it costs to be honest: the loss rewards a P85 that is kept, and punishes one that is merely late."""
    settings = [(6, 4), (10, 8), (20, 12)]
    ours, plain = (calibrate(merged(), WAYS[name], settings) for name in ("ours (c = 1.5)", "plain Monte Carlo"))
    return Measured(ours.loss, plain.loss)


if FLOW.is_dir():

    @benchmark("P85 on real flow data, some of what c was chosen on: points off 85 %, against 4", goal=1, unit="points")
    def flow() -> Measured:
        """Missed where it was measured: 90.6 %; without whole weeks 89.1 ± 2.0 %, from no more than five series."""
        settings = [(6, 8), (10, 8), (20, 8)]
        told = {name: calibrate(real(), way, settings) for name, way in WAYS.items()}
        report(real(), told)
        report({**merged(), **real()}, {"with merged ones": calibrate({**merged(), **real()}, OURS, settings)})
        return Measured(off(told["ours (c = 1.5)"]), POINTS_OFF)

elif "--measure" not in sys.argv:
    print(f"SKIPPED: the P85 on real flow data, which is not on this machine ({FLOW})", file=sys.stderr)
