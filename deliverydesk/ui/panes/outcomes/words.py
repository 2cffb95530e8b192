"""What the pane says about outcomes, as rows and figures in words. No Qt: the figures come from analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import between, counted, day, days_ago, decimals_of, number, percent, with_unit
from deliverydesk.domain.values import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio

ARROW = "→"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One outcome as the scoreboard shows it."""

    id: int
    name: str
    code: str
    hue: int | None
    """Place of its product among the hues, from 0; None without a product."""
    unit: str
    goal: str
    """Baseline and target, or the bounds to hold within."""
    now: str
    progress: OutcomeProgress
    share: str
    """Progress in words: "23 %", "within", "outside"."""
    last: str
    readings: tuple[tuple[int, float], ...]
    """(day, value) of the last year, for the small trend line."""
    low: float | None
    high: float | None
    """Bounds to hold within, or target and baseline, for the small trend line."""
    holds: bool
    target: float | None

    def spoken(self) -> str:
        """The whole row as one sentence for screen readers."""
        parts = [self.name, self.goal, f"now {self.now}" if self.now else "", self.share, self.last]
        return ", ".join(part for part in parts if part)


SPARK_DAYS = 370


def product_mark(portfolio: Portfolio, product: int | None) -> tuple[str, int | None]:
    """A product's two letters and its place among the hues, from 0; "" and None without a product."""
    number_of = product_numbers(portfolio).get(product) if product is not None else None
    return product_code(portfolio, product), None if number_of is None else number_of - 1


def board_rows(portfolio: Portfolio, today: date) -> list[BoardRow]:
    """The scoreboard, in the order the outcomes were added."""
    numbers = product_numbers(portfolio)
    return [_row(portfolio, outcome, numbers, today) for outcome in portfolio.outcomes]


def _row(portfolio: Portfolio, outcome: Outcome, numbers: dict[int, int], today: date) -> BoardRow:
    progress = progress_of(portfolio, outcome.id, today)
    number_of = numbers.get(outcome.product) if outcome.product is not None else None
    holds = outcome.direction is Direction.HOLD
    readings = tuple(
        (m.date.toordinal(), m.value)
        for m in portfolio.measurements_of(outcome.id)
        if 0 <= (today - m.date).days <= SPARK_DAYS
    )
    return BoardRow(
        id=outcome.id,
        name=outcome.name,
        code=product_code(portfolio, outcome.product),
        hue=None if number_of is None else number_of - 1,
        unit=outcome.unit,
        goal=goal_words(outcome, unit=False),
        now=number(progress.latest) if progress.latest is not None else "",
        progress=progress,
        share=share_words(outcome, progress),
        last="never" if progress.days_since is None else counted(progress.days_since, "day"),
        readings=readings,
        low=outcome.hold_low if holds else outcome.baseline,
        high=outcome.hold_high if holds else outcome.target,
        holds=holds,
        target=None if holds else outcome.target,
    )


def share_words(outcome: Outcome, progress: OutcomeProgress) -> str:
    """Progress as it stands beside the bar."""
    if outcome.direction is Direction.HOLD and progress.inside is not None:
        return "within" if progress.inside else "outside"
    return percent(progress.clamped)


def goal_words(outcome: Outcome, *, unit: bool = True) -> str:
    """Like "61 → 72 %", or for an outcome to hold "99.5–100 %"; empty where nothing is set."""
    sign = outcome.unit if unit else ""
    if outcome.direction is Direction.HOLD:
        low, high = outcome.hold_low, outcome.hold_high
        if low is not None and high is not None:
            return between(low, high, sign)
        if low is not None:
            return f"at least {with_unit(low, sign)}"
        return f"at most {with_unit(high, sign)}" if high is not None else ""
    if outcome.baseline is None and outcome.target is None:
        return ""
    return f"{number(outcome.baseline)} {ARROW} {with_unit(outcome.target, sign)}"


SORT_KEYS = ("", "name", "progress", "last")
"""What the scoreboard can be sorted by; "" is the order the outcomes were added in."""


def sorted_rows(rows: list[BoardRow], by: str, *, descending: bool = False) -> list[BoardRow]:
    """Rows by name, progress or the age of the last reading; what cannot be said goes last either way."""
    if by == "name":
        return sorted(rows, key=lambda row: row.name.casefold(), reverse=descending)
    if by in ("progress", "last"):
        known = [row for row in rows if _figure(row, by) is not None]
        known.sort(key=lambda row: _figure(row, by) or 0.0, reverse=descending)
        return known + [row for row in rows if _figure(row, by) is None]
    return rows


