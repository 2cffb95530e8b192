"""The inspector: a step from item to item in a long backlog costs what it costs in a short one."""

import os
import time
from itertools import cycle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.inspector.pane import InspectorPane
from deliverydesk.ui.theme import apply_theme
from tests.benchmarks.harness import Measured, benchmark, medians
from tests.support.portfolios import synthetic_portfolio


def _stepping(app: QApplication, count: int) -> Callable[[], float]:
    """Milliseconds of processor time for the next step through a backlog of so many items."""
    desk = Desk(MemoryDocument(synthetic_portfolio(count)))
    desk.load_scores()
    pane = InspectorPane(desk, apply_theme(app, "light").theme)
    pane.resize(282, 900)
    pane.show()
    ids = cycle(list(desk.portfolio.ranking)[:60])

    def step() -> float:
        begun = time.thread_time()
        desk.select(Deliverable, (next(ids),))
        app.processEvents()
        return (time.thread_time() - begun) * 1000

    return step


@benchmark("inspector: a step among 50,000 items against 500", goal=1.5)
def stepping() -> Measured:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return medians(_stepping(app, 50_000), _stepping(app, 500), repeats=60)
