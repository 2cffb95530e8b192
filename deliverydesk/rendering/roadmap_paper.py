"""The lanes of the window's roadmap kept as a picture, somewhat larger than the window: a pan copies it, and paints
only what comes into sight.

Places on the paper are whole logical pixels from day 0 and from the top of the first lane. There are two sheets: one
without titles lies under the other, so that a title which must move (because its bar begins left of the window) can be
taken off and written anew.

A zoom changes everything at once. The window shows its bars in the next frame, and in the few frames after it what lies
over them and their titles, so that none of these frames takes long.
"""

from __future__ import annotations

from bisect import bisect_right
from math import ceil, inf
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from deliverydesk.charts.roadmap import bar_end
from deliverydesk.rendering.roadmap_bars import Titled, paint_title, words_of
from deliverydesk.rendering.roadmap_head import header_of
from deliverydesk.rendering.roadmap_strip import (
    Sight,
    over_bars,
    paint_bars,
    part_of,
    snapped,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.charts.roadmap_frame import RoadmapFrame
    from deliverydesk.rendering.roadmap_inks import Inks

_PATIENCE = 0.003
"""Seconds that a frame goes on with a painting that is not finished."""
AHEAD = 128
"""How many pixels are painted ahead in the direction of a pan, at most kept behind."""


class Paper:
    """The two sheets, what of them is painted, and where they lie."""

    copies = True
    """Whether sheets are kept at all; without them each frame is painted from the ground up."""

    def __init__(self) -> None:
        self._sight: Sight | None = None
        self._inks: Inks | None = None
        self._ratio = 0.0
        self._ground = QPixmap()
        self._titled = QPixmap()
        self._sheet = QRect()
        """Where the sheets lie."""
        self._painted = QRect()
        """What of them is painted."""
        self._unfinished: tuple[QRect, Iterator[None]] | None = None
        """A view that has its bars, and the rest of its painting."""

    def forget(self) -> None:
        """Have everything painted anew."""
        self._painted, self._unfinished = QRect(), None

    @property
    def is_finished(self) -> bool:
        """False where the next painting has something to add."""
        return self._unfinished is None

    def paint(
        self, painter: QPainter, frame: RoadmapFrame, inks: Inks, sight: Sight, *, in_steps: bool = False
    ) -> None:
        """Paint the lanes of a frame whose origin lies on whole pixels; `in_steps` may leave something for later."""
        view = QRect(
            -round(frame.scale.x(0) - frame.left), round(frame.scroll),
            round(frame.right - frame.left), round(frame.bottom - frame.top),
        )  # fmt: skip
        if view.isEmpty():
            return
        if not sight.same(self._sight) or inks is not self._inks or inks.ratio != self._ratio:
            in_steps = in_steps and inks is self._inks and sight.zoomed(self._sight)
            self._sight, self._inks, self._ratio = sight, inks, inks.ratio
            self.forget()
        else:
            in_steps = in_steps and self._unfinished is not None
        if not self.copies or self._ratio != int(self._ratio):
            self._paint_directly(painter, frame, view)
            return
        if in_steps and not self._step(view):
            self._copy(painter, self._ground, view, QPoint(round(frame.left), round(frame.top)))
            return
        self._make_ready(view)
        self._copy(painter, self._titled, view, QPoint(round(frame.left), round(frame.top)))
        self._move_titles(painter, frame, view)

    def _paint_directly(self, painter: QPainter, frame: RoadmapFrame, view: QRect) -> None:
        """Where a logical pixel is 1.5 of the screen's, a copy would lie between the screen's pixels."""
        sight, inks = self._sight, self._inks
        assert sight is not None
        assert inks is not None
        painter.save()
        painter.translate(frame.left, frame.top)
        painter.setClipRect(QRect(QPoint(0, 0), view.size()), Qt.ClipOperation.IntersectClip)
        painter.fillRect(QRect(QPoint(0, 0), view.size()), inks.brush("surface"))
        part = part_of(sight, view.left(), view.top(), view.width(), view.height())
        drawn = paint_bars(painter, part, inks, sight, header_of(part))
        for job in over_bars(part, inks, sight, drawn):
            job(painter)
        drawn.titled = [(bar, max(x0, 0.0) if x1 > 0 else x0, top, x1, to) for bar, x0, top, x1, to in drawn.titled]
        for job in words(part, inks, sight, drawn):
            job(painter)
        painter.restore()

    def _copy(self, painter: QPainter, sheet: QPixmap, part: QRect, to: QPoint) -> None:
        ratio = self._ratio
        source = part.translated(-self._sheet.topLeft())
        exact = QRectF(source.x() * ratio, source.y() * ratio, source.width() * ratio, source.height() * ratio)
        painter.drawPixmap(QRectF(to.x(), to.y(), part.width(), part.height()), sheet, exact)

    # keeping the sheets

    def _step(self, view: QRect) -> bool:
        """Go on with the painting of a view that changed altogether, for some milliseconds. True where it is done."""
        if self._unfinished is None or self._unfinished[0] != view:
            self._place_sheets(view)
            self._painted = QRect(view)
            jobs = self._jobs(view)
            next(jobs)
            self._unfinished = view, jobs
            return False
        begun = perf_counter()
        for _ in self._unfinished[1]:
            if perf_counter() - begun > _PATIENCE:
                return False
        self._unfinished = None
        return True

    def _finish(self) -> None:
        if self._unfinished is not None:
            for _ in self._unfinished[1]:
                pass
            self._unfinished = None

    def _make_ready(self, view: QRect) -> None:
        self._finish()
        if self._painted.contains(view):
            return
        if self._sheet.size() == self._size(view) and self._painted.intersects(view):
            self._extend(view)
            return
        self._place_sheets(view)
        self._render(view)
        self._painted = QRect(view)

    def _place_sheets(self, view: QRect) -> None:
        if self._sheet.size() != self._size(view) or self._ground.devicePixelRatio() != self._ratio:
            self._ground, self._titled = self._blank(view), self._blank(view)
        self._sheet = QRect(view.topLeft() - QPoint(AHEAD, AHEAD), self._size(view))

    def _size(self, view: QRect) -> QSize:
        return view.adjusted(-AHEAD, -AHEAD, AHEAD, AHEAD).size()

    def _blank(self, view: QRect) -> QPixmap:
        made = QPixmap((self._size(view).toSizeF() * self._ratio).toSize())
        made.setDevicePixelRatio(self._ratio)
        return made

    def _extend(self, view: QRect) -> None:
        """Paint what `view` needs, and some way ahead on the sides where it needs anything."""
        had = self._painted
        left = view.left() - AHEAD if view.left() < had.left() else had.left()
        right = view.right() + AHEAD if view.right() > had.right() else had.right()
        top = view.top() - AHEAD if view.top() < had.top() else had.top()
        bottom = view.bottom() + AHEAD if view.bottom() > had.bottom() else had.bottom()
        wanted = QRect(QPoint(left, top), QPoint(right, bottom))
        self._lay(wanted, view)
        had = self._painted = had & self._sheet
        wanted &= self._sheet
        beside = [
            QRect(QPoint(wanted.left(), had.top()), QPoint(had.left() - 1, had.bottom())),
            QRect(QPoint(had.right() + 1, had.top()), QPoint(wanted.right(), had.bottom())),
            QRect(QPoint(wanted.left(), wanted.top()), QPoint(wanted.right(), had.top() - 1)),
            QRect(QPoint(wanted.left(), had.bottom() + 1), QPoint(wanted.right(), wanted.bottom())),
        ]
        for part in beside:
            if not part.isEmpty():
                self._render(part)
        self._painted = wanted

    def _lay(self, wanted: QRect, view: QRect) -> None:
        """Move the sheets so that what is wanted lies on them, and what they show stays where it is."""
        dx = min(wanted.left() - self._sheet.left(), 0) or max(wanted.right() - self._sheet.right(), 0)
        dy = min(wanted.top() - self._sheet.top(), 0) or max(wanted.bottom() - self._sheet.bottom(), 0)
        if not dx and not dy:
            return
        self._sheet.translate(dx, dy)
        by = round(dx * self._ratio), round(dy * self._ratio)
        for sheet in (self._ground, self._titled):
            sheet.scroll(-by[0], -by[1], sheet.rect())

    def _render(self, part: QRect) -> None:
        for _ in self._jobs(part):
            pass

    def _jobs(self, part: QRect) -> Iterator[None]:
        """Paint a part step by step: first its bars, at last its titles on the other sheet."""
        sight, inks = self._sight, self._inks
        assert sight is not None
        assert inks is not None
        frame = part_of(sight, part.left(), part.top(), part.width(), part.height())
        painter = self._over(self._ground, part)
        painter.fillRect(QRect(0, 0, part.width(), part.height()), inks.brush("surface"))
        drawn = paint_bars(painter, frame, inks, sight, header_of(frame))
        painter.end()
        yield
        for job in over_bars(frame, inks, sight, drawn):
            painter = self._over(self._ground, part)
            job(painter)
            painter.end()
            yield
        painter = self._over(self._titled, part)
        self._copy(painter, self._ground, part, QPoint(0, 0))
        painter.end()
        for job in words(frame, inks, sight, drawn):
            painter = self._over(self._titled, part)
            job(painter)
            painter.end()
            yield

    def _over(self, sheet: QPixmap, part: QRect) -> QPainter:
        painter = QPainter(sheet)
        self._begin(painter, part.topLeft() - self._sheet.topLeft(), part)
        return painter

    @staticmethod
    def _begin(painter: QPainter, corner: QPoint, part: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(corner)
        painter.setClipRect(QRect(0, 0, part.width(), part.height()))

    # titles that keep in sight

    def _move_titles(self, painter: QPainter, frame: RoadmapFrame, view: QRect) -> None:
        """Write the titles of bars that begin left of the plot at the plot's edge."""
        sight, inks = self._sight, self._inks
        assert sight is not None
        assert inks is not None
        to = QPoint(round(frame.left), round(frame.top)) - view.topLeft()
        endless = frame._replace(right=inf)
        for place in _cut_by(frame, frame.left, inks.ratio):
            bar, _, top, x1, following = place
            shown = (bar, frame.left, top, x1, following)
            if bar.id in sight.shown.dragged:
                continue
            written, wanted = words_of(inks, place, endless), words_of(inks, shown, endless)
            if wanted == written:
                continue
            reach = ceil(min(_end_of_words(inks, place, written), x1) - frame.left)
            if reach > 0:
                y = round(top - frame.top) + view.top()
                stale = QRect(view.left(), y, reach, round(frame.measures.bar)) & view
                self._copy(painter, self._ground, stale, to + stale.topLeft())
            paint_title(painter, endless, inks, shown, wanted)


def _end_of_words(inks: Inks, place: Titled, written: tuple[float, str] | None) -> float:
    """How far right the letters and the title of a bar reach where it begins, with the margin of their pictures."""
    bar, x0 = place[0], place[1]
    letters = x0 + 6 + inks.width(bar.code, 10, 600) if bar.code else x0
    return max(letters, written[0] + inks.width(written[1], 11, 500) if written is not None else x0) + 4


def _cut_by(frame: RoadmapFrame, x: float, ratio: float) -> list[Titled]:
    """The bars that lie across an upright line, as far as they have titles."""
    found: list[Titled] = []
    scale, lanes, lift = frame.scale, frame.picture.lanes, frame.measures.bar_top
    day = scale.day(x)
    begin, per_day = scale.x(0), scale.per_day
    for lane, row in frame.visible_rows():
        bars = lanes[lane].rows[row]
        at = bisect_right(bars, day, key=bar_end)
        if at == len(bars) or bars[at].start >= day:
            continue
        bar = bars[at]
        x0, x1 = begin + bar.start * per_day, begin + bar.end * per_day
        if x1 - x0 >= 1.5:
            following = begin + bars[at + 1].start * per_day if at + 1 < len(bars) else None
            found.append((bar, snapped(x0, ratio), frame.row_y(lane, row) + lift, snapped(x1, ratio), following))
    return found
