"""The header of the roadmap pane: what is wrong, the lanes, the zoom, and the menu of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from deliverydesk.charts.roadmap import GROUPINGS
from deliverydesk.charts.roadmap_scale import ZOOM_WORDS
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.figures import mark
from deliverydesk.ui.panes.roadmap.heading import YieldingHeader
from deliverydesk.ui.panes.roadmap.menus import fill
from deliverydesk.ui.widgets.buttons import GivingRow, QuietButton, ToolButton
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane


class RoadmapHeader(YieldingHeader):
    """Says what the roadmap comes to, and holds its tools."""

    def __init__(self, pane: RoadmapPane) -> None:
        super().__init__(tr("Roadmap"), pane)
        area, commands = pane.area, pane.commands
        choices = [("timeline", tr("Timeline")), ("horizons", tr("Now, next, later"))]
        self.view = Segmented(choices, tr("View of the roadmap"), self, compact=True)
        self.view.chosen.connect(lambda _key: commands.horizons.trigger())
        mark(self.view, "now_next_later")
        self.add(self.view)
        self.wrong = QuietButton("", pane.choosing.select_broken, self, size="header")
        self.wrong.setObjectName("roadmap.broken_count")
        mark(self.wrong, "too_early")
        text.set_tooltip(self.wrong, tr("Select what starts before what it waits for"))
        self.add(self.wrong)
        self.drift = QuietButton("", None, self, size="header")
        self.drift.setObjectName("roadmap.drift")
        mark(self.drift, "slip")
        baselines = QMenu(self.drift)
        fill(baselines, commands.baseline_group())
        self.drift.setMenu(baselines)
        self.add(self.drift)
        self.lanes = QuietButton("", None, self, size="header")
        self.lanes.setObjectName("roadmap.lanes")
        menu = QMenu(self.lanes)
        fill(menu, commands.lane_group())
        self.lanes.setMenu(menu)
        self.zoom = text.label(ZOOM_WORDS["Weeks"], fonts.DETAIL, 400, "text2", parent=self)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(52)
        area.zoomed.connect(lambda zoom: text.set_text(self.zoom, ZOOM_WORDS[zoom]))
        views = GivingRow(self)
        views.add(pane.views.button)
        self.add_right(views, last=True)
        self.add_right(self.lanes)
        smaller = ToolButton("zoom-out", tr("Zoom out (−)"), area.zoom_out, self, side=24)
        larger = ToolButton("zoom-in", tr("Zoom in (+)"), area.zoom_in, self, side=24)
        self._zooms = (smaller, self.zoom, larger)
        for tool in self._zooms:
            self.add_right(tool)
        self.give_way(self.zoom, smaller, larger, views, self.drift, self.wrong, self.view)
        more = ToolButton("more", trc("menu", "More"), None, self, side=24)
        more_menu = QMenu(more)
        fill(
            more_menu,
            [commands.milestone, None, commands.save_baseline, commands.compare, None, *commands.view_group()],
        )
        more.setMenu(more_menu)
        self.add_right(more)

    def renew(self, picture: RoadmapPicture, *, in_part: bool) -> None:
        """Another roadmap."""
        words = tr("No lanes") if picture.by == "none" else tr("Lanes: {lanes}", lanes=GROUPINGS[picture.by])
        self.lanes.set_words(words)
        broken = len({link.successor for link in picture.broken})
        self.wrong.set_words(trn("{n} too early", "{n} too early", broken, n=figure(broken)) if broken else "")
        self.want(self.wrong, bool(broken))
        if broken:
            self.dress()
        self.want(self.drift, picture.behind is not None)
        if picture.behind is not None:
            from deliverydesk.charts.roadmap_words import drift_words

            self.drift.set_words(drift_words(picture, 20).replace("&", "&&"))
            text.set_tooltip(self.drift, drift_words(picture))
        self.set_count("…" if in_part else figure(len(picture.bars)) if picture.bars else "")

    def show_view(self, *, horizons: bool) -> None:
        """Now, next and later, or the timeline, which alone can be zoomed."""
        self.view.set_value("horizons" if horizons else "timeline")
        for tool in self._zooms:
            self.want(tool, not horizons)

    def dress(self) -> None:
        """Another theme."""
        self.wrong.setIcon(octagon(self.devicePixelRatioF()))


def octagon(ratio: float) -> QIcon:
    """The sign of something broken, in the colours of the present theme."""
    from deliverydesk.ui import glyphs
    from deliverydesk.ui.theme import current_theme

    picture = QPixmap(round(16 * ratio), round(16 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    glyphs.state(painter, QRectF(1, 1, 14, 14), current_theme(), "bad")
    painter.end()
    return QIcon(picture)
