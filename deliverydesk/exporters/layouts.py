"""Somebody's slide layouts: which one takes a chart, and where on it there is room.

Places are EMU here, as the file has them. What a layout is for is told by its placeholders first, by its type and its
name (in several languages) after that; a deck whose masters have no title at all still gets its slides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.oxml.ns import qn

from deliverydesk.support.language import tr

_TITLES = (KIND.TITLE, KIND.CENTER_TITLE)
_FOOTERS = (KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER)
_TEXTS = (KIND.SUBTITLE, KIND.BODY)
_CONTENTS = (KIND.OBJECT, KIND.BODY, KIND.CHART, KIND.TABLE)
_TITLE_ONLY = re.compile(
    r"title only|only title|nur titel|titre seul|s[oó]lo (el )?t[ií]tulo|(somente|apenas) t[ií]tulo|solo titolo"
    r"|alleen titel|endast rubrik|bare tittel|kun titel|vain otsikko|tylko tytu[łl]|jen nadpis|только заголовок"
    r"|タイトルのみ|仅标题|只有標題",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"section|abschnitt|cover|closing|thank|quote|zitat|agenda|chapter|kapitel|secci|se[çc][ãa]o|end ?slide|ende|danke"
    r"|portada|capa|titelfolie|title slide",
    re.IGNORECASE,
)
_GAP = 90_000
_LEAST_SHARE = 0.45
"""Of a slide's height; where a layout leaves less to its content, its title is made smaller."""


