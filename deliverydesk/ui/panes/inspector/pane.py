"""The inspector pane: a drawer of ruled sections that follows the selection, edited in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from deliverydesk.actions import records
from deliverydesk.domain.entities import TABLE_NAMES, Deliverable, Entity, Milestone, Outcome, Product, Team, caption
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support import clock
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.dialogs.stopping import door
from deliverydesk.ui.panes.inspector.deliverable import deliverable_sections
from deliverydesk.ui.panes.inspector.foreseeing import Foreseeing
from deliverydesk.ui.panes.inspector.kinds import MANY, ONE
from deliverydesk.ui.panes.inspector.others import (
    milestone_sections,
    product_sections,
    team_sections,
)
from deliverydesk.ui.panes.inspector.outcome import outcome_sections
from deliverydesk.ui.panes.inspector.parts import Section
from deliverydesk.ui.panes.inspector.past import MOST, history_section
from deliverydesk.ui.panes.inspector.section_view import SectionView
from deliverydesk.ui.panes.inspector.several import EDIT_MANY, several_deliverables, several_of, several_outcomes
from deliverydesk.ui.rows import Row
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.typed import Action, refusal
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.field_row import FieldRow
from deliverydesk.ui.widgets.header import PaneHeader

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.exportable import Exportable
    from deliverydesk.ui.theme import Theme

WIDTH = 282
SETTLED = 120
"""Milliseconds without a new selection after which the history is read from the file."""


_OTHERS: dict[type[Entity], Callable[[Portfolio, int, date], tuple[Section, ...]]] = {
    Product: product_sections,
    Team: team_sections,
    Milestone: milestone_sections,
}
_SHOWN = (Deliverable, Outcome, *_OTHERS)


class Drawer(QWidget):
    """The sections one below the other."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current_theme().colour("surface"))


