"""A popover: how a figure came about, in plain rows beside the place that was clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.card import Card
from deliverydesk.ui.widgets.overlay import Overlay
from deliverydesk.ui.widgets.shadow import draw_shadow

_RADIUS = 8
_GAP = 6
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: what it is, its value, and what there is to say about it."""

    label: str
    value: str
    note: str = ""
    figure: str = ""
    """The figure of `analysis.definitions` that it is; empty for none."""


class Floating(Overlay):
    """A card beside a place of the window. It closes on Escape or a click anywhere else."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, scrim=0.0, click_closes=True)
        self._anchor = QRect()
        self._card = Card(self, _RADIUS)
        self._card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.closed.connect(self.deleteLater)

    def open_at(self, anchor: QRect, source: QWidget) -> None:
        """Opens beside ``anchor``, a rectangle in ``source``'s own coordinates: below it, or above where
        there is no room.
        """
        corner = source.mapTo(source.window(), anchor.topLeft())
        self._anchor = QRect(corner, anchor.size())
        self.open()
        self.place()

    def place(self) -> None:
        wanted = self._card.sizeHint()
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        width = min(max(wanted.width(), 240), 420, room.width())
        height = min(max(wanted.height(), self._card.heightForWidth(width)), room.height())
        left = min(max(mirror.beside(self, self._anchor, width), room.left()), room.right() + 1 - width)
        below = self._anchor.bottom() + 1 + _GAP
        above = self._anchor.top() - _GAP - height
        fits = below + height <= room.bottom() + 1
        top = below if fits else max(above, room.top())
        self._card.setGeometry(QRect(QPoint(left, top), QSize(width, height)))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_shadow(QPainter(self), self._card.geometry(), current_theme(), _RADIUS)


class Popover(Floating):
    """Shows ``title`` (with ``figure`` in strong type at its right) over ``facts``, and ``closing`` below
    them. It opens beside a place of the window and closes on Escape, Enter or a click anywhere else.
    """

    def __init__(
        self, host: QWidget, title: str, facts: Sequence[Fact], *, figure: str = "", closing: str = ""
    ) -> None:
        super().__init__(host)
        self._fill(title, figure, facts, closing)
        spoken = [f"{fact.label}: {fact.value} {fact.note}".strip() for fact in facts]
        text.name(self._card, f"{title} {figure}".strip(), ". ".join([*spoken, closing]))

    @property
    def card(self) -> QWidget:
        """What the rows lie on."""
        return self._card

    def _fill(self, title: str, figure: str, facts: Sequence[Fact], closing: str) -> None:
        grid = QGridLayout(self._card)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        grid.addWidget(text.label(title, fonts.TITLE, 600, parent=self._card), 0, 0, 1, 2)
        if figure:
            shown = text.label(figure, fonts.SHEET_TITLE, 600, tabular=True, parent=self._card)
            grid.addWidget(shown, 0, 2, Qt.AlignmentFlag.AlignRight)
        for row, fact in enumerate(facts, start=1):
            label = text.label(fact.label, fonts.DETAIL, 400, "text2", parent=self._card)
            grid.addWidget(label, row, 0)
            value = text.label(fact.value, fonts.DETAIL, 500, tabular=True, parent=self._card)
            grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
            note = text.label(fact.note, fonts.CAPTION, 400, "text3", parent=self._card, wrap=len(fact.note) > 30)
            grid.addWidget(note, row, 2)
            for shown in (label, value, note):
                mark(shown, fact.figure)
        if closing:
            last = text.label(closing, fonts.CAPTION, 400, "text2", wrap=True, parent=self._card)
            grid.addWidget(last, len(facts) + 1, 0, 1, 3)

    def open_at(self, anchor: QRect, source: QWidget) -> None:
        super().open_at(anchor, source)
        (self.first_focus() or self._card).setFocus(Qt.FocusReason.PopupFocusReason)

    def first_focus(self) -> QWidget | None:
        return self._card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.dismiss()
        else:
            super().keyPressEvent(event)
