"""The heads of the columns: a click sorts, a drag moves, the right button chooses columns."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, icons, mirror, text
from deliverydesk.ui.panes.backlog.bands import PAD
from deliverydesk.ui.panes.backlog.columns import COLUMNS
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.viewports import own_viewport

HEIGHT = 26
_ARROW = 12


class BacklogHeader(QHeaderView):
    """Paints itself: Qt's header would take a button's look, and a stylesheet rule for it would slow the rows down."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        own_viewport(self)
        self.sorted_by: tuple[str, bool] | None = None
        """The column sorted by and whether it is from the last to the first."""
        self.setObjectName("backlog.columns")
        text.name(self, tr("Columns"), tr("Enter or a click sorts by a column. The menu key chooses columns."))
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(30)
        self.setMouseTracking(True)
        self._hover = -1

    def sizeHint(self) -> QSize:
        # The table asks for the height alone; Qt would measure 200 columns for the width.
        return QSize(self.length(), HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._set_hover(-1)

    def _set_hover(self, section: int) -> None:
        if section != self._hover:
            self._hover = section
            self.viewport().update()

    @mirror.cell
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        theme = current_theme()
        column = COLUMNS[section]
        painter.save()
        painter.fillRect(rect, theme.colour("hover" if section == self._hover else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        sorted_here = self.sorted_by is not None and self.sorted_by[0] == column.key
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.setFont(fonts.font(fonts.CAPTION, 500))
        painter.setPen(theme.colour("text" if sorted_here else "text2"))
        metrics = QFontMetricsF(painter.font())
        room = rect.width() - 2 * PAD - (_ARROW + 2 if sorted_here else 0)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, 0))
        width = metrics.horizontalAdvance(words)
        x = rect.right() + 1 - PAD - width if column.right else rect.left() + PAD
        if column.right and sorted_here:
            x -= _ARROW + 2
        base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
        mirror.words(painter, QPointF(x, base), words)
        if sorted_here and self.sorted_by is not None:
            arrow = QRectF(x + width + 2, rect.center().y() - _ARROW / 2 + 0.5, _ARROW, _ARROW)
            icons.draw(painter, arrow, theme, "arrow-down" if self.sorted_by[1] else "arrow-up", "text")
        if section == self._hover:
            painter.fillRect(rect.right(), rect.top() + 6, 1, rect.height() - 12, theme.colour("line2"))
        painter.restore()

    def paintEvent(self, event: object) -> None:
        ground = QPainter(self.viewport())
        theme = current_theme()
        ground.fillRect(self.viewport().rect(), theme.colour("surface"))
        ground.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        ground.end()
        super().paintEvent(event)  # type: ignore[arg-type]
