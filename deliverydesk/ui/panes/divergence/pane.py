"""The divergence pane: the field of work in flight, the evidence below it, and what is proposed from there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.actions import proposing
from deliverydesk.actions.proposing import Case
from deliverydesk.analysis.divergence import Region, frozen
from deliverydesk.charts.divergence import REGIONS, chart_of
from deliverydesk.domain.entities import Deliverable, Outcome, ReviewEntry
from deliverydesk.domain.values import Proposal
from deliverydesk.domain.wording import counted, figure
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.allowing import allow
from deliverydesk.ui.dialogs.stopping import door
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.panes.divergence.plot import Plot
from deliverydesk.ui.panes.divergence.rows import RowsModel, RowsView, shown_places
from deliverydesk.ui.panes.divergence.sheets import ProposeSheet
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.header import PaneHeader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliverydesk.analysis.divergence import Divergence, Place
    from deliverydesk.document.document import Changed
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.theme import Theme

_WORDS = {
    Proposal.EXPLAIN: tr("Explain…"),
    Proposal.WAIT: tr("Wait until…"),
    Proposal.REFINE: tr("Refine…"),
    Proposal.TABLE: tr("Propose to table…"),
}
_GAP = 8


class DivergencePane(QWidget):
    """Works from about 360 px on; best as the left half of the window."""

    board_wanted = Signal()
    """Nothing is in flight: whoever has a board is to show it, so that work can be moved to delivery."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del theme  # painted in whichever is current
        self.setObjectName("divergence")
        text.name(self, tr("Divergence"), tr("Delivery held against outcome, for all work in flight"))
        self.desk = desk
        self._begun = False
        self.header = PaneHeader(tr("Divergence"), parent=self)
        self.plot = Plot(desk, self)
        self.model = RowsModel(self)
        self.rows = RowsView(self.model, self)
        self.actions_ = self._make_actions()
        self.buttons = [
            (PrimaryButton if proposal is Proposal.TABLE else Button)(
                _WORDS[proposal], self.actions_[proposal].trigger, self, size="header"
            )
            for proposal in Proposal
        ]
        self._lay_out()
        self.setMinimumWidth(340)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        desk.changed.connect(self._changed)
        desk.selection_changed.connect(self._selected)
        desk.findings.renewed.connect(self.refresh)
        desk.findings.renewing.connect(self._say_count)
        self.plot.opened.connect(self.drill_down)
        self.rows.chosen.connect(lambda item: self.plot.choose((item,), item))
        self.rows.opened.connect(self.drill_down)

    def _make_actions(self) -> dict[Proposal, QAction]:
        made: dict[Proposal, QAction] = {}
        for proposal in Proposal:
            action = QAction(_WORDS[proposal], self)
            action.setObjectName(f"divergence.{proposal.value}")
            action.triggered.connect(partial(self._ask, proposal))
            self.addAction(action)
            made[proposal] = action
        self.evidence_action = QAction(tr("Show the outcome behind it"), self)
        self.evidence_action.setObjectName("divergence.drill_down")
        self.evidence_action.triggered.connect(lambda _checked=False: self.drill_down())
        self.green_action = QAction(tr("Select what is green and moves nothing"), self)
        self.green_action.setObjectName("divergence.select_green")
        self.green_action.setShortcut(QKeySequence("Ctrl+Shift+G"))
        self.green_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.green_action.triggered.connect(lambda _checked=False: self.select_region(Region.GREEN_MOVES_NOTHING))
        self.stop_action = QAction(door.WORDS, self)
        self.stop_action.setObjectName("divergence.stop")
        self.stop_action.setShortcut(QKeySequence(door.SHORTCUT))
        self.stop_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.stop_action.triggered.connect(
            lambda _checked=False: door.stop(self.desk, self, self.desk.selection.deliverables())
        )
        for action in (self.evidence_action, self.green_action, self.stop_action):
            self.addAction(action)
        return made

    def _lay_out(self) -> None:
        self.bar = _Bar(self)
        self.chosen = text.label("", fonts.DETAIL, 600, parent=self.bar)
        self.where = text.label("", fonts.DETAIL, 400, "text2", parent=self.bar)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.chosen)
        row.addWidget(self.where)
        row.addStretch(1)
        for button in self.buttons:
            row.addWidget(button)
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        lower.addWidget(self.bar)
        lower.addWidget(self.rows, 1)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.plot)
        self.split.addWidget(below)
        self.split.setStretchFactor(0, 7)
        self.split.setStretchFactor(1, 3)
        self.split.setSizes([560, 240])
        self.nothing = EmptyState(
            "outcome",
            tr("Nothing is in flight"),
            tr("Work in delivery or improving stands here, by whether it is on time and whether it moves its outcome."),
            tr("Move work on the board"),
            self.board_wanted.emit,
            self,
        )
        self.waiting = EmptyState("outcome", tr("Looking at the readings"), tr("A moment, please."), parent=self)
        pages = QWidget(self)
        self._pages = QStackedLayout(pages)
        for page in (self.split, self.nothing, self.waiting):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(pages, 1)
        self.setFocusProxy(self.plot)

    # ---- for the window

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """The pane's menus: title and actions, None for a separator."""
        proposals: list[QAction | None] = [self.actions_[proposal] for proposal in Proposal]
        return [(tr("Divergence"), [self.green_action, self.evidence_action, None, *proposals, None, self.stop_action])]

    def exportables(self) -> list[Exportable]:
        """The field as it is seen, once there is one."""
        divergence = self.desk.findings.divergence
        if divergence is None:
            return []
        source = tr(
            "DeliveryDesk, {portfolio}, as of {day}",
            portfolio=self.desk.told.settings.name,
            day=divergence.today.isoformat(),
        )
        title = tr("Divergence of delivery and outcome")
        return [Exportable("divergence", title, lambda: chart_of(self.desk.portfolio, divergence, source=source))]

    def save_state(self) -> dict[str, Any]:
        """The view, as plain JSON values."""
        return {"split": self.split.sizes()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take a view that `save_state` gave; what does not fit any more is left out."""
        sizes = state.get("split")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) and size > 0 for size in sizes):
            self.split.setSizes(sizes)

    def begin(self) -> None:
        """Fill the pane, once it is seen."""
        self._begun = True
        self.refresh()
        self.desk.findings.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.begin)

    def sizeHint(self) -> QSize:
        return QSize(700, 700)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """In a narrow pane the words of where give way first, then all proposals but the last."""
        buttons = sum(button.sizeHint().width() + _GAP for button in self.buttons)
        room = self.width() - buttons - self.chosen.sizeHint().width() - 2 * _GAP
        for button in self.buttons[:-1]:
            button.setVisible(room >= 0)
        self.where.setVisible(room >= self.where.sizeHint().width() + _GAP)

    # ---- showing

    def refresh(self) -> None:
        """Show what was found last."""
        divergence = self._found()
        if not self._begun:
            return
        self._say_count()
        if divergence is None:
            self._pages.setCurrentWidget(self.waiting)
            return
        self._pages.setCurrentWidget(self.split if divergence.places else self.nothing)
        self.plot.show_divergence(divergence)
        self._show_rows()

    def _found(self) -> Divergence | None:
        """What was found last, without what is gone since."""
        divergence = self.desk.findings.divergence
        if divergence is None or self.desk.findings.current:
            return divergence
        return divergence.within(self.desk.portfolio)

    def _say_count(self, _busy: bool = False) -> None:
        divergence = self.desk.findings.divergence
        words = "" if divergence is None else tr("{n} in flight", n=figure(len(divergence.places)))
        if not self.desk.findings.current and divergence is not None:
            words = tr("{count}, being renewed", count=words)
        self.header.set_count(words)

    def _show_rows(self) -> None:
        divergence = self._found()
        if divergence is None:
            return
        chosen = self.desk.selection.deliverables()
        places = shown_places(divergence, chosen)
        selected = self._selected_places()
        if [place.deliverable for place in places] != [place.deliverable for place in self.model.places] or (
            places != list(self.model.places)
        ):
            self.model.show_places(self.desk.portfolio, self.desk.findings.evidence, places)
        self.rows.show_current(self.desk.selection.current if selected else None)
        if selected:
            text.set_text(self.chosen, tr("{n} selected", n=figure(len(selected))))
            regions = {place.region for place in selected}
            region = next(iter(regions))
            text.set_text(self.where, REGIONS[region].lower() if len(regions) == 1 and region is not None else "")
        else:
            green = divergence.of_region(Region.GREEN_MOVES_NOTHING)
            text.set_text(self.chosen, REGIONS[Region.GREEN_MOVES_NOTHING] if green else tr("All in flight"))
            text.set_text(self.where, counted(len(places), "item"))
        self._fit_bar()
        reason = self.desk.locked(ReviewEntry)
        for proposal, button in zip(Proposal, self.buttons, strict=True):
            allow(self.actions_[proposal], bool(selected), reason)
            button.setEnabled(bool(selected) and not reason)
            text.set_tooltip(button, reason or ("" if selected else tr("Select points of the field first.")))
        self.evidence_action.setEnabled(bool(selected))
        door.allow_stop(self.stop_action, self.desk, self.desk.selection.deliverables())

    def _selected_places(self) -> list[Place]:
        return [self.plot.places[each] for each in self.desk.selection.deliverables() if each in self.plot.places]

    # ---- what can be done

    def select_region(self, region: Region) -> None:
        """Select all that lies in a quarter of the field."""
        divergence = self._found()
        ids = tuple(place.deliverable for place in divergence.of_region(region)) if divergence is not None else ()
        if not ids:
            self.desk.refused.emit(tr("Nothing in flight is on time and yet moves nothing."))
        self.plot.choose(ids, ids[0] if ids else None)

    def drill_down(self, deliverable: int | None = None) -> None:
        """Show the outcome behind a point, by default the current one, with all its readings."""
        wanted = self.desk.selection.current if deliverable is None else deliverable
        place = self.plot.places.get(wanted) if wanted is not None else None
        if place is None:
            return
        if place.outcome is None:
            self.desk.refused.emit(tr("It is to move no outcome. Give it one in the inspector."))
            return
        self.desk.select(Outcome, (place.outcome,), place.outcome)

    def _ask(self, proposal: Proposal) -> None:
        selected = self._selected_places()
        if not selected:
            self.desk.refused.emit(tr("Select points of the field first."))
            return
        items = self.desk.portfolio.deliverables
        about = (
            text.one_line(items[selected[0].deliverable].title, 80)
            if len(selected) == 1
            else counted(len(selected), "deliverable")
        )
        events = sorted(self.desk.portfolio.events, key=lambda event: event.start, reverse=True)
        known = [(event.id, event.name) for event in events]
        sheet = ProposeSheet(self, proposal, about, today(), known, partial(self._propose, proposal, selected))
        sheet.open()

    def _propose(
        self,
        proposal: Proposal,
        places: Sequence[Place],
        reason: str,
        day: date | None,
        event: int | None,
        name: str,
    ) -> str:
        page = self.desk.findings.evidence
        evidence = page.evidence if page is not None else {}
        cases = [
            Case(
                place.deliverable,
                place.outcome,
                frozen(place, evidence.get(place.outcome) if place.outcome is not None else None, today()),
            )
            for place in places
        ]
        given: dict[str, Any] = {}
        if proposal is Proposal.EXPLAIN:
            given = {"event": event} if event is not None else {"name": name, "start": day}
        elif proposal is Proposal.WAIT:
            given = {"until": day}

        def action(portfolio: Portfolio) -> ChangeSet:
            return proposing.propose(portfolio, proposal, cases, reason, **given)

        reason_not = refusal(self.desk.portfolio, action)
        if not reason_not:
            self.desk.do(action, toast=True)
        return reason_not

    # ---- hearing

    def _changed(self, changed: Changed) -> None:
        if self._begun:
            self.refresh() if changed.change_set.touches(Deliverable, Outcome) else self._say_count()
        if self.isVisible():
            self.desk.findings.ask()

    def _selected(self, _selection: Selection) -> None:
        if self._begun:
            self.plot.update()
            self._show_rows()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for _title, actions in self.command_groups():
            for action in actions:
                menu.addSeparator() if action is None else menu.addAction(action)
        menu.exec(event.globalPos())


class _Bar(QWidget):
    """What is selected and what can be proposed, between two hairlines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(40)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
