"""The main window: one portfolio, its panes in docks, and the actions that belong to no pane."""

from __future__ import annotations

import base64
import gc
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QTabBar, QWidget

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.collecting import collect_here
from deliverydesk.ui.desk import Desk, Selection
from deliverydesk.ui.window import file_dialogs, menus, state
from deliverydesk.ui.window.docks import PaneDock
from deliverydesk.ui.window.inside import Inside
from deliverydesk.ui.window.layouts import Layouts
from deliverydesk.ui.window.palette.finder import Finder
from deliverydesk.ui.window.pane_docks import make_docks
from deliverydesk.ui.window.status import StatusBar
from deliverydesk.ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.document.document import Changed, Document
    from deliverydesk.ui.theme import ThemeManager
    from deliverydesk.ui.widgets.toast import Toast
    from deliverydesk.ui.window.files import Files
    from deliverydesk.ui.window.present import Presenter

_DOCK_STATE_VERSION = 1
_LATEST_WAKE_MS = 3000
_FRAME = QSize(8, 40)
"""About what the system's frame takes; a window larger than the screen hides its own foot."""
_BARS, _CHART = 76, 437
"""How high the bars are together, and the chart of an outcome where the window is high enough for it."""
_LAYOUTS: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
    "plan": (("backlog", "roadmap", "outcomes"), {"backlog": 680, "roadmap": 750}),
    "measure": (("divergence", "outcomes"), {"divergence": 716, "outcomes": 724}),
    "review": (("review",), {"review": 1430}),
}
"""Which panes a layout shows, and how wide."""


