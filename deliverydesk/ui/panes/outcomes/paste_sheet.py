"""The sheet that says what a pasted block comes to, cell by cell where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QWidget,
)

from deliverydesk.charts.format import day as day_words
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import fonts, glyphs, text
from deliverydesk.ui.panes.outcomes.paste import Paste, PasteProblem, read_paste
from deliverydesk.ui.theme import Theme
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.plain_table import ROW, Index, PlainDelegate, draw_words
from deliverydesk.ui.widgets.sheet import Sheet

_PLACE = Qt.ItemDataRole.UserRole
_MOST_ROWS_HIGH = 9
_STYLE_WORDS = {"point": trc("decimal sign", "point"), "comma": trc("decimal sign", "comma")}


class _ProblemDelegate(PlainDelegate):
    """Where it is, then what is wrong."""

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        rect, place = QRectF(option.rect), index.data(_PLACE)
        if place:
            glyphs.state(painter, QRectF(rect.left() + 2, rect.center().y() - 6.5, 12, 12), theme, "bad")
            where = QRectF(rect.left() + 14, rect.top(), 150, rect.height())
            draw_words(painter, where, place, theme.colour("text"), px=fonts.DETAIL, weight=500)
        what = str(index.data() or "").removeprefix(f"{place}: ") if place else str(index.data() or "")
        draw_words(painter, rect.adjusted(164 if place else 0, 0, 0, 0), what, theme.colour("text2"), px=fonts.DETAIL)


class PasteSheet(Sheet):
    """What a pasted block comes to. Nothing is recorded until the button says so."""

    MOST_LISTED = 200

    def __init__(
        self,
        host: QWidget,
        words: str,
        paste: Paste,
        name: str,
        known: frozenset[date],
        today: date,
        record: Callable[[Paste], object],
    ) -> None:
        super().__init__(host, tr("Paste readings"), width=620)
        self._words, self._name, self._known, self._today, self._record = words, name, known, today, record
        self.paste = paste
        self.summary = text.label("", fonts.CELL, parent=self, wrap=True)
        self.body.addWidget(self.summary)
        row = QHBoxLayout()
        self.dates = self._choice(tr("Dates are"), paste.date_choices, row)
        self.styles = self._choice(tr("Decimal"), paste.style_choices, row)
        row.addStretch(1)
        self.body.addLayout(row)
        self.problems = QListWidget(self)
        self.problems.setFrameShape(QListWidget.Shape.NoFrame)
        self.problems.setItemDelegate(_ProblemDelegate(self.problems))
        self.problems.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        text.name(self.problems, tr("Cells that are not taken"))
        self.body.addWidget(self.problems)
        self.body.addStretch(1)
        self.footer.addWidget(Button(tr("Record nothing"), self.reject, self, size="sheet"))
        self.confirm = PrimaryButton(tr("Record"), self._confirmed, self, size="sheet")
        self.footer.addWidget(self.confirm)
        self._show()

    def _choice(self, words: str, choices: Sequence[str], row: QHBoxLayout) -> QComboBox:
        box = QComboBox(self)
        for choice in choices:
            box.addItem(_STYLE_WORDS.get(choice, choice), choice)
        label = text.label(words, fonts.DETAIL, 400, "text2", parent=self)
        row.addWidget(label)
        row.addWidget(box)
        text.name(box, words)
        for widget in (label, box):
            widget.setVisible(len(choices) > 1)
        box.currentIndexChanged.connect(self._chosen)
        return box

    def _chosen(self) -> None:
        self.paste = read_paste(
            self._words, self._today, date_format=self.dates.currentData(), number_style=self.styles.currentData()
        )
        self._show()

    def _show(self) -> None:
        paste, count = self.paste, len(self.paste.readings)
        replaced = sum(reading.date in self._known for reading in paste.readings)
        sentences = [self._comes_to()]
        if replaced:
            sentences.append(
                trn(
                    "{n} reading of a day that has one already will be replaced.",
                    "{n} readings of a day that has one already will be replaced.",
                    replaced,
                    n=figure(replaced),
                )
            )
        if len(paste.date_choices) > 1 or len(paste.style_choices) > 1:
            sentences.append(tr("Days or figures could be meant in more than one way: please look."))
        text.set_text(self.summary, " ".join(sentences))
        self.problems.clear()
        for problem in paste.problems[: self.MOST_LISTED]:
            self._list(problem)
        if len(paste.problems) > self.MOST_LISTED:
            QListWidgetItem(
                tr("… and {count} more", count=figure(len(paste.problems) - self.MOST_LISTED)), self.problems
            )
        self.problems.setVisible(bool(paste.problems))
        self.problems.setFixedHeight(ROW * min(self.problems.count(), _MOST_ROWS_HIGH) + 2)
        words = trn("Record {n} reading", "Record {n} readings", count, n=figure(count))
        self.confirm.set_words(words if count else tr("Nothing to record"))
        self.confirm.setEnabled(bool(count))

    def _comes_to(self) -> str:
        """How many readings these are, and from when to when."""
        count, rows, readings = len(self.paste.readings), self.paste.rows, self.paste.readings
        counted = {
            "readings": trn("{n} reading", "{n} readings", count, n=figure(count)),
            "rows": trn("{n} row", "{n} rows", rows, n=figure(rows)),
            "outcome": self._name,
        }
        if not readings:
            return tr("{readings} of {rows} for “{outcome}”.", **counted)
        first, last = readings[0], readings[-1]
        return tr(
            "{readings} of {rows} for “{outcome}”, from {first} ({first_value}) to {last} ({last_value}).",
            first=day_words(first.date),
            first_value=figure(first.value),
            last=day_words(last.date),
            last_value=figure(last.value),
            **counted,
        )

    def _list(self, problem: PasteProblem) -> None:
        place = text.one_line(tr("Row {row}, {column}", row=problem.row, column=problem.column), 60)
        row = QListWidgetItem(text.one_line(f"{place}: {problem.reason}", 300), self.problems)
        row.setData(_PLACE, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, which neither the list nor the choices want, presses the button it is on, or else records."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            (focused if isinstance(focused, QAbstractButton) else self.confirm).click()
        else:
            super().keyPressEvent(event)

    def _confirmed(self) -> None:
        self.accept()
        self._record(self.paste)
