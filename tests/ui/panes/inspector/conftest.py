"""A small portfolio with everything that the inspector shows, and a pane over it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import (
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Measurement,
    Outcome,
    Product,
    Rating,
    Settings,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Direction, Kind, Period, ScoringModel, Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.inspector.pane import InspectorPane
from deliverydesk.ui.theme import apply_theme, current_theme

TODAY = date(2026, 8, 19)
REFUSALS, CHAT, SEARCH, LETTERS = 100, 101, 102, 103
CALLS, CRASHES = 21, 22


def make_portfolio(model: ScoringModel = ScoringModel.RICE) -> Portfolio:
    """Four deliverables, the first with all there is; one outcome to lower and one to hold."""
    entities: list[Entity] = [
        Settings(1, "Larkfield", model, Period.QUARTER),
        Product(1, "Claims", code="CL"),
        Product(2, "Enrolment", code="EN"),
        Team(11, "Data"),
        Team(12, "Growth"),
        Outcome(
            CALLS,
            "Calls about a refusal",
            product=1,
            unit="per 1,000",
            direction=Direction.DOWN,
            baseline=74,
            baseline_date=date(2026, 1, 1),
            target=52,
            due=date(2026, 12, 31),
        ),
        Outcome(CRASHES, "Crash-free sessions", unit="%", direction=Direction.HOLD, hold_low=99.5, hold_high=100),
        Criterion(31, "Benefit", 3, 1, 5),
        Criterion(32, "Risk", 1, 1, 5, lower_is_better=True),
        Deliverable(
            REFUSALS,
            "Refusals explained",
            GAP,
            product=1,
            stage=Stage.READY,
            owner="I. Brandt",
            tags=("app",),
            effort_low=4,
            effort_likely=6,
            effort_high=9,
            planned_start=date(2026, 9, 7),
            planned_end=date(2026, 10, 23),
            target_date=date(2026, 11, 6),
            reach=2000,
            impact=2,
            confidence=0.8,
            ice_impact=7,
            ice_confidence=5,
            ice_ease=3,
        ),
        Deliverable(CHAT, "Ask-a-nurse chat", 2 * GAP, kind=Kind.DEBT, planned_start=date(2026, 10, 1)),
        Deliverable(SEARCH, "Booking inside search", 3 * GAP, stage=Stage.DELIVERY),
        Deliverable(LETTERS, "Letters to inbox", 4 * GAP),
        Contribution(41, REFUSALS, CALLS, -14, 21, 0.8),
        Demand(51, REFUSALS, 11, 1, 2, 3),
        Dependency(61, REFUSALS, CHAT),
        Rating(71, REFUSALS, 31, 4),
    ]
    for week in range(12):
        day = TODAY - timedelta(weeks=12 - week)
        entities.append(Measurement(200 + week, CALLS, day, 74 - week))
        entities.append(Measurement(300 + week, CRASHES, day, 99.7))
    return Portfolio.of(entities)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    """A desk over the portfolio in memory, with scores."""
    apply_theme(qapp, "light")
    made = Desk(MemoryDocument(make_portfolio()))
    made.load_scores()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def refusals(desk: Desk) -> list[str]:
    """What the desk has said was refused."""
    said: list[str] = []
    desk.refused.connect(said.append)
    return said


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> InspectorPane:
    """The inspector as wide as it is in the window, with one deliverable shown."""
    made = InspectorPane(desk, current_theme())
    qtbot.addWidget(made)
    made.resize(282, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    desk.select(Deliverable, (REFUSALS,))
    return made


@pytest.fixture
def edit(qtbot: QtBot, pane: InspectorPane) -> Callable[..., None]:
    """Clicks a field, writes into it and presses Enter."""
    from PySide6.QtCore import QPoint, Qt

    def edited(section: str, key: str, words: str) -> None:
        row = pane.row(section, key)
        assert row is not None, f"no field {key} in {section}"
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, 10))
        assert row.editor is not None, f"{key} cannot be edited"
        row.editor.selectAll()
        qtbot.keyClicks(row.editor, words)
        qtbot.keyClick(row.editor, Qt.Key.Key_Return)

    return edited
