"""Value against effort as a view of the backlog: the plot, and beside it what cannot be placed, with the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from deliverydesk.analysis.value_effort import MOST, field_of
from deliverydesk.charts.value_effort import Cuts, chart_of, value_effort_chart
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.wording import figure
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.latest import Latest
from deliverydesk.ui.panes.backlog.matrix.plot import Plot

if TYPE_CHECKING:
    from deliverydesk.analysis.value_effort import Field
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk
    from deliverydesk.ui.panes.backlog.model import BacklogModel

    Placed = tuple[Portfolio, Field, ChartSpec, Cuts]

_MARGIN, _NARROW_MARGIN = 210, 132
_ROOMY = 700
"""From this width of the view on, the margin is as wide as its sentences want."""
_MOST_LISTED = 300
_MANY = 500
"""Of more items than this the points are placed in a thread."""


class Matrix(QWidget):
    """The items that pass the filter of the backlog, by what they are worth and what they take."""

    def __init__(self, desk: Desk, model: BacklogModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model
        self._seen: tuple[object, object] | None = None
        self._placing = Latest()
        self.setObjectName("backlog.matrix")
        text.name(self, tr("Value against effort"))
        self.plot = Plot(desk, self)
        self.unplaced = QListWidget(self)
        self.unplaced.setObjectName("backlog.matrix.unplaced")
        self.unplaced.setFont(fonts.font(fonts.DETAIL))
        self.unplaced.setFrameShape(QFrame.Shape.NoFrame)
        self.unplaced.setWordWrap(True)
        text.name(self.unplaced, tr("Items that cannot be placed"))
        self.heading = text.label("", fonts.DETAIL, 600, "text2", wrap=True)
        self._side = QWidget(self)
        self._side.setFixedWidth(_MARGIN)
        self._side.setBackgroundRole(QPalette.ColorRole.Base)
        self._side.setAutoFillBackground(True)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(8, 10, 8, 8)
        side.addWidget(self.heading)
        side.addWidget(self.unplaced, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.plot, 1)
        row.addWidget(self._side)
        self.setFocusProxy(self.plot)
        self.unplaced.itemSelectionChanged.connect(self._take_unplaced)
        model.renewed.connect(self._renewed)
        model.arranged.connect(self._arranged)
        desk.selection_changed.connect(self._selected)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setFixedWidth(_MARGIN if self.width() >= _ROOMY else _NARROW_MARGIN)

    def refresh(self) -> None:
        """Place the items as they are now, many of them in a thread; nothing is done while the view is hidden."""
        rows = self._model.rows
        seen = (rows.passing, rows.sight.portfolio)
        if not self.isVisible() or (self._seen and self._seen[0] is seen[0] and self._seen[1] is seen[1]):
            return
        self._seen = seen
        place = partial(_placed, rows.sight.portfolio, self._ids(), self.plot.cuts)
        if len(rows.passing) > _MANY and not self._desk.document.loading:
            self._placing.run(place, self._show, self._desk.refused.emit)
        else:
            self._placing.forget()
            self._show(place())

    def _show(self, placed: Placed) -> None:
        if not isValid(self):
            return
        portfolio, field, spec, cuts = placed
        self.plot.show_field(field, spec)
        if self.plot.cuts != cuts:  # they were moved meanwhile
            self.plot.set_cuts(self.plot.cuts)
        self.unplaced.blockSignals(True)
        self.unplaced.clear()
        for each in field.missing[:_MOST_LISTED]:
            title = text.one_line(portfolio.deliverables[each.id].title, 60)
            entry = QListWidgetItem(f"{title}: {each.reason}", self.unplaced)
            entry.setData(Qt.ItemDataRole.UserRole, each.id)
        self.unplaced.blockSignals(False)
        words = []
        if count := len(field.missing):
            words.append(trn("{n} item not placed", "{n} items not placed", count, n=figure(count)))
        if field.left_out:
            left_out = tr(
                "The first {shown} by rank are shown, {left_out} are not.",
                shown=figure(MOST),
                left_out=figure(field.left_out),
            )
            words.append(left_out)
        text.set_text(self.heading, ". ".join(words))
        self._side.setVisible(bool(words))

    def _ids(self) -> list[int]:
        """Those that pass the filter, by rank."""
        rows = self._model.rows
        if rows.in_order:
            return list(rows.passing)
        items = rows.sight.portfolio.deliverables
        return sorted(rows.passing, key=lambda entity_id: items[entity_id].order_key)

    def _renewed(self, _ids: object) -> None:
        self.refresh()

    def _arranged(self) -> None:
        self.refresh()

    def _selected(self, _selection: object) -> None:
        self.plot.update()

    def _take_unplaced(self) -> None:
        chosen = self.unplaced.selectedItems()
        if chosen:
            entity_id = int(chosen[0].data(Qt.ItemDataRole.UserRole))
            self._desk.select(Deliverable, (entity_id,), entity_id)

    def chart(self) -> ChartSpec:
        """The chart as it is seen, to be exported."""
        portfolio = self._desk.portfolio
        source = self._desk.told.settings.name
        return value_effort_chart(portfolio, today=clock.today(), source=source, ids=self._ids(), cuts=self.plot.cuts)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 200)

    def save_state(self) -> dict[str, Any]:
        """The cut lines, as JSON values; null is the median."""
        return self.plot.cuts._asdict()

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` gave, of this version or another one."""
        effort, value = (_figure(state.get(name)) for name in ("effort", "value"))
        self.plot.set_cuts(Cuts(effort if effort and effort > 0 else None, value))


def _placed(portfolio: Portfolio, ids: list[int], cuts: Cuts) -> Placed:
    """The points of these items and their chart; may be called in a thread."""
    field = field_of(portfolio, ids)
    return portfolio, field, chart_of(portfolio, field, cuts), cuts


def _figure(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
