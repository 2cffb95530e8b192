"""The figures over the chart, side by side; the last ones give way where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from deliverydesk.ui.panes.flow.figures_of import Figure

_NARROWEST = 122
HEIGHT = 62


class FigureBox(QWidget):
    """One figure: its name, its value, and what it rests on. What stands on deliverables is pressed like a button."""

    pressed = Signal(object)
    """The deliverables, by id."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[int, ...] = ()
        self.caption = text.label("", fonts.CAPTION, 400, "text2", parent=self)
        self.value = text.label("", fonts.SHEET_TITLE, 600, parent=self)
        self.note = text.label("", fonts.CAPTION, 400, "text2", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 4, 4)
        column.setSpacing(0)
        for line in (self.caption, self.value, self.note):
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            column.addWidget(line)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        text.set_text(self.caption, figure.caption)
        text.set_text(self.value, figure.value)
        text.set_text(self.note, figure.note)
        self.rows = figure.rows
        pointing = Qt.CursorShape.PointingHandCursor if self.rows else Qt.CursorShape.ArrowCursor
        self.setCursor(pointing)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self.rows else Qt.FocusPolicy.NoFocus)
        advice = tr("Click to select what it stands on.") if self.rows else ""
        text.set_tooltip(self, "\n".join(filter(None, (figure.basis, advice))))
        text.name(self, f"{figure.caption}: {figure.value}", figure.basis)
        mark(self, figure.key)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.rows or not (self.underMouse() or self.hasFocus()):
            return
        theme, painter = current_theme(), QPainter(self)
        room = self.rect().adjusted(4, 2, -2, -2)
        if self.underMouse():
            painter.fillRect(room, theme.colour("hover"))
        if self.hasFocus():
            painter.setPen(theme.pen("accent", 2.0))
            painter.drawRect(room.adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.rows and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self.rows)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.rows and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self.rows)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)


class FigureRow(QWidget):
    """As many figures as have room."""

    pressed = Signal(object)
    """The deliverables that a figure stands on, by id."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("flow.figures")
        self.setFixedHeight(HEIGHT)
        self.boxes: list[FigureBox] = []
        """Those that are shown now, as far as there is room."""
        self._made: list[FigureBox] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these."""
        while len(self._made) < len(figures):
            box = FigureBox(self)
            box.pressed.connect(self.pressed)
            self._row.addWidget(box, 1)
            self._made.append(box)
        self.boxes = self._made[: len(figures)]
        for box in self._made[len(figures) :]:
            box.hide()
        for box, figure in zip(self.boxes, figures, strict=True):
            box.show_figure(figure)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for place, box in enumerate(self.boxes):
            box.setVisible(place == 0 or (place + 1) * _NARROWEST <= self.width())
