"""Flow over a long history: the journal in one query, and all figures of a large portfolio in a thread."""

from __future__ import annotations

import atexit
import random
import sqlite3
import tempfile
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from deliverydesk.analysis.flow.history import history_of
from deliverydesk.charts.flow.build import BUILDERS
from deliverydesk.document.document import Document
from deliverydesk.domain.values import Stage
from deliverydesk.ui.panes.flow.building import Scope, build
from tests.benchmarks.harness import Measured, benchmark, cpu, in_turns, medians
from tests.support.portfolios import ANCHOR, synthetic_portfolio

_ITEMS, _SETS = 10_000, 50_000
_WAY = (Stage.IDEA, Stage.SHAPING, Stage.READY, Stage.DELIVERY, Stage.RELEASED)


@lru_cache(maxsize=1)
def _document() -> Document:
    """10,000 deliverables, and 50,000 change sets over four years of which each moves one of them a stage on."""
    path = Path(tempfile.mkdtemp(prefix="bench-")) / "moved.ddesk"
    portfolio = synthetic_portfolio(_ITEMS)
    Document.create(path, portfolio).close()
    dice, ids, place = random.Random(5), list(portfolio.deliverables.ids), dict.fromkeys(portfolio.deliverables.ids, 0)
    with sqlite3.connect(path) as connection:
        for seq in range(2, _SETS + 2):
            item = dice.choice(ids)
            before, after = place[item], (place[item] + 1) % len(_WAY)
            place[item] = after
            at = f"{ANCHOR - timedelta(days=1460 - seq * 1460 // (_SETS + 2))}T10:00:00.000+00:00"
            connection.execute("INSERT INTO journal VALUES (?,?,?,?,?,?,?)", (seq, at, "you", "do", None, "move", 1))
            images = (f'{{"stage":"{_WAY[before]}"}}', f'{{"stage":"{_WAY[after]}"}}')
            connection.execute(
                "INSERT INTO journal_changes VALUES (?,?,?,?,?,?)", (seq, seq, "deliverables", item, *images)
            )
    document = Document.open(path)
    atexit.register(document.close)
    return document


def _rows() -> None:
    with _document().store.apart() as connection:
        connection.execute("SELECT * FROM journal_changes JOIN journal USING (seq)").fetchall()


@benchmark("stage moves of 50,000 change sets, against fetching those rows with plain sqlite3", goal=4)
def moves() -> Measured:
    return in_turns(_document().moves, _rows)


@benchmark("history of flow, 10,000 deliverables and 50,000 change sets, against half a second", goal=1)
def history() -> Measured:
    document = _document()
    log = document.moves()
    return medians(lambda: cpu(lambda: history_of(document.portfolio, ANCHOR, log)), lambda: 500.0, repeats=3)


@benchmark("slowest chart and figures of flow, 10,000 deliverables and 50,000 change sets, against a second", goal=1)
def figures() -> Measured:
    document = _document()
    log = document.moves()

    def made(name: str) -> float:
        return cpu(lambda: build(document.portfolio, log, ANCHOR, name, Scope()))

    return medians(lambda: max(map(made, BUILDERS)), lambda: 1000.0, repeats=3)
