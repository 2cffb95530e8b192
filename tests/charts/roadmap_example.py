"""A small portfolio whose roadmap has one of everything; the health insurer of the design's pictures."""

from __future__ import annotations

from datetime import date

from deliverydesk.domain.entities import (
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Milestone,
    Outcome,
    Product,
    Settings,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import MilestoneKind, Stage

TODAY = date(2026, 8, 19)

_PRODUCTS = [("Member App", "MA"), ("Claims", "CL"), ("Care Finder", "CF"), ("Enrolment", "EN")]
_TEAMS = ["Member", "Claims", "Care", "Growth", "Data", "Platform"]

# title, product, team, start, end, effort, remaining, stage, actual start, actual end
_ITEMS = [
    ("Ask-a-nurse chat", 1, 1, "07-20", "10-15", 16, 11, Stage.DELIVERY, "07-20", None),
    ("Digital card", 1, 1, "07-13", "08-27", 9, 2, Stage.DELIVERY, "07-20", None),
    ("Sign-in service renewal", 1, 6, "07-30", "09-30", 7, 4.5, Stage.DELIVERY, "07-27", None),
    ("Call back, not queue", 1, 1, "09-15", "10-31", 6, None, Stage.READY, None, None),
    ("Family accounts", 1, 6, "10-19", "12-04", 10, None, Stage.READY, None, None),
    ("Accessible sign-in", 1, 6, "09-28", "11-07", 3, None, Stage.SHAPING, None, None),
    ("Receipt photos", 2, 2, "07-06", "08-30", 5, 1.5, Stage.DELIVERY, "07-06", None),
    ("Refusals explained", 2, 2, "09-07", "10-23", 7, None, Stage.READY, None, None),
    ("Claim status, plainly", 2, 2, "07-06", "09-07", 6, 3, Stage.DELIVERY, "07-13", None),
    ("Letters to inbox", 2, 2, "09-28", "11-11", 6, None, Stage.READY, None, None),
    ("Rules for small claims", 2, 5, "08-01", "11-05", 14, 10, Stage.DELIVERY, "08-03", None),
    ("Fraud signals, first model", 2, 5, "08-11", "11-16", 13, 11.5, Stage.DELIVERY, "08-17", None),
    ("Provider data nightly check", 3, 5, "07-06", "09-30", 9, 5, Stage.DELIVERY, "07-13", None),
    ("Booking inside search", 3, 3, "07-06", "10-30", 11, 7, Stage.DELIVERY, "07-06", None),
    ("Listing fixes", 3, 3, "10-26", "11-24", 5, None, Stage.READY, None, None),
    ("Cost estimate before care", 3, 3, "10-10", "12-03", 9, None, Stage.READY, None, None),
    ("Quote on one page", 4, 4, "07-06", "09-22", 7, 3, Stage.DELIVERY, "07-06", None),
    ("Cover-end reminder", 4, 4, "07-27", "09-14", 4, 2, Stage.DELIVERY, "07-27", None),
    ("Resume a quote", 4, 4, "09-28", "11-07", 5, None, Stage.READY, None, None),
    ("Open-enrolment readiness", 4, 4, "08-05", "10-10", 7, 5.5, Stage.DELIVERY, "08-05", None),
    ("Plan comparison", 4, 4, "07-06", "08-07", 3, 0, Stage.RELEASED, "07-06", "2026-08-14"),
    ("Claims archive, Q4", 2, 2, None, None, 4, None, Stage.SHAPING, None, None),
    ("Direct debit for premiums", 4, 6, None, None, 5, None, Stage.READY, None, None),
    ("Second-opinion service", 1, 3, None, None, 15, None, Stage.IDEA, None, None),
    ("Fax gateway", 2, 6, "09-01", "09-30", 2, None, Stage.CANCELLED, None, None),
]

_WAITS = [(3, 5), (3, 6), (7, 8), (9, 10), (13, 15), (13, 16)]


def item_id(title: str) -> int:
    """The id of the deliverable with this title."""
    return 100 + next(at for at, row in enumerate(_ITEMS, start=1) if row[0] == title)


def example() -> Portfolio:
    """Four products, six teams, 25 deliverables, six dependencies, one of them broken, and three milestones."""
    entities: list[Entity] = [Settings(1, "Larkfield Health 2026 H2")]
    entities += [Product(10 + at, name, code) for at, (name, code) in enumerate(_PRODUCTS, start=1)]
    entities += [Team(20 + at, name, 6) for at, name in enumerate(_TEAMS, start=1)]
    for at, row in enumerate(_ITEMS, start=1):
        entities.append(_deliverable(at, row))
        entities.append(Demand(300 + at, 100 + at, 20 + row[2], likely=float(row[5])))
    entities += [
        Dependency(400 + at, 100 + before, 100 + after, "") for at, (before, after) in enumerate(_WAITS, start=1)
    ]
    entities.append(Outcome(500, "Claims in 5 days", 12))
    entities += [
        Milestone(501, "Card live", date(2026, 8, 28), MilestoneKind.DELIVERY, 11),
        Milestone(502, "Open enrolment", date(2026, 11, 1), MilestoneKind.DELIVERY, 14),
        Milestone(503, "Claims in 5 days", date(2026, 12, 18), MilestoneKind.OUTCOME, 12, 500),
    ]
    return Portfolio.of(entities)


def _deliverable(at: int, row: tuple[object, ...]) -> Deliverable:
    title, product, _, start, end, effort, remaining, stage, began, ended = row
    return Deliverable(
        100 + at,
        str(title),
        at * 2**20,
        product=10 + int(str(product)),
        stage=Stage(str(stage)),
        effort_likely=float(str(effort)),
        remaining=None if remaining is None else float(str(remaining)),
        planned_start=_date(start),
        planned_end=_date(end),
        actual_start=_date(began),
        actual_end=_date(ended),
    )


def _date(text: object) -> date | None:
    if text is None:
        return None
    words = str(text)
    return date.fromisoformat(words if len(words) == 10 else f"2026-{words}")
