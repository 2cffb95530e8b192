"""The sheets of a review's end: closing it with follow-ups, and its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from deliverydesk.domain.wording import day_words
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dates import date_hint, typed_date
from deliverydesk.ui.markdown import MarkdownDocument
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.fields import DateField
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_FOLLOW_UPS = 3
"""Lines for them at first; one more is there as soon as the last is written in."""


class CloseSheet(Sheet):
    """`close` gets notes, next date and follow-ups (text, owner, due), and answers what is wrong, or nothing.

    `following` is when the next review is due if nothing is said.
    """

    def __init__(
        self,
        host: QWidget,
        name: str,
        totals: str,
        following: date,
        close: Callable[[str, date | None, list[tuple[str, str, date | None]]], str],
    ) -> None:
        super().__init__(host, tr("Close the review"), width=620)
        self.setObjectName("review.close_sheet")
        self._close = close
        self.body.addWidget(text.label(text.one_line(name, 80), fonts.CELL, 600))
        self.body.addWidget(text.label(totals, fonts.DETAIL, 400, "text2", wrap=True))
        self.notes = QPlainTextEdit(self)
        self.notes.setFont(fonts.font(fonts.CELL))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(90)
        self._add(tr("Notes"), self.notes)
        self.next = DateField(tr("Next review"), self, bare=False, hint=day_words(following))
        self._add(tr("Next review"), self.next)
        self.body.addWidget(text.label(tr("Who takes on what, by when?"), fonts.DETAIL, 500, "text2"))
        self.follow_ups: list[tuple[QLineEdit, QLineEdit, DateField]] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        for _ in range(_FOLLOW_UPS):
            self._add_follow_up()
        self.problem = text.label("", fonts.DETAIL, 400, "bad", wrap=True, parent=self)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.confirm = PrimaryButton(tr("Close review"), self.go, self, size="sheet")
        self.footer.addWidget(self.confirm)

    def _add(self, words: str, field: QWidget) -> None:
        text.name(field, words)
        label = text.label(words, fonts.DETAIL, 500, "text2")
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field)

    def _add_follow_up(self) -> None:
        what, owner = QLineEdit(self), QLineEdit(self)
        due = DateField(tr("Due"), self, bare=False, hint=date_hint())
        what.setPlaceholderText(tr("What is to be done?"))
        owner.setPlaceholderText(tr("Owner"))
        text.name(what, tr("What is to be done?"))
        text.name(owner, tr("Owner"))
        row = QHBoxLayout()
        row.setSpacing(6)
        for field, share in ((what, 5), (owner, 2), (due, 2)):
            field.setFont(fonts.font(fonts.CELL))
            field.setMaxLength(500)
            row.addWidget(field, share)
        self._lines.addLayout(row)
        self.follow_ups.append((what, owner, due))
        what.textEdited.connect(lambda _words: self._make_room(what))

    def _make_room(self, written: QLineEdit) -> None:
        if written is self.follow_ups[-1][0]:
            self._add_follow_up()
            self.place()

    def go(self) -> None:
        """Close the review, or say why not and stay open."""
        try:
            taken = [
                (what.text(), owner.text(), typed_date(due.text(), today()))
                for what, owner, due in self.follow_ups
                if what.text().strip()
            ]
            problem = self._close(self.notes.toPlainText(), typed_date(self.next.text(), today()), taken)
        except DeskError as error:
            problem = str(error)
        if not problem:
            self.accept()
            return
        text.set_text(self.problem, problem)
        self.problem.show()
        self.place()


class MinutesSheet(Sheet):
    """The minutes to read and to copy; `save` writes them to a file, `pack` leads to the slides."""

    def __init__(self, host: QWidget, name: str, words: str, save: Callable[[], Any], pack: Callable[[], Any]) -> None:
        super().__init__(host, tr("Minutes of {review}", review=text.one_line(name, 60)), width=680, height=560)
        self.setObjectName("review.minutes_sheet")
        self._source = words
        self.words = QTextEdit(self)
        self.words.setReadOnly(True)
        self.words.setFrameShape(QTextEdit.Shape.NoFrame)
        document = MarkdownDocument(words, fonts.CELL, largest=2)
        document.setParent(self.words)
        self.words.setDocument(document)
        text.name(self.words, tr("Minutes"))
        self.body.addWidget(self.words, 1)
        self._pack = pack
        self.packer = Button(tr("Pack of slides…"), self._go_to_pack, self, size="sheet")
        self.footer.addWidget(self.packer)
        self.footer.addWidget(Button(tr("Save as…"), save, self, size="sheet"))
        self.footer.addWidget(Button(tr("Copy"), self.copy, self, size="sheet"))
        self.footer.addWidget(PrimaryButton(tr("Close"), self.accept, self, size="sheet"))

    def _go_to_pack(self) -> None:
        self.accept()
        self._pack()

    def copy(self) -> None:
        """Put the minutes on the clipboard: formatted for who takes that, else as Markdown."""
        data = QMimeData()
        data.setText(self._source)
        data.setHtml(self.words.toHtml())
        QGuiApplication.clipboard().setMimeData(data)
