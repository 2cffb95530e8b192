"""Shapes that carry meaning, painted by us: stage, verdict, state, freshness, product tag, effort whisker,
rank gap.

Status is shape first, then word, then colour, because green and red meet in many eyes. Every function takes
(painter, rect, theme, values), paints within ``rect`` and leaves the painter's pen, brush and antialiasing
changed: a delegate sets them anyway, and saving a painter for each of a thousand cells is slow. ``Stamps``
keeps painted shapes for rows.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from deliverydesk.support.language import trc
from deliverydesk.ui import fonts, mirror
from deliverydesk.ui.theme import Theme

TAG_WIDTH: Final = 27.0
TAG_HEIGHT: Final = 16.0
GAP_STEP: Final = 1.15
GAP_FULL: Final = 20
GAP_MARKED: Final = 8

VERDICTS: Final = {
    "improving": (trc("verdict", "Improving"), "ok"),
    "worsening": (trc("verdict", "Worsening"), "bad"),
    "flat": (trc("verdict", "Flat"), "text2"),
    "unclear": (trc("verdict", "Cannot tell yet"), "warn"),
    "too_few": (trc("verdict", "Too few readings"), "text2"),
    "within": (trc("verdict", "Within limits"), "ok"),
    "outside": (trc("verdict", "Outside"), "bad"),
}
"""Verdict on an outcome to its word and the role of its colour; the triangle means better or worse, not up or
down."""

STATES: Final = {"ok": "ok", "watch": "warn", "bad": "bad"}
FRESH_DAYS: Final = 10
STALE_DAYS: Final = 30

_Point = tuple[float, float]


def diamond(painter: QPainter, rect: QRectF, theme: Theme, role: str = "ink") -> None:
    """A filled diamond: a promise of delivery."""
    _fill(painter, theme, role)
    across, down = rect.center().x(), rect.center().y()
    reach = min(rect.width(), rect.height()) / 2
    _polygon(
        painter,
        [(across, down - reach), (across + reach, down), (across, down + reach), (across - reach, down)],
    )


def ringed_dot(painter: QPainter, rect: QRectF, theme: Theme, role: str = "ink") -> None:
    """A dot in a ring: a promise of an outcome, a target's end, the start of a drop line."""
    side = min(rect.width(), rect.height())
    _stroke(painter, theme, role, side * 0.125)
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(rect.center(), side * 0.43, side * 0.43)
    _fill(painter, theme, role)
    painter.drawEllipse(rect.center(), side * 0.17, side * 0.17)


@mirror.shape
def stage(painter: QPainter, rect: QRectF, theme: Theme, name: str, role: str = "text2") -> None:
    """The glyph of a stage (idea, shaping, ready, delivery, released, improving, tabled, cancelled), in one
    ink: from a dotted ring over a quarter, a half and three quarters of a disc to the full disc with tick or
    arrow.
    """
    side = min(rect.width(), rect.height())
    middle, radius = rect.center(), side * 0.44
    if name in _SOLID_STAGES:
        _fill(painter, theme, role)
        painter.drawEllipse(middle, radius + side * 0.03, radius + side * 0.03)
        _stroke(painter, theme, "surface", side * 0.115)
        _lines(painter, rect, _SOLID_STAGES[name])
        return
    if name == "idea":
        _dashed_ring(painter, middle, radius, theme, role, side * 0.1, 10)
        return
    _stroke(painter, theme, role, side * 0.1)
    painter.drawEllipse(middle, radius, radius)
    if name in _STAGE_SHARES:
        _fill(painter, theme, role)
        inner = radius * 0.62
        pie = QRectF(middle.x() - inner, middle.y() - inner, 2 * inner, 2 * inner)
        painter.drawPie(pie, 90 * 16, -round(_STAGE_SHARES[name] * 360 * 16))
        return
    _lines(painter, rect, _OPEN_STAGES[name])


