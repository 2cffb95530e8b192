"""Forecasts of the collected cases: closed forms, a published workbook, and a network with its merge bias."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from deliverydesk.analysis.forecast.ledger import lower_tail
from deliverydesk.analysis.forecast.network import Crew, Part, Task, simulate
from deliverydesk.analysis.forecast.percentiles import fewest, order_statistic
from deliverydesk.analysis.forecast.reasons import Reason
from deliverydesk.analysis.forecast.three_point import Spread, distribution, pert_mean, pert_variance
from deliverydesk.analysis.forecast.throughput import Method, how_many, when

Collected = Callable[[str], dict[str, Any]]

START = date(2026, 11, 30)
PLAIN = Method(c=0.0, bayesian=False)
"""The bootstrap of the cases, which neither doubts the mean nor weighs the past anew."""


def test_throughput_in_closed_form(collected: Collected) -> None:
    constant, geometric, nothing, two_weeks = collected("forecasting")["closed_form"]
    weeks = constant["all_percentiles_weeks"]
    found = when([4] * 8, 20, START, method=PLAIN).periods
    assert (found.p50, found.p85, found.p95) == (weeks, weeks, weeks)
    told = when([0, 2] * 3, 2, START, method=PLAIN)
    assert (told.periods.p85, told.periods.p95) == (geometric["P85"], geometric["P95"])
    assert told.chances[geometric["P50"]] == pytest.approx(0.5, abs=0.015)  # which of two weeks it is, chance decides
    assert nothing["expected"].startswith("refuse")
    assert when([0] * 8, 5, START).reason is Reason.ALL_ZERO
    amount = how_many([0, 2] * 3, START + timedelta(days=13), START, method=PLAIN)
    assert (amount.p50, amount.p85) == (two_weeks["P50_at_least"], two_weeks["P85_at_least (15th pct)"])


def test_the_published_workbook_without_its_risks(collected: Collected) -> None:
    """Stories that split, at 3 to 6 a week; the program knows no risks, so it is held against the run without them."""
    case = collected("forecasting")["magennis_completed_throughput_forecast"]
    low, high = case["inputs"]["throughput_per_week"]
    history = [*range(low, high + 1)] * 4
    stories = sum(case["inputs"]["stories"]) / 2
    told = when(history, stories, START, growth=tuple(case["inputs"]["split_rate"]), method=PLAIN).grown
    assert told is not None
    _, *expected = case["recomputed"]["no_risks_integer"]
    tolerance = case["tolerance_weeks"]
    assert [told.p50, told.p85, told.p95] == [pytest.approx(weeks, abs=tolerance) for weeks in expected]


def test_order_statistics_cover_what_they_promise(collected: Collected) -> None:
    case = collected("forecasting")["percentile_order_statistic"]
    for n, k in case["k_for_P85"].items():
        assert order_statistic(range(1, int(n) + 1), 0.85).value == k
    fewest_of = {0.5: "min_n_P50", 0.85: "min_n_for_finite_P85", 0.95: "min_n_for_finite_P95"}
    assert {p: fewest(p) for p in fewest_of} == {p: case[name] for p, name in fewest_of.items()}


def test_the_record_is_called_overconfident_as_seldom_as_collected(collected: Collected) -> None:
    for n, case in collected("outcome_verdict")["calibration_ledger_P85"].items():
        hits = case["flag_overconfident_if_hits<="]
        assert lower_tail(hits, int(n), 0.85) == pytest.approx(case["false_flag"], abs=5e-5)
        powers = {key: power for key, power in case.items() if key.startswith("power")}
        assert len(powers) == 2
        for key, power in powers.items():
            assert lower_tail(hits, int(n), float(re.findall(r"[\d.]+$", key)[0])) == pytest.approx(power, abs=5e-4)


def test_the_chance_that_all_keep_their_own_day(collected: Collected) -> None:
    """Five pieces of work of five teams that nothing ties together: .85 to the fifth."""
    [(count, by_correlation)] = collected("outcome_verdict")["joint_probability_all_m_items_within_own_P85"].items()
    effort = distribution(None, 1.0, None, Spread())
    teams = range(int(count))
    ends = simulate([Task((Part(at, effort, 1.0),)) for at in teams], [Crew(1.0) for _ in teams], paths=40_000)
    late = ends.percentiles(teams, [0.85])[:, 0]
    together = np.logical_and.reduce([ends.done(at, float(late[at])) for at in teams])
    assert together.mean() == pytest.approx(by_correlation["0"], abs=0.01)


def test_the_published_network(collected: Collected) -> None:
    """Means, variance and path of the textbook, and what the network really promises once it is drawn."""
    case = collected("pert")
    activities = case["activities"]
    for each in activities.values():
        low, likely, high = each["a"], each["m"], each["b"]
        assert pert_mean(low, likely, high) == pytest.approx(each["te"])
        assert pert_variance(low, high) == pytest.approx(each["var"], abs=5e-5)
    critical = case["published"]["critical_path"].split("-")
    assert sum(activities[name]["te"] for name in critical) == case["computed"]["length"]
    variance = sum(pert_variance(activities[name]["a"], activities[name]["b"]) for name in critical)
    assert variance == pytest.approx(case["computed"]["variance"], abs=5e-5)

    places = {name: at for at, name in enumerate(activities)}
    tasks = [
        Task(
            (Part(places[name], distribution(each["a"], each["m"], each["b"], Spread()), each["te"]),),
            tuple(places[before] for before in each["pred"]),
        )
        for name, each in activities.items()
    ]
    ends = simulate(tasks, [Crew(1.0) for _ in tasks], paths=100_000, seed=3)
    told, last = case["honesty_oracle_simulation"], places["H"]
    drawn = told["pert_beta_independent"]
    assert ends.times[last].mean() == pytest.approx(drawn["mean"], abs=told["tolerance"])
    assert ends.times[last].std() == pytest.approx(drawn["sd"], abs=told["tolerance"])
    assert [ends.done(last, weeks).mean() for weeks in (15, 16)] == [
        pytest.approx(drawn[f"P(T<={weeks})"], abs=0.01) for weeks in (15, 16)
    ]
    assert ends.percentiles([last], [0.5, 0.85, 0.95])[0].tolist() == [
        pytest.approx(drawn[share], abs=1.5 * told["tolerance"]) for share in ("P50", "P85", "P95")
    ]
