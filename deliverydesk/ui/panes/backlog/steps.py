"""How rows change from one state of the table to the next, as Qt wants to be told. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Step(NamedTuple):
    """How the rows change. Rows `first` to `last`, both included; `to` is the row they go above, before the move."""

    kind: Literal["none", "insert", "remove", "move", "reset"]
    first: int = 0
    last: int = 0
    to: int = 0


def step_between(before: Sequence[int], after: Sequence[int]) -> Step:
    """The one step that leads from these ids to those, if a single insertion, removal or move does; else a reset."""
    if before is after:
        return Step("none")
    head = common_head(before, after)
    if head == len(before) == len(after):
        return Step("none")
    tail = _common_tail(before, after, head)
    old, new = len(before) - tail - head, len(after) - tail - head  # the rows between head and tail
    if not old:
        return Step("insert", head, head + new - 1)
    if not new:
        return Step("remove", head, head + old - 1)
    if old == new:
        return _move_within(before[head : head + old], after[head : head + new], head)
    return Step("reset")


def _move_within(before: Sequence[int], after: Sequence[int], start: int) -> Step:
    """A stretch of rows that is turned round is one move: the shorter part goes over the longer one."""
    turn = before.index(after[0]) if after[0] in before else 0
    if not turn or list(before[turn:]) != list(after[: len(before) - turn]):
        return Step("reset")
    if list(before[:turn]) != list(after[len(before) - turn :]):
        return Step("reset")
    if len(before) - turn <= turn:
        return Step("move", start + turn, start + len(before) - 1, start)
    return Step("move", start, start + turn - 1, start + len(before))


def common_head(a: Sequence[int], b: Sequence[int]) -> int:
    """How many ids both begin with: whole stretches are compared at once, as Python compares lists fast."""
    return _agree(min(len(a), len(b)), lambda low, high: a[low:high] == b[low:high])


def _common_tail(a: Sequence[int], b: Sequence[int], head: int) -> int:
    most = min(len(a), len(b)) - head

    def same(low: int, high: int) -> bool:
        return a[len(a) - high : len(a) - low] == b[len(b) - high : len(b) - low]

    return _agree(most, same)


def _agree(most: int, same: Callable[[int, int], bool]) -> int:
    """The largest n up to `most` with all of [0, n) the same, by halving."""
    low, high = 0, most
    if same(0, most):
        return most
    while high - low > 1:
        middle = (low + high) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle
    return low
