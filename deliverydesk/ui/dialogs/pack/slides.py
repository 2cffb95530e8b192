"""The list of slides: ticked ones are in the pack, in the order of the list. Dragging a row moves it, and so do
Alt+Up and Alt+Down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text

THUMB = QSize(112, 63)
_ROW = 74
_NAME = Qt.ItemDataRole.UserRole


class SlideList(QListWidget):
    """Rows of slides, each with a small picture of itself."""

    moved = Signal()
    """The order is another one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        text.name(
            self,
            tr("Slides"),
            tr("Space puts a slide into the pack or takes it out. Alt with Up or Down moves it."),
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(fonts.font())
        self.setIconSize(THUMB)
        self.setWordWrap(True)
        self.setUniformItemSizes(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)

    def fill(self, rows: Iterable[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Show these slides (name and title), the ticked ones first in their order."""
        titles = dict(rows)
        self.clear()
        for name in [*ticked, *(name for name in titles if name not in ticked)]:
            row = QListWidgetItem(text.one_line(titles.get(name, name), 120), self)
            flags = Qt.ItemFlag
            row.setFlags(
                flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsUserCheckable | flags.ItemIsDragEnabled
            )
            row.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)
            row.setData(_NAME, name)
            row.setToolTip(text.tooltip(titles.get(name, name)))
            row.setSizeHint(QSize(0, _ROW))
            row.setIcon(_blank())

    def name_at(self, row: int) -> str:
        """The name of the slide in a row; empty for none."""
        item = self.item(row) if 0 <= row < self.count() else None
        return str(item.data(_NAME)) if item is not None else ""

    def names(self) -> list[str]:
        """All names, from the top."""
        return [self.name_at(row) for row in range(self.count())]

    def ticked(self) -> list[str]:
        """The names in the pack, from the top."""
        return [
            self.name_at(row) for row in range(self.count()) if self.item(row).checkState() == Qt.CheckState.Checked
        ]

    def rename(self, old: str, new: str, title: str) -> None:
        """Give a row another slide."""
        item = self.item(self.names().index(old))
        item.setData(_NAME, new)
        item.setText(text.one_line(title, 120))

    def show_picture(self, name: str, image: QImage) -> None:
        """The small picture of a slide."""
        if name in self.names():
            ratio = self.devicePixelRatioF()
            size = QSize(round(THUMB.width() * ratio), round(THUMB.height() * ratio))
            small = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            small.setDevicePixelRatio(ratio)
            self.blockSignals(True)
            self.item(self.names().index(name)).setIcon(QIcon(QPixmap.fromImage(small)))
            self.blockSignals(False)

    def move_current(self, by: int) -> None:
        """Move the current row up or down."""
        at = self.currentRow()
        to = at + by
        if at < 0 or not 0 <= to < self.count():
            return
        self.insertItem(to, self.takeItem(at))
        self.setCurrentRow(to)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.move_current(by)
            event.accept()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.moved.emit()


def _blank() -> QIcon:
    blank = QPixmap(THUMB)
    blank.fill(Qt.GlobalColor.transparent)
    return QIcon(blank)
