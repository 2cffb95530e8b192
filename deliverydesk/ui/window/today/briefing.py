"""The briefing as a page of Today: sentences of which each leads to what it stands on."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deliverydesk.analysis.briefing import Matter, Point
from deliverydesk.analysis.briefing_words import sentences
from deliverydesk.charts.format import day
from deliverydesk.domain.wording import counted
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliverydesk.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
POINT_ROLE = Qt.ItemDataRole.UserRole
_MARGIN, _ICON, _LEFT = 7.0, 14.0, 32.0
_LEAST = 60

_BAD = frozenset({Matter.ALARM, Matter.WORSE, Matter.GREEN, Matter.NOTHING_MOVES})
_WARN = frozenset(
    {
        Matter.WAITED,
        Matter.EVENT,
        Matter.UNCOVERED,
        Matter.WAITING,
        Matter.AGEING,
        Matter.SPLIT,
        Matter.OVERDUE,
        Matter.STALE,
    }
)
_FIGURES = {
    Matter.ALARM: "chance_reach",
    Matter.GREEN: "divergence",
    Matter.NOTHING_MOVES: "waste",
    Matter.UNCOVERED: "coverage",
    Matter.WAITING: "waiting_cost",
    Matter.AGEING: "too_long",
    Matter.SPLIT: "split_team",
    Matter.STALE: "freshness",
}


class SentenceModel(QAbstractListModel):
    """The sentences of one briefing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.points: tuple[Point, ...] = ()
        self.words: list[str] = []

    def take(self, points: Sequence[Point], words: Sequence[str]) -> None:
        """Show other sentences."""
        self.beginResetModel()
        self.points, self.words = tuple(points), list(words)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.words)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        point = self.points[index.row()]
        if role == POINT_ROLE:
            return point
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(_leads_to(point))
        return _FIGURES.get(point.matter) if role == FIGURE_ROLE else None


def _sign(matter: Matter) -> tuple[str, str]:
    """The icon before a sentence, and the role of its colour."""
    if matter in _BAD:
        return "warning", "bad"
    return ("warning", "warn") if matter in _WARN else ("right", "text2")


def _leads_to(point: Point) -> str:
    """What a click selects."""
    if point.deliverables:
        return tr("Click to select {items} in the backlog", items=counted(len(point.deliverables), "deliverable"))
    if point.outcomes:
        return tr("Click to select {items}", items=counted(len(point.outcomes), "outcome"))
    return ""


class SentenceDelegate(QStyledItemDelegate):
    """A sign of how much it matters, and the sentence in as many lines as it needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        room = max(view.viewport().width() - _LEFT - 10, 80)
        metrics = QFontMetricsF(fonts.font(fonts.CELL))
        needed = metrics.boundingRect(QRectF(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), str(index.data()))
        return QSize(int(room), math.ceil(needed.height() + 2 * _MARGIN))

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, point = current_theme(), QRectF(option.rect), index.data(POINT_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus)
        if lit:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(theme.pen("accent", 1.0) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        icon, role = _sign(point.matter)
        top = rect.top() + _MARGIN + 1
        icons.draw(painter, QRectF(rect.left() + 8, top, _ICON, _ICON), theme, icon, role)
        painter.setFont(fonts.font(fonts.CELL))
        painter.setPen(theme.colour("text"))
        room = rect.adjusted(_LEFT, _MARGIN, -10, 0)
        mirror.words(painter, room, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), str(index.data()))
        painter.restore()


class Sentences(QListView):
    """Enter or a click follows a sentence; Ctrl+C copies all of them."""

    copied = Signal()
    needs_room = Signal()
    """Its sentences take another height than before."""

    def __init__(self, model: SentenceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.sentences")
        self.setModel(model)
        self.setItemDelegate(SentenceDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        text.name(self, tr("Briefing"), tr("Enter shows what a sentence stands on."))

    def sizeHint(self) -> QSize:
        rows = (self.sizeHintForIndex(self.model().index(row, 0)).height() for row in range(self.model().rowCount()))
        return QSize(super().sizeHint().width(), max(sum(rows) + 4, _LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Lay the sentences out anew, in the lines that they need now."""
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.needs_room.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)


