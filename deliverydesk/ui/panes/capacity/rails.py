"""The page of guardrails: shares against their bands, painted; below them the bands, edited; people split over much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from deliverydesk.analysis.capacity.guardrails import Standing, balance, split_people
from deliverydesk.charts.capacity_grid import period_of
from deliverydesk.charts.format import number, percent
from deliverydesk.charts.guardrails import AHEAD, ROLES, STANDINGS, band_words, basis_words, told, value_words
from deliverydesk.charts.load import period_words
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.dialogs.settings.panel import TablePanel
from deliverydesk.ui.dialogs.settings.tables_capacity import GUARDRAILS
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from deliverydesk.analysis.capacity.guardrails import Balance, Rail, SplitPeople
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk

_ROW = 34
_NAME, _SAID = 210, 340
_STATES = {Standing.WITHIN: "ok", Standing.BELOW: "watch", Standing.ABOVE: "bad"}


class RailsPage(QWidget):
    """Renewed by whoever shows it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.found: Balance | None = None
        self.summary = text.label("", fonts.DETAIL, 500, "text", wrap=True, parent=self)
        self.about = text.label("", fonts.CAPTION, 400, "text2", wrap=True, parent=self)
        self.bars = _Bars(self)
        self.split = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        self.table = TablePanel(desk, GUARDRAILS, self)
        self.table.setMinimumHeight(220)
        mark(self.bars, "guardrail")
        mark(self.split, "items_per_person")
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addWidget(self.summary)
        column.addWidget(self.about)
        column.addWidget(self.bars)
        column.addWidget(self.split)
        column.addSpacing(6)
        column.addWidget(self.table, 1)
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        scroller = QScrollArea(self)
        scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroller)

    def renew(self) -> None:
        """Reckon the shares of the quarter ahead anew."""
        portfolio, day = self.desk.portfolio, today()
        self.found = found = balance(portfolio, day, day + AHEAD)
        text.set_text(self.summary, told(found, portfolio))
        text.set_text(
            self.about,
            tr(
                "{period}: {planned} person-weeks planned, {capacity} of capacity",
                period=period_of(found.first, found.weeks, day),
                planned=number(found.planned, 1),
                capacity=number(found.capacity, 1),
            ),
        )
        text.set_text(self.split, _split_words(portfolio, split_people(portfolio, day, day + AHEAD)))
        self.bars.show_rails(portfolio, found)


def _split_words(portfolio: Portfolio, split: list[SplitPeople]) -> str:
    most = portfolio.settings.max_items
    if not split:
        return tr("Nobody works on more than {n} items at a time.", n=most)
    each = "; ".join(
        tr(
            "{team} {n} in {week}",
            team=portfolio.teams[one.team].name,
            n=number(one.per_person, 1) if one.people > 0 else number(len(one.items)),
            week=period_words(one.week, "week", today()),
        )
        for one in split[:4]
    )
    return tr("Split over more than {most} items for each person: {teams}.", most=most, teams=each)


class _Bars(QWidget):
    """A row for each guardrail: its share as a bar on a track from 0 to 100 %, its band behind, its target a tick."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        mirror.keep_straight(self)
        self._rails: tuple[tuple[Rail, str], ...] = ()
        text.name(self, tr("Guardrails"))

    def show_rails(self, portfolio: Portfolio, found: Balance) -> None:
        """What is shown."""
        self._rails = tuple(
            (rail, value_words(portfolio, rail.guardrail.dimension, rail.guardrail.value)) for rail in found.rails
        )
        self.setFixedHeight(max(len(self._rails), 1) * _ROW)
        spoken = (
            f"{name}: {percent(rail.share)} {basis_words(rail)}, {band_words(rail)}, {STANDINGS[rail.standing]}"
            for rail, name in self._rails
        )
        self.setAccessibleDescription("; ".join(spoken))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(520, max(len(self._rails), 1) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if not self._rails:
            painter.setPen(theme.colour("text2"))
            painter.setFont(fonts.font(fonts.DETAIL))
            words = tr("No guardrails yet. Set a band for a horizon, a theme, a kind or a product.")
            painter.drawText(QRectF(0, 0, self.width(), _ROW), int(Qt.AlignmentFlag.AlignVCenter), words)
        said = _SAID if self.width() > 700 else 0
        track = QRectF(_NAME, 0, max(self.width() - _NAME - said - 12, 80), 10)
        for at, (rail, name) in enumerate(self._rails):
            self._paint(painter, rail, name, track.translated(0, at * _ROW + 12), said)

    def _paint(self, painter: QPainter, rail: Rail, name: str, track: QRectF, said: int) -> None:
        theme, band = current_theme(), rail.guardrail
        middle, left = track.center().y(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if rail.standing in _STATES:
            glyphs.state(painter, QRectF(0, middle - 7, 14, 14), theme, _STATES[rail.standing])
        font = fonts.font(fonts.DETAIL, 500)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        elided = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, _NAME - 34)
        painter.drawText(QRectF(22, middle - 10, _NAME - 30, 20), left, elided)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(track, 3, 3)
        low, high = band.low or 0.0, 1.0 if band.high is None else band.high
        if band.low is not None or band.high is not None:
            box = QRectF(track.left() + low * track.width(), track.top() - 4, (high - low) * track.width(), 18)
            painter.setBrush(theme.colour("okBg"))
            painter.drawRoundedRect(box, 3, 3)
        if rail.share is not None:
            painter.setBrush(theme.colour(ROLES[rail.standing]))
            wide = min(rail.share, 1.0) * track.width()
            painter.drawRoundedRect(QRectF(track.left(), track.top() + 1, max(wide, 1.5), 8), 2, 2)
        if band.target is not None:
            x = track.left() + band.target * track.width()
            painter.fillRect(QRectF(x - 1, track.top() - 5, 2, 20), theme.colour("text"))
        if said:
            words = f"{percent(rail.share)}  {band_words(rail)}, {basis_words(rail)}"
            small = fonts.font(fonts.CAPTION)
            painter.setFont(small)
            painter.setPen(theme.colour("text2"))
            fit = QFontMetricsF(small).elidedText(words, Qt.TextElideMode.ElideRight, said - 8)
            painter.drawText(QRectF(track.right() + 12, middle - 10, said - 4, 20), left, fit)
