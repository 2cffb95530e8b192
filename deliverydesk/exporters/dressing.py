"""What every slide has beside its drawing: title, takeaway, source and page, in a new deck and in somebody's own."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pptx.oxml.ns import qn
from pptx.util import Pt

from deliverydesk.charts.format import shortened
from deliverydesk.exporters.blank import TITLE_ONLY, UNIT, WIDE, blank_deck
from deliverydesk.exporters.deckcolours import Palette, ThemePalette
from deliverydesk.exporters.grounds import ground_of, theme_colours
from deliverydesk.exporters.layouts import Box, Chosen, box_of, choose, footers
from deliverydesk.exporters.text import clean, one_line
from deliverydesk.exporters.widths import lines_needed
from deliverydesk.support.language import tr, trc
from deliverydesk.support.tokens import Tokens, load_tokens

if TYPE_CHECKING:
    from deliverydesk.exporters.deck import DeckSlide

_TITLE_SIZES = ((60, 21.0), (80, 16.0), (170, 14.0), (240, 11.0))
"""The most characters of a title and its size in points."""
_MOST_TITLE, _MOST_TAKEAWAY, _MOST_SOURCE = 240, 150, 160
_OWN_TITLE, _LEAST_POINTS = 24.0, 12.0
"""A title's size where there is no placeholder, and the least size that titles and takeaways shrink to."""
EMU_TO_POINT = 12700
_LINE, _LEGEND, _FOOT = 26.0, 24.0, 24.0
"""The heights of a takeaway, of the legend under it, and of the source line."""
_TALL = 720
_PROMPTS = ("", "footer", "<footer>", "fußzeile", "<fußzeile>")
"""What stands in a footer that nobody has written into; LibreOffice leaves the word itself."""


class Room(NamedTuple):
    """Where a slide has room for its drawing, in units: left, top, right, bottom. A legend may stand in the 22 units
    above it.
    """

    left: float
    top: float
    right: float
    bottom: float


class Words(NamedTuple):
    """What is written on a slide beside its drawing."""

    title: str
    takeaway: str = ""
    source: str = ""
    page: str = ""


class Dress(Protocol):
    """How the slides of a deck are made and dressed."""

    presentation: Any
    palette: Palette
    unit: float
    """EMU to a unit; 9,525 on slides of the usual size, more on larger ones."""
    layout: Any

    def room(self, words: Words) -> Room:
        """Where a slide with these words has room for its drawing."""
        ...

    def put_on(self, slide: DeckSlide, words: Words) -> None:
        """Write title, takeaway, source and page."""
        ...


class OwnDress:
    """The dress of a new deck, or of a ``presentation`` that was made as one."""

    unit = float(UNIT)

    def __init__(self, tokens: Tokens | None = None, presentation: Any = None) -> None:
        tokens = tokens or load_tokens("light")
        self.palette = Palette(tokens)
        self.presentation = presentation if presentation is not None else blank_deck(tokens)
        self.layout = self.presentation.slide_layouts[TITLE_ONLY]

    def room(self, words: Words) -> Room:
        """The same on every slide."""
        del words
        return Room(56.0, 132.0, WIDE - 56.0, 660.0)

    def put_on(self, slide: DeckSlide, words: Words) -> None:
        """Title, takeaway below it, and source and page under a rule at the foot."""
        left, right = 56.0, WIDE - 56.0
        holder = slide.slide.shapes.title
        box = (left, 14.0, right, 76.0)
        holder.left, holder.top = slide.emu(box[0]), slide.emu(box[1])
        holder.width, holder.height = slide.emu(box[2] - box[0]), slide.emu(box[3] - box[1])
        title = shortened(one_line(words.title), _MOST_TITLE)
        size = next(points for most, points in _TITLE_SIZES if len(title) <= most)
        slide.write(holder.text_frame, title, "text", size, bold=True, align="left", anchor="bottom", wrap=True)
        slide.keep(holder, "title", title)
        _takeaway(slide, (left, 78, right, 104), words.takeaway)
        if words.source or words.page:
            slide.line((left, 676), (right, 676), "line2", 0.75, name=tr("Rule above the source"))
        _foot(slide, (left, 682, right, 702), words)