def verdict(painter: QPainter, rect: QRectF, theme: Theme, name: str) -> None:
    """The shape of a verdict on an outcome, a key of VERDICTS."""
    role = VERDICTS[name][1]
    side = min(rect.width(), rect.height())
    middle = rect.center()
    if name == "unclear":
        _dashed_ring(painter, middle, side * 0.42, theme, role, side * 0.13, 7)
        return
    _fill(painter, theme, role)
    if name in ("improving", "worsening"):
        up = 1 if name == "improving" else -1
        reach = side * 0.46
        x, y = middle.x(), middle.y()
        _polygon(
            painter,
            [
                (x, y - up * reach * 0.95),
                (x + reach, y + up * reach * 0.8),
                (x - reach, y + up * reach * 0.8),
            ],
        )
    elif name == "flat":
        painter.drawRoundedRect(_centred(rect, side * 0.92, side * 0.3), side * 0.08, side * 0.08)
    elif name == "too_few":
        for place in (-0.36, 0.0, 0.36):
            painter.drawEllipse(middle + QPointF(place * side, 0), side * 0.11, side * 0.11)
    else:
        dot, lines = (0.0, (-0.42, 0.42)) if name == "within" else (-0.34, (0.0, 0.42))
        painter.drawEllipse(middle + QPointF(0, dot * side), side * 0.17, side * 0.17)
        for place in lines:
            painter.drawRect(_centred(rect, side * 0.92, side * 0.14).translated(0, place * side))


@mirror.shape
def state(painter: QPainter, rect: QRectF, theme: Theme, name: str) -> None:
    """Ok is a disc with a tick, watch a triangle with !, bad an octagon with x."""
    role = STATES[name]
    side = min(rect.width(), rect.height())
    middle = rect.center()
    _fill(painter, theme, role)
    if name == "ok":
        painter.drawEllipse(middle, side * 0.47, side * 0.47)
        marks = _TICK
    elif name == "watch":
        corners = [(0.5, 0.04), (0.99, 0.92), (0.01, 0.92)]
        _stroke(painter, theme, role, side * 0.06)
        painter.setBrush(theme.colour(role))
        _polygon(painter, [_at(rect, corner) for corner in corners])
        marks = (((0.5, 0.36), (0.5, 0.62)), ((0.5, 0.76), (0.5, 0.79)))
    else:
        turns = [pi / 8 + number * pi / 4 for number in range(8)]
        _polygon(
            painter,
            [(middle.x() + cos(turn) * side * 0.5, middle.y() + sin(turn) * side * 0.5) for turn in turns],
        )
        marks = _CROSS
    _stroke(painter, theme, "surface", side * 0.12)
    _lines(painter, rect, marks)


def freshness(
    painter: QPainter, rect: QRectF, theme: Theme, days: int | None, fresh: int = FRESH_DAYS, stale: int = STALE_DAYS
) -> None:
    """How old the last reading is: full disc to 10 days, half disc to 30, a red ring after or where there is
    none. ``fresh`` and ``stale`` are other limits, where readings are wanted less often.
    """
    side = min(rect.width(), rect.height())
    middle, radius = rect.center(), side * 0.42
    role = freshness_role(days, fresh, stale)
    if role == "ok":
        _fill(painter, theme, role)
        painter.drawEllipse(middle, radius, radius)
        return
    _stroke(painter, theme, role, side * 0.15)
    painter.drawEllipse(middle, radius, radius)
    if role == "warn":
        _fill(painter, theme, role)
        half = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawPie(half, -90 * 16, 180 * 16)


def freshness_role(days: int | None, fresh: int = FRESH_DAYS, stale: int = STALE_DAYS) -> str:
    """The role that goes with a reading ``days`` old: ok, warn or bad."""
    if days is None or days > stale:
        return "bad"
    return "ok" if days <= fresh else "warn"


