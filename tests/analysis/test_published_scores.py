"""Scores against worked examples that were published; sources beside each."""

import pytest

from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.entities import Criterion, Rating
from deliverydesk.domain.values import Period, ScoringModel
from tests.analysis.cases import items, months, portfolio


def rice(reach: float, impact: float, confidence: float, effort: float) -> dict[str, float]:
    return {"reach": reach, "impact": impact, "confidence": confidence, "effort_likely": months(effort)}


def test_mcbride_s_three_projects() -> None:
    """McBride, “RICE: Simple prioritization for product managers”, Intercom 2016: 675, 400, 800."""
    projects = items(rice(450, 3, 1.0, 2), rice(2000, 1, 0.8, 4), rice(800, 2, 0.5, 1))
    board = ScoreBoard.of(portfolio(*projects))
    assert [board.score(i).value for i in (1, 2, 3)] == pytest.approx([675, 400, 800])
    assert [board.score(i).rank for i in (1, 2, 3)] == [2, 3, 1]
    assert board.order() == [3, 1, 2]
    assert [board.gap(i) for i in (1, 2, 3)] == [-1, -1, 2]


def test_mcbride_s_reach_is_a_quarter_of_a_month_s_share() -> None:
    """The same text: 500 a month reach the page, 30 % choose it, three months a quarter: 450."""
    item = {**rice(500 * 0.3, 3, 1.0, 2), "reach_period": Period.MONTH}
    assert ScoreBoard.of(portfolio(*items(item))).value(1) == pytest.approx(675)


@pytest.mark.parametrize(
    ("inputs", "score"),
    [
        ((5000, 2, 0.8, 2), 4000),  # hashbuilds.com, “What is RICE score”
        ((10, 3, 1, 6), 5),
        ((10_000, 3, 1, 0.5), 60_000),
        ((5000, 3, 0.8, 4), 3000),  # entrepreneurbible.net, glossary “RICE”
    ],
)
def test_further_published_rice_scores(inputs: tuple[float, float, float, float], score: float) -> None:
    assert ScoreBoard.of(portfolio(*items(rice(*inputs)))).value(1) == pytest.approx(score)


def test_ice_as_product_and_as_mean() -> None:
    """idaete.com, “ICE scoring model”: 8 × 6 × 3 = 144. The mean is the other variant in use."""
    item = items({"ice_impact": 8.0, "ice_confidence": 6.0, "ice_ease": 3.0})
    product = portfolio(*item, scoring_model=ScoringModel.ICE)
    mean = portfolio(*item, scoring_model=ScoringModel.ICE, ice_as_mean=True)
    assert ScoreBoard.of(product).value(1) == 144
    assert ScoreBoard.of(mean).value(1) == pytest.approx(17 / 3)
    assert ScoreBoard.of(mean).explain(1).formula == "(8 + 6 + 3) ÷ 3"


WSJF_SHEET = [
    # Public sheet “Prioritisation Framework: WSJF” in the order it was published, which is not sorted:
    # name, job size, business value, time criticality, risk or opportunity, WSJF as printed
    ("Funky ferret", 5, 8, 5, 13, 5.2),
    ("Fancy falcon", 5, 8, 5, 8, 4.2),
    ("Grumpy gazelle", 8, 13, 5, 8, 3.25),
    ("Cheeky chicken", 5, 5, 3, 8, 3.2),
    ("Worried wolf", 5, 8, 1, 5, 2.8),
    ("Excited eagle", 8, 13, 3, 8, 3.0),
    ("Funny frog", 5, 5, 1, 5, 2.2),
    ("Powerful piglet", 5, 5, 1, 5, 2.2),
    ("Hilarious hound", 13, 8, 5, 8, 1.62),
    ("Happy hamster", 13, 5, 3, 8, 1.24),
    ("Panicky pigeon", 13, 5, 3, 8, 1.24),
    ("Clumsy camel", 13, 8, 1, 3, 0.93),
]


def wsjf(size: float, value: float, criticality: float, opportunity: float) -> dict[str, float]:
    return {
        "job_size": size,
        "business_value": value,
        "time_criticality": criticality,
        "risk_opportunity": opportunity,
    }


def test_a_published_wsjf_sheet_with_ties() -> None:
    rows = [{"title": name, **wsjf(*numbers)} for name, *numbers, _ in WSJF_SHEET]
    board = ScoreBoard.of(portfolio(*items(*rows), scoring_model=ScoringModel.WSJF))
    for at, (*_, printed) in enumerate(WSJF_SHEET, 1):
        assert board.value(at) == pytest.approx(printed, abs=0.011)  # the sheet rounds 1.2308 up
    assert [board.rank(at) for at in range(1, 13)] == [1, 2, 3, 4, 6, 5, 7, 7, 9, 10, 10, 12]
    assert board.order() == [1, 2, 3, 4, 6, 5, 7, 8, 9, 10, 11, 12]
    # SAFe: the smallest of each column is a 1. The sheet has one in time criticality only.
    assert [warning.split(" in ", 1)[1].split(".")[0] for warning in board.warnings] == [
        "user and business value",
        "risk or opportunity value",
        "job size",
    ]