class Box(NamedTuple):
    """left, top, right, bottom in EMU"""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """How wide."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How high."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Chosen:
    """A layout and its parts: the index of its title's placeholder and of one for a line under it, None where there is
    none, and the box in which there is room for a drawing.
    """

    layout: Any
    title: int | None
    line: int | None
    title_box: Box
    room: Box
    shrink_title: bool = False


def choose(presentation: Any) -> Chosen:
    """The layout that fits a title and a drawing best."""
    size = Box(0, 0, presentation.slide_width, presentation.slide_height)
    used = Counter(slide.slide_layout.slide_master.part.partname for slide in presentation.slides)
    found = [
        (_merit(layout, size) + (0.5 if used[master.part.partname] else 0.0), -place, layout)
        for master in presentation.slide_masters
        for place, layout in enumerate(master.slide_layouts)
    ]
    layout = max(found, key=lambda one: (one[0], one[1]))[2] if found else None
    if layout is None:
        from deliverydesk.support.errors import DeskError

        raise DeskError(tr("This PowerPoint file has no slide layouts; choose another one."))
    return _parts(layout, size)


def placeholders(layout: Any, kinds: tuple[Any, ...]) -> list[Any]:
    """The placeholders of these kinds, from the top down."""
    found = [shape for shape in layout.placeholders if shape.placeholder_format.type in kinds]
    return sorted(found, key=lambda shape: (box_of(shape).top, box_of(shape).left))


def box_of(shape: Any) -> Box:
    """Where a shape lies; a placeholder asks its master where it does not say."""
    left, top, width, height = (getattr(shape, side) or 0 for side in ("left", "top", "width", "height"))
    return Box(left, top, left + width, top + height)


def _merit(layout: Any, size: Box) -> float:
    titles = placeholders(layout, _TITLES)
    contents = placeholders(layout, (*_CONTENTS, KIND.SUBTITLE, KIND.PICTURE, KIND.MEDIA_CLIP, KIND.ORG_CHART))
    large = [shape for shape in contents if not _is_line(shape, titles, size)]
    merit = 0.0
    kind = layout.element.get("type", "")
    if titles:
        box = box_of(titles[0])
        merit += 10 if titles[0].placeholder_format.type == KIND.TITLE else 4
        merit -= 4 if box.top > size.height * 0.35 else 0
        merit -= 4 if box.height > size.height * 0.4 or box.width < size.width * 0.3 else 0
        merit -= 6 if titles[0].element.xpath(".//a:bodyPr[@vert and @vert!='horz']") else 0
    merit += 5 if kind == "titleOnly" or _TITLE_ONLY.search(layout.name or "") else 0
    merit -= 6 if kind in ("title", "secHead") or _OPENING.search(layout.name or "") else 0
    merit -= 1.5 * max(len(large) - 1, 0) + (1.0 if large else 0.0)
    return merit - 2.0 * len([shape for shape in contents if shape.placeholder_format.type == KIND.PICTURE])


def _is_line(shape: Any, titles: list[Any], size: Box) -> bool:
    """Whether a placeholder is one for a line of words under the title."""
    box = box_of(shape)
    below = not titles or box.top >= box_of(titles[0]).top
    low = box.height <= size.height * 0.16 and box.width >= size.width * 0.3
    return shape.placeholder_format.type in _TEXTS and below and low and box.top < size.height * 0.4


def _parts(layout: Any, size: Box) -> Chosen:
    titles = placeholders(layout, _TITLES)
    lines = [shape for shape in placeholders(layout, _TEXTS) if _is_line(shape, titles, size)]
    margin = round(size.width * 0.044)
    free = _free(layout, size, titles)
    if titles:
        title_box = box_of(titles[0])
    else:
        title_box = Box(
            free.left + margin, free.top + _GAP * 2, free.right - margin, free.top + round(size.height * 0.1)
        )
    under = box_of(lines[0]) if lines else title_box
    left, right = _sides(title_box, free, margin, size)
    top, bottom = max(under.bottom, title_box.bottom) + _GAP, free.bottom
    if title_box.top > size.height * 0.55:
        top, bottom = free.top + _GAP, min(bottom, title_box.top) - _GAP
    top, bottom, left, right = _within_content(layout, titles, size, Box(left, top, right, bottom))
    shrink = bottom - top < size.height * _LEAST_SHARE
    if shrink:
        high = round(size.height * 0.12)
        title_top = min(title_box.top, free.top + round(size.height * 0.06))
        title_box = Box(title_box.left, title_top, title_box.right, title_top + high)
        top, bottom = title_box.bottom + _GAP, max(free.bottom, title_box.bottom + round(size.height * _LEAST_SHARE))
        lines = []
    title = titles[0].placeholder_format.idx if titles else None
    line = lines[0].placeholder_format.idx if lines else None
    return Chosen(layout, title, line, title_box, Box(left, top, right, min(bottom, size.bottom)), shrink)


def _sides(title: Box, free: Box, margin: int, size: Box) -> tuple[int, int]:
    """The left of the title and as much at the right, where that leaves enough."""
    left = max(title.left, free.left)
    right = min(max(title.right, size.width - left), free.right - margin // 2)
    if right - left < size.width * 0.55:
        left, right = max(free.left, 0) + margin, free.right - margin
    return left, right


def _within_content(layout: Any, titles: list[Any], size: Box, box: Box) -> tuple[int, int, int, int]:
    """The box narrowed to where the layout has its content, if it has one of some size."""
    large = [
        box_of(shape)
        for shape in placeholders(layout, _CONTENTS)
        if not _is_line(shape, titles, size) and box_of(shape).height > size.height * 0.3
    ]
    if not large:
        return box.top, box.bottom, box.left, box.right
    left, right = min(one.left for one in large), max(one.right for one in large)
    top, bottom = min(one.top for one in large), max(one.bottom for one in large)
    if right - left < size.width * 0.55 or bottom - top < size.height * _LEAST_SHARE:
        return box.top, box.bottom, box.left, box.right
    return max(box.top, top), min(box.bottom, bottom), left, right


def _free(layout: Any, size: Box, titles: list[Any]) -> Box:
    """The slide without its footers and without the bands, logos and lines that layout and master draw at its edges."""
    left, top, right, bottom = 0, 0, size.width, size.height
    for box in [*(box_of(shape) for shape in footers(layout)), *drawn_boxes(layout)]:
        if box.width > size.width * 0.9 and box.height > size.height * 0.9:
            continue
        wide, tall = box.width > size.width * 0.4, box.height > size.height * 0.5
        if box.top > size.height * 0.6:
            bottom = min(bottom, box.top)
        elif wide and box.bottom < size.height * 0.3 and not any(box.bottom > box_of(one).top for one in titles):
            top = max(top, box.bottom)
        elif tall and box.right < size.width * 0.25:
            left = max(left, box.right)
        elif tall and box.left > size.width * 0.75:
            right = min(right, box.left)
    if bottom == size.height:
        bottom = round(size.height * 0.96)
    return Box(left, top, right, bottom - _GAP)


def footers(layout: Any) -> list[Any]:
    """The placeholders for date, footer and slide number that the layout has and shows."""
    element = layout.element
    marks = element.find(qn("p:hf"))
    if marks is None:
        marks = layout.slide_master.element.find(qn("p:hf"))
    off = {name for name in ("dt", "ftr", "sldNum") if marks is not None and marks.get(name) in ("0", "false")}
    names = {KIND.DATE: "dt", KIND.FOOTER: "ftr", KIND.SLIDE_NUMBER: "sldNum"}
    return [shape for shape in placeholders(layout, _FOOTERS) if names[shape.placeholder_format.type] not in off]


def drawn_shapes(layout: Any) -> Iterator[Any]:
    """What layout and master draw on every slide, from the back."""
    if layout.element.get("showMasterSp") not in ("0", "false"):
        yield from (shape for shape in layout.slide_master.shapes if not shape.is_placeholder)
    yield from (shape for shape in layout.shapes if not shape.is_placeholder)


def drawn_boxes(layout: Any) -> list[Box]:
    """Where these lie."""
    return [box_of(shape) for shape in drawn_shapes(layout)]
