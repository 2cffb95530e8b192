"""What is asked of a schedule and what is answered, in whole periods and whole units of capacity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work. It runs without a break once it is begun."""

    duration: int
    """Periods, 0 or more."""
    demands: tuple[int, ...]
    """Units that it takes of each resource in each period in which it runs, 0 or more."""
    after: tuple[int, ...] = ()
    """Places in the problem of those that must have ended before it starts."""
    earliest: int = 0
    """The first period in which it may start."""
    pinned: bool = False
    """It starts in `earliest` and in no other period."""
    weight: int = 0
    """What each period until its end costs."""
    present: int | None = None
    """Where it starts in the present plan."""
    stay: int = 0
    """What each period costs by which it is moved from there."""


@dataclass(frozen=True)
class Problem:
    """Items by priority, and the capacity that they share.

    The cost of a plan is makespan·(end of the last item) + Σ weight·end + Σ stay·|start − present|.
    """

    items: tuple[Item, ...]
    capacities: tuple[tuple[int, ...], ...]
    """Of each resource the units in each period from 0 on; the last of them holds for ever after."""
    makespan: int = 1

    def __post_init__(self) -> None:
        """Raises ValueError where sizes do not agree or a number is negative. Conflicts are no matter of form."""
        for item in self.items:
            if len(item.demands) != len(self.capacities):
                raise ValueError("An item has not one demand for each resource.")
            if min(item.duration, item.earliest, item.weight, item.stay, *item.demands, 0) < 0:
                raise ValueError("An item has a negative number.")
            if any(not 0 <= before < len(self.items) for before in item.after):
                raise ValueError("An item comes after one that is not there.")
        if any(not units or min(units) < 0 for units in self.capacities):
            raise ValueError("A resource has no or a negative capacity.")

    @cached_property
    def horizon(self) -> int:
        """A period by which everything can have ended, where that is possible at all."""
        last = max((len(units) for units in self.capacities), default=0)
        late = max((max(item.earliest, item.present or 0) for item in self.items), default=0)
        return max(last, late) + sum(item.duration for item in self.items)

    @cached_property
    def plain(self) -> bool:
        """True where nothing costs but the makespan."""
        return not any(item.weight or (item.stay and item.present is not None) for item in self.items)

    def end(self, starts: Sequence[int]) -> int:
        """The period by which everything has ended, 0 where there is nothing."""
        ends = (start + item.duration for start, item in zip(starts, self.items, strict=True))
        return max(ends, default=0)

    def cost(self, starts: Sequence[int]) -> int:
        """What a plan costs, whether it may be or not."""
        cost = self.makespan * self.end(starts)
        for start, item in zip(starts, self.items, strict=True):
            cost += item.weight * (start + item.duration)
            if item.present is not None:
                cost += item.stay * abs(start - item.present)
        return cost


@dataclass(frozen=True, slots=True)
class Plan:
    """Starts that break nothing, and how good they are known to be."""

    starts: tuple[int, ...]
    end: int
    cost: int
    bound: int
    """No plan costs less than this: proved."""
    tried: int = 1
    """Schedules that were generated to find it."""

    @property
    def gap(self) -> float:
        """By which share of the bound the plan is above it: at most so much could be gained. 0 is proved to be best."""
        if self.cost <= self.bound:
            return 0.0
        return (self.cost - self.bound) / self.bound if self.bound > 0 else float("inf")

    @property
    def proved(self) -> bool:
        """True where no plan costs less."""
        return self.cost <= self.bound
