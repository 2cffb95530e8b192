"""The board itself: columns side by side, one selection over all of them, drags from stage to stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from deliverydesk.actions import backlog, gating, stages
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import Stage
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.desk import LARGE
from deliverydesk.ui.panes.backlog.board import keys
from deliverydesk.ui.panes.backlog.board.card import CardPainter
from deliverydesk.ui.panes.backlog.board.depths import DepthRow
from deliverydesk.ui.panes.backlog.board.drags import Drags
from deliverydesk.ui.panes.backlog.board.frame import ColumnFrame
from deliverydesk.ui.panes.backlog.board.head import LimitPopover, open_limit
from deliverydesk.ui.panes.backlog.board.lists import FOLDED_AT_FIRST, Counter, Fill, Landing, by_stage, landing
from deliverydesk.ui.panes.backlog.board.nearest import open_nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.panes.backlog.board.column import ColumnView
    from deliverydesk.ui.panes.backlog.model import BacklogModel
    from deliverydesk.ui.panes.backlog.sight import Sight


class Board(QScrollArea):
    """The deliverables that pass the filter of the backlog, as cards by stage."""

    menu_wanted = Signal(QPoint)
    """A person asks for the menu of the selected cards, at this place of the screen."""

    def __init__(self, desk: Desk, model: BacklogModel, row_actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self._model = desk, model
        self.cards = CardPainter()
        self._counter = Counter()
        self._seen: tuple[object, object] | None = None
        self._anchor: tuple[Stage, int] | None = None
        self._selecting = False
        self.setObjectName("backlog.board")
        text.name(self, tr("Board"), tr("Deliverables as cards, one column a stage."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        inside.setAutoFillBackground(True)
        self.depths = DepthRow(self)
        self.depths.asked.connect(lambda gauge: open_nearest(self, gauge))
        self.depths.both.connect(lambda both: self.select(both, both[0]))
        self.depths.told.connect(self._place_depths)
        self.depths.failed.connect(desk.refused)
        self.depths.gates_wanted.connect(lambda: desk.do(gating.set_up_gates, toast=True))
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(8, 8, 8, 8)
        self._row.setSpacing(8)
        row_actions = list(row_actions)
        self.delete_action = next(each for each in row_actions if each.objectName() == "backlog.delete")
        """A card has no cells to clear: Delete deletes it."""
        self.frames = {stage: ColumnFrame(self, Fill(stage, 0, 0, None, 0.0)) for stage in Stage}
        for frame in self.frames.values():
            self._row.addWidget(frame, 1)
            for action in row_actions:
                frame.view.addAction(action)
        self._balance()
        self.setWidget(inside)
        self.drags = Drags(self)
        model.renewed.connect(self._renewed)
        model.arranged.connect(self._arranged)
        model.rescored.connect(self.repaint_cards)
        desk.selection_changed.connect(self._take_selection)

    @property
    def sight(self) -> Sight:
        """What cards are read from."""
        return self._model.rows.sight

    # ---- what is shown

    def fold(self, stage: Stage, *, folded: bool) -> None:
        """Fold a column to a strip, or open it."""
        self.frames[stage].fold(folded)
        self._balance()
        self._take_selection(self.desk.selection)

    def _balance(self) -> None:
        for place, frame in enumerate(self.frames.values()):
            self._row.setStretch(place, 0 if frame.folded else 1)

    def open_stages(self) -> list[Stage]:
        """The stages whose columns show cards, from left to right."""
        return [stage for stage, frame in self.frames.items() if not frame.folded]

    def open_columns(self, stages: Collection[str]) -> None:
        """Open the columns of these stages, and fold the others."""
        for stage, frame in self.frames.items():
            if stage in FOLDED_AT_FIRST:
                frame.fold(stage.value not in stages)
        self._balance()

    def first_view(self) -> ColumnView:
        """The column that takes the keyboard: that of the current card, else the first with any."""
        current = self.desk.selection.current
        item = self.desk.portfolio.deliverables.get(current) if self.desk.selection.deliverables() else None
        views = [self.column(stage) for stage in self.open_stages()]
        if item is not None and item.stage in self.open_stages():
            return self.column(item.stage)
        return next((view for view in views if view.cards.ids), views[0])

    def rename(self, deliverable_id: int) -> None:
        """Go to a card and ask for its title."""
        stage = self.desk.portfolio.deliverables[deliverable_id].stage
        self.fold(stage, folded=False)
        column = self.column(stage)
        row = column.cards.row_of(deliverable_id)
        if row is not None:
            self.select_alone(column, row)
            keys.rename(self, column)

    def column(self, stage: Stage) -> ColumnView:
        """The cards of a stage."""
        return self.frames[stage].view

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.cards.forget()
        self.refresh()
        self._take_selection(self.desk.selection)

    def refresh(self) -> None:
        """Show who stands where now; nothing is done while the board is hidden."""
        rows = self._model.rows
        seen = (rows.passing, rows.sight.portfolio)
        if not self.isVisible() or (self._seen and self._seen[0] is seen[0] and self._seen[1] is seen[1]):
            return
        self._seen = seen
        lists = by_stage(rows)
        fills = self._counter.fills(rows.sight, lists)
        for stage, frame in self.frames.items():
            frame.show_cards(lists[stage], fills[stage])
        portfolio = rows.sight.portfolio
        unvetted = not portfolio.gates and bool(portfolio.live)
        self.depths.show_of(rows.sight, offered=unvetted and self.desk.document.read_only is None)
        self._show_selection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_depths()
        super().resizeEvent(event)

    def _place_depths(self) -> None:
        """The gauges stand over the columns and stay where they are when these scroll sideways."""
        high = self.depths.lay_out(self.width())
        self.depths.setGeometry(0, 0, self.width(), high)
        if self.viewportMargins().top() != high:
            self.setViewportMargins(0, high, 0, 0)

    def _renewed(self, ids: Collection[int] | None) -> None:
        self._counter.forget(ids)
        self.cards.forget(ids)
        self.refresh()
        current = self.desk.selection.current
        moved = current is not None and ids is not None and current in ids
        if current is not None and moved and self.isVisible() and self.desk.selection.deliverables():
            self._reveal(current)

    def _arranged(self) -> None:
        self.refresh()

    def repaint_cards(self) -> None:
        """Paint all cards anew."""
        self.cards.forget()
        for frame in self.frames.values():
            frame.view.viewport().update()

    # ---- selection, shared with the other panes

    def select(self, ids: Iterable[int], current: int | None) -> None:
        """Select these cards everywhere, in the manager's order."""
        items = self.desk.portfolio.deliverables
        ordered = tuple(sorted(dict.fromkeys(ids), key=lambda entity_id: items[entity_id].order_key))
        self.desk.select(Deliverable if ordered else None, ordered, current)

    def _take_selection(self, selection: Selection) -> None:
        if not self.isVisible():
            return
        self._show_selection()
        current = selection.current if selection.entity_type is Deliverable else None
        if current is None or self._selecting:
            return
        self._reveal(current)

    def _reveal(self, deliverable_id: int) -> None:
        """Bring a card into sight, also where it has gone to another column."""
        view = self.column(self.desk.portfolio.deliverables[deliverable_id].stage)
        row = view.cards.row_of(deliverable_id)
        if view.isVisible() and row is not None:
            view.scrollTo(view.cards.index(row, 0))
            self.ensureWidgetVisible(view, 0, 0)

    def _show_selection(self) -> None:
        selection = self.desk.selection
        chosen = frozenset(selection.deliverables())
        for frame in self.frames.values():
            frame.view.show_chosen(chosen, selection.current)

    def press(self, column: ColumnView, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """A press on a card selects it; on one of many selected ones it waits, for it may begin a drag."""
        chosen = self.desk.selection.deliverables()
        extend = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        toggle = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if row < 0:
            if not (extend or toggle):
                self.select((), None)
            return
        self._selecting = True
        entity_id = column.cards.ids[row]
        if extend:
            self.select_to(column, row)
        elif toggle:
            left = [each for each in chosen if each != entity_id]
            self.select(left if entity_id in chosen else [*chosen, entity_id], entity_id)
            self._anchor = (column.stage, entity_id)
        else:
            self.select(chosen if entity_id in chosen else (entity_id,), entity_id)
            self._anchor = (column.stage, entity_id)
        column.go_to(row)
        self._selecting = False

    def release(self, column: ColumnView, row: int) -> None:
        """Let go without a drag: the card alone is selected."""
        entity_id = column.cards.ids[row] if 0 <= row < len(column.cards.ids) else None
        if entity_id is not None:
            self.select((entity_id,), entity_id)

    def open(self, column: ColumnView, row: int) -> None:
        """Look at a card closely, in the inspector."""
        self.inspect(column.cards.ids[row])

    def inspect(self, deliverable_id: int) -> None:
        """Select a deliverable alone, and have it looked at closely."""
        self.select((deliverable_id,), deliverable_id)
        self.desk.inspect_wanted.emit()

    def select_alone(self, column: ColumnView, row: int) -> None:
        """Go to a card and select it alone."""
        self._anchor = (column.stage, column.cards.ids[row])
        column.setFocus(Qt.FocusReason.OtherFocusReason)
        self.select((column.cards.ids[row],), column.cards.ids[row])
        column.go_to(row)

    def select_to(self, column: ColumnView, row: int) -> None:
        """Select from where the selection began to a card of the same column."""
        ids = column.cards.ids
        begun = column.cards.row_of(self._anchor[1]) if self._anchor is not None else None
        start = row if begun is None else begun
        self.select(ids[min(start, row) : max(start, row) + 1], ids[row])

    def key(self, column: ColumnView, event: QKeyEvent) -> bool:
        """What a key does in a column; False where it means nothing here."""
        return keys.press(self, column, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    # ---- moving

    def carry(self, ids: Sequence[int], spot: Landing) -> bool:
        """Take deliverables to where they land, and say so where that is too many."""
        if not ids or spot.place.refused or spot.place.stays:
            if spot.place.refused:
                self.desk.refused.emit(f"{spot.place.words}.")
            return False
        items = self.desk.portfolio.deliverables
        same = all(items[entity_id].stage is spot.stage for entity_id in ids)
        quiet = same or (bool(spot.over) and len(ids) <= LARGE)

        if same and spot.above is not None:
            done = self.desk.do(lambda portfolio: backlog.move_above(portfolio, ids, spot.above))
        elif same and spot.below is not None:
            below = spot.below
            done = self.desk.do(lambda portfolio: backlog.move_below(portfolio, ids, below))
        else:
            done = self.desk.do(
                lambda portfolio: stages.move_to_stage(portfolio, ids, spot.stage, spot.above, spot.below),
                toast=not quiet,
            )
        if done and quiet and not same:
            self.desk.done.emit(f"{spot.place.words}.")
        if done:
            self._follow_current()
        return done

    def _follow_current(self) -> None:
        """The keyboard goes with the card that it was at."""
        current = self.desk.selection.current
        item = self.desk.portfolio.deliverables.get(current) if current is not None else None
        if item is None or not any(frame.view.hasFocus() for frame in self.frames.values()):
            return
        view = self.column(item.stage)
        row = view.cards.row_of(item.id)
        if view.isVisible() and row is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            view.go_to(row)
            self.ensureWidgetVisible(view, 0, 0)

    def land(self, stage: Stage, ids: Sequence[int], row: int) -> Landing:
        """What dropping deliverables above a row of a stage would do."""
        frame = self.frames[stage]
        return landing(self.desk.portfolio, frame.view.cards.ids, frame.fill, ids, row, self.desk.document.read_only)

    def step(self, *, up: bool) -> None:
        """Rank the selected cards one place up or down, among the cards of their columns."""
        ids = self.desk.selection.deliverables()
        current = self.desk.selection.current
        if not ids or current is None:
            return
        column = self.column(self.desk.portfolio.deliverables[current].stage).cards.ids
        rows = [row for row, entity_id in enumerate(column) if entity_id in ids]
        if len(rows) != len(ids):
            self.desk.refused.emit(tr("One place up or down means the cards of one column. Select cards of one alone."))
            return
        target = rows[0] - 1 if up else rows[-1] + 2
        if 0 <= target <= len(column):
            self.carry(ids, self.land(self.desk.portfolio.deliverables[current].stage, ids, target))

    def to_neighbour(self, *, right: bool) -> None:
        """Take the selected cards to the stage of the next column to the right or left of the current one's."""
        ids, current = self.desk.selection.deliverables(), self.desk.selection.current
        if not ids or current is None:
            return
        shown = self.open_stages()
        stage = self.desk.portfolio.deliverables[current].stage
        place = shown.index(stage) + (1 if right else -1) if stage in shown else -1
        if 0 <= place < len(shown):
            spot = self.land(shown[place], ids, 0)
            self.carry(ids, spot._replace(above=None, below=None))

    def ask_limit(self, frame: ColumnFrame) -> LimitPopover:
        """Ask how many may be in a stage."""
        return open_limit(self.desk, frame.head, frame.fill)
