"""The deliverables as numpy columns: the one place where entities become arrays.

A column is made when it is first asked for, and handed on from one portfolio to the next: a change set patches the
cells that it touches, in a copy, so that an edit among 100,000 rows costs a copy and not a pass over the rows.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from deliverydesk.analysis.effort import effort_of, has_own_estimate, likely_by_demands
from deliverydesk.analysis.ranks import Tied, tie_order
from deliverydesk.domain.entities import Deliverable, Demand, Rating
from deliverydesk.domain.values import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

REBUILD_ABOVE = 2000
"""Change sets with more changes than this (an import) make new columns instead of patching cell by cell."""

EFFORT, OPEN, PERIOD, ORDER_KEY = "effort", "open", "period", "order key"
_TYPES: dict[str, Any] = {OPEN: np.bool_, ORDER_KEY: np.int64}

_ESTIMATE = ("effort_low", "effort_likely", "effort_high")
_MADE_OF = {
    EFFORT: _ESTIMATE,
    OPEN: ("stage", "archived"),
    PERIOD: ("reach_period",),
    ORDER_KEY: ("order_key",),
}
"""The fields of a deliverable that a column is made of, where that is not the field of its own name."""

Key = str | int
"""A column's name: one of the four above, a number field of Deliverable, or a criterion's id for its ratings."""


class Columns:
    """Arrays over all deliverables by ascending id. What is not known is NaN. Arrays are not to be written to."""

    __slots__ = ("_arrays", "_ends", "_manager_rows", "_portfolio", "_ties", "ids")

    def __init__(self, portfolio: Portfolio, ids: NDArray[np.int64] | None = None) -> None:
        self._portfolio = portfolio
        self.ids = ids if ids is not None else _ids(portfolio)
        self._arrays: dict[Key, NDArray[Any]] = {}
        self._ends: dict[Key, tuple[NDArray[np.float64], tuple[float, float]]] = {}
        self._ties: tuple[NDArray[np.float64], Tied] | None = None
        self._manager_rows: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, deliverable_id: int) -> int:
        """The row of a deliverable. Raises KeyError."""
        row = int(self.ids.searchsorted(deliverable_id))
        if row == len(self.ids) or self.ids[row] != deliverable_id:
            raise KeyError(deliverable_id)
        return row

    def numbers(self, key: Key) -> NDArray[np.float64]:
        """A number field of Deliverable, the effort, or the ratings by a criterion."""
        return self._array(key)

    def ends(self, key: Key) -> tuple[float, float]:
        """The least and the greatest of these numbers; infinity and its negative where none is known."""
        column: NDArray[np.float64] = self._array(key)
        known = self._ends.get(key)
        if known is None or known[0] is not column:
            least, greatest = np.fmin.reduce(column, initial=np.inf), np.fmax.reduce(column, initial=-np.inf)
            self._ends[key] = known = column, (float(least), float(greatest))
        return known[1]

    @property
    def effort(self) -> NDArray[np.float64]:
        """Likely effort in person-weeks: the own estimate, else the sum of the demands."""
        return self._array(EFFORT)

    @property
    def open(self) -> NDArray[np.bool_]:
        """True where the deliverable still competes for capacity."""
        return self._array(OPEN)

    @property
    def periods(self) -> NDArray[np.float64]:
        """How many of the periods that reach is counted over make a year; the portfolio's own where none is given."""
        return self._array(PERIOD)

    @property
    def ties(self) -> Tied:
        """The order of equal scores: less effort, then earlier created."""
        effort = self.effort
        if self._ties is None or self._ties[0] is not effort:
            self._ties = effort, tie_order(effort)
        return self._ties[1]

    @property
    def manager_rows(self) -> NDArray[np.int64]:
        """The rows in the manager's order."""
        keys: NDArray[np.int64] = self._array(ORDER_KEY)
        if self._manager_rows is None or self._manager_rows[0] is not keys:
            self._manager_rows = keys, np.argsort(keys)
        return self._manager_rows[1]

    def after(self, change_set: ChangeSet, portfolio: Portfolio) -> Columns:
        """The columns of `portfolio`, which is the present one after the changes."""
        if len(change_set.changes) > REBUILD_ABOVE:
            return self._made_anew(change_set, portfolio)
        columns = Columns(portfolio, self.ids)
        columns._arrays = dict(self._arrays)
        columns._ends = dict(self._ends)
        columns._ties, columns._manager_rows = self._ties, self._manager_rows
        if portfolio.settings.reach_period is not self._portfolio.settings.reach_period:
            columns._arrays.pop(PERIOD, None)
        changes = change_set.of(Deliverable)
        columns._drop_rows([change.id for change in changes if change.after is None])
        columns._insert_rows([change.id for change in changes if change.before is None])
        edited = [change.id for change in changes if change.before is not None and change.after is not None]
        for key in list(columns._arrays):
            if isinstance(key, str):
                columns._patch(key, edited)
        columns._patch(EFFORT, _deliverables_of(change_set, Demand))
        touched = _deliverables_of(change_set, Rating)
        for key in list(columns._arrays):
            if isinstance(key, int):
                columns._patch(key, touched)
        return columns

    def _made_anew(self, change_set: ChangeSet, portfolio: Portfolio) -> Columns:
        """The columns of `portfolio` from its rows; those that come out as they are stay the same arrays."""
        columns = Columns(portfolio)
        if not np.array_equal(columns.ids, self.ids):
            return columns
        columns.ids, columns._ends = self.ids, dict(self._ends)
        columns._ties, columns._manager_rows = self._ties, self._manager_rows
        for key, array in self._arrays.items():
            if self._stays(key, change_set, portfolio):
                columns._arrays[key] = array
                continue
            if key == EFFORT and portfolio.demands is self._portfolio.demands:
                # The dearest column: it sums all demands.
                columns._arrays[key] = array
                columns._patch(key, _newly_estimated(change_set))
                continue
            made = columns._made(key)
            same = np.array_equal(made, array, equal_nan=made.dtype == np.float64)
            columns._arrays[key] = array if same else made
        return columns

    def _stays(self, key: Key, change_set: ChangeSet, portfolio: Portfolio) -> bool:
        """Whether nothing that a column is made of differs in the portfolio after the changes."""
        before = self._portfolio
        if isinstance(key, int):
            return portfolio.ratings is before.ratings
        if key == EFFORT and portfolio.demands is not before.demands:
            return False
        if key == PERIOD and portfolio.settings.reach_period is not before.settings.reach_period:
            return False
        return not change_set.alters(Deliverable, _MADE_OF.get(key, (key,)))

    def same_but_order(self, earlier: Columns) -> bool:
        """True where no column that was made for `earlier` has changed since, the manager's order aside."""
        return self.ids is earlier.ids and all(
            self._arrays.get(key) is array for key, array in earlier._arrays.items() if key != ORDER_KEY
        )

    def _array(self, key: Key) -> NDArray[Any]:
        array = self._arrays.get(key)
        if array is None:
            array = self._arrays[key] = self._made(key)
        return array

    def _made(self, key: Key) -> NDArray[Any]:
        if isinstance(key, int):
            return self._made_ratings(key)
        items = _by_id(self._portfolio, self.ids)
        if key == EFFORT:
            summed = likely_by_demands(tuple(self._portfolio.demands))
            cells: Iterable[Any] = [
                item.effort_likely if has_own_estimate(item) else summed.get(item.id) for item in items
            ]
        elif key == OPEN:
            cells = [item.is_open for item in items]
        elif key == PERIOD:
            own = self._portfolio.settings.reach_period
            per_year: dict[Period | None, int] = {None: own.per_year, **{each: each.per_year for each in Period}}
            cells = [per_year[item.reach_period] for item in items]
        else:
            cells = list(map(attrgetter("order_key" if key == ORDER_KEY else key), items))
        return np.array(cells, dtype=_TYPES.get(key, np.float64))

    def _made_ratings(self, criterion: int) -> NDArray[np.float64]:
        array = np.full(len(self.ids), np.nan)
        ratings = self._portfolio.ratings.by("criterion", criterion)
        rows = self.ids.searchsorted(np.array([rating.deliverable for rating in ratings], dtype=np.int64))
        array[rows] = [rating.value for rating in ratings]
        return array

    def _cell(self, key: Key, deliverable_id: int) -> Any:
        if isinstance(key, int):
            for rating in self._portfolio.ratings.by("deliverable", deliverable_id):
                if rating.criterion == key:
                    return rating.value
            return np.nan
        item = self._portfolio.deliverables[deliverable_id]
        if key == EFFORT:
            value: Any = effort_of(self._portfolio, item).likely
        elif key == OPEN:
            value = item.is_open
        elif key == PERIOD:
            value = (item.reach_period or self._portfolio.settings.reach_period).per_year
        else:
            value = item.order_key if key == ORDER_KEY else getattr(item, key)
        return np.nan if value is None else value

    def _patch(self, key: Key, deliverable_ids: Iterable[int]) -> None:
        """Bring the cells of a column up to date; the array stays the same one where no cell differs."""
        array = self._arrays.get(key)
        if array is None:
            return
        copied = False
        for deliverable_id in deliverable_ids:
            cell, row = self._cell(key, deliverable_id), self.row(deliverable_id)
            if array[row] == cell or (array[row] != array[row] and cell != cell):
                continue
            if not copied:
                array, copied = array.copy(), True
            array[row] = cell
        self._arrays[key] = array

    def _drop_rows(self, deliverable_ids: list[int]) -> None:
        if deliverable_ids:
            rows = self.ids.searchsorted(np.sort(np.array(deliverable_ids, dtype=np.int64)))
            self.ids = np.delete(self.ids, rows)
            self._arrays = {key: np.delete(array, rows) for key, array in self._arrays.items()}

    def _insert_rows(self, deliverable_ids: list[int]) -> None:
        if deliverable_ids:
            added = np.sort(np.array(deliverable_ids, dtype=np.int64))
            rows = self.ids.searchsorted(added)
            self.ids = np.insert(self.ids, rows, added)
            self._arrays = {
                key: np.insert(array, rows, [self._cell(key, int(i)) for i in added])
                for key, array in self._arrays.items()
            }