class TemplateDress:
    """The dress of somebody's deck: its layout, its placeholders, its theme. Slides are added behind those it has."""

    def __init__(self, presentation: Any) -> None:
        self.presentation = presentation
        self._parts: Chosen = choose(self.presentation)
        self.layout = self._parts.layout
        theme = theme_colours(self.layout)
        ground = ground_of(self.layout, theme)
        self.palette: Palette = ThemePalette(theme, ground, load_tokens("light"), load_tokens("dark"))
        wide, high = self.presentation.slide_width, self.presentation.slide_height
        self.unit = UNIT * max(1.0, min(wide / (WIDE * UNIT), high / (_TALL * UNIT)))

    def room(self, words: Words) -> Room:
        """What the layout leaves, without a line for the takeaway where it has none, and one for the source."""
        left, top, right, bottom = (side / self.unit for side in self._parts.room)
        top += _LINE if words.takeaway and self._parts.line is None else 0
        bottom -= _FOOT if words.source or words.page else 0
        return Room(left, top + _LEGEND, right, bottom)

    def put_on(self, slide: DeckSlide, words: Words) -> None:
        """Title and takeaway go into the layout's placeholders where it has them; the other ones go."""
        parts, holders = self._parts, {one.placeholder_format.idx: one for one in slide.slide.placeholders}
        _copy_colour_mapping(self.layout, slide.slide)
        kept = {index for index in (parts.title, parts.line) if index is not None}
        for index, holder in holders.items():
            if index not in kept or (index == parts.line and not words.takeaway):
                holder.element.getparent().remove(holder.element)
        self._title(slide, holders.get(-1 if parts.title is None else parts.title), words.title)
        self._line(slide, holders.get(-1 if parts.line is None else parts.line), words.takeaway)
        self._footers(slide)
        left, _, right, bottom = (side / self.unit for side in parts.room)
        _foot(slide, (left, bottom - 18, right, bottom), words)

    def _title(self, slide: DeckSlide, holder: Any, words: str) -> None:
        title, box = shortened(one_line(words), _MOST_TITLE), self._parts.title_box
        if holder is None:
            place = tuple(side / self.unit for side in box)
            usual = _OWN_TITLE * self.unit / UNIT
            size = _fitting(title, usual, box) * UNIT / self.unit
            made = slide.text(place, title, "text", size, bold=True, anchor="bottom", wrap=True, name=tr("Title"))
            _set_font(made, "+mj-lt")
            slide.keep(made, "title", title)
            return
        if self._parts.shrink_title:
            holder.left, holder.top, holder.width, holder.height = box.left, box.top, box.width, box.height
        _fill(holder, title, _points_of(self.layout, holder, ("title", "ctrTitle"), 44.0), box)
        slide.keep(holder, "title", title)

    def _line(self, slide: DeckSlide, holder: Any, words: str) -> None:
        if not words:
            return
        words = shortened(one_line(words), _MOST_TAKEAWAY)
        if holder is not None:
            _fill(holder, words, _points_of(self.layout, holder, ("body", "subTitle"), 18.0), box_of(holder))
            slide.keep(holder, "takeaway", words)
            return
        left, top, right, _ = (side / self.unit for side in self._parts.room)
        _takeaway(slide, (left, top, right, top + _LINE - 2), words)

    def _footers(self, slide: DeckSlide) -> None:
        """Date, footer and slide number, which a new slide does not take from its layout by itself."""
        for shape in footers(self.layout):
            element = deepcopy(shape.element)
            slide.slide.shapes._spTree.append(element)  # noqa: SLF001 - python-pptx adds no such placeholders
            element.nvSpPr.cNvPr.set("id", str(slide.slide.shapes._next_shape_id))  # noqa: SLF001
            for inherited in list(element.spPr):
                element.spPr.remove(inherited)
            kind = element.xpath(".//p:ph/@type")[0]
            written = "".join(element.xpath(".//a:t/text()")).strip()
            if kind == "ftr" and written.casefold() in _PROMPTS:
                _set_words(element, slide.deck.footer)
            elif kind == "dt":
                fields = element.xpath(".//a:fld/a:t")
                if fields:
                    fields[0].text = slide.deck.date
                else:
                    _set_words(element, slide.deck.date)
                holder = next(one for one in slide.slide.placeholders if one.element is element)
                slide.keep(holder, "date", slide.deck.date)


