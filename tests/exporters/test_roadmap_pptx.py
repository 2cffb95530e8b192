"""The roadmap on slides: shapes that can be edited, where the months of the slide say, and nothing clipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from deliverydesk.charts.roadmap import RoadmapPicture, build_roadmap
from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.exporters.roadmap_pptx import save_roadmap_deck
from deliverydesk.exporters.widths import fitted, text_width
from tests.charts.roadmap_example import TODAY, example

UNIT = 9525


def slides_of(picture: RoadmapPicture, path: Path, title: str = "") -> list[Any]:
    save_roadmap_deck(picture, path, title=title)
    return list(Presentation(str(path)).slides)


def described(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")  # noqa: SLF001


@pytest.fixture
def picture() -> RoadmapPicture:
    return build_roadmap(example(), today=TODAY, source="Source: larkfield.ddesk, 19 Aug 2026")


@pytest.fixture
def slide(picture: RoadmapPicture, tmp_path: Path) -> Any:
    (only,) = slides_of(picture, tmp_path / "roadmap.pptx")
    return only


def named(slide: Any, name: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name == name)


def test_each_bar_is_a_shape_with_its_title_name_and_alternative_text(picture: RoadmapPicture, slide: Any) -> None:
    for bar in picture.ordered():
        shape = named(slide, bar.title)
        assert shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE
        assert bar.title in described(shape)
        assert picture.lanes[bar.lane].name in described(shape)
        assert shape.text_frame.text == bar.title


def test_bars_lie_between_the_months_of_the_slide(picture: RoadmapPicture, slide: Any) -> None:
    # months begin at their grid lines, and each has one but the first
    lines = [named(slide, f"Grid, {month}").left for month in ("Aug", "Sep", "Oct", "Nov", "Dec")]
    days = [date(2026, month, 1).toordinal() for month in range(8, 13)]
    per_day = (lines[-1] - lines[0]) / (days[-1] - days[0])
    for bar in picture.ordered():
        shape = named(slide, bar.title)
        assert shape.left == pytest.approx(lines[0] + (bar.start - days[0]) * per_day, abs=UNIT)
        assert shape.left + shape.width == pytest.approx(lines[0] + (bar.end - days[0]) * per_day, abs=UNIT)


def test_dependencies_are_connectors_that_are_glued_to_their_bars(slide: Any) -> None:
    connector = named(slide, "Family accounts waits for Sign-in service renewal")
    assert connector.shape_type == MSO_SHAPE_TYPE.LINE
    glued = connector._element.xpath(".//a:stCxn | .//a:endCxn")  # noqa: SLF001
    ids = [int(one.get("id")) for one in glued]
    ends = [named(slide, "Sign-in service renewal"), named(slide, "Family accounts")]
    assert ids == [shape.shape_id for shape in ends]


def test_a_broken_dependency_has_its_reason_in_words(slide: Any) -> None:
    shapes = [s for s in slide.shapes if s.name == "Accessible sign-in waits for Sign-in service renewal"]
    assert any("3 days too early" in described(shape) for shape in shapes)


def test_work_that_has_not_begun_is_dashed(slide: Any) -> None:
    assert named(slide, "Family accounts").line.dash_style is not None
    assert named(slide, "Digital card").line.dash_style is None


def test_words_are_never_under_nine_points_and_nothing_lies_beside_the_slide(slide: Any) -> None:
    for shape in slide.shapes:
        assert shape.left >= 0 <= shape.top
        assert shape.left + shape.width <= 1280 * UNIT
        assert shape.top + shape.height <= 720 * UNIT
        if shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                for run in paragraph.runs:
                    assert run.font.size >= Pt(9), shape.name


def test_title_subtitle_milestones_legend_and_source_are_there(picture: RoadmapPicture, slide: Any) -> None:
    words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert slide.shapes.title.text_frame.text == picture.title
    for wanted in (
        picture.takeaway, "Open enrolment, 1 Nov", "Claims in 5 days, 18 Dec", "19 Aug", "not started",
        "36 pw to come", "Source: larkfield.ddesk, 19 Aug 2026",
    ):  # fmt: skip
        assert wanted in words
    assert "Ask-a-nurse chat" in slide.notes_slide.notes_text_frame.text


def test_a_title_that_is_given_is_taken(picture: RoadmapPicture, tmp_path: Path) -> None:
    (slide,) = slides_of(picture, tmp_path / "roadmap.pptx", "Open enrolment is safe")
    assert slide.shapes.title.text_frame.text == "Open enrolment is safe"


def test_many_rows_go_on_to_further_slides_and_every_bar_is_there_once(tmp_path: Path) -> None:
    items = [
        Deliverable(10 + at, f"Item {at}", at, product=1 + at % 2, planned_start=TODAY, planned_end=date(2026, 10, 1))
        for at in range(70)
    ]
    picture = build_roadmap(Portfolio.of([Product(1, "One"), Product(2, "Two"), *items]), today=TODAY)
    slides = slides_of(picture, tmp_path / "roadmap.pptx")
    assert len(slides) > 2
    names = [shape.name for slide in slides for shape in slide.shapes if shape.name.startswith("Item ")]
    assert sorted(names) == sorted(f"Item {at}" for at in range(70))
    assert f"(2 of {len(slides)})" in slides[1].shapes.title.text_frame.text
    bottoms = [shape.top + shape.height for slide in slides for shape in slide.shapes if shape.name in names]
    assert max(bottoms) <= 642 * UNIT


def test_the_months_of_next_year_are_told_also_where_their_year_has_no_room(tmp_path: Path) -> None:
    first, last = date(2026, 2, 1), date(2027, 6, 30)
    items = [Deliverable(10, "Long", 1, product=1, planned_start=first, planned_end=last)]
    picture = build_roadmap(Portfolio.of([Product(1, "One"), *items]), today=TODAY)
    (slide,) = slides_of(picture, tmp_path / "roadmap.pptx")
    told = [shape.text_frame.text for shape in slide.shapes if shape.name.startswith("Month, ")]
    assert told[-6:] == ["2027", "Feb", "Mar", "Apr", "May", "Jun"]


def test_an_empty_roadmap_still_makes_a_slide(tmp_path: Path) -> None:
    (slide,) = slides_of(build_roadmap(Portfolio(), today=TODAY), tmp_path / "roadmap.pptx")
    assert slide.shapes.title.text_frame.text == "Nothing is planned"


def test_words_are_cut_with_an_ellipsis_to_their_room() -> None:
    assert fitted("Short", 200, 10) == "Short"
    cut = fitted("A title that is far too long for its bar", 80, 10)
    assert cut.endswith("…")
    assert text_width(cut, 10) <= 80
    assert fitted("Anything", 2, 10) == ""
