"""The board itself: columns side by side, one selection over all of them, drags from stage to stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QDragMoveEvent, QDropEvent, QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deliverydesk.actions import backlog, stages
from deliverydesk.analysis.readiness.depth import Band, ready_depths
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import Stage
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.desk import LARGE
from deliverydesk.ui.mime import deliverables_data, dragged_deliverables
from deliverydesk.ui.panes.backlog.board import card, keys
from deliverydesk.ui.panes.backlog.board.card import CardPainter
from deliverydesk.ui.panes.backlog.board.depths import DepthRow
from deliverydesk.ui.panes.backlog.board.frame import ColumnFrame
from deliverydesk.ui.panes.backlog.board.head import LimitPopover, open_limit
from deliverydesk.ui.panes.backlog.board.lists import FOLDED_AT_FIRST, Counter, Landing, by_stage, landing
from deliverydesk.ui.panes.backlog.drag import DropNote
from deliverydesk.ui.panes.backlog.vetting import alarm_of, gauges_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from deliverydesk.ui.desk import Desk, Selection
    from deliverydesk.ui.panes.backlog.board.column import ColumnView
    from deliverydesk.ui.panes.backlog.model import BacklogModel
    from deliverydesk.ui.panes.backlog.sight import Sight

_BELOW_GHOST = QPoint(-10, card.HEIGHT - 54)
"""From the pointer to where the note would hang under the smaller ghost of a row."""


_NEAREST = 3
"""So many deliverables that are closest to ready are selected for a team that runs dry."""


class Board(QScrollArea):
    """The deliverables that pass the filter of the backlog, as cards by stage."""

    menu_wanted = Signal(QPoint)
    """A person asks for the menu of the selected cards, at this place of the screen."""

    def __init__(self, desk: Desk, model: BacklogModel, row_actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self._model = desk, model
        self.cards = CardPainter()
        self.dragged: frozenset[int] = frozenset()
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
        self.depths = DepthRow(inside)
        self.depths.asked.connect(self.select_nearest)
        self.depths.both.connect(lambda both: self.select(both, both[0]))
        self._row = QHBoxLayout()
        self._row.setContentsMargins(8, 8, 8, 8)
        self._row.setSpacing(8)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.depths)
        column.addLayout(self._row, 1)
        fills = self._counter.fills(self.sight, by_stage(model.rows))
        row_actions = list(row_actions)
        self.delete_action = next(each for each in row_actions if each.objectName() == "backlog.delete")
        """A card has no cells to clear: Delete deletes it."""
        self.frames = {stage: ColumnFrame(self, fills[stage]) for stage in Stage}
        for frame in self.frames.values():
            self._row.addWidget(frame, 1)
            for action in row_actions:
                frame.view.addAction(action)
        self._balance()
        self.setWidget(inside)
        self.note = DropNote(self.viewport())
        model.renewed.connect(self._renewed)
        model.arranged.connect(self._arranged)
        model.rescored.connect(self._rescored)
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
        self.depths.show_gauges(gauges_of(rows.sight))
        self.depths.show_alarm(alarm_of(rows.sight))
        self._show_selection()

    def select_nearest(self, team: int) -> None:
        """Select what is closest to being ready for a team; where it has enough, its vetted work."""
        depth = ready_depths(self.desk.portfolio, self.sight.today)[team]
        nearest = [each.deliverable for each in depth.nearest[:_NEAREST]]
        wanted = nearest if depth.band is not Band.ABOVE and nearest else list(depth.deliverables)
        if wanted:
            self.select(wanted, wanted[0])
        else:
            self.desk.refused.emit(tr("Nothing that is vetted or on the way to it needs this team."))

    def _renewed(self, ids: Collection[int] | None) -> None:
        self._counter.forget(ids)
        self.cards.forget(ids)
        self.refresh()

    def _arranged(self) -> None:
        self.refresh()

    def _rescored(self) -> None:
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
        view = self.column(self.desk.portfolio.deliverables[current].stage)
        row = view.cards.row_of(current)
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

    # ---- drags

    def start_drag(self, column: ColumnView, row: int) -> None:
        """Drag the selected cards, from the one that was pressed."""
        ids = self.desk.selection.deliverables()
        if not ids or row < 0 or self.desk.document.read_only:
            return
        pressed = column.cards.ids[row]
        shown = (pressed, *(each for each in ids if each != pressed))
        drag = QDrag(column)
        drag.setMimeData(deliverables_data(self.desk, ids))
        drag.setPixmap(card.ghost(self.cards, self.sight, shown, column.card_rect(0).width(), self.devicePixelRatioF()))
        drag.setHotSpot(card.HOT_SPOT)
        self.dragged = frozenset(ids)
        self._rescored()
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
        self.dragged = frozenset()
        self.leave()
        self._rescored()

    def aim(self, column: ColumnView, event: QDragMoveEvent | QDropEvent) -> int | None:
        """Say what a drop here would do; the row of the drop line, None where nothing can be dropped."""
        ids = dragged_deliverables(self.desk, event.mimeData())
        if not ids:
            return None
        pointer = event.position().toPoint()
        row = column.row_between(pointer.y())
        spot = self.land(column.stage, ids, row)
        self.note.say(spot.place, column.viewport().mapTo(self.viewport(), pointer) + _BELOW_GHOST)
        return None if spot.place.refused else row

    def drop(self, column: ColumnView, event: QDropEvent) -> bool:
        """Carry what was dropped to where it was dropped."""
        row = column.row_between(event.position().toPoint().y())
        return self._dropped(column.stage, event, row)

    def aim_at_stage(self, frame: ColumnFrame, event: QDragMoveEvent) -> bool:
        """Say what a drop on the head or strip of a column would do."""
        ids = dragged_deliverables(self.desk, event.mimeData())
        if not ids:
            return False
        spot = self.land(frame.stage, ids, 0)
        pointer = frame.mapTo(self.viewport(), event.position().toPoint())
        self.note.say(spot.place, pointer + _BELOW_GHOST)
        return not spot.place.refused

    def drop_on_stage(self, frame: ColumnFrame, event: QDropEvent) -> bool:
        """Carry what was dropped on a head or strip to the top of that stage."""
        return self._dropped(frame.stage, event, 0)

    def _dropped(self, stage: Stage, event: QDropEvent, row: int) -> bool:
        self.leave()
        ids = dragged_deliverables(self.desk, event.mimeData())
        return bool(ids) and self.carry(ids, self.land(stage, ids, row))

    def leave(self) -> None:
        """The drag has left, or ended."""
        self.note.hide()
