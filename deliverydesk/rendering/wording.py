"""Which words stand in a plot and where they could stand."""

from __future__ import annotations

import math
from collections.abc import Iterator

from deliverydesk.charts.spec import Band, Series
from deliverydesk.rendering.canvas import width_of
from deliverydesk.rendering.clip import Box, Place, polyline
from deliverydesk.rendering.frame import Frame
from deliverydesk.rendering.labels import Label
from deliverydesk.rendering.marks import bar_box, reference_ends, runs_of

_TALL = 15.0
_MARKER = 4.0
"""The radius of a usual point."""


def labels_of(frame: Frame) -> list[Label]:
    """Every label of the plot with the boxes it could take."""
    return [
        *_today_labels(frame),
        *_bar_labels(frame),
        *_point_labels(frame),
        *_line_labels(frame),
        *_reference_labels(frame),
        *_band_labels(frame),
        *_note_labels(frame),
    ]


def busy_boxes(frame: Frame) -> list[Box]:
    """Small boxes over data points, along lines and over flags' lines, which labels avoid while they can."""
    busy: list[Box] = []
    for series in frame.spec.series:
        if series.kind in ("bars", "points", "cells"):
            continue
        for run in runs_of(frame, series):
            for part in polyline(run, frame.box):
                busy.extend(_along(part, 3.0 + series.marker))
    for line in frame.spec.references:
        ends = reference_ends(frame, line)
        if ends is not None:
            busy.extend(_along(list(ends), 2.0))
    for band in frame.spec.bands:
        if band.as_lines and not band.edge:
            busy.extend(_over(frame, band))
    for flag in frame.spec.flags:
        x = frame.x(flag.at)
        top = frame.box[3] - 16 if flag.kind == "today" else frame.box[1]
        busy.append((x - 2, top, x + 2, frame.box[3]))
    return busy


def _over(frame: Frame, band: Band) -> Iterator[Box]:
    """Boxes over a fan, one for each of its pieces."""
    for at in range(1, len(band.xs)):
        lows, highs = band.lows[at - 1 : at + 1], band.highs[at - 1 : at + 1]
        yield frame.x(band.xs[at - 1]), frame.y(max(highs)), frame.x(band.xs[at]), frame.y(min(lows))


def point_boxes(frame: Frame) -> list[Box]:
    """Boxes over lone points and, where there are any, over the figures of the upright axis, which no label covers."""
    boxes: list[Box] = []
    for series in frame.spec.series:
        if series.kind == "points":
            for x, y, half in zip(series.xs, series.ys, radii_of(series), strict=True):
                if y is not None:
                    across, down = frame.x(x), frame.y(y)
                    boxes.append((across - half, down - half, across + half, down + half))
    if boxes:
        left = frame.box[0] - 6
        boxes.extend((0.0, frame.y(tick.value) - 8, left, frame.y(tick.value) + 8) for tick in frame.y_ticks)
    return boxes


def _along(places: list[Place], half: float) -> Iterator[Box]:
    before = places[0]
    for place in places:
        far = math.hypot(place[0] - before[0], place[1] - before[1])
        count = max(1, int(far / 12))
        for step in range(1, count + 1):
            x = before[0] + (place[0] - before[0]) * step / count
            y = before[1] + (place[1] - before[1]) * step / count
            yield (x - half, y - half, x + half, y + half)
        before = place


def _box(words: str, left: float, middle: float, px: int = 11, weight: int = 400) -> Box:
    return (left - 2, middle - _TALL / 2, left + width_of(words, px, weight) + 2, middle + _TALL / 2)


def _today_labels(frame: Frame) -> Iterator[Label]:
    for flag in frame.spec.flags:
        if flag.kind == "today" and frame.spec.x.low <= flag.at <= frame.spec.x.high:
            x, y = frame.x(flag.at), frame.box[3] - 10
            boxes = (
                _box(flag.label, x + 6, y, 11, 500),
                _box(flag.label, x - 6 - width_of(flag.label, 11, 500), y, 11, 500),
            )
            yield Label(flag.label, boxes, "accentText", 11, 500, flag.rank)


def _bar_labels(frame: Frame) -> Iterator[Label]:
    """Words beyond the end of each bar: of the whole bar where several series lie on one another."""
    reached: dict[float, float] = {}
    for series in frame.spec.series:
        if series.kind != "bars":
            continue
        across, along = (series.ys, series.xs) if frame.spec.horizontal else (series.xs, series.ys)
        for index, (category, value) in enumerate(zip(across, along, strict=True)):
            if category is None:
                continue
            reached[category] = reached.get(category, 0.0) + (value or 0.0)
            words = series.labels[index] if series.labels else ""
            if not words:
                continue
            box = bar_box(frame, category, 0.0, reached[category])
            if frame.spec.horizontal:
                at = _box(words, box[2] + 8, (box[1] + box[3]) / 2, 12)
            else:
                middle = (box[0] + box[2]) / 2 - width_of(words, 12) / 2
                at = _box(words, middle, box[1] - 10, 12)
            yield Label(words, (at,), "text2", 12, 400, series.rank)


def _point_labels(frame: Frame) -> Iterator[Label]:
    for series in frame.spec.series:
        if series.kind in ("bars", "cells") or not series.labels:
            continue
        for x, y, words, radius in zip(series.xs, series.ys, series.labels, radii_of(series), strict=True):
            if y is not None and words:
                yield Label(
                    words,
                    tuple(_round(frame.x(x), frame.y(y), words, 11, 400, max(radius - _MARKER, 0.0))),
                    "text2",
                    11,
                    400,
                    series.rank,
                )


