from __future__ import annotations

import errno
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage, QPainter

from deliverydesk.charts.catalogue import build, names
from deliverydesk.charts.outcome import outcome_chart
from deliverydesk.charts.spec import Axis, ChartSpec, Flag, Note, Series
from deliverydesk.rendering.export import ENDINGS, chart_image, painted_image, save_picture, svg_bytes
from deliverydesk.rendering.painter import paint_chart
from deliverydesk.support.errors import DeskError
from deliverydesk.support.tokens import load_tokens
from tests.support.charted import CONTACT, SOURCE, TODAY, charted_portfolio, plain_spec

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "charts"
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def spec() -> ChartSpec:
    return outcome_chart(charted_portfolio(), CONTACT, today=TODAY, source=SOURCE)


def svg_of(spec: ChartSpec, size: tuple[int, int] = (960, 540)) -> ET.Element:
    tokens = load_tokens("light")
    return ET.fromstring(svg_bytes(lambda painter: paint_chart(painter, spec, size, tokens), size))


def words_of(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(SVG + "text")]


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_every_chart_is_saved_by_the_ending_of_its_name(tmp_path: Path, ending: str) -> None:
    portfolio = charted_portfolio()
    for number, (name, _) in enumerate(names(portfolio)):
        path = tmp_path / f"{number}.{ending}"
        save_picture(build(portfolio, name, today=TODAY), path, (640, 400), 1.0)
        head = path.read_bytes()[:8]
        assert head.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[ending])
    assert len(list(tmp_path.iterdir())) == number + 1


def test_a_png_has_the_size_times_the_scale_and_says_what_it_shows(spec: ChartSpec, tmp_path: Path) -> None:
    save_picture(spec, tmp_path / "a.png", (800, 450), 1.5)
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (1200, 675)
    assert image.text("Description") == spec.alt
    assert round(image.dotsPerMeterX() * 0.0254) == 144


def test_the_theme_colours_the_ground(spec: ChartSpec) -> None:
    for theme in ("light", "dark", "contrast"):
        tokens = load_tokens(theme)
        image = chart_image(spec, (400, 300), 1.0, tokens)
        assert image.pixelColor(1, 1).name().upper() == tokens.colour("surface").upper()


