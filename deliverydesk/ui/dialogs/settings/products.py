"""The page of the products, and of the one that is chosen how it is, with the way to retire it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from deliverydesk.analysis.reviewing.health import Condition, ProductHealth, health_of_product
from deliverydesk.analysis.reviewing.words import CONDITIONS, health_rows
from deliverydesk.domain.values import LifeStage
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.settings import tables
from deliverydesk.ui.dialogs.settings.panel import TablePanel
from deliverydesk.ui.figures import mark
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk

_ROLES = {Condition.WELL: "ok", Condition.ATTENTION: "warn", Condition.WORSE: "bad", Condition.UNKNOWN: "text2"}
_CAPTION = 84


class ProductsPage(QWidget):
    """The products in a table; below it the health of the chosen one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest()
        self.destroyed.connect(self._latest.forget)
        self.table = TablePanel(desk, tables.PRODUCTS, self)
        self.title = text.label("", fonts.TITLE, 600, parent=self)
        self.condition = text.label("", fonts.CELL, 600, "text2", parent=self)
        mark(self.condition, "product_health")
        self.retire = Button(tr("Retire…"), self.ask_retire, self)
        self.retire.setObjectName("settings.retire")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.condition)
        head.addStretch(1)
        head.addWidget(self.retire)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addSpacing(6)
        column.addLayout(head)
        column.addLayout(self._grid)
        self.table.view.selectionModel().currentRowChanged.connect(self.renew)
        self.table.model.modelReset.connect(self.renew)
        desk.changed.connect(self.renew)
        desk.findings.renewed.connect(self.renew)
        desk.findings.ask()
        self.table.select_first()
        self.renew()

    @property
    def product(self) -> int | None:
        """The one that is chosen."""
        index = self.table.view.currentIndex()
        chosen = self.table.model.id_at(index.row()) if index.isValid() else None
        return chosen if chosen in self.desk.portfolio.products else None

    def renew(self, *_what: object) -> None:
        """Show how the chosen one is."""
        product, portfolio = self.product, self.desk.portfolio
        for part in (self.title, self.condition, self.retire):
            part.setVisible(product is not None)
        if product is None:
            self._latest.forget()
            self._show_rows([])
            return
        held = portfolio.products[product]
        text.set_text(self.title, text.one_line(held.name, 40))
        gone = tr("It is retired already.") if held.life_stage is LifeStage.RETIRE else ""
        self.retire.allow(self.desk.document.read_only or gone)
        page, document, day = self.desk.findings.evidence, self.desk.document, today()

        def look() -> tuple[ProductHealth, list[tuple[str, str]]]:
            health = health_of_product(portfolio, product, page, day, document.progressed())
            return health, health_rows(portfolio, health)

        def show(found: tuple[ProductHealth, list[tuple[str, str]]]) -> None:
            condition = found[0].condition
            text.set_text(self.condition, CONDITIONS[condition] if page is not None else tr("Looking at the readings"))
            text.set_role(self.condition, _ROLES[condition] if page is not None else "text2")
            self._show_rows(found[1])

        self._latest.run(look, show, self.desk.refused.emit)

    def _show_rows(self, rows: list[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, (caption, said) in enumerate(rows):
            label = text.label(caption, fonts.DETAIL, 400, "text2")
            label.setFixedWidth(_CAPTION)
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text.label(said, fonts.DETAIL, 400, wrap=True), at, 1)

    def ask_retire(self) -> None:
        """Show what retiring the chosen one would mean, and what to begin instead."""
        from deliverydesk.ui.dialogs.stopping.retire_sheet import open_retiring

        if self.product is not None:
            open_retiring(self.desk, self.window(), self.product)
