"""The pane's actions: every gesture has one, with words, an icon where one helps, and a name to find it by."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import icons, text
from deliverydesk.ui.allowing import allow, follow
from deliverydesk.ui.panes.outcomes.current import LAYERS
from deliverydesk.ui.panes.outcomes.view_state import Looks
from deliverydesk.ui.widgets.buttons import Button, ToolButton
from deliverydesk.ui.widgets.views_menu import KEYS, ViewsMenu

if TYPE_CHECKING:
    from deliverydesk.ui.panes.outcomes.pane import OutcomesPane

_NARROW = 600
"""A pane narrower than this has no room for its title beside the switch."""
_AROUND = 122
"""Margins of the header, its buttons without words, and the gaps."""
_BETWEEN = 6
Groups = list[tuple[str, list[QAction | None]]]


class Commands:
    """Makes actions that belong to `owner`, by name."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner
        self.by_name: dict[str, QAction] = {}

    def add(
        self,
        name: str,
        words: str,
        run: Callable[[], object],
        *,
        key: str = "",
        icon: str = "",
        checkable: bool = False,
    ) -> QAction:
        """An action called "outcomes.NAME". Its key works while the focus is in the pane."""
        action = QAction(words, self._owner)
        action.setObjectName(f"outcomes.{name}")
        action.setCheckable(checkable)
        if icon:
            action.setIcon(icons.icon(icon))
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: run())
        self.by_name[name] = action
        return action

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]


_SORTS = (
    ("sort_trouble", tr("By trouble, the most first"), "trouble"),
    ("sort_given", tr("In the order they were added"), ""),
    ("sort_name", tr("By name"), "name"),
    ("sort_progress", tr("By progress"), "progress"),
    ("sort_verdict", tr("By verdict, the worst first"), "verdict"),
    ("sort_chance", tr("By chance, the least first"), "chance"),
    ("sort_change", tr("By change since baseline"), "change"),
    ("sort_last", tr("By last reading, oldest first"), "last"),
    ("sort_due", tr("By due date"), "due"),
)
_MODES = (
    ("mode_chart", tr("Chart of one outcome"), "chart", "Alt+1"),
    ("mode_multiples", tr("Small charts of all outcomes"), "multiples", "Alt+2"),
    ("mode_scoreboard", tr("Scoreboard of all outcomes"), "scoreboard", "Alt+3"),
    ("mode_effort", tr("Where effort goes"), "effort", "Alt+4"),
)
_EVIDENCE = ("freeze", "begin_phase", "lock_limits", "follow_limits", "remove_phase", "note_event", "events")
_LAYERS = tuple(f"layer_{name}" for name in LAYERS)
READINGS = ("add_reading", "paste", "delete_readings")
"""Those that write readings."""
WRITING = (
    "new",
    "edit",
    "delete",
    "forget_step",
    "freeze",
    "begin_phase",
    "lock_limits",
    "follow_limits",
    "remove_phase",
    "note_event",
    "events",
    "add_reading",
    "paste",
    "delete_readings",
    "add_movers",
    "remove_movers",
)
"""Commands that change the portfolio, which a read-only file does not allow."""


