import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from deliverydesk.charts.axes import EXCEL_EPOCH
from deliverydesk.charts.catalogue import build, names
from deliverydesk.charts.outcome import outcome_chart
from deliverydesk.charts.spec import Axis, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.exporters.deck import Deck
from deliverydesk.support.errors import DeskError
from tests.support.charted import CONTACT, RENEWAL, SOURCE, TODAY, charted_portfolio, plain_spec


def saved(deck: Deck, tmp_path: Path):  # type: ignore[no-untyped-def]
    deck.save(tmp_path / "deck.pptx")
    return Presentation(str(tmp_path / "deck.pptx"))


def chart_of(slide):  # type: ignore[no-untyped-def]
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    return frame


def described(shape) -> str:  # type: ignore[no-untyped-def]
    return str(shape.element.xpath(".//p:cNvPr")[0].get("descr", ""))


def test_the_outcome_chart_is_native_with_its_data_inside(tmp_path: Path) -> None:
    spec = outcome_chart(charted_portfolio(), CONTACT, today=TODAY, source=SOURCE)
    deck = Deck("Review")
    deck.add_chart(spec)
    slide = saved(deck, tmp_path).slides[0]
    assert slide.shapes.title.text_frame.text == "Solved at first contact"
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert spec.takeaway in texts
    assert SOURCE in texts
    frame = chart_of(slide)
    assert described(frame) == spec.alt
    chart = frame.chart
    drawn = {series.name: list(series.values) for series in chart.plots[0].series}
    (measured,) = spec.by_purpose("data")
    assert [value for value in drawn["Measured"] if value is not None] == list(measured.ys)
    assert {value for value in drawn["Target"] if value is not None} == {72.0}
    assert "Ask-a-nurse chat, 4 May" in drawn
    # Edit Data opens this workbook: the same figures, real dates
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    at = rows[0].index("Measured")
    by_day = {row[0].date(): row[at] for row in rows[1:] if isinstance(row[0], datetime) and row[at] is not None}
    assert {day.toordinal(): value for day, value in by_day.items()} == dict(zip(measured.xs, measured.ys, strict=True))


def test_the_time_axis_of_the_deck_has_the_ticks_of_the_picture(tmp_path: Path) -> None:
    spec = outcome_chart(charted_portfolio(), CONTACT, today=TODAY)
    deck = Deck()
    deck.add_chart(spec)
    chart = chart_of(saved(deck, tmp_path).slides[0]).chart
    axis = chart.category_axis
    assert axis.minimum_scale == date(2025, 8, 1).toordinal() - EXCEL_EPOCH
    xml = axis._element.xml  # noqa: SLF001 - python-pptx gives no other way in
    assert '<c:majorUnit val="1"/>' in xml
    assert '<c:majorTimeUnit val="months"/>' in xml
    assert '<c:baseTimeUnit val="days"/>' in xml
    value_axis = chart.value_axis
    ticks = spec.y.ticks(7)
    assert value_axis.minimum_scale == spec.y.low
    assert value_axis.major_unit == pytest.approx(ticks[1].value - ticks[0].value)


def test_every_chart_of_the_catalogue_makes_a_slide(tmp_path: Path) -> None:
    portfolio = charted_portfolio()
    deck = Deck("All")
    listed = list(names(portfolio))
    for name, _ in listed:
        deck.add_chart(build(portfolio, name, today=TODAY, source=SOURCE))
    slides = saved(deck, tmp_path).slides
    assert len(slides) == len(listed)
    for slide in slides:
        assert slide.shapes.title.text_frame.text


def test_bars_keep_their_values_and_the_first_category_on_top(tmp_path: Path) -> None:
    spec = build(charted_portfolio(), "progress", today=TODAY)
    deck = Deck()
    deck.add_chart(spec)
    chart = chart_of(saved(deck, tmp_path).slides[0]).chart
    plot = chart.plots[0]
    assert list(plot.categories) == [" ".join(name.split()) for name in spec.y.categories]
    assert list(plot.series[0].values) == list(spec.series[0].xs)
    assert chart.category_axis.reverse_order


def test_a_chart_over_numbers_is_a_scatter(tmp_path: Path) -> None:
    axis = Axis("number", 0, 10)
    spec = plain_spec((Series("s", "points", (1.0, 5.0, 9.0), (2.0, None, 7.5), marker=3),), axis, axis)
    deck = Deck()
    deck.add_chart(spec)
    (series,) = chart_of(saved(deck, tmp_path).slides[0]).chart.plots[0].series
    assert list(series.values) == [2.0, 7.5]


