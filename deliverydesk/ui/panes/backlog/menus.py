"""The menus of the backlog: of its buttons, of the heads of its columns, and of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent

from deliverydesk.support.language import tr
from deliverydesk.ui.figures import FIGURE_ROLE, explain_at
from deliverydesk.ui.panes.backlog.columns import COLUMNS
from deliverydesk.ui.panes.backlog.rows import Sort

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from deliverydesk.ui.panes.backlog.pane import BacklogPane


class Menus:
    """Opens the menus of one pane, each where it was asked for."""

    def __init__(self, pane: BacklogPane) -> None:
        self._pane = pane

    def score(self) -> None:
        """The models of scoring, under their button."""
        _under(self._pane.score_button, self._pane.commands.score_menu(self._pane))

    def group(self) -> None:
        """The ways to group, under their button."""
        _under(self._pane.group_button, self._pane.commands.group_menu(self._pane))

    def columns(self) -> None:
        """The list of columns, under the end of the header."""
        header = self._pane.header
        corner = header.rect().bottomRight() - QPoint(180, 0)
        _pop(self._pane.commands.column_menu(self._pane), header.mapToGlobal(corner))

    def head(self, place: QPoint) -> None:
        """Sorting, hiding and explaining the column under a place of the header, before the list of columns."""
        pane = self._pane
        head = pane.table.horizontalHeader()
        section = head.logicalIndexAt(place)
        menu = pane.commands.column_menu(pane)
        if section >= 0:
            column, first = COLUMNS[section], menu.actions()[0]
            for words, sort in ((column.up, Sort(column.key)), (column.down, Sort(column.key, descending=True))):
                action = QAction(tr("Sort {order}", order=words), menu)
                action.triggered.connect(lambda _on=False, sort=sort: pane.sort_by(sort))
                menu.insertAction(first, action)
            menu.insertAction(first, pane.commands["unsort"])
            menu.insertSeparator(first)
            if column.key != "title":
                hide = QAction(tr("Hide {column}", column=column.name), menu)
                hide.triggered.connect(lambda _on=False: pane.show_column(column.key, on=False))
                menu.insertAction(first, hide)
                menu.insertSeparator(first)
            if head.model().headerData(section, head.orientation(), FIGURE_ROLE):
                menu.addSeparator()
                menu.addAction(tr("What is this?")).triggered.connect(lambda: explain_at(head.viewport(), place))
        _pop(menu, head.mapToGlobal(place))

    def row(self, event: QContextMenuEvent) -> None:
        """What can be done with the rows that are asked about, or with the group whose heading it is."""
        pane, table = self._pane, self._pane.table
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            cell = table.visualRect(table.currentIndex())
            place = table.viewport().mapToGlobal(cell.bottomLeft())
        elif chosen := table.selected():
            index = table.indexAt(event.pos())
            if index.isValid() and index.row() not in {pane.model.rows.row_of(each) for each in chosen}:
                table.setCurrentIndex(index)
        heading = table.group_under(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else None
        if heading is not None or table.current_group() is not None:
            _pop(pane.commands.group_menu(pane), place)
        else:
            self.row_at(place)

    def row_at(self, place: QPoint) -> None:
        """The menu of the selected items, at a place of the screen; what can be added where none is selected."""
        pane = self._pane
        _pop(pane.commands.row_menu(pane) if pane.table.selected() else pane.commands.add_menu(pane), place)


def _under(button: QWidget, menu: QMenu) -> None:
    _pop(menu, button.mapToGlobal(button.rect().bottomLeft()))


def _pop(menu: QMenu, place: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
