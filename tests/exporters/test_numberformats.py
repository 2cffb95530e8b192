"""The number formats in exported files: right in every style of a portfolio."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from deliverydesk.charts.catalogue import build
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.formats import Formats, using
from deliverydesk.domain.values import DateStyle, NumberStyle
from deliverydesk.exporters.numberformats import parts_code, tick_code
from deliverydesk.exporters.presentation import save_presentation
from deliverydesk.exporters.tables import save_table
from deliverydesk.importers.sample import sample_portfolio

TODAY = date(2026, 8, 19)


@pytest.mark.parametrize(
    ("style", "code"),
    [
        (DateStyle.DAY_MONTH, "d mmm yyyy"),
        (DateStyle.MONTH_DAY, "mmm d, yyyy"),
        (DateStyle.ISO, "yyyy-mm-dd"),
    ],
)
def test_days_in_cells_are_days_in_the_style_of_the_portfolio(tmp_path: Path, style: DateStyle, code: str) -> None:
    table = TableData("Days", (Column("Day", "date"),), ((date(2026, 8, 19),),))
    with using(Formats(style)):
        save_table(table, tmp_path / "days.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "days.xlsx").active["A2"]
    assert cell.is_date
    assert cell.number_format.replace("\\", "") == code


@pytest.mark.parametrize("style", NumberStyle)
def test_axes_of_slides_have_the_digits_that_their_steps_need(tmp_path: Path, style: NumberStyle) -> None:
    with using(Formats(number_style=style)):
        save_presentation([build(sample_portfolio(TODAY), "money", today=TODAY)], tmp_path / "deck.pptx")
    (slide,) = Presentation(str(tmp_path / "deck.pptx")).slides
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    assert chart.value_axis.tick_labels.number_format == "#,##0"


def test_ticks_name_the_year_only_where_it_is_asked_for() -> None:
    assert [tick_code("week", year=year) for year in (False, True)] == ["d mmm", "d mmm yy"]
    assert [tick_code("month", year=year) for year in (False, True)] == ["mmm", "mmm yy"]
    with using(Formats(DateStyle.ISO)):
        assert [tick_code("day", year=year) for year in (False, True)] == ["mm-dd", "yyyy-mm-dd"]


def test_thousands_stand_apart_in_bars_of_whole_figures() -> None:
    assert parts_code([654_000.0, None, 0.0]) == "#,##0;;"
    assert parts_code([47.6, 3.0]) == "General;;"
