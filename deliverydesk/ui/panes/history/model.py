"""The history as a list model: newest first, fetched a page at a time, with headings for the days."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deliverydesk.domain.formats import formats
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import text

if TYPE_CHECKING:
    from deliverydesk.document.document import Document, HistoryEntry

PAGE = 200
Index = QModelIndex | QPersistentModelIndex


def sentence(entry: HistoryEntry) -> str:
    """An entry in plain words: "Move “Search” to rank 3", "Undid: move “Search” to rank 3"."""
    if entry.kind == "checkpoint":
        return tr("Checkpoint “{name}”", name=entry.label)
    if entry.kind == "undo":
        return tr("Undid: {step}", step=entry.label)
    if entry.kind == "redo":
        return tr("Did again: {step}", step=entry.label)
    return entry.label[:1].upper() + entry.label[1:]


def moment(at: str, now: date) -> str:
    """A stored time as people say it on day `now`: "14:05", "yesterday 14:05", "3 Aug 14:05"."""
    when = datetime.fromisoformat(at).astimezone()
    clock = f"{when:%H:%M}"
    days = (now - when.date()).days
    if days == 0:
        return clock
    if days == 1:
        return tr("yesterday {time}", time=clock)
    return f"{formats().day(when.date(), year=when.year != now.year)} {clock}"


class HistoryModel(QAbstractListModel):
    """Rows are `HistoryEntry`, under Qt.UserRole. Older ones are fetched as the view comes near them."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._entries: list[HistoryEntry] = []
        self._all = False
        self.renew()

    def renew(self) -> None:
        """Fetch the newest page again: which entries are undone may have changed for all."""
        self.beginResetModel()
        self._entries = self._document.history(max(PAGE, min(len(self._entries) + 1, 5 * PAGE)))
        self._all = not self._entries or self._entries[-1].seq <= 1
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def entry(self, row: int) -> HistoryEntry:
        """The entry in a row."""
        return self._entries[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return text.one_line(sentence(entry))
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(f"{sentence(entry)}\n{moment(entry.at, today())}, {entry.author}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = tr("{step}, taken back", step=sentence(entry)) if entry.undone else sentence(entry)
            return f"{told}, {moment(entry.at, today())}, {entry.author}"
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._all

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or self._all:
            return
        older = self._document.history(PAGE, before=self._entries[-1].seq)
        self._all = len(older) < PAGE
        if older:
            self.beginInsertRows(QModelIndex(), len(self._entries), len(self._entries) + len(older) - 1)
            self._entries += older
            self.endInsertRows()
