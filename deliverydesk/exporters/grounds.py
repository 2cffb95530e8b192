"""What a deck's slides look like before anything is on them: the theme's colours and the ground."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from deliverydesk.exporters.deckcolours import shaded
from deliverydesk.exporters.layouts import box_of, drawn_shapes

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFFICE = {
    "dk1": "#000000", "lt1": "#FFFFFF", "dk2": "#44546A", "lt2": "#E7E6E6", "accent1": "#4472C4", "accent2": "#ED7D31",
    "accent3": "#A5A5A5", "accent4": "#FFC000", "accent5": "#5B9BD5", "accent6": "#70AD47",
}  # fmt: skip
_SLIDE_NAMES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_COVERS = 0.9


def theme_colours(layout: Any) -> dict[str, str]:
    """The theme's colours by the names that slides use (tx1, bg1, tx2, bg2, accent1 to accent6), as "#RRGGBB"."""
    scheme = {**_OFFICE, **_scheme(layout.slide_master)}
    mapping = layout.element.find(f".//{qn('a:overrideClrMapping')}")
    if mapping is None:
        mapping = layout.slide_master.element.find(qn("p:clrMap"))
    names = dict(mapping.attrib) if mapping is not None else {}
    plain = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
    found = {name: scheme.get(names.get(name, held), scheme[held]) for name, held in plain.items()}
    accents = {f"accent{n}": scheme.get(names.get(f"accent{n}", f"accent{n}"), "#808080") for n in range(1, 7)}
    return {**found, **accents}


def _scheme(master: Any) -> dict[str, str]:
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    found = {}
    scheme = etree.fromstring(theme.blob).find(f".//{_A}clrScheme")
    for one in scheme if scheme is not None else ():
        value = _fixed(one[0]) if len(one) else ""
        if value:
            found[etree.QName(one).localname] = value
    return found


def _fixed(element: Any) -> str:
    """A colour that says itself what it is; empty for others."""
    value = element.get("lastClr") if element.tag == f"{_A}sysClr" else element.get("val")
    return f"#{value.upper()}" if value and len(value) == 6 and element.tag != f"{_A}schemeClr" else ""


def ground_of(layout: Any, theme: Mapping[str, str]) -> str:
    """The colour behind a slide of this layout: its background, or what layout and master lay over the whole of it. Of
    pictures and gradients it is the mean.
    """
    ground = ""
    for sheet in (layout, layout.slide_master):
        ground = _background(sheet, theme)
        if ground:
            break
    presentation = layout.part.package.presentation_part.presentation
    wide, high = presentation.slide_width, presentation.slide_height
    for shape in drawn_shapes(layout):
        box = box_of(shape)
        if box.width >= wide * _COVERS and box.height >= high * _COVERS:
            properties = shape.element.find(qn("p:spPr"))
            found = _fill(properties, shape.part, theme) if properties is not None else ""
            ground = found or _picture(shape.element, shape.part) or ground
    return ground or theme["bg1"]


def _background(sheet: Any, theme: Mapping[str, str]) -> str:
    background = sheet.element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
    if background is None:
        return ""
    properties = background.find(qn("p:bgPr"))
    if properties is not None:
        return _fill(properties, sheet.part, theme)
    reference = background.find(qn("p:bgRef"))
    return _colour(reference, theme) if reference is not None else ""


def _fill(holder: Any, part: Any, theme: Mapping[str, str]) -> str:
    solid = holder.find(f"{_A}solidFill")
    if solid is not None:
        return _colour(solid, theme)
    stops = [_colour(stop, theme) for stop in holder.findall(f"{_A}gradFill/{_A}gsLst/{_A}gs")]
    if any(stops):
        return _mean([stop for stop in stops if stop])
    return _picture(holder, part)


def _colour(holder: Any, theme: Mapping[str, str]) -> str:
    """The colour in a fill, its changes of luminance applied."""
    for element in holder:
        if not isinstance(element.tag, str):
            continue
        value = _fixed(element)
        if element.tag == f"{_A}schemeClr":
            name = element.get("val", "")
            value = theme.get(_SLIDE_NAMES.get(name, name), "")
        if value:
            mod, off = (element.find(f"{_A}{name}") for name in ("lumMod", "lumOff"))
            if off is not None:
                return shaded(value, int(off.get("val")) / 100_000)
            return shaded(value, int(mod.get("val")) / 100_000 - 1) if mod is not None else value
    return ""


def _picture(holder: Any, part: Any) -> str:
    """The mean colour of the picture that fills something; empty where there is none or it cannot be read."""
    blip = holder.find(f".//{_A}blip")
    if blip is None or blip.get(qn("r:embed")) is None:
        return ""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(part.related_part(blip.get(qn("r:embed"))).blob)) as image:
            red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
    except (KeyError, OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return ""
    return f"#{red:02X}{green:02X}{blue:02X}"


def _mean(values: list[str]) -> str:
    parts = [[int(value[place : place + 2], 16) for value in values] for place in (1, 3, 5)]
    return "#" + "".join(f"{round(sum(part) / len(part)):02X}" for part in parts)
