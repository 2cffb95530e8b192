"""Tables: indexes that are patched say the same as those made afresh."""

from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.changes import Change
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.table import Table

ITEMS = st.dictionaries(st.integers(1, 9), st.sampled_from([None, 10, 11]), max_size=9)


def item(at: int, product: int | None) -> Deliverable:
    return Deliverable(at, f"Item {at}", at, product=product)


@given(ITEMS, st.lists(ITEMS, max_size=4))
def test_a_patched_index_is_that_of_a_fresh_table(
    before: dict[int, int | None], later: list[dict[int, int | None]]
) -> None:
    table = Table.of(item(at, product) for at, product in before.items())
    table.by("product", None)
    for wanted in later:
        ids = sorted({*table.ids, *wanted})
        changes = [Change(table.get(at), item(at, wanted[at]) if at in wanted else None) for at in ids]
        earlier, kept = table, list(table)
        table = table.with_changes(change for change in changes if change.before != change.after)
        fresh = Table.of(item(at, product) for at, product in wanted.items())
        assert table == fresh
        for product in (None, 10, 11, 12):
            assert table.by("product", product) == fresh.by("product", product)
        assert list(earlier) == kept
