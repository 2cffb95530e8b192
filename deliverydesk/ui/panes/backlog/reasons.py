"""Why a move went against the score: asked for in a line that is easy to pass by, and kept for later judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from deliverydesk.actions.overriding import Move, give_reason
from deliverydesk.analysis.overrides import against_score
from deliverydesk.charts.format import day
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.wording import figure, quoted
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import PrimaryButton, ToolButton
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.fields import TypedField
from deliverydesk.ui.widgets.shadow import REACH, draw_shadow
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.document.document import Changed
    from deliverydesk.domain.entities import Override
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.footer import Footer

SECONDS = 12.0
_HEIGHT = 40
_MARGIN = 12
_MOST_MOVED = 50
"""Whoever moves more than this at once orders anew, and has no one reason."""


class ReasonBar(QWidget):
    """Appears over the foot of the backlog after a move against the score, and goes by itself.

    It never takes the keyboard unasked: `take_focus` is for the key that leads here. Enter keeps the reason, Escape
    leaves it out, and so does whatever is done next.
    """

    def __init__(
        self, desk: Desk, host: QWidget, above: Footer, keys: QKeySequence, *, seconds: float = SECONDS
    ) -> None:
        super().__init__(host)
        self._desk, self._host, self._above = desk, host, above
        self._scores = desk.scores
        self._moves: list[Move] = []
        self.setObjectName("backlog.reason")
        text.name(self, tr("Reason of a move against the score"))
        self.words = text.label("", fonts.DETAIL, 500, parent=self)
        lead = keys.toString(QKeySequence.SequenceFormat.NativeText)
        hint = tr("Why? {keys} leads here, Enter keeps it", keys=lead)
        self.field = TypedField(tr("Why it was moved"), self, hint=hint, bare=False)
        self.field.kept.connect(self._keep)
        self.field.left.connect(self.leave)
        self.field.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(REACH.left() + 14, REACH.top(), REACH.right() + 6, REACH.bottom())
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.field, 1)
        row.addWidget(ToolButton("close", tr("Leave the reason out"), self.leave, self, side=24))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(round(seconds * 1000))
        self._clock.timeout.connect(self.leave)
        host.installEventFilter(self)
        desk.changed.connect(self._heard)
        desk.scores_changed.connect(self._rescored)
        self.hide()

    def take_focus(self) -> bool:
        """Go to the field; false where no reason is asked for."""
        if self.isHidden():
            return False
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def leave(self) -> None:
        """Go without a reason; the focus goes back to the rows."""
        had_focus = self.field.hasFocus()
        self._clock.stop()
        self._moves = []
        self.hide()
        if had_focus:
            self._host.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rescored(self) -> None:
        self._scores = self._desk.scores

    def _heard(self, changed: Changed) -> None:
        self.leave()
        before, after = self._scores, self._desk.scores
        if before is None or after is None or before.model is not after.model:
            return
        moved = [] if changed.looked else _moved(changed)
        if not moved or self._desk.document.history(1)[0].kind != "do":
            return
        self._moves = against_score(changed.before, before, changed.after, after, moved)
        if self._moves:
            self._ask(changed.after)

    def _ask(self, portfolio: Portfolio) -> None:
        text.set_text(self.words, _question(portfolio, self._moves))
        self.field.clear()
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def _keep(self) -> None:
        moves, reason, scores = self._moves, self.field.text(), self._desk.scores
        if not reason.strip() or scores is None:
            self.leave()
            return
        self.leave()
        self._desk.do(lambda portfolio: give_reason(portfolio, moves, scores.model, reason, clock.today()), toast=True)

    def _place(self) -> None:
        width = self._host.width() - 2 * _MARGIN + REACH.left() + REACH.right()
        height = _HEIGHT + REACH.top() + REACH.bottom()
        top = self._above.y() - _MARGIN - _HEIGHT - REACH.top()
        self.setGeometry(_MARGIN - REACH.left(), top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if event.type() == QEvent.Type.FocusIn:
                self._clock.stop()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self.field.hasFocus() and not self.field.text():
            self._clock.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = current_theme(), self.rect().marginsRemoved(REACH)
        painter = QPainter(self)
        draw_shadow(painter, box, theme, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("line2", 1.0))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def _moved(changed: Changed) -> list[int]:
    """The deliverables whose place in the order a change set changed; none where it did more than move a few."""
    changes = changed.change_set.changes
    if len(changes) > _MOST_MOVED:
        return []
    return [
        change.id
        for change in changed.change_set.of(Deliverable)
        if isinstance(change.before, Deliverable)
        and isinstance(change.after, Deliverable)
        and change.before.order_key != change.after.order_key
    ]


def _question(portfolio: Portfolio, moves: Sequence[Move]) -> str:
    if len(moves) > 1:
        count = len(moves)
        n = figure(count)
        return trn("{n} item moved against the score.", "{n} items moved against the score.", count, n=n)
    (move,) = moves
    title = quoted(portfolio.deliverables[move.deliverable].title, 28)
    ranks = {"rank": figure(move.rank_after), "by_score": figure(move.score_rank or 0)}
    return tr("{title} is at rank {rank}, by score at {by_score}.", title=title, **ranks)


class ReasonsSheet(Sheet):
    """All moves against the score that have a reason, the newest first; Enter goes to the item."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host, tr("Moves against the score"), width=720, height=460)
        self.setObjectName("backlog.reasons")
        self._desk = desk
        self.listed = QListWidget(self)
        self.listed.setFrameShape(QFrame.Shape.NoFrame)
        self.listed.setFont(fonts.font(fonts.DETAIL))
        self.listed.setWordWrap(True)
        self.listed.setSpacing(3)
        text.name(self.listed, tr("Moves against the score with their reasons"))
        mark(self.listed, "override")
        self.listed.itemActivated.connect(self._go)
        kept = sorted(desk.portfolio.overrides, key=lambda each: (each.date, each.id), reverse=True)
        for each in kept:
            item = QListWidgetItem(text.one_line(self._line(each), 400), self.listed)
            item.setData(Qt.ItemDataRole.UserRole, each.deliverable)
        if kept:
            self.listed.setCurrentRow(0)
            self.body.addWidget(self.listed, 1)
        else:
            advice = tr("After a move far against the score, a line asks why. The reasons are listed here.")
            self.body.addWidget(EmptyState("list", tr("No reason yet"), advice), 1)
        self.close_button = PrimaryButton(tr("Close"), self.accept, size="sheet")
        self.footer.addWidget(self.close_button)

    def first_focus(self) -> QWidget | None:
        return self.listed if self.listed.count() else self.close_button

    def _line(self, each: Override) -> str:
        portfolio, scores = self._desk.portfolio, self._desk.scores
        item = portfolio.deliverables[each.deliverable]
        now = scores.rank(item.id) if scores is not None else None
        words = {
            "day": day(each.date, clock.today()),
            "title": item.title,
            "before": figure(each.rank_before),
            "after": figure(each.rank_after),
            "reason": each.reason,
        }
        if each.score_rank is None:
            return tr("{day}: {title}, from rank {before} to {after}. {reason}", **words)
        then = figure(each.score_rank)
        if now is None:
            return tr(
                "{day}: {title}, from rank {before} to {after}, by score {then} then. {reason}", **words, then=then
            )
        return tr(
            "{day}: {title}, from rank {before} to {after}, by score {then} then and {now} now. {reason}",
            **words,
            then=then,
            now=figure(now),
        )

    def _go(self, item: QListWidgetItem) -> None:
        deliverable = int(item.data(Qt.ItemDataRole.UserRole))
        self.accept()
        self._desk.select(Deliverable, (deliverable,), deliverable)
