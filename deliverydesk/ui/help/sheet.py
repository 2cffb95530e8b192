"""The help sheet: the guide and every term, to be searched, with the page of the chosen one beside the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deliverydesk.analysis.definitions import DEFINITIONS, Definition
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.dialogs.shortcuts import keys_words
from deliverydesk.ui.help.guide import TOPICS, Topic
from deliverydesk.ui.help.whatis import remarks
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.sheet import Sheet

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEADING = 28, 34
_LIST = 264


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; a heading where it has nothing to show."""

    words: str
    shows: Topic | Definition | None = None

    def called_by(self, words: list[str]) -> bool:
        """Whether all words are in its title."""
        return self.shows is not None and all(word in self.words.casefold() for word in words)

    def found_by(self, words: list[str]) -> bool:
        """Whether all words are in it."""
        shows = self.shows
        if isinstance(shows, Topic):
            hay = " ".join([shows.title, shows.purpose, *(step.words for step in shows.steps)])
        elif shows is not None:
            hay = f"{shows.term} {shows.meaning}"
        else:
            return False
        return all(word in hay.casefold() for word in words)


def pages(wanted: str = "") -> list[Page]:
    """The pages in which all wanted words are, under their headings."""
    words = wanted.casefold().split()
    terms = sorted(DEFINITIONS.values(), key=lambda definition: definition.term.casefold())
    listed: list[Page] = []
    for heading, group in (
        (tr("Guide"), [Page(topic.title, topic) for topic in TOPICS]),
        (tr("Figures and terms"), [Page(definition.term, definition) for definition in terms]),
    ):
        found = [page for page in group if page.found_by(words)]
        # A term that is called so comes before those that only speak of it.
        found.sort(key=lambda page: not page.called_by(words))
        listed += [Page(heading), *found] if found else []
    return listed


def open_help(window: QWidget, key: str = "") -> HelpSheet:
    """Open the sheet over a window, at a topic or a term."""
    sheet = HelpSheet(window)
    sheet.open()
    if key:
        sheet.go_to(key)
    return sheet


class PageModel(QAbstractListModel):
    """The pages, with a heading before each group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pages = pages()

    def search(self, wanted: str) -> None:
        """Show what matches."""
        self.beginResetModel()
        self.pages = pages(wanted)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.pages)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.pages[index.row()].shows is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self.pages[index.row()].words
        return None


class PageDelegate(QStyledItemDelegate):
    """Words on a row; headings in small strong type."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_LIST, _ROW if index.flags() else _HEADING)

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = current_theme(), QRectF(option.rect)
        heading = not index.flags()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.pen("accent", 1.0) if theme.contrast else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        font = fonts.font(fonts.CAPTION, 500) if heading else fonts.font(fonts.CELL)
        painter.setFont(font)
        painter.setPen(theme.colour("text2" if heading else "text"))
        room = rect.adjusted(8, 8 if heading else 0, -8, 0)
        words = text.cut(index.data(), room.width(), QFontMetricsF(font))
        mirror.words(painter, room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), words)
        painter.restore()


