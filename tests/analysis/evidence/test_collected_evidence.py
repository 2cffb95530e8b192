"""Charts, rules, trends and verdicts of the collected cases, and how often verdicts are right and wrong.

The rates were simulated elsewhere with 20,000 series each. They are found again with fewer series, drawn here, within
five standard errors of both and half of the last digit stated.
"""

import math
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from deliverydesk.analysis.evidence.before_after import SURE as MOVED_SURE
from deliverydesk.analysis.evidence.before_after import pooled
from deliverydesk.analysis.evidence.behaviour import behaviour, in_sigmas, xmr
from deliverydesk.analysis.evidence.reach import Goal, crash_test, projections
from deliverydesk.analysis.evidence.reasons import Reason, Verdict
from deliverydesk.analysis.evidence.rules import Rule, completed
from deliverydesk.analysis.evidence.slope import inflation_for, slope_posterior
from deliverydesk.analysis.evidence.student import below
from deliverydesk.analysis.evidence.trend import trend
from deliverydesk.analysis.evidence.verdict import SURE, judge, verdict_for
from deliverydesk.domain.values import Direction
from tests.analysis.evidence.cases import START, weekly

Collected = Callable[[str], dict[str, Any]]
Floats = NDArray[np.float64]

SERIES, THEIRS = 10_000, 20_000
_RULES = {"WE1": Rule.BEYOND_LIMIT, "exactly": Rule.BEYOND_LIMIT, "Wheeler2": Rule.RUN_OF_EIGHT}
_RULES |= {"WE4:": Rule.RUN_OF_EIGHT, "Wheeler3": Rule.THREE_OF_FOUR}


@pytest.mark.parametrize("name", ["nist_flowrate", "shewhart_wheeler_16"])
def test_limits_of_the_collected_charts(collected: Collected, name: str) -> None:
    case = collected("control_charts")[name]
    values = np.array(case.get("x"), dtype=float)
    told = case.get("computed") or case["published"]
    centre, mean_range = xmr(values)
    assert float(centre) == pytest.approx(told["mean"], abs=0.006)
    assert float(mean_range) == pytest.approx(told["mrbar"], abs=0.0001)
    z = in_sigmas(values, centre, mean_range)
    assert np.flatnonzero(completed(z, Rule.BEYOND_LIMIT)).tolist() == case["signals"]


def test_charts_at_their_edges(collected: Collected) -> None:
    """Of four equal readings the cases say that the limits are where the readings are; here they are too few."""
    still, *few = [each for each in collected("edge_cases")["xmr"] if "x" in each]
    present = behaviour(weekly([*still["x"], still["x"][0]])).present
    assert present is not None
    assert (present.reason, present.centre, present.range_mean) == (
        Reason.NO_VARIATION,
        still["limits"][0],
        still["mrbar"],
    )
    for each in few:
        limits = behaviour(weekly(each["x"])).present
        assert limits is not None
        assert (limits.centre, limits.reason) == (each["out"], Reason.TOO_FEW)


def test_the_rules_of_the_collected_patterns(collected: Collected) -> None:
    """Those of the cases that are about one of the three rules, beginning as `_RULES` has them."""
    cases = collected("run_rules")["cases"]
    told = [(each, rule) for each in cases for begins, rule in _RULES.items() if each["rule"].startswith(begins)]
    assert len(told) == 5
    for each, rule in told:
        found = np.flatnonzero(completed(np.array(each["z"], dtype=float), rule)).tolist()
        assert found == each["signal_at"], each["rule"]


def test_trends_of_the_collected_series(collected: Collected) -> None:
    cases = collected("trend_tests")["cross_checked_cases"]
    assert len(cases) > 1
    for name, case in cases.items():
        values = np.array(case["y"], dtype=float)
        found = trend(np.arange(len(values), dtype=float), values)
        assert found.s == case["S"], name
        assert found.slope == pytest.approx(case["theil_sen"]), name


