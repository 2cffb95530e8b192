"""The reasons beside the table: the item in question, the next best set, prices, people, and how sure all this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.dialogs.choosing import words
from deliverydesk.ui.figures import mark
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.planning.selection_reasons import Reasoned
    from deliverydesk.charts.selection_words import Teller
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.ui.dialogs.choosing.rows import Row

WIDTH = 336
_BESIDE = 80
"""Of that width the margins, the scroll bar and the frame of a button."""
_HANDS = {"free": None, "in": True, "out": False}
_PLACES = (("free", tr("Free")), ("in", tr("Keep in")), ("out", tr("Leave out")))


class Reasons(QScrollArea):
    """Sections under each other; each is shown once there is something to say."""

    put = Signal(int, object)
    """A deliverable, and True to keep it in, False to leave it out, None to let it be chosen."""
    wanted = Signal(int)
    """A deliverable is to be shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("choosing.reasons")
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        text.name(self, tr("Reasons"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(0)
        self._row: Row | None = None
        self.item = _Section("", inside)
        self.place = Segmented(_PLACES, tr("Place of the item"), self.item, compact=True)
        self.place.chosen.connect(self._put)
        self.item.add_below(self.place)
        self.next_best = _Section(tr("Next best set"), inside, figure="next_best")
        self.conditions = _Section(tr("What conditions cost"), inside, figure="condition_price")
        self.people = _Section(tr("What more people would add"), inside, figure="people_worth")
        self.sure = _Section(tr("How sure it is"), inside, figure="inclusion")
        self.first = Button("", self._show_first, self.sure)
        self.sure.add_below(self.first)
        self.first.hide()
        self.aside = _Section(tr("Not among the candidates"), inside)
        self.changes = _Section(tr("What accepting changes"), inside)
        for each in self._sections():
            self._column.addWidget(each)
        self._column.addStretch(1)
        self._first: int | None = None
        self.setWidget(inside)
        for ground in (self.viewport(), inside):
            ground.setBackgroundRole(QPalette.ColorRole.Window)
            ground.setAutoFillBackground(True)

    def _sections(self) -> tuple[_Section, ...]:
        return (self.item, self.next_best, self.conditions, self.people, self.sure, self.aside, self.changes)

    def show_item(self, teller: Teller | None, found: Reasoned | None, row: Row | None) -> None:
        """Say all that is known of the current item."""
        self._row = row
        if teller is None or found is None or row is None:
            self.item.say("", ())
            return
        self.item.say(text.one_line(row.title, 120), words.item_lines(teller, found, row))
        self.place.set_value(next(key for key, hand in _HANDS.items() if hand is row.hand))

    def show_reasons(self, teller: Teller, found: Reasoned) -> None:
        """Say what is known of the set as a whole."""
        self.next_best.say(None, [teller.next_best(found.next_best)] if found.next_best is not None else ())
        self.conditions.tell(words.price_rows(teller, found))
        head, rows = words.people_rows(teller, found)
        self.people.tell(rows, head=head)
        if found.worth and not rows:
            self.people.say(None, [words.NO_PEOPLE])
        self.sure.say(None, words.sure_lines(teller, found))
        first = teller.find_out_first(found)
        self._first = found.selection.items[found.information[0].item] if first else None
        self.first.setVisible(bool(first))
        room, metrics = WIDTH - _BESIDE, QFontMetricsF(self.first.font())
        self.first.set_words(text.cut(words.first_words(teller, found), room, metrics) if first else "")
        text.set_tooltip(self.first, first)
        self.aside.say(None, [said] if (said := teller.aside()) else ())
        aside = [text.one_line(teller.portfolio.deliverables[each].title, 60) for each in found.selection.aside]
        text.set_tooltip(self.aside, "; ".join(aside))

    def show_changes(self, changes: ChangeSet | None) -> None:
        """Say which dates accepting would change."""
        self.changes.say(None, words.change_lines(changes))

    def clear(self) -> None:
        """There is nothing to say."""
        self._row = self._first = None
        self.first.hide()
        for each in self._sections():
            each.say(None, ())

    def _put(self, key: object) -> None:
        if self._row is not None:
            self.put.emit(self._row.deliverable, _HANDS[str(key)])

    def _show_first(self) -> None:
        if self._first is not None:
            self.wanted.emit(self._first)


class _Section(QWidget):
    """A title with sentences, or with rows of words and figures, under it."""

    def __init__(self, title: str, parent: QWidget, *, figure: str = "") -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(5)
        self.title = text.label(title, fonts.TITLE, 600, wrap=True)
        if figure:
            mark(self.title, figure)
        self._column.addWidget(self.title)
        self._body = QGridLayout()
        self._body.setSpacing(4)
        self._body.setHorizontalSpacing(10)
        self._column.addLayout(self._body)
        self._told: object = None
        self.hide()

    def add_below(self, widget: QWidget) -> None:
        """Something that stands under what is said."""
        row = QHBoxLayout()
        row.addWidget(widget)
        row.addStretch(1)
        self._column.addLayout(row)

    def say(self, title: str | None, lines: Sequence[str]) -> None:
        """Sentences; nothing at all where there are none. A title of None stays."""
        self.tell([(line,) for line in lines], title=title)

    def tell(self, rows: Sequence[tuple[str, ...]], *, head: Sequence[str] = (), title: str | None = None) -> None:
        """Rows of words with figures at their right."""
        told = (list(rows), list(head), title)
        if told == self._told:
            return
        self._told = told
        if title is not None:
            text.set_text(self.title, title)
        _empty(self._body)
        for at, row in enumerate([tuple(head), *rows] if head and rows else rows):
            for column, words_ in enumerate(row):
                last = column > 0
                faint = at == 0 and bool(head)
                label = text.label(
                    words_,
                    fonts.CAPTION if faint else fonts.DETAIL,
                    400,
                    "text2" if faint else "text",
                    tabular=last,
                    wrap=not last,
                )
                side = Qt.AlignmentFlag.AlignRight if last else Qt.AlignmentFlag.AlignLeft
                self._body.addWidget(
                    label, at, column, side | Qt.AlignmentFlag.AlignTop if last else Qt.AlignmentFlag(0)
                )
        self._body.setColumnStretch(0, 1)
        self.setVisible(bool(rows))


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
