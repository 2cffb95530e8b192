"""Points for office programs: a series a colour, and names only where they find room."""

from deliverydesk.charts.scatter import by_role
from deliverydesk.charts.spec import Axis, ChartSpec, LegendEntry, Series
from deliverydesk.charts.table import TableData


def spec_of(series: Series) -> ChartSpec:
    axis = Axis("number", 0.0, 100.0)
    legend = (LegendEntry("CL Claims", "product:1"),)
    return ChartSpec("x", "X", axis, axis, "", TableData("X", (), ()), series=(series,), legend=legend)


def points(*places: tuple[float, float]) -> Series:
    xs, ys = zip(*places, strict=True)
    roles = tuple("product:1" if index % 2 else "text3" for index in range(len(places)))
    labels = tuple(f"Name {index}" for index in range(len(places)))
    return Series("All", "points", xs, ys, marker=4.0, roles=roles, labels=labels, keys=tuple(range(len(places))))


def test_each_colour_is_a_series_named_as_in_the_legend() -> None:
    found = by_role(spec_of(points((10, 10), (20, 80), (60, 40))))
    assert [(each.name, each.role, each.keys) for each in found] == [
        ("All", "text3", (0, 2)),
        ("CL Claims", "product:1", (1,)),
    ]
    assert found[0].xs == (10, 60)
    assert not found[0].roles


def test_a_name_that_would_lie_over_another_or_over_a_point_is_left_out() -> None:
    found = by_role(spec_of(points((50, 50), (50, 51), (10, 20), (13, 20))))
    said = {key: label for each in found for key, label in zip(each.keys, each.labels, strict=True)}
    assert said == {0: "Name 0", 1: "", 2: "", 3: "Name 3"}


def test_lines_stay_as_they_are() -> None:
    line = Series("Line", "line", (0.0, 1.0), (0.0, 1.0))
    assert by_role(spec_of(line)) == [line]
