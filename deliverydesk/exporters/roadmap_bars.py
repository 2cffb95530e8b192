"""The bars of a roadmap as shapes on a slide, and the connectors between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.charts.format import percent, shortened
from deliverydesk.charts.roadmap import STOPPED
from deliverydesk.charts.roadmap_ahead_words import tail_words
from deliverydesk.charts.roadmap_frame import cut_box, ghost_box, route
from deliverydesk.charts.roadmap_tails import UNKNOWN_ROOM, tail_place, tail_room
from deliverydesk.charts.roadmap_words import dates_of, problem_words, slip_sentence
from deliverydesk.domain.choices import choice_words
from deliverydesk.exporters.roadmap_ground import EDGE, FILL
from deliverydesk.exporters.widths import fitted, text_width
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.charts.roadmap import Bar, Link
    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.exporters.deck import DeckSlide

_MOST_LINKS = 60
"""On one slide; beyond them only broken dependencies are drawn, as the window does."""

_VEIL = 0.16


class Bars:
    """Draws them on one slide: the bars first, then what joins them."""

    def __init__(self, slide: DeckSlide, frame: RoadmapFrame) -> None:
        self._slide, self._frame, self._picture = slide, frame, frame.picture
        self._shapes: dict[int, Any] = {}
        self._lowest: Any = None
        self._points = 10.5 if frame.measures.row >= 27 else 9.0

    def bars(self) -> None:
        """Rounded rectangles with their titles in or beside them, and behind each its forecast."""
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
            tint=1.0 if stopped else FILL,
            edge_tint=EDGE if bar.started else 0.7,
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
            self._lowest = shape._element  # noqa: SLF001
        self._shapes[bar.id] = shape
        if bar.progress and not stopped:
            done = frame.scale.x(bar.start + (bar.end - bar.start) * bar.progress)
            if done > box[0] + 0.5:
                foot = (box[0], box[3] - 3, min(done, box[2]), box[3])
                slide.rect(foot, hue, name=tr("Done of {title}", title=shortened(bar.title, 60)))
        if beside:
            slide.text(
                (box[2] + tail_room(frame, bar) + 5, box[1], frame.right, box[3]),
                beside,
                "text",
                self._points,
                name=tr("Title, {title}", title=bar.title),
            )
        self._actual(bar, box[1])
        self._ghost(bar)
        self._tail(bar, (box[1] + box[3]) / 2)

    def _tail(self, bar: Bar, middle: float) -> None:
        """The forecast: a line from the planned end to the P85, a veil from the P50 on, dashed where it is late."""
        frame, slide, ahead = self._frame, self._slide, self._picture.ahead
        tail = ahead.tail(bar) if ahead is not None else None
        if tail is None:
            return
        name, words = tr("Forecast of {title}", title=shortened(bar.title, 60)), tail_words(self._picture, bar)
        hue = f"product:{bar.number}" if bar.number else "ctl"
        place = tail_place(frame, bar, tail)
        if place is None:
            x = frame.scale.x(bar.end)
            if frame.left <= x <= frame.right - UNKNOWN_ROOM:
                box = (x + 3, middle - 8, x + UNKNOWN_ROOM, middle + 8)
                slide.text(box, "?", "text2", 10, name=tr("No forecast of {title}", title=shortened(bar.title, 60)))
            return
        end = min(place.cap if place.cut is None else place.cut, frame.right)
        line, late = max(place.line, frame.left), place.cap if place.late is None else place.late
        if line >= end:
            return
        if place.veil < end:
            veil = (max(place.veil, frame.left), middle - 5, end, middle + 5)
            slide.rect(veil, hue, tint=_VEIL, name=name, alt=words)
        if line < late:
            slide.line((line, middle), (min(late, end), middle), hue, 1.25, name=name)
        if late < end:
            slide.line((max(late, line), middle), (end, middle), "bad", 1.25, "dashed", name=name)
        if place.cut is None and place.cap <= frame.right:
            thick, role = (1.25, hue) if place.late is None else (2.5, "bad")
            slide.line((end, middle - 5.5), (end, middle + 5.5), role, thick, name=name, alt=words)
        elif place.cut is not None:
            slide.line((end - 6, middle), (end, middle), hue if late >= end else "bad", 1.25, arrow=True, name=name)

    def _ghost(self, bar: Bar) -> None:
        """Where the bar lay in the saved plan."""
        behind = self._picture.behind
        ghost = behind.ghosts.get(bar.id) if behind is not None else None
        cut = cut_box(ghost_box(self._frame, bar, ghost), self._frame.left, self._frame.right) if ghost else None
        if cut is not None:
            words = slip_sentence(self._picture, bar)
            name = tr("Saved plan of {title}", title=shortened(bar.title, 60))
            self._slide.rect(cut[0], "line2", "ctl", name=name, alt=words)

    def _title(self, bar: Bar, box: tuple[float, float, float, float], following: Bar | None) -> tuple[str, str]:
        """(what stands inside the bar, what beside it); one of them is empty."""
        code = f"{bar.code}  " if bar.code else ""
        title, points = code + bar.title, self._points
        inside = box[2] - box[0] - 12
        limit = self._frame.scale.x(following.start) - 6 if following is not None else self._frame.right
        tail = tail_room(self._frame, bar)
        if tail and inside >= 60:
            return title if text_width(title, points) <= inside else fitted(title, inside, points), ""
        beside = limit - box[2] - tail - 6
        if text_width(title, points) <= inside:
            return title, ""
        if text_width(title, points) <= beside:
            return "", title
        if inside >= max(beside, 34):
            return fitted(title, inside, points), ""
        return "", fitted(title, beside, points) if beside >= 40 else ""

    def _alt(self, bar: Bar) -> str:
        lane = self._picture.lanes[bar.lane].name
        facts = [bar.title, lane, dates_of(bar, self._picture.today), choice_words(bar.stage)]
        if bar.progress is not None:
            facts.append(tr("{share} done", share=percent(bar.progress)))
        if self._picture.ahead is not None and (ahead := tail_words(self._picture, bar)):
            facts.append(tr("forecast {days}", days=ahead))
        return ", ".join(facts)

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
                name = tr("Actual dates of {title}", title=shortened(bar.title, 60))
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
        name = tr("{title} waits for {other}", title=title, other=shortened(link.predecessor_title, 50))
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
        self._lowest.addprevious(made._element)  # noqa: SLF001 - python-pptx has no name for the order of shapes
