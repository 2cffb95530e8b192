"""A card to choose values in: a search over a list, one of them or any number, and "is" or "is not"."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from deliverydesk.domain.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, text
from deliverydesk.ui.typed import within
from deliverydesk.ui.widgets.buttons import Button, QuietButton
from deliverydesk.ui.widgets.popover import Floating
from deliverydesk.ui.widgets.search import SearchField
from deliverydesk.ui.widgets.segmented import Segmented

_ROW = 26
_MOST_ROWS = 10
_WIDTH = 260
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Checked = Qt.CheckState


class _Titled(Floating):
    """A card with a title, and at its right, unless ``negated`` is None, the choice between "is" and "is not"."""

    def __init__(self, host: QWidget, title: str, negated: bool | None) -> None:
        super().__init__(host)
        text.name(self._card, title)
        self.column = QVBoxLayout(self._card)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(8)
        self.sense = Segmented(
            [("is", trc("of a filter", "is")), ("not", trc("of a filter", "is not"))],
            tr("{title}: is or is not", title=title),
            self._card,
            compact=True,
        )
        self.sense.set_value("not" if negated else "is")
        self.sense.setVisible(negated is not None)
        head = QHBoxLayout()
        head.addWidget(text.label(title, fonts.TITLE, 600, parent=self._card))
        head.addStretch(1)
        head.addWidget(self.sense)
        self.column.addLayout(head)

    @property
    def negated(self) -> bool:
        """Whether "is not" is chosen."""
        return self.sense.value() == "not"


class Picker(_Titled):
    """Shows ``choices``, pairs of a value and its words, under ``title``. With ``chosen`` any number can be
    checked, and ``changed`` tells every change at once; without it ``picked`` tells the one that is taken, and
    the card closes.
    """

    changed = Signal(object, bool)
    """The values checked, as a frozenset, and whether they are what is *not* wanted."""
    picked = Signal(object)

    def __init__(
        self,
        host: QWidget,
        title: str,
        choices: Sequence[tuple[Hashable, str]],
        chosen: Iterable[Hashable] | None = None,
        *,
        negated: bool | None = None,
        nothing: str = tr("There is nothing to choose from yet."),
    ) -> None:
        """``negated`` None leaves out the choice between "is" and "is not"."""
        super().__init__(host, title, negated)
        self._choices = list(choices)
        self._chosen = None if chosen is None else set(chosen)
        self.sense.chosen.connect(lambda _key: self._tell())
        self.search = SearchField(tr("Search"), self._card)
        text.name(self.search, tr("Search {what}", what=within(title)))
        self.search.searched.connect(self._fill)
        self.search.left.connect(self.dismiss)
        self.search.installEventFilter(self)
        self.column.addWidget(self.search)
        self.list = self._make_list(title)
        self.column.addWidget(self.list)
        self.nothing = text.label(nothing, fonts.DETAIL, 400, "text2", wrap=True, parent=self._card)
        self.column.addWidget(self.nothing)
        self.column.addLayout(self._foot())
        self._fill("")

    def _make_list(self, title: str) -> QListWidget:
        made = QListWidget(self._card)
        made.setFont(fonts.font(fonts.CELL))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setUniformItemSizes(True)
        made.setMinimumWidth(_WIDTH)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFixedHeight(_ROW * max(min(len(self._choices), _MOST_ROWS), 1) + 4)
        text.name(made, title)
        made.itemChanged.connect(self._toggled)
        made.itemClicked.connect(self._clicked)
        made.installEventFilter(self)
        return made

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if self._chosen is not None:
            row.addWidget(QuietButton(trc("a choice", "Clear"), self.clear, self._card, size="header"))
            row.addStretch(1)
            row.addWidget(Button(tr("Done"), self.dismiss, self._card, size="header"))
        return row

    def first_focus(self) -> QWidget | None:
        return self.search

    def clear(self) -> None:
        """Uncheck all."""
        if self._chosen:
            self._chosen = set()
            self._fill(self.search.text())
            self._tell()

    def _fill(self, words: str) -> None:
        wanted = words.casefold().split()
        self.list.blockSignals(True)
        self.list.clear()
        for number, (value, said) in enumerate(self._choices):
            if all(word in said.casefold() for word in wanted):
                row = QListWidgetItem(text.one_line(said, 80), self.list)
                row.setSizeHint(QSize(0, _ROW))
                row.setData(Qt.ItemDataRole.UserRole, number)
                if self._chosen is not None:
                    row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    row.setCheckState(_Checked.Checked if value in self._chosen else _Checked.Unchecked)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.setVisible(bool(self.list.count()))
        self.nothing.setVisible(not self.list.count())
        if self._choices and not self.list.count():
            text.set_text(self.nothing, tr("Nothing here is called “{name}”.", name=text.one_line(words, 40)))

    def _value(self, row: QListWidgetItem) -> Hashable:
        value: Hashable = self._choices[int(row.data(Qt.ItemDataRole.UserRole))][0]
        return value

    def _toggled(self, row: QListWidgetItem) -> None:
        if self._chosen is None:
            return
        (self._chosen.add if row.checkState() == _Checked.Checked else self._chosen.discard)(self._value(row))
        self._tell()

    def _clicked(self, row: QListWidgetItem) -> None:
        if self._chosen is None:
            self._take(row)

    def _take(self, row: QListWidgetItem | None) -> None:
        """The one that is wanted is told; where many can be, it is checked or unchecked."""
        if row is None:
            return
        if self._chosen is None:
            value = self._value(row)
            self.dismiss()
            self.picked.emit(value)
        else:
            on = row.checkState() == _Checked.Checked
            row.setCheckState(_Checked.Unchecked if on else _Checked.Checked)

    def _tell(self) -> None:
        if self._chosen is not None:
            self.changed.emit(frozenset(self._chosen), self.negated)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and watched is self.search:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if event.key() in _ENTER and watched in (self.search, self.list):
                self._take(self.list.currentItem())
                return True
        return bool(super().eventFilter(watched, event))


class AskPicker(_Titled):
    """One field for a figure or a day, under ``title``. ``read`` makes a value of what was typed, None where
    that is nothing, or raises a DeskError, whose sentence is shown; ``answered`` tells the value, and whether it
    is what is *not* wanted.
    """

    answered = Signal(object, bool)

    def __init__(
        self,
        host: QWidget,
        title: str,
        begin: str,
        read: Callable[[str], Hashable | None],
        *,
        negated: bool | None = None,
    ) -> None:
        super().__init__(host, title, negated)
        self._read = read
        self.field = QLineEdit(begin, self._card)
        self.field.setFont(fonts.font(fonts.CELL))
        self.field.setMinimumWidth(_WIDTH)
        self.field.selectAll()
        text.name(self.field, title)
        self.field.returnPressed.connect(self.go)
        self.reason = text.label("", fonts.DETAIL, 400, "bad", wrap=True, parent=self._card)
        self.reason.hide()
        self.column.addWidget(self.field)
        self.column.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(tr("Done"), self.go, self._card, size="header"))
        self.column.addLayout(foot)

    def first_focus(self) -> QWidget | None:
        return self.field

    def go(self) -> None:
        """Tell what was typed, or say why it cannot be and stay open."""
        try:
            value = self._read(self.field.text())
        except DeskError as error:
            text.set_text(self.reason, str(error))
            self.reason.show()
            self.place()
            return
        negated = self.negated
        self.dismiss()
        self.answered.emit(value, negated)
