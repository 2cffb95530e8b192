"""The chart of how forecasts came true: their shares over the diagonal, silent where there are too few."""

from datetime import date, timedelta

import pytest

from deliverydesk.analysis.forecast.ledger import wilson
from deliverydesk.charts.calibration import calibration_chart, ledger_table
from deliverydesk.charts.catalogue import build
from deliverydesk.domain.entities import Deliverable, Entity, Forecast, Milestone, MilestoneItem
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage

TODAY = date(2026, 8, 19)
MADE = date(2026, 1, 5)


def day(days: int) -> date:
    return MADE + timedelta(days)


def kept(n: int, took: int, **fields: object) -> list[Entity]:
    """Forecast to take 40 days, 60 at P85, 80 at P95; it took so many."""
    item = Deliverable(n, f"Item {n}", n, stage=Stage.RELEASED, actual_end=day(took))
    days = {"p50": day(40), "p85": day(60), "p95": day(80), **fields}
    return [item, Forecast(1000 + n, MADE, deliverable=n, **days)]


def record(*took: int) -> Portfolio:
    return Portfolio.of([each for n, days in enumerate(took, start=1) for each in kept(n, days)])


MIXED = (*[30] * 10, *[50] * 5, *[70] * 6, *[90] * 4)
"""Of 25, 10 within P50, 15 within P85, 21 within P95."""


def test_each_percentile_stands_at_its_share_with_its_count_and_range() -> None:
    spec = calibration_chart(record(*MIXED), today=TODAY)
    points = next(each for each in spec.series if each.kind == "points")
    assert points.xs == (50, 85, 95)
    assert points.ys == (40, 60, 84)
    assert points.labels == ("P50: 10 of 25", "P85: 15 of 25", "P95: 21 of 25")
    diagonal, *ranges = (each for each in spec.series if each.kind == "line")
    assert diagonal.xs == diagonal.ys == (0, 100)
    assert [each.ys for each in ranges] == [
        pytest.approx([100 * end for end in wilson(hits, 25)]) for hits in (10, 15, 21)
    ]
    assert "Too sure of itself" in spec.takeaway
    assert spec.table.rows[1][:3] == ("P85", 85, 60)
    assert spec.table.rows[1][5:8] == (15, 25, 0)


def test_under_twenty_it_says_nothing_but_how_many_there_are() -> None:
    spec = calibration_chart(record(*MIXED[:19]), today=TODAY)
    assert spec.empty == (
        "Cannot tell yet: it takes 20 forecasts whose days have passed. So far the days of 19 forecasts have passed."
    )
    assert not spec.series
    assert [row[2] for row in spec.table.rows] == [None, None, None]
    assert not calibration_chart(record(*MIXED[:20]), today=TODAY).empty
    assert "Each checkpoint keeps" in calibration_chart(Portfolio(), today=TODAY).empty


def test_some_deliverables_alone_are_judged_and_no_milestones_with_them() -> None:
    base = list(record(*MIXED).entities())
    milestone = [Milestone(900, "Launch", day(60)), MilestoneItem(901, 900, 1), Forecast(902, MADE, milestone=900)]
    made = Portfolio.of([*base, *milestone])
    assert len(ledger_table(made, today=TODAY).rows) == 26
    assert len(ledger_table(made, today=TODAY, of={1, 2}).rows) == 2
    assert calibration_chart(made, today=TODAY, of=set(range(1, 20))).empty


def test_chances_that_were_told_are_points_of_their_own() -> None:
    told = [
        each
        for n in range(1, 25)
        for each in kept(n, 30 if n <= 18 else 90, by=day(60), chance=0.75 if n <= 20 else 0.15)
    ]
    spec = calibration_chart(Portfolio.of(told), today=TODAY)
    chances = next(each for each in spec.series if each.name == "Chances")
    assert chances.xs == pytest.approx((15, 75))
    assert chances.ys == pytest.approx((0, 90))
    assert chances.labels == ("4", "20")
    assert any("Brier score" in note for note in spec.footnotes)


def test_the_ledger_says_what_became_of_each_the_newest_first() -> None:
    later = day(10)
    made = Portfolio.of(
        [
            *kept(1, 50),
            *kept(2, 61),
            Deliverable(3, "Open", 3),
            Forecast(1003, later, deliverable=3, p50=day(40), p85=day(60)),
            Deliverable(4, "Off", 4, stage=Stage.CANCELLED),
            Forecast(1004, later, deliverable=4, p50=day(40), p85=day(60)),
            Deliverable(5, "To come", 5),
            Forecast(1005, later, deliverable=5, p50=TODAY, p85=TODAY, by=TODAY, chance=0.4),
        ]
    )
    rows = ledger_table(made, today=TODAY).rows
    assert [(row[0], row[6]) for row in rows] == [
        ("To come", "not due yet"),
        ("Off", "cancelled"),
        ("Open", "no, still open"),
        ("Item 2", "no"),
        ("Item 1", "yes"),
    ]
    assert rows[0][7:] == (40, TODAY)


def test_it_is_in_the_catalogue() -> None:
    assert build(record(*MIXED), "calibration", today=TODAY).series
