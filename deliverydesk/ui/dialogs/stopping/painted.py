"""Painted parts of the sheet of stopping: the case as bars, what is set free as a heat map, and small signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deliverydesk.charts.format import number
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.alignment import MIDDLE, RIGHT
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.analysis.stopping.case import Band
    from deliverydesk.analysis.stopping.refilling import Room
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.theme import Theme


def titled(title: str, note: str = "", figure_key: str = "", *, apart: bool = True) -> QHBoxLayout:
    """A heading with a note: at the other side, or beside it. `figure_key` is the term that explains it."""
    row = QHBoxLayout()
    label = text.label(title, fonts.TITLE, 600)
    if figure_key:
        mark(label, figure_key)
    row.addWidget(label)
    if apart:
        row.addStretch(1)
    row.addWidget(text.label(note, fonts.CAPTION, 400, "text2"))
    if not apart:
        row.addStretch(1)
    return row


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
            painter.drawText(QRectF(0, top, self._LABEL, self._ROW), MIDDLE, caption)
            painter.setFont(fonts.font(fonts.DETAIL, 600, tabular=True))
            painter.setPen(theme.colour("text"))
            painter.drawText(QRectF(self._LABEL + width, top, self._FIGURE, self._ROW), RIGHT, figure)
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
    """Person-weeks set free, a row for each team with its sum and a column for each week, with the figure in each cell.

    The deeper a cell, the more of the team's largest week it is.
    """

    _ROW, _HEAD, _LABEL, _SUM = 22, 20, 92, 40

    def __init__(self, portfolio: Portfolio, found: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = found
        self._teams = [(portfolio.teams[team].name, weeks) for team, weeks in found.freed.items()]
        self.setMinimumWidth(self._LABEL + self._SUM + 34 * len(found.weeks))
        self.setFixedHeight(self._HEAD + self._ROW * max(len(self._teams), 1))
        said = "; ".join(
            tr("{team} {effort} pw", team=name, effort=number(round(sum(weeks), 1))) for name, weeks in self._teams
        )
        text.name(self, tr("Set free by team and week"), said)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        weeks, left = self._found.weeks, self._LABEL + self._SUM
        step = (self.width() - left) / max(len(weeks), 1)
        small = fonts.font(fonts.CAPTION, tabular=True)
        painter.setFont(small)
        painter.setPen(theme.colour("text3"))
        for at, week in enumerate(weeks):
            box = QRectF(left + at * step, 0, step, self._HEAD)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(week.isocalendar().week))
        most = max((value for _, each in self._teams for value in each), default=0.0) or 1.0
        for row, (name, each) in enumerate(self._teams):
            top = self._HEAD + row * self._ROW
            painter.setFont(fonts.font(fonts.DETAIL))
            painter.setPen(theme.colour("text"))
            cut = text.cut(name, self._LABEL - 8, QFontMetricsF(painter.font()))
            painter.drawText(QRectF(0, top, self._LABEL, self._ROW), MIDDLE, cut)
            painter.setFont(small)
            painter.setPen(theme.colour("text2"))
            whole = QRectF(self._LABEL, top, self._SUM - 8, self._ROW)
            painter.drawText(whole, RIGHT, number(round(sum(each), 1)))
            for at, value in enumerate(each):
                box = QRectF(left + at * step, top, step, self._ROW).adjusted(1, 1, -1, -1)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.veil("ok", 0.12 + 0.33 * value / most) if value else theme.colour("hover"))
                painter.drawRoundedRect(box, 3, 3)
                if value:
                    painter.setPen(theme.colour("text"))
                    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number(round(value, 1)))


class Mark(QWidget):
    """A sign of 12 px, painted by a function of `glyphs` that takes its name; an empty ring where it has none."""

    def __init__(self, draw: Callable[[QPainter, QRectF, Theme, str], None], name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._draw, self._name = draw, name
        self.setFixedSize(14, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._name:
            self._draw(painter, QRectF(1, 2, 12, 12), theme, self._name)
        else:
            painter.setPen(theme.pen("ctl", 1.25))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(2, 3, 10, 10))


class Tag(QWidget):
    """The tag of a product."""

    def __init__(self, code: str, hue: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._code, self._hue = code, hue
        self.setFixedSize(int(glyphs.TAG_WIDTH), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        glyphs.tag(mirror.painter(self), QRectF(self.rect()), current_theme(), self._code, self._hue)


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
            painter.drawText(QRectF(left + 16, 0, width, self.height()), MIDDLE, said)
            left += width
