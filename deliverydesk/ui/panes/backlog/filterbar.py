"""The row over the table: words to look for, a chip for each filter that is on, and how the rows are ordered."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from deliverydesk.domain.errors import DeskError
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.panes.backlog.facets import ARCHIVED, BIG_GAP, FACETS, VIEWS, WITH_ARCHIVED
from deliverydesk.ui.panes.backlog.filters import Filter, Term
from deliverydesk.ui.panes.backlog.hints import day_like
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import QuietButton, ToolButton
from deliverydesk.ui.widgets.chip import Chip
from deliverydesk.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from deliverydesk.ui.panes.backlog.rows import Sort
    from deliverydesk.ui.panes.backlog.sight import Sight
    from deliverydesk.ui.widgets.picker import AskPicker, Picker

HEIGHT = 34
_WIDE, _SAYING = 860, 380
_IN_ORDER = tr("In your order, not sorted")
_ALL = tr("Items that meet all of these filters are shown. Press for those that meet any of them.")
_ANY = tr("Items that meet any of these filters are shown. Press for those that meet all of them.")
_ONE_WAY = (ARCHIVED, WITH_ARCHIVED)
"""Without these the list is what their opposites would make it."""


def _read_figure(words: str) -> int | None:
    from deliverydesk.ui.typed import read_whole

    figure = read_whole(words)
    if figure is not None and figure < 1:
        raise DeskError(tr("A gap is counted in whole ranks, from 1."))
    return figure


def _read_day(words: str) -> str | None:
    from deliverydesk.ui.dates import typed_date

    day = typed_date(words, clock.today())
    return None if day is None else day.isoformat()


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
        self._sorted = False
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(250)
        text.name(self, tr("Filters"))
        self.search = _Search(sight, self)
        self.search.searched.connect(self._searched)
        self.search.left.connect(self.left)
        self.adder = ToolButton("add", tr("Filter by product, stage, team and more"), self.open_menu, self, side=24)
        self.adder.setObjectName("backlog.add_filter")
        self.chips = _Chips(self, self.adder)
        self.chips.clicked.connect(self._open_chip)
        self.chips.removed.connect(lambda name: self.wanted.emit(self._filter.without(name)))
        self.chips.more.clicked.connect(self._open_hidden)
        self.match = QuietButton(tr("All of"), self._switch_match, self, size="header")
        self.match.setObjectName("backlog.match")
        self.match.hide()
        self.order = text.label(_IN_ORDER, fonts.DETAIL, 400, "text2", parent=self)
        self.sorting: Chip | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 12, 1)
        self._row.setSpacing(6)
        self._row.addWidget(self.search)
        self._row.addWidget(self.adder)
        self._row.addWidget(self.match)
        self._row.addWidget(self.chips, 1)
        self._row.addWidget(self.order)

    def show_filter(self, shown: Filter) -> None:
        """Say what the rows are filtered by."""
        self._filter = shown
        if self.search.text().split() != shown.text.split():
            self.search.blockSignals(True)
            self.search.setText(shown.text)
            self.search.blockSignals(False)
        sight = self._sight()
        self.chips.show_chips(shown.chips(sight))
        said = shown.sentence(sight)
        for widget in (self, self.chips):
            text.name(widget, tr("Filters. {words}", words=said) if widget is self else said)
            text.set_tooltip(widget, said if shown else "")
        self.match.setVisible(len(shown.terms) > 1)
        self.match.set_words(tr("Any of") if shown.any_of else tr("All of"))
        text.set_tooltip(self.match, _ANY if shown.any_of else _ALL)
        self._say_order()

    def _say_order(self) -> None:
        """That nothing is sorted needs no room that chips could have."""
        self.order.setVisible(not self._sorted and self.width() >= (_WIDE if self._filter.terms else _SAYING))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_order()

    def _switch_match(self) -> None:
        self.wanted.emit(self._filter._replace(any_of=not self._filter.any_of))

    def show_sort(self, sort: Sort | None, stale: bool) -> None:
        """Say how the rows are ordered."""
        self._sorted = sort is not None
        self._say_order()
        words = "" if sort is None else tr("{sorted_by}, changed since", sorted_by=sort.words) if stale else sort.words
        if self.sorting is not None and (sort is None or self.sorting.accessibleName() != words):
            self.sorting.hide()
            self.sorting.deleteLater()
            self.sorting = None
        if sort is not None and self.sorting is None:
            self.sorting = Chip(words, self, gives=True)
            self.sorting.setObjectName("backlog.sorting")
            advice = tr("{sorted_by}. Click to sort again; the cross goes back to your order.", sorted_by=words)
            text.set_tooltip(self.sorting, advice)
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
        for key, facet in FACETS.items():
            action = menu.addAction(f"{facet.title}…")
            action.triggered.connect(lambda _on=False, key=key: self.edit(key))
        menu.addSeparator()
        for key, view in VIEWS.items():
            self._add_view(menu, key, view.words)
        menu.addSeparator()
        clear = menu.addAction(tr("Clear filters"))
        clear.setEnabled(bool(self._filter))
        clear.triggered.connect(lambda: self.wanted.emit(Filter()))
        return menu

    def _add_view(self, menu: QMenu, key: str, words: str, negated: bool = False) -> None:
        term = self._filter.term(f"view:{key}")
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(term is not None and term.negated == negated)
        action.toggled.connect(partial(self._ask_view, key, negated))

    def _view_menu(self, key: str) -> QMenu:
        """A question and its opposite."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_view(menu, key, VIEWS[key].words)
        if key not in _ONE_WAY:
            self._add_view(menu, key, VIEWS[key].opposite, negated=True)
        return menu

    def _ask_view(self, key: str, negated: bool, on: bool) -> None:
        self.wanted.emit(self._filter.with_view(key, on=on, negated=negated))

    def edit(self, facet: str, negated: bool = False, beside: QWidget | None = None) -> Picker | AskPicker:
        """Open the card with the values of a facet, beside its chip or under the plus."""
        kind, name = FACETS[facet].kind, Term(facet, negated=negated).name
        made = self._picker(facet, name, negated) if kind == "values" else self._asker(facet, name, negated)
        made.setObjectName(f"backlog.pick.{facet}")
        source = beside or self.adder
        made.open_at(source.rect(), source)
        return made

    def _picker(self, facet: str, name: str, negated: bool) -> Picker:
        from deliverydesk.ui.widgets.picker import Picker

        known, term = FACETS[facet], self._filter.term(name)
        chosen = () if term is None else term.values
        values = known.values(self._sight())
        made = Picker(self, known.title, values, chosen, negated=negated, nothing=known.nothing)
        before = [name]

        def take(values: frozenset[Hashable], not_wanted: bool) -> None:
            # "is" turned into "is not" is the same chip, not a second one.
            rest = self._filter.without(before[0])
            before[0] = Term(facet, negated=not_wanted).name
            self.wanted.emit(rest.with_values(facet, values, negated=not_wanted))

        made.changed.connect(take)
        return made

    def _asker(self, facet: str, name: str, negated: bool) -> AskPicker:
        from deliverydesk.ui.widgets.picker import AskPicker

        known, term = FACETS[facet], self._filter.term(name)
        figure = known.kind == "figure"
        begin = str(next(iter(term.values))) if term is not None else str(BIG_GAP) if figure else ""
        if figure:
            title = tr("{facet}, in ranks", facet=known.title)
        else:
            title = tr("{facet} ({day}, Monday, +2w)", facet=known.title, day=day_like(9, 1))
        made = AskPicker(self, title, begin, _read_figure if figure else _read_day, negated=negated)

        def take(value: Hashable, not_wanted: bool) -> None:
            values = () if value is None else (value,)
            self.wanted.emit(self._filter.without(name).with_values(facet, values, negated=not_wanted))

        made.answered.connect(take)
        return made

    def _open_hidden(self) -> None:
        """The chips that have no room, to be opened from a menu."""
        menu, more = QMenu(self), self.chips.more
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words in self.chips.hidden_chips():
            action = menu.addAction(text.one_line(words, 60).replace("&", "&&"))
            action.triggered.connect(lambda _on=False, name=name: self._open_chip(name, more))
        menu.popup(more.mapToGlobal(more.rect().bottomLeft()))

    def _open_chip(self, name: str, chip: QWidget) -> None:
        what, _, key = name.partition(":")
        if what == "view":
            self._view_menu(key).popup(chip.mapToGlobal(chip.rect().bottomLeft()))
        else:
            self.edit(key.removesuffix("!"), key.endswith("!"), chip)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class _Search(SearchField):
    """Reads all texts when it gets the focus, so that the first letter is as quick as the second."""

    focused = Signal()

    def __init__(self, sight: Callable[[], Sight], parent: QWidget) -> None:
        super().__init__(tr("Filter by words"), parent, icon="filter", framed=False)
        self.setObjectName("backlog.search")
        text.name(self, tr("Filter titles, tags, owners, products and notes"))
        text.set_tooltip(
            self,
            tr(
                "Looks in titles, tags, owners, products, keys and notes; every word must be found. "
                "Quotes keep words together: “annual review”."
            ),
        )
        self.setFixedWidth(172)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class _Chips(QWidget):
    """Chips in a row; those without room are counted by a last one."""

    clicked = Signal(str, QWidget)
    removed = Signal(str)

    def __init__(self, parent: QWidget, last: QWidget) -> None:
        """`last` takes the focus when the last chip goes."""
        super().__init__(parent)
        self.last = last
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
        focused = next((place for place, chip in enumerate(self.shown) if chip.hasFocus()), None)
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
        if focused is not None:
            # Whoever takes chips off by key goes on with the next one.
            beside = self.shown[min(focused, len(self.shown) - 1)] if self.shown else None
            (beside if beside is not None and beside.isVisible() else self.last).setFocus()

    def hidden_chips(self) -> list[tuple[str, str]]:
        """The names and words of the chips that have no room."""
        return [said for said, chip in zip(self._said, self.shown, strict=True) if chip.isHidden()]

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
                chip.setGeometry(mirror.rect(self, QRect(x, 1, width, 22)))
                x += width + 6
        self.more.setVisible(bool(hidden))
        if hidden:
            self.more.setChecked(False)
            self.more.setText(f"+{hidden}")
            text.name(self.more, trn("{n} more filter", "{n} more filters", hidden))
            self.more.setGeometry(mirror.rect(self, QRect(x, 1, self.more.sizeHint().width(), 22)))
