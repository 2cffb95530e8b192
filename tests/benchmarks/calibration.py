"""Does the P85 come true in 85 % of all cases? Forecasts made from what was known then, against what came.

Rolling origin: every second week of a series a backlog of 4, 8 and 12 weeks at the recent mean speed is forecast from
the 6, 10 and 20 weeks before, and looked up in the weeks after. Origins whose backlog is never done in the series are
left out, and counted. Coverage is averaged over the origins of a series, then over series, so that no long one rules.

Whole weeks cover too much of themselves: the P85 is the first week with at least 85 %, and may be stated to have 93. So
beside the coverage stands the even one, in which a case that ends just in the week told counts only for the share of
that week's probability that lies below 85 % (the PIT of counts; Czado, Gneiting & Held 2009, Biometrics 65:1254-1261).
It is 85 % for every forecast that tells the truth, and it alone says whether a way is too careful.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from math import ceil, sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HISTORIES, BACKLOGS = (6, 10, 20), (4, 8, 12)
SETTINGS = [(history, backlog) for history in HISTORIES for backlog in BACKLOGS]
LONG_ENOUGH = 60
PATHS = 400
START = date(2026, 1, 5)
FLOW = Path(__file__).resolve().parents[3] / "shared" / "oracles" / "flow"
"""Real flow data beside the checkout, which not every machine has."""

Series = dict[str, list[int]]


class Told(NamedTuple):
    """The weeks that work will take: whole ones for a probability of 85 %, or a point."""

    weeks: float
    stated: float = 0.85
    """The probability that it takes no longer, as the forecast has it."""
    before: float = 0.85
    """The probability that it takes a week less than that; that of the point itself where there are no whole weeks."""


Forecaster = Callable[[Sequence[int], float], Told | None]
"""From a history and a backlog to the weeks it will take; None where it gives none."""


class Calibration(NamedTuple):
    """How one way of forecasting did."""

    coverage: float
    """The share of origins at which the work was done by then, in per cent; the mean over series and settings."""
    even: float
    """The same without what whole weeks add, in per cent."""
    stated: float
    """What the forecasts themselves say of the weeks they tell, in per cent: what coverage would be were they true."""
    error: float
    """The standard error of `even`, in percentage points, from how far series lie apart."""
    loss: float
    """Mean pinball loss at 85 %, in weeks."""
    by_setting: dict[tuple[int, int], float]
    origins: int
    unfinished: int


def bootstrap(history: Sequence[int], backlog: float, *, c: float, bayesian: bool) -> Told | None:
    """The desk's own forecast, or with c = 0 and not Bayesian the plain Monte Carlo from throughput."""
    from deliverydesk.analysis.forecast.throughput import Method, when

    told = when(history, backlog, START, method=Method(c=c, bayesian=bayesian, paths=PATHS, horizon=300))
    weeks = told.periods.p85
    return None if weeks is None else Told(weeks, told.chances[weeks], told.chances[weeks - 1] if weeks else 0.0)


def velocity(history: Sequence[int], backlog: float) -> Told | None:
    """Backlog over mean speed: a point, with no probability to it."""
    return Told(ceil(backlog / np.mean(history) - 1e-9))


def regression(history: Sequence[int], backlog: float) -> Told | None:
    """A straight line through the burn-up, and the week whose 85 % prediction band (Student's t) clears the backlog."""
    from scipy.special import stdtrit

    done = np.concatenate([[0.0], np.cumsum(history)])
    weeks = np.arange(len(done))
    slope, start = np.polyfit(weeks, done, 1)
    left = done - start - slope * weeks
    deviation = sqrt(float(left @ left) / (len(done) - 2))
    ahead = np.arange(1, 301) + weeks[-1]
    spread = ((weeks - weeks.mean()) ** 2).sum()
    error = deviation * np.sqrt(1 + 1 / len(done) + (ahead - weeks.mean()) ** 2 / spread)
    low = start + slope * ahead - float(stdtrit(len(done) - 2, 0.85)) * error
    reached = np.flatnonzero(low - done[-1] >= backlog)
    return Told(float(reached[0] + 1)) if len(reached) else None


OURS: Forecaster = partial(bootstrap, c=1.5, bayesian=True)
WAYS: dict[str, Forecaster] = {
    "ours (c = 1.5)": OURS,
    "plain Monte Carlo": partial(bootstrap, c=0.0, bayesian=False),
    "mean velocity": velocity,
    "linear regression": regression,
}


