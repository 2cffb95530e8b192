"""What a line to type into can offer: a list to choose from, tags one by one, a calendar, a small button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QVBoxLayout

from deliverydesk.domain.formats import formats
from deliverydesk.support import clock
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import language, tr
from deliverydesk.ui import fonts, icons, text


def add_button(field: QLineEdit, icon: str, words: str, on_click: Callable[[], object]) -> None:
    """A small button at the right end of the line."""
    action = QAction(icons.icon(icon), words, field)
    text.set_tooltip(action, words)
    action.triggered.connect(lambda: on_click())
    field.addAction(action, QLineEdit.ActionPosition.TrailingPosition)


def offer_choices(field: QLineEdit, choices: Sequence[str], name: str) -> QCompleter:
    """Complete what is typed from a list, wherever in a choice the letters stand."""
    completer = QCompleter(list(choices), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(12)
    popup = completer.popup()
    if popup is not None:
        popup.setFont(fonts.font(fonts.CELL))
        popup.setAccessibleName(name)
    field.setCompleter(completer)
    return completer


def show_all_choices(field: QLineEdit) -> None:
    """Open the list with every choice in it."""
    completer = field.completer()
    completer.setCompletionPrefix("")
    completer.complete()


class LastTag(QCompleter):
    """Completes the last of several tags with commas."""

    def __init__(self, choices: Sequence[str], field: QLineEdit) -> None:
        super().__init__(list(choices), field)
        self._field = field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, comma, _ = self._field.text().rpartition(",")
        return f"{before}{comma} {index.data()}" if comma else str(index.data())


def open_calendar(field: QLineEdit, on_day: Callable[[QDate], object]) -> QFrame:
    """A calendar below a line, at the date that is typed there or at today. It deletes itself when it closes."""
    from PySide6.QtWidgets import QCalendarWidget

    frame = QFrame(field, Qt.WindowType.Popup)
    frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    frame.setFrameShape(QFrame.Shape.Box)
    sheet = QCalendarWidget(frame)
    text.name(sheet, tr("Calendar"))
    sheet.setLocale(QLocale(language()))
    sheet.setFirstDayOfWeek(Qt.DayOfWeek(formats().week_start))
    sheet.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    sheet.setSelectedDate(_typed_day(field.text()))
    sheet.activated.connect(on_day)
    sheet.clicked.connect(on_day)
    box = QVBoxLayout(frame)
    box.setContentsMargins(1, 1, 1, 1)
    box.addWidget(sheet)
    frame.move(field.mapToGlobal(QPoint(0, field.height() + 3)))
    frame.show()
    sheet.setFocus()
    return frame


def day_of(chosen: QDate) -> str:
    """A day that was chosen, as it is typed."""
    return formats().day(date(chosen.year(), chosen.month(), chosen.day()))


def _typed_day(words: str) -> QDate:
    from deliverydesk.ui.dates import typed_date

    try:
        day = typed_date(words, clock.today()) or clock.today()
    except DeskError:
        day = clock.today()
    return QDate(day.year, day.month, day.day)
