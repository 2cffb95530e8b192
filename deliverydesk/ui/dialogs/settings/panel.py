"""A table of entities with its buttons: what a page of the settings is made of."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from deliverydesk.support import clock
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.settings import tables
from deliverydesk.ui.dialogs.settings.table_model import EntityTable
from deliverydesk.ui.dialogs.settings.table_view import EntityView
from deliverydesk.ui.dialogs.settings.tables import TableOf
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.widgets.buttons import Button

_AT_ONCE = 5_000
"""Of more deliverables than this it is found out in a thread what a deletion takes along: it may be each of them."""


class TablePanel(QWidget):
    """A table with what can be done to it below, and what a deletion would take along."""

    def __init__(self, desk: Desk, table: TableOf, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.table = table
        self._finding = Latest()
        self.model = EntityTable(desk, table, self)
        self.view = EntityView(self.model, self)
        self.adder = Button(table.words.add, self.add, self, icon="add")
        self.deleter = Button(tr("Delete"), self.delete, self, icon="delete")
        self.said = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.adder)
        foot.addWidget(self.deleter)
        foot.addSpacing(4)
        foot.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.view.delete_wanted.connect(self.delete)
        self.view.delegate.refused.connect(self._say_refusal)
        self.view.selectionModel().selectionChanged.connect(self._tell)
        self.model.modelReset.connect(self._tell)
        desk.changed.connect(self._tell)
        self._tell()

    def _tell(self, *_what: object) -> None:
        """Say what deleting would do, or what the table is for."""
        locked = self.desk.document.read_only or ""
        chosen = self.view.chosen()
        self.adder.allow(locked)
        self.deleter.allow(locked or ("" if chosen else self.table.words.choose))
        text.set_role(self.said, "text2")
        find = partial(tables.what_goes, self.desk.portfolio, self.table, chosen)
        if chosen and len(self.desk.portfolio.deliverables) > _AT_ONCE:
            text.set_text(self.said, "")
            self._finding.run(find, self._say_what_goes, self.desk.refused.emit)
        else:
            self._finding.forget()
            self._say_what_goes(find())

    def _say_what_goes(self, words: str) -> None:
        if isValid(self):
            text.set_text(self.said, words or self.table.advice)

    def _say_refusal(self, words: str) -> None:
        if words:
            text.set_role(self.said, "bad")
            text.set_text(self.said, words)
        else:
            self._tell()

    def add(self) -> None:
        """Add a row and begin with its first cell."""
        if self.desk.do(tables.adding(self.table, self.model.owner, clock.today())) and self.model.rowCount():
            index = self.model.index(self.model.rowCount() - 1, 0)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
            self.view.setFocus()
            self.view.edit(index)

    def delete(self) -> None:
        """Delete the chosen rows; the toast says what went with them and offers Undo."""
        chosen = self.view.chosen()
        if not chosen or self.desk.document.read_only is not None:
            return
        row = min(self.view.selectionModel().selectedRows(), key=lambda index: index.row()).row()
        if self.desk.do(tables.deleting(self.table, chosen), toast=True) and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))

    def select_first(self) -> None:
        """Choose the first row, so that keys have something to work on."""
        if not self.view.chosen() and self.model.rowCount():
            # The focus may have made a cell the current one without choosing its row.
            self.view.selectRow(max(self.view.currentIndex().row(), 0))
