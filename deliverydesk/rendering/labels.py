"""Where labels go: by rank, each at the first of its places that is free, or not at all. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deliverydesk.rendering.clip import Box


@dataclass(frozen=True, slots=True)
class Label:
    """Words with the boxes they could take, best first. ``rank`` 0 goes first; ``angle`` in degrees turns the
    words about the centre of the box. ``must`` places a label at its first place even over another.
    """

    text: str
    boxes: tuple[Box, ...]
    role: str = "text2"
    px: int = 11
    weight: int = 400
    rank: int = 5
    angle: float = 0.0
    must: bool = False


def overlap(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Whether two boxes come nearer than ``gap``."""
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap


def place(
    labels: Sequence[Label], bounds: Box, taken: Sequence[Box] = (), busy: Sequence[Box] = ()
) -> list[tuple[Label, Box]]:
    """The labels that find room inside ``bounds``, with their boxes. ``taken`` is never covered; ``busy``
    (points and lines of data) only where there is no other room. Labels of a lower rank win; the others drop
    out.
    """
    used = list(taken)
    placed: list[tuple[Label, Box]] = []
    for label in sorted(labels, key=lambda one: one.rank):
        box = _free(label, bounds, used, busy)
        if box is not None:
            used.append(box)
            placed.append((label, box))
    return placed


def _free(label: Label, bounds: Box, used: Sequence[Box], busy: Sequence[Box]) -> Box | None:
    fitting = [
        box
        for box in label.boxes
        if box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]
    ]
    free = [box for box in fitting if not any(overlap(box, other, 2.0) for other in used)]
    for box in free:
        if not any(overlap(box, other) for other in busy):
            return box
    if free:
        return free[0]
    return label.boxes[0] if label.must else None
