"""Slides behind those of somebody's own deck: in its layout, its theme and its places, and nothing of it changed."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Inches, Pt

from deliverydesk.charts.backlog import backlog_table
from deliverydesk.charts.catalogue import build
from deliverydesk.charts.roadmap import build_roadmap
from deliverydesk.exporters.deck import Deck
from deliverydesk.exporters.deckcolours import ThemePalette, shaded
from deliverydesk.exporters.layouts import choose
from deliverydesk.exporters.roadmap_pptx import add_roadmap
from deliverydesk.support.errors import DeskError
from deliverydesk.support.tokens import contrast, load_tokens
from tests.charts.roadmap_example import TODAY, example
from tests.support.charted import CONTACT, SOURCE, charted_portfolio
from tests.support.templates import TEMPLATES, bare, dark_wide, other_language

_EDGE = 12_700


@pytest.fixture(params=sorted(TEMPLATES))
def template(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return TEMPLATES[request.param](tmp_path / f"{request.param}.pptx")


def appended(template: Path, path: Path) -> list[Any]:
    """The slides that were put behind those of the template."""
    count = len(Presentation(str(template)).slides)
    deck = Deck("Larkfield", template=template)
    portfolio = charted_portfolio()
    for name in (f"outcome:{CONTACT}", "progress", "effort"):
        deck.add_chart(build(portfolio, name, today=TODAY, source=SOURCE))
    deck.add_table(backlog_table(portfolio), "What we do first", SOURCE)
    add_roadmap(deck, build_roadmap(example(), today=TODAY, source=SOURCE))
    deck.save(path)
    return list(Presentation(str(path)).slides)[count:]


def every_shape(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.width is not None]


def test_all_that_was_there_is_as_it_was(template: Path, tmp_path: Path) -> None:
    before = template.read_bytes()
    appended(template, tmp_path / "made.pptx")
    assert template.read_bytes() == before
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(tmp_path / "made.pptx") as new:
        for name in old.namelist():
            if name.startswith("ppt/") and name.endswith(".xml") and name != "ppt/presentation.xml":
                assert etree.tostring(etree.fromstring(new.read(name)), method="c14n") == etree.tostring(
                    etree.fromstring(old.read(name)), method="c14n"
                ), name


def test_nothing_lies_beyond_the_slide_or_on_its_footer(template: Path, tmp_path: Path) -> None:
    slides = appended(template, tmp_path / "made.pptx")
    presentation = slides[0].part.package.presentation_part.presentation
    foot = presentation.slide_height
    if template.stem == "bare":
        foot = Inches(4.4)
    for slide in slides:
        for shape in every_shape(slide):
            if not shape.is_placeholder:
                assert shape.left >= -_EDGE, shape.name
                assert shape.left + shape.width <= presentation.slide_width + _EDGE, shape.name
                assert shape.top + shape.height <= foot + _EDGE, shape.name
            if template.stem == "other-language" and not shape.is_placeholder:
                assert shape.left >= Inches(0.7), shape.name


def test_each_slide_has_its_title_and_no_empty_placeholder(template: Path, tmp_path: Path) -> None:
    for slide in appended(template, tmp_path / "made.pptx"):
        titles = [shape for shape in slide.shapes if shape.name.startswith("Title")]
        assert titles[0].text_frame.text
        assert (slide.shapes.title is None) == (template.stem == "bare")
        for holder in slide.placeholders:
            assert holder.text_frame.text.strip(), holder.name


def test_no_words_are_smaller_than_nine_points(template: Path, tmp_path: Path) -> None:
    for slide in appended(template, tmp_path / "made.pptx"):
        sizes = [int(size) for size in slide.element.xpath(".//a:rPr/@sz")]
        assert min(sizes) >= 900


def test_every_drawing_has_its_alternative_text(template: Path, tmp_path: Path) -> None:
    for slide in appended(template, tmp_path / "made.pptx"):
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape.element.xpath(".//p:cNvPr/@descr")[0]


def test_the_title_and_its_line_go_into_the_placeholders(tmp_path: Path) -> None:
    slide = appended(dark_wide(tmp_path / "t.pptx"), tmp_path / "made.pptx")[0]
    assert slide.slide_layout.name == "Title Only"
    held = {one.placeholder_format.idx: one.text_frame.text for one in slide.placeholders}
    assert held[0] == "Solved at first contact"
    assert held[13].startswith("61.1")
    assert not any(shape.name.startswith("Takeaway") and not shape.is_placeholder for shape in slide.shapes)


def test_footers_of_the_layout_are_filled(tmp_path: Path) -> None:
    slide = appended(dark_wide(tmp_path / "t.pptx"), tmp_path / "made.pptx")[0]
    kinds = {one.element.xpath(".//p:ph/@type")[0]: one for one in slide.placeholders}
    assert kinds["ftr"].text_frame.text == "Larkfield"
    assert kinds["sldNum"].element.xpath(".//a:fld[@type='slidenum']")
    ids = slide.element.xpath(".//p:cNvPr/@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("written", "shown"), [("<footer>", "Larkfield"), ("Confidential", "Confidential")])
def test_a_footer_that_says_only_that_it_is_one_is_filled(tmp_path: Path, written: str, shown: str) -> None:
    path = dark_wide(tmp_path / "t.pptx")
    deck: Any = Presentation(str(path))
    (holder,) = (one for one in deck.slide_layouts[5].placeholders if "ftr" in one.element.xpath(".//p:ph/@type"))
    holder.text_frame.text = written
    deck.save(str(path))
    slide = appended(path, tmp_path / "made.pptx")[0]
    (footer,) = (one for one in slide.placeholders if "ftr" in one.element.xpath(".//p:ph/@type"))
    assert footer.text_frame.text == shown


def test_a_footer_that_the_layout_hides_stays_hidden(tmp_path: Path) -> None:
    path = dark_wide(tmp_path / "t.pptx")
    deck: Any = Presentation(str(path))
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    layout = deck.slide_layouts[5].element
    layout.append(parse_xml(f'<p:hf {nsdecls("p")} sldNum="0" ftr="0" dt="0"/>'))
    deck.save(str(path))
    slide = appended(path, tmp_path / "made.pptx")[0]
    assert not slide.element.xpath(".//p:ph[@type='ftr' or @type='sldNum' or @type='dt']")


def test_new_slides_go_into_the_last_section(tmp_path: Path) -> None:
    appended(dark_wide(tmp_path / "t.pptx"), tmp_path / "made.pptx")
    deck: Any = Presentation(str(tmp_path / "made.pptx"))
    listed = [one.get("id") for one in deck.element.iter() if str(one.tag).endswith("2010/main}sldId")]
    assert listed == [one.get("id") for one in deck.slides._sldIdLst]  # noqa: SLF001


def test_a_layout_is_chosen_by_its_placeholders_where_its_name_says_nothing(tmp_path: Path) -> None:
    chosen = choose(Presentation(str(other_language(tmp_path / "t.pptx"))))
    assert chosen.layout.name == "Nur Überschrift"
    assert chosen.title == 0


def test_charts_take_the_accents_of_the_theme_and_products_keep_their_hues(tmp_path: Path) -> None:
    slides = appended(dark_wide(tmp_path / "t.pptx"), tmp_path / "made.pptx")
    chart = next(shape for shape in slides[0].shapes if shape.has_chart).chart
    line = next(one for one in chart.plots[0].series if one.name == "Measured")
    assert line.format.line.color.theme_color == MSO_THEME_COLOR.ACCENT_1
    bars = next(shape for shape in slides[1].shapes if shape.has_chart).chart
    fill = bars.plots[0].series[0].points[0].format.fill
    assert str(fill.fore_color.rgb) in {hue[1:] for hue in load_tokens("dark").series}


def test_on_a_dark_ground_words_are_light(tmp_path: Path) -> None:
    deck = Deck(template=dark_wide(tmp_path / "t.pptx"))
    assert deck.palette.value("surface") == "#0B1F33"
    assert deck.palette.value("text") == "#F7F4EC"
    assert contrast(deck.palette.value("text3"), "#0B1F33") >= 4.5


def test_a_picture_behind_the_slides_is_noticed(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (32, 18), (12, 20, 30)).save(tmp_path / "night.png")
    deck: Any = Presentation(str(bare(tmp_path / "t.pptx")))
    layout = deck.slide_layouts[6]
    _, embedded = layout.part.get_or_add_image_part(str(tmp_path / "night.png"))
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    for sheet in deck.slide_layouts:
        _, embedded = sheet.part.get_or_add_image_part(str(tmp_path / "night.png"))
        fill = f'<a:blipFill><a:blip r:embed="{embedded}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
        ground = f"<p:bg {nsdecls('p', 'a', 'r')}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"
        sheet.element.find(qn("p:cSld")).insert(0, parse_xml(ground))
    deck.save(str(tmp_path / "t.pptx"))
    palette = Deck(template=tmp_path / "t.pptx").palette
    assert palette.value("surface") == "#0C141E"
    assert contrast(palette.value("text"), "#0C141E") >= 4.5


_COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@given(_COLOURS, _COLOURS, _COLOURS, st.lists(_COLOURS, min_size=6, max_size=6))
def test_on_any_theme_words_can_be_read_and_marks_be_seen(
    ground: str, first: str, second: str, accents: list[str]
) -> None:
    theme = {"tx1": first, "bg1": second, **{f"accent{n}": hue for n, hue in enumerate(accents, start=1)}}
    palette = ThemePalette(theme, ground, load_tokens("light"), load_tokens("dark"))
    for role in ("text", "text2", "text3", "ink"):
        assert contrast(palette.value(role), ground) >= 4.49, role
    for role in ("accent", "ok", "bad", "product:1", "product:8", "ctl", "data:1", "data:5"):
        assert contrast(palette.value(role), ground) >= 2.99, role


def test_lighter_is_what_powerpoint_calls_lighter() -> None:
    # PowerPoint's gallery: Black, Text 1, Lighter 35 % is 595959; White, Background 1, Darker 15 % is D9D9D9
    assert shaded("#000000", 0.35) == "#595959"
    assert shaded("#FFFFFF", -0.15) == "#D9D9D9"


def test_the_template_is_never_written_over(tmp_path: Path) -> None:
    path = dark_wide(tmp_path / "t.pptx")
    deck = Deck(template=path)
    with pytest.raises(DeskError, match="the template itself"):
        deck.save(path)


def test_templates_and_shows_are_read_as_decks(tmp_path: Path) -> None:
    path = dark_wide(tmp_path / "t.pptx")
    for kind in ("template", "slideshow"):
        other = tmp_path / f"{kind}.potx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b"presentation.main+xml", f"{kind}.main+xml".encode()))
        assert len(Deck(template=other).presentation.slides) == 2


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


def _zipped(types: bytes) -> bytes:
    import io

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (_ole("EncryptedPackage"), "is protected by a password"),
        (_ole("PowerPoint Document"), "is an old PowerPoint file"),
        (_ole("Workbook"), "is an old Office file"),
        (b"%PDF-1.7", "is not a PowerPoint file"),
        (b"PK\x03\x04 cut short", "is damaged"),
        (
            _zipped(b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
            "is not a Power",
        ),
        (_zipped(b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"), "holds macros"),
        (_zipped(b"<t>presentationml.presentation.main+xml"), "is not a PowerPoint file"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "their deck.pptx"
    path.write_bytes(content)
    with pytest.raises(DeskError, match=words) as raised:
        Deck(template=path)
    assert "\n" not in str(raised.value)
    assert path.read_bytes() == content


def test_a_deck_with_any_byte_broken_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    content = bytearray(dark_wide(tmp_path / "t.pptx").read_bytes())
    for place in range(40, len(content), len(content) // 60):
        broken = bytearray(content)
        broken[place] ^= 0xFF
        (tmp_path / "broken.pptx").write_bytes(broken)
        try:
            Deck(template=tmp_path / "broken.pptx")
        except DeskError as error:
            assert "broken.pptx" in str(error)  # noqa: PT017


def test_a_very_large_slide_has_larger_type(tmp_path: Path) -> None:
    deck: Any = Presentation(str(dark_wide(tmp_path / "t.pptx")))
    deck.slide_width, deck.slide_height = Inches(40), Inches(22.5)
    deck.save(str(tmp_path / "poster.pptx"))
    made = Deck(template=tmp_path / "poster.pptx")
    assert made.points(10) == Pt(30)
