"""What is seen after panning is what a fresh painting shows, pixel for pixel, however it came about."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from deliverydesk.domain.entities import Deliverable, Dependency, Entity, Milestone, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import MilestoneKind, Stage
from deliverydesk.ui.panes.roadmap.area import RoadmapArea
from deliverydesk.ui.theme import apply_theme
from tests.charts.roadmap_example import TODAY
from tests.ui.panes.roadmap.conftest import Make


def crowd(count: int, links: int) -> Portfolio:
    """Bars of a day to two years in all stages, with actual dates, dependencies that hold and that are broken."""
    dice = random.Random(11)
    products = [Product(1 + at, f"Product {at + 1}", f"P{at}") for at in range(10)]
    entities: list[Entity] = [*products]
    for at in range(count):
        start = date(2025, 6, 1) + timedelta(days=dice.randrange(900))
        length = dice.choice([1, 3, 20, 60, 90, 200, 700])
        began = start + timedelta(days=dice.randrange(-30, 60)) if dice.random() < 0.4 else None
        title = f"Work {at} " + "on many things and on " * dice.randrange(3)
        entities.append(
            Deliverable(
                1000 + at, title, at * 1024, product=1 + at % 10, stage=dice.choice(list(Stage)), effort_likely=8.0,
                remaining=float(dice.randrange(8)), planned_start=start, planned_end=start + timedelta(days=length),
                actual_start=began, actual_end=began and began + timedelta(days=length + dice.randrange(80)),
            )
        )  # fmt: skip
    pairs = {tuple(sorted(dice.sample(range(count), 2))) for _ in range(links)}
    entities += [Dependency(90_000 + at, 1000 + one, 1000 + two) for at, (one, two) in enumerate(sorted(pairs))]
    entities += [
        Milestone(80_000 + at, f"Promise {at}", date(2025, 9, 1) + timedelta(days=40 * at), list(MilestoneKind)[at % 2])
        for at in range(20)
    ]
    return Portfolio.of(entities)


def painted(area: RoadmapArea, ratio: float) -> QImage:
    """What a screen with so many pixels to a logical one shows."""
    size = area.viewport().size()
    image = QImage(round(size.width() * ratio), round(size.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    area.paint(painter)
    painter.end()
    return image


ROUNDING = 32
"""Round corners are rasterised from coordinates whose last bit depends on the distance to the part's corner: once in a
thousand corners a pixel comes out some of 255 steps lighter or darker. What is missing or in another place differs
more, and in more pixels.
"""
FEW = 24


def differing(one: QImage, other: QImage) -> list[tuple[int, int]]:
    """The pixels that differ by more than the rounding of a few corners."""
    if one == other:
        return []
    across = range(one.width())
    found = [(x, y) for y in range(one.height()) for x in across if one.pixel(x, y) != other.pixel(x, y)]
    if len(found) <= FEW:
        return [place for place in found if _steps(one.pixelColor(*place), other.pixelColor(*place)) > ROUNDING]
    return found


def _steps(one: QColor, other: QColor) -> int:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return max(abs(first - second) for first, second in pairs)


def check(area: RoadmapArea, ratio: float, where: object) -> None:
    seen = painted(area, ratio)
    area.forget_painted()
    assert differing(seen, painted(area, ratio))[:5] == [], where


@pytest.mark.parametrize("links", [25, 2000])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_pan_shows_what_a_fresh_painting_shows(
    make: Make, qapp: QApplication, ratio: float, theme: str, links: int
) -> None:
    apply_theme(qapp, theme)
    pane = make(crowd(600, links), width=700, height=420)
    area, dice = pane.area, random.Random(f"{ratio} {theme} {links}")
    pane.desk.select(Deliverable, tuple(1000 + at for at in range(0, 600, 7)))
    for per_day in (0.11, 0.9, 3.0, 4.37, 21.3):
        area.restore_view({"per_day": per_day, "origin": float(TODAY.toordinal() - 90), "down": 150})
        painted(area, ratio)
        for _ in range(4):
            for _ in range(dice.randrange(1, 30)):
                big = dice.choice([5, 40, 300])
                area.pan(dice.uniform(-big, big), dice.uniform(-big, big))
                painted(area, ratio)
            check(area, ratio, per_day)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_pan_shows_what_is_painted_without_a_paper(make: Make, monkeypatch: pytest.MonkeyPatch, ratio: float) -> None:
    """The titles at the plot's edge too: a fresh paper moves them in the same way, and would err in the same way."""
    from deliverydesk.rendering.roadmap_paper import Paper

    area, dice = make(crowd(600, 25), width=700, height=420).area, random.Random(f"{ratio}")
    for per_day in (0.9, 3.0, 21.3):
        area.restore_view({"per_day": per_day, "origin": float(TODAY.toordinal() - 90), "down": 150})
        for _ in range(8):
            area.pan(dice.uniform(-90, 90), dice.uniform(-40, 40))
            seen = painted(area, ratio)
            with monkeypatch.context() as patch:
                patch.setattr(Paper, "copies", False)
                plain = painted(area, ratio)
            assert differing(seen, plain)[:5] == [], per_day


def test_the_scroll_bars_show_what_a_fresh_painting_shows(make: Make) -> None:
    area = make(crowd(300, 30), width=700, height=420).area
    painted(area, 1.0)
    for across, down in ((3, 17), (70, 0), (-31, 5), (11, 260), (-400, -90)):
        for bar, step in ((area.horizontalScrollBar(), across), (area.verticalScrollBar(), down)):
            bar.setValue(bar.value() + step)
        check(area, 1.0, (across, down))


def test_whatever_changes_the_picture_is_seen_at_once(make: Make, qapp: QApplication) -> None:
    pane = make(crowd(300, 200), width=700, height=420)
    area = pane.area
    bar = next(bar for bar in pane.picture.ordered())

    def change_selection() -> None:
        pane.desk.select(Deliverable, (bar.id,))

    changes: dict[str, Callable[[], object]] = {
        "selection": change_selection,
        "zoom": lambda: area.zoom(1.3),
        "density": lambda: area.set_density("compact"),
        "actual dates": pane.commands.actuals.trigger,
        "dependencies": pane.commands.links.trigger,
        "theme": lambda: apply_theme(qapp, "dark"),
        "dragged": lambda: area.show_state(replace(area.shown, dragged=frozenset({bar.id}))),
        "hovered": lambda: area.show_state(replace(area.shown, hovered=bar.id)),
        "lanes": pane.commands.by["none"].trigger,
        "size": lambda: pane.resize(640, 380),
    }
    area.reveal(bar.id)
    for name, change in changes.items():
        painted(area, 1.0)
        change()
        check(area, 1.0, name)


def test_a_pan_paints_only_what_comes_into_sight(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    area = make(crowd(600, 25), width=700, height=420).area
    painted(area, 1.0)
    from deliverydesk.rendering import roadmap_paper, roadmap_strip

    parts: list[int] = []
    whole = roadmap_strip.part_of

    def counted(sight: object, left: int, top: int, width: int, height: int) -> object:
        parts.append(width * height)
        return whole(sight, left, top, width, height)  # type: ignore[arg-type]

    monkeypatch.setattr(roadmap_paper, "part_of", counted)
    for _ in range(40):
        area.pan(-9, 0)
        painted(area, 1.0)
    wide, tall = 360 + 2 * roadmap_paper.AHEAD, area.viewport().height()
    assert sum(parts) <= wide * tall
    assert len(parts) <= 4
