"""What the journal remembers of progress: the last day on which what remains was changed, in files and in memory."""

from pathlib import Path

import pytest

from deliverydesk.actions import records
from deliverydesk.document.document import Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio


@pytest.mark.parametrize("kept", ["file", "memory"])
def test_only_changes_of_what_remains_that_stand_are_progress(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portfolio = Portfolio.of([Deliverable(2, "One", 1, remaining=5.0), Deliverable(3, "Two", 2, remaining=5.0)])
    in_file = kept == "file"
    document = Document.create(tmp_path / "p.ddesk", portfolio) if in_file else MemoryDocument(portfolio)
    assert document.progressed() == {}
    document.apply(records.edit(document.portfolio, Deliverable, [2], {"remaining": 4.0}))
    document.apply(records.edit(document.portfolio, Deliverable, [3], {"owner": "Ada"}))
    (day,) = document.progressed().values()
    assert list(document.progressed()) == [2]
    assert day.isoformat() == document.history(1)[0].at[:10]
    document.apply(records.edit(document.portfolio, Deliverable, [3], {"remaining": None}))
    assert list(document.progressed()) == [2, 3]
    document.undo()
    assert list(document.progressed()) == [2]
    document.close()
