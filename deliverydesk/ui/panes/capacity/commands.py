"""What the capacity pane offers to menus, the palette and the export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.capacity import ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QClipboard

    from deliverydesk.ui.panes.capacity.pane import CapacityPane


_OF_CELLS = ("copy", "paste", "fill_right", "fill_down", "automatic", "suggest", "people")
"""What a right click on the grid offers."""


def make_actions(pane: CapacityPane) -> list[QAction]:
    """The actions of the menu, which the pane owns."""

    def action(name: str, words: str, run: Any, *, seen: bool = True) -> QAction:
        def go() -> None:
            if seen:
                pane.wanted.emit()
            run()

        made = QAction(words, pane)
        made.setObjectName(f"capacity.{name}")
        made.triggered.connect(lambda _checked=False: go())
        pane.addAction(made)
        return made

    def cells(name: str, words: str, shortcut: str | QKeySequence.StandardKey, run: Any) -> QAction:
        made = action(name, words, run)
        made.setShortcut(QKeySequence(shortcut))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    key = QKeySequence.StandardKey
    made = [
        action("suggest", tr("Suggest fixes for an overload"), pane.suggest, seen=False),
        action("worst", tr("Go to the worst overload"), pane.go_to_worst),
        action("weeks", tr("Capacity by weeks"), lambda: pane.show_unit("week")),
        action("months", tr("Capacity by months"), lambda: pane.show_unit("month")),
        action("quarters", tr("Capacity by quarters"), lambda: pane.show_unit("quarter")),
        action("guardrails", tr("Guardrails"), lambda: pane.show_page("guardrails")),
        action("open_all", tr("Show the deliverables of all teams"), pane.open_all),
        action("automatic", tr("Spread the current deliverable automatically again"), pane.clear),
        cells("copy", tr("Copy the chosen figures"), key.Copy, lambda: _copy(pane)),
        cells(
            "paste", tr("Paste figures"), key.Paste, lambda: pane.give(ranges.pasted(pane.view, _clipboard().text()))
        ),
        cells(
            "fill_right", tr("Fill figures to the right"), "Ctrl+R", lambda: pane.give(ranges.filled_right(pane.view))
        ),
        cells("fill_down", tr("Fill figures down"), "Ctrl+D", lambda: pane.give(ranges.filled_down(pane.view))),
        action("people", tr("Teams and people…"), pane.settings_wanted.emit, seen=False),
    ]
    names = [f"capacity.{each}" for each in _OF_CELLS]
    pane.view.addActions(sorted((each for each in made if each.objectName() in names), key=_place_in(names)))
    pane.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return made


def _place_in(names: list[str]) -> Callable[[QAction], int]:
    return lambda action: names.index(action.objectName())


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()


def _copy(pane: CapacityPane) -> None:
    if words := ranges.copied(pane.view):
        _clipboard().setText(words)


def exportables(pane: CapacityPane) -> list[Exportable]:
    """The heat map of what is in sight with its figures, and the guardrails."""
    from deliverydesk.charts.guardrails import guardrails_chart
    from deliverydesk.charts.load_chart import capacity_chart

    portfolio, day, window = pane.desk.portfolio, today(), pane.window_days()
    source = tr("DeliveryDesk, {portfolio}, as of {day}", portfolio=pane.desk.told.settings.name, day=day.isoformat())
    return [
        Exportable(
            "capacity-grid",
            tr("Capacity of the teams, as in the pane"),
            lambda: capacity_chart(portfolio, today=day, source=source, window=window),
            apart=True,
        ),
        Exportable(
            "guardrails-seen",
            tr("Guardrails, as in the pane"),
            lambda: guardrails_chart(portfolio, today=day, source=source),
            apart=True,
        ),
    ]
