"""The sentences about what would change the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.leeway_words import assumption_words, doubt_words, leeway_words
from deliverydesk.analysis.ranks import comparable, comparable_one
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.analysis.sensitivity import leeways, worth_improving
from tests.analysis.cases import items, months, portfolio

# McBride's three projects (Intercom, 2016) score 675, 400 and 800.
MCBRIDE = portfolio(
    *items(
        *(
            {"reach": reach, "impact": impact, "confidence": confidence, "effort_likely": months(effort)}
            for reach, impact, confidence, effort in ((450, 3, 1.0, 2), (2000, 1, 0.8, 4), (800, 2, 0.5, 1))
        )
    )
)


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("reach", "Ranks higher from 533 (+19 %), lower from 267 (−41 %)."),
        ("confidence", "Ranks lower from 59.3 % (−41 %)."),
        ("effort", "Ranks higher from 1.69 person-months (−16 %), lower from 3.38 person-months (+69 %)."),
    ],
)
def test_of_one_input(field: str, sentence: str) -> None:
    said = {each.input.field: leeway_words(each) for each in leeways(MCBRIDE, ScoreBoard.of(MCBRIDE), 1)}
    assert said[field] == sentence


def test_of_one_that_stands_alone() -> None:
    alone = portfolio(*items({"reach": 5.0, "impact": 1.0, "confidence": 1.0, "effort_likely": 2.0}))
    (reach, *_) = leeways(alone, ScoreBoard.of(alone), 1)
    assert leeway_words(reach) == "No allowed value of it changes the rank."


def test_of_the_doubts() -> None:
    board = ScoreBoard.of(MCBRIDE)
    doubts = worth_improving(MCBRIDE, board, [1, 2, 3])
    assert [each for each, _ in doubts] == [1, 2, 3]
    assert doubt_words("Project 1", doubts[0][1]) == (
        "Reach of “Project 1”: 225 to 900, which puts it anywhere from rank 1 to 3."
    )
    assert assumption_words([doubt for _, doubt in doubts]).startswith("Each input is moved by itself: reach over")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_one_score_is_compared_as_in_an_array(value: float) -> None:
    import numpy as np

    assert comparable_one(value) == int(comparable(np.array([value]))[0])
