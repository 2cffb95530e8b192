"""In which order work is begun: list scheduling by priority, with the middle of every estimate.

Whenever a team has a place free, the first in priority that waits for nothing and finds a place in all its teams takes
it (the parallel schedule generation scheme; Kolisch 1996, European Journal of Operational Research 90:320-333).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, heapreplace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work as the sequence needs it. Its priority is its place among the others."""

    durations: dict[int, float]
    """Weeks that it takes in a place of each team, by the team's index. At least one."""
    after: tuple[int, ...] = ()
    """The places of those that must end before it begins."""
    earliest: float = 0.0
    """The week before which it does not begin."""


@dataclass(slots=True)
class _Queue:
    """The work that needs one and the same set of teams."""

    teams: tuple[int, ...]
    early: list[tuple[float, int]] = field(default_factory=list)
    """Waits for others until a time: a heap of (time, priority)."""
    ready: list[int] = field(default_factory=list)
    """Waits for a place alone: a heap of priorities."""

    def next(self, places: Sequence[list[float]]) -> tuple[float, int]:
        """When the first of it can begin, and which that is; (infinity, 0) where there is none."""
        free = max(places[team][0] for team in self.teams)
        while self.early and self.early[0][0] <= free:
            heappush(self.ready, heappop(self.early)[1])
        if self.ready:
            return free, self.ready[0]
        return self.early[0] if self.early else (float("inf"), 0)

    def take(self) -> None:
        """The one that `next` told is begun."""
        if self.ready:
            heappop(self.ready)
        else:
            heappop(self.early)


def start_order(works: Sequence[Work], places: Sequence[int]) -> list[int]:
    """The works by their starts; `places` is how many each team has. Works in or after a cycle are left out."""
    slots = [[0.0] * count for count in places]
    queues: dict[frozenset[int], _Queue] = {}
    followers: dict[int, list[int]] = {}
    missing = [len(work.after) for work in works]
    early = [work.earliest for work in works]
    for at, work in enumerate(works):
        key = frozenset(work.durations)
        if key not in queues:
            queues[key] = _Queue(tuple(sorted(key)))
        for before in work.after:
            followers.setdefault(before, []).append(at)
        if not work.after:
            queues[key].early.append((work.earliest, at))
    for queue in queues.values():
        heapify(queue.early)
    order: list[int] = []
    # The next of each queue as it was last looked at. Meanwhile it can but have become later, since places only fill.
    heap: list[tuple[float, int, frozenset[int]]] = []
    valid: dict[frozenset[int], tuple[float, int]] = {}

    def look(key: frozenset[int]) -> None:
        start, at = valid[key] = queues[key].next(slots)
        if start < float("inf"):
            heappush(heap, (start, at, key))

    for key in queues:
        look(key)
    while heap:
        start, at, key = heappop(heap)
        if valid[key] != (start, at):
            continue
        if queues[key].next(slots) != (start, at):
            look(key)
            continue
        order.append(at)
        queues[key].take()
        end = start
        for team, duration in works[at].durations.items():
            heapreplace(slots[team], start + duration)
            end = max(end, start + duration)
        look(key)
        for follower in followers.get(at, ()):
            missing[follower] -= 1
            early[follower] = max(early[follower], end)
            if not missing[follower]:
                theirs = frozenset(works[follower].durations)
                heappush(queues[theirs].early, (early[follower], follower))
                look(theirs)
    return order


def in_cycles(after: Sequence[Sequence[int]]) -> tuple[set[int], set[int]]:
    """Those that wait for themselves, over others or not, and those that wait for one of these."""
    followers: dict[int, list[int]] = {}
    for at, before in enumerate(after):
        for each in before:
            followers.setdefault(each, []).append(at)
    stuck = _stripped(set(range(len(after))), [len(before) for before in after], followers)
    forward = {at: [each for each in followers.get(at, ()) if each in stuck] for at in stuck}
    back = {at: [each for each in after[at] if each in stuck] for at in stuck}
    waiting_on = [len(forward[at]) if at in stuck else 0 for at in range(len(after))]
    cyclic = _stripped(stuck, waiting_on, back)
    return cyclic, stuck - cyclic


def _stripped(nodes: set[int], open_: list[int], next_: dict[int, list[int]]) -> set[int]:
    """What is left of the nodes once those without anything open are taken away, again and again."""
    left, free = set(nodes), [at for at in nodes if not open_[at]]
    while free:
        at = free.pop()
        left.discard(at)
        for each in next_.get(at, ()):
            open_[each] -= 1
            if not open_[each]:
                free.append(each)
    return left
