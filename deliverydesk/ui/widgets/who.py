"""The items behind a figure of a team, such as who fills a cell of a heat map: a popover to choose one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import number, percent
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import Button
from deliverydesk.ui.widgets.popover import Floating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

    from deliverydesk.analysis.load_grid import Share
    from deliverydesk.domain.portfolio import Portfolio

_ROW = 26
_MOST_ROWS = 8
_WIDE = 340
_FIRST_COLUMN, _USUAL = 124, 56
"""From where the first of the two columns begins where its words are no wider than usual, seen from the right."""
_ASKER = Qt.ItemDataRole.UserRole


class Asker(NamedTuple):
    """One item: its product's letters and colour (from 0, less for none), title, and two short columns of words."""

    id: int
    code: str
    colour: int
    title: str
    effort: str
    share: str


class Offer(NamedTuple):
    """What the popover offers to do about all of it, as a button below the items."""

    words: str
    act: Callable[[], object]


def askers_of(portfolio: Portfolio, shares: Iterable[Share], able: float) -> list[Asker]:
    """The deliverables that fill a cell in which `able` person-weeks can be given."""
    found = []
    for one, effort in shares:
        share = percent(effort / able) if able > 0 else ""
        found.append(asker_of(portfolio, one, tr("{n} pw", n=number(effort, 2)), share))
    return found


def asker_of(portfolio: Portfolio, deliverable: int, first: str, second: str) -> Asker:
    """A deliverable with its two columns of words."""
    item, numbers = portfolio.deliverables[deliverable], product_numbers(portfolio)
    colour = numbers.get(item.product, 0) - 1 if item.product is not None else -1
    return Asker(deliverable, product_code(portfolio, item.product), colour, item.title, first, second)


class WhoPopover(Floating):
    """Tells a figure item by item. Closes on Escape, a click elsewhere, or once something was chosen.

    `figures` are what the figure and the items tell, of `analysis.definitions`.
    """

    chosen = Signal(int)
    """The id of an item that was clicked, or whose key is Enter."""

    def __init__(
        self,
        host: QWidget,
        title: str,
        figure: str,
        askers: Sequence[Asker],
        closing: str,
        *,
        offer: Offer | None = None,
        figures: tuple[str, str] = ("utilisation", "load"),
    ) -> None:
        super().__init__(host)
        # the list has the keyboard
        self._card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = self._made_list(askers)
        grid = QGridLayout(self._card)
        grid.setContentsMargins(14, 12, 6, 12)
        grid.setVerticalSpacing(6)
        grid.addWidget(text.label(title, fonts.TITLE, 600, parent=self._card), 0, 0)
        shown = text.label(figure, fonts.SHEET_TITLE, 600, tabular=True, parent=self._card)
        shown.setContentsMargins(0, 0, 8, 0)
        mark(shown, figures[0])
        mark(self.list, figures[1])
        grid.addWidget(shown, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(text.label(closing, fonts.CAPTION, 400, "text2", wrap=True, parent=self._card), 1, 0, 1, 2)
        grid.addWidget(self.list, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.offer: Button | None = None
        if offer is not None:
            self.offer = Button(offer.words, lambda: self._take(offer), self._card, size="header")
            grid.addWidget(self.offer, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeading)
        text.name(self.list, f"{title}, {figure}", tr("Enter selects an item in all panes."))

    def _made_list(self, askers: Sequence[Asker]) -> QListWidget:
        made = QListWidget(self._card)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setItemDelegate(_Delegate(made))
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.viewport().setAutoFillBackground(False)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFixedHeight(min(max(len(askers), 1), _MOST_ROWS) * _ROW + 2)
        for asker in askers:
            row = QListWidgetItem(text.one_line(asker.title, 120), made)
            row.setData(_ASKER, asker)
            spoken = f"{text.one_line(asker.title, 120)}, {asker.effort}, {asker.share}"
            row.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            row.setToolTip(text.tooltip(asker.title))
        if not askers:
            row = QListWidgetItem(tr("Nothing is planned here"), made)
            row.setFlags(Qt.ItemFlag.NoItemFlags)
        made.setCurrentRow(0)
        made.itemClicked.connect(self._choose)
        made.itemActivated.connect(self._choose)
        return made

    def _take(self, offer: Offer) -> None:
        self.dismiss()
        offer.act()

    def _choose(self, row: QListWidgetItem) -> None:
        asker = row.data(_ASKER)
        if asker is not None and not self.isHidden():
            self.dismiss()
            self.chosen.emit(asker.id)

    def first_focus(self) -> QWidget | None:
        return self.list

    def place(self) -> None:
        """Above the anchor, or below it where there is no room."""
        room = self.rect().adjusted(8, 8, -8, -8)
        width = min(_WIDE, room.width())
        hint = self._card.sizeHint().height()
        height = min(max(hint, self._card.heightForWidth(width)), room.height())
        left = min(max(mirror.beside(self, self._anchor, width), room.left()), room.right() + 1 - width)
        above = self._anchor.top() - 6 - height
        top = above if above >= room.top() else min(self._anchor.bottom() + 7, room.bottom() + 1 - height)
        self._card.setGeometry(QRect(QPoint(left, top), QSize(width, height)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.list.currentItem() if self.list.hasFocus() else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row is not None:
            self._choose(row)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _ROW)

    @mirror.cell
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        asker: Asker | None = index.data(_ASKER)
        theme, rect = current_theme(), QRectF(option.rect)
        painter.save()
        if asker is not None and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("sel"))
        elif asker is not None and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.font(fonts.DETAIL))
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if asker is None:
            painter.setPen(theme.colour("text2"))
            mirror.words(painter, rect.adjusted(4, 0, 0, 0), side, str(index.data()))
        else:
            self._paint_asker(painter, rect, asker, side)
        painter.restore()

    @staticmethod
    def _paint_asker(painter: QPainter, rect: QRectF, asker: Asker, side: int) -> None:
        theme = current_theme()
        if asker.code and asker.colour >= 0:
            tag = QRectF(rect.left() + 4, rect.top() + 5, glyphs.TAG_WIDTH, glyphs.TAG_HEIGHT)
            glyphs.tag(painter, tag, theme, asker.code, asker.colour)
            painter.setFont(fonts.font(fonts.DETAIL))
        left = _FIRST_COLUMN + max(painter.fontMetrics().horizontalAdvance(asker.effort) - _USUAL, 0)
        words = rect.adjusted(39, 0, -left, 0)
        title = text.one_line(asker.title, 200)
        title = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.setPen(theme.colour("text"))
        mirror.words(painter, words, side, title)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        mirror.words(painter, rect.adjusted(0, 0, -60, 0), right, asker.effort)
        painter.setPen(theme.colour("text2"))
        mirror.words(painter, rect.adjusted(0, 0, -10, 0), right, asker.share)
