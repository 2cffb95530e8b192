"""The plans of the sheet of stopping: cards side by side that share rows and scales, so that eyes compare across.

Hollow is before, full is after; the upright stroke in the accent is what stops, if it were kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.charts.format import number, percent
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.stopping.refilling import Option, Stopping, TeamChange
    from deliverydesk.domain.portfolio import Portfolio

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_PAD, _LINE, _ITEM, _RULE = 14, 19, 23, 11
_HEAD, _VALUE = 56, 62
_LEAST_ITEMS = 2
"""Room for the words of the caption."""
_FULL_LOAD = 1.25
"""Where the scale of loads ends."""
CAPTIONS = 92


@dataclass(frozen=True, slots=True)
class Rows:
    """What all cards have room for, and where their parts begin."""

    items: int
    dated: int
    teams: tuple[int, ...]
    most: float
    """Where the scale of values ends."""

    @classmethod
    def of(cls, portfolio: Portfolio, found: Stopping, options: Sequence[Option]) -> Rows:
        """Room for the longest of these plans."""
        loaded = {each.team for option in options for each in option.loads}
        return cls(
            max([_LEAST_ITEMS, *(len(option.begins) for option in options)]),
            max((len(option.ends) for option in options), default=0),
            tuple(team.id for team in portfolio.teams if team.id in loaded),
            max((option.high for option in options), default=0.0) or max(found.kept_value or 0.0, 1.0),
        )

    @property
    def tops(self) -> tuple[int, int, int, int, int]:
        """Where what starts, the value, the loads, the dates and the guardrails begin."""
        value = _HEAD + self.items * _ITEM + _RULE
        loads = value + _VALUE + _RULE
        ends = loads + len(self.teams) * _LINE + _RULE
        return _HEAD, value, loads, ends, ends + 2 * _LINE * self.dated + _RULE

    @property
    def height(self) -> int:
        """Of each card."""
        return self.tops[-1] + 2 * _LINE + 10


class Captions(QWidget):
    """What the rows of the cards are, at their left."""

    def __init__(self, rows: Rows, weeks: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        between = tr("weeks {first} to {last}", first=weeks[0], last=weeks[1])
        self._words = (
            (tr("Starts"), tr("vetted")),
            (tr("Value to come"), tr("P10 to P90")),
            (tr("Load"), between),
            (tr("P85 date"), tr("kept → then")),
            (tr("Guardrails"), tr("People moved")),
        )
        self.setFixedWidth(CAPTIONS)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        for number_, (top, (caption, detail)) in enumerate(zip(self._rows.tops, self._words, strict=True)):
            if number_:
                painter.fillRect(QRectF(0, top - 6, self.width() - 10, 1), theme.colour("line"))
            last = number_ == len(self._words) - 1
            for at, said in enumerate((caption, detail)):
                painter.setFont(fonts.font(fonts.CAPTION if at and not last else fonts.DETAIL))
                painter.setPen(theme.colour("text2"))
                cut = text.cut(said, self.width() - 10, QFontMetricsF(painter.font()))
                painter.drawText(QRectF(0, top + at * _LINE, self.width() - 10, _LINE), _MIDDLE, cut)


class PlanCard(QAbstractButton):
    """One plan: what begins, what it is worth, how loaded the teams are, when it is done."""

    def __init__(
        self,
        portfolio: Portfolio,
        found: Stopping,
        option: Option,
        titles: Sequence[tuple[str, str]],
        rows: Rows,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.option = option
        self._portfolio, self._found, self._titles, self._rows = portfolio, found, titles, rows
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName(f"stopping.plan.{option.aim.value}")
        self._ends = words.end_words(portfolio, found, option)
        self._rails = words.rails_words(portfolio, option.outside)
        self._loads: dict[int, TeamChange] = {each.team: each for each in option.loads}
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
        return QSize(224, self._rows.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._rows.height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = theme.pen("accent", 2.0) if chosen or self.hasFocus() else theme.pen("line2", theme.edge_width)
        painter.setPen(edge)
        ground = theme.colour("hover" if self.underMouse() else "surface")
        painter.setBrush(theme.veil("sel", 0.5) if chosen else ground)
        inset = edge.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        self._title(painter, chosen=chosen)
        starts, value, loads, ends, rails = self._rows.tops
        for at, each in enumerate(self.option.begins):
            self._item(painter, starts + at * _ITEM, each)
        self._value(painter, value)
        for at, team in enumerate(self._rows.teams):
            if team in self._loads:
                self._load(painter, loads + at * _LINE, self._loads[team])
        for at, (name, dates) in enumerate(self._ends):
            self._write(painter, ends + 2 * at * _LINE, name, role="text2")
            self._write(painter, ends + (2 * at + 1) * _LINE, dates, weight=600)
        fine = not self.option.outside
        glyphs.state(painter, QRectF(_PAD, rails + 3, 12, 12), theme, "ok" if fine else "watch")
        self._write(painter, rails, self._rails, role="ok" if fine else "warn", indent=18)
        self._write(painter, rails + _LINE, words.used_words(self._found, self.option), role="text2")
        for top in (value, loads, ends, rails):
            painter.fillRect(QRectF(_PAD, top - 6, self.width() - 2 * _PAD, 1), theme.colour("line"))

    def _write(
        self,
        painter: QPainter,
        top: float,
        said: str,
        px: float = fonts.DETAIL,
        weight: int = 400,
        role: str = "text",
        indent: float = 0,
    ) -> None:
        painter.setFont(fonts.font(px, weight))
        painter.setPen(current_theme().colour(role))
        room = self.width() - 2 * _PAD - indent
        cut = text.cut(said, room, QFontMetricsF(painter.font()))
        painter.drawText(QRectF(_PAD + indent, top, room, _LINE), _MIDDLE, cut)

    def _title(self, painter: QPainter, *, chosen: bool) -> None:
        theme = current_theme()
        painter.setPen(theme.pen("accent" if chosen else "ctl", 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QRectF(_PAD, 13, 14, 14))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QRectF(_PAD + 4, 17, 6, 6))
        self._write(painter, 10, ", ".join(each for each, _ in self._titles), fonts.TITLE, 600, indent=22)
        if len(self._titles) == 1:
            self._write(painter, 28, self._titles[0][1], fonts.CAPTION, role="text2", indent=22)

    def _item(self, painter: QPainter, top: float, deliverable: int) -> None:
        item = self._portfolio.deliverables[deliverable]
        indent = 0.0
        if item.product is not None:
            code = product_codes(self._portfolio)[item.product]
            hue = product_numbers(self._portfolio)[item.product] - 1
            glyphs.tag(painter, QRectF(_PAD, top + 1, 27, 17), current_theme(), code, hue)
            indent = 34.0
        effort = number(round(sum(to_come_by_team(self._portfolio, item).values()), 1))
        painter.setFont(fonts.font(fonts.DETAIL, tabular=True))
        painter.setPen(current_theme().colour("text2"))
        room = self.width() - 2 * _PAD
        painter.drawText(QRectF(_PAD, top, room, _LINE), _RIGHT, tr("{effort} pw", effort=effort))
        painter.setFont(fonts.font(fonts.DETAIL, 500))
        painter.setPen(current_theme().colour("text"))
        cut = text.cut(item.title, room - indent - 48, QFontMetricsF(painter.font()))
        painter.drawText(QRectF(_PAD + indent, top, room - indent, _LINE), _MIDDLE, cut)

    def _value(self, painter: QPainter, top: float) -> None:
        theme, option = current_theme(), self.option
        self._write(painter, top, self._amount(option.value), fonts.SHEET_TITLE, 600)
        width, middle = self.width() - 2 * _PAD, top + 34
        low, likely, high, kept = (
            _PAD + width * min(max(each / self._rows.most, 0.0), 1.0)
            for each in (option.low, option.value, option.high, self._found.kept_value or 0.0)
        )
        painter.setPen(theme.pen("line2", 1.0))
        painter.drawLine(QPointF(_PAD, middle + 6), QPointF(_PAD + width, middle + 6))
        painter.setPen(theme.pen("text", 1.25))
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        for end in (low, high):
            painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))
        painter.setBrush(theme.colour("text"))
        painter.drawEllipse(QPointF(likely, middle), 3, 3)
        if self._found.kept_value is not None:
            painter.setPen(theme.pen("accent", 2.0))
            painter.drawLine(QPointF(kept + 1, middle - 7), QPointF(kept + 1, middle + 5))
        painter.setFont(fonts.font(fonts.CAPTION, tabular=True))
        painter.setPen(theme.colour("text2"))
        metrics = QFontMetricsF(painter.font())
        for at, value in ((low, option.low), (high, option.high)):
            said = self._amount(value)
            half = metrics.horizontalAdvance(said) / 2 + 1
            at = min(max(at, _PAD + half), _PAD + width - half)
            box = QRectF(at - half, middle + 9, 2 * half, 16)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), said)

    def _load(self, painter: QPainter, top: float, change: TeamChange) -> None:
        theme = current_theme()
        self._write(painter, top, "", role="text2")
        name = text.cut(self._portfolio.teams[change.team].name, 70, QFontMetricsF(painter.font()))
        painter.drawText(QRectF(_PAD, top, 74, _LINE), _MIDDLE, name)
        over = change.after > 1
        painter.setFont(fonts.font(fonts.DETAIL, 600 if over else 400, tabular=True))
        painter.setPen(theme.colour("bad" if over else "text"))
        painter.drawText(QRectF(_PAD, top, self.width() - 2 * _PAD, _LINE), _RIGHT, percent(change.after))
        left, width, middle = _PAD + 80, self.width() - 2 * _PAD - 128, top + _LINE / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(left, middle - 2.5, width, 5), 2.5, 2.5)
        before, after, full = (
            left + width * min(each / _FULL_LOAD, 1.0) for each in (change.before, change.after, 1.0)
        )
        painter.setPen(theme.pen("ctl", 1.25))
        painter.drawLine(QPointF(full, middle - 6), QPointF(full, middle + 6))
        painter.drawLine(QPointF(before, middle), QPointF(after, middle))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QPointF(before, middle), 3.5, 3.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bad" if over else "text"))
        painter.drawEllipse(QPointF(after, middle), 3.5, 3.5)


class Legend(QWidget):
    """What hollow, full and the upright stroke are."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        kept = tr("“{title}”, if kept", title=text.one_line(title, 40))
        self._entries = (("hollow", tr("before")), ("full", tr("after")), ("stroke", kept))
        self.setFixedHeight(18)
        metrics = QFontMetricsF(fonts.font(fonts.CAPTION))
        self._widths = [18 + metrics.horizontalAdvance(said) + 14 for _, said in self._entries]
        self.setFixedWidth(int(sum(self._widths)) + 1)
        text.name(self, tr("Hollow: before. Full: after. Stroke: {kept}.", kept=kept))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.font(fonts.CAPTION))
        left = 0.0
        for (kind, said), width in zip(self._entries, self._widths, strict=True):
            middle = QPointF(left + 7, self.height() / 2)
            if kind == "stroke":
                painter.setPen(theme.pen("accent", 2.0))
                painter.drawLine(middle - QPointF(0, 6), middle + QPointF(0, 6))
            else:
                painter.setPen(theme.pen("ctl" if kind == "hollow" else "text", 1.25))
                painter.setBrush(theme.colour("surface" if kind == "hollow" else "text"))
                painter.drawEllipse(middle, 3.5, 3.5)
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(left + 16, 0, width, self.height()), _MIDDLE, said)
            left += width