def test_an_svg_is_read_out_and_found_by_name(spec: ChartSpec, tmp_path: Path) -> None:
    save_picture(replace(spec, title='<b>&"'), tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert root.get("role") == "img"
    assert root.findtext(SVG + "title") == '<b>&"'
    assert root.findtext(SVG + "desc") == spec.alt
    assert root.get("viewBox") == "0 0 960 540"
    families = {element.get("font-family") for element in root.iter(SVG + "text")}
    assert families == {
        "Inter, 'Segoe UI Variable Text', 'Segoe UI', 'SF Pro Text', 'Noto Sans', 'DejaVu Sans', sans-serif"
    }


def test_nothing_in_an_svg_reaches_outside(spec: ChartSpec) -> None:
    root = svg_of(spec)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not tags & {"script", "image", "a", "use", "foreignObject"}
    assert not any("href" in name for element in root.iter() for name in element.attrib)


def test_the_structure_of_the_svg_is_as_it_was(spec: ChartSpec) -> None:
    """Which shapes and words in which order; places may differ with the version of the typeface."""
    found = []
    for element in svg_of(spec).iter():
        tag = element.tag.removeprefix(SVG)
        if tag == "text":
            found.append(
                f"text {element.get('font-size')} {element.get('font-weight')} {element.get('fill')}: {element.text}"
            )
        elif tag in ("circle", "polyline", "polygon", "rect"):
            found.append(tag)
    path = GOLDEN / "outcome-100.svg.txt"
    if not path.exists():
        path.write_text("\n".join(found) + "\n", encoding="utf-8")
        pytest.fail(f"{path.name} was missing and is written now; look at it and commit it.")
    assert found == path.read_text(encoding="utf-8").splitlines()


def test_words_of_the_chart_are_all_there(spec: ChartSpec) -> None:
    words = words_of(svg_of(spec))
    for wanted in (
        "Solved at first contact", spec.takeaway, SOURCE, "Target 72\u2009% by 31 Dec", "required path", "today",
        "baseline 61\u2009%", "61.1\u2009%", "Ask-a-nurse chat, 4 May", "Digital card, 19 Oct", "Share of contacts, %",
    ):  # fmt: skip
        assert wanted in words


def test_the_undressed_chart_has_no_title(spec: ChartSpec) -> None:
    tokens = load_tokens("light")
    root = ET.fromstring(
        svg_bytes(lambda painter: paint_chart(painter, spec, (500, 300), tokens, dressed=False), (500, 300))
    )
    assert "Solved at first contact" not in words_of(root)
    assert "required path" in words_of(root)


def test_data_beyond_the_axes_is_cut_at_the_plot() -> None:
    axis_x, axis_y = Axis("number", 0, 10), Axis("number", 0, 10)
    wild = Series("wild", "line", (-50.0, 3.0, 6.0, 80.0), (5.0, 90.0, -70.0, 5.0), marker=3, role="accent")
    spec = plain_spec((wild,), axis_x, axis_y)
    image = QImage(640, 400, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    frame = paint_chart(painter, spec, (640, 400), load_tokens("light"))
    painter.end()
    left, top, right, bottom = frame.box
    drawn = 0
    for group in svg_of(spec, (640, 400)).iter(SVG + "g"):
        if group.get("stroke", "").lower() != load_tokens("light").colour("accent").lower():
            continue
        for line in group.iter(SVG + "polyline"):
            for x, y in re.findall(r"([-\d.]+),([-\d.]+)", line.get("points", "")):
                drawn += 1
                assert left - 0.1 <= float(x) <= right + 0.1
                assert top - 0.1 <= float(y) <= bottom + 0.1
    assert drawn >= 2


def test_labels_that_find_no_room_drop_out_by_rank() -> None:
    axis_x, axis_y = Axis("time", 739000, 739100), Axis("number", 0, 10)
    notes = tuple(Note(739050, 5, f"note {rank}", rank=rank) for rank in range(40))
    words = words_of(svg_of(plain_spec((), axis_x, axis_y, notes=notes), (300, 200)))
    shown = [int(word.split()[1]) for word in words if word.startswith("note")]
    assert 0 in shown
    assert len(shown) < 20
    assert shown == sorted(shown)


def test_many_launches_never_write_over_one_another() -> None:
    axis_x, axis_y = Axis("time", 739000, 739100), Axis("number", 0, 10)
    flags = tuple(Flag(739000 + 5 * n, f"A long title of launch {n}") for n in range(20))
    spec = plain_spec((), axis_x, axis_y, flags=flags)
    image = QImage(960, 540, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    frame = paint_chart(painter, spec, (960, 540), load_tokens("light"))
    painter.end()
    assert 3 <= sum(1 for one in frame.pennants if one.row is not None) < 20
    assert len(frame.pennants) == 20


@pytest.mark.parametrize("size", [(120, 120), (200, 900), (2000, 160)])
def test_any_size_can_be_painted(spec: ChartSpec, size: tuple[int, int]) -> None:
    assert not chart_image(spec, size, 1.0).isNull()
    for name in ("progress", "effort"):
        assert not chart_image(build(charted_portfolio(), name, today=TODAY), size, 1.0).isNull()


@pytest.mark.parametrize(
    ("size", "scale"), [((10, 10), 1.0), ((30_000, 100), 1.0), ((9000, 9000), 4.0), ((800, 600), 0.0)]
)
def test_sizes_that_no_machine_can_hold_are_refused(
    spec: ChartSpec, tmp_path: Path, size: tuple[int, int], scale: float
) -> None:
    with pytest.raises(DeskError):
        save_picture(spec, tmp_path / "a.png", size, scale)
    assert not list(tmp_path.iterdir())


def test_other_endings_are_refused_in_a_sentence(spec: ChartSpec, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"cannot be saved as \.jpg; end the name in \.png, \.svg or \.pdf"):
        save_picture(spec, tmp_path / "a.jpg")


def test_a_stopped_export_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spec: ChartSpec
) -> None:
    path = tmp_path / "a.svg"
    path.write_text("what was there", encoding="utf-8")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("deliverydesk.rendering.export.paint_chart", stop)
    with pytest.raises(KeyboardInterrupt):
        save_picture(spec, path)
    assert path.read_text(encoding="utf-8") == "what was there"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.svg"]


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="FONTS IN PDF ARE NOT CHECKED: poppler is not installed")
def test_a_pdf_carries_its_fonts_and_its_words(spec: ChartSpec, tmp_path: Path) -> None:
    save_picture(spec, tmp_path / "a.pdf")
    fonts = subprocess.run(["pdffonts", tmp_path / "a.pdf"], capture_output=True, text=True, check=True).stdout
    rows = fonts.splitlines()[2:]
    assert rows
    assert all(re.search(r"\syes\s+(yes|no)\s+yes\s", row) for row in rows)
    text = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Solved at first contact" in text
    assert "Ask-a-nurse chat, 4 May" in text


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="PIXELS OF PDF ARE NOT CHECKED: poppler is not installed")
def test_pdf_and_png_show_the_same_picture(spec: ChartSpec, tmp_path: Path) -> None:
    save_picture(spec, tmp_path / "a.pdf", (960, 540))
    subprocess.run(["pdftoppm", "-r", "96", "-png", "-singlefile", tmp_path / "a.pdf", tmp_path / "pdf"], check=True)
    paper = QImage(str(tmp_path / "pdf.png")).scaled(240, 135).convertToFormat(QImage.Format.Format_Grayscale8)
    screen = chart_image(spec, (960, 540), 1.0).scaled(240, 135).convertToFormat(QImage.Format.Format_Grayscale8)
    pairs = [(paper.pixelColor(x, y).value(), screen.pixelColor(x, y).value()) for x in range(240) for y in range(135)]
    assert sum(abs(one - other) for one, other in pairs) / len(pairs) < 6


def test_the_clipboard_picture_is_the_saved_one(spec: ChartSpec, tmp_path: Path) -> None:
    save_picture(spec, tmp_path / "a.png", (500, 300), 2.0)
    copied = chart_image(spec, (500, 300), 2.0)
    saved = QImage(str(tmp_path / "a.png")).convertToFormat(copied.format())
    saved.setDevicePixelRatio(2.0)
    assert all(saved.pixel(x, y) == copied.pixel(x, y) for x in range(0, 1000, 7) for y in range(0, 600, 7))


def test_a_picture_needs_no_window(tmp_path: Path) -> None:
    assert not painted_image(lambda painter: painter.drawPoint(1, 1), (200, 200), 1.0).isNull()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_missing_folder_is_told_as_such(spec: ChartSpec, tmp_path: Path, ending: str) -> None:
    """Qt, which cannot say why it did not write, made a full disk of it."""
    with pytest.raises(DeskError) as told:
        save_picture(spec, tmp_path / "March" / f"chart{ending}")
    assert str(told.value) == (
        f"chart{ending} cannot be written: there is no folder {tmp_path / 'March'}. "
        "Make it first, or choose another place."
    )


def test_a_full_disk_is_told_of_pictures_too(spec: ChartSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DeskError, match="the disk is full"):
        save_picture(spec, tmp_path / "chart.png")
    assert list(tmp_path.iterdir()) == []
