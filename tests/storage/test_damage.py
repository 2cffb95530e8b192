"""Damaged copies by the hundred: each is refused or found out in a sentence, and no change of data goes unseen."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support.errors import DeskError

Damage = Callable[[random.Random, bytearray], None]


def flipped_bytes(dice: random.Random, data: bytearray) -> None:
    for _ in range(dice.choice([1, 1, 2, 20])):
        data[dice.randrange(len(data))] ^= dice.randrange(1, 256)


def flipped_near_the_start(dice: random.Random, data: bytearray) -> None:
    data[dice.randrange(200)] ^= 1 << dice.randrange(8)


def zeroed_sectors(dice: random.Random, data: bytearray) -> None:
    for _ in range(3):
        at = dice.randrange(len(data) // 512) * 512
        data[at : at + 512] = bytes(512)


def truncated(dice: random.Random, data: bytearray) -> None:
    del data[dice.randrange(len(data)) :]


def garbage(dice: random.Random, data: bytearray) -> None:
    at, length = dice.randrange(len(data)), dice.randrange(1, 5000)
    data[at : at + length] = dice.randbytes(len(data[at : at + length]))


def doubled_or_moved_pages(dice: random.Random, data: bytearray) -> None:
    source, target = (dice.randrange(len(data) // 4096) * 4096 for _ in range(2))
    data[target : target + 4096] = data[source : source + 4096]


def more_at_the_end(dice: random.Random, data: bytearray) -> None:
    data += dice.randbytes(dice.randrange(1, 9000))


KINDS: list[Damage] = [
    flipped_bytes,
    flipped_near_the_start,
    zeroed_sectors,
    truncated,
    garbage,
    doubled_or_moved_pages,
    more_at_the_end,
]


@pytest.mark.parametrize("damage", KINDS)
def test_damaged_copies_end_in_sentences(tmp_path: Path, sound_bytes: bytes, damage: Damage) -> None:
    """60 copies of each kind: opened, loaded, checked, their history read. Anything but a sentence is a failure."""
    sound = _state(tmp_path / "sound.ddesk", sound_bytes)
    assert sound is not None
    refused = 0
    for seed in range(60):
        data = bytearray(sound_bytes)
        damage(random.Random(seed), data)
        path = tmp_path / f"{seed}.ddesk"
        state = _state(path, bytes(data))
        refused += state is None
        # What passes all checks is exactly what was saved.
        assert state is None or state == sound, f"seed {seed} changed data silently"
        for file in tmp_path.glob(f"*{seed}.ddesk*"):
            file.unlink()
    # SQLite does not look beyond the end that the header gives.
    assert refused or damage is more_at_the_end, "the damage must hurt somebody, or this test tells nothing"


State = tuple[Portfolio, str, list[str]]


def _state(path: Path, data: bytes) -> State | None:
    """Everything a person can see in a file, or None where it is refused or found damaged."""
    path.write_bytes(data)
    try:
        with contextlib.closing(Document.open(path)) as document:
            labels = [str(entry) for entry in document.history(500)]
            _ = document.undo_label, document.redo_label
            if any(_is_sentence(finding) for finding in document.store.verify()):
                return None
            return document.portfolio, document.store.portfolio_id, labels
    except DeskError as error:
        words = str(error)
    assert _is_sentence(words)
    return None


def _is_sentence(words: str) -> bool:
    assert words.endswith((".", ")", "…")) or ":" in words, words
    assert "Traceback" not in words
    return True


def test_every_silent_change_of_a_byte_is_found_by_the_seals(tmp_path: Path, sound_bytes: bytes) -> None:
    """Changes that SQLite cannot see, made through SQLite: a digit, a letter, a swap, a row put back elsewhere."""
    import sqlite3

    silent = [
        "UPDATE deliverables SET cost = coalesce(cost, 0) + 1 WHERE id = (SELECT max(id) FROM deliverables)",
        "UPDATE deliverables SET title = title || ' ' WHERE id = (SELECT min(id) FROM deliverables)",
        "UPDATE demands SET deliverable = (SELECT max(id) FROM deliverables) WHERE id = (SELECT min(id) FROM demands)",
        "DELETE FROM measurements WHERE id = (SELECT min(id) FROM measurements)",
        "UPDATE journal SET label = 'x' WHERE seq = 3",
        'UPDATE journal_changes SET "after" = NULL WHERE seq = 3',
        "UPDATE about SET value = '00000000-0000-0000-0000-000000000000' WHERE key = 'portfolio'",
        "UPDATE seals SET row_sum = row_sum + 1 WHERE name = 'teams'",
        "DELETE FROM seals WHERE name = 'teams'",
        "UPDATE alembic_version SET version_num = '0007'",
    ]
    for n, statement in enumerate(silent):
        path = tmp_path / f"{n}.ddesk"
        path.write_bytes(sound_bytes)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute(statement).rowcount == 1, statement
            connection.commit()
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with contextlib.closing(Document.open(path)) as document:
            assert document.store.verify_apart(), statement


def test_broken_rules_are_found_by_a_full_check(tmp_path: Path, sound_bytes: bytes) -> None:
    """A file whose seals are right and whose contents are not: only another program could make one."""
    from dataclasses import replace

    from deliverydesk.storage.store import Store
    from tests.support.portfolios import synthetic_portfolio

    portfolio = synthetic_portfolio(5)
    first = next(iter(portfolio.deliverables))
    broken = Portfolio.of([*(e for e in portfolio.entities() if e != first), replace(first, effort_low=-1.0)])
    with contextlib.closing(Store.create(tmp_path / "plan.ddesk", broken)) as store:
        assert store.verify_apart() == []
        assert any("low effort" in finding for finding in store.verify())
