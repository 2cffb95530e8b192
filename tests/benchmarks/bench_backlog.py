"""The backlog at 100,000 deliverables, beside what Qt's own parts make of the same model."""

import os
import tempfile
from functools import cache
from itertools import count, cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from deliverydesk.actions import backlog
from deliverydesk.document.document import Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable, Demand, Entity, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.model import BacklogModel
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort
from deliverydesk.ui.theme import apply_theme, current_theme
from tests.benchmarks.harness import Measured, benchmark, cpu, in_turns, medians

MANY = 100_000
TWO_FRAMES = 2 * 1000 / 60
"""Milliseconds."""

WORDS = ("claim", "quote", "search", "letter", "renewal", "chat", "card", "photo", "rule", "signal", "broker", "plan")


def portfolio_of(items: int) -> Portfolio:
    """Deliverables with titles of four words, half of them with a team."""
    entities: list[Entity] = [Product(n, f"Product {n}", code=f"P{n}") for n in range(1, 9)]
    entities += [Team(n, f"Team {n}") for n in range(11, 31)]
    stages = list(Stage)
    for n in range(items):
        words = [WORDS[n * step // 7 % len(WORDS)] for step in (5, 11, 17)]
        entities.append(
            Deliverable(
                100 + n,
                f"{words[0].capitalize()} {words[1]} {words[2]} {n * 7919 % items}",
                (n + 1) * GAP,
                product=1 + n % 8,
                stage=stages[n % 6],
                owner=f"Owner {n % 40}",
                tags=("web",) if n % 3 else (),
                effort_low=1.0 + n % 9,
                effort_likely=2.0 + n % 9,
                effort_high=5.0 + n % 9,
                reach=float(100 + n * 37 % 5000),
                impact=1.0,
                confidence=0.8,
            )
        )
        if n % 2:
            entities.append(Demand(1_000_000 + n, 100 + n, 11 + n % 20, likely=2.0))
    return Portfolio.of(entities)


@cache
def portfolio(items: int = MANY) -> Portfolio:
    return portfolio_of(items)


@cache
def app() -> QApplication:
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    apply_theme(made, "light")
    return made


def pane_of(desk: Desk) -> BacklogPane:
    """A pane of 1400 x 900, shown, with scores."""
    pane = BacklogPane(desk, current_theme())
    pane.resize(1400, 900)
    pane.show()
    desk.load_scores()
    app().processEvents()
    return pane


@cache
def shown(items: int = MANY) -> BacklogPane:
    app()
    return pane_of(Desk(MemoryDocument(portfolio(items))))


def stock(model: BacklogModel, pane: BacklogPane) -> QTableView:
    """Qt's own table over the same model, with the same columns, rows and room."""
    view = QTableView()
    view.setModel(model)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(pane.table.row_height())
    view.setWordWrap(False)
    ours = pane.table.horizontalHeader()
    for place in range(len(COLUMNS)):
        view.setColumnHidden(place, ours.isSectionHidden(place))
        view.setColumnWidth(place, ours.sectionSize(place) or 60)
    view.resize(pane.table.size())
    view.show()
    app().processEvents()
    return view


@benchmark("backlog: repaint of the table, against QTableView over the same model", goal=0.5)
def repaint() -> Measured:
    pane = shown(10_000)
    view = stock(pane.model, pane)
    measured = in_turns(pane.table.viewport().repaint, view.viewport().repaint, repeats=31, warm_ups=3)
    view.close()
    return measured


@benchmark("backlog: far jump to rows not seen before, against QTableView", goal=0.5)
def jump() -> Measured:
    pane = shown(10_000)
    view = stock(pane.model, pane)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    stops = count(1)

    def far(table: QTableView) -> None:
        bar = table.verticalScrollBar()
        bar.setValue(next(stops) * 7919 * 3 % bar.maximum())
        table.viewport().repaint()

    measured = in_turns(lambda: far(pane.table), lambda: far(view), repeats=21, warm_ups=3)
    view.close()
    return measured


@benchmark("backlog: repaint at 100,000 rows, against 1,000", goal=1.2)
def repaint_of_many() -> Measured:
    many, few = shown(), shown(1_000)
    return in_turns(many.table.viewport().repaint, few.table.viewport().repaint, repeats=31, warm_ups=3)


@benchmark("backlog: sort 100,000 titles to painted, against QSortFilterProxyModel", goal=1 / 50)
def sort() -> Measured:
    pane = shown()
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(pane.model)
    view = QTableView()
    view.setModel(proxy)
    view.resize(1400, 900)
    view.show()
    app().processEvents()
    ways = cycle((False, True))

    def ours() -> None:
        pane.sort_by(Sort("title", next(ways)))
        pane.table.viewport().repaint()

    def theirs() -> None:
        proxy.sort(PLACE["title"], Qt.SortOrder.AscendingOrder)
        view.viewport().repaint()
        proxy.sort(-1)

    def of_theirs() -> float:
        # Their turn comes on the manager's order, so that Qt sorts from the same start.
        pane.sort_by(None)
        return cpu(theirs)

    measured = medians(lambda: cpu(ours), of_theirs, repeats=2, warm_ups=1)
    pane.sort_by(None)
    view.close()
    proxy.setSourceModel(None)  # type: ignore[arg-type]
    return measured


@benchmark("backlog: filter 100,000 by words to painted, against QSortFilterProxyModel", goal=1 / 20)
def filter_words() -> Measured:
    pane = shown()
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(pane.model)
    proxy.setFilterKeyColumn(PLACE["title"])
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view = QTableView()
    view.setModel(proxy)
    view.resize(1400, 900)
    view.show()
    app().processEvents()
    words = cycle(("claim", "quote s", "letter 1", "9"))

    def ours() -> None:
        pane.filter_by(Filter(next(words)))
        pane.table.viewport().repaint()

    def theirs() -> None:
        proxy.setFilterFixedString(next(words))
        view.viewport().repaint()

    def of_theirs() -> float:
        proxy.setSourceModel(pane.model)
        pane.filter_by(Filter())
        figure = cpu(theirs)
        # Taken off while ours filters: the proxy would follow each of its resets.
        proxy.setSourceModel(None)  # type: ignore[arg-type]
        return figure

    proxy.setSourceModel(None)  # type: ignore[arg-type]
    measured = medians(lambda: cpu(ours), of_theirs, repeats=4, warm_ups=1)
    pane.filter_by(Filter())
    view.close()
    return measured


@benchmark("backlog: group 50,000 to painted, against dealing them into lists and a bare repaint", goal=2.0)
def group() -> Measured:
    pane = shown(50_000)
    items, ways = pane.desk.portfolio.deliverables, cycle(("product", "stage", "team", "owner"))

    def ours() -> None:
        pane.group_by(next(ways))
        pane.table.viewport().repaint()

    def bare() -> None:
        dealt: dict[object, list[int]] = {}
        for item in items:
            dealt.setdefault(item.product, []).append(item.id)
        pane.table.viewport().repaint()

    measured = medians(lambda: cpu(ours), lambda: cpu(bare), repeats=12, warm_ups=4)
    pane.group_by("")
    return measured


@benchmark("backlog: an edit among 50,000 in groups painted, in two frames", goal=1.0)
def edit_in_groups() -> Measured:
    pane, places = shown(50_000), count(1)
    desk = pane.desk
    pane.group_by("product")

    def ours() -> None:
        n = next(places)
        moved = desk.portfolio.ranking.ids[n * 7919 % 50_000]
        desk.do(lambda p: backlog.edit_deliverables(p, [moved], {"product": 1 + n % 8}))
        pane.table.viewport().repaint()

    measured = medians(lambda: cpu(ours), lambda: TWO_FRAMES, repeats=15, warm_ups=2)
    pane.group_by("")
    return measured


@cache
def on_disk() -> tuple[Desk, BacklogPane]:
    """A pane over a real file of 100,000 deliverables."""
    app()
    folder = tempfile.TemporaryDirectory()
    desk = Desk(Document.create(Path(folder.name) / "many.ddesk", portfolio()))
    desk.setProperty("folder", folder)
    return desk, pane_of(desk)


@benchmark("backlog: a drop among 100,000 painted and committed, beside the disk, in two frames", goal=1.0)
def drop() -> Measured:
    desk, pane = on_disk()
    places = count(1)

    def ours() -> None:
        n = next(places)
        ids = desk.portfolio.ranking.ids
        moved, anchor = ids[n * 7919 % MANY], ids[n * 104_729 % MANY]
        desk.do(lambda p: backlog.move_above(p, [moved], anchor))
        pane.table.viewport().repaint()

    return medians(lambda: cpu(ours), lambda: TWO_FRAMES, repeats=15, warm_ups=2)


@benchmark("backlog: an edit among 100,000 painted and committed, beside the disk, in two frames", goal=1.0)
def edit() -> Measured:
    desk, pane = on_disk()
    places = count(1)

    def ours() -> None:
        n = next(places)
        wanted = desk.portfolio.ranking.ids[n * 7919 % MANY]
        desk.do(lambda p: backlog.edit_deliverables(p, [wanted], {"title": f"Edited {n}", "reach": 10.0 * n}))
        pane.table.viewport().repaint()

    return medians(lambda: cpu(ours), lambda: TWO_FRAMES, repeats=15, warm_ups=2)
