"""The figures of what-ifs side by side, each with how far it is from the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from deliverydesk.charts.format import day, number, percent, with_unit
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.widgets.plain_table import PlainDelegate, draw_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from deliverydesk.analysis.scenarios import Outlook
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
APART_ROLE = Qt.ItemDataRole.UserRole + 50
"""How far a figure is from the plan's, in words, and the theme's role for it; None where it is the same."""
_VALUE = 104
"""Room for a figure at the end of its cell; how far it is from the plan stands before it."""


class _Figure(NamedTuple):
    """A row: what it is called, how it is said, and how it compares."""

    caption: str
    said: Callable[[Outlook], str]
    of: Callable[[Outlook], float | None]
    apart: Callable[[float], str]
    good: int = 0
    """1 where more is better, -1 where less is, 0 where neither is."""


class Cell(NamedTuple):
    """A figure in words, and how far it is from the plan's."""

    words: str
    apart: tuple[str, str] | None = None


class ComparisonModel(QAbstractTableModel):
    """A row for each figure, a column for the portfolio as it is and for each what-if."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.rows: list[tuple[str, list[Cell]]] = []

    def show(self, portfolio: Portfolio, outlooks: tuple[Outlook, ...]) -> None:
        """Show these; the first of them is the plan."""
        self.beginResetModel()
        self.names = [
            tr("As it is") if each.scenario is None else portfolio.scenarios[each.scenario].name for each in outlooks
        ]
        figures = _figures(portfolio.settings.currency, today())
        self.rows = [(each.caption, [_cell(each, outlook, outlooks[0]) for outlook in outlooks]) for each in figures]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 1 + len(self.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        caption, cells = self.rows[index.row()]
        if index.column() == 0:
            return caption if role == Qt.ItemDataRole.DisplayRole else None
        cell = cells[index.column() - 1]
        if role == Qt.ItemDataRole.AccessibleTextRole and cell.apart is not None:
            return tr("{figure}, {apart} against the plan", figure=cell.words, apart=cell.apart[0])
        if role == APART_ROLE:
            return cell.apart
        return cell.words if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return "" if section == 0 else text.one_line(self.names[section - 1], 40)


class ComparisonDelegate(PlainDelegate):
    """A figure at the end of its cell; before it, smaller, how far it is from the plan."""

    def paint_value(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme) -> None:
        super().paint_value(painter, option, index, theme)
        apart = index.data(APART_ROLE)
        if apart is not None:
            words, role = apart
            room = QRectF(option.rect).adjusted(0, 0, -_VALUE, 0)
            draw_words(painter, room, words, theme.colour(role), right=True, tabular=True, px=fonts.CAPTION)


def _figures(money: str, now: date) -> tuple[_Figure, ...]:
    def more(change: float) -> str:
        return number(round(change), signed=True)

    def later(days: float) -> str:
        n = figure(abs(round(days)))
        if days < 0:
            return trn("{n} day sooner", "{n} days sooner", abs(round(days)), n=n)
        return trn("{n} day later", "{n} days later", round(days), n=n)

    def used(each: Outlook) -> float | None:
        return each.load / each.capacity if each.capacity else None

    def points(change: float) -> str:
        return tr("{n} points", n=number(round(100 * change), signed=True))

    return (
        _Figure(tr("Supposed otherwise"), lambda each: figure(each.changes), lambda _: None, more),
        _Figure(
            tr("Capacity in the quarter, pw"),
            lambda each: number(round(each.capacity)),
            lambda each: each.capacity,
            more,
        ),
        _Figure(tr("Planned load"), lambda each: percent(used(each)), used, points),
        _Figure(
            tr("Weeks of a team over capacity"),
            lambda each: figure(each.overloaded),
            lambda each: each.overloaded,
            more,
            -1,
        ),
        _Figure(
            tr("Done in the quarter, P85"),
            lambda each: f"{figure(each.done)}/{figure(each.open)}",
            lambda each: each.done,
            more,
            1,
        ),
        _Figure(
            tr("Last end, P85"),
            lambda each: "—" if each.last is None else day(each.last, now),
            lambda each: None if each.last is None else each.last.toordinal(),
            later,
            -1,
        ),
        _Figure(
            tr("Value of the coming year"),
            lambda each: with_unit(round(each.value), money, 0),
            lambda each: each.value,
            more,
            1,
        ),
        _Figure(
            tr("Guardrails outside their bands"), lambda each: figure(each.outside), lambda each: each.outside, more, -1
        ),
    )


def _cell(row: _Figure, outlook: Outlook, plan: Outlook) -> Cell:
    words, now, before = row.said(outlook), row.of(outlook), row.of(plan)
    if now is None or before is None or words == row.said(plan):
        return Cell(words)
    change = now - before
    role = "text2" if not row.good else "ok" if change * row.good > 0 else "bad"
    return Cell(words, (row.apart(change), role))
