"""The milestones of a roadmap on a slide, and the legend of its signs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk.charts.format import day, shortened
from deliverydesk.charts.roadmap_ahead_words import mark_chance
from deliverydesk.charts.roadmap_frame import place_marks
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.values import MilestoneKind
from deliverydesk.exporters.widths import fitted, text_width
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliverydesk.charts.roadmap import Mark, RoadmapPicture
    from deliverydesk.charts.roadmap_frame import Placed, RoadmapFrame
    from deliverydesk.exporters.deck import DeckSlide

MARK_ROW = 22.0
BELOW = 20.0
"""What the legend takes of a slide's room at its foot."""


def mark_width(mark: Mark, picture: RoadmapPicture) -> float:
    """How much room a milestone's name and day need beside it."""
    return text_width(_mark_words(mark, picture), 10)


def _mark_words(mark: Mark, picture: RoadmapPicture) -> str:
    when = day(date.fromordinal(mark.day), date.fromordinal(picture.today))
    chance = mark_chance(picture, mark.id) if picture.ahead is not None else ""
    return ", ".join(filter(None, [shortened(mark.name, 40), when, chance]))


class Marks:
    """Draws the milestones of one slide."""

    def __init__(self, slide: DeckSlide, frame: RoadmapFrame) -> None:
        self._slide, self._frame, self._picture = slide, frame, frame.picture
        lines = max(int((frame.measures.strip - 6) // MARK_ROW), 1)
        self.placed: Sequence[Placed] = place_marks(
            self._picture.marks, frame, lambda mark: mark_width(mark, self._picture), lines
        )

    def below(self) -> None:
        """A dotted line down from each milestone, under everything else."""
        for placed in self.placed:
            y = self._mark_y(placed)
            start, end = (placed.x, y + 8), (placed.x, self._frame.bottom)
            self._slide.line(
                start, end, "ctl", 0.75, "dotted", name=tr("Line of {milestone}", milestone=placed.mark.name)
            )

    def above(self) -> None:
        """Diamonds and ringed dots with name and date."""
        slide = self._slide
        for placed in self.placed:
            x, y, mark = placed.x, self._mark_y(placed), placed.mark
            words = _mark_words(mark, self._picture)
            if mark.outcome:
                slide.disc((x, y), 6.5, "surface", "ink", 1.5, name=mark.name, alt=tr("Outcome: {words}", words=words))
                slide.disc((x, y), 2.5, "ink", name=tr("{milestone}, dot", milestone=mark.name))
            else:
                slide.diamond((x, y), 7, name=mark.name, alt=tr("Delivery: {words}", words=words))
            if not placed.room:
                continue
            if mark_width(mark, self._picture) > placed.room + 0.5:
                words = fitted(mark.name, placed.room, 10)
            wide = text_width(words, 10) + 4
            left = x - 12 - wide if placed.name_left else x + 12
            side = "right" if placed.name_left else "left"
            box = (left, y - 9, left + wide, y + 9)
            slide.text(box, words, "text", 10, align=side, name=tr("Name of {milestone}", milestone=mark.name))

    def _mark_y(self, placed: Placed) -> float:
        top = self._frame.top - self._frame.measures.strip
        return top + 4 + MARK_ROW * (placed.line + 0.5)


def draw_legend(slide: DeckSlide, frame: RoadmapFrame, marks: Marks) -> None:
    """The signs that this slide has, in words."""
    foot = slide.room.bottom - BELOW + 2
    y = min(max(frame.bottom + 10, foot - 30) + 9, foot + 15)
    entries = list(_entries(frame, marks))
    # Long words begin at the edge of the slide, so that none is left out.
    needed = sum(text_width(words, 9) + 58 for _, words in entries)
    x = frame.left if needed <= slide.room.right - frame.left else slide.room.left
    for sign, words in entries:
        wide = text_width(words, 9)
        if x + 40 + wide > slide.room.right:
            break
        x = _draw_sign(slide, sign, x, y)
        slide.text((x, y - 9, x + wide, y + 9), words, "text2", 9, name=tr("Legend, {words}", words=words))
        x += wide + 20


def _entries(frame: RoadmapFrame, marks: Marks) -> Iterator[tuple[str, str]]:
    """(sign, words) of what the slide has."""
    picture, bars = frame.picture, frame.picture.bars.values()
    if any(bar.progress for bar in bars):
        yield "bar", tr("planned, and part done")
    if any(not bar.started for bar in bars):
        yield "dashed", tr("not started")
    if any(bar.actual_start is not None for bar in bars) and frame.measures.bar_top >= 3:
        yield "actual", tr("as it really ran")
    if picture.ahead is not None:
        tails = [tail for tail in map(picture.ahead.tail, bars) if tail is not None]
        yield "tail", tr("done by here in 85 of 100 cases")
        if any(tail.late for tail in tails):
            yield "late", tr("so after its target date")
        if any(tail.most is None for tail in tails):
            yield "unknown", tr("no forecast")
    if picture.behind is not None:
        yield "ghost", tr("as in “{plan}”", plan=shortened(picture.behind.name, 30))
    if picture.broken:
        yield "broken", tr("too early for what it waits for")
    if any(not placed.mark.outcome for placed in marks.placed):
        yield "diamond", choice_words(MilestoneKind.DELIVERY)
    if any(placed.mark.outcome for placed in marks.placed):
        yield "ring", choice_words(MilestoneKind.OUTCOME)
    yield "", tr("pw is person-weeks")


def _draw_sign(slide: DeckSlide, sign: str, x: float, y: float) -> float:
    """Draw one sign of the legend; returns where its words begin."""
    name = tr("Legend")
    if sign in ("bar", "dashed"):
        stroke: Any = "solid" if sign == "bar" else "dashed"
        slide.rect(
            (x, y - 6, x + 30, y + 6),
            "ctl",
            "ctl",
            tint=0.13,
            edge_tint=0.5,
            stroke=stroke,
            radius=3,
            name=name,
        )
        if sign == "bar":
            slide.rect((x, y + 3.5, x + 15, y + 6), "ctl", name=name)
        return x + 36
    if sign == "actual":
        slide.line((x, y), (x + 24, y), "text2", 1.25, name=name)
        return x + 30
    if sign in ("tail", "late"):
        role, stroke = ("ctl", "solid") if sign == "tail" else ("bad", "dashed")
        slide.line((x, y), (x + 24, y), role, 1.25, stroke, name=name)
        slide.line((x + 24, y - 5.5), (x + 24, y + 5.5), role, 1.25, name=name)
        return x + 30
    if sign == "unknown":
        slide.text((x, y - 9, x + 10, y + 9), "?", "text2", 10, name=name)
        return x + 12
    if sign == "ghost":
        slide.rect((x, y - 2, x + 30, y + 2), "line2", "ctl", name=name)
        return x + 36
    if sign == "broken":
        slide.line((x, y), (x + 14, y), "bad", 1.0, "dashed", name=name)
        slide.octagon((x + 18, y), 5, name=name)
        return x + 29
    if sign == "diamond":
        slide.diamond((x + 6, y), 6, name=name)
        return x + 18
    if sign == "ring":
        slide.disc((x + 6, y), 5.5, "surface", "ink", 1.25, name=name)
        slide.disc((x + 6, y), 2, "ink", name=name)
        return x + 18
    return x
