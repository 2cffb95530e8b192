"""The sheet that chooses the deliverables that are to move an outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.panes.outcomes.words import product_mark
from deliverydesk.ui.theme import Theme
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.plain_table import Index, PlainDelegate, PlainTable, draw_words
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.sheet import Sheet

_MARK = Qt.ItemDataRole.UserRole


class DeliverablesModel(QAbstractListModel):
    """Deliverables by their titles. A row is looked up when it is asked for: of fifty thousand, a dozen are seen."""

    def __init__(self, portfolio: Portfolio, items: Sequence[int], parent: QObject) -> None:
        super().__init__(parent)
        self._portfolio, self._all = portfolio, items
        self._found: Sequence[int] = items

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._portfolio.deliverables[self._found[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return text.one_line(item.title, 200)
        if role == _MARK:
            return (*product_mark(self._portfolio, item.product), item.stage.value)
        return None

    def item(self, row: int) -> int:
        """The deliverable at a row."""
        return self._found[row]

    def rows_of(self, items: set[int]) -> list[int]:
        """The rows of those of these deliverables that are listed."""
        return [row for row, item in enumerate(self._found) if item in items] if items else []

    def find(self, words: str) -> None:
        """List those with these words in their titles, all of them for none."""
        self.beginResetModel()
        wanted = words.strip().casefold()
        self._found = [item for item in self._all if wanted in self._titles[item]] if wanted else self._all
        self.endResetModel()

    @cached_property
    def _titles(self) -> dict[int, str]:
        return {item: self._portfolio.deliverables[item].title.casefold() for item in self._all}


class _ItemDelegate(PlainDelegate):
    """Tag, stage and title of a deliverable."""

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        code, hue, stage = index.data(_MARK)
        rect = QRectF(option.rect)
        if hue is not None:
            glyphs.tag(painter, QRectF(rect.left() + 8, rect.top(), 27, rect.height() - 1), theme, code, hue)
        glyphs.stage(painter, QRectF(rect.left() + 43, rect.center().y() - 6.5, 12, 12), theme, stage)
        draw_words(painter, rect.adjusted(55, 0, 0, 0), str(index.data()), theme.colour("text"))


class DeliverableSheet(Sheet):
    """Choose the deliverables that are to move an outcome."""

    def __init__(
        self,
        host: QWidget,
        portfolio: Portfolio,
        name: str,
        items: Sequence[int],
        add: Callable[[list[int]], object],
    ) -> None:
        super().__init__(host, tr("Which deliverables are to move it?"), width=520, height=520)
        self._add = add
        self.body.addWidget(text.label(name, fonts.CELL, 400, "text2", parent=self, wrap=True))
        self.search = SearchField(tr("Search titles"), self)
        self.search.searched.connect(self._filter)
        self.search.returnPressed.connect(self._confirmed)
        self.body.addWidget(self.search)
        self.rows = DeliverablesModel(portfolio, items, self)
        # A table knows where its rows are without having asked for each, as a list has to.
        self.list = PlainTable(tr("Deliverables"), self)
        self.list.setSelectionMode(PlainTable.SelectionMode.ExtendedSelection)
        self.list.setTabKeyNavigation(False)
        self.list.horizontalHeader().hide()
        self.list.horizontalHeader().setStretchLastSection(True)
        self.list.setItemDelegate(_ItemDelegate(self.list))
        self.list.setModel(self.rows)
        self._unseen: set[int] = set()
        """What is selected and not listed now, to be selected again once it is."""
        self.list.selectionModel().selectionChanged.connect(self._show)
        self.list.doubleClicked.connect(lambda _index: self._confirmed())
        self.body.addWidget(self.list, 1)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.confirm = PrimaryButton(tr("Add"), self._confirmed, self, size="sheet")
        self.footer.addWidget(self.confirm)
        self._show()

    def chosen(self) -> list[int]:
        """The ids of the selected deliverables that are to be seen."""
        selection = self.list.selectionModel().selection()
        ranges = [selection.at(at) for at in range(selection.count())]
        rows = sorted(row for each in ranges for row in range(each.top(), each.bottom() + 1))
        return [self.rows.item(row) for row in rows]

    def _filter(self, words: str) -> None:
        selected = self._unseen | set(self.chosen())
        self.rows.find(words)
        rows = self.rows.rows_of(selected)
        self._unseen = selected - {self.rows.item(row) for row in rows}
        flags, model = QItemSelectionModel.SelectionFlag, self.list.selectionModel()
        for row in rows:
            model.select(self.rows.index(row), flags.Select | flags.Rows)
        if words.strip() and not rows and self.rows.rowCount():
            self._unseen = set()
            model.setCurrentIndex(self.rows.index(0), flags.ClearAndSelect | flags.Rows)
        self._show()

    def _show(self) -> None:
        count = len(self.chosen())
        words = trn("Add {n} deliverable", "Add {n} deliverables", count, n=figure(count))
        self.confirm.set_words(words if count else tr("Add"))
        self.confirm.setEnabled(bool(count))

    def _confirmed(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.accept()
            self._add(chosen)
