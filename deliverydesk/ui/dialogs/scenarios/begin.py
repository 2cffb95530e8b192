"""Beginning a what-if: its name, and what the teams can give in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from deliverydesk.actions import scenarios
from deliverydesk.analysis.capacity.strength import usual_capacity
from deliverydesk.charts.format import number
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.typed import read_number, read_share, refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk

_FIGURE = 96
_MOST_HIGH = 300
_INDENT = 12
"""Beside the figures: room for the bar by which many teams scroll."""


class BeginSheet(Sheet):
    """Everything but the name may stay empty: then it begins as the plan is, or as the what-if that it is `like`.
    `then` hears the new what-if's id, and whether it is to be worked in.
    """

    def __init__(
        self, desk: Desk, host: QWidget, then: Callable[[int, bool], object], *, like: int | None = None
    ) -> None:
        plan = desk.document.actual
        self._from = plan if like is None else scenarios.supposed(plan, like).portfolio
        title = tr("Begin a what-if")
        if like is not None:
            name = text.one_line(plan.scenarios[like].name, 40)
            title = tr("Begin a what-if like “{name}”", name=name)
        super().__init__(host, title, width=560)
        self.setObjectName("scenarios.begin")
        self._desk, self._then, self._like = desk, then, like
        self.name = self._field(tr("Name of the what-if"), tr("Name, such as “10 % less”"))
        self.name.setMaxLength(200)
        if like is not None:
            self.name.setText(scenarios.free_name(plan, like))
            self.name.selectAll()
        self.body.addWidget(self.name)
        self.capacity = self._field(
            tr("Capacity of every team"), tr("100 %"), tr("90 % for a tenth less; empty for as it is.")
        )
        self.capacity.setFixedWidth(_FIGURE)
        self.capacity.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.addWidget(text.label(tr("What every team can give, of what it gives now"), fonts.DETAIL, 400, "text2"))
        row.addStretch(1)
        row.addWidget(self.capacity)
        row.setContentsMargins(0, 0, _INDENT, 0)
        self.body.addLayout(row)
        self.factors: dict[int, QLineEdit] = {}
        self.hires: dict[int, QLineEdit] = {}
        self.body.addWidget(self._teams())
        told = tr("People who are hired are there from today. All else is changed by working in the what-if.")
        self.body.addWidget(text.label(told, fonts.DETAIL, 400, "text2", wrap=True))
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.begin = Button(tr("Begin it"), lambda: self.go(within=False), self, size="sheet")
        self.work = PrimaryButton(tr("Begin it and work in it"), lambda: self.go(within=True), self, size="sheet")
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.footer.addWidget(self.begin)
        self.footer.addWidget(self.work)

    def first_focus(self) -> QWidget | None:
        return self.name

    def _field(self, name: str, hint: str, description: str = "") -> QLineEdit:
        field = QLineEdit(self)
        field.setFont(fonts.font(fonts.CELL))
        field.setPlaceholderText(hint)
        field.returnPressed.connect(lambda: self.go(within=True))
        text.name(field, name, description)
        return field

    def _teams(self) -> QWidget:
        """A row for each team, which scrolls where there are many."""
        portfolio = self._from
        teams = list(portfolio.teams)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 4, _INDENT, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        heads = (trc("team", "Team"), tr("Gives now, pw a week"), tr("Can give"), tr("Hires"))
        for column, words in enumerate(heads if teams else ()):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(text.label(words, fonts.CAPTION, 500, "text2"), 0, column, side)
        gives = usual_capacity(portfolio, [team.id for team in teams], today())
        for at, (team, weekly) in enumerate(zip(teams, gives, strict=True), 1):
            grid.addWidget(text.label(text.one_line(team.name, 40), fonts.CELL), at, 0)
            shown = text.label(number(weekly, 1), fonts.CELL, 400, "text2", tabular=True)
            grid.addWidget(shown, at, 1, Qt.AlignmentFlag.AlignRight)
            factor = self._field(tr("What {team} can give", team=team.name), tr("as all"))
            hires = self._field(tr("People hired for {team}", team=team.name), "0")
            for column, field in ((2, factor), (3, hires)):
                field.setFixedWidth(_FIGURE)
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(field, at, column)
            self.factors[team.id], self.hires[team.id] = factor, hires
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        for ground in (inner, area.viewport()):
            ground.setAutoFillBackground(False)
        area.setFixedHeight(min(inner.sizeHint().height() + 4, _MOST_HIGH))
        area.setVisible(bool(teams))
        return area

    def go(self, *, within: bool) -> None:
        """Begin it, or say why not."""

        def action(plan: Portfolio) -> ChangeSet:
            factors = {team: read_share(field.text()) for team, field in self.factors.items()}
            hires = {team: read_number(field.text()) for team, field in self.hires.items()}
            return scenarios.new_scenario(
                plan,
                self.name.text(),
                capacity=read_share(self.capacity.text()),
                capacities={team: factor for team, factor in factors.items() if factor is not None},
                hires={team: hired for team, hired in hires.items() if hired is not None},
                like=self._like,
            )

        document = self._desk.document
        problem = refusal(document.actual, action)
        text.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))
        self.place()
        if problem:
            return
        known = set(document.actual.scenarios.ids)
        if not self._desk.do(action, in_plan=True):
            return
        self.accept()
        for begun in set(document.actual.scenarios.ids) - known:
            self._then(begun, within)
