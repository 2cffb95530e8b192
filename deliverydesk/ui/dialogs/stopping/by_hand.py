"""Changing a plan of the sheet of stopping by hand: vetted work is put in by a click or a drag, and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QDropEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.charts.format import number
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.alignment import MIDDLE, RIGHT
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.buttons import QuietButton
from deliverydesk.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.portfolio import Portfolio

_MIME = "application/x-deliverydesk-vetted"
_ACROSS, _SHOWN = 3, 6
_HEIGHT, _PAD, _EFFORT = 26, 8, 44


def draw_item(painter: QPainter, box: QRectF, portfolio: Portfolio, deliverable: int) -> None:
    """Tag, title and the person-weeks still to come of a deliverable on one line."""
    item, theme, left = portfolio.deliverables[deliverable], current_theme(), box.left()
    if item.product is not None:
        hue = product_numbers(portfolio)[item.product] - 1
        glyphs.tag(painter, QRectF(left, box.top() + 1, 27, 17), theme, product_codes(portfolio)[item.product], hue)
        left += 34
    effort = number(round(sum(to_come_by_team(portfolio, item).values()), 1))
    painter.setFont(fonts.font(fonts.DETAIL, tabular=True))
    painter.setPen(theme.colour("text2"))
    painter.drawText(box, RIGHT, tr("{effort} pw", effort=effort))
    painter.setFont(fonts.font(fonts.DETAIL, 500))
    painter.setPen(theme.colour("text"))
    room = box.right() - left - _EFFORT
    painter.drawText(
        QRectF(left, box.top(), room, box.height()), MIDDLE, text.cut(item.title, room, QFontMetricsF(painter.font()))
    )


class Carried:
    """A drag of one deliverable that begins once the pointer has moved far enough from where it was pressed."""

    def __init__(self, source: QWidget) -> None:
        self._source = source
        self._pressed: tuple[QPoint, int] | None = None

    def press(self, event: QMouseEvent, deliverable: int | None) -> None:
        """The mouse went down on a deliverable, or on none."""
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = (event.position().toPoint(), deliverable) if left and deliverable is not None else None

    def move(self, event: QMouseEvent) -> bool:
        """Whether the mouse has carried it away."""
        if self._pressed is None:
            return False
        place, deliverable = self._pressed
        if (event.position().toPoint() - place).manhattanLength() < QApplication.startDragDistance():
            return False
        self._pressed = None
        drag = QDrag(self._source)
        drag.setMimeData(carried(deliverable))
        drag.exec(Qt.DropAction.MoveAction)
        return True


def carried(deliverable: int) -> QMimeData:
    """A deliverable as it is dragged inside the sheet."""
    made = QMimeData()
    made.setData(_MIME, str(deliverable).encode("ascii"))
    return made


def dropped(event: QDropEvent) -> int | None:
    """The deliverable that is dragged; None where something else is."""
    data = event.mimeData()
    return int(bytes(data.data(_MIME).data())) if data.hasFormat(_MIME) else None


class Vetted(QAbstractButton):
    """One deliverable that could begin: a click puts it into the chosen plan, and it can be dragged into any."""

    def __init__(self, portfolio: Portfolio, deliverable: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.deliverable = deliverable
        self._portfolio, self._carried = portfolio, Carried(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = tr("Put “{title}” into the plan", title=text.one_line(portfolio.deliverables[deliverable].title, 80))
        text.name(self, words)
        text.set_tooltip(self, words)

    def sizeHint(self) -> QSize:
        return QSize(224, _HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._carried.press(event, self.deliverable)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._carried.move(event):
            self.setDown(False)
            return
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("accent", 2.0) if self.hasFocus() else theme.pen("line2", theme.edge_width))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        draw_item(painter, QRectF(self.rect()).adjusted(_PAD, 4, -_PAD, -3), self._portfolio, self.deliverable)


class Others(QWidget):
    """Vetted work that the chosen plan leaves out, the most valuable first."""

    wanted = Signal(int)
    """A deliverable is to be put into the chosen plan."""

    def __init__(self, portfolio: Portfolio, parent: QWidget) -> None:
        super().__init__(parent)
        self._portfolio = portfolio
        self._shown: tuple[int, ...] = ()
        self.chips: list[Vetted] = []
        self.more = QuietButton("", self._ask, self, size="header")
        self._said = text.label(
            tr("Also vetted. Click one to put it into the chosen plan, or drag it into any."),
            fonts.DETAIL,
            400,
            "text2",
            parent=self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._said)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        for at in range(_ACROSS):
            self._grid.setColumnStretch(at, 1)
        column.addLayout(self._grid)

    def show_others(self, deliverables: Sequence[int]) -> None:
        """Offer these."""
        if self._shown == tuple(deliverables):
            return
        self._shown = tuple(deliverables)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [Vetted(self._portfolio, each, self) for each in self._shown[:_SHOWN]]
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _checked=False, each=chip.deliverable: self.wanted.emit(each))
            self._grid.addWidget(chip, at // _ACROSS, at % _ACROSS)
            chip.show()
        rest = len(self._shown) - len(self.chips)
        self.more.setVisible(rest > 0)
        self.more.set_words(trn("{n} more…", "{n} more…", rest, n=figure(rest)))
        self._grid.addWidget(self.more, _SHOWN // _ACROSS, 0, Qt.AlignmentFlag.AlignLeading)
        self.setVisible(bool(self._shown))

    def _ask(self) -> None:
        titles = [(each, text.one_line(self._portfolio.deliverables[each].title, 80)) for each in self._shown]
        picker = Picker(self.window(), tr("Vetted work"), titles)
        picker.picked.connect(self.wanted.emit)
        picker.open_at(self.more.rect(), self.more)
