from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.rendering.clip import inside, polygon, polyline, segment

BOX = (0.0, 0.0, 100.0, 50.0)
place = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


@given(place, place)
def test_what_is_left_of_a_line_lies_inside_and_on_it(start: tuple[float, float], end: tuple[float, float]) -> None:
    part = segment(start, end, BOX)
    if part is None:
        assert not inside(start, BOX, -1e-6)
        assert not inside(end, BOX, -1e-6)
        return
    for x, y in part:
        assert inside((x, y), BOX)
        across = (end[0] - start[0]) * (y - start[1]) - (end[1] - start[1]) * (x - start[0])
        assert abs(across) < 1e-3 * (1 + abs(end[0] - start[0]) + abs(end[1] - start[1]))


@given(st.lists(place, min_size=1, max_size=8))
def test_runs_of_a_line_lie_inside(places: list[tuple[float, float]]) -> None:
    assert all(inside(one, BOX) for run in polyline(places, BOX) for one in run)


@given(st.lists(place, min_size=3, max_size=8))
def test_a_polygon_is_cut_to_the_box(places: list[tuple[float, float]]) -> None:
    assert all(inside(one, BOX) for one in polygon(places, BOX))


def test_a_line_that_leaves_and_comes_back_is_two_runs() -> None:
    runs = polyline([(10, 10), (10, 90), (60, 90), (60, 10)], BOX)
    assert runs == [[(10, 10), (10, 50)], [(60, 50), (60, 10)]]


def test_what_lies_inside_stays_whole() -> None:
    places = [(1.0, 1.0), (50.0, 20.0), (99.0, 49.0)]
    assert polyline(places, BOX) == [places]
    assert polygon(places, BOX) == places
