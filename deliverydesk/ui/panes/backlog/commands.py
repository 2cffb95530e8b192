"""What can be done in the backlog, as actions: for menus, keys, the palette. Each calls one method of the pane."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import ScoringModel
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import icons, text
from deliverydesk.ui.panes.backlog import edits
from deliverydesk.ui.panes.backlog.arranging_commands import GROUPS, add_arranging, renew_arranging
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.cutting import CUTTING, add_cutting, renew_cutting
from deliverydesk.ui.panes.backlog.vetting_commands import VETTING, add_vetting, renew_vetting

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.ui.panes.backlog.pane import BacklogPane

_BULK = ("stage", "product", "kind", "team", "outcome")
"""The columns that can be set for several items at once from the menu."""

_SHOW_AS = {"list": tr("Show as list"), "board": tr("Show as board"), "matrix": tr("Show as value/effort")}
_ROWS = {"compact": tr("Compact rows"), "standard": tr("Standard rows"), "roomy": tr("Roomy rows")}


class Commands:
    """The actions of one pane, by name."""

    def __init__(self, pane: BacklogPane) -> None:
        self._pane = pane
        self._made: dict[str, QAction] = {}
        self._make_items()
        self._make_cells()
        self._make_ranks()
        self._make_views()
        add_arranging(pane, self._add)
        add_vetting(pane, self._add)

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def _make_items(self) -> None:
        pane = self._pane
        self._add("add", tr("Add an item below"), pane.add_below, "Ins", icon="add", everywhere=True)
        self._add("add_top", tr("Add an item at the top"), pane.add_top, "Shift+Ins", everywhere=True)
        self._add("add_end", tr("Add an item at the end"), pane.add_end, "Ctrl+Ins", everywhere=True)
        self._add("edit", tr("Edit the cell"), lambda: pane.table.open_cell(at_end=True), "F2", icon="edit")
        self._add("edit_many", tr("Edit items…"), pane.edit_many, "Ctrl+Shift+B", icon="edit")
        self._add("duplicate", tr("Duplicate"), pane.duplicate, "Ctrl+Shift+D", icon="copy")
        self._add("delete", tr("Delete items"), pane.delete, "Ctrl+Del", icon="delete")
        self._add("plan", tr("Plan on the roadmap…"), pane.plan, "Ctrl+Shift+P", icon="roadmap")
        self._add("unplan", tr("Take off the roadmap"), pane.unplan)

    def _make_cells(self) -> None:
        pane, standard = self._pane, QKeySequence.StandardKey
        self._add("cut", tr("Cut cells"), pane.cut, QKeySequence(standard.Cut))
        self._add("copy", tr("Copy"), pane.copy, QKeySequence(standard.Copy), icon="copy")
        self._add("copy_headed", tr("Copy with headings"), pane.copy_headed, "Ctrl+Shift+C")
        self._add("paste", tr("Paste"), pane.paste, QKeySequence(standard.Paste), icon="paste")
        self._add("clear", tr("Clear cells"), pane.clear_or_delete, "Del")
        self._add("fill_down", tr("Fill down"), pane.fill_down, "Ctrl+D")
        self._add("fill_right", tr("Fill right"), pane.fill_right, "Ctrl+R")

    def _make_ranks(self) -> None:
        pane = self._pane
        self._add("move_up", tr("Move up"), lambda: pane.step(up=True), "Alt+Up", icon="arrow-up")
        self._add("move_down", tr("Move down"), lambda: pane.step(up=False), "Alt+Down", icon="arrow-down")
        self._add("move_top", tr("Move to the top"), pane.move_top, "Alt+Home", icon="to-top")
        self._add("move_bottom", tr("Move to the bottom"), pane.move_bottom, "Alt+End", icon="to-bottom")
        self._add("move_to_rank", tr("Move to rank…"), pane.ask_rank, "Ctrl+Shift+R")
        self._add("move_above", tr("Move above an item…"), lambda: pane.pick(below=False), "Ctrl+Shift+Up")
        self._add("move_below", tr("Move below an item…"), lambda: pane.pick(below=True), "Ctrl+Shift+Down")
        self._add("order_by_score", tr("Order by score"), pane.order_by_score, icon="sort", everywhere=True)
        self._add("why", tr("Why this score"), pane.why_current, "Ctrl+Shift+Y", icon="info")
        self._add("doubts", tr("What would change the order?"), pane.show_doubts, "Ctrl+Shift+W", everywhere=True)
        self._add("reason", tr("Say why it was moved"), pane.say_why_moved, "Ctrl+Shift+K", everywhere=True)
        self._add("reasons", tr("Moves against the score…"), pane.show_reasons, everywhere=True)
        self._add("criteria", tr("Criteria of the weighted score…"), pane.edit_criteria, everywhere=True)
        group = QActionGroup(pane)
        for model in ScoringModel:
            action = self._add(
                f"model_{model}",
                _score_by(model),
                partial(pane.choose_model, model),
                everywhere=True,
            )
            action.setCheckable(True)
            group.addAction(action)

    def _make_views(self) -> None:
        pane = self._pane
        add_cutting(pane, self._add)
        views = QActionGroup(pane)
        for name, words in _SHOW_AS.items():
            action = self._add(f"view_{name}", words, partial(pane.switch.show, name), everywhere=True)
            action.setCheckable(True)
            views.addAction(action)
        self._add("find", tr("Filter the backlog"), pane.go_to_search, "Ctrl+F", icon="filter", everywhere=True)
        self._add("clear_filters", tr("Clear filters"), pane.clear_filters, everywhere=True)
        self._add("unsort", tr("Back to your order"), lambda: pane.sort_by(None), everywhere=True)
        self._add("columns", tr("Choose columns…"), pane.show_columns, icon="columns", everywhere=True)
        self._add("reset_columns", tr("Columns as they were at first"), pane.reset_columns, everywhere=True)
        group = QActionGroup(pane)
        for name, words in _ROWS.items():
            action = self._add(
                f"density_{name}",
                words,
                partial(pane.set_density, name),
                everywhere=True,
            )
            action.setCheckable(True)
            group.addAction(action)

    def _add(
        self,
        name: str,
        words: str,
        run: Callable[[], object],
        shortcut: str | QKeySequence = "",
        *,
        icon: str = "",
        everywhere: bool = False,
    ) -> QAction:
        """`everywhere`: the key works in the whole pane. Others are for the rows, for a field may want their keys."""
        holder = self._pane if everywhere else self._pane.table
        action = QAction(words, self._pane)
        action.setObjectName(f"backlog.{name}")
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        context = Qt.ShortcutContext
        action.setShortcutContext(context.WidgetWithChildrenShortcut if everywhere else context.WidgetShortcut)
        if icon:
            action.setIcon(icons.icon(icon))
        action.triggered.connect(lambda _checked=False: run())
        holder.addAction(action)
        self._made[name] = action
        return action

    # ---- groups

    def groups(self) -> list[tuple[str, list[QAction | None]]]:
        """Menu titles with their actions."""
        made = self._made
        return [
            (tr("Backlog"), self._listed(_ITEMS)),
            (tr("Cells"), self._listed(_CELLS)),
            (tr("Rank"), self._listed(_RANK)),
            (tr("Score"), [*(made[f"model_{m}"] for m in ScoringModel), None, *self._listed(_SCORE)]),
            (tr("Groups"), self._listed(GROUPS)),
            (tr("Vetting"), self._listed(VETTING)),
            (tr("Cut line"), self._listed(CUTTING)),
            (tr("Rows and columns"), self._listed(_VIEW)),
        ]

    def _listed(self, names: str) -> list[QAction | None]:
        return [None if name == "-" else self._made[name] for name in names.split()]

    def score_menu(self, parent: BacklogPane) -> QMenu:
        """The menu of the model in the pane's header."""
        menu = QMenu(parent)
        for model in ScoringModel:
            menu.addAction(self._made[f"model_{model}"])
        menu.addSeparator()
        menu.addAction(self._made["criteria"])
        menu.addSeparator()
        menu.addAction(self._made["order_by_score"])
        return menu

    def group_menu(self, parent: BacklogPane) -> QMenu:
        """What the rows are grouped by, and what can be done with groups."""
        menu = QMenu(parent)
        _fill(menu, self._listed(GROUPS))
        return menu

    def add_menu(self, parent: BacklogPane) -> QMenu:
        """Where a new item may go."""
        menu = QMenu(parent)
        for name in ("add", "add_top", "add_end"):
            menu.addAction(self._made[name])
        return menu

    def row_menu(self, parent: BacklogPane) -> QMenu:
        """What can be done with the selected items."""
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        self._name_many(len(self._pane.table.selected()))
        _fill(menu, self._listed("edit edit_many why - cut copy paste -"))
        for key in _BULK:
            part = menu.addMenu(tr("Set {column}", column=COLUMNS[PLACE[key]].name))
            part.aboutToShow.connect(lambda part=part, key=key: self._fill_choices(part, key))
        if self._pane.model.rows.groups:
            menu.addAction(self._made["move_to_group"])
        rank = menu.addMenu(tr("Rank"))
        _fill(rank, self._listed("move_up move_down move_top move_bottom - move_to_rank move_above move_below"))
        vetting = menu.addMenu(tr("Vetting"))
        _fill(vetting, self._listed("approve withdraw_approval"))
        menu.addAction(self._made["stop"])
        archive = "archive" if self._made["archive"].isEnabled() else "unarchive"
        _fill(menu, self._listed(f"- plan unplan - add duplicate {archive} delete"))
        return menu

    def _fill_choices(self, menu: QMenu, column: str) -> None:
        menu.clear()
        for words in edits.choices(self._pane.desk.portfolio, column):
            action = menu.addAction(text.one_line(words, 60).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, words=words: self._pane.set_values(column, words))

    def column_menu(self, parent: BacklogPane) -> QMenu:
        """Which columns are shown."""
        menu = QMenu(parent)
        for column in COLUMNS:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(parent.is_shown(column.key))
            action.setEnabled(column.key != "title")
            action.toggled.connect(lambda on, key=column.key: parent.show_column(key, on))
        menu.addSeparator()
        menu.addAction(self._made["reset_columns"])
        return menu

    def _name_many(self, count: int) -> None:
        self._made["edit_many"].setText(_edit_many(count))

    # ---- what can be done now

    def renew(self) -> None:
        """Grey what cannot be done now, and check what holds."""
        pane = self._pane
        chosen = pane.table.selected()
        some = bool(chosen)
        writable = not pane.desk.document.read_only
        for name in _NEED_ITEMS:
            self._made[name].setEnabled(some and writable)
        self._name_many(len(chosen))
        self._made["paste"].setEnabled(writable)
        for name in ("copy", "copy_headed", "why"):
            self._made[name].setEnabled(some)
        for name in ("add", "add_top", "add_end", "criteria", "order_by_score"):
            self._made[name].setEnabled(writable)
        pane.new_button.allow(pane.desk.document.read_only or "")
        if writable:
            text.set_tooltip(pane.new_button, tr("Add an item below the current one (Insert)"))
        rows = pane.model.rows
        self._made["clear_filters"].setEnabled(bool(rows.filter))
        self._made["unsort"].setEnabled(rows.sort is not None)
        renew_cutting(pane.cutting, self._made)
        renew_arranging(pane, self._made, chosen, writable=writable)
        renew_vetting(pane, self._made, chosen, writable=writable)
        self._made[f"model_{pane.desk.portfolio.settings.scoring_model}"].setChecked(True)
        for model in ScoringModel:
            self._made[f"model_{model}"].setEnabled(writable)
        self._made[f"density_{pane.density}"].setChecked(True)
        self._made[f"view_{pane.switch.shown}"].setChecked(True)
        for name in ("edit", "why"):
            # These are about cells, which only the list has.
            self._made[name].setEnabled(self._made[name].isEnabled() and pane.switch.shown == "list")


