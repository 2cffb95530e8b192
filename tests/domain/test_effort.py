"""Effort as people write it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.effort import format_effort, parse_effort
from deliverydesk.domain.errors import DeskError


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [
        ("5", None, 5, None),
        (" 2,5 ", None, 2.5, None),
        ("0,125", None, 0.125, None),
        ("~5", None, 5, None),
        ("3–8", 3, 4.9, 8),
        ("3-8", 3, 4.9, 8),
        ("3 to 8", 3, 4.9, 8),
        ("3..8", 3, 4.9, 8),
        ("3/5/8", 3, 5, 8),
        ("3 - 5 - 8 weeks", 3, 5, 8),
        ("10 days", None, 2, None),
        ("10d", None, 2, None),
        ("10 person-days", None, 2, None),
        ("5 person-weeks", None, 5, None),
        ("2 pm", None, 26 / 3, None),
        ("1 month", None, 13 / 3, None),
        ("40 h", None, 1, None),
        ("1-2-3 pm", 13 / 3, 26 / 3, 13),
        ("1500", None, 1500, None),
        ("3 bis 8 Wochen", 3, 4.9, 8),
        ("10 Personentage", None, 2, None),
        ("2 Personenmonate", None, 26 / 3, None),
        ("3 wks", None, 3, None),
    ],
)
def test_what_people_write(text: str, low: float | None, likely: float | None, high: float | None) -> None:
    assert parse_effort(text) == (pytest.approx(low), pytest.approx(likely), pytest.approx(high))


@pytest.mark.parametrize("text", ["", "soon", "-3", "5 apples", "3/5/8/9", "1e3", "5 5", "None", "５ｗ x"])
def test_what_is_no_effort_is_a_sentence(text: str) -> None:
    with pytest.raises(DeskError, match=r"is no effort\. Write 5, 3–8 or 3/5/8"):
        parse_effort(text)


@pytest.mark.parametrize("text", ["1,500", "1,500 h", "3–1,200"])
def test_a_comma_that_may_mean_thousands_is_asked_about(text: str) -> None:
    with pytest.raises(DeskError, match="may mean thousands or a decimal"):
        parse_effort(text)


EFFORTS = st.floats(0.001, 1e6)


@given(st.tuples(EFFORTS, EFFORTS, EFFORTS))
def test_three_figures_are_read_as_they_are_written(efforts: tuple[float, float, float]) -> None:
    assert parse_effort(format_effort(*efforts)) == pytest.approx(efforts, abs=1e-4)


@given(EFFORTS)
def test_one_figure_is_read_as_it_is_written(likely: float) -> None:
    assert parse_effort(format_effort(None, likely, None)) == (None, pytest.approx(likely, abs=1e-4), None)


def test_no_effort_is_no_text() -> None:
    assert format_effort(None, None, None) == ""


@given(st.text(max_size=30))
def test_any_text_is_an_effort_or_a_sentence(text: str) -> None:
    with contextlib.suppress(DeskError):
        assert any(each is not None for each in parse_effort(text))
