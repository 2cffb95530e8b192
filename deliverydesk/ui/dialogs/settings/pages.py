"""The pages of the settings that are more than one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deliverydesk.domain.entities import SETTINGS_ID, Settings
from deliverydesk.support import clock
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.dialogs.settings import tables
from deliverydesk.ui.dialogs.settings.panel import TablePanel
from deliverydesk.ui.rows import Common, Row
from deliverydesk.ui.typed import Action, refusal
from deliverydesk.ui.widgets.form import Form

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
        self.model = FormPage(desk, tables.scoring_rows, self)
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
    """The teams, and the absences of the one that is chosen."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.teams = TablePanel(desk, tables.TEAMS, self)
        self.absences = TablePanel(desk, tables.ABSENCES, self)
        self.title = text.label(tr("Absences"), fonts.TITLE, 600, parent=self)
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
        capacity = tables.capacity_words(self.desk.portfolio, team) if team is not None else ""
        words = tr("Absences of {team}, {capacity}", team=entity.name, capacity=capacity) if entity else tr("Absences")
        text.set_text(self.title, words)
