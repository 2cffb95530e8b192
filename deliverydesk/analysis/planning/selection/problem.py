"""The choice of a set of deliverables as arrays: what is to be gained, what it takes, and what must hold.

Maximise the expected value of the work that is still to do, Σ pᵢ·vᵢₜ·xᵢₜ, xᵢₜ = 1 where item i is done in period t.
What was spent before enters nowhere. It is the multidimensional knapsack of R&D selection (Petersen 1967, Management
Science 13:736-750) with periods, prerequisites, either/or groups, guardrails and a cost of moving people.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

OUT: Final = -1
"""The period of an item that is not in a plan."""
SLACK: Final = 1e-6
"""By how many person-weeks, or units of money, a limit may be passed and still count as kept: what sums of decimal
fractions lose."""


class Basis(StrEnum):
    """What a guardrail's share is a share of."""

    PLANNED = "planned"
    """The effort of all items in the plan."""
    CAPACITY = "capacity"
    """What all teams can give in all periods, upkeep included."""


@dataclass(frozen=True, slots=True)
class Guardrail:
    """The effort of some items has to keep within shares of the whole."""

    members: frozenset[int]
    low: float = 0.0
    """0 to 1."""
    high: float = 1.0
    basis: Basis = Basis.PLANNED


@dataclass(frozen=True, slots=True, eq=False)
class Switching:
    """What it costs that people leave what they are on, or begin on something else."""

    present: frozenset[int]
    """The items that people are on now."""
    people: Floats
    """[item]: how many people move when it comes into the set, or leaves it."""
    cost: float
    """Value for each person moved."""


