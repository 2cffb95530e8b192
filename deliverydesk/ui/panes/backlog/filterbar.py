"""The row over the table: words to look for, a chip for each filter that is on, and how the rows are ordered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from deliverydesk.ui import fonts, text
from deliverydesk.ui.panes.backlog.filters import FACETS, VIEWS, Filter
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import ToolButton
from deliverydesk.ui.widgets.chip import Chip
from deliverydesk.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from deliverydesk.ui.panes.backlog.rows import Sort
    from deliverydesk.ui.panes.backlog.sight import Sight

HEIGHT = 34
_MOST_VALUES = 60
_IN_ORDER = "In your order, not sorted"


class FilterBar(QWidget):
    """Tells `wanted` with every change of the filter; `show_filter` says what is on. Computes nothing."""

    wanted = Signal(object)
    """The Filter that a person asks for."""
    unsort = Signal()
    resort = Signal()
    left = Signal()
    """The search was left with the keyboard."""

    def __init__(self, sight: Callable[[], Sight], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sight = sight
        self._filter = Filter()
        self.setFixedHeight(HEIGHT)
        text.name(self, "Filters")
        self.search = _Search(sight, self)
        self.search.searched.connect(self._searched)
        self.search.left.connect(self.left)
        self.chips = _Chips(self)
        self.chips.clicked.connect(self._open_chip)
        self.chips.removed.connect(lambda name: self.wanted.emit(self._filter.without(name)))
        self.chips.more.clicked.connect(self.open_menu)
        self.adder = ToolButton("add", "Filter by product, stage, team and more", self.open_menu, self, side=24)
        self.adder.setObjectName("backlog.add_filter")
        self.order = text.label(_IN_ORDER, fonts.DETAIL, 400, "text2", parent=self)
        self.sorting: Chip | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 12, 1)
        self._row.setSpacing(6)
        self._row.addWidget(self.search)
        self._row.addWidget(self.adder)
        self._row.addWidget(self.chips, 1)
        self._row.addWidget(self.order)

    def show_filter(self, shown: Filter) -> None:
        """Say what the rows are filtered by."""
        self._filter = shown
        if self.search.text().split() != shown.text.split():
            self.search.blockSignals(True)
            self.search.setText(shown.text)
            self.search.blockSignals(False)
        self.chips.show_chips(shown.chips(self._sight()))

    def show_sort(self, sort: Sort | None, stale: bool) -> None:
        """Say how the rows are ordered."""
        self.order.setVisible(sort is None)
        words = "" if sort is None else sort.words + (", changed since" if stale else "")
        if self.sorting is not None and (sort is None or self.sorting.accessibleName() != words):
            self.sorting.hide()
            self.sorting.deleteLater()
            self.sorting = None
        if sort is not None and self.sorting is None:
            self.sorting = Chip(words, self)
            self.sorting.setObjectName("backlog.sorting")
            advice = "Click to sort again; the cross goes back to your order."
            text.set_tooltip(self.sorting, f"{words}. {advice}")
            self.sorting.removed.connect(self.unsort)
            self.sorting.clicked.connect(self.resort)
            self._row.addWidget(self.sorting)

    def _searched(self, words: str) -> None:
        self.wanted.emit(self._filter.with_text(words))

    # ---- menus

    def open_menu(self) -> None:
        """Everything to filter by, under the plus."""
        menu = self.menu()
        menu.popup(self.adder.mapToGlobal(self.adder.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Everything to filter by."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for key, view in VIEWS.items():
            action = menu.addAction(view.words)
            action.setCheckable(True)
            action.setChecked(key in self._filter.views)
            action.toggled.connect(lambda on, key=key: self.wanted.emit(self._filter.with_view(key, on)))
        menu.addSeparator()
        for key in FACETS:
            part = menu.addMenu(FACETS[key].title)
            part.aboutToShow.connect(lambda part=part, key=key: self.fill(part, key))
        menu.addSeparator()
        clear = menu.addAction("Clear filters")
        clear.setEnabled(bool(self._filter))
        clear.triggered.connect(lambda: self.wanted.emit(Filter()))
        return menu

    def fill(self, menu: QMenu, facet: str) -> None:
        """The values of one facet, to check and uncheck."""
        menu.clear()
        values = FACETS[facet].values(self._sight())
        chosen = self._filter.chosen(facet)
        for value, words in values[:_MOST_VALUES]:
            action = menu.addAction(text.one_line(words, 60).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.toggled.connect(lambda _on, value=value: self.wanted.emit(self._filter.toggled(facet, value)))
        if len(values) > _MOST_VALUES:
            menu.addAction(f"{len(values) - _MOST_VALUES} more: type them in the search").setEnabled(False)
        if not values:
            menu.addAction(f"No {FACETS[facet].title.lower()} yet").setEnabled(False)

    def _open_chip(self, name: str, chip: QWidget) -> None:
        what, _, key = name.partition(":")
        if what == "view":
            self.open_menu()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu, key)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class _Search(SearchField):
    """Reads all texts when it gets the focus, so that the first letter is as quick as the second."""

    focused = Signal()

    def __init__(self, sight: Callable[[], Sight], parent: QWidget) -> None:
        super().__init__("Filter titles and tags", parent, icon="filter", framed=False)
        self.setObjectName("backlog.search")
        text.name(self, "Filter titles, tags, owners, products and notes")
        text.set_tooltip(self, "Looks in titles, tags, owners, products, keys and notes; every word must be found.")
        self.setFixedWidth(172)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class _Chips(QWidget):
    """Chips in a row; those without room are counted by a last one."""

    clicked = Signal(str, QWidget)
    removed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.shown: list[Chip] = []
        self._said: list[tuple[str, str]] = []
        self.more = Chip("+1", self, checkable=True)
        self.more.hide()

    def sizeHint(self) -> QSize:
        return QSize(sum(chip.sizeHint().width() + 6 for chip in self.shown), 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 24)

    def show_chips(self, said: list[tuple[str, str]]) -> None:
        """A chip for each (name, words)."""
        if said == self._said:
            return
        self._said = said
        for chip in self.shown:
            chip.hide()
            chip.deleteLater()
        self.shown = []
        for name, words in said:
            chip = Chip(words, self)
            chip.setObjectName(f"backlog.chip.{name}")
            chip.removed.connect(lambda name=name: self.removed.emit(name))
            chip.clicked.connect(lambda _on=False, name=name, chip=chip: self.clicked.emit(name, chip))
            self.shown.append(chip)
        self._lay_out()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        x, hidden = 0, 0
        for number, chip in enumerate(self.shown):
            width = chip.sizeHint().width()
            rest = 0 if number == len(self.shown) - 1 else 40
            fits = not hidden and x + width + rest <= self.width()
            chip.setVisible(fits)
            hidden += not fits
            if fits:
                chip.setGeometry(x, 1, width, 22)
                x += width + 6
        self.more.setVisible(bool(hidden))
        if hidden:
            self.more.setChecked(False)
            self.more.setText(f"+{hidden}")
            text.name(self.more, f"{hidden} more filters")
            self.more.setGeometry(x, 1, self.more.sizeHint().width(), 22)
