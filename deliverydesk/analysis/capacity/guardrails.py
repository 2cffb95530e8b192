"""Whether effort goes where it is to go: shares by horizon, theme, kind and product, and people split over too much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.analysis.capacity.strength import strength
from deliverydesk.analysis.load_grid import Loads
from deliverydesk.domain.values import GuardrailBasis, GuardrailDimension
from deliverydesk.domain.workdays import monday

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.domain.entities import Deliverable, Guardrail
    from deliverydesk.domain.portfolio import Portfolio

SAID_NOTHING = ""
"""The value of what has no horizon, theme or product."""


class Standing(StrEnum):
    """Where a share stands in its band."""

    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"
    UNKNOWN = "unknown"
    """Nothing is planned, or nobody has capacity."""


class Rail(NamedTuple):
    """One guardrail against what is."""

    guardrail: Guardrail
    share: float | None
    """None where it is a share of nothing."""
    effort: float
    """Person-weeks planned for it."""
    standing: Standing
    off: float
    """By how much the share is outside its band, below negative; 0 within."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Effort in the whole weeks from one Monday to another day, person-weeks."""

    first: date
    weeks: int
    planned: float
    """All that is planned for teams."""
    capacity: float
    """All that the teams can give to planned work."""
    efforts: Mapping[GuardrailDimension, Mapping[str, float]]
    """By value of each dimension, spelt as guardrails spell it; `SAID_NOTHING` for what has none."""
    rails: tuple[Rail, ...]
    """Every guardrail, those outside their bands first, then in the order of their dimensions."""

    def whole(self, basis: GuardrailBasis) -> float:
        """What a share is a share of."""
        return self.planned if basis is GuardrailBasis.PLANNED else self.capacity


def balance(portfolio: Portfolio, first: date, last: date) -> Balance:
    """Shares of effort in the weeks from that of `first` to that of `last`, held against the guardrails."""
    begin = monday(first)
    weeks = max((monday(last) - begin).days // 7 + 1, 1)
    loads = Loads(portfolio, begin, weeks)
    efforts: dict[GuardrailDimension, dict[str, float]] = {each: defaultdict(float) for each in GuardrailDimension}
    for team in loads.grid.teams:
        grid = loads.items(team)
        for one, effort in zip(grid.items, grid.load.sum(axis=1).tolist(), strict=True):
            for dimension, value in values_of(portfolio.deliverables[one]).items():
                efforts[dimension][value] += effort
    planned, able = float(loads.grid.load.sum()), float(loads.grid.capacity.sum())
    rails = [
        _rail(each, efforts[each.dimension].get(each.value, 0.0), planned if _is_planned(each) else able)
        for each in portfolio.guardrails
    ]
    order = {each: at for at, each in enumerate(GuardrailDimension)}
    rails.sort(key=lambda rail: (-abs(rail.off), order[rail.guardrail.dimension], rail.guardrail.value))
    return Balance(begin, weeks, planned, able, {each: dict(found) for each, found in efforts.items()}, tuple(rails))


def values_of(item: Deliverable) -> dict[GuardrailDimension, str]:
    """Under which value of each dimension a deliverable counts."""
    return {
        GuardrailDimension.HORIZON: SAID_NOTHING if item.horizon is None else str(item.horizon.value),
        GuardrailDimension.THEME: item.theme,
        GuardrailDimension.KIND: item.kind.value,
        GuardrailDimension.PRODUCT: SAID_NOTHING if item.product is None else str(item.product),
    }


def _is_planned(rail: Guardrail) -> bool:
    return rail.basis is GuardrailBasis.PLANNED


def _rail(rail: Guardrail, effort: float, whole: float) -> Rail:
    if whole <= 0:
        return Rail(rail, None, effort, Standing.UNKNOWN, 0.0)
    share = effort / whole
    if rail.low is not None and share < rail.low - _ROUNDING:
        return Rail(rail, share, effort, Standing.BELOW, share - rail.low)
    if rail.high is not None and share > rail.high + _ROUNDING:
        return Rail(rail, share, effort, Standing.ABOVE, share - rail.high)
    return Rail(rail, share, effort, Standing.WITHIN, 0.0)


_ROUNDING = 1e-9


class SplitPeople(NamedTuple):
    """A team in the week in which its people are split over most."""

    team: int
    week: date
    items: tuple[int, ...]
    people: float
    """Full-time equivalents at work."""

    @property
    def per_person(self) -> float:
        """Items for each of its people; infinite where nobody is there."""
        return len(self.items) / self.people if self.people > 0 else float("inf")


def split_people(portfolio: Portfolio, first: date, last: date) -> list[SplitPeople]:
    """Teams whose people work on more than `Settings.max_items` things each in some week, the most split first."""
    begin = monday(first)
    weeks = max((monday(last) - begin).days // 7 + 1, 1)
    loads, most = Loads(portfolio, begin, weeks), portfolio.settings.max_items
    people = strength(portfolio, loads.grid.teams, begin, weeks).here
    found = []
    for row, team in enumerate(loads.grid.teams):
        grid = loads.items(team)
        counts = (grid.load > _ROUNDING).sum(axis=0)
        told = [
            SplitPeople(
                team,
                grid.starts[at],
                tuple(grid.items[each] for each in np.flatnonzero(grid.load[:, at] > _ROUNDING).tolist()),
                float(people[row, at]),
            )
            for at in np.flatnonzero(counts > most * people[row] + _ROUNDING).tolist()
        ]
        if told:
            found.append(max(told, key=lambda each: (each.per_person, -each.week.toordinal())))
    return sorted(found, key=lambda each: (-each.per_person, each.team))
