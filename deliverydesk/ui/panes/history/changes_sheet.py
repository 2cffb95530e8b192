"""What changed between two days or checkpoints, in sentences that lead to what they are about; and a copy as it was."""

from __future__ import annotations

import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QFrame, QHBoxLayout, QListWidget, QListWidgetItem

from deliverydesk.analysis.changes.between import Changes, Point, Topic, changes_between
from deliverydesk.analysis.changes.words import TOPIC_WORDS, sentence, summary, takeaway
from deliverydesk.charts.changes import changes_table
from deliverydesk.charts.format import day
from deliverydesk.domain.entities import Deliverable, Outcome
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trn
from deliverydesk.support.paths import cache_dir
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.exportable import Exportable
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.widgets import offers
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QWidget

    from deliverydesk.document.rewinding import Past, Rewind
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

_POINT = Qt.ItemDataRole.UserRole
_MOST_CHECKPOINTS = 50
_MOST_SHOWN = 100
"""So many sentences of a topic are listed; the words to filter by look at all of them, and an export has all."""
_SETTLE_MS = 250
_SPACING = 3
_KEPT_SECONDS = 24 * 60 * 60
NOW = tr("Now")


def past_folder() -> Path:
    """A new folder for a copy to look at. What was looked at some time ago is thrown away. Raises OSError."""
    whole = cache_dir() / "past"
    whole.mkdir(parents=True, exist_ok=True)
    for each in whole.iterdir():
        if time.time() - each.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(each, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=whole))


class Found(NamedTuple):
    """What was found out in a thread: all that the list shows, ready to be shown."""

    before: Past
    changes: Changes
    told: dict[Topic, list[tuple[str, Point]]]
    takeaway: str


