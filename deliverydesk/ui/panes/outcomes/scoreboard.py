"""The pages over all outcomes, small multiples and scoreboard, with the row to filter and sort them by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QStyleOptionViewItem, QVBoxLayout, QWidget

from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.figures import FIGURE_ROLE, explain_at
from deliverydesk.ui.panes.outcomes.board_head import TestedLabel
from deliverydesk.ui.panes.outcomes.board_model import (
    CHANCE,
    CHANGE,
    DUE,
    GOAL,
    HEADERS,
    LAST,
    NAME,
    NOW,
    PRODUCT,
    PROGRESS,
    ROW_ROLE,
    TARGET,
    TREND,
    TROUBLE,
    VERDICT,
)
from deliverydesk.ui.panes.outcomes.board_view import Board, BoardDelegate
from deliverydesk.ui.panes.outcomes.multiples import Multiples
from deliverydesk.ui.theme import Theme, current_theme
from deliverydesk.ui.widgets.buttons import ToolButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.plain_table import Index, draw_words
from deliverydesk.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.outcomes.words import BoardRow

COLUMNS = {
    NAME: ("name", 190),
    PRODUCT: ("product", 110),
    NOW: ("value", 96),
    CHANGE: ("change", 164),
    VERDICT: ("verdict", 140),
    CHANCE: ("chance", 84),
    PROGRESS: ("progress", 110),
    LAST: ("last", 84),
    TREND: ("trend", 84),
    TARGET: ("target", 104),
    DUE: ("due", 98),
    TROUBLE: ("trouble", 220),
}
"""The columns of the scoreboard from left to right: a name to keep them by, and their width."""
_FIRST_TO_GO = (PRODUCT, DUE, TREND, TARGET, TROUBLE, CHANGE, PROGRESS, LAST, CHANCE, VERDICT)
"""Where there is no room for all, they give way in this order."""


class ScoreTable(Board):
    """The scoreboard itself: chosen columns, as far as there is room for them."""

    ORDER = tuple(COLUMNS)
    columns_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tr("Scoreboard of all outcomes"))
        self.setObjectName("outcomes.scoreboard")
        self.setItemDelegate(_FullDelegate(self))
        self.hidden: frozenset[str] = frozenset()
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        self.setColumnHidden(GOAL, True)

    def choose_columns(self, hidden: Iterable[str]) -> None:
        """Hide the columns of these names; the outcome's own cannot be."""
        known = {name for column, (name, _) in COLUMNS.items() if column != NAME}
        self.hidden = frozenset(hidden) & known
        self._share_width(self.viewport().width())
        self.columns_changed.emit()

    def column_menu(self, parent: QWidget) -> QMenu:
        """A menu to choose the columns from."""
        menu = QMenu(tr("Columns"), parent)
        for column, (name, _) in COLUMNS.items():
            if column != NAME:
                action = QAction(HEADERS[column], menu)
                action.setCheckable(True)
                action.setChecked(name not in self.hidden)
                action.toggled.connect(lambda _on, name=name: self.choose_columns(self.hidden ^ {name}))
                menu.addAction(action)
        return menu

    def _header_menu(self, place: QPoint) -> None:
        menu = self.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self.horizontalHeader()
        section = header.logicalIndexAt(place)
        if self.rows.headerData(section, header.orientation(), FIGURE_ROLE):
            menu.addSeparator()
            menu.addAction(tr("What is this?")).triggered.connect(lambda: explain_at(header.viewport(), place))
        menu.popup(header.mapToGlobal(place))

    def _share_width(self, wide: int) -> None:
        shown = [column for column, (name, _) in COLUMNS.items() if name not in self.hidden]
        for column in _FIRST_TO_GO:
            if sum(COLUMNS[each][1] for each in shown) <= wide:
                break
            if column in shown:
                shown.remove(column)
        for column, (_, width) in COLUMNS.items():
            self.setColumnHidden(column, column not in shown)
            if column != NAME:
                self.setColumnWidth(column, width)

    def shown_columns(self) -> list[int]:
        """The columns in sight, from left to right."""
        return [column for column in COLUMNS if not self.isColumnHidden(column)]


