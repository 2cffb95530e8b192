"""Where effort and money go: by product, kind, horizon or theme, the parts by stage or by what is spent already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from deliverydesk.charts.axes import nice_range
from deliverydesk.charts.common import NO_PRODUCT, coded, product_numbers, product_role
from deliverydesk.charts.format import counted, number, with_unit
from deliverydesk.charts.spec import Axis, ChartSpec, LegendEntry, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.estimates import effort_of
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Horizon, Kind, Stage

By = Literal["product", "kind", "horizon", "theme"]
BYS: tuple[By, ...] = ("product", "kind", "horizon", "theme")
"""What the bars can stand for."""

# the nearer to people's hands, the fuller the colour; stages are ink only
_STAGES: tuple[tuple[Hashable, str, float], ...] = (
    (Stage.DELIVERY, "In delivery", 1.0),
    (Stage.IMPROVING, "Improving", 0.78),
    (Stage.READY, "Ready", 0.56),
    (Stage.SHAPING, "Shaping", 0.36),
    (Stage.IDEA, "Idea", 0.18),
)
_SPENT, _TO_COME = "spent", "to come"
_MONEY: tuple[tuple[Hashable, str, float], ...] = ((_SPENT, "Spent", 1.0), (_TO_COME, "Still to spend", 0.36))
_KINDS: dict[Hashable, str] = {Kind.FEATURE: "Features", Kind.UPKEEP: "Upkeep", Kind.RISK: "Risk", Kind.DEBT: "Debt"}
_HORIZONS: dict[Hashable, str] = {Horizon.ONE: "Horizon 1", Horizon.TWO: "Horizon 2", Horizon.THREE: "Horizon 3"}
_NAMES = _KINDS | _HORIZONS


def effort_to_come(portfolio: Portfolio, item: Deliverable) -> float | None:
    """Person-weeks still to do: the remaining effort where it is kept, else the likely estimate; None where
    neither is.
    """
    return item.remaining if item.remaining is not None else effort_of(portfolio, item).likely


def effort_chart(portfolio: Portfolio, *, today: date, source: str = "", by: By = "product") -> ChartSpec:
    """A bar for every product (kind, horizon, theme), its parts the effort still to come by stage; open deliverables
    only, archived ones left out. What is not estimated is counted and said.
    """
    del today  # the same on every day
    sums = _Sums(portfolio, by)
    for item in _open(portfolio):
        effort = effort_to_come(portfolio, item)
        sums.add(item, {item.stage: effort} if effort is not None else None)
    return sums.chart(
        _Words(
            "effort",
            "Effort still to come",
            "Person-weeks still to do",
            "pw",
            "person-weeks",
            "person-weeks still to do",
            "not estimated",
            "effort still to come",
        ),
        _STAGES,
        source,
    )


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
        to_come = max((item.cost or 0.0) - spent, 0.0) if item.stage.is_open else 0.0
        if spent or to_come:
            sums.add(item, {_SPENT: spent, _TO_COME: to_come})
    sign = portfolio.settings.currency
    words = _Words(
        "money", "Money spent and to come", sign, sign, sign, f"{sign} spent and to come", "without a cost", "money"
    )
    return sums.chart(words, _MONEY, source)


def _open(portfolio: Portfolio) -> Iterable[Deliverable]:
    return (item for item in portfolio.deliverables if item.stage.is_open and not item.archived)


@dataclass(frozen=True, slots=True)
class _Words:
    """What one of the two charts is called and says."""

    name: str
    title: str
    axis: str
    unit: str
    spoken_unit: str
    takeaway: str
    unknown: str
    subject: str


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
            return f"No {self.by}"
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
            title=f"{words.title}, by {self.by}",
            takeaway=self._takeaway(words, totals),
            source=source,
            alt=self._alt(words, names, totals),
            x=Axis("number", 0.0, high, words.axis, step=step),
            y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=names),
            series=self._series(words, shown, used or list(parts[:1])),
            legend=tuple(LegendEntry(label, "text2", tint) for _, label, tint in used),
            table=self._table(words, shown, parts),
            empty="" if shown else "No open deliverables yet. Add one, or import a backlog.",
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

    def _takeaway(self, words: _Words, totals: list[float]) -> str:
        said = f"{number(sum(totals))} {words.takeaway} in {counted(len(totals), self.by)}"
        unknown = sum(self.unknown.values())
        return f"{said}; {counted(unknown, 'deliverable')} {words.unknown}." if unknown else f"{said}."

    def _alt(self, words: _Words, names: tuple[str, ...], totals: list[float]) -> str:
        if not names:
            return f"Bar chart of the {words.subject}, no open deliverables yet."
        said = f"Stacked bar chart of the {words.subject}: {number(sum(totals))} {words.spoken_unit}"
        most = max(range(len(totals)), key=lambda place: totals[place])
        most_words = f"Most has {names[most]} with {number(totals[most])}."
        return f"{said} in {counted(len(names), self.by)}. {most_words}"

    def _table(self, words: _Words, shown: list[Hashable], parts: Sequence[tuple[Hashable, str, float]]) -> TableData:
        columns = (
            Column(self.by.capitalize(), "text", 28),
            *(Column(label, "number", 12, words.unit) for _, label, _ in parts),
            Column("Total", "number", 12, words.unit),
            Column(words.unknown.capitalize(), "whole", 14),
        )
        rows: list[tuple[Cell, ...]] = []
        for group in shown:
            values = [self.parts[group].get(part, 0.0) for part, _, _ in parts]
            rows.append((self.name(group), *values, sum(values), self.unknown[group]))
        return TableData(f"{words.title}, by {self.by}", columns, tuple(rows))
