"""Chains and circles of dependencies. Iterative throughout: chains may be long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.entities import Dependency
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.wording import named
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


def check_no_circle(after: Portfolio, change_set: ChangeSet) -> None:
    """No deliverable may come, by any chain of dependencies, before itself."""
    kept = [change.after for change in change_set.of(Dependency) if isinstance(change.after, Dependency)]
    # A walk from each of many, as an import brings them, would be quadratic in a long chain; one over all is not.
    if len(kept) > 8 and circle(after) is None:
        return
    for link in kept:
        chain = dependency_chain(after, link.successor, link.predecessor)
        if chain is not None:
            raise RuleBroken(tr("That would make a circle of dependencies: {circle}.", circle=in_words(after, chain)))


def in_words(portfolio: Portfolio, found: list[int]) -> str:
    """A circle in words, shortened in the middle: “A” → “B” → “A”."""
    titles = [named(portfolio.deliverables[each]) for each in (*found, found[0])]
    return " → ".join(titles if len(titles) <= 6 else [*titles[:4], "…", titles[-1]])


def circle(portfolio: Portfolio) -> list[int] | None:
    """Some deliverables that wait for one another, in the order of waiting; None where none do.

    Takes away again and again what waits for nothing. What is left holds a circle: following predecessors must
    come back to where it has been.
    """
    waits_for = {item.id: 0 for item in portfolio.deliverables}
    for dependency in portfolio.dependencies:
        if dependency.predecessor in waits_for and dependency.successor in waits_for:
            waits_for[dependency.successor] += 1
    free = [each for each, count in waits_for.items() if not count]
    while free:
        gone = free.pop()
        del waits_for[gone]
        for dependency in portfolio.dependencies.by("predecessor", gone):
            if dependency.successor in waits_for:
                waits_for[dependency.successor] -= 1
                if not waits_for[dependency.successor]:
                    free.append(dependency.successor)
    if not waits_for:
        return None
    at, steps = next(iter(waits_for)), dict[int, int]()
    while at not in steps:
        steps[at] = len(steps)
        before = portfolio.dependencies.by("successor", at)
        at = next(each.predecessor for each in before if each.predecessor in waits_for)
    return list(steps)[steps[at] :][::-1]


def dependency_chain(portfolio: Portfolio, first: int, last: int) -> list[int] | None:
    """Deliverable ids from `first` to `last` along dependencies, both included; None where there is no such chain."""
    came_from: dict[int, int | None] = {first: None}
    open_ids = [first]
    while open_ids:
        current = open_ids.pop()
        if current == last:
            chain = [current]
            while (previous := came_from[chain[-1]]) is not None:
                chain.append(previous)
            return chain[::-1]
        for dependency in portfolio.dependencies.by("predecessor", current):
            if dependency.successor not in came_from:
                came_from[dependency.successor] = current
                open_ids.append(dependency.successor)
    return None
