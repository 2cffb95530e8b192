"""The flow pane: one chart of how work flows, the figures over it, and what is wrong with the dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.actions.forecasting import widen_forecasts
from deliverydesk.analysis.flow.scope import Scope
from deliverydesk.charts.calibration import ledger_table
from deliverydesk.charts.exhibits import source_line
from deliverydesk.charts.format import number, with_unit
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import (
    Baseline,
    BaselineItem,
    Contribution,
    Deliverable,
    Demand,
    Forecast,
    FormerTarget,
    Measurement,
    Milestone,
    MilestoneItem,
    Outcome,
    Phase,
    Product,
    Settings,
    StageDate,
    Team,
)
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.figures import mark
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.flow import commands
from deliverydesk.ui.panes.flow.building import Built, build
from deliverydesk.ui.panes.flow.chart import FlowChart
from deliverydesk.ui.panes.flow.commands import BEYOND, CHARTS
from deliverydesk.ui.panes.flow.figures import FigureRow
from deliverydesk.ui.panes.flow.modes import Modes
from deliverydesk.ui.panes.flow.record import Record
from deliverydesk.ui.widgets.buttons import GivingButton, GivingRow
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.header import PaneHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from deliverydesk.document.document import Changed
    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.theme import Theme

_CONCERNED = (
    *(Deliverable, StageDate, Demand, Product, Team, Settings, Forecast, Milestone, MilestoneItem),
    *(Outcome, Measurement, FormerTarget, Contribution, Phase, Baseline, BaselineItem),
)
_FIGURE_OF = {
    "cycle-time": "cycle_time",
    "throughput": "throughput",
    "throughput-month": "throughput",
    "ageing": "work_item_age",
    "cumulative-flow": "cumulative_flow",
    "flow-kinds": "flow_distribution",
    "forecast": "throughput_forecast",
    "calibration": "calibration",
    "earned-schedule": "earned_schedule",
    "coverage": "coverage",
    "waste": "waste",
    "delay": "waiting_cost",
}
"""The definition that explains each chart."""
_LISTED = 4
"""So many of the deliverables of a bar are named in its card."""
_TOLD = 2
"""So many of the doubts about dates are spelled out; the tooltip has them all."""


class FlowPane(QWidget):
    """Computes in a thread, and shows what was there until that is done. Works from about 340 px on."""

    wanted = Signal()
    """A command asked for a chart: whoever hides the pane is to show it."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del theme  # the chart asks for the present one when it paints
        self.setObjectName("flow")
        text.name(self, tr("Flow"), tr("How long work takes, how much is done, and how old what is under way is"))
        self.desk = desk
        self.scope = Scope()
        self.built: Built | None = None
        self._name = CHARTS[0][0]
        self._key: int | None = None
        """What of the chart was chosen last."""
        self._latest = Latest()
        self._begun = False
        self._stale = True
        self._make_widgets()
        self.actions_ = commands.chart_actions(self)
        self._menus = (commands.product_menu(self), commands.team_menu(self))
        desk.changed.connect(self._changed)
        desk.selection_changed.connect(self._selection_changed)

    def _make_widgets(self) -> None:
        self.header = PaneHeader(tr("Flow"), parent=self)
        self.header.least = 150
        self.products = GivingButton(tr("All products"), "product", self._open_products, self)
        self.teams = GivingButton(tr("All teams"), "teams", self._open_teams, self)
        filters = GivingRow(self.header)
        filters.add(self.products)
        filters.add(self.teams)
        self.header.add_right(filters, last=True)
        words = [(name, word) for name, word, _ in CHARTS]
        ahead = tr("Which page of forecasts, plans and the bill")
        self.modes = Modes([(tr("Which chart of flow"), words[:BEYOND]), (ahead, words[BEYOND:])], self)
        self.modes.chosen.connect(self.show_chart)
        self.choice = GivingButton("", "no-readings", self._open_charts, self)
        self.figures = FigureRow(self)
        self.figures.pressed.connect(self._choose_all)
        self.words = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        self.doubts = text.label("", fonts.DETAIL, 400, "warn", wrap=True, parent=self)
        self.doubts.hide()
        self.chart = FlowChart(self._words_of, self)
        self.chart.chosen.connect(self._choose)
        self.chart.cleared.connect(lambda: self.desk.select(None, ()))
        self.record = Record(self)
        self.record.accepted.connect(self._widen)
        self.record.hide()
        self.empty = EmptyState("no-readings", tr("Nothing to show yet"), tr("Move items on the board."), parent=self)
        self.setFocusProxy(self.chart)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(300)
        self._lay_out()

    def _lay_out(self) -> None:
        self._scroller = QScrollArea(self)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setWidgetResizable(True)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setWidget(self.chart)
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self._scroller)
        self._pages.addWidget(self.empty)
        switches = QHBoxLayout()
        switches.setContentsMargins(12, 8, 12, 0)
        switches.addWidget(self.modes)
        switches.addWidget(self.choice)
        switches.addStretch(1)
        said = QVBoxLayout()
        said.setContentsMargins(12, 4, 12, 4)
        said.setSpacing(2)
        said.addWidget(self.words)
        said.addWidget(self.doubts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(switches)
        whole.addWidget(self.figures)
        whole.addLayout(said)
        whole.addWidget(pages, 3)
        whole.addWidget(self.record, 2)

    # -- for the window --------------------------------------------------------------------------------------

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """The charts, and the menus of what they are of."""
        return [
            (tr("Flow"), [*self.actions_, None, *(menu.menuAction() for menu in self._menus)]),
        ]

    def exportables(self) -> list[Exportable]:
        """The chart as it is seen now, of its product and team."""
        name, scope, document = self._name, self.scope, self.desk.document
        portfolio, day, source = self.desk.portfolio, today(), source_line(self.desk.told, today())

        def make() -> Any:
            return build(portfolio, document.moves(), day, name, scope, source).spec

        title = next(words for known, _, words in CHARTS if known == name)
        offered = [Exportable(name, title, make, apart=True)]
        if name == "calibration":
            of = scope.ids(portfolio)
            offered.append(
                Exportable(
                    "ledger",
                    tr("Ledger of forecasts"),
                    lambda: ledger_table(portfolio, today=day, of=of),
                    apart=True,
                )
            )
        return offered

    def save_state(self) -> dict[str, Any]:
        """Which chart, of what."""
        return {"chart": self._name, "product": self.scope.product, "team": self.scope.team}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` gave; what does not fit any more is left out."""
        product, team = state.get("product"), state.get("team")
        self.scope = Scope(
            product if product in self.desk.portfolio.products else None,
            team if team in self.desk.portfolio.teams else None,
        )
        self.show_chart(str(state.get("chart")))

    def shut_down(self) -> None:
        """Nothing that is still being computed is shown."""
        self._latest.forget()

    # -- choosing --------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether something newer than what is shown is being computed."""
        return self._latest.busy

    @property
    def chart_name(self) -> str:
        """The name of the chart shown, one of `charts.flow.build`."""
        return self._name

    def show_chart(self, name: str) -> None:
        """Show another chart; the first one for a name that is not known."""
        self._name = name if name in _FIGURE_OF else CHARTS[0][0]
        self.modes.set_value(self._name)
        self._renew()

    def choose_product(self, product: int | None) -> None:
        """Show the deliverables of one product, or of all."""
        self.scope = self.scope._replace(product=product)
        self._renew()

    def choose_team(self, team: int | None) -> None:
        """Show the deliverables that one team works on, or all."""
        self.scope = self.scope._replace(team=team)
        self._renew()

    def _open_products(self) -> None:
        self._menus[0].popup(self.products.mapToGlobal(self.products.rect().bottomLeft()))

    def _open_teams(self) -> None:
        self._menus[1].popup(self.teams.mapToGlobal(self.teams.rect().bottomLeft()))

    def _open_charts(self) -> None:
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions_)
        menu.popup(self.choice.mapToGlobal(self.choice.rect().bottomLeft()))

    def _choose(self, deliverable: int, more: bool) -> None:
        chosen = self.desk.selection.deliverables() if more else ()
        self._key = deliverable
        if self.built is not None and deliverable in self.built.rows:
            self._choose_all(tuple(dict.fromkeys((*chosen, *self.built.rows[deliverable]))))
            return
        if deliverable in chosen:
            self.desk.select(Deliverable, tuple(each for each in chosen if each != deliverable))
        else:
            self.desk.select(Deliverable, (*chosen, deliverable), deliverable)

    def _choose_all(self, rows: tuple[int, ...]) -> None:
        """Select what a figure stands on, but for what is gone since."""
        known = tuple(each for each in rows if each in self.desk.portfolio.deliverables)
        self.desk.select(Deliverable if known else None, known, known[0] if known else None)

    def _widen(self, team: int, factor: float) -> None:
        self.desk.do(lambda portfolio: widen_forecasts(portfolio, team, factor), toast=True)

    # -- showing ---------------------------------------------------------------------------------------------

    def _renew(self) -> None:
        self._stale = True
        if self._begun and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Compute the portfolio as it is now, in a thread."""
        self._stale = False
        self.products.set_words(commands.product_words(self))
        self.teams.set_words(commands.team_words(self))
        self.choice.set_words(next(words for name, _, words in CHARTS if name == self._name))
        portfolio, document, day = self.desk.portfolio, self.desk.document, today()
        name, scope = self._name, self.scope
        self._latest.run(
            lambda: build(portfolio, document.moves(), day, name, scope), self._show, self.desk.refused.emit
        )

    def _show(self, built: Built) -> None:
        self.built = built
        spec = built.spec
        self.figures.show_figures(built.figures)
        text.set_text(self.words, "" if spec.empty else spec.takeaway)
        self.words.setVisible(not spec.empty)
        self._say_doubts(built.doubts)
        mark(self.words, _FIGURE_OF[self._name])
        mark(self.chart, _FIGURE_OF[self._name])
        if spec.empty:
            self.empty.say(tr("Nothing to show yet"), spec.empty)
        self._pages.setCurrentWidget(self.empty if spec.empty else self._scroller)
        if built.ledger is not None:
            self.record.show_record(built.ledger, built.proposals)
        self.record.setVisible(built.ledger is not None)
        self.chart.show_spec(spec)
        self._mark_selected()

    def _say_doubts(self, doubts: tuple[str, ...]) -> None:
        self.doubts.setVisible(bool(doubts))
        told = list(doubts[:_TOLD])
        if rest := len(doubts) - len(told):
            told.append(trn("And {n} more.", "And {n} more.", rest, n=number(rest, 0)))
        text.set_text(self.doubts, " ".join(told))
        text.set_tooltip(self.doubts, "\n".join(doubts))

    def _words_of(self, deliverable: int) -> list[str]:
        """What the card at a point says."""
        portfolio = self.desk.portfolio
        if self.built is not None and deliverable in self.built.rows:
            return self._words_of_several(self.built, deliverable)
        item = portfolio.deliverables.get(deliverable)
        if item is None or self.built is None:
            return [""]
        product = portfolio.products.get(item.product)
        about = ", ".join(words for words in (product.name if product else "", choice_words(item.stage)) if words)
        series = next(each for each in self.built.spec.series if deliverable in each.keys)
        at = series.keys.index(deliverable)
        if self._name == "delay":
            return [text.one_line(item.title, 80), about, series.labels[at]]
        days = series.xs[at] if series.kind == "bars" else series.ys[at] or 0.0
        counted = trn("{n} day", "{n} days", round(days), n=number(days, 0))
        return [text.one_line(item.title, 80), about, counted]

    def _words_of_several(self, built: Built, key: int) -> list[str]:
        """What the card at a bar of several says: what it is, and the first of them."""
        series = next(each for each in built.spec.series if key in each.keys)
        at = series.keys.index(key)
        named = built.spec.y.categories[int(series.ys[at] or 0)]
        items = self.desk.portfolio.deliverables
        titles = [text.one_line(items[each].title, 60) for each in built.rows[key] if each in items]
        heads = [named, f"{series.name}: {with_unit(series.xs[at], tr('pw'))}"]
        rest = len(titles) - _LISTED
        more = [trn("And {n} more.", "And {n} more.", rest, n=number(rest, 0))] if rest > 0 else []
        return [*heads, *titles[:_LISTED], *more]

    def _mark_selected(self) -> None:
        selection = self.desk.selection
        chosen = selection.deliverables()
        if self.built is None or not self.built.rows:
            self.chart.set_selected(chosen, selection.current if chosen else None)
            return
        lit = tuple(key for key, held in self.built.rows.items() if set(chosen).issuperset(held))
        self.chart.set_selected(lit, self._key if self._key in lit else None)

    # -- hearing ---------------------------------------------------------------------------------------------

    def _changed(self, changed: Changed) -> None:
        if changed.change_set.touches(*_CONCERNED):
            self._renew()

    def _selection_changed(self, _selection: Selection) -> None:
        self._mark_selected()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._begun and self._stale:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._begun:
            # After the first paint, so that the window's own is not held up.
            QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.modes.fit(self.width() - 24)
        self.modes.setVisible(roomy)
        self.choice.setVisible(not roomy)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
