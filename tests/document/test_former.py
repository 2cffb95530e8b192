"""How one thing was after an entry of the journal, in a file and in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deliverydesk.actions import backlog, records
from deliverydesk.document.document import Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.storage.errors import StorageError


@pytest.fixture(params=["file", "memory"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Document]:
    made = (
        Document.create(tmp_path / "a.ddesk", Portfolio()) if request.param == "file" else MemoryDocument(Portfolio())
    )
    yield made
    made.close()


def _do(document: Document, title: str, item: int = 0) -> int:
    if not item:
        seq = document.apply(backlog.add_deliverable(document.portfolio, {"title": title}))
    else:
        seq = document.apply(backlog.edit_deliverables(document.portfolio, [item], {"title": title}))
    assert seq is not None
    return seq


def test_a_thing_as_it_was(document: Document) -> None:
    began = document.apply(backlog.add_deliverable(document.portfolio, {"title": "Another"}))
    first = _do(document, "First")
    item = document.portfolio.ranking[1]
    second = _do(document, "Second", item)
    document.undo()
    document.redo()
    _do(document, "Third", item)
    # What is gone meanwhile does not stand in the way.
    document.apply(records.delete(document.portfolio, Deliverable, [document.portfolio.ranking[0]]))
    assert document.rewind().former("deliverables", item, first) == document.portfolio.deliverables[item].__class__(
        **{**_values(document, item), "title": "First"}
    )
    assert document.rewind().former("deliverables", item, second).title == "Second"  # type: ignore[attr-defined]
    assert began is not None
    with pytest.raises(StorageError, match="not there yet"):
        document.rewind().former("deliverables", item, began)


def _values(document: Document, item: int) -> dict[str, object]:
    entity = document.portfolio.deliverables[item]
    return {name: getattr(entity, name) for name in entity.__dataclass_fields__}


def test_setting_back_keeps_the_place_in_the_order(document: Document) -> None:
    for title in ("A", "B"):
        seq = _do(document, title)
    first, second = document.portfolio.ranking
    _do(document, "Changed", second)
    document.apply(backlog.move_deliverables(document.portfolio, [second], 1))
    document.apply(records.set_back(document.portfolio, document.rewind().former("deliverables", second, seq)))
    assert document.portfolio.deliverables[second].title == "B"
    assert tuple(document.portfolio.ranking) == (second, first)
