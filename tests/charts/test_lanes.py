from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.charts.lanes import Lane, lanes

flags = st.lists(st.tuples(st.floats(0, 1000), st.floats(5, 300)), max_size=15)


@given(flags, st.integers(1, 4))
def test_no_words_meet_and_no_line_runs_through_words(made: list[tuple[float, float]], most: int) -> None:
    places, widths = [at for at, _ in made], [wide for _, wide in made]
    found = lanes(places, widths, (0, 1000), most, glyph=12)
    spans = []
    for at, wide, lane in zip(places, widths, found, strict=True):
        if lane.row is not None:
            assert 0 <= lane.row < most
            left, right = (at - wide, at) if lane.left_side else (at, at + wide)
            assert left >= -1e-6
            assert right <= 1000 + 1e-6
            spans.append((at, left, right, lane.row))
    for index, (_, left, right, row) in enumerate(spans):
        for other, (other_at, other_left, other_right, other_row) in enumerate(spans):
            if index == other:
                continue
            assert row != other_row or right < other_left or other_right < left
            # the other flag's line runs from its row downwards
            assert not (left < other_at < right and other_row < row)


def test_a_lone_flag_stands_in_the_first_row_on_the_right() -> None:
    assert lanes([100], [50], (0, 1000), 3, glyph=12) == [Lane(0)]


def test_a_flag_near_the_end_has_its_words_on_the_left() -> None:
    assert lanes([990], [50], (0, 1000), 3, glyph=8) == [Lane(0, left_side=True)]


def test_what_finds_no_room_has_no_words() -> None:
    assert lanes([100, 101], [500, 2000], (0, 1000), 3, glyph=12)[1] == Lane(None)
