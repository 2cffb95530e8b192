"""The strip of what waits to be placed: open items without dates, in the manager's order, to be dragged up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import number
from deliverydesk.charts.roadmap import unscheduled
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.dialogs.choosing import door as choosing
from deliverydesk.ui.figures import FIGURE_ROLE
from deliverydesk.ui.mime import DELIVERABLES, deliverables_data
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import QuietButton, ToolButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from deliverydesk.ui.desk import Desk

_ROW = 26
_FOLDED = 32
_MOST_ROWS = 5
Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    """Ids only; everything else is asked of the portfolio."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ids: list[int] = []
        self._numbers: dict[int, int] = {}

    def renew(self) -> None:
        self.beginResetModel()
        self.ids = unscheduled(self._desk.portfolio)
        self._numbers = product_numbers(self._desk.portfolio)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._desk.portfolio.deliverables.get(self.ids[index.row()]) if index.isValid() else None
        if item is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            told = tr("{title}. Drag it onto the roadmap, or press Enter to plan it.", title=item.title)
            return text.tooltip(told)
        return "effort" if role == FIGURE_ROLE else None

    def look(self, row: int) -> tuple[str, int, str, str, str]:
        """Letters, colour (from 0), stage, title and effort of a row."""
        portfolio = self._desk.portfolio
        item = portfolio.deliverables[self.ids[row]]
        colour = self._numbers.get(item.product, 0) if item.product is not None else 0
        effort = tr("{n} pw", n=number(item.effort_likely)) if item.effort_likely is not None else ""
        return product_code(portfolio, item.product), colour - 1, item.stage.value, item.title, effort

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [DELIVERABLES]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        return deliverables_data(self._desk, [self.ids[index.row()] for index in indexes])

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW)

    @mirror.cell
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Model):
            return
        theme = current_theme()
        code, colour, stage, title, effort = model.look(index.row())
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("sel"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if code and colour >= 0:
            glyphs.tag(painter, QRectF(rect.left() + 12, rect.top() + 5, 27, 16), theme, code, colour)
        glyphs.stage(painter, QRectF(rect.left() + 47, rect.top() + 6, 14, 14), theme, stage)
        painter.setFont(fonts.font(fonts.DETAIL))
        painter.setPen(theme.colour("text"))
        words = QRectF(rect.left() + 69, rect.top(), rect.width() - 69 - 66, rect.height())
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        shown = painter.fontMetrics().elidedText(
            text.one_line(title, 200), Qt.TextElideMode.ElideRight, int(words.width())
        )
        mirror.words(painter, words, side, shown)
        painter.setPen(theme.colour("text2"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        mirror.words(painter, rect.adjusted(0, 0, -12, 0), right, effort)
        painter.restore()


class WaitingStrip(QWidget):
    """Says how many open items have no dates; unfolded, it lists them."""

    planned = Signal(object)
    """Ids that are to be planned: Enter or a double click."""
    chosen = Signal(object)
    """Ids that were selected here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True
        self.count = 0
        self.model = _Model(desk, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setMouseTracking(True)
        self.list.setObjectName("roadmap.unscheduled")
        self.list.activated.connect(lambda _index: self.planned.emit(self.ids()))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        text.name(self.list, tr("Unscheduled items"), tr("Enter plans the selected items."))
        self.fold = ToolButton("up", tr("Show unscheduled items"), self.toggle, self, side=24)
        self.words = text.label("", fonts.DETAIL, 500, "text2", parent=self)
        self.best = QuietButton(
            choosing.WORDS, lambda: choosing.open_best_set(desk, self.window()), self, size="header"
        )
        text.set_tooltip(self.best, tr("Which vetted work to take on within what the teams can give, and why"))
        self.hint = text.label(tr("Drag them onto the roadmap"), fonts.CAPTION, 400, "text3", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(12, 2, 8, 2)
        head.setSpacing(8)
        head.addWidget(self.words)
        head.addWidget(self.hint)
        head.addStretch(1)
        head.addWidget(self.best)
        head.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.setObjectName("roadmap.waiting")
        self.set_open(open_=False)

    def show_item(self, item: int) -> None:
        """Unfold the list with one item selected and in sight."""
        self.setVisible(True)
        self.set_open(open_=True)
        if item in self.model.ids:
            index = self.model.index(self.model.ids.index(item))
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def ids(self) -> tuple[int, ...]:
        """The ids of the selected rows."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return tuple(self.model.ids[row] for row in rows)

    def is_open(self) -> bool:
        """Whether the list is unfolded."""
        return not self.list.isHidden()

    def toggle(self) -> None:
        """Fold or unfold the list."""
        self.set_open(open_=not self.is_open())

    def set_open(self, *, open_: bool) -> None:
        """Unfold the list, or fold it."""
        self.list.setVisible(open_)
        self.hint.setVisible(open_)
        words = tr("Hide unscheduled items") if open_ else tr("Show unscheduled items")
        from deliverydesk.ui import icons

        self.fold.setIcon(icons.icon("down" if open_ else "up"))
        text.name(self.fold, words)
        text.set_tooltip(self.fold, words)
        if open_ and self._stale:
            self._stale = False
            self.model.renew()
        self._fit()

    def _fit(self) -> None:
        rows = min(max(len(self.model.ids), 1), _MOST_ROWS)
        self.setFixedHeight(_FOLDED + rows * _ROW + 4 if self.is_open() else _FOLDED)

    def renew(self, count: int | None) -> None:
        """Something changed: how many items wait now; None while they are not counted yet."""
        self.count = count or 0
        if count is None:
            words = tr("Counting open items without dates…")
        elif count:
            words = trn("{n} open item without dates", "{n} open items without dates", count, n=figure(count))
        else:
            words = tr("All open items have dates")
        text.set_text(self.words, words)
        if self.is_open():
            self.model.renew()
            self._fit()
        else:
            self._stale = True

    def _choose(self) -> None:
        if self.list.hasFocus():
            self.chosen.emit(self.ids())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
