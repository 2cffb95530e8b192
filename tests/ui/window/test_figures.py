"""Every figure of the window says which definition it is, and says so where it is painted."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTableView, QWidget

from deliverydesk.analysis.definitions import DEFINITIONS
from deliverydesk.domain.entities import Deliverable, Outcome, Team
from deliverydesk.ui.figures import FIGURE_ROLE, marked
from deliverydesk.ui.help import finding
from deliverydesk.ui.help.finding import place_at
from deliverydesk.ui.help.sheet import HelpSheet
from deliverydesk.ui.help.whatis import DefinitionCard, Pointing
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.outcomes.board_model import CHANGE, LAST, NOW, TROUBLE, VERDICT
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import Desks, overlays, settle

_STEP = 11
"""Pixels between the points that are asked about."""
_FEWEST = 30
"""So many different figures are found at least, over both layouts."""


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """With the room of a desk, of which a test's screen has not enough."""
    window.resize(1440, 900)
    settle()
    return window


def _key(window: MainWindow, widget: QWidget, place: QPoint | QRect) -> str | None:
    pos = place.center() if isinstance(place, QRect) else place
    found = place_at(window, widget.mapTo(window, pos))
    return found.key if found is not None else None


def _middle(window: MainWindow, name: str) -> str | None:
    widget = window.findChild(QWidget, name)
    assert isinstance(widget, QWidget), name
    return _key(window, widget, widget.rect())


