"""A deck made earlier and made anew: figures change in place, and whatever a person did to it stays."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Pt

from deliverydesk.actions import backlog, measuring
from deliverydesk.charts.exhibits import Exhibit, exhibit
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.exporters.naming import tag_of, tagged
from deliverydesk.exporters.presentation import Footing, save_pack_deck
from deliverydesk.exporters.refreshing import Report, refresh_deck
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.support.errors import DeskError
from tests.support.templates import TEMPLATES, dark_wide

TODAY = date(2026, 8, 19)
LATER = date(2026, 9, 16)


@pytest.fixture
def portfolio() -> Portfolio:
    return sample_portfolio(TODAY)


def outcome_of(portfolio: Portfolio, name: str) -> Outcome:
    return next(outcome for outcome in portfolio.outcomes if outcome.name == name)


def exhibits(portfolio: Portfolio, today: date, *names: str) -> list[Exhibit]:
    return [exhibit(portfolio, name, today=today, source=f"As of {today}") for name in names]


def later(portfolio: Portfolio) -> Portfolio:
    """Four weeks on: one more reading, and one item is nearly done."""
    rework = outcome_of(portfolio, "Claim rework rate")
    portfolio = portfolio.after(measuring.record(portfolio, rework.id, [measuring.Reading(LATER, 11.4)]))
    first = portfolio.ranking[0]
    return portfolio.after(backlog.edit_deliverables(portfolio, [first], {"remaining": 0.5}))


NAMES = ("outcome:Claim rework rate", "effort", "progress", "backlog:10", "scoreboard", "roadmap")


@pytest.fixture
def deck(portfolio: Portfolio, tmp_path: Path) -> Path:
    save_pack_deck(exhibits(portfolio, TODAY, *NAMES), tmp_path / "monthly.pptx", title="Monthly")
    return tmp_path / "monthly.pptx"


def edited(path: Path) -> Any:
    return Presentation(str(path))


def part(presentation: Any, key: str, name: str) -> Any:
    return next(
        shape
        for slide in presentation.slides
        for shape, tag in tagged(slide.shapes)
        if tag.part == name and tag.key.startswith(key)
    )


def refreshed(path: Path, portfolio: Portfolio, *names: str) -> tuple[Any, Report]:
    report = refresh_deck(path, exhibits(portfolio, LATER, *(names or NAMES)), path)
    return edited(path), report


def measured(chart: Any) -> list[float]:
    series = next(one for one in chart.plots[0].series if one.name == "Measured")
    return [value for value in series.values if value is not None]


def test_figures_change_in_place_and_the_report_says_so(deck: Path, portfolio: Portfolio) -> None:
    made, report = refreshed(deck, later(portfolio))
    chart = part(made, "outcome", "chart").chart
    assert measured(chart)[-1] == 11.4
    assert "Claim rework rate: 12.8 → 11.4" in report.changes
    sheet: Any = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert any(11.4 in row for row in sheet.iter_rows(values_only=True))
    assert part(made, "outcome", "takeaway").text_frame.text.startswith("11.4")
    assert part(made, "outcome", "source").text_frame.text == f"As of {LATER}"
    assert len(made.slides) == len(edited(deck).slides)


def test_the_label_of_the_last_reading_goes_along(deck: Path, portfolio: Portfolio) -> None:
    made, _ = refreshed(deck, later(portfolio))
    series = next(one for one in part(made, "outcome", "chart").chart.plots[0].series if one.name == "Measured")
    words = series._element.xpath("./c:dLbls/c:dLbl//a:t/text()")  # noqa: SLF001
    assert [word.replace("\u2009", " ") for word in words] == ["11.4 %"]


def test_a_deck_that_is_up_to_date_stays_as_it_is(deck: Path, portfolio: Portfolio) -> None:
    report = refresh_deck(deck, exhibits(portfolio, TODAY, *NAMES), deck)
    assert report.lines == ["Nothing has changed since the deck was made."]


def test_a_table_over_two_slides_that_is_up_to_date_stays_as_it_is(tmp_path: Path, portfolio: Portfolio) -> None:
    # The second slide has whole efforts alone, and says them with the decimals of the first.
    path, order = tmp_path / "long.pptx", portfolio.ranking.ids
    portfolio = portfolio.after(backlog.edit_deliverables(portfolio, order[:1], {"remaining": 2.5}))
    portfolio = portfolio.after(backlog.edit_deliverables(portfolio, order[1:20], {"remaining": 2.0}))
    save_pack_deck(exhibits(portfolio, TODAY, "backlog:20"), path)
    assert len(edited(path).slides) == 2
    report = refresh_deck(path, exhibits(portfolio, TODAY, "backlog:20"), path)
    assert report.lines == ["Nothing has changed since the deck was made."]


def test_refreshing_twice_says_nothing_the_second_time(deck: Path, portfolio: Portfolio) -> None:
    refreshed(deck, later(portfolio))
    _, second = refreshed(deck, later(portfolio))
    assert second.changes == []
    assert second.kept == []


def test_what_was_moved_resized_and_restyled_stays(deck: Path, portfolio: Portfolio) -> None:
    mine = edited(deck)
    frame = part(mine, "outcome", "chart")
    frame.left, frame.top, frame.width, frame.height = Emu(500_000), Emu(900_000), Emu(6_000_000), Emu(3_000_000)
    line = next(one for one in frame.chart.plots[0].series if one.name == "Measured").format.line
    line.color.rgb, line.width = RGBColor(200, 0, 100), Pt(4)
    bar = part(mine, "progress", "chart").chart.plots[0].series[0].points[2]
    category = list(part(mine, "progress", "chart").chart.plots[0].categories)[2]
    bar.format.fill.solid()
    bar.format.fill.fore_color.rgb = RGBColor(1, 2, 3)
    title = part(mine, "outcome", "title").text_frame.paragraphs[0].runs[0]
    title.font.italic = True
    mine.save(str(deck))
    made, _ = refreshed(deck, later(portfolio))
    frame = part(made, "outcome", "chart")
    assert (frame.left, frame.top, frame.width, frame.height) == (500_000, 900_000, 6_000_000, 3_000_000)
    line = next(one for one in frame.chart.plots[0].series if one.name == "Measured").format.line
    assert line.color.rgb == RGBColor(200, 0, 100)
    assert line.width == Pt(4)
    plot = part(made, "progress", "chart").chart.plots[0]
    place = list(plot.categories).index(category)
    assert plot.series[0].points[place].format.fill.fore_color.rgb == RGBColor(1, 2, 3)
    assert part(made, "outcome", "title").text_frame.paragraphs[0].runs[0].font.italic


def test_words_that_somebody_rewrote_stay_and_what_was_added_too(deck: Path, portfolio: Portfolio) -> None:
    mine = edited(deck)
    part(mine, "outcome", "takeaway").text_frame.text = "Rework is our problem number one"
    mine.slides[0].shapes.add_textbox(0, 0, 900_000, 300_000).text_frame.text = "Ask Robert"
    extra = mine.slides.add_slide(mine.slide_layouts[6])
    extra.shapes.add_textbox(0, 0, 900_000, 300_000).text_frame.text = "My own slide"
    mine.save(str(deck))
    made, report = refreshed(deck, later(portfolio))
    assert part(made, "outcome", "takeaway").text_frame.text == "Rework is our problem number one"
    words = [shape.text_frame.text for slide in made.slides for shape in slide.shapes if shape.has_text_frame]
    assert "Ask Robert" in words
    assert "My own slide" in words
    assert any("Rework is our problem number one" in line and "stays" in line for line in report.kept)


def test_scales_that_somebody_set_stay_and_others_follow(deck: Path, portfolio: Portfolio) -> None:
    before = part(edited(deck), "outcome", "chart").chart.category_axis.maximum_scale
    far = TODAY + timedelta(days=500)
    rework = outcome_of(portfolio, "Claim rework rate")
    grown = portfolio.after(measuring.record(portfolio, rework.id, [measuring.Reading(far, 10.0)]))
    refresh_deck(deck, exhibits(grown, far, *NAMES), deck)
    assert part(edited(deck), "outcome", "chart").chart.category_axis.maximum_scale > before
    mine = edited(deck)
    part(mine, "outcome", "chart").chart.value_axis.minimum_scale = 3.0
    mine.save(str(deck))
    report = refresh_deck(deck, exhibits(grown, far, *NAMES), deck)
    assert part(edited(deck), "outcome", "chart").chart.value_axis.minimum_scale == 3.0
    assert any("set by hand" in line for line in report.kept)


def test_a_deleted_slide_stays_deleted_and_a_new_one_comes_last(deck: Path, portfolio: Portfolio) -> None:
    mine = edited(deck)
    effort = next(
        at for at, slide in enumerate(mine.slides) if any(tag.key == "effort" for _, tag in tagged(slide.shapes))
    )
    listed = mine.slides._sldIdLst  # noqa: SLF001
    mine.part.drop_rel(listed[effort].rId)
    listed.remove(listed[effort])
    mine.save(str(deck))
    count = len(edited(deck).slides)
    made, report = refreshed(deck, portfolio, *NAMES, "scores")
    assert report.missing == [
        "The slide “Effort still to come, by product” was deleted from the deck and stays deleted."
    ]
    assert len(made.slides) == count + 1
    assert {tag.key for _, tag in tagged(made.slides[-1].shapes)} == {"scores"}
    assert any("is new, at the end" in line for line in report.added)


def test_a_chart_taken_off_its_slide_stays_away(deck: Path, portfolio: Portfolio) -> None:
    mine = edited(deck)
    frame = part(mine, "outcome", "chart")
    frame._element.getparent().remove(frame._element)  # noqa: SLF001
    mine.save(str(deck))
    made, report = refreshed(deck, later(portfolio))
    assert not any(
        tag.part == "chart" and tag.key.startswith("outcome") for s in made.slides for _, tag in tagged(s.shapes)
    )
    assert any("taken off its slide" in line for line in report.kept)


def test_rows_of_a_table_come_and_go_in_the_type_they_have(deck: Path, portfolio: Portfolio) -> None:
    mine = edited(deck)
    table = part(mine, "backlog", "table").table
    for row in range(1, len(table.rows)):
        for cell in table.rows[row].cells:
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.size = Pt(13)
    mine.save(str(deck))
    last = portfolio.ranking[9]
    first = portfolio.ranking[0]
    changed = portfolio.after(backlog.move_below(portfolio, [first], last))
    made, report = refreshed(deck, changed)
    table = part(made, "backlog", "table").table
    titles = [table.cell(row, 1).text_frame.text for row in range(1, len(table.rows))]
    assert titles[-1] == portfolio.deliverables[first].title
    assert all(cell.text_frame.paragraphs[0].runs[0].font.size == Pt(13) for cell in table.rows[3].cells if cell.text)
    assert any(portfolio.deliverables[first].title in line for line in report.changes)


def test_a_table_in_another_language_is_left_alone_and_named(deck: Path, portfolio: Portfolio) -> None:
    mine = edited(deck)
    table = part(mine, "backlog", "table").table
    heads = ("Rang", "Titel", "Produkt", "Stufe", "Wertung (RICE)", "Offener Aufwand, PW", "Team", "Geplantes Ende")
    for at, words in enumerate(heads):
        table.cell(0, at).text_frame.paragraphs[0].runs[0].text = words
    before = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    mine.save(str(deck))
    changed = portfolio.after(backlog.move_below(portfolio, [portfolio.ranking[0]], portfolio.ranking[9]))
    made, report = refreshed(deck, changed)
    table = part(made, "backlog", "table").table
    assert [[cell.text_frame.text for cell in row.cells] for row in table.rows] == before
    assert "The table “The first 10 of the backlog” has other column heads now and stays as it is." in report.kept


def test_a_table_that_grows_goes_on_behind_its_last_slide(tmp_path: Path, portfolio: Portfolio) -> None:
    path = tmp_path / "long.pptx"
    save_pack_deck(exhibits(portfolio, TODAY, "backlog:20", "effort"), path)
    before = len(edited(path).slides)
    assert before == 3
    entry = exhibit(portfolio, "backlog:49", today=TODAY, source="x")
    report = refresh_deck(path, [replace_name(entry, "backlog:20"), *exhibits(portfolio, TODAY, "effort")], path)
    made = edited(path)
    keys = [next((tag.key for _, tag in tagged(slide.shapes)), "") for slide in made.slides]
    assert keys == ["backlog:20"] * (len(keys) - 1) + ["effort"]
    shown = [
        shape.table.cell(row, 0).text_frame.text
        for slide in made.slides
        for shape in slide.shapes
        if shape.has_table
        for row in range(1, len(shape.table.rows))
    ]
    assert shown == [str(number) for number in range(1, 50)]
    titles = [slide.shapes.title.text_frame.text for slide in made.slides][:-1]
    count = len(titles)
    assert [title.partition(" (")[2] for title in titles] == [f"{n} of {count})" for n in range(1, count + 1)]
    assert any("for its rows" in line for line in report.added)


def replace_name(entry: Exhibit, name: str) -> Exhibit:
    return entry._replace(name=name)


def test_the_roadmap_is_drawn_anew_in_its_group(deck: Path, portfolio: Portfolio) -> None:
    mine = edited(deck)
    group = part(mine, "roadmap", "drawing")
    group.left, group.width = Emu(3_000_000), Emu(7_000_000)
    name = next(shape.name for shape in group.shapes if shape.name == "Receipt photos")
    next(shape for shape in group.shapes if shape.name == name).fill.fore_color.rgb = RGBColor(250, 250, 0)
    mine.save(str(deck))
    bar = next(item for item in portfolio.deliverables if item.title == "Receipt photos")
    assert bar.planned_end is not None
    longer = {"planned_end": bar.planned_end + timedelta(days=40)}
    changed = portfolio.after(backlog.edit_deliverables(portfolio, [bar.id], longer))
    made, report = refreshed(deck, changed)
    group = part(made, "roadmap", "drawing")
    assert (group.left, group.width) == (3_000_000, 7_000_000)
    shape = next(shape for shape in group.shapes if shape.name == "Receipt photos")
    assert shape.fill.fore_color.rgb == RGBColor(250, 250, 0)
    assert any(line.startswith("Receipt photos: ") for line in report.changes)
    for slide in made.slides:
        ids = slide.element.xpath(".//p:cNvPr/@id")
        assert len(ids) == len(set(ids))


def test_the_date_in_the_foot_of_a_template_goes_along_unless_somebody_wrote_another(
    tmp_path: Path, portfolio: Portfolio
) -> None:
    path, names = tmp_path / "deck.pptx", ("effort", "progress", "scoreboard")
    template = dark_wide(tmp_path / "t.pptx")
    footing = Footing("Us", "19 Aug 2026")
    save_pack_deck(exhibits(portfolio, TODAY, *names), path, title="Monthly", template=template, footing=footing)
    mine = edited(path)
    part(mine, "progress", "date").text_frame.text = "Board of September"
    part(mine, "scoreboard", "date").text_frame.text = "19 Aug 2026"
    mine.save(str(path))
    footing = Footing("Us", "16 Sep 2026")
    report = refresh_deck(path, exhibits(portfolio, LATER, *names), path, footing=footing)
    made = edited(path)
    (field,) = part(made, "effort", "date").element.xpath(".//a:fld/a:t")
    assert field.text == "16 Sep 2026"
    assert part(made, "scoreboard", "date").text_frame.text == "16 Sep 2026", "one that is no field"
    assert part(made, "progress", "date").text_frame.text == "Board of September"
    assert "The date “Board of September” was rewritten by hand and stays." in report.kept


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_deck_on_somebodys_template_is_made_anew_in_its_look(name: str, tmp_path: Path, portfolio: Portfolio) -> None:
    template = TEMPLATES[name](tmp_path / "t.pptx")
    path = tmp_path / "deck.pptx"
    save_pack_deck(exhibits(portfolio, TODAY, *NAMES), path, title="Monthly", template=template, footing=Footing("Us"))
    count = len(edited(path).slides)
    made, report = refreshed(path, later(portfolio))
    assert "Claim rework rate: 12.8 → 11.4" in report.changes
    assert report.kept == []
    assert report.missing == []
    assert len(made.slides) == count


def test_an_outcome_measured_for_the_first_time_gets_its_chart(tmp_path: Path, portfolio: Portfolio) -> None:
    from deliverydesk.actions.records import add

    bare = portfolio.after(add(portfolio, Outcome, {"name": "Complaints"}))
    path = tmp_path / "deck.pptx"
    save_pack_deck(exhibits(bare, TODAY, "outcome:Complaints"), path)
    outcome = outcome_of(bare, "Complaints")
    measured_now = bare.after(measuring.record(bare, outcome.id, [measuring.Reading(LATER, 7.0)]))
    made, report = refreshed(path, measured_now, "outcome:Complaints")
    assert measured(part(made, "outcome", "chart").chart) == [7.0]
    assert report.changes == ["Complaints: measured now"]


def test_a_deck_that_is_not_ours_is_refused(tmp_path: Path, portfolio: Portfolio) -> None:
    path = dark_wide(tmp_path / "theirs.pptx")
    content = path.read_bytes()
    with pytest.raises(DeskError, match="has no slides that DeliveryDesk made"):
        refresh_deck(path, exhibits(portfolio, TODAY, "effort"), path)
    assert path.read_bytes() == content


def test_a_tag_survives_long_titles_and_is_read_from_a_name() -> None:
    class Named:
        name = ""

    from deliverydesk.exporters.naming import Tag, put_tag

    shape, tag = Named(), Tag("outcome:12", 2, 3, "chart", "0a1b2c3d")
    shape.name = "Chart: " + "x" * 300
    put_tag(shape, tag)
    assert tag_of(shape) == tag
    put_tag(shape, tag._replace(check="00000000"))
    assert shape.name.count("#desk:") == 1
    assert len(shape.name) < 160


def test_owners_are_left_out_where_names_are_hidden(portfolio: Portfolio) -> None:
    owned = portfolio.after(backlog.edit_deliverables(portfolio, [portfolio.ranking[0]], {"owner": "R. Haas"}))
    shown: Any = exhibit(owned, "backlog:5", today=TODAY).item
    hidden: Any = exhibit(owned, "backlog:5", today=TODAY, owners=False).item
    assert "R. Haas" in str(shown)
    assert "R. Haas" not in str(hidden)
