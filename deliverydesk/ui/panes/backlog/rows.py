"""Which deliverables the table shows, in which order, and how that changes with each edit. No Qt.

Views hold ids. In the manager's order a row is found by its order key, and one edit among 100,000 touches one row. A
view that is sorted by a column keeps its order when values change: nothing jumps away under the hand of who edits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

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
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE, SCORED, Column
from deliverydesk.ui.panes.backlog.counts import Sum, effort_sum
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.groups import Group, Headings, grouped, lines_of, regrouped
from deliverydesk.ui.panes.backlog.haystack import Haystack
from deliverydesk.ui.panes.backlog.steps import Step, step_between

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.ui.panes.backlog.sight import Sight

_MANY = 64
"""From so many changed deliverables on, the rows are gathered anew."""


class Sort(NamedTuple):
    """A column to sort by, without touching the manager's order."""

    column: str
    descending: bool = False

    @classmethod
    def from_state(cls, state: Mapping[str, object]) -> Sort | None:
        """What `_asdict` gave; None where there is no such column."""
        column = state.get("column")
        return cls(str(column), state.get("descending") is True) if column in PLACE else None

    @property
    def words(self) -> str:
        """As in "Sorted by target, earliest first"."""
        column = COLUMNS[PLACE[self.column]]
        return tr("{sorted_by}, {order}", sorted_by=self.by, order=column.down if self.descending else column.up)

    @property
    def by(self) -> str:
        """As in "Sorted by target date"."""
        return tr("Sorted by {column}", column=COLUMNS[PLACE[self.column]].name)


class Arrangement(NamedTuple):
    """Who is shown, in which order and groups."""

    ids: Sequence[int]
    """One id a row; a negative one is the heading of a group."""
    passing: Sequence[int]
    """The deliverables alone, in the order of the view, those included whose group is folded."""
    groups: tuple[Group, ...] = ()


