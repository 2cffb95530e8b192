"""Three decks as unlike each other as those of three companies: made with python-pptx and edits of its XML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

_DARK = {"dk1": "0B1F33", "lt1": "F7F4EC", "dk2": "12304D", "lt2": "D8E2EA", "accent1": "00C2A8", "accent2": "FFB400"}
_NAMES = ("Titelfolie", "Titel und Inhalt", "Abschnitt", "Zwei Spalten", "Vergleich", "Nur Überschrift", "Leer")


def dark_wide(path: Path) -> Path:
    """16:9, dark: light and dark are exchanged by the master's colour map; own fonts; two slides in a section; a line
    for a subtitle under the title; footers on the layout.
    """
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    _stretch(deck, 13.333 / 10)
    master = deck.slide_master
    _theme(master, _DARK, "Georgia", "DejaVu Sans")
    for name, value in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        master.element.find(qn("p:clrMap")).set(name, value)
    only = deck.slide_layouts[5]
    title = only.placeholders[0]
    title.left, title.top, title.width, title.height = Inches(0.6), Inches(0.35), Inches(11), Inches(0.8)
    title.element.find(qn("p:txBody")).find(qn("a:lstStyle")).append(
        parse_xml(f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="2800" b="1"/></a:lvl1pPr>')
    )
    only.shapes._spTree.append(_placeholder("body", 13, "Subtitle line", (0.6, 1.15, 11.0, 0.45)))  # noqa: SLF001
    _fill_slides(deck, 2)
    _sections(deck)
    deck.save(str(path))
    return path


def other_language(path: Path) -> Path:
    """4:3, layouts with names in German and without types, the title at the right of a bar, no master footers shown."""
    deck: Any = Presentation()
    colours = {"dk1": "222222", "accent1": "B00020", "accent2": "006064"}
    _theme(deck.slide_master, colours, "DejaVu Serif", "DejaVu Sans")
    for layout, name in zip(deck.slide_layouts, _NAMES, strict=False):
        layout.name = name
        layout.element.attrib.pop("type", None)
    bar = deck.slide_master.shapes._spTree  # noqa: SLF001
    bar.insert(2, _band("Side bar", (0, 0, 0.7, 7.5), "B00020"))
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for holder in sheet.placeholders:
            if holder.placeholder_format.type in (1, 3):
                holder.left, holder.width, holder.top, holder.height = Inches(1), Inches(8.4), Inches(0.3), Inches(1)
    _fill_slides(deck, 1)
    deck.save(str(path))
    return path


def bare(path: Path) -> Path:
    """16:9 of 10 by 5.6 inches, no placeholder on any layout, and a footer band a quarter of the slide high."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Emu(9144000), Emu(5143500)
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for holder in list(sheet.placeholders):
            holder.element.getparent().remove(holder.element)
    deck.slide_master.shapes._spTree.append(_band("Foot", (0, 4.4, 10, 1.23), "1F4E79"))  # noqa: SLF001
    deck.save(str(path))
    return path


TEMPLATES = {"dark-wide": dark_wide, "other-language": other_language, "bare": bare}


def _stretch(deck: Any, ratio: float) -> None:
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for place in sheet.element.iter(qn("a:off")):
            place.set("x", str(round(int(place.get("x")) * ratio)))
        for extent in sheet.element.iter(qn("a:ext")):
            if extent.get("cx") is not None:
                extent.set("cx", str(round(int(extent.get("cx")) * ratio)))


def _theme(master: Any, colours: dict[str, str], major: str, minor: str) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    for name, value in colours.items():
        holder = next(theme.iter(qn(f"a:{name}")))
        for old in list(holder):
            holder.remove(old)
        holder.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{value}"/>'))
    for which, face in (("majorFont", major), ("minorFont", minor)):
        next(theme.iter(qn(f"a:{which}"))).find(qn("a:latin")).set("typeface", face)
    from lxml import etree

    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def _placeholder(kind: str, index: int, words: str, box: tuple[float, float, float, float]) -> Any:
    left, top, wide, high = (round(side * 914400) for side in box)
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{90 + index}" name="{words}"/><p:cNvSpPr/>'
        f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="1600"/></a:lvl1pPr></a:lstStyle>'
        f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _band(name: str, box: tuple[float, float, float, float], colour: str) -> Any:
    left, top, wide, high = (round(side * 914400) for side in box)
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="77" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f"</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _fill_slides(deck: Any, count: int) -> None:
    for number in range(count):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Our own slide {number + 1}"
        slide.placeholders[1].text_frame.text = "Stays as it is"
        slide.placeholders[1].text_frame.paragraphs[0].runs[0].font.size = Pt(20)


def _sections(deck: Any) -> None:
    ids = [one.get("id") for one in deck.slides._sldIdLst]  # noqa: SLF001
    listed = "".join(f'<p14:sldId id="{one}"/>' for one in ids)
    deck.element.append(
        parse_xml(
            f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst '
            'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="Ours" '
            f'id="{{11111111-2222-3333-4444-555555555555}}"><p14:sldIdLst>{listed}</p14:sldIdLst></p14:section>'
            "</p14:sectionLst></p:ext></p:extLst>"
        )
    )
