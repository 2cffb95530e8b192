"""The roadmap painted: the layers that window and paper share, and the whole picture for files and the clipboard."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from deliverydesk.charts.format import number, shortened
from deliverydesk.charts.roadmap import RoadmapPicture
from deliverydesk.charts.roadmap_frame import Measures, RoadmapFrame, divide, lane_tops, with_ghosts
from deliverydesk.charts.roadmap_pages import pages
from deliverydesk.charts.roadmap_tails import TailPlace
from deliverydesk.charts.roadmap_words import alt_text
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.values import MilestoneKind
from deliverydesk.rendering.canvas import wrapped
from deliverydesk.rendering.roadmap_bars import (
    Drawn,
    Shown,
    paint_actuals,
    paint_bars,
    paint_selection,
    paint_titles,
)
from deliverydesk.rendering.roadmap_folds import paint_folds
from deliverydesk.rendering.roadmap_ghosts import paint_ghosts, paint_slips
from deliverydesk.rendering.roadmap_head import (
    header_of,
    marks_of,
    paint_grid,
    paint_header,
    paint_lane_heads,
    paint_mark_lines,
    paint_strip,
    paint_today,
)
from deliverydesk.rendering.roadmap_inks import Inks, diamond, octagon, ringed_dot
from deliverydesk.rendering.roadmap_links import paint_links
from deliverydesk.rendering.roadmap_tails import draw_tail, paint_tails
from deliverydesk.support.language import tr, trn
from deliverydesk.support.tokens import Tokens, load_tokens

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from deliverydesk.charts.roadmap_scale import Header
    from deliverydesk.rendering.export import Size

MARGIN = 32
WIDTH = 1200
PAPER = Measures(label=116.0, inset=0.0)
_LEGEND = 30
_LEAST_ROW = 17.0
_TALLEST = 6000


def paint_layers(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown, head: Header) -> Drawn:
    """Everything between header and foot: grid, today, bars, actual dates, dependencies, titles."""
    paint_grid(painter, frame, inks, head)
    paint_today(painter, frame, inks, over_bars=False)
    paint_folds(painter, frame, inks)
    drawn = paint_bars(painter, frame, inks, shown)
    if frame.picture.ahead is not None:
        paint_tails(painter, frame, inks, frame.bars_around(inf))
    paint_today(painter, frame, inks, over_bars=True)
    paint_ghosts(painter, frame, inks, (place[0] for place in drawn.titled))
    if shown.actuals:
        paint_actuals(painter, frame, inks, drawn)
    if shown.links:
        paint_links(painter, frame, inks, shown, drawn)
    paint_selection(painter, frame, inks, shown, drawn)
    paint_titles(painter, frame, inks, shown, drawn)
    if shown.slips:
        paint_slips(painter, frame, inks, drawn.titled)
    return drawn


def natural_size(picture: RoadmapPicture, width: int = WIDTH) -> Size:
    """A size at which every row has its full height, as far as a picture may be tall."""
    height = _head_height(picture, width) + PAPER.header + PAPER.strip + lane_tops(picture.lanes, PAPER)[-1]
    return width, min(round(height + _foot_height(picture)), _TALLEST)


def paint_roadmap(
    painter: QPainter,
    picture: RoadmapPicture,
    size: tuple[float, float],
    tokens: Tokens,
    *,
    dressed: bool = True,
) -> RoadmapFrame:
    """Paint a whole roadmap on `size` logical pixels from the painter's origin. Returns how the room was divided.

    `dressed` adds title, subtitle, legend and source. Rows shrink until all fit; where they cannot, a line at the foot
    says how many bars are left out.
    """
    inks = Inks(tokens)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, *size), inks.brush("surface"))
    top = _words(painter, picture, inks, size) if dressed else 8.0
    margin = MARGIN if dressed else 8
    foot = _foot_height(picture) if dressed else 8.0
    box = (float(margin), top, size[0] - margin, size[1] - foot)
    measures = _measures(picture, box[3] - box[1])
    page, left_out = picture, 0
    room = int((box[3] - box[1] - measures.header - measures.strip) // (measures.row + 1))
    if measures.row <= _LEAST_ROW and picture.row_count > room:
        page = pages(picture, max(room - len(picture.lanes), 1))[0]
        left_out = len(picture.bars) - len(page.bars)
    frame = divide(page, measures, box)
    frame = frame._replace(bottom=min(frame.bottom, frame.top + frame.height))
    head = header_of(frame)
    marks = marks_of(frame, inks, dated=True)
    paint_mark_lines(painter, frame, inks, marks)
    paint_layers(painter, frame, inks, Shown(slips=page.behind is not None), head)
    paint_header(painter, frame, inks, head)
    paint_strip(painter, frame, inks, marks, dated=True)
    paint_lane_heads(painter, frame, inks, spelt=True)
    if not picture.bars:
        inks.text(painter, frame.left + 12, frame.top + 30, tr("Nothing is placed on the roadmap yet."), "text2", 13)
    if left_out:
        words = trn(
            "{n} more bar does not fit; choose a taller picture or a shorter time.",
            "{n} more bars do not fit; choose a taller picture or a shorter time.",
            left_out,
            n=number(left_out, 0),
        )
        inks.text(painter, frame.left, frame.bottom + 13, words, "bad", 11, 500)
    if dressed:
        _foot(painter, page, inks, size, frame.bottom + (18 if left_out else 8))
    return frame


def _measures(picture: RoadmapPicture, room: float) -> Measures:
    """Rows as high as fit, between the least that can be read and the window's."""
    fixed = PAPER.header + PAPER.strip + len(picture.lanes) * 2 * PAPER.lane_pad
    rows = sum(lane.room for lane in picture.lanes) or 1
    row = min(max((room - fixed) / rows, _LEAST_ROW), 28.0)
    return with_ghosts(PAPER._replace(row=row, bar=round(row * 0.75, 1)), picture)