class BriefingPage(QWidget):
    """The briefing of the portfolio or of one product, found out in a thread."""

    followed = Signal(object)
    """The point of a sentence that was followed."""

    def __init__(self, desk: Desk, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._today = desk, today
        self.product: int | None = None
        self.of = QuietButton("", self._choose, self, icon="down", size="header")
        self.of.setObjectName("today.briefing_of")
        self.menu = QMenu(self)
        self.state = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.copy_button = QuietButton(tr("Copy as text"), self.copy, self, icon="copy", size="header")
        self.copy_button.setObjectName("today.copy_briefing")
        self.model = SentenceModel(self)
        self.list = Sentences(self.model, self)
        head = QHBoxLayout()
        head.addWidget(self.of)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.list.clicked.connect(self._follow)
        self.list.activated.connect(self._follow)
        self.list.copied.connect(self.copy)
        desk.findings.renewed.connect(self.refresh)
        desk.findings.renewing.connect(self._say)
        self.refresh()

    def refresh(self) -> None:
        """Show what was found out last, and see to it that it is of now."""
        findings = self._desk.findings
        findings.ask()
        portfolio, page = self._desk.portfolio, findings.evidence
        if self.product is not None and self.product not in portfolio.products:
            self.product = None
        told = findings.briefings.get(self.product)
        # What is being renewed may speak of what is gone; it is shown again once it is found out anew.
        points = () if told is None or page is None else tuple(each for each in told.points if self._known(each))
        self.model.take(points, sentences(portfolio, page, points) if page is not None else [])
        self.list.fit()
        product = portfolio.products.get(self.product)
        self.of.set_words(tr("Whole portfolio") if product is None else text.one_line(product.name, 40))
        self._say()

    def _known(self, point: Point) -> bool:
        portfolio = self._desk.portfolio
        return (
            all(each in portfolio.deliverables for each in point.deliverables)
            and all(each in portfolio.outcomes for each in point.outcomes)
            and all(each in portfolio.teams for each in point.teams)
            and all(each in portfolio.events for each in point.events)
            and all(each in portfolio.agenda_items for each in point.agenda)
        )

    def _say(self, _renewing: bool = False) -> None:
        findings = self._desk.findings
        if findings.evidence is None:
            words = tr("The readings are being looked at …")
        elif not findings.current:
            words = tr("Being renewed …")
        else:
            words = "" if self.model.words else tr("Nothing deserves attention today.")
        text.set_text(self.state, words)
        self.copy_button.setEnabled(bool(self.model.words))

    def _choose(self) -> None:
        """Offer the portfolio and its products."""
        self.menu.clear()
        for key, words in self.choices():
            action = self.menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == self.product)
            action.triggered.connect(partial(self.show_of, key))
        self.menu.popup(self.of.mapToGlobal(self.of.rect().bottomLeft()))

    def choices(self) -> list[tuple[int | None, str]]:
        """What there can be a briefing of, with its words."""
        products = sorted(self._desk.portfolio.products, key=lambda each: each.name.casefold())
        return [(None, tr("Whole portfolio")), *((each.id, text.one_line(each.name, 40)) for each in products)]

    def show_of(self, product: int | None, _checked: bool = False) -> None:
        """Show the briefing of a product; None for that of the portfolio."""
        self.product = product
        self.refresh()

    def text(self) -> str:
        """The briefing as plain text, a line for each sentence."""
        of = dict(self.choices()).get(self.product, "")
        title = tr("Briefing, {of}, {day}", of=of, day=day(self._today))
        return "\n".join([title, *(f"- {words}" for words in self.model.words)]) + "\n"

    def copy(self) -> None:
        """Put the briefing on the clipboard as text."""
        if self.model.words:
            QGuiApplication.clipboard().setText(self.text())
            text.set_text(self.state, tr("Copied."))

    def _follow(self, index: QModelIndex) -> None:
        point = index.data(POINT_ROLE)
        if point is not None and (point.deliverables or point.outcomes):
            self.followed.emit(point)
