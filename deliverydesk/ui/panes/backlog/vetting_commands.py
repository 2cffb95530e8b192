"""The commands of vetting: approving what is ready, withdrawing that, and the usual gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.actions import gating
from deliverydesk.domain.readiness import approval_of
from deliverydesk.domain.values import Stage
from deliverydesk.support.language import tr
from deliverydesk.ui.dialogs.stopping import door

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction

    from deliverydesk.ui.panes.backlog.pane import BacklogPane

VETTING = "approve withdraw_approval - stop - set_up_gates"
"""The menu of vetting."""
_BEFORE_DELIVERY = (Stage.IDEA, Stage.SHAPING, Stage.READY)


def add_vetting(pane: BacklogPane, add: Callable[..., QAction]) -> None:
    """Make the commands by `add`."""
    desk = pane.desk
    add("approve", tr("Approve as ready"), lambda: desk.do(lambda now: gating.approve(now, pane.table.selected())))
    add(
        "withdraw_approval",
        tr("Withdraw the approval"),
        lambda: desk.do(lambda now: gating.withdraw_approval(now, pane.table.selected())),
    )
    add("stop", door.WORDS, pane.stop_current, door.SHORTCUT)
    add("set_up_gates", tr("Set up the usual gates"), lambda: desk.do(gating.set_up_gates), everywhere=True)


def renew_vetting(pane: BacklogPane, made: dict[str, QAction], chosen: Sequence[int], *, writable: bool) -> None:
    """Grey what cannot be done now with the deliverables chosen."""
    portfolio = pane.desk.portfolio
    # Asked between a change and the rows that follow it, the table still names items that are gone.
    items = [one for one in map(portfolio.deliverables.get, chosen) if one is not None] if writable else []
    made["approve"].setEnabled(bool(items) and all(item.stage in _BEFORE_DELIVERY for item in items))
    approved = {each.deliverable for each in portfolio.approvals}.intersection(chosen if writable else ())
    made["withdraw_approval"].setEnabled(any(approval_of(portfolio, each) for each in approved))
    door.allow_stop(made["stop"], pane.desk, chosen)
    present = {gate.check for gate in portfolio.gates}
    made["set_up_gates"].setEnabled(writable and not present.issuperset(gating.USUAL_GATES))
