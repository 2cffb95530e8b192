"""The evidence behind the points: a row for each deliverable, with what its outcome's readings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from deliverydesk.analysis.chances import chance_percent, chances, chances_short
from deliverydesk.analysis.divergence import Health, Region
from deliverydesk.analysis.divergence_words import delivery_lines, spi_figure
from deliverydesk.analysis.evidence.words import alarm_words, reach_line
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.charts.divergence import STRIPS
from deliverydesk.charts.format import number
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.widgets.plain_model import PlainModel
from deliverydesk.ui.widgets.plain_table import (
    LIT_ROLE,
    PAD,
    Index,
    PlainDelegate,
    PlainTable,
    draw_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.divergence import Divergence, Place
    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.theme import Theme

TITLE, EVIDENCE, CHANCE, ON_TIME, TO_COME = range(5)
_HEADERS = (tr("Deliverable"), tr("Evidence"), tr("Chance"), tr("On time"), tr("To come"))
_FIGURES = (None, "evidence_line", "chance_reach", "chance_on_time", "remaining")
_RIGHT = (CHANCE, ON_TIME, TO_COME)
TAG_ROLE = Qt.ItemDataRole.UserRole + 1
OUTCOME_ROLE = Qt.ItemDataRole.UserRole + 2
EFFORT_ROLE = Qt.ItemDataRole.UserRole + 3
"""Effort against plan, below the chance of being on time."""
DIFFERS_ROLE = Qt.ItemDataRole.UserRole + 4
"""Whether it says otherwise than the chance."""
ROW = 54
_ORPHAN = 4
"""A last line shorter than this, such as a unit, takes the word before it along."""


def shown_places(divergence: Divergence, selected: Sequence[int]) -> list[Place]:
    """What the table shows: the selected ones; of none what is green and moves nothing; else all, the worst first."""
    by_id = {place.deliverable: place for place in divergence.places}
    chosen = [by_id[each] for each in selected if each in by_id]
    if chosen:
        return chosen
    green = list(divergence.of_region(Region.GREEN_MOVES_NOTHING))
    return sorted(green or divergence.places, key=lambda place: (place.reach is None, place.reach or 0.0))


class RowsModel(PlainModel):
    """Places with their words, which are made when they are asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(_HEADERS, _FIGURES, _RIGHT, parent)
        self._portfolio: Portfolio | None = None
        self._page: Page | None = None
        self._places: list[Place] = []
        self._codes: dict[int, str] = {}
        self._numbers: dict[int, int] = {}
        self._lit: frozenset[int] = frozenset()

    def show_places(self, portfolio: Portfolio, page: Page | None, places: list[Place]) -> None:
        """Show these."""
        self.beginResetModel()
        self._portfolio, self._page, self._places = portfolio, page, places
        self._codes, self._numbers = product_codes(portfolio), product_numbers(portfolio)
        self.endResetModel()

    def set_lit(self, deliverables: frozenset[int]) -> None:
        """Light up the rows of these deliverables."""
        if deliverables != self._lit:
            self._lit = deliverables
            if self._places:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._places) - 1, TO_COME))

    def place(self, row: int) -> Place:
        """What a row is about."""
        return self._places[row]

    @property
    def places(self) -> Sequence[Place]:
        """All rows."""
        return self._places

    def rows(self) -> Sequence[Place]:
        return self._places

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._portfolio is None:
            return None
        place, column = self._places[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(self._portfolio, place, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self._tip(self._portfolio, place, column))
        if role == OUTCOME_ROLE:
            outcome = self._portfolio.outcomes.get(place.outcome) if place.outcome is not None else None
            return text.one_line(outcome.name, 120) if outcome is not None else tr("no outcome")
        if role == EFFORT_ROLE:
            return "" if place.spi_t is None else tr("SPI(t) {spi}", spi=spi_figure(place.spi_t))
        if role == DIFFERS_ROLE:
            return place.health is Health.DIFFER
        if role == TAG_ROLE:
            product = self._portfolio.deliverables[place.deliverable].product
            return (self._codes[product], self._numbers[product] - 1) if product is not None else ("", None)
        if role == LIT_ROLE:
            return place.deliverable in self._lit
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            below = self.data(index, EFFORT_ROLE) if column == ON_TIME else ""
            said = ", ".join(filter(None, (self.data(index), below))) or tr("empty")
            return f"{self.heading(column)}: {said}"
        return None

    def _words(self, portfolio: Portfolio, place: Place, column: int) -> str:
        if column == TITLE:
            return text.one_line(portfolio.deliverables[place.deliverable].title, 200)
        if column == EVIDENCE:
            return self._evidence(portfolio, place)
        if column == CHANCE:
            return "" if place.reach is None else chances_short(place.reach)
        if column == ON_TIME:
            return "" if place.on_time is None else chance_percent(place.on_time)
        return "" if place.remaining is None else tr("{weeks} pw", weeks=number(place.remaining, 1))

    def _evidence(self, portfolio: Portfolio, place: Place) -> str:
        if place.outcome is None:
            return tr("It is to move no outcome, so nothing can tell whether it does.")
        told = self._page.evidence.get(place.outcome) if self._page is not None else None
        return "" if told is None else reach_line(told.reach, portfolio.outcomes[place.outcome].unit, chance=False)

    def _tip(self, portfolio: Portfolio, place: Place, column: int) -> str:
        if column == CHANCE and place.outcome is not None and self._page is not None:
            told = self._page.evidence.get(place.outcome)
            alarm = alarm_words(told.reach) if told is not None else ""
            return ". ".join(filter(None, (chances(place.reach) if place.reach is not None else "", alarm)))
        if column == ON_TIME:
            return "\n".join(delivery_lines(place))
        if place.strip is not None and column == TITLE:
            return f"{self._words(portfolio, place, column)}. {STRIPS[place.strip]}"
        return self._words(portfolio, place, column)


class RowsDelegate(PlainDelegate):
    """A tag and a title, the evidence on two lines or three, and figures."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, ROW)

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        rect, words, column = QRectF(option.rect), str(index.data() or ""), index.column()
        if column == TITLE:
            code, hue = index.data(TAG_ROLE)
            if hue is not None:
                glyphs.tag(painter, QRectF(rect.left() + 10, rect.top(), 27, rect.height() - 1), theme, code, hue)
            upper, lower = rect.adjusted(37, 8, 0, -rect.height() / 2), rect.adjusted(37, rect.height() / 2 - 1, 0, -8)
            draw_words(painter, upper, words, theme.colour("text"), weight=500)
            below = str(index.data(OUTCOME_ROLE))
            draw_words(painter, lower, below, theme.colour("text3"), px=fonts.CAPTION)
        elif column == EVIDENCE:
            _paint_lines(painter, rect.adjusted(PAD, 4, -PAD, -4), words, theme)
        elif column == ON_TIME and (below := str(index.data(EFFORT_ROLE) or "")):
            upper, lower = rect.adjusted(0, 8, 0, -rect.height() / 2), rect.adjusted(0, rect.height() / 2 - 1, 0, -8)
            draw_words(painter, upper, words, theme.colour("text"), right=True, tabular=True)
            role = "warn" if index.data(DIFFERS_ROLE) else "text3"
            draw_words(painter, lower, below, theme.colour(role), right=True, tabular=True, px=fonts.CAPTION)
        else:
            model = index.model()
            place = model.place(index.row()) if isinstance(model, RowsModel) else None
            alarming = column == CHANCE and place is not None and place.alarm
            role, weight = ("bad", 600) if alarming else ("text", 500 if column == CHANCE else 400)
            draw_words(painter, rect, words, theme.colour(role), right=True, tabular=True, weight=weight)


def _paint_lines(painter: QPainter, room: QRectF, words: str, theme: Theme) -> None:
    """Words on as many lines as have room, cut at the end of the last."""
    used = fonts.font(fonts.DETAIL)
    metrics = QFontMetricsF(used)
    tall = metrics.height()
    lines = lines_of(words, room.width(), int(room.height() // tall), metrics)
    painter.setFont(used)
    painter.setPen(theme.colour("text2"))
    top = room.center().y() - tall * len(lines) / 2
    for at, line in enumerate(lines):
        box = QRectF(room.left(), top + at * tall, room.width(), tall)
        align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        mirror.words(painter, box, align, text.cut(line, room.width(), metrics))


def lines_of(words: str, width: float, most: int, metrics: QFontMetricsF) -> list[str]:
    """Words broken to a width, a figure never from its per cent sign; the last of `most` lines has all the rest."""
    lines: list[str] = []
    rest = words.replace(" %", "\u00a0%").split(" ")
    while rest and len(lines) < most - 1:
        taken = 1
        while taken < len(rest) and metrics.horizontalAdvance(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        if taken > 1 and len(" ".join(rest[taken:])) in range(1, _ORPHAN):
            taken -= 1
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    return [*lines, " ".join(rest)] if rest else lines


class RowsView(PlainTable):
    """The table of evidence. A row that is chosen selects its deliverable."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, model: RowsModel, parent: QWidget) -> None:
        super().__init__(tr("Evidence"), parent)
        self.setObjectName("divergence.rows")
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(RowsDelegate(self))
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(EVIDENCE, QHeaderView.ResizeMode.Stretch)
        self._telling = True
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.place(index.row()).deliverable))

    def show_current(self, deliverable: int | None) -> None:
        """Put the cursor on a deliverable's row, telling nobody."""
        self._telling = False
        row = next((at for at, each in enumerate(self.rows.places) if each.deliverable == deliverable), None)
        flags = QItemSelectionModel.SelectionFlag
        if row is None:
            self.selectionModel().clear()
        else:
            self.selectionModel().setCurrentIndex(self.rows.index(row, TITLE), flags.ClearAndSelect | flags.Rows)
        self._telling = True

    def _moved(self, current: QModelIndex) -> None:
        if self._telling and current.isValid():
            self.chosen.emit(self.rows.place(current.row()).deliverable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.viewport().width()
        self.setColumnWidth(TITLE, min(max(round(wide * 0.3), 120), 240))
        for column, least in ((TO_COME, 420), (ON_TIME, 340)):
            self.setColumnHidden(column, wide < least)
        for column, width in ((CHANCE, 88), (ON_TIME, 80), (TO_COME, 72)):
            self.setColumnWidth(column, width)
        super().resizeEvent(event)
