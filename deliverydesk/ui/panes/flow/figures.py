"""The figures over the chart, side by side; the last ones give way where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deliverydesk.ui import fonts, text
from deliverydesk.ui.figures import mark

if TYPE_CHECKING:
    from deliverydesk.ui.panes.flow.building import Figure

_NARROWEST = 122
HEIGHT = 62


class FigureBox(QWidget):
    """One figure: its name, its value, and what it rests on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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
        text.set_tooltip(self, figure.basis)
        text.name(self, f"{figure.caption}: {figure.value}", figure.basis)
        mark(self, figure.key)


class FigureRow(QWidget):
    """As many figures as have room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("flow.figures")
        self.setFixedHeight(HEIGHT)
        self.boxes: list[FigureBox] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these."""
        while len(self.boxes) < len(figures):
            box = FigureBox(self)
            self._row.addWidget(box, 1)
            self.boxes.append(box)
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
