"""The sheet that chooses the deliverables that are to move an outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.panes.outcomes.tables import Index, PlainDelegate, draw_words
from deliverydesk.ui.panes.outcomes.words import product_mark
from deliverydesk.ui.theme import Theme
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.sheet import Sheet

_ID = Qt.ItemDataRole.UserRole
_MARK = Qt.ItemDataRole.UserRole + 1


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
        self.list = QListWidget(self)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setFont(fonts.font())
        self.list.setUniformItemSizes(True)
        text.name(self.list, tr("Deliverables"))
        self.list.setItemDelegate(_ItemDelegate(self.list))
        for item in (portfolio.deliverables[each] for each in items):
            row = QListWidgetItem(text.one_line(item.title, 200), self.list)
            row.setData(_ID, item.id)
            row.setData(_MARK, (*product_mark(portfolio, item.product), item.stage.value))
        self.list.itemSelectionChanged.connect(self._show)
        self.list.itemDoubleClicked.connect(lambda _item: self._confirmed())
        self.body.addWidget(self.list, 1)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.confirm = PrimaryButton(tr("Add"), self._confirmed, self, size="sheet")
        self.footer.addWidget(self.confirm)
        self._show()

    def chosen(self) -> list[int]:
        """The ids of the selected deliverables that are to be seen."""
        return [row.data(_ID) for row in self.list.selectedItems() if not row.isHidden()]

    def _filter(self, words: str) -> None:
        wanted = words.strip().casefold()
        first = None
        for at in range(self.list.count()):
            row = self.list.item(at)
            row.setHidden(wanted not in row.text().casefold())
            if first is None and not row.isHidden():
                first = row
        if wanted and first is not None and not self.chosen():
            self.list.setCurrentItem(first)
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
