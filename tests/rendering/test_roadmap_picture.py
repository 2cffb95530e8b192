"""Roadmaps as files: what the file says is measured against what it draws, and nothing falls off the paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from deliverydesk.charts.roadmap import RoadmapPicture, build_roadmap
from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.rendering.roadmap import natural_size, roadmap_image, save_roadmap
from deliverydesk.support.errors import DeskError
from deliverydesk.support.tokens import load_tokens
from tests.charts.roadmap_example import TODAY, example

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SVG = "{http://www.w3.org/2000/svg}"
Extent = tuple[float, float, float, float]


@pytest.fixture
def picture() -> RoadmapPicture:
    return build_roadmap(example(), today=TODAY, source="Source: larkfield.ddesk, 19 Aug 2026")


def fit(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """Slope and offset of the straight line through pairs of (day, place)."""
    count = len(pairs)
    mean_x, mean_y = sum(x for x, _ in pairs) / count, sum(y for _, y in pairs) / count
    slope = sum((x - mean_x) * (y - mean_y) for x, y in pairs) / sum((x - mean_x) ** 2 for x, _ in pairs)
    return slope, mean_y - slope * mean_x


def shapes(root: ET.Element) -> Iterator[Extent]:
    """The extents of all closed shapes: bars, tags, diamonds."""
    for path in root.iter(SVG + "path"):
        numbers = [float(word) for word in re.findall(r"-?\d+(?:\.\d+)?", path.get("d", ""))]
        xs, ys = numbers[::2], numbers[1::2]
        if xs:
            yield min(xs), min(ys), max(xs), max(ys)


def svg_words(root: ET.Element) -> list[tuple[str, float, float]]:
    return [
        (element.text, float(element.get("x", 0)), float(element.get("y", 0)))
        for element in root.iter(SVG + "text")
        if element.text
    ]


def month_places(words: list[tuple[str, float, float]]) -> list[tuple[float, float]]:
    """(day, place) of the months named at the head; each name stands 5 pixels right of where its month
    begins.
    """
    top = min(y for name, _, y in words if name in MONTHS)
    return [
        (float(date(2026, MONTHS.index(name) + 1, 1).toordinal()), x - 5)
        for name, x, y in words
        if name in MONTHS and abs(y - top) < 1
    ]


def test_bars_of_an_svg_lie_where_its_own_months_say(picture: RoadmapPicture, tmp_path: Path) -> None:
    save_roadmap(picture, tmp_path / "roadmap.svg")
    root = ET.parse(tmp_path / "roadmap.svg").getroot()
    words = svg_words(root)
    slope, offset = fit(month_places(words))
    drawn = [extent for extent in shapes(root) if 18 < extent[3] - extent[1] < 22]
    found = 0
    for bar in picture.ordered():
        x, y = next((x, y) for name, x, y in words if name == bar.title)
        box = next(e for e in drawn if e[1] < y < e[3] and abs(e[0] + 0.5 + 5 - x) < 2)
        # the edge of 1 px is drawn inside the bar
        assert box[0] - 0.5 == pytest.approx(slope * bar.start + offset, abs=0.6), bar.title
        assert box[2] + 0.5 == pytest.approx(slope * bar.end + offset, abs=0.6), bar.title
        found += 1
    assert found == len(picture.bars) == 21


def test_bars_of_a_pdf_lie_where_its_own_months_say(picture: RoadmapPicture, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this machine")
    save_roadmap(picture, tmp_path / "roadmap.pdf")
    told = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "roadmap.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = [
        (word, float(x) / 0.75, float(y) / 0.75)
        for x, y, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>', told)
    ]
    slope, offset = fit(month_places(words))
    checked = 0
    for bar in picture.ordered():
        first = bar.title.split()[0]
        expected = slope * bar.start + offset + 6
        assert any(word == first and abs(x - expected) < 1.2 for word, x, _ in words), bar.title
        checked += 1
    assert checked == 21


def test_nothing_is_drawn_beyond_the_paper(picture: RoadmapPicture, tmp_path: Path) -> None:
    size = natural_size(picture)
    save_roadmap(picture, tmp_path / "roadmap.svg")
    root = ET.parse(tmp_path / "roadmap.svg").getroot()
    for left, top, right, bottom in shapes(root):
        assert left >= 0 <= top
        assert right <= size[0]
        assert bottom <= size[1]


def test_a_bar_that_goes_on_is_cut_at_the_edge_of_its_months(tmp_path: Path) -> None:
    low, high = date(2026, 9, 1).toordinal(), date(2026, 11, 16).toordinal()
    cut = build_roadmap(example(), today=TODAY, window=(low, high))
    save_roadmap(cut, tmp_path / "roadmap.svg")
    root = ET.parse(tmp_path / "roadmap.svg").getroot()
    slope, offset = fit(month_places(svg_words(root)))
    for rect in root.iter(SVG + "rect"):
        x, wide = float(rect.get("x", 0)), float(rect.get("width", 0))
        if float(rect.get("height", 0)) < 25:
            assert x >= slope * low + offset - 1 or x < 140
            assert x + wide <= slope * high + offset + 1


def test_a_picture_of_every_kind_is_saved_with_its_words(picture: RoadmapPicture, tmp_path: Path) -> None:
    save_roadmap(picture, tmp_path / "roadmap.png", (1000, 700), 2.0)
    image = QImage(str(tmp_path / "roadmap.png"))
    assert (image.width(), image.height()) == (2000, 1400)
    assert image.text("Title") == picture.title
    assert "Ask-a-nurse chat" in image.text("Description")
    save_roadmap(picture, tmp_path / "dark.png", palette=load_tokens("dark"))
    assert QImage(str(tmp_path / "dark.png")).pixelColor(2, 2).lightness() < 60
    assert roadmap_image(picture).width() == 2400


def test_rows_shrink_to_the_size_and_what_still_does_not_fit_is_told(tmp_path: Path) -> None:
    items = [
        Deliverable(10 + at, f"Item {at}", at, product=1, planned_start=TODAY, planned_end=date(2026, 10, 1))
        for at in range(60)
    ]
    crowd = build_roadmap(Portfolio.of([Product(1, "One"), *items]), today=TODAY)
    save_roadmap(crowd, tmp_path / "roadmap.svg", (900, 500))
    words = [name for name, _, _ in svg_words(ET.parse(tmp_path / "roadmap.svg").getroot())]
    titled = sum(word.startswith("Item ") for word in words)
    told = next(word for word in words if "do not fit" in word)
    assert int(told.split()[0]) == 60 - titled
    assert titled > 10


def test_an_empty_roadmap_says_so(tmp_path: Path) -> None:
    save_roadmap(build_roadmap(Portfolio(), today=TODAY), tmp_path / "roadmap.svg")
    assert "Nothing is placed" in (tmp_path / "roadmap.svg").read_text(encoding="utf-8")


def test_titles_that_look_like_markup_stay_text(tmp_path: Path) -> None:
    title = "<b>Bold & \x07 <img src=x> title"
    item = Deliverable(1, title, 1, planned_start=TODAY, planned_end=date(2026, 12, 1))
    save_roadmap(build_roadmap(Portfolio.of([item]), today=TODAY), tmp_path / "roadmap.svg")
    words = [name for name, _, _ in svg_words(ET.parse(tmp_path / "roadmap.svg").getroot())]
    assert any(word.startswith("<b>Bold &") for word in words)


def test_another_ending_is_refused_in_a_sentence(picture: RoadmapPicture, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"end the name in \.png, \.svg or \.pdf"):
        save_roadmap(picture, tmp_path / "roadmap.bmp")