_ITEMS = "add add_top add_end - edit edit_many duplicate archive unarchive delete - plan unplan - find"
_RANK = "move_up move_down move_top move_bottom - move_to_rank move_above move_below - order_by_score"
_CELLS = "cut copy copy_headed paste - fill_down fill_right - clear"
_SCORE = "why doubts - reason reasons - criteria"
_VIEW = "view_list view_board view_matrix - columns reset_columns - clear_filters show_archived unsort - " + (
    "density_compact density_standard density_roomy"
)
_NEED_ITEMS = (
    "edit",
    "edit_many",
    "cut",
    "clear",
    "fill_down",
    "fill_right",
    "duplicate",
    "delete",
    "plan",
    "unplan",
    "move_up",
    "move_down",
    "move_top",
    "move_bottom",
    "move_to_rank",
    "move_above",
    "move_below",
)


def _score_by(model: ScoringModel) -> str:
    if model is ScoringModel.WEIGHTED:
        return tr("Score by weighted criteria")
    return tr("Score by {model}", model=choice_label(model))


def _edit_many(count: int) -> str:
    return trn("Edit {n} item…", "Edit {n} items…", count, n=figure(count)) if count else tr("Edit items…")


def _fill(menu: QMenu, actions: list[QAction | None]) -> None:
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