def calibrate(series: Series, way: Forecaster, settings: Sequence[tuple[int, int]] = SETTINGS) -> Calibration:
    """How a way of forecasting does on all series. One that gives no weeks at an origin is taken to be never late."""
    cases: dict[tuple[int, int], dict[str, list[tuple[float, float, float]]]] = {}
    losses, unfinished = [], 0
    for setting in settings:
        for name, counts in series.items():
            for known, after in _origins(counts, setting[0]):
                todo = setting[1] * float(np.mean(known))
                done = np.flatnonzero(np.cumsum(after) >= todo - 1e-9)
                if todo <= 0 or not len(done):
                    unfinished += todo > 0
                    continue
                actual, told = int(done[0]) + 1, way(known, todo)
                cases.setdefault(setting, {}).setdefault(name, []).append(judged(actual, told))
                late = 0.0 if told is None else actual - told.weeks
                losses.append(max(0.85 * late, -0.15 * late))
    means = {
        setting: {name: 100 * np.mean(each, axis=0) for name, each in found.items()} for setting, found in cases.items()
    }
    by_setting = {setting: np.mean(list(found.values()), axis=0) for setting, found in means.items()}
    coverage, even, stated = np.mean(list(by_setting.values()), axis=0)
    apart = [np.mean([found[name][1] for found in means.values() if name in found]) for name in series]
    error = float(np.std(apart, ddof=1)) / sqrt(len(apart)) if len(apart) > 1 else float("nan")
    shares = {setting: float(each[0]) for setting, each in by_setting.items()}
    return Calibration(
        float(coverage), float(even), float(stated), error, float(np.mean(losses)), shares, len(losses), unfinished
    )


def judged(actual: int, told: Told | None) -> tuple[float, float, float]:
    """Of one case whether it was done by then, how much of that counts without whole weeks, and what was stated."""
    if told is None:
        return 1.0, 1.0, 1.0
    hit = float(actual <= told.weeks)
    if actual != told.weeks or told.stated <= told.before:
        return hit, hit, told.stated
    return hit, (0.85 - told.before) / (told.stated - told.before), told.stated


def _origins(counts: Sequence[int], history: int) -> Iterable[tuple[Sequence[int], Sequence[int]]]:
    for at in range(history, len(counts) - 1, 2):
        yield counts[at - history : at], counts[at:]


@lru_cache(maxsize=1)
def merged() -> Series:
    """Pull requests merged a week in nine public repositories: seen by nobody who chose the method or c."""
    told = json.loads(Path(__file__).with_name("merged_pull_requests.json").read_text(encoding="utf-8"))
    return {name: each["counts"] for name, each in told.items() if isinstance(each, dict)}


@lru_cache(maxsize=1)
def generated() -> Series:
    """Teams whose speed is steady, wanders, swings, or changes once: negative binomial counts of 150 weeks."""
    rng, found = np.random.default_rng(20), {}
    for at in range(16):
        mean, weeks = float(rng.uniform(2, 12)), 150
        noise = rng.standard_normal(weeks)
        kind = ("steady", "wanders", "swings", "steps")[at % 4]
        log_speed = {
            "steady": np.zeros(weeks),
            "wanders": 0.08 * np.cumsum(noise),
            "swings": _swinging(noise, 0.7, 0.25),
            "steps": np.where(np.arange(weeks) < 75, 0.0, -0.4),
        }[kind]
        speed = mean * np.exp(log_speed)
        found[f"{kind} {at}"] = rng.poisson(rng.gamma(3.0, speed / 3.0)).tolist()
    return found


def _swinging(noise: np.ndarray[Any, Any], kept: float, step: float) -> np.ndarray[Any, Any]:
    level, found = 0.0, np.empty(len(noise))
    for at, each in enumerate(noise):
        level = kept * level + step * each
        found[at] = level
    return found


@lru_cache(maxsize=1)
def real() -> Series:
    """The series of real flow data that are long enough. c was chosen on these among others."""
    days: dict[str, list[date]] = {}
    for row in _rows("7digital2012.csv"):
        days.setdefault("7digital", []).append(datetime.strptime(row["Done"], "%d/%m/%Y").date())
    for row in _rows("laukkanen2017_issues.csv"):
        days.setdefault(f"Laukkanen {row['type']}", []).append(date.fromisoformat(row["resolved_timestamp"][:10]))
    for name in ("magennis_team1", "magennis_example4_swapped_dates"):
        for row in _rows(f"{name}.csv"):
            if row["done"] and row["done"] >= row["start"]:  # the others are mirrored rows
                days.setdefault(name, []).append(date.fromisoformat(row["done"]))
    return {name: counts for name, each in days.items() if len(counts := weekly(each)) >= LONG_ENOUGH}


def weekly(days: Sequence[date]) -> list[int]:
    """How many in each whole week from Monday on, the first and the last week left out."""
    first, last = (day - timedelta(days=day.weekday()) for day in (min(days), max(days)))
    counts = [0] * max((last - first).days // 7 - 1, 0)
    for day in days:
        at = (day - first).days // 7 - 1
        if 0 <= at < len(counts):
            counts[at] += 1
    return counts


def _rows(name: str) -> list[dict[str, str]]:
    with (FLOW / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
