"""What a screen reader and a person without a mouse need: names on all that takes the focus, and a focus that shows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTabBar, QWidget

from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import Desks, close_overlays, focusable, overlays, settle


def _nameless(root: QWidget) -> list[str]:
    return [
        f"{type(each).__name__} {each.objectName()!r} in {type(each.parent()).__name__}"
        for each in focusable(root)
        if not each.accessibleName()
        and each.focusProxy() is None
        and not (isinstance(each, QAbstractButton) and each.text())
    ]


def _show(window: MainWindow, layout: str) -> None:
    if layout == "all":
        for dock in window.docks.values():
            dock.show()
            dock.raise_()
            settle()
    else:
        window.choose_layout(layout)
    settle()


@pytest.mark.parametrize("layout", ["plan", "measure", "all"])
@pytest.mark.parametrize("what", ["deliverable", "deliverables", "outcome", "nothing"])
def test_all_that_takes_the_focus_has_a_name(window: MainWindow, layout: str, what: str) -> None:
    _show(window, layout)
    portfolio = window.desk.portfolio
    ids = {
        "deliverable": (Deliverable, tuple(portfolio.ranking)[:1]),
        "deliverables": (Deliverable, tuple(portfolio.ranking)[:3]),
        "outcome": (Outcome, tuple(outcome.id for outcome in portfolio.outcomes)[:1]),
        "nothing": (None, ()),
    }
    window.desk.select(*ids[what])
    settle()
    assert _nameless(window) == []


_SHEETS = (
    "window.products",
    "window.shortcuts",
    "window.export",
    "backlog.plan",
    "backlog.move_to_rank",
    "backlog.move_above",
    "backlog.columns",
    "backlog.criteria",
    "roadmap.plan",
    "roadmap.waits",
    "roadmap.milestone",
    "outcomes.new",
    "outcomes.edit",
    "window.import",
)


@pytest.mark.parametrize("name", _SHEETS)
def test_sheets_name_what_takes_the_focus_and_take_it(
    desks: Desks, window: MainWindow, nobody_answers: list[str], name: str
) -> None:
    from PySide6.QtGui import QAction

    window.desk.select(Deliverable, tuple(window.desk.portfolio.ranking)[:1])
    settle()
    action = next((each for each in window.findChildren(QAction) if each.objectName() == name), None)
    if action is None:
        pytest.fail(f"there is no action {name}")
    action.trigger()
    settle()
    opened = overlays(window)
    if not opened:
        assert name in ("backlog.columns", "window.import"), name
        return
    sheet = opened[-1]
    assert _nameless(sheet) == []
    focused = QApplication.focusWidget()
    assert focused is not None
    assert sheet.isAncestorOf(focused), name
    desks.qtbot.keyClick(focused, Qt.Key.Key_Escape)
    settle()
    close_overlays(window)
    assert not overlays(window)


def test_the_start_window_has_names(desks: Desks, user_home: Path) -> None:
    from deliverydesk.ui.window.start import StartWindow

    assert desks.files.start(None)
    (start,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, StartWindow) and each.isVisible()]
    assert _nameless(start) == []
    start.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_shows(desks: Desks, window: MainWindow, theme: str) -> None:
    """A widget that has the focus by keyboard is painted otherwise than without."""
    window.themes.choose(theme)
    window.choose_layout("measure")
    window.desk.select(Deliverable, tuple(window.desk.portfolio.ranking)[:1])
    settle()
    silent = []
    for widget in focusable(window):
        if widget.focusPolicy() == Qt.FocusPolicy.ClickFocus or not (widget.isEnabled() and widget.isVisible()):
            continue
        widget.clearFocus()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        if not widget.hasFocus() or isinstance(widget, (QAbstractItemView, QTabBar)):
            # A list shows its focus in the current row, Qt's own tabs in the current tab.
            continue
        focused = window.grab().toImage()
        widget.clearFocus()
        settle()
        if window.grab().toImage() == focused:
            silent.append(f"{type(widget).__name__} {widget.accessibleName()}")
    assert silent == [], "\n".join(silent)
