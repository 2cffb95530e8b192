"""The score's section says how far its inputs may move, and why the item was last moved against it."""

from datetime import date

import pytest

from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.entities import Deliverable, Override
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.ui.panes.inspector.leeway import with_leeway
from deliverydesk.ui.panes.inspector.parts import Words
from deliverydesk.ui.rows import Row


@pytest.fixture
def portfolio(monkeypatch: pytest.MonkeyPatch) -> Portfolio:
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-08-19")
    reach = (1000.0, 900.0, 500.0)
    items = [
        Deliverable(n, f"Item {n}", n * GAP, reach=reach[n - 1], impact=1.0, confidence=0.8, effort_likely=4.0)
        for n in (1, 2, 3)
    ]
    moved = [
        Override(11, 2, date(2026, 7, 1), 2, 1, 2, reason="An older one."),
        Override(12, 2, date(2026, 8, 3), 2, 1, 2, reason="Promised to the board."),
    ]
    return Portfolio.of([*items, Deliverable(4, "No score", 4 * GAP), *moved])


def test_every_input_says_its_leeway_and_the_tightest_is_seen(portfolio: Portfolio) -> None:
    rows = [Row("reach", "Reach", tip="How many."), Row("effort", "Estimate"), Row("title", "Title")]
    *inputs, tightest, reason = with_leeway(portfolio, ScoreBoard.of(portfolio), 2, rows)
    tips = [row.tip for row in inputs if isinstance(row, Row)]
    assert tips[0].startswith("How many. Ranks higher from 1,000 (+11 %), lower from ")
    assert tips[1].startswith("Ranks higher from ")
    assert not tips[2]
    assert isinstance(tightest, Words)
    assert tightest.words.startswith("Tightest is effort. Ranks higher from ")
    assert reason == Words("Moved against the score on 3 Aug: Promised to the board.", "text2", figure="override")


def test_what_has_no_rank_says_nothing(portfolio: Portfolio) -> None:
    rows = [Row("reach", "Reach")]
    assert with_leeway(portfolio, ScoreBoard.of(portfolio), 4, rows) == rows
