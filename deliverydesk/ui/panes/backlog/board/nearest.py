"""What lies behind the gauge of a team: what is closest to ready for it, or what is vetted; each can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.effort import to_come_by_team
from deliverydesk.analysis.readiness.depth import Band, ready_depths
from deliverydesk.charts.format import number
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.backlog.vetting import depth_sentence, weeks_words
from deliverydesk.ui.widgets.who import Asker, Offer, WhoPopover, asker_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.readiness.depth import Depth
    from deliverydesk.ui.panes.backlog.board.depths import GaugeButton
    from deliverydesk.ui.panes.backlog.board.view import Board
    from deliverydesk.ui.panes.backlog.sight import Sight

_MOST = 8


def listed(depth: Depth) -> tuple[int, ...]:
    """What to look at next: what becomes ready soonest; where a team has more than enough, or nothing is left to be
    vetted, its vetted work.
    """
    nearest = tuple(each.deliverable for each in depth.nearest)
    return (nearest if nearest and depth.band is not Band.ABOVE else depth.deliverables)[:_MOST]


def open_nearest(board: Board, gauge: GaugeButton) -> WhoPopover:
    """Open the list below the gauge that was clicked. A click on an item opens it, the button selects all."""
    sight, team = board.sight, gauge.team
    name = sight.portfolio.teams[team].name
    depth = ready_depths(sight.portfolio, sight.today)[team]
    ids = listed(depth)
    offer = Offer(tr("Select all of these"), lambda: board.select(ids, ids[0])) if ids else None
    popover = WhoPopover(
        board,
        name,
        "—" if depth.weeks is None else weeks_words(depth.weeks),
        _askers(sight, team, ids),
        depth_sentence(name, depth),
        offer=offer,
        figures=("ready_depth", "readiness"),
    )
    popover.setObjectName("backlog.board.nearest")
    popover.chosen.connect(board.inspect)
    popover.open_at(gauge.rect(), gauge)
    return popover


def _askers(sight: Sight, team: int, ids: Iterable[int]) -> list[Asker]:
    """Each with how many gates it lacks, and the person-weeks that it still asks of the team."""
    found = []
    for one in ids:
        ready = readiness_of(sight.portfolio, sight.item(one), sight.today)
        lacks = len(ready.unmet)
        if ready.vetted:
            words = tr("vetted")
        elif lacks:
            words = trn("{n} gate open", "{n} gates open", lacks, n=figure(lacks))
        else:
            words = tr("to be approved")
        effort = to_come_by_team(sight.portfolio, sight.item(one)).get(team)
        found.append(asker_of(sight.portfolio, one, words, "—" if effort is None else tr("{n} pw", n=number(effort))))
    return found
