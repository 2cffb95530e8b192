"""The page that looks back: what there is to learn from a time, and the way to keep it for the next one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from deliverydesk.analysis.periods import quarter_starts
from deliverydesk.analysis.reviewing.learning import learnt
from deliverydesk.analysis.reviewing.learning_words import learnt_words, title_words
from deliverydesk.analysis.reviewing.template import template_of
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.review.paper_view import PaperView
from deliverydesk.ui.tasks import run_task
from deliverydesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk

_YEAR = timedelta(days=365)


def times(day: date, fiscal_year_start: int) -> list[tuple[str, tuple[date, date]]]:
    """What can be looked back at: captions with first and last days."""
    starts = quarter_starts(day - timedelta(days=100), day, fiscal_year_start)
    this, last = starts[-1], starts[-2]
    return [
        (tr("This quarter"), (this, day)),
        (tr("Last quarter"), (last, this - timedelta(days=1))),
        (tr("Last twelve months"), (day - _YEAR, day)),
    ]


class LearnPage(QWidget):
    """Renewed by the pane; found out in a thread."""

    document_wanted = Signal(str, str)
    """A title and Markdown: what is read here, as a document."""
    record_wanted = Signal()
    """The record of the forecasts, where what it proposes for each team is accepted."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest()
        self._read = ("", "")
        self.time = QComboBox(self)
        self.time.setObjectName("review.time")
        self.time.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.time.activated.connect(lambda _at: self.renew())
        text.name(self.time, tr("The time that is looked back at"))
        self.record = Button(tr("Record of the forecasts"), self.record_wanted.emit, self, size="header")
        about = tr("How often days came true, by forecast and team, with the widening that this proposes.")
        text.set_tooltip(self.record, about)
        self.document = Button(tr("Save as a document…"), self._hand_out, self, size="header")
        self.template = Button(tr("Save as a template…"), self.save_template, self, size="header")
        about = tr(
            "A new portfolio that is run as this one is: products, teams with their widening, gates, guardrails, "
            "criteria, limits, views and packs, without the work."
        )
        text.set_tooltip(self.template, about)
        self.paper = PaperView("review.learnt", tr("What there is to learn"), self)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(8)
        head.addWidget(self.time)
        head.addStretch(1)
        head.addWidget(self.record)
        head.addWidget(self.document)
        head.addWidget(self.template)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        around = QVBoxLayout()
        around.setContentsMargins(12, 0, 12, 12)
        around.addWidget(self.paper)
        column.addLayout(around, 1)
        self.setFocusProxy(self.paper)

    @property
    def busy(self) -> bool:
        """Whether it is being found out."""
        return self._latest.busy

    def renew(self) -> None:
        """Find out what there is to learn from the time that is chosen."""
        portfolio, findings, day = self.desk.portfolio, self.desk.findings, today()
        known = times(day, portfolio.settings.fiscal_year_start)
        if not self.time.count():
            self.time.addItems([words for words, _ in known])
        since, until = known[max(self.time.currentIndex(), 0)][1]
        # What readings say is known of today alone.
        page = findings.evidence if findings.current and until == day else None

        def work() -> tuple[str, str]:
            found = learnt(portfolio, since, until, page)
            return title_words(found), learnt_words(portfolio, found)

        self._latest.run(work, self._show, self.desk.refused.emit)

    def forget(self) -> None:
        """The pane is closed: tell nothing more."""
        self._latest.forget()

    def _show(self, read: tuple[str, str]) -> None:
        self._read = read
        self.paper.read(read[1], largest=2)

    def _hand_out(self) -> None:
        title, words = self._read
        if words:
            self.document_wanted.emit(title, words)

    def save_template(self) -> None:
        """Write a portfolio that is run as this one is, without its work, to a new file."""
        suggestion = tr("{name}, next quarter", name=self.desk.portfolio.settings.name) + ".ddesk"
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as a template"), suggestion, "*.ddesk")
        if name:
            self.write_template(Path(name if name.casefold().endswith(".ddesk") else name + ".ddesk"))

    def write_template(self, path: Path) -> None:
        """Write it there; what is in the way is said."""
        portfolio, day = self.desk.portfolio, today()

        def work(_progress: Progress) -> None:
            from deliverydesk.document.document import Document

            Document.create(path, template_of(portfolio, day)).close()

        said = tr("Saved as {name}. Open it to begin the next quarter.", name=path.name)
        run_task(
            self,
            tr("Saving"),
            work,
            lambda _none: self.desk.refused.emit(said),
            lambda error: self.desk.refused.emit(str(error)),
        )