def _takeaway(slide: DeckSlide, box: tuple[float, float, float, float], words: str) -> None:
    if words:
        words = shortened(one_line(words), _MOST_TAKEAWAY)
        slide.keep(slide.text(box, words, "text2", 12, name=tr("Takeaway")), "takeaway", words)


def _foot(slide: DeckSlide, box: tuple[float, float, float, float], words: Words) -> None:
    left, top, right, bottom = box
    if words.source:
        source = shortened(one_line(words.source), _MOST_SOURCE)
        room = right - 220 if words.page else right
        slide.keep(
            slide.text((left, top, room, bottom), source, "text2", 9, name=trc("of a slide", "Source")),
            "source",
            source,
        )
    if words.page:
        page = one_line(words.page)
        made = slide.text((right - 210, top, right, bottom), page, "text2", 9, align="right", name=tr("Page"))
        slide.keep(made, "page", page)


def _fill(holder: Any, words: str, usual: float, box: Box) -> None:
    """Words into a placeholder, in its own size, or in a smaller one where they would not fit."""
    holder.text_frame.text = words
    size = _fitting(words, usual, box)
    if size < usual:
        holder.text_frame.paragraphs[0].runs[0].font.size = Pt(size)


def _fitting(words: str, usual: float, box: Box) -> float:
    """The size, at most the usual one and at least the least, in which words fit into a box."""
    size, wide, high = usual, box.width / EMU_TO_POINT, box.height / EMU_TO_POINT
    while size > _LEAST_POINTS and lines_needed(words, size, wide) * size * 1.2 > high:
        size -= 1
    return max(size, min(usual, _LEAST_POINTS))


def _points_of(layout: Any, holder: Any, kinds: tuple[str, ...], usual: float) -> float:
    """The size in which the layout writes a placeholder: its own, its master's, or PowerPoint's."""
    master, index = layout.slide_master.element, holder.placeholder_format.idx
    typed = " or ".join(f"@type='{kind}'" for kind in kinds)
    style = "titleStyle" if "title" in kinds else "bodyStyle"
    paths = (
        (layout.element, f".//p:sp[p:nvSpPr/p:nvPr/p:ph[not(@idx) or @idx='{index}'][{typed}]]//a:lstStyle/a:lvl1pPr"),
        (master, f".//p:sp[p:nvSpPr/p:nvPr/p:ph[{typed}]]//a:lstStyle/a:lvl1pPr"),
        (master, f".//p:{style}/a:lvl1pPr"),
    )
    found = (size for element, path in paths for size in element.xpath(f"{path}/a:defRPr/@sz"))
    return int(next(found, usual * 100)) / 100


def _copy_colour_mapping(layout: Any, slide: Any) -> None:
    """A layout that exchanges light and dark does so for its own slides only where they say it too."""
    own = layout.element.find(qn("p:clrMapOvr"))
    if own is not None and own.find(qn("a:overrideClrMapping")) is not None:
        made = slide.element.find(qn("p:clrMapOvr"))
        if made is not None:
            made.getparent().replace(made, deepcopy(own))


def _set_font(shape: Any, typeface: str) -> None:
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.name = typeface


def _set_words(element: Any, words: str) -> None:
    """Put words into the first paragraph of a copied placeholder."""
    paragraph = element.find(f"{qn('p:txBody')}/{qn('a:p')}")
    if paragraph is None or not words:
        return
    for part in paragraph.xpath("a:r|a:fld|a:br"):
        paragraph.remove(part)
    run = paragraph.makeelement(qn("a:r"), {})
    text = run.makeelement(qn("a:t"), {})
    text.text = clean(one_line(words))
    run.append(text)
    end = paragraph.find(qn("a:endParaRPr"))
    if end is not None:
        end.addprevious(run)
    else:
        paragraph.append(run)


def points(size: float, unit: float) -> Any:
    """A size of type, larger on slides that are larger than usual."""
    return Pt(round(size * unit / UNIT * 2) / 2)
