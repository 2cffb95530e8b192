"""The backlog pane: the manager's order, drag and drop, the score beside it, filters, sorting and editing in place."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import text
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.figures import mark
from deliverydesk.ui.panes.backlog.adding import Adding
from deliverydesk.ui.panes.backlog.arranging import Arranging
from deliverydesk.ui.panes.backlog.bands import DENSITIES
from deliverydesk.ui.panes.backlog.columns import COLUMNS
from deliverydesk.ui.panes.backlog.commands import Commands
from deliverydesk.ui.panes.backlog.counting import Counting
from deliverydesk.ui.panes.backlog.cutting import Cutting
from deliverydesk.ui.panes.backlog.filterbar import FilterBar
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.footer import Footer
from deliverydesk.ui.panes.backlog.groups import GROUPINGS
from deliverydesk.ui.panes.backlog.header import BacklogHeader
from deliverydesk.ui.panes.backlog.layout import ColumnLayout
from deliverydesk.ui.panes.backlog.menus import Menus
from deliverydesk.ui.panes.backlog.model import BacklogModel
from deliverydesk.ui.panes.backlog.rows import Sort
from deliverydesk.ui.panes.backlog.switch import ViewSwitch
from deliverydesk.ui.panes.backlog.table import BacklogTable
from deliverydesk.ui.widgets.buttons import Button, GivingButton, GivingRow, ToolButton
from deliverydesk.ui.widgets.header import PaneHeader
from deliverydesk.ui.widgets.views_menu import ViewsMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.charts.table import TableData
    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.theme import Theme
    from deliverydesk.ui.widgets.empty import EmptyState

_NAMED = 380
"""A pane narrower than this has no room for its title beside its tools."""


class BacklogPane(Arranging):
    """Shows the backlog of a desk. It computes nothing and changes nothing but by actions."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.density = "standard"
        self.reason = None
        self.setObjectName("backlog")
        text.name(self, tr("Backlog"))
        self.model = BacklogModel(desk, self)
        self.header = PaneHeader(tr("Backlog"), parent=self)
        self.filters = FilterBar(lambda: self.model.rows.sight, self)
        self.table = BacklogTable(desk, self.model, self)
        self.footer = Footer(self)
        self.columns = ColumnLayout(self.table)
        self.switch = ViewSwitch(self)
        self.adding = Adding(desk, self.table.delegate, self.add_after, self)
        self.cutting = Cutting(self)
        self.commands = Commands(self)
        self.menus = Menus(self)
        self.views = ViewsMenu(desk, "backlog", self, self)
        self._counting = Counting(self.model.rows, self._total, self.footer)
        self._lay_out()
        self._fill_header()
        self._connect()
        self.setFocusProxy(self.table)
        self.table.setFocus()
        self._arranged()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.filters):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.footer)

    def _fill_header(self) -> None:
        self.header.add(self.switch.control)
        self.group_button = GivingButton(trc("command", "Group"), "group", self.menus.group)
        self.group_button.setObjectName("backlog.group")
        self.score_button = GivingButton(tr("Score"), "down", self.menus.score)
        self.score_button.setObjectName("backlog.score_model")
        self.score_button.icons = ("down", "score")
        mark(self.score_button, "score")
        self.score_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        row = GivingRow(self.header)
        for button in (self.views.button, self.group_button, self.score_button):
            row.add(button)
        self.header.add_right(row, last=True)
        self.chooser = ToolButton("columns", tr("Choose columns"), self.show_columns, side=24)
        self.chooser.setObjectName("backlog.choose_columns")
        self.header.add_right(self.chooser)
        self.new_button = Button(trc("add an item", "New"), self.add_below, icon="add", size="header")
        self.new_button.setObjectName("backlog.new")
        self.header.add_right(self.new_button)

    def _connect(self) -> None:
        self.filters.wanted.connect(self.filter_by)
        self.filters.unsort.connect(lambda: self.sort_by(None))
        self.filters.resort.connect(self.model.sort_again)
        self.filters.left.connect(self.table.setFocus)
        self.filters.search.focused.connect(self.model.read_texts)
        self.table.score_clicked.connect(self._why)
        self.table.viewport().installEventFilter(self)
        self.table.installEventFilter(self)
        head = self.table.horizontalHeader()
        head.sectionClicked.connect(self._cycle_sort)
        self.columns.changed.connect(self.views.renew)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self.menus.head)
        self.model.arranged.connect(self._arranged)
        self.model.folded.connect(self._folded)
        self.model.rescored.connect(self._rescored)
        # A lambda would keep the pane alive as long as the desk.
        self.desk.selection_changed.connect(self._selected)
        self.follow_cells()

    # ---- what is shown

    def clear_filters(self) -> None:
        """Show everything."""
        self.filter_by(Filter())
        self.table.setFocus()

    def sort_by(self, sort: Sort | None) -> None:
        """Sort the view by a column; None goes back to the manager's order. No rank changes."""
        self.model.show_sort(sort)

    def cut_at(self, asked: int | None) -> None:
        """Show the cut line of a chance in per cent, or none."""
        self.cutting.cut(asked)

    def cut_by(self, ahead: int) -> None:
        """Let the period of the cut line end with this quarter, or so many quarters later."""
        self.cutting.choose_period(ahead)

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _selected(self, _selection: Selection) -> None:
        self.commands.renew()

    def _cycle_sort(self, section: int) -> None:
        """A click on a column: up, down, back to the manager's order."""
        key, now = COLUMNS[section].key, self.model.rows.sort
        if now is None or now.column != key:
            # Sorted by rank from the first to the last is the manager's order itself.
            self.sort_by(Sort(key, descending=key in ("rank", "score")))
        elif now.descending == (key in ("rank", "score")) and key != "rank":
            self.sort_by(Sort(key, descending=not now.descending))
        else:
            self.sort_by(None)

    def _arranged(self) -> None:
        rows = self.model.rows
        self.filters.show_filter(rows.filter)
        self.filters.show_sort(rows.sort, rows.stale)
        head = self.table.horizontalHeader()
        assert isinstance(head, BacklogHeader)
        head.sorted_by = None if rows.sort is None else (rows.sort.column, rows.sort.descending)
        head.viewport().update()
        by = GROUPINGS[rows.grouping].name if rows.grouping else ""
        self.group_button.set_words(tr("Group: {group}", group=by) if by else trc("command", "Group"))
        shown, total = len(rows.passing), self._total()
        counts = {"shown": figure(shown), "total": figure(total)}
        self.header.set_count(tr("{shown} of {total}", **counts) if shown != total else counts["total"])
        self._say_empty(shown, total)
        self._rescored()
        self.views.renew()
        self.commands.renew()

    def _total(self) -> int:
        """How many there are to be shown: what is archived counts where it is asked for."""
        portfolio = self.model.rows.sight.portfolio
        return len(portfolio.deliverables if self.model.rows.filter.shows_archived else portfolio.live)

    def _folded(self) -> None:
        self.views.renew()
        self.commands.renew()
        self.table.viewport().update()

    def _rescored(self) -> None:
        rows = self.model.rows
        if self.reason is None and rows.sight.scores is not None:
            from deliverydesk.ui.panes.backlog.reasons import ReasonBar

            self.reason = ReasonBar(self.desk, self, self.footer, self.commands["reason"].shortcut())
        model = rows.sight.portfolio.settings.scoring_model
        name = choice_label(model)
        words = tr("Score: {model}", model=name)
        if self.score_button.words != words:
            self.score_button.set_words(words, name)
            self.table.horizontalHeader().viewport().update()
            self.commands.renew()
        if rows.sort is not None:
            self.filters.show_sort(rows.sort, rows.stale)
        self._counting.renew()

    @cached_property
    def empty(self) -> EmptyState:
        """What is shown where there are no rows."""
        from deliverydesk.ui.widgets.empty import EmptyState

        return EmptyState(
            "list", tr("No items"), tr("Add one."), tr("Add an item"), self._fill_emptiness, self.table.viewport()
        )

    def _say_empty(self, shown: int, total: int) -> None:
        if shown:
            if "empty" in vars(self):
                self.empty.hide()
            return
        self.empty.show()
        if not total:
            advice = tr("Type titles, one a row; paste a list of them; or drop a table on the window.")
            self.empty.say(tr("The backlog is empty"), advice, tr("Add an item"), "list")
        else:
            self.empty.say(*self._nothing_passes(total), tr("Clear filters"), "filter")
        self.empty.setGeometry(self.table.viewport().rect())
        self.empty.raise_()

    def _nothing_passes(self, total: int) -> tuple[str, str]:
        rows = self.model.rows
        chips = len(rows.filter.terms)
        words = rows.filter.text.strip()
        missing = tr("No item matches “{words}”", words=words) if words else tr("No item passes the filters")
        n = figure(total)
        if not chips:
            return missing, trn("{n} item is hidden.", "{n} items are hidden.", total, n=n)
        filters = trn("{n} filter", "{n} filters", chips)
        hidden = trn(
            "{n} item is hidden by {filters}.", "{n} items are hidden by {filters}.", total, n=n, filters=filters
        )
        return missing, hidden

    def _fill_emptiness(self) -> None:
        if self.model.rows.sight.portfolio.deliverables:
            self.clear_filters()
        else:
            self.add_end()

    # ---- columns and rows

    def is_shown(self, key: str) -> bool:
        """Whether a column is chosen."""
        return key in self.columns.chosen

    def show_column(self, key: str, on: bool) -> None:
        """Show or hide a column."""
        self.columns.show(key, on)

    def reset_columns(self) -> None:
        """The columns as they were at first."""
        self.columns.reset()

    def show_columns(self) -> None:
        """Open the list of columns."""
        self.menus.columns()

    def set_density(self, name: str) -> None:
        """compact, standard or roomy rows."""
        if name in DENSITIES:
            self.density = name
            self.table.set_density(name)
            self.views.renew()
            self.commands.renew()

    def row_menu_at(self, place: QPoint) -> None:
        """The menu of the selected items, at a place of the screen; what can be added where none is selected."""
        self.menus.row_at(place)

    # ---- what the window asks for

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """Menu titles with their actions; None is a separator."""
        return [*self.commands.groups(), (tr("Views"), self.views.actions())]

    def exportables(self) -> list[Exportable]:
        """The backlog as seen: the columns and rows shown, in their order."""
        listed = [Exportable("backlog", tr("Backlog as seen"), self._table(), apart=True)]
        if self.switch.shown == "matrix" and self.switch.matrix is not None:
            listed.insert(0, Exportable("value-effort", tr("Value against effort as seen"), self.switch.matrix.chart))
        return listed

    def _table(self) -> Callable[[], TableData]:
        """How the table is made of what is shown now: apart from the pane, since a large one takes a while."""
        from deliverydesk.ui.panes.backlog.exports import table_of

        rows = self.model.rows
        title = tr("Backlog of {portfolio}", portfolio=self.desk.told.settings.name)
        return partial(table_of, rows.sight, rows.passing, self.columns.shown(), title)

    def save_state(self) -> dict[str, Any]:
        """What is to be remembered of the view, as JSON values."""
        rows = self.model.rows
        return {
            "columns": self.columns.to_state(),
            "sort": None if rows.sort is None else rows.sort._asdict(),
            "filter": rows.filter.to_state(),
            "group": rows.grouping,
            "folded": {by: sorted(keys, key=str) for by, keys in rows.folded.items() if keys},
            "density": self.density,
            "cut": self.cutting.save_state(),
            **self.switch.save_state(),
            **self.views.to_state(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` gave, of this version or another one."""
        self.columns.take_state(state.get("columns"))
        self.set_density(str(state.get("density", "standard")))
        kept, sort, by = state.get("filter"), state.get("sort"), state.get("group")
        self.take_folded(state.get("folded"))
        self.model.show_all(
            Filter.from_state(kept) if isinstance(kept, dict) else Filter(),
            Sort.from_state(sort) if isinstance(sort, dict) else None,
            by if isinstance(by, str) and by in GROUPINGS else "",
        )
        self.cutting.restore_state(state.get("cut"))
        self.views.take_state(state)
        self.switch.restore_state(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words, button, header = trc("add an item", "New"), self.new_button, self.header
        named = self.width() >= _NAMED
        for label in (header.title, header.count):
            label.setVisible(named)
        extra = QFontMetrics(button.font()).horizontalAdvance(words) + 12
        bare = header.needed() - (extra if button.text() else 0)
        header.least = min(bare, _NAMED - 60)
        shown = words if self.width() >= bare + extra else ""
        if button.text() != shown:
            button.setText(shown)
            text.name(button, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.table.viewport() and kind == QEvent.Type.Resize and "empty" in vars(self):
            self.empty.setGeometry(self.table.viewport().rect())
        elif watched is self.table and kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.header.set_active(kind == QEvent.Type.FocusIn)
            self.table.viewport().update()
        elif watched is self.table and kind == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            self.menus.row(event)
            return True
        return bool(super().eventFilter(watched, event))
