"""The portfolio as it stood: after any entry, on any day, in memory and from a file, and what cannot be known."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from deliverydesk.actions import archiving, backlog, records
from deliverydesk.document.document import Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.differing import differences
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from tests.support.portfolios import synthetic_portfolio

FIRST, SECOND, THIRD = date(2026, 8, 17), date(2026, 8, 18), date(2026, 8, 21)


@pytest.fixture(params=["file", "memory"])
def document(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Document]:
    """Begun on the first day; one item added then, renamed the next day and deleted on the last."""
    monkeypatch.setenv("DELIVERYDESK_TODAY", FIRST.isoformat())
    begun = Portfolio()
    made = Document.create(tmp_path / "plan.ddesk", begun) if request.param == "file" else MemoryDocument(begun)
    made.apply(backlog.add_deliverable(made.portfolio, {"title": "Search"}))
    monkeypatch.setenv("DELIVERYDESK_TODAY", SECOND.isoformat())
    (item,) = made.portfolio.deliverables.ids
    made.apply(records.edit(made.portfolio, Deliverable, (item,), {"title": "Find", "stage": Stage.READY}))
    made.checkpoint("Before Friday")
    monkeypatch.setenv("DELIVERYDESK_TODAY", THIRD.isoformat())
    made.apply(records.delete(made.portfolio, Deliverable, (item,)))
    yield made
    made.close()


def titles(portfolio: Portfolio) -> list[str]:
    return [portfolio.deliverables[each].title for each in portfolio.ranking]


def test_a_day_is_seen_at_its_end_and_a_quiet_day_as_the_last_before(document: Document) -> None:
    rewind = document.rewind()
    days = [FIRST, SECOND, date(2026, 8, 20), THIRD]
    assert [titles(rewind.on(day).portfolio) for day in days] == [["Search"], ["Find"], ["Find"], []]


def test_what_was_deleted_and_taken_back_is_undone_too(document: Document) -> None:
    last = document.rewind().after(document.seq).portfolio
    document.undo()
    document.undo()
    assert titles(document.portfolio) == ["Search"]
    assert document.rewind().after(5).portfolio == last
    assert titles(document.rewind().after(3).portfolio) == ["Find"]
    assert titles(document.rewind().after(1).portfolio) == []


def test_before_the_first_day_nothing_is_known_and_the_day_is_told(document: Document) -> None:
    with pytest.raises(
        DeskError, match=r"on 16 Aug 2026 is not known: .* begins on 17 Aug 2026 \(“begin the portfolio”\)"
    ):
        document.rewind().on(date(2026, 8, 16))
    with pytest.raises(DeskError, match="22 Aug 2026 is still to come"):
        document.rewind().on(date(2026, 8, 22))
    with pytest.raises(DeskError, match="no entry 9; the newest is 5"):
        document.rewind().after(9)


def test_checkpoints_are_places_to_go_back_to(document: Document) -> None:
    (kept,) = document.rewind().checkpoints()
    assert (kept.label, kept.day) == ("Before Friday", SECOND)
    assert titles(document.rewind().after(kept.seq).portfolio) == ["Find"]


def test_stages_are_known_as_they_were_known_then(document: Document) -> None:
    moves = [document.rewind().on(day).moves for day in (FIRST, SECOND, THIRD)]
    assert [[(move.before, move.after) for move in known] for known in moves] == [
        [(None, Stage.IDEA)],
        [(None, Stage.IDEA), (Stage.IDEA, Stage.READY)],
        [(None, Stage.IDEA), (Stage.IDEA, Stage.READY), (Stage.READY, None)],
    ]


def test_rewinding_writes_nothing_and_is_not_disturbed_by_what_is_committed_meanwhile(document: Document) -> None:
    rewind, seq, portfolio = document.rewind(), document.seq, document.portfolio
    document.apply(backlog.add_deliverable(document.portfolio, {"title": "Late"}))
    assert rewind.after(seq).portfolio == portfolio
    assert titles(rewind.on(SECOND).portfolio) == ["Find"]
    assert titles(document.portfolio) == ["Late"]
    assert document.seq == seq + 1


def test_a_thread_may_rewind_while_the_document_is_used(document: Document) -> None:
    rewind = document.rewind()
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(titles(rewind.on(SECOND).portfolio)))
    thread.start()
    document.apply(backlog.add_deliverable(document.portfolio, {"title": "Late"}))
    thread.join()
    assert found == [["Find"]]


def test_a_file_that_was_begun_with_something_is_known_from_then_on(tmp_path: Path) -> None:
    begun = synthetic_portfolio(30)
    document = Document.create(tmp_path / "imported.ddesk", begun)
    item = document.portfolio.ranking[3]
    document.apply(archiving.archive_deliverables(document.portfolio, (item,)))
    document.close()
    document = Document.open(tmp_path / "imported.ddesk", read_only=True)
    assert document.rewind().after(1).portfolio == begun
    document.close()


def test_differences_are_the_changes_between_two_portfolios() -> None:
    before = synthetic_portfolio(12)
    first, second = (before.deliverables[each] for each in before.ranking.ids[:2])
    renamed = Deliverable(first.id, "New name", first.order_key)
    added = Deliverable(before.next_id, "Added", second.order_key + 1)
    changes = (Change(first, renamed), Change(None, added))
    after = before.after(ChangeSet("", changes))
    assert differences(before, after) == changes
    assert differences(after, before) == tuple(change.inverse() for change in changes)
    assert differences(before, before) == ()
    assert before.after(ChangeSet("", differences(before, after))) == after
