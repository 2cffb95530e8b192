"""What the pane says about outcomes, as rows and figures in words. No Qt: the figures come from analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.contributing import delivery_towards
from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of
from deliverydesk.analysis.trouble import Standing, Trouble, standing
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import between, day, days_ago, decimals_of, number, percent, with_unit
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio

ARROW = "→"
CHANGE_WORDS = {
    True: trc("change since the baseline", "better"),
    False: trc("change since the baseline", "worse"),
    None: trc("change since the baseline", "as before"),
}
"""By whether the change is for the better."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One outcome as the scoreboard shows it. Words are made when they are asked for: of a thousand rows, thirty are
    seen.
    """

    standing: Standing
    code: str
    hue: int | None
    """Place of its product among the hues, from 0; None without a product."""
    product: str
    today: date

    @property
    def id(self) -> int:
        """The outcome's id."""
        return self.standing.outcome.id

    @property
    def name(self) -> str:
        """The outcome's name."""
        return self.standing.outcome.name

    @property
    def unit(self) -> str:
        """What it is counted in."""
        return self.standing.outcome.unit

    @property
    def progress(self) -> OutcomeProgress:
        """Where it stands."""
        return self.standing.progress

    @property
    def trouble(self) -> Trouble:
        """What is wrong with it."""
        return self.standing.trouble

    @property
    def holds(self) -> bool:
        """Whether it is to hold within bounds."""
        return self.standing.outcome.direction is Direction.HOLD

    @property
    def target(self) -> float | None:
        """What it is to reach; None where it is to hold."""
        return None if self.holds else self.standing.outcome.target

    @property
    def low(self) -> float | None:
        """Its lower bound, or its baseline."""
        outcome = self.standing.outcome
        return outcome.hold_low if self.holds else outcome.baseline

    @property
    def high(self) -> float | None:
        """Its upper bound, or its target."""
        outcome = self.standing.outcome
        return outcome.hold_high if self.holds else outcome.target

    @property
    def goal(self) -> str:
        """Baseline and target, or the bounds to hold within."""
        return goal_words(self.standing.outcome, unit=False)

    @property
    def target_words(self) -> str:
        """The target with its unit, or the bounds to hold within."""
        if self.holds:
            return goal_words(self.standing.outcome)
        return with_unit(self.target, self.unit) if self.target is not None else ""

    @property
    def now(self) -> str:
        """The latest value without its unit."""
        return number(self.progress.latest) if self.progress.latest is not None else ""

    @property
    def value(self) -> str:
        """The latest value with its unit."""
        return with_unit(self.progress.latest, self.unit) if self.progress.latest is not None else ""

    @property
    def share(self) -> str:
        """Progress in words: "23 %", "within", "outside"."""
        return share_words(self.standing.outcome, self.progress)

    @property
    def change(self) -> str:
        """The change since the baseline, with sign and unit."""
        change = self.progress.change
        if change is None:
            return ""
        decimals = max(decimals_of(value, 3) for value in (self.progress.latest or 0.0, self.low or 0.0))
        return with_unit(change, self.unit, None if self.holds else decimals, signed=True)

    @property
    def better(self) -> bool | None:
        """Whether the change since the baseline is for the better; None where that cannot be said."""
        change, raw = self.progress.change, self.progress.raw
        if change is None or self.holds or not change:
            return None
        if raw is not None:
            return raw > 0
        return (change > 0) is (self.standing.outcome.direction is Direction.UP)

    @property
    def change_word(self) -> str:
        """The change in a word: better, worse, as before; empty where there is none to tell."""
        if self.progress.change is None or self.holds:
            return ""
        return CHANGE_WORDS[self.better]

    @property
    def last(self) -> str:
        """How old the latest reading is."""
        days = self.progress.days_since
        return trc("last measured", "never") if days is None else trn("{n} day", "{n} days", days, n=figure(days))

    @property
    def due(self) -> str:
        """When the target is due."""
        due = self.standing.outcome.due
        return day(due, self.today) if due is not None else ""

    @property
    def readings(self) -> tuple[tuple[int, float], ...]:
        """(day, value) of the last year, for the small trend line."""
        first, last = self.today.toordinal() - SPARK_DAYS, self.today.toordinal()
        places = ((m.date.toordinal(), m.value) for m in self.standing.readings)
        return tuple((place, value) for place, value in places if first <= place <= last)

    def matches(self, words: str) -> bool:
        """Whether all words stand in its name, product, metric, owner or what is wrong with it."""
        outcome = self.standing.outcome
        told = (outcome.name, self.product, self.code, outcome.metric, outcome.owner, outcome.unit, self.trouble.reason)
        hay = "\n".join(told).casefold()
        return all(word in hay for word in words.casefold().split())

    def spoken(self) -> str:
        """The whole row as one sentence for screen readers."""
        parts = [self.name, self.goal, tr("now {value}", value=self.now) if self.now else "", self.share, self.last]
        return ", ".join(part for part in [*parts, self.trouble.reason] if part)


