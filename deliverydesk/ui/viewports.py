"""The viewport of a scroll area, made here."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def own_viewport(area: QAbstractScrollArea) -> None:
    """Give an area a viewport like the one that Qt has made for it, but known to Python.

    Of a widget that Qt made, PySide would have to find out what it is, and make all types of widgets ready to compare:
    9 ms of a start. What is shown first must not ask for one.
    """
    made = QWidget()
    made.setObjectName("qt_scrollarea_viewport")
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    area.setViewport(made)