class HelpSheet(Sheet):
    """A search field over the list at one side, the page at the other."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, tr("Help"), width=860, height=640)
        self.setObjectName("help")
        self._host = host.window()
        self.search = SearchField(tr("Search the guide and the terms"))
        self.search.setObjectName("help.search")
        self.model = PageModel(self)
        self.list = _list_of(self.model)
        self.nothing = text.label("", fonts.CELL, 400, "text2", wrap=True)
        self.nothing.hide()
        self.page = QScrollArea()
        self.page.setObjectName("help.page")
        self.page.setWidgetResizable(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.viewport().setAutoFillBackground(False)
        aside = QVBoxLayout()
        aside.setSpacing(8)
        aside.addWidget(self.search)
        aside.addWidget(self.nothing)
        aside.addWidget(self.list, 1)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addLayout(aside)
        both.addWidget(self.page, 1)
        self.search.setFixedWidth(_LIST)
        self.list.setFixedWidth(_LIST)
        self.nothing.setFixedWidth(_LIST)
        self.body.addLayout(both, 1)
        self.footer.addWidget(PrimaryButton(tr("Done"), self.accept, size="sheet"))
        self.search.searched.connect(self._search)
        self.search.left.connect(self.reject)
        self.list.selectionModel().currentChanged.connect(lambda index, _before: self._show(index))
        self._choose_best("")

    def go_to(self, key: str) -> None:
        """Show a topic or a term."""
        for row, page in enumerate(self.model.pages):
            if page.shows is not None and page.shows.key == key:
                self.list.setCurrentIndex(self.model.index(row))

    def _search(self, wanted: str) -> None:
        self.model.search(wanted)
        none = not self.model.rowCount()
        self.nothing.setVisible(none)
        if none:
            text.set_text(self.nothing, tr("Nothing speaks of “{words}”.", words=text.one_line(wanted, 40)))
        self._choose_best(wanted)

    def _choose_best(self, wanted: str) -> None:
        """Go to what is called as wanted, else to the first page that there is."""
        words = wanted.casefold().split()
        rows = [row for row, page in enumerate(self.model.pages) if page.shows is not None]
        best = next((row for row in rows if self.model.pages[row].called_by(words)), next(iter(rows), None))
        if best is not None:
            self.list.setCurrentIndex(self.model.index(best))

    def _show(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        shows = self.model.pages[index.row()].shows
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        if isinstance(shows, Topic):
            _fill_topic(column, shows, self._action, self._do)
        elif shows is not None:
            _fill_definition(column, shows)
        column.addStretch(1)
        self.page.setWidget(page)
        # The area has just made it opaque.
        page.setAutoFillBackground(False)
        text.name(self.page, self.model.pages[index.row()].words)

    def _action(self, name: str) -> QAction | None:
        return self._host.findChild(QAction, name) if name else None

    def _do(self, action: QAction) -> None:
        self.accept()
        action.trigger()


def _list_of(model: PageModel) -> QListView:
    made = QListView()
    made.setObjectName("help.list")
    text.name(made, tr("Pages"))
    made.setModel(model)
    made.setItemDelegate(PageDelegate(made))
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.viewport().setAutoFillBackground(False)
    return made


def _fill_definition(column: QVBoxLayout, definition: Definition) -> None:
    column.addWidget(text.label(definition.term, fonts.ITEM_TITLE, 600))
    column.addWidget(text.label(definition.meaning, fonts.TITLE, wrap=True))
    for label, words in remarks(definition):
        column.addSpacing(8)
        column.addWidget(text.label(label, fonts.CAPTION, 500, "text2"))
        column.addWidget(text.label(words, fonts.TITLE, wrap=True))


def _fill_topic(
    column: QVBoxLayout, topic: Topic, action_of: Callable[[str], QAction | None], do: Callable[[QAction], object]
) -> None:
    column.addWidget(text.label(topic.title, fonts.ITEM_TITLE, 600))
    column.addWidget(text.label(topic.purpose, fonts.TITLE, 400, "text2", wrap=True))
    column.addSpacing(8)
    for number, step in enumerate(topic.steps, start=1):
        row = QHBoxLayout()
        row.setSpacing(12)
        count = text.label(str(number), fonts.TITLE, 600, "accentText", tabular=True)
        count.setFixedWidth(16)
        row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text.label(step.words, fonts.TITLE, wrap=True), 1)
        action = action_of(step.action)
        if action is not None:
            keys = " / ".join(keys_words(key) for key in action.shortcuts()[:1])
            if keys:
                row.addWidget(text.label(keys, fonts.CAPTION, 500, "text2"), 0, Qt.AlignmentFlag.AlignTop)
            button = Button(tr("Do it"), lambda action=action: do(action), size="header")  # type: ignore[misc]
            button.setObjectName(f"help.do.{step.action}")
            button.setAccessibleName(tr("Do it: {step}", step=step.words))
            button.allow("" if action.isEnabled() else tr("Not possible at the moment."))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addSpacing(4)