@mirror.shape
def tag(painter: QPainter, rect: QRectF, theme: Theme, code: str, index: int) -> None:
    """A product's tag, 27 x 16 at the left of ``rect``: its fill, a 3 px edge in its hue and its two-letter
    code. ``index`` is the product's place among the hues, from 0; from the ninth on the edge is hatched.
    """
    box = QRectF(rect.left(), rect.center().y() - TAG_HEIGHT / 2, TAG_WIDTH, TAG_HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if theme.contrast:
        painter.setPen(QPen(theme.series(index), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setBrush(theme.series_fill(index))
        painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(theme.series(index))
    painter.drawPath(_tag_edge(box))
    if theme.hatched(index):
        _tag_hatch(painter, box, theme, index)
    painter.setPen(theme.series_text(index))
    painter.setFont(fonts.font(10.0, 600))
    mirror.words(painter, box.adjusted(3, 0, 0, 0), int(Qt.AlignmentFlag.AlignCenter), code[:2])


def whisker(painter: QPainter, rect: QRectF, theme: Theme, low: float, likely: float, high: float, full: float) -> None:
    """An estimate's range on a scale from 0 to ``full`` that all rows share: a line from low to high, a dot
    at likely. What lies beyond ``full`` is drawn at the right edge.
    """
    if full <= 0:
        return
    inset = 3.0
    width = rect.width() - 2 * inset
    left, dot, right = (rect.left() + inset + width * min(max(value / full, 0.0), 1.0) for value in (low, likely, high))
    middle = rect.center().y()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen("ctl", 1.5))
    painter.drawLine(QLineF(left, middle, right, middle))
    _fill(painter, theme, "text")
    painter.drawEllipse(QPointF(dot, middle), 2.5, 2.5)


def gap_bar(painter: QPainter, rect: QRectF, theme: Theme, gap: int) -> None:
    """Rank minus score rank as a bar from the middle of ``rect``: to the right where the score would place
    the item higher. 1.15 px a rank, full at 20; from 8 on it is strong.
    """
    middle = rect.center()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(round(middle.x()), middle.y() - 7, 1, 14), theme.colour("line"))
    if not gap:
        return
    length = min(abs(gap), GAP_FULL) * GAP_STEP
    left = middle.x() + 1 if gap > 0 else middle.x() - length
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _fill(painter, theme, gap_role(gap))
    painter.drawRoundedRect(QRectF(left, middle.y() - 3, length, 6), 1, 1)


def gap_role(gap: int) -> str:
    """The colour of a gap's bar: quiet under 8, strong from 8 on (where the figure is of weight 500)."""
    return "text2" if abs(gap) >= GAP_MARKED else "line2"


def gap_text(gap: int) -> str:
    """The gap as a figure with its sign: +11, −26, 0."""
    return f"+{gap}" if gap > 0 else f"−{-gap}" if gap < 0 else "0"


@mirror.shape
def meter(painter: QPainter, rect: QRectF, theme: Theme, share: float, role: str = "ctl") -> None:
    """A track with ``share`` (0 to 1) of it filled, 5 px high in the middle of ``rect``."""
    height = min(5.0, rect.height())
    track = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
    _fill(painter, theme, "line" if theme.dark else "sunken")
    painter.drawRoundedRect(track, height / 2, height / 2)
    filled = track.width() * min(max(share, 0.0), 1.0)
    if filled > 0:
        _fill(painter, theme, role)
        painter.drawRoundedRect(QRectF(track.left(), track.top(), max(filled, 2.0), height), height / 2, height / 2)


def squares(painter: QPainter, rect: QRectF, theme: Theme, met: tuple[bool, ...]) -> None:
    """A square for each of some conditions, 8 px wide: full where it is met, an edge alone where it is not."""
    step = rect.width() / max(len(met), 1)
    for at, is_met in enumerate(met):
        box = QRectF(rect.left() + at * step + 0.5, rect.center().y() - 3.5, step - 3, 7)
        if is_met:
            _fill(painter, theme, "ok")
        else:
            painter.setPen(theme.pen("ctl", 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 1.5, 1.5)


class Stamps:
    """Painted shapes kept as pictures, so that a row of a long table costs one copy a cell. One per view."""

    def __init__(self, limit: int = 512) -> None:
        self._kept: dict[object, QPixmap] = {}
        self._limit = limit

    def draw(
        self,
        painter: QPainter,
        rect: QRectF,
        theme: Theme,
        shape: Callable[..., None],
        *values: object,
    ) -> None:
        """Paints ``shape(painter, rect, theme, *values)``, from the kept picture where there is one. ``rect``
        starts at whole pixels and ``values`` are hashable.
        """
        ratio = painter.device().devicePixelRatioF()
        key = (shape, values, rect.width(), rect.height(), ratio, id(theme))
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= self._limit:
                self._kept.clear()
            kept = self._kept[key] = self._made(rect, theme, shape, values, ratio)
        mirror.pixmap(painter, rect.topLeft(), kept)

    @staticmethod
    def _made(
        rect: QRectF, theme: Theme, shape: Callable[..., None], values: tuple[object, ...], ratio: float
    ) -> QPixmap:
        made = QPixmap(max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio)))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        shape(painter, QRectF(0, 0, rect.width(), rect.height()), theme, *values)
        painter.end()
        return made


