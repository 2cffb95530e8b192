"""The settings sheet and its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deliverydesk.domain.entities import SETTINGS_ID, Settings
from deliverydesk.support import clock
from deliverydesk.ui import fonts, text
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.settings import tables
from deliverydesk.ui.dialogs.settings.table_model import EntityTable
from deliverydesk.ui.dialogs.settings.table_view import EntityView
from deliverydesk.ui.dialogs.settings.tables import TableOf
from deliverydesk.ui.rows import Common, Row
from deliverydesk.ui.typed import Action, refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.form import Form
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet

PAGES = (
    ("portfolio", "Portfolio"),
    ("formats", "Formats"),
    ("products", "Products"),
    ("teams", "Teams"),
    ("criteria", "Criteria"),
    ("limits", "Work in progress"),
)


class PortfolioPage(QWidget):
    """Some of what holds for the whole portfolio: the rows that `rows` makes."""

    def __init__(self, desk: Desk, rows: Callable[[Common[Settings]], Sequence[Row]], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._rows = rows
        self.form = Form(self._keep, self, caption_width=160)
        self.form.setMaximumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        desk.changed.connect(self.renew)
        self.renew()

    def renew(self, *_changed: object) -> None:
        """Show the settings as they are."""
        common = Common(self.desk.portfolio, Settings, (SETTINGS_ID,), clock.today())
        self.form.show_rows(self._rows(common), self.desk.document.read_only or "")

    def _keep(self, action: Action) -> str:
        reason = refusal(self.desk.portfolio, action)
        return reason or ("" if self.desk.do(action) else "It could not be saved.")


class TablePanel(QWidget):
    """A table with what can be done to it below, and what a deletion would take along."""

    def __init__(self, desk: Desk, table: TableOf, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.table = table
        self.model = EntityTable(desk, table, self)
        self.view = EntityView(self.model, self)
        self.adder = Button(f"Add {_a(table.what)}", self.add, self, icon="add")
        self.deleter = Button("Delete", self.delete, self, icon="delete")
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
        self.deleter.allow(locked or ("" if chosen else f"Choose {_a(self.table.what)} first."))
        text.set_role(self.said, "text2")
        text.set_text(self.said, tables.what_goes(self.desk.portfolio, self.table, chosen) or self.table.advice)

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


class TeamsPage(QWidget):
    """The teams, and the absences of the one that is chosen."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.teams = TablePanel(desk, tables.TEAMS, self)
        self.absences = TablePanel(desk, tables.ABSENCES, self)
        self.title = text.label("Absences", fonts.TITLE, 600, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.teams, 3)
        column.addSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.absences, 2)
        self.teams.view.selectionModel().currentRowChanged.connect(self._follow)
        self.teams.model.modelReset.connect(self._follow)
        desk.changed.connect(self._follow)
        self.teams.select_first()
        self._follow()

    def _follow(self, *_what: object) -> None:
        index = self.teams.view.currentIndex()
        team = self.teams.model.id_at(index.row()) if index.isValid() else None
        self.absences.model.set_owner(team)
        self.absences.setEnabled(team is not None)
        entity = self.desk.portfolio.teams.get(team)
        words = f"Absences of {entity.name}, {tables.capacity_words(self.desk.portfolio, entity.id)}" if entity else ""
        text.set_text(self.title, words or "Absences")


class SettingsSheet(Sheet):
    """Everything is saved as it is edited; there is nothing to confirm."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host, "Products, teams and settings", width=880, height=620)
        self.setObjectName("settings")
        self.desk = desk
        self.pages: dict[str, QWidget] = {}
        self.tabs = Segmented(PAGES, "Pages of the settings")
        self.tabs.chosen.connect(self.show_page)
        self.stack = QStackedWidget()
        self.body.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(4)
        self.body.addWidget(self.stack, 1)
        hint = text.label("Every change is saved as you make it, and can be undone.", fonts.DETAIL, 400, "text2")
        self.footer.insertWidget(0, hint)
        self.done = PrimaryButton("Done", self.accept, size="sheet")
        self.footer.addWidget(self.done)

    def show_page(self, key: str) -> None:
        """Show a page; it is built when it is first shown."""
        if key not in self.pages:
            self.pages[key] = self._make(key)
            self.stack.addWidget(self.pages[key])
            # The page is younger than the footer, and would come after it in Tab's order.
            QWidget.setTabOrder(_last_focus(self.pages[key]), self.done)
        self.tabs.set_value(key)
        page = self.pages[key]
        self.stack.setCurrentWidget(page)
        if isinstance(page, TablePanel):
            page.select_first()

    def _make(self, key: str) -> QWidget:
        makers: dict[str, Callable[[], QWidget]] = {
            "portfolio": lambda: PortfolioPage(self.desk, tables.portfolio_rows, self.stack),
            "formats": lambda: PortfolioPage(self.desk, tables.format_rows, self.stack),
            "limits": lambda: TablePanel(self.desk, tables.LIMITS, self.stack),
            "products": lambda: TablePanel(self.desk, tables.PRODUCTS, self.stack),
            "teams": lambda: TeamsPage(self.desk, self.stack),
            "criteria": lambda: TablePanel(self.desk, tables.CRITERIA, self.stack),
        }
        return makers[key]()


def _last_focus(page: QWidget) -> QWidget:
    focusable = [each for each in page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return focusable[-1] if focusable else page


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"
