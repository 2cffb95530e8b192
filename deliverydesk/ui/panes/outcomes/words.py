"""What the pane says about outcomes, as rows and figures in words. No Qt: the figures come from analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.chances import chances_short
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.trouble import Standing, Trouble, alarmed, standing
from deliverydesk.charts.common import product_code, product_numbers
from deliverydesk.charts.format import between, day, decimals_of, number, percent, with_unit
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.outcomes import OutcomeProgress
    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio

ARROW = "→"
CHANGE_WORDS = {
    True: trc("change since the baseline", "better"),
    False: trc("change since the baseline", "worse"),
    None: trc("change since the baseline", "as before"),
}
"""By whether the change is for the better."""
NOTHING = "—"
_VERDICTS = {
    Verdict.TOO_FEW: trc("verdict", "Too few readings"),
    Verdict.IMPROVING: trc("verdict", "Improving"),
    Verdict.WORSENING: trc("verdict", "Worsening"),
    Verdict.FLAT: trc("verdict", "Flat"),
    Verdict.HOLDING: trc("verdict", "Within limits"),
    Verdict.OUTSIDE: trc("verdict", "Outside"),
    Verdict.CANNOT_TELL: trc("verdict", "Cannot tell yet"),
}
_WORST_FIRST = (
    Verdict.WORSENING,
    Verdict.OUTSIDE,
    Verdict.FLAT,
    Verdict.CANNOT_TELL,
    Verdict.TOO_FEW,
    Verdict.HOLDING,
    Verdict.IMPROVING,
)


def verdict_label(verdict: Verdict) -> str:
    """A verdict in as few words as a column has room for."""
    return _VERDICTS[verdict]


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
    evidence: Evidence | None = None
    """What was found out last; None before anything was."""

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
        """What is wrong with it: before all else that it will not arrive."""
        reach = self.evidence.reach if self.evidence is not None else None
        if reach is None or reach.p is None or not reach.alarm or reach.closed:
            return self.standing.trouble
        return alarmed(reach.p)

    @property
    def verdict(self) -> Verdict | None:
        """What its readings say; None before that was found out."""
        return self.evidence.judgement.verdict if self.evidence is not None else None

    @property
    def verdict_words(self) -> str:
        """The verdict in as few words as a column has room for."""
        return "" if self.verdict is None else verdict_label(self.verdict)

    @property
    def chance(self) -> float | None:
        """The chance of reaching its target when it is due; None where that cannot be said."""
        return self.evidence.reach.p if self.evidence is not None else None

    @property
    def chance_words(self) -> str:
        """The chance in per cent, without the sign; empty before it was asked for."""
        if self.evidence is None:
            return ""
        if self.chance is None:
            return NOTHING
        whole = round(100 * self.chance)
        return "<1" if whole < 1 else ">99" if whole > 99 else figure(whole)

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
        """Whether all words stand in its name, product, metric, owner verdict or what is wrong with it."""
        outcome = self.standing.outcome
        told = (outcome.name, self.product, self.code, outcome.metric, outcome.owner, outcome.unit)
        hay = "\n".join((*told, self.trouble.reason, self.verdict_words)).casefold()
        return all(word in hay for word in words.casefold().split())

    def spoken(self) -> str:
        """The whole row as one sentence for screen readers."""
        now = tr("now {value}", value=self.now) if self.now else ""
        chance = chances_short(self.chance) if self.chance is not None else ""
        parts = [self.name, self.goal, now, self.share, self.verdict_words, chance, self.last]
        return ", ".join(part for part in [*parts, self.trouble.reason] if part)


SPARK_DAYS = 370


def product_mark(portfolio: Portfolio, product: int | None) -> tuple[str, int | None]:
    """A product's two letters and its place among the hues, from 0; "" and None without a product."""
    number_of = product_numbers(portfolio).get(product) if product is not None else None
    return product_code(portfolio, product), None if number_of is None else number_of - 1


def board_rows(
    portfolio: Portfolio,
    today: date,
    known: Mapping[int, Standing] | None = None,
    evidence: Mapping[int, Evidence] | None = None,
) -> list[BoardRow]:
    """The scoreboard, in the order the outcomes were added. `known` are standings that still hold, `evidence` what was
    found out, by outcome.
    """
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
                evidence.get(outcome.id) if evidence else None,
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
    "verdict": lambda row: None if row.verdict is None else _WORST_FIRST.index(row.verdict),
    "chance": lambda row: row.chance,
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