class InspectorPane(QWidget):
    """Shows what the desk has selected: one thing of any kind, or what several have in common."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("inspector")
        text.name(self, tr("Inspector"))
        self.header = PaneHeader(tr("Inspector"), parent=self)
        self.views: dict[str, SectionView] = {}
        self.shown: list[SectionView] = []
        self._folded: set[str] = set()
        self._stale = True
        self._laying_out = False
        self._past: Section | None = None
        self._last: FieldRow | None = None
        self._build()
        self.foreseeing = Foreseeing(self)
        self._make_actions()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._remember)
        desk.selection_changed.connect(self._follow)
        desk.changed.connect(self._renew_all)
        desk.scores_changed.connect(self.renew)
        desk.day_changed.connect(self.renew)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._read_past)
        self.renew()

    def _build(self) -> None:
        self.drawer = Drawer()
        self.drawer.setObjectName("inspector.drawer")
        self.area = QScrollArea(self)
        self.area.setObjectName("inspector.scroll")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.drawer)
        self.area.viewport().installEventFilter(self)
        text.name(self.area, tr("Inspector"))
        self.empty = EmptyState(
            "inspector",
            tr("Nothing selected"),
            tr("Select an item, an outcome, a product, a team or a milestone to see and set all there is of it."),
        )
        stack = QWidget(self)
        for ground in (stack, self.area):
            ground.setBackgroundRole(QPalette.ColorRole.Base)
            ground.setAutoFillBackground(True)
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(stack, 1)

    def _make_actions(self) -> None:
        self.actions_made: list[QAction | None] = []
        for name, words, shortcut, run in (
            ("edit_title", tr("Edit the title"), "", self.edit_title),
            ("first_field", tr("Go to the inspector's fields"), "Ctrl+Return", self.enter),
            ("fold_all", tr("Fold all sections"), "", lambda: self.fold_all(True)),
            ("unfold_all", tr("Unfold all sections"), "", lambda: self.fold_all(False)),
            ("stop", door.WORDS, "", lambda: door.stop(self.desk, self, self.desk.selection.deliverables())),
        ):
            action = QAction(words, self)
            action.setObjectName(f"inspector.{name}")
            if shortcut:
                action.setShortcut(QKeySequence(shortcut))
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _on=False, run=run: run())
            self.addAction(action)
            self.actions_made.append(action)
        self._stop_action = action

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    # Following

    def _follow(self, _selection: object) -> None:
        self._settle_typing()
        self._past = None
        self.renew()
        self.area.verticalScrollBar().setValue(0)

    def _settle_typing(self) -> None:
        """What is typed and can be done is done before something else is shown; it belongs to what was shown."""
        for row in self.rows():
            if row.editor is not None:
                row.keep()

    def _renew_all(self, _changed: object) -> None:
        # The history as it was stays until the new one is read, so that nothing jumps.
        self._settle.start()
        self.renew()

    def renew(self) -> None:
        """Show what is selected as it is now; put off while nobody sees it."""
        door.allow_stop(self._stop_action, self.desk, self.desk.selection.deliverables())
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        sections, title = self._sections()
        self.header.set_title(title)
        self._stack.setCurrentWidget(self.area if sections else self.empty)
        self._show(sections)

    def _sections(self) -> tuple[tuple[Section, ...], str]:
        selection, portfolio, today = self.desk.selection, self.desk.portfolio, clock.today()
        items, outcomes = selection.deliverables(), selection.outcomes()
        if len(items) > 1:
            return several_deliverables(portfolio, items, today), MANY[Deliverable]
        if len(outcomes) > 1:
            return several_outcomes(portfolio, outcomes, today), MANY[Outcome]
        if items:
            sections = deliverable_sections(portfolio, self.desk.scores, items[0], today)
            return (*self.foreseeing.among(sections), *self._history()), ONE[Deliverable]
        if outcomes:
            return (*outcome_sections(portfolio, outcomes[0], today), *self._history()), ONE[Outcome]
        if selection.entity_type in _OTHERS and selection.ids:
            kind = selection.entity_type
            if len(selection.ids) > 1:
                return several_of(portfolio, kind, selection.ids), MANY[kind]
            sections = _OTHERS[kind](portfolio, selection.ids[0], today)
            return (*self.foreseeing.among(sections), *self._history()), ONE[kind]
        return (), tr("Inspector")

    def _history(self) -> tuple[Section, ...]:
        if self._past is not None:
            return (self._past,)
        self._settle.start()
        return (Section("history", tr("History"), ()),)

    def _read_past(self) -> None:
        """Read the history of what is shown: from the file, so not at every step of the selection."""
        selection = self.desk.selection
        if len(selection.ids) != 1 or selection.entity_type not in _SHOWN or not self.isVisible():
            return
        entity = self.desk.portfolio.table(selection.entity_type).get(selection.ids[0])
        if entity is not None:
            entries = self.desk.document.history_of(TABLE_NAMES[selection.entity_type], entity.id, MOST)
            self._past = history_section(entries, caption(entity), clock.today(), self._setting_back(entity))
            self.renew()

    def _setting_back(self, entity: Entity) -> Callable[[int], Action]:
        """What makes the action that sets a thing back to how it was after an entry of the journal."""
        document, table = self.desk.document, TABLE_NAMES[type(entity)]

        def setting_back(seq: int) -> Action:
            return lambda portfolio: records.set_back(portfolio, document.rewind().former(table, entity.id, seq))

        return setting_back

    def _show(self, sections: tuple[Section, ...]) -> None:
        locked = self.desk.document.read_only or ""
        made = False
        shown = []
        for section in sections:
            view = self.views.get(section.key)
            if view is None:
                view = self.views[section.key] = self._make_view()
                made = True
            folded = section.folds and section.key in self._folded
            made = view.show_section(section, locked, folded=folded) or made
            shown.append(view)
        for view in self.shown:
            if view not in shown:
                view.hide()
        self.shown = shown
        self._lay_out()
        if made:
            self._chain()

    def _make_view(self) -> SectionView:
        view = SectionView(self.keep, self.lead, self.drawer)
        view.resized.connect(self._lay_out)
        view.folded.connect(self._fold)
        view.stepped.connect(self._step)
        return view

    def _lay_out(self) -> None:
        if self._laying_out or not self.shown:
            return
        self._laying_out = True
        try:
            width = self.area.viewport().width()
            y = 0
            for view in self.shown:
                view.last = view is self.shown[-1]
                high = view.lay_out(width)
                view.setGeometry(0, y, width, high)
                if view.isHidden():
                    view.show()
                y += high
            self.drawer.resize(width, max(y + 8, self.area.viewport().height()))
        finally:
            self._laying_out = False

    def _chain(self) -> None:
        """Let Tab walk from top to bottom: widgets are kept, so they are not in the order in which they were made."""
        before: QWidget | None = None
        for view in self.shown:
            for widget in (view.heading, *view.stops()):
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget

    # Doing

    def keep(self, action: Action) -> str:
        """Carry an action out; the sentence of a refusal, or nothing."""
        reason = refusal(self.desk.portfolio, action)
        if reason:
            return reason
        said: list[str] = []
        self.desk.refused.connect(said.append)
        try:
            done = self.desk.do(action, origin=self)
        finally:
            self.desk.refused.disconnect(said.append)
        return "" if done else " ".join(said) or tr("It could not be saved.")

    def lead(self, row: Row) -> None:
        """Select what a row leads to, or open the sheet for all that is selected."""
        if row.key == EDIT_MANY:
            from deliverydesk.ui.dialogs.bulk_edit import BulkSheet

            BulkSheet(self.window(), self.desk, self.desk.selection.deliverables()).open()
        elif row.leads is not None:
            entity_type, entity_id = row.leads
            self.desk.select(entity_type, (entity_id,), entity_id)

    def rows(self) -> list[FieldRow]:
        """The rows that are shown, from top to bottom."""
        return [each for view in self.shown for each in view.views if isinstance(each, FieldRow)]

    def row(self, section: str, key: str) -> FieldRow | None:
        """The row of a field; None where it is not shown."""
        view = self.views.get(section)
        found = (each for each in (view.views if view in self.shown and view is not None else ()))
        return next((each for each in found if isinstance(each, FieldRow) and each.row.key == key), None)

    def edit_title(self) -> None:
        """Edit the title of what is shown."""
        row = self.row("head", "title") or self.row("head", "name")
        if row is not None:
            row.edit()

    def enter(self) -> None:
        """Give the focus to the field that had it last, or to the first one."""
        rows = self.rows()
        if rows:
            last = next((row for row in rows if row is self._last), rows[0])
            last.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _remember(self, _before: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and self.isAncestorOf(now)
        self.header.set_active(inside)
        row = now.parentWidget() if inside and now is not None and not isinstance(now, FieldRow) else now
        if inside and isinstance(row, FieldRow):
            self._last = row
            self.area.ensureWidgetVisible(row, 0, 40)

    def _step(self, row: FieldRow, by: int) -> None:
        rows = [each for each in self.rows() if each.row.style != "" or each.row.caption]
        at = rows.index(row) + by
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)

    def _fold(self, key: str, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(key)
        self.renew()

    def fold_all(self, folded: bool) -> None:
        """Fold or unfold every section that folds."""
        keys = {view.section.key for view in self.shown if view.section.folds}
        self._folded = self._folded | keys if folded else set()
        self.renew()

    # Events

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lay_out()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.renew()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.enter()

    # What every pane offers

    def command_groups(self) -> list[tuple[str, list[QAction | None]]]:
        """The pane's actions for the menus."""
        return [(tr("Inspector"), self.actions_made)]

    def exportables(self) -> list[Exportable]:
        """Nothing to hand out."""
        return []

    def save_state(self) -> dict[str, Any]:
        """Which sections are folded."""
        return {"folded": sorted(self._folded)}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Fold what was folded."""
        folded = state.get("folded")
        if isinstance(folded, list):
            self._folded = {key for key in folded if isinstance(key, str)}
            self.renew()
