"""The command line run in this process, and portfolios to run it on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from deliverydesk.cli.main import main
from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.sample import sample_portfolio

TODAY = date(2026, 8, 19)


@pytest.fixture(autouse=True)
def still_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())


@dataclass
class Answer:
    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A portfolio with nothing in it."""
    path = tmp_path / "empty.ddesk"
    Document.create(path, Portfolio()).close()
    return path


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample portfolio."""
    path = tmp_path / "sample.ddesk"
    Document.create(path, sample_portfolio(TODAY)).close()
    return path


def read(path: Path) -> Portfolio:
    """What is in the file."""
    document = Document.open(path, read_only=True)
    try:
        return document.portfolio
    finally:
        document.close()
