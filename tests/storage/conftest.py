"""A small file to be hurt, made once."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from deliverydesk.actions.registry import actions
from deliverydesk.document.document import Document
from tests.support.portfolios import synthetic_portfolio


@pytest.fixture(scope="session")
def sound_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a file of 60 deliverables with some history."""
    path = tmp_path_factory.mktemp("sound") / "plan.ddesk"
    with contextlib.closing(Document.create(path, synthetic_portfolio(60))) as document:
        for n in range(12):
            request = {"title": f"Added {n}", "notes": "why " * n}
            document.apply(actions()["add_deliverable"].prepare(document.portfolio, request))
        document.undo()
        document.checkpoint("before the board")
    return path.read_bytes()


@pytest.fixture
def plan(tmp_path: Path, sound_bytes: bytes) -> Path:
    """A fresh copy of that file."""
    path = tmp_path / "plan.ddesk"
    path.write_bytes(sound_bytes)
    return path
