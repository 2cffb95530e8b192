"""What surrounds the bars of a roadmap: time axis, grid, today, milestones, the column of lanes."""

from __future__ import annotations

from datetime import date
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt

from deliverydesk.charts.format import day, number
from deliverydesk.charts.roadmap_frame import Placed, RoadmapFrame, place_marks
from deliverydesk.charts.roadmap_scale import Header, header
from deliverydesk.rendering.canvas import wrapped
from deliverydesk.rendering.roadmap_bars import plain_lines
from deliverydesk.rendering.roadmap_folds import caret
from deliverydesk.rendering.roadmap_inks import Inks, dashes, diamond, ringed_dot, tag
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from deliverydesk.charts.roadmap import Lane, Mark

TODAY = tr("Today")


def header_of(frame: RoadmapFrame) -> Header:
    """The headings for the days that a frame shows."""
    scale = frame.scale
    low, high = scale.day(frame.left), scale.day(frame.right) - 1e-6
    return header(low, high, scale.per_day, date.fromordinal(frame.picture.today).year, frame.picture.calendar)


def paint_grid(painter: QPainter, frame: RoadmapFrame, inks: Inks, head: Header) -> None:
    """Lines where headings begin, weekends where days are told apart, a line under each lane."""
    top = frame.top - frame.measures.strip
    bottom = min(frame.bottom, frame.top - frame.scroll + frame.height)
    if head.name == "Days":
        for heading in head.lower:
            if frame.picture.calendar.rests(date.fromordinal(heading.start)):
                x0, x1 = (
                    max(frame.scale.x(heading.start), frame.left),
                    min(frame.scale.x(heading.end), frame.right),
                )
                painter.fillRect(QRectF(x0, frame.top, x1 - x0, bottom - frame.top), inks.brush("sunken"))
    for days, share in ((head.faint_lines, 0.5), (head.strong_lines, 1.0)):
        xs = [x for one in days if frame.left < (x := frame.scale.x(one)) < frame.right]
        lines = [QLineF(at, top, at, bottom) for x in xs for at in [floor(x + 0.5) + 0.5]]
        plain_lines(painter, lines, inks.pen("line", 1.0, share=share))
    begin = frame.left - frame.measures.label
    feet = [floor(frame.lane_y(at + 1) + 0.5) - 0.5 for at in frame.visible_lanes()]
    lines = [QLineF(begin, y, frame.right, y) for y in feet if frame.top <= y <= frame.bottom]
    plain_lines(painter, lines, inks.pen("line"))


def paint_header(painter: QPainter, frame: RoadmapFrame, inks: Inks, head: Header) -> None:
    """Two lines of headings with today's flag on the second, and the rule under them."""
    top = frame.top - frame.measures.strip - frame.measures.header
    flag = _flag(frame, inks)
    begin, per_day, left, right = frame.scale.x(0), frame.scale.per_day, frame.left, frame.right
    ticks: list[QLineF] = []
    for heading in head.upper:
        start = begin + heading.start * per_day
        x0, x1 = max(start, left), min(begin + heading.end * per_day, right)
        if x1 <= x0:
            continue
        if start >= left - 0.5:
            ticks.append(QLineF(round(x0) + 0.5, top + 3, round(x0) + 0.5, top + 18))
        if inks.width(heading.words, 11, 600) <= x1 - x0 - 8:
            inks.text(painter, x0 + 5, top + 15, heading.words, "text", 11, 600)
    pen, beside, always = inks.pen("text2"), head.name == "Weeks", head.name in ("Weeks", "Years")
    for heading in head.lower:
        x0, x1 = begin + heading.start * per_day, begin + heading.end * per_day
        if x1 < left or x0 > right or not heading.words:
            continue
        wide = inks.width(heading.words, 11)
        at = x0 + 2 if beside else (x0 + x1 - wide) / 2
        clear = flag is None or at + wide < flag[0] - 3 or at > flag[1] + 3
        if clear and at >= left and at + wide <= right and (always or wide < x1 - x0):
            inks.text(painter, at, top + 33, heading.words, pen)
    plain_lines(painter, ticks, inks.pen("line2"))
    y = top + frame.measures.header - 0.5
    plain_lines(painter, [QLineF(frame.left - frame.measures.label, y, frame.right, y)], inks.pen("line"))
    if flag is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.brush("accent"))
        painter.drawRoundedRect(QRectF(flag[0], top + 21, flag[1] - flag[0], 16), 3, 3)
        inks.text(painter, flag[0] + 6, top + 32.7, TODAY, "onAccent", 11, 600)


