"""The chart of divergence: discs in their field, what is held apart in strips, nothing lost."""

from dataclasses import replace
from datetime import date

from deliverydesk.analysis.divergence import Divergence, Health, Place, Region, Strip
from deliverydesk.charts.divergence import chart_of, radius
from deliverydesk.domain.entities import Deliverable, Outcome, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

TODAY = date(2026, 8, 19)
PORTFOLIO = Portfolio.of(
    [
        Product(20, "Shop", code="SH"),
        Outcome(10, "Orders"),
        *(Deliverable(at, f"Item {at}", at * 10, product=20, stage=Stage.DELIVERY) for at in range(1, 6)),
    ]
)


def place(item: int, on_time: float | None, reach: float | None, where: Region | Strip) -> Place:
    region = where if isinstance(where, Region) else None
    strip = where if isinstance(where, Strip) else None
    return Place(item, 10, on_time, TODAY, reach, False, 4.0, region, strip)


GREEN = place(1, 0.92, 0.04, Region.GREEN_MOVES_NOTHING)
PLACES = (
    GREEN,
    place(2, 0.3, 0.7, Region.LATE_MOVING),
    place(3, 0.8, None, Strip.TOO_EARLY),
    place(4, None, None, Strip.NOT_MEASURED),
    place(5, None, 0.5, Strip.NO_FORECAST),
)


def test_discs_lie_at_their_chances_sized_by_what_is_to_come() -> None:
    spec = chart_of(PORTFOLIO, Divergence(TODAY, PLACES))
    field = spec.series[0]
    assert (field.xs, field.ys, field.keys) == ((92.0, 30.0), (4.0, 70.0), (1, 2))
    assert field.sizes == (radius(4.0),) * 2
    assert radius(4.0) == 3.2 + 3.1 * 2


def test_what_cannot_be_placed_lies_below_the_scale_each_kind_in_its_strip() -> None:
    spec = chart_of(PORTFOLIO, Divergence(TODAY, PLACES))
    strips = spec.series[1:]
    assert [series.keys for series in strips] == [(3,), (4,), (5,)]
    heights = [series.ys[0] for series in strips]
    assert all(height is not None and height < 0 for height in heights)
    assert len(set(heights)) == 3
    assert strips[0].xs == (80.0,), "placed by delivery alone"
    assert all(x < 0 for series in strips[1:] for x in series.xs), "left of the scale where there is no forecast"
    assert min(tick.value for tick in spec.y.ticks()) == 0
    assert max(tick.value for tick in spec.x.ticks()) == 100


def test_what_only_effort_tells_of_is_a_diamond_on_its_side_and_the_foot_says_so() -> None:
    behind, on_plan = (
        replace(place(at, None, 0.5, Region.LATE_MOVING), health=Health.EFFORT_ONLY, spi_t=spi)
        for at, spi in ((1, 0.7), (2, 1.0))
    )
    spec = chart_of(PORTFOLIO, Divergence(TODAY, (behind, on_plan)))
    (diamonds,) = spec.series
    assert (diamonds.shape, diamonds.xs, diamonds.keys) == ("diamond", (30.0, 80.0), (1, 2))
    assert "effort against plan decides their side" in spec.footnotes[0]
    assert [row[4:6] for row in spec.table.rows] == [(0.7, "effort alone"), (1.0, "effort alone")]


def test_every_item_is_in_the_table_whatever_is_known_of_it() -> None:
    spec = chart_of(PORTFOLIO, Divergence(TODAY, PLACES))
    assert [row[:2] for row in spec.table.rows] == [
        ("SH Item 1", "Green, moves nothing"),
        ("SH Item 2", "Late, and moving"),
        ("SH Item 3", "Too early"),
        ("SH Item 4", "Not measured"),
        ("SH Item 5", "No forecast"),
    ]
    assert spec.takeaway.startswith("1 of 5 in flight is on time and moves nothing, with 4 pw still to come.")


def test_office_programs_get_the_field_alone() -> None:
    native = chart_of(PORTFOLIO, Divergence(TODAY, PLACES)).native
    assert native is not None
    assert [series.keys for series in native.series] == [(1, 2)]
    assert (native.y.low, native.y.high) == (0, 100)
    apart = chart_of(PORTFOLIO, Divergence(TODAY, PLACES[2:])).native
    assert apart is not None
    assert apart.empty


def test_nothing_in_flight_says_so() -> None:
    assert chart_of(PORTFOLIO, Divergence(TODAY, ())).empty
