"""Bars, their actual dates and their dependencies, painted into a divided roadmap: only those that show."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from deliverydesk.charts.roadmap import STOPPED, Bar, bar_end
from deliverydesk.charts.roadmap_frame import RoadmapFrame, cut_box
from deliverydesk.charts.roadmap_tails import tail_room
from deliverydesk.rendering.clip import segment
from deliverydesk.rendering.roadmap_inks import Inks, dashes
from deliverydesk.support.value import Value, value

_LONGEST_PICTURE = 60
"""Letters of a title that is kept as one picture; a longer one is drawn as it is cut."""
_CUT_BEFORE_TAIL = 60.0
"""Room from which on a title is rather cut inside its bar than written beyond the tail of its forecast."""
_FINE = 10.0
"""Bars narrower than this are plain rectangles: nobody sees a corner of 3 px on them, and they are many."""


@value
class Shown(Value):
    """What the window shows beside the picture: the selection, what is being dragged, what is switched off."""

    selected: frozenset[int] = frozenset()
    focused: int | None = None
    dragged: frozenset[int] = frozenset()
    hovered: int | None = None
    actuals: bool = True
    links: bool = True
    link: int | None = None
    """The dependency that is selected."""
    found: frozenset[int] = frozenset()
    """What a search found."""
    slips: bool = False
    """Whether bars tell how many days they slipped since the saved plan."""


Titled = tuple[Bar, float, float, float, float | None]
"""bar, left, top and right of what shows of it, and where the next bar begins."""


@dataclass(slots=True)
class Drawn:
    """What was painted, for whoever comes next: the bars that have titles, and all ids that show."""

    titled: list[Titled] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)


class Edges:
    """Edges of one colour, gathered and drawn together: a call for each bar costs more than its lines."""

    def __init__(self) -> None:
        self.plain: dict[int, list[QLineF]] = {}
        self.dashed: dict[int, list[QLineF]] = {}

    def draw(self, painter: QPainter, inks: Inks) -> None:
        for number, lines in self.plain.items():
            plain_lines(painter, lines, inks.hue(number).edge)
        for number, lines in self.dashed.items():
            plain_lines(painter, lines, inks.hue(number).dashed_edge)


def paint_bars(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown) -> Drawn:
    """Paint the bars of all rows that show."""
    drawn, edges = Drawn(), Edges()
    scale, left, right, high = frame.scale, frame.left, frame.right, frame.measures.bar
    begin, per_day, ids, titled = scale.x(0), scale.per_day, drawn.ids, drawn.titled
    first_day = scale.day(left)
    for lane, row in frame.visible_rows():
        bars = frame.picture.lanes[lane].rows[row]
        at = bisect_right(bars, first_day, key=bar_end)
        count = len(bars)
        top = frame.row_y(lane, row) + frame.measures.bar_top
        reached = left - 1.0
        while at < count:
            bar = bars[at]
            x0 = begin + bar.start * per_day
            if x0 >= right:
                break
            x1 = begin + bar.end * per_day
            ids.append(bar.id)
            if x1 - x0 < 1.5:
                if x1 > reached:
                    x0 = max(x0, left)
                    painter.fillRect(QRectF(x0, top, 1.0, high), inks.hue(bar.number).mark)
                    reached = x0 + 1.0
                # whatever ends within the pixel just painted cannot be told from it
                at = max(bisect_right(bars, scale.day(reached), lo=at, key=bar_end), at + 1)
                continue
            at += 1
            following = begin + bars[at].start * per_day if at < count else None
            place = (bar, max(x0, left), top, min(x1, right), following)
            if place[3] - place[1] < _FINE:
                paint_narrow(painter, inks, shown, place, high)
            else:
                paint_bar(painter, inks, shown, edges, place, high, (x0, x1))
            titled.append(place)
    edges.draw(painter, inks)
    return drawn


def paint_narrow(painter: QPainter, inks: Inks, shown: Shown, place: Titled, high: float) -> None:
    """One bar too narrow for corners."""
    bar, x0, top, x1, _ = place
    hue = inks.hue(bar.number)
    if bar.id in shown.selected:
        painter.fillRect(QRectF(x0, top, x1 - x0, high), inks.brush("accent"))
        return
    painter.fillRect(QRectF(x0, top, x1 - x0, high), hue.fill if bar.started else inks.brush("surface"))
    painter.fillRect(QRectF(x0, top, x1 - x0, 2.5), hue.mark)


def paint_bar(
    painter: QPainter,
    inks: Inks,
    shown: Shown,
    edges: Edges,
    place: Titled,
    high: float,
    whole: tuple[float, float],
) -> None:
    """One bar wide enough to have corners; `whole` are its ends where the plot does not cut it.

    The window's plot cuts with its clip: there a bar has all its edges, somewhere.
    """
    bar, x0, top, x1, _ = place
    hue = inks.hue(bar.number)
    cut_left, cut_right = (False, False) if inks.quick else (whole[0] < x0, whole[1] > x1)
    stopped = bar.stage in STOPPED
    dashed = stopped or not bar.started
    faint = bar.id in shown.dragged
    if faint:
        painter.setOpacity(0.35)
    inset = inks.edge_width / 2
    # a cut end is square and has no edge: the bar goes on
    rect = QRectF(x0 + (0 if cut_left else inset), top + inset, 0, high - 2 * inset)
    rect.setRight(x1 - (0 if cut_right else inset))
    fill = inks.brush("surface") if stopped else hue.fill
    if cut_left or cut_right:
        painter.fillRect(rect, fill)
    else:
        painter.setPen(Qt.PenStyle.NoPen if dashed else hue.edge)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, 3, 3)
    if dashed and inks.quick:
        _dashed_edges(painter, inks, rect, hue.dashed_edge.color())
    elif dashed or cut_left or cut_right:
        gathered = (edges.dashed if dashed else edges.plain).setdefault(bar.number, [])
        gathered += _straight_edges(rect, cut_left, cut_right, 3.0 if dashed else 0.0)
    if hue.hatched and not stopped:
        _hatch(painter, inks, rect, bar.number)
    if bar.progress and not stopped:
        done = whole[0] + (whole[1] - whole[0]) * bar.progress
        if inks.quick:
            done = floor(done * inks.ratio + 0.5) / inks.ratio
        if done > x0:
            painter.fillRect(QRectF(x0, top + high - 2.5, min(done, x1) - x0, 2.5), hue.mark)
    if faint:
        painter.setOpacity(1.0)


def _straight_edges(rect: QRectF, cut_left: bool, cut_right: bool, corner: float) -> list[QLineF]:
    """The edges between the corners, without those where the bar goes on. A dashed rounded path would cost ten times
    as much, and its corners hold no more than a dash.
    """
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    x0, x1 = left + (0 if cut_left else corner), right - (0 if cut_right else corner)
    lines = [QLineF(x0, top, x1, top), QLineF(x0, bottom, x1, bottom)]
    if not cut_left:
        lines.append(QLineF(left, top + corner, left, bottom - corner))
    if not cut_right:
        lines.append(QLineF(right, top + corner, right, bottom - corner))
    return lines


def _dashed_edges(painter: QPainter, inks: Inks, rect: QRectF, colour: QColor) -> None:
    """The edges of a bar in the window, dashed from its own corners."""
    thick, half = inks.edge_width, inks.edge_width / 2
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    wide, high = right - left + thick - 6, bottom - top + thick - 6
    for y in (top - half, bottom - half):
        dashes(painter, inks, (left - half + 3, y, wide), colour, (3, 2), thick=thick)
    for x in (left - half, right - half):
        dashes(painter, inks, (x, top - half + 3, high), colour, (3, 2), thick=thick, upright=True)


def plain_lines(painter: QPainter, lines: list[QLineF], pen: QPen) -> None:
    """Upright and level lines, drawn on whole pixels: smoothing costs twenty times as much and shows nothing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(pen)
    painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _hatch(painter: QPainter, inks: Inks, rect: QRectF, number: int) -> None:
    box = (rect.left(), rect.top(), rect.right(), rect.bottom())
    painter.setPen(inks.hue(number).edge)
    x = rect.left() - rect.height()
    while x < rect.right():
        part = segment((x, rect.bottom()), (x + rect.height(), rect.top()), box)
        if part is not None:
            painter.drawLine(QPointF(*part[0]), QPointF(*part[1]))
        x += 6