def test_verdicts_of_the_collected_outcomes(collected: Collected) -> None:
    cases = collected("outcome_verdict")["cases"]
    assert len(cases) == 3
    for case in cases:
        readings, direction = weekly(case["y"]), Direction(case["better"])
        told = judge(readings, direction)
        assert told.verdict.name == case["verdict_at_0.975"].replace(" yet", "").replace(" ", "_").upper()
        assert told.p_good == pytest.approx(case["P_good_direction"], abs=5e-6)
        assert told.p_chance == pytest.approx(case["OLS_p_two_sided"], abs=5e-7)
        slope = slope_posterior(np.arange(len(readings), dtype=float), readings.y)
        found = (float(slope.mean), float(slope.scale), slope.df)
        assert found == pytest.approx((case["posterior_mean_slope"], case["posterior_scale"], case["df"]), abs=5e-7)


def test_the_crash_test_of_the_collected_outcomes(collected: Collected) -> None:
    for case in collected("outcome_verdict")["cases"]:
        up = case["better"] == "up"
        low, high = (case["target"], math.inf) if up else (-math.inf, case["target"])
        due = START + timedelta(weeks=case["due_index"])
        found = crash_test(weekly(case["y"]), Goal(low, high, due))
        assert found.p == pytest.approx(case["P_reach_target_by_due"], abs=5e-6)
        assert found.level == pytest.approx(case["projected_level_at_due"], abs=5e-5)
        fit = projections(np.arange(len(case["y"]), dtype=float), np.array(case["y"], float), case["due_index"])
        assert fit.error[-1] == pytest.approx(case["projection_se"], abs=5e-5)


def test_trends_of_the_collected_outcomes(collected: Collected) -> None:
    for case in collected("outcome_verdict")["cases"]:
        found = trend(np.arange(len(case["y"]), dtype=float), np.array(case["y"], float))
        assert found.s == case["MK_S"]
        if case["MK_exact_two_sided_p"] is not None:
            assert found.p == pytest.approx(case["MK_exact_two_sided_p"], abs=5e-6)


# How often it is right and wrong


def noise(n: int, change: float = 0.0, rho: float = 0.0) -> tuple[Floats, Floats]:
    """Days and SERIES series of standard normal noise, autocorrelated by `rho`, on a line that rises by `change`."""
    values = np.random.default_rng([n, round(100 * change) + 1000, round(100 * rho)]).normal(size=(SERIES, n))
    for at in range(1, n):
        values[:, at] = rho * values[:, at - 1] + math.sqrt(1 - rho**2) * values[:, at]
    days = np.arange(n) * 7.0
    return days, values + change * days / days[-1]


def about(stated: float) -> object:
    """Equal to rates that differ by chance alone."""
    p = min(max(stated, 0.5 / THEIRS), 1 - 0.5 / THEIRS)
    return pytest.approx(stated, abs=5e-4 + 5 * math.sqrt(p * (1 - p) * (1 / SERIES + 1 / THEIRS)))


def sure(days: Floats, values: Floats, inflation: float = 1.0) -> NDArray[np.bool_]:
    """Whether a series is called improving or worsening."""
    p = slope_posterior(days, values, inflation=inflation).p_up()
    return np.asarray((p >= SURE) | (p <= 1 - SURE))


def test_the_four_verdicts_come_as_often_as_collected(collected: Collected) -> None:
    """The smallest change that matters is two standard deviations. Under six readings the cases call some flat, which
    the program does not: there only the two others are held against them.
    """
    rates = collected("verdict_rates")["four_state_verdict_rates[improving,worsening,flat,cannot_tell]"]
    for change, n, (improving, worsening, flat, unclear) in (
        (float(change), int(n), stated) for change, by_n in rates.items() for n, stated in by_n.items() if int(n) > 4
    ):
        slope = slope_posterior(*noise(n, change))
        calls = verdict_for(slope.p_up(), slope.p_within(2.0), n)
        expected = {Verdict.IMPROVING: improving, Verdict.WORSENING: worsening}
        expected |= {Verdict.FLAT: flat, Verdict.CANNOT_TELL: unclear} if n > 5 else {Verdict.FLAT: 0.0}
        for verdict, rate in expected.items():
            assert float((calls == verdict.value).mean()) == about(rate), (change, n, verdict)