def _flag(frame: RoadmapFrame, inks: Inks) -> tuple[float, float] | None:
    x = today_x(frame)
    if x is None:
        return None
    half = inks.width(TODAY, 11, 600) / 2 + 6
    left = min(max(x - half, frame.left), frame.right - 2 * half)
    return left, left + 2 * half


def today_x(frame: RoadmapFrame) -> float | None:
    """Where the middle of today lies; None where it does not show."""
    x = frame.scale.x(frame.picture.today + (0.5 if frame.scale.per_day >= 7 else 0.0))
    return x if frame.left <= x <= frame.right else None


def paint_today(painter: QPainter, frame: RoadmapFrame, inks: Inks, *, over_bars: bool) -> None:
    """The line of today: full in the gaps, at 40 % over bars."""
    x = today_x(frame)
    if x is not None:
        colour = inks.pen("accent", 1.5, alpha=0.4 if over_bars else 1.0).color()
        top = frame.top if over_bars else frame.top - frame.measures.strip - 3
        bottom = min(frame.bottom, frame.top - frame.scroll + frame.height)
        painter.fillRect(QRectF(x - 0.75, top, 1.5, bottom - top), colour)


def mark_words(frame: RoadmapFrame, mark: Mark, *, dated: bool) -> tuple[str, str]:
    """A milestone's name; its date where there is room for it, and the chance that it is met where it is known."""
    words = mark.name if len(mark.name) <= 40 else mark.name[:39] + "…"
    when = day(date.fromordinal(mark.day), date.fromordinal(frame.picture.today)) if dated else ""
    if frame.picture.ahead is None:
        return words, when
    from deliverydesk.charts.roadmap_ahead_words import mark_chance

    return words, ", ".join(filter(None, [when, mark_chance(frame.picture, mark.id)]))


