"""A small backlog to test with: four products, teams and outcomes, and deliverables with gaps in what is known."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import (
    Contribution,
    Deliverable,
    Demand,
    Entity,
    Outcome,
    Product,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Kind, Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.theme import apply_theme, current_theme

STAGES = (Stage.DELIVERY, Stage.READY, Stage.SHAPING, Stage.IDEA)
TITLES = (
    "Claim status, plainly",
    "Quote on one page",
    "Provider data check",
    "Receipt photos",
    "Ask-a-nurse chat",
    "Booking inside search",
    "Open-enrolment readiness",
    "Rules for small claims",
    "Digital member card",
    "Cover-end reminder",
    "Sign-in renewal",
    "Fraud signals",
)
FIRST = 100
"""The id of the deliverable at rank 1; the others follow by rank."""


def make_portfolio(count: int = 12) -> Portfolio:
    """`count` deliverables with ids from FIRST on, ranked by id."""
    entities: list[Entity] = [
        Product(1, "Claims", code="CL"),
        Product(2, "Enrolment", code="EN"),
        Team(11, "Data"),
        Team(12, "Growth"),
        Outcome(21, "Calls about a refusal", product=1),
        Outcome(22, "Quotes finished", product=2),
    ]
    for place in range(count):
        item = Deliverable(
            FIRST + place,
            TITLES[place % len(TITLES)] + ("" if place < len(TITLES) else f" {place + 1}"),
            (place + 1) * GAP,
            product=1 + place % 2 if place % 5 else None,
            stage=STAGES[place % len(STAGES)],
            kind=Kind.UPKEEP if place % 6 == 5 else Kind.FEATURE,
            owner=("R. Haas", "T. Baptiste", "")[place % 3],
            tags=("mobile", "quick win") if place % 4 == 1 else (),
            notes="promised to the clinics" if place == 7 else "",
            effort_low=2.0 + place if place % 3 else None,
            effort_likely=4.0 + place if place != 6 else None,
            effort_high=9.0 + place if place % 3 else None,
            target_date=date(2026, 9, 1 + place) if place % 4 else None,
            reach=None if place == 4 else 1000.0 * (1 + place * 7 % 11),
            impact=1.0,
            confidence=0.8,
        )
        entities.append(item)
        if place % 3 == 0:
            entities.append(Demand(1000 + place, item.id, 11 + place % 2, likely=3.0))
        if place % 4 == 0:
            entities.append(Contribution(2000 + place, item.id, 21 + place % 2))
    return Portfolio.of(entities)


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-08-19")


@pytest.fixture
def portfolio() -> Portfolio:
    return make_portfolio()


@pytest.fixture
def desk(qapp: QApplication, portfolio: Portfolio) -> Iterator[Desk]:
    """A desk over a portfolio in memory."""
    apply_theme(qapp, "light")
    made = Desk(MemoryDocument(portfolio))
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def refusals(desk: Desk) -> list[str]:
    """The sentences of what was refused."""
    said: list[str] = []
    desk.refused.connect(said.append)
    return said


@pytest.fixture
def done(desk: Desk) -> list[str]:
    """The words of the toasts."""
    said: list[str] = []
    desk.done.connect(said.append)
    return said


@pytest.fixture
def open_pane(qtbot: QtBot, desk: Desk) -> Callable[..., BacklogPane]:
    """Shows a backlog pane of the desk and gives its table the focus."""

    def opened(width: int = 900, height: int = 560, *, scores: bool = True) -> BacklogPane:
        pane = BacklogPane(desk, current_theme())
        qtbot.addWidget(pane)
        pane.resize(width, height)
        with qtbot.waitExposed(pane):
            pane.show()
        if scores:
            desk.load_scores()
        pane.activateWindow()
        pane.table.setFocus()
        qtbot.waitUntil(pane.table.hasFocus)
        return pane

    return opened
