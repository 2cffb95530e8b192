"""The live totals of a review: decisions so far, and how they leave every team and the guardrails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deliverydesk.analysis.reviewing.minutes_words import totals_line
from deliverydesk.charts.format import percent
from deliverydesk.charts.guardrails import change_words
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.alignment import MIDDLE
from deliverydesk.ui.load_bar import draw_load
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from deliverydesk.analysis.capacity.change import TeamChange
    from deliverydesk.analysis.reviewing.totals import Totals
    from deliverydesk.domain.portfolio import Portfolio

_PAD, _LINE, _HEIGHT = 12, 18, 62
_TEAM, _APART, _TRACK = 132, 16, 70
_RAILS = 260
_MOST_RAILS = 2


class TotalsStrip(QWidget):
    """A line of totals; below it a cell for each team, those that change first, and the guardrails that are outside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("review.totals")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._said, self._weeks, self.words = "", "", ""
        self._teams: list[tuple[str, TeamChange]] = []
        self._rails: list[tuple[bool, str]] = []
        self.hide()

    def show_totals(self, portfolio: Portfolio, totals: Totals) -> None:
        """Show these."""
        self._said = totals_line(portfolio, totals.decisions, totals.freed, totals.recovered)
        first, last = (figure(each.isocalendar().week) for each in (totals.weeks[0], totals.weeks[-1]))
        self._weeks = tr("Load, weeks {first} to {last}", first=first, last=last)
        loads = sorted(totals.change.loads, key=lambda each: (not each.is_one, each.after <= 1))
        self._teams = [(text.one_line(portfolio.teams[each.team].name, 40), each) for each in loads]
        self._rails = change_words(portfolio, totals.change.rails)
        teams = "; ".join(
            tr("{team} {before} → {after}", team=name, before=percent(each.before), after=percent(each.after))
            for name, each in self._teams
        )
        rails = "; ".join(said for _, said in self._rails)
        self.words = tr(
            "{totals} {weeks}: {teams}. Guardrails: {rails}.",
            totals=self._said,
            weeks=self._weeks,
            teams=teams or tr("no team"),
            rails=rails,
        )
        text.name(self, tr("What the review has come to"), self.words)
        text.set_tooltip(self, self.words)
        self.show()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), theme.colour("canvas"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        width = self.width() - 2 * _PAD
        rails = min(_RAILS, width / 3)
        after = self._write(painter, _PAD, 6, width - rails - _APART, self._said, weight=600) + _APART
        if self._teams:
            self._write(painter, _PAD + after, 6, width - rails - _APART - after, self._weeks, role="text2")
        room = int((width - rails) // (_TEAM + _APART))
        for at, (name, change) in enumerate(self._teams[:room]):
            self._team(painter, _PAD + at * (_TEAM + _APART), name, change)
        left = self.width() - _PAD - rails
        self._write(painter, left, 6, rails, tr("Guardrails"), role="text2")
        for at, (fine, said) in enumerate(self._rails[:_MOST_RAILS]):
            top = 24 + at * _LINE
            glyphs.state(painter, QRectF(left, top + 3, 12, 12), theme, "ok" if fine else "watch")
            self._write(painter, left + 18, top, rails - 18, said, role="ok" if fine else "warn")

    def _team(self, painter: QPainter, left: float, name: str, change: TeamChange) -> None:
        weight, role = (600, "bad") if change.after > 1 else (400, "text")
        self._write(painter, left, 24, _TEAM, name, role="text2")
        self._write(painter, left + _TRACK + 8, 42, _TEAM - _TRACK - 8, percent(change.after), weight=weight, role=role)
        draw_load(painter, left, 42 + _LINE / 2, _TRACK, change.before, change.after)

    @staticmethod
    def _write(
        painter: QPainter,
        left: float,
        top: float,
        room: float,
        said: str,
        *,
        weight: int = 400,
        role: str = "text",
    ) -> float:
        """How wide the words are."""
        painter.setFont(fonts.font(fonts.DETAIL, weight))
        painter.setPen(current_theme().colour(role))
        metrics = QFontMetricsF(painter.font())
        cut = text.cut(said, room, metrics)
        painter.drawText(QRectF(left, top, room, _LINE), MIDDLE, cut)
        return metrics.horizontalAdvance(cut)
