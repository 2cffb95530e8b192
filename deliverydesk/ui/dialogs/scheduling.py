"""Auto-schedule: a plan at once, better ones from a process of its own, and nothing applied before it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from deliverydesk.actions.planning import apply_schedule
from deliverydesk.analysis.planning.schedule.conflicts import conflict_of
from deliverydesk.analysis.planning.schedule.search import improve
from deliverydesk.analysis.planning.schedule_beside import Beside
from deliverydesk.analysis.planning.schedule_of import Scheduling, schedule_of
from deliverydesk.analysis.planning.schedule_parts import Parts
from deliverydesk.analysis.planning.schedule_plain import Scheduled, breach, plain
from deliverydesk.analysis.planning.schedule_words import (
    aside,
    conflict_lines,
    costs,
    counted,
    later_words,
    now_words,
    part_lines,
    then_words,
    verdict,
)
from deliverydesk.analysis.planning.worker import Search
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.scheduling_moves import Move, MovesTable
from deliverydesk.ui.dialogs.scheduling_teams import TeamsBeside
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtWidgets import QWidget

    from deliverydesk.analysis.planning.schedule.checking import Breach
    from deliverydesk.analysis.planning.schedule.problem import Plan
    from deliverydesk.analysis.planning.schedule_beside import TeamBeside
    from deliverydesk.analysis.planning.schedule_of import Span
    from deliverydesk.analysis.planning.schedule_parts import Part
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

SECONDS = 10.0
_EVERY_MS = 120


class _Weighed(NamedTuple):
    """What is known of one plan and of the ticked part of it."""

    plan: Plan
    parts: Parts
    beside: Beside
    part: Part
    teams: tuple[TeamBeside, ...]


class ScheduleSheet(Sheet):
    """What would move, with a proved bound; the search goes on until it is stopped, accepted or given up.

    Only what is ticked moves. Ticking stops the search, so that what is chosen from stays the same.
    """

    def __init__(self, desk: Desk, host: QWidget, *, seconds: float = SECONDS) -> None:
        super().__init__(host, tr("Auto-schedule"), width=980, height=700)
        self.setObjectName("schedule")
        self.desk, self._portfolio, self._seconds = desk, desk.portfolio, seconds
        self._asked: Scheduling | None = None
        self._conflict: Breach | None = None
        self.plan: Plan | None = None
        self.search: Search[Plan] | None = None
        self._moves: Mapping[int, Span] = {}
        self._left: frozenset[int] = frozenset()
        self._weighed: _Weighed | None = None
        self._latest = Latest()
        self._lay_out()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self.closed.connect(self.stop)
        self.closed.connect(self._latest.forget)
        self._allow()
        portfolio, now = self._portfolio, today()

        def work(_progress: Progress) -> tuple[Scheduling, Breach | None]:
            asked = schedule_of(portfolio, now)
            return asked, conflict_of(asked.problem)

        run_task(self, tr("Looking for a schedule"), work, self._begin, self._failed)

    def _lay_out(self) -> None:
        self.said = text.label(tr("Looking for a schedule…"), fonts.CELL, 500, wrap=True)
        self.about = text.label(costs(), fonts.DETAIL, 400, "text2", wrap=True)
        self.going = text.label("", fonts.DETAIL, 400, "text2")
        self.all = QuietButton(tr("Tick all"), lambda: self._tick(self._moves, on=True), self, size="header")
        self.none = QuietButton(tr("Tick none"), lambda: self._tick(self._moves, on=False), self, size="header")
        self.list = MovesTable(self)
        self.list.moves.chosen.connect(lambda ids, on: self._tick(ids, on=on))
        self.list.pointed.connect(self._point)
        self.empty = EmptyState("calendar", "", "", parent=self)
        self.teams = TeamsBeside(self)
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.mend = Button(tr("Tick what they need"), self._mend, self)
        self.stopper = Button(tr("Stop, and keep the best"), self.stop, self, size="sheet")
        self.confirm = PrimaryButton(tr("Accept the schedule"), self.take, self, size="sheet")
        counts, wrong = QHBoxLayout(), QHBoxLayout()
        counts.addWidget(self.going, 1)
        for choice in (self.all, self.none):
            counts.addWidget(choice)
        wrong.addWidget(self.problem, 1)
        wrong.addWidget(self.mend)
        self.body.addWidget(self.said)
        self.body.addWidget(self.about)
        self.body.addLayout(counts)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(wrong)
        self.body.addWidget(self.teams)
        for button in (self.stopper, self.confirm):
            self.footer.addWidget(button)
        for widget in (self.about, self.all, self.none, self.list, self.empty, self.problem, self.mend):
            widget.hide()

    def first_focus(self) -> QWidget | None:
        return self.list if self.list.isVisible() else super().first_focus()

    def _begin(self, found: tuple[Scheduling, Breach | None]) -> None:
        self._asked, self._conflict = found
        if self._conflict is not None or not self._asked.items:
            self._show()
            return
        try:
            self.search = Search(improve, self._asked.problem, self._seconds)
        except OSError as error:
            self._failed(error)
            return
        self._timer.start()
        self._allow()

    def _look(self) -> None:
        """Take in what the search has found since, and say how it stands."""
        search = self.search
        if search is None:
            return
        try:
            search.poll()
        except DeskError as error:
            self._end()
            self._failed(error)
            return
        running = search.running
        if search.best is not None and search.best is not self.plan:
            self.plan = search.best
            self._show()
        if not running:
            self._end()
            self._show()

    def _end(self) -> None:
        self._timer.stop()
        search, self.search = self.search, None
        if search is not None and search.running:
            self.plan = search.cancel() or self.plan
        self._allow()

    def stop(self) -> None:
        """End the search; the best so far stays."""
        if self.search is not None:
            self._end()
            self._show()

    def _failed(self, error: BaseException) -> None:
        text.set_role(self.said, "bad")
        text.set_text(self.said, str(error) if isinstance(error, DeskError) else tr("The search could not be begun."))
        self._allow()

    def _show(self) -> None:
        asked, plan = self._asked, self.plan
        if asked is None:
            return
        told = plain(self._portfolio, Scheduled(asked, plan, self._conflict))
        if told["plan"] is not None:
            text.set_role(self.said, "text")
            text.set_text(self.said, verdict(told["plan"]))
        elif asked.items:
            text.set_role(self.said, "bad")
            text.set_text(self.said, " ".join(conflict_lines(self._portfolio, told["conflict"])))
        self.said.setVisible(bool(asked.items))
        self._moves = {} if plan is None else asked.moves(plan.starts)
        self._left &= self._moves.keys()
        rows = [
            Move(each["deliverable"], each["title"], now_words(each), then_words(each), later_words(each))
            for each in told["items"]
            if each["moved"]
        ]
        rows += [Move(each["deliverable"], each["title"], aside=aside(self._portfolio, each)) for each in told["aside"]]
        self.list.show_moves(rows, self.ticked)
        self._show_list(nothing=not asked.items, moves=bool(self._moves), rows=bool(rows))
        text.set_text(self.about, " ".join(filter(None, (costs(), counted(told)))))
        self.about.setVisible(plan is not None)
        self._weigh()

    def _show_list(self, *, nothing: bool, moves: bool, rows: bool) -> None:
        """The list where there are rows, and in its place or below it why there is nothing to choose from."""
        if nothing:
            self.empty.say(
                tr("Nothing is to be scheduled"),
                tr("Open work is, once it is ready or has dates, and an effort or dates say how long it takes."),
            )
        else:
            self.empty.say(tr("Nothing moves"), tr("The present plan is as good as any that was found."))
        self.empty.setVisible(not moves and (nothing or self.plan is not None))
        appears = rows and not self.list.isVisible()
        self.list.setVisible(rows)
        if appears:
            self.list.setFocus()

    @property
    def ticked(self) -> frozenset[int]:
        """The deliverables that are to move."""
        return frozenset(self._moves) - self._left

    def _tick(self, ids: Collection[int], *, on: bool) -> None:
        """Let deliverables move, or leave them where they are."""
        self.stop()
        self._left = self._left.difference(ids) if on else self._left.union(ids)
        self.list.moves.show(self.list.moves.rows, self.ticked)
        self._weigh()

    def _mend(self) -> None:
        """Let what the ticked moves cannot do without move as well."""
        if self._weighed is not None:
            self._tick(self._weighed.part.needed, on=True)

    def _point(self, ids: tuple[int, ...]) -> None:
        """Show on the desk what is selected here."""
        self.desk.select(Deliverable, ids)

    def _weigh(self) -> None:
        """Find out, in a thread, what the ticked moves break and do to the teams."""
        asked, plan, ticked = self._asked, self.plan, self.ticked
        self._allow()
        if asked is None or plan is None:
            self.teams.hide()
            return
        if self._latest.busy and self.search is not None:
            return  # the next plan comes in a moment, and this one would never be told
        known = self._weighed if self._weighed is not None and self._weighed.plan is plan else None
        portfolio = self._portfolio

        def work() -> _Weighed:
            parts = known.parts if known else Parts(asked, plan.starts)
            beside = known.beside if known else Beside(portfolio, asked, parts.moves)
            moves = {each: span for each, span in parts.moves.items() if each in ticked}
            return _Weighed(plan, parts, beside, parts.part(ticked), beside.after(moves))

        self._latest.run(work, self._tell, lambda words: text.set_text(self.problem, words))

    def _tell(self, found: _Weighed) -> None:
        self._weighed = found
        self.teams.show_teams(self._portfolio, found.teams)
        breaches, needed = found.part.breaches, len(found.part.needed)
        lines = list(part_lines(self._portfolio, [breach(found.parts.asked, each) for each in breaches[:1]]))
        if more := len(breaches) - 1:
            lines.append(trn("And {n} more like this.", "And {n} more like this.", more, n=figure(more)))
        text.set_text(self.problem, " ".join(lines))
        self.problem.setVisible(bool(breaches))
        self.mend.setVisible(bool(breaches))
        titles = [self._portfolio.deliverables[each].title for each in self._moves if each in found.part.needed]
        text.set_tooltip(self.mend, ", ".join(titles))
        self.mend.set_words(trn("Tick {n} more", "Tick {n} more", needed, n=figure(needed)))
        self._allow()

    def _allow(self) -> None:
        count, ticked = len(self._moves), len(self.ticked)
        weighed = self._weighed
        if not count:
            words = ""
        elif ticked == count:
            words = trn("{n} deliverable would move.", "{n} deliverables would move.", count, n=figure(count))
        else:
            words = trn(
                "{ticked} of {n} deliverable is to move; the others stay where they are.",
                "{ticked} of {n} deliverables are to move; the others stay where they are.",
                count,
                ticked=figure(ticked),
                n=figure(count),
            )
        text.set_text(self.going, words)
        self.confirm.set_words(tr("Accept the schedule") if ticked == count else tr("Accept what is ticked"))
        reason = self.desk.document.read_only or ""
        if not reason and not ticked:
            reason = tr("There is nothing to accept.")
        elif not reason and ticked < count and (weighed is None or weighed.part.moved != self.ticked):
            reason = tr("Whether this can be done without the others is being found out.")
        elif not reason and ticked < count and weighed is not None and weighed.part.breaches:
            reason = tr("What is ticked cannot be done without more of the others.")
        self.confirm.allow(reason)
        self.all.setVisible(count > 0)
        self.none.setVisible(count > 0)
        self.all.allow("" if ticked < count else tr("All are ticked."))
        self.none.allow("" if ticked else tr("None is ticked."))
        self.stopper.setVisible(self.search is not None)

    def take(self) -> None:
        """Plan the dates in one step; what was changed meanwhile is said and nothing is planned."""
        self.stop()
        moves = {each: span for each, span in self._moves.items() if each in self.ticked}

        def action(portfolio: Portfolio) -> ChangeSet:
            return apply_schedule(portfolio, moves)

        problem = refusal(self.desk.portfolio, action)
        if not problem and self.desk.do(action):
            self.accept()
            return
        text.set_role(self.said, "bad")
        text.set_text(self.said, problem)
