"""The history pane: what was done, newest first, and the way back to any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QListView, QMenu, QVBoxLayout, QWidget

from deliverydesk.domain.wording import figure
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import text
from deliverydesk.ui.panes.history.delegate import HistoryDelegate
from deliverydesk.ui.panes.history.model import HistoryModel
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.header import PaneHeader

if TYPE_CHECKING:
    from deliverydesk.document.document import HistoryEntry
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.exportable import Exportable
    from deliverydesk.ui.theme import Theme


class HistoryPane(QWidget):
    """Shows the journal of the desk's document. Going back is undoing, so that it can be done again."""

    export_wanted = Signal(object)
    """An `Exportable` that is to be handed out."""
    past_wanted = Signal(object)
    """The path of a copy of the past that is to be looked at."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("history")
        text.name(self, tr("History"))
        self.header = PaneHeader(tr("History"), parent=self)
        self.model = HistoryModel(desk.document, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._context_menu)
        text.name(self.list, tr("History, newest first"))
        self.back = QAction(tr("Go back to here"), self)
        self.back.setObjectName("history.go_back")
        self.back.triggered.connect(self.go_back)
        self.addAction(self.back)
        self.differences = QAction(tr("What changed…"), self)
        self.differences.setObjectName("history.changes")
        self.differences.triggered.connect(self.show_changes)
        self.addAction(self.differences)
        self.button = Button(tr("Go back to here"), self.go_back, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(Button(tr("What changed…"), self.show_changes, self))
        foot.addWidget(self.button)
        column.addLayout(foot)
        self.setFocusProxy(self.list)
        self.list.selectionModel().currentChanged.connect(self._allow)
        desk.changed.connect(self.renew)
        self._allow()

    def renew(self, *_changed: object) -> None:
        """Show the journal as it is now."""
        self.model.renew()
        self._allow()

    def chosen(self) -> HistoryEntry | None:
        """The entry under the cursor."""
        index = self.list.currentIndex()
        return self.model.entry(index.row()) if index.isValid() else None

    def _allow(self, *_indexes: object) -> None:
        reason = self._reason_against()
        self.back.setEnabled(not reason)
        self.button.allow(reason)

    def _reason_against(self) -> str:
        entry = self.chosen()
        document = self.desk.document
        if document.read_only is not None:
            return document.read_only
        if entry is None:
            return tr("Choose the line after which nothing shall have happened.")
        if entry.undone:
            return tr("This was taken back already; redo brings it again.")
        if not document.steps_back_to(entry.seq):
            return tr("Nothing was done since then.")
        return ""

    def go_back(self) -> None:
        """Take back everything done after the chosen entry, one step after the other."""
        entry = self.chosen()
        if entry is None or self._reason_against():
            return
        try:
            count = self.desk.document.undo_back_to(entry.seq)
        except DeskError as error:
            self.desk.refused.emit(str(error))
            return
        self.desk.refused.emit(
            trn(
                "{n} change taken back; redo brings them again",
                "{n} changes taken back; redo brings them again",
                count,
                n=figure(count),
            )
        )

    def show_changes(self) -> None:
        """Tell what changed between two days or checkpoints."""
        from deliverydesk.ui.panes.history.changes_sheet import ChangesSheet

        sheet = ChangesSheet(self.desk, self.window(), self.export_wanted.emit)
        sheet.past_wanted.connect(self.past_wanted)
        sheet.open()

    def _context_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self.back)
        menu.exec(self.list.viewport().mapToGlobal(point))
        menu.deleteLater()

    # What every pane offers

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """The pane's actions for the menus."""
        return [(tr("History"), [self.back, self.differences])]

    def exportables(self) -> list[Exportable]:
        """Nothing to hand out."""
        return []

    def save_state(self) -> dict[str, Any]:
        """Nothing to remember."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Nothing was remembered."""
