"""What an option against an overload does, painted: the teams before and after, and the forecasts that it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from deliverydesk.charts.format import number, percent
from deliverydesk.charts.relief import spoken_outlook
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from deliverydesk.analysis.capacity.proposals import Effect
    from deliverydesk.charts.relief import OutlookCells
    from deliverydesk.domain.portfolio import Portfolio

MOST_WEEKS = 14
_NAMES = 150
_LINE, _HEAD = 22, 20
_DATES, _CHANCE = 168, 112
_TURNS = {1: "ok", 0: "text2", -1: "warn"}


class Effects(QWidget):
    """Teams before and after, week by week: per cent of capacity in cells."""

    def __init__(self) -> None:
        super().__init__()
        mirror.keep_straight(self)
        self._rows: list[tuple[str, list[tuple[float, float]]]] = []
        self._heads: list[str] = []
        text.name(self, tr("Before and after"))

    def show_effects(self, portfolio: Portfolio, effects: tuple[Effect, ...]) -> None:
        """What is shown; nothing where nothing changes."""
        self._rows, spoken = [], []
        self._heads = [str(week.isocalendar().week) for week in effects[0].weeks[:MOST_WEEKS]] if effects else []
        for effect in effects:
            name = portfolio.teams[effect.team].name
            if effect.weeks[:MOST_WEEKS] != effects[0].weeks[:MOST_WEEKS]:
                shared = [week for week in effects[0].weeks if week in effect.weeks]
                at = [effect.weeks.index(week) for week in shared]
            else:
                at = list(range(min(len(effect.weeks), MOST_WEEKS)))
            before = [(effect.load[each], effect.capacity[each]) for each in at]
            after = [(effect.load_after[each], effect.capacity_after[each]) for each in at]
            self._rows += [(tr("{team} before", team=name), before), (tr("{team} after", team=name), after)]
            over = (sum(max(a - b, 0) for a, b in cells) for cells in (before, after))
            spoken.append(
                tr(
                    "{team}: over by {before} pw, then by {after}",
                    team=name,
                    before=number(next(over), 1),
                    after=number(next(over), 1),
                )
            )
        self.setAccessibleDescription("; ".join(spoken))
        self.setFixedHeight(22 + 26 * len(self._rows) if self._rows else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = 118
        wide = min((self.width() - names) / max(len(self._heads), 1), 44)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(fonts.font(fonts.AXIS, 400, tabular=True))
        painter.setPen(theme.colour("text3"))
        for at, words in enumerate(self._heads):
            painter.drawText(QRectF(names + at * wide, 0, wide, 18), centre, words)
        for row, (name, cells) in enumerate(self._rows):
            top = 20 + row * 26
            font = fonts.font(fonts.CAPTION, 500)
            painter.setFont(font)
            painter.setPen(theme.colour("text2"))
            fit = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, names - 6)
            painter.drawText(QRectF(0, top, names - 6, 24), int(Qt.AlignmentFlag.AlignVCenter), fit)
            for at, (load, able) in enumerate(cells):
                self._cell(painter, QRectF(names + at * wide + 1, top + 1, wide - 2, 22), load, able)

    @staticmethod
    def _cell(painter: QPainter, box: QRectF, load: float, able: float) -> None:
        theme = current_theme()
        share = load / able if able > 0 else (2.0 if load > 0 else 0.0)
        over = share > 1 + 1e-6
        painter.setPen(theme.pen("over", 1.25) if over else Qt.PenStyle.NoPen)
        painter.setBrush(theme.load(min(share, 1.0) if not over else 2.0))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(fonts.font(fonts.AXIS, 500, tabular=True))
        painter.setPen(theme.colour("bad" if over else "text"))
        words = percent(share).replace("\u2009", "").replace("%", "").strip() if able > 0 else "!" if load > 0 else ""
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


class Outlooks(QWidget):
    """A table of forecasts: what is done when with 85 %, and the chance of its planned end, each before and after."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[OutlookCells] = ()
        self._words = ""
        text.name(self, tr("Forecasts"))
        mark(self, "forecast")
        self.setFixedHeight(_HEAD)

    @property
    def words(self) -> str:
        """What a screen reader is told."""
        return self._words

    def show_rows(self, rows: Sequence[OutlookCells]) -> None:
        """Show these forecasts."""
        self._rows = rows
        self._say("; ".join(spoken_outlook(each) for each in rows))
        self.setFixedHeight(_HEAD + _LINE * len(rows) if rows else 0)

    def show_words(self, words: str) -> None:
        """Say something in their place."""
        self._rows = ()
        self._say(words)
        self.setFixedHeight(_HEAD if words else 0)

    def _say(self, words: str) -> None:
        self._words = words
        self.setAccessibleDescription(text.shorten(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = mirror.painter(self), current_theme()
        lead, trail = (int(Qt.AlignmentFlag.AlignVCenter | side) for side in _SIDES)
        caption = fonts.font(fonts.CAPTION)
        painter.setFont(caption)
        painter.setPen(theme.colour("text2"))
        wide = self.width()
        if not self._rows:
            painter.drawText(QRectF(0, 0, wide, _HEAD), lead, self._words)
            return
        painter.drawText(QRectF(0, 0, wide, _HEAD), lead, tr("Forecast"))
        painter.drawText(QRectF(0, 0, wide - _CHANCE, _HEAD), trail, tr("Done with 85 %"))
        painter.drawText(QRectF(0, 0, wide, _HEAD), trail, tr("By planned end"))
        names = wide - _DATES - _CHANCE
        for at, row in enumerate(self._rows):
            top = _HEAD + at * _LINE
            font = fonts.font(fonts.DETAIL)
            painter.setFont(font)
            painter.setPen(theme.colour("text"))
            title = QFontMetricsF(font).elidedText(text.one_line(row.title), Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRectF(0, top, names, _LINE), lead, title)
            painter.setFont(fonts.font(fonts.DETAIL, 500 if row.turn else 400, tabular=True))
            painter.setPen(theme.colour(_TURNS[row.turn]))
            painter.drawText(QRectF(0, top, wide - _CHANCE, _LINE), trail, _arrow(row.p85))
            painter.drawText(QRectF(0, top, wide, _LINE), trail, _arrow(row.chance))


_SIDES = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)


def _arrow(pair: tuple[str, str]) -> str:
    return pair[0] if pair[0] == pair[1] else f"{pair[0]} \u2192 {pair[1]}"