class MainWindow(QMainWindow):
    """Shows one document. It closes the document when it closes."""

    def __init__(self, document: Document, themes: ThemeManager, files: Files) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = Desk(document, self)
        self.desk.work_apart = self._work_apart
        self.themes = themes
        self.files = files
        self._layout = "plan"
        self._painted = False
        self._awake = False
        self._closed = False
        self.presenter: Presenter | None = None
        self.top_bar = TopBar(self)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.top_bar)
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.docks = self._make_docks()
        self.finder = Finder(self)
        self.layouts = Layouts(self)
        self._make_actions()
        self.inside = Inside(self)
        menus.build(self)
        self._connect()
        self.setAcceptDrops(True)
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - _FRAME))
        self._arrange("plan")
        self._restore()
        self._show_document()

    @cached_property
    def toast(self) -> Toast:
        """Says what was done, at the foot of the window."""
        from deliverydesk.ui.widgets.toast import Toast

        return Toast(self)

    # Building

    def _make_docks(self) -> dict[str, PaneDock]:
        middle = QWidget(self)
        middle.setFixedSize(0, 0)
        self.setCentralWidget(middle)
        self.setDockNestingEnabled(True)
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)

        return make_docks(self)

    def _arrange(self, layout: str) -> None:
        """Put the docks where a layout has them. The person may move them from there."""
        docks = self.docks
        for dock in docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        across = Qt.Orientation.Horizontal
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["backlog"])
        self.splitDockWidget(docks["backlog"], docks["divergence"], across)
        self.splitDockWidget(docks["divergence"], docks["review"], across)
        self.splitDockWidget(docks["review"], docks["roadmap"], across)
        self.splitDockWidget(docks["roadmap"], docks["inspector"], across)
        self.splitDockWidget(docks["roadmap"], docks["outcomes"], Qt.Orientation.Vertical)
        self.tabifyDockWidget(docks["outcomes"], docks["flow"])
        self.tabifyDockWidget(docks["outcomes"], docks["capacity"])
        self.tabifyDockWidget(docks["inspector"], docks["history"])
        shown, widths = _LAYOUTS[layout]
        for name, dock in docks.items():
            dock.setVisible(name in shown)
        self.resizeDocks([docks[name] for name in widths], list(widths.values()), across)
        room = max(self.height() - _BARS, 1)
        chart = min(max(_CHART, round(room * 0.4)), round(room * 0.55))
        self.resizeDocks([docks["roadmap"], docks["outcomes"]], [room - chart, chart], Qt.Orientation.Vertical)
        self._layout = layout
        self.top_bar.set_layout(layout)

    def choose_layout(self, layout: str) -> None:
        """Take a layout and put everything where it belongs."""
        if layout == "present":
            self.top_bar.set_layout(self._layout)
            self.present()
        else:
            self._arrange(layout)
            QTimer.singleShot(0, self._focus_first)

    def _focus_first(self) -> None:
        """Put the focus into the first pane: what had it may be hidden, and Qt gives it to the top bar then."""
        pane, focused = self.docks[_LAYOUTS[self._layout][0][0]].pane, QApplication.focusWidget()
        if pane is not None and focused is not None and self.top_bar.isAncestorOf(focused):
            pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def present(self) -> None:
        """Go through the saved views on the whole screen, until Escape."""
        from deliverydesk.ui.window.present import Presenter

        if self.presenter is None:
            self.presenter = Presenter(self.desk, lambda name: self.docks[name].another(), self)
            self.presenter.left.connect(self._presented)
            self.presenter.showFullScreen()
            self.presenter.activateWindow()

    def _presented(self) -> None:
        self.presenter = None
        self.activateWindow()

    def arrangement(self) -> QByteArray:
        """Where the docks are."""
        return self.saveState(_DOCK_STATE_VERSION)

    def take_arrangement(self, value: QByteArray) -> bool:
        """Put the docks where they were. False where that cannot be read; then nothing moves."""
        return self.restoreState(value, _DOCK_STATE_VERSION)

    def _make_actions(self) -> None:
        self.undo_action = self._action("undo", tr("Undo"), self.desk.undo, QKeySequence.StandardKey.Undo)
        self.redo_action = self._action("redo", tr("Redo"), self.desk.redo, QKeySequence.StandardKey.Redo)
        self.history_action = self._dock_action("history", tr("History"), "Ctrl+H")
        self.inspector_action = self._dock_action("inspector", tr("Inspector"), "Ctrl+I")
        self.desk.inspect_wanted.connect(self.docks["inspector"].bring)
        self.palette_action = self._action("palette", tr("Find an item or run a command"), self.finder.open, "Ctrl+K")
        self.quick_action = self._action("quick_add", tr("Add an item in one line"), self.finder.add, "Ctrl+Shift+N")
        self.today_action = self._action("today", tr("What deserves a look today"), self.open_today, "Ctrl+T")
        self.top_bar.set_command_field(self.palette_action)
        self.top_bar.set_today(self.today_action)
        self.top_bar.add_action(self.undo_action, "undo")
        self.top_bar.add_action(self.redo_action, "redo")
        self.top_bar.add_action(self.history_action, "history")
        from deliverydesk.ui.widgets.buttons import Button

        self.top_bar.add_button(Button(tr("Export"), self.files_export, icon="export"))
        self.top_bar.add_action(self.inspector_action, "inspector")

    def _action(self, name: str, words: str, run: Callable[[], object], shortcut: Any = None) -> QAction:
        action = QAction(words, self)
        action.setObjectName(f"window.{name}")
        if shortcut is not None:
            action.setShortcut(shortcut)
        action.triggered.connect(lambda: run())
        self.addAction(action)
        return action

    def _dock_action(self, name: str, words: str, shortcut: str) -> QAction:
        action = self.docks[name].show_action
        action.setText(words)
        action.setObjectName(f"window.show_{name}")
        action.setShortcut(QKeySequence(shortcut))
        self.addAction(action)
        return action

    def open_today(self) -> None:
        """Open the page of what deserves a look today."""
        from deliverydesk.ui.window.today.sheet import open_today

        open_today(self)

    def files_export(self) -> None:
        """Open the export with what the panes can hand out."""
        self.files.export(self)

    def _connect(self) -> None:
        self.top_bar.layout_chosen.connect(self.choose_layout)
        self.desk.changed.connect(self._on_changed)
        self.desk.selection_changed.connect(self._on_selection)
        self.desk.day_changed.connect(self.top_bar.renew_day)
        minutes = QTimer(self, interval=60_000)  # not once at midnight: a computer that sleeps would miss it
        minutes.timeout.connect(self.desk.look_at_clock)
        minutes.start()
        self.desk.scores_changed.connect(lambda: self.status.say_renewing(""))
        self.desk.done.connect(lambda words: self.toast.say(words, self.desk.undo))
        self.desk.refused.connect(lambda words: self.toast.say(words))

    def _work_apart(self, title: str, work: Any, on_done: Any, on_error: Any) -> None:
        from deliverydesk.ui.tasks import run_task

        run_task(self, title, work, on_done, on_error)

    # What the window says

    def _show_name(self) -> None:
        document = self.desk.document
        name = self.desk.portfolio.settings.name
        file = document.path.name
        self.setWindowTitle(f"{self.inside.title}{text.one_line(name, 60)} – {file} – DeliveryDesk")
        self.setWindowFilePath(str(document.path))
        self.top_bar.set_portfolio(name, file if document.path.stem.casefold() != name.casefold() else "")

    def _show_document(self) -> None:
        document = self.desk.document
        self._show_name()
        self.status.say_open(document.path.name)
        if document.read_only is not None:
            self.status.say_read_only(document.read_only)
        self._show_history()

    def _show_history(self) -> None:
        document = self.desk.document
        for action, verb, label in (
            (self.undo_action, tr("Undo"), document.undo_label),
            (self.redo_action, tr("Redo"), document.redo_label),
        ):
            action.setEnabled(label is not None and document.read_only is None)
            what = text.one_line(label or "", 80)
            action.setText(tr("{verb} {what}", verb=verb, what=what) if what else verb)

    def _on_changed(self, changed: Changed) -> None:
        if not changed.looked:
            self.status.say_saved()
        self._show_history()
        if "toast" in vars(self) and not self.toast.link.isHidden():
            # Its Undo would now take back this change and not the one it tells of.
            self.toast.close_toast()
        self.top_bar.renew_day()
        if self.inside.follow(changed) or changed.before.settings.name != changed.after.settings.name:
            self._show_name()

    def _on_selection(self, selection: Selection) -> None:
        self.status.say_selected(len(selection.ids))

    # After the first paint

    def event(self, event: QEvent) -> bool:
        # Each window writes as its own portfolio does, and all its widgets are painted from here.
        if event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.WindowActivate):
            self.desk.write_as_here()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            # A window that is shown minimised is not painted, and wakes all the same.
            QTimer.singleShot(_LATEST_WAKE_MS, self._wake)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # Not at once: this round of the event loop brings the paint to the screen.
            QTimer.singleShot(30, self._wake)

    def _wake(self) -> None:
        """Do what the first paint must not wait for: scores, the panes at the back, the checks of the file."""
        if self._awake:
            return
        self._awake = True
        self.themes.finish()
        gc.freeze()
        collect_here()
        self._name_tabs()
        self._load_on()

    def _load_on(self) -> None:
        """Read the rest of the file, a little in each round of the event loop; then show what needed all of it."""
        if self._closed:
            return
        try:
            more = self.desk.load_some()
        except DeskError as error:
            self.files.give_up(self, error)
            return
        if more:
            QTimer.singleShot(0, self._load_on)
            return
        self.status.say_renewing(tr("Computing scores"))
        self.desk.load_scores()
        for dock in self.docks.values():
            dock.wake()
        # A portfolio that was just read is no rubbish, and looking through it takes a tenth of a second each time.
        gc.freeze()
        self.files.look_after(self)

    # Remembering

    def _restore(self) -> None:
        kept = state.load().get("window")
        if not isinstance(kept, dict):
            return
        for key, restore in (("geometry", self.restoreGeometry), ("docks", self.take_arrangement)):
            value = kept.get(key)
            if isinstance(value, str):
                restore(QByteArray(base64.b64decode(value)))
        panes = kept.get("panes")
        for name, dock in self.docks.items():
            if isinstance(panes, dict) and isinstance(panes.get(name), dict):
                dock.restore_pane(panes[name])
        if kept.get("layout") in _LAYOUTS:
            self._layout = kept["layout"]
            self.top_bar.set_layout(self._layout)

    def _remember(self) -> None:
        panes = {name: dock.pane_state() for name, dock in self.docks.items()}
        state.update(
            window={
                "geometry": _encoded(self.saveGeometry()),
                "docks": _encoded(self.saveState(_DOCK_STATE_VERSION)),
                "panes": {name: kept for name, kept in panes.items() if kept is not None},
                "layout": self._layout,
            },
            theme=self.themes.choice,
        )

    def createPopupMenu(self) -> QMenu:
        """The menu of a right click on a title: the panes. Qt's own would hide those at the back, and the top bar."""
        menu = QMenu(self)
        menu.addActions([dock.show_action for dock in self.docks.values()])
        return menu

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        # Before the first paint nobody asks who it is: for the answer PySide makes ready all the types there are.
        if event.polished() and self._awake and isinstance(event.child(), QTabBar):
            self._name_tabs()

    def _name_tabs(self) -> None:
        """Qt makes the tabs when docks come to lie behind each other."""
        for tabs in self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            text.name(tabs, tr("Panes behind each other"))

    # Files dropped, and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_dialogs.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if file_dialogs.dropped(event.mimeData()):
            event.acceptProposedAction()
            paths = file_dialogs.dropped(event.mimeData())
            # The drag's own loop must end before a dialog begins one.
            QTimer.singleShot(0, lambda: self.files.open_dropped(self, paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closed = True
        if self.presenter is not None:
            self.presenter.leave()
        self._remember()
        for dock in self.docks.values():
            close = getattr(dock.pane, "shut_down", None)
            if close is not None:
                close()
        self.files.closing(self)
        self.desk.close()
        self.desk.document.close()
        gc.unfreeze()
        super().closeEvent(event)


def _encoded(value: QByteArray) -> str:
    return base64.b64encode(value.data()).decode("ascii")
