"""The little that moves: a drawer, a toast and a sheet for 120 ms, a moved row for 140 ms. Charts never
move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject, QVariantAnimation

DRAWER = 120


def moves() -> bool:
    """Whether things may move: not where the system, through the style, asks for stillness."""
    app = QApplication.instance()
    if not isinstance(app, QApplication) or app.property("deliverydesk.still"):
        return False
    return app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


def glide(
    parent: QObject, milliseconds: int, step: Callable[[float], None], done: Callable[[], None] | None = None
) -> QVariantAnimation | None:
    """Calls ``step`` with 0.0 rising to 1.0, slowing at the end, then ``done``. Where nothing may move it
    calls ``step(1.0)`` and ``done`` at once and returns None; else the running animation, owned by
    ``parent``.
    """
    if not moves():
        step(1.0)
        if done is not None:
            done()
        return None
    from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QVariantAnimation

    animation = QVariantAnimation(parent)
    animation.setDuration(milliseconds)
    animation.setStartValue(0.0)
    animation.setEndValue(1.0)
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)
    animation.valueChanged.connect(step)
    if done is not None:
        animation.finished.connect(done)
    animation.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)
    return animation
