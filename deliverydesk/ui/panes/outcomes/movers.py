"""Which deliverables are to move the outcome, by how much and after how long: a table and what changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QItemSelectionModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QStyleOptionViewItem, QTableView, QWidget

from deliverydesk.actions import records
from deliverydesk.analysis.delivery import delivery_progress
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import number, percent
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Contribution
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.panes.outcomes.typed import read_optional_value
from deliverydesk.ui.theme import Theme
from deliverydesk.ui.typed import written
from deliverydesk.ui.widgets.plain_table import LIT_ROLE, PAD, Index, PlainDelegate, PlainTable, draw_words

TITLE, CHANGE, LAG, DONE = range(4)
_HEADERS = (tr("Deliverable"), trc("of a contribution", "Change"), tr("Lag, days"), tr("Delivery"))
_FIELDS = {CHANGE: "expected_change", LAG: "lag_days"}
_FIGURES = {TITLE: "contribution", CHANGE: "contribution", LAG: "contribution", DONE: "delivery_progress"}
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Mover:
    """One contribution as the table shows it."""

    id: int
    deliverable: int
    title: str
    stage: Stage
    code: str
    hue: int | None
    change: float | None
    lag: int | None
    share: float | None
    basis: str


def moved_by(portfolio: Portfolio, items: Iterable[int]) -> list[int]:
    """The outcomes that these deliverables are to move, each once, in their order."""
    found: dict[int, None] = {}
    for item in items:
        found.update((one.outcome, None) for one in portfolio.contributions.by("deliverable", item))
        if len(found) == len(portfolio.outcomes):
            break
    return list(found)


def movers_of(portfolio: Portfolio, outcome: int | None) -> list[Mover]:
    """The contributions to an outcome, in the manager's order of their deliverables; without archived ones."""
    numbers = product_numbers(portfolio)
    found = []
    for contribution in portfolio.contributions.by("outcome", outcome):
        item = portfolio.deliverables[contribution.deliverable]
        if item.archived:
            continue
        done = delivery_progress(portfolio, item)
        hue = numbers.get(item.product) if item.product is not None else None
        mover = Mover(
            contribution.id,
            item.id,
            item.title,
            item.stage,
            product_code(portfolio, item.product),
            None if hue is None else hue - 1,
            contribution.expected_change,
            contribution.lag_days,
            done.share,
            done.basis,
        )
        found.append((item.order_key, mover))
    return [mover for _, mover in sorted(found, key=lambda pair: pair[0])]


class MoversModel(QAbstractTableModel):
    """`do` runs an action through the desk; `refuse` says one sentence."""

    def __init__(
        self,
        do: Callable[[Callable[[Portfolio], ChangeSet]], bool],
        refuse: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._do, self._refuse = do, refuse
        self._rows: list[Mover] = []
        self._lit: frozenset[int] = frozenset()
        self.read_only = ""

    def set_rows(self, rows: list[Mover]) -> None:
        """Show these."""
        if [row.id for row in rows] == [row.id for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, DONE))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def set_lit(self, deliverables: frozenset[int]) -> None:
        """Light up the rows of these deliverables."""
        if deliverables != self._lit:
            self._lit = deliverables
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, DONE))

    def mover(self, row: int) -> Mover:
        """The contribution at a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_HEADERS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == FIGURE_ROLE:
            return _FIGURES.get(section)
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        editable = index.isValid() and index.column() in _FIELDS and not self.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            lag = "" if row.lag is None else str(row.lag)
            return (
                row.title,
                number(row.change, signed=True) if row.change is not None else "",
                lag,
                percent(row.share),
            )[column]
        if role == Qt.ItemDataRole.EditRole:
            return written(row.change) if column == CHANGE else str(self.data(index))
        if role == ROW_ROLE:
            return row
        if role == LIT_ROLE:
            return row.deliverable in self._lit
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(row.basis if column == DONE else row.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self.data(index) or tr("empty")
            return f"{_HEADERS[column]}: {said}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() not in _FIELDS:
            return False
        row, field = self._rows[index.row()], _FIELDS[index.column()]
        try:
            typed: float | int | None = read_optional_value(str(value))
        except DeskError as error:
            self._refuse(str(error))
            return False
        if field == "lag_days" and typed is not None:
            if typed != int(typed):
                self._refuse(tr("The lag is a whole number of days."))
                return False
            typed = int(typed)
        return self._do(lambda p: records.edit(p, Contribution, [row.id], {field: typed}))


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (CHANGE, LAG) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class MoversDelegate(PlainDelegate):
    """Paints a contribution."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(fonts.font(tabular=True))
        editor.setMaxLength(40)
        editor.setAccessibleName(_HEADERS[index.column()])
        return editor

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        row: Mover = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        if index.column() == TITLE:
            if row.hue is not None:
                glyphs.tag(
                    painter, QRectF(rect.left() + 10, rect.top(), 27, rect.height() - 1), theme, row.code, row.hue
                )
            glyphs.stage(painter, QRectF(rect.left() + 44, rect.center().y() - 6.5, 12, 12), theme, row.stage.value)
            gone = row.stage in (Stage.CANCELLED, Stage.TABLED)
            draw_words(painter, rect.adjusted(56, 0, 0, 0), row.title, theme.colour("text3" if gone else "text"))
        elif index.column() == DONE and row.share is not None:
            wide = rect.width() - PAD - 44
            if wide > 10:
                meter = QRectF(rect.left() + PAD, rect.top(), wide, rect.height() - 1)
                glyphs.meter(painter, meter, theme, row.share)
            figure = QRectF(rect.right() - 44, rect.top(), 44, rect.height())
            draw_words(painter, figure, percent(row.share), theme.colour("text"), right=True, tabular=True, pad=6)
        else:
            super().paint_value(painter, option, index, theme)


class MoversView(PlainTable):
    """The table of contributions."""

    deliverables_chosen = Signal(object)
    """Tuple of the deliverables whose rows a person selected."""
    remove_wanted = Signal()

    def __init__(self, model: MoversModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Deliverables that are to move the outcome"), parent)
        self.setObjectName("outcomes.movers")
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(MoversDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.selectionModel().selectionChanged.connect(self._selected)
        self._telling = True

    def selected(self) -> list[Mover]:
        """The selected contributions."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows.mover(place) for place in places]

    def forget_selection(self) -> None:
        """Select nothing, telling nobody."""
        self._telling = False
        self.selectionModel().clear()
        self._telling = True

    def _selected(self) -> None:
        chosen = tuple(mover.deliverable for mover in self.selected())
        if self._telling and chosen:
            self.deliverables_chosen.emit(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected():
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def select_row(self, row: int) -> None:
        """Put the cursor on a row, as a click would."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows.index(row, TITLE), flags.ClearAndSelect | flags.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.viewport().width()
        self.setColumnHidden(LAG, wide < 360)
        self.setColumnWidth(CHANGE, 62)
        self.setColumnWidth(LAG, 66)
        named = QFontMetricsF(fonts.font(fonts.CAPTION, 500)).horizontalAdvance(_HEADERS[DONE]) + 2 * PAD
        self.setColumnWidth(DONE, 92 if wide >= 420 else max(60, round(named)))
        super().resizeEvent(event)
