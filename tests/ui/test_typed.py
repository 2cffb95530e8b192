"""What people type into fields: numbers, shares, names, and what is asked back."""

import pytest

from deliverydesk.domain.entities import Team
from deliverydesk.domain.values import Period
from deliverydesk.support.errors import DeskError
from deliverydesk.ui.panes.inspector.scoring import read_reach
from deliverydesk.ui.typed import chosen, distinct, read_number, read_share, read_whole, written, written_share


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("0.8", 0.8),
        ("0,8", 0.8),
        ("80 %", 0.8),
        ("80%", 0.8),
        ("12,5 %", 0.125),
        ("1", 1),
        ("80", 0.8),
        ("100", 1),
        ("", None),
    ],
)
def test_shares_are_written_as_per_cent_or_as_a_part_of_one(words, value):
    assert read_share(words) == value


@pytest.mark.parametrize("words", ["3", "800", "much", "%"])
def test_a_share_that_may_mean_two_things_is_asked_back(words):
    with pytest.raises(DeskError) as caught:
        read_share(words)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("value", [0.8, 0.125, 1 / 3, 1.0, 0.07])
def test_a_share_reads_back_as_it_was(value):
    assert read_share(written_share(value)) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e-7, 123456789.125, -4.5, 2_000_000.0])
def test_a_number_reads_back_as_it_was(value):
    assert read_number(written(value)) == value


def test_numbers_that_may_mean_two_things_are_asked_back():
    with pytest.raises(DeskError, match=r"may be 1234 or 1\.234"):
        read_number("1,234")
    with pytest.raises(DeskError, match="no whole number"):
        read_whole("2.5")
    with pytest.raises(DeskError, match="no number"):
        read_number("80 %")


@pytest.mark.parametrize(
    ("words", "reach", "period"),
    [
        ("500", 500, Period.QUARTER),
        ("500 a month", 500, Period.MONTH),
        ("500/week", 500, Period.WEEK),
        ("2000 per Year", 2000, Period.YEAR),
        ("", None, None),
    ],
)
def test_reach_is_read_with_its_period(words, reach, period):
    assert read_reach(words, Period.QUARTER) == {"reach": reach, "reach_period": period}


def test_names_are_chosen_whole_or_begun():
    known = {"Data": 1, "Design": 2, "Growth": 3}
    assert chosen("growth", known, "team") == 3
    assert chosen("Da", known, "team") == 1
    with pytest.raises(DeskError, match="begins 2"):
        chosen("D", known, "team")
    with pytest.raises(DeskError, match="There is: Data, Design, Growth"):
        chosen("Sales", known, "team")


def test_two_of_one_name_can_be_told_apart():
    assert distinct([Team(1, "Data"), Team(2, "Data")], lambda team: team.name) == {"Data": 1, "Data (2)": 2}