@dataclass(frozen=True, eq=False)
class Problem:
    """What can be chosen, and what must hold. Made by `Problem.of`; not to be written to."""

    value: Floats
    """[item, period]: what the item is worth when it is done in the period, if its outcome moves."""
    effort: Floats
    """[item, team]: person-weeks still to do, all within the period."""
    capacity: Floats
    """[period, team]: person-weeks that the teams can give."""
    floor: Floats
    """[period, team]: how much of that goes to upkeep first."""
    chance: Floats
    """[item]: p, how likely the outcome is to move."""
    allowed: Flags
    """[item, period]: whether the item may be done in the period. One period alone pins an item that must be done."""
    cost: Floats
    """[item]: money still to be spent."""
    budget: float | None = None
    """Money for all periods together."""
    requires: tuple[tuple[int, int], ...] = ()
    """(item, what has to be done in the same period or before)."""
    exclusive: tuple[frozenset[int], ...] = ()
    """Groups of which at most one may be chosen."""
    must: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()
    guardrails: tuple[Guardrail, ...] = ()
    switching: Switching | None = None
    barred: tuple[frozenset[int], ...] = ()
    """Sets of items that may not be the whole choice (no-good cuts)."""

    @classmethod
    def of(
        cls,
        value: ArrayLike,
        effort: ArrayLike,
        capacity: ArrayLike,
        *,
        upkeep: ArrayLike = 0.0,
        chance: ArrayLike = 1.0,
        allowed: ArrayLike | None = None,
        cost: ArrayLike = 0.0,
        budget: float | None = None,
        requires: Iterable[tuple[int, int]] = (),
        exclusive: Iterable[Iterable[int]] = (),
        must: Iterable[int] = (),
        excluded: Iterable[int] = (),
        guardrails: Iterable[Guardrail] = (),
        switching: Switching | None = None,
    ) -> Problem:
        """A problem of n items, m teams and T periods.

        `value` is [n] or [n, T], `effort` [n, m], `capacity` [m] or [T, m]; `upkeep` is the share of each team's
        capacity, [m], that is reserved first. Raises ValueError where shapes or figures make no sense.
        """
        effort = np.atleast_2d(np.asarray(effort, dtype=float))
        items, teams = effort.shape
        capacity = np.atleast_2d(np.asarray(capacity, dtype=float))
        value = np.asarray(value, dtype=float)
        if value.ndim == 1:
            value = np.repeat(value[:, None], len(capacity), axis=1)
        periods = len(capacity)
        made = cls(
            value=value,
            effort=effort,
            capacity=capacity,
            floor=capacity * np.broadcast_to(np.asarray(upkeep, dtype=float), teams),
            chance=np.broadcast_to(np.asarray(chance, dtype=float), items),
            allowed=np.ones((items, periods), bool) if allowed is None else np.asarray(allowed, bool),
            cost=np.broadcast_to(np.asarray(cost, dtype=float), items),
            budget=budget,
            requires=tuple(dict.fromkeys(requires)),
            exclusive=tuple(frozenset(group) for group in exclusive),
            must=frozenset(must),
            excluded=frozenset(excluded),
            guardrails=tuple(guardrails),
            switching=switching,
        )
        made._check()
        return made

    def __getstate__(self) -> dict[str, Any]:
        # What is reckoned from the fields is reckoned again in another process, and not sent there.
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def _check(self) -> None:
        items, teams, periods = self.items, self.teams, self.periods
        shapes = (self.value.shape, self.allowed.shape, self.capacity.shape)
        if shapes != ((items, periods), (items, periods), (periods, teams)):
            raise ValueError(f"{items} items, {teams} teams and {periods} periods do not agree with {shapes}.")
        for name in ("value", "effort", "capacity", "floor", "chance", "cost"):
            figures = getattr(self, name)
            if not np.isfinite(figures).all():
                raise ValueError(f"A figure of {name} is not a number.")
            if name != "value" and (figures < 0).any():
                raise ValueError(f"A figure of {name} is below 0.")
        known = range(items)
        named = [*self.must, *self.excluded, *(each for group in self.exclusive for each in group)]
        named += [each for pair in self.requires for each in pair]
        named += [each for guardrail in self.guardrails for each in guardrail.members]
        if any(each not in known for each in named):
            raise ValueError(f"There are {items} items; an index is beyond them.")

    @property
    def items(self) -> int:
        return len(self.effort)

    @property
    def teams(self) -> int:
        return int(self.effort.shape[1])

    @property
    def periods(self) -> int:
        return len(self.capacity)

    @cached_property
    def net(self) -> Floats:
        """[period, team]: person-weeks that are left once upkeep is reserved."""
        return np.maximum(self.capacity - self.floor, 0.0)

    @cached_property
    def expected(self) -> Floats:
        """[item, period]: p × value."""
        return self.chance[:, None] * self.value

    @cached_property
    def gain(self) -> Floats:
        """[item, period]: what choosing it adds to the objective: p × value, less or more what moving people costs."""
        if self.switching is None:
            return self.expected
        moved = self.switching.people * self.switching.cost
        present = np.isin(np.arange(self.items), list(self.switching.present))
        return self.expected + np.where(present, moved, -moved)[:, None]

    @cached_property
    def base(self) -> float:
        """The objective of choosing nothing: minus what it costs that all leave what they are on."""
        if self.switching is None:
            return 0.0
        return -self.switching.cost * float(sum(self.switching.people[each] for each in self.switching.present))

    @cached_property
    def total_effort(self) -> Floats:
        """[item]: person-weeks of all teams."""
        total: Floats = self.effort.sum(axis=1)
        return total

    @cached_property
    def sides(self) -> tuple[Floats, Floats]:
        """The limits beside capacity, as coefficients [limit, item] and bounds [limit]: Σ coefficient ≤ bound.

        The budget, and for each guardrail its low share (turned round) and its high share where they bind at all.
        """
        rows: list[Floats] = []
        bounds: list[float] = []
        if self.budget is not None:
            rows.append(self.cost)
            bounds.append(self.budget)
        for guardrail in self.guardrails:
            for row, bound in guardrail_rows(self, guardrail):
                rows.append(row)
                bounds.append(bound)
        return (np.array(rows) if rows else np.zeros((0, self.items))), np.array(bounds)

    def objective(self, periods: Sequence[int] | NDArray[np.int64]) -> float:
        """The expected value of a plan, less what moving people costs."""
        at = np.asarray(periods, dtype=np.int64)
        chosen = np.flatnonzero(at != OUT)
        return self.base + float(self.gain[chosen, at[chosen]].sum())