def paint_selection(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown, drawn: Drawn) -> None:
    """The accent round selected bars, and a thinner one round the hovered."""
    for bar, x0, top, x1, _ in drawn.titled:
        lit = bar.id in shown.found
        if bar.id not in shown.selected and bar.id != shown.hovered and not lit:
            continue
        x0, x1 = max(x0, frame.left - 60), min(x1, frame.right + 60)
        rect = QRectF(x0, top, x1 - x0, frame.measures.bar)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if bar.id in shown.selected:
            painter.setPen(inks.pen("accent", 2.0, alpha=0.35))
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 5, 5)
            painter.setPen(inks.pen("accent", 2.0))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            if bar.id == shown.focused and len(shown.selected) > 1:
                painter.setPen(inks.pen("accent", 2.0))
                painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 6, 6)
        elif lit:
            painter.setPen(inks.pen("accent", 2.0, alpha=0.35))
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 5, 5)
            painter.setPen(inks.pen("accent", 1.0))
            painter.drawRoundedRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)
        else:
            painter.setPen(inks.hue(bar.number).code)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def paint_actuals(painter: QPainter, frame: RoadmapFrame, inks: Inks, drawn: Drawn) -> None:
    """Over each bar a thin line of when the work really ran, in `bad` where it runs past its plan."""
    lift = frame.measures.bar_top
    if lift < 2.5:
        return
    for bar, _, top, _, _ in drawn.titled:
        if bar.actual_start is None or bar.actual_end is None:
            continue
        y = top - lift / 2
        plan_end = max(bar.end, bar.actual_start)
        # work that goes on is drawn to the line of today
        ended = bar.actual_end - 0.5 if bar.running else bar.actual_end
        _actual_run(painter, frame, inks, bar.actual_start, min(ended, plan_end), y, "text2")
        if ended > plan_end:
            _actual_run(painter, frame, inks, plan_end, ended, y, "bad")
        caps = [bar.actual_start] if bar.running else [bar.actual_start, bar.actual_end]
        painter.setPen(inks.pen("bad" if bar.actual_end > plan_end else "text2", 1.5))
        for day in caps:
            x = frame.scale.x(day)
            if frame.left <= x <= frame.right:
                painter.drawLine(QPointF(x, y - 1.75), QPointF(x, y + 1.75))


