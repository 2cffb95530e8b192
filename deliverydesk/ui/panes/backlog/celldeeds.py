"""What a person does with cells: copy, cut, paste, fill, empty, and edit many at once. Each ends in one action."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from deliverydesk import actions
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.backlog.columns import PLACE
from deliverydesk.ui.panes.backlog.ranges import CARRIERS, Spread, figures
from deliverydesk.ui.panes.backlog.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.document.document import Prepared
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.clips import Block
    from deliverydesk.ui.panes.backlog.footer import Footer
    from deliverydesk.ui.panes.backlog.model import BacklogModel
    from deliverydesk.ui.panes.backlog.pasting import Plan, Target, Verb
    from deliverydesk.ui.panes.backlog.switch import ViewSwitch
    from deliverydesk.ui.panes.backlog.table import BacklogTable

_IN_A_THREAD = 300
"""From so many rows on, cells are gathered and read off the window's thread."""


class CellDeeds(QWidget):
    """The part of the pane that acts on cells."""

    desk: Desk
    model: BacklogModel
    table: BacklogTable
    footer: Footer
    switch: ViewSwitch

    def follow_cells(self) -> None:
        """Begin to show what the selected cells come to, and to fill where the handle is pulled."""
        self._summing = QTimer(self)
        self._summing.setSingleShot(True)
        self._summing.timeout.connect(self._sum)
        self.table.spread_changed.connect(lambda: self._summing.start(30))
        self.model.renewed.connect(lambda: self._summing.start(30))
        self.table.fill_wanted.connect(self.fill_to)

    def _sum(self) -> None:
        spread = self.table.spread()
        if spread is None or spread.single:
            self.footer.say_cells("")
            return
        self.footer.say_cells(figures(self._sight(), self.table.ids_of(spread), self.table.keys_of(spread)))

    def _sight(self) -> Sight:
        return self.model.rows.sight

    # ---- copying

    def copy(self) -> None:
        """Put the selected cells, or all columns of the selected rows, on the clipboard."""
        self._copy(headed=False)

    def copy_headed(self) -> None:
        """The same with the names of the columns over it."""
        self._copy(headed=True)

    def cut(self) -> None:
        """Copy cells and empty them."""
        if self.table.spread() is None:
            self.desk.refused.emit(tr("Select cells to cut. Rows are dragged to where they go, or deleted."))
            return
        self._copy(headed=False, then=self.clear)

    def _chosen(self) -> tuple[list[int], list[str]]:
        """The deliverables and the columns that are selected."""
        spread = self.table.spread()
        if spread is None:
            return list(self.table.selected()), self.table.shown_keys()
        return self.table.ids_of(spread), self.table.keys_of(spread)

    def _copy(self, *, headed: bool, then: Callable[[], object] | None = None) -> None:
        ids, keys = self._chosen()
        if not ids:
            return
        from deliverydesk.ui.panes.backlog import clips

        now = self._sight()
        # A snapshot of its own: what a thread gathers is not to be shared with the window's.
        sight = Sight(now.portfolio, now.scores, now.today, now.outlook)

        def work(progress: Progress | None) -> tuple[str, str, bytes]:
            cells = clips.block(sight, ids, keys, progress)
            written = clips.headed(cells, keys) if headed else cells
            return clips.plain_text(written), clips.html(written), clips.own_form(cells)

        def put(forms: tuple[str, str, bytes]) -> None:
            data = QMimeData()
            data.setText(forms[0])
            data.setHtml(forms[1])
            if not headed:
                data.setData(clips.OWN_FORM, forms[2])
            QGuiApplication.clipboard().setMimeData(data)
            if then is not None:
                then()

        self._run(tr("Copying"), len(ids), work, put)

    def _run(
        self, title: str, rows: int, work: Callable[[Progress | None], Any], on_done: Callable[[Any], object]
    ) -> None:
        """Do it at once where that is a matter of a moment, else in a thread with its progress shown."""
        if rows < _IN_A_THREAD:
            try:
                result = work(None)
            except DeskError as error:
                self.desk.refused.emit(str(error))
                return
            on_done(result)
            return
        from deliverydesk.ui.tasks import run_task

        run_task(self.window(), title, work, on_done, lambda error: self.desk.refused.emit(str(error)))

    # ---- pasting

    def paste(self) -> None:
        """Take what is on the clipboard: cells from the current one on, or a list of titles as new items."""
        from deliverydesk.importers.pasted import titles_of
        from deliverydesk.ui.panes.backlog import pasting

        block = _block_of(QGuiApplication.clipboard().mimeData())
        if block is None or not any(cell.text for row in block for cell in row):
            self.desk.refused.emit(tr("The clipboard holds no text. Copy cells of a table, or a list of titles."))
            return
        spread = self.table.spread() if self.switch.shown == "list" else None
        chosen = self.table.selected()
        lone = max(map(len, block)) == 1
        if not lone and self.switch.shown != "list":
            self.desk.refused.emit(tr("Here a list of titles makes new items. Show the list to paste a table into it."))
            return
        if lone and (spread is None or not self.model.rows.ids) and not block[0][0].ours:
            self.add_titles(titles_of("\n".join(row[0].text.replace("\n", " ") for row in block)))
            return
        if spread is None:
            row = (self.model.rows.row_of(chosen[0]) if chosen else None) or 0
            height = len(chosen) if _adjacent(self.model.rows.rows_of(chosen)) else 1
            target = self._target(row, 0 if block[0][0].ours else self._title_place(), height, 1)
        else:
            target = self._target(spread.top, spread.left, spread.height, spread.width)
        sight = self._sight()
        self._run(
            tr("Reading the clipboard"),
            len(block),
            lambda progress: pasting.plan_paste(sight, block, target, progress),
            self._show_plan,
        )

    def _title_place(self) -> int:
        keys = self.table.shown_keys()
        return keys.index("title") if "title" in keys else 0

    def _target(self, row: int, place: int, height: int, width: int) -> Target:
        from deliverydesk.ui.panes.backlog.pasting import Target

        ids = [entity_id for entity_id in self._ids_from(row) if entity_id is not None]
        return Target(ids, self.table.shown_keys()[place:], height, width, self._values_that_pass())

    def _ids_from(self, row: int) -> Sequence[int | None]:
        return [self.model.id_at(each) for each in range(row, self.model.rowCount())]

    def _values_that_pass(self) -> dict[str, Any]:
        """The values of a new item, so that it is seen at once."""
        return {}

    def _show_plan(self, plan: Plan) -> None:
        """Do it; where cells cannot be taken, say which and ask first."""
        if not plan.problems:
            self._carry_out(plan)
            return
        from deliverydesk.ui.panes.backlog.paste_sheet import PasteSheet

        PasteSheet(self.window(), plan, partial(self._carry_out, plan)).open()

    def _carry_out(self, plan: Plan, then: Callable[[], object] | None = None) -> None:
        """One change; the toast says how much, and what was left out. Much of it is written off the window's thread."""
        if not plan:
            self.desk.refused.emit(plan.left_out or tr("There is nothing to change: the cells hold that already."))
            return
        first, before = self.desk.portfolio.next_id, self.desk.portfolio

        def told() -> None:
            if self.desk.portfolio is before:
                return
            words = plan.words[:1].upper() + plan.words[1:]
            self.desk.done.emit(f"{words}. {plan.left_out}" if plan.left_out else words)
            if plan.added and not plan.rows:
                new = tuple(range(first, first + len(plan.added)))
                self.desk.select(Deliverable, new, new[0])
            if then is not None:
                then()

        if len(plan.rows) + len(plan.added) < _IN_A_THREAD:
            self.desk.do(plan.action)
            told()
        else:
            self._write(plan, told)

    def _write(self, plan: Plan, on_done: Callable[[], object]) -> None:
        """Check and commit in a thread. The window takes no other wish meanwhile: the document is in use."""
        from deliverydesk.ui.tasks import run_task

        document, window, portfolio = self.desk.document, self.window(), self.desk.portfolio

        def work(progress: Progress) -> tuple[Prepared, int]:
            prepared = document.prepare(plan.action(portfolio))
            return prepared, document.commit(prepared, progress)

        def free() -> None:
            window.setEnabled(True)
            self.table.setFocus()

        def done(committed: tuple[Prepared, int]) -> None:
            free()
            document.publish(*committed)
            on_done()

        def failed(error: BaseException) -> None:
            free()
            self.desk.refused.emit(str(error))

        window.setEnabled(False)
        run_task(window, f"{plan.words[:1].upper()}{plan.words[1:]}", work, done, failed, can_cancel=False)

    def add_titles(self, titles: Sequence[str]) -> None:
        """Add an item for each title, below the current one. Where other items say nearly the same, ask first."""
        from deliverydesk.ui.panes.backlog.alike_sheet import AlikeSheet, alike_in

        near = alike_in(self._sight(), titles)
        if near:
            AlikeSheet(self.window(), titles, near, self._add_titles).open()
        else:
            self._add_titles(titles)

    def _add_titles(self, titles: Sequence[str]) -> None:
        current, first = self.table.current_id(), self.desk.portfolio.next_id
        rank = None if current is None else self.desk.portfolio.rank(current) + 1
        values = self._values_that_pass()
        if not titles or not self.desk.do(
            lambda portfolio: actions.backlog.add_deliverables(portfolio, titles, rank=rank, values=values)
        ):
            return
        count = len(titles)
        self.desk.done.emit(
            trn("Add {n} item from the clipboard", "Add {n} items from the clipboard", count, n=figure(count))
        )
        new = tuple(range(first, first + len(titles)))
        self.desk.select(Deliverable, new, new[0])

    # ---- filling and emptying

    def fill_down(self) -> None:
        """Copy the first row of the range into the others; into one row alone what stands above it."""
        spread = self.table.spread()
        if spread is None:
            self.desk.refused.emit(tr("Select cells to fill down: the first row of them is copied into the others."))
        elif spread.height == 1 and spread.top:
            self._fill(spread._replace(top=spread.top - 1, bottom=spread.top - 1), spread, "fill down")
        else:
            self._fill(spread._replace(bottom=spread.top), spread._replace(top=spread.top + 1), "fill down")

    def fill_right(self) -> None:
        """Copy the first column of the range into the others, where they take it."""
        spread = self.table.spread()
        if spread is None:
            self.desk.refused.emit(
                tr("Select cells to fill right: the first column of them is copied into the others.")
            )
        elif spread.width == 1 and spread.left:
            self._fill(spread._replace(left=spread.left - 1, right=spread.left - 1), spread, "fill right")
        else:
            self._fill(spread._replace(right=spread.left), spread._replace(left=spread.left + 1), "fill right")

    def fill_to(self, source: Spread, whole: Spread) -> None:
        """Copy cells into those that the handle was pulled over."""
        if whole.top < source.top:
            goal = whole._replace(bottom=source.top - 1)
        elif whole.bottom > source.bottom:
            goal = whole._replace(top=source.bottom + 1)
        elif whole.left < source.left:
            goal = whole._replace(right=source.left - 1)
        else:
            goal = whole._replace(left=source.right + 1)
        sections = [PLACE[key] for key in self.table.shown_keys()]
        corners = whole.top, sections[whole.left], whole.bottom, sections[whole.right]
        self._fill(source, goal, "fill", lambda: self.table.select_cells(*corners))

    def _fill(self, source: Spread, goal: Spread, verb: Verb, then: Callable[[], object] | None = None) -> None:
        ids, keys = self.table.ids_of(goal), self.table.keys_of(goal)
        if not ids or not keys or goal.top > goal.bottom or goal.left > goal.right:
            return
        from deliverydesk.ui.panes.backlog import clips, pasting

        sight = self._sight()
        block = clips.block(sight, self.table.ids_of(source), self.table.keys_of(source))
        # Past a whole number of copies the last one is cut short.
        height, width = len(ids), len(keys)
        full = [[row[at % len(row)] for at in range(width)] for row in (block[n % len(block)] for n in range(height))]

        def filled(plan: Plan) -> None:
            plan.verb = verb
            if plan.problems:
                problem = plan.problems[0]
                words = tr("{column} cannot take that: {reason}", column=problem.column, reason=problem.reason)
                self.desk.refused.emit(words)
            else:
                self._carry_out(plan, then)

        def work(progress: Progress | None) -> Plan:
            return pasting.plan_paste(sight, full, pasting.Target(ids, keys), progress)

        self._run(tr("Filling"), height, work, filled)

    def clear(self) -> None:
        """Empty the selected cells."""
        spread = self.table.spread()
        if spread is not None:
            from deliverydesk.ui.panes.backlog import pasting

            sight = self._sight()
            self._carry_out(pasting.plan_clear(sight, self.table.ids_of(spread), self.table.keys_of(spread)))

    def clear_or_delete(self) -> None:
        """Empty the selected cells; where they are only titles and ranks, or rows, delete the items."""
        spread = self.table.spread()
        if spread is None or CARRIERS.issuperset(self.table.keys_of(spread)):
            self.delete()
        else:
            self.clear()

    def delete(self) -> None:
        """Delete the selected items."""

    def edit_many(self) -> None:
        """Ask what to change of all selected items."""
        from deliverydesk.ui.dialogs.bulk_edit import BulkSheet

        if ids := self.table.selected():
            BulkSheet(self.window(), self.desk, ids).open()


def _adjacent(rows: Sequence[int]) -> bool:
    return bool(rows) and rows[-1] - rows[0] + 1 == len(rows)


def _block_of(data: QMimeData | None) -> Block | None:
    """Our own cells, else the one table that was copied, else text with tabs. A cleared clipboard has no data."""
    if data is None:
        return None
    from deliverydesk.importers.pasted import cells_of_text
    from deliverydesk.ui.panes.backlog import clips

    if data.hasFormat(clips.OWN_FORM):
        own = clips.read_own(bytes(data.data(clips.OWN_FORM).data()))
        if own is not None:
            return own
    table = None
    if data.hasHtml():
        from deliverydesk.importers.pasted_html import cells_of_html

        table = cells_of_html(data.html())
    if table is None:
        table = cells_of_text(data.text()) if data.hasText() else []
    return clips.foreign(table) or None
