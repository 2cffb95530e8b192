"""How the pane is looked at, as plain JSON values: all of it between sessions, what the page shows in saved views."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError

if TYPE_CHECKING:
    from deliverydesk.ui.panes.outcomes.chart import Ends
    from deliverydesk.ui.panes.outcomes.pane import OutcomesPane

_OF_PAGE = {
    "chart": ("outcome", "panel", "legend", "layers", "sort", "descending", "compare", "range"),
    "multiples": ("sort", "descending", "filter"),
    "scoreboard": ("sort", "descending", "filter", "hidden"),
    "effort": ("effort",),
}
"""What matters on each page, by `pane.MODES`. How room is shared is left out: it follows the window."""


class Looks:
    """How the page in sight looks, as `widgets.views_menu` keeps it. A view leaves the other pages as they are."""

    def __init__(self, pane: OutcomesPane) -> None:
        self._pane = pane

    def save_state(self) -> dict[str, Any]:
        """What a view of the page keeps."""
        state = saved(self._pane)
        return {key: state[key] for key in ("mode", *_OF_PAGE[self._pane.mode])}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` gave, of this version or another one."""
        self._pane.restore_state(state)


def saved(pane: OutcomesPane) -> dict[str, Any]:
    """The view as it is."""
    return {
        "mode": pane.mode,
        "effort": [pane.effort.measure.value(), pane.effort.by.value()],
        "outcome": pane.current,
        "panel": pane.detail.panel,
        "legend": pane.commands["legend"].isChecked(),
        "layers": sorted(pane.shown.layers),
        "sort": pane.board.rows.sort_key,
        "descending": pane.board.rows.descending,
        "split": pane.page.kept_sizes(),
        "filter": pane.boards.rows.filter_words,
        "hidden": sorted(pane.boards.table.hidden),
        "compare": pane.comparison.kept(pane.desk.portfolio, pane.current),
        "range": _kept_range(pane.detail.chart.zoomed_to()) if pane.mode == "chart" else None,
    }


def restore(pane: OutcomesPane, state: dict[str, Any]) -> None:
    """Take a view that `saved` gave; what it does not speak of stays, what does not fit any more is left out."""
    outcome, hidden, layers = state.get("outcome"), state.get("hidden"), state.get("layers")
    if isinstance(outcome, int) and outcome in pane.desk.portfolio.outcomes:
        pane.set_outcome(outcome)
    if "panel" in state:
        pane.detail.show_panel(str(state["panel"]))
    if "legend" in state:
        pane.commands["legend"].setChecked(bool(state["legend"]))
        pane.toggle_legend()
    if isinstance(layers, list):
        pane.shown.take_layers(str(name) for name in layers)
    if "sort" in state:
        pane.sort_by(str(state["sort"]), bool(state.get("descending")))
    pane.page.restore_sizes(state.get("split"))
    if "filter" in state:
        pane.boards.filter.field.setText(str(state["filter"]))
    if isinstance(hidden, list):
        pane.boards.table.choose_columns(str(name) for name in hidden)
    pane.effort.restore(state.get("effort"))
    if "compare" in state:
        _compare(pane, state["compare"])
    if "range" in state:
        pane.detail.chart.zoom_to(_range_of(state["range"]))
    pane.show_mode(str(state.get("mode", pane.mode)))


def _compare(pane: OutcomesPane, kept: object) -> None:
    """Draw another outcome over the current one, or none, as `Comparison.kept` says."""
    if pane.current not in pane.desk.portfolio.outcomes:
        return
    assert pane.current is not None
    other, indexed = kept if isinstance(kept, list) and len(kept) == 2 else (None, False)
    if not isinstance(other, int) or other not in pane.desk.portfolio.outcomes:
        other = None
    try:
        pane.comparison.take(pane.desk.portfolio, pane.current, other, bool(indexed), today())
    except DeskError:
        pane.comparison.take(pane.desk.portfolio, pane.current, None, False, today())


def _kept_range(ends: Ends | None) -> list[list[float]] | None:
    """A range as lists, in so many digits that it is the same once it was shown again."""
    return None if ends is None else [[float(f"{end:.8g}") for end in pair] for pair in ends]


def _range_of(kept: object) -> Ends | None:
    """The range that `_kept_range` gave; None for anything else."""
    if not isinstance(kept, list) or len(kept) != 2 or not all(_are_ends(pair) for pair in kept):
        return None
    (first, last), (low, high) = kept
    return (first, last), (low, high)


def _are_ends(pair: object) -> bool:
    if not isinstance(pair, list) or len(pair) != 2:
        return False
    return all(isinstance(end, int | float) and math.isfinite(end) for end in pair) and pair[0] < pair[1]
