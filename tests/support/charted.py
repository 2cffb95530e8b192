"""A small portfolio whose charts can be checked by hand."""

from __future__ import annotations

from datetime import date, timedelta

from deliverydesk.charts.spec import Axis, ChartSpec, Series
from deliverydesk.charts.table import TableData
from deliverydesk.domain.entities import Contribution, Deliverable, Entity, Measurement, Outcome, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction, OutcomeKind, Stage

TODAY = date(2026, 8, 19)
SOURCE = "Source: larkfield.ddesk, 19 Aug 2026"
CONTACT, CRASHES, DAYS, CALLS, RENEWAL = 100, 101, 102, 103, 104
_READINGS = (60.6, 61.4, 60.8, 61.9, 60.2, 61.3, 62.0, 60.9, 61.6, 62.4, 60.3, 61.8, 61.1)
_TITLES = ("Ask-a-nurse chat", "Digital card", "Sign-in renewal", "Receipt photos", "Claim status", "Map of practices")


def charted_portfolio() -> Portfolio:
    """Four products, six deliverables in the six stages of work, five outcomes: one measured monthly, one to
    hold, one falling, two not measured.
    """
    entities: list[Entity] = [Product(10 + n, name, code) for n, (name, code) in enumerate(
        (("Member App", "MA"), ("Claims", "CL"), ("Care Finder", "CF"), ("Enrolment", "EN")))]  # fmt: skip
    entities += _outcomes()
    months = [date(2025 + (7 + n) // 12, (7 + n) % 12 + 1, 3) for n in range(len(_READINGS))]
    entities += [
        Measurement(1000 + n, CONTACT, when, value)
        for n, (when, value) in enumerate(zip(months, _READINGS, strict=True))
    ]
    entities += [
        Measurement(1100 + n, CRASHES, date(2026, 1, 5) + timedelta(days=20 * n), 99.4 + 0.1 * (n % 4))
        for n in range(10)
    ]
    entities += [
        Measurement(1200 + n, DAYS, date(2026, 1, 1) + timedelta(days=2 * n), 9.4 - 0.03 * n) for n in range(90)
    ]
    stages = (Stage.RELEASED, Stage.DELIVERY, Stage.READY, Stage.SHAPING, Stage.IDEA, Stage.IMPROVING)
    for n, (title, stage) in enumerate(zip(_TITLES, stages, strict=True)):
        entities.append(
            Deliverable(
                200 + n,
                title,
                (n + 1) * 2**40,
                10 + n % 4,
                stage=stage,
                effort_likely=4.0 + n,
                remaining=2.5 if n == 1 else None,
                actual_end=date(2026, 5, 4) if n == 0 else None,
                planned_end=date(2026, 10, 19) if n == 1 else None,
                reach=1000.0 * (n + 1) if n != 3 else None,
                impact=2.0,
                confidence=0.8,
            )
        )
    entities += [Contribution(900, 200, CONTACT), Contribution(901, 201, CONTACT), Contribution(902, 202, CONTACT)]
    return Portfolio.of(entities)


def _outcomes() -> list[Entity]:
    due = date(2026, 12, 31)
    return [
        Outcome(CONTACT, "Solved at first contact", 10, "Share of contacts", "%", baseline=61.0,
                baseline_date=date(2026, 1, 5), target=72.0, due=due),
        Outcome(CRASHES, "Crash-free sessions", 10, "", "%", Direction.HOLD, OutcomeKind.HEALTH, 99.5,
                hold_low=99.5, hold_high=99.9),
        Outcome(DAYS, "Days to pay a claim", 11, "", "days", Direction.DOWN, OutcomeKind.LAGGING, 9.4,
                date(2026, 1, 1), 5.0, due=date(2027, 3, 31)),
        Outcome(CALLS, "Nurse calls avoided", 12, "", "calls", baseline=0.0, baseline_date=date(2026, 6, 1),
                target=12.0, due=due),
        Outcome(RENEWAL, "Renewal rate", 13, "", "%"),
    ]  # fmt: skip


def plain_spec(series: tuple[Series, ...], x: Axis, y: Axis, **more: object) -> ChartSpec:
    """A chart with nothing but axes and series."""
    return ChartSpec("plain", "Plain", x, y, "A plain chart.", TableData("Plain", (), ()), series=series, **more)  # type: ignore[arg-type]
