"""1,000 outcomes in the scoreboard and as small charts, beside a bare table of the same rows."""

import os
from datetime import date, timedelta
from functools import cache
from itertools import cycle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DELIVERYDESK_TODAY", "2026-08-19")

from PySide6.QtWidgets import QApplication, QTableView

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Entity, Measurement, Outcome, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.outcomes.board_model import BoardModel
from deliverydesk.ui.panes.outcomes.pane import OutcomesPane
from deliverydesk.ui.panes.outcomes.words import board_rows
from deliverydesk.ui.theme import apply_theme, current_theme
from tests.benchmarks.harness import Measured, benchmark, cpu, medians

MANY = 1_000
READINGS = 24
TODAY = date(2026, 8, 19)
FRAME = 1000 / 60
"""Milliseconds."""


@cache
def portfolio() -> Portfolio:
    """Outcomes of eight products with two years of monthly readings; a tenth is to hold, a tenth has no reading."""
    entities: list[Entity] = [Product(n, f"Product {n}", code=f"P{n}") for n in range(1, 9)]
    for n in range(MANY):
        outcome, holds = 100 + n, n % 10 == 3
        entities.append(
            Outcome(
                outcome,
                f"Outcome {n * 7919 % MANY}",
                product=1 + n % 8,
                unit="%",
                direction=Direction.HOLD if holds else Direction.UP,
                baseline=None if holds else 40.0,
                baseline_date=TODAY - timedelta(days=400),
                target=None if holds else 70.0,
                hold_low=45.0 if holds else None,
                hold_high=55.0 if holds else None,
                due=TODAY + timedelta(days=30 + n % 300),
            )
        )
        if n % 10 != 7:
            entities += [
                Measurement(
                    10_000 + n * READINGS + at,
                    outcome,
                    TODAY - timedelta(days=30 * (READINGS - at) + n % 25),
                    40.0 + (n * 31 + at * 17) % 200 / 10,
                )
                for at in range(READINGS)
            ]
    return Portfolio.of(entities)


@cache
def app() -> QApplication:
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    apply_theme(made, "light")
    return made


def opened(mode: str) -> OutcomesPane:
    """A pane of 1400 x 900 on a page, filled and painted."""
    pane = OutcomesPane(Desk(MemoryDocument(portfolio())), current_theme())
    pane.resize(1400, 900)
    pane.show_mode(mode)
    pane.show()
    pane.begin()
    pane.grab()
    return pane


def bare() -> QTableView:
    """Qt's own table over as many rows with their names and figures as plain words."""
    model = BoardModel()
    view = QTableView()
    view.setModel(model)
    model.set_rows(rows())
    view.resize(1400, 900)
    view.show()
    view.grab()
    return view


@cache
def rows() -> list:  # type: ignore[type-arg]
    return board_rows(portfolio(), TODAY)


def close(widget: OutcomesPane | QTableView) -> None:
    if isinstance(widget, OutcomesPane):
        widget.shut_down()
    widget.close()
    widget.deleteLater()
    app().processEvents()


def beyond_bare(mode: str) -> Measured:
    """What a page takes to its first paint beyond a bare table, against 100 ms."""
    app()

    def ours() -> float:
        made: list[OutcomesPane] = []
        theirs: list[QTableView] = []
        took = cpu(lambda: made.append(opened(mode))) - cpu(lambda: theirs.append(bare()))
        close(made[0])
        close(theirs[0])
        return took

    return medians(ours, lambda: 100.0, repeats=7, warm_ups=2)


@benchmark("outcomes: first paint of a scoreboard of 1,000 beyond a bare table, in 100 ms", goal=1.0)
def scoreboard() -> Measured:
    return beyond_bare("scoreboard")


@benchmark("outcomes: first paint of 1,000 small charts beyond a bare table, in 100 ms", goal=1.0)
def multiples() -> Measured:
    return beyond_bare("multiples")


@benchmark("outcomes: a step of scrolling through 1,000 small charts, in a frame", goal=1.0)
def scrolling() -> Measured:
    app()
    pane = opened("multiples")
    app().processEvents()
    app().processEvents()
    view = pane.boards.multiples
    places = cycle(range(0, view.verticalScrollBar().maximum(), 60))

    def ours() -> None:
        view.verticalScrollBar().setValue(next(places))
        view.viewport().repaint()

    measured = medians(lambda: cpu(ours), lambda: FRAME, repeats=41, warm_ups=3)
    close(pane)
    return measured


@benchmark("outcomes: evidence of 1,000 arriving in a scoreboard in sight, in 100 ms", goal=1.0)
def evidence() -> Measured:
    """What it holds up the window, once it was found out in its thread."""
    from deliverydesk.analysis.evidence.page import evidence_of_all

    app()
    pane = opened("scoreboard")
    page = evidence_of_all(portfolio(), TODAY)
    both = cycle((page, None))

    def ours() -> None:
        pane.desk.findings.evidence = next(both)
        pane.desk.findings.renewed.emit()
        pane.boards.table.viewport().repaint()

    measured = medians(lambda: cpu(ours), lambda: 100.0, repeats=20, warm_ups=2)
    close(pane)
    return measured
