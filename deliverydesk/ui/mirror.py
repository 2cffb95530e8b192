"""Painting and pointing in a window that is read from the right.

Painted widgets reckon from the left. Read from the right they paint on a mirrored painter: every place lies as far
from the right as it did from the left, while words, signs and pictures are turned back, so that each can be read. What
shows time or a number along an axis is not mirrored: ``keep_straight`` sees to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QWidget

_RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
_SIDES = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignRight)
P = ParamSpec("P")
_draw: Any = QPainter.drawText
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter)


class _Mirrored(QPainter):
    """A painter whose words and pictures stand the right way round where it is mirrored itself."""

    def __init__(self, device: QWidget | QPixmap) -> None:
        super().__init__(device)
        self.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        _turn(self, device.width() / (device.devicePixelRatioF() if isinstance(device, QPixmap) else 1))

    def drawText(self, place: Any, *rest: Any) -> None:  # type: ignore[override]
        words(self, place, *rest)

    def drawPixmap(self, place: Any, picture: Any, *rest: Any) -> None:
        if rest:
            super().drawPixmap(place, picture, *rest)
        else:
            pixmap(self, place, picture)

    def drawImage(self, place: Any, picture: Any, *rest: Any) -> None:
        with upright(self, QRectF(QPointF(place), picture.deviceIndependentSize())):
            super().drawImage(place, picture, *rest)


def painter(device: QWidget | QPixmap) -> QPainter:
    """A painter on a widget, or on a picture for one, mirrored where that is read from the right."""
    from_right = QGuiApplication.isRightToLeft() if isinstance(device, QPixmap) else device.isRightToLeft()
    return _Mirrored(device) if from_right else QPainter(device)


def _turn(painter: QPainter, both: float) -> None:
    painter.translate(both, 0)
    painter.scale(-1, 1)


def is_turned(painter: QPainter) -> bool:
    """Whether what is painted now comes out mirrored."""
    return painter.worldTransform().determinant() < 0


def cell(paint: Callable[P, None]) -> Callable[P, None]:
    """For what a delegate or a header paints with the painter that Qt hands out: (self, painter, option or rectangle,
    index). Read from the right it is mirrored within the cell. Words go by ``words``, pictures by ``pixmap``.
    """

    @wraps(paint)
    def mirrored(*args: P.args, **kwargs: P.kwargs) -> None:
        painter: Any = args[1]
        if painter.layoutDirection() != _RIGHT_TO_LEFT:
            paint(*args, **kwargs)
            return
        place: Any = args[2]
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        _turn(painter, 2 * QRectF(place if isinstance(place, QRect) else place.rect).center().x())
        paint(*args, **kwargs)
        painter.restore()

    return mirrored


def shape(draw: Callable[P, None]) -> Callable[P, None]:
    """For a sign (painter, rect, theme, values) whose left and right stay as they are in a mirrored painter."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        painter: Any = args[0]
        if not is_turned(painter):
            draw(*args, **kwargs)
            return
        place: Any = args[1]
        with upright(painter, place):
            draw(*args, **kwargs)

    return drawn


@contextmanager
def straight(painter: QPainter) -> Iterator[None]:
    """Paint at places of the widget itself, as Qt tells them, with a painter that may be mirrored."""
    if not is_turned(painter):
        yield
        return
    painter.save()
    painter.resetTransform()
    yield
    painter.restore()


@contextmanager
def upright(painter: QPainter, rect: QRect | QRectF) -> Iterator[None]:
    """Let what is painted within ``rect`` keep its left and right; its place may be a mirrored one."""
    if not is_turned(painter):
        yield
        return
    painter.save()
    _turn(painter, 2 * QRectF(rect).center().x())
    yield
    painter.restore()


@contextmanager
def run(painter: QPainter, rect: QRect | QRectF, said: str) -> Iterator[None]:
    """Paint the parts of ``said`` within ``rect`` one after another, the way that the words themselves run."""
    first = next((way for way in map(bidirectional, said) if way in ("L", "R", "AL")), "L")
    if first != "L":
        yield
        return
    with upright(painter, rect):
        yield


def words(painter: QPainter, place: Any, *rest: Any) -> None:
    """Draw words as QPainter.drawText does, at a point or with flags in a rectangle. Their direction is their own, and
    in a mirrored painter the side that they keep to is the other one.
    """
    said = rest[-1]
    if not is_turned(painter):
        flags = rest[:-1]
        if painter.layoutDirection() == _RIGHT_TO_LEFT:
            flags = tuple(visual(int(each)) for each in flags)
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            _draw(painter, place, *flags, said)
            painter.setLayoutDirection(_RIGHT_TO_LEFT)
        else:
            _draw(painter, place, *flags, said)
        return
    if isinstance(place, QPointF):
        box = QRectF(place.x(), 0, QFontMetricsF(painter.font()).horizontalAdvance(said), 0)
        with upright(painter, box):
            QPainter.drawText(painter, place, said)
        return
    with upright(painter, place):
        QPainter.drawText(painter, QRectF(place), visual(int(rest[0])), said)


def visual(flags: int) -> int:
    """The flags of drawText with left and right changed over."""
    if flags & _CENTRE:
        return flags
    return flags ^ _SIDES if flags & _SIDES else flags | int(Qt.AlignmentFlag.AlignRight)


def pixmap(painter: QPainter, place: QPointF | QRect | QRectF, picture: QPixmap) -> None:
    """Draw a picture, its right side right."""
    box = QRectF(place, picture.deviceIndependentSize()) if isinstance(place, QPointF) else QRectF(place)
    with upright(painter, box):
        if isinstance(place, QPointF):
            QPainter.drawPixmap(painter, place, picture)
        else:
            QPainter.drawPixmap(painter, QRectF(place).toRect(), picture)


def keep_straight(*widgets: QWidget) -> None:
    """Let widgets run from left to right in any language: time and numbers do."""
    for widget in widgets:
        widget.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def x(widget: QWidget, at: float) -> float:
    """How far a place of the pointer lies from the side that reading begins at."""
    return widget.width() - at if widget.isRightToLeft() else at


def rect(widget: QWidget, place: QRect) -> QRect:
    """Where a rectangle lies that was reckoned from the left; or, the other way round, from where it lies."""
    return QStyle.visualRect(widget.layoutDirection(), widget.rect(), place)


def beside(widget: QWidget, anchor: QRect, width: int) -> int:
    """Where something ``width`` wide begins that belongs to a place: flush with the side that reading begins at."""
    return anchor.right() + 1 - width if widget.isRightToLeft() else anchor.left()


def key(widget: QWidget, pressed: int) -> Qt.Key:
    """A key, with left and right changed over where the widget is read from the right: what lies to the left there is
    what comes next.
    """
    found = Qt.Key(pressed)
    return _OPPOSITE.get(found, found) if widget.isRightToLeft() else found


_OPPOSITE = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}
