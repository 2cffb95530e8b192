"""The view of a roadmap pane as plain values, to be remembered or saved, and what the pane hands to the export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.charts.roadmap import GROUPINGS, Grouping, LaneKey, build_roadmap
from deliverydesk.charts.roadmap_scale import Calendar
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr
from deliverydesk.ui.exportable import Exportable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.charts.table import TableData
    from deliverydesk.ui.panes.roadmap.pane import RoadmapPane

_TICKED = ("actuals", "links", "forecast", "stopped", "slips", "fiscal")
_VIEWED = ("by", "folded", "baseline", *_TICKED, "table", "horizons")


class Look:
    """What a saved view keeps of a roadmap: lanes, time, and what is switched on.

    Not how far down it is scrolled, the height of the capacity, nor whether the unscheduled items are listed: those
    are of one sitting.
    """

    def __init__(self, pane: RoadmapPane) -> None:
        self._pane = pane

    def save_state(self) -> dict[str, Any]:
        """How the roadmap looks, in the same words as `kept`."""
        state = kept(self._pane)
        place = {key: state["place"][key] for key in ("per_day", "origin")}
        return {
            **{key: state[key] for key in _VIEWED},
            "place": place,
            "capacity": {"open": state["capacity"]["open"]},
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Let the roadmap look so."""
        restore(self._pane, state)


def kept(pane: RoadmapPane) -> dict[str, Any]:
    """The view as values of JSON."""
    commands = pane.commands
    folded = {by: sorted(keys, key=lambda key: (str(type(key)), str(key))) for by, keys in pane.folded.items() if keys}
    return {
        "by": pane.shown.by,
        "folded": folded,
        "baseline": pane.baseline,
        "place": pane.area.view(),
        **{name: getattr(commands, name).isChecked() for name in _TICKED},
        "waiting": pane.waiting.is_open(),
        "table": commands.table.isChecked(),
        "horizons": commands.horizons.isChecked(),
        "capacity": pane.strip.save_state(),
    }


def restore(pane: RoadmapPane, state: Mapping[str, Any]) -> None:
    """Show a remembered view; what does not fit is left as it is."""
    commands = pane.commands
    by: Grouping = state["by"] if state.get("by") in GROUPINGS else "product"
    commands.by[by].setChecked(True)
    for name in _TICKED:
        action = getattr(commands, name)
        action.setChecked(bool(state.get(name, action.isChecked())))
    commands.calendar.setChecked(not commands.fiscal.isChecked())
    pane.folded = _folded(state.get("folded"))
    baseline = state.get("baseline")
    pane.baseline = baseline if isinstance(baseline, int) and baseline in pane.desk.portfolio.baselines else None
    picture = pane.shown
    settings = pane.desk.portfolio.settings
    calendar = Calendar(settings.fiscal_year_start if commands.fiscal.isChecked() else 1, settings.week_start)
    wanted = by, commands.stopped.isChecked(), pane.folded.get(by, frozenset()), pane.baseline, calendar
    has = picture.by, picture.stopped, picture.folded, picture.behind and picture.behind.id, picture.calendar
    if wanted != has:
        pane.rebuild()
    pane.renew_shown()
    # "view" was its name before there were saved views, and is still in states that were remembered then
    place = state.get("place", state.get("view"))
    if isinstance(place, dict) and all(isinstance(place.get(key), (int, float)) for key in ("per_day", "origin")):
        if place.get("down"):
            pane.show_whole()
        pane.area.restore_view(place)
    if "waiting" in state:
        commands.waiting.setChecked(bool(state["waiting"]))
        pane.waiting.set_open(open_=bool(state["waiting"]))
    pane.strip.restore_state(state.get("capacity"))
    if bool(state.get("horizons")) != commands.horizons.isChecked():
        commands.horizons.trigger()
    if bool(state.get("table")) != commands.table.isChecked():
        commands.table.setChecked(bool(state.get("table")))
        pane.faces.toggle_table()


def _folded(given: object) -> dict[Grouping, frozenset[LaneKey]]:
    if not isinstance(given, dict):
        return {}
    return {
        by: frozenset(key for key in given[by] if key is None or isinstance(key, (int, str)))
        for by in GROUPINGS
        if isinstance(given.get(by), list)
    }


def exportables(pane: RoadmapPane) -> list[Exportable]:
    """The months that show, the whole roadmap, and its table."""
    return [
        Exportable("roadmap", tr("Roadmap, the months shown"), lambda: _made(pane, pane.area.visible_days())),
        Exportable("roadmap-whole", tr("Roadmap, all of it"), lambda: _made(pane, None)),
        Exportable("roadmap-table", tr("Roadmap as a table"), lambda: _as_table(pane)),
        Exportable("horizons", tr("Now, next, later"), lambda: pane.horizons.board(_source(pane))),
        Exportable("capacity-seen", tr("Capacity of the teams, the time shown"), lambda: _capacity(pane)),
    ]


def _made(pane: RoadmapPane, window: tuple[int, int] | None) -> RoadmapPicture:
    shown = pane.picture
    ahead = pane.foresight.made() if pane.commands.forecast.isChecked() else None
    return build_roadmap(
        pane.desk.portfolio,
        today=today(),
        by=shown.by,
        window=window,
        stopped=shown.stopped,
        source=_source(pane),
        folded=shown.folded,
        baseline=pane.baseline,
        fiscal=pane.commands.fiscal.isChecked(),
        ahead=ahead,
    )


def _source(pane: RoadmapPane) -> str:
    from deliverydesk.charts.exhibits import source_line

    return source_line(pane.desk.told, today())


def _capacity(pane: RoadmapPane) -> ChartSpec:
    from deliverydesk.charts.load_chart import capacity_chart

    window = pane.area.visible_days()
    return capacity_chart(pane.desk.portfolio, today=today(), source=_source(pane), window=window)


def _as_table(pane: RoadmapPane) -> TableData:
    from deliverydesk.charts.roadmap_words import roadmap_table

    return roadmap_table(pane.picture, pane.desk.portfolio)
