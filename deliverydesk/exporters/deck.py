"""A PowerPoint deck of native objects: charts with their data inside, tables, shapes and words that can be
edited.

Places on a slide are given on a grid of 1280 by 720, whatever the paper; a unit is 9,525 EMU, so 16 units are
12 points. Importing this module costs a fifth of a second (python-pptx): import it when a deck is made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from deliverydesk.charts.format import shortened
from deliverydesk.charts.spec import ChartSpec, LegendEntry, Stroke
from deliverydesk.charts.table import TableData
from deliverydesk.exporters.text import clean, one_line
from deliverydesk.support.atomic import replacing
from deliverydesk.support.tokens import Tokens, load_tokens, mixed

UNIT = 9525
_TITLE_SIZES = ((60, 21.0), (80, 16.0), (170, 14.0), (240, 11.0))
"""The most characters of a title and its size in points."""
WIDE, TALL = 1280, 720
LEFT, RIGHT = 56.0, 1224.0
CONTENT_TOP, CONTENT_BOTTOM = 132.0, 660.0
Box = tuple[float, float, float, float]
"""left, top, right, bottom on the grid of 1280 by 720"""

_rgb: Any = RGBColor.from_string
_DASHES = {"dashed": MSO_LINE_DASH_STYLE.DASH, "dotted": MSO_LINE_DASH_STYLE.ROUND_DOT}
_ALIGN = {"left": PP_ALIGN.LEFT, "centre": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


def emu(units: float) -> Emu:
    """Units of the slide's grid as EMU."""
    return Emu(round(units * UNIT))