def _head_height(picture: RoadmapPicture, width: float) -> float:
    lines = len(wrapped(picture.title, width - 2 * MARGIN, 20, 600, 2))
    return MARGIN + 26 * lines + (22 if picture.takeaway else 0) + 12


def _foot_height(picture: RoadmapPicture) -> float:
    return _LEGEND + (30 if picture.source else 0) + 18


def _words(painter: QPainter, picture: RoadmapPicture, inks: Inks, size: tuple[float, float]) -> float:
    y = float(MARGIN)
    for line in wrapped(picture.title, size[0] - 2 * MARGIN, 20, 600, 2):
        inks.text(painter, MARGIN, y + 18, line, "text", 20, 600)
        y += 26
    if picture.takeaway:
        inks.text(painter, MARGIN, y + 14, inks.fitted(picture.takeaway, size[0] - 2 * MARGIN, 13), "text2", 13)
        y += 22
    return y + 12


def _foot(painter: QPainter, picture: RoadmapPicture, inks: Inks, size: tuple[float, float], top: float) -> None:
    """The legend, for the signs that the picture has, and the source line at the very foot."""
    x, y = MARGIN + PAPER.label, top + 10
    for words, draw, wide in _legend(picture, inks):
        needed = wide + 6 + inks.width(words) + 18
        if x + needed > size[0] - MARGIN:
            break
        draw(painter, x, y)
        inks.text(painter, x + wide + 6, y + 4, words)
        x += needed
    if picture.source:
        foot = size[1] - 20
        painter.setPen(inks.pen("line2"))
        painter.drawLine(QPointF(MARGIN, foot - 14), QPointF(size[0] - MARGIN, foot - 14))
        inks.text(painter, MARGIN, foot + 4, inks.fitted(picture.source, size[0] - 2 * MARGIN), "text3")


