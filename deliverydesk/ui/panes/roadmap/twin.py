"""The roadmap as a table: the same bars in the same order, for screen readers and for whoever prefers rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from deliverydesk.charts.format import day
from deliverydesk.charts.roadmap_words import problem_words
from deliverydesk.domain.choices import choice_words
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.figures import FIGURE_ROLE

if TYPE_CHECKING:
    from deliverydesk.charts.roadmap import Bar, RoadmapPicture

_COLUMNS = (
    (tr("Lane"), 120),
    (tr("Title"), 240),
    (tr("Stage"), 84),
    (trc("first day", "Start"), 92),
    (trc("last day", "End"), 92),
    (trc("share of the work", "Done"), 60),
    (tr("What is wrong"), 420),
)
_FIGURES = {5: "delivery_progress", 6: "too_early"}
Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractTableModel):
    def __init__(self, picture: RoadmapPicture, parent: QWidget) -> None:
        super().__init__(parent)
        self.ids: list[int] = []
        self._picture = picture

    def show(self, picture: RoadmapPicture) -> None:
        self.beginResetModel()
        self._picture = picture
        self.ids = list(picture.ordered_ids())
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == FIGURE_ROLE:
            return _FIGURES.get(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = self._words(self._picture.bars[self.ids[index.row()]], index.column())
        return text.tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else text.one_line(words)

    def _words(self, bar: Bar, column: int) -> str:
        picture = self._picture
        now = date.fromordinal(picture.today)
        if column == 0:
            return picture.lanes[bar.lane].name
        if column == 1:
            return bar.title
        if column == 2:
            return choice_words(bar.stage)
        if column in (3, 4):
            return day(date.fromordinal(bar.start if column == 3 else bar.end - 1), now)
        if column == 5:
            return "" if bar.progress is None else f"{bar.progress * 100:.0f} %"
        links = picture.links.get(bar.id, ())
        return " ".join(problem_words(picture, link) for link in links if link.problem and link.successor == bar.id)


class RoadmapTable(QTableView):
    """Rows to read and select; Enter plans the current one."""

    picked = Signal(object, object)
    """ids and the current one."""
    opened = Signal(object)
    """An id."""

    def __init__(self, picture: RoadmapPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taking = False
        self._wanted = picture
        self._shown: RoadmapPicture | None = None
        self.rows = _Model(picture, self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setFont(fonts.font())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        for at, (_, width) in enumerate(_COLUMNS):
            self.setColumnWidth(at, width)
        self.setObjectName("roadmap.table")
        text.name(self, tr("Roadmap as a table"), tr("Enter plans the current item."))
        self.activated.connect(lambda index: self.opened.emit(self.rows.ids[index.row()]))
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell())

    def show_picture(self, picture: RoadmapPicture) -> None:
        """Another roadmap, at once or when the table is next seen."""
        self._wanted = picture
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        self._renew()
        super().showEvent(event)

    def _renew(self) -> None:
        if self._shown is not self._wanted:
            self._shown = self._wanted
            self.rows.show(self._wanted)

    def take_selection(self, ids: frozenset[int]) -> None:
        """Select what is selected elsewhere."""
        from PySide6.QtCore import QItemSelection, QItemSelectionModel

        selection = QItemSelection()
        rows = [row for row, bar_id in enumerate(self.rows.ids) if bar_id in ids]
        for row in rows[:500]:
            selection.select(self.rows.index(row, 0), self.rows.index(row, len(_COLUMNS) - 1))
        self._taking = True
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            self.scrollTo(self.rows.index(rows[0], 0))
        self._taking = False

    def _tell(self) -> None:
        if self._taking:
            return
        ids = tuple(self.rows.ids[index.row()] for index in self.selectionModel().selectedRows())
        self.picked.emit(ids, ids[0] if ids else None)
