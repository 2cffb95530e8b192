"""The sheet that changes many items at once: every field is kept unless something else is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted, figure, quoted
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import bulk, fonts, text, typed
from deliverydesk.ui.bulk import HINTS, WAYS, Item, Way
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.fields import ChoiceField, DateField, TagsField, TypedField
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from deliverydesk.ui.desk import Desk


class BulkSheet(Sheet):
    """Nothing is changed until the button says so, and then all of it as one step."""

    def __init__(self, host: QWidget, desk: Desk, ids: tuple[int, ...]) -> None:
        table = desk.portfolio.deliverables
        what = quoted(table[ids[0]].title, 44) if len(ids) == 1 else counted(len(ids), "item")
        super().__init__(host, tr("Edit {what}", what=what), width=600)
        self.setObjectName("bulk_edit")
        self._desk, self._ids = desk, ids
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        self.lines = [_Line(item, grid, at) for at, item in enumerate(bulk.items(desk.portfolio, ids, clock.today()))]
        self.reason = text.label("", fonts.DETAIL, 400, "bad", wrap=True)
        self.reason.hide()
        self.body.addWidget(self.reason)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, size="sheet"))
        self.button = PrimaryButton(trc("button", "Change"), self.go, size="sheet")
        self.footer.addWidget(self.button)
        for line in self.lines:
            line.way.currentIndexChanged.connect(self._renew)
        self._renew()

    def line(self, key: str) -> _Line:
        """The line of a field. Raises KeyError."""
        for line in self.lines:
            if line.item.key == key:
                return line
        raise KeyError(key)

    def first_focus(self) -> QWidget | None:
        return self.lines[0].way

    def _renew(self) -> None:
        self.reason.hide()
        changed = sum(line.chosen != "keep" for line in self.lines)
        words = (
            trn("Change {n} field", "Change {n} fields", changed, n=figure(changed))
            if changed
            else trc("button", "Change")
        )
        self.button.set_words(words)
        self.button.allow("" if changed else tr("Every field is kept as it is."))

    def go(self) -> None:
        """Do it, or say why not and stay open."""
        wishes = []
        for line in self.lines:
            if line.chosen == "keep":
                continue
            try:
                wish = line.item.act(line.chosen, line.field.text())
            except DeskError as error:
                self._refuse(tr("{field}: {reason}", field=line.item.caption, reason=error), line)
                return
            reason = typed.refusal(self._desk.portfolio, wish)
            if reason:
                self._refuse(tr("{field}: {reason}", field=line.item.caption, reason=reason), line)
                return
            wishes.append(wish)
        action = bulk.together(len(self._ids), wishes)
        reason = typed.refusal(self._desk.portfolio, action) if wishes[1:] else ""
        if reason:
            self._refuse(reason, None)
        elif wishes:
            self.accept()
            self._desk.do(action, toast=True)

    def _refuse(self, words: str, line: _Line | None) -> None:
        text.set_text(self.reason, words)
        self.reason.show()
        self.place()
        if line is not None:
            line.field.setFocus()
            line.field.selectAll()


class _Line:
    """Caption, what to do, and with what."""

    def __init__(self, item: Item, grid: QGridLayout, at: int) -> None:
        self.item = item
        self.way = QComboBox()
        self.way.setObjectName(f"bulk_edit.{item.key}.way")
        self.way.setFont(fonts.font())
        for way in item.ways:
            self.way.addItem(WAYS[way], way)
        text.name(self.way, tr("{field}: what to do", field=item.caption))
        self.field = _field_for(item)
        self.field.setObjectName(f"bulk_edit.{item.key}")
        caption = text.label(item.caption, fonts.DETAIL, 400, "text2")
        for column, widget in enumerate((caption, self.way, self.field)):
            grid.addWidget(widget, at, column, Qt.AlignmentFlag.AlignVCenter)
        self.field.textChanged.connect(self._typed)  # a choice from the list too
        self.way.currentIndexChanged.connect(self._show_hint)
        self._show_hint()

    @property
    def chosen(self) -> Way:
        """What is to be done."""
        return self.item.ways[self.way.currentIndex()]

    def _typed(self, words: str) -> None:
        if words and self.chosen == "keep":
            self.way.setCurrentIndex(1)

    def _show_hint(self) -> None:
        self.field.setPlaceholderText(HINTS.get(self.chosen, self.item.hint))
        self.field.setEnabled(self.chosen != "clear")


def _field_for(item: Item) -> TypedField:
    listed = item.choices() if item.choices is not None else []
    if item.editor in ("choice", "known"):
        return ChoiceField(item.caption, listed, only=False, bare=False)
    if item.editor == "tags":
        return TagsField(item.caption, listed, bare=False)
    if item.editor == "date":
        return DateField(item.caption, bare=False)
    return TypedField(item.caption, bare=False)
