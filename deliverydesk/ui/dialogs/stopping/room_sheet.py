"""What the sheets that stop something share: what speaks of it at the left, whom it sets free and what to begin instead
at the right, the reason and the one button below.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from deliverydesk.actions.refilling import stop_and_refill
from deliverydesk.analysis.planning.selection_of import Measure
from deliverydesk.analysis.stopping.refilling import Room
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.stopping.refill_side import RefillSide
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.typed import refusal
from deliverydesk.ui.widgets.buttons import PrimaryButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Any

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.analysis.stopping.options import Option
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.values import DecisionChoice
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

Found = TypeVar("Found", bound=Room)
_LEFT = 368


def look(
    desk: Desk,
    host: QWidget,
    find: Callable[[Portfolio, date, Page | None, Progress], Found],
    show: Callable[[Found], object],
) -> None:
    """Find out, in a thread, what a stop would mean, and show it."""
    portfolio, page, day = desk.portfolio, desk.findings.evidence if desk.findings.current else None, today()

    def failed(error: BaseException) -> None:
        sentence = str(error) if isinstance(error, DeskError) else tr("What stopping means could not be found out.")
        desk.refused.emit(sentence)

    title = tr("Looking for what to begin instead")
    run_task(host, title, lambda progress: find(portfolio, day, page, progress), show, failed)


class RoomSheet(Sheet, Generic[Found]):
    """One step does it: what stops, the record with its reason, and what begins instead."""

    def __init__(self, desk: Desk, host: QWidget, title: str, found: Found, left: QWidget) -> None:
        super().__init__(host, title, width=1240, height=804 if found.options else 600)
        self._desk, self._portfolio, self.found = desk, desk.portfolio, found
        self.side = RefillSide(self._portfolio, found)
        self.closed.connect(self.side.forget)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(self._scrolled(left, _LEFT))
        whole.addWidget(self._scrolled(self.side), 1)
        self.body.addLayout(whole, 1)
        self._build_foot()
        self.side.changed.connect(self._say)
        self.side.by_hand.connect(self._refill)
        self.side.failed.connect(self._tell)

    def first_focus(self) -> QWidget | None:
        """The reason is what has to be typed."""
        return self.reason

    # ---- what is built

    def _scrolled(self, inside: QWidget, width: int = 0) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if width else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        if width:
            area.setFixedWidth(width)
            for ground in (area.viewport(), inside):
                ground.setBackgroundRole(QPalette.ColorRole.Window)
                ground.setAutoFillBackground(True)
        else:
            for ground in (area.viewport(), inside):
                ground.setAutoFillBackground(False)
        return area

    def _build_foot(self) -> None:
        label = text.label(tr("Reason"), fonts.DETAIL, 400, "text2")
        self.reason = QLineEdit(self)
        self.reason.setFont(fonts.font(fonts.CELL))
        self.reason.setMaxLength(2_000)
        text.name(self.reason, tr("Reason"), tr("It is kept with the evidence as it is now."))
        self.reason.textEdited.connect(lambda _words: self._tell(""))
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.problem.setContentsMargins(20, 6, 20, 6)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.footer.insertWidget(0, label)
        self.footer.insertWidget(1, self.reason, 1)
        self.footer.setStretch(2, 0)
        self.refill = Segmented(
            (("refill", tr("Refill")), ("none", tr("No refill"))), tr("Whether to begin other work")
        )
        self.refill.chosen.connect(lambda _key: self._say())
        self.confirm = PrimaryButton("", self.stop, self, size="sheet")
        for widget in (self.refill, self.confirm):
            self.footer.addWidget(widget)

    # ---- what is chosen

    @property
    def option(self) -> Option | None:
        """The plan that is chosen; None where nothing is to begin."""
        if self.refill.value() == "none":
            return None
        return None if self.side.chosen is None else self.side.chosen.option

    @property
    @abstractmethod
    def decided(self) -> DecisionChoice:
        """How it stops."""

    @abstractmethod
    def confirm_words(self) -> str:
        """What the button says that it does."""

    @abstractmethod
    def record(self) -> Mapping[str, Any]:
        """What is kept with the decision, as `deciding.decide` takes it. Raises DeskError for what cannot be read."""

    def recovered(self) -> float | None:
        """Value of what begins less that of what stops; money, or points of the score."""
        return None if self.option is None else self.found.recovered(self.option)

    def _figures(self) -> dict[str, Any]:
        """Whom it sets free, where teams are known, and the money it recovers."""
        freed = {"freed": self.found.freed_effort} if self.found.teams else {}
        money = self.found.measure is Measure.COST_OF_DELAY
        return {**freed, "recovered": self.recovered() if money else None}

    def _refill(self) -> None:
        """Who puts a plan together wants it."""
        self.refill.set_value("refill")
        self._tell("")
        self._say()

    def _say(self) -> None:
        self.refill.setVisible(bool(self.side.cards))
        trying = self.side.chosen is not None and self.side.chosen.trying and self.option is not None
        self.confirm.allow(tr("The plan is still being tried out.") if trying else "")
        self.confirm.set_words(self.confirm_words())

    def stop(self) -> None:
        """Do what is chosen in one step, or say what is in the way and stay open."""
        option = self.option
        begins = {} if option is None else option.spans
        self._carry_out(
            lambda portfolio: stop_and_refill(
                portfolio, self.decided, self.reason.text(), begins=begins, **self.record()
            )
        )

    def _carry_out(self, action: Callable[[Portfolio], ChangeSet]) -> None:
        problem = refusal(self._desk.portfolio, action)
        if not problem and self._desk.do(action, toast=True):
            self.accept()
            return
        self._tell(problem)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, problem: str) -> None:
        """What is in the way; empty for nothing."""
        text.set_text(self.problem, problem)
        self.problem.setVisible(bool(problem))
