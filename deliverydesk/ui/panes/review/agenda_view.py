"""The agenda as a table: what, why it is there, money at stake, chance, last look, value of attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from deliverydesk.analysis.reviewing.agenda import Attention
from deliverydesk.analysis.reviewing.words import CANNOT_TELL, reach_words, why_words
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.charts.format import days_ago, number
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.widgets.plain_model import PlainModel
from deliverydesk.ui.widgets.plain_table import Index, PlainDelegate, PlainTable, draw_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.theme import Theme

TITLE, STAKE, CHANCE, LOOKED, VALUE = range(5)
_HEADERS = (tr("Deserves attention"), tr("At stake"), tr("Chance"), tr("Last looked at"), tr("Attention"))
_FIGURES = (None, "money_at_stake", "chance_reach", None, "attention")
_RIGHT = (STAKE, CHANCE, VALUE)
TAG_ROLE = Qt.ItemDataRole.UserRole + 1
WHY_ROLE = Qt.ItemDataRole.UserRole + 2
STATE_ROLE = Qt.ItemDataRole.UserRole + 3
"""The theme's role of the words below the title."""
ROW = 46
_LEAST = {LOOKED: 108, STAKE: 84, VALUE: 80, CHANCE: 88}
_LEAST_TITLE, _AROUND = 210, 18
_FIRST_TO_GO = (LOOKED, STAKE, VALUE, CHANCE)
"""Where there is no room for all columns beside a title that can be read."""


class AgendaModel(PlainModel):
    """What an agenda has, in its order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(_HEADERS, _FIGURES, _RIGHT, parent)
        self.portfolio: Portfolio | None = None
        self.agenda: tuple[Attention, ...] = ()
        self._codes: dict[int, str] = {}
        self._numbers: dict[int, int] = {}

    def show_agenda(self, portfolio: Portfolio, agenda: Sequence[Attention]) -> None:
        """Show another agenda, found out of this portfolio."""
        self.beginResetModel()
        self.portfolio, self.agenda = portfolio, tuple(agenda)
        self._codes, self._numbers = product_codes(portfolio), product_numbers(portfolio)
        self.endResetModel()

    def row_of(self, deliverable: int | None) -> int | None:
        """Where a deliverable stands."""
        return next((at for at, each in enumerate(self.agenda) if each.deliverable == deliverable), None)

    def rows(self) -> Sequence[Attention]:
        return self.agenda

    def heading(self, column: int) -> str:
        if column == STAKE and self.portfolio is not None:
            return tr("At stake, {currency}", currency=self.portfolio.settings.currency)
        return super().heading(column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.portfolio is None:
            return None
        each, column = self.agenda[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(self.portfolio, each, column)
        if role == WHY_ROLE:
            return why_words(self.portfolio, each)
        if role == STATE_ROLE:
            return "ok" if each.decided is not None else "warn" if each.why else "text3"
        if role == TAG_ROLE:
            return (self._codes[each.product], self._numbers[each.product] - 1) if each.product is not None else None
        if role == Qt.ItemDataRole.ToolTipRole:
            words = self._words(self.portfolio, each, column)
            if column == TITLE:
                words = tr("{title}. {why}", title=words, why=why_words(self.portfolio, each))
            elif column == STAKE and each.money_estimated:
                words = tr(
                    "{money}, from the effort to come and the portfolio’s own price of a person-week", money=words
                )
            return text.tooltip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._words(self.portfolio, each, column) or tr("empty")
            below = why_words(self.portfolio, each) if column == TITLE else ""
            return f"{self.heading(column)}: " + ", ".join(filter(None, (words, below)))
        return None

    def _words(self, portfolio: Portfolio, each: Attention, column: int) -> str:
        if column == TITLE:
            item = portfolio.deliverables.get(each.deliverable)
            return text.one_line(item.title, 200) if item is not None else ""
        if column == STAKE:
            words = number(each.money, 0)
            return tr("≈ {money}", money=words) if each.money_estimated else words
        if column == CHANCE:
            return reach_words(each)
        if column == LOOKED:
            return tr("never") if each.looked is None else days_ago(each.looked, today())
        return number(each.value, 0)


class _Delegate(PlainDelegate):
    """A tag, a title and below it why it is there; figures beside."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, ROW)

    def paint_value(self, painter: Any, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        if index.column() != TITLE:
            super().paint_value(painter, option, index, theme)
            return
        rect = QRectF(option.rect)
        if (tag := index.data(TAG_ROLE)) is not None:
            glyphs.tag(painter, QRectF(rect.left() + 10, rect.top() + 4, 27, rect.height() / 2 - 2), theme, *tag)
        upper, lower = rect.adjusted(36, 4, 0, -rect.height() / 2), rect.adjusted(36, rect.height() / 2 - 2, 0, -5)
        draw_words(painter, upper, str(index.data() or ""), theme.colour("text"), weight=500)
        state = str(index.data(STATE_ROLE))
        if state == "ok":
            glyphs.state(painter, QRectF(lower.left() + 8, lower.top() + 2, 12, 12), theme, "ok")
            lower = lower.adjusted(18, 0, 0, 0)
        draw_words(painter, lower, str(index.data(WHY_ROLE)), theme.colour(state), px=fonts.CAPTION)


class AgendaView(PlainTable):
    """A row that becomes the current one is chosen."""

    chosen = Signal(int)
    """Its deliverable."""

    def __init__(self, model: AgendaModel, parent: QWidget) -> None:
        super().__init__(tr("Agenda"), parent)
        self.setObjectName("review.agenda")
        self.agenda = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self._telling = True
        self.selectionModel().currentRowChanged.connect(self._moved)

    def show_current(self, deliverable: int | None) -> None:
        """Put the cursor on a deliverable's row, telling nobody."""
        self._telling = False
        row, flags = self.agenda.row_of(deliverable), QItemSelectionModel.SelectionFlag
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.selectionModel().setCurrentIndex(self.agenda.index(row, TITLE), flags.ClearAndSelect | flags.Rows)
        self._telling = True

    def _moved(self, current: QModelIndex) -> None:
        if self._telling and current.isValid():
            self.chosen.emit(self.agenda.agenda[current.row()].deliverable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        widths = {column: self._width(column) for column in _LEAST}
        room = self.viewport().width() - _LEAST_TITLE
        for column in _FIRST_TO_GO:
            fits = sum(widths.values()) <= room
            self.setColumnHidden(column, not fits)
            if not fits:
                del widths[column]
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        super().resizeEvent(event)

    def _width(self, column: int) -> int:
        """As its heading and its longest words need it."""
        said = self.agenda.heading(column)
        head = self.horizontalHeader().fontMetrics().horizontalAdvance(said)
        cell = QFontMetricsF(fonts.font(fonts.CELL)).horizontalAdvance(CANNOT_TELL) if column == CHANCE else 0
        return max(_LEAST[column], head + _AROUND, round(cell) + _AROUND)
