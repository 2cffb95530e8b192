"""Quarters, cut lines, scales and words of the chart of value against effort; it goes into slides and workbooks."""

import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from deliverydesk.charts.axes import log_ticks
from deliverydesk.charts.spec import Axis
from deliverydesk.charts.value_effort import Cuts, value_effort_chart
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.exporters.deck import Deck
from deliverydesk.exporters.workbook import save_chart_workbook
from tests.support.charted import TODAY

PLACES = {1: (1.0, 9000.0), 2: (40.0, 8000.0), 3: (1.5, 100.0), 4: (30.0, 90.0), 5: (6.0, 900.0)}


def made() -> Portfolio:
    items = [
        Deliverable(n, f"Item {n}", n * GAP, effort_likely=effort, reach=value, impact=1.0, confidence=1.0)
        for n, (effort, value) in PLACES.items()
    ]
    return Portfolio.of([*items, Deliverable(6, "Unknown", 6 * GAP)])


def test_every_item_is_in_its_quarter_and_the_median_is_borderline() -> None:
    spec = value_effort_chart(made(), today=TODAY)
    where = {row[1]: row[4] for row in spec.table.rows}
    assert where == {
        "Item 1": "Quick wins",
        "Item 2": "Big bets",
        "Item 3": "Fill-ins",
        "Item 4": "Question marks",
        "Item 5": "borderline",
        "Unknown": "not placed: no effort, no reach",
    }
    assert spec.takeaway == "1 quick win and 1 big bet among 5 open items; 1 item without value or effort."
    assert spec.x.log
    assert spec.y.log
    assert "logarithmic" in spec.y.title


def test_the_cuts_can_be_fixed() -> None:
    spec = value_effort_chart(made(), today=TODAY, cuts=Cuts(effort=20.0, value=50.0))
    assert [line.value for line in spec.references] == [20.0, 50.0]
    assert [row[4] for row in spec.table.rows[:4]] == ["Quick wins", "Big bets", "Quick wins", "Big bets"]


def test_a_narrow_span_has_a_plain_scale() -> None:
    spec = value_effort_chart(made(), today=TODAY, ids=[2, 4])
    assert not spec.x.log
    assert spec.x.low == 0.0


@pytest.mark.parametrize("room", [2, 4, 7])
def test_ticks_of_a_logarithmic_scale_are_round_and_few(room: int) -> None:
    ticks = log_ticks(0.5, 20_000, room)
    assert 1 < len(ticks) <= max(room, 2)
    assert all(0.5 <= tick.value <= 20_000 for tick in ticks)


def test_shares_and_places_of_an_axis_are_each_other_turned_round() -> None:
    for axis in (Axis("number", 1.0, 1000.0, log=True), Axis("number", -5.0, 15.0)):
        for share in (0.0, 0.25, 1.0):
            assert axis.share(axis.at(share)) == pytest.approx(share)


def test_the_workbook_has_a_scatter_chart_of_its_own(tmp_path: Path) -> None:
    save_chart_workbook(value_effort_chart(made(), today=TODAY), tmp_path / "chart.xlsx")
    with zipfile.ZipFile(tmp_path / "chart.xlsx") as book:
        chart = book.read("xl/charts/chart1.xml").decode()
    assert "<c:scatterChart>" in chart
    assert chart.count('<c:logBase val="10"/>') == 2


def test_the_slide_has_a_native_scatter_chart_with_its_cut_lines(tmp_path: Path) -> None:
    spec = value_effort_chart(made(), today=TODAY)
    deck = Deck("Review")
    deck.add_chart(spec)
    deck.save(tmp_path / "deck.pptx")
    slide = Presentation(str(tmp_path / "deck.pptx")).slides[0]
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    drawn = {series.name: list(series.values) for series in chart.plots[0].series}
    assert drawn == {
        "Deliverables": [value for _, value in PLACES.values()],
        "Effort cut": [spec.y.low, spec.y.high],
        "Value cut": [900.0, 900.0],
        "Notes": [note.y for note in spec.notes],
    }
    assert len(chart._chartSpace.xpath(".//c:logBase")) == 2  # noqa: SLF001
