"""The one painter of charts for paper: PNG, SVG, PDF and the clipboard all come from here."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from deliverydesk.charts.spec import ChartSpec
from deliverydesk.rendering.canvas import Canvas, elided, width_of
from deliverydesk.rendering.clip import Box
from deliverydesk.rendering.frame import FOOTNOTE, LANE, TICK_PX, Frame, Pennant, divide, footnotes_of, right_ticks
from deliverydesk.rendering.labels import place
from deliverydesk.rendering.marks import paint_bands, paint_references, paint_series
from deliverydesk.rendering.wording import busy_boxes, labels_of, point_boxes
from deliverydesk.support.tokens import Tokens


def paint_chart(
    painter: QPainter,
    spec: ChartSpec,
    size: tuple[float, float],
    tokens: Tokens,
    *,
    dressed: bool = True,
) -> Frame:
    """Paint ``spec`` on ``size`` logical pixels from the painter's origin, in the colours of ``tokens``.

    ``dressed`` adds title, takeaway, legend row and source line, as a picture that travels alone needs them.
    Returns how the picture was divided, so that a caller knows where data lies.
    """
    canvas = Canvas(painter, tokens)
    frame = divide(spec, *size, dressed=dressed)
    painter.fillRect(QRectF(0, 0, *size), canvas.colour("surface"))
    if dressed:
        _words(canvas, frame)
    if spec.empty:
        _legend(canvas, frame)
        _empty(canvas, frame)
        return frame
    paint_under(canvas, frame)
    paint_series(canvas, frame)
    paint_over(canvas, frame)
    return frame


def paint_under(canvas: Canvas, frame: Frame) -> None:
    """What lies under the data: legend, bands, grid and axes, reference lines, the lines of flags. The
    window's chart paints this and `paint_over` too, so that screen and paper cannot disagree.
    """
    _legend(canvas, frame)
    _spans(canvas, frame)
    paint_bands(canvas, frame)
    _grid(canvas, frame)
    paint_references(canvas, frame)
    for pennant in frame.pennants:
        _pennant_line(canvas, frame, pennant)


def paint_over(canvas: Canvas, frame: Frame) -> None:
    """What lies over the data: today, flags, and all labels."""
    _today(canvas, frame)
    for pennant in frame.pennants:
        _pennant(canvas, frame, pennant)
    _labels(canvas, frame)


def _words(canvas: Canvas, frame: Frame) -> None:
    top = frame.margin
    for line in frame.title:
        canvas.text((frame.margin, top + 18), line, "text", 18, 600)
        top += 24
    for line in frame.takeaway:
        canvas.text((frame.margin, top + 16), line, "text2", 13)
        top += 18
    _footnotes(canvas, frame)
    if frame.spec.source:
        foot = frame.height - frame.margin
        canvas.line((frame.margin, foot - 18), (frame.width - frame.margin, foot - 18), "line2")
        room = frame.width - 2 * frame.margin
        canvas.text((frame.margin, foot - 1), elided(frame.spec.source, room), "text3")


def _footnotes(canvas: Canvas, frame: Frame) -> None:
    """The notes that numbers at points refer to, over the line of the source."""
    lines = footnotes_of(frame.spec)
    foot = frame.height - frame.margin - (30 if frame.spec.source else 0)
    for number, line in enumerate(lines):
        words = elided(line, frame.width - 2 * frame.margin)
        canvas.text((frame.margin, foot - FOOTNOTE * (len(lines) - 1 - number)), words, "text2")


def _legend(canvas: Canvas, frame: Frame) -> None:
    left, middle = frame.margin, frame.legend_top + 8
    for entry in frame.spec.legend:
        needed = 12 + 6 + width_of(entry.label)
        if left + needed > frame.width - frame.margin:
            return
        canvas.box((left, middle - 5, left + 12, middle + 5), canvas.colour(entry.role, entry.tint), radius=2)
        canvas.text((left + 18, middle + 4), entry.label)
        left += needed + 18


def _empty(canvas: Canvas, frame: Frame) -> None:
    room = frame.width - 2 * frame.margin
    words = elided(frame.spec.empty, room, 13)
    middle = (frame.box[1] + frame.box[3]) / 2
    canvas.text(((frame.width - width_of(words, 13)) / 2, middle), words, "text2", 13)


def _grid(canvas: Canvas, frame: Frame) -> None:
    left, top, right, bottom = frame.box
    spec = frame.spec
    for tick in frame.y_ticks:
        y = frame.y(tick.value)
        if not spec.horizontal:
            canvas.line((left, y), (right, y), "line")
            canvas.text((left - 8 - width_of(tick.label, TICK_PX), y + 4), tick.label, "text3", TICK_PX)
        else:
            words = elided(tick.label, frame.upright_room, 12)
            canvas.text((frame.margin, y + 4.5), words, "text", 12)
    for value, label in right_ticks(spec, frame.y_ticks):
        canvas.text((right + 8, frame.y(value) + 4), label, "accentText", TICK_PX)
    for tick in frame.x_ticks:
        x = frame.x(tick.value)
        if spec.cells is not None:
            pass
        elif spec.horizontal:
            canvas.line((x, top), (x, bottom), "line")
        elif spec.x.kind == "time":
            canvas.line((x, bottom), (x, bottom + 4), "line2")
        canvas.text((x - width_of(tick.label, TICK_PX) / 2, bottom + 16), tick.label, "text3", TICK_PX)
        if tick.under:
            canvas.text((x - width_of(tick.under, TICK_PX) / 2, bottom + 30), tick.under, "text3", TICK_PX)
    _axis_titles(canvas, frame)


def _axis_titles(canvas: Canvas, frame: Frame) -> None:
    left, _, right, bottom = frame.box
    spec = frame.spec
    if spec.y.title and not spec.horizontal:
        canvas.text((frame.margin, frame.lane_top - 8), spec.y.title, "text3", TICK_PX)
    if spec.right is not None and spec.right.title:
        words = elided(spec.right.title, (right - left) / 2, TICK_PX)
        at = frame.width - frame.margin - width_of(words, TICK_PX)
        canvas.text((at, frame.lane_top - 8), words, "accentText", TICK_PX)
    if spec.x.title:
        below = 48 if any(tick.under for tick in frame.x_ticks) else 34
        canvas.text((left, bottom + below), elided(spec.x.title, right - left), "text3", TICK_PX)


def _lane_middle(frame: Frame, pennant: Pennant) -> float:
    return frame.box[1] + 5 if pennant.row is None else frame.lane_top + LANE * pennant.row + LANE / 2


def _spans(canvas: Canvas, frame: Frame) -> None:
    """What lasted longer than a day, as a tint over the whole height that ends in a dotted line."""
    left, top, right, bottom = frame.box
    for pennant in frame.pennants:
        until = pennant.flag.until
        if until is not None and until > pennant.flag.at:
            end = min(frame.x(until), right)
            canvas.box((max(frame.x(pennant.flag.at), left), top, end, bottom), canvas.colour("hover"))
            if end < right:
                canvas.line((end, top), (end, bottom), "text3", 1.0, "dotted")


def _pennant_line(canvas: Canvas, frame: Frame, pennant: Pennant) -> None:
    x, flag = frame.x(pennant.flag.at), pennant.flag
    top = _lane_middle(frame, pennant)
    if flag.kind == "launch":
        stroke = "dashed" if flag.planned else "solid"
        canvas.line((x, top - 5), (x, frame.box[3]), flag.role, 1.25, "dashed" if stroke == "dashed" else "solid")
    elif flag.kind == "phase":
        canvas.line((x, top + 4), (x, frame.box[3]), "ctl", 1.0, "dashed")
    else:
        canvas.line((x, top + 5), (x, frame.box[3]), "text", 1.0, "dotted")


def _pennant(canvas: Canvas, frame: Frame, pennant: Pennant) -> None:
    """A flag in the product's colour for a launch, a hollow triangle for an event, a square for a phase; planned
    launches are hollow too.
    """
    x, y, flag = frame.x(pennant.flag.at), _lane_middle(frame, pennant), pennant.flag
    if flag.kind == "launch":
        shape = [(x, y - 5), (x + 9, y - 5), (x + 6.5, y - 1), (x + 9, y + 3), (x, y + 3)]
        canvas.polygon(shape, "surface" if flag.planned else flag.role, flag.role, 1.25)
    elif flag.kind == "phase":
        canvas.polygon([(x - 4, y - 4), (x + 4, y - 4), (x + 4, y + 4), (x - 4, y + 4)], "surface", "ctl", 1.25)
    else:
        canvas.polygon([(x, y - 5), (x + 5, y + 4), (x - 5, y + 4)], "surface", "text", 1.25)
    if pennant.row is not None:
        words = flag.label
        at = x - 6 - width_of(words, 11, 500) if pennant.left_side else x + 13
        canvas.text((at, y + 3.5), words, "text", 11, 500, halo="surface")


def _today(canvas: Canvas, frame: Frame) -> None:
    for flag in frame.spec.flags:
        if flag.kind == "today" and frame.spec.x.low <= flag.at <= frame.spec.x.high:
            x = frame.x(flag.at)
            canvas.line((x, frame.box[3] - 16), (x, frame.box[3]), "accent", 1.5)


def _labels(canvas: Canvas, frame: Frame) -> None:
    bounds = (4.0, frame.box[1] - 2, frame.width - 4, frame.box[3] + 2)
    for label, box in place(labels_of(frame), bounds, point_boxes(frame), busy_boxes(frame)):
        base = box[3] - 3.5
        ground = _ground(frame, box)
        if not label.angle:
            canvas.text((box[0] + 2, base), label.text, label.role, label.px, label.weight, halo=ground)
            continue
        # turned words: the box is that of the turned words, so they are drawn about its middle
        canvas.painter.save()
        canvas.painter.translate(QPointF((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        canvas.painter.rotate(label.angle)
        half = width_of(label.text, label.px, label.weight) / 2
        canvas.text((-half, label.px * 0.36), label.text, label.role, label.px, label.weight, halo=ground)
        canvas.painter.restore()


def _ground(frame: Frame, box: Box) -> str:
    """The role of what lies under a label: a band, or the surface."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for band in reversed(frame.spec.bands):
        at = bisect_right([frame.x(place) for place in band.xs], x)
        if 0 < at < len(band.xs):
            share = (x - frame.x(band.xs[at - 1])) / (frame.x(band.xs[at]) - frame.x(band.xs[at - 1]))
            top, foot = (frame.y(ends[at - 1] + share * (ends[at] - ends[at - 1])) for ends in (band.highs, band.lows))
            if top <= y <= foot:
                return band.role
    return "surface"
