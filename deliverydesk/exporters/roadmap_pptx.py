"""The roadmap on slides: real shapes and text that can be moved and edited, laid out as the window lays them out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from deliverydesk.charts.format import day, number, percent, shortened
from deliverydesk.charts.roadmap import STOPPED, Bar, Link, RoadmapPicture
from deliverydesk.charts.roadmap_frame import (
    Measures,
    RoadmapFrame,
    cut_box,
    divide,
    ghost_box,
    place_marks,
    route,
    step_height,
    with_ghosts,
)
from deliverydesk.charts.roadmap_pages import pages
from deliverydesk.charts.roadmap_scale import header
from deliverydesk.charts.roadmap_words import alt_text, dates_of, problem_words, slip_sentence
from deliverydesk.exporters.deck import Deck, DeckSlide
from deliverydesk.exporters.dressing import Room, Words
from deliverydesk.exporters.widths import text_width

if TYPE_CHECKING:
    import os

    from deliverydesk.charts.roadmap import Lane, Mark
    from deliverydesk.charts.roadmap_frame import Placed
    from deliverydesk.charts.roadmap_scale import Heading

_ABOVE, _BELOW = 16.0, 20.0
"""How far the months stand above a slide's room, and what its legend takes of it at the foot."""
_HEADER = 42.0
_MARK_ROW = 22.0
_ROWS = (20.0, 30.0)
"""The least height of a row, at which 9 points still fit, and the usual one."""
_FILL, _EDGE = 0.13, 0.34
_MOST_SLIDES = 60
_NARROWEST = 3.0
"""Steps of a collapsed lane narrower than this are left out, so that a slide has not thousands of shapes."""
_MOST_LINKS = 60
"""On one slide; beyond them only broken dependencies are drawn, as the window does."""


def save_roadmap_deck(
    picture: RoadmapPicture, path: str | os.PathLike[str], *, title: str = "", author: str = ""
) -> None:
    """Save a roadmap as a new deck, on as many slides as its rows need. Raises DeskError in one sentence."""
    deck = Deck(title or picture.title, author)
    add_roadmap(deck, picture, title=title)
    deck.save(path)


