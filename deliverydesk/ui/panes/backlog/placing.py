"""Small sheets that ask where to: a rank, an item to go above or below, a day on the roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from deliverydesk.actions import backlog
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import day_words, figure, quoted
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text, typed
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.panes.backlog import edits
from deliverydesk.ui.panes.backlog.hints import day_like
from deliverydesk.ui.widgets.asking import AskSheet
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.ui.desk import Desk

_MOST = 200


def subject(desk: Desk, ids: Sequence[int]) -> str:
    """What a sheet is about: a title in quotes, or how many items."""
    if len(ids) == 1:
        return quoted(desk.portfolio.deliverables[ids[0]].title, 44)
    return trn("{n} item", "{n} items", len(ids), n=figure(len(ids)))


def ask_rank(desk: Desk, host: QWidget, ids: Sequence[int]) -> AskSheet:
    """Ask for a rank and move there."""
    count = len(desk.portfolio.live)

    def act(words: str) -> str:
        wish = edits.edit("rank", tuple(ids), words)
        reason = typed.refusal(desk.portfolio, wish)
        if not reason:
            desk.do(wish, toast=True)
        return reason

    rank = desk.portfolio.rank(ids[0])
    last = figure(count)
    label = (
        tr("Rank of the first of them, 1 to {last}", last=last) if len(ids) > 1 else tr("Rank, 1 to {last}", last=last)
    )
    sheet = AskSheet(host, tr("Move {items}", items=subject(desk, ids)), label, tr("Move"), act, str(rank))
    sheet.setObjectName("backlog.ask_rank")
    sheet.open()
    return sheet


def ask_start(desk: Desk, host: QWidget, ids: Sequence[int]) -> AskSheet:
    """Ask from which day on deliverables are planned, and put them on the roadmap."""

    def act(words: str) -> str:
        try:
            start = typed_date(words, clock.today())
        except DeskError as error:
            return str(error)
        if start is None:
            return tr("Write the day it starts: {day}, Monday or +2w.", day=day_like(9, 7))
        wish = edits.plan_from(ids, start)
        reason = typed.refusal(desk.portfolio, wish)
        if not reason:
            desk.do(wish, toast=True)
        return reason

    item = desk.portfolio.deliverables[ids[0]]
    begin = item.planned_start or typed_date("Monday", clock.today()) or clock.today()
    label = tr("Starts on ({day}, Monday, +2w). Its length stays, or comes from its effort.", day=day_like(9, 7))
    title = tr("Plan {items}", items=subject(desk, ids))
    sheet = AskSheet(host, title, label, tr("Put on the roadmap"), act, day_words(begin))
    sheet.setObjectName("backlog.ask_start")
    sheet.open()
    return sheet


class PickSheet(Sheet):
    """Choose the item to go above or below: type a part of its title, arrow keys, Enter."""

    def __init__(self, desk: Desk, host: QWidget, ids: Sequence[int], *, below: bool) -> None:
        where = "below" if below else "above"
        moved = subject(desk, ids)
        above = tr("Move {items} to just above…", items=moved)
        title = tr("Move {items} to just below…", items=moved) if below else above
        super().__init__(host, title, width=520, height=440)
        self._desk, self._ids, self._below = desk, tuple(ids), below
        self.setObjectName(f"backlog.pick_{where}")
        self.closed.connect(self.deleteLater)
        self.search = SearchField(tr("Part of a title, or a rank"))
        self.search.searched.connect(self._fill)
        self.search.left.connect(self.reject)
        self.search.installEventFilter(self)
        self.listed = QListWidget()
        self.listed.setFont(fonts.font(fonts.CELL, tabular=True))
        self.listed.setFrameShape(QFrame.Shape.NoFrame)
        self.listed.setUniformItemSizes(True)
        text.name(self.listed, tr("Items to go below") if below else tr("Items to go above"))
        self.listed.itemActivated.connect(lambda _item: self.go())
        self.listed.itemDoubleClicked.connect(lambda _item: self.go())
        self.body.addWidget(self.search)
        self.body.addWidget(self.listed, 1)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, size="sheet"))
        self.button = PrimaryButton(tr("Move below") if below else tr("Move above"), self.go, size="sheet")
        self.footer.addWidget(self.button)
        self._fill("")

    def first_focus(self) -> QWidget | None:
        return self.search

    def _fill(self, words: str) -> None:
        self.listed.clear()
        portfolio, wanted = self._desk.portfolio, words.casefold().split()
        moving, typed = set(self._ids), words.strip().lstrip("#")
        for rank, entity_id in enumerate(portfolio.live, start=1):
            title = portfolio.deliverables[entity_id].title
            hit = all(word in title.casefold() for word in wanted) or typed == str(rank)
            if entity_id not in moving and hit:
                row = QListWidgetItem(f"{figure(rank):>4}   {text.one_line(title, 90)}", self.listed)
                row.setSizeHint(QSize(0, 26))
                row.setData(Qt.ItemDataRole.UserRole, entity_id)
                if self.listed.count() >= _MOST:
                    break
        self.listed.setCurrentRow(0)
        self.button.allow("" if self.listed.count() else tr("No item has these words in its title."))

    def go(self) -> None:
        """Move to the chosen item."""
        chosen: QListWidgetItem | None = self.listed.currentItem()
        if chosen is None:
            return
        anchor, ids = int(chosen.data(Qt.ItemDataRole.UserRole)), self._ids
        move = backlog.move_below if self._below else backlog.move_above
        self.accept()
        self._desk.do(lambda portfolio: move(portfolio, ids, anchor), toast=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                row = self.listed.currentRow() + step
                self.listed.setCurrentRow(min(max(row, 0), self.listed.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go()
                return True
        return bool(super().eventFilter(watched, event))
