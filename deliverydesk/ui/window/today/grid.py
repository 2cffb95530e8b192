"""The grid of missing values: one row an outcome that is stale, typed or pasted, recorded together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deliverydesk.actions.measuring import Reading
from deliverydesk.analysis.outcomes import progress_of
from deliverydesk.charts.format import day, with_unit
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import quoted
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.typed import read_number
from deliverydesk.ui.window.palette.matching import fold

Index = QModelIndex | QPersistentModelIndex
NAME, LAST, OF, VALUE, DATE, NOTE = range(6)
_HEADERS = (tr("Outcome"), tr("Last value"), trc("the date of a value", "Of"), tr("New value"), tr("Date"), tr("Note"))
TYPED = (VALUE, DATE, NOTE)
DAYS_ROLE, PROBLEM_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
ROW = 30


class GridModel(QAbstractTableModel):
    """The outcomes that were stale when it was made stay, and show when they are fresh again."""

    def __init__(self, portfolio: Portfolio, outcomes: Sequence[int], today: date, parent: QObject) -> None:
        super().__init__(parent)
        self.portfolio, self.today = portfolio, today
        self._outcomes = list(outcomes)
        self._typed: dict[tuple[int, int], str] = {}

    def renew(self, portfolio: Portfolio) -> None:
        """Take the portfolio as it is now; outcomes that are gone go."""
        self.beginResetModel()
        self.portfolio = portfolio
        kept = [outcome for outcome in self._outcomes if outcome in portfolio.outcomes]
        rows = {self._outcomes.index(outcome): at for at, outcome in enumerate(kept)}
        self._typed = {(rows[row], at): words for (row, at), words in self._typed.items() if row in rows}
        self._outcomes = kept
        self.endResetModel()

    def outcome(self, row: int) -> int:
        """The outcome of a row."""
        return self._outcomes[row]

    @property
    def pending(self) -> int:
        """How many rows have something typed into them."""
        return len({row for row, _at in self._typed})

    def problems(self) -> list[str]:
        """Why rows cannot be recorded, a sentence each."""
        return [reason for row in range(self.rowCount()) for at in TYPED if (reason := self._problem(row, at))]

    def readings(self) -> dict[int, list[Reading]]:
        """What is typed, by outcome; rows with a problem are left out."""
        found = {}
        for row, outcome in enumerate(self._outcomes):
            if not any(self._problem(row, at) for at in TYPED) and self._typed.get((row, VALUE)):
                value, when = self._value(row), self._date(row)
                assert value is not None
                found[outcome] = [Reading(when, value, self._typed.get((row, NOTE), "").strip())]
        return found

    def clear(self) -> None:
        """Empty the cells, once what was in them is recorded."""
        self._typed.clear()

    def _value(self, row: int) -> float | None:
        return read_number(self._typed.get((row, VALUE), "").strip().removesuffix("%"))

    def _date(self, row: int) -> date:
        when = typed_date(self._typed.get((row, DATE), ""), self.today) or self.today
        if when > self.today:
            raise DeskError(tr("{day} is in the future: nothing can be measured there yet.", day=day(when)))
        return when

    def _problem(self, row: int, at: int) -> str:
        name = quoted(self.portfolio.outcomes[self._outcomes[row]].name, 40)
        try:
            if at == VALUE and self._value(row) is None and any((row, other) in self._typed for other in (DATE, NOTE)):
                return tr("{name}: a value is missing.", name=name)
            if at == DATE:
                self._date(row)
        except DeskError as error:
            return f"{name}: {error}"
        return ""

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._outcomes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        return "freshness" if role == FIGURE_ROLE and section in (LAST, OF) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() in TYPED else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, at = index.row(), index.column()
        outcome = self.portfolio.outcomes[self._outcomes[row]]
        progress = progress_of(self.portfolio, outcome.id, self.today)
        if role == DAYS_ROLE:
            return progress.days_since
        if role == PROBLEM_ROLE:
            return self._problem(row, at) if at in TYPED else ""
        if role == Qt.ItemDataRole.EditRole:
            return self._typed.get((row, at), "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self.data(index, PROBLEM_ROLE) or outcome.metric or outcome.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            value = self.data(index) or trc("cell", "empty")
            return tr("{column} of {outcome}: {value}", column=_HEADERS[at], outcome=outcome.name, value=value)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if at in TYPED:
            return self._typed.get((row, at), "")
        if at == NAME:
            return outcome.name
        if progress.latest_date is None:
            return trc("reading", "none yet") if at == LAST else ""
        return with_unit(progress.latest, outcome.unit) if at == LAST else day(progress.latest_date, self.today)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or index.column() not in TYPED:
            return False
        self._put(index.row(), index.column(), str(value))
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), NOTE))
        return True

    def _put(self, row: int, at: int, words: str) -> None:
        words = words.strip()[:2_000]
        if words:
            self._typed[row, at] = words
        else:
            self._typed.pop((row, at), None)

    def paste(self, words: str, row: int, at: int) -> int:
        """Put a block of cells in from a place on; where its first column names outcomes, each goes to its own.

        Returns how many of its rows found a place.
        """
        lines = [line.split("\t") for line in words.replace("\r\n", "\n").rstrip("\n").split("\n")]
        named = {fold(self.portfolio.outcomes[outcome].name): n for n, outcome in enumerate(self._outcomes)}
        by_name = any(fold(cells[0].strip()) in named for cells in lines)
        placed = 0
        for offset, cells in enumerate(lines):
            if by_name:
                found, into, cells = named.get(fold(cells[0].strip())), VALUE, cells[1:]
            else:
                found, into = row + offset, at if at in TYPED else VALUE
            if found is None or found >= len(self._outcomes):
                continue
            for column, cell in enumerate(cells, start=into):
                if column in TYPED:
                    self._put(found, column, cell)
            placed += 1
        if self._outcomes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._outcomes) - 1, NOTE))
        return placed


class GridDelegate(QStyledItemDelegate):
    """Hairlines, a disc for freshness before each name, and frames around what can be typed into."""

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = current_theme(), QRectF(option.rect)
        problem, at = index.data(PROBLEM_ROLE), index.column()
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if at in TYPED:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            role = "bad" if problem else "accent" if focused else "line2"
            painter.setPen(theme.pen(role, 2.0 if focused or problem else theme.edge_width))
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -4), 4, 4)
        room = rect.adjusted(10, 0, -8, -1)
        if at == NAME:
            disc = QRectF(rect.left() + 2, rect.center().y() - 6, 12, 12)
            glyphs.freshness(painter, disc, theme, index.data(DAYS_ROLE))
            room.setLeft(rect.left() + 22)
        words = str(index.data() or "")
        hint = "" if words or at not in TYPED else {DATE: tr("today")}.get(at, "")
        font = fonts.font(fonts.CELL, 500 if at == NAME else 400)
        painter.setFont(font)
        painter.setPen(theme.colour("text3" if hint else "text" if at in (NAME, *TYPED) else "text2"))
        said = QFontMetricsF(font).elidedText(
            text.one_line(words or hint, 200), Qt.TextElideMode.ElideRight, room.width()
        )
        mirror.words(painter, room, int(Qt.AlignmentFlag.AlignVCenter), said)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("today.editor")
        field.setFont(fonts.font(fonts.CELL))
        field.setMaxLength(2_000)
        text.name(field, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return field


class Grid(QTableView):
    """Tab and Enter walk the cells that can be typed into; Ctrl+V pastes a block."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.grid")
        text.name(self, tr("Missing values"), tr("Type or paste values; Tab and Enter go on."))
        self.grid_model = model
        self.setModel(model)
        self.setItemDelegate(GridDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.CurrentChanged
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for at, width in ((LAST, 110), (OF, 90), (VALUE, 110), (DATE, 110), (NOTE, 230)):
            self.setColumnWidth(at, width)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        steps = {QAbstractItemView.CursorAction.MoveNext: 1, QAbstractItemView.CursorAction.MovePrevious: -1}
        if action not in steps:
            return super().moveCursor(action, modifiers)
        current, wide = self.currentIndex(), len(TYPED)
        place = current.row() * wide + (TYPED.index(current.column()) if current.column() in TYPED else 0)
        row, at = divmod(place + steps[action], wide)
        if 0 <= row < self.model().rowCount():
            return self.model().index(row, TYPED[at])
        return current

    def first_cell(self) -> None:
        """Put the cursor on the first value."""
        self.setCurrentIndex(self.model().index(0, VALUE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            current = self.currentIndex()
            self.grid_model.paste(QGuiApplication.clipboard().text(), max(current.row(), 0), current.column())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.grid_model.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QStyledItemDelegate.EndEditHint.SubmitModelCache:
            below = self.model().index(self.currentIndex().row() + 1, self.currentIndex().column())
            if below.isValid():
                self.setCurrentIndex(below)
