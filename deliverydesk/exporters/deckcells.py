"""Heat maps as native PowerPoint tables: a coloured cell with its figure for every place, edited like any table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn

from deliverydesk.charts.format import number, shortened
from deliverydesk.exporters.naming import describe
from deliverydesk.exporters.text import one_line
from deliverydesk.support.language import tr
from deliverydesk.support.tokens import contrast

if TYPE_CHECKING:
    from deliverydesk.charts.spec import ChartSpec, Series
    from deliverydesk.exporters.deck import DeckSlide

_NAMES = 150.0
_ROW = 40.0
_LEAST = 20.0
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def place_cells(slide: DeckSlide, spec: ChartSpec, cells: Series) -> Any:
    """Put the heat map on a slide, with its legend, and return the table. Rows beyond the foot are told, not drawn."""
    slide.legend(spec.legend)
    place, emu = slide.room, slide.emu
    wide, room = place.right - place.left, place.bottom - place.top
    names, heads = spec.y.categories, spec.x.categories
    shown = min(len(names), int(room // _LEAST) - 1)
    if shown < len(names):
        words = tr("The first {shown} of {count} rows", shown=number(shown, 0), count=number(len(names), 0))
        box = (place.left, place.bottom, place.right, place.bottom + 14)
        slide.text(box, words, "text2", 9, name=tr("Rows left out"))
    tall = min(room / (shown + 1), _ROW)
    frame = slide.slide.shapes.add_table(
        shown + 1, len(heads) + 1, emu(place.left), emu(place.top), emu(wide), emu(tall * (shown + 1))
    )
    describe(frame, tr("Chart: {title}", title=spec.title), spec.alt)
    table = frame.table
    table.horz_banding = False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001 - python-pptx has no table styles
    table.columns[0].width = emu(_NAMES)
    for column in range(len(heads)):
        table.columns[column + 1].width = emu((wide - _NAMES) / max(len(heads), 1))
    for row in range(shown + 1):
        table.rows[row].height = emu(tall)
    _write(slide, table.cell(0, 0), spec.x.title, "text2", align=1)
    for column, words in enumerate(heads, start=1):
        _write(slide, table.cell(0, column), words, "text2")
    for row in range(shown):
        _write(slide, table.cell(row + 1, 0), shortened(one_line(names[row]), 24), "text", align=1)
    for at, (x, y) in enumerate(zip(cells.xs, cells.ys, strict=True)):
        if y is not None and y < shown:
            role = cells.roles[at]
            over = role == "overBg"
            cell = table.cell(int(y) + 1, int(x) + 1)
            _write(slide, cell, cells.labels[at], "bad" if over else _ink_on(slide, role), role, bold=over)
    return frame


def _write(
    slide: DeckSlide, cell: Any, words: str, role: str, fill: str = "", *, bold: bool = False, align: int = 2
) -> None:
    cell.text = one_line(words)
    emu, palette = slide.emu, slide.deck.palette
    cell.margin_top = cell.margin_bottom = emu(1)
    cell.margin_left, cell.margin_right = emu(8 if align == 1 else 1), emu(1)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    if fill:
        cell.fill.solid()
        palette.paint(cell.fill.fore_color, fill)
        _edge(cell, palette.xml("surface"))
    else:
        cell.fill.background()
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = align
    paragraph.font.size, paragraph.font.bold = slide.deck.points(9), bold
    palette.paint(paragraph.font.color, role)


def _ink_on(slide: DeckSlide, fill: str) -> str:
    """The role of figures on a fill: the text's, or the ground's where that is read better."""
    palette = slide.deck.palette
    under = palette.value(fill)
    return "surface" if contrast(under, palette.value("surface")) > contrast(under, palette.value("text")) else "text"


def _edge(cell: Any, colour: str) -> None:
    """A line in the colour of the ground on all sides, so that cells stand apart."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx has no borders of cells
    for at, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = f'<a:{side} {nsdecls("a")} w="19050"><a:solidFill>{colour}</a:solidFill></a:{side}>'
        properties.insert(at, parse_xml(line))