def _head(window: MainWindow, table: QTableView, column: int) -> str | None:
    head = table.horizontalHeader()
    return _key(window, head.viewport(), QPoint(head.sectionViewportPosition(column) + 6, head.height() // 2))


def _along(window: MainWindow, widget: QWidget) -> list[str]:
    """The figures from the left to the right of a widget's middle line, each once."""
    across = range(2, widget.width(), 3)
    keys = [_key(window, widget, QPoint(x, widget.height() // 2)) for x in across]
    return list(dict.fromkeys(key for key in keys if key is not None))


def test_the_backlog(desks: Desks, window: MainWindow) -> None:
    pane = window.docks["backlog"].pane
    window.docks["roadmap"].hide()
    settle()
    assert _along(window, pane.footer) == ["gap", "sum_of_effort"]
    pane.group_by("product")
    settle()
    heading = pane.table.visualRect(pane.model.index(0, 0))
    assert _key(window, pane.table.viewport(), heading) == "sum_of_effort"
    pane.switch.show("board")
    settle()
    column = next(frame.view for frame in pane.switch.board.frames.values() if frame.view.cards.ids)
    assert _middle(window, f"backlog.board.head.{column.stage.value}") == "wip_limit"
    card = column.card_rect(0)
    assert _key(window, column.viewport(), card.topRight() + QPoint(-20, 14)) == "rice"
    assert _key(window, column.viewport(), card.topLeft() + QPoint(20, 56)) == "effort"
    pane.switch.show("matrix")
    settle()
    plot = pane.switch.matrix.plot
    assert _key(window, plot, QPoint(4, plot.height() // 2)) == "value"
    assert _key(window, plot, QPoint(plot.width() // 2, plot.height() - 4)) == "effort"
    assert _key(window, plot, plot.rect()) == "cut_lines"


def test_the_reasons_of_a_score(desks: Desks, window: MainWindow) -> None:
    pane = window.docks["backlog"].pane
    pane.table.setFocus()
    item = window.desk.portfolio.ranking[0]
    window.desk.select(Deliverable, (item,), item)
    pane.commands["why"].trigger()
    (popover,) = overlays(window)
    keys = {label.text(): _key(window, label, label.rect()) for label in popover.findChildren(QLabel)}
    assert keys["Reach"] == "reach"
    assert keys["Score"] == "rice"
    assert keys["By score"] == "score_rank"


def test_the_roadmap(desks: Desks, window: MainWindow) -> None:
    window.docks["outcomes"].hide()
    settle()
    pane = window.docks["roadmap"].pane
    desks.qtbot.waitUntil(lambda: pane.strip.picture is not None)
    area, frame = pane.area, pane.area.frame()
    shown = [bar for bar in pane.picture.ordered() if frame.left < frame.bar_box(bar)[0] < frame.right - 60]
    bar = next(bar for bar in shown if frame.bar_box(bar)[3] < frame.bottom)
    assert _key(window, area.viewport(), area.bar_anchor(bar.id).topLeft() + QPoint(8, 8)) == "delivery_progress"
    assert _middle(window, "roadmap.broken_count") == "too_early"
    cells, picture = pane.strip.cells, pane.strip.picture
    assert picture.ringed is not None
    pane.strip.go_to_worst()
    assert _key(window, cells.viewport(), cells.box(picture.ringed)) == "overload"
    row = picture.ringed[0]
    calm = next(column for column in cells.frame().columns(picture) if 0 < picture.level(row, column) < 5)
    assert _key(window, cells.viewport(), cells.box((row, calm))) == "utilisation"
    name = QPoint(20, round(cells.frame().row_top(row)) + 10)
    assert _key(window, cells.viewport(), name) == "capacity"
    assert _middle(window, "roadmap.capacity_worst") == "overload"
    pane.commands.horizons.trigger()
    settle()
    board = pane.horizons.view
    assert _key(window, board.viewport(), QPoint(board.width() // 2, 20)) == "now_next_later"


def test_what_is_beside_a_saved_plan_tells_how_far_it_slipped(desks: Desks, window: MainWindow) -> None:
    for other in ("outcomes", "backlog"):
        window.docks[other].hide()
    settle()
    pane = window.docks["roadmap"].pane
    pane.compare_with(next(iter(window.desk.portfolio.baselines)).id)
    settle()
    behind = pane.picture.behind
    slipped = [one for one, ghost in behind.ghosts.items() if ghost.slip.days and one in pane.picture.bars]
    bar = max((pane.area.bar_anchor(one) for one in slipped), key=QRect.width)
    assert _key(window, pane.area.viewport(), bar.topRight() + QPoint(-8, 8)) == "slip"
    assert _key(window, pane.area.viewport(), bar.topLeft() + QPoint(8, 8)) == "delivery_progress"
    assert _middle(window, "roadmap.drift") == "slip"


def test_what_is_cut_off_is_framed_as_far_as_it_shows(desks: Desks, window: MainWindow) -> None:
    pane = window.docks["backlog"].pane
    pane.switch.show("board")
    settle()
    board = pane.switch.board
    board.horizontalScrollBar().setValue(40)
    corner = board.viewport().mapTo(window, QPoint(0, 0))
    cut = place_at(window, corner + QPoint(4, 30))
    assert cut is not None
    assert cut.key == "wip_limit"
    assert cut.widget.mapTo(window, cut.rect.topLeft()).x() == corner.x()


def test_outcomes(desks: Desks, window: MainWindow) -> None:
    window.choose_layout("measure")
    settle()
    pane = window.docks["outcomes"].pane
    wanted = ["verdict", "chance_reach", "moved_after", "smallest_change", "money_towards"]
    assert _along(window, pane.detail.figures)[:5] == wanted
    assert _head(window, pane.board, VERDICT) == "verdict"
    pane.show_mode("scoreboard")
    settle()
    for column, key in ((LAST, "freshness"), (CHANGE, "change"), (TROUBLE, "trouble"), (NOW, None)):
        if not pane.boards.table.isColumnHidden(column):
            assert _head(window, pane.boards.table, column) == key
    pane.show_mode("multiples")
    settle()
    port = pane.boards.multiples.viewport()
    cell = pane.boards.multiples.visualRect(pane.boards.multiples.indexAt(port.rect().center()))
    lines = [_key(window, port, cell.topLeft() + QPoint(24, down)) for down in (34, 50)]
    assert lines == ["outcome_progress", "trouble"]
    assert _key(window, port, cell.topRight() + QPoint(-24, 14)) == "freshness"
    pane.show_mode("effort")
    settle()
    assert _key(window, pane.effort.view, QPoint(20, 20)) == "effort_to_come"


def test_the_inspector(desks: Desks, window: MainWindow) -> None:
    window.docks["inspector"].show_action.trigger()
    settle()
    portfolio = window.desk.portfolio
    item = next(
        each
        for each in portfolio.ranking
        if portfolio.contributions.by("deliverable", each) and portfolio.demands.by("deliverable", each)
    )
    window.desk.select(Deliverable, (item,), item)
    settle()
    pane = window.docks["inspector"].pane

    def shown(name: str) -> str | None:
        row = pane.findChild(QWidget, f"inspector.{name}")
        assert isinstance(row, QWidget), name
        pane.area.ensureWidgetVisible(row)
        return _key(window, row, row.rect())

    assert shown("score.reach") == "reach"
    assert shown("score.confidence") == "confidence"
    assert shown("outcome_0.confidence") == "contribution"
    assert shown("teams.remaining") == "remaining"
    assert shown("about.horizon") == "horizon"
    assert shown("about.owner") is None
    pane.area.verticalScrollBar().setValue(0)
    figures = next(view for view in pane.views["head"].views if hasattr(view, "figure_at"))
    assert _along(window, figures) == ["delivery_progress", "outcome_progress"]


def test_today_can_be_asked_though_it_covers_the_window(desks: Desks, window: MainWindow) -> None:
    sheet = window.open_today()
    settle()
    (sheet,) = overlays(window)
    assert _head(window, sheet.grid, 1) == "freshness"
    sheet.grid.setCurrentIndex(sheet.model.index(0, 1))
    sheet.grid.setFocus()
    desks.qtbot.keyClick(sheet.grid, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    card = overlays(window)[-1]
    assert isinstance(card, DefinitionCard)
    assert card.definition.key == "freshness"


def test_a_card_leads_to_all_terms(desks: Desks, window: MainWindow) -> None:
    pane = window.docks["backlog"].pane
    pane.table.setFocus()
    pane.table.setCurrentIndex(pane.model.index(3, PLACE["gap"]))
    desks.qtbot.keyClick(pane.table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    (card,) = overlays(window)
    assert isinstance(card, DefinitionCard)
    more = card.findChild(QWidget, "help.all_terms")
    desks.qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    (sheet,) = overlays(window)
    assert isinstance(sheet, HelpSheet)
    assert sheet.list.currentIndex().data() == card.definition.term


def test_the_same_keys_on_a_card_let_the_pointer_choose_another(desks: Desks, window: MainWindow) -> None:
    pane = window.docks["backlog"].pane
    pane.table.setFocus()
    pane.table.setCurrentIndex(pane.model.index(3, PLACE["gap"]))
    desks.qtbot.keyClick(pane.table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    desks.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    (pointing,) = overlays(window)
    assert isinstance(pointing, Pointing)
    desks.qtbot.keyClick(pointing, Qt.Key.Key_Escape)
    assert not overlays(window)
    assert QApplication.focusWidget() is pane.table, "Escape leads back to the cell"


def test_the_menus_of_column_heads_have_the_question(desks: Desks, window: MainWindow) -> None:
    outcomes = window.docks["outcomes"].build()
    outcomes.show_mode("scoreboard")
    settle()
    for table, column, key in (
        (window.docks["backlog"].pane.table, PLACE["rank"], "rank"),
        (outcomes.boards.table, VERDICT, "verdict"),
    ):
        head = table.horizontalHeader()
        head.customContextMenuRequested.emit(QPoint(head.sectionViewportPosition(column) + 6, 8))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[-1].trigger()
        menu.close()
        (card,) = overlays(window)
        assert isinstance(card, DefinitionCard)
        assert card.definition.key == key
        card.dismiss()
        settle()


def test_the_keyboard_asks_about_the_current_bar_and_cell(desks: Desks, window: MainWindow) -> None:
    pane = window.docks["roadmap"].pane
    desks.qtbot.waitUntil(lambda: pane.strip.picture is not None)
    pane.area.setFocus()
    assert finding.place_of_focus(pane.area) is None
    bar = next(iter(pane.picture.ordered()))
    window.desk.select(Deliverable, (bar.id,), bar.id)
    pane.area.reveal(bar.id)
    place = finding.place_of_focus(pane.area)
    assert place is not None
    assert (place.key, place.rect) == ("delivery_progress", pane.area.bar_anchor(bar.id))
    pane.strip.go_to_worst()
    worst = finding.place_of_focus(pane.strip.cells)
    assert worst is not None
    assert worst.key == "overload"


class _Anything(dict[str, object]):
    """Takes every key for one that is defined, so that those that are not come to light."""

    def __contains__(self, key: object) -> bool:
        return True


def _points(window: MainWindow) -> Iterator[str]:
    for y in range(0, window.height(), _STEP):
        for x in range(0, window.width(), _STEP):
            place = place_at(window, QPoint(x, y))
            if place is not None:
                yield place.key


def _said(window: MainWindow) -> Iterator[object]:
    """What marks and the heads of tables say, in sight or not."""
    for widget in window.findChildren(QWidget):
        yield marked(widget)
        if isinstance(widget, QTableView) and widget.model() is not None:
            for column in range(widget.model().columnCount()):
                yield widget.model().headerData(column, Qt.Orientation.Horizontal, FIGURE_ROLE)


def test_what_any_figure_answers_is_defined(desks: Desks, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "DEFINITIONS", _Anything())
    portfolio, found = window.desk.portfolio, set()
    roadmap = window.docks["roadmap"].pane
    desks.qtbot.waitUntil(lambda: roadmap.strip.picture is not None)
    found |= set(_points(window)) | set(_said(window))
    window.choose_layout("measure")
    window.docks["inspector"].show_action.trigger()
    desks.qtbot.waitUntil(lambda: window.desk.findings.current)
    for kind, table in ((Deliverable, portfolio.deliverables), (Outcome, portfolio.outcomes), (Team, portfolio.teams)):
        first = next(iter(table)).id
        window.desk.select(kind, (first,), first)
        settle()
        found |= set(_said(window)) | set(_points(window))
    found.discard(None)
    assert found - set(DEFINITIONS) == set()
    assert len(found) >= _FEWEST, sorted(found)
