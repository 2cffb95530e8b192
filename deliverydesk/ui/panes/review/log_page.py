"""The log of decisions with what came of them, and the follow-ups: searched, sorted, resolved, ticked off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QStackedLayout, QTableView, QVBoxLayout, QWidget

from deliverydesk.actions import deciding, reviewing
from deliverydesk.charts.format import day
from deliverydesk.charts.reviewing import decision_rows, follow_up_rows
from deliverydesk.domain.entities import Decision, Deliverable, Entity, FollowUp, Product
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.plain_table import ROLE_ROLE, Index, PlainDelegate, PlainTable
from deliverydesk.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.charts.reviewing import LogRow
    from deliverydesk.ui.desk import Desk

_SORT_ROLE = Qt.ItemDataRole.UserRole + 1


class LogModel(QAbstractTableModel):
    """Rows of a log under its columns."""

    def __init__(self, columns: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.rows: list[LogRow] = []

    def take(self, rows: Sequence[LogRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.columns[section] if shown and 0 <= section < len(self.columns) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        value = row.cells[index.column()]
        words = day(value) if isinstance(value, date) else text.one_line(str(value or ""), 300)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()]}: {words or tr('empty')}"
        if role == _SORT_ROLE:
            return value.isoformat() if isinstance(value, date) else words.casefold()
        return row.roles.get(index.column()) if role == ROLE_ROLE else None


class _Log(PlainTable):
    """A table that can be sorted by its head; Enter is for who hears `activated_row`."""

    activated_row = Signal()

    def __init__(self, name: str, model: LogModel, widths: Sequence[int], parent: QWidget) -> None:
        super().__init__(name, parent)
        self.log = model
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(model)
        self.proxy.setSortRole(_SORT_ROLE)
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self.proxy)
        self.setItemDelegate(PlainDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._widths = widths

    def current_row(self) -> LogRow | None:
        """The row with the cursor."""
        index = self.proxy.mapToSource(self.currentIndex())
        return self.log.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated_row.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        share = self.viewport().width() / sum(self._widths)
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, int(width * share))
        super().resizeEvent(event)


class LogPage(QWidget):
    """A log with its search above and what can be done with a row below."""

    def __init__(self, desk: Desk, log: _Log, empty: EmptyState, search: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.log, self.empty = desk, log, empty
        self.search = SearchField(search, self)
        self.search.searched.connect(log.proxy.setFilterFixedString)
        self.search.left.connect(log.setFocus)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(12, 6, 12, 8)
        self.foot.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.addWidget(self.search, 1)
        head.addStretch(1)
        filled = QWidget(self)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(log, 1)
        column.addLayout(self.foot)
        self._filled = filled
        self._pages = QStackedLayout(self)
        self._pages.addWidget(filled)
        self._pages.addWidget(empty)
        log.selectionModel().currentRowChanged.connect(lambda _now, _was: self.show_current())
        self.setFocusProxy(log)

    def take(self, rows: Sequence[LogRow]) -> None:
        """Show these rows with the cursor where it was."""
        kept = self.log.current_row()
        self.log.log.take(rows)
        self._pages.setCurrentWidget(self._filled if rows else self.empty)
        if kept is not None:
            at = next((at for at, row in enumerate(rows) if row.id == kept.id), None)
            if at is not None:
                self.log.setCurrentIndex(self.log.proxy.mapFromSource(self.log.log.index(at, 0)))
        self.show_current()

    def show_current(self) -> None:
        """What can be done with the row that has the cursor."""

    def act(self, action: Any) -> bool:
        """Do something; a refusal is said by the window."""
        problem = refusal(self.desk.portfolio, action)
        if problem:
            self.desk.refused.emit(problem)
            return False
        return self.desk.do(action, toast=True)


class DecisionsPage(LogPage):
    """All decisions; each can be resolved with what happened, and its assumptions judged."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        columns = [
            tr("Date"), tr("What"), tr("Choice"), tr("Reason"), tr("Expected"), tr("Happened"), tr("Revisit"),
            tr("Result"),
        ]  # fmt: skip
        log = _Log(tr("Decisions"), LogModel(columns, parent), (90, 180, 80, 200, 170, 150, 100, 130), parent)
        log.setObjectName("review.decisions")
        empty = EmptyState(
            "history", tr("Nothing was decided yet"), tr("Decisions stand here with their reasons."), parent=parent
        )
        super().__init__(desk, log, empty, tr("Search the decisions"), parent)
        self.result = QLineEdit(self)
        self.result.setObjectName("review.result")
        self.result.setFont(fonts.font(fonts.CELL))
        self.result.setMaxLength(1_000)
        self.result.setPlaceholderText(tr("What happened?"))
        text.name(self.result, tr("What happened?"))
        self.result.returnPressed.connect(self.resolve)
        self.resolve_button = Button(tr("Resolve"), self.resolve, self, size="header")
        self.assumption = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.held = Button(tr("Held"), lambda: self.judge(True), self, size="header")
        self.failed = Button(tr("Did not hold"), lambda: self.judge(False), self, size="header")
        for widget, share in ((self.result, 2), (self.resolve_button, 0), (self.assumption, 1)):
            self.foot.addWidget(widget, share)
        self.foot.addWidget(self.held)
        self.foot.addWidget(self.failed)
        log.activated_row.connect(self.result.setFocus)
        log.selectionModel().currentRowChanged.connect(lambda _now, _was: self._select())

    def renew(self) -> None:
        """Show the decisions as they are."""
        self.take(decision_rows(self.desk.portfolio))

    def _select(self) -> None:
        row = self.log.current_row()
        if row is None or not self.log.hasFocus():
            return
        decision = self.desk.portfolio.decisions[row.id]
        kind: type[Entity] = Deliverable if decision.deliverable is not None else Product
        subject = decision.deliverable or decision.product
        if subject is not None:
            self.desk.select(kind, (subject,), subject)

    def _decision(self) -> Decision | None:
        row = self.log.current_row()
        return None if row is None else self.desk.portfolio.decisions.get(row.id)

    def _unjudged(self) -> Any:
        decision = self._decision()
        if decision is None:
            return None
        assumptions = self.desk.portfolio.assumptions.by("decision", decision.id)
        return next((each for each in assumptions if each.held is None), None)

    def show_current(self) -> None:
        decision, assumption = self._decision(), self._unjudged()
        locked = bool(self.desk.document.read_only)
        self.result.setEnabled(decision is not None and not locked)
        self.resolve_button.setEnabled(decision is not None and not locked)
        for part in (self.assumption, self.held, self.failed):
            part.setVisible(assumption is not None)
        self.held.setEnabled(not locked)
        self.failed.setEnabled(not locked)
        if assumption is not None:
            words = text.one_line(assumption.text, 60)
            text.set_text(self.assumption, tr("Taken for granted: {text}", text=words))

    def resolve(self) -> None:
        """Say what came of the current decision."""
        decision, result = self._decision(), self.result.text()
        if decision is not None and self.act(lambda p: deciding.resolve_decision(p, decision.id, result)):
            self.result.clear()

    def judge(self, held: bool) -> None:
        """Say whether the current decision's assumption was so."""
        assumption = self._unjudged()
        if assumption is not None:
            self.act(lambda p: deciding.judge_assumption(p, assumption.id, held))