class Deck:
    """A new 16:9 deck in the light theme's colours. ``author`` and ``title`` go into the file's properties."""

    def __init__(self, title: str = "", author: str = "", tokens: Tokens | None = None) -> None:
        self.tokens = tokens or load_tokens("light")
        self.presentation = Presentation()
        _widen(self.presentation)
        _recolour(self.presentation, self.tokens)
        properties = self.presentation.core_properties
        properties.title, properties.author = one_line(title)[:255], one_line(author)[:255]
        properties.last_modified_by = properties.author

    def colour(self, role: str, tint: float = 1.0) -> Any:
        """The colour of a role as python-pptx wants it, ``tint`` of it mixed into the ground."""
        value = self.tokens.colour(role)
        value = value if tint >= 1 else mixed(value, self.tokens.colour("surface"), tint)
        return _rgb(value[1:])

    def add_slide(self, title: str, takeaway: str = "", source: str = "", page: str = "") -> DeckSlide:
        """A slide with its title placeholder filled, the takeaway line below and source and page line at the
        foot.
        """
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[5])
        slide.shapes.turbo_add_enabled = True
        made = DeckSlide(self, slide)
        made.dress(title, takeaway, source, page)
        return made

    def add_chart(self, spec: ChartSpec) -> DeckSlide:
        """A slide with ``spec`` as a native chart: its data opens with Edit Data, its alternative text is the
        chart's.
        """
        from deliverydesk.exporters.deckcharts import place_chart

        slide = self.add_slide(spec.title, spec.takeaway, spec.source)
        place_chart(slide, spec)
        return slide

    def add_table(self, table: TableData, takeaway: str = "", source: str = "", *, rows: int = 16) -> list[DeckSlide]:
        """Slides with ``table`` as native tables, ``rows`` to a slide, each saying which rows it shows."""
        from deliverydesk.exporters.decktable import place_tables

        return place_tables(self, table, takeaway, source, rows)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the deck beside ``path`` and rename it. Raises DeskError in one sentence."""
        with replacing(path) as fresh:
            self.presentation.save(str(fresh))


class DeckSlide:
    """One slide, and the shapes that can be put on it. Names show in PowerPoint's selection pane, ``alt`` is
    read out to those who cannot see; a shape without ``alt`` and without text is marked as decoration.
    """

    def __init__(self, deck: Deck, slide: Any) -> None:
        self.deck = deck
        self.slide = slide

    def dress(self, title: str, takeaway: str, source: str, page: str) -> None:
        """Fill the title placeholder, and write takeaway, source and page."""
        holder = self.slide.shapes.title
        title = one_line(title)
        holder.left, holder.top, holder.width, holder.height = emu(LEFT), emu(14), emu(RIGHT - LEFT), emu(62)
        title = shortened(title, 240)
        size = next(points for most, points in _TITLE_SIZES if len(title) <= most)
        self._write(holder.text_frame, title, "text", size, bold=True, align="left", anchor="bottom", wrap=True)
        if takeaway:
            self.text((LEFT, 78, RIGHT, 104), shortened(one_line(takeaway), 150), "text2", 12, name="Takeaway")
        if source or page:
            self.line((LEFT, 676), (RIGHT, 676), "line2", 0.75, name="Rule above the source")
        if source:
            self.text((LEFT, 682, RIGHT - 220, 702), shortened(one_line(source), 160), "text2", 9, name="Source")
        if page:
            self.text((RIGHT - 210, 682, RIGHT, 702), one_line(page), "text2", 9, align="right", name="Page")

    def rect(
        self,
        box: Box,
        fill: str | None = "surface",
        edge: str | None = None,
        *,
        tint: float = 1.0,
        edge_tint: float = 1.0,
        width: float = 0.75,
        stroke: Stroke = "solid",
        radius: float = 0.0,
        text: str = "",
        text_role: str = "text",
        points: float = 10.0,
        bold: bool = False,
        align: str = "left",
        name: str = "",
        alt: str = "",
    ) -> Any:
        """A rectangle, round at the corners by ``radius`` units, with words in it if ``text`` is given."""
        kind = MSO_SHAPE.ROUNDED_RECTANGLE if radius else MSO_SHAPE.RECTANGLE
        shape = self._shape(kind, box, fill, edge, tint, edge_tint, width, stroke)
        if radius:
            shape.adjustments[0] = min(radius / max(min(box[2] - box[0], box[3] - box[1]), 0.01), 0.5)
        if text:
            self._write(shape.text_frame, one_line(text), text_role, points, bold=bold, align=align, inset=6)
        return _named(shape, name or "Rectangle", alt, decorative=not text)

    def diamond(
        self, centre: tuple[float, float], radius: float, fill: str = "ink", *, name: str = "", alt: str = ""
    ) -> Any:
        """A diamond about ``centre``: a milestone of delivery."""
        shape = self._shape(MSO_SHAPE.DIAMOND, _about(centre, radius), fill, None, 1, 1, 0.75, "solid")
        return _named(shape, name or "Milestone", alt)

    def octagon(
        self, centre: tuple[float, float], radius: float, fill: str = "bad", *, name: str = "", alt: str = ""
    ) -> Any:
        """An octagon with a cross about ``centre``: something is broken."""
        shape = self._shape(MSO_SHAPE.OCTAGON, _about(centre, radius), fill, None, 1, 1, 0.75, "solid")
        x, y, arm = *centre, radius * 0.4
        for rise in (-arm, arm):
            self.line((x - arm, y - rise), (x + arm, y + rise), "surface", 1.25, name="Cross")
        return _named(shape, name or "Broken", alt)

    def disc(
        self,
        centre: tuple[float, float],
        radius: float,
        fill: str | None,
        edge: str | None = None,
        width: float = 1.25,
        *,
        name: str = "",
        alt: str = "",
    ) -> Any:
        """A disc or ring; a ring with a small disc in it is a milestone of an outcome."""
        shape = self._shape(MSO_SHAPE.OVAL, _about(centre, radius), fill, edge, 1, 1, width, "solid")
        return _named(shape, name or "Disc", alt)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        role: str = "text2",
        points: float = 1.0,
        stroke: Stroke = "solid",
        *,
        arrow: bool = False,
        name: str = "",
        alt: str = "",
    ) -> Any:
        """A straight line, with an arrow head at its end if asked."""
        return self._connector(MSO_CONNECTOR.STRAIGHT, start, end, role, points, stroke, arrow, name, alt)

    def elbow(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        role: str = "text2",
        points: float = 1.0,
        stroke: Stroke = "solid",
        *,
        from_shape: Any = None,
        to_shape: Any = None,
        bend: float = 0.5,
        name: str = "",
        alt: str = "",
    ) -> Any:
        """A connector with a right angle and an arrow head. Where both shapes are given it is glued to the
        right side of the first and the left side of the second, and follows them when they are moved.
        ``bend`` is the share of the way across at which it turns.
        """
        made = self._connector(MSO_CONNECTOR.ELBOW, start, end, role, points, stroke, True, name, alt)
        for adjustments in made._element.iter(qn("a:avLst")):  # noqa: SLF001 - connectors have no adjustments
            guide = {"name": "adj1", "fmla": f"val {round(bend * 100_000)}"}
            adjustments.append(adjustments.makeelement(qn("a:gd"), guide))
        if from_shape is not None and to_shape is not None:
            made.begin_connect(from_shape, 3)
            made.end_connect(to_shape, 1)
        return made

    def text(
        self,
        box: Box,
        words: str,
        role: str = "text",
        points: float = 10.0,
        *,
        bold: bool = False,
        align: str = "left",
        anchor: str = "middle",
        wrap: bool = False,
        name: str = "",
    ) -> Any:
        """Words in a box without margins; body text on a slide is not under 9 points."""
        shape = self.slide.shapes.add_textbox(emu(box[0]), emu(box[1]), emu(box[2] - box[0]), emu(box[3] - box[1]))
        self._write(shape.text_frame, clean(words), role, points, bold=bold, align=align, anchor=anchor, wrap=wrap)
        return _named(shape, name or one_line(words)[:40] or "Text", "")

    def legend(self, entries: Sequence[LegendEntry], top: float = 110.0) -> None:
        """Squares and names on one line from the left; what finds no room is left out."""
        left = LEFT
        for entry in entries:
            wide = 20 + 8.2 * len(entry.label)
            if left + wide > RIGHT:
                return
            self.rect((left, top + 3, left + 12, top + 15), entry.role, tint=entry.tint, name="Legend")
            self.text((left + 18, top, left + wide, top + 18), entry.label, "text2", 10, name="Legend")
            left += wide + 16

    def _shape(
        self,
        kind: Any,
        box: Box,
        fill: str | None,
        edge: str | None,
        tint: float,
        edge_tint: float,
        width: float,
        stroke: Stroke,
    ) -> Any:
        left, top, right, bottom = box
        shape = self.slide.shapes.add_shape(
            kind, emu(left), emu(top), emu(max(right - left, 0)), emu(max(bottom - top, 0))
        )
        _plain(shape)
        if fill is None:
            shape.fill.background()
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = self.deck.colour(fill, tint)
        if edge is None:
            shape.line.fill.background()
        else:
            self._stroke(shape.line, edge, width, stroke, edge_tint)
        return shape

    def _connector(
        self,
        kind: Any,
        start: tuple[float, float],
        end: tuple[float, float],
        role: str,
        points: float,
        stroke: Stroke,
        arrow: bool,
        name: str,
        alt: str,
    ) -> Any:
        made = self.slide.shapes.add_connector(kind, emu(start[0]), emu(start[1]), emu(end[0]), emu(end[1]))
        _plain(made)
        self._stroke(made.line, role, points, stroke)
        if arrow:
            head = made.line._get_or_add_ln()  # noqa: SLF001 - python-pptx has no name for arrow heads
            head.append(head.makeelement(qn("a:tailEnd"), {"type": "triangle", "w": "med", "len": "med"}))
        return _named(made, name or "Line", alt)

    def _stroke(self, line: Any, role: str, points: float, stroke: Stroke, tint: float = 1.0) -> None:
        line.color.rgb = self.deck.colour(role, tint)
        line.width = Pt(points)
        if stroke != "solid":
            line.dash_style = _DASHES[stroke]

    def _write(
        self,
        frame: Any,
        words: str,
        role: str,
        points: float,
        *,
        bold: bool = False,
        align: str = "left",
        anchor: str = "middle",
        wrap: bool = False,
        inset: float = 0.0,
    ) -> None:
        frame.word_wrap, frame.auto_size = wrap, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = emu(inset)
        frame.margin_top = frame.margin_bottom = emu(0)
        frame.vertical_anchor = _ANCHOR[anchor]
        paragraph = frame.paragraphs[0]
        paragraph.alignment = _ALIGN[align]
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = self.deck.colour(role)


def describe(shape: Any, name: str, alt: str) -> Any:
    """Give any shape or graphic frame its name and its alternative text."""
    return _named(shape, name, alt)


def _named(shape: Any, name: str, alt: str, *, decorative: bool = False) -> Any:
    shape.name = one_line(name)[:120]
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - python-pptx has no name for it
    if alt:
        properties.set("descr", clean(alt))
    elif decorative:
        _mark_decorative(properties)
    return shape


_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def _mark_decorative(properties: Any) -> None:
    extensions = properties.makeelement(qn("a:extLst"), {})
    one = extensions.makeelement(qn("a:ext"), {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    one.append(one.makeelement(f"{{{_DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": _DECORATIVE}))
    extensions.append(one)
    properties.append(extensions)


def _about(centre: tuple[float, float], radius: float) -> Box:
    return (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)


def _plain(shape: Any) -> None:
    """Take away the theme's shadow and effect that every new shape refers to."""
    for style in shape._element.findall(qn("p:style")):  # noqa: SLF001
        shape._element.remove(style)  # noqa: SLF001


