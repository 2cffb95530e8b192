"""The rows of outcomes as a model: what the scoreboard, the list beside the chart and the small multiples share."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import text
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.panes.outcomes.words import DEFAULT_SORT, SORT_KEYS, BoardRow, sorted_rows
from deliverydesk.ui.widgets.plain_table import LIT_ROLE, Index

NAME, TREND, GOAL, NOW, VERDICT, CHANCE, PROGRESS, LAST, PRODUCT, CHANGE, TARGET, DUE, TROUBLE = range(13)
HEADERS = (
    tr("Outcome"),
    tr("Trend"),
    tr("Baseline, target"),
    trc("latest value", "Now"),
    tr("Verdict"),
    tr("Chance, %"),
    tr("Progress"),
    tr("Last read"),
    tr("Product"),
    tr("Since baseline"),
    trc("of an outcome", "Target"),
    tr("Due"),
    tr("Trouble"),
)
SORTS = {
    NAME: "name",
    NOW: "value",
    PROGRESS: "progress",
    LAST: "last",
    PRODUCT: "product",
    CHANGE: "change",
    TARGET: "target",
    GOAL: "target",
    DUE: "due",
    TROUBLE: "trouble",
    VERDICT: "verdict",
    CHANCE: "chance",
}
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


class BoardModel(QAbstractTableModel):
    """Rows of `words.board_rows`, sorted. Ids are outcomes'."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: list[BoardRow] = []
        self._rows: list[BoardRow] = []
        self._places: dict[int, int] = {}
        self._lit: frozenset[int] = frozenset()
        self.sort_key = DEFAULT_SORT
        self.descending = False
        self.filter_words = ""

    def set_rows(self, rows: list[BoardRow]) -> None:
        """Show these; where they are the same outcomes in the same order, only their cells change."""
        self._given = rows
        ordered = self._ordered()
        if [row.id for row in ordered] == [row.id for row in self._rows]:
            changed = [at for at, row in enumerate(ordered) if row != self._rows[at]]
            self._rows = ordered
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], TROUBLE))
            return
        self.beginResetModel()
        self._take(ordered)
        self.endResetModel()

    def _ordered(self) -> list[BoardRow]:
        rows = self._given
        if self.filter_words:
            rows = [row for row in rows if row.matches(self.filter_words)]
        return sorted_rows(rows, self.sort_key, descending=self.descending)

    def filter_by(self, words: str) -> None:
        """Show only the outcomes that these words are said of."""
        words = words.strip()
        if words != self.filter_words:
            self.filter_words = words
            self.beginResetModel()
            self._take(self._ordered())
            self.endResetModel()

    @property
    def total(self) -> int:
        """How many outcomes there are, those that the filter hides among them."""
        return len(self._given)

    def rows(self) -> list[BoardRow]:
        """The rows as they are shown."""
        return list(self._rows)

    def _take(self, ordered: list[BoardRow]) -> None:
        self._rows = ordered
        self._places = {row.id: at for at, row in enumerate(ordered)}

    def set_lit(self, ids: frozenset[int]) -> None:
        """Light up the rows of these outcomes."""
        if ids != self._lit:
            self._lit = ids
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, TROUBLE))

    @property
    def lit(self) -> frozenset[int]:
        """The outcomes lit up now."""
        return self._lit

    def place(self, outcome: int) -> int | None:
        """The row of an outcome."""
        return self._places.get(outcome)

    def outcome(self, row: int) -> int:
        """The outcome at a row."""
        return self._rows[row].id

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_by(SORTS.get(column, ""), order == Qt.SortOrder.DescendingOrder)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort by one of SORT_KEYS; "" is the order the outcomes were added in."""
        self.sort_key, self.descending = key if key in SORT_KEYS else "", descending
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in before]
        self._take(self._ordered())
        after = [self.index(self._places[i], index.column()) for i, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(HEADERS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return _FIGURES.get(section) if role == FIGURE_ROLE else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(row, column)
        if role == ROW_ROLE:
            return row
        if role == LIT_ROLE:
            return row.id in self._lit
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(_tip(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken() if column == NAME else self.data(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None


def _shown(row: BoardRow, column: int) -> str:
    if column == CHANGE:
        return ", ".join(words for words in (row.change, row.change_word) if words)
    if column == TROUBLE:
        return row.trouble.reason
    name = _FIELDS[column]
    return str(getattr(row, name)) if name else ""


_FIGURES = {
    GOAL: "target",
    PROGRESS: "outcome_progress",
    LAST: "freshness",
    CHANGE: "change",
    TARGET: "target",
    TROUBLE: "trouble",
    VERDICT: "verdict",
    CHANCE: "chance_reach",
}
"""What the columns are in `analysis.definitions`."""
_FIELDS = (
    *("name", "", "goal", "now", "verdict_words", "chance_words", "share", "last"),
    *("product", "", "target_words", "due", ""),
)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (NOW, TARGET, DUE) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _evidence_tip(row: BoardRow, column: int) -> str:
    # With evidence at hand the mathematics behind its words are loaded.
    from deliverydesk.analysis.evidence import words

    assert row.evidence is not None
    if column == CHANCE:
        lines = (words.reach_line(row.evidence.reach, row.unit), words.alarm_words(row.evidence.reach))
    else:
        judgement = row.evidence.judgement
        lines = (words.judgement_line(judgement, row.unit), words.more_words(judgement))
    return "\n".join(filter(None, lines))


def _tip(row: BoardRow, column: int) -> str:
    if column == PROGRESS:
        return row.progress.reason or row.spoken()
    if column in (VERDICT, CHANCE) and row.evidence is not None:
        return _evidence_tip(row, column)
    if column == LAST:
        days = row.progress.days_since
        if days is None:
            return tr("Never measured")
        return trn("Last measured {n} day ago", "Last measured {n} days ago", days, n=figure(days))
    return f"{row.name}, {row.unit}" if row.unit else row.name
