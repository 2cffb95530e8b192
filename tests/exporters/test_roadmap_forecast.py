"""The forecast on a slide and in pictures: shapes of its own with what they say, and a legend."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from deliverydesk.actions import records
from deliverydesk.charts.roadmap import RoadmapPicture, build_roadmap
from deliverydesk.charts.roadmap_ahead import foreseen
from deliverydesk.domain.entities import Demand
from deliverydesk.exporters.roadmap_pptx import save_roadmap_deck
from tests.charts.roadmap_example import TODAY, example, item_id
from tests.charts.test_roadmap_ahead import LETTERS, with_fields


@pytest.fixture
def picture() -> RoadmapPicture:
    portfolio = with_fields(example(), item_id("Rules for small claims"), target_date=TODAY)
    demand = portfolio.demands.by("deliverable", LETTERS)[0]
    portfolio = portfolio.after(records.delete(portfolio, Demand, [demand.id]))
    return build_roadmap(portfolio, today=TODAY, ahead=foreseen(portfolio, TODAY))


def test_tails_are_shapes_that_say_what_they_are(picture: RoadmapPicture, tmp_path: Path) -> None:
    save_roadmap_deck(picture, tmp_path / "out.pptx")
    slides = Presentation(str(tmp_path / "out.pptx")).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    names = [shape.name for shape in shapes]
    assert "Forecast of Fraud signals, first model" in names
    assert "No forecast of Letters to inbox" in names
    alts = [shape._element._nvXxPr.cNvPr.get("descr") or "" for shape in shapes]  # noqa: SLF001 - no name in the library
    bar = next(alt for alt in alts if alt.startswith("Fraud signals"))
    assert "forecast half by" in bar
    assert "85 of 100 by" in bar
    assert "95 of 100 by" in bar
    words = {shape.text_frame.text for shape in shapes if shape.has_text_frame}
    assert {"done by here in 85 of 100 cases", "so after its target date", "no forecast"} <= words
    assert "half by" in slides[0].notes_slide.notes_text_frame.text


def test_without_a_forecast_no_shape_tells_of_one(tmp_path: Path) -> None:
    save_roadmap_deck(build_roadmap(example(), today=TODAY), tmp_path / "out.pptx")
    slides = Presentation(str(tmp_path / "out.pptx")).slides
    assert not [shape.name for slide in slides for shape in slide.shapes if "orecast" in shape.name]