def _legend(picture: RoadmapPicture, inks: Inks) -> list[tuple[str, Callable[[QPainter, float, float], None], float]]:
    bars = picture.bars.values()
    hue = inks.hue(0)

    def box(painter: QPainter, x: float, y: float, *, dashed: bool) -> None:
        painter.setPen(hue.dashed_edge if dashed else hue.edge)
        painter.setBrush(hue.fill)
        painter.drawRoundedRect(QRectF(x, y - 6, 30, 12), 3, 3)
        if not dashed:
            painter.fillRect(QRectF(x, y + 3.5, 15, 2.5), hue.mark)

    def actual(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(inks.pen("text2", 1.5))
        painter.drawLine(QPointF(x, y), QPointF(x + 24, y))

    def ahead(painter: QPainter, x: float, y: float, *, late: bool) -> None:
        due = x + 15 if late else None
        draw_tail(painter, inks, hue, TailPlace(x, x + 10, x + 30, due, due), y, (x, x + 30))

    def unknown(painter: QPainter, x: float, y: float) -> None:
        inks.text(painter, x, y + 4, "?", "text2", 11, 600)

    def before(painter: QPainter, x: float, y: float) -> None:
        painter.fillRect(QRectF(x, y - 1.5, 30, 3), inks.brush("line2"))
        for at in (x, x + 29):
            painter.fillRect(QRectF(at, y - 2.5, 1, 5), inks.brush("ctl"))

    def waits(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(inks.pen("bad", 1.25, (4.0, 2.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QPointF(x, y), QPointF(x + 14, y))
        octagon(painter, inks, x + 18, y)

    found: list[tuple[str, Callable[[QPainter, float, float], None], float]] = []
    if any(bar.progress for bar in bars):
        found.append((tr("planned, and how much is done"), lambda p, x, y: box(p, x, y, dashed=False), 30))
    if any(not bar.started for bar in bars):
        found.append((tr("not started"), lambda p, x, y: box(p, x, y, dashed=True), 30))
    if any(bar.actual_start is not None for bar in bars):
        found.append((tr("as it really ran"), actual, 24))
    if picture.ahead is not None:
        tails = [tail for tail in map(picture.ahead.tail, bars) if tail is not None]
        found.append((tr("done by here in 85 of 100 cases"), lambda p, x, y: ahead(p, x, y, late=False), 30))
        if any(tail.late for tail in tails):
            found.append((tr("so after its target date"), lambda p, x, y: ahead(p, x, y, late=True), 30))
        if any(tail.most is None for tail in tails):
            found.append((tr("no forecast"), unknown, 6))
    if picture.behind is not None:
        found.append((tr("as in “{plan}”", plan=shortened(picture.behind.name, 30)), before, 30))
    if picture.broken:
        found.append((tr("too early for what it waits for"), waits, 23))
    if any(not mark.outcome for mark in picture.marks):
        found.append((choice_words(MilestoneKind.DELIVERY), lambda p, x, y: diamond(p, inks, x + 6, y), 12))
    if any(mark.outcome for mark in picture.marks):
        found.append((choice_words(MilestoneKind.OUTCOME), lambda p, x, y: ringed_dot(p, inks, x + 6, y), 12))
    return found


def save_roadmap(
    picture: RoadmapPicture,
    path: str | os.PathLike[str],
    size: Size | None = None,
    scale: float = 2.0,
    palette: Tokens | None = None,
    *,
    dressed: bool = True,
) -> None:
    """Save a roadmap as PNG, SVG or PDF by the ending of `path`; without a size as tall as its rows need.

    Raises DeskError in one sentence.
    """
    from deliverydesk.rendering.export import gui_application, save_painting

    gui_application()
    tokens = palette or load_tokens("light")
    room = size or natural_size(picture)

    def paint(painter: QPainter) -> None:
        paint_roadmap(painter, picture, room, tokens, dressed=dressed)

    save_painting(paint, path, room, scale, title=picture.title, description=alt_text(picture))


def roadmap_image(
    picture: RoadmapPicture, size: Size | None = None, scale: float = 2.0, palette: Tokens | None = None
) -> QImage:
    """A roadmap as an image, for the clipboard."""
    from deliverydesk.rendering.export import gui_application, painted_image

    gui_application()
    tokens = palette or load_tokens("light")
    room = size or natural_size(picture)
    return painted_image(lambda painter: _discard(paint_roadmap(painter, picture, room, tokens)), room, scale)


def _discard(frame: RoadmapFrame) -> None:
    """A painting returns nothing; where the parts lie is of no use to an image."""
