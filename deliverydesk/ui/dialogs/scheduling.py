"""Auto-schedule: a plan at once, better ones from a process of its own, and nothing applied before it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from deliverydesk.actions.planning import apply_schedule
from deliverydesk.analysis.planning.schedule.conflicts import conflict_of
from deliverydesk.analysis.planning.schedule.search import improve
from deliverydesk.analysis.planning.schedule_of import Scheduling, schedule_of
from deliverydesk.analysis.planning.schedule_plain import Scheduled, plain
from deliverydesk.analysis.planning.schedule_words import aside, change, conflict_lines, verdict
from deliverydesk.analysis.planning.worker import Search
from deliverydesk.domain.errors import DeskError
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deliverydesk.analysis.planning.schedule.checking import Breach
    from deliverydesk.analysis.planning.schedule.problem import Plan
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

SECONDS = 10.0
_EVERY_MS = 120


class ScheduleSheet(Sheet):
    """What would move, with a proved bound; the search goes on until it is stopped, accepted or given up."""

    def __init__(self, desk: Desk, host: QWidget, *, seconds: float = SECONDS) -> None:
        super().__init__(host, tr("Auto-schedule"), width=760, height=560)
        self.setObjectName("schedule")
        self.desk, self._portfolio, self._seconds = desk, desk.portfolio, seconds
        self._asked: Scheduling | None = None
        self._conflict: Breach | None = None
        self.plan: Plan | None = None
        self.search: Search[Plan] | None = None
        self.said = text.label(tr("Looking for a schedule…"), fonts.CELL, 400, wrap=True)
        self.going = text.label("", fonts.DETAIL, 400, "text2", wrap=True)
        self.list = QListWidget()
        self.list.setObjectName("schedule.list")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        text.name(self.list, tr("What would move"))
        for widget in (self.said, self.going):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.stopper = Button(tr("Stop, and keep the best"), self.stop, self, size="sheet")
        self.confirm = PrimaryButton(tr("Accept the schedule"), self.take, self, size="sheet")
        for button in (self.stopper, self.confirm):
            self.footer.addWidget(button)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self.closed.connect(self.stop)
        self._allow()
        portfolio, now = self._portfolio, today()

        def work(_progress: Progress) -> tuple[Scheduling, Breach | None]:
            asked = schedule_of(portfolio, now)
            return asked, conflict_of(asked.problem)

        run_task(self, tr("Looking for a schedule"), work, self._begin, self._failed)

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
        asked, portfolio = self._asked, self._portfolio
        if asked is None:
            return
        told = plain(portfolio, Scheduled(asked, self.plan, self._conflict))
        self.list.clear()
        if not asked.items:
            text.set_text(
                self.said, tr("Nothing is to be scheduled: no open work is vetted or planned, with an effort.")
            )
        elif told["plan"] is None:
            text.set_role(self.said, "bad")
            text.set_text(self.said, " ".join(conflict_lines(portfolio, told["conflict"])))
        else:
            text.set_role(self.said, "text")
            text.set_text(self.said, verdict(told["plan"]))
        moved: list[dict[str, Any]] = [each for each in told["items"] if each["moved"]]
        for each in moved:
            QListWidgetItem(f"{each['title']}: {change(each)}", self.list)
        for each in told["aside"]:
            QListWidgetItem(aside(portfolio, each), self.list)
        count = trn("{n} deliverable would move.", "{n} deliverables would move.", len(moved), n=len(moved))
        text.set_text(self.going, count if self.plan is not None else "")
        self._allow()

    def _allow(self) -> None:
        document = self.desk.document
        moves = self._moves()
        reason = document.read_only or ("" if moves else tr("There is nothing to accept."))
        self.confirm.allow(reason)
        self.stopper.setVisible(self.search is not None)

    def _moves(self) -> Any:
        return {} if self._asked is None or self.plan is None else self._asked.moves(self.plan.starts)

    def take(self) -> None:
        """Plan the dates in one step; what was changed meanwhile is said and nothing is planned."""
        self.stop()
        moves = self._moves()

        def action(portfolio: Any) -> Any:
            return apply_schedule(portfolio, moves)

        problem = refusal(self.desk.portfolio, action)
        if not problem and self.desk.do(action):
            self.accept()
            return
        text.set_role(self.said, "bad")
        text.set_text(self.said, problem)