def _ids(portfolio: Portfolio) -> NDArray[np.int64]:
    ids = np.fromiter(portfolio.deliverables.ids, dtype=np.int64, count=len(portfolio.deliverables))
    return ids if bool((ids[1:] > ids[:-1]).all()) else np.sort(ids)


def _by_id(portfolio: Portfolio, ids: NDArray[np.int64]) -> list[Deliverable]:
    items = list(portfolio.deliverables)
    in_order = np.fromiter(portfolio.deliverables.ids, dtype=np.int64, count=len(items))
    return items if np.array_equal(in_order, ids) else sorted(items, key=attrgetter("id"))


def _newly_estimated(change_set: ChangeSet) -> list[int]:
    estimate = attrgetter(*_ESTIMATE)
    return [change.id for change in change_set.of(Deliverable) if estimate(change.before) != estimate(change.after)]


def _deliverables_of(change_set: ChangeSet, entity_type: type[Demand] | type[Rating]) -> list[int]:
    """The deliverables, still there, whose demands or ratings a change set touches."""
    gone = {change.id for change in change_set.of(Deliverable) if change.after is None}
    touched = {
        image.deliverable
        for change in change_set.of(entity_type)
        for image in (change.before, change.after)
        if isinstance(image, (Demand, Rating))
    }
    return sorted(touched - gone)
