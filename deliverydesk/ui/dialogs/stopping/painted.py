"""The painted parts of the sheet of stopping: the case as bars, what is set free as a heat map, one plan as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deliverydesk.charts.format import number, percent
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.stopping.case import Band
    from deliverydesk.analysis.stopping.refilling import Option, Stopping
    from deliverydesk.domain.portfolio import Portfolio

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class CaseBars(QWidget):
    """Cost to come over value to come on one scale, each with its doubt as a whisker."""

    _ROW, _LABEL, _FIGURE = 26, 104, 76

    def __init__(self, rows: Sequence[tuple[str, Band | None, str]], spoken: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setFixedHeight(self._ROW * len(rows) + 4)
        text.name(self, spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        full = max((band.high for _, band, _ in self._rows if band is not None), default=0.0) or 1.0
        width = self.width() - self._LABEL - self._FIGURE
        for at, (caption, band, figure) in enumerate(self._rows):
            top = at * self._ROW
            painter.setFont(fonts.font(fonts.DETAIL))
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(0, top, self._LABEL, self._ROW), _MIDDLE, caption)
            painter.setFont(fonts.font(fonts.DETAIL, 600, tabular=True))
            painter.setPen(theme.colour("text"))
            painter.drawText(QRectF(self._LABEL + width, top, self._FIGURE, self._ROW), _RIGHT, figure)
            if band is None:
                continue
            place = [self._LABEL + width * each / full for each in band]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ctl" if at == 0 else "accent"))
            painter.drawRoundedRect(QRectF(self._LABEL, top + 8, max(place[1] - self._LABEL, 2), 10), 2, 2)
            painter.setPen(theme.pen("text", 1.25))
            middle = top + 13
            painter.drawLine(QPointF(place[0], middle), QPointF(place[2], middle))
            for end in (place[0], place[2]):
                painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))


class FreedMap(QWidget):
    """Person-weeks set free, a row for each team and a column for each week, with the figure in each cell."""

    _ROW, _HEAD, _LABEL, _GAP = 22, 20, 96, 2

    def __init__(self, portfolio: Portfolio, found: Stopping, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = found
        self._teams = [(portfolio.teams[team].name, weeks) for team, weeks in found.freed.items()]
        self.setMinimumWidth(self._LABEL + 34 * len(found.weeks))
        self.setFixedHeight(self._HEAD + self._ROW * max(len(self._teams), 1))
        said = "; ".join(
            tr("{team} {effort} pw", team=name, effort=number(round(sum(weeks), 1))) for name, weeks in self._teams
        )
        text.name(self, tr("Set free by team and week"), said)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        weeks = self._found.weeks
        step = (self.width() - self._LABEL) / max(len(weeks), 1)
        painter.setFont(fonts.font(fonts.CAPTION, tabular=True))
        painter.setPen(theme.colour("text3"))
        for at, week in enumerate(weeks):
            box = QRectF(self._LABEL + at * step, 0, step, self._HEAD)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(week.isocalendar().week))
        most = max((value for _, each in self._teams for value in each), default=0.0) or 1.0
        for row, (name, each) in enumerate(self._teams):
            top = self._HEAD + row * self._ROW
            painter.setFont(fonts.font(fonts.DETAIL))
            painter.setPen(theme.colour("text"))
            cut = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, self._LABEL - 8)
            painter.drawText(QRectF(0, top, self._LABEL, self._ROW), _MIDDLE, cut)
            painter.setFont(fonts.font(fonts.CAPTION, tabular=True))
            for at, value in enumerate(each):
                box = QRectF(self._LABEL + at * step, top, step, self._ROW).adjusted(1, 1, -1, -1)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.veil("accent", 0.12 + 0.38 * value / most) if value else theme.colour("sunken"))
                painter.drawRoundedRect(box, 3, 3)
                if value:
                    painter.setPen(theme.colour("text"))
                    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number(round(value, 1)))


class PlanCard(QAbstractButton):
    """One plan: what begins, what it is worth, how loaded the teams are, when it is done. Cards share their scales."""

    _PAD, _LINE = 14, 19

    def __init__(
        self,
        portfolio: Portfolio,
        found: Stopping,
        option: Option,
        titles: Sequence[tuple[str, str]],
        most: float,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.option = option
        self._portfolio, self._found, self._titles, self._most = portfolio, found, titles, most
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setObjectName(f"stopping.plan.{option.aim.value}")
        self._ends = words.end_words(portfolio, found, option)
        self._rails = words.rails_words(portfolio, option.outside)
        text.name(self, self.spoken())
        text.set_tooltip(self, self.spoken())

    def spoken(self) -> str:
        """All that the card says."""
        begins = ", ".join(self._portfolio.deliverables[each].title for each in self.option.begins)
        low, value, high = (self._amount(each) for each in (self.option.low, self.option.value, self.option.high))
        ends = "; ".join(f"{title} {dates}" for title, dates in self._ends)
        return tr(
            "{aim}: begins {begins}; value to come {value}, {low} to {high}; P85 {ends}; guardrails: {rails}; {used}.",
            aim=", ".join(title for title, _ in self._titles),
            begins=begins,
            value=value,
            low=low,
            high=high,
            ends=ends,
            rails=self._rails,
            used=words.used_words(self._found, self.option),
        )

    def _amount(self, value: float) -> str:
        return words.amount(value, self._portfolio, self._found.measure)

    def sizeHint(self) -> QSize:
        lines = 2 + 2 * len(self._titles[:1]) + len(self.option.begins) + len(self.option.loads) + 2 * len(self._ends)
        return QSize(220, 150 + self._LINE * lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = theme.pen("accent", 2.0) if chosen or self.hasFocus() else theme.pen("line2", theme.edge_width)
        painter.setPen(edge)
        painter.setBrush(theme.colour("sel" if chosen else "hover" if self.underMouse() else "surface"))
        inset = edge.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        self._top = 12.0
        left = self._PAD
        painter.setPen(theme.pen("accent" if chosen else "ctl", 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QRectF(left, self._top + 1, 14, 14))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QRectF(left + 4, self._top + 5, 6, 6))
        title = ", ".join(each for each, _ in self._titles)
        self._write(painter, title, fonts.TITLE, 600, "text", indent=22)
        if len(self._titles) == 1:
            self._write(painter, self._titles[0][1], fonts.CAPTION, 400, "text2", indent=22)
        self._top += 6
        for each in self.option.begins:
            self._item(painter, each)
        self._rule(painter)
        self._value(painter)
        self._rule(painter)
        for change in self.option.loads:
            self._load(painter, self._portfolio.teams[change.team].name, change.before, change.after)
        self._rule(painter)
        for name, dates in self._ends:
            self._write(painter, name, fonts.DETAIL, 400, "text2")
            self._write(painter, dates, fonts.DETAIL, 600, "text")
        self._rule(painter)
        fine = not self.option.outside
        box = QRectF(left, self._top + 3, 12, 12)
        glyphs.state(painter, box, theme, "ok" if fine else "watch")
        self._write(painter, self._rails, fonts.DETAIL, 400, "ok" if fine else "warn", indent=18)
        self._write(painter, words.used_words(self._found, self.option), fonts.DETAIL, 400, "text2")

    def _write(self, painter: QPainter, said: str, px: float, weight: int, role: str, *, indent: float = 0) -> None:
        painter.setFont(fonts.font(px, weight))
        painter.setPen(current_theme().colour(role))
        room = self.width() - 2 * self._PAD - indent
        cut = QFontMetricsF(painter.font()).elidedText(said, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(self._PAD + indent, self._top, room, self._LINE), _MIDDLE, cut)
        self._top += self._LINE

    def _rule(self, painter: QPainter) -> None:
        self._top += 5
        painter.fillRect(QRectF(self._PAD, self._top, self.width() - 2 * self._PAD, 1), current_theme().colour("line"))
        self._top += 6

    def _item(self, painter: QPainter, deliverable: int) -> None:
        from deliverydesk.analysis.effort import to_come_by_team
        from deliverydesk.charts.common import product_codes, product_numbers

        theme, item = current_theme(), self._portfolio.deliverables[deliverable]
        indent = 0.0
        if item.product is not None:
            code = product_codes(self._portfolio)[item.product]
            hue = product_numbers(self._portfolio)[item.product] - 1
            glyphs.tag(painter, QRectF(self._PAD, self._top + 1, 27, 16), theme, code, hue)
            indent = 34.0
        effort = number(sum(to_come_by_team(self._portfolio, item).values()))
        painter.setFont(fonts.font(fonts.DETAIL, tabular=True))
        painter.setPen(theme.colour("text2"))
        room = self.width() - 2 * self._PAD
        painter.drawText(QRectF(self._PAD, self._top, room, self._LINE), _RIGHT, tr("{effort} pw", effort=effort))
        painter.setFont(fonts.font(fonts.DETAIL, 500))
        painter.setPen(theme.colour("text"))
        cut = QFontMetricsF(painter.font()).elidedText(item.title, Qt.TextElideMode.ElideRight, room - indent - 48)
        painter.drawText(QRectF(self._PAD + indent, self._top, room, self._LINE), _MIDDLE, cut)
        self._top += self._LINE + 2

    def _value(self, painter: QPainter) -> None:
        theme, option = current_theme(), self.option
        self._write(painter, tr("Value to come, P10 to P90"), fonts.CAPTION, 400, "text2")
        self._write(painter, self._amount(option.value), fonts.SHEET_TITLE, 600, "text")
        left, width, middle = self._PAD, self.width() - 2 * self._PAD, self._top + 8
        at = [left + width * min(each / self._most, 1.0) for each in (option.low, option.value, option.high)]
        painter.setPen(theme.pen("line2", 1.0))
        painter.drawLine(QPointF(left, middle + 5), QPointF(left + width, middle + 5))
        painter.setPen(theme.pen("text", 1.5))
        painter.drawLine(QPointF(at[0], middle), QPointF(at[2], middle))
        painter.setBrush(theme.colour("text"))
        painter.drawEllipse(QPointF(at[1], middle), 3, 3)
        if self._found.kept_value is not None:
            kept = left + width * min(max(self._found.kept_value, 0) / self._most, 1.0)
            painter.setPen(theme.pen("accent", 2.0))
            painter.drawLine(QPointF(kept, middle - 6), QPointF(kept, middle + 6))
        self._top += 20

    def _load(self, painter: QPainter, name: str, before: float, after: float) -> None:
        theme = current_theme()
        painter.setFont(fonts.font(fonts.DETAIL))
        painter.setPen(theme.colour("text2"))
        cut = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, 70)
        painter.drawText(QRectF(self._PAD, self._top, 74, self._LINE), _MIDDLE, cut)
        over = after > 1
        painter.setFont(fonts.font(fonts.DETAIL, 600 if over else 400, tabular=True))
        painter.setPen(theme.colour("bad" if over else "text"))
        painter.drawText(QRectF(self._PAD, self._top, self.width() - 2 * self._PAD, self._LINE), _RIGHT, percent(after))
        left, width, middle = self._PAD + 80, self.width() - 2 * self._PAD - 128, self._top + self._LINE / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(left, middle - 2.5, width, 5), 2.5, 2.5)
        scale = 1.25
        spots = [left + width * min(each / scale, 1.0) for each in (before, after, 1.0)]
        painter.setPen(theme.pen("ctl", 1.25))
        painter.drawLine(QPointF(spots[2], middle - 6), QPointF(spots[2], middle + 6))
        painter.drawLine(QPointF(spots[0], middle), QPointF(spots[1], middle))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QPointF(spots[0], middle), 3.5, 3.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bad" if over else "text"))
        painter.drawEllipse(QPointF(spots[1], middle), 3.5, 3.5)
        self._top += self._LINE


class Sign(QWidget):
    """A state as its shape, or a ring where nobody can say."""

    def __init__(self, state: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self.setFixedSize(14, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state == "watch":
            glyphs.state(painter, QRectF(1, 2, 12, 12), theme, self._state)
        else:
            painter.setPen(theme.pen("ctl", 1.25))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(2, 3, 10, 10))
