"""What the bars of a roadmap on a slide lie on: months, lanes, folded lanes and the line of today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.charts.format import day, number
from deliverydesk.charts.roadmap_frame import step_height
from deliverydesk.charts.roadmap_scale import header
from deliverydesk.exporters.widths import fitted, text_width
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.charts.roadmap import Lane
    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.charts.roadmap_scale import Heading
    from deliverydesk.exporters.deck import DeckSlide

HEADER = 42.0
"""The height of the months over the milestones."""
FILL, EDGE = 0.13, 0.34
"""How much of its product's colour a bar's ground and edge have."""
_NARROWEST = 3.0
"""Steps of a collapsed lane narrower than this are left out, so that a slide has not thousands of shapes."""


def _forms(heading: Heading) -> tuple[str, ...]:
    """What may stand over a month, the fullest first. Without room, January gives its year and the others leave it."""
    begin = date.fromordinal(round(heading.start))
    alone = heading.words.removesuffix(str(begin.year)).rstrip()
    return (heading.words, str(begin.year), alone) if begin.month == 1 else (heading.words, alone)


class Ground:
    """Draws it on one slide."""

    def __init__(self, slide: DeckSlide, frame: RoadmapFrame) -> None:
        self._slide, self._frame, self._picture = slide, frame, frame.picture
        self._now = date.fromordinal(self._picture.today)

    def grid(self) -> None:
        """Months over their lines."""
        frame, slide = self._frame, self._slide
        top = frame.top - frame.measures.strip - HEADER
        for heading in self._headings():
            x0 = max(frame.scale.x(heading.start), frame.left)
            x1 = min(frame.scale.x(heading.end), frame.right)
            if heading.start > self._picture.low:
                name = tr("Grid, {month}", month=heading.words)
                slide.line((x0, top + 4), (x0, frame.bottom), "line", 0.75, name=name)
            words = next((each for each in _forms(heading) if text_width(each, 10.5) <= x1 - x0 - 6), "")
            if words:
                # Bold words are a tenth wider in some faces.
                points = 10.5 if text_width(words, 10.5) * 1.1 <= x1 - x0 - 6 else 9.0
                name = tr("Month, {month}", month=heading.words)
                slide.text((x0 + 5, top + 2, x1, top + 20), words, "text", points, bold=True, name=name)
        for at in range(len(self._picture.lanes) + 1):
            y = frame.lane_y(at)
            slide.line((slide.room.left, y), (slide.room.right, y), "line", 0.75, name=tr("Lane line"))

    def _headings(self) -> tuple[Heading, ...]:
        per_month = self._frame.scale.per_day * 30
        picture, per_day = self._picture, self._frame.scale.per_day
        head = header(picture.low, picture.high - 1e-6, per_day, self._now.year, picture.calendar)
        if head.name in ("Days", "Weeks") or per_month < 26:
            return head.upper or head.lower
        return head.lower

    def lanes(self) -> None:
        """A stripe in each product's colour, its letters and name, and the effort to come."""
        for at, lane in enumerate(self._picture.lanes):
            self._lane(at, lane)

    def _lane(self, at: int, lane: Lane) -> None:
        frame, slide = self._frame, self._slide
        top, bottom = frame.lane_y(at) + 3, frame.lane_y(at + 1) - 3
        edge = slide.room.left
        if lane.number:
            slide.rect(
                (edge, top, edge + 4, bottom), f"product:{lane.number}", name=tr("Colour of {lane}", lane=lane.name)
            )
        if lane.folded:
            self._folded_lane(lane, top)
            return
        left, room = edge + (12 if lane.number else 0), frame.measures.label - 18
        words = fitted(lane.name, room, 11)
        box = (left, top + 3, left + room, top + 21)
        slide.text(box, words, "text", 11, bold=True, name=tr("Lane, {lane}", lane=lane.name))
        words = tr("{effort} pw to come", effort=number(round(lane.effort), 0)) if lane.effort else ""
        if words:
            below = (left, top + 21, left + room, top + 36)
            slide.text(below, fitted(words, room, 9), "text2", 9, name=tr("Effort, {lane}", lane=lane.name))

    def _folded_lane(self, lane: Lane, top: float) -> None:
        left, room = self._slide.room.left + 12, self._frame.measures.label - 18
        slide, words = self._slide, fitted(lane.name, room, 9)
        name = tr("Lane, {lane}", lane=lane.name)
        below = trn("{n} item", "{n} items", lane.count, n=number(lane.count, 0))
        if lane.effort:
            below = tr("{items}, {effort} pw", items=below, effort=number(round(lane.effort), 0))
        slide.text((left, top, left + room, top + 13), words, "text", 9, bold=True, name=name)
        slide.text((left, top + 13, left + room, top + 26), below, "text2", 9, name=tr("Items, {lane}", lane=lane.name))

    def folds(self) -> None:
        """What collapsed lanes show: how many items run at once."""
        for at, lane in enumerate(self._picture.lanes):
            if lane.folded:
                self._skyline(at, lane)

    def _skyline(self, at: int, lane: Lane) -> None:
        frame, hue = self._frame, f"product:{lane.number}" if lane.number else "ctl"
        peak = max((step.at_once for step in lane.steps), default=1)
        foot = frame.row_y(at, 0) + frame.measures.bar_top + frame.measures.bar
        reached = frame.left
        for step in lane.steps:
            x0, x1 = max(frame.scale.x(step.start), reached), min(frame.scale.x(step.end), frame.right)
            if x1 - x0 < _NARROWEST:
                continue
            top = foot - frame.measures.bar * step_height(step.at_once, peak)
            words = tr("{lane}, {count} at once", lane=lane.name, count=number(step.at_once, 0))
            self._slide.rect((x0, top, x1, foot), hue, hue, tint=FILL, edge_tint=EDGE, name=words, alt=words)
            reached = x1

    def today(self) -> None:
        """The line of today under a tag with its date."""
        frame, slide = self._frame, self._slide
        x = frame.scale.x(self._picture.today + 0.5)
        if not frame.left <= x <= frame.right:
            return
        top = frame.top - frame.measures.strip - HEADER
        words = day(self._now, self._now)
        half = text_width(words, 9) / 2 + 8
        left = min(max(x - half, slide.room.left), slide.room.right - 2 * half)
        slide.line((x, top + 38), (x, frame.bottom), "accent", 1.25, name=tr("Today"))
        slide.rect(
            (left, top + 22, left + 2 * half, top + 40),
            "accent",
            radius=3,
            text=words,
            text_role="onAccent",
            points=9,
            bold=True,
            align="centre",
            name=tr("Today"),
            alt=tr("Today, {day}", day=words),
        ).text_frame.word_wrap = False
