"""The sheets of the roadmap: dates of items, a milestone, what an item waits for. The keyboard's way to all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QFormLayout,
    QWidget,
)

from deliverydesk.charts.roadmap_words import days_words
from deliverydesk.domain.bounds import FIRST_YEAR, LAST_YEAR
from deliverydesk.domain.formats import formats
from deliverydesk.domain.values import DateStyle
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import language, tr, trc, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Deliverable

_MOST_LISTED = 200
_DATE_FORMATS = {
    DateStyle.DAY_MONTH: trc("date format of Qt", "ddd d MMM yyyy"),
    DateStyle.MONTH_DAY: "ddd MMM d, yyyy",
    DateStyle.ISO: "ddd yyyy-MM-dd",
}


def date_field(when: date, name: str, parent: QWidget) -> QDateEdit:
    """A field for a date with a calendar."""
    field = QDateEdit(QDate(when.year, when.month, when.day), parent)
    field.setLocale(QLocale(language()))
    field.setDisplayFormat(_DATE_FORMATS[formats().date_style])
    field.setCalendarPopup(True)
    field.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek(formats().week_start))
    field.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
    field.setFixedHeight(32)
    text.name(field, name)
    return field


def date_of(field: QDateEdit) -> date:
    """What a field says."""
    from datetime import date

    shown = field.date()
    return date(shown.year(), shown.month(), shown.day())


def _row(form: QFormLayout, words: str, field: QWidget) -> None:
    shown = text.label(words, fonts.DETAIL, 400, "text2")
    shown.setBuddy(field)
    form.addRow(shown, field)


def _form(sheet: Sheet) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(10)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    sheet.body.addLayout(form)
    return form


class PlanSheet(Sheet):
    """Start and end of one item, or the start of several that keep their distances."""

    planned = Signal(object, object)
    """The first and the last day."""
    removed = Signal()

    def __init__(self, host: QWidget, items: list[Deliverable], start: date, end: date) -> None:
        alone = len(items) == 1
        if alone:
            title = tr("Plan “{title}”", title=text.one_line(items[0].title, 48))
        else:
            title = trn("Plan {n} item", "Plan {n} items", len(items), n=figure(len(items)))
        super().__init__(host, title, width=460)
        form = _form(self)
        self.start = date_field(start, tr("First day"), self)
        self.end = date_field(end, tr("Last day"), self)
        _row(form, tr("First day") if alone else tr("The first begins"), self.start)
        if alone:
            _row(form, tr("Last day"), self.end)
        else:
            self.end.hide()
        self.length = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        self.body.addWidget(self.length)
        self._days = (end - start).days
        self.start.dateChanged.connect(self._keep_length)
        self.end.dateChanged.connect(lambda _: self._say())
        if any(item.planned_start or item.planned_end for item in items):
            self.footer.insertWidget(0, QuietButton(tr("Take off the roadmap"), self._remove, self, size="sheet"))
        self.footer.addWidget(Button(tr("Cancel"), self.reject, self, size="sheet"))
        self.go = PrimaryButton(trc("button", "Plan"), self._plan, self, size="sheet")
        self.go.setDefault(True)
        self.footer.addWidget(self.go)
        self._alone = alone
        self._say()

    def _keep_length(self, _: QDate) -> None:
        """A new first day moves the last one along, as dragging the bar does."""
        self.end.setDate(self.start.date().addDays(self._days))
        self._say()

    def _say(self) -> None:
        days = self.start.date().daysTo(self.end.date()) + 1
        if days > 0:
            self._days = days - 1
        if not self._alone:
            text.set_text(self.length, tr("All of them move by as many days, and keep their lengths."))
            return
        refused = "" if days > 0 else tr("The last day is before the first.")
        text.set_text(self.length, refused or _length_words(days))
        text.set_role(self.length, "bad" if refused else "text2")
        self.go.allow(refused)

    def _plan(self) -> None:
        if self.go.isEnabled():
            first, last = date_of(self.start), date_of(self.end)
            self.accept()
            self.planned.emit(first, last)

    def _remove(self) -> None:
        self.accept()
        self.removed.emit()


def _length_words(days: int) -> str:
    """Like "6 weeks and 2 days"."""
    weeks, rest = divmod(days, 7)
    if not weeks:
        return days_words(rest)
    words = trn("{n} week", "{n} weeks", weeks, n=figure(weeks))
    return tr("{weeks} and {days}", weeks=words, days=days_words(rest)) if rest else words
