"""The table in a window that is read from the right: cells under their heads, under the pointer and under the keys."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.ui.panes.backlog.bands import Band
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.painting import RowPainter
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Rows
from deliverydesk.ui.panes.backlog.table import BacklogTable
from deliverydesk.ui.theme import Theme

OpenPane = Callable[..., BacklogPane]
LEFT = Qt.MouseButton.LeftButton
HUES = {column.key: QColor.fromHsv(17 * n % 360, 255, 200) for n, column in enumerate(COLUMNS)}


@pytest.fixture
def pane(qapp: QApplication, open_pane: OpenPane) -> Iterator[BacklogPane]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield open_pane(900, 560)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def sections(table: BacklogTable) -> list[int]:
    header = table.horizontalHeader()
    ordered = (header.logicalIndex(visual) for visual in range(header.count()))
    return [section for section in ordered if not header.isSectionHidden(section)]


def painted(table: BacklogTable, row: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """Where the columns are painted in a row, each as a plain colour: its left end and its width."""

    def fill(
        _self: RowPainter, painter: QPainter, _rows: Rows, _theme: Theme, key: str, left: int, width: int, band: Band
    ) -> None:
        for top in band.tops:
            painter.fillRect(left, top + 4, width, band.height - 8, HUES[key])

    monkeypatch.setattr(RowPainter, "paint_column", fill)
    table.viewport().update()
    image = table.viewport().grab().toImage()
    y = table.row_top(row) + table.row_height() // 2
    line = [image.pixelColor(x, y).rgb() for x in range(image.width())]
    return {key: (line.index(hue.rgb()), line.count(hue.rgb())) for key, hue in HUES.items() if hue.rgb() in line}


def test_cells_are_painted_under_their_heads(pane: BacklogPane, monkeypatch: pytest.MonkeyPatch) -> None:
    table, header = pane.table, pane.table.horizontalHeader()
    for scrolled in (0, 37):
        table.horizontalScrollBar().setValue(scrolled)
        found = painted(table, 2, monkeypatch)
        shown = [each for each in sections(table) if header.sectionViewportPosition(each) >= 0]
        assert len(shown) > 5
        for section in shown:
            place = header.sectionViewportPosition(section), header.sectionSize(section)
            if place[0] + place[1] <= table.viewport().width():
                assert found[COLUMNS[section].key] == place
    assert table.visualRect(pane.model.index(0, PLACE["rank"])).right() > table.viewport().width() - 40


def test_a_click_on_a_painted_cell_takes_that_cell(
    pane: BacklogPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pane.table
    for key, (left, width) in painted(table, 3, monkeypatch).items():
        if key in ("score", "rank") or width < 20:
            continue
        place = QPoint(left + width // 2, table.row_top(3) + table.row_height() // 2)
        qtbot.mouseClick(table.viewport(), LEFT, pos=place)
        current = table.currentIndex()
        assert (current.row(), COLUMNS[current.column()].key) == (3, key)
        ring = table.ring()
        assert ring is not None
        assert ring.contains(place)


def test_arrows_go_the_way_the_columns_lie(pane: BacklogPane, qtbot: QtBot) -> None:
    table, header = pane.table, pane.table.horizontalHeader()
    table.select_cells(1, PLACE["title"], 1, PLACE["title"])
    before = header.sectionViewportPosition(PLACE["title"])
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert header.sectionViewportPosition(table.currentIndex().column()) < before
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.currentIndex().column() == PLACE["title"]
    qtbot.keyClick(table, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    spread = table.spread()
    assert spread is not None
    assert table.area_of(spread).left() < before


def test_the_handle_pulls_to_the_left(pane: BacklogPane, qtbot: QtBot) -> None:
    table, header = pane.table, pane.table.horizontalHeader()
    table.select_cells(1, PLACE["stage"], 1, PLACE["stage"])
    wanted = []
    table.fill_wanted.connect(lambda source, whole: wanted.append((source, whole)))
    at = sections(table)[sections(table).index(PLACE["stage"]) + 1]
    corner = table.visualRect(table.currentIndex())
    start = QPoint(corner.left(), corner.bottom())
    assert table.over_handle(start)
    end = QPoint(header.sectionViewportPosition(at) + 3, start.y() - 8)
    qtbot.mousePress(table.viewport(), LEFT, pos=start)
    qtbot.mouseMove(table.viewport(), end)
    qtbot.mouseRelease(table.viewport(), LEFT, pos=end)
    ((source, whole),) = wanted
    assert whole == source._replace(right=source.right + 1)


def test_the_triangle_of_a_group_is_at_the_right(pane: BacklogPane, qtbot: QtBot) -> None:
    pane.commands["group_stage"].trigger()
    table, rows = pane.table, len(pane.model.rows.ids)
    middle = table.row_top(0) + table.row_height() // 2
    qtbot.mouseClick(table.viewport(), LEFT, pos=QPoint(12, middle))
    assert len(pane.model.rows.ids) == rows
    qtbot.mouseClick(table.viewport(), LEFT, pos=QPoint(table.viewport().width() - 12, middle))
    assert len(pane.model.rows.ids) < rows
