"""Where effort and money go: sums by group that a reader can add up by hand."""

from datetime import date

import pytest

from deliverydesk.charts.catalogue import build
from deliverydesk.charts.effort import BYS, effort_chart, money_chart
from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Horizon, Kind, Stage

TODAY = date(2026, 8, 19)
ITEMS = Portfolio.of(
    [
        Product(1, "Claims", code="CL"),
        Deliverable(11, "A", 1, product=1, effort_likely=4.0, stage=Stage.READY, cost=100.0, spent=30.0, theme="Web"),
        Deliverable(12, "B", 2, kind=Kind.DEBT, remaining=2.0, stage=Stage.DELIVERY, horizon=Horizon.ONE),
        Deliverable(13, "C", 3, product=1, stage=Stage.IDEA, horizon=Horizon.THREE, theme="Web"),
        Deliverable(14, "D", 4, product=1, effort_likely=9.0, stage=Stage.RELEASED, cost=50.0, spent=70.0),
        Deliverable(15, "E", 5, effort_likely=7.0, archived=True, cost=5.0, spent=1.0),
    ]
)


def rows(spec) -> list[tuple[object, ...]]:  # type: ignore[no-untyped-def]
    return [(row[0], row[-2], row[-1]) for row in spec.table.rows]


@pytest.mark.parametrize(
    ("by", "wanted"),
    [
        ("product", [("CL Claims", 4.0, 1), ("No product", 2.0, 0)]),
        ("kind", [("Features", 4.0, 1), ("Debt", 2.0, 0)]),
        ("horizon", [("Horizon 1", 2.0, 0), ("Horizon 3", 0.0, 1), ("No horizon", 4.0, 0)]),
        ("theme", [("Web", 4.0, 1), ("No theme", 2.0, 0)]),
    ],
)
def test_effort_still_to_come_and_what_is_not_estimated(by: str, wanted: list[tuple[object, ...]]) -> None:
    spec = effort_chart(ITEMS, today=TODAY, by=by)  # type: ignore[arg-type]
    assert rows(spec) == wanted
    assert spec.takeaway.endswith("; 1 deliverable not estimated.")
    assert spec.alt.startswith("Stacked bar chart of the effort still to come: 6 person-weeks")


def test_money_spent_and_to_come() -> None:
    spec = money_chart(ITEMS, today=TODAY)
    assert rows(spec) == [("CL Claims", 170.0, 1), ("No product", 0.0, 1)]
    assert [row[1:3] for row in spec.table.rows] == [(100.0, 70.0), (0.0, 0.0)]
    assert spec.takeaway == "170 € spent and to come in 2 products; 2 deliverables without a cost."
    assert [series.name for series in spec.series] == ["Spent", "Still to spend"]


@pytest.mark.parametrize("by", BYS)
@pytest.mark.parametrize("measure", ["effort", "money"])
def test_all_of_them_have_a_name_to_be_exported_by(measure: str, by: str) -> None:
    name = measure if by == "product" else f"{measure}-{by}"
    spec = build(ITEMS, name, today=TODAY)
    assert spec.name == name
    assert all(len(series.xs) == len(spec.y.categories) for series in spec.series)
    assert build(Portfolio(), name, today=TODAY).empty