def _widen(presentation: Any) -> None:
    """Make the deck 16:9, and the places on its master and layouts with it (the template is 4:3)."""
    old = presentation.slide_width
    presentation.slide_width, presentation.slide_height = emu(WIDE), emu(TALL)
    ratio = presentation.slide_width / old
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for place in sheet.element.iter(qn("a:off")):
            place.set("x", str(round(int(place.get("x")) * ratio)))
        for extent in sheet.element.iter(qn("a:ext")):
            if extent.get("cx") is not None:
                extent.set("cx", str(round(int(extent.get("cx")) * ratio)))


def _recolour(presentation: Any, tokens: Tokens) -> None:
    """Give the deck's theme the program's hues, so that what its owner adds later goes with the rest."""
    hues = {f"accent{number}": tokens.series[number - 1][1:] for number in range(1, 7)}
    hues["dk1"], hues["hlink"] = tokens.colour("text")[1:], tokens.colour("accentText")[1:]
    for relation in presentation.slide_master.part.rels.values():
        if not relation.reltype.endswith("/theme"):
            continue
        part = relation.target_part
        text = part.blob.decode("utf-8")
        for name, value in hues.items():
            text = re.sub(
                rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{value}"/>\g<2>', text, flags=re.DOTALL
            )
        part._blob = text.encode("utf-8")  # noqa: SLF001 - the theme is a part without a class of its own