@pytest.mark.parametrize(
    ("numbers", "score"),
    # novacalculator.com, “Cost of delay WSJF prioritization calculator”
    [((5, 8, 4, 3), 3.0), ((2, 5, 9, 8), 11.0), ((8, 4, 3, 7), 1.75), ((8, 9, 5, 4), 2.25)],
)
def test_wsjf_calculator_cases(numbers: tuple[float, float, float, float], score: float) -> None:
    assert ScoreBoard.of(portfolio(*items(wsjf(*numbers))), ScoringModel.WSJF).value(1) == score


def cd3(cost: float, weeks: float) -> dict[str, float]:
    return {"cost_of_delay": cost, "duration_weeks": weeks}


def test_cd3_of_the_ice_cream_stand() -> None:
    """Arnold, Black Swan Farming, “CD3 and proportionality to outcomes”: 5 and 7.5, so B goes first."""
    board = ScoreBoard.of(portfolio(*items(cd3(10, 2), cd3(30, 4))), ScoringModel.CD3)
    assert [board.value(1), board.value(2)] == [5, 7.5]
    assert board.order() == [2, 1]


def test_cd3_of_reinertsen_s_three_jobs() -> None:
    """Reinertsen, “The Principles of Product Development Flow”, 2009: ratios 10, 1 and 0.1."""
    board = ScoreBoard.of(portfolio(*items(cd3(10, 1), cd3(3, 3), cd3(1, 10))), ScoringModel.CD3)
    assert [board.value(i) for i in (1, 2, 3)] == [10, 1, 0.1]


def test_cd3_order_earns_most_in_magennis_s_example() -> None:
    """Magennis, “Cost of Delay Prioritization Calculator”, sheet Example: 103, 91 and, by CD3, 109 in 14 months."""
    revenue, duration = [3, 7, 9], [3, 4, 6]
    board = ScoreBoard.of(
        portfolio(*items(*(cd3(r, d) for r, d in zip(revenue, duration, strict=True)))), ScoringModel.CD3
    )

    def earned(order: list[int]) -> int:
        done, total = 0, 0
        for i in order:
            done += duration[i - 1]
            total += revenue[i - 1] * (14 - done)
        return total

    assert earned([3, 2, 1]) == 103
    assert earned([1, 2, 3]) == 91
    assert earned(board.order()) == 109


def weighted(*criteria: Criterion, ratings: list[float | None], **settings: object) -> ScoreBoard:
    given = [
        Rating(100 + at, 1, criterion.id, value)
        for at, (criterion, value) in enumerate(zip(criteria, ratings, strict=True))
        if value is not None
    ]
    return ScoreBoard.of(portfolio(*items({}), *criteria, *given), ScoringModel.WEIGHTED)


@pytest.mark.parametrize(("low", "high"), [(0, 10), (1, 10)])
def test_weights_are_normalised(low: float, high: float) -> None:
    """Weights 5, 3 and 2 of ratings 8, 4 and 10 are 7.2, whatever scale the three share."""
    criteria = [Criterion(10 + at, f"C{at}", w, low, high) for at, w in enumerate((5, 3, 2))]
    assert weighted(*criteria, ratings=[8, 4, 10]).value(1) == pytest.approx(7.2)


def test_a_cost_criterion_is_reversed() -> None:
    """4 on a scale from 2 to 10 where lower is better is 0.75 of the way to the best."""
    cost = Criterion(10, "Cost", 1, 2, 10, lower_is_better=True)
    value = Criterion(11, "Value", 0.0, 0, 1)
    board = weighted(cost, value, ratings=[4, None])
    assert board.value(1) == pytest.approx(2 + 0.75 * 8)
    assert "75 % of the way from worst to best, lower is better" in board.explain(1).rows[0].note


def test_criteria_on_different_scales_score_as_a_share() -> None:
    cost = Criterion(10, "Cost", 1, 2, 10, lower_is_better=True)
    value = Criterion(11, "Value", 3, 0, 100)
    assert weighted(cost, value, ratings=[4, 50]).value(1) == pytest.approx(0.25 * 0.75 + 0.75 * 0.5)


def test_a_missing_rating_gives_no_score_and_is_named() -> None:
    criteria = [Criterion(10 + at, name, 1, 0, 10) for at, name in enumerate(("Value", "Risk", "Fit"))]
    score = weighted(*criteria, ratings=[8, 4, None]).score(1)
    assert (score.value, score.rank, score.reason) == (None, None, "“Fit” is missing.")


def test_one_more_item_never_swaps_two_others() -> None:
    """Belton and Stewart, 2002: scale ends taken from the data reverse ranks. Here they are fixed."""
    criteria = (Criterion(10, "A", 1, 0, 100), Criterion(11, "B", 1, 0, 100))
    ratings = [(1, 60.0, 20.0), (2, 30.0, 45.0), (3, 0.0, 100.0)]
    rows = items({}, {}, {})
    links = [Rating(100 + 2 * i + c, i, 10 + c, v) for i, *pair in ratings for c, v in enumerate(pair)]
    with_third = ScoreBoard.of(portfolio(*rows, *criteria, *links), ScoringModel.WEIGHTED)
    without = ScoreBoard.of(portfolio(*rows[:2], *criteria, *links[:4]), ScoringModel.WEIGHTED)
    assert [i for i in with_third.order() if i != 3] == without.order()
