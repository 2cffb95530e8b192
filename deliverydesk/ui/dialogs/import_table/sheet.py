"""The sheet of an import: how the file was read, what each column becomes, what will happen, and the button for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from deliverydesk.domain.wording import counted, figure
from deliverydesk.importers.fields import SINGULAR
from deliverydesk.importers.limits import limits_sentence
from deliverydesk.importers.report import new_words
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.import_table import choose_table, show_reports
from deliverydesk.ui.dialogs.import_table.columns_model import ColumnsModel
from deliverydesk.ui.dialogs.import_table.options import OptionsBar
from deliverydesk.ui.dialogs.import_table.reading import Reading, as_what, look_ahead, read, with_style
from deliverydesk.ui.dialogs.import_table.rows_model import ProblemsModel, RowsModel
from deliverydesk.ui.dialogs.import_table.tables import PaintedTable
from deliverydesk.ui.dialogs.import_table.taking import take
from deliverydesk.ui.tasks import Task, run_task
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from deliverydesk.ui.widgets.segmented import Segmented
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.importers import ImportPlan, ReadOptions
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.window.main_window import MainWindow

WIDTH, HEIGHT = 1180, 760
_COLUMN_WIDTHS = (138, 0, 164, 116)
_ROW_WIDTHS = (52, 0, 212)
_PROBLEM_WIDTHS = (46, 96, 96, 0, 164)
_HOLDS = [
    ("deliverables", tr("Deliverables")),
    ("outcomes", tr("Outcomes")),
    ("measurements", tr("Measurements")),
    ("products", tr("Products")),
    ("teams", tr("Teams")),
    ("people", tr("People")),
]
_PARTS = ("rows", "problems", "notes")


class ImportSheet(Sheet):
    """Shows a reading, takes changes to it, and imports. Every change is looked ahead in a thread."""

    def __init__(self, window: MainWindow, desk: Desk, reading: Reading) -> None:
        super().__init__(window, tr("Import a table"), width=WIDTH, height=HEIGHT)
        self.setObjectName("import_table")
        self._main = window
        self._desk = desk
        self.reading = reading
        self._task: Task | None = None
        self._taking = False
        self.body.setSpacing(10)
        self._file = text.label("", fonts.TITLE, 600)
        self._size = text.label("", fonts.DETAIL, 400, "text2")
        self.what = Segmented(_HOLDS, tr("What it holds"))
        self.options = OptionsBar(self)
        self.columns = ColumnsModel(reading, self)
        self.column_table = PaintedTable(tr("What each column becomes"), self.columns, _COLUMN_WIDTHS, self)
        self.rows, self.problems = RowsModel(self), ProblemsModel(self)
        self.part = Segmented([(part, part) for part in _PARTS], tr("What to show of the preview"))
        self.row_table = PaintedTable(tr("What becomes of each row"), self.rows, _ROW_WIDTHS, self)
        self.problem_table = PaintedTable(tr("What is not taken"), self.problems, _PROBLEM_WIDTHS, self)
        self.notes = QListWidget(self)
        self.counts = text.label("", fonts.TITLE, 500, wrap=True)
        self.import_button = PrimaryButton(trc("button", "Import"), self.take, size="sheet")
        self.cancel_button = Button(tr("Cancel"), self.reject, size="sheet")
        self._lay_out()
        self._connect()
        self._show()

    # Building

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._file)
        top.addWidget(self._size)
        top.addStretch(1)
        top.addWidget(self.what)
        top.addWidget(Button(tr("Another file…"), self.choose_another))
        self.body.addLayout(top)
        self.body.addWidget(self.options)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(self._framed(self.column_table), 48)
        halves.addLayout(self._preview(), 52)
        self.body.addLayout(halves, 1)
        text.name(self.notes, tr("What else is to be known"))
        self.notes.setWordWrap(True)
        self.notes.setFrameShape(QFrame.Shape.NoFrame)
        self.notes.setFont(fonts.font(fonts.DETAIL))
        self.notes.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.notes.setSpacing(3)
        self.footer.insertWidget(0, QuietButton(tr("Earlier imports…"), self._reports, size="sheet"))
        limits = text.label(limits_sentence(), fonts.CAPTION, 400, "text3")
        self.footer.insertWidget(1, limits)
        self.footer.addWidget(self.cancel_button)
        self.footer.addWidget(self.import_button)

    def _preview(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.counts)
        column.addWidget(self.part, 0, Qt.AlignmentFlag.AlignLeft)
        self._pages = QStackedWidget(self)
        for widget in (self._framed(self.row_table), self._framed(self.problem_table), self._framed(self.notes)):
            self._pages.addWidget(widget)
        column.addWidget(self._pages, 1)
        return column

    def _framed(self, inner: QWidget) -> QFrame:
        frame = _Framed(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(inner)
        return frame

    def _connect(self) -> None:
        self.what.chosen.connect(self._choose_what)
        self.part.chosen.connect(lambda part: self._pages.setCurrentIndex(_PARTS.index(part)))
        self.columns.planned.connect(self.change_plan)
        self.options.read_chosen.connect(self.read_again)
        self.options.style_chosen.connect(lambda style: self.change_plan(with_style(self.reading.plan, style)))

    # What it shows

    def _show(self) -> None:
        reading = self.reading
        table = reading.table
        text.set_text(self._file, text.one_line(reading.path.name, 60))
        rows, columns = counted(table.row_count, "row"), counted(len(table.names), "column")
        text.set_text(self._size, tr("{rows}, {columns}", rows=rows, columns=columns))
        self.what.set_value(reading.plan.what)
        self.options.show_reading(reading)
        self.columns.set_reading(reading)
        self.rows.set_reading(reading)
        self.problems.set_reading(reading)
        self._show_counts()
        self._show_notes()

    def _show_counts(self) -> None:
        found = self.reading.preview
        text.set_role(self.counts, "bad" if found is None else "text")
        if found is None:
            text.set_text(self.counts, self.reading.problem)
            self.import_button.set_words(trc("button", "Import"))
            self.import_button.allow(self.reading.problem)
            self._name_parts(0, 0)
            return
        words = tr(
            "{added} new · {updated} updated · {unchanged} unchanged · {left_out} not taken",
            added=figure(found.added),
            updated=figure(found.updated),
            unchanged=figure(found.unchanged),
            left_out=figure(found.left_out),
        )
        text.set_text(self.counts, words)
        changed = found.added + found.updated
        things = counted(changed, SINGULAR[self.reading.plan.what])
        self.import_button.set_words(tr("Import {things}", things=things) if changed else trc("button", "Import"))
        nothing = tr("Everything in this table is in the portfolio already.")
        self.import_button.allow("" if found.change_set else nothing)
        self._name_parts(len(found.rows), len(found.problems))

    def _name_parts(self, rows: int, problems: int) -> None:
        notes = len(self._sentences())
        named = (
            tr("All rows  {count}", count=figure(rows)),
            tr("Problems  {count}", count=figure(problems)),
            tr("Notes  {count}", count=figure(notes)),
        )
        for part, words in zip(_PARTS, named, strict=True):
            button = self.part.button(part)
            button.setText(words)
            button.setAccessibleName(words)
            button.updateGeometry()
        self.part.updateGeometry()

    def _sentences(self) -> list[str]:
        found, reading = self.reading.preview, self.reading
        notes = list(found.notices) if found is not None else [notice.sentence for notice in reading.table.notices]
        if found is not None:
            notes += [new_words(table, names) for table, names in found.created.items()]
        return notes

    def _show_notes(self) -> None:
        self.notes.clear()
        for sentence in self._sentences() or [tr("Nothing else is to be known.")]:
            self.notes.addItem(text.one_line(sentence, 600))

    # Changing what was understood

    def change_plan(self, plan: ImportPlan) -> None:
        """Look ahead with another plan."""
        path, table, portfolio = self.reading.path, self.reading.table, self._desk.portfolio
        data = self.reading.data
        self._renew(tr("Looking ahead"), lambda progress: look_ahead(path, table, plan, portfolio, progress, data))

    def read_again(self, options: ReadOptions) -> None:
        """Read the file in another way."""
        path, portfolio, data = self.reading.path, self._desk.portfolio, self.reading.data
        self._renew(
            tr("Reading {name}", name=path.name), lambda progress: read(path, options, portfolio, progress, data)
        )

    def choose_another(self) -> None:
        """Ask for another file and show that."""
        path = choose_table(self._main)
        if path is not None:
            self.show_file(path)

    def show_file(self, path: Path) -> None:
        """Show another file."""
        portfolio = self._desk.portfolio
        self._renew(tr("Reading {name}", name=path.name), lambda progress: read(path, None, portfolio, progress))

    def _choose_what(self, what: object) -> None:
        self.change_plan(as_what(self.reading.table, self._desk.portfolio, str(what)))

    def _renew(self, title: str, work: Callable[[Progress], Reading]) -> None:
        """Make another reading in a thread. Only the newest one asked for is shown; a failed one leaves what was."""
        if self._task is not None:
            self._task.cancel()
        mine: list[Task] = []

        def done(reading: Reading) -> None:
            if self._task is mine[0]:
                self._task, self.reading = None, reading
                self._show()

        def failed(error: BaseException) -> None:
            stopped()
            text.message(self._main, tr("This cannot be read so"), str(error))

        def stopped() -> None:
            if self._task is mine[0]:
                self._task = None
                self._show()

        mine.append(run_task(self, title, work, done, failed, stopped))
        self._task = mine[0]

    # The end

    @property
    def busy(self) -> bool:
        """Whether a newer reading is on its way."""
        return self._task is not None

    def take(self) -> None:
        """Import what the preview shows, in a thread; the sheet closes once it is done."""
        if self.busy or self._taking or self.reading.preview is None:
            return
        if self.reading.portfolio is not self._desk.portfolio:
            self.change_plan(self.reading.plan)
            return
        self._taking = True
        take(self._main, self._desk, self.reading, self.accept, self._not_taken)

    def _not_taken(self) -> None:
        self._taking = False

    def first_focus(self) -> QWidget | None:
        return self.import_button if self.import_button.isEnabled() else self.column_table

    def _reports(self) -> None:
        show_reports(self._main)


class _Framed(QFrame):
    """A hairline around a table."""

    def paintEvent(self, event: object) -> None:
        from PySide6.QtCore import QRectF
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        painter.setPen(theme.pen("line2", 1.0))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
