"""Where effort goes: one chart of stacked bars, by what the two switches say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deliverydesk.rendering.painter import paint_chart
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, mirror, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.charts.catalogue import By
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.domain.portfolio import Portfolio

MEASURES = (("effort", tr("Effort")), ("money", tr("Money")))
BYS: tuple[tuple[By, str], ...] = (
    ("product", tr("Product")),
    ("kind", tr("Kind")),
    ("horizon", tr("Horizon")),
    ("theme", tr("Theme")),
)
_BAR = 40
"""Height that a bar needs at least, with the room around it."""


class ChartView(QWidget):
    """Paints one chart, as the painter of pictures does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mirror.keep_straight(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spec: ChartSpec | None = None

    def show_spec(self, spec: ChartSpec) -> None:
        """Show another chart."""
        self.spec = spec
        text.name(self, tr("Chart: {title}", title=spec.title), spec.alt)
        self.setMinimumHeight(90 + _BAR * len(spec.y.categories))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.spec is not None:
            size = (float(self.width()), float(self.height()))
            paint_chart(QPainter(self), self.spec, size, current_theme().tokens, dressed=False)


class EffortPage(QWidget):
    """Effort or money, by product, kind, horizon or theme, and what it comes to in a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes.effort")
        self.measure = Segmented(MEASURES, tr("Effort or money"), self, compact=True)
        self.by = Segmented(BYS, tr("By what"), self, compact=True)
        self.words = text.label("", fonts.DETAIL, 400, "text2", wrap=True, parent=self)
        self.view = ChartView(self)
        scroller = QScrollArea(self)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setWidgetResizable(True)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setWidget(self.view)
        switches = QWidget(self)
        switches.setMinimumWidth(200)  # narrower than the row asks for: it becomes two rows then
        self._switches = QBoxLayout(QBoxLayout.Direction.LeftToRight, switches)
        self._switches.setContentsMargins(12, 8, 12, 0)
        self._switches.setSpacing(8)
        self._switches.addWidget(self.measure)
        self._switches.addWidget(self.by)
        self._switches.addStretch(1)
        said = QHBoxLayout()
        said.setContentsMargins(12, 6, 12, 4)
        said.addWidget(self.words, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(switches)
        whole.addLayout(said)
        whole.addWidget(scroller, 1)
        self._portfolio: Portfolio | None = None
        self.measure.chosen.connect(lambda _key: self._show())
        self.by.chosen.connect(lambda _key: self._show())

    def show_portfolio(self, portfolio: Portfolio, today: date) -> None:
        """Show where the effort of this portfolio goes."""
        self._portfolio, self._today = portfolio, today
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= self.measure.sizeHint().width() + self.by.sizeHint().width() + 40
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._switches.setDirection(direction)
        super().resizeEvent(event)

    def restore(self, kept: object) -> None:
        """Take the switches as they were kept; what does not fit is left out."""
        if isinstance(kept, list) and len(kept) == 2 and kept[0] in dict(MEASURES) and kept[1] in dict(BYS):
            self.measure.set_value(kept[0])
            self.by.set_value(kept[1])

    def chart(self, portfolio: Portfolio, today: date, source: str = "") -> ChartSpec:
        """The chart that the switches ask for."""
        from deliverydesk.charts.effort import effort_chart, money_chart

        make = effort_chart if self.measure.value() == "effort" else money_chart
        by: Any = self.by.value()
        return make(portfolio, today=today, source=source, by=by)

    def _show(self) -> None:
        if self._portfolio is not None:
            spec = self.chart(self._portfolio, self._today)
            text.set_text(self.words, spec.takeaway)
            for shown in (self.words, self.view):
                mark(shown, "effort_to_come" if self.measure.value() == "effort" else "money")
            self.view.show_spec(spec)
