"""Hints of what can be typed: days stand in them as the portfolio writes them."""

import pytest

from deliverydesk.domain.formats import Formats, using
from deliverydesk.domain.values import DateStyle
from deliverydesk.ui.panes.backlog.hints import day_like, hint


@pytest.mark.parametrize(
    ("style", "example", "words"),
    [
        (DateStyle.DAY_MONTH, "7 Sep", "6 Nov, +3w"),
        (DateStyle.MONTH_DAY, "Sep 7", "Nov 6, +3w"),
        (DateStyle.ISO, "2026-09-07", "2026-11-06, +3w"),
    ],
)
def test_a_day_in_a_hint_follows_the_portfolios_style(style: DateStyle, example: str, words: str) -> None:
    with using(Formats(style)):
        assert day_like(9, 7) == example
        assert hint("date") == words


def test_cells_without_a_way_of_writing_of_their_own_need_no_hint() -> None:
    assert hint("effort") == "3–8, 3/5/8 or 2 pm"
    assert hint("tags") == "tags, with commas"
    assert hint("text") == hint("choice") == ""