def make_commands(pane: OutcomesPane) -> Commands:
    """Every action of the pane."""
    commands, detail, gestures = Commands(pane), pane.detail, pane.gestures
    add = commands.add
    add("new", tr("New outcome…"), gestures.new_outcome, icon="add")
    add("edit", tr("Edit outcome…"), gestures.edit_outcome, icon="edit", key="F4")
    add("forget_step", tr("The last change of target was a typo: no step"), gestures.forget_step)
    evidence = pane.evidence
    add("freeze", tr("Freeze the goal"), evidence.freeze, icon="lock")
    add("begin_phase", tr("Begin a phase of the limits…"), evidence.begin_phase)
    add("lock_limits", tr("Lock the limits at this reading"), evidence.lock_limits)
    add("follow_limits", tr("Let the limits follow all readings"), evidence.follow_limits)
    add("remove_phase", tr("Remove the latest phase"), evidence.remove_phase)
    add("note_event", tr("Note an event…"), evidence.note_event)
    add("events", tr("Events of this outcome…"), evidence.show_events)
    add("delete", tr("Delete outcome"), gestures.delete_outcome, icon="delete")
    add("add_reading", tr("Add a reading"), gestures.add_reading, icon="add", key="Ctrl+Shift+R")
    add("paste", tr("Paste readings"), pane.readings.paste, icon="paste", key="Ctrl+V")
    add("copy_readings", tr("Copy readings"), pane.readings.copy, icon="copy")
    add("delete_readings", tr("Delete readings"), gestures.delete_readings, icon="delete")
    add("add_movers", tr("Add deliverables…"), gestures.add_movers, icon="link")
    add("remove_movers", tr("Remove from this outcome"), gestures.remove_movers, icon="delete")
    add("show_chart", tr("Chart"), lambda: detail.show_panel(""))
    add("show_readings", tr("Readings"), lambda: detail.show_panel("readings"))
    add("show_movers", tr("Moved by"), lambda: detail.show_panel("movers"))
    add("next", tr("Next outcome"), lambda: pane.step(1), key="Alt+Right")
    add("previous", tr("Previous outcome"), lambda: pane.step(-1), key="Alt+Left")
    add("zoom_in", tr("Zoom in"), lambda: detail.chart.zoom(1), icon="zoom-in", key="Ctrl++")
    add("zoom_out", tr("Zoom out"), lambda: detail.chart.zoom(-1), icon="zoom-out", key="Ctrl+-")
    add("reset_zoom", tr("Show the whole chart"), pane.detail.chart.reset_zoom, icon="fit", key="Ctrl+0")
    add("compare", tr("Compare with…"), gestures.compare, icon="link", key="Ctrl+Shift+M")
    add("compare_none", tr("Compare with none"), lambda: gestures.compare_with(None))
    add("legend", tr("Legend"), pane.toggle_legend, icon="list", checkable=True)
    for name, words in LAYERS.items():
        layer = add(f"layer_{name}", words, lambda name=name: _toggle_layer(pane, name), checkable=True)  # type: ignore[misc]
        layer.setChecked(True)
    for name, words, key in _SORTS:
        add(name, words, lambda key=key: pane.sort_by(key, key == "last"))  # type: ignore[misc]
    for name, words, mode, keys in _MODES:
        add(name, words, lambda mode=mode: pane.show_mode(mode), key=keys)  # type: ignore[misc]
    add("filter", tr("Filter the outcomes"), pane.focus_filter, icon="filter", key="Ctrl+Shift+F")
    columns = pane.boards.table
    add("all_columns", tr("Show all columns of the scoreboard"), lambda: columns.choose_columns(()), icon="columns")
    pane.addActions(list(commands.by_name.values()))
    return commands


def _toggle_layer(pane: OutcomesPane, name: str) -> None:
    pane.shown.choose_layers(pane.shown.layers ^ {name})


def groups(commands: Commands) -> Groups:
    """The pane's menus: title and actions, None for a separator."""

    def listed(*names: str) -> list[QAction | None]:
        return [commands[name] if name else None for name in names]

    readings = ("add_reading", "paste", "copy_readings", "delete_readings")
    movers = ("add_movers", "remove_movers")
    panels = ("show_chart", "show_readings", "show_movers", "", "previous", "next")
    zooms = ("zoom_in", "zoom_out", "reset_zoom", "legend", *_LAYERS, "compare", "compare_none")
    sorts = tuple(name for name, _, _ in _SORTS)
    modes = tuple(name for name, _, _, _ in _MODES)
    return [
        (
            tr("Outcome"),
            listed("new", "edit", "forget_step", "delete", "", *_EVIDENCE, "", *readings, "", *movers),
        ),
        (trc("menu", "View"), listed(*modes, "", *panels, "", *zooms, "", "filter", "all_columns", "", *sorts)),
    ]


def allow_writing(pane: OutcomesPane) -> None:
    """Grey what writes where something is in the way. Readings are of the plan alone."""
    locked, unread = pane.desk.locked(Outcome), pane.desk.locked(Measurement)
    pane.readings_model.read_only, pane.movers_model.read_only = unread, locked
    pane.new_button.allow(locked)
    for name in WRITING:
        allow(pane.commands[name], True, unread if name in READINGS else locked)


