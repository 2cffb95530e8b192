"""What can be done in the flow pane: which chart it shows, and of which product and team."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from deliverydesk.charts.common import coded
from deliverydesk.support.language import tr
from deliverydesk.ui import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.ui.panes.flow.pane import FlowPane

CHARTS: tuple[tuple[str, str, str], ...] = (
    ("cycle-time", tr("Cycle time"), tr("Cycle time of finished work")),
    ("throughput", tr("Per week"), tr("Done per week")),
    ("throughput-month", tr("Per month"), tr("Done per month")),
    ("ageing", tr("Age"), tr("Age of work under way")),
    ("cumulative-flow", tr("Cumulative"), tr("Cumulative flow")),
    ("flow-kinds", tr("Kinds"), tr("Done by kind")),
    ("forecast", tr("Forecast"), tr("How many by when, and when all")),
    ("calibration", tr("Record"), tr("Did the forecasts come true?")),
    ("earned-schedule", tr("Plan"), tr("Work against its plan")),
    ("coverage", tr("Coverage"), tr("Coverage of the work to come")),
    ("waste", tr("Bill"), tr("Waste and delay bill")),
    ("delay", tr("Waiting"), tr("What waiting costs")),
)
"""The charts by name, with the word of their switch and of their command."""
BEYOND = 6
"""The first so many are of how work flows; the others hold it against forecasts, plans and outcomes."""
_KEYED = 9
"""So many of them have a key; there are no more digits."""
_LONGEST = 28
_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


def chart_actions(pane: FlowPane) -> list[QAction]:
    """A command for each chart."""
    actions = []
    for number, (name, _, words) in enumerate(CHARTS, start=1):
        action = QAction(words, pane)
        action.setObjectName(f"flow.show_{name.replace('-', '_')}")
        if number <= _KEYED:
            action.setShortcut(f"Alt+{number}")
        action.setShortcutContext(_WITHIN)
        action.triggered.connect(partial(_choose, pane, name))
        pane.addAction(action)
        actions.append(action)
    return actions


def _choose(pane: FlowPane, name: str, _checked: bool = False) -> None:
    pane.show_chart(name)
    pane.wanted.emit()


def product_menu(pane: FlowPane) -> QMenu:
    """All products, and each of them; filled when it opens."""
    menu = QMenu(tr("Product"), pane)

    def fill() -> None:
        portfolio = pane.desk.portfolio
        rows = [(each.id, coded(portfolio, each.id, each.name)) for each in portfolio.products]
        _fill(menu, tr("All products"), rows, pane.scope.product, pane.choose_product)

    menu.aboutToShow.connect(fill)
    return menu


def team_menu(pane: FlowPane) -> QMenu:
    """All teams, and each of them; filled when it opens."""
    menu = QMenu(tr("Team"), pane)

    def fill() -> None:
        rows = [(each.id, each.name) for each in pane.desk.portfolio.teams]
        _fill(menu, tr("All teams"), rows, pane.scope.team, pane.choose_team)

    menu.aboutToShow.connect(fill)
    return menu


def product_words(pane: FlowPane) -> str:
    """What the button of the products says."""
    product = pane.desk.portfolio.products.get(pane.scope.product)
    return tr("All products") if product is None else text.one_line(product.name, _LONGEST)


def team_words(pane: FlowPane) -> str:
    """What the button of the teams says."""
    team = pane.desk.portfolio.teams.get(pane.scope.team)
    return tr("All teams") if team is None else text.one_line(team.name, _LONGEST)


def _fill(
    menu: QMenu,
    everything: str,
    rows: list[tuple[int, str]],
    chosen: int | None,
    choose: Callable[[int | None], object],
) -> None:
    menu.clear()
    for entity_id, words in [(None, everything), *rows]:
        action = menu.addAction(text.one_line(words, 2 * _LONGEST).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(entity_id == chosen)
        action.triggered.connect(partial(_take, choose, entity_id))


def _take(choose: Callable[[int | None], object], entity_id: int | None, _checked: bool = False) -> None:
    choose(entity_id)
