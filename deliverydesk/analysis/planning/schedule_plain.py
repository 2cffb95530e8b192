"""A schedule of a portfolio as plain values, for JSON and for words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.planning.schedule.checking import Broken
from deliverydesk.analysis.planning.schedule.conflicts import conflict_of
from deliverydesk.analysis.planning.schedule.search import improve
from deliverydesk.analysis.planning.schedule_of import schedule_of

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.planning.schedule.checking import Breach
    from deliverydesk.analysis.planning.schedule.problem import Plan
    from deliverydesk.analysis.planning.schedule_of import Scheduling
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The best plan of a search, or why there is none."""

    asked: Scheduling
    plan: Plan | None
    conflict: Breach | None
    """The smallest conflict found, where there is no plan; None there where no reason is known."""


def scheduled(portfolio: Portfolio, today: date, seconds: float) -> Scheduled:
    """Search for so many seconds; a KeyboardInterrupt ends the search and keeps the best."""
    asked = schedule_of(portfolio, today)
    conflict = conflict_of(asked.problem)
    plan: Plan | None = None
    if conflict is None:
        try:
            for plan in improve(asked.problem, seconds):  # noqa: B007 - the last is the best
                pass
        except KeyboardInterrupt:
            if plan is None:
                raise
    return Scheduled(asked, plan, conflict)


def plain(portfolio: Portfolio, found: Scheduled) -> dict[str, Any]:
    """Inputs, plan with bound and gap, dates by deliverable, what is set aside, and the conflict if there is one."""
    asked, plan = found.asked, found.plan
    return {
        "inputs": {
            "first_week": asked.weeks[0].isoformat(),
            "teams": [{"team": each, "name": portfolio.teams[each].name} for each in asked.teams],
            "items": len(asked.items),
        },
        "plan": None
        if plan is None
        else {
            "cost": plan.cost,
            "bound": plan.bound,
            "gap": plan.gap if plan.bound else None,
            "proved": plan.proved,
            "weeks": plan.end,
            "tried": plan.tried,
        },
        "items": [] if plan is None else _items(portfolio, asked, plan),
        "aside": [
            {"deliverable": each, "title": portfolio.deliverables[each].title, "why": why.value}
            for each, why in asked.aside.items()
        ],
        "counts_otherwise": list(asked.counts_otherwise),
        "conflict": None if found.conflict is None else breach(asked, found.conflict),
    }


def _items(portfolio: Portfolio, asked: Scheduling, plan: Plan) -> list[dict[str, Any]]:
    moved = asked.moves(plan.starts)
    told = []
    for at, (each, (start, end)) in enumerate(asked.dates(plan.starts).items()):
        now = asked.present[at]
        told.append(
            {
                "deliverable": each,
                "title": portfolio.deliverables[each].title,
                "start": start.isoformat(),
                "end": end.isoformat(),
                "planned_start": None if now is None else now[0].isoformat(),
                "planned_end": None if now is None else now[1].isoformat(),
                "moved": each in moved,
                "weeks_later": None if now is None else round((end - now[1]).days / 7),
            }
        )
    return told


def breach(asked: Scheduling, broken: Breach) -> dict[str, Any]:
    """What stands in the way, or is not kept, with the ids of teams and deliverables."""
    told: dict[str, Any] = {"code": broken.code.value}
    at = list(broken.at)
    if broken.code in (Broken.CAPACITY, Broken.NEVER, Broken.WINDOW):
        told["team"] = asked.teams[at.pop(0)]
    if broken.code is Broken.CAPACITY:
        told["week"] = asked.week(at.pop(0)).isoformat()
    return told | {"deliverables": [asked.items[each] for each in at]}
