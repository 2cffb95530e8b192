"""The pages of the settings that are more than one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deliverydesk.domain.entities import SETTINGS_ID, Settings
from deliverydesk.support import clock
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.settings import settings_rows, tables, tables_capacity
from deliverydesk.ui.dialogs.settings.panel import TablePanel
from deliverydesk.ui.rows import Common, Row
from deliverydesk.ui.typed import Action, refusal
from deliverydesk.ui.widgets.form import Form
from deliverydesk.ui.widgets.segmented import Segmented

CAPTION_WIDTH = 160
"""The room for captions on every page of the settings, in pixels."""


class FormPage(QWidget):
    """Some of what holds for the whole portfolio: the rows that `rows` makes."""

    def __init__(self, desk: Desk, rows: Callable[[Common[Settings]], Sequence[Row]], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._rows = rows
        self.form = Form(self._keep, self, caption_width=CAPTION_WIDTH)
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
        return reason or ("" if self.desk.do(action) else tr("It could not be saved."))


class ScoringPage(QWidget):
    """How deliverables are scored, and the criteria of the weighted model."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = FormPage(desk, settings_rows.scoring_rows, self)
        self.criteria = TablePanel(desk, tables.CRITERIA, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.model)
        column.addSpacing(6)
        column.addWidget(text.label(tables.CRITERIA.title, fonts.TITLE, 600, parent=self))
        column.addWidget(self.criteria, 1)
        self.criteria.select_first()


class TeamsPage(QWidget):
    """The teams, and of the one that is chosen its people, leave and loans, with the holidays of all."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.teams = TablePanel(desk, tables.TEAMS, self)
        listed = (tables_capacity.PEOPLE, tables.ABSENCES, tables_capacity.LOANS, tables_capacity.HOLIDAYS)
        self.parts = {table.key: TablePanel(desk, table, self) for table in listed}
        self.absences = self.parts["absences"]
        self.tabs = Segmented(
            [(table.key, table.title) for table in listed], tr("What there is to say of a team"), self, compact=True
        )
        self.title = text.label("", fonts.TITLE, 600, parent=self)
        self.stack = QStackedWidget(self)
        for panel in self.parts.values():
            self.stack.addWidget(panel)
        self.tabs.chosen.connect(self.show_part)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.teams, 7)
        column.addSpacing(6)
        column.addLayout(head)
        column.addWidget(self.stack, 5)
        self.teams.view.selectionModel().currentRowChanged.connect(self._follow)
        self.teams.model.modelReset.connect(self._follow)
        desk.changed.connect(self._follow)
        self.teams.select_first()
        self._follow()

    def show_part(self, key: str) -> None:
        """Show people, absences, loans or holidays."""
        self.tabs.set_value(key)
        self.stack.setCurrentWidget(self.parts[key])

    def _follow(self, *_what: object) -> None:
        index = self.teams.view.currentIndex()
        team = self.teams.model.id_at(index.row()) if index.isValid() else None
        for key, panel in self.parts.items():
            panel.model.set_owner(team)
            panel.setEnabled(team is not None or key == "holidays")
        entity = self.desk.portfolio.teams.get(team)
        capacity = tables.capacity_words(self.desk.portfolio, team) if team is not None else ""
        words = tr("{team}, {capacity}", team=text.one_line(entity.name, 40), capacity=capacity) if entity else ""
        text.set_text(self.title, words)