_TICK: Final = (((0.29, 0.52), (0.44, 0.67)), ((0.44, 0.67), (0.72, 0.36)))
_CROSS: Final = (((0.34, 0.34), (0.66, 0.66)), ((0.66, 0.34), (0.34, 0.66)))
_ARROW: Final = (
    ((0.24, 0.62), (0.42, 0.46)),
    ((0.42, 0.46), (0.54, 0.57)),
    ((0.54, 0.57), (0.74, 0.36)),
    ((0.57, 0.34), (0.76, 0.34)),
    ((0.76, 0.34), (0.76, 0.53)),
)
_PAUSE: Final = (((0.40, 0.33), (0.40, 0.67)), ((0.60, 0.33), (0.60, 0.67)))
_SOLID_STAGES: Final = {"released": _TICK, "improving": _ARROW}
_OPEN_STAGES: Final = {"tabled": _PAUSE, "cancelled": _CROSS}
_STAGE_SHARES: Final = {"shaping": 0.25, "ready": 0.5, "delivery": 0.75}


def _fill(painter: QPainter, theme: Theme, role: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))


def _stroke(painter: QPainter, theme: Theme, role: str, width: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QBrush(theme.colour(role)), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _dashed_ring(
    painter: QPainter, middle: QPointF, radius: float, theme: Theme, role: str, width: float, dashes: int
) -> None:
    """A ring of ``dashes`` equal dashes, so that it closes without a seam."""
    _stroke(painter, theme, role, width)
    around = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    pen = painter.pen()
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    turn = 360 * 16 / dashes
    for number in range(dashes):
        painter.drawArc(around, round(number * turn), round(turn * 0.56))


def _lines(painter: QPainter, rect: QRectF, lines: tuple[tuple[_Point, _Point], ...]) -> None:
    for start, end in lines:
        painter.drawLine(QPointF(*_at(rect, start)), QPointF(*_at(rect, end)))


def _at(rect: QRectF, place: _Point) -> _Point:
    """``place`` in the square in the middle of ``rect``, whose corners are (0, 0) and (1, 1)."""
    side = min(rect.width(), rect.height())
    return (rect.center().x() + (place[0] - 0.5) * side, rect.center().y() + (place[1] - 0.5) * side)


def _polygon(painter: QPainter, points: list[_Point]) -> None:
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))


def _centred(rect: QRectF, width: float, height: float) -> QRectF:
    made = QRectF(0, 0, width, height)
    made.moveCenter(rect.center())
    return made


def _tag_edge(box: QRectF) -> QPainterPath:
    """The left 3 px of the tag, with the tag's own corners."""
    whole, strip = QPainterPath(), QPainterPath()
    whole.addRoundedRect(box, 3, 3)
    strip.addRect(QRectF(box.left(), box.top(), 3, box.height()))
    return whole.intersected(strip)


def _tag_hatch(painter: QPainter, box: QRectF, theme: Theme, index: int) -> None:
    """Strokes of 45 degrees across the code's ground for the ninth product and on."""
    painter.save()
    painter.setClipRect(box.adjusted(3, 0, 0, 0))
    faint = theme.mix(theme.series(index), theme.colour("surface"), 0.34)
    painter.setPen(QPen(faint, 1.0))
    for number in range(-3, 8):
        left = box.left() + number * 5
        painter.drawLine(QLineF(left, box.bottom(), left + box.height(), box.top()))
    painter.restore()
