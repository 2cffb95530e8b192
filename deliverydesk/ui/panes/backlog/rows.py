"""Which deliverables the table shows, in which order, and how that changes with each edit. No Qt.

Views hold ids. In the manager's order a row is found by its order key, and one edit among 100,000 touches one row. A
view that is sorted by a column keeps its order when values change: nothing jumps away under the hand of who edits.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk.domain.entities import (
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Outcome,
    Product,
    Rating,
    Settings,
    Team,
)
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE, SCORED, Column
from deliverydesk.ui.panes.backlog.filters import Filter, Haystack

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.ui.panes.backlog.sight import Sight

_MANY = 64
"""From so many changed deliverables on, the rows are gathered anew."""


class Sort(NamedTuple):
    """A column to sort by, without touching the manager's order."""

    column: str
    descending: bool = False

    @property
    def words(self) -> str:
        """As in "Sorted by target, earliest first"."""
        column = COLUMNS[PLACE[self.column]]
        title = column.title if column.title.isupper() else column.title[:1].lower() + column.title[1:]
        return f"Sorted by {title}, {column.down if self.descending else column.up}"


class Step(NamedTuple):
    """How the rows change. Rows `first` to `last`, both included; `to` is the row they go above, before the move."""

    kind: Literal["none", "insert", "remove", "move", "reset"]
    first: int = 0
    last: int = 0
    to: int = 0


class Rows:
    """The ids shown, in order."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.filter = Filter()
        self.sort: Sort | None = None
        self.stale = False
        """The view is sorted, and something that it is sorted by has changed since."""
        self.haystack = Haystack()
        self.ids: Sequence[int] = ()
        self._places: dict[int, int] | None = None
        self.gather()

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def in_order(self) -> bool:
        """True where the rows are in the manager's order, all of them or some."""
        return self.sort is None

    @property
    def whole(self) -> bool:
        """True where every deliverable is shown, in the manager's order."""
        return self.sort is None and not self.filter

    def gather(self) -> None:
        """Filter and sort anew."""
        ids: Sequence[int] = self.sight.portfolio.ranking.ids
        if self.filter:
            ids = self.filter.select(self.sight, self.haystack, ids)
        if self.sort is not None:
            ids = sorted_ids(self.sight, ids, self.sort)
        self.ids = ids
        self.stale = False
        self._places = None

    def row_of(self, deliverable_id: int) -> int | None:
        """The row of a deliverable; None where it is not shown."""
        if self.sort is not None:
            if self._places is None:
                self._places = {entity_id: row for row, entity_id in enumerate(self.ids)}
            return self._places.get(deliverable_id)
        item = self.sight.portfolio.deliverables.get(deliverable_id)
        if item is None:
            return None
        row = self._place_for(self.ids, item.order_key)
        return row if row < len(self.ids) and self.ids[row] == deliverable_id else None

    def rows_of(self, ids: Collection[int]) -> list[int]:
        """The rows of those deliverables that are shown, from the top."""
        if len(ids) * 20 > len(self.ids):
            return [row for row, entity_id in enumerate(self.ids) if entity_id in ids]
        return sorted(row for row in map(self.row_of, ids) if row is not None)

    def rank_at(self, row: int) -> int:
        """The manager's rank of the deliverable in a row."""
        return row + 1 if self.whole else self.sight.rank(self.ids[row])

    def row_starting(self, words: str, after: int) -> int | None:
        """The next row from `after` on, coming round, whose title begins with these words."""
        lowered, items = words.casefold(), self.sight.portfolio.deliverables
        count = len(self.ids)
        for step in range(count):
            row = (after + step) % count
            if items[self.ids[row]].title[: len(words) + 4].casefold().startswith(lowered):
                return row
        return None

    def plan(self, change_set: ChangeSet, sight: Sight) -> tuple[Step, Sequence[int], set[int]]:
        """What a change set does to the rows: the step, the ids shown after it, and the deliverables touched.

        Nothing is changed here; `take` does it, so that a model can announce the step first.
        """
        touched = touched_by(change_set)
        if touched is None:
            self.haystack.forget()
            return Step("reset"), self._gathered(sight), set()
        self.haystack.renew(sight, touched)
        if len(touched) > _MANY:
            return Step("reset"), self._gathered(sight), touched
        after = self._after(touched, sight)
        step = self._step_of_one(touched, after, sight) if self.whole else None
        return step or step_between(self.ids, after), after, touched

    def _step_of_one(self, touched: set[int], after: Sequence[int], sight: Sight) -> Step | None:
        """The step where one deliverable, there before and after, has changed: nobody else can have moved."""
        if after is self.ids:
            return Step("none")
        if len(touched) != 1:
            return None
        (entity_id,) = touched
        item, before = sight.portfolio.deliverables.get(entity_id), self.row_of(entity_id)
        if item is None or before is None:
            return None
        row = self._place_for(after, item.order_key, sight)
        return Step("none") if row == before else Step("move", before, before, row if row < before else row + 1)

    def take(self, ids: Sequence[int], sight: Sight, touched: Collection[int] | None = ()) -> None:
        """Show these ids, of this snapshot; `touched` are the deliverables that changed, None for any."""
        if self.sort is not None and not self.stale:
            self.stale = self._unsettled(self.sort.column, sight, touched)
        self.ids, self.sight, self._places = ids, sight, None

    def _unsettled(self, key: str, sight: Sight, touched: Collection[int] | None) -> bool:
        """Whether something that the view is sorted by has changed."""
        if touched is None:
            return True
        if key in SCORED or key == "rank":
            return bool(touched)
        said = COLUMNS[PLACE[key]].text
        before, after = self.sight.portfolio.deliverables, sight.portfolio.deliverables
        return any(
            i in after and (i not in before or said(self.sight, before[i]) != said(sight, after[i])) for i in touched
        )

    def _gathered(self, sight: Sight) -> Sequence[int]:
        ids: Sequence[int] = sight.portfolio.ranking.ids
        if self.filter:
            ids = self.filter.select(sight, self.haystack, ids)
        return ids if self.sort is None else self._in_kept_order(ids)

    def _in_kept_order(self, ids: Sequence[int]) -> list[int]:
        """A sorted view after many changes: who stays keeps the order, who is new goes last."""
        shown = set(ids)
        kept = [entity_id for entity_id in self.ids if entity_id in shown]
        known = set(kept)
        return kept + [entity_id for entity_id in ids if entity_id not in known]

    def _after(self, touched: set[int], sight: Sight) -> Sequence[int]:
        if self.whole:
            return sight.portfolio.ranking.ids
        passes = self.filter.test(sight, self.haystack)
        table = sight.portfolio.deliverables
        shown = {i for i in touched if i in table and passes(table[i])}
        if self.sort is not None:
            return self._kept(touched, shown, sight)
        ids = list(self.ids)
        for row in sorted((r for i in touched if (r := self.row_of(i)) is not None), reverse=True):
            del ids[row]
        for entity_id in shown:
            ids.insert(self._place_for(ids, table[entity_id].order_key, sight), entity_id)
        return ids

    def _kept(self, touched: set[int], shown: set[int], sight: Sight) -> Sequence[int]:
        gone = {i for i in touched if self.row_of(i) is not None} - shown
        added = [i for i in shown if self.row_of(i) is None]
        if not gone and not added:
            return self.ids
        kept = [i for i in self.ids if i not in gone]
        return kept + sorted(added, key=lambda i: sight.item(i).order_key)

    def _place_for(self, ids: Sequence[int], order_key: int, sight: Sight | None = None) -> int:
        items = (sight or self.sight).portfolio.deliverables
        return bisect_left(ids, order_key, key=lambda entity_id: items[entity_id].order_key)


