"""A PowerPoint deck of native objects: charts with their data inside, tables, shapes and words that can be
edited.

Places on a slide are given on a grid of 1280 by 720, whatever the paper; a unit is 9,525 EMU, so 16 units are
12 points. Importing this module costs a fifth of a second (python-pptx): import it when a deck is made.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from deliverydesk.charts.format import day
from deliverydesk.charts.spec import ChartSpec, LegendEntry, Stroke
from deliverydesk.charts.table import TableData
from deliverydesk.exporters.dressing import Dress, OwnDress, Room, TemplateDress, Words, points
from deliverydesk.exporters.naming import Tag, check_of, describe, put_tag
from deliverydesk.exporters.opening import open_deck
from deliverydesk.exporters.packed import add_to_last_section, drop_slide
from deliverydesk.exporters.text import clean, one_line
from deliverydesk.support.atomic import replacing
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.support.tokens import Tokens

Box = tuple[float, float, float, float]
"""left, top, right, bottom in units of the slide"""

_DASHES = {"dashed": MSO_LINE_DASH_STYLE.DASH, "dotted": MSO_LINE_DASH_STYLE.ROUND_DOT}
_ALIGN = {"left": PP_ALIGN.LEFT, "centre": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_FRAME = (
    f'<a:xfrm {nsdecls("a")}><a:off x="{{0}}" y="{{1}}"/><a:ext cx="{{2}}" cy="{{3}}"/>'
    '<a:chOff x="{0}" y="{1}"/><a:chExt cx="{2}" cy="{3}"/></a:xfrm>'
)
_ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


class Deck:
    """A deck being made: a new one of 16:9 in the light theme's colours or, given a ``template``, slides behind those
    of somebody's file in its own look. ``author`` and ``title`` go into the properties of a new file; ``footer`` and
    ``date`` into footers that the template leaves empty; ``dress`` is for a deck that is open already. Raises
    DeskError where the template cannot be used.
    """

    def __init__(
        self,
        title: str = "",
        author: str = "",
        tokens: Tokens | None = None,
        *,
        template: str | os.PathLike[str] | None = None,
        dress: Dress | None = None,
        footer: str = "",
        date: str | None = None,
    ) -> None:
        self._template = template
        new = template is None and dress is None
        self.dress = dress or (OwnDress(tokens) if template is None else TemplateDress(open_deck(template)))
        self.palette = self.dress.palette
        self.presentation = self.dress.presentation
        self.footer, self.date = footer or title, day(today()) if date is None else date
        if new:
            properties = self.presentation.core_properties
            properties.title, properties.author = one_line(title)[:255], one_line(author)[:255]
            properties.last_modified_by = properties.author

    def emu(self, units: float) -> Emu:
        """Units of the slide's grid as EMU."""
        return Emu(round(units * self.dress.unit))

    def points(self, size: float) -> Any:
        """A size of type as it is on this deck's slides."""
        return points(size, self.dress.unit)

    def room(self, words: Words) -> Room:
        """Where a slide with these words has room for its drawing."""
        return self.dress.room(words)

    def add_slide(self, title: str, takeaway: str = "", source: str = "", page: str = "") -> DeckSlide:
        """A slide with its title placeholder filled, the takeaway line below and source and page line at the
        foot.
        """
        slide = self.presentation.slides.add_slide(self.dress.layout)
        slide.shapes.turbo_add_enabled = True
        add_to_last_section(self.presentation)
        words = Words(title, takeaway, source, page)
        made = DeckSlide(self, slide, self.room(words))
        self.dress.put_on(made, words)
        return made

    def slide_of(self, slide: Any) -> DeckSlide:
        """A slide that is there already, to put shapes on."""
        return DeckSlide(self, slide, self.room(Words("", "Takeaway", "Source")))

    def drop(self, slide: Any) -> None:
        """Take a slide out again that was added."""
        drop_slide(self.presentation, slide)

    def add_chart(self, spec: ChartSpec) -> DeckSlide:
        """A slide with ``spec`` as a native chart: its data opens with Edit Data, its alternative text is the
        chart's.
        """
        from deliverydesk.exporters.deckcharts import place_chart

        slide = self.add_slide(spec.title, spec.takeaway, spec.source)
        place_chart(slide, spec)
        return slide

    def add_table(
        self, table: TableData, takeaway: str = "", source: str = "", *, rows: int | None = None
    ) -> list[DeckSlide]:
        """Slides with ``table`` as native tables, each saying which rows it shows: ``rows`` to a slide, or as many as
        there is room for.
        """
        from deliverydesk.exporters.decktable import place_tables

        return place_tables(self, table, takeaway, source, rows)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the deck beside ``path`` and rename it; never over the template. Raises DeskError in one sentence."""
        if self._template is not None and Path(path).exists() and Path(path).samefile(self._template):
            raise DeskError(tr("This is the template itself, which is never changed; choose another file name."))
        with replacing(path) as fresh:
            self.presentation.save(str(fresh))


class DeckSlide:
    """One slide, and the shapes that can be put on it. Names show in PowerPoint's selection pane, ``alt`` is
    read out to those who cannot see; a shape without ``alt`` and without text is marked as decoration.
    """

    def __init__(self, deck: Deck, slide: Any, room: Room) -> None:
        self.deck = deck
        self.slide = slide
        self.room = room
        """Where there is room for a drawing."""
        self.kept: list[tuple[Any, str, str]] = []
        """The parts that can be made anew: the shape, which part it is, and what was written into it."""
        self.emu = deck.emu

    def keep(self, shape: Any, part: str, written: str) -> None:
        """Note that ``shape`` is a part of the slide that can be made anew, and what was written into it."""
        self.kept.append((shape, part, written))

    def tag(self, key: str, page: int = 1, pages: int = 1) -> None:
        """Write into the names of the parts which export this is, so that the slide can be made anew later."""
        for shape, part, written in self.kept:
            put_tag(shape, Tag(key, page, pages, part, check_of(written)))

    def group(self, first: int, name: str, alt: str) -> Any:
        """One group of all shapes from the one at ``first`` on; it is a part that can be made anew."""
        shapes = list(self.slide.shapes)[first:]
        made = self.slide.shapes.add_group_shape()
        for shape in shapes:
            made._element.append(shape._element)  # noqa: SLF001 - adding them one by one measures all each time
        box = [self.emu(side) for side in self.room]
        extent = (min(s.left for s in shapes), min(s.top for s in shapes)) if shapes else (box[0], box[1])
        corner = (
            max((s.left + s.width for s in shapes), default=box[2]),
            max((s.top + s.height for s in shapes), default=box[3]),
        )
        size = (corner[0] - extent[0], corner[1] - extent[1])
        made._element.grpSpPr.append(parse_xml(_FRAME.format(*extent, *size)))  # noqa: SLF001
        self.keep(made, "drawing", "")
        return describe(made, name, alt)

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
            self.write(shape.text_frame, one_line(text), text_role, points, bold=bold, align=align, inset=6)
        return describe(shape, name or tr("Rectangle"), alt, decorative=not text)

    def diamond(
        self, centre: tuple[float, float], radius: float, fill: str = "ink", *, name: str = "", alt: str = ""
    ) -> Any:
        """A diamond about ``centre``: a milestone of delivery."""
        shape = self._shape(MSO_SHAPE.DIAMOND, _about(centre, radius), fill, None, 1, 1, 0.75, "solid")
        return describe(shape, name or tr("Milestone"), alt)

    def octagon(
        self, centre: tuple[float, float], radius: float, fill: str = "bad", *, name: str = "", alt: str = ""
    ) -> Any:
        """An octagon with a cross about ``centre``: something is broken."""
        shape = self._shape(MSO_SHAPE.OCTAGON, _about(centre, radius), fill, None, 1, 1, 0.75, "solid")
        x, y, arm = *centre, radius * 0.4
        for rise in (-arm, arm):
            self.line((x - arm, y - rise), (x + arm, y + rise), "surface", 1.25, name=trc("shape", "Cross"))
        return describe(shape, name or trc("shape", "Broken"), alt)

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
        return describe(shape, name or tr("Disc"), alt)

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
        shape = self.slide.shapes.add_textbox(*self._place(box))
        self.write(shape.text_frame, clean(words), role, points, bold=bold, align=align, anchor=anchor, wrap=wrap)
        return describe(shape, name or one_line(words)[:40] or trc("shape", "Text"), "")

    def legend(self, entries: Sequence[LegendEntry]) -> None:
        """Squares and names on one line above the drawing, from the left; what finds no room is left out."""
        left, top = self.room.left, self.room.top - 22
        for entry in entries:
            wide = 20 + 8.2 * len(entry.label)
            if left + wide > self.room.right:
                return
            self.rect((left, top + 3, left + 12, top + 15), entry.role, tint=entry.tint, name=tr("Legend"))
            self.text((left + 18, top, left + wide, top + 18), entry.label, "text2", 10, name=tr("Legend"))
            left += wide + 16

    def _place(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """left, top, width and height"""
        left, top, right, bottom = box
        return self.emu(left), self.emu(top), self.emu(max(right - left, 0)), self.emu(max(bottom - top, 0))

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
        shape = self.slide.shapes.add_shape(kind, *self._place(box))
        _plain(shape)
        if fill is None:
            shape.fill.background()
        else:
            shape.fill.solid()
            self.deck.palette.paint(shape.fill.fore_color, fill, tint)
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
        made = self.slide.shapes.add_connector(kind, *map(self.emu, (*start, *end)))
        _plain(made)
        self._stroke(made.line, role, points, stroke)
        if arrow:
            head = made.line._get_or_add_ln()  # noqa: SLF001 - python-pptx has no name for arrow heads
            head.append(head.makeelement(qn("a:tailEnd"), {"type": "triangle", "w": "med", "len": "med"}))
        return describe(made, name or tr("Line"), alt)

    def _stroke(self, line: Any, role: str, points: float, stroke: Stroke, tint: float = 1.0) -> None:
        self.deck.palette.paint(line.color, role, tint)
        line.width = Pt(points)
        if stroke != "solid":
            line.dash_style = _DASHES[stroke]

    def write(
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
        """Words into an empty text frame."""
        frame.word_wrap, frame.auto_size = wrap, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = self.emu(inset)
        frame.margin_top = frame.margin_bottom = self.emu(0)
        frame.vertical_anchor = _ANCHOR[anchor]
        paragraph = frame.paragraphs[0]
        paragraph.alignment = _ALIGN[align]
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold = self.deck.points(points), bold
        self.deck.palette.paint(run.font.color, role)


def _about(centre: tuple[float, float], radius: float) -> Box:
    return (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)


def _plain(shape: Any) -> None:
    """Take away the theme's shadow and effect that every new shape refers to."""
    for style in shape._element.findall(qn("p:style")):  # noqa: SLF001
        shape._element.remove(style)  # noqa: SLF001
