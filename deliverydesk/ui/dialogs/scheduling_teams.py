"""Each team under a schedule, a row each: its weeks against what it has, what is too much, and when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from deliverydesk.charts.format import day, number
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.planning.schedule_beside import TeamBeside
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.theme import Theme

_ROW: Final = 26
_HEAD: Final = 20
_NAME: Final = 112
_OVER: Final = 120
_ENDS: Final = 196
_MOST_ROWS: Final = 6
_EDGE: Final = 12
"""Room for the scroll bar."""
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class TeamsBeside(QScrollArea):
    """The teams before and after, as many rows as there is room for; the others by scrolling."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = _Rows(self)
        self.setWidget(self.rows)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.rows.setAutoFillBackground(False)
        self.hide()

    def show_teams(self, portfolio: Portfolio, teams: Sequence[TeamBeside]) -> None:
        """Show these; nothing where there are none."""
        self.rows.show_teams(portfolio, teams)
        self.setFixedHeight(_HEAD + _ROW * min(len(teams), _MOST_ROWS))
        self.setVisible(bool(teams))
        # By keyboard it is reached only where there is something to scroll to.
        scrolls = len(teams) > _MOST_ROWS
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)
        text.name(self, tr("Teams now and then"), self.rows.spoken())


class _Rows(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._teams: tuple[TeamBeside, ...] = ()
        self._names: tuple[str, ...] = ()

    def show_teams(self, portfolio: Portfolio, teams: Sequence[TeamBeside]) -> None:
        self._teams = tuple(teams)
        self._names = tuple(portfolio.teams[each.team].name for each in teams)
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def spoken(self) -> str:
        """All rows in words."""
        return "\n".join(
            tr(
                "{team}: over capacity {before}, then {after} person-weeks; ends {end}, then {then}.",
                team=name,
                before=number(round(each.before.over, 1)),
                after=number(round(each.after.over, 1)),
                end=_day(each.before.end),
                then=_day(each.after.end),
            )
            for name, each in zip(self._names, self._teams, strict=True)
        )

    def sizeHint(self) -> QSize:
        return QSize(480, _HEAD + _ROW * len(self._teams))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() - _EDGE
        strip = QRectF(_NAME, 0, max(width - _NAME - _OVER - _ENDS - 16, 40), _ROW)
        _write(painter, QRectF(0, 0, _NAME, _HEAD), tr("Team"), theme, px=fonts.CAPTION)
        _write(
            painter,
            QRectF(strip.left(), 0, strip.width(), _HEAD),
            tr("Load by week: bars are then, the line is now"),
            theme,
            px=fonts.CAPTION,
        )
        over = QRectF(width - _ENDS - _OVER, 0, _OVER, _HEAD)
        _write(painter, over, tr("Over capacity"), theme, px=fonts.CAPTION, right=True)
        _write(painter, QRectF(width - _ENDS, 0, _ENDS, _HEAD), tr("Last end"), theme, px=fonts.CAPTION, right=True)
        for at, (name, each) in enumerate(zip(self._names, self._teams, strict=True)):
            top = _HEAD + at * _ROW
            _write(painter, QRectF(0, top, _NAME - 8, _ROW), name, theme, role="text")
            _strip(painter, strip.translated(0, top).adjusted(0, 3, 0, -4), each, theme)
            worse = each.after.over > each.before.over + 0.05
            role = "bad" if worse else "ok" if each.after.over < each.before.over - 0.05 else "text2"
            said = _then(_weeks(each.before.over), _weeks(each.after.over))
            _write(painter, over.translated(0, top).adjusted(0, 0, 0, _ROW - _HEAD), said, theme, role=role, right=True)
            said = _then(_day(each.before.end), _day(each.after.end))
            _write(painter, QRectF(width - _ENDS, top, _ENDS, _ROW), said, theme, right=True)


def _write(
    painter: QPainter,
    box: QRectF,
    said: str,
    theme: Theme,
    *,
    role: str = "text2",
    px: float = fonts.DETAIL,
    right: bool = False,
) -> None:
    painter.setFont(fonts.font(px, tabular=right))
    painter.setPen(theme.colour(role))
    painter.drawText(box, _RIGHT if right else _MIDDLE, text.cut(said, box.width(), QFontMetricsF(painter.font())))


def _strip(painter: QPainter, box: QRectF, each: TeamBeside, theme: Theme) -> None:
    """Bars are the load after, red above what the team has (the ground behind them); the line is the load before."""
    with mirror.upright(painter, box):
        most = float(max(each.capacity.max(), each.before.load.max(), each.after.load.max())) or 1.0
        tall, wide = box.height() / most, box.width() / max(len(each.capacity), 1)
        has = _bars(box, np.zeros_like(each.capacity), each.capacity, wide, tall)
        painter.fillPath(has, theme.colour("sunken"))
        within = np.minimum(each.after.load, each.capacity)
        painter.fillPath(_bars(box, np.zeros_like(within), within, wide, tall), theme.colour("ctl"))
        painter.fillPath(_bars(box, within, each.after.load, wide, tall), theme.colour("bad"))
        painter.setPen(theme.pen("text2", 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_steps(box, each.before.load, wide, tall))
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), theme.colour("line2"))


def _bars(box: QRectF, low: NDArray[np.float64], high: NDArray[np.float64], wide: float, tall: float) -> QPainterPath:
    path = QPainterPath()
    for at, (foot, head) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        if head > foot:
            path.addRect(QRectF(box.left() + at * wide, box.bottom() - head * tall, wide, (head - foot) * tall))
    return path


def _steps(box: QRectF, values: NDArray[np.float64], wide: float, tall: float) -> QPainterPath:
    path = QPainterPath()
    for at, value in enumerate(values.tolist()):
        left, level = box.left() + at * wide, box.bottom() - value * tall
        if at:
            path.lineTo(left, level)
        else:
            path.moveTo(left, level)
        path.lineTo(left + wide, level)
    return path


def _weeks(over: float) -> str:
    return tr("{effort} pw", effort=number(round(over, 1)))


def _day(when: object) -> str:
    return "—" if when is None else day(when, today())  # type: ignore[arg-type]


def _then(before: str, after: str) -> str:
    return before if before == after else tr("{before} → {after}", before=before, after=after)