def marks_of(frame: RoadmapFrame, inks: Inks, *, dated: bool = False) -> list[Placed]:
    """The milestones that show, with the places of their names."""

    def width(mark: Mark) -> float:
        name, when = mark_words(frame, mark, dated=dated)
        return inks.width(name, 11, 500) + (inks.width(when, 11) + 5 if when else 0)

    lines = max(int((frame.measures.strip - 4) // frame.measures.strip_row), 1)
    return place_marks(frame.picture.marks, frame, width, lines)


def mark_y(frame: RoadmapFrame, placed: Placed) -> float:
    """The height of a milestone's sign in the strip."""
    top = frame.top - frame.measures.strip
    return top + 4 + frame.measures.strip_row * (placed.line + 0.5)


def paint_mark_lines(painter: QPainter, frame: RoadmapFrame, inks: Inks, marks: list[Placed]) -> None:
    """A dotted line down from each milestone."""
    bottom = min(frame.bottom, frame.top - frame.scroll + frame.height)
    lines = [QLineF(x, mark_y(frame, placed) + 7, x, bottom) for placed in marks for x in [floor(placed.x + 0.5) + 0.5]]
    plain_lines(painter, lines, inks.pen("ctl", 1.0, (1.5, 2.5)))


def paint_mark_lines_below(painter: QPainter, frame: RoadmapFrame, inks: Inks) -> None:
    """The same lines over the lanes alone, with dots that move up and down with the lanes."""
    begin = frame.top - frame.scroll
    top = begin + 4 * max((frame.top - begin) // 4, 0)
    length = min(frame.bottom, begin + frame.height) - top
    for mark in frame.picture.marks:
        x = floor(frame.scale.x(mark.day) + 0.5)
        if frame.left < x < frame.right:
            dashes(painter, inks, (x, top, length), inks.colour("ctl"), (1, 3), upright=True)


def paint_lane_feet(painter: QPainter, frame: RoadmapFrame, inks: Inks) -> None:
    """The lines under the lanes where they run under their names."""
    feet = [floor(frame.lane_y(at + 1) + 0.5) - 0.5 for at in frame.visible_lanes()]
    lines = [QLineF(frame.left - frame.measures.label, y, frame.left, y) for y in feet if y >= frame.top]
    plain_lines(painter, lines, inks.pen("line"))


def paint_strip(
    painter: QPainter,
    frame: RoadmapFrame,
    inks: Inks,
    marks: list[Placed],
    *,
    dated: bool = False,
    selected: int | None = None,
) -> None:
    """The milestones: a diamond for delivery, a ringed dot for an outcome, their names beside them."""
    top = frame.top - frame.measures.strip
    inks.text(
        painter,
        frame.left - frame.measures.label + frame.measures.inset,
        top + 4 + frame.measures.strip_row / 2 + 4,
        tr("Milestones"),
    )
    for placed in marks:
        y = mark_y(frame, placed)
        role = "accent" if placed.mark.id == selected else "ink"
        (ringed_dot if placed.mark.outcome else diamond)(painter, inks, placed.x, y, role=role)
        if not placed.room:
            continue
        name, when = mark_words(frame, placed.mark, dated=dated)
        if inks.width(name, 11, 500) + (inks.width(when, 11) + 5 if when else 0) > placed.room + 0.5:
            name, when = inks.fitted(name, placed.room, 11, 500), ""
        wide = inks.width(name, 11, 500)
        whole = wide + (inks.width(when, 11) + 5 if when else 0)
        x = placed.x - 10 - whole if placed.name_left else placed.x + 10
        inks.text(painter, x, y + 4, name, "text", 11, 500)
        if when:
            inks.text(painter, x + wide + 5, y + 4, when)
    y = frame.top - 0.5
    plain_lines(painter, [QLineF(frame.left - frame.measures.label, y, frame.right, y)], inks.pen("line"))


def paint_lane_heads(painter: QPainter, frame: RoadmapFrame, inks: Inks, *, spelt: bool = False) -> None:
    """Tag, name and effort to come of each lane; `spelt` writes "pw to come" where there is room."""
    for at in frame.visible_lanes():
        lane = frame.picture.lanes[at]
        x, y = frame.left - frame.measures.label + frame.measures.inset, frame.lane_y(at) + 8
        # a lane taller than the pane keeps its name in sight
        foot = frame.lane_y(at + 1) - 50
        y = min(max(y, frame.top + 8), max(foot, y))
        _lane_head(painter, frame, inks, lane, x, y, spelt=spelt)


def _effort(lane: Lane, *, spelt: bool) -> str:
    if not lane.effort:
        return ""
    effort = number(round(lane.effort), 0)
    return tr("{n} pw to come", n=effort) if spelt else tr("{n} pw", n=effort)


def _lane_head(
    painter: QPainter, frame: RoadmapFrame, inks: Inks, lane: Lane, x: float, y: float, *, spelt: bool
) -> None:
    room = frame.measures.label - frame.measures.inset - 8
    height = lane.height * frame.measures.row + 2 * frame.measures.lane_pad
    if frame.measures.inset:
        middle = 2 if lane.folded else 8 if lane.code else 6
        caret(painter, inks, x - 6, y + middle, folded=lane.folded)
    if lane.folded:
        _folded_head(painter, inks, lane, (x, y - 4, room))
        return
    if lane.code:
        tag(painter, inks, x, y, lane.code, lane.number)
        y += 20
    for line in wrapped(lane.name, room, 11, 500, 2 if height > 80 else 1):
        inks.text(painter, x, y + 10, line, "text", 11, 500)
        y += 15
    effort = _effort(lane, spelt=spelt)
    if effort:
        inks.text(painter, x, y + 11, effort, "text2")


def _folded_head(painter: QPainter, inks: Inks, lane: Lane, place: tuple[float, float, float]) -> None:
    """Two lines: letters and name, how many items and how much effort."""
    x, y, room = place
    items = trn("{n} item", "{n} items", lane.count, n=number(lane.count, 0))
    words = ", ".join(filter(None, [items, _effort(lane, spelt=False)]))
    inks.text(painter, x, y + 27, inks.fitted(words, room + 8), "text2")
    if lane.code:
        tag(painter, inks, x, y - 2, lane.code, lane.number)
        x, room = x + 32, room - 24
    inks.text(painter, x, y + 10, inks.fitted(lane.name, room, 11, 500), "text", 11, 500)
