"""The plans of the sheet of stopping: cards side by side that share rows and scales, so that eyes compare across.

Hollow is before, full is after; the upright stroke in the accent is what stops, if it were kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deliverydesk.charts.format import percent
from deliverydesk.charts.guardrails import change_words
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.alignment import MIDDLE, RIGHT
from deliverydesk.ui.dialogs.stopping import words
from deliverydesk.ui.dialogs.stopping.by_hand import Carried, draw_item, dropped
from deliverydesk.ui.load_bar import draw_load
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import ToolButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.capacity.change import TeamChange
    from deliverydesk.analysis.stopping.options import Option
    from deliverydesk.analysis.stopping.refilling import Room
    from deliverydesk.domain.portfolio import Portfolio

_PAD, _LINE, _ITEM, _RULE = 14, 19, 23, 11
_HEAD, _VALUE, _CROSS = 56, 62, 20
_LEAST_ITEMS = 2
"""Room for the words of the caption."""
_CAPTIONS, _WIDEST_CAPTIONS, _GAP = 92, 136, 10
_BETWEEN = 8
"""Figures nearer to one another are told together."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What all cards have room for, and where their parts begin."""

    items: int
    dated: int
    teams: tuple[int, ...]
    rails: int
    most: float
    """Where the scale of values ends."""

    @classmethod
    def of(cls, portfolio: Portfolio, found: Room, options: Sequence[Option], items: int = 0) -> Rows:
        """Room for the longest of these plans, and for so many items."""
        loaded = {each.team for option in options for each in option.loads if each.is_one}
        return cls(
            max([_LEAST_ITEMS, items, *(len(option.begins) for option in options)]),
            max((len(option.ends) for option in options), default=0),
            tuple(team.id for team in portfolio.teams if team.id in loaded),
            max([1, *(len(option.rails) for option in options)]),
            max([found.kept_value or 0.0, *(option.high for option in options)]) or 1.0,
        )

    @property
    def tops(self) -> tuple[int, int, int, int, int, int]:
        """Where what starts, the value, the loads, the dates, the guardrails and the people begin."""
        value = _HEAD + self.items * _ITEM + _RULE
        loads = value + _VALUE + _RULE
        ends = loads + len(self.teams) * _LINE + _RULE
        rails = ends + 2 * _LINE * self.dated + _RULE
        return _HEAD, value, loads, ends, rails, rails + _LINE * self.rails + _RULE

    @property
    def height(self) -> int:
        """Of each card."""
        return self.tops[-1] + _LINE + 10


