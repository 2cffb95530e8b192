"""Every shape and widget painted in every theme, so that a part which draws nothing, or the same twice, is found."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.domain.values import Stage
from deliverydesk.ui import fonts, glyphs, icons
from deliverydesk.ui.theme import Theme, apply_theme, current_theme, strong_light_theme, theme_named
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton, QuietButton, ToolButton
from deliverydesk.ui.widgets.chip import Chip
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.header import PaneHeader
from deliverydesk.ui.widgets.popover import Fact, Popover
from deliverydesk.ui.widgets.progress import ProgressSheet
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.toast import Toast

NAMES = ("light", "dark", "contrast")
Shape = Callable[[QPainter, QRectF, Theme], None]


def shapes() -> dict[str, tuple[QSize, Shape]]:
    """Every painted shape with every kind of value, by a name for the eye."""
    small, found = QSize(14, 14), {}

    def put(name: str, size: QSize, shape: Callable[..., None], *values: object) -> None:
        found[name] = (size, lambda painter, rect, theme: shape(painter, rect, theme, *values))

    for stage in Stage:
        put(f"stage {stage}", small, glyphs.stage, stage)
    for verdict in glyphs.VERDICTS:
        put(f"verdict {verdict}", small, glyphs.verdict, verdict)
    for state in glyphs.STATES:
        put(f"state {state}", small, glyphs.state, state)
    for days in (3, 22, 41):
        put(f"read {days} days ago", small, glyphs.freshness, days)
    for index in range(10):
        put(f"tag {index}", QSize(27, 16), glyphs.tag, "CL", index)
    put("whisker short", QSize(60, 16), glyphs.whisker, 4, 6, 9, 30)
    put("whisker long", QSize(60, 16), glyphs.whisker, 9, 13, 27, 30)
    for gap in (11, 2, -5, -26):
        put(f"gap {gap}", QSize(60, 16), glyphs.gap_bar, gap)
    put("ringed dot", small, glyphs.ringed_dot)
    put("diamond", small, glyphs.diamond)
    put("meter", QSize(54, 16), glyphs.meter, 0.6)
    for name in icons.NAMES:
        put(f"icon {name}", QSize(16, 16), icons.draw, name)
    return found


def painted(size: QSize, shape: Shape, theme: Theme, ratio: float = 2.0) -> QImage:
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    shape(painter, QRectF(0, 0, size.width(), size.height()), theme)
    painter.end()
    return image


def inked(image: QImage) -> int:
    """How many pixels differ from the one in the corner."""
    ground = image.pixel(image.width() - 1, image.height() - 1)
    every = itertools.product(range(image.width()), range(image.height()))
    return sum(image.pixel(x, y) != ground for x, y in every)


def sheet_of_shapes(theme: Theme, ratio: float) -> QImage:
    """All shapes on one picture, to be looked at."""
    columns, cell = 4, QSize(190, 22)
    listed = shapes()
    rows = -(-len(listed) // columns)
    image = QImage(QSize(cell.width() * columns + 16, cell.height() * rows + 16) * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    for number, (name, (size, shape)) in enumerate(listed.items()):
        left = 8 + cell.width() * (number // rows)
        top = 8 + cell.height() * (number % rows)
        shape(painter, QRectF(left, top + (20 - size.height()) // 2, size.width(), size.height()), theme)
        painter.setFont(fonts.font(12))
        painter.setPen(theme.colour("text"))
        painter.drawText(QPoint(left + size.width() + 7, top + 14), name)
    painter.end()
    return image


@pytest.mark.parametrize("theme", [*map(theme_named, NAMES), strong_light_theme()], ids=[*NAMES, "strong light"])
def test_every_shape_draws_something_of_its_own(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    seen: dict[bytes, str] = {}
    same_on_purpose = {"lock", "read-only", "down", "collapse", "right", "expand", "nothing-placed", "roadmap"}
    for name, (size, shape) in shapes().items():
        image = painted(size, shape, theme)
        assert inked(image) > 20, f"{name} draws nothing"
        twin = seen.setdefault(bytes(image.constBits()), name)
        if name.removeprefix("icon ") not in same_on_purpose:
            assert twin == name, f"{name} looks like {twin}"
    assert sheet_of_shapes(theme, 2.0).save(str(tmp_path / f"shapes-{theme.name}.png"))


def desk(qtbot: QtBot) -> QWidget:
    """A window with one of each widget."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(720, 560)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    header = PaneHeader("Backlog", "60")
    header.set_active(True)
    header.add(Segmented([("list", "List"), ("board", "Board")], "Show as", compact=True))
    header.add_right(ToolButton("columns", "Choose columns", side=24))
    header.add_right(Button("New", icon="add", size="header"))
    column.addWidget(header)
    rows: list[list[QWidget]] = [
        [
            SearchField("Filter titles and tags", icon="filter", framed=False),
            Chip("Now and next"),
            Chip("Claims", checkable=True),
        ],
        [Button("Suggest fixes"), PrimaryButton("Commit"), QuietButton("Skip questions"), Button("Not yet")],
        [
            SearchField("Find an item or run a command", key="Ctrl K"),
            QComboBox(),
            QCheckBox("Open only"),
            QRadioButton("Best value"),
        ],
    ]
    rows[1][3].allow("Choose an item first.")  # type: ignore[attr-defined]
    rows[0][2].setChecked(True)  # type: ignore[attr-defined]
    rows[2][1].setAccessibleName("Score")
    rows[2][1].addItem("Score: RICE")  # type: ignore[attr-defined]
    rows[2][2].setChecked(True)  # type: ignore[attr-defined]
    rows[2][3].setChecked(True)  # type: ignore[attr-defined]
    for widgets in rows:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
    column.addWidget(
        EmptyState(
            "no-readings",
            "No readings yet",
            "Paste two columns, date and value. Five readings give a first verdict.",
            "Add readings",
        ),
        1,
    )
    return window