class _FullDelegate(BoardDelegate):
    """As the list beside the chart, with units, since a table of all outcomes has no header to put them in."""

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        if index.column() == NOW:
            row: BoardRow = index.data(ROW_ROLE)
            words, rect = row.value or "—", QRectF(option.rect)
            draw_words(painter, rect, words, theme.colour("text"), right=True, tabular=True, weight=500)
        else:
            super().paint_value(painter, option, index, theme)


class FilterRow(QWidget):
    """Words to filter by, how many outcomes they leave, and buttons to sort and choose columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(34)
        self.field = SearchField(tr("Filter outcomes"), self, icon="filter", framed=False)
        self.field.setObjectName("outcomes.filter")
        self.count = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.tested = TestedLabel(self)
        self.sort_button = ToolButton("sort", tr("Sort the outcomes"), parent=self, side=24)
        self.columns_button = ToolButton("columns", tr("Choose the columns"), parent=self, side=24)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 8, 1)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addSpacing(4)
        row.addWidget(self.tested)
        row.addSpacing(4)
        row.addWidget(self.sort_button)
        row.addWidget(self.columns_button)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class BoardPages(QWidget):
    """Small multiples and scoreboard over the same rows: one filter, one order, one current outcome."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ScoreTable(self)
        self.rows = self.table.rows
        self.multiples = Multiples(self.rows, self)
        self.filter = FilterRow(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.multiples)
        self._pages.addWidget(self.table)
        clear = self.filter.field.clear
        self.nothing = EmptyState(
            "filter", tr("No outcome is left"), tr("The filter hides all."), tr("Clear the filter"), clear, self
        )
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.filter)
        whole.addWidget(self._pages, 1)
        self.filter.field.searched.connect(self._filtered)
        self.filter.field.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.filter.field.returnPressed.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        for view in (self.multiples, self.table):
            view.chosen.connect(self.chosen)
        self.multiples.opened.connect(self.opened)
        self.table.activated.connect(lambda index: self.opened.emit(self.rows.outcome(index.row())))
        self._current: int | None = None
        self._scoreboard = False
        self._make_columns_menu()
        self.table.columns_changed.connect(self._make_columns_menu)

    def _make_columns_menu(self) -> None:
        before = self.filter.columns_button.menu()
        self.filter.columns_button.setMenu(self.table.column_menu(self.filter.columns_button))
        if before is not None:
            before.deleteLater()

    @property
    def view(self) -> Multiples | ScoreTable:
        """The page in sight, or to be in sight again once the filter leaves something."""
        return self.table if self._scoreboard else self.multiples

    def show_page(self, scoreboard: bool) -> None:
        """Show the scoreboard, or the small multiples."""
        self._scoreboard = scoreboard
        self.filter.columns_button.setVisible(scoreboard)
        self._count()

    def show_rows(self, portfolio: Portfolio, rows: list[BoardRow], current: int | None, today: date) -> None:
        """Show these outcomes with `current` selected, telling nobody."""
        self.multiples.charts.show(portfolio, rows, today)
        self.table.show_rows(rows, current)
        self.set_current(current)
        self._count()
        self.multiples.viewport().update()

    def set_current(self, outcome: int | None) -> None:
        """Select an outcome without telling anybody."""
        self._current = outcome
        self.table.set_current(outcome)
        self.multiples.set_current(outcome)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort both pages."""
        self.table.sort_by(key, descending)

    def _filtered(self, words: str) -> None:
        self.rows.filter_by(words)
        self.set_current(self._current)
        self._count()

    def _count(self) -> None:
        shown, total = self.rows.rowCount(), self.rows.total
        left = tr("{part} of {whole}", part=figure(shown), whole=figure(total))
        text.set_text(self.filter.count, left if self.rows.filter_words else "")
        hides_all = bool(total) and not shown
        if hides_all:
            self.nothing.say(
                tr("No outcome is left"),
                tr("The filter hides all {count}.", count=figure(total)),
                tr("Clear the filter"),
            )
        self._pages.setCurrentWidget(self.nothing if hides_all else self.view)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "multiples"):
            self.multiples.viewport().update()
