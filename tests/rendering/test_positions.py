"""Screen and export say the same: ticks and data of exported files are measured against each other, not
against the code that placed them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from deliverydesk.charts.outcome import outcome_chart
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.rendering.export import save_picture
from deliverydesk.rendering.fonts import metrics
from tests.support.charted import CONTACT, TODAY, charted_portfolio

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SVG = "{http://www.w3.org/2000/svg}"
Word = tuple[str, float, float]
"""The word, the middle of its width, its base line."""


@pytest.fixture
def spec() -> ChartSpec:
    return outcome_chart(charted_portfolio(), CONTACT, today=TODAY)


def transforms(element: ET.Element, into: tuple[float, ...] = (1, 0, 0, 1, 0, 0)):  # type: ignore[no-untyped-def]
    """Every element with the matrix that places it on the page."""
    found = re.match(r"matrix\(([^)]*)\)", element.get("transform", ""))
    if found:
        a, b, c, d, e, f = into
        p, q, r, s, t, u = (float(part) for part in re.split(r"[ ,]+", found[1].strip()))
        into = (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)
    yield element, into
    for child in element:
        yield from transforms(child, into)


def placed(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def svg_words(root: ET.Element) -> list[Word]:
    words = []
    for element, matrix in transforms(root):
        if element.tag == SVG + "text" and element.text:
            x, y = placed(matrix, float(element.get("x", 0)), float(element.get("y", 0)))
            words.append((element.text, x + metrics(11).horizontalAdvance(element.text) / 2, y))
    return words


def fit(pairs: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Slope, offset and the largest departure of a straight line through pairs of (data, place)."""
    count = len(pairs)
    mean_x, mean_y = sum(x for x, _ in pairs) / count, sum(y for _, y in pairs) / count
    slope = sum((x - mean_x) * (y - mean_y) for x, y in pairs) / sum((x - mean_x) ** 2 for x, _ in pairs)
    offset = mean_y - slope * mean_x
    return slope, offset, max(abs(slope * x + offset - y) for x, y in pairs)


def time_axis(words: list[Word]) -> list[tuple[float, float]]:
    """(day, place) of every month named at the foot, its year read from the line below, as a reader would."""
    months = [word for word in words if word[0] in MONTHS]
    foot = max(word[2] for word in months)
    months = sorted((word for word in months if abs(word[2] - foot) < 1), key=lambda word: word[1])
    years = sorted((word for word in words if re.fullmatch(r"20\d\d", word[0])), key=lambda word: word[1])
    pairs, year = [], 0
    for name, x, _ in months:
        year = next((int(word[0]) for word in years if abs(word[1] - x) < 12), year)
        pairs.append((float(date(year, MONTHS.index(name) + 1, 1).toordinal()), x))
    return pairs


def value_axis(words: list[Word], left_of: float) -> list[tuple[float, float]]:
    """(value, place) of the figures left of the plot, below the unit that stands over them."""
    top = next(word[2] for word in words if word[0].startswith("Share"))
    foot = max(word[2] for word in words if word[0] in MONTHS)
    figures = (word for word in words if re.fullmatch(r"\d+(\.\d+)?", word[0]) and word[1] < left_of)
    numbers = [word for word in figures if top < word[2] < foot - 1]
    return [(float(name), y) for name, _, y in numbers]


def check(words: list[Word], points: list[tuple[float, float]], spec: ChartSpec, px: float) -> None:
    """Every reading lies where the labels of both axes say, within half of one ``px``."""
    along = time_axis(words)
    assert len(along) == 18
    slope, offset, worst = fit(along)
    assert worst < 0.6 * px
    upright = value_axis(words, along[0][1])
    assert len(upright) >= 4
    rise, base, bent = fit(upright)
    assert bent < 0.6 * px
    (measured,) = spec.by_purpose("data")
    expected = sorted(
        (slope * x + offset, rise * y + base) for x, y in zip(measured.xs, measured.ys, strict=True) if y is not None
    )
    assert len(points) == len(expected)
    # a label stands about 4 px below its grid line: the same for all, so it is measured and taken off
    below = sorted(want[1] - got[1] for got, want in zip(sorted(points), expected, strict=True))[len(points) // 2]
    assert 2 * px < below < 8 * px
    for got, want in zip(sorted(points), expected, strict=True):
        assert got[0] == pytest.approx(want[0], abs=0.6 * px)
        assert got[1] == pytest.approx(want[1] - below, abs=0.6 * px)


def test_svg_points_lie_where_the_axes_say(qapp: object, spec: ChartSpec, tmp_path: Path) -> None:
    save_picture(spec, tmp_path / "a.svg", (960, 540))
    root = ET.parse(tmp_path / "a.svg").getroot()
    circles = []
    for element, matrix in transforms(root):
        if element.tag == SVG + "circle" and float(element.get("r", 0)) == 3.0:
            circles.append(placed(matrix, float(element.get("cx", 0)), float(element.get("cy", 0))))
    check(svg_words(root), circles, spec, 1.0)


@pytest.mark.skipif(
    shutil.which("pdftocairo") is None or shutil.which("pdftotext") is None,
    reason="POSITIONS IN PDF ARE NOT CHECKED: poppler (pdftocairo, pdftotext) is not installed",
)
def test_pdf_points_lie_where_the_axes_say(qapp: object, spec: ChartSpec, tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    save_picture(spec, pdf, (960, 540))
    subprocess.run(["pdftotext", "-bbox", pdf, tmp_path / "a.html"], check=True)
    number = r'"([\d.]+)"'
    box = rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>([^<]*)</word>"
    words = [
        (word, (float(left) + float(right)) / 2, float(bottom))
        for left, _, right, bottom, word in re.findall(box, (tmp_path / "a.html").read_text(encoding="utf-8"))
    ]
    subprocess.run(["pdftocairo", "-svg", pdf, tmp_path / "a.svg"], check=True)
    points = []
    for element, matrix in transforms(ET.parse(tmp_path / "a.svg").getroot()):
        shape = element.get("d", "")
        style = element.get("style", "") + element.get("stroke", "")
        if element.tag != SVG + "path" or shape.count("C") != 4 or "stroke:none" in style or "L" in shape:
            continue
        numbers = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", shape)]
        corners = [placed(matrix, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        if max(xs) - min(xs) == pytest.approx(4.5, abs=0.05):
            points.append(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
    check(words, points, spec, 0.75)