class Rows:
    """The rows shown, in order: deliverables and, in a grouped view, headings of groups."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.filter = Filter()
        self.sort: Sort | None = None
        self.grouping = ""
        """A key of GROUPINGS; empty for none."""
        self.folded: dict[str, frozenset[Hashable]] = {}
        """By grouping, the groups that show their heading alone."""
        self.stale = False
        """The view is sorted, and something that it is sorted by has changed since."""
        self.haystack = Haystack()
        self.shown = Arrangement((), ())
        self._headings = Headings()
        self._places: dict[int, int] | None = None
        self._sums: dict[int, Sum] = {}
        self.gather()

    def __len__(self) -> int:
        return len(self.shown.ids)

    @property
    def ids(self) -> Sequence[int]:
        """One id a row; a negative one is the heading of a group."""
        return self.shown.ids

    @property
    def passing(self) -> Sequence[int]:
        """The deliverables that pass the filter, in the order of the view, whether their group is folded or not."""
        return self.shown.passing

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups shown, from the top; none in a view that is not grouped."""
        return self.shown.groups

    @property
    def in_order(self) -> bool:
        """True where the rows are in the manager's order, all of them or some."""
        return self.sort is None

    @property
    def whole(self) -> bool:
        """True where every deliverable is shown that is not archived, in the manager's order and without groups."""
        return self.sort is None and not self.filter and not self.grouping

    def gather(self) -> None:
        """Filter, sort and group anew."""
        ids = self._passing(self.sight)
        if self.sort is not None:
            ids = sorted_ids(self.sight, ids, self.sort)
        self.shown = self._arranged(self.sight, ids)
        self.stale = False
        self._places = None
        self._sums.clear()

    def sort_by(self, sort: Sort | None) -> None:
        """Sort anew by a column; groups stay as they are, and each is sorted by itself."""
        self.sort = sort
        if sort is None or not self.groups:
            self.gather()
            return
        groups = (group._replace(ids=sorted_ids(self.sight, group.ids, sort)) for group in self.groups)
        self.shown, self._places = arrangement_of(tuple(groups)), None
        self.stale = False

    def _passing(self, sight: Sight) -> Sequence[int]:
        return self.filter.select(sight, self.haystack) if self.filter else sight.portfolio.live

    def _arranged(self, sight: Sight, ids: Sequence[int]) -> Arrangement:
        if not self.grouping:
            return Arrangement(ids, ids)
        return arrangement_of(grouped(sight, self.grouping, ids, self._headings, self.folded_keys))

    # ---- groups

    @property
    def folded_keys(self) -> frozenset[Hashable]:
        """The groups of the present grouping that are folded, those included that nobody is in now."""
        return self.folded.get(self.grouping, frozenset())

    def fold(self, keys: Iterable[Hashable], on: bool) -> None:
        """Fold groups of the present grouping, or unfold them. Nobody comes or goes, so nothing is sorted anew."""
        changed = frozenset(keys)
        self.folded[self.grouping] = self.folded_keys | changed if on else self.folded_keys - changed
        groups = tuple(group._replace(folded=group.key in self.folded_keys) for group in self.groups)
        self.shown = Arrangement(lines_of(groups), self.passing, groups)
        self._places = None

    def heading_at(self, row: int) -> Group | None:
        """The group whose heading a row is; None for any other row."""
        if not 0 <= row < len(self.ids) or self.ids[row] >= 0:
            return None
        return self.group_at(row)

    def group_at(self, row: int) -> Group | None:
        """The group that a row is the heading of, or is in; None in a view that is not grouped."""
        if not self.groups or not 0 <= row < len(self.ids):
            return None
        ends = list(accumulate(1 if group.folded else 1 + len(group.ids) for group in self.groups))
        return self.groups[bisect_right(ends, row)]

    def heading_row(self, key: Hashable) -> int | None:
        """The row of a group's heading; None where there is no such group."""
        heading = next((group.id for group in self.groups if group.key == key), None)
        return None if heading is None else self.row_of(heading)

    def nearest_item(self, row: int) -> int | None:
        """The deliverable of a row, or of the next one below that has one, else above; None where none is shown."""
        last = min(row, len(self.ids) - 1)
        places = (*range(last, min(last + 2, len(self.ids))), *range(last - 1, -1, -1)) if last >= 0 else ()
        return next((self.ids[place] for place in places if self.ids[place] >= 0), None)

    def sum_of(self, group: Group) -> Sum:
        """The efforts of a group together, kept until somebody in it changes."""
        kept = self._sums.get(group.id)
        if kept is None:
            kept = self._sums[group.id] = effort_sum(self.sight, group.ids)
        return kept

    def items_between(self, first: int, last: int) -> list[int]:
        """The deliverables of the rows `first` to `last`, both included, without headings."""
        ids = self.ids[first : last + 1]
        return [entity_id for entity_id in ids if entity_id >= 0] if self.groups else list(ids)

    def row_of(self, deliverable_id: int) -> int | None:
        """The row of a deliverable; None where it is not shown."""
        if self.sort is not None or self.grouping:
            if self._places is None:
                self._places = dict(zip(self.ids, range(len(self.ids)), strict=True))
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
            item = items.get(self.ids[row])
            if item is not None and item.title[: len(words) + 4].casefold().startswith(lowered):
                return row
        return None

    def plan(self, change_set: ChangeSet, sight: Sight) -> tuple[Step, Arrangement, set[int]]:
        """What a change set does to the rows: the step, what is shown after it, and the deliverables touched.

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
        step = self._step_of_one(touched, after.ids, sight) if self.whole else None
        return step or step_between(self.ids, after.ids), after, touched

    def _step_of_one(self, touched: set[int], after: Sequence[int], sight: Sight) -> Step | None:
        """The step where one deliverable, there before and after, has changed: nobody else can have moved."""
        if after is self.ids:
            return Step("none")
        if len(touched) != 1:
            return None
        (entity_id,) = touched
        item, before = sight.portfolio.deliverables.get(entity_id), self.row_of(entity_id)
        if item is None or before is None or item.archived:
            return None
        row = self._place_for(after, item.order_key, sight)
        return Step("none") if row == before else Step("move", before, before, row if row < before else row + 1)

    def take(self, shown: Arrangement, sight: Sight, touched: Collection[int] | None = ()) -> None:
        """Show these rows, of this snapshot; `touched` are the deliverables that changed, None for any."""
        if self.sort is not None and not self.stale:
            self.stale = self._unsettled(self.sort.column, sight, touched)
        self._forget_sums(shown, touched)
        if shown.ids != self.ids:
            self._places = None
        self.shown, self.sight = shown, sight

    def _forget_sums(self, shown: Arrangement, touched: Collection[int] | None) -> None:
        """A sum holds while its group has the same members and none of them was touched."""
        if not self._sums:
            return
        if touched is None or len(touched) > _MANY:
            self._sums.clear()
            return
        before = {group.id: group.ids for group in self.groups}
        for group in shown.groups:
            if before.get(group.id) is not group.ids or not set(touched).isdisjoint(group.ids):
                self._sums.pop(group.id, None)

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

    def _gathered(self, sight: Sight) -> Arrangement:
        ids = self._passing(sight)
        return self._arranged(sight, ids if self.sort is None else self._in_kept_order(ids))

    def _in_kept_order(self, ids: Sequence[int]) -> list[int]:
        """A sorted view after many changes: who stays keeps the order, who is new goes last."""
        shown = set(ids)
        kept = [entity_id for entity_id in self.passing if entity_id in shown]
        known = set(kept)
        return kept + [entity_id for entity_id in ids if entity_id not in known]

    def _after(self, touched: set[int], sight: Sight) -> Arrangement:
        if self.whole:
            return Arrangement(sight.portfolio.live, sight.portfolio.live)
        passes = self.filter.test(sight, self.haystack)
        table = sight.portfolio.deliverables
        shown = {i for i in touched if i in table and passes(table[i])}
        if self.grouping:
            groups = regrouped(
                self.groups,
                sight,
                self.grouping,
                {i: i in shown for i in touched},
                self._headings,
                self.folded_keys,
                sorted_view=self.sort is not None,
            )
            return arrangement_of(groups)
        if self.sort is not None:
            ids = self._kept(touched, shown, sight)
            return Arrangement(ids, ids)
        ids = list(self.ids)
        for row in sorted((r for i in touched if (r := self.row_of(i)) is not None), reverse=True):
            del ids[row]
        for entity_id in shown:
            ids.insert(self._place_for(ids, table[entity_id].order_key, sight), entity_id)
        return Arrangement(ids, ids)

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


def arrangement_of(groups: tuple[Group, ...]) -> Arrangement:
    """The rows of groups."""
    passing: list[int] = []
    for group in groups:
        passing.extend(group.ids)
    return Arrangement(lines_of(groups), passing, groups)


def sorted_ids(sight: Sight, ids: Sequence[int], sort: Sort) -> list[int]:
    """Ids sorted by a column; equals stay in their order, and who has nothing to sort by goes last, either way."""
    column: Column = COLUMNS[PLACE[sort.column]]
    keys = sight.kept(("keys", sort.column), lambda: column.keys(sight))
    keyed = [entity_id for entity_id in ids if entity_id in keys]
    keyed.sort(key=keys.__getitem__, reverse=sort.descending)
    if len(keyed) < len(ids):
        keyed += [entity_id for entity_id in ids if entity_id not in keys]
    return keyed


def touched_by(change_set: ChangeSet) -> set[int] | None:
    """The deliverables whose rows a change set may change; None where that may be any."""
    if change_set.touches(Product, Team, Outcome, Settings, Criterion):
        return None
    touched = set(change_set.ids(Deliverable))
    for entity_type in (Demand, Contribution, Rating):
        for change in change_set.of(entity_type):
            for image in (change.before, change.after):
                if isinstance(image, (Demand, Contribution, Rating)):
                    touched.add(image.deliverable)
    return touched