def add_roadmap(deck: Deck, picture: RoadmapPicture, *, title: str = "", group: bool = False) -> list[DeckSlide]:
    """Add a roadmap to a deck. Without a title the slide says what the roadmap comes to.

    Rows that do not fit on one slide go on to the next; more than sixty slides are cut, and the last one says so.
    ``group`` makes one group of what is drawn on each slide.
    """
    place = deck.room(Words(title or picture.title, picture.takeaway, picture.source))
    strip = _strip_height(picture, place)
    room = place.bottom - _BELOW - place.top + _ABOVE - _HEADER - strip
    least = int((room - 8 * min(len(picture.lanes), 6)) // _ROWS[0])
    found = pages(picture, least) if _rows(picture) * _ROWS[0] + 8 * len(picture.lanes) > room else [picture]
    words = title or picture.title
    slides = []
    for at, page in enumerate(found[:_MOST_SLIDES], start=1):
        told = f"{words} ({at} of {len(found)})" if len(found) > 1 else words
        left_out = len(found) - _MOST_SLIDES if at == _MOST_SLIDES and len(found) > at else 0
        takeaway = f"{left_out:,} further slides are left out; export fewer months." if left_out else picture.takeaway
        slides.append(_slide(deck, page, told, takeaway, strip, group=group))
    return slides


def _rows(picture: RoadmapPicture) -> int:
    return sum(lane.room for lane in picture.lanes)


def _strip_height(picture: RoadmapPicture, place: Room) -> float:
    """One line of milestones, or two where one has not room for all names."""
    if not picture.marks:
        return 6.0
    frame = divide(picture, Measures(label=120), (place.left, 0, place.right, 100))
    one = place_marks(picture.marks, frame, lambda mark: _mark_width(mark, picture), 1)
    return 8.0 + _MARK_ROW * (1 if all(placed.room >= _mark_width(placed.mark, picture) for placed in one) else 2)


def _slide(deck: Deck, picture: RoadmapPicture, title: str, takeaway: str, strip: float, *, group: bool) -> DeckSlide:
    slide = deck.add_slide(title, takeaway, picture.source)
    bare = len(slide.slide.shapes)
    left, top, right, bottom = slide.room
    top, bottom = top - _ABOVE, bottom - _BELOW
    room = bottom - top - _HEADER - strip - 8 * len(picture.lanes)
    row = min(max(room / max(_rows(picture), 1), _ROWS[0]), _ROWS[1])
    measures = Measures(
        row=row,
        bar=round(row * 0.76, 1),
        lane_pad=4.0,
        label=120.0,
        header=_HEADER,
        strip=strip,
        strip_row=_MARK_ROW,
    )
    frame = divide(picture, with_ghosts(measures, picture), (left, top, right, bottom))
    frame = frame._replace(bottom=frame.top + frame.height)
    drawing = _Drawing(slide, frame)
    drawing.grid()
    drawing.marks_below()
    drawing.lanes()
    drawing.folds()
    drawing.bars()
    drawing.links()
    drawing.marks()
    drawing.today()
    drawing.legend()
    if group:
        slide.group(bare, "Roadmap", alt_text(picture))
    notes: Any = slide.slide.notes_slide.notes_text_frame
    notes.text = alt_text(picture)
    return slide


def fitted(words: str, room: float, points: float) -> str:
    """Words cut with an ellipsis to so many units."""
    words = " ".join(words.split())
    if text_width(words, points) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(words[:middle].rstrip() + "…", points) <= room:
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip() + "…" if low else ""


def _mark_width(mark: Mark, picture: RoadmapPicture) -> float:
    return text_width(_mark_words(mark, picture), 10)


def _mark_words(mark: Mark, picture: RoadmapPicture) -> str:
    when = day(date.fromordinal(mark.day), date.fromordinal(picture.today))
    return f"{shortened(mark.name, 40)}, {when}"


class _Drawing:
    """One slide being drawn."""

    def __init__(self, slide: DeckSlide, frame: RoadmapFrame) -> None:
        self._slide, self._frame, self._picture = slide, frame, frame.picture
        self._shapes: dict[int, Any] = {}
        self._lowest_bar: Any = None
        self._points = 10.5 if frame.measures.row >= 27 else 9.0
        self._placed = place_marks(
            self._picture.marks,
            frame,
            lambda mark: _mark_width(mark, self._picture),
            max(int((frame.measures.strip - 6) // _MARK_ROW), 1),
        )
        self._now = date.fromordinal(self._picture.today)

    def grid(self) -> None:
        """Months over their lines."""
        frame, slide = self._frame, self._slide
        top = frame.top - frame.measures.strip - _HEADER
        for heading in self._headings():
            x0 = max(frame.scale.x(heading.start), frame.left)
            x1 = min(frame.scale.x(heading.end), frame.right)
            if heading.start > self._picture.low:
                slide.line((x0, top + 4), (x0, frame.bottom), "line", 0.75, name=f"Grid, {heading.words}")
            words = fitted(heading.words, x1 - x0 - 6, 10.5)
            if words and not words.endswith("…"):
                slide.text((x0 + 5, top + 2, x1, top + 20), words, "text", 10.5, bold=True, name=f"Month, {words}")
        for at in range(len(self._picture.lanes) + 1):
            y = frame.lane_y(at)
            slide.line((slide.room.left, y), (slide.room.right, y), "line", 0.75, name="Lane line")

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
            slide.rect((edge, top, edge + 4, bottom), f"product:{lane.number}", name=f"Colour of {lane.name}")
        if lane.folded:
            self._folded_lane(lane, top)
            return
        left, room = edge + (12 if lane.number else 0), frame.measures.label - 18
        name = fitted(lane.name, room, 11)
        box = (left, top + 3, left + room, top + 21)
        slide.text(box, name, "text", 11, bold=True, name=f"Lane, {lane.name}")
        words = f"{number(round(lane.effort), 0)} pw to come" if lane.effort else ""
        if words:
            below = (left, top + 21, left + room, top + 36)
            slide.text(below, fitted(words, room, 9), "text2", 9, name=f"Effort, {lane.name}")

    def _folded_lane(self, lane: Lane, top: float) -> None:
        left, room = self._slide.room.left + 12, self._frame.measures.label - 18
        name, items = fitted(lane.name, room, 9), f"{lane.count:,} items"
        effort = f", {number(round(lane.effort), 0)} pw" if lane.effort else ""
        slide = self._slide
        slide.text((left, top, left + room, top + 13), name, "text", 9, bold=True, name=f"Lane, {lane.name}")
        slide.text((left, top + 13, left + room, top + 26), items + effort, "text2", 9, name=f"Items, {lane.name}")

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
            words = f"{lane.name}, {step.at_once:,} at once"
            self._slide.rect((x0, top, x1, foot), hue, hue, tint=_FILL, edge_tint=_EDGE, name=words, alt=words)
            reached = x1

    def bars(self) -> None:
        """Rounded rectangles with their titles in or beside them."""
        for lane in self._picture.lanes:
            for row in () if lane.folded else lane.rows:
                for at, bar in enumerate(row):
                    self._bar(bar, row[at + 1] if at + 1 < len(row) else None)

    def _bar(self, bar: Bar, following: Bar | None) -> None:
        frame, slide = self._frame, self._slide
        cut = cut_box(frame.bar_box(bar), frame.left, frame.right)
        if cut is None:
            return
        box, cut_left, cut_right = cut
        box = (box[0], box[1], max(box[2], box[0] + 2), box[3])
        hue = f"product:{bar.number}" if bar.number else "ctl"
        inside, beside = self._title(bar, box, following)
        stopped = bar.stage in STOPPED
        shape = slide.rect(
            box,
            "surface" if stopped else hue,
            hue,
            tint=1.0 if stopped else _FILL,
            edge_tint=_EDGE if bar.started else 0.7,
            stroke="solid" if bar.started and not stopped else "dashed",
            radius=0.0 if cut_left or cut_right else 3.0,
            text=inside,
            text_role="text3" if stopped else "text",
            points=self._points,
            name=bar.title,
            alt=self._alt(bar),
        )
        shape.text_frame.word_wrap = False
        if not self._shapes:
            self._lowest_bar = shape._element  # noqa: SLF001
        self._shapes[bar.id] = shape
        if bar.progress and not stopped:
            done = frame.scale.x(bar.start + (bar.end - bar.start) * bar.progress)
            if done > box[0] + 0.5:
                foot = (box[0], box[3] - 3, min(done, box[2]), box[3])
                slide.rect(foot, hue, name=f"Done of {shortened(bar.title, 60)}")
        if beside:
            slide.text(
                (box[2] + 5, box[1], frame.right, box[3]),
                beside,
                "text",
                self._points,
                name=f"Title, {bar.title}",
            )
        self._actual(bar, box[1])
        self._ghost(bar)

    def _ghost(self, bar: Bar) -> None:
        """Where the bar lay in the saved plan."""
        behind = self._picture.behind
        ghost = behind.ghosts.get(bar.id) if behind is not None else None
        cut = cut_box(ghost_box(self._frame, bar, ghost), self._frame.left, self._frame.right) if ghost else None
        if cut is not None:
            words = slip_sentence(self._picture, bar)
            name = f"Saved plan of {shortened(bar.title, 60)}"
            self._slide.rect(cut[0], "line2", "ctl", name=name, alt=words)

    def _title(self, bar: Bar, box: tuple[float, float, float, float], following: Bar | None) -> tuple[str, str]:
        """(what stands inside the bar, what beside it); one of them is empty."""
        code = f"{bar.code}  " if bar.code else ""
        title, points = code + bar.title, self._points
        inside = box[2] - box[0] - 12
        limit = self._frame.scale.x(following.start) - 6 if following is not None else self._frame.right
        beside = limit - box[2] - 6
        if text_width(title, points) <= inside:
            return title, ""
        if text_width(title, points) <= beside:
            return "", title
        if inside >= max(beside, 34):
            return fitted(title, inside, points), ""
        return "", fitted(title, beside, points) if beside >= 40 else ""

    def _alt(self, bar: Bar) -> str:
        lane = self._picture.lanes[bar.lane].name
        done = f", {percent(bar.progress)} done" if bar.progress is not None else ""
        return f"{bar.title}, {lane}, {dates_of(bar, self._picture.today)}, {bar.stage.value}{done}"

    def _actual(self, bar: Bar, top: float) -> None:
        frame = self._frame
        if bar.actual_start is None or bar.actual_end is None or frame.measures.bar_top < 3:
            return
        y = top - frame.measures.bar_top / 2
        parts = [(bar.actual_start, min(bar.actual_end, max(bar.end, bar.actual_start)), "text2")]
        if bar.actual_end > bar.end:
            parts.append((max(bar.end, bar.actual_start), bar.actual_end, "bad"))
        for start, end, role in parts:
            cut = cut_box((frame.scale.x(start), y, frame.scale.x(end), y), frame.left, frame.right)
            if cut is not None:
                name = f"Actual dates of {shortened(bar.title, 60)}"
                self._slide.line((cut[0][0], y), (cut[0][2], y), role, 1.25, name=name)

    def links(self) -> None:
        """Dependencies as connectors that follow their bars; broken ones dashed, with an octagon."""
        found = [
            link
            for bar in self._picture.ordered()
            for link in self._picture.links.get(bar.id, ())
            if link.successor == bar.id
        ]
        if len(found) > _MOST_LINKS:
            found = [link for link in found if link.problem][:_MOST_LINKS]
        for link in found:
            self._link(link)

    def _link(self, link: Link) -> None:
        frame, slide = self._frame, self._slide
        title = shortened(self._picture.bars[link.successor].title, 50)
        name = f"{title} waits for {shortened(link.predecessor_title, 50)}"
        second = self._shapes.get(link.successor)
        if link.problem:
            way = route(frame, link)
            if second is None or way is None or not frame.left <= way.join[0] <= frame.right:
                return
            for start, end in zip(way.corners, way.corners[1:], strict=False):
                slide.line(start, end, "bad", 1.0, "dashed", name=name)
            slide.octagon(way.join, 6, name=name, alt=problem_words(self._picture, link))
            return
        first = self._shapes.get(link.predecessor)
        if first is None or second is None:
            return
        one, two = (
            frame.bar_box(self._picture.bars[link.predecessor]),
            frame.bar_box(self._picture.bars[link.successor]),
        )
        start, end = (
            (min(one[2], frame.right), (one[1] + one[3]) / 2),
            (max(two[0], frame.left), (two[1] + two[3]) / 2),
        )
        if one[1] == two[1]:
            made = slide.line(start, end, "text2", 1.0, arrow=True, name=name)
            made.begin_connect(first, 3)
            made.end_connect(second, 1)
            return
        bend = min(8.0 / max(end[0] - start[0], 1.0), 0.5)
        made = slide.elbow(start, end, "text2", 1.0, from_shape=first, to_shape=second, bend=bend, name=name)
        # behind the bars: programs that route glued connectors anew may lead them across one
        self._lowest_bar.addprevious(made._element)  # noqa: SLF001 - python-pptx has no name for the order of shapes

    def marks_below(self) -> None:
        """A dotted line down from each milestone, under everything else."""
        for placed in self._placed:
            y = self._mark_y(placed)
            start, end = (placed.x, y + 8), (placed.x, self._frame.bottom)
            self._slide.line(start, end, "ctl", 0.75, "dotted", name=f"Line of {placed.mark.name}")

    def marks(self) -> None:
        """Diamonds and ringed dots with name and date."""
        slide = self._slide
        for placed in self._placed:
            x, y, mark = placed.x, self._mark_y(placed), placed.mark
            words = _mark_words(mark, self._picture)
            if mark.outcome:
                slide.disc((x, y), 6.5, "surface", "ink", 1.5, name=mark.name, alt=f"Outcome: {words}")
                slide.disc((x, y), 2.5, "ink", name=f"{mark.name}, dot")
            else:
                slide.diamond((x, y), 7, name=mark.name, alt=f"Delivery: {words}")
            if not placed.room:
                continue
            if _mark_width(mark, self._picture) > placed.room + 0.5:
                words = fitted(mark.name, placed.room, 10)
            wide = text_width(words, 10) + 4
            left = x - 12 - wide if placed.name_left else x + 12
            side = "right" if placed.name_left else "left"
            box = (left, y - 9, left + wide, y + 9)
            slide.text(box, words, "text", 10, align=side, name=f"Name of {mark.name}")

    def _mark_y(self, placed: Placed) -> float:
        top = self._frame.top - self._frame.measures.strip
        return top + 4 + _MARK_ROW * (placed.line + 0.5)

    def today(self) -> None:
        """The line of today under a tag with its date."""
        frame, slide = self._frame, self._slide
        x = frame.scale.x(self._picture.today + 0.5)
        if not frame.left <= x <= frame.right:
            return
        top = frame.top - frame.measures.strip - _HEADER
        words = day(self._now, self._now)
        half = text_width(words, 9) / 2 + 8
        left = min(max(x - half, slide.room.left), slide.room.right - 2 * half)
        slide.line((x, top + 38), (x, frame.bottom), "accent", 1.25, name="Today")
        slide.rect(
            (left, top + 22, left + 2 * half, top + 40),
            "accent",
            radius=3,
            text=words,
            text_role="onAccent",
            points=9,
            bold=True,
            align="centre",
            name="Today",
            alt=f"Today, {words}",
        ).text_frame.word_wrap = False

    def legend(self) -> None:
        """The signs that this slide has, in words."""
        slide, foot = self._slide, self._slide.room.bottom - _BELOW + 2
        y = min(max(self._frame.bottom + 10, foot - 30) + 9, foot + 15)
        bars = self._picture.bars.values()
        entries: list[tuple[str, str]] = []
        if any(bar.progress for bar in bars):
            entries.append(("bar", "planned, and part done"))
        if any(not bar.started for bar in bars):
            entries.append(("dashed", "not started"))
        if any(bar.actual_start is not None for bar in bars) and self._frame.measures.bar_top >= 3:
            entries.append(("actual", "as it really ran"))
        if self._picture.behind is not None:
            entries.append(("ghost", f"as in “{shortened(self._picture.behind.name, 30)}”"))
        if self._picture.broken:
            entries.append(("broken", "too early for what it waits for"))
        entries += [("diamond", "delivery")] * any(not placed.mark.outcome for placed in self._placed)
        entries += [("ring", "outcome")] * any(placed.mark.outcome for placed in self._placed)
        entries.append(("", "pw is person-weeks"))
        x = self._frame.left
        for sign, words in entries:
            wide = text_width(words, 9)
            if x + 40 + wide > slide.room.right:
                break
            x = self._sign(sign, x, y)
            slide.text((x, y - 9, x + wide, y + 9), words, "text2", 9, name=f"Legend, {words}")
            x += wide + 20

    def _sign(self, sign: str, x: float, y: float) -> float:
        """Draw one sign of the legend; returns where its words begin."""
        slide, name = self._slide, "Legend"
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
