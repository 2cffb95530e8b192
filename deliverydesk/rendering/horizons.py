"""Now, next and later on any painter: four columns of cards, in lanes. Window, pictures and slides divide alike."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from deliverydesk.analysis.horizons import ORDER, When
from deliverydesk.charts.format import number
from deliverydesk.charts.horizons import NAMES
from deliverydesk.rendering.roadmap_inks import Inks, octagon, tag
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.charts.horizons import Card, HorizonBoard
    from deliverydesk.support.tokens import Tokens

HEAD = 44.0
CARD = 48.0
_STEP = CARD + 6
_LANE = 26.0
_PAD = 8.0
_NARROW = 200.0
"""A card on paper is at least so wide before another stands beside it."""
_SMALLEST = 0.4
"""Paper shows cards no smaller than this, and rather leaves some out."""


class Spot(NamedTuple):
    """A column, and the lane in it; -1 above the first."""

    when: When
    lane: int


@dataclass(frozen=True)
class BoardFrame:
    """A board divided: `width` for all columns, `scroll` how far the lanes moved up."""

    board: HorizonBoard
    width: float
    height: float
    scroll: float = 0.0
    top: float = 0.0
    across: int = 1
    """How many cards stand side by side in a column."""

    @property
    def column(self) -> float:
        """How wide a column is, with its gap."""
        return (self.width - 2 * _PAD) / len(ORDER)

    def column_x(self, when: When) -> float:
        """Where a column begins."""
        return _PAD + ORDER.index(when) * self.column

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """Where each lane begins, from the first, and where the last one ends."""
        found = [0.0]
        named = self.board.by != "none"
        for lane in range(len(self.board.lanes)):
            most = -(-max(len(self.board.cells[lane, when]) for when in ORDER) // self.across)
            found.append(found[-1] + (_LANE if named else _PAD) + max(most, 1) * _STEP + 4)
        return tuple(found)

    @property
    def whole(self) -> float:
        """How high all lanes are."""
        return self.tops[-1]

    def lane_y(self, lane: int) -> float:
        """Where a lane begins."""
        return self.top + HEAD - self.scroll + self.tops[lane]

    def lanes(self) -> range:
        """The lanes that show."""
        first = max(bisect_right(self.tops, self.scroll) - 1, 0)
        last = bisect_right(self.tops, self.scroll + self.height - HEAD)
        return range(min(first, len(self.board.lanes)), min(last, len(self.board.lanes)))

    def box(self, card: Card, at: int) -> QRectF:
        """The box of the card that is number `at` (from 0) of its cell."""
        row, beside = divmod(at, self.across)
        y = self.lane_y(card.lane) + (_LANE if self.board.by != "none" else _PAD) + row * _STEP
        wide = (self.column - 2) / self.across
        return QRectF(self.column_x(card.when) + 4 + beside * wide, y, wide - 6, CARD)

    def shown(self) -> Iterator[tuple[Card, QRectF]]:
        """The cards that show, with their boxes."""
        for lane in self.lanes():
            begin = self.lane_y(lane) + (_LANE if self.board.by != "none" else _PAD)
            first = max(int((self.top + HEAD - begin) // _STEP), 0) * self.across
            last = (int((self.top + self.height - begin) // _STEP) + 1) * self.across
            for when in ORDER:
                for at, card in enumerate(self.board.cells[lane, when][first:last], start=first):
                    yield card, self.box(card, at)

    def spot_at(self, x: float, y: float) -> Spot:
        """Column and lane at a place."""
        column = min(max(int((x - _PAD) // self.column), 0), len(ORDER) - 1)
        inside = y - self.top - HEAD + self.scroll
        lane = min(bisect_right(self.tops, inside) - 1, len(self.board.lanes) - 1)
        return Spot(ORDER[column], lane)


class Lit(NamedTuple):
    """What is marked: the cards selected, the current one, those dragged, the one under the pointer, a drop column."""

    selected: frozenset[int] = frozenset()
    focused: int | None = None
    dragged: frozenset[int] = frozenset()
    hovered: int | None = None
    into: When | None = None


def paint_board(painter: QPainter, frame: BoardFrame, inks: Inks, lit: Lit) -> None:
    """Columns, lanes, cards and heads; what scrolls under the heads is cut."""
    whole = QRectF(0, frame.top, frame.width, frame.height)
    painter.fillRect(whole, inks.brush("surface"))
    for when in ORDER:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.brush("sel" if when == lit.into else "canvas"))
        ground = QRectF(frame.column_x(when) + 1, frame.top + 4, frame.column - 2, frame.height - 8)
        painter.drawRoundedRect(ground, 8, 8)
        if when == lit.into:
            painter.setPen(inks.pen("accent", 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 8, 8)
    painter.save()
    painter.setClipRect(QRectF(0, frame.top + HEAD, frame.width, frame.height - HEAD))
    for lane in frame.lanes():
        _lane(painter, frame, inks, lane)
    for card, box in frame.shown():
        _card(painter, inks, card, box, lit)
    painter.restore()
    for when in ORDER:
        _head(painter, frame, inks, when)


def _head(painter: QPainter, frame: BoardFrame, inks: Inks, when: When) -> None:
    board, x, y = frame.board, frame.column_x(when) + 12, frame.top + 20
    inks.text(painter, x, y + 2, NAMES[when], "text", 13, 600)
    x += inks.width(NAMES[when], 13, 600) + 8
    count = number(board.count(when), 0)
    inks.text(painter, x, y + 2, count, "text2", 12)
    words = tr("{period}, {n} pw", period=board.period(when), n=number(round(board.effort(when)), 0))
    room = frame.column - 24
    inks.text(painter, frame.column_x(when) + 12, y + 18, inks.fitted(words, room, 11), "text2", 11)


def _lane(painter: QPainter, frame: BoardFrame, inks: Inks, lane: int) -> None:
    if frame.board.by == "none":
        return
    shown, y = frame.board.lanes[lane], frame.lane_y(lane)
    painter.fillRect(QRectF(_PAD, y, frame.width - 2 * _PAD, 1), inks.brush("line"))
    x = _PAD + 12
    if shown.code:
        tag(painter, inks, x, y + 6, shown.code, shown.number)
        x += 35
    inks.text(painter, x, y + 18, inks.fitted(shown.name, frame.width - x - 20, 12, 500), "text", 12, 500)


def _card(painter: QPainter, inks: Inks, card: Card, box: QRectF, lit: Lit) -> None:
    chosen = card.id in lit.selected
    painter.setOpacity(0.4 if card.id in lit.dragged else 1.0)
    if card.id == lit.focused:
        painter.setPen(inks.pen("accent", 2.0))
    else:
        painter.setPen(inks.pen("accent" if chosen else "line2", 1.0))
    painter.setBrush(inks.brush("sel" if chosen else "hover" if card.id == lit.hovered else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    x, room = box.left() + 8, box.width() - 16
    if card.code:
        tag(painter, inks, x, box.top() + 6, card.code, card.number)
        x, room = x + 34, room - 34
    if card.problem:
        room -= 18
        octagon(painter, inks, box.right() - 15, box.top() + 14, 5.5)
    title = " ".join(card.title[:160].split())
    inks.text(painter, x, box.top() + 18, inks.fitted(title, room, 12, 500), "text", 12, 500)
    facts = card.facts if inks.width(card.facts) <= box.width() - 16 else card.short or card.facts
    facts = inks.fitted(facts, box.width() - 16, 11)
    inks.text(painter, box.left() + 8, box.top() + 38, facts, "text2", 11)
    painter.setOpacity(1.0)


def paint_page(painter: QPainter, board: HorizonBoard, size: tuple[float, float], tokens: Tokens) -> None:
    """The board for paper, with its title above and its source below; drawn smaller where that takes all cards in."""
    inks = Inks(tokens, fills=tokens.name != "contrast")
    width, height = size
    painter.fillRect(QRectF(0, 0, width, height), inks.brush("surface"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inks.text(painter, 28, 46, inks.fitted(board.title, width - 56, 18, 600), "text", 18, 600)
    inks.text(painter, 28, 66, inks.fitted(board.takeaway, width - 56, 13), "text2", 13)
    if board.source:
        inks.text(painter, 28, height - 28, inks.fitted(board.source, width - 56, 11), "text3", 11)
    frame, scale = _fitted(board, width - 40, height - 80 - 46)
    painter.save()
    painter.translate(20, 80)
    painter.scale(scale, scale)
    painter.setClipRect(QRectF(0, 0, frame.width, frame.height))
    paint_board(painter, frame, inks, Lit())
    painter.restore()
    if frame.whole + HEAD + 12 > frame.height + 1:
        words = tr("Not all cards have room here; the table has them all.")
        inks.text(painter, width - 28 - inks.width(words, 11), height - 28, words, "text2", 11)


def _fitted(board: HorizonBoard, width: float, height: float) -> tuple[BoardFrame, float]:
    """The board as large as it can be drawn with all cards, and its scale: smaller cards stand side by side."""
    for step in range(13):
        scale = 1.0 - step * (1.0 - _SMALLEST) / 12
        frame = BoardFrame(board, width / scale, height / scale)
        frame = replace(frame, across=max(int(frame.column // _NARROW), 1))
        if frame.whole + HEAD + 12 <= frame.height:
            break
    return frame, scale