def guardrail_rows(problem: Problem, guardrail: Guardrail) -> list[tuple[Floats, float]]:
    """The low and the high share of a guardrail as (coefficients [item], bound), where they can bind."""
    member = np.isin(np.arange(problem.items), list(guardrail.members))
    total, whole = problem.total_effort, float(problem.capacity.sum())
    planned = guardrail.basis is Basis.PLANNED
    rows: list[tuple[Floats, float]] = []
    if guardrail.low > 0:
        rows.append((total * (guardrail.low - member), 0.0) if planned else (-total * member, -guardrail.low * whole))
    if guardrail.high < 1:
        rows.append((total * (member - guardrail.high), 0.0) if planned else (total * member, guardrail.high * whole))
    return rows


class Broken(StrEnum):
    """What a plan does not keep, and what can stand in each other's way."""

    CAPACITY = "capacity"
    """A team gives more in a period than it has once upkeep is reserved: indices (period, team)."""
    BUDGET = "budget"
    """More money than there is: no indices."""
    REQUIRES = "requires"
    """Something needs what is not done by then: indices (item, required item)."""
    EXCLUSIVE = "exclusive"
    """More than one of an either/or group: index (group,)."""
    MUST = "must"
    """Something that must be done is not in it: index (item,)."""
    EXCLUDED = "excluded"
    """Something that was left out is in it: index (item,)."""
    PERIOD = "period"
    """Something is done in a period that it may not be done in: index (item,)."""
    LOW = "low"
    """Below a guardrail's low share: index (guardrail,)."""
    HIGH = "high"
    """Above a guardrail's high share: index (guardrail,)."""
    CYCLE = "cycle"
    """Items that need each other in a circle: indices (item, the one it needs, the one that needs, …)."""
    BARRED = "barred"
    """It is one of the sets that may not be the whole choice: index (set,)."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A condition by its kind and the indices that the kind says."""

    code: Broken
    at: tuple[int, ...] = ()


def breaches(problem: Problem, periods: Sequence[int] | NDArray[np.int64]) -> tuple[Breach, ...]:
    """All that a plan does not keep, reckoned from the problem alone; none for a plan that can be carried out."""
    at = np.asarray(periods, dtype=np.int64)
    taken = at != OUT
    found: list[Breach] = []
    for period in range(problem.periods):
        used = problem.effort[at == period].sum(axis=0)
        over = np.flatnonzero(used > problem.net[period] + SLACK)
        found += [Breach(Broken.CAPACITY, (period, int(team))) for team in over]
    if problem.budget is not None and problem.cost[taken].sum() > problem.budget + SLACK:
        found.append(Breach(Broken.BUDGET))
    for item, needed in problem.requires:
        if taken[item] and not (taken[needed] and at[needed] <= at[item]):
            found.append(Breach(Broken.REQUIRES, (item, needed)))
    chosen = frozenset(np.flatnonzero(taken).tolist())
    found += [Breach(Broken.EXCLUSIVE, (n,)) for n, group in enumerate(problem.exclusive) if len(group & chosen) > 1]
    found += [Breach(Broken.MUST, (item,)) for item in sorted(problem.must - chosen)]
    found += [Breach(Broken.EXCLUDED, (item,)) for item in sorted(problem.excluded & chosen)]
    found += [Breach(Broken.PERIOD, (item,)) for item in sorted(chosen) if not problem.allowed[item, at[item]]]
    for n, guardrail in enumerate(problem.guardrails):
        whole = problem.total_effort[taken].sum() if guardrail.basis is Basis.PLANNED else problem.capacity.sum()
        inside = problem.total_effort[sorted(chosen & guardrail.members)].sum()
        if inside < guardrail.low * whole - SLACK:
            found.append(Breach(Broken.LOW, (n,)))
        if inside > guardrail.high * whole + SLACK:
            found.append(Breach(Broken.HIGH, (n,)))
    found += [Breach(Broken.BARRED, (n,)) for n, group in enumerate(problem.barred) if group == chosen]
    return tuple(found)
