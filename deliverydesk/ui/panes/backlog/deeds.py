"""What a person does with items of the backlog: adding, copying, deleting, ranking, scoring. Each ends in an action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect

from deliverydesk import actions
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Settings
from deliverydesk.support.language import tr
from deliverydesk.ui.dialogs.stopping import door
from deliverydesk.ui.panes.backlog import edits
from deliverydesk.ui.panes.backlog.adding import NEW_TITLE, Adding
from deliverydesk.ui.panes.backlog.celldeeds import CellDeeds
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.places import step_anchor

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.values import ScoringModel
    from deliverydesk.ui.panes.backlog.commands import Commands
    from deliverydesk.ui.panes.backlog.layout import ColumnLayout
    from deliverydesk.ui.panes.backlog.reasons import ReasonBar
    from deliverydesk.ui.panes.backlog.switch import ViewSwitch


class Deeds(CellDeeds):
    """The part of the pane that acts. The pane itself builds and shows."""

    adding: Adding
    columns: ColumnLayout
    commands: Commands
    switch: ViewSwitch
    reason: ReasonBar | None
    """Made once there are scores to go against."""

    def filter_by(self, wanted: Filter) -> None:
        """Show what passes the filter."""
        self.model.show_filter(wanted)

    def stop_current(self) -> None:
        """Look at tabling or cancelling the selected item, and at what to begin instead."""
        door.stop(self.desk, self, self.table.selected())

    # ---- adding, copying, deleting

    def add_below(self) -> None:
        """Add an item below the current one, or at the end, and edit its title."""
        current = self.table.current_id()
        self._add(None if current is None else self.desk.portfolio.rank(current) + 1)

    def add_top(self) -> None:
        """Add an item at rank 1 and edit its title."""
        self._add(1)

    def add_end(self) -> None:
        """Add an item at the end and edit its title."""
        self._add(None)

    def _add(self, rank: int | None) -> None:
        new_id = self.desk.portfolio.next_id
        values = {"title": NEW_TITLE, **self._values_that_pass()}
        team = values.pop("team", None)
        if not self.desk.do(lambda portfolio: actions.backlog.add_deliverable(portfolio, values, rank=rank, team=team)):
            return
        self.reveal(new_id)
        self.desk.select(Deliverable, (new_id,), new_id)
        self.adding.begin(new_id)
        self.switch.edit_title(new_id)

    def add_after(self, deliverable_id: int) -> None:
        """Add an item below another one and edit its title."""
        self._add(self.desk.portfolio.rank(deliverable_id) + 1)

    def reveal(self, deliverable_id: int) -> None:
        """See to it that an item has a row: unfold its group, and take off a filter that would hide it."""
        rows = self.model.rows
        if rows.row_of(deliverable_id) is None and deliverable_id not in rows.passing:
            self.filter_by(Filter())
        group = next((group for group in rows.groups if group.folded and deliverable_id in group.ids), None)
        if group is not None:
            self.table.fold([group.key], on=False)

    def _values_that_pass(self) -> dict[str, Any]:
        """A new item takes over what is filtered by, where that is one value, so that it is seen at once.

        In a grouped view it goes into the group of the current row.
        """
        rows = self.model.rows
        shown, group = rows.filter, rows.group_at(self.table.currentIndex().row())
        values: dict[str, Any] = {} if group is None else {rows.grouping: group.key}
        for facet in ("product", "stage", "kind", "theme", "owner"):
            chosen = shown.demanded(facet)
            if len(chosen) == 1:
                (value,) = chosen
                values[facet] = value
        products = self.desk.portfolio.products
        if len(products) == 1:
            values.setdefault("product", next(iter(products)).id)
        tags = shown.demanded("tag")
        if len(tags) == 1:
            values["tags"] = tuple(str(tag) for tag in tags)
        return edits.typed_values(values)

    def duplicate(self) -> None:
        """Copy the selected items, each to just below its original, and select the copies."""
        ids, first = self.table.selected(), self.desk.portfolio.next_id
        if ids and self.desk.do(lambda portfolio: actions.backlog.duplicate_deliverables(portfolio, ids), toast=True):
            copies = [i for i in self.desk.portfolio.deliverables.ids if i >= first]
            self.desk.select(Deliverable, tuple(copies), copies[0])

    def delete(self) -> None:
        """Delete the selected items; the toast takes it back."""
        ids = self.table.selected()
        if not ids:
            return
        row = self.model.rows.row_of(ids[0]) or 0
        if self.desk.do(lambda portfolio: actions.records.delete(portfolio, Deliverable, ids), toast=True):
            following = self.model.rows.nearest_item(row)
            if following is not None:
                self.desk.select(Deliverable, (following,), following)

    def set_values(self, column: str, words: str) -> None:
        """Set a column of all selected items."""
        ids = self.table.selected()
        if ids:
            self.desk.do(edits.edit(column, ids, words), toast=len(ids) > 1)

    # ---- ranking

    def step(self, *, up: bool) -> None:
        """Move the selected items one row up or down, among the rows shown."""
        ids, rows = self.table.selected(), self.model.rows
        if not ids:
            return
        if self.switch.shown == "board" and self.switch.board is not None:
            self.switch.board.step(up=up)
            return
        if rows.sort is not None:
            self.desk.refused.emit(
                tr(
                    "{sorted_by}: one row up or down means nothing for the rank. Go back to your order first.",
                    sorted_by=rows.sort.by,
                )
            )
            return
        leads, anchor = step_anchor(rows, ids, up)
        if leads:
            self.desk.do(lambda portfolio: actions.backlog.move_above(portfolio, ids, anchor))
            self._keep_in_sight()

    def move_top(self) -> None:
        """Move the selected items to rank 1."""
        self._move(lambda portfolio, ids: actions.backlog.move_deliverables(portfolio, ids, 1))

    def move_bottom(self) -> None:
        """Move the selected items to the end."""
        self._move(lambda portfolio, ids: actions.backlog.move_above(portfolio, ids, None))

    def _move(self, move: Callable[[Portfolio, tuple[int, ...]], ChangeSet]) -> None:
        ids = self.table.selected()
        if ids and self.desk.do(lambda portfolio: move(portfolio, ids), toast=True):
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        current = self.table.currentIndex()
        if current.isValid():
            self.table.scrollTo(current)

    def ask_rank(self) -> None:
        """Ask for a rank to move to."""
        from deliverydesk.ui.panes.backlog import placing

        if ids := self.table.selected():
            placing.ask_rank(self.desk, self, ids)

    def pick(self, *, below: bool) -> None:
        """Ask for an item to move above or below."""
        from deliverydesk.ui.panes.backlog import placing

        if ids := self.table.selected():
            placing.PickSheet(self.desk, self, ids, below=below).open()

    def plan(self) -> None:
        """Ask for a day, and put the selected items on the roadmap from there on."""
        from deliverydesk.ui.panes.backlog import placing

        if ids := self.table.selected():
            placing.ask_start(self.desk, self, ids)

    def unplan(self) -> None:
        """Take the selected items off the roadmap."""
        if ids := self.table.selected():
            self.desk.do(lambda portfolio: actions.roadmap.unschedule(portfolio, ids), toast=True)

    # ---- scores

    def choose_model(self, model: ScoringModel) -> None:
        """Score by another model."""
        self.desk.do(
            lambda portfolio: actions.records.edit(portfolio, Settings, [SETTINGS_ID], {"scoring_model": model})
        )
        self.commands.renew()

    def order_by_score(self) -> None:
        """Make the order of the scores the manager's order: of the rows shown, where they are filtered."""
        from deliverydesk.analysis.ordering import order_by_score

        if self.desk.scores is None:
            self.desk.load_scores()
        board, rows = self.desk.scores, self.model.rows
        if board is not None:
            ids = rows.passing if rows.filter else None
            size = len(self.desk.portfolio.deliverables if ids is None else ids)
            self.desk.do(lambda portfolio: order_by_score(portfolio, board, ids), toast=True, size=size)

    def why_current(self) -> None:
        """Show how the score of the current item came about."""
        current = self.table.currentIndex()
        if current.isValid():
            cell = self.model.index(current.row(), PLACE["score" if "score" in self.columns.chosen else "title"])
            self._why(current.row(), self.table.visualRect(cell))

    def _why(self, row: int, cell: QRect) -> None:
        from deliverydesk.ui.panes.backlog.why import show_why

        entity_id = self.model.id_at(row)
        if entity_id is not None:
            show_why(self.model.rows.sight, entity_id, self.table.viewport(), cell)

    def show_doubts(self) -> None:
        """Show which estimates would change the order if they were better known."""
        from deliverydesk.ui.panes.backlog.doubts import DoubtsSheet

        if self.desk.scores is None:
            self.desk.load_scores()
        if self.desk.scores is not None:
            DoubtsSheet(self.desk, self.desk.scores, self).open()

    def say_why_moved(self) -> None:
        """Go to the field that asks why the last move went against the score."""
        if self.reason is None or not self.reason.take_focus():
            self.desk.refused.emit(tr("The last move did not go far against the score."))

    def show_reasons(self) -> None:
        """List the moves against the score with their reasons."""
        from deliverydesk.ui.panes.backlog.reasons import ReasonsSheet

        ReasonsSheet(self.desk, self).open()

    def edit_criteria(self) -> None:
        """Edit the criteria of the weighted model."""
        from deliverydesk.ui.dialogs.settings import open_settings

        open_settings(self.window(), self.desk, "criteria")