def radii_of(series: Series) -> tuple[float, ...]:
    """The radius of each point in px."""
    return series.sizes or (series.marker,) * len(series.xs)


def _round(x: float, y: float, words: str, px: int, weight: int, more: float = 0.0) -> Iterator[Box]:
    """Places round a point: right, left, above, below, and the corners; `more` px away than from a usual point."""
    wide = width_of(words, px, weight)
    yield _box(words, x + 9 + more, y, px, weight)
    yield _box(words, x - 9 - more - wide, y, px, weight)
    for dy in (-13.0 - more, 13.0 + more):
        yield _box(words, x - wide / 2, y + dy, px, weight)
        yield _box(words, x + 5, y + dy, px, weight)
        yield _box(words, x - 5 - wide, y + dy, px, weight)


def _line_labels(frame: Frame) -> Iterator[Label]:
    for series in frame.spec.series:
        if not series.label or series.kind == "bars":
            continue
        role = series.label_role or series.role
        for run in runs_of(frame, series):
            parts = polyline(run, frame.box)
            if parts and len(parts[0]) > 1:
                yield _line_label(series, parts[0], role)
                break


def _line_label(series: Series, part: list[Place], role: str) -> Label:
    (x0, y0), (x1, y1) = part[0], part[-1]
    angle = math.degrees(math.atan2(y1 - y0, x1 - x0)) if len(part) == 2 else 0.0
    wide = width_of(series.label, 11, 500 if not angle else 400)
    boxes: list[Box] = []
    if abs(angle) < 1:
        offsets = (10.0, -10.0) if series.label_side == "below" else (-10.0, 10.0)
        for share in (0.12, 0.3, 0.5, 0.7, 0.0):
            left = x0 + 2 + (x1 - x0 - wide - 12) * share
            middle = y0 + (y1 - y0) * share
            boxes += [_box(series.label, left, middle + dy, 11, 500) for dy in offsets]
        return Label(series.label, tuple(boxes), role, 11, 500, series.rank)
    turn = math.radians(angle)
    half_w = (wide * abs(math.cos(turn)) + _TALL * abs(math.sin(turn))) / 2
    half_h = (wide * abs(math.sin(turn)) + _TALL * abs(math.cos(turn))) / 2
    for share in (0.6, 0.45, 0.75, 0.3, 0.15):
        for off in (-10.0, 10.0):
            x = x0 + (x1 - x0) * share - math.sin(turn) * off
            y = y0 + (y1 - y0) * share + math.cos(turn) * off
            boxes.append((x - half_w, y - half_h, x + half_w, y + half_h))
    return Label(series.label, tuple(boxes), role, 11, 400, series.rank, angle)


def _reference_labels(frame: Frame) -> Iterator[Label]:
    for line in frame.spec.references:
        ends = reference_ends(frame, line)
        if not line.label or ends is None:
            continue
        (x0, y0), (x1, y1) = ends
        wide = width_of(line.label)
        if line.axis == "x":
            boxes = [
                _box(line.label, x0 + 6, min(y0, y1) + 9),
                _box(line.label, x0 - 6 - wide, min(y0, y1) + 9),
            ]
        else:
            boxes = []
            for share in (0.0, 1.0, 0.25, 0.5, 0.75):
                left = min(x0, x1) + 2 + (abs(x1 - x0) - wide - 4) * share
                boxes += [_box(line.label, left, y0 + 10), _box(line.label, left, y0 - 10)]
        yield Label(line.label, tuple(boxes), line.label_role, 11, 400, line.rank)


def _band_labels(frame: Frame) -> Iterator[Label]:
    for band in frame.spec.bands:
        if not band.label:
            continue
        left, wide = max(frame.x(band.xs[0]), frame.box[0]), width_of(band.label)
        right = min(frame.x(band.xs[-1]), frame.box[2])
        low, high = frame.y(band.lows[0]), frame.y(band.highs[0])
        room = right - left - wide - 12
        # Words wider than their band begin with it, so that they are not read as those of its neighbour, and are left
        # out where they would lie on anything.
        heights = [(low - 10, high + 10), (low + 10, high - 10)]
        if room <= 0:
            heights.append((low + 25, high - 25))
        boxes = [
            _box(band.label, left + 6 + room * share, y)
            for pair in heights
            for share in ((0.0, 1.0, 0.25, 0.5, 0.75) if room > 0 else (0.0,))
            for y in pair
        ]
        yield Label(band.label, tuple(boxes), "text3", 11, 400, band.rank, clear=room <= 0)


def _note_labels(frame: Frame) -> Iterator[Label]:
    for note in frame.spec.notes:
        x, y = frame.x(note.x), frame.y(note.y)
        weight = 600 if note.bold else 400
        wide = width_of(note.text, 11, weight)
        firsts = {
            "right": _box(note.text, x + 10, y, 11, weight),
            "left": _box(note.text, x - 8 - wide, y, 11, weight),
            "above": _box(note.text, x - wide / 2, y - 12, 11, weight),
            "below": _box(note.text, x - wide / 2, y + 12, 11, weight),
        }
        boxes = (firsts[note.side], *_round(x, y, note.text, 11, weight))
        yield Label(note.text, boxes, note.role, 11, weight, note.rank)
