"""The line over the list of outcomes: how many, in which order, and how many were tested together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from deliverydesk.domain.wording import counted, figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from deliverydesk.analysis.evidence.discovery import Discovery
    from deliverydesk.ui.panes.outcomes.board_view import Board

HEIGHT = 30


def tested_words(found: Discovery | None) -> str:
    """How many outcomes were tested together and how few false alarms that allows; empty before that is known."""
    if found is None or not found.tested:
        return ""
    return trn(
        "{n} tested, false alarms held to {share}",
        "{n} tested together, false alarms held to {share}",
        found.tested,
        n=figure(found.tested),
        share=tr("1 in {n}", n=figure(round(1 / found.false_share))),
    )


class TestedLabel(QLabel):
    """Says `tested_words`, and while it is found out anew that it is."""

    __test__ = False  # no test case, whatever its name begins with

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fonts.font(fonts.CAPTION))
        self.setProperty("role", "text2")
        self._found: Discovery | None = None
        self._renewing = False

    def set_found(self, found: Discovery | None) -> None:
        """Show what was found out last."""
        self._found = found
        self._say()

    def set_renewing(self, renewing: bool) -> None:
        """Say whether it is being found out anew."""
        self._renewing = renewing
        self._say()

    def figure_at(self, pos: QPoint) -> tuple[str, QRect] | None:
        """The figure at a place: the share of false alarms."""
        return ("tested_together", self.rect()) if self.text() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(current_theme().colour("text2"))
        words = text.cut(self.text(), self.width(), QFontMetricsF(self.font()))
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, words)

    def _say(self) -> None:
        words = tested_words(self._found)
        if self._renewing and words:
            words = tr("{words}, renewing", words=words)
        text.set_text(self, words)
        text.set_tooltip(self, words)


class BoardHead(QWidget):
    """Title, count and order at the left, what was tested at the right, over one hairline."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = text.label(tr("Scoreboard"), fonts.TITLE, 600, parent=self)
        self.order = text.label("", fonts.DETAIL, 400, "text2", parent=self)
        self.tested = TestedLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self.order, 1)
        row.addWidget(self.tested)
        # Where it is narrow the order gives way.
        self.order.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.tested.setMinimumWidth(0)
        board.rows.modelReset.connect(self._say)
        board.rows.layoutChanged.connect(self._say)

    def _say(self) -> None:
        rows = self._board.rows
        count = counted(rows.rowCount(), "outcome")
        by_trouble = rows.sort_key == "trouble" and not rows.descending
        text.set_text(self.order, tr("{outcomes}, sorted by trouble", outcomes=count) if by_trouble else count)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class HeadedBoard(QWidget):
    """The list of outcomes below its line."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.head = BoardHead(board, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(board, 1)
        self.setMinimumSize(220, HEIGHT + 26 + 28)