def test_nothing_to_draw_says_so_on_the_slide(tmp_path: Path) -> None:
    deck = Deck()
    deck.add_chart(outcome_chart(charted_portfolio(), RENEWAL, today=TODAY))
    slide = saved(deck, tmp_path).slides[0]
    assert not any(shape.has_chart for shape in slide.shapes)
    assert any("No readings yet" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_text_that_xml_forbids_does_not_break_a_deck(tmp_path: Path) -> None:
    hostile = "a\x00b\x0b\ufffe\uffff\ud800<&>\"'"
    deck = Deck(hostile, hostile)
    slide = deck.add_slide(hostile, hostile, hostile, hostile)
    slide.rect((10, 10, 50, 30), "product:1", text=hostile, name=hostile, alt=hostile)
    slide.text((10, 40, 50, 60), hostile)
    slide.diamond((100, 100), 8, name=hostile, alt=hostile)
    axis = Axis("number", 0, 1, hostile)
    deck.add_chart(plain_spec((Series(hostile, "line", (0.0, 1.0), (0.0, 1.0), label=hostile),), axis, axis))
    assert saved(deck, tmp_path).slides[0].shapes.title.text_frame.text == "ab\ufffd<&>\"'"


def test_shapes_have_names_and_alternative_texts(tmp_path: Path) -> None:
    deck = Deck()
    slide = deck.add_slide("Roadmap")
    first = slide.rect(
        (100, 100, 300, 120),
        "product:1",
        "product:1",
        tint=0.13,
        edge_tint=0.34,
        radius=3,
        text="One",
        name="One",
        alt="One, August",
    )
    second = slide.rect(
        (400, 140, 600, 160), "product:2", stroke="dashed", edge="product:2", name="Two", alt="Two, September"
    )
    slide.elbow(
        (300, 110), (400, 150), from_shape=first, to_shape=second, name="One before Two", alt="Two begins after One"
    )
    slide.line((10, 10), (10, 200), "accent", 1.5, "dotted", name="Today")
    slide.disc((700, 100), 5, None, "ink", name="Ring", alt="Outcome")
    shapes = {shape.name: shape for shape in saved(deck, tmp_path).slides[0].shapes}
    assert described(shapes["One"]) == "One, August"
    assert described(shapes["One before Two"]) == "Two begins after One"
    connector = shapes["One before Two"]
    assert connector.shape_type in (MSO_SHAPE_TYPE.LINE, None) or connector.begin_x
    assert (connector.begin_x, connector.end_x) == (300 * 9525, 400 * 9525)
    assert shapes["One"].left == 100 * 9525


def test_the_deck_is_wide_and_its_layouts_too(tmp_path: Path) -> None:
    presentation = saved(Deck(), tmp_path)
    assert presentation.slide_width * 9 == presentation.slide_height * 16
    for layout in presentation.slide_layouts:
        for place in layout.placeholders:
            assert place.left + place.width <= presentation.slide_width


def test_long_tables_go_on_and_say_which_rows_they_show(tmp_path: Path) -> None:
    spec = outcome_chart(charted_portfolio(), CONTACT, today=TODAY)
    deck = Deck()
    slides = deck.add_table(spec.table, "All readings", SOURCE, rows=5)
    assert len(slides) == 3
    made = saved(deck, tmp_path).slides
    table = next(shape for shape in made[2].shapes if shape.has_table)
    assert len(table.table.rows) == 4
    assert table.table.cell(3, 1).text == "61.1"
    assert "Rows 11 to 13 of 13" in described(table)


def test_a_refused_place_is_a_sentence_and_harms_nothing(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="there is no folder"):
        Deck().save(tmp_path / "nowhere" / "deck.pptx")


def test_the_file_holds_no_link_to_the_outside(tmp_path: Path) -> None:
    deck = Deck()
    deck.add_chart(outcome_chart(charted_portfolio(), CONTACT, today=TODAY))
    deck.save(tmp_path / "deck.pptx")
    with zipfile.ZipFile(tmp_path / "deck.pptx") as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in archive.read(name)


def test_a_wide_table_says_how_many_columns_it_leaves_out(tmp_path: Path) -> None:
    table = TableData("Wide", tuple(Column(f"C{n}") for n in range(14)), (tuple("x" * 400 for _ in range(14)),))
    deck = Deck()
    deck.add_table(table)
    slide = saved(deck, tmp_path).slides[0]
    made = next(shape for shape in slide.shapes if shape.has_table).table
    assert len(made.columns) == 10
    assert any("10 of 14 columns" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert made.cell(1, 0).text.endswith("…")


@pytest.mark.parametrize("lines", [1, 2])
def test_a_text_is_cut_only_after_the_lines_that_its_table_gives_it(tmp_path: Path, lines: int) -> None:
    words = " ".join(f"word{n:02}" for n in range(28))
    table = TableData("Said", (Column("What", width=80), Column("How many", "whole", 8)), ((words, 3),) * 40, lines)
    deck = Deck()
    deck.add_table(table)
    made = saved(deck, tmp_path)
    slides = made.slides
    (frame,) = [shape for shape in slides[0].shapes if shape.has_table]
    said = frame.table.cell(1, 0).text_frame.text
    assert (said == words) == (lines == 2)
    assert frame.top + sum(row.height for row in frame.table.rows) < made.slide_height
    rows = [len(shape.table.rows) - 1 for slide in slides for shape in slide.shapes if shape.has_table]
    assert sum(rows) == 40
