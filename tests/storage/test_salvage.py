"""Saving what can be read: most rows of a damaged file come through, the rest is named, the file stays as it was."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.domain.entities import ENTITY_TYPES
from deliverydesk.storage.errors import StorageError
from deliverydesk.storage.salvage import salvage
from tests.support.portfolios import synthetic_portfolio


@pytest.fixture(scope="module")
def large_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("large") / "plan.ddesk"
    Document.create(path, synthetic_portfolio(700)).close()
    return path.read_bytes()


def test_a_sound_file_comes_through_whole(plan: Path, tmp_path: Path) -> None:
    report = salvage(plan, tmp_path / "out.ddesk")
    with (
        contextlib.closing(Document.open(plan)) as before,
        contextlib.closing(Document.open(tmp_path / "out.ddesk")) as after,
    ):
        assert after.portfolio.settings.name == f"{before.portfolio.settings.name} (salvaged)"
        assert "salvaged" not in before.portfolio.settings.name
        for entity_type in list(ENTITY_TYPES.values())[1:]:
            assert after.portfolio.table(entity_type) == before.portfolio.table(entity_type)
        assert after.history()[-1].label == "save what could be read of plan.ddesk"
        assert after.store.verify() == []
        assert after.store.portfolio_id != before.store.portfolio_id
    assert report.lost == ()
    assert "Nothing that could be recognised was lost" in report.words


def test_a_file_of_version_1_is_read_too(tmp_path: Path) -> None:
    """It lacks tables and columns that came later; they take their defaults."""
    old = Path(__file__).parents[1] / "fixtures" / "storage" / "version-1.ddesk"
    report = salvage(old, tmp_path / "out.ddesk")
    assert report.lost == ()
    with contextlib.closing(Document.open(tmp_path / "out.ddesk")) as document:
        assert len(document.portfolio.deliverables) == 15
        assert document.portfolio.settings.rank_gap == 8


def test_three_zeroed_sectors_cost_little(tmp_path: Path, large_bytes: bytes) -> None:
    """Of 700 deliverables at least 670 in each of 8 files, and at least 690 on average."""
    saved = []
    for seed in range(8):
        dice = random.Random(seed)
        data = bytearray(large_bytes)
        for _ in range(3):
            at = dice.randrange(1, len(data) // 512) * 512
            data[at : at + 512] = bytes(512)
        path, target = tmp_path / f"{seed}.ddesk", tmp_path / f"{seed}-saved.ddesk"
        path.write_bytes(data)
        report = salvage(path, target)
        assert path.read_bytes() == bytes(data), "the damaged file is evidence and stays as it is"
        with contextlib.closing(Document.open(target)) as document:
            assert document.store.verify() == []
            saved.append(len(document.portfolio.deliverables))
        if saved[-1] < 700:
            assert f"Lost: {700 - saved[-1]} deliverable" in " ".join(report.lost)
    assert min(saved) >= 670
    assert sum(saved) / len(saved) >= 690


@pytest.mark.parametrize("sector", range(0, 24, 2))
def test_a_lost_table_of_contents_is_rebuilt(tmp_path: Path, sound_bytes: bytes, sector: int) -> None:
    """The first pages hold the schema; where they are gone, those of a new file stand in."""
    data = bytearray(sound_bytes)
    data[sector * 512 : sector * 512 + 1024] = bytes(1024)
    path = tmp_path / "hurt.ddesk"
    path.write_bytes(data)
    salvage(path, tmp_path / "out.ddesk")
    with contextlib.closing(Document.open(tmp_path / "out.ddesk")) as document:
        assert document.store.verify() == []
        assert len(document.portfolio.deliverables) >= 65


def test_a_truncated_file_gives_its_first_part(tmp_path: Path, large_bytes: bytes) -> None:
    path = tmp_path / "cut.ddesk"
    path.write_bytes(large_bytes[: len(large_bytes) * 8 // 10])
    report = salvage(path, tmp_path / "out.ddesk")
    assert report.kept["deliverables"] > 150
    with contextlib.closing(Document.open(tmp_path / "out.ddesk")) as document:
        assert document.store.verify() == []


def test_random_flips_never_end_in_anything_but_a_sentence(tmp_path: Path, sound_bytes: bytes) -> None:
    saved = 0
    for seed in range(40):
        dice = random.Random(seed)
        data = bytearray(sound_bytes)
        for _ in range(30):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path, target = tmp_path / "hurt.ddesk", tmp_path / f"{seed}.ddesk"
        path.write_bytes(data)
        try:
            salvage(path, target)
        except StorageError:
            assert not target.exists()
            continue
        saved += 1
        with contextlib.closing(Document.open(target)) as document:
            assert document.store.verify() == []
        target.unlink()
    assert saved >= 35


def test_what_the_history_still_knows_is_taken_from_there(plan: Path, tmp_path: Path) -> None:
    """A deliverable whose row is gone, but whose adding is still in the history."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(plan)) as connection:
        connection.execute("DELETE FROM deliverables WHERE title = 'Added 5'")
        connection.commit()
    report = salvage(plan, tmp_path / "out.ddesk")
    assert "Taken from the history: deliverable “Added 5”." in report.lost
    with contextlib.closing(Document.open(tmp_path / "out.ddesk")) as document:
        assert "Added 5" in [item.title for item in document.portfolio.deliverables]


@pytest.mark.parametrize("content", [b"", b"hello" * 100, b"\x00" * 20_000])
def test_nothing_is_made_of_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.ddesk"
    path.write_bytes(content)
    with pytest.raises(StorageError):
        salvage(path, tmp_path / "out.ddesk")
    assert list(tmp_path.iterdir()) == [path]


def test_an_open_file_and_an_existing_target_are_refused(plan: Path, tmp_path: Path) -> None:
    with contextlib.closing(Document.open(plan)), pytest.raises(StorageError, match="is open"):
        salvage(plan, tmp_path / "out.ddesk")
    (tmp_path / "out.ddesk").write_text("mine")
    with pytest.raises(StorageError, match="exists already"):
        salvage(plan, tmp_path / "out.ddesk")
