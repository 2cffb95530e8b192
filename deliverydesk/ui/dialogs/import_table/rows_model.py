"""The preview: what becomes of each row, each problem with its place, and what else is to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import text
from deliverydesk.ui.dialogs.import_table.tables import MARK, ROLE

if TYPE_CHECKING:
    from deliverydesk.ui.dialogs.import_table.reading import Reading

Index = QModelIndex | QPersistentModelIndex

ROW_HEADS = (trc("of a table", "Row"), trc("a row", "What it is"), tr("What happens"))
PROBLEM_HEADS = (
    trc("of a table", "Row"),
    trc("of a table", "Column"),
    trc("of a cell", "Value"),
    tr("Reason"),
    tr("What happens"),
)
_STATES = {
    "add": (tr("New"), "text", ""),
    "update": (tr("Updates what is there"), "accentText", ""),
    "unchanged": (tr("Unchanged"), "text3", ""),
    "left out": (tr("Not taken"), "bad", "bad"),
}


_FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _head(heads: tuple[str, ...], section: int, role: int) -> Any:
    """What a head says, and that the one of the rows' numbers stands over them."""
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _FIGURES if section == 0 else None
    return heads[section] if role == Qt.ItemDataRole.DisplayRole else None


class RowsModel(QAbstractTableModel):
    """All rows, those with a problem marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[int, str, str, int]] = []

    def set_reading(self, reading: Reading) -> None:
        """Show another preview."""
        self.beginResetModel()
        found = reading.preview
        problems: dict[int, int] = {}
        for problem in found.problems if found is not None else ():
            problems[problem.row] = problems.get(problem.row, 0) + 1
        rows = found.rows if found is not None else ()
        self._rows = [(row.row, row.title, row.state, problems.get(row.row, 0)) for row in rows]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(ROW_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return _head(ROW_HEADS, section, role) if orientation == Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number, title, state, problems = self._rows[index.row()]
        words, colour, mark = _STATES[state]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == 2 and problems and state != "left out":
                words = trn(
                    "{words}, but {n} cell is not taken",
                    "{words}, but {n} cells are not taken",
                    problems,
                    words=words,
                    n=figure(problems),
                )
            return (figure(number), title or tr("(no title)"), words)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return _FIGURES
        if role == ROLE:
            return colour if index.column() == 2 else "text3" if state == "unchanged" or index.column() == 0 else "text"
        if role == MARK and index.column() == 2:
            return mark or ("watch" if problems else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(title)
        return None


class ProblemsModel(QAbstractTableModel):
    """One problem a row: where, what stood there, why it is not taken, and what happens instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: list[tuple[str, ...]] = []
        self._marks: list[str] = []

    def set_reading(self, reading: Reading) -> None:
        """Show another preview."""
        from deliverydesk.importers.rows import LEFT_OUT

        self.beginResetModel()
        found = reading.preview.problems if reading.preview is not None else ()
        self._problems = [(figure(p.row), p.column, p.value, p.reason, p.consequence) for p in found]
        self._marks = ["bad" if p.consequence == LEFT_OUT else "watch" for p in found]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(PROBLEM_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return _head(PROBLEM_HEADS, section, role) if orientation == Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cells = self._problems[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text.one_line(cells[index.column()], 200)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return _FIGURES
        if role == ROLE:
            return "text3" if index.column() == 0 else "text" if index.column() in (1, 2) else "text2"
        if role == MARK and index.column() == 4:
            return self._marks[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(". ".join(cell for cell in cells[1:] if cell))
        return None