def _figure(row: BoardRow, by: str) -> float | None:
    return row.progress.clamped if by == "progress" else row.progress.days_since


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures above the chart."""

    caption: str
    value: str
    note: str
    basis: str
    """Where it comes from, for the tooltip."""
    share: float | None = None
    """For the meter; None draws none."""
    role: str = "text"
    days: int | None = None
    """Age of the last reading, for the disc."""
    disc: bool = False


def figures_of(portfolio: Portfolio, outcome_id: int, today: date) -> tuple[Figure, ...]:
    """Outcome progress and delivery progress, side by side and never one; then freshness and the path."""
    outcome = portfolio.outcomes[outcome_id]
    progress = progress_of(portfolio, outcome_id, today)
    figures = [_outcome_figure(outcome, progress), _delivery_figure(portfolio, outcome_id)]
    figures.append(_last_figure(progress, today))
    if outcome.direction is not Direction.HOLD:
        values = [measurement.value for measurement in portfolio.measurements.by("outcome", outcome_id)]
        figures.append(_path_figure(outcome, progress, today, digits_of(values)))
    return tuple(figures)


def _outcome_figure(outcome: Outcome, progress: OutcomeProgress) -> Figure:
    goal = goal_words(outcome)
    if progress.latest is None:
        return Figure("Outcome", "—", goal or "no target yet", progress.reason or "")
    # As many digits as it takes to see on which side of a bound the reading is.
    now = f"now {with_unit(progress.latest, outcome.unit, decimals_of(progress.latest, 3))}"
    note = f"{now}, {goal_words(outcome, unit=False)}" if goal else now
    if progress.clamped is None:
        return Figure("Outcome", with_unit(progress.latest, outcome.unit), "no target yet", progress.reason or "")
    if outcome.direction is Direction.HOLD:
        inside = bool(progress.inside)
        away = with_unit(abs(progress.outside_by or 0.0), outcome.unit)
        basis = "The last reading is inside its bounds." if inside else f"The last reading is outside by {away}."
        return Figure("Outcome", "Within" if inside else "Outside", note, basis, None, "ok" if inside else "bad")
    basis = f"(now − baseline) ÷ (target − baseline) = {percent(progress.raw)}, shown from 0 to 100 %."
    worse = progress.raw is not None and progress.raw < 0
    return Figure("Outcome", percent(progress.clamped), note, basis, progress.clamped, "bad" if worse else "text")


def _delivery_figure(portfolio: Portfolio, outcome_id: int) -> Figure:
    towards = delivery_towards(portfolio, outcome_id)
    if not towards.items:
        return Figure("Delivery", "—", "nothing is to move it", towards.basis)
    note = f"{towards.ended} of {len(towards.items)} done"
    if towards.to_come:
        note += f", {number(towards.to_come, 0 if towards.to_come >= 10 else 1)} pw to come"
    return Figure("Delivery", percent(towards.share), note, towards.basis, towards.share)


def _last_figure(progress: OutcomeProgress, today: date) -> Figure:
    if progress.latest_date is None:
        return Figure("Last measured", "never", "no reading yet", progress.reason or "", disc=True)
    return Figure(
        "Last measured",
        days_ago(progress.latest_date, today),
        counted(progress.readings, "reading"),
        f"Last measured {days_ago(progress.latest_date, today)}, on {day(progress.latest_date)}.",
        days=progress.days_since,
        disc=True,
    )


def digits_of(values: Iterable[float]) -> int:
    """How many decimals the readings are written with, at most 3: what is compared with them needs no more."""
    return max((decimals_of(value, 3) for value in values), default=1)


def _path_figure(outcome: Outcome, progress: OutcomeProgress, today: date, decimals: int) -> Figure:
    due = f"due {day(outcome.due, today)}" if outcome.due else "no due date"
    if progress.required is None:
        return Figure("Required today", "—", due, progress.path_reason or "")
    away = progress.ahead_by
    if away is not None:
        due = f"{number(abs(away), decimals)} {'ahead' if away >= 0 else 'behind'}, {due}"
    basis = "The value on the straight path from baseline to target today."
    return Figure("Required today", with_unit(progress.required, outcome.unit, decimals), due, basis)
