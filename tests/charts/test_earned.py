"""The chart of work against its plan, and the native one of a slide."""

from datetime import timedelta
from pathlib import Path

from pptx import Presentation

from deliverydesk.charts import catalogue
from deliverydesk.charts.earned import earned_chart
from deliverydesk.domain.entities import Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.exporters.deck import Deck
from tests.analysis.test_earned_plan import START, TODAY, item

PORTFOLIO = Portfolio.of([Product(20, "Shop", code="SH"), item(1, 6.0), item(2, 10.0, begin=50)])


def test_the_plan_what_is_earned_and_the_pace_are_lines_to_their_ends() -> None:
    spec = earned_chart(PORTFOLIO, today=TODAY, ids=[1])
    plan, earned, behind, pace = spec.series
    assert (plan.ys[0], plan.ys[-1]) == (0.0, 10.0)
    assert (earned.xs[-1], round(earned.ys[-1] or 0, 6)) == (TODAY.toordinal(), 4.0)
    assert behind.name == "10 days behind"
    assert pace.xs[-1] == (START + timedelta(days=124)).toordinal()
    assert "SPI(t) 0.80, 10 days behind. At this pace all is done on" in spec.takeaway
    assert any("CPI 0.80" in note for note in spec.footnotes)
    assert [row[5:7] for row in spec.table.rows] == [(0.8, 10)]


def test_without_a_plan_it_says_what_to_give() -> None:
    spec = earned_chart(Portfolio(), today=TODAY)
    assert "Give work a planned start" in spec.empty
    assert not spec.series


def test_it_is_in_the_list_of_exports_and_native_on_a_slide(tmp_path: Path) -> None:
    spec = catalogue.build(PORTFOLIO, "earned-schedule", today=TODAY)
    deck = Deck("Plan")
    deck.add_chart(spec)
    deck.save(tmp_path / "plan.pptx")
    slide = Presentation(str(tmp_path / "plan.pptx")).slides[0]
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert {"Planned value", "Earned value"} <= {series.name for series in chart.plots[0].series}
