"""How the pane is looked at, as plain JSON values: kept between sessions and by saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.ui.panes.outcomes.words import DEFAULT_SORT

if TYPE_CHECKING:
    from deliverydesk.ui.panes.outcomes.pane import OutcomesPane


def saved(pane: OutcomesPane) -> dict[str, Any]:
    """The view as it is."""
    return {
        "mode": pane.mode,
        "effort": [pane.effort.measure.value(), pane.effort.by.value()],
        "outcome": pane.current,
        "panel": pane.detail.panel,
        "legend": pane.commands["legend"].isChecked(),
        "sort": pane.board.rows.sort_key,
        "descending": pane.board.rows.descending,
        "split": pane.page.kept_sizes(),
        "filter": pane.boards.rows.filter_words,
        "hidden": sorted(pane.boards.table.hidden),
    }


def restore(pane: OutcomesPane, state: dict[str, Any]) -> None:
    """Take a view that `saved` gave; what does not fit any more is left out."""
    outcome, hidden = state.get("outcome"), state.get("hidden")
    if isinstance(outcome, int) and outcome in pane.desk.portfolio.outcomes:
        pane.set_outcome(outcome)
    pane.detail.show_panel(str(state.get("panel", "")))
    pane.commands["legend"].setChecked(bool(state.get("legend")))
    pane.toggle_legend()
    pane.sort_by(str(state.get("sort", DEFAULT_SORT)), bool(state.get("descending")))
    pane.page.restore_sizes(state.get("split"))
    pane.boards.filter.field.setText(str(state.get("filter", "")))
    if isinstance(hidden, list):
        pane.boards.table.choose_columns(str(name) for name in hidden)
    pane.effort.restore(state.get("effort"))
    pane.show_mode(str(state.get("mode", "")))