class Captions(QWidget):
    """What the rows of the cards are, at their left."""

    def __init__(self, rows: Rows, weeks: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._words = (
            (tr("Starts"), tr("vetted")),
            (tr("Value to come"), tr("P10 to P90")),
            (tr("Load"), weeks),
            (tr("P85 date"), tr("kept → then")),
            (tr("Guardrails"), ""),
            (tr("People moved"), ""),
        )
        metrics = QFontMetricsF(fonts.font(fonts.DETAIL))
        widest = max(metrics.horizontalAdvance(said) for pair in self._words for said in pair)
        self.setFixedWidth(min(max(_CAPTIONS, round(widest) + _GAP), _WIDEST_CAPTIONS))

    def show_rows(self, rows: Rows) -> None:
        """Stand beside rows elsewhere."""
        self._rows = rows
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        for number_, (top, (caption, detail)) in enumerate(zip(self._rows.tops, self._words, strict=True)):
            if number_:
                painter.fillRect(QRectF(0, top - 6, self.width() - _GAP, 1), theme.colour("line"))
            for at, said in enumerate((caption, detail)):
                painter.setFont(fonts.font(fonts.CAPTION if at else fonts.DETAIL))
                painter.setPen(theme.colour("text2"))
                cut = text.cut(said, self.width() - _GAP, QFontMetricsF(painter.font()))
                painter.drawText(QRectF(0, top + at * _LINE, self.width() - _GAP, _LINE), MIDDLE, cut)


class PlanCard(QAbstractButton):
    """One plan: what begins, what it is worth, how loaded the teams are, when it is done.

    The chosen one can be changed: every item has a cross, and can be dragged away; others can be dropped on it.
    """

    taken_out = Signal(int)
    """A deliverable is to leave the plan."""
    put_in = Signal(int)
    """A deliverable was dropped on the plan."""

    def __init__(
        self,
        portfolio: Portfolio,
        found: Room,
        option: Option,
        rows: Rows,
        parent: QWidget,
        *,
        by_hand: bool = False,
    ) -> None:
        super().__init__(parent)
        self.option = option
        self.found_option = None if by_hand else option
        """As it was before it was changed by hand; None where it was begun so."""
        self.begins = option.begins
        """What it begins now; other than what the option does while that is being tried out."""
        self._portfolio, self._found, self._rows = portfolio, found, rows
        self._carried = Carried(self)
        self._crosses: list[ToolButton] = []
        self.setCheckable(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName("stopping.plan." + (option.aims[0].value if option.aims else "by_hand"))
        self.toggled.connect(lambda _on: self._place_crosses())
        self.take(option, rows)

    @property
    def trying(self) -> bool:
        """Whether what it begins now is still to be tried out."""
        return self.begins != self.option.begins

    def take(self, option: Option, rows: Rows) -> None:
        """Show what was found of a plan."""
        self.option, self.begins = option, option.begins
        self._title, self._below = words.plan_title(option, self.found_option)
        self._ends = words.end_words(self._portfolio, self._found, option)
        self._rails = change_words(self._portfolio, option.rails)
        self._loads: dict[int, TeamChange] = {each.team: each for each in option.loads}
        text.name(self, self.spoken())
        text.set_tooltip(self, self.spoken())
        self._make_crosses()
        self.show_rows(rows)

    def try_out(self, begins: tuple[int, ...], rows: Rows) -> None:
        """Show what it is to begin; its figures are to come."""
        self.begins, self._title, self._below = begins, words.BY_HAND, words.TRYING
        self._make_crosses()
        self.show_rows(rows)

    def show_rows(self, rows: Rows) -> None:
        """Lay it out anew, beside the others."""
        self._rows = rows
        self._place_crosses()
        self.updateGeometry()
        self.update()

    def _make_crosses(self) -> None:
        for cross in self._crosses:
            cross.hide()
            cross.deleteLater()
        self._crosses = []
        for each in self.begins:
            title = text.one_line(self._portfolio.deliverables[each].title, 80)
            cross = ToolButton(
                "close",
                tr("Take “{title}” out of the plan", title=title),
                partial(self.taken_out.emit, each),
                self,
                side=_CROSS,
            )
            cross.setObjectName(f"stopping.take_out.{each}")
            cross.setIconSize(QSize(12, 12))
            self._crosses.append(cross)

    def _place_crosses(self) -> None:
        for at, cross in enumerate(self._crosses):
            place = QRect(self.width() - _PAD - _CROSS + 6, self._rows.tops[0] + at * _ITEM - 1, _CROSS, _CROSS)
            cross.setGeometry(mirror.rect(self, place))
            cross.setVisible(self.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_crosses()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = (event.position().y() - self._rows.tops[0]) // _ITEM
        self._carried.press(event, self.begins[int(row)] if 0 <= row < len(self.begins) else None)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._carried.move(event):
            self.setDown(False)
            return
        super().mouseMoveEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (deliverable := dropped(event)) is not None:
            event.acceptProposedAction()
            if deliverable not in self.begins:
                self.put_in.emit(deliverable)

    def spoken(self) -> str:
        """All that the card says."""
        begins = ", ".join(self._portfolio.deliverables[each].title for each in self.option.begins)
        low, value, high = (self._amount(each) for each in (self.option.low, self.option.value, self.option.high))
        ends = "; ".join(f"{title} {dates}" for title, dates in self._ends)
        begins = begins or tr("nothing")
        return tr(
            "{aim}: begins {begins}; value to come {value}, {low} to {high}; P85 {ends}; guardrails: {rails}; {used}.",
            aim=self._title,
            begins=begins,
            value=value,
            low=low,
            high=high,
            ends=ends,
            rails=", ".join(said for _, said in self._rails),
            used=words.used_words(self._found, self.option)[0],
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
        self._head(painter, chosen=chosen)
        starts, value, loads, ends, rails, people = self._rows.tops
        end = self.width() - _PAD - (_CROSS - 2 if chosen else 0)
        for at, each in enumerate(self.begins):
            box = QRectF(_PAD, starts + at * _ITEM, end - _PAD, _LINE)
            draw_item(painter, box, self._portfolio, each)
        if self.trying:
            painter.setOpacity(0.45)
        self._value(painter, value)
        for at, team in enumerate(self._rows.teams):
            if team in self._loads:
                self._load(painter, loads + at * _LINE, self._loads[team])
        for at, (name, dates) in enumerate(self._ends):
            self._write(painter, ends + 2 * at * _LINE, name, role="text2")
            self._write(painter, ends + (2 * at + 1) * _LINE, dates, weight=600)
        for at, (fine, said) in enumerate(self._rails):
            top = rails + at * _LINE
            glyphs.state(painter, QRectF(_PAD, top + 3, 12, 12), theme, "ok" if fine else "watch")
            self._write(painter, top, said, role="ok" if fine else "warn", indent=18)
        used, beyond = words.used_words(self._found, self.option)
        self._write(painter, people, used, role="warn" if beyond else "text2")
        for top in (value, loads, ends, rails, people):
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
        painter.drawText(QRectF(_PAD + indent, top, room, _LINE), MIDDLE, cut)

    def _head(self, painter: QPainter, *, chosen: bool) -> None:
        theme = current_theme()
        painter.setPen(theme.pen("accent" if chosen else "ctl", 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QRectF(_PAD, 13, 14, 14))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QRectF(_PAD + 4, 17, 6, 6))
        self._write(painter, 10, self._title, fonts.TITLE, 600, indent=22)
        self._write(painter, 28, self._below, fonts.CAPTION, role="text2", indent=22)

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
        ends = [(low, self._amount(option.low)), (high, self._amount(option.high))]
        widths = [metrics.horizontalAdvance(said) + 2 for _, said in ends]
        if high - low < sum(widths) / 2 + _BETWEEN:
            both = tr("{low} to {high}", low=ends[0][1], high=ends[1][1])
            ends, widths = [((low + high) / 2, both)], [metrics.horizontalAdvance(both) + 2]
        for (at, said), wide in zip(ends, widths, strict=True):
            at = min(max(at, _PAD + wide / 2), _PAD + width - wide / 2)
            box = QRectF(at - wide / 2, middle + 9, wide, 16)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), said)

    def _load(self, painter: QPainter, top: float, change: TeamChange) -> None:
        theme = current_theme()
        self._write(painter, top, "", role="text2")
        name = text.cut(self._portfolio.teams[change.team].name, 70, QFontMetricsF(painter.font()))
        painter.drawText(QRectF(_PAD, top, 74, _LINE), MIDDLE, name)
        over = change.after > 1
        painter.setFont(fonts.font(fonts.DETAIL, 600 if over else 400, tabular=True))
        painter.setPen(theme.colour("bad" if over else "text"))
        painter.drawText(QRectF(_PAD, top, self.width() - 2 * _PAD, _LINE), RIGHT, percent(change.after))
        width = self.width() - 2 * _PAD - 128
        draw_load(painter, _PAD + 80, top + _LINE / 2, width, change.before, change.after)
