"""Where labels go: by rank, each at the first of its places that is free, or not at all. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from deliverydesk.rendering.clip import Box


@dataclass(frozen=True, slots=True)
class Label:
    """Words with the boxes they could take, best first. ``rank`` 0 goes first; ``angle`` in degrees turns the
    words about the centre of the box. ``must`` places a label at its first place even over another; ``clear`` leaves it
    out rather than have it lie on points or lines.
    """

    text: str
    boxes: tuple[Box, ...]
    role: str = "text2"
    px: int = 11
    weight: int = 400
    rank: int = 5
    angle: float = 0.0
    must: bool = False
    clear: bool = False


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
    used, crowd = _Boxes(taken, gap=2.0), _Boxes(busy)
    placed: list[tuple[Label, Box]] = []
    for label in sorted(labels, key=lambda one: one.rank):
        box = _free(label, bounds, used, crowd)
        if box is not None:
            used.add(box)
            placed.append((label, box))
    return placed


class _Boxes:
    """Boxes by the cells of a grid that they touch, so that a label meets its neighbours only."""

    _CELL = 48.0

    def __init__(self, boxes: Iterable[Box] = (), gap: float = 0.0) -> None:
        self._gap = gap
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in self._touched(box, self._gap):
            self._cells.setdefault(cell, []).append(box)

    def meets(self, box: Box) -> bool:
        return any(
            overlap(box, other, self._gap) for cell in self._touched(box, 0.0) for other in self._cells.get(cell, ())
        )

    def met_by(self, box: Box) -> int:
        """How many of the boxes ``box`` meets; those on several cells count more than once, which orders them
        as well.
        """
        cells = self._touched(box, 0.0)
        return sum(overlap(box, other, self._gap) for cell in cells for other in self._cells.get(cell, ()))

    def _touched(self, box: Box, gap: float) -> Iterator[tuple[int, int]]:
        for column in range(int((box[0] - gap) // self._CELL), int((box[2] + gap) // self._CELL) + 1):
            for row in range(int((box[1] - gap) // self._CELL), int((box[3] + gap) // self._CELL) + 1):
                yield column, row


def _free(label: Label, bounds: Box, used: _Boxes, busy: _Boxes) -> Box | None:
    fitting = [
        box
        for box in label.boxes
        if box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]
    ]
    free = [box for box in fitting if not used.meets(box)]
    if free:
        best = min(free, key=busy.met_by)
        return None if label.clear and busy.meets(best) else best
    return label.boxes[0] if label.must else None
