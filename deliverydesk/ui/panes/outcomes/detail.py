"""The selected outcome: its title, its figures, and chart, readings or what is to move it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.panes.outcomes.chart import ChartHost
from deliverydesk.ui.panes.outcomes.evidence_line import EvidenceLine
from deliverydesk.ui.panes.outcomes.figures import FigureStrip
from deliverydesk.ui.panes.outcomes.movers import MoversView
from deliverydesk.ui.panes.outcomes.readings_view import ReadingsView
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.empty import EmptyState
from deliverydesk.ui.widgets.segmented import Segmented

WIDE = 640
"""From this width on a panel stands beside the chart instead of in its place."""
PANELS = ("", "readings", "movers")
_PANEL_WIDTH = 380


_WITH_FIGURES = 240


class TitleLine(QWidget):
    """The product's tag, the outcome's name and what is measured, elided to the room there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._code, self._hue, self._name, self._unit = "", None, "", ""

    _hue: int | None

    def show_outcome(self, code: str, hue: int | None, name: str, unit: str, tip: str) -> None:
        """Show these words; `tip` has all of them."""
        self._code, self._hue, self._name, self._unit = code, hue, name, unit
        text.name(self, name, tip)
        text.set_tooltip(self, tip)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = mirror.painter(self)
        left = 12.0
        if self._hue is not None:
            glyphs.tag(painter, QRectF(left, 0, 27, self.height()), theme, self._code, self._hue)
            left += 35
        used = fonts.font(fonts.ITEM_TITLE, 600)
        measure = QFontMetricsF(used)
        room = self.width() - left
        words = measure.elidedText(text.one_line(self._name, 200), Qt.TextElideMode.ElideRight, room)
        painter.setFont(used)
        painter.setPen(theme.colour("text"))
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, 0, room, self.height()), middle, words)
        left += measure.horizontalAdvance(words) + 8
        if self._unit and self.width() - left > 30:
            painter.setFont(fonts.font(fonts.DETAIL))
            painter.setPen(theme.colour("text2"))
            small = QFontMetricsF(fonts.font(fonts.DETAIL))
            unit = small.elidedText(text.one_line(self._unit, 200), Qt.TextElideMode.ElideRight, self.width() - left)
            painter.drawText(QRectF(left, 1, self.width() - left, self.height()), middle, unit)


class Detail(QWidget):
    """Everything about one outcome. The pane fills it and listens."""

    panel_chosen = Signal(str)

    def __init__(self, readings: ReadingsView, movers: MoversView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes.detail")
        self.title = TitleLine(self)
        self.figures = FigureStrip(self)
        self.evidence = EvidenceLine(self)
        self.switch = Segmented(
            [("", tr("Chart")), ("readings", tr("Readings")), ("movers", tr("Moved by"))],
            tr("What is shown of the outcome"),
            self,
            compact=True,
        )
        self.switch.chosen.connect(self.show_panel)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        self.chart = ChartHost(self)
        self.readings, self.movers = readings, movers
        self.no_movers = EmptyState(
            "link",
            tr("Nothing is to move it yet"),
            tr("Say which deliverables are to move this outcome."),
            tr("Add deliverables…"),
        )
        self._mover_pages = QStackedWidget(self)
        self._mover_pages.addWidget(movers)
        self._mover_pages.addWidget(self.no_movers)
        self._panels = QStackedWidget(self)
        self._panels.addWidget(readings)
        self._panels.addWidget(self._mover_pages)
        self._body = QSplitter(Qt.Orientation.Horizontal, self)
        self._body.setHandleWidth(5)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self.chart)
        self._body.addWidget(self._panels)
        self._body.setStretchFactor(0, 1)
        self._panels.setMinimumWidth(260)
        self._panel = ""
        self.setMinimumHeight(150)
        self._lay_out()
        self._arrange()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addLayout(self.tools)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 8, 6)
        row.setSpacing(4)
        row.addWidget(self.switch)
        row.addWidget(self.evidence, 1)
        self.panel_tools = QHBoxLayout()
        self.panel_tools.setSpacing(2)
        row.addLayout(self.panel_tools)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.figures)
        whole.addLayout(row)
        whole.addWidget(self._body, 1)

    @property
    def panel(self) -> str:
        """Which panel is shown, one of PANELS; "" is the chart alone."""
        return self._panel

    def show_panel(self, panel: str) -> None:
        """Show the readings or the movers, beside the chart or in its place; "" is the chart alone."""
        self._panel = panel if panel in PANELS else ""
        self.switch.set_value(self._panel)
        self._arrange()
        self.panel_chosen.emit(self._panel)

    def set_movers_shown(self, some: bool) -> None:
        """Show the table of movers, or what to do where there is none."""
        self._mover_pages.setCurrentIndex(0 if some else 1)

    def _arrange(self) -> None:
        wide = self.width() >= WIDE
        if self._panel:
            self._panels.setCurrentWidget(self.readings if self._panel == "readings" else self._mover_pages)
        before = self._panels.isVisibleTo(self)
        self._panels.setVisible(bool(self._panel))
        self.chart.setVisible(wide or not self._panel)
        if wide and self._panel and (not before or self._body.sizes()[0] < 260):
            panel = min(_PANEL_WIDTH if self.width() < 1000 else _PANEL_WIDTH + 60, self.width() // 2)
            self._body.setSizes([self.width() - panel - 5, panel])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a low screen the chart needs the room more.
        self.figures.setVisible(self.height() >= _WITH_FIGURES)
        self._arrange()
