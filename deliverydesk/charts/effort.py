"""Where effort and money go: by product, kind, horizon or theme, the parts by stage or by what is spent already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from deliverydesk.analysis.effort import effort_to_come, money_to_come
from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import NO_PRODUCT, coded, product_numbers, product_role
from deliverydesk.charts.format import number, with_unit
from deliverydesk.charts.spec import Axis, ChartSpec, LegendEntry, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Horizon, Kind, Stage
from deliverydesk.support.language import tr, trc, trn

By = Literal["product", "kind", "horizon", "theme"]
BYS: tuple[By, ...] = ("product", "kind", "horizon", "theme")
"""What the bars can stand for."""

# the nearer to people's hands, the fuller the colour; stages are ink only
_STAGES: tuple[tuple[Hashable, str, float], ...] = (
    (Stage.DELIVERY, tr("In delivery"), 1.0),
    (Stage.IMPROVING, choice_label(Stage.IMPROVING), 0.78),
    (Stage.READY, choice_label(Stage.READY), 0.56),
    (Stage.SHAPING, choice_label(Stage.SHAPING), 0.36),
    (Stage.IDEA, choice_label(Stage.IDEA), 0.18),
)
_SPENT, _TO_COME = "spent", "to come"
_MONEY: tuple[tuple[Hashable, str, float], ...] = (
    (_SPENT, trc("money", "Spent"), 1.0),
    (_TO_COME, trc("money", "Still to spend"), 0.36),
)
_KINDS: dict[Hashable, str] = {
    Kind.FEATURE: tr("Features"),
    Kind.UPKEEP: choice_label(Kind.UPKEEP),
    Kind.RISK: choice_label(Kind.RISK),
    Kind.DEBT: choice_label(Kind.DEBT),
}
_HORIZONS: dict[Hashable, str] = {each: tr("Horizon {number}", number=int(each)) for each in Horizon}
_NAMES = _KINDS | _HORIZONS


def effort_chart(portfolio: Portfolio, *, today: date, source: str = "", by: By = "product") -> ChartSpec:
    """A bar for every product (kind, horizon, theme), its parts the effort still to come by stage; open deliverables
    only, archived ones left out. What is not estimated is counted and said.
    """
    del today  # the same on every day
    sums = _Sums(portfolio, by)
    for item in _open(portfolio):
        effort = effort_to_come(portfolio, item)
        sums.add(item, {item.stage: effort} if effort is not None else None)
    return sums.chart(_EFFORT, _STAGES, source)


def money_chart(portfolio: Portfolio, *, today: date, source: str = "", by: By = "product") -> ChartSpec:
    """A bar for every product (kind, horizon, theme): the money spent, also on what is ended, and what is still to be
    spent on open deliverables (cost minus spent, never below 0). Open deliverables without a cost are counted and said.
    """
    del today
    sums = _Sums(portfolio, by)
    for item in portfolio.deliverables:
        if item.archived:
            continue
        spent = item.spent or 0.0
        if item.stage.is_open and item.cost is None:
            sums.add(item, None)
        to_come = (money_to_come(item) or 0.0) if item.stage.is_open else 0.0
        if spent or to_come:
            sums.add(item, {_SPENT: spent, _TO_COME: to_come})
    return sums.chart(_money_words(portfolio.settings.currency), _MONEY, source)


def _open(portfolio: Portfolio) -> Iterable[Deliverable]:
    return (item for item in portfolio.deliverables if item.stage.is_open and not item.archived)


@dataclass(frozen=True, slots=True)
class _Words:
    """What one of the two charts is called and says."""

    name: str
    titles: dict[By, str]
    axis: str
    unit: str
    unknown: str
    """After the number of deliverables of one group that nothing is known of."""
    total: Callable[[str], str]
    """All of it, from its figure."""
    missing: Callable[[int], str]
    """How many deliverables nothing is known of."""
    alt: Callable[[str, str], str]
    """The chart to those who cannot see it, from the figure of all of it and the groups in words."""
    empty_alt: str


_EFFORT = _Words(
    "effort",
    {
        "product": tr("Effort still to come, by product"),
        "kind": tr("Effort still to come, by kind"),
        "horizon": tr("Effort still to come, by horizon"),
        "theme": tr("Effort still to come, by theme"),
    },
    tr("Person-weeks still to do"),
    tr("pw"),
    tr("not estimated"),
    lambda total: tr("{total} person-weeks still to do", total=total),
    lambda count: trn("{n} deliverable not estimated", "{n} deliverables not estimated", count, n=number(count, 0)),
    lambda total, groups: tr(
        "Stacked bar chart of the effort still to come: {total} person-weeks {groups}.", total=total, groups=groups
    ),
    tr("Bar chart of the effort still to come, no open deliverables yet."),
)


def _money_words(sign: str) -> _Words:
    return _Words(
        "money",
        {
            "product": tr("Money spent and to come, by product"),
            "kind": tr("Money spent and to come, by kind"),
            "horizon": tr("Money spent and to come, by horizon"),
            "theme": tr("Money spent and to come, by theme"),
        },
        sign,
        sign,
        tr("without a cost"),
        lambda total: tr("{total} {currency} spent and to come", total=total, currency=sign),
        lambda count: trn(
            "{n} deliverable without a cost", "{n} deliverables without a cost", count, n=number(count, 0)
        ),
        lambda total, groups: tr(
            "Stacked bar chart of the money: {total} {currency} {groups}.",
            total=total,
            currency=sign,
            groups=groups,
        ),
        tr("Bar chart of the money, no open deliverables yet."),
    )


_COUNTED: dict[By, Callable[[int, str], str]] = {
    "product": lambda count, n: trn("in {n} product", "in {n} products", count, n=n),
    "kind": lambda count, n: trn("in {n} kind", "in {n} kinds", count, n=n),
    "horizon": lambda count, n: trn("in {n} horizon", "in {n} horizons", count, n=n),
    "theme": lambda count, n: trn("in {n} theme", "in {n} themes", count, n=n),
}
_NONE: dict[By, str] = {
    "product": tr("No product"),
    "kind": tr("No kind"),
    "horizon": tr("No horizon"),
    "theme": tr("No theme"),
}
_HEADS: dict[By, str] = {
    "product": tr("Product"),
    "kind": tr("Kind"),
    "horizon": tr("Horizon"),
    "theme": tr("Theme"),
}


class _Sums:
    """Sums by group and part, and how many deliverables of each group nothing is known of."""

    def __init__(self, portfolio: Portfolio, by: By) -> None:
        self.portfolio, self.by = portfolio, by
        self.parts: dict[Hashable, dict[Hashable, float]] = defaultdict(lambda: defaultdict(float))
        self.unknown: Counter[Hashable] = Counter()
        self._group = self._grouping()

    def _grouping(self) -> Callable[[Deliverable], Hashable]:
        if self.by == "product":
            return lambda item: item.product if item.product in self.portfolio.products else None
        return lambda item: getattr(item, self.by) or None

    def add(self, item: Deliverable, parts: dict[Hashable, float] | None) -> None:
        """Add a deliverable's parts; None where they are not known."""
        group = self._group(item)
        if parts is None:
            self.unknown[group] += 1
            return
        for part, value in parts.items():
            self.parts[group][part] += value

    def groups(self) -> list[Hashable]:
        """Kinds and horizons in their own order, products and themes with the most first; what has none last of
        equals.
        """
        found = {*self.parts, *self.unknown}
        order: list[Hashable] = [*_KINDS, *_HORIZONS, None]
        if self.by in ("kind", "horizon"):
            return [group for group in order if group in found]
        return sorted(found, key=lambda group: (-self.total(group), group is None, str(self.name(group))))

    def total(self, group: Hashable) -> float:
        """All parts of a group."""
        return sum(self.parts[group].values()) if group in self.parts else 0.0

    def name(self, group: Hashable) -> str:
        """What a group is called."""
        if group is None:
            return _NONE[self.by]
        if self.by == "product":
            product = self.portfolio.products[group]  # type: ignore[index]
            return coded(self.portfolio, product.id, product.name)
        return _NAMES.get(group, str(group))

    def chart(self, words: _Words, parts: Sequence[tuple[Hashable, str, float]], source: str) -> ChartSpec:
        """The bars of all groups."""
        shown = self.groups()
        totals = [self.total(group) for group in shown]
        names = tuple(self.name(group) for group in shown)
        used = [entry for entry in parts if any(self.parts[group].get(entry[0]) for group in shown)]
        _, high, step = nice_range(0.0, max(totals, default=0.0) or 1.0, from_zero=True)
        name = words.name if self.by == "product" else f"{words.name}-{self.by}"
        return ChartSpec(
            name=name,
            title=words.titles[self.by],
            takeaway=self._takeaway(words, totals),
            source=source,
            alt=self._alt(words, names, totals),
            x=Axis("number", 0.0, high, words.axis, step=step),
            y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=names),
            series=self._series(words, shown, used or list(parts[:1])),
            legend=tuple(LegendEntry(label, "text2", tint) for _, label, tint in used),
            table=self._table(words, shown, parts),
            empty="" if shown else tr("No open deliverables yet. Add one, or import a backlog."),
        )

    def _series(
        self, words: _Words, shown: list[Hashable], used: list[tuple[Hashable, str, float]]
    ) -> tuple[Series, ...]:
        numbers = product_numbers(self.portfolio)
        by_product = self.by == "product"
        roles = tuple(product_role(numbers, group) if by_product else NO_PRODUCT for group in shown)  # type: ignore[arg-type]
        places = tuple(float(place) for place in range(len(shown)))
        made = []
        for part, label, tint in used:
            values = tuple(self.parts[group].get(part, 0.0) for group in shown)
            labels = tuple(self._total_words(words, group) for group in shown) if part is used[-1][0] else ()
            made.append(
                Series(label, "bars", values, places, role=NO_PRODUCT, tint=tint, roles=roles, labels=labels, rank=4)
            )
        return tuple(made)

    def _total_words(self, words: _Words, group: Hashable) -> str:
        said = with_unit(self.total(group), words.unit)
        unknown = self.unknown[group]
        return f"{said}, {number(unknown, 0)} {words.unknown}" if unknown else said

    def _in_groups(self, count: int) -> str:
        return _COUNTED[self.by](count, number(count, 0))

    def _takeaway(self, words: _Words, totals: list[float]) -> str:
        said = f"{words.total(number(sum(totals)))} {self._in_groups(len(totals))}"
        unknown = sum(self.unknown.values())
        return f"{said}; {words.missing(unknown)}." if unknown else f"{said}."

    def _alt(self, words: _Words, names: tuple[str, ...], totals: list[float]) -> str:
        if not names:
            return words.empty_alt
        most = max(range(len(totals)), key=lambda place: totals[place])
        most_words = tr("Most has {name} with {total}.", name=names[most], total=number(totals[most]))
        return f"{words.alt(number(sum(totals)), self._in_groups(len(names)))} {most_words}"

    def _table(self, words: _Words, shown: list[Hashable], parts: Sequence[tuple[Hashable, str, float]]) -> TableData:
        columns = (
            Column(_HEADS[self.by], "text", 28),
            *(Column(label, "number", 12, words.unit) for _, label, _ in parts),
            Column(tr("Total"), "number", 12, words.unit),
            Column(words.unknown[:1].upper() + words.unknown[1:], "whole", 14),
        )
        rows: list[tuple[Cell, ...]] = []
        for group in shown:
            values = [self.parts[group].get(part, 0.0) for part, _, _ in parts]
            rows.append((self.name(group), *values, sum(values), self.unknown[group]))
        return TableData(words.titles[self.by], columns, tuple(rows))