SPARK_DAYS = 370


def product_mark(portfolio: Portfolio, product: int | None) -> tuple[str, int | None]:
    """A product's two letters and its place among the hues, from 0; "" and None without a product."""
    number_of = product_numbers(portfolio).get(product) if product is not None else None
    return product_code(portfolio, product), None if number_of is None else number_of - 1


def board_rows(portfolio: Portfolio, today: date, known: Mapping[int, Standing] | None = None) -> list[BoardRow]:
    """The scoreboard, in the order the outcomes were added. `known` are standings that still hold."""
    numbers = product_numbers(portfolio)
    rows = []
    for outcome in portfolio.outcomes:
        now = known.get(outcome.id) if known else None
        product = portfolio.products.get(outcome.product)
        rows.append(
            BoardRow(
                now or standing(portfolio, outcome.id, today),
                product_code(portfolio, outcome.product),
                None if product is None else numbers[product.id] - 1,
                "" if product is None else product.name,
                today,
            )
        )
    return rows


def share_words(outcome: Outcome, progress: OutcomeProgress) -> str:
    """Progress as it stands beside the bar."""
    if outcome.direction is Direction.HOLD and progress.inside is not None:
        return trc("of bounds", "within") if progress.inside else trc("of bounds", "outside")
    return percent(progress.clamped)


def goal_words(outcome: Outcome, *, unit: bool = True) -> str:
    """Like "61 → 72 %", or for an outcome to hold "99.5–100 %"; empty where nothing is set."""
    sign = outcome.unit if unit else ""
    if outcome.direction is Direction.HOLD:
        low, high = outcome.hold_low, outcome.hold_high
        if low is not None and high is not None:
            return between(low, high, sign)
        if low is not None:
            return tr("at least {value}", value=with_unit(low, sign))
        return tr("at most {value}", value=with_unit(high, sign)) if high is not None else ""
    if outcome.baseline is None and outcome.target is None:
        return ""
    return f"{number(outcome.baseline)} {ARROW} {with_unit(outcome.target, sign)}"


DEFAULT_SORT = "trouble"
_SORTS: dict[str, Callable[[BoardRow], Any]] = {
    "trouble": lambda row: row.trouble.order,
    "name": lambda row: row.name.casefold(),
    "product": lambda row: row.product.casefold() or None,
    "value": lambda row: row.progress.latest,
    "change": lambda row: row.progress.raw if row.progress.raw is not None else row.progress.change,
    "progress": lambda row: row.progress.clamped,
    "last": lambda row: row.progress.days_since,
    "target": lambda row: row.high if row.high is not None else row.low,
    "due": lambda row: row.standing.outcome.due,
}
SORT_KEYS = ("", *_SORTS)
"""What the scoreboard can be sorted by; "" is the order the outcomes were added in."""


