"""The measure of calibration itself: it finds what is right and what is not, on series whose truth is known."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks import calibration
from tests.benchmarks.calibration import OURS, WAYS, Told, calibrate, generated, judged, merged, real, weekly


def test_a_way_that_knows_the_truth_is_always_right_and_one_week_less_never() -> None:
    steady = {"steady": [5] * 80}
    assert calibrate(steady, lambda _known, todo: Told(todo / 5)).coverage == 100
    assert calibrate(steady, lambda _known, todo: Told(todo / 5 - 1)).coverage == 0
    late = calibrate(steady, lambda _known, todo: Told(todo / 5 + 2), [(6, 4)])
    assert late.loss == pytest.approx(0.15 * 2)
    assert late.origins + late.unfinished == len(range(6, 79, 2))


def test_whole_weeks_are_told_apart_from_being_too_careful() -> None:
    """A coin decides whether four items take one week or two: who tells two weeks is always right, and rightly sure.

    Of the second week's half, from 50 to 100 %, seven tenths lie below 85 %; so 0.5 + 0.5 · 0.7 of all is left.
    """
    coin = np.random.default_rng(2).integers(0, 2, 20_000)
    found = [judged(1 + int(head), Told(2, 1.0, 0.5)) for head in coin]
    hits, even, stated = np.mean(found, axis=0)
    assert (hits, stated) == (1.0, 1.0)
    assert even == pytest.approx(0.85, abs=0.01)
    assert judged(3, Told(2, 1.0, 0.5))[1] == 0
    assert judged(1, None) == (1.0, 1.0, 1.0)


def test_ours_is_less_sure_of_itself_than_plain_monte_carlo() -> None:
    series, settings = {name: counts for name, counts in generated().items() if name.endswith(("0", "1"))}, [(6, 8)]
    ours, plain = calibrate(series, OURS, settings), calibrate(series, WAYS["plain Monte Carlo"], settings)
    assert plain.coverage < 83
    assert ours.coverage > 85
    assert ours.coverage > plain.coverage + 5


def test_the_p85_of_merged_pull_requests_comes_true() -> None:
    """A quarter of the benchmark: coverage within 6 points, and plain Monte Carlo further off."""
    series = {name: counts[-130:] for name, counts in merged().items()}
    ours, plain = (calibrate(series, way, [(10, 8)]).coverage for way in (OURS, WAYS["plain Monte Carlo"]))
    assert ours == pytest.approx(85, abs=6)
    assert plain < ours - 5


def test_whole_weeks_are_counted_and_the_edges_left_out() -> None:
    monday = date(2026, 8, 3)
    days = [monday, monday + timedelta(9), monday + timedelta(10), monday + timedelta(26), monday + timedelta(28)]
    assert weekly(days) == [2, 0, 1]
    assert weekly(days[:1]) == []


def test_real_flow_data_are_read(shared_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "FLOW", shared_dir / "oracles" / "flow")
    real.cache_clear()
    assert len(real()) == 5  # the sixth, magennis_team1, has 16 weeks
    assert sum(real()["7digital"]) == pytest.approx(3238, abs=60)
