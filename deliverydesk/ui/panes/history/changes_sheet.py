"""What changed between two days or checkpoints, in sentences that lead to what they are about; and a copy as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QFrame, QHBoxLayout, QListWidget, QListWidgetItem

from deliverydesk.analysis.changes.between import Changes, Point, changes_between
from deliverydesk.analysis.changes.words import TOPIC_WORDS, sentence, summary, takeaway
from deliverydesk.charts.format import day
from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deliverydesk.document.rewinding import Past, Rewind
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

_POINT = Qt.ItemDataRole.UserRole
_MOST_CHECKPOINTS = 50
_SETTLE_MS = 250
NOW = tr("Now")


class ChangesSheet(Sheet):
    """Two moments, what changed between them by topic, and the portfolio as it stood then as a file of its own."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host, tr("What changed"), width=760, height=600)
        self.setObjectName("history.changes")
        self._desk = desk
        self._rewind: Rewind = desk.document.rewind()
        self._before: Past | None = None
        self.changes: Changes | None = None
        named = [entry.label for entry in self._rewind.checkpoints()[:_MOST_CHECKPOINTS] if entry.label.strip()]
        first = self._rewind.beginning.day
        self.since = self._moment(tr("From"), [*dict.fromkeys(named), day(first)])
        self.until = self._moment(tr("To"), [NOW, *dict.fromkeys(named)])
        self.search = SearchField(tr("Filter by words"), self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, field in ((tr("From"), self.since), (tr("To"), self.until)):
            row.addWidget(text.label(words, fonts.DETAIL, 400, "text2"))
            row.addWidget(field, 1)
        row.addWidget(self.search, 1)
        self.said = text.label("", fonts.DETAIL, 400, "text2", wrap=True)
        self.list = QListWidget()
        self.list.setObjectName("history.changes.list")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        text.name(self.list, tr("What changed, by topic"))
        self.body.addLayout(row)
        self.body.addWidget(self.said)
        self.body.addWidget(self.list, 1)
        self.copier = Button(tr("Copy as text"), self.copy, self)
        self.opener = Button(tr("Save as it stood then…"), self.save_as_it_stood, self)
        for button in (self.copier, self.opener):
            self.footer.addWidget(button)
        self.list.itemActivated.connect(self._lead)
        self.list.itemClicked.connect(self._lead)
        self.search.searched.connect(lambda _words: self._show())
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self.renew)
        for field in (self.since, self.until):
            field.currentTextChanged.connect(lambda _words: self._timer.start())
        self.renew()

    def first_focus(self) -> QWidget | None:
        """The moment that it is compared from."""
        return self.since

    def _moment(self, words: str, known: list[str]) -> QComboBox:
        field = QComboBox(self)
        field.setEditable(True)
        field.addItems(known)
        text.name(field, words, tr("A day, such as {day}, or the name of a checkpoint.", day=day(today())))
        return field

    def renew(self) -> None:
        """Find out what changed between the moments that are written now; what was found before stays meanwhile."""
        rewind, since, until = self._rewind, self._read(self.since), self._read(self.until)

        def work(progress: Progress) -> tuple[Past, Changes]:
            before = rewind.at(since)
            progress(1, 3)
            after = rewind.after(rewind.latest) if until == "" else rewind.at(until)
            progress(2, 3)
            return before, changes_between(before.portfolio, after.portfolio)

        run_task(self, tr("Going back"), work, self._found, self._failed)

    def _read(self, field: QComboBox) -> str:
        """What `Rewind.at` understands: a day as it is written here, else the words as they are; empty for now."""
        words = field.currentText().strip()
        if words in ("", NOW):
            return ""
        try:
            meant = typed_date(words, today())
        except DeskError:
            meant = None
        known = {entry.label.casefold() for entry in self._rewind.checkpoints()}
        return words if meant is None or words.casefold() in known else meant.isoformat()

    def _found(self, found: tuple[Past, Changes]) -> None:
        self._before, self.changes = found
        self.opener.allow("")
        self._show()

    def _failed(self, error: BaseException) -> None:
        self._before = self.changes = None
        self.list.clear()
        text.set_role(self.said, "bad")
        text.set_text(self.said, str(error) if isinstance(error, DeskError) else tr("This could not be found out."))
        self.opener.allow(tr("Choose a day or a checkpoint that the history knows."))

    def _show(self) -> None:
        changes, wanted = self.changes, self.search.text().casefold().split()
        if changes is None:
            return
        self.list.clear()
        shown = 0
        for topic, points in changes.by_topic.items():
            said = [(sentence(changes, point), point) for point in points]
            said = [(words, point) for words, point in said if all(each in words.casefold() for each in wanted)]
            if not said:
                continue
            shown += len(said)
            head = QListWidgetItem(tr("{topic}: {what}", topic=TOPIC_WORDS[topic], what=summary(changes, topic)))
            head.setFont(fonts.font(fonts.CELL, 600))
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(head)
            for words, point in said:
                item = QListWidgetItem(words)
                item.setData(_POINT, point)
                self.list.addItem(item)
        text.set_role(self.said, "text2")
        count = trn("{n} change", "{n} changes", shown, n=figure(shown))
        text.set_text(self.said, takeaway(changes) if not wanted else tr("{changes} with these words", changes=count))

    def _lead(self, item: QListWidgetItem) -> None:
        """Select what a sentence is about, as far as it is still there."""
        point = item.data(_POINT)
        if not isinstance(point, Point):
            return
        portfolio = self._desk.portfolio
        items = tuple(each for each in point.items if each in portfolio.deliverables)
        outcomes = tuple(each for each in point.outcomes if each in portfolio.outcomes)
        if items:
            self._desk.select(Deliverable, items, items[0])
        elif outcomes:
            self._desk.select(Outcome, outcomes, outcomes[0])

    def words(self) -> str:
        """All that is shown, as lines: for the clipboard."""
        lines = [self.list.item(at) for at in range(self.list.count())]
        return "\n".join(("  " if isinstance(line.data(_POINT), Point) else "") + line.text() for line in lines)

    def copy(self) -> None:
        """Put it on the clipboard."""
        QApplication.clipboard().setText(self.words())
        self._desk.done.emit(tr("Copied."))

    def save_as_it_stood(self) -> None:
        """Write the portfolio as it stood at the first moment to a new file, which opens like any other."""
        past = self._before
        if past is None:
            return
        suggestion = tr("{name}, {day}", name=past.portfolio.settings.name, day=past.entry.day.isoformat()) + ".ddesk"
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as it stood then"), suggestion, "*.ddesk")
        if name:
            self.write(Path(name if name.casefold().endswith(".ddesk") else name + ".ddesk"))

    def write(self, path: Path) -> None:
        """Write it there; what is in the way is said."""
        past = self._before
        assert past is not None

        def work(_progress: Progress) -> None:
            from deliverydesk.document.document import Document

            Document.create(path, past.portfolio).close()

        run_task(
            self,
            tr("Saving"),
            work,
            lambda _none: self._desk.done.emit(tr("Saved as {name}. Open it as any other file.", name=path.name)),
            lambda error: self._desk.refused.emit(str(error)),
        )
