"""A saved plan behind the present one: where its bars lay, and how far the present ones slipped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.actions.roadmap import planned_span
from deliverydesk.analysis.baselines import Drift, Slip, slip_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.domain.entities import BaselineItem, Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class Ghost(NamedTuple):
    """Where a bar lay, over the days [start, end), and how its deliverable slipped."""

    start: int
    end: int
    slip: Slip


@dataclass(frozen=True)
class Behind:
    """One baseline held against the present plan; `ghosts` by the id of the deliverable."""

    id: int
    name: str
    ghosts: dict[int, Ghost]

    @cached_property
    def counts(self) -> dict[Drift, int]:
        """How many deliverables drifted which way."""
        found = dict.fromkeys(Drift, 0)
        for ghost in self.ghosts.values():
            found[ghost.slip.drift] += 1
        return found

    def changed(self, portfolio: Portfolio, ids: Iterable[int]) -> Behind:
        """The same after changes to these deliverables."""
        items = [each for one in ids for each in portfolio.baseline_items.by("deliverable", one)]
        mine = {each.deliverable: _ghost(portfolio, each) for each in items if each.baseline == self.id}
        return replace(self, ghosts={**self.ghosts, **mine}) if mine else self


def behind(portfolio: Portfolio, baseline: int | None) -> Behind | None:
    """A baseline held against the present plan; None where there is no such baseline."""
    found = portfolio.baselines.get(baseline) if baseline is not None else None
    if found is None:
        return None
    items = portfolio.baseline_items.by("baseline", found.id)
    return Behind(found.id, found.name, {each.deliverable: _ghost(portfolio, each) for each in items})


def _ghost(portfolio: Portfolio, then: BaselineItem) -> Ghost:
    now = portfolio.deliverables.get(then.deliverable)
    start, end = then.planned_start, then.planned_end
    if start is not None and end is not None:
        return Ghost(start.toordinal(), end.toordinal() + 1, slip_of(then, now))
    length = _length(then, now)
    if start is not None:
        return Ghost(start.toordinal(), start.toordinal() + length, slip_of(then, now))
    last = end.toordinal() + 1 if end is not None else 0
    return Ghost(last - length, last, slip_of(then, now))


def _length(then: BaselineItem, now: Deliverable | None) -> int:
    """The days that a plan with one date only took, from the effort it had then."""
    if now is None:
        return 1
    as_then = replace(now, planned_start=None, planned_end=None, effort_likely=then.effort_likely)
    return planned_span(as_then).days + 1
