"""Where labels go, and which are left out."""

import pytest

from deliverydesk.rendering.labels import Label, place

BOUNDS = (0.0, 0.0, 200.0, 100.0)
LINE = [(0.0, 40.0, 200.0, 60.0)]
OVER, BESIDE = (10.0, 45.0, 60.0, 55.0), (10.0, 10.0, 60.0, 20.0)


@pytest.mark.parametrize(("clear", "shown"), [(False, [OVER]), (True, [])])
def test_words_that_are_to_be_clear_are_left_out_rather_than_lie_on_a_line(
    clear: bool, shown: list[tuple[float, float, float, float]]
) -> None:
    found = place([Label("limits", (OVER,), clear=clear)], BOUNDS, busy=LINE)
    assert [box for _, box in found] == shown


def test_words_that_are_to_be_clear_stand_where_nothing_is() -> None:
    ((_, box),) = place([Label("limits", (OVER, BESIDE), clear=True)], BOUNDS, busy=LINE)
    assert box == BESIDE
