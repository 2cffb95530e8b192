"""Sentences of forecasts: every code has one, and none is a bare number."""

from datetime import date

import pytest

from deliverydesk.analysis.forecast import words
from deliverydesk.analysis.forecast.ledger import ChanceScore, Correction, QuantileScore
from deliverydesk.analysis.forecast.portfolio import Assumed, Chance, CutLine, ItemForecast
from deliverydesk.analysis.forecast.reasons import Assumption, Reason
from deliverydesk.analysis.forecast.three_point import Spread, SpreadBasis
from deliverydesk.analysis.forecast.throughput import Stability, how_many, when

DAY = date(2026, 12, 11)
MONDAY = date(2026, 11, 30)


def test_every_reason_and_every_assumption_has_a_sentence() -> None:
    reasons = [words.reason_words(each) for each in Reason]
    taken = [words.assumption_words(Assumed(each, 2, 0.2)) for each in Assumption]
    for told in (reasons, taken):
        assert len(set(told)) == len(told)
        assert all(each.endswith(".") and "{" not in each for each in told)
    assert words.reason_words(Reason.WAITS, "Search") == (
        "Cannot be scheduled: it waits for “Search”, which cannot be either."
    )


def test_days_are_never_one_date() -> None:
    told = ItemForecast(date(2026, 12, 3), date(2026, 12, 19), date(2027, 1, 8))
    assert words.days_words(told) == (
        "Done by 3 Dec 2026 in half of all cases, by 19 Dec 2026 in 85 %, by 8 Jan 2027 in about 9 of 10."
    )
    assert words.days_words(ItemForecast(reason=Reason.NO_ESTIMATE)).startswith("Cannot be scheduled")
    assert words.days_words(ItemForecast(p50=DAY, reason=Reason.BEYOND_HORIZON)).startswith("In too many")


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.7234, "72 %"), (1.0, "100 %"), (0.9999, "over 99 %"), (0.0, "0 %"), (0.0001, "under 1 %"), (0.5, "50 %")],
)
def test_only_what_always_or_never_happens_is_certain(chance: float, said: str) -> None:
    assert words.chance_words(Chance(DAY, chance)) == f"{said} to be done by 11 Dec 2026."


def test_a_milestone_without_a_chance_says_what_is_in_its_way() -> None:
    told = Chance(DAY, reason=Reason.STOPPED, because=4)
    assert words.chance_words(told, "Search") == "“Search”: It is tabled, cancelled or archived."
    assert words.chance_words(Chance(DAY, reason=Reason.NO_ITEMS)) == "Nothing is named yet that must be done for it."


def test_the_cut_line_is_counted() -> None:
    assert words.cut_words(CutLine(DAY, 0.85, 3, (1, 3), (2,))) == (
        "2 deliverables are done by 11 Dec 2026 with a chance of at least 85 % each. 1 above the line is not."
    )
    assert words.cut_words(CutLine(DAY, 0.85, None, (), ())).startswith("Nothing is done by 11 Dec 2026")


def test_throughput_is_told_with_what_it_rests_on() -> None:
    told = when([4, 4, 0, 4, 4, 4, 4, 0], 20, MONDAY)
    assert words.basis_words(told.basis) == "From the last 8 periods: 3 done on average, 2 without any."
    assert words.when_words(told).startswith("Done by ")
    assert words.when_words(when([1, 2], 20, MONDAY)) == "Cannot tell yet: at least 6 periods are needed."
    many = how_many([4] * 8, date(2026, 12, 27), MONDAY)
    assert words.how_many_words(many) == (
        "Until 27 Dec 2026 at least 16 in half of all cases, 16 in 85 %, 16 in about 9 of 10."
    )
    assert words.how_many_words(how_many([4] * 8, MONDAY, MONDAY)).startswith("Not one whole period")
    assert words.stability_words(Stability(1.4, 8.2, 0.01)).startswith("The speed has changed, from 1.4 to 8.2")
    assert words.stability_words(Stability(4, 4, 1.0)).endswith("by chance.")


def test_the_record_is_told_with_its_count_and_what_was_cancelled() -> None:
    score = QuantileScore(0.85, 40, 34, 4, 0.85, (0.7, 0.9), 34 / 44, 3.0, 1.0, 0.57)
    assert words.record_words(score) == "P85: 34 of 40 came true, 85 %. Cancelled work counted as late, 77 %."
    assert words.verdict_words(score) == "Nothing speaks against it."
    few = QuantileScore(0.85, 12, 9, reason=Reason.TOO_FEW_RESOLVED)
    assert words.record_words(few) == words.verdict_words(few)
    assert words.record_words(few) == "Cannot tell yet: it takes 20 forecasts whose days have passed."
    sure = QuantileScore(0.85, 40, 26, 0, 0.65, (0.5, 0.8), 0.65, 3.0, 0.002, 0.001)
    assert words.verdict_words(sure).startswith("Too sure")
    careful = QuantileScore(0.85, 40, 40, 0, 1.0, (0.9, 1.0), 1.0, 3.0, 0.0003, 1.0)
    assert words.verdict_words(careful).startswith("Too careful")
    assert words.brier_words(ChanceScore(30, 0, 0.1234, 0.6)).startswith("Brier score 0.123, by 30 chances")
    assert words.brier_words(ChanceScore(3, reason=Reason.TOO_FEW_RESOLVED)).startswith("Cannot tell yet")


def test_a_correction_names_the_team() -> None:
    assert words.correction_words(Correction(1, 40, 1.0, 1.75), "Web").startswith(
        "“Web”: by 40 forecasts that came due, the spread ought to be 1.75 times"
    )
    assert words.correction_words(Correction(1, 40, 1.5, 1.5), "Web").endswith("as its record asks for.")
    assert words.correction_words(Correction(1, 3, 1.0, reason=Reason.TOO_FEW_RESOLVED), "Web").startswith("Cannot")


def test_a_spread_tells_its_basis() -> None:
    told = {words.spread_words(Spread(1.0, 2.5, 24, basis)) for basis in SpreadBasis}
    assert len(told) == 3
    assert "Working days within 2.5 times the planned ones in 85 %, by 24 finished deliverables." in told
