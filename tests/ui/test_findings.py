"""What is found out in a thread: only of the portfolio as it is, and never awaited."""

import threading
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from deliverydesk.actions import measuring, records
from deliverydesk.actions.measuring import Reading
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Criterion, Measurement, Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui import findings
from deliverydesk.ui.desk import Desk

DAY = date(2026, 8, 19)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("DELIVERYDESK_TODAY", DAY.isoformat())
    read = [Measurement(10 + at, 2, date(2026, at + 1, 4), 50.0 + at**2) for at in range(6)]
    desk = Desk(MemoryDocument(Portfolio.of([Outcome(2, "Orders"), *read])))
    desk.load_scores()
    return desk


def test_evidence_comes_once_it_is_asked_for(desk: Desk, qtbot: QtBot) -> None:
    found = desk.findings
    assert found.evidence is None
    assert not found.current
    with qtbot.waitSignal(found.renewed):
        found.ask()
    assert found.current
    assert found.evidence is not None
    assert found.evidence.evidence[2].judgement.n == 6


def test_a_reading_makes_it_stale_and_another_criterion_does_not(desk: Desk, qtbot: QtBot) -> None:
    found = desk.findings
    with qtbot.waitSignal(found.renewed):
        found.ask()
    desk.do(lambda portfolio: records.add(portfolio, Criterion, {"name": "Fit", "weight": 1.0}))
    assert found.current
    desk.do(lambda portfolio: measuring.record(portfolio, 2, [Reading(DAY, 90.0)]))
    assert not found.current
    before = found.evidence
    assert before is not None, "what was found last stays in sight"
    with qtbot.waitSignal(found.renewed):
        found.ask()
    assert found.evidence is not None
    assert (before.evidence[2].judgement.n, found.evidence.evidence[2].judgement.n) == (6, 7)


def asked_slowly(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Ask, and wait until the thread is at it; what comes after is as ever once the event that is returned is set."""
    go_on, begun, really = threading.Event(), threading.Event(), findings.find

    def slowly(portfolio: Portfolio, day: date, progress: Any, before: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return really(portfolio, day, progress, before)

    monkeypatch.setattr(findings, "find", slowly)
    desk.findings.ask()
    qtbot.waitUntil(begun.is_set)
    return go_on


def test_what_is_found_of_a_portfolio_that_is_no_more_is_dropped(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, go_on = desk.findings, asked_slowly(desk, qtbot, monkeypatch)
    desk.do(lambda portfolio: measuring.record(portfolio, 2, [Reading(DAY, 90.0)]))
    go_on.set()
    QThreadPool.globalInstance().waitForDone()
    with qtbot.waitSignal(found.renewed):
        found.ask()
    assert found.evidence is not None
    assert found.evidence.evidence[2].judgement.n == 7


def test_what_is_found_for_a_window_that_is_closed_is_dropped(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, go_on = desk.findings, asked_slowly(desk, qtbot, monkeypatch)
    delete(desk)
    go_on.set()
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.processEvents()
    assert found.evidence is None
