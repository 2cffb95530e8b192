"""Two outcomes over each other, in their own figures and indexed."""

from datetime import date

import pytest

from deliverydesk.charts.compare import compare_chart
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction

TODAY = date(2026, 8, 19)
PAIR = Portfolio.of(
    [
        Outcome(1, "Calls", unit="%", baseline=50.0, target=70.0),
        Outcome(2, "Wait", unit="days", direction=Direction.DOWN, baseline=10.0, target=6.0),
        Outcome(3, "Held", unit="%", direction=Direction.HOLD, hold_low=1.0, hold_high=2.0),
        Measurement(11, 1, date(2026, 1, 1), 50.0),
        Measurement(12, 1, date(2026, 6, 1), 60.0, note="moved"),
        Measurement(13, 2, date(2026, 2, 1), 9.0),
        Measurement(14, 3, date(2026, 2, 1), 1.5),
    ]
)


def test_two_units_have_an_axis_each_and_native_charts_are_indexed() -> None:
    spec = compare_chart(PAIR, 1, 2, today=TODAY)
    assert spec.right is not None
    assert (spec.y.title, spec.right.title) == ("Calls, %", "Wait, days")
    first, second = spec.by_purpose("data")
    assert first.ys == (50.0, 60.0)
    share = (9.0 - spec.right.low) / (spec.right.high - spec.right.low)
    assert second.ys == (pytest.approx(spec.y.low + share * (spec.y.high - spec.y.low)),)
    assert (first.stroke, second.stroke) == ("solid", "dashed")
    assert (first.label, second.label) == ("Calls", "Wait")
    assert spec.native is not None
    assert [line.ys for line in spec.native.by_purpose("data")] == [(0.0, 50.0), (25.0,)]
    assert spec.table.rows[-1] == (date(2026, 2, 1), None, 9.0, "")


def test_one_unit_shares_the_axis() -> None:
    spec = compare_chart(PAIR, 1, 3, today=TODAY)
    assert spec.right is None
    assert spec.native is None
    assert spec.y.low <= 1.5
    assert spec.y.high >= 60.0


def test_what_has_no_way_cannot_be_indexed() -> None:
    with pytest.raises(DeskError, match="“Held” has no way"):
        compare_chart(PAIR, 1, 3, today=TODAY, indexed=True)
