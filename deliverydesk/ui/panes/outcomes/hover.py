"""What the chart says under the pointer: the nearest reading with its note, and the nearest marker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF

from deliverydesk.charts.format import day, with_unit
from deliverydesk.charts.spec import Flag, Series
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.values import Stage
from deliverydesk.rendering.canvas import Canvas, width_of, wrapped
from deliverydesk.rendering.frame import Frame
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.outcomes.figure_words import digits_of

_WIDEST = 230.0
_PAD = 9.0
_LINE = 16.0


@dataclass(frozen=True, slots=True)
class Hover:
    """The words of the card: one headline, further lines, and what they are about."""

    reading: int | None
    """Place of the reading in the series."""
    at: tuple[float, float]
    """Day and value that the card points at."""
    title: str
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it as one text, for tests and screen readers."""
        return "\n".join((self.title, *self.lines))


def nearest_reading(frame: Frame, series: Series, place: QPointF) -> int | None:
    """The reading nearest to the pointer along time, of those in view; None outside the plot."""
    left, top, right, bottom = frame.box
    if not (left - 4 <= place.x() <= right + 4 and top - 4 <= place.y() <= bottom + 4):
        return None
    inside = [
        at
        for at, (x, y) in enumerate(zip(series.xs, series.ys, strict=True))
        if y is not None and frame.spec.x.low <= x <= frame.spec.x.high
    ]
    return min(inside, key=lambda at: abs(frame.x(series.xs[at]) - place.x()), default=None)


def reading_at(frame: Frame, series: Series, place: QPointF, reach: float) -> int | None:
    """The reading whose point lies within `reach` pixels of the pointer."""
    at = nearest_reading(frame, series, place)
    y = series.ys[at] if at is not None else None
    if at is None or y is None:
        return None
    away = QPointF(frame.x(series.xs[at]), frame.y(y)) - place
    return at if away.manhattanLength() <= reach else None


def nearest_flag(frame: Frame, place: QPointF, reach: float) -> Flag | None:
    """The flag whose line or words lie within `reach` pixels of the pointer."""
    best: tuple[float, Flag] | None = None
    for pennant in frame.pennants:
        flag = pennant.flag
        away = abs(frame.x(flag.at) - place.x())
        if pennant.row is not None and place.y() < frame.box[1] and not pennant.left_side:
            words = width_of(flag.label, 11, 500) + 13
            row = int((place.y() - frame.lane_top) // 19.0)
            if row == pennant.row and 0 <= place.x() - frame.x(flag.at) <= words:
                away = 0.0
        if away <= reach and place.y() <= frame.box[3] and (best is None or away < best[0]):
            best = (away, flag)
    return best[1] if best else None


def figure_under(frame: Frame, place: QPointF) -> tuple[str, QRect] | None:
    """The figure whose band lies at a place, by its key in `analysis.definitions`, with its rectangle."""
    for band in reversed(frame.spec.bands):
        low, high = min(band.lows), max(band.highs)
        box = QRectF(frame.x(band.xs[0]), frame.y(high), frame.x(band.xs[-1]) - frame.x(band.xs[0]), 0)
        box.setBottom(frame.y(low))
        if band.as_lines and box.contains(place):
            return "natural_limits" if band.edge else "projected_level", box.toAlignedRect()
    return None


def hover_of(frame: Frame, series: Series | None, at: int | None, flag: Flag | None) -> Hover | None:
    """The card for a reading (its place in the series) and a flag; None where there is neither."""
    if series is None or at is None:
        if flag is None:
            return None
        return Hover(None, (flag.at, frame.spec.y.high), flag.label, (_what(flag),) if _what(flag) else ())
    value = series.ys[at]
    assert value is not None, "only readings in view are pointed at"
    columns, row = frame.spec.table.columns, frame.spec.table.rows[at]
    when = date.fromordinal(int(series.xs[at]))
    lines = [day(when)]
    decimals = digits_of(y for y in series.ys if y is not None)
    required = row[2] if columns[2].name == tr("On the required path") else None
    if isinstance(required, (int, float)):
        lines.append(tr("required path {value}", value=with_unit(float(required), columns[1].unit, decimals)))
    if len(row) > 3 and row[3]:
        lines.append(str(row[3]))
    heads = [column.name for column in columns]
    if tr("No routine variation") in heads and (pattern := row[heads.index(tr("No routine variation"))]):
        lines.append(str(pattern))
    if flag is not None:
        lines.append(tr("{flag}, planned", flag=flag.label) if flag.planned else flag.label)
    return Hover(at, (series.xs[at], value), with_unit(value, columns[1].unit), tuple(lines))


def _what(flag: Flag) -> str:
    if flag.kind != "launch":
        return ""
    return tr("planned") if flag.planned else choice_words(Stage.RELEASED)


def paint_card(canvas: Canvas, frame: Frame, hover: Hover) -> None:
    """A dotted line through the place pointed at, its point filled, and the card beside it."""
    x, y = frame.x(hover.at[0]), frame.y(hover.at[1])
    _, top, _, bottom = frame.box
    canvas.line((x, top), (x, bottom), "ctl", 1.0, "dotted")
    if hover.reading is not None:
        canvas.circle((x, y), 4.0, "text", "surface", 1.5)
    lines = [words for line in hover.lines for words in wrapped(line, _WIDEST, 11, 400, 3)]
    wide = max([width_of(hover.title, 12, 600), *(width_of(line) for line in lines)]) + 2 * _PAD
    tall = 18 + _LINE * len(lines) + 2 * _PAD - 6
    card_left = x + 12 if x + 12 + wide <= frame.width - 4 else x - 12 - wide
    # At the end of the plot that the point is far from, so that the card hides no data near it.
    card_top = top + 6 if y > (top + bottom) / 2 else max(bottom - tall - 6, 4.0)
    card_left = max(4.0, card_left)
    card = (card_left, card_top, card_left + wide, card_top + tall)
    canvas.box(card, canvas.colour("raised"), canvas.pen("line2"), 6)
    base = card_top + _PAD + 9
    canvas.text((card_left + _PAD, base), hover.title, "text", 12, 600)
    for number, line in enumerate(lines, start=1):
        canvas.text((card_left + _PAD, base + _LINE * number + 1), line, "text2")