@pytest.mark.parametrize("name", NAMES)
def test_every_widget_is_drawn_in_the_theme(name: str, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    apply_theme(qapp, name)
    qapp.setProperty("deliverydesk.still", True)
    window = desk(qtbot)
    with qtbot.waitExposed(window):
        window.show()
    assert window.grab().save(str(tmp_path / f"widgets-{name}.png"))
    surface = current_theme().colour("surface").rgb()
    assert window.findChild(PaneHeader).grab().toImage().pixel(300, 4) == surface
    toast = Toast(window)
    toast.say("“Digital member card” now due 28 Aug", lambda: None)
    assert window.grab().save(str(tmp_path / f"toast-{name}.png"))
    facts = [
        Fact("Reach", "23,000 a quarter"),
        Fact("Impact", "2, high"),
        Fact("Confidence", "80 %", "field test"),
        Fact("Effort", "5.4", "person-months"),
    ]
    popover = Popover(window, "Why 85", facts, figure="85", closing="38 to 152; above rank 6 in 7 of 10 draws")
    popover.open_at(QRect(120, 60, 40, 20), window)
    assert window.grab().save(str(tmp_path / f"popover-{name}.png"))
    popover.dismiss()
    progress = ProgressSheet(window, "Reading backlog.xlsx")
    progress.open()
    progress.advance(7_400, 20_000)
    assert window.grab().save(str(tmp_path / f"sheet-{name}.png"))
    progress.dismiss()


def test_every_widget_that_takes_the_focus_has_a_name(qtbot: QtBot, qapp: QApplication) -> None:
    window = desk(qtbot)
    toast = Toast(window)
    toast.say("Moved", lambda: None)
    progress = ProgressSheet(window, "Reading backlog.xlsx")
    progress.open()
    Popover(window, "Why 85", [Fact("Reach", "1")]).open_at(QRect(0, 0, 10, 10), window)
    inside = [widget for widget in window.findChildren(QWidget) if widget.window() is window]
    found = [widget for widget in inside if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(found) > 15
    for widget in found:
        told = QAccessible.queryAccessibleInterface(widget)
        assert told.text(QAccessible.Text.Name), f"{type(widget).__name__} has no name"
