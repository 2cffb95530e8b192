"""Saved plans: one is saved under a name, shown behind the present plan, renamed, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from deliverydesk import actions
from deliverydesk.charts.format import day
from deliverydesk.domain.entities import Baseline
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane


class SavedPlans:
    """The baselines of the portfolio, as one roadmap pane offers them."""

    def __init__(self, pane: RoadmapPane) -> None:
        self._pane = pane
        self._desk = pane.desk
        self.menu = QMenu(tr("Compare with"), pane)
        self.menu.aboutToShow.connect(self._fill)
        self.menu.menuAction().setObjectName("roadmap.compare")

    def _fill(self) -> None:
        self.menu.clear()
        group = QActionGroup(self.menu)
        self._offer(group, tr("No baseline"), "baseline_none", None)
        for each in sorted(self._desk.portfolio.baselines, key=lambda each: (each.date, each.id), reverse=True):
            words = f"{text.one_line(each.name, 60)}, {day(each.date, today())}".replace("&", "&&")
            self._offer(group, words, f"baseline_{each.id}", each.id)

    def _offer(self, group: QActionGroup, words: str, name: str, baseline: int | None) -> None:
        action = QAction(words, self.menu)
        action.setObjectName(f"roadmap.{name}")
        action.setCheckable(True)
        action.setChecked(self._pane.baseline == baseline)
        action.triggered.connect(lambda: self._pane.compare_with(baseline))
        group.addAction(action)
        self.menu.addAction(action)

    def save(self) -> None:
        """Ask for a name, save the plan under it and show it behind the plan."""

        def save(name: str) -> None:
            before = self._desk.portfolio.baselines
            if self._desk.do(lambda now: actions.baselining.save_baseline(now, name, today()), toast=True):
                made = next(each.id for each in self._desk.portfolio.baselines if each.id not in before)
                self._pane.compare_with(made)

        name = tr("Plan of {day}", day=day(today(), today()))
        self._ask(tr("Save plan as baseline"), name, tr("Save"), save)

    def _shown(self) -> Baseline | None:
        shown = self._pane.baseline
        return self._desk.portfolio.baselines.get(shown) if shown is not None else None

    def rename(self) -> None:
        """Ask for another name of the baseline shown."""
        shown = self._shown()
        if shown is not None:
            one = shown.id
            self._ask(
                tr("Rename the baseline"),
                shown.name,
                tr("Rename"),
                lambda name: self._desk.do(lambda now: actions.records.edit(now, Baseline, [one], {"name": name})),
            )

    def delete(self) -> None:
        """Delete the baseline shown; the plan stays."""
        shown = self._shown()
        if shown is not None:
            self._desk.do(lambda now: actions.records.delete(now, Baseline, [shown.id]), toast=True)

    def _ask(self, title: str, name: str, go: str, then: Callable[[str], Any]) -> None:
        from deliverydesk.ui.panes.roadmap.popovers import NamePopover

        popover = NamePopover(self._pane, title, name, go)
        popover.saved.connect(then)
        header = self._pane.header
        popover.open_at(QRect(header.width() // 3, 0, 1, header.height()), header)
