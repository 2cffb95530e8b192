"""The shortcuts sheet: every key that does something, by menu, to be searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence, QPainter
from PySide6.QtWidgets import QFrame, QListView, QMainWindow, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import PrimaryButton
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.sheet import Sheet

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_ROW, _HEADING = 28, 36
_EVERYWHERE = tr("Anywhere")
_PANES = {
    "review": tr("Review"),
    "backlog": tr("Backlog"),
    "roadmap": tr("Roadmap"),
    "outcomes": tr("Outcomes"),
    "divergence": tr("Divergence"),
    "flow": tr("Flow"),
    "capacity": tr("Capacity"),
    "inspector": tr("Inspector"),
    "history": tr("History"),
    "today": tr("Today"),
}
"""By what the names of a pane's actions begin with."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One shortcut; a heading where it has no keys."""

    group: str
    words: str
    keys: tuple[str, ...] = ()


def open_shortcuts(window: QWidget) -> ShortcutsSheet:
    """Open the sheet over a window."""
    sheet = ShortcutsSheet(window)
    sheet.open()
    return sheet


def shortcuts_of(window: QWidget) -> list[Entry]:
    """Every action of a window and of its panes that has a shortcut, by pane or menu, in the order of the menu bar."""
    menus = {action: plain_words(menu.title()) for menu in window.findChildren(QMenu) for action in menu.actions()}
    found: dict[tuple[str, str, tuple[str, ...]], Entry] = {}
    for action in window.findChildren(QAction):
        keys = tuple(keys_words(key) for key in action.shortcuts() if not key.isEmpty())
        words = plain_words(action.text()) or plain_words(action.toolTip())
        if keys and words:
            group = place_of(action, menus)
            found.setdefault((group, words, keys), Entry(group, words, keys))
    order = (
        [plain_words(action.text()) for action in window.menuBar().actions()] if isinstance(window, QMainWindow) else []
    )
    order += dict.fromkeys(entry.group for entry in found.values())
    return sorted(found.values(), key=lambda entry: (order.index(entry.group), entry.words.casefold()))


def place_of(action: QAction, menus: Mapping[QAction, str]) -> str:
    """The pane that an action belongs to (its name begins with the pane's), else its menu."""
    owner = action.objectName().partition(".")[0]
    if owner and owner != "window":
        return _PANES.get(owner) or owner.capitalize()
    return menus.get(action) or _EVERYWHERE


def plain_words(words: str) -> str:
    """Words without the marks of access keys."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def keys_words(key: QKeySequence) -> str:
    """A shortcut as the system writes it."""
    return key.toString(QKeySequence.SequenceFormat.NativeText)


def matching(entries: Sequence[Entry], wanted: str) -> list[Entry]:
    """The entries in whose words, keys or group all of the wanted words are, with a heading before each group."""
    words = wanted.casefold().split()
    listed: list[Entry] = []
    group = ""
    for entry in entries:
        hay = f"{entry.group} {entry.words} {' '.join(entry.keys)}".casefold()
        if all(word in hay for word in words):
            if entry.group != group:
                group = entry.group
                listed.append(Entry(group, group))
            listed.append(entry)
    return listed


class ShortcutModel(QAbstractListModel):
    """Entries and their headings in one list."""

    def __init__(self, entries: Sequence[Entry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = list(entries)
        self._shown = matching(self._all, "")

    def search(self, wanted: str) -> None:
        """Show what matches."""
        self.beginResetModel()
        self._shown = matching(self._all, wanted)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self._shown[index.row()].keys:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if not entry.keys:
                return tr("{words}, heading", words=entry.words)
            return tr("{words}: {keys}", words=entry.words, keys=trc("between shortcuts", " or ").join(entry.keys))
        return None


class ShortcutDelegate(QStyledItemDelegate):
    """Words at the left, keys in caps at the right; headings over a hairline."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        return QSize(200, _ROW if entry.keys else _HEADING)

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        theme = current_theme()
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not entry.keys:
            painter.setFont(fonts.font(fonts.TITLE, 600))
            painter.setPen(theme.colour("text"))
            mirror.words(painter, rect.adjusted(0, 8, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), entry.words)
            painter.restore()
            return
        right = rect.right() - 8
        for keys in reversed(entry.keys):
            right = _cap(painter, right, rect, keys) - 6
        font = fonts.font(fonts.CELL)
        painter.setFont(font)
        painter.setPen(theme.colour("text2"))
        room = QRectF(rect.left(), rect.top(), right - rect.left() - 8, rect.height() - 1)
        words = QFontMetricsF(font).elidedText(text.one_line(entry.words), Qt.TextElideMode.ElideRight, room.width())
        mirror.words(painter, room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        painter.restore()


def _cap(painter: QPainter, right: float, rect: QRectF, keys: str) -> float:
    """A key's cap that ends at `right`; where it begins."""
    theme, font = current_theme(), fonts.font(fonts.CAPTION, 500)
    width = QFontMetricsF(font).horizontalAdvance(keys) + 12
    box = QRectF(right - width, rect.center().y() - 9.5, width, 18).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(theme.pen("line2", 1.0))
    painter.setBrush(theme.colour("canvas"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(theme.colour("text"))
    mirror.words(painter, box, int(Qt.AlignmentFlag.AlignCenter), keys)
    return box.left()


class ShortcutsSheet(Sheet):
    """A search field over the list."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, tr("Keyboard shortcuts"), width=560, height=620)
        self.setObjectName("shortcuts")
        self.search = SearchField(tr("Search by word or key"))
        self.search.setObjectName("shortcuts.search")
        self.model = ShortcutModel(shortcuts_of(host.window()), self)
        self.list = QListView()
        self.list.setObjectName("shortcuts.list")
        text.name(self.list, tr("Keyboard shortcuts"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(ShortcutDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.nothing = text.label("", fonts.CELL, 400, "text2", wrap=True)
        self.nothing.hide()
        self.body.addWidget(self.search)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.list, 1)
        self.done = PrimaryButton(tr("Done"), self.accept, size="sheet")
        self.footer.addWidget(self.done)
        self.search.searched.connect(self._search)
        self.search.left.connect(self.reject)

    def _search(self, wanted: str) -> None:
        self.model.search(wanted)
        none = not self.model.rowCount()
        self.nothing.setVisible(none)
        if none:
            text.set_text(self.nothing, tr("No shortcut has “{words}” in it.", words=text.one_line(wanted, 40)))