def place_tools(pane: OutcomesPane) -> dict[str, list[ToolButton]]:
    """Put buttons and right-click menus in their places; the buttons of each panel by its name."""
    command, gestures = pane.commands, pane.gestures
    more = ToolButton("more", tr("More about this outcome"), parent=pane)
    menu = QMenu(more)
    menu.setToolTipsVisible(True)
    menu.addActions([command[name] for name in ("edit", "forget_step", "add_reading", "paste", "add_movers")])
    menu.addSeparator()
    menu.addActions([command[name] for name in _EVIDENCE])
    menu.addSeparator()
    menu.addActions(
        [command[name] for name in ("zoom_in", "zoom_out", "reset_zoom", "legend", "compare", "compare_none")]
    )
    menu.addSeparator()
    menu.addAction(command["delete"])
    more.setMenu(menu)
    pane.detail.tools.addWidget(ToolButton("edit", tr("Edit outcome (F4)"), gestures.edit_outcome, pane))
    pane.detail.tools.addWidget(more)
    remove = tr("Remove the selected deliverables from this outcome")
    layers = ToolButton("show", tr("What the chart shows"), parent=pane, side=24)
    shown = QMenu(layers)
    shown.addActions([command[name] for name in _LAYERS])
    layers.setMenu(shown)
    by_panel = {
        "": [
            ToolButton("fit", tr("Show the whole chart (Ctrl+0)"), pane.detail.chart.reset_zoom, pane, side=24),
            ToolButton("list", tr("Legend"), command["legend"].trigger, pane, side=24),
            layers,
        ],
        "readings": [
            ToolButton("add", tr("Add a reading (Ctrl+Shift+R)"), gestures.add_reading, pane, side=24),
            ToolButton("paste", tr("Paste two columns, date and value (Ctrl+V)"), pane.readings.paste, pane, side=24),
            ToolButton("delete", tr("Delete the selected readings"), gestures.delete_readings, pane, side=24),
        ],
        "movers": [
            ToolButton("add", tr("Add deliverables"), gestures.add_movers, pane, side=24),
            ToolButton("delete", remove, gestures.remove_movers, pane, side=24),
        ],
    }
    for button, name in zip(by_panel["readings"], READINGS, strict=True):
        follow(button, command[name])
    for panel, buttons in by_panel.items():
        for button in buttons:
            button.setVisible(panel == "")
            pane.detail.panel_tools.addWidget(button)
    pane.readings.addActions([command[n] for n in ("add_reading", "paste", "copy_readings", "delete_readings")])
    pane.movers.addActions([command["add_movers"], command["remove_movers"]])
    for view in (pane.board, pane.boards.table, pane.boards.multiples):
        view.addActions([command[n] for n in ("new", "edit", "add_reading", "delete")])
    sorts = QMenu(tr("Sort"), pane.boards.filter.sort_button)
    sorts.addActions([command[name] for name, _, _ in _SORTS])
    pane.boards.filter.sort_button.setMenu(sorts)
    return by_panel


def views_menu(pane: OutcomesPane) -> ViewsMenu:
    """The saved views, with their button in the pane's header. Their keys go on where those of the pages end."""
    views = ViewsMenu(pane.desk, "outcomes", pane, Looks(pane))
    for number in range(1, KEYS + 1):
        key = len(_MODES) + number
        views[f"view_{number}"].setShortcut(QKeySequence(f"Alt+{key}" if key <= KEYS else ""))
    pane.views_row.add(views.button)
    for look in (
        pane.detail.chart.view_changed,
        pane.detail.panel_chosen,
        pane.modes.chosen,
        pane.effort.measure.chosen,
        pane.effort.by.chosen,
        pane.boards.filter.field.searched,
        pane.boards.table.columns_changed,
    ):
        look.connect(views.renew)
    return views


def fit_header(pane: OutcomesPane) -> None:
    """Leave out of the header what there is no room for beside the switch. The views have their menu and keys."""
    narrow = pane.width() < _NARROW
    pane.header.title.setHidden(narrow)
    pane.header.count.setHidden(narrow)
    pane.new_button.setText("" if narrow else tr("New"))
    needed = pane.header.needed()
    if pane.views_row.isHidden():
        needed += pane.views_row.minimumWidth() + _BETWEEN
    pane.views_row.setHidden(pane.width() < needed)
    pane.header.least = pane.modes.sizeHint().width() + _AROUND


def new_button(pane: OutcomesPane) -> Button:
    """The button in the pane's header."""
    made = Button(tr("New"), pane.gestures.new_outcome, pane, icon="add", size="header")
    text.set_tooltip(made, tr("New outcome"))
    pane.header.add_right(made)
    return made
