"""Quick add: a deliverable in one line, echoed as it is understood while it is typed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from deliverydesk.actions import quick_adding
from deliverydesk.analysis.readiness.similar import Titles
from deliverydesk.charts.format import day
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.effort import format_effort
from deliverydesk.domain.quick import Quick, understand
from deliverydesk.domain.wording import quoted
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.window.palette.card import QueryField, TopCard

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.window.main_window import MainWindow

HINT = tr("#tag   @owner   ~3w or ~3-8   >2027-Q1   !stage   /product   ^outcome       Enter adds, Escape closes")
NAME = tr("Add an item in one line")
TITLE = tr("Title")


def echo(quick: Quick, portfolio: Portfolio, today: date) -> list[tuple[str, str]]:
    """A line as it is understood: pairs of what and which."""
    values = quick.values
    said = [(TITLE, quick.title)] if quick.title else []
    if "effort_likely" in values:
        effort = format_effort(values["effort_low"], values["effort_likely"], values["effort_high"])
        said.append((tr("Effort"), tr("{effort} pw", effort=effort)))
    if "target_date" in values:
        said.append((trc("date", "Target"), day(values["target_date"], today)))
    if "owner" in values:
        said.append((tr("Owner"), values["owner"]))
    if "stage" in values:
        said.append((tr("Stage"), choice_words(values["stage"])))
    if "kind" in values:
        said.append((tr("Kind"), choice_words(values["kind"])))
    if "product" in values:
        said.append((tr("Product"), portfolio.products[values["product"]].name))
    if quick.outcome is not None:
        said.append((tr("Outcome"), portfolio.outcomes[quick.outcome].name))
    return [*said, *((tr("Tag"), tag) for tag in quick.tags)]


_MOST_TITLES = 5_000
"""So many of the newest titles are held against what is typed."""


class QuickAdd(TopCard):
    """Enter adds and stays for the next line; Escape closes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("quick_add")
        self.desk = window.desk
        # What can be referred to is gathered once: adding goes on for as long as the card is open.
        self._known = quick_adding.known_of(self.desk.portfolio)
        self._titles: Titles | None = None
        self._gathering = Latest()
        self.line = QueryField(tr("Title #tag @owner ~3w >2027-Q1"), self.card, icon="add")
        self.line.setObjectName("quick_add.line")
        self.line.setMaxLength(2_000)
        self.chips = Echo(self.card)
        self.said = text.label("", fonts.DETAIL, 400, "text2", parent=self.card, wrap=True)
        self.said.hide()
        hint = text.label(HINT, fonts.CAPTION, 400, "text3", parent=self.card)
        for widget in (self.line, self.chips, self.said, hint):
            self.column.addWidget(widget)
        self.line.searched.connect(self._echo)
        self.line.chosen.connect(self.add)
        self.line.left.connect(self.dismiss)
        self.desk.refused.connect(self._refused)
        self._gather_titles()

    def _gather_titles(self) -> None:
        """Make the titles ready to be asked, in a thread: nobody waits for them to type the first letter."""
        items = islice(reversed(list(self.desk.portfolio.deliverables)), _MOST_TITLES)
        titles = {item.id: item.title for item in items}

        def take(made: Titles) -> None:
            if isValid(self):
                self._titles = made
                self._echo(self.line.text())

        self._gathering.run(lambda: Titles(titles), take, self.desk.refused.emit)

    def open_with(self, words: str = "") -> None:
        """Open with a line begun."""
        self.line.setText(words)
        self._echo(words)
        self.open()
        if self.desk.document.read_only:
            self._say(self.desk.document.read_only, "bad")

    def _understood(self) -> Quick:
        return understand(self.line.text(), clock.today(), self._known)

    def _echo(self, _words: str) -> None:
        pairs = echo(self._understood(), self.desk.portfolio, clock.today())
        self.chips.show_pairs(pairs)
        near = self._titles.like(self._understood().title) if pairs and self._titles is not None else ()
        if near:
            title = self.desk.portfolio.deliverables[near[0].deliverable].title
            self._say(tr("{title} says nearly the same.", title=quoted(title, 60)), "warn")
        elif pairs:
            self.said.hide()
        text.name(self.line, NAME, ", ".join(f"{what}: {which}" for what, which in pairs) or HINT)
        self.place()

    def add(self) -> None:
        """Add what is understood, and be ready for the next."""
        quick = self._understood()
        if not quick.title and not quick.values:
            return

        def action(portfolio: Portfolio) -> ChangeSet:
            return quick_adding.add(portfolio, quick)

        before = self.desk.portfolio.next_id
        if self.desk.do(action, origin=self):
            self.line.clear()
            self._say(
                tr(
                    "Added {title} at rank {rank}.",
                    title=quoted(quick.title, 60),
                    rank=self.desk.portfolio.rank(before),
                ),
                "text2",
            )

    def _refused(self, reason: str) -> None:
        self._say(reason, "bad")

    def _say(self, words: str, role: str) -> None:
        text.set_text(self.said, words)
        text.set_role(self.said, role)
        self.said.show()
        self.place()


class Echo(QWidget):
    """Chips to look at, not to press: what was understood, wrapped into lines."""

    _HIGH, _GAP = 22, 6

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pairs: list[tuple[str, str]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        text.name(self, tr("Understood"))

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show what was understood."""
        self.pairs = pairs
        text.name(self, tr("Understood"), ", ".join(f"{what}: {which}" for what, which in pairs))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return places[-1][0].bottom() + 1 if places else 0

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))

    def _places(self, width: int) -> list[tuple[QRect, str, str]]:
        metrics = QFontMetricsF(fonts.font(fonts.DETAIL, 500))
        x = y = 0
        places = []
        for what, which in self.pairs:
            label = "" if what == TITLE else f"{what} "
            value = text.one_line(which, 300)
            value = metrics.elidedText(
                value, Qt.TextElideMode.ElideRight, width - metrics.horizontalAdvance(label) - 20
            )
            wide = round(metrics.horizontalAdvance(label + value)) + 18
            if x and x + wide > width:
                x, y = 0, y + self._HIGH + self._GAP
            places.append((QRect(x, y, wide, self._HIGH), label, value))
            x += wide + self._GAP
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), mirror.painter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = fonts.font(fonts.DETAIL, 500)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for box, label, value in self._places(self.width()):
            painter.setPen(theme.pen("line2", theme.edge_width))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            left = float(box.left() + 9)
            for words, role in ((label, "text2"), (value, "text")):
                painter.setPen(theme.colour(role))
                room = QRectF(left, box.top(), box.right() - left, box.height())
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
                left += metrics.horizontalAdvance(words)