def _actual_run(
    painter: QPainter, frame: RoadmapFrame, inks: Inks, start: float, end: float, y: float, role: str
) -> None:
    box = (frame.scale.x(start), y, frame.scale.x(end), y)
    cut = cut_box(box, frame.left, frame.right)
    if cut is not None:
        painter.setPen(inks.pen(role, 1.5))
        painter.drawLine(QPointF(cut[0][0], y), QPointF(cut[0][2], y))


def paint_titles(painter: QPainter, frame: RoadmapFrame, inks: Inks, shown: Shown, drawn: Drawn) -> None:
    """Titles inside their bars, beside bars that are too short, or cut with an ellipsis."""
    for place in drawn.titled:
        if place[0].id not in shown.dragged:
            paint_title(painter, frame, inks, place, words_of(inks, place, frame))


def paint_title(
    painter: QPainter, frame: RoadmapFrame, inks: Inks, place: Titled, found: tuple[float, str] | None
) -> None:
    """The letters of a bar's product and what `words_of` found for its title."""
    bar, x0, top, x1, _ = place
    base = top + (frame.measures.bar - 11) / 2 + 9.2
    if bar.code and x1 - x0 > 34:
        inks.text(painter, x0 + 6, base, bar.code, inks.hue(bar.number).code, 10, 600)
    if found is None:
        return
    role, words = inks.pen("text3" if bar.stage in STOPPED else "text"), found[1]
    if inks.quick and words[-1:] == "…" and len(bar.title) <= _LONGEST_PICTURE:
        whole = inks.title(bar.title)[0]
        if words != whole:
            inks.cut_text(painter, found[0], base, whole, len(words) - 1, role, 11, 500)
            return
    inks.text(painter, found[0], base, words, role, 11, 500)


def words_of(inks: Inks, place: Titled, frame: RoadmapFrame) -> tuple[float, str] | None:
    """Where a bar's title goes and how much of it: inside, beside the letters of its product, else right of the bar
    and its tail, else cut; None without room.
    """
    bar, x0, _, x1, following = place
    if bar.code and x1 - x0 > 34:
        x0 += inks.width(bar.code, 10, 600) + 5
    title, needed = inks.title(bar.title)
    inside = x1 - x0 - 12
    if needed <= inside:
        return x0 + 6, title
    tail = tail_room(frame, bar)
    if tail and inside >= _CUT_BEFORE_TAIL:
        return x0 + 6, inks.fitted(title, inside, 11, 500)
    x1 += tail
    beside = (frame.right if following is None else min(following - 4, frame.right)) - x1 - 8
    if needed <= beside:
        return x1 + 6, title
    if inside >= 26:
        return x0 + 6, inks.fitted(title, inside, 11, 500)
    if beside >= 40:
        return x1 + 6, inks.fitted(title, beside, 11, 500)
    return None
