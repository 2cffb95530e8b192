"""The look ahead at what will be written: the picture itself, or the first rows of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deliverydesk.charts.tablewords import shown
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from deliverydesk.charts.table import TableData

_ROW = 24
_PAD = 8
_MARGIN = 12
_LETTER = 7.0


class Preview(QWidget):
    """Shows an image or a table, or words that say why there is neither."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 180)
        self.image: QImage | None = None
        self.table: TableData | None = None
        self.words = ""
        text.name(self, tr("Preview"))

    def show_image(self, image: QImage, alt: str) -> None:
        """Show a picture; ``alt`` is read out in its place."""
        self.image, self.table, self.words = image, None, ""
        text.name(self, tr("Preview"), alt)
        self.update()

    def show_table(self, table: TableData) -> None:
        """Show the first rows of a table."""
        self.image, self.table, self.words = None, table, ""
        text.name(self, tr("Preview"), _rows_words(table))
        self.update()

    def show_words(self, words: str) -> None:
        """Show why there is nothing to see."""
        self.image, self.table, self.words = None, None, words
        text.name(self, tr("Preview"), words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("line2", 1.0))
        painter.setBrush(theme.colour("canvas"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if self.image is not None:
            self._paint_image(painter, self.image, room)
        elif self.table is not None:
            self._paint_table(painter, self.table, room)
        else:
            painter.setFont(fonts.font(fonts.DETAIL))
            painter.setPen(theme.colour("text2"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.words)

    def _paint_image(self, painter: QPainter, image: QImage, room: QRectF) -> None:
        ratio = min(room.width() / image.width(), room.height() / image.height())
        wide, high = image.width() * ratio, image.height() * ratio
        box = QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)
        # Halving in one step drops thin lines; Qt's smooth scaling averages them.
        pixels = self.devicePixelRatioF()
        fitted = image.scaled(
            QSize(max(1, round(wide * pixels)), max(1, round(high * pixels))),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(pixels)
        painter.drawImage(box.topLeft(), fitted)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(current_theme().pen("line", 1.0))
        painter.drawRect(box)

    def _paint_table(self, painter: QPainter, table: TableData, room: QRectF) -> None:
        theme = current_theme()
        painter.fillRect(room, theme.colour("surface"))
        painter.setClipRect(room)
        count = min(len(table.rows), int(room.height() // _ROW) - 2)
        widths = [max(48.0, min(column.width * _LETTER, 230.0)) for column in table.columns]
        bold, plain = fonts.font(fonts.CAPTION, 500), fonts.font(fonts.CAPTION, 400, tabular=True)
        for line in range(count + 1):
            x, y = room.left(), room.top() + line * _ROW
            for place, (column, wide) in enumerate(zip(table.columns, widths, strict=True)):
                if x > room.right():
                    break
                words = column.header if line == 0 else shown(table.rows[line - 1][place])
                right = column.kind in ("number", "whole", "percent")
                cell = QRectF(x, y, wide, _ROW).adjusted(_PAD, 0, -_PAD, 0)
                painter.setFont(bold if line == 0 else plain)
                painter.setPen(theme.colour("text2" if line == 0 else "text"))
                elided = QFontMetricsF(painter.font()).elidedText(
                    text.one_line(words, 120), Qt.TextElideMode.ElideRight, cell.width()
                )
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                painter.drawText(cell, int(side | Qt.AlignmentFlag.AlignVCenter), elided)
                x += wide
            painter.fillRect(QRectF(room.left(), y + _ROW - 1, room.width(), 1), theme.colour("line"))
        left = len(table.rows) - count
        painter.setPen(theme.colour("text3"))
        painter.setFont(plain)
        words = ""
        if left:
            words = trn("and {n} more row", "and {n} more rows", left, n=figure(left))
        elif not table.rows:
            words = tr("No rows")
        foot = QRectF(room.left() + _PAD, room.top() + (count + 1) * _ROW, room.width(), _ROW)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter), words)


def _rows_words(table: TableData) -> str:
    count = len(table.rows)
    return trn("{title}, {n} row", "{title}, {n} rows", count, title=table.title, n=figure(count))
