"""The past of a file with 5,000 entries: one of its days, and what changed since, held against a bare reading."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import random
import shutil
import sqlite3
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from deliverydesk.document.document import Document
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import ENTITY_TYPES
from tests.benchmarks.harness import Measured, benchmark, in_turns
from tests.support.portfolios import synthetic_portfolio

ITEMS, ENTRIES, DAYS = 2_000, 5_000, 100
FIRST = date(2026, 4, 1)


@lru_cache(maxsize=1)
def _document() -> Document:
    """A file whose every day has fifty edits: of titles, remaining efforts and target dates."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["DELIVERYDESK_TODAY"] = FIRST.isoformat()
    path = folder / "long.ddesk"
    document = Document.create(path, synthetic_portfolio(ITEMS))
    atexit.register(document.close)
    document.store.connection.execute("PRAGMA synchronous=OFF")  # only the making of it is spared the disk
    dice = random.Random(1)
    ids = document.portfolio.ranking.ids
    for number in range(ENTRIES):
        day = FIRST + timedelta(days=number * DAYS // ENTRIES)
        os.environ["DELIVERYDESK_TODAY"] = day.isoformat()
        item = document.portfolio.deliverables[dice.choice(ids)]
        edits = {"title": f"Title {number}", "remaining": 1.0 + number % 9, "target_date": day}
        field = dice.choice(list(edits))
        document.apply(ChangeSet("edit", (Change(item, replace(item, **{field: edits[field]})),)))
    return document


def _journal(path: Path, day: date) -> int:
    """Every change since the day, fetched by plain sqlite3 and parsed."""
    since = 'SELECT "before" FROM journal_changes JOIN journal USING (seq) WHERE at >= ?'
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(since, ((day + timedelta(days=1)).isoformat(),)).fetchall()
    return len([json.loads(before) for (before,) in rows if before])


# 5.6 where it was measured: beside reading the journal it makes the entities anew and looks which stages were known.
@benchmark("one day of a file with 5,000 entries, a hundred days back, against its journal read by sqlite3", goal=7)
def rewound() -> Measured:
    document = _document()
    return in_turns(lambda: document.rewind().on(FIRST), lambda: _journal(document.path, FIRST), repeats=15)


@benchmark("what changed in a hundred days and 5,000 entries, against comparing every row", goal=4)
def changed() -> Measured:
    from deliverydesk.analysis.changes.between import changes_between

    document = _document()
    now, then = document.portfolio, document.rewind().on(FIRST).portfolio

    def bare() -> int:
        return sum(now.table(kind).get(each.id) != each for kind in ENTITY_TYPES.values() for each in then.table(kind))

    return in_turns(lambda: changes_between(then, now), bare, repeats=15)


@benchmark("what changed in a hundred days, in sentences, against finding it", goal=1.5)
def told() -> Measured:
    from deliverydesk.analysis.changes.between import changes_between
    from deliverydesk.analysis.changes.words import sentence

    document = _document()
    changes = changes_between(document.rewind().on(FIRST).portfolio, document.portfolio)
    return in_turns(
        lambda: [sentence(changes, point) for point in changes.points],
        lambda: changes_between(changes.before, changes.after),
        repeats=15,
    )
