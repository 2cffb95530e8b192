"""Opening in haste: what a first paint does not show is read later, from the same moment, and nothing is lost."""

import contextlib
import itertools
import sqlite3
from pathlib import Path

import pytest

from deliverydesk.actions import backlog
from deliverydesk.document.document import Document
from deliverydesk.domain.table import LateTable
from deliverydesk.storage.errors import Damaged
from tests.support.portfolios import fresh_file, synthetic_portfolio

LATE = (
    "teams", "absences", "outcomes", "measurements", "criteria", "deliverables", "contributions", "demands", "ratings",
    "dependencies",
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "portfolio.ddesk"
    fresh_file(path, synthetic_portfolio(60)).close()
    return path


def _unread(document: Document) -> list[str]:
    tables = {name: getattr(document.portfolio, name) for name in LATE}
    return [name for name, table in tables.items() if isinstance(table, LateTable) and not table.is_read]


def test_in_haste_the_portfolio_is_the_same(file: Path) -> None:
    plain = Document.open(file)
    expected = plain.portfolio
    plain.close()
    with contextlib.closing(Document.open(file, in_haste=True)) as document:
        assert _unread(document) == list(LATE)
        assert document.portfolio.next_id == expected.next_id
        assert _unread(document) == list(LATE)
        document.finish_loading()
        assert _unread(document) == []
        assert list(document.portfolio.entities()) == list(expected.entities())


def test_a_table_is_there_when_it_is_asked_for(file: Path) -> None:
    with contextlib.closing(Document.open(file, in_haste=True)) as document:
        first = document.portfolio.ranking.ids[0]
        assert document.portfolio.demands.by("deliverable", first)
        assert "ratings" in _unread(document)


def test_single_items_and_fields_are_read_without_the_rest(file: Path) -> None:
    plain = Document.open(file)
    expected = plain.portfolio
    plain.close()
    with contextlib.closing(Document.open(file, in_haste=True)) as document:
        items, known = document.portfolio.deliverables, expected.deliverables
        assert document.portfolio.ranking == expected.ranking
        assert len(items) == len(known) == 60
        assert [items[one] for one in expected.ranking.ids[::7]] == [known[one] for one in expected.ranking.ids[::7]]
        fields = ("id", "stage", "planned_start", "tags", "cost", "reach_period")
        assert list(items.values(*fields)) == list(known.values(*fields))
        product = next(iter(known)).product
        assert list(items.values_where("product", product, *fields)) == list(
            known.values_where("product", product, *fields)
        )
        assert list(items.values_where("product", None, *fields)) == []
        assert "deliverables" in _unread(document)


def test_the_rest_is_read_a_little_at_a_time(file: Path) -> None:
    with contextlib.closing(Document.open(file, in_haste=True)) as document:
        unread = [_unread(document)]
        while document.load_some():
            unread.append(_unread(document))
        assert all(len(later) <= len(earlier) <= len(later) + 1 for earlier, later in itertools.pairwise(unread))
        assert (unread[0], unread[-1]) == (list(LATE), [])
        assert not document.loading
        assert not document.load_some()


def test_a_change_before_loading_has_ended_reads_the_rest_first(file: Path) -> None:
    with contextlib.closing(Document.open(file, in_haste=True)) as document:
        before = document.portfolio
        document.apply(backlog.add_deliverable(before, {"title": "Early"}))
        assert _unread(document) == []
        changed = document.portfolio
        document.undo()
        assert document.portfolio == before
        document.redo()
    with contextlib.closing(Document.open(file)) as again:
        assert again.portfolio == changed


def test_nobody_writes_between_two_tables(file: Path) -> None:
    with contextlib.closing(Document.open(file, in_haste=True)) as document:
        with contextlib.closing(sqlite3.connect(file, timeout=0)) as stranger:
            with pytest.raises(sqlite3.OperationalError, match="locked"), stranger:
                stranger.execute("DELETE FROM ratings")
            document.finish_loading()
            with stranger:
                stranger.execute("DELETE FROM ratings")
        assert document.portfolio.ratings


def test_a_value_that_cannot_be_read_is_said_when_loading_ends(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as stranger, stranger:
        stranger.execute("UPDATE measurements SET date = 'never'")
    with contextlib.closing(Document.open(file, in_haste=True)) as document:
        for _ in range(2):
            with pytest.raises(Damaged, match="measurements holds a value that cannot be read"):
                document.finish_loading()
