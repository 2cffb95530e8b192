"""The docks of the main window with what builds their panes: two at once, the others when they are first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.support.language import tr
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.roadmap.pane import RoadmapPane
from deliverydesk.ui.window.docks import PaneDock

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from deliverydesk.ui.window.main_window import MainWindow


def make_docks(window: MainWindow) -> dict[str, PaneDock]:
    """A dock for each pane, by the name that the window and saved layouts call it."""
    desk, themes = window.desk, window.themes

    def backlog(parent: QWidget | None) -> QWidget:
        return BacklogPane(desk, themes.theme, parent)

    def suggest_fixes(about: tuple[int, date] | None) -> None:
        # The sheet lies over the window, so whatever is in front may stay there.
        window.docks["capacity"].build().suggest(about)

    def roadmap(parent: QWidget | None) -> QWidget:
        pane = RoadmapPane(desk, themes.theme, parent)
        pane.strip.fixes_wanted.connect(suggest_fixes)
        return pane

    def outcomes(parent: QWidget | None) -> QWidget:
        from deliverydesk.ui.panes.outcomes.pane import OutcomesPane

        pane = OutcomesPane(desk, themes.theme, parent)
        pane.table_pasted.connect(lambda words: window.files.import_pasted(window, words))
        return pane

    def flow(parent: QWidget | None) -> QWidget:
        from deliverydesk.ui.panes.flow.pane import FlowPane

        pane = FlowPane(desk, themes.theme, parent)
        pane.wanted.connect(lambda: window.docks["flow"].bring())
        return pane

    def divergence(parent: QWidget | None) -> QWidget:
        from deliverydesk.ui.panes.divergence.pane import DivergencePane

        pane = DivergencePane(desk, themes.theme, parent)
        pane.board_wanted.connect(show_board)
        return pane

    def show_record() -> None:
        window.docks["flow"].bring()
        window.docks["flow"].build().show_chart("calibration")

    def show_board() -> None:
        window.docks["backlog"].bring()
        window.docks["backlog"].build().switch.show("board")

    def capacity(parent: QWidget | None) -> QWidget:
        from deliverydesk.ui.panes.capacity.pane import CapacityPane

        pane = CapacityPane(desk, themes.theme, parent)
        pane.wanted.connect(lambda: window.docks["capacity"].bring())
        pane.settings_wanted.connect(lambda: window.files.settings(window, "teams"))
        return pane

    def review(parent: QWidget | None) -> QWidget:
        from deliverydesk.ui.panes.review.pane import ReviewPane

        pane = ReviewPane(desk, themes.theme, parent)
        pane.pack_wanted.connect(lambda: window.files.pack(window))
        pane.record_wanted.connect(show_record)
        pane.export_wanted.connect(lambda exportable: window.files.export(window, exportable))
        return pane

    def inspector(parent: QWidget | None) -> QWidget:
        from deliverydesk.ui.panes.inspector.pane import InspectorPane

        return InspectorPane(desk, themes.theme, parent)

    def history(parent: QWidget | None) -> QWidget:
        from deliverydesk.ui.panes.history.pane import HistoryPane

        pane = HistoryPane(desk, themes.theme, parent)
        pane.past_wanted.connect(lambda path: window.files.open_path(window, path, read_only=True))
        pane.export_wanted.connect(lambda exportable: window.files.export(window, exportable))
        return pane

    return {
        "backlog": PaneDock("backlog", tr("Backlog"), backlog, window, at_once=True),
        "roadmap": PaneDock("roadmap", tr("Roadmap"), roadmap, window, at_once=True),
        "outcomes": PaneDock("outcomes", tr("Outcomes"), outcomes, window),
        "flow": PaneDock("flow", tr("Flow"), flow, window),
        "capacity": PaneDock("capacity", tr("Capacity"), capacity, window),
        "divergence": PaneDock("divergence", tr("Divergence"), divergence, window),
        "review": PaneDock("review", tr("Review"), review, window),
        "inspector": PaneDock("inspector", tr("Inspector"), inspector, window),
        "history": PaneDock("history", tr("History"), history, window),
    }
