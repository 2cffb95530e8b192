"""What is shown before any file is open: three ways to begin, and three questions that become the first outcome."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from deliverydesk.actions.starting import Measure, product_name, read_measure
from deliverydesk.charts.format import day, number, with_unit
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import PrimaryButton, QuietButton
from deliverydesk.ui.widgets.mark import Mark
from deliverydesk.ui.window import file_dialogs, state
from deliverydesk.ui.window.start_cards import StartCard

if TYPE_CHECKING:
    from pathlib import Path

    from deliverydesk.ui.window.files import Files

_WIDE = 1040
_MARK = 26
_MOST_RECENT = 3
_SAMPLE = tr("A health insurer with 60 deliverables, 12 outcomes and a year of readings. Yours to change and break.")
_TABLE = tr("CSV, Excel or LibreOffice. You see what each column becomes before a row is taken.")
_EMPTY = tr("Type your first ten deliverables, drag them into order, add outcomes when you have a number.")
_PASTED = tr("A pasted list of titles works too")
_STEPS = {"sample": tr("Open the sample"), "import": tr("Choose a file…"), "empty": tr("Begin the portfolio…")}
"""What the primary button says: the next step."""
_QUESTIONS = (
    (
        "change",
        tr("What should change?"),
        tr("an outcome, not a delivery"),
        tr("Members get their answer the first time"),
    ),
    ("customer", tr("For whom?"), tr("the customer, in a few words"), tr("Members who call or write")),
    (
        "measure",
        tr("How will we know?"),
        tr("a number, from and to, by when"),
        tr("First-contact solving from 61 to 72 % by Dec"),
    ),
)


class StartWindow(QWidget):
    """The sample, a spreadsheet or an empty portfolio; a file that is there already; and three questions."""

    def __init__(self, files: Files) -> None:
        super().__init__()
        self._files = files
        self.setObjectName("window")
        self.setWindowTitle("DeliveryDesk")
        self.setAcceptDrops(True)
        self.resize(QSize(1160, 860).boundedTo(self.screen().availableSize() - QSize(8, 40)))
        self.fields: dict[str, QLineEdit] = {}
        self._page = QWidget()
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)
        area.setWidget(self._page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._column = QVBoxLayout(self._page)
        self._column.setSpacing(0)
        self._fill()
        self._choose("sample")

    def _fill(self) -> None:
        column = self._column
        column.addStretch(2)
        column.addLayout(self._make_brand())
        column.addSpacing(18)
        column.addWidget(text.label(tr("Start with what you have"), fonts.PAGE_TITLE, 600, parent=self._page))
        column.addSpacing(4)
        told = tr("A portfolio is one file on this computer. Nothing leaves it, and every step can be undone.")
        column.addWidget(text.label(told, fonts.TITLE + 1, 400, "text2", wrap=True, parent=self._page))
        column.addSpacing(24)
        column.addLayout(self._make_cards())
        column.addSpacing(32)
        column.addLayout(self._make_heading())
        column.addSpacing(14)
        for key, question, hint, example in _QUESTIONS:
            column.addLayout(self._make_question(key, question, hint, example))
            column.addSpacing(12)
        self.understood = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self._page)
        self.understood.setMinimumHeight(18)
        column.addWidget(self.understood)
        column.addStretch(3)
        column.addLayout(self._make_foot())

    def _make_brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Mark(self._page, _MARK))
        row.addWidget(text.label("DeliveryDesk", fonts.ITEM_TITLE - 1, 600, parent=self._page))
        row.addStretch(1)
        return row

    def _make_cards(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.cards = {
            "sample": StartCard(
                "sample", tr("Look round the sample"), _SAMPLE, tr("Opens as a copy"), "copy", self._page
            ),
            "import": StartCard(
                "import",
                tr("Bring in a spreadsheet"),
                _TABLE,
                tr("Or drop the file on this window"),
                "file-in",
                self._page,
            ),
            "empty": StartCard(
                "empty", tr("Begin empty"), _EMPTY, tr("A pasted list of titles works too"), "keyboard", self._page
            ),
        }
        group = QButtonGroup(self)
        for card in self.cards.values():
            group.addButton(card)
            row.addWidget(card, 1)
            card.gone_on.connect(self.go_on)
            card.toggled.connect(self._chosen)
        return row

    def _make_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(text.label(tr("Three questions"), fonts.ITEM_TITLE - 1, 600, parent=self._page))
        told = tr("For a portfolio of your own. They become its first outcome; skip any of them.")
        row.addWidget(text.label(told, fonts.CELL, 400, "text2", parent=self._page))
        row.addStretch(1)
        return row

    def _make_question(self, key: str, question: str, hint: str, example: str) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text.label(question, fonts.TITLE, 500, parent=self._page))
        words.addWidget(text.label(hint, fonts.DETAIL, 400, "text2", parent=self._page))
        side = QWidget(self._page)
        side.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(232)
        field = QLineEdit(self._page)
        field.setObjectName(f"start.{key}")
        field.setFont(fonts.font(fonts.TITLE))
        field.setMaxLength(300)
        field.setFixedHeight(34)
        field.setPlaceholderText(tr("Such as: {example}", example=example))
        text.name(field, question, hint)
        field.textEdited.connect(self._typed)
        field.returnPressed.connect(self.go_on)
        self.fields[key] = field
        row.addWidget(side)
        row.addWidget(field, 1)
        return row

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(QuietButton(tr("Open a portfolio…"), self._open, self._page, icon="open", size="sheet"))
        self._recent = QHBoxLayout()
        self._recent.setSpacing(2)
        row.addLayout(self._recent)
        row.addStretch(1)
        self.skip = QuietButton(tr("Skip the questions"), self._skip, self._page, size="sheet")
        row.addWidget(self.skip)
        self.primary = PrimaryButton("", self.go_on, self._page, size="sheet")
        self.primary.setObjectName("start.go_on")
        row.addSpacing(8)
        row.addWidget(self.primary)
        self._list_recent()
        return row

    def _list_recent(self) -> None:
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for path in state.known_files()[:_MOST_RECENT]:
            there = path.is_file()
            name = text.one_line(path.name, 32)
            button = QuietButton(
                name if there else tr("{name}, missing", name=name),
                partial(self._open_recent if there else self._forget, path),
                self._page,
                icon="file" if there else "warning",
                size="sheet",
            )
            gone = tr("{path} is not there any more. Press to take it off this list.", path=path)
            said = str(path) if there else gone
            text.set_tooltip(button, said)
            text.name(button, button.text(), said)
            self._recent.addWidget(button)

    # Choosing and typing

    @property
    def chosen(self) -> str:
        """The key of the chosen card."""
        return next(key for key, card in self.cards.items() if card.isChecked())

    def _choose(self, key: str) -> None:
        self.cards[key].setChecked(True)

    def _chosen(self, on: bool) -> None:
        if on:
            self.primary.set_words(_STEPS[self.chosen])
            self._tell()

    def _typed(self, words: str) -> None:
        if words and self.chosen == "sample":
            # The answers are for a portfolio of one's own.
            self._choose("empty")
        self._tell()

    def answers(self) -> dict[str, str]:
        """What was answered, by question; not the empty ones."""
        return {key: field.text().strip() for key, field in self.fields.items() if field.text().strip()}

    def _tell(self) -> None:
        answers = self.answers()
        self.skip.setVisible(bool(answers) and self.chosen != "sample")
        text.set_text(self.understood, understood(answers) if self.chosen != "sample" else "")

    # Going on

    def go_on(self) -> None:
        """Take the next step, as the button names it."""
        self._go(self.answers())

    def _skip(self) -> None:
        self._go({})

    def _go(self, answers: dict[str, str]) -> None:
        if self.chosen == "sample":
            self._files.open_sample(self)
        elif self.chosen == "empty":
            self._files.begin(self, answers)
        else:
            table = file_dialogs.ask_table(self)
            if table is not None:
                self._files.begin(self, answers, table)

    def _open(self) -> None:
        self._files.open(self)

    def _open_recent(self, path: Path) -> None:
        self._files.open_path(self, path)

    def _forget(self, path: Path) -> None:
        state.forget_file(path)
        self._list_recent()

    # Files dropped, and looks

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_dialogs.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = file_dialogs.dropped(event.mimeData())
        portfolios = [path for path in paths if path.suffix.casefold() == ".ddesk"]
        for path in portfolios:
            self._files.open_path(self, path)
        if not portfolios and paths:
            self._choose("import")
            self._files.begin(self, self.answers(), paths[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(32, (self.width() - _WIDE) // 2)
        self._column.setContentsMargins(side, 32, side, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current_theme().colour("canvas"))


def understood(answers: dict[str, str]) -> str:
    """What the answers will become, in a sentence."""
    product = outcome = ""
    if "customer" in answers:
        product = tr("the product “{name}”", name=product_name(answers["customer"]))
    if "change" in answers or "measure" in answers:
        read = read_measure(answers.get("measure", ""), today())
        outcome = _outcome_words(text.one_line(answers.get("change") or read.metric, 60), read)
    if product and outcome:
        return tr("This makes {product} and {outcome}.", product=product, outcome=outcome)
    return tr("This makes {made}.", made=product or outcome) if product or outcome else ""


def _outcome_words(name: str, read: Measure) -> str:
    if read.baseline is None:
        return tr("the outcome “{name}”", name=name)
    low, high = number(read.baseline), with_unit(read.target, read.unit)
    if read.due is None:
        return tr("the outcome “{name}”, from {low} to {high}", name=name, low=low, high=high)
    return tr("the outcome “{name}”, from {low} to {high} by {day}", name=name, low=low, high=high, day=day(read.due))