def sorted_ids(sight: Sight, ids: Sequence[int], sort: Sort) -> list[int]:
    """Ids sorted by a column; equals stay in their order, and who has nothing to sort by goes last, either way."""
    column: Column = COLUMNS[PLACE[sort.column]]
    keys = column.keys(sight)
    keyed = [entity_id for entity_id in ids if entity_id in keys]
    keyed.sort(key=keys.__getitem__, reverse=sort.descending)
    if len(keyed) < len(ids):
        keyed += [entity_id for entity_id in ids if entity_id not in keys]
    return keyed


def touched_by(change_set: ChangeSet) -> set[int] | None:
    """The deliverables whose rows a change set may change; None where that may be any."""
    touched: set[int] = set()
    for change in change_set.changes:
        for image in (change.before, change.after):
            if isinstance(image, Deliverable):
                touched.add(image.id)
            elif isinstance(image, (Demand, Contribution, Rating)):
                touched.add(image.deliverable)
            elif isinstance(image, (Product, Team, Outcome, Settings, Criterion)):
                return None
    return touched


def step_between(before: Sequence[int], after: Sequence[int]) -> Step:
    """The one step that leads from these ids to those, if a single insertion, removal or move does; else a reset."""
    if before is after:
        return Step("none")
    head = common_head(before, after)
    if head == len(before) == len(after):
        return Step("none")
    tail = _common_tail(before, after, head)
    old, new = len(before) - tail - head, len(after) - tail - head  # the rows between head and tail
    if not old:
        return Step("insert", head, head + new - 1)
    if not new:
        return Step("remove", head, head + old - 1)
    if old == new:
        return _move_within(before[head : head + old], after[head : head + new], head)
    return Step("reset")


def _move_within(before: Sequence[int], after: Sequence[int], start: int) -> Step:
    """A stretch of rows that is turned round is one move: the shorter part goes over the longer one."""
    turn = before.index(after[0]) if after[0] in before else 0
    if not turn or list(before[turn:]) != list(after[: len(before) - turn]):
        return Step("reset")
    if list(before[:turn]) != list(after[len(before) - turn :]):
        return Step("reset")
    if len(before) - turn <= turn:
        return Step("move", start + turn, start + len(before) - 1, start)
    return Step("move", start, start + turn - 1, start + len(before))


def common_head(a: Sequence[int], b: Sequence[int]) -> int:
    """How many ids both begin with: whole stretches are compared at once, as Python compares lists fast."""
    return _agree(min(len(a), len(b)), lambda low, high: a[low:high] == b[low:high])


def _common_tail(a: Sequence[int], b: Sequence[int], head: int) -> int:
    most = min(len(a), len(b)) - head

    def same(low: int, high: int) -> bool:
        return a[len(a) - high : len(a) - low] == b[len(b) - high : len(b) - low]

    return _agree(most, same)


def _agree(most: int, same: Callable[[int, int], bool]) -> int:
    """The largest n up to `most` with all of [0, n) the same, by halving."""
    low, high = 0, most
    if same(0, most):
        return most
    while high - low > 1:
        middle = (low + high) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle
    return low
