"""The part of the report on what is vetted: gates by deliverable, ready depth by team, what outranks work in flight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.readiness.depth import ready_depths
from deliverydesk.analysis.readiness.overtaking import Overtaking, overtakings
from deliverydesk.analysis.report_evidence import plain
from deliverydesk.domain.readiness import readiness_of

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

Plain = dict[str, Any]


class Vetted:
    """What is vetted in a portfolio on a day, as JSON values."""

    def __init__(self, portfolio: Portfolio, today: date) -> None:
        self._portfolio, self._today = portfolio, today
        self._depths = ready_depths(portfolio, today)

    def deliverable(self, item: Deliverable) -> Plain:
        """Its gates in their order, and whether it may be started."""
        ready = readiness_of(self._portfolio, item, self._today)
        return {
            "vetted": ready.vetted,
            "approved": plain(ready.approved),
            "expires": plain(ready.expires),
            "gates": [
                {
                    "gate": each.gate.id,
                    "name": each.gate.name,
                    "check": each.gate.check.value,
                    "standing": plain(each.standing),
                    "evidence": "" if each.passed is None else each.passed.evidence,
                    "approver": "" if each.passed is None else each.passed.approver,
                    "expires": plain(each.expires),
                }
                for each in ready.gates
            ],
        }

    def team(self, team: int) -> Plain:
        """For how many weeks vetted work would keep it busy, and what is nearest to ready for it."""
        depth = self._depths[team]
        return {
            "weeks": depth.weeks,
            "band": plain(depth.band),
            "effort": depth.effort,
            "capacity": depth.capacity,
            "low": depth.low,
            "high": depth.high,
            "deliverables": list(depth.deliverables),
            "unestimated": list(depth.unestimated),
            "nearest": [
                {"deliverable": each.deliverable, "met": each.met, "gates": len(each.gates)} for each in depth.nearest
            ],
        }

    def _overtaking(self, each: Overtaking) -> Plain:
        items, teams = self._portfolio.deliverables, self._portfolio.teams
        names = {
            "ready_title": items[each.ready].title,
            "in_flight_title": items[each.in_flight].title,
            "team_name": teams[each.team].name,
        }
        return {**plain(each), **names, "ratio": each.ratio}

    def whole(self) -> Plain:
        """Ready work that is worth more, for a week of the scarcest team, than work in flight."""
        found = overtakings(self._portfolio, self._today)
        return {
            "overtaking": {
                "ready": [self._overtaking(each) for each in found.overtakings],
                "without_value": list(found.without_value),
            },
        }