def guarded(collected: Collected) -> Iterator[tuple[float, int, float, dict[str, float]]]:
    """Autocorrelation, number of readings, what widens the scale, and the two rates."""
    for name, by_guard in collected("verdict_rates")["autocorrelation_guard"].items():
        rho, n = (float(part.strip("rhon")) for part in name.split("_"))
        for guard, rates in by_guard.items():
            yield rho, int(n), 1.0 if guard == "none" else float(inflation_for(rho)), rates


def test_the_guard_against_autocorrelation_costs_and_saves_as_collected(collected: Collected) -> None:
    """With the guard, the scale is widened by the autocorrelation that the series were drawn with, in the cases too."""
    for rho, n, widened, rates in guarded(collected):
        assert float(sure(*noise(n, 0, rho), widened).mean()) == about(rates["false_alarm_0.975"]), (rho, n, widened)
        up = slope_posterior(*noise(n, 3, rho), inflation=widened).p_up() >= SURE
        assert float(up.mean()) == about(rates["detect_delta3"]), (rho, n, widened)


def test_looking_after_every_reading_cries_wolf_as_often_as_collected(collected: Collected) -> None:
    stated = collected("signal_simulation_2")
    days, values = noise(12)
    ever = np.any([sure(days[:n], values[:, :n]) for n in range(4, 13)], axis=0)
    assert float(ever.mean()) == about(stated["sequential_ever_flagged_null_n4to12"]["Bayes_slope_P0.975"])
    assert float(ever.mean()) == about(stated["sequential_bayes_threshold"][f"{SURE}"]["ever_false_alarm"])
    for change, (share, median) in stated["sequential_bayes_threshold"][f"{SURE}"][
        "detected_by_12_and_median_n"
    ].items():
        seen = np.array(
            [slope_posterior(days[:n], (values + rising(float(change)))[:, :n]).p_up() >= SURE for n in range(4, 13)]
        )
        assert float(seen.any(0).mean()) == about(share), change
        assert np.median(np.where(seen.any(0), seen.argmax(0) + 4, 99)) == median, change


def rising(change: float) -> Floats:
    """What a change over twelve readings adds to each."""
    return change * np.arange(12) / 11


def test_rules_cry_wolf_after_every_reading_as_often_as_collected(collected: Collected) -> None:
    stated = collected("signal_simulation_2")["sequential_ever_flagged_null_n4to12"]
    _, values = noise(12)

    def ever(rules: tuple[Rule, ...]) -> float:
        found = np.zeros(SERIES, dtype=bool)
        for n in range(4, 13):
            z = in_sigmas(values[:, :n], *xmr(values[:, :n]))
            found |= np.any([completed(z, rule).any(-1) for rule in rules], axis=0)
        return float(found.mean())

    assert ever((Rule.BEYOND_LIMIT,)) == about(stated["XmR_rule1"])
    assert ever(tuple(Rule)) == about(stated["XmR_Wheeler123"])


def test_flat_is_claimed_as_often_as_collected(collected: Collected) -> None:
    """Of series that do not change, and of those that change by just what matters: `m` standard deviations."""
    for name, by_truth in collected("signal_simulation_2")["flat_claim"].items():
        n, smallest = (float(part.strip("nm")) for part in name.split("_"))
        for truth, change in (("true_flat", 0.0), ("true_change_m", smallest)):
            p_flat = slope_posterior(*noise(int(n), change)).p_within(smallest)
            for threshold, rate in by_truth[truth].items():
                assert float((p_flat >= float(threshold)).mean()) == about(rate), (name, truth, threshold)


def test_a_launch_is_seen_as_often_as_collected(collected: Collected) -> None:
    """So many readings before and after, and a step of so many standard deviations."""
    for name, rates in collected("signal_simulation_2")["before_after"].items():
        before, after, step = (int(part.strip("kmd")) for part in name.split("_"))
        _, values = noise(before + after)
        change, error, _ = pooled(values[:, :before], values[:, before:] + step)
        p = below(change / error, before + after - 2)
        seen = (p >= MOVED_SURE) | (p <= 1 - MOVED_SURE)
        assert float(seen.mean()) == about(rates["t_a10"]), name
