"""As little as a roadmap can do with: some fields of a deliverable, and bars that are made when somebody looks at them.

Of 10,000 bars some hundred are in sight, and a window is shown before all there is of its deliverables was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, ItemsView, Iterator, ValuesView
    from datetime import date

    from deliverydesk.charts.roadmap import Bar
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.values import Horizon, Stage

Span = tuple[int, int, int]
"""The first day of a bar, the day after its last, and its id."""


class Work(NamedTuple):
    """What a roadmap takes of a deliverable, by the names of its fields."""

    id: int
    title: str
    product: int | None
    theme: str
    horizon: Horizon | None
    owner: str
    archived: bool
    stage: Stage
    planned_start: date | None
    planned_end: date | None
    actual_start: date | None
    actual_end: date | None
    remaining: float | None
    effort_likely: float | None

    @classmethod
    def of(cls, item: Deliverable) -> Work:
        """That of one deliverable."""
        return cls._make(_values_of(item))


_values_of = attrgetter(*Work._fields)


class LateBars(Mapping[int, "Bar"]):
    """The bars of a roadmap by id."""

    def __init__(self, make: Callable[[int, int, Span], Bar]) -> None:
        """`make` gives the bar of a lane, a row and a span."""
        self._make = make
        self._places: dict[int, tuple[int, int, Span]] = {}
        self._made: dict[int, Bar] = {}

    def after(self, make: Callable[[int, int, Span], Bar], gone: Collection[int]) -> LateBars:
        """The same bars without some; those that were not made yet are made by `make`."""
        bars = LateBars(make)
        bars._places, bars._made = dict(self._places), dict(self._made)
        for bar_id in gone:
            bars._places.pop(bar_id, None)
            bars._made.pop(bar_id, None)
        return bars

    def lane_of(self, bar_id: int) -> int | None:
        """The lane of a bar, which need not be made for it; None where there is no such bar."""
        place = self._places.get(bar_id)
        return None if place is None else place[0]

    def place(self, lane: int, row: int, spans: Sequence[Span]) -> None:
        """Put bars into a row of a lane."""
        for span in spans:
            self._places[span[2]] = (lane, row, span)
            self._made.pop(span[2], None)

    def __getitem__(self, bar_id: int) -> Bar:
        bar = self._made.get(bar_id)
        if bar is None:
            bar = self._made[bar_id] = self._make(*self._places[bar_id])
        return bar

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, bar_id: object) -> bool:
        return bar_id in self._places

    def items(self) -> ItemsView[int, Bar]:
        """All bars with their ids, made at once."""
        return self._all().items()

    def values(self) -> ValuesView[Bar]:
        """All bars, made at once."""
        return self._all().values()

    def _all(self) -> dict[int, Bar]:
        made = self._made
        if len(made) < len(self._places):
            made = self._made = {bar_id: self[bar_id] for bar_id in self._places}
        return made


class LateRows(Sequence[Sequence["Bar"]]):
    """The rows of a lane."""

    def __init__(self, lane: int, rows: Sequence[Sequence[Span]], bars: LateBars) -> None:
        self.spans = rows
        """The rows as they are known before any bar is made."""
        self._bars = bars
        self._made: dict[int, tuple[Bar, ...]] = {}
        for row, spans in enumerate(rows):
            bars.place(lane, row, spans)

    @overload
    def __getitem__(self, row: int) -> Sequence[Bar]: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Sequence[Bar]]: ...
    def __getitem__(self, row: int | slice) -> Sequence[Bar] | Sequence[Sequence[Bar]]:
        if isinstance(row, slice):
            return tuple(self[each] for each in range(*row.indices(len(self))))
        made = self._made.get(row)
        if made is None:
            bars = self._bars
            made = self._made[row] = tuple(bars[bar_id] for _, _, bar_id in self.spans[row])
        return made

    def __len__(self) -> int:
        return len(self.spans)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def among(rows: Sequence[Sequence[Bar]], bars: LateBars) -> Sequence[Sequence[Bar]]:
    """The same rows, none of whose bars has changed, among the bars of another roadmap."""
    if not isinstance(rows, LateRows):
        return rows
    made = copy(rows)
    made._bars = bars  # noqa: SLF001 - of its own kind
    return made


def spans_of(rows: Sequence[Sequence[Bar]]) -> Iterator[Span]:
    """The spans of bars, row by row; none is made for it."""
    if isinstance(rows, LateRows):
        for spans in rows.spans:
            yield from spans
    else:
        for row in rows:
            yield from ((bar.start, bar.end, bar.id) for bar in row)
