"""Tables: indexes that are patched say the same as those made afresh, and a late table the same as one read at once."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain import table as tables
from deliverydesk.domain.changes import Change
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.table import LateTable, Table

ITEMS = st.dictionaries(st.integers(1, 9), st.sampled_from([None, 10, 11]), max_size=9)


def item(at: int, product: int | None) -> Deliverable:
    return Deliverable(at, f"Item {at}", at, product=product)


@given(ITEMS, st.lists(ITEMS, max_size=4), st.sampled_from([0, 1_000]))
def test_a_patched_index_is_that_of_a_fresh_table(
    before: dict[int, int | None], later: list[dict[int, int | None]], few: int
) -> None:
    table = Table.of(item(at, product) for at, product in before.items())
    table.by("product", None)
    for wanted in later:
        ids = sorted({*table.ids, *wanted})
        changes = [Change(table.get(at), item(at, wanted[at]) if at in wanted else None) for at in ids]
        earlier, kept = table, list(table)
        with mock.patch.object(tables, "_PATCHED", few):
            table = table.with_changes(change for change in changes if change.before != change.after)
        fresh = Table.of(item(at, product) for at, product in wanted.items())
        assert table == fresh
        for product in (None, 10, 11, 12):
            assert table.by("product", product) == fresh.by("product", product)
        assert list(earlier) == kept


class Rows:
    """A source that keeps account of what was read."""

    def __init__(self, items: Iterable[Deliverable]) -> None:
        self._items = {each.id: each for each in items}
        self.read: list[str] = []

    @property
    def count(self) -> int:
        return len(self._items)

    @property
    def highest_id(self) -> int:
        return max(self._items, default=0)

    def after(self, entity_id: int | None, most: int | None) -> Sequence[Deliverable]:
        self.read.append("all" if most is None else "stretch")
        beyond = [each for each in self._items.values() if entity_id is None or each.id > entity_id]
        return beyond[:most]

    def some(self, ids: Iterable[int]) -> Iterable[Deliverable]:
        self.read.append("one")
        return [self._items[each] for each in ids if each in self._items]

    def values(self, fields: Sequence[str], where: tuple[str, object] | None = None) -> Iterable[tuple[Any, ...]]:
        self.read.append("fields")
        wanted = [each for each in self._items.values() if where is None or getattr(each, where[0]) == where[1]]
        return map(attrgetter(*fields), wanted)


def late(count: int) -> tuple[LateTable[Deliverable], Rows]:
    rows = Rows(item(at, at % 3) for at in range(1, count + 1))
    return LateTable(rows), rows


def test_a_late_table_reads_no_more_than_it_is_asked() -> None:
    table, rows = late(30)
    assert (len(table), table.highest_id, rows.read) == (30, 30, [])
    assert table[7].title == "Item 7"
    assert table.get(7) is table[7]
    assert 31 not in table
    assert list(table.values("id", "product"))[:2] == [(1, 1), (2, 2)]
    assert list(table.values_where("product", 0, "id", "product"))[:2] == [(3, 0), (6, 0)]
    assert rows.read == ["one", "one", "fields", "fields"]
    with pytest.raises(KeyError):
        table[31]
    assert not table.is_read
    assert len(table.by("product", 0)) == 10
    assert rows.read[-1] == "all"
    assert table.is_read


def test_what_is_prepared_is_not_read_again() -> None:
    table, rows = late(30)
    table.prepare([3, 4, 99])
    assert (table[3].id, table[4].id) == (3, 4)
    assert rows.read == ["one"]


def test_whoever_asks_for_very_many_one_by_one_has_all_of_them_read() -> None:
    table, rows = late(3_000)
    assert all(table[at].id == at for at in range(1, 3_001))
    assert rows.read[-1] == "all"
    assert len(rows.read) < 1_000


@given(st.integers(0, 4_100), st.integers(0, 3))
def test_read_in_stretches_a_late_table_is_that_of_all_at_once(count: int, stretches: int) -> None:
    table = late(count)[0]
    for _ in range(stretches):
        table.read_some()
    fresh = Table.of(item(at, at % 3) for at in range(1, count + 1))
    assert list(table.ids) == list(fresh.ids)
    assert table == fresh
    assert table.settled() == fresh
    assert list(table.values("id", "title")) == list(fresh.values("id", "title"))
    assert list(table.values_where("product", 1, "id", "title")) == list(
        fresh.values_where("product", 1, "id", "title")
    )
    assert len(table) == count