class ChangesSheet(Sheet):
    """Two moments, what changed between them by topic, and the portfolio as it stood then: to look at, or to keep."""

    past_wanted = Signal(object)
    """The path of a copy that is to be looked at in a window of its own."""

    def __init__(self, desk: Desk, host: QWidget, export: Callable[[Exportable], object]) -> None:
        super().__init__(host, tr("What changed"), width=760, height=640)
        self.setObjectName("history.changes")
        self._desk, self._export = desk, export
        self._rewind: Rewind = desk.document.rewind()
        self._checkpoints = [entry.label for entry in self._rewind.checkpoints()]
        self._latest = Latest()
        self.found: Found | None = None
        named = list(dict.fromkeys(self._checkpoints[:_MOST_CHECKPOINTS]))
        first = self._rewind.beginning
        # The day itself would be meant at its end, when much may have happened to a new file.
        self._moments = {NOW: str(self._rewind.latest), tr("Beginning, {day}", day=day(first.day)): str(first.seq)}
        self.since = self._moment(tr("From"), [*named, *list(self._moments)[1:]])
        self.until = self._moment(tr("To"), [NOW, *named])
        self.search = SearchField(tr("Filter by words"), self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, field in ((tr("From"), self.since), (tr("To"), self.until)):
            row.addWidget(text.label(words, fonts.DETAIL, 400, "text2"))
            row.addWidget(field, 1)
        row.addWidget(self.search, 1)
        self.said = text.label("", fonts.DETAIL, 400, "text2", wrap=True)
        self.list = self._list()
        self.body.addLayout(row)
        self.body.addWidget(self.said)
        self.body.addWidget(self.list, 1)
        self.copier = Button(tr("Copy as text"), self.copy, self, size="sheet")
        self.exporter = Button(tr("Export…"), self.hand_out, self, size="sheet")
        self.saver = Button(tr("Save as it stood then…"), self.save_as_it_stood, self, size="sheet")
        self.opener = Button(tr("Look at it as it stood then"), self.look_at_it, self, size="sheet")
        text.set_tooltip(self.opener, tr("In a window of its own, to read only. Close that window to come back."))
        for button in self._buttons:
            self.footer.addWidget(button)
        self.search.searched.connect(lambda _words: self._show())
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self.renew)
        for field in (self.since, self.until):
            field.currentTextChanged.connect(lambda _words: self._timer.start())
        self.closed.connect(self._latest.forget)
        self.renew()

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return self.copier, self.exporter, self.saver, self.opener

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("history.changes.list")
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setWordWrap(True)
        made.setSpacing(_SPACING)
        text.name(made, tr("What changed, by topic"))
        made.itemActivated.connect(self._lead)
        made.itemClicked.connect(self._lead)
        return made

    def first_focus(self) -> QWidget | None:
        """The moment that it is compared from."""
        return self.since

    def _moment(self, words: str, known: list[str]) -> QComboBox:
        field = QComboBox(self)
        field.setEditable(True)
        field.addItems(known)
        text.name(field, words, tr("A day, such as {day}, or the name of a checkpoint.", day=day(today())))
        line = field.lineEdit()
        assert line is not None
        offers.add_button(line, "calendar", tr("Show the calendar"), partial(self.show_calendar, line))
        return field

    def show_calendar(self, line: QLineEdit) -> QFrame:
        """Choose one of the two days from a calendar below its line."""

        def take(chosen: QDate) -> None:
            line.setText(offers.day_of(chosen))
            frame.close()

        frame = offers.open_calendar(line, take)
        return frame

    # What changed

    def renew(self) -> None:
        """Find out what changed between the moments that are written now; what was found before stays meanwhile."""
        rewind = self._rewind
        since, until = self._read(self.since), self._read(self.until)

        def work() -> Found:
            before, after = rewind.at(since), rewind.at(until)
            changes = changes_between(before.portfolio, after.portfolio)
            told = {
                topic: [(sentence(changes, point), point) for point in points]
                for topic, points in changes.by_topic.items()
            }
            return Found(before, changes, told, takeaway(changes))

        self._latest.run(work, self._take, self._fail)

    def _read(self, field: QComboBox) -> str:
        """What `Rewind.at` understands: a day as it is written here, else the words as they are; nothing is now."""
        words = field.currentText().strip() or NOW
        if words in self._moments:
            return self._moments[words]
        if words.casefold() in {label.casefold() for label in self._checkpoints}:
            return words
        try:
            meant = typed_date(words, today())
        except DeskError:
            meant = None
        return words if meant is None else meant.isoformat()

    def _take(self, found: Found) -> None:
        self.found = found
        self._allow("")
        self._show()

    def _fail(self, words: str) -> None:
        self.found = None
        self.list.clear()
        text.set_role(self.said, "bad")
        text.set_text(self.said, words)
        self._allow(tr("Choose a day or a checkpoint that the history knows."))

    def _allow(self, reason: str) -> None:
        for button in self._buttons:
            button.allow(reason)

    def _show(self) -> None:
        found, wanted = self.found, self.search.text().casefold().split()
        if found is None:
            return
        self.list.clear()
        shown = 0
        for topic, told in found.told.items():
            said = [(words, point) for words, point in told if all(each in words.casefold() for each in wanted)]
            if said:
                shown += len(said)
                self._add_topic(summary(found.changes, topic), topic, said)
        text.set_role(self.said, "text2")
        count = trn("{n} change", "{n} changes", shown, n=figure(shown))
        text.set_text(self.said, found.takeaway if not wanted else tr("{changes} with these words", changes=count))

    def _add_topic(self, comes_to: str, topic: Topic, said: list[tuple[str, Point]]) -> None:
        head = QListWidgetItem(tr("{topic}: {what}", topic=TOPIC_WORDS[topic], what=comes_to), self.list)
        head.setFont(fonts.font(fonts.CELL, 600))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for words, point in said[:_MOST_SHOWN]:
            item = QListWidgetItem(words, self.list)
            item.setData(_POINT, point)
        if (more := len(said) - _MOST_SHOWN) > 0:
            words = trn("and {n} more: filter by words", "and {n} more: filter by words", more, n=figure(more))
            QListWidgetItem(words, self.list).setFlags(Qt.ItemFlag.ItemIsEnabled)

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

    # Handing out

    def words(self) -> str:
        """All that is shown, as lines: for the clipboard."""
        lines = [self.list.item(at) for at in range(self.list.count())]
        return "\n".join(("  " if isinstance(line.data(_POINT), Point) else "") + line.text() for line in lines)

    def copy(self) -> None:
        """Put it on the clipboard."""
        QApplication.clipboard().setText(self.words())
        # `done` would offer to undo what was done last, which is not this.
        self._desk.refused.emit(tr("Copied."))

    def hand_out(self) -> None:
        """Give all of it to the export, as a table: for a spreadsheet or a slide."""
        found = self.found
        if found is None:
            return
        since, until = (field.currentText().strip() or NOW for field in (self.since, self.until))
        make = partial(changes_table, found.changes, since, until)
        self.accept()
        self._export(Exportable("changes", tr("What changed"), make, apart=True))

    def save_as_it_stood(self) -> None:
        """Write the portfolio as it stood at the first moment to a new file, which opens like any other."""
        if self.found is None:
            return
        past = self.found.before
        suggestion = tr("{name}, {day}", name=past.portfolio.settings.name, day=past.entry.day.isoformat()) + ".ddesk"
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as it stood then"), suggestion, "*.ddesk")
        if name:
            path = Path(name if name.casefold().endswith(".ddesk") else name + ".ddesk")
            said = tr("Saved as {name}. Open it as any other file.", name=path.name)
            self.write(path, past, lambda: self._desk.refused.emit(said))

    def look_at_it(self) -> None:
        """Open the portfolio as it stood at the first moment in a window of its own, to read only."""
        if self.found is None:
            return
        past = self.found.before
        words = tr("{name}, {day}", name=past.portfolio.settings.name, day=past.entry.day.isoformat())
        stem = "".join(each if each.isalnum() or each in " -,_" else "_" for each in words)
        try:
            path = past_folder() / f"{stem}.ddesk"
        except OSError as error:
            self._desk.refused.emit(tr("It cannot be shown: {reason}", reason=error.strerror or str(error)))
            return
        self.write(path, past, lambda: self._show_past(path))

    def _show_past(self, path: Path) -> None:
        self.accept()
        self.past_wanted.emit(path)

    def write(self, path: Path, past: Past, done: Callable[[], object]) -> None:
        """Write it there; what is in the way is said."""

        def work(_progress: Progress) -> None:
            from deliverydesk.document.document import Document

            Document.create(path, past.portfolio).close()

        run_task(
            self,
            tr("Saving"),
            work,
            lambda _none: done(),
            lambda error: self._desk.refused.emit(str(error)),
        )