def sorted_rows(rows: list[BoardRow], by: str, *, descending: bool = False) -> list[BoardRow]:
    """Rows sorted by one of SORT_KEYS, equals by name; what cannot be said goes last either way."""
    figure = _SORTS.get(by)
    if figure is None:
        return rows
    known = sorted((row for row in rows if figure(row) is not None), key=lambda row: row.name.casefold())
    known.sort(key=figure, reverse=descending)
    return known + [row for row in rows if figure(row) is None]


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
        return Figure(tr("Outcome"), "—", goal or tr("no target yet"), progress.reason or "")
    # As many digits as it takes to see on which side of a bound the reading is.
    now = tr("now {value}", value=with_unit(progress.latest, outcome.unit, decimals_of(progress.latest, 3)))
    note = f"{now}, {goal_words(outcome, unit=False)}" if goal else now
    if progress.clamped is None:
        return Figure(
            tr("Outcome"), with_unit(progress.latest, outcome.unit), tr("no target yet"), progress.reason or ""
        )
    if outcome.direction is Direction.HOLD:
        inside = bool(progress.inside)
        away = with_unit(abs(progress.outside_by or 0.0), outcome.unit)
        basis = (
            tr("The last reading is inside its bounds.")
            if inside
            else tr("The last reading is outside by {gap}.", gap=away)
        )
        return Figure(
            tr("Outcome"), tr("Within") if inside else tr("Outside"), note, basis, None, "ok" if inside else "bad"
        )
    basis = tr("(now − baseline) ÷ (target − baseline) = {share}, shown from 0 to 100 %.", share=percent(progress.raw))
    worse = progress.raw is not None and progress.raw < 0
    return Figure(tr("Outcome"), percent(progress.clamped), note, basis, progress.clamped, "bad" if worse else "text")


def _delivery_figure(portfolio: Portfolio, outcome_id: int) -> Figure:
    towards = delivery_towards(portfolio, outcome_id)
    if not towards.items:
        return Figure(tr("Delivery"), "—", tr("nothing is to move it"), towards.basis)
    ended, of = towards.ended, len(towards.items)
    note = tr("{ended} of {all} done", ended=ended, all=of)
    if towards.to_come:
        left = number(towards.to_come, 0 if towards.to_come >= 10 else 1)
        note = tr("{ended} of {all} done, {effort} pw to come", ended=ended, all=of, effort=left)
    return Figure(tr("Delivery"), percent(towards.share), note, towards.basis, towards.share)


def _last_figure(progress: OutcomeProgress, today: date) -> Figure:
    if progress.latest_date is None:
        return Figure(
            tr("Last measured"), trc("last measured", "never"), tr("no reading yet"), progress.reason or "", disc=True
        )
    return Figure(
        tr("Last measured"),
        days_ago(progress.latest_date, today),
        trn("{n} reading", "{n} readings", progress.readings, n=figure(progress.readings)),
        tr(
            "Last measured {when}, on {day}.", when=days_ago(progress.latest_date, today), day=day(progress.latest_date)
        ),
        days=progress.days_since,
        disc=True,
    )


def digits_of(values: Iterable[float]) -> int:
    """How many decimals the readings are written with, at most 3: what is compared with them needs no more."""
    return max((decimals_of(value, 3) for value in values), default=1)


def _path_figure(outcome: Outcome, progress: OutcomeProgress, today: date, decimals: int) -> Figure:
    due = tr("due {day}", day=day(outcome.due, today)) if outcome.due else tr("no due date")
    if progress.required is None:
        return Figure(tr("Required today"), "—", due, progress.path_reason or "")
    away = progress.ahead_by
    if away is not None:
        gap = number(abs(away), decimals)
        due = tr("{gap} ahead, {due}", gap=gap, due=due) if away >= 0 else tr("{gap} behind, {due}", gap=gap, due=due)
    basis = tr("The value on the straight path from baseline to target today.")
    return Figure(tr("Required today"), with_unit(progress.required, outcome.unit, decimals), due, basis)