class FollowUpsPage(LogPage):
    """What was taken on, ticked off when it is done."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        columns = [tr("Due"), tr("What"), tr("Owner"), tr("Of"), tr("Done")]
        log = _Log(tr("Follow-ups"), LogModel(columns, parent), (100, 360, 120, 220, 100), parent)
        log.setObjectName("review.follow_ups")
        log.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        empty = EmptyState(
            "check", tr("Nothing was taken on yet"), tr("Follow-ups are noted when a review is closed."), parent=parent
        )
        super().__init__(desk, log, empty, tr("Search the follow-ups"), parent)
        self.tick = Button(tr("Done"), self.finish, self, size="header")
        self.tick.setObjectName("review.done")
        self.foot.addWidget(self.tick)
        self.foot.addStretch(1)
        log.activated_row.connect(self.finish)

    def renew(self) -> None:
        """Show the follow-ups as they are."""
        self.take(follow_up_rows(self.desk.portfolio))

    def _follow_up(self) -> FollowUp | None:
        row = self.log.current_row()
        return None if row is None else self.desk.portfolio.follow_ups.get(row.id)

    def show_current(self) -> None:
        current = self._follow_up()
        self.tick.setEnabled(current is not None and not self.desk.document.read_only)
        self.tick.set_words(tr("Not done") if current is not None and current.done else tr("Done"))

    def finish(self) -> None:
        """Tick the current one off, or take the tick back."""
        current = self._follow_up()
        if current is not None:
            self.act(lambda p: reviewing.finish_follow_up(p, current.id, done=current.done is None))
