"""The roadmap's frames, held against fewer bars and against a QGraphicsScene with an item for every bar."""

from __future__ import annotations

import os
import random
import statistics
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Measured, benchmark, cpu, in_turns, medians

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QGraphicsView

    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.roadmap.area import RoadmapArea

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DELIVERYDESK_TODAY", "2026-08-19")

TODAY = date(2026, 8, 19)
SIZE = (1400, 900)
THERE = [(9, 7 if step % 4 else -15) for step in range(30)]
STEPS = [*THERE, *((-across, -down) for across, down in THERE)]
FRAMES = len(STEPS)
SCENE_FRAMES = 6
"""A frame of the scene takes so long that fewer of them tell as much."""


def planned(count: int) -> Portfolio:
    """So many planned items, a thousand to a product, over five years, each waiting for an earlier one."""
    from deliverydesk.domain.entities import Deliverable, Dependency, Entity, Product
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.values import Stage

    dice = random.Random(7)
    products = max(count // 1000, 1)
    entities: list[Entity] = [Product(1 + at, f"Product {at + 1}", f"P{at % 10}") for at in range(products)]
    starts = sorted(dice.randrange(1825) for _ in range(count))
    for at, start in enumerate(starts):
        begins = date(2024, 2, 1) + timedelta(days=start)
        ends = begins + timedelta(days=dice.randrange(15, 120))
        stage = Stage.DELIVERY if at % 3 else Stage.READY
        title = f"Item {at} of the roadmap"
        entities.append(
            Deliverable(
                1000 + at, title, at * 1024, product=1 + at % products, stage=stage, effort_likely=8.0,
                remaining=float(dice.randrange(8)), planned_start=begins, planned_end=ends,
            )
        )  # fmt: skip
    entities += [Dependency(1_000_000 + at, 1000 + dice.randrange(at), 1000 + at) for at in range(1, count)]
    return Portfolio.of(entities)


@lru_cache(maxsize=1)
def application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    from deliverydesk.ui.theme import apply_theme

    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([])
    apply_theme(app, "light")
    return app


@lru_cache(maxsize=3)
def shown(count: int) -> RoadmapArea:
    """A shown pane's timeline with so many bars."""
    from deliverydesk.document.memory import MemoryDocument
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
    from deliverydesk.ui.theme import current_theme

    app = application()
    desk = Desk(MemoryDocument(planned(count)))
    pane = RoadmapPane(desk, current_theme())
    pane.resize(*SIZE)
    pane.show()
    app.processEvents()
    pane.area.kept = pane  # type: ignore[attr-defined]
    return pane.area


def pan(area: RoadmapArea) -> None:
    """A walk of small steps there and back; the frames that paint ahead of the walk are among them."""
    for across, down in STEPS:
        area.pan(-across, -down)
        area.viewport().repaint()


@lru_cache(maxsize=1)
def scene_view(count: int) -> QGraphicsView:
    """The same bars, titles, progress and dependencies as items of a scene, as the manual would have it.

    A rectangle item and a simple text item for each bar, a rectangle item for its progress, a line item for each
    dependency, pens and brushes shared; the view's own update mode, smoothing on as in our painting. Scroll bars move
    it. The scene's own index (a BSP tree) is made when all items are there, and 8 deep: as deep as Qt would have it,
    the long dependencies lie in thousands of its leaves each, which takes minutes at 50,000 bars and 12 s at 10,000,
    and paints no sooner (26 ms a frame at 10,000 bars either way; without any index 42 ms, and 113 ms at 50,000).
    """
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QBrush, QColor, QPainter, QPen
    from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

    from deliverydesk.charts.roadmap import build_roadmap
    from deliverydesk.charts.roadmap_frame import Measures, divide

    app = application()
    picture: RoadmapPicture = build_roadmap(planned(count), today=TODAY)
    per_day = shown(count).per_day
    box = (0.0, 0.0, (picture.high - picture.low) * per_day, 1e9)
    frame = divide(picture, Measures(), box, per_day=per_day)
    view = QGraphicsView()
    scene = QGraphicsScene(view)
    scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
    pen, brush, line = QPen(QColor("#A0C0E0")), QBrush(QColor("#DEE9F5")), QPen(QColor("#55575C"), 1.25)
    no_pen, mark = QPen(Qt.PenStyle.NoPen), QBrush(QColor("#3B78B5"))
    for bar in picture.ordered():
        left, top, right, bottom = frame.bar_box(bar)
        item = scene.addRect(QRectF(left, top, right - left, bottom - top), pen, brush)
        label = scene.addSimpleText(bar.title)
        label.setPos(left + 6, top + 3)
        item.setToolTip(bar.title)
        if bar.progress:
            scene.addRect(QRectF(left, bottom - 2.5, (right - left) * bar.progress, 2.5), no_pen, mark)
    for links in picture.links.values():
        for link in links:
            if link.placed and link.successor in picture.bars:
                one = frame.bar_box(picture.bars[link.predecessor])
                two = frame.bar_box(picture.bars[link.successor])
                scene.addLine(one[2], (one[1] + one[3]) / 2, two[0], (two[1] + two[3]) / 2, line)
    scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
    scene.setBspTreeDepth(8)
    view.setScene(scene)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.resize(*SIZE)
    view.show()
    app.processEvents()
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum() // 2)
    view.verticalScrollBar().setValue(0)
    return view


def pan_scene(view: QGraphicsView) -> None:
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    for right, below in STEPS[:SCENE_FRAMES]:
        across.setValue(across.value() + right)
        down.setValue(down.value() + below)
        view.viewport().repaint()


@benchmark("a frame of panning 50,000 bars, against 1,000", goal=1.25)
def many() -> Measured:
    areas = shown(50_000), shown(1_000)
    measured = in_turns(lambda: pan(areas[0]), lambda: pan(areas[1]), repeats=9, warm_ups=2)
    return Measured(measured.figure / FRAMES, measured.baseline / FRAMES)


@benchmark("a frame of panning 50,000 bars, against a QGraphicsScene of as many", goal=1 / 20)
def scene() -> Measured:
    area, view = shown(50_000), scene_view(50_000)
    return medians(
        lambda: cpu(lambda: pan(area)) / FRAMES,
        lambda: cpu(lambda: pan_scene(view)) / SCENE_FRAMES,
        repeats=3,
        warm_ups=0,
    )


@benchmark("a frame of all 50,000 bars at once, against 16.7 ms", goal=1)
def fit() -> Measured:
    area = shown(50_000)
    area.fit()
    measured = medians(lambda: cpu(lambda: pan(area)) / FRAMES, lambda: 16.7, repeats=7, warm_ups=1)
    area.go_to_today()
    return measured


WALK = 200
_RECTANGLES_TO_A_FRAME = 6
"""What a frame may cost, in frames that paint the visible bars as plain rectangles and nothing else."""


def frame_cost(area: RoadmapArea, step: Callable[[], object]) -> list[float]:
    """Processor time in ms of the frame after a step, and of those that a zoom is finished in."""

    def frame() -> None:
        area.viewport().repaint()

    def first() -> None:
        step()
        frame()

    found = [cpu(first)]
    while not area.is_painted:
        found.append(cpu(frame))
    return found


def walk(area: RoadmapArea, steps: Iterable[Callable[[], object]]) -> float:
    """The 95th percentile of the frames of a walk."""
    costs = [cost for step in steps for cost in frame_cost(area, step)]
    return statistics.quantiles(costs, n=20)[-1]


def pans(area: RoadmapArea) -> list[Callable[[], object]]:
    return [lambda step=step: area.pan(-step[0], -step[1]) for step in (STEPS * 4)[:WALK]]  # type: ignore[misc]


def zooms(area: RoadmapArea) -> list[Callable[[], object]]:
    """In by eight steps, out by sixteen, and in again."""
    factors = [1.25] * 8 + [0.8] * 16 + [1.25] * 8
    return [lambda factor=factor: area.zoom(factor, 700) for factor in (factors * 7)[:WALK]]  # type: ignore[misc]


def drags(area: RoadmapArea) -> list[Callable[[], object]]:
    """A bar held and moved over lanes and dates."""
    from PySide6.QtCore import QPointF

    from deliverydesk.ui.panes.roadmap.gestures import MoveBars

    frame = area.frame()
    lane, row = next(iter(frame.visible_rows()))
    bar = next(bar for bar in area.picture.lanes[lane].rows[row] if frame.scale.x(bar.end) > frame.left + 40)
    at = QPointF(max(frame.scale.x(bar.start), frame.left) + 10, frame.row_y(lane, row) + 12)
    gesture = MoveBars(area, bar, [bar.id], at)
    area.begin(gesture)
    places = [QPointF(at.x() + 3 * n, at.y() + 600 * (n % 50) / 50) for n in range(WALK)]
    return [lambda place=place: area.drag_to(place) for place in places]  # type: ignore[misc]


def rectangles(area: RoadmapArea) -> float:
    """Frames of a widget that paints as many rectangles as bars show, one call for each."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QWidget

    frame = area.frame()
    boxes = [frame.bar_box(area.picture.bars[one]) for one in _visible(area)]
    rects = [QRectF(left, top, right - left, bottom - top) for left, top, right, bottom in boxes]

    class Bare(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor("white"))
            painter.setBrush(QColor("#DEE9F5"))
            for rect in rects:
                painter.drawRect(rect)
            painter.end()

    bare = Bare()
    bare.resize(*SIZE)
    bare.show()
    application().processEvents()
    return statistics.quantiles([cpu(bare.repaint) for _ in range(WALK)], n=20)[-1]


def _visible(area: RoadmapArea) -> list[int]:
    from deliverydesk.ui.panes.roadmap.hits import bars_between

    frame = area.frame()
    return bars_between(frame, frame.left, frame.top, frame.right, frame.bottom)


def _held_against_rectangles(steps: Callable[[RoadmapArea], Iterable[Callable[[], object]]]) -> Measured:
    area = shown(10_000)
    area.go_to_today()
    baseline = rectangles(area)
    figure = walk(area, steps(area))
    area.cancel_gesture()
    return Measured(figure, baseline)


@benchmark("10,000 bars, pan: 95th percentile of 200 frames, against bare rectangles", goal=_RECTANGLES_TO_A_FRAME)
def pan_walk() -> Measured:
    return _held_against_rectangles(pans)


@benchmark("10,000 bars, zoom: 95th percentile of 200 steps, against bare rectangles", goal=_RECTANGLES_TO_A_FRAME)
def zoom_walk() -> Measured:
    return _held_against_rectangles(zooms)


@benchmark("10,000 bars, drag: 95th percentile of 200 frames, against bare rectangles", goal=_RECTANGLES_TO_A_FRAME)
def drag_walk() -> Measured:
    return _held_against_rectangles(drags)


@benchmark("a bar moved among 50,000, from change to picture, against building anew", goal=1 / 10)
def changed() -> Measured:
    from deliverydesk.actions.roadmap import shift
    from deliverydesk.charts.roadmap import build_roadmap
    from deliverydesk.charts.roadmap_after import after

    portfolio = planned(50_000)
    picture = build_roadmap(portfolio, today=TODAY)
    change_set = shift(portfolio, [25_000], 7)
    moved = portfolio.after(change_set)
    return in_turns(
        lambda: after(picture, moved, change_set),
        lambda: build_roadmap(moved, today=TODAY),
        repeats=5,
        warm_ups=1,
    )
